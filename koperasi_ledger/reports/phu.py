"""PHU (perhitungan hasil usaha): from what members and others brought in down to the SHU.

The form is chosen by policy or `--bentuk` (`result_forms`). Costs are negative, so that every
column adds up from top to bottom. A closed year reads as before its closing entry.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from koperasi_ledger.model.accounts import SHU_CURRENT
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.reports.captions import Placing
from koperasi_ledger.reports.errors import UnknownForm
from koperasi_ledger.reports.figures import (
    Block,
    Figure,
    Item,
    Source,
    Statement,
    added,
    added_up,
    heading,
)
from koperasi_ledger.reports.formatting import rupiah
from koperasi_ledger.reports.position_layouts import Group
from koperasi_ledger.reports.result_forms import FORMS, Form, Step
from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.trails import statement_page
from koperasi_ledger.reports.units import check_unit, unit_name
from koperasi_ledger.reports.view import Cell, Column, Report, RowStyle
from koperasi_ledger.reports.year_ends import open_moved, year_ends

Of = Callable[[str], Figure]
"""What an account comes to in one column."""

SHU = ("shu", "Sisa hasil usaha (SHU)")


class Span(NamedTuple):
    """The days of a column, and the unit usaha it is of (as in `figures.Source`)."""

    first: date
    last: date
    unit: str | None = None


def phu(scope: Scope) -> Report:
    """The statement of result of the scope's days, beside the same days of the year before.

    Raises:
        UnknownForm, UnknownUnit: what was asked for is not there.
    """
    found = result_statement(scope)
    unit: tuple[tuple[str, Cell], ...] = ()
    if scope.asked.unit is not None:
        unit = (("Unit usaha", unit_name(scope, scope.asked.unit)),)
    return statement_page(scope, found, facts=unit, notes=_brought_along(scope))


def _brought_along(scope: Scope) -> tuple[str, ...]:
    """What of the first year's SHU books opened in its middle took over: no entry here has it."""
    founded = scope.books.cooperative().founded
    if not scope.first <= founded <= scope.last or scope.asked.unit is not None:
        return ()
    sen = scope.postings.moved(founded, scope.last).get(SHU_CURRENT, 0)
    if not sen:
        return ()
    amount = rupiah(from_sen(-sen))
    note = (
        f"SHU berjalan Rp{amount} dari buku lama tidak termasuk di sini; ia menambah SHU tahun ini"
        " di laporan posisi keuangan."
    )
    return (note,)


def spans(scope: Scope) -> list[tuple[date, date]]:
    """The days of the report, and the same days of the year before where there were books."""
    found = [(scope.first, scope.last)]
    before = (year_earlier(scope.first), year_earlier(scope.last))
    if before[1] >= scope.books.cooperative().founded:
        found.append(before)
    return found


def result_statement(scope: Scope) -> Statement:
    """The statement as data, in the form asked for, or that policy chose.

    Raises:
        UnknownForm, UnknownUnit: what was asked for is not there.
    """
    unit = scope.asked.unit
    if unit is not None:
        check_unit(scope, unit)
    days = spans(scope)
    columns = tuple(
        Column(key, span_title(*span), "amount")
        for key, span in zip(("jumlah", "jumlah_lalu"), days, strict=False)
    )
    return result_of(scope, [Span(*span, unit) for span in days], columns)


def result_of(scope: Scope, days: Sequence[Span], columns: tuple[Column, ...]) -> Statement:
    """The statement with a column for each span."""
    placing = Placing(scope.books, scope.last)
    form = chosen_form(scope, placing)
    made = _Made(scope, placing, form, _columns(scope, days))
    block = Block("phu", "", tuple(made.items()))
    detail = made.detail == "akun"
    return Statement("phu", "Perhitungan Hasil Usaha", columns, (block,), fixed=detail)


def chosen_form(scope: Scope, placing: Placing) -> Form:
    """The form asked for, else the policy's, else the classic one.

    Raises:
        UnknownForm: there is none of this name.
    """
    name = (scope.asked.form or placing.policy.result or "a").lower()
    if name not in FORMS:
        raise UnknownForm(scope.asked.form or name, FORMS)
    return FORMS[name]


