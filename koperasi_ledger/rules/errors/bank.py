"""What is refused of bank lines, statements, and bank money that waits to be explained."""

from datetime import date
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import day_name


class NotABank(Refusal):
    """A bank event names a cash box."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"{key} adalah kas, bukan rekening bank.",
            remedy="Pilih rekening bank.",
        )


class AlreadyReconciled(Refusal):
    """A movement is dated on a day whose bank balance is proven already."""

    def __init__(self, key: str, day: date, reconciled: date) -> None:
        super().__init__(
            f"Saldo {key} sudah terbukti sama dengan bank s.d. {day_name(reconciled)}; tidak boleh"
            f" ada mutasi baru bertanggal {day_name(day)}.",
            remedy="Pakai tanggal sesudahnya.",
        )


class NotReconciled(Refusal):
    """The ledger's balance differs from the bank's."""

    def __init__(self, key: str, day: date, ledger: Decimal, bank: Decimal) -> None:
        super().__init__(
            f"Saldo {key} per {day_name(day)} menurut buku Rp{format_rupiah(ledger)}, menurut bank"
            f" Rp{format_rupiah(bank)}; selisih Rp{format_rupiah(abs(bank - ledger))}.",
            remedy="Cari mutasi yang belum atau dua kali dicatat dengan 'koperasi laporan bank',"
            " lalu rekonsiliasi lagi.",
        )


class UnknownSuspense(Refusal):
    """No unexplained bank money has this ref."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"Tidak ada titipan dengan ref {ref}.",
            remedy="Lihat daftarnya dengan 'koperasi bank tinjau'.",
        )


class SuspenseTooSmall(Refusal):
    """More is explained than the bank line holds, or in the wrong direction."""

    def __init__(self, ref: str, amount: Decimal, remaining: Decimal) -> None:
        if not remaining:
            super().__init__(
                f"Titipan {ref} sudah habis dijelaskan.",
                remedy="Lihat yang masih menunggu dengan 'koperasi bank tinjau'.",
            )
            return
        way = "masuk" if remaining > 0 else "keluar"
        asked = "masuk" if amount > 0 else "keluar"
        super().__init__(
            f"Titipan {ref} menyisakan Rp{format_rupiah(abs(remaining))} uang {way};"
            f" Rp{format_rupiah(abs(amount))} uang {asked} tidak dapat diambil darinya.",
            remedy="Jelaskan paling banyak sisa itu, dengan peristiwa yang searah.",
        )


class SuspenseNotYet(Refusal):
    """Waiting money is explained by an event dated before the money came or went."""

    def __init__(self, ref: str, day: date, since: date) -> None:
        super().__init__(
            f"Titipan {ref} baru ada sejak {day_name(since)}; tidak dapat dijelaskan dengan"
            f" tanggal {day_name(day)}.",
            remedy="Pakai tanggal titipan itu atau sesudahnya.",
        )


class BankRefMismatch(Refusal):
    """A bank line's identity does not belong to this account or day."""

    def __init__(self, bank_ref: str, key: str, day: date) -> None:
        super().__init__(
            f"Identitas baris bank {bank_ref} bukan milik {key} tanggal {day_name(day)}.",
            remedy="Identitas ini dibuat oleh 'koperasi bank impor' dan tidak ditulis sendiri.",
        )


class BankLineKnown(Refusal):
    """The bank line was booked before."""

    def __init__(self, bank_ref: str, by: str) -> None:
        super().__init__(
            f"Baris bank {bank_ref} sudah dicatat oleh {by}.",
            remedy="Satu baris bank dicatat satu kali.",
        )


class DayDiffers(Refusal):
    """A statement says something else of a day that an earlier one has proven."""

    def __init__(
        self, key: str, day: date, before: tuple[int, Decimal], now: tuple[int, Decimal]
    ) -> None:
        super().__init__(
            f"Rekening koran {key} tanggal {day_name(day)} berisi {now[0]} baris berjumlah"
            f" Rp{format_rupiah(now[1])}, padahal yang dahulu terbukti {before[0]} baris berjumlah"
            f" Rp{format_rupiah(before[1])}.",
            remedy="Unduh ulang rekening koran hari itu dari bank; jangan ubah berkasnya.",
        )


class StatementGap(Refusal):
    """A statement does not begin with the balance that the one before it ended with."""

    def __init__(self, key: str, end: date, closing: Decimal, opening: Decimal) -> None:
        super().__init__(
            f"Rekening koran {key} dibuka dengan Rp{format_rupiah(opening)}, padahal yang terakhir"
            f" terbukti berakhir {day_name(end)} dengan Rp{format_rupiah(closing)}.",
            remedy="Impor dahulu rekening koran di antaranya.",
        )


class FileKnown(Refusal):
    """The statement file was read before."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"Berkas ini sudah pernah diimpor ({ref}).", remedy="Tidak ada yang perlu dilakukan."
        )


class AttachMismatch(Refusal):
    """The entry to be attached does not move this account by this amount, or is taken."""

    def __init__(self, ref: str, key: str, amount: Decimal) -> None:
        super().__init__(
            f"{ref} tidak punya mutasi {key} sebesar Rp{format_rupiah(amount)} yang masih bebas.",
            remedy="Pilih catatan lain, atau catat baris bank ini sebagai peristiwa baru.",
        )


class VirtualNumberTaken(Refusal):
    """The virtual account number belongs to someone."""

    def __init__(self, number: str, member: str) -> None:
        super().__init__(
            f"Nomor virtual account {number} sudah milik anggota {member}.",
            remedy="Periksa nomornya.",
        )
