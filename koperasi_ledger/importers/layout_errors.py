"""What a sample file leaves open when a layout is proposed from it, and how to say it.

Each is a choice between readings that all look right, so none is made silently.
"""

from collections.abc import Sequence

from koperasi_ledger.importers.errors import StatementRefusal, shown


class HeadingNotFound(StatementRefusal):
    """No row near the top names a date and an amount."""

    def __init__(self, seen: str, row: int | None) -> None:
        looks = f"; yang paling mirip: “{shown(seen)}”" if seen else ""
        super().__init__(
            f"Baris judul kolom tidak ditemukan{looks}.",
            row=row,
            remedy="Sebutkan kolomnya, misalnya --kolom tanggal=Tgl --kolom uraian=Ket"
            " --kolom debet=Keluar --kolom kredit=Masuk.",
        )


class UnknownColumn(StatementRefusal):
    """`--kolom` names a column that no row has."""

    def __init__(self, field: str, column: str) -> None:
        super().__init__(
            f"Tidak ada baris dengan kolom {field} bernama “{shown(column)}”.",
            remedy="Tulis nama kolom persis seperti di baris judul file itu.",
        )


class UnclearDates(StatementRefusal):
    """The dates can be read in several ways, or in none."""

    def __init__(self, value: str, row: int, forms: Sequence[str]) -> None:
        if forms:
            what = f"Tanggal “{shown(value)}” dapat dibaca sebagai {' atau '.join(forms)}"
            what += ", dan tidak ada tanggal lain di contoh ini yang memutuskannya."
            remedy = f"Sebutkan dengan --tanggal {forms[0]}, atau pakai contoh yang memuat tanggal"
            remedy += " sesudah tanggal 12."
        else:
            what = f"Bentuk tanggal “{shown(value)}” tidak dikenali atau tidak sama di semua baris."
            remedy = "Sebutkan bentuknya, misalnya --tanggal dd/mm/yyyy."
        super().__init__(what, row=row, remedy=remedy)


class UnclearNumbers(StatementRefusal):
    """Nothing in the sample tells the thousands mark from the decimal mark."""

    def __init__(self, value: str, row: int) -> None:
        super().__init__(
            f"Angka “{shown(value)}” dapat dibaca dua cara (titik atau koma sebagai pemisah ribuan)"
            " dan saldo di contoh ini tidak memutuskannya.",
            row=row,
            remedy="Sebutkan dengan --angka 1.234,56 atau --angka 1,234.56.",
        )


class UnclearSigns(StatementRefusal):
    """Nothing in the sample tells money in from money out."""

    def __init__(self, what: str, row: int | None) -> None:
        super().__init__(
            what,
            row=row,
            remedy="Pakai contoh yang memuat uang masuk dan uang keluar dan kolom saldo; atau"
            " sebutkan --aturan bertanda bila uang keluar bertanda minus, atau kolomnya dengan"
            " --kolom debet=NAMA --kolom kredit=NAMA.",
        )
