"""Every way a bank file is refused, in the treasurer's language.

Each class owns its message and its remedy; `row` is the 1-based physical line of the file, or None
where the whole file is meant. A reader does not know the file's name: `readers.read_statement`
puts it in with `in_file`.
"""

from collections.abc import Sequence
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal, Refusals

DOWNLOAD_AGAIN = "Unduh ulang file itu dari bank dan jangan membuka atau mengubahnya lebih dahulu."
SHOWN_CHARS = 60
SHOWN_MISTAKES = 50


def shown(text: str) -> str:
    """A value of the file as it may be printed: at most 60 characters, controls escaped.

    Bidirectional controls and line breaks in a file (or in a file's name) could otherwise rewrite
    the message around them.
    """
    cut = text if len(text) <= SHOWN_CHARS else text[: SHOWN_CHARS - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)


def rupiah(amount: Decimal) -> str:
    """An amount in a message, as Indonesians write it: 1.234.567,89."""
    plain = f"{amount:,.2f}" if amount == amount.quantize(Decimal("0.01")) else f"{amount:,f}"
    return plain.translate(str.maketrans(",.", ".,"))


class StatementRefusal(Refusal):
    """A bank file, or one line of it, is refused; the base of all classes below."""

    def __init__(self, what: str, *, row: int | None = None, remedy: str = "") -> None:
        super().__init__(what, where=f"baris {row}" if row else "", remedy=remedy)
        self.row = row

    def in_file(self, name: str) -> None:
        """Name the file the refusal is about, once it is known."""
        place = shown(name) or "file"
        self.where = f"{place}, baris {self.row}" if self.row else place


class StatementMistakes(Refusals):
    """Several mistakes of one file; all counted, the first fifty printed."""

    def __init__(self, items: Sequence[StatementRefusal]) -> None:
        super().__init__(items)
        self.mistakes = tuple(items)

    def in_file(self, name: str) -> None:
        """Name the file in every mistake."""
        for mistake in self.mistakes:
            mistake.in_file(name)

    def __str__(self) -> str:
        head = [f"- {item}" for item in self.items[:SHOWN_MISTAKES]]
        rest = len(self.items) - len(head)
        tail = [f"- … dan {rest} kesalahan lain."] if rest else []
        return "\n".join([self.what, *head, *tail])


def refuse_all(mistakes: Sequence[StatementRefusal]) -> None:
    """Raise what was collected: nothing, the only mistake, or all of them together."""
    if len(mistakes) == 1:
        raise mistakes[0]
    if mistakes:
        raise StatementMistakes(mistakes)


# The file as a whole


class EmptyFile(StatementRefusal):
    """No bytes, or nothing but white space."""

    def __init__(self) -> None:
        super().__init__("File kosong; tidak ada mutasi di dalamnya.", remedy=DOWNLOAD_AGAIN)


class FileTooLarge(StatementRefusal):
    """Larger than any statement; refused before it is decoded."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(
            f"File terlalu besar: {size:_} byte, batasnya {limit:_} byte.".replace("_", "."),
            remedy="Unduh mutasi untuk periode yang lebih pendek, misalnya sebulan.",
        )


class ForeignFile(StatementRefusal):
    """A kind of file no reader reads (yet): a workbook, a PDF, a web page, an archive."""

    def __init__(self, kind: str, remedy: str) -> None:
        super().__init__(f"File ini {kind}; isinya tidak dibuka.", remedy=remedy)


class NotText(StatementRefusal):
    """Binary data, or bytes that are valid in no encoding we accept."""

    def __init__(self, detail: str, row: int | None = None) -> None:
        super().__init__(
            f"File ini bukan file teks CSV yang utuh: {detail}.", row=row, remedy=DOWNLOAD_AGAIN
        )


class UnknownFormat(StatementRefusal):
    """Text, but the layout of no bank we know; says what was seen."""

    def __init__(self, seen: str, known: Sequence[str]) -> None:
        super().__init__(
            f"Format mutasi bank tidak dikenali; yang terbaca: {seen}.",
            remedy=f"Format yang dapat dibaca: {'; '.join(known)}. Pilih salah satunya saat "
            "mengunduh mutasi, lalu coba lagi; untuk bank lain, buat tata letaknya dengan "
            "'koperasi bank tata-letak FILE'.",
        )


class UnknownBank(StatementRefusal):
    """`--bank` names no reader."""

    def __init__(self, bank: str, known: Sequence[str]) -> None:
        super().__init__(
            f"Nama bank “{shown(bank)}” tidak dikenal.",
            remedy=f"Pakai salah satu dari: {', '.join(known)}; atau hilangkan pilihan --bank.",
        )


class NotThisBank(StatementRefusal):
    """The file is not what `--bank` says it is."""

    def __init__(self, wanted: Sequence[str], found: Sequence[str]) -> None:
        seems = f"; isinya tampak seperti {' dan '.join(found)}" if found else ""
        super().__init__(
            f"File ini bukan {' atau '.join(wanted)}{seems}.",
            remedy="Periksa apakah file dan pilihan --bank sudah benar.",
        )


class SeveralReaders(StatementRefusal):
    """Two readers take the file for theirs; guessing could book it wrongly."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(
            f"File ini cocok dengan lebih dari satu format: {'; '.join(labels)}.",
            remedy="Sebutkan banknya dengan pilihan --bank.",
        )


