"""What captions held and brought in, for notes, ratios and the health assessment.

Read from the postings by themselves, not from a printed statement, so that both can be held against
each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from koperasi_ledger.model.accounts import SHU_CURRENT, SHU_PRIOR, VOLUNTARY
from koperasi_ledger.reports.captions import CAPTIONS, Placing
from koperasi_ledger.reports.opening_position import opening_turnovers
from koperasi_ledger.reports.phu import spans
from koperasi_ledger.reports.positions import Position, position_days, positions
from koperasi_ledger.reports.query import day_before
from koperasi_ledger.reports.scope import Scope

_BY_DATE = frozenset({SHU_CURRENT, SHU_PRIOR, VOLUNTARY})
"""Accounts whose line is not their bare balance: see `neraca.Position`."""
_SYIRKAH = "dana_syirkah"


@dataclass(frozen=True)
class Measures:
    """A day and the year up to it; every amount in sen, positive as statements print it."""

    first: date
    last: date
    placing: Placing
    position: Position
    moved: dict[str, int]
    began: dict[str, int]
    """What accounts held when the year of the day began, debit positive: at the end of the year
    before, or in the first year of books what was taken over."""

    def account(self, name: str) -> int:
        """What an account held, or what a result account brought in or cost."""
        root = name.partition(":")[0]
        if root == "Pendapatan":
            return -self.moved.get(name, 0)
        if root == "Beban":
            return self.moved.get(name, 0)
        sign = 1 if root == "Aset" else -1
        if name in _BY_DATE:
            return self.position.figure(name, sign).sen
        return sign * self.position.held.get(name, 0)

    def accounts(self, caption: str) -> tuple[str, ...]:
        """The accounts of a caption."""
        return self.placing.accounts[caption]

    def of(self, *captions: str) -> int:
        """What captions of one root come to."""
        return sum(
            self.position.syirkah_figure(-1).sen
            if caption == _SYIRKAH
            else sum(self.account(name) for name in self.placing.accounts[caption])
            for caption in captions
        )

    def root(self, root: str) -> int:
        """What all captions of a root come to."""
        return self.of(*(key for key, caption in CAPTIONS.items() if caption.root == root))


def measures(scope: Scope) -> list[Measures]:
    """The scope's column, and the comparative one where statements have it.

    The comparative result is of the days that the statement of result compares with.
    """
    days = spans(scope)
    return list(_columns(scope, days))


def years(scope: Scope) -> list[Measures]:
    """The scope's column, and the whole year before it where there were books."""
    end = day_before(scope.year_start)
    return list(_columns(scope, [(scope.first, scope.last), (date(end.year, 1, 1), end)]))


def _columns(scope: Scope, days: Sequence[tuple[date, date]]) -> Iterator[Measures]:
    placing = Placing(scope.books, scope.last)
    for place, position in enumerate(positions(scope, placing, position_days(scope))):
        # A year before that the statement of result leaves out has no result here either.
        first, last = days[place] if place < len(days) else (position.day, position.day)
        moved = scope.postings.moved(first, last) if place < len(days) else {}
        began = dict(position.before)
        start = date(position.day.year, 1, 1)
        for name, opened in opening_turnovers(scope.postings, start, position.day).items():
            began[name] = began.get(name, 0) + opened.debit - opened.credit
        yield Measures(first, last, placing, position, moved, began)
