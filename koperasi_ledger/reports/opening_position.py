"""What the books began with: the comparative column of a first year.

A cooperative that took older books over has no year before in these. What it took over is what it
had, so it stands beside the end of the first year (comparative figures: SAK EP section 3).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from koperasi_ledger.model.accounts import SHU_CURRENT, VOLUNTARY
from koperasi_ledger.reports.captions import Placing
from koperasi_ledger.reports.cash_flows import marks
from koperasi_ledger.reports.figures import Figure, Leg
from koperasi_ledger.reports.positions import Position
from koperasi_ledger.reports.query import Postings, Turnover
from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.year_ends import is_result


@dataclass(frozen=True)
class OpeningPosition(Position):
    """The opening balances as a position on their day."""

    legs: tuple[tuple[Leg, str | None], ...]
    """The legs of the opening entries, debit positive, each with its sub-ledger key."""

    def figure(self, account: str, sign: int) -> Figure:
        """What the line of an account says."""
        names = self.results | {SHU_CURRENT} if account == SHU_CURRENT else {account}
        apart = self.mudharabah if account == VOLUNTARY else frozenset[str]()
        return self._sum(sign, lambda name, sub: name in names and sub not in apart)

    def syirkah_figure(self, sign: int) -> Figure:
        """What mudharabah savings come to."""
        return self._sum(sign, lambda name, sub: name == VOLUNTARY and sub in self.mudharabah)

    def _sum(self, sign: int, counts: Callable[[str, str | None], bool]) -> Figure:
        legs = tuple(
            leg._replace(sen=sign * leg.sen) for leg, sub in self.legs if counts(leg.account, sub)
        )
        return Figure(sum(leg.sen for leg in legs), (), legs)


class _Opened(NamedTuple):
    """A leg of the opening entries, on its day and with its sub-ledger key."""

    day: date
    leg: Leg
    sub: str | None


def _opened(postings: Postings, first: date, last: date) -> Iterator[_Opened]:
    """The legs of what was taken over, and of what reverses it, between two days."""
    seqs = sorted(marks(postings).opening)
    if not seqs:
        return
    rows = postings.source.rows(
        "SELECT date, seq, account, sub, sen FROM postings"  # noqa: S608 - only marks
        f" WHERE seq IN ({', '.join('?' * len(seqs))}) AND date BETWEEN ? AND ?"
        " ORDER BY seq, leg",
        (*seqs, first.isoformat(), last.isoformat()),
    )
    for day, seq, account, sub, sen in rows:
        yield _Opened(date.fromisoformat(day), Leg(int(seq), account, int(sen)), sub)


def opening_turnovers(postings: Postings, first: date, last: date) -> dict[str, Turnover]:
    """What every account was debited and credited by what was taken over between two days."""
    found: dict[str, Turnover] = {}
    for _, leg, _ in _opened(postings, first, last):
        old = found.get(leg.account, Turnover(0, 0))
        found[leg.account] = Turnover(old.debit + max(leg.sen, 0), old.credit + max(-leg.sen, 0))
    return found


def opening_position(scope: Scope, placing: Placing) -> OpeningPosition | None:
    """What was taken over from older books by the last day; None where nothing was.

    Its day is that of the balances, which may be later than the day the books were opened.
    """
    opened = list(_opened(scope.postings, date.min, scope.last))
    legs = tuple((each.leg, each.sub) for each in opened)
    held: dict[str, int] = {}
    syirkah = 0
    for leg, sub in legs:
        held[leg.account] = held.get(leg.account, 0) + leg.sen
        if leg.account == VOLUNTARY and sub in placing.mudharabah:
            syirkah += leg.sen
    if not any(held.values()):
        return None
    results = frozenset(name for name in placing.of_account if is_result(name))
    began = min(each.day for each in opened)
    return OpeningPosition(began, held, {}, syirkah, results, placing.mudharabah, legs)
