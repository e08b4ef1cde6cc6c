"""The registry of bank formats: which reader takes a file, and what is said when none does.

Detection looks at the content, never at the file's name. A new bank is one module with a class
that has the five members of `Reader`, and one line in `READERS`.
"""

from collections.abc import Sequence
from typing import Protocol

from koperasi_ledger.importers import bni, bsi, jatim, mandiri
from koperasi_ledger.importers.bca import BcaBisnisReader
from koperasi_ledger.importers.bca_individu import BcaIndividuReader
from koperasi_ledger.importers.bni_direct import BniDirectReader
from koperasi_ledger.importers.bri import BriReader
from koperasi_ledger.importers.bri_qlola import QLOLA
from koperasi_ledger.importers.camt import CamtReader
from koperasi_ledger.importers.errors import (
    EmptyFile,
    FileTooLarge,
    NotThisBank,
    SeveralReaders,
    StatementMistakes,
    StatementRefusal,
    UnknownBank,
)
from koperasi_ledger.importers.foreign import refuse_unread
from koperasi_ledger.importers.mandiri_livin import LivinReader
from koperasi_ledger.importers.mt940 import Mt940Reader
from koperasi_ledger.importers.qris import QrisReader
from koperasi_ledger.importers.statement import Statement, join
from koperasi_ledger.importers.text import MAX_BYTES
from koperasi_ledger.importers.workbook import unlocked


class Reader(Protocol):
    """One format of one bank.

    `name` is what `--bank` takes and starts with the bank's name and a hyphen if the bank has
    several formats; `label` is what messages print; `confirmed` tells whether a real file of the
    bank was ever read with it.
    """

    name: str
    label: str
    confirmed: bool

    def claims(self, data: bytes) -> bool:
        """Whether the content has this layout; never raises, and leaves the work to `read`."""

    def read(self, data: bytes) -> tuple[Statement, ...]:
        """The statements in the order of the file, each with its proof.

        Raises:
            StatementRefusal, StatementMistakes: naming rows, but not the file.
        """


READERS: tuple[Reader, ...] = (
    BcaBisnisReader(),
    BcaIndividuReader(),
    mandiri.KOPRA,
    mandiri.MCM,
    LivinReader(),
    BriReader(),
    QLOLA,
    bni.CSV,
    BniDirectReader(),
    bsi.A,
    bsi.B,
    jatim.XLSX,
    QrisReader(),
    Mt940Reader(),
    CamtReader(),
)


def read_statement(
    data: bytes,
    filename_for_messages: str,
    bank: str | None = None,
    *,
    password: str | None = None,
    readers: Sequence[Reader] = READERS,
) -> tuple[Statement, ...]:
    """The statements in a bank's file, consecutive ones of one account joined.

    Args:
        data: the whole file.
        filename_for_messages: only printed, never trusted.
        bank: a reader's name or a bank's name (`bca`); None lets the content decide.
        password: opens an encrypted workbook; not looked at for any other file, and never kept.
        readers: the formats to choose from.

    Raises:
        StatementRefusal, StatementMistakes: naming the file, the row and the remedy.
    """
    try:
        opened = _opened(data, password)
        return join(_choose(opened, bank, readers).read(opened))
    except (StatementRefusal, StatementMistakes) as refusal:
        refusal.in_file(filename_for_messages)
        raise


def opened_file(data: bytes, filename_for_messages: str, password: str | None) -> bytes:
    """The bytes that readers read: those of the file, or of the workbook behind its password.

    Raises:
        StatementRefusal: naming the file; the password is missing, wrong, or of no use.
    """
    try:
        return _opened(data, password)
    except StatementRefusal as refusal:
        refusal.in_file(filename_for_messages)
        raise


def _opened(data: bytes, password: str | None) -> bytes:
    # What is too large is refused by its size and not decrypted first.
    return data if len(data) > MAX_BYTES else unlocked(data, password)


def _choose(data: bytes, bank: str | None, readers: Sequence[Reader]) -> Reader:
    if len(data) > MAX_BYTES:
        raise FileTooLarge(len(data), MAX_BYTES)
    if not data:
        raise EmptyFile
    wanted = [r for r in readers if bank is None or _is_named(r, bank)]
    if bank is not None and not wanted:
        raise UnknownBank(bank, [r.name for r in readers])
    claiming = [r for r in wanted if r.claims(data)]
    if len(claiming) == 1:
        return claiming[0]
    if claiming:
        raise SeveralReaders([r.label for r in claiming])
    others = [r.label for r in readers if r not in wanted and r.claims(data)]
    if not others:
        refuse_unread(data, [r.label for r in wanted])
    raise NotThisBank([r.label for r in wanted], others)


def _is_named(reader: Reader, bank: str) -> bool:
    asked = bank.strip().casefold()
    return asked in (reader.name, reader.name.partition("-")[0])
