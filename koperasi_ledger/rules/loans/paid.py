"""What was paid up to a day: sums over the movements of a schedule."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.records.loans import LoanPlan, Move

_ZERO = Decimal(0)


class Paid(NamedTuple):
    """What was paid in all: principal, interest, and denda (or given up of it), in rupiah."""

    principal: Decimal
    interest: Decimal
    penalty: Decimal


_NOTHING = Paid(_ZERO, _ZERO, _ZERO)


class Totals:
    """The running sums of movements, so that many days can be asked of them at little cost."""

    def __init__(self, moves: Sequence[Move], brought: Decimal = _ZERO) -> None:
        self.days: list[date] = []
        """The days of the movements, in order."""
        self._first = Paid(_ZERO, brought, _ZERO) if brought else _NOTHING
        self._sums: list[Paid] = []
        principal, interest, penalty = self._first
        for day, pays, bears, fines in moves:
            principal += pays
            interest += bears
            penalty += fines
            self.days.append(day)
            self._sums.append(Paid(principal, interest, penalty))

    def by(self, day: date) -> Paid:
        """What was paid up to and including a day."""
        place = bisect_right(self.days, day)
        return self._sums[place - 1] if place else self._first


def paid_by(moves: Sequence[Move], day: date) -> Paid:
    """What was paid up to and including one day."""
    return Totals(moves).by(day)


def paid_under(plan: LoanPlan, moves: Sequence[Move], day: date) -> Paid:
    """What is paid of a schedule up to a day: what it was brought, and the payments."""
    return Totals(moves, plan.brought).by(day)
