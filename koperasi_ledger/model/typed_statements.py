"""Statements that somebody typed: tables of lines with amounts, and where each stands in the file.

What an importer reads and a check judges, as plain data. Nothing here is trusted or recorded.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal["neraca", "phu", "ekuitas", "arus-kas", "shu", "lain"]
Role = Literal["amount", "percent"]


class Period(NamedTuple):
    """The year a column is of, with month and day (0: not said)."""

    year: int
    month: int = 0
    day: int = 0

    def meets(self, other: "Period") -> bool:
        """Whether both may be the same day: a year alone meets every day of it."""
        if self.year != other.year:
            return False
        return 0 in (self.month, other.month) or self[1:] == other[1:]


@dataclass(frozen=True, slots=True)
class TypedColumn:
    """A column of amounts: its letter, the words over it, and the period they name."""

    letter: str
    head: str = ""
    period: Period | None = None
    role: Role = "amount"


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A row: its words, and per column the amount (None: the cell is empty) and its cell.

    `outer`: an amount in the column of sums of a staggered layout, beside or below its parts.
    """

    row: int
    label: str
    amounts: tuple[Decimal | None, ...]
    cells: tuple[str, ...]
    code: str = ""
    outer: bool = False

    @property
    def heading(self) -> bool:
        """Whether it has words only."""
        return all(amount is None for amount in self.amounts)


@dataclass(frozen=True, slots=True)
class TypedTable:
    """Lines under one title; a sheet may hold several, and two stand side by side."""

    sheet: str
    title: str
    kind: Kind
    columns: tuple[TypedColumn, ...]
    lines: tuple[TypedLine, ...]


class TypedText(NamedTuple):
    """A sentence in a cell."""

    sheet: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class TypedFile:
    """All of a file: tables, sentences, and in Indonesian what could not be read.

    `coarse`: the statements are in thousands or millions of rupiah.
    """

    tables: tuple[TypedTable, ...]
    texts: tuple[TypedText, ...] = ()
    unread: tuple[str, ...] = ()
    coarse: bool = False
