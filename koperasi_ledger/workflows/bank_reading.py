"""Reading a bank's file without any book: what `koperasi bank baca` shows."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from koperasi_ledger.importers.readers import READERS, Reader, opened_file, read_statement
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


def load_file(path: Path, settings: Settings, password: str | None = None) -> BankFileData:
    """The bytes of a file, and the day it was made where the cooperative is.

    `password` opens an encrypted workbook and is forgotten.

    Raises:
        CannotRead: it is missing or may not be read.
        StatementRefusal: it is encrypted, and the password is not its password.
    """
    try:
        with path.open("rb") as file:
            # One byte more than is ever taken, so that the reader sees that it is too large.
            data = file.read(MAX_BYTES + 1)
        changed = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    except (OSError, OverflowError, ValueError) as error:
        reason = os_reason(error) if isinstance(error, OSError) else "nama atau waktunya tidak sah"
        raise CannotRead(str(path), reason) from None
    opened = opened_file(data, path.name, password)
    made = settings.today(changed)
    return BankFileData(path.name, opened, made, None if opened is data else data)


def read_file(
    path: Path,
    bank: str | None = None,
    password: str | None = None,
    *,
    readers: Sequence[Reader] = READERS,
) -> ReadFile:
    """The statements in a bank's file, of one of the formats `readers`.

    Raises:
        CannotRead, StatementRefusal, StatementMistakes: naming the file, the row and the remedy.
    """
    file = load_file(path, Settings(), password)
    statements = read_statement(file.data, file.name, bank, readers=readers)
    return ReadFile(statements, unconfirmed_format(file.data, statements))
