"""The figures of typed statements that others must agree with, found by their words.

Total assets, liabilities and equity, cash and bank, the SHU of the year, simpanan pokok and wajib;
in each column, with the period of that column.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from koperasi_ledger.checks.foreign_words import core_of, is_memo, is_sum, words_of
from koperasi_ledger.model.typed_statements import Kind, Period, TypedTable

_CASH = re.compile(
    r"(?:saldo )?(?:kas|bank|giro|setara kas|simpanan (?:di|pada) bank|tabungan (?:di|pada) bank)\b"
    r"|rekening (?:bank|giro)|(?:bri|bni|bca|bsi|btn|bpd|mandiri|bank)\b"
)
_CASH_CODE = re.compile(r"11[12]0(?:\.|\Z)")
_THIS_YEAR = re.compile(r"(?:shu|laba|rugi|hasil usaha|surplus)\b")
_NOT_THIS_YEAR = re.compile(
    r"lalu|belum dibagi|ditahan|dibagi|pembagian|menjadi|sebelumnya|bagian|dana"
)
_FINAL = re.compile(r"(?:shu|laba|rugi|hasil usaha|surplus|defisit)\b")
_NOT_FINAL = re.compile(r"sebelum|kotor|bruto|unit|komprehensif lain|operasi|usaha lain")
_NOT_ACTUAL = re.compile(
    r"anggar|rencana|target|rapb|selisih|naik|turun|deviasi|%|\bunit\b|gabungan", re.IGNORECASE
)


class Figure(NamedTuple):
    """An amount with its cell; `place` counts columns of amounts from the left."""

    sheet: str
    cell: str
    label: str
    value: Decimal
    period: Period | None
    place: int

    @property
    def where(self) -> str:
        """As a finding names it."""
        return f"{self.sheet}!{self.cell}"

    def beside(self, other: "Figure") -> bool:
        """Whether both are of the same day, or in the same place where no day is named."""
        if self.period is not None and other.period is not None:
            return self.period.meets(other.period)
        return self.place == other.place

    def days(self, others: Iterable["Figure"]) -> list["Figure"]:
        """Those beside this one; of a year alone the last day of it that they name."""
        near = [each for each in others if each.beside(self)]
        if self.period is None or self.period.month:
            return near
        ends = [each.period[1:] if each.period and each.period.month else (13, 0) for each in near]
        return [each for each, end in zip(near, ends, strict=True) if end == max(ends)]

    def before(self, other: "Figure") -> bool:
        """Whether this one stands at the end of the year before the other's."""
        if self.period is None or other.period is None:
            return self.period is other.period and self.place == other.place + 1
        mine = self.period
        return mine.year == other.period.year - 1 and (mine.month, mine.day) in ((0, 0), (12, 31))


Takes = Callable[[str, str], bool]


def lines_of(tables: Sequence[TypedTable], kind: Kind, takes: Takes) -> Iterator[Figure]:
    """Every figure of the statements of a kind whose words and code are taken."""
    ours = [table for table in tables if table.kind == kind]
    dated = any(column.period is not None for table in ours for column in table.columns)
    for table in ours:
        places = [
            at
            for at, column in enumerate(table.columns)
            if not _NOT_ACTUAL.search(column.head) and (column.period is not None or not dated)
        ]
        for line in table.lines:
            if is_memo(line.label) or not takes(line.label, line.code):
                continue
            for place, at in enumerate(places):
                amount = line.amounts[at]
                if amount is not None:
                    column = table.columns[at]
                    yield Figure(
                        table.sheet, line.cells[at], line.label, amount, column.period, place
                    )


def total(tables: Sequence[TypedTable], *cores: str) -> list[Figure]:
    """The sums of the neraca that are called so, the last of each column."""
    found: dict[tuple[Period | None, int], Figure] = {}
    for figure in lines_of(
        tables, "neraca", lambda label, _: is_sum(label, "neraca") and core_of(label) in cores
    ):
        found[figure.period, figure.place] = figure
    return list(found.values())


def result(tables: Sequence[TypedTable]) -> list[Figure]:
    """The year's SHU of the PHU: the last result that is not before something else."""

    def takes(label: str, _: str) -> bool:
        text = core_of(label)
        return bool(_FINAL.match(text)) and not _NOT_FINAL.search(words_of(label))

    found: dict[tuple[Period | None, int], Figure] = {}
    for figure in lines_of(tables, "phu", takes):
        found[figure.period, figure.place] = figure
    return list(found.values())


def of_this_year(label: str) -> bool:
    """Whether a line of equity is the SHU of the year itself."""
    text = core_of(label)
    return bool(_THIS_YEAR.match(text)) and not _NOT_THIS_YEAR.search(text)


def closing_cash(tables: Sequence[TypedTable], word: str) -> list[Figure]:
    """Cash at the end (`akhir`) or the beginning (`awal`) of the cash flow."""
    return list(
        lines_of(
            tables,
            "arus-kas",
            lambda label, _: (
                bool(re.match(rf"(?:saldo )?.*\bkas\b.*\b{word}", words_of(label)))
                and not re.match(r"(?:kenaikan|penurunan|arus)\b|.*pembukuan", words_of(label))
            ),
        )
    )


def cash_sums(tables: Sequence[TypedTable], near: Figure) -> tuple[list[Figure], set[Decimal]]:
    """The lines of cash and bank in the neraca, and every sum that may be meant by cash.

    Named so or with the ministry's codes 1110 and 1120; what a cooperative calls cash and
    equivalents differs, so the sum of any of them, and of the first lines of the neraca, will do.
    """
    lines = [
        figure
        for figure in lines_of(tables, "neraca", lambda label, _: not is_sum(label, "neraca"))
        if figure.beside(near)
    ]
    codes = {
        (table.sheet, cell)
        for table in tables
        for line in table.lines
        if _CASH_CODE.match(line.code)
        for cell in line.cells
    }
    named = [
        figure
        for figure in lines
        if _CASH.match(words_of(figure.label)) or (figure.sheet, figure.cell) in codes
    ]
    sums = {
        sum((figure.value for figure in chosen), Decimal(0))
        for size in range(1, min(len(named), 10) + 1)
        for chosen in combinations(named[:10], size)
    }
    sums.add(sum((figure.value for figure in named), Decimal(0)))
    if named and lines and named[0] == lines[0]:
        running = Decimal(0)
        for figure in lines[:8]:
            running += figure.value
            sums.add(running)
    return named, sums
