"""What is refused of expected bank money: unique codes, payroll rosters, QRIS payments."""

from datetime import date
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import day_name


class CodeTaken(Refusal):
    """Another bill of the account asks for the same sum, or did so a short time ago."""

    def __init__(self, key: str, total: Decimal, member: str, until: date) -> None:
        super().__init__(
            f"Jumlah Rp{format_rupiah(total)} di {key} masih dipakai tagihan anggota {member}"
            f" s.d. {day_name(until)}.",
            remedy="Pakai kode unik lain; 'koperasi simpanan tagih' memilih yang masih bebas.",
        )


class CodeNotOpen(Refusal):
    """A bank line uses a unique code that nobody issued, that was used, or that has expired."""

    def __init__(self, key: str, total: Decimal, code: int, why: str) -> None:
        super().__init__(
            f"Kode unik {code} untuk Rp{format_rupiah(total)} di {key} {why}.",
            remedy="Jelaskan uang itu dengan 'koperasi bank tinjau'.",
        )


class RosterNotOpen(Refusal):
    """A bank line is told to pay a roster that does not exist, was paid, or asks another sum."""

    def __init__(self, ref: str, why: str) -> None:
        super().__init__(
            f"Daftar potong gaji {ref} {why}.",
            remedy="Periksa daftarnya, atau jelaskan uang itu dengan 'koperasi bank tinjau'.",
        )


class QrisDayKnown(Refusal):
    """A day of a merchant was reported before."""

    def __init__(self, merchant: str, day: date, ref: str) -> None:
        super().__init__(
            f"Pembayaran QRIS {merchant} {day_name(day)} sudah dilaporkan oleh {ref}.",
            remedy="Catat hanya hari yang belum dilaporkan.",
        )


class QrisNotOpen(Refusal):
    """Money is taken for a day of QRIS that no report has, or that was paid already."""

    def __init__(self, merchant: str, day: date, why: str) -> None:
        super().__init__(
            f"Pembayaran QRIS {merchant} {day_name(day)} {why}.",
            remedy="Periksa hari dan nomor pedagangnya dengan laporan QRIS.",
        )
