"""What the till's own report says, against what the receipts of the file come to.

The report is one sum for the whole file, or a table with the columns `jumlah` and any of `kasir`,
`tanggal`, `tingkat`, `bayar` and `struk` (how many receipts). A cell left empty stands for all.
Rows that fill the same columns must together name everything that the file has (practice: a till's
day report, "Z", by payment and class). Amounts are those after returns.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from koperasi_ledger.importers.errors import StatementRefusal
from koperasi_ledger.importers.text import Row, plain
from koperasi_ledger.importers.till_cells import Cells, folded, meant
from koperasi_ledger.importers.till_errors import (
    BadTillCell,
    CountsDiffer,
    NoSalesTable,
    NotInReport,
    TotalsDiffer,
)
from koperasi_ledger.importers.till_spec import WAYS, TillSpec, way_of
from koperasi_ledger.importers.till_table import names_of, open_table
from koperasi_ledger.rules.dates import day_name

_ZERO = Decimal(0)
_SIDES = ("kasir", "tanggal", "tingkat", "bayar")


class Side(NamedTuple):
    """What a sum is of; None stands for all."""

    till: str | None = None
    day: dt.date | None = None
    tier: str | None = None
    way: str | None = None

    def told(self) -> str:
        """In words: `kasir-1, 1 Maret 2026, tunai`."""
        day = day_name(self.day) if self.day is not None else None
        return ", ".join(part for part in (self.till, day, self.tier, self.way) if part) or (
            "Seluruh berkas"
        )


class Said(NamedTuple):
    """A row of the report: what it is of, the amount, and the number of receipts if it tells it."""

    side: Side
    amount: Decimal
    receipts: int | None
    row: int | None


class Totals:
    """The sums of a file, gathered receipt by receipt; a few numbers for each till and day."""

    def __init__(self) -> None:
        self._sums: defaultdict[Side, Decimal] = defaultdict(Decimal)
        self._receipts: defaultdict[Side, int] = defaultdict(int)

    def add(self, till: str, day: dt.date, tier: str, payments: dict[str, Decimal]) -> None:
        """One receipt: its payments by way (`tunai:kas`), refunds negative."""
        self._receipts[Side(till, day, tier)] += 1
        for way, amount in payments.items():
            self._sums[Side(till, day, tier, way)] += amount

    def compare(self, report: list[Said]) -> list[StatementRefusal]:
        """What of the report the file does not bear out; every difference."""
        found = [mistake for said in report for mistake in self._against(said)]
        shapes = {tuple(part is not None for part in said.side) for said in report}
        for shape in sorted(shapes):
            if any(shape):
                found += self._unlisted(shape, report)
        return found

    def _against(self, said: Said) -> Iterator[StatementRefusal]:
        what = said.side.told()
        amount = sum((v for side, v in self._sums.items() if _covers(said.side, side)), _ZERO)
        if amount != said.amount:
            yield TotalsDiffer(what, said.amount, amount, said.row)
        if said.receipts is not None:
            count = sum(n for side, n in self._receipts.items() if _covers(said.side, side))
            if count != said.receipts:
                yield CountsDiffer(what, said.receipts, count, said.row)

    def _unlisted(self, shape: tuple[bool, ...], report: list[Said]) -> Iterator[StatementRefusal]:
        """What the file has that no row of this shape names."""
        listed = [s.side for s in report if tuple(part is not None for part in s.side) == shape]
        missing: defaultdict[Side, Decimal] = defaultdict(Decimal)
        for side, amount in self._sums.items():
            if not any(_covers(each, side) for each in listed):
                wanted = zip(side, shape, strict=True)
                missing[Side(*(part if asked else None for part, asked in wanted))] += amount  # type: ignore[arg-type] # the parts of a side in their order
        for side, amount in missing.items():
            if amount:
                yield NotInReport(side.told(), amount)


def _covers(said: Side, side: Side) -> bool:
    if said.way is not None and side.way is not None:
        exact = ":" in said.way
        if said.way != (side.way if exact else side.way.partition(":")[0]):
            return False
    return all(one is None or one == other for one, other in zip(said[:3], side[:3], strict=True))


def read_report(path: Path, spec: TillSpec) -> list[Said]:
    """The rows of a till's report; days, numbers and words are those of the description.

    Raises:
        NoSalesTable, BadTillCell, StatementRefusal: it is no such table; the first mistake.
        OSError: it cannot be read.
    """
    found = open_table(
        path,
        lambda cells: "jumlah" in names_of(cells) and len(set(_SIDES) & set(names_of(cells))) > 0,
        delimiter=spec.berkas.pemisah,
    )
    if found is None:
        raise NoSalesTable(["jumlah", "dan kasir, tanggal, tingkat atau bayar"], mapped=True)
    names = names_of(found.heading.cells)
    places = {name: names.index(name) for name in (*_SIDES, "jumlah", "struk") if name in names}
    cells = Cells(spec, late_epoch=found.late_epoch)
    return [_said(row, places, cells, spec) for row in found.rows() if row.width]


def _said(row: Row, places: dict[str, int], cells: Cells, spec: TillSpec) -> Said:
    text = {
        name: row.cells[place] if place < len(row.cells) else "" for name, place in places.items()
    }
    words = {name: folded(getattr(spec.kata, name)) for name in ("kasir", "tingkat", "bayar")}
    amount = cells.amount(text["jumlah"]) if text["jumlah"].strip() else None
    if amount is None:
        needed = f"jumlah seperti {cells.amount_form}"
        raise BadTillCell(row.number, "jumlah", text["jumlah"], needed)
    told = text.get("tanggal", "")
    day = cells.day(told) if told.strip() else None
    if told.strip() and day is None:
        raise BadTillCell(row.number, "tanggal", told, f"tanggal {cells.day_form}")
    count = plain(text.get("struk", ""))
    if count and not (count.isdecimal() and count.isascii()):
        raise BadTillCell(row.number, "struk", count, "banyaknya struk")
    way = meant(text.get("bayar", ""), words["bayar"]) or None
    if way is not None and way.casefold() not in _BARE and way_of(way) is None:
        raise BadTillCell(row.number, "bayar", way, WAYS)
    till = meant(text.get("kasir", ""), words["kasir"])
    side = Side(
        "-".join(till.casefold().split()) or None,
        day,
        meant(text.get("tingkat", ""), words["tingkat"]) or None,
        way.casefold() if way is not None else None,
    )
    return Said(side, amount, int(count) if count else None, row.number)


_BARE = frozenset({"tunai", "bank", "qris", "voucher", "kredit", "simpanan"})
"""Ways of payment whatever their account, issuer or product."""
