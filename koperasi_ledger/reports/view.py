"""The view model: what a statement says, as plain data, before any layout.

Queries build it, layouts print it, and nothing in between computes: a total is a row like any
other. Text is raw (unescaped); figures are `Decimal`, dates `datetime.date`. A malformed view is a
fault of the program, so it is refused with `ValueError` when built, never halfway through a page.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, get_args

Cell = str | Decimal | date | int | None
ColumnKind = Literal["text", "amount", "date", "number", "code"]
RowStyle = Literal["normal", "heading", "subtotal", "total", "note"]
Orientation = Literal["portrait", "landscape"]
VoucherKind = Literal["BKM", "BKK"]

# A row's own keys in the JSON layout; a column with such a key would overwrite them.
RESERVED_KEYS = frozenset({"gaya", "tingkat", "telusur"})

_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "code": (str,),
    "amount": (Decimal,),
    "number": (int, Decimal),
    "date": (date,),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` in snake_case (JSON), `title` as printed, `kind` decides the layout.

    amount: rupiah, right-aligned, negatives in parentheses; number: counts, quantities,
    percentages; code: account codes, voucher numbers, years, which are never grouped by thousands.
    """

    key: str
    title: str
    kind: ColumnKind = "text"

    def __post_init__(self) -> None:
        if self.kind not in get_args(ColumnKind):
            raise ValueError(f"column {self.key}: unknown kind {self.kind!r}")
        if not (self.key.isidentifier() and self.key.isascii() and self.key.islower()):
            raise ValueError(f"column key {self.key!r} is not snake_case")
        if self.key in RESERVED_KEYS:
            raise ValueError(f"column key {self.key!r} is reserved")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a cell per column; `None` prints as blank, zero as `0`.

    `level` indents the first text cell. `trace` is what the figure can be followed to (an account,
    a `ref`, a voucher number).
    """

    cells: tuple[Cell, ...]
    style: RowStyle = "normal"
    level: int = 0
    trace: str | None = None

    def __post_init__(self) -> None:
        if self.style not in get_args(RowStyle):
            raise ValueError(f"unknown row style {self.style!r}")
        if self.level < 0:
            raise ValueError("a row's level is not negative")


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; `title` may be empty when the report's title says it all.

    `by_hand`: its rows have room to sign in, on paper.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    by_hand: bool = False

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if not keys or len(set(keys)) != len(keys):
            raise ValueError(f"table {self.key}: column keys must be present and unique")
        allowed = [_TYPES[column.kind] for column in self.columns]
        for place, row in enumerate(self.rows, start=1):
            if len(row.cells) != len(allowed):
                raise ValueError(f"table {self.key}, row {place}: {len(row.cells)} cells")
            for key, types, cell in zip(keys, allowed, row.cells, strict=True):
                if cell is not None and not _fits(cell, types):
                    raise ValueError(f"table {self.key}, row {place}, {key}: {cell!r}")


@dataclass(frozen=True, slots=True)
class TrailRow:
    """An entry's part of a figure."""

    date: date
    ref: str
    voucher: str
    narration: str
    account: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Trail:
    """The entries behind the figure of a row (`trace`) in a column; `opening` is what came before.

    `left_out` entries are not listed, of `left_amount` together.
    """

    trace: str
    column: str
    title: str
    opening: Decimal | None
    rows: tuple[TrailRow, ...]
    total: Decimal
    left_out: int = 0
    left_amount: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: the office ("Ketua") and, when known, the name printed under the line."""

    role: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole statement or listing.

    `period` is Indonesian text ("per 31 Desember 2026"; see `formatting.per_tanggal` and
    `formatting.rentang_tanggal`), `unit_note` says the unit ("dalam rupiah"). `journal_seq` and
    `journal_hash` (lower-case hex, empty for an empty journal) name the journal the figures come
    from. `facts` are label and value pairs above the tables. `place_date` ("Sukamaju, 31 Januari
    2027") stands above the signatures. `trails` are the entries behind figures; only HTML has them.
    `sheets`: in PDF each table begins a page. `source` names, in place of the journal, where the
    figures of a report come from that is not of a book.
    """

    name: str
    title: str
    cooperative: str
    address: str
    period: str
    unit_note: str
    journal_seq: int
    journal_hash: str
    tables: tuple[Table, ...]
    facts: tuple[tuple[str, Cell], ...] = ()
    notes: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    place_date: str = ""
    orientation: Orientation = "portrait"
    trails: tuple[Trail, ...] = ()
    sheets: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        _check_hash(self.journal_hash)
        if self.orientation not in get_args(Orientation):
            raise ValueError(f"unknown orientation {self.orientation!r}")
        labels = [label for label, _ in self.facts]
        table_keys = [table.key for table in self.tables]
        if len(set(labels)) != len(labels) or len(set(table_keys)) != len(table_keys):
            raise ValueError(f"report {self.name}: fact labels and table keys must be unique")


@dataclass(frozen=True, slots=True)
class VoucherLine:
    """One contra account of a voucher with its part of the amount."""

    code: str
    account: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Voucher:
    """A receipt (kuitansi): cash in (BKM) or cash out (BKK).

    `party` is who paid (BKM) or was paid (BKK); `in_words` is the amount spelled out (see
    `money.terbilang`); `ref` the event it documents.
    """

    kind: VoucherKind
    number: str
    date: date
    cooperative: str
    address: str
    party: str
    amount: Decimal
    in_words: str
    purpose: str
    lines: tuple[VoucherLine, ...]
    ref: str
    journal_seq: int
    journal_hash: str
    signatures: tuple[Signature, ...] = ()
    place: str = ""

    def __post_init__(self) -> None:
        _check_hash(self.journal_hash)
        if self.kind not in get_args(VoucherKind):
            raise ValueError(f"unknown voucher kind {self.kind!r}")
        if not self.amount.is_finite():
            raise ValueError(f"voucher {self.number}: {self.amount!r}")


def _fits(cell: Cell, types: tuple[type, ...]) -> bool:
    """Whether the cell is of its column's type; bool and datetime only look like int and date."""
    if not isinstance(cell, types) or isinstance(cell, (bool, datetime)):
        return False
    return not isinstance(cell, Decimal) or cell.is_finite()


def _check_hash(journal_hash: str) -> None:
    if journal_hash.strip("0123456789abcdef"):
        raise ValueError(f"journal hash {journal_hash!r} is not lower-case hex")