# The file as rows and columns


class TooManyRows(StatementRefusal):
    """More rows than a statement can have."""

    def __init__(self, row: int, limit: int) -> None:
        super().__init__(
            f"Baris terlalu banyak; batasnya {limit:_} baris.".replace("_", "."),
            row=row,
            remedy="Unduh mutasi untuk periode yang lebih pendek, misalnya sebulan.",
        )


class TooManyColumns(StatementRefusal):
    """More columns than any known layout."""

    def __init__(self, row: int, seen: int, limit: int) -> None:
        super().__init__(
            f"Kolom terlalu banyak: {seen}, batasnya {limit}.", row=row, remedy=DOWNLOAD_AGAIN
        )


class FieldTooLong(StatementRefusal):
    """A cell or a line far longer than a bank prints."""

    def __init__(self, row: int, limit: int) -> None:
        super().__init__(
            f"Isi baris atau kolom terlalu panjang; batasnya {limit:_} huruf.".replace("_", "."),
            row=row,
            remedy=DOWNLOAD_AGAIN,
        )


class UnterminatedQuote(StatementRefusal):
    """A quotation mark opens and never closes, or closes in the middle of a cell."""

    def __init__(self, row: int) -> None:
        super().__init__(
            "Tanda kutip pada baris yang dimulai di sini tidak lengkap; file mungkin terpotong.",
            row=row,
            remedy=DOWNLOAD_AGAIN,
        )


class BadColumns(StatementRefusal):
    """A row with fewer or more cells than the header."""

    def __init__(self, row: int, seen: int, expected: int) -> None:
        super().__init__(
            f"Jumlah kolom {seen}, seharusnya {expected}; baris mungkin terpotong atau "
            "pemisah kolomnya rusak.",
            row=row,
            remedy=DOWNLOAD_AGAIN,
        )


class MissingColumns(StatementRefusal):
    """The header lacks columns that the layout needs (or has one twice), or there is no header."""

    def __init__(self, columns: Sequence[str], row: int | None = None) -> None:
        super().__init__(
            f"Judul kolom tidak lengkap; kolom ini tidak ada atau ganda: {', '.join(columns)}.",
            row=row,
            remedy="Unduh ulang file dari bank tanpa menghapus kolom atau baris judulnya.",
        )


class UnrecognisedRow(StatementRefusal):
    """A row that is neither heading, transaction nor total; it could be a lost transaction."""

    def __init__(self, row: int, first_cell: str) -> None:
        super().__init__(
            f"Baris ini tidak dikenali: “{shown(first_cell)}”.",
            row=row,
            remedy=DOWNLOAD_AGAIN,
        )


class BadCell(StatementRefusal):
    """One cell does not hold what its column must hold."""

    def __init__(self, row: int, column: str, value: str, needed: str) -> None:
        seen = f"berisi “{shown(value)}”" if value else "kosong"
        super().__init__(
            f"Kolom {column} {seen}; seharusnya {needed}.", row=row, remedy=DOWNLOAD_AGAIN
        )
        self.column = column
        self.value = value


class ContradictoryHeading(StatementRefusal):
    """The heading or the totals of one statement say the same thing twice, differently."""

    def __init__(self, row: int, label: str, first: str, second: str) -> None:
        super().__init__(
            f"{label} tertulis dua kali: “{shown(first)}” lalu “{shown(second)}”.",
            row=row,
            remedy="Impor tiap rekening dan periode sebagai file tersendiri.",
        )


