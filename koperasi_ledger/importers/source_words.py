"""The readers' refusals in the words of what a file is.

The readers of rows and workbooks speak of a bank's statement. A till's file or a list that people
fill in is not downloaded from a bank, so its refusals name another source and another remedy.
"""

from typing import NamedTuple

from koperasi_ledger.importers.errors import (
    EmptyFile,
    FileTooLarge,
    ForeignFile,
    StatementRefusal,
    TooManyColumns,
    TooManyRows,
)
from koperasi_ledger.importers.workbook_errors import FormulaCell, PasswordNeeded, WorkbookTooLarge

_TOO_MUCH = (FileTooLarge, TooManyColumns, TooManyRows, WorkbookTooLarge)


class Source(NamedTuple):
    """What a file is, in messages; each text is Indonesian.

    `name` as in "daftar bantuan", `holds` what it should be full of; `again` and `shorter` are what
    to do about a file that is damaged, and about one that is too large.
    """

    name: str
    holds: str
    again: str
    shorter: str


def in_words_of(source: Source, refusal: StatementRefusal) -> StatementRefusal:
    """The refusal of a reader of rows, told as one of this source; the same object."""
    if isinstance(refusal, EmptyFile):
        refusal.what = f"Berkas ini kosong; tidak ada {source.holds} di dalamnya."
    if isinstance(refusal, FormulaCell):
        refusal.what = f"Berkas ini berisi rumus; {source.name} hanya berisi nilai."
        refusal.remedy = "Salin kolom yang berisi rumus, lalu tempel sebagai nilai saja."
    elif isinstance(refusal, PasswordNeeded):
        refusal.remedy = "Simpan dahulu tanpa sandi."
    elif isinstance(refusal, ForeignFile):
        refusal.remedy = f"Pilih berkas {source.name} sebagai .csv atau .xlsx."
    else:
        refusal.remedy = source.shorter if isinstance(refusal, _TOO_MUCH) else source.again
    return refusal
