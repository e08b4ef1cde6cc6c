"""What is refused of a till's file while it is read; each says the row and how to mend it."""

from collections.abc import Sequence
from decimal import Decimal

from koperasi_ledger.importers.errors import StatementRefusal, shown
from koperasi_ledger.model.money import format_rupiah


class NoSalesTable(StatementRefusal):
    """No row near the top is a heading with the columns that are needed."""

    def __init__(self, missing: Sequence[str], *, mapped: bool) -> None:
        how = (
            "Samakan nama kolom di peta dengan baris judul berkas."
            if mapped
            else "Pakai kolom seperti contoh dari 'koperasi toko impor --contoh FILE', atau"
            " jelaskan kolom kasir Anda dengan --peta."
        )
        super().__init__(
            f"Baris judul dengan kolom {', '.join(missing)} tidak ditemukan di 60 baris pertama.",
            remedy=how,
        )


class StrayColumn(StatementRefusal):
    """A column that the template does not have: a misspelt name would silently be left out."""

    def __init__(self, row: int, name: str, near: Sequence[str]) -> None:
        guess = f"; maksudnya {' atau '.join(near)}?" if near else "."
        super().__init__(
            f"Kolom “{shown(name)}” tidak dikenal{guess}",
            row=row,
            remedy="Perbaiki nama kolomnya, hapus kolomnya, atau jelaskan kolomnya dengan --peta.",
        )


class BadTillCell(StatementRefusal):
    """A cell that does not hold what its column must hold."""

    def __init__(self, row: int, column: str, value: str, needed: str) -> None:
        seen = f"berisi “{shown(value)}”" if value else "kosong"
        super().__init__(f"Kolom {column} {seen}.", row=row, remedy=f"Isi dengan {needed}.")


class ReceiptSplit(StatementRefusal):
    """Two rows of one receipt say different things of the whole receipt."""

    def __init__(self, row: int, column: str, value: str, first: int, before: str) -> None:
        super().__init__(
            f"Kolom {column} berisi “{shown(value)}”, padahal baris {first} dari struk yang sama"
            f" “{shown(before)}”.",
            row=row,
            remedy="Samakan isinya, kosongkan di baris kedua, atau beri nomor struk sendiri.",
        )


class BadTillPayments(StatementRefusal):
    """The payments of a receipt cannot be what was paid."""

    def __init__(self, row: int, what: str, remedy: str) -> None:
        super().__init__(what, row=row, remedy=remedy)


class TotalsDiffer(StatementRefusal):
    """The receipts of the file are not what the till's own report says."""

    def __init__(self, what: str, report: Decimal, file: Decimal, row: int | None) -> None:
        difference = file - report
        word = "lebih" if difference > 0 else "kurang"
        super().__init__(
            f"{what}: menurut laporan kasir Rp{format_rupiah(report)}, menurut berkas penjualan"
            f" Rp{format_rupiah(file)}, {word} Rp{format_rupiah(abs(difference))}.",
            row=row,
            remedy="Cari struk yang kurang, ganda atau salah jumlah di hari dan cara bayar itu,"
            " lalu impor lagi.",
        )


class CountsDiffer(StatementRefusal):
    """The file has another number of receipts than the till's own report says."""

    def __init__(self, what: str, report: int, file: int, row: int | None) -> None:
        super().__init__(
            f"{what}: menurut laporan kasir {report} struk, menurut berkas penjualan {file}.",
            row=row,
            remedy="Cari struk yang kurang atau ganda, lalu impor lagi.",
        )


class NotInReport(StatementRefusal):
    """The file has sales of a till, day, class or payment that the report does not list."""

    def __init__(self, what: str, amount: Decimal) -> None:
        super().__init__(
            f"{what} ada di berkas penjualan (Rp{format_rupiah(amount)}), tetapi tidak di laporan"
            " kasir.",
            remedy="Lengkapi laporan kasirnya, atau pisahkan struk itu ke berkas lain.",
        )


class CannotCompare(StatementRefusal):
    """Amounts of the file cannot be read, so that the till's report proves nothing."""

    def __init__(self, row: int) -> None:
        super().__init__(
            "Jumlah struk ini tidak terbaca, sehingga laporan kasir tidak dapat dibandingkan.",
            row=row,
            remedy="Perbaiki dahulu baris itu, atau impor tanpa --laporan-kasir.",
        )