# Numbers


class MixedNumberStyles(StatementRefusal):
    """Some cells are 1,234.56 and others 1.234,56: one of them would be read wrongly."""

    def __init__(self, row: int, value: str, other_row: int, other: str) -> None:
        super().__init__(
            f"Angka “{shown(value)}” ditulis lain dari “{shown(other)}” di baris {other_row}; "
            "titik dan koma tertukar di dalam satu file.",
            row=row,
            remedy=DOWNLOAD_AGAIN,
        )


class AmbiguousNumbers(StatementRefusal):
    """Nothing in the file tells whether 1.234 is a thousand or one and a bit."""

    def __init__(self, row: int, value: str) -> None:
        super().__init__(
            f"Angka “{shown(value)}” dapat dibaca dua cara (titik atau koma sebagai pemisah ribuan)"
            " dan saldo di file tidak memutuskannya.",
            row=row,
            remedy="Unduh ulang mutasi lengkap dengan kolom saldo dan angka dua desimal.",
        )


# Dates


class PeriodMissing(StatementRefusal):
    """Dates without a year and no period to take it from; this year is never assumed."""

    def __init__(self, row: int | None) -> None:
        super().__init__(
            "Tahun tidak diketahui: tanggal tanpa tahun dan tidak ada baris Periode.",
            row=row,
            remedy="Unduh ulang mutasi yang memuat baris Periode (dd/mm/tttt - dd/mm/tttt).",
        )


class OutsidePeriod(StatementRefusal):
    """A transaction dated outside the statement's own period."""

    def __init__(self, row: int, value: str, period: str) -> None:
        super().__init__(
            f"Tanggal “{shown(value)}” di luar periode {period}.", row=row, remedy=DOWNLOAD_AGAIN
        )


class YearUnclear(StatementRefusal):
    """A date without a year fits the period in more than one year."""

    def __init__(self, row: int, value: str, period: str) -> None:
        super().__init__(
            f"Tahun dari tanggal “{shown(value)}” tidak pasti dalam periode {period}.",
            row=row,
            remedy="Unduh mutasi untuk periode kurang dari setahun.",
        )


# Balances and totals


class BrokenChain(StatementRefusal):
    """The balance printed on this line does not follow from the lines before it."""

    def __init__(self, row: int | None, expected: Decimal, printed: Decimal) -> None:
        super().__init__(
            f"Saldo tidak bersambung: dihitung {rupiah(expected)}, tertulis {rupiah(printed)} "
            f"(selisih {rupiah(printed - expected)}). Ada mutasi yang hilang, ganda atau berubah.",
            row=row,
            remedy=DOWNLOAD_AGAIN,
        )
        self.expected = expected
        self.printed = printed


class TotalMismatch(StatementRefusal):
    """A total or a count below the transactions differs from the transactions."""

    def __init__(self, row: int, label: str, computed: str, printed: str) -> None:
        super().__init__(
            f"{label} tertulis {shown(printed)}, tetapi mutasinya berjumlah {computed}.",
            row=row,
            remedy=DOWNLOAD_AGAIN,
        )


class TotalsMissing(StatementRefusal):
    """The lines below the transactions are gone: the file was cut."""

    def __init__(self, labels: Sequence[str], row: int) -> None:
        super().__init__(
            f"Setelah baris ini tidak ada {' dan '.join(labels)}; bagian bawah file terpotong.",
            row=row,
            remedy=DOWNLOAD_AGAIN,
        )


class PendingInTheMiddle(StatementRefusal):
    """Pending lines stand between booked ones and are part of their balances."""

    def __init__(self, row: int) -> None:
        super().__init__(
            "Mutasi PEND/NEXT yang belum dibukukan berada di antara mutasi yang sudah dibukukan.",
            row=row,
            remedy="Unduh ulang mutasi sesudah bank membukukannya, biasanya hari kerja berikutnya.",
        )


class NoTransactions(StatementRefusal):
    """A layout without heading and without a single transaction: nothing to read."""

    def __init__(self, row: int) -> None:
        super().__init__(
            "Tidak ada satu pun mutasi di bawah judul kolom.",
            row=row,
            remedy="Pastikan periode yang diunduh memuat mutasi, lalu unduh ulang.",
        )
