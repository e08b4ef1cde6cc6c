"""A layout that the treasurer describes: which columns, which forms, which sign.

    nama = "bpr-contoh"

    [berkas]
    jenis = "csv"
    pemisah = ";"

    [kolom]
    tanggal = "Tanggal"
    uraian = ["Keterangan"]
    debet = "Debet"
    kredit = "Kredit"
    saldo = "Saldo"

    [tanggal]
    bentuk = "dd/mm/yyyy"

    [angka]
    bentuk = "1.234,56"

    [jumlah]
    aturan = "dua-kolom"

Nothing in it is guessed when a file is read: the forms are those written here, or the file is
refused. The guesses are made once, from a sample, and shown (`layout_guess`). All keys are
Indonesian, because the treasurer reads and mends the file (practice).
"""

import re
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from koperasi_ledger.importers.layout_dates import is_form
from koperasi_ledger.importers.text import MAX_COLUMNS, MAX_ROWS

LONGEST_TEXT = 100
MOST_SKIPPED = 20
_NAME = re.compile(r"[a-z0-9]{1,20}(?:-[a-z0-9]{1,20})?")
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT)
]
Word = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20)]
Column = Text | Annotated[int, Field(ge=1, le=MAX_COLUMNS)]
Rule = Literal["dua-kolom", "bertanda", "kolom-tanda", "akhiran"]

_COLUMNS_OF: dict[str, tuple[str, ...]] = {
    "dua-kolom": ("debet", "kredit"),
    "bertanda": ("jumlah",),
    "kolom-tanda": ("jumlah", "tanda"),
    "akhiran": ("jumlah",),
}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FilePart(_Part):
    """What kind of file, and what in it is no movement.

    `baris_judul` is the row of column names (0: none; found if not given), `lewati` how many rows
    under it to leave out. A row that begins with a word of `akhir` ends the table; one that holds a
    word of `saldo_awal` and no amount gives the opening balance.
    """

    jenis: Literal["csv", "excel"]
    pemisah: Literal[",", ";", "\t", "|"] = ","
    pengodean: Literal["otomatis", "utf-8", "utf-16", "windows-1252"] = "otomatis"
    lembar: Text | None = None
    baris_judul: Annotated[int, Field(ge=0, le=MAX_ROWS)] | None = None
    lewati: Annotated[int, Field(ge=0, le=MOST_SKIPPED)] = 0
    akhir: tuple[Text, ...] = Field(default=(), strict=False)
    saldo_awal: tuple[Text, ...] = Field(default=(), strict=False)


class ColumnPart(_Part):
    """Columns by their name in the heading, or by their number from 1."""

    tanggal: Column
    uraian: tuple[Column, ...] = Field(min_length=1, strict=False)
    jumlah: Column | None = None
    tanda: Column | None = None
    debet: Column | None = None
    kredit: Column | None = None
    saldo: Column | None = None
    acuan: Column | None = None
    rekening: Column | None = None


class DatePart(_Part):
    """The form of the dates, as `layout_dates` reads it."""

    bentuk: Text

    @field_validator("bentuk")
    @classmethod
    def _check(cls, form: str) -> str:
        if not is_form(form):
            raise ValueError("tulis bentuk tanggal seperti dd/mm/yyyy, mm/dd/yyyy atau dd mmm yyyy")
        return form


class NumberPart(_Part):
    """How the file writes one thousand two hundred thirty-four and 56 cents."""

    bentuk: Literal["1.234,56", "1,234.56"]


class AmountPart(_Part):
    """Which money came in: by column, by a minus, by a word in a column, or by a word behind."""

    aturan: Rule
    masuk: tuple[Word, ...] = Field(default=(), strict=False)
    keluar: tuple[Word, ...] = Field(default=(), strict=False)
    debet_minus: bool = False

    @model_validator(mode="after")
    def _check(self) -> Self:
        words = [word.casefold() for word in (*self.masuk, *self.keluar)]
        if self.aturan in ("kolom-tanda", "akhiran"):
            if not self.masuk or not self.keluar:
                raise ValueError(f"aturan {self.aturan} memerlukan daftar masuk dan keluar")
        elif words:
            raise ValueError(f"daftar masuk dan keluar tidak berlaku untuk aturan {self.aturan}")
        if len(set(words)) < len(words):
            raise ValueError("kata yang sama tidak boleh dua kali di daftar masuk dan keluar")
        return self


def _account(number: str) -> str:
    if not re.fullmatch(r"[0-9]{5,20}", number):
        raise ValueError("tulis nomor rekening dengan 5 sampai 20 angka saja")
    return number


def _currency(code: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise ValueError("tulis kode mata uang tiga huruf besar seperti IDR")
    return code


def _named(name: str) -> str:
    if not is_layout_name(name):
        raise ValueError("pakai huruf kecil, angka dan satu tanda hubung, misalnya bpr-contoh")
    return name


def is_layout_name(name: str) -> bool:
    """Whether a layout may be called so: lower case, digits, one hyphen, as `--bank` takes it."""
    return _NAME.fullmatch(name) is not None


class AccountPart(_Part):
    """The account, where the file does not name it."""

    nomor: Annotated[str, AfterValidator(_account)] | None = None
    mata_uang: Annotated[str, AfterValidator(_currency)] = "IDR"


class LayoutSpec(_Part):
    """One layout; its `nama` is what `--bank` takes."""

    nama: Annotated[str, AfterValidator(_named)]
    label: Text | None = None
    berkas: FilePart
    kolom: ColumnPart
    tanggal: DatePart
    angka: NumberPart
    jumlah: AmountPart
    rekening: AccountPart = AccountPart()

    @model_validator(mode="after")
    def _check(self) -> Self:
        needed = _COLUMNS_OF[self.jumlah.aturan]
        for name in ("jumlah", "tanda", "debet", "kredit"):
            given = getattr(self.kolom, name) is not None
            if given != (name in needed):
                has = "memerlukan" if name in needed else "tidak memakai"
                raise ValueError(f"aturan {self.jumlah.aturan} {has} kolom {name}")
        named = [column for column in self.columns() if isinstance(column, str)]
        if self.berkas.saldo_awal and self.kolom.saldo is None:
            raise ValueError("saldo_awal memerlukan kolom saldo")
        if self.berkas.baris_judul == 0 and named:
            raise ValueError("tanpa baris judul, semua kolom ditulis dengan nomornya")
        return self

    def columns(self) -> list[str | int]:
        """Every column that the layout uses."""
        part = self.kolom
        single = (
            part.tanggal, part.jumlah, part.tanda, part.debet, part.kredit, part.saldo, part.acuan,
            part.rekening,
        )  # fmt: skip
        return [*(column for column in single if column is not None), *part.uraian]
