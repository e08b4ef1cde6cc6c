"""What is refused of closing and opening book years."""

from datetime import date
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import day_name, months_name


class YearsInOrder(Refusal):
    """It is another year's turn."""

    def __init__(self, year: int, expected: int) -> None:
        super().__init__(
            f"Tahun buku {year} belum dapat ditutup: yang berikutnya adalah {expected}."
            if year > expected
            else f"Tahun buku {year} sudah ditutup, atau mendahului buku ini; yang berikutnya"
            f" adalah {expected}.",
            remedy=f"Tutup tahun {expected} dahulu."
            if year > expected
            else "Tahun yang sudah ditutup tetap tertutup; catat koreksi di tahun berjalan.",
        )


class NotYearEnd(Refusal):
    """A year is closed on its last day, and opened on its first."""

    def __init__(self, day: date, expected: date) -> None:
        super().__init__(
            f"Tanggal {day_name(day)} keliru: seharusnya {day_name(expected)}.",
            remedy="Tahun ditutup per 31 Desember dan dibuka per 1 Januari; perbaiki date.",
        )


class MonthsStillOpen(Refusal):
    """Months before December are not closed."""

    def __init__(self, year: int, month: str) -> None:
        last = f"{year}-11"
        super().__init__(
            f"{months_name(month, last)} belum ditutup, jadi tahun {year} belum dapat ditutup.",
            remedy=f"Tutup dahulu: koperasi tutup bulan {month}"
            + (f" --sampai {last}." if month < last else "."),
        )


class SurplusDiffers(Refusal):
    """The surplus that was seen is not the one the books have."""

    def __init__(self, year: int, seen: Decimal, found: Decimal) -> None:
        super().__init__(
            f"SHU {year} yang tertulis Rp{format_rupiah(seen)} berbeda dari buku:"
            f" Rp{format_rupiah(found)}.",
            remedy="Ada catatan yang masuk sesudah SHU itu dihitung; hitung lagi dengan"
            f" 'koperasi tutup tahun {year} --coba', lalu tutup dengan angka yang baru.",
        )


class YearNotClosed(Refusal):
    """A step that needs the year to be closed."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"Tahun buku {year} belum ditutup.",
            remedy=f"Tutup dahulu: koperasi tutup tahun {year} (--coba untuk melihat apa"
            " yang masih menghalangi).",
        )


class YearOpenedAlready(Refusal):
    """The new year was opened before."""

    def __init__(self, year: int, ref: str) -> None:
        super().__init__(
            f"Tahun {year} sudah dibuka oleh {ref}.",
            remedy="Tidak ada yang perlu dilakukan; saldo awalnya sudah berjalan.",
        )


class ResultByHand(Refusal):
    """SHU tahun berjalan follows from income and expense; no free line adds to it."""

    def __init__(self, account: str) -> None:
        super().__init__(
            f"Akun {account} hanya diisi oleh penutupan tahun dan saldo awal.",
            remedy="Catat pada akun Pendapatan atau Beban: dari situ SHU dihitung. Koreksi tahun"
            " yang sudah ditutup juga dicatat di sana, dalam tahun yang terbuka.",
        )
