"""What every account held at the end of a day, no year ever closed: the base of the neraca.

The SHU of the year of a day stands on the line of 3180, that of the years before on the line of
3170, whether these years are closed or not (`year_ends`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from koperasi_ledger.model.accounts import SHU_CURRENT, SHU_PRIOR, VOLUNTARY
from koperasi_ledger.reports.captions import Placing
from koperasi_ledger.reports.figures import Figure, Source
from koperasi_ledger.reports.query import day_before
from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.year_ends import YearEnds, is_result, open_balances, year_ends


def position_days(scope: Scope) -> list[date]:
    """The report's last day and the end of the year before it; there may have been no books."""
    days = [scope.last]
    if scope.books.cooperative().founded < scope.year_start:
        days.append(day_before(scope.year_start))
    return days


@dataclass(frozen=True)
class Position:
    """What every account held at the end of a day, in sen, debit positive, no year ever closed."""

    day: date
    held: dict[str, int]
    before: dict[str, int]
    """The same at the end of the year before the day."""
    syirkah: int
    """What of the voluntary savings is dana syirkah temporer."""
    results: frozenset[str]
    mudharabah: frozenset[str]

    @cached_property
    def _years(self) -> tuple[int, int]:
        """The SHU of the years before, and of this one, debit positive."""
        names = (*self.results, SHU_CURRENT)
        prior = sum(self.before.get(name, 0) for name in names)
        return prior, sum(self.held.get(name, 0) for name in names) - prior

    @property
    def surplus(self) -> int:
        """The SHU of the year so far that no closing entry has moved, credit positive."""
        return -sum(self.held.get(name, 0) - self.before.get(name, 0) for name in self.results)

    def figure(self, account: str, sign: int) -> Figure:
        """What the line of an account says."""
        day, start = self.day, date(self.day.year, 1, 1)
        own = Source(frozenset((account,)), date.min, day, sign)
        shu = self.results | {SHU_CURRENT}
        if account == SHU_CURRENT:
            return Figure(sign * self._years[1], (Source(shu, start, day, sign),))
        if account == SHU_PRIOR:
            earlier = Source(shu, date.min, day_before(start), sign)
            return Figure(sign * (self.held.get(account, 0) + self._years[0]), (own, earlier))
        if account == VOLUNTARY and self.syirkah:
            kept = own._replace(subs=self.mudharabah, without=True)
            return Figure(sign * (self.held.get(account, 0) - self.syirkah), (kept,))
        return Figure(sign * self.held.get(account, 0), (own,))

    def syirkah_figure(self, sign: int) -> Figure:
        """What mudharabah savings come to."""
        source = Source(frozenset((VOLUNTARY,)), date.min, self.day, sign, subs=self.mudharabah)
        return Figure(sign * self.syirkah, (source,))


def positions(
    scope: Scope, placing: Placing, days: Sequence[date], ends: YearEnds | None = None
) -> list[Position]:
    """What every account held at the end of each of the days."""
    starts = [day_before(date(day.year, 1, 1)) for day in days]
    taken = year_ends(scope.postings) if ends is None else ends
    found = open_balances(scope.postings, *days, *starts, ends=taken)
    results = frozenset(name for name in placing.of_account if is_result(name))
    return [
        Position(day, held, before, _syirkah(scope, placing, day), results, placing.mudharabah)
        for day, held, before in zip(days, found, found[len(days) :], strict=False)
    ]


def _syirkah(scope: Scope, placing: Placing, day: date) -> int:
    """What mudharabah savings come to at the end of a day, in sen, debit positive."""
    keys = sorted(placing.mudharabah)
    if not keys:
        return 0
    rows = scope.postings.source.rows(
        "SELECT COALESCE(SUM(sen), 0) FROM postings WHERE account = ? AND date <= ? AND seq <= ?"  # noqa: S608 - only marks
        f" AND sub IN ({', '.join('?' * len(keys))})",
        (VOLUNTARY, day.isoformat(), scope.postings.seq, *keys),
    )
    return int(next(rows)[0])
