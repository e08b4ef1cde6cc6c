"""What stands around the lines of a statement: account, period, currency, balances, totals.

Nomor Rekening/Account Number | : | 1370000123456        (cells of a workbook)
Saldo Akhir : 9.276.953,04                               (one cell)
Ending Balance,=,1250000.00                              (a CSV)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from koperasi_ledger.importers.date_forms import any_form
from koperasi_ledger.importers.dates import Period
from koperasi_ledger.importers.errors import (
    BadCell,
    ContradictoryHeading,
    StatementRefusal,
    UnrecognisedRow,
)
from koperasi_ledger.importers.text import Row, plain

ACCOUNT, PERIOD, CURRENCY = "Nomor rekening", "Periode", "Mata uang"
OPENING, CLOSING, OUT, IN = "Saldo awal", "Saldo akhir", "Total debet", "Total kredit"

_NAMES = {
    ACCOUNT: (
        *("no rekening", "nomor rekening", "no rek", "rekening", "account number", "account no"),
        *("account", "no account", "nomor rekening/account number", "rekening/account"),
        *("no rekening/account no", "account/rekening"),
    ),
    PERIOD: (
        *("periode", "period", "periode/period", "periode transaksi", "transaction period"),
        *("tanggal transaksi/transaction date", "periode mutasi", "statement period"),
    ),
    CURRENCY: ("mata uang", "currency", "kode mata uang", "mata uang/currency", "ccy"),
    OPENING: (
        *("saldo awal", "opening balance", "initial balance", "starting balance"),
        *("beginning balance", "saldo awal/initial balance", "saldo awal/opening balance"),
    ),
    CLOSING: (
        *("saldo akhir", "closing balance", "ending balance", "saldo akhir/closing balance"),
        *("saldo akhir/ending balance",),
    ),
    OUT: (
        *("total debet", "total debit", "mutasi debet", "mutasi debit", "total mutasi debet"),
        *("total mutasi debit", "dana keluar", "dana keluar/outgoing transactions", "debet"),
        *("total keluar", "debit"),
    ),
    IN: (
        *("total kredit", "total credit", "mutasi kredit", "total mutasi kredit", "dana masuk"),
        *("dana masuk/incoming transactions", "total masuk", "kredit", "credit"),
    ),
}
_KIND = {name: kind for kind, names in _NAMES.items() for name in names}
_PARTED = re.compile(r"([^:=]{2,60}?)\s*[:=]\s*(.*)", re.DOTALL)
_SEPARATORS = (":", "=", "")
_ACCOUNT = re.compile(r"[0-9]{5,20}")
_ISO_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Printed:
    """A labelled value as it stands in the file; `after` holds what follows it in its row."""

    kind: str
    value: str
    row: int
    after: tuple[str, ...] = ()


def labelled(row: Row) -> Iterator[Printed]:
    """Every label of the row that is known, with the value behind it (empty if there is none)."""
    for at, cell in enumerate(row.cells):
        text = plain(cell)
        rest = [other for other in row.cells[at + 1 :] if plain(other) not in _SEPARATORS]
        kind = _KIND.get(_name(text))
        if kind is not None:
            value = rest[0] if rest else ""
            # Another label directly behind: this one has no value.
            if _KIND.get(_name(plain(value))) is not None:
                value = ""
            yield Printed(kind, _unled(value), row.number, tuple(rest[1:]))
            continue
        parted = _PARTED.fullmatch(text)
        kind = _KIND.get(_name(parted[1])) if parted else None
        if parted is not None and kind is not None:
            found = parted[2] or (rest[0] if rest else "")
            yield Printed(kind, found, row.number, tuple(rest if parted[2] else rest[1:]))


def _name(text: str) -> str:
    # Both languages may stand in one cell, on two lines.
    text = " ".join(text.strip().casefold().replace("\n", "/").replace(".", " ").split())
    return re.sub(r"\s*/\s*", "/", text.rstrip(" :=")).removesuffix(" (idr)")


def _unled(value: str) -> str:
    """A value without the colon that some sheets put in front of it; number cells stay such."""
    return value if not value.lstrip().startswith((":", "=")) else value.lstrip(" :=")


class Heading:
    """What a statement says about itself; said twice it must say the same."""

    def __init__(self) -> None:
        self._kept: dict[str, Printed] = {}

    def __contains__(self, kind: str) -> bool:
        return kind in self._kept

    def get(self, kind: str) -> Printed | None:
        """What was printed behind a label."""
        return self._kept.get(kind)

    def keep(self, printed: Printed) -> None:
        """Remember a value.

        Raises:
            ContradictoryHeading: the label stands there already with another value.
        """
        if not plain(printed.value):
            return
        earlier = self._kept.setdefault(printed.kind, printed)
        if plain(earlier.value) != plain(printed.value):
            raise ContradictoryHeading(printed.row, printed.kind, earlier.value, printed.value)

    def account(self, mistakes: list[StatementRefusal]) -> str | None:
        """The account number; a name behind it (`0123456789 / NAMA`) is left off."""
        printed = self._kept.get(ACCOUNT)
        if printed is None:
            return None
        digits = re.sub(r"[ .-]", "", re.split(r"\s*/\s*|\s+-\s+|\s+\(", plain(printed.value))[0])
        named = re.match(r"([0-9]{5,20})(?=[A-Za-z]|\Z)", digits)
        if named is None:
            needed = "nomor rekening, hanya angka"
            mistakes.append(BadCell(printed.row, ACCOUNT, printed.value, needed))
            return None
        return named[1]

    def currency(self, mistakes: list[StatementRefusal]) -> str:
        """The ISO code; an account without one is in rupiah."""
        printed = self._kept.get(CURRENCY)
        return "IDR" if printed is None else currency_of(printed.value, printed.row, mistakes)

    def period(self, mistakes: list[StatementRefusal]) -> Period | None:
        """The period, if it is printed."""
        printed = self._kept.get(PERIOD)
        if printed is None:
            return None
        found = period_of(printed.value)
        if found is None:
            needed = "dua tanggal berurutan, seperti 01/09/2026 - 30/09/2026"
            mistakes.append(BadCell(printed.row, PERIOD, printed.value, needed))
        return found


def currency_of(cell: str, row: int, mistakes: list[StatementRefusal]) -> str:
    """The ISO code of a currency as printed: `Rp` and nothing are rupiah."""
    code = plain(cell).upper().rstrip(".")
    if code in ("", "RP", "RUPIAH"):
        return "IDR"
    if not _ISO_CURRENCY.fullmatch(code):
        mistakes.append(BadCell(row, CURRENCY, cell, "Rp atau kode tiga huruf seperti USD"))
    return code


def account_of(cell: str, row: int, column: str, mistakes: list[StatementRefusal]) -> str | None:
    """An account number in a column: digits, with the spaces and dashes banks put between."""
    digits = re.sub(r"[ .-]", "", plain(cell))
    if not _ACCOUNT.fullmatch(digits):
        needed = "nomor rekening, hanya angka (Excel mengubahnya menjadi 1E+12)"
        mistakes.append(BadCell(row, column, cell, needed))
        return None
    return digits


def period_of(text: str) -> Period | None:
    """Two days in any form with `-`, `s/d` or the like between; None if it is no period."""
    plain_text = " ".join(plain(text).replace("'", "").split())
    for first, second in _splits(plain_text):
        start, end = any_form(first), any_form(second)
        if start is not None and end is not None:
            return Period(start, end) if start <= end else None
    return None


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Every way to part the text at a separator: dates may hold dashes themselves."""
    for match in re.finditer(r"\s*(?:s/d|s\.d\.?|\bsd\b|\bto\b|sampai(?: dengan)?|[-–])\s*", text):
        if match.start() <= 30 and len(text) - match.end() <= 30:
            yield text[: match.start()], text[match.end() :]


def stray(row: Row) -> StatementRefusal:
    """The refusal of a row that is neither transaction nor known heading."""
    first = next((plain(cell) for cell in row.cells if cell.strip()), "")
    return UnrecognisedRow(row.number, first)
