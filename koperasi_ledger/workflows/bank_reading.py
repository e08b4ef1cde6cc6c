"""Reading a bank's file without any book: what `koperasi bank baca` shows."""

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from koperasi_ledger.importers.readers import read_statement
from koperasi_ledger.importers.statement import Statement, to_json
from koperasi_ledger.importers.text import MAX_BYTES
from koperasi_ledger.workflows.bank_choosing import unconfirmed_format
from koperasi_ledger.workflows.bank_import import BankFileData
from koperasi_ledger.workflows.book import Settings
from koperasi_ledger.workflows.errors import CannotRead
from koperasi_ledger.workflows.reading import os_reason


class ReadFile(NamedTuple):
    """The statements of a file; `unconfirmed` names its format if no real file was ever seen."""

    statements: tuple[Statement, ...]
    unconfirmed: str | None

    def as_json(self) -> dict[str, object]:
        """The stable shape for other programs."""
        return to_json(self.statements)


def load_file(path: Path, settings: Settings) -> BankFileData:
    """The bytes of a file, and the day it was made where the cooperative is.

    Raises:
        CannotRead: it is missing or may not be read.
    """
    try:
        with path.open("rb") as file:
            # One byte more than is ever taken, so that the reader sees that it is too large.
            data = file.read(MAX_BYTES + 1)
        changed = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    except (OSError, OverflowError, ValueError) as error:
        reason = os_reason(error) if isinstance(error, OSError) else "nama atau waktunya tidak sah"
        raise CannotRead(str(path), reason) from None
    return BankFileData(path.name, data, settings.today(changed))


def read_file(path: Path, bank: str | None = None) -> ReadFile:
    """The statements in a bank's file.

    Raises:
        CannotRead, StatementRefusal, StatementMistakes: naming the file, the row and the remedy.
    """
    file = load_file(path, Settings())
    statements = read_statement(file.data, file.name, bank)
    return ReadFile(statements, unconfirmed_format(file.data, statements))
