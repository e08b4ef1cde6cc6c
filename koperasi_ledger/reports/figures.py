"""Figures of a statement as data: what each is, and the postings it adds up.

A statement is blocks of items, an item one figure for each column. Layouts print it, ratios and
notes read it, and `trails` follows a figure back to its entries. A figure never stands without its
postings: it is `sign` times the sum over its sources, or over the legs that it lists.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.view import Column, Row, RowStyle, Table
from koperasi_ledger.reports.year_ends import YearEnds


class Leg(NamedTuple):
    """A part of a figure: `sen` of the entry at `seq`, in the figure's own sign."""

    seq: int
    account: str
    sen: int


class Source(NamedTuple):
    """The postings of some accounts between two days, both included.

    `sign` is -1 where a credit is printed as a positive figure. `unit` is a unit usaha, "" what
    has none, None all of them. `subs` are sub-ledger keys that count, or with `without` those that
    do not.
    """

    accounts: frozenset[str]
    first: date
    last: date
    sign: int
    unit: str | None = None
    subs: frozenset[str] | None = None
    without: bool = False

    def takes(self, sub: str | None, unit: str | None) -> bool:
        """Whether a posting of its accounts and days counts."""
        if self.unit is not None and (unit or "") != self.unit:
            return False
        return self.subs is None or (sub in self.subs) != self.without


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount in sen as printed, and what it is made of: sources, or legs where it is no sum."""

    sen: int
    sources: tuple[Source, ...] = ()
    legs: tuple[Leg, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a statement: one figure for each amount column, None where it has none.

    `key` is stable and unique in the statement: an account's name, a caption, or a step.
    """

    key: str
    title: str
    figures: tuple[Figure | None, ...]
    style: RowStyle = "normal"
    level: int = 0
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Items under one title; printed as a table."""

    key: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole statement as data; `columns` are its amount columns."""

    name: str
    title: str
    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    fixed: bool = False
    """Whether the code column stays although no line has a code."""

    def items(self) -> Iterator[Item]:
        """Every line, in the order of print."""
        return (item for block in self.blocks for item in block.items)

    def item(self, key: str) -> Item:
        """The line of this key; `KeyError` where the statement does not print it."""
        for item in self.items():
            if item.key == key:
                return item
        raise KeyError(key)


def added(figures: Iterable[Figure | None]) -> Figure:
    """The sum of figures, with everything they are made of."""
    known = [figure for figure in figures if figure is not None]
    return Figure(
        sum(figure.sen for figure in known),
        tuple(source for figure in known for source in figure.sources),
        tuple(leg for figure in known for leg in figure.legs),
    )


def added_up(key: str, title: str, items: Sequence[Item], width: int, style: RowStyle) -> Item:
    """A sum over items, column by column; over no items it is zero."""
    sums = tuple(added(item.figures[place] for item in items) for place in range(width))
    return Item(key, title, sums, style)


def heading(key: str, title: str, width: int, level: int = 0) -> Item:
    """A line without figures."""
    return Item(key, title, (None,) * width, "heading", level)


def tables(statement: Statement) -> tuple[Table, ...]:
    """A statement as tables: code where any line has one, title, and the amounts."""
    coded = statement.fixed or any(item.code for item in statement.items())
    columns = (
        *([Column("kode", "Kode", "code")] if coded else []),
        Column("uraian", "Uraian"),
        *statement.columns,
    )
    return tuple(
        Table(block.key, block.title, columns, tuple(_row(item, coded) for item in block.items))
        for block in statement.blocks
    )


def _row(item: Item, coded: bool) -> Row:  # noqa: FBT001 - a fact of the table
    amounts = (None if figure is None else from_sen(figure.sen) for figure in item.figures)
    cells = (*([item.code] if coded else []), item.title, *amounts)
    traced = any(figure is not None for figure in item.figures)
    return Row(cells, item.style, item.level, trace=item.key if traced else None)


def legs_of(postings: Postings, ends: YearEnds, sources: Sequence[Source]) -> list[list[Leg]]:
    """The legs of each source, in the order of dates, read in one go.

    What closing entries moved is left out, as in the sums.
    """
    by_account: dict[str, list[int]] = {}
    for place, source in enumerate(sources):
        for account in source.accounts:
            by_account.setdefault(account, []).append(place)
    found: list[list[Leg]] = [[] for _ in sources]
    if not by_account:
        return found
    first = min(source.first for source in sources)
    last = max(source.last for source in sources)
    taken: dict[tuple[int, str, str | None], int] = {}
    for leg in ends.legs:
        where = (leg.seq, leg.account, leg.unit)
        taken[where] = taken.get(where, 0) + leg.sen
    names = sorted(by_account)
    rows = postings.source.rows(
        "SELECT seq, date, account, sub, unit, sen FROM postings WHERE date BETWEEN ? AND ?"  # noqa: S608 - only marks
        f" AND seq <= ? AND account IN ({', '.join('?' * len(names))}) ORDER BY date, seq, leg",
        (first.isoformat(), last.isoformat(), postings.seq, *names),
    )
    for seq, day, account, sub, unit, amount in rows:
        places = by_account[account]
        sen = int(amount) - taken.pop((seq, account, unit), 0)
        if not sen:
            continue
        when = date.fromisoformat(day)
        for place in places:
            source = sources[place]
            if source.first <= when <= source.last and source.takes(sub, unit):
                found[place].append(Leg(int(seq), account, source.sign * sen))
    return found
