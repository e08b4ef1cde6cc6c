"""What is refused of payroll deduction lists, each with the row of the file and how to mend it."""

from decimal import Decimal

from koperasi_ledger.importers.errors import shown
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import month_name

_AGAIN = "Pakai berkas dari 'koperasi pinjaman potong-gaji' dan isi kolom Dipotong saja."


class NotOnRoll(Refusal):
    """The roll names a number that no active member has."""

    def __init__(self, place: int, number: str) -> None:
        super().__init__(
            f"Tidak ada anggota aktif bernomor {shown(number)}.",
            where=f"daftar anggota, nomor ke-{place}",
            remedy="Hapus barisnya, atau perbaiki nomornya.",
        )


class TwiceOnRoll(Refusal):
    """The roll names a member twice."""

    def __init__(self, place: int, number: str) -> None:
        super().__init__(
            f"Anggota {number} disebut dua kali.",
            where=f"daftar anggota, nomor ke-{place}",
            remedy="Hapus salah satu barisnya.",
        )


class NotAList(Refusal):
    """The file is no payroll list: its heads are missing, or it has no rows."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(what, where=shown(name), remedy=_AGAIN)


class BadPayrollRow(Refusal):
    """A row of the list cannot be used."""

    def __init__(self, row: int, what: str, remedy: str) -> None:
        super().__init__(what, where=f"baris {row}", remedy=remedy)
        self.row = row


class NoDeductionYet(Refusal):
    """The column of what was deducted is empty throughout."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "Kolom Dipotong masih kosong di semua baris.",
            where=shown(name),
            remedy="Isi dengan jumlah yang benar-benar dipotong; 0 bila tidak dipotong.",
        )


class TotalDiffers(Refusal):
    """The rows do not add up to what was transferred."""

    def __init__(self, rows: Decimal, other: Decimal, what: str) -> None:
        super().__init__(
            f"Jumlah kolom Dipotong Rp{format_rupiah(rows)}, sedangkan {what}"
            f" Rp{format_rupiah(other)}; selisih Rp{format_rupiah(abs(rows - other))}.",
            remedy="Cocokkan daftar dengan transfernya sebelum dicatat.",
        )


class OneWayIn(Refusal):
    """Where the money is was told twice, or not at all."""

    def __init__(self) -> None:
        super().__init__(
            "Sebutkan satu saja: --via KAS atau --titipan REF.",
            remedy="--via bri bila mutasi bank tidak diimpor; --titipan bila transfernya sudah"
            " diimpor dan menunggu di Titipan.",
        )


class DeductedOtherwise(BadPayrollRow):
    """A deduction of the month is in the books already, with another sum."""

    def __init__(self, row: int, member: str, month: str, before: Decimal, now: Decimal) -> None:
        super().__init__(
            row,
            f"Potongan {month_name(month)} anggota {member} sudah dicatat"
            f" Rp{format_rupiah(before)}, di berkas Rp{format_rupiah(now)}.",
            "Balik dahulu pencatatan itu dengan 'koperasi balik', atau samakan jumlahnya.",
        )


class DeductedBefore(BadPayrollRow):
    """A roster would announce a deduction whose money is booked already."""

    def __init__(self, row: int, member: str, month: str) -> None:
        super().__init__(
            row,
            f"Potongan {month_name(month)} anggota {member} sudah dicatat dengan"
            " potong-gaji-masuk.",
            "Hapus barisnya: uangnya sudah ada di buku.",
        )


class InRoster(BadPayrollRow):
    """A deduction was announced by a roster: the bank's line books it, or has booked it."""

    def __init__(self, row: int, member: str, month: str, roster: str) -> None:
        super().__init__(
            row,
            f"Potongan {month_name(month)} anggota {member} sudah ada dalam daftar {roster};"
            " uangnya dibukukan saat mutasi banknya diimpor.",
            f"Impor mutasi banknya. Bila daftar itu salah: 'koperasi balik {roster}'.",
        )


class DeductedTooMuch(BadPayrollRow):
    """More was deducted than the member owes."""

    def __init__(self, row: int, member: str, amount: Decimal, owed: Decimal) -> None:
        super().__init__(
            row,
            f"Dipotong Rp{format_rupiah(amount)}, sedangkan tagihan anggota {member} sekarang"
            f" Rp{format_rupiah(owed)}.",
            "Pakai --lebih PRODUK agar kelebihannya masuk simpanan sukarela itu, misalnya"
            " --lebih sukarela.",
        )


class NothingFits(BadPayrollRow):
    """What is left of a deduction pays no whole month, and the policy wants whole months."""

    def __init__(self, row: int, member: str, rest: Decimal) -> None:
        super().__init__(
            row,
            f"Sisa Rp{format_rupiah(rest)} dari potongan anggota {member} tidak cukup untuk satu"
            " bulan simpanan wajib, dan kebijakan tidak membolehkan cicilan.",
            "Pakai --lebih PRODUK agar sisanya masuk simpanan sukarela, atau perbaiki jumlahnya.",
        )
