"""What the books began with: the comparative column of a first year.

A cooperative that took older books over has no year before in these. What it took over is what it
had, so it stands beside the end of the first year (comparative figures: SAK EP section 3).
"""

from collections.abc import Callable
from dataclasses import dataclass

from koperasi_ledger.model.accounts import SHU_CURRENT, VOLUNTARY
from koperasi_ledger.reports.captions import Placing
from koperasi_ledger.reports.cash_flows import marks
from koperasi_ledger.reports.figures import Figure, Leg
from koperasi_ledger.reports.positions import Position
from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.year_ends import is_result


@dataclass(frozen=True)
class OpeningPosition(Position):
    """The opening balances as a position on the day the books were opened."""

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


def opening_position(scope: Scope, placing: Placing) -> OpeningPosition | None:
    """What was taken over from older books; None where nothing was, or not before the last day."""
    founded = scope.books.cooperative().founded
    seqs = sorted(marks(scope.postings).opening)
    if not seqs or founded > scope.last:
        return None
    rows = scope.postings.source.rows(
        "SELECT seq, account, sub, sen FROM postings"  # noqa: S608 - only marks
        f" WHERE seq IN ({', '.join('?' * len(seqs))}) ORDER BY seq, leg",
        tuple(seqs),
    )
    legs = tuple((Leg(int(seq), account, int(sen)), sub) for seq, account, sub, sen in rows)
    held: dict[str, int] = {}
    syirkah = 0
    for leg, sub in legs:
        held[leg.account] = held.get(leg.account, 0) + leg.sen
        if leg.account == VOLUNTARY and sub in placing.mudharabah:
            syirkah += leg.sen
    if not any(held.values()):
        return None
    results = frozenset(name for name in placing.of_account if is_result(name))
    return OpeningPosition(founded, held, {}, syirkah, results, placing.mudharabah, legs)