def _columns(scope: Scope, days: Sequence[Span]) -> list[Of]:
    ends = year_ends(scope.postings)
    known: dict[tuple[date, date], Mapping[tuple[str | None, str], int]] = {}
    for span in days:
        key = (span.first, span.last)
        if key not in known:
            known[key] = open_moved(scope.postings, *key, ends=ends)
    return [_of(span, known[span.first, span.last]) for span in days]


def _of(span: Span, moved: Mapping[tuple[str | None, str], int]) -> Of:
    sums: dict[str, int] = {}
    for (unit, account), sen in moved.items():
        if span.unit is None or (unit or "") == span.unit:
            sums[account] = sums.get(account, 0) + sen

    def figure(account: str) -> Figure:
        source = Source(frozenset((account,)), span.first, span.last, -1, unit=span.unit)
        return Figure(-sums.get(account, 0), (source,))

    return figure


class _Made:
    """A statement in the making: its form, and what accounts come to in its columns."""

    def __init__(self, scope: Scope, placing: Placing, form: Form, columns: Sequence[Of]) -> None:
        self.scope = scope
        self.placing = placing
        self.form = form
        self.columns = columns
        self.width = len(columns)
        self.detail = placing.policy.detail or form.detail
        self.order = {name: place for place, name in enumerate(placing.of_account)}

    def items(self) -> list[Item]:
        """Every line, from the first revenue to the SHU and beyond."""
        rows: list[Item] = []
        left: list[Item] = []
        for step in self.form.steps:
            own = self._step(step, rows)
            left += own
            if step.own and (step.always or any(_amounts(own))):
                rows.append(self._sum(*step.own, own))
            if step.after:
                rows.append(self._sum(*step.after, left))
        rows.append(self._sum(*SHU, left, "total"))
        if self.form.comprehensive:
            other = self._comprehensive()
            total = ("penghasilan_komprehensif", "Penghasilan komprehensif")
            rows += [other, self._sum(*total, [*left, other], "total")]
        return rows

    def _step(self, step: Step, rows: list[Item]) -> list[Item]:
        """Prints the groups of a step and says what they came to."""
        sums: list[Item] = []
        for group in step.groups:
            lines = self._lines(group)
            sums += lines
            if group.title and lines:
                rows.append(heading(group.key, group.title, self.width))
            rows += lines
            if group.title and lines:
                rows.append(self._sum(f"jumlah_{group.key}", group.subtotal, lines))
        return sums

    def _sum(
        self, key: str, title: str, items: Sequence[Item], style: RowStyle = "subtotal"
    ) -> Item:
        return added_up(key, title, items, self.width, style)

    def _lines(self, group: Group) -> list[Item]:
        level = 1 if group.title else 0
        if self.detail == "akun":
            names = [name for key in group.captions for name in self.placing.accounts[key]]
            found = [self._account(name, level) for name in sorted(names, key=self.order.get)]  # type: ignore[arg-type] # all are in the chart
        else:
            found = [
                Item(line.key, line.title, self._figures(line.captions), level=level)
                for line in group.lines
            ]
        return [item for item in found if any(_amounts([item]))]

    def _account(self, name: str, level: int) -> Item:
        account = self.scope.account(name)
        figures = tuple(of(name) for of in self.columns)
        return Item(name, account.title, figures, level=level, code=account.code)

    def _figures(self, captions: Sequence[str]) -> tuple[Figure, ...]:
        names = [name for key in captions for name in self.placing.accounts[key]]
        return tuple(added(each for each in map(of, names) if each.sen) for of in self.columns)

    def _comprehensive(self) -> Item:
        """Gains and losses that go straight to equity, on accounts that policy names."""
        figures = self._figures(("penghasilan_komprehensif",))
        return Item("komprehensif_lain", "Penghasilan komprehensif lain", figures)


def _amounts(items: Sequence[Item]) -> list[int]:
    return [figure.sen for item in items for figure in item.figures if figure is not None]


def span_title(first: date, last: date) -> str:
    """A whole year is its number; anything else says its last day."""
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return str(last.year) if whole and first.year == last.year else f"s.d. {last:%d/%m/%Y}"


def year_earlier(day: date) -> date:
    """The same day of the year before; the end of February stays the end of February."""
    if day.year == date.min.year:
        return day
    if (day + timedelta(days=1)).month == 3 and day.month == 2:
        return date(day.year - 1, 3, 1) - timedelta(days=1)
    return day.replace(year=day.year - 1)
