"""Our bank readers as importers for plain beangulp and for Fava's import page.

    CONFIG = [BankImporter("Aset:Bank:BRI", "000001000123509", key="bri")]

One importer is one bank account. It takes every format that the readers know and finds its account
by the number inside the file. What it gives are transactions with the flag `!` and one posting, the
bank's, with the identity of the line as `bank-ref`: the rest is for the person who imports. A line
is a duplicate if and only if a posting of this account has its `bank-ref`; amounts, dates and texts
are never compared (the comparison of beangulp takes five of six equal deposits for one: reference
on bank formats, section 0). Lines of the day on which the file was made, and of today, are left for
the next file, because those days are not over.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from beancount.core import data
from beancount.core.amount import Amount
from beangulp.importer import Importer

from koperasi_ledger.importers.errors import StatementMistakes, StatementRefusal
from koperasi_ledger.importers.identity import BankLine, event_text, identify, same_number
from koperasi_ledger.importers.readers import READERS, Reader, read_statement
from koperasi_ledger.importers.statement import ZERO, Statement
from koperasi_ledger.importers.text import MAX_BYTES, decode
from koperasi_ledger.importers.workbook import is_workbook, sheets_if_any

BANK_REF = "bank-ref"
_DUPLICATE = "__duplicate__"
_DAY = dt.timedelta(days=1)
_DATED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.")


class BankImporter(Importer):  # type: ignore[misc] # beangulp has no types
    """One bank account, in any format; see the module.

    Args:
        account: the account in the ledger.
        number: the account number at the bank, digits only; files of it are told by it.
        key: the first part of every `bank-ref`; the number, unless the ledger is one of ours.
        bank: only this format or bank (`bca`), where a file would be of two.
        unnumbered: takes files that name no account at all; then `bank` must be given.
        readers: the formats to choose from.
    """

    def __init__(
        self,
        account: str,
        number: str,
        *,
        key: str | None = None,
        bank: str | None = None,
        unnumbered: bool = False,
        readers: Sequence[Reader] = READERS,
    ) -> None:
        if unnumbered and bank is None:
            message = (
                "unnumbered memerlukan bank: file tanpa nomor rekening dikenali dari formatnya"
            )
            raise ValueError(message)
        self._account, self._number, self._key = account, number, key or number
        self._bank, self._unnumbered, self._readers = bank, unnumbered, tuple(readers)

    @property
    def name(self) -> str:
        """Different for every account, as Fava demands."""
        return f"koperasi.{self._key}.{self._number}"

    def identify(self, filepath: str) -> bool:
        """Whether the file holds a statement of this account.

        A damaged file of this account is taken too, so that `extract` says what is wrong with it.
        """
        try:
            raw = _bytes_of(filepath)
        except OSError:
            return False
        try:
            return any(self._is_ours(statement) for statement in self._read(raw, filepath))
        except (StatementRefusal, StatementMistakes):
            return self._names_us(raw)

    def account(self, filepath: str) -> str:
        """The account of the importer, whatever the file."""
        del filepath
        return self._account

    def date(self, filepath: str) -> dt.date | None:
        """The last day of the statement, for the archive; unknown for a damaged file.

        Fava asks this of every file it lists: a refusal here would hide all the others.
        """
        try:
            return max((statement.end for statement in self._ours(filepath)), default=None)
        except (StatementRefusal, StatementMistakes):
            return None

    def filename(self, filepath: str) -> str | None:
        """The name in the archive: printable, and without a date of its own in front."""
        name = "".join(char if char.isprintable() else "_" for char in Path(filepath).name)
        return _DATED.sub("", name).strip(". ") or "mutasi"

    def extract(self, filepath: str, existing: data.Entries) -> data.Entries:
        """The closed days of the file: a transaction for each line, a balance for each proof.

        Raises:
            StatementRefusal, StatementMistakes: naming the file, the row and the remedy.
        """
        del existing
        entries: data.Entries = []
        seen: set[str] = set()
        made = dt.date.fromtimestamp(Path(filepath).stat().st_mtime)  # noqa: DTZ012 - of this place
        for statement in self._ours(filepath):
            end = _last_closed(statement, made, dt.date.today())  # noqa: DTZ011 - of this place
            lines = [line for line in statement.lines if line.date <= end]
            # A statement that stands twice in a file brings nothing new.
            new = [found for found in identify(self._key, lines) if found.bank_ref not in seen]
            entries += [self._transaction(found, statement.currency, filepath) for found in new]
            seen |= {found.bank_ref for found in new}
            if statement.proven and statement.opening is not None and end >= statement.start:
                closing = statement.opening + sum((line.amount for line in lines), ZERO)
                row = max((line.row for line in statement.lines), default=1)
                entries.append(self._balance(end, closing, statement.currency, filepath, row))
        return entries

    def deduplicate(self, entries: data.Entries, existing: data.Entries) -> None:
        """Marks what the ledger has: postings with the same `bank-ref`, and equal balances."""
        known = set(_bank_refs(existing, self._account))
        balances = {_balance_key(entry) for entry in existing if isinstance(entry, data.Balance)}
        for entry in entries:
            if isinstance(entry, data.Balance):
                duplicate = _balance_key(entry) in balances
            else:
                duplicate = not known.isdisjoint(_bank_refs([entry], self._account))
            if duplicate:
                entry.meta[_DUPLICATE] = True

    def _read(self, raw: bytes, filepath: str) -> tuple[Statement, ...]:
        return read_statement(raw, Path(filepath).name, self._bank, readers=self._readers)

    def _ours(self, filepath: str) -> list[Statement]:
        found = self._read(_bytes_of(filepath), filepath)
        return [statement for statement in found if self._is_ours(statement)]

    def _is_ours(self, statement: Statement) -> bool:
        if statement.account is None:
            return self._unnumbered
        return same_number(statement.account, self._number)

    def _names_us(self, raw: bytes) -> bool:
        """Whether a file that cannot be read is of a known format and holds our number."""
        if len(raw) > MAX_BYTES or not any(reader.claims(raw) for reader in self._readers):
            return False
        cells = (cell for sheet in sheets_if_any(raw) for row in sheet.rows for cell in row.cells)
        text = " ".join(cells) if is_workbook(raw) else decode(raw)
        digits = re.escape(self._number.lstrip("0"))
        return re.search(rf"(?<![1-9])0*{digits}(?![0-9])", text) is not None

    def _transaction(self, found: BankLine, currency: str, filepath: str) -> data.Transaction:
        line = found.line
        meta = data.new_metadata(filepath, line.row)
        if line.bank_reference is not None:
            meta["acuan-bank"] = event_text(line.bank_reference)
        posting = data.Posting(
            self._account,
            Amount(line.amount, currency),
            None,
            None,
            None,
            {BANK_REF: found.bank_ref},
        )
        return data.Transaction(
            meta,
            line.date,
            "!",
            None,
            event_text(line.text),
            data.EMPTY_SET,
            data.EMPTY_SET,
            [posting],
        )

    def _balance(
        self, end: dt.date, closing: Decimal, currency: str, filepath: str, row: int
    ) -> data.Balance:
        """The closing balance; Beancount checks it at the start of the next day."""
        meta = data.new_metadata(filepath, row)
        amount = Amount(closing, currency)
        return data.Balance(meta, end + _DAY, self._account, amount, None, None)


def _bytes_of(filepath: str) -> bytes:
    with Path(filepath).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _last_closed(statement: Statement, made: dt.date, today: dt.date) -> dt.date:
    """The last day that was over when the file was made, and is over now.

    A file that seems older than its own lines has lost its date; then only today counts.
    """
    first_open = min(made, today) if made >= statement.end else today
    return min(statement.end, first_open - _DAY)


def _bank_refs(entries: Iterable[data.Directive], account: str) -> Iterator[str]:
    for entry in entries:
        for posting in getattr(entry, "postings", ()):
            if posting.account == account and posting.meta and BANK_REF in posting.meta:
                yield posting.meta[BANK_REF]


def _balance_key(balance: data.Balance) -> tuple[dt.date, str, Decimal | None, str]:
    return (balance.date, balance.account, balance.amount.number, balance.amount.currency)
