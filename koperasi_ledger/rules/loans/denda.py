"""Denda: what late instalments cost, from the schedule and the payments alone.

Source of the rule's shape: practice; rates are the pengurus' (savings-loans reference 1.4, S12).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.loans import LoanProduct, PenaltyRule
from koperasi_ledger.model.records.loans import LoanPlan, Move
from koperasi_ledger.rules.loans.interest import rows_asked
from koperasi_ledger.rules.loans.paid import Paid, Totals
from koperasi_ledger.rules.periods import NAMED
from koperasi_ledger.rules.rounding import rounded

_ZERO = Decimal(0)


def penalty(plan: LoanPlan, moves: Sequence[Move], product: LoanProduct, day: date) -> Decimal:
    """The denda under the schedule up to `day`, paid or not; a payment of a day was late until it.

    Rounded once, as a sum, like the interest.
    """
    rule = product.penalty
    if rule is None:
        return plan.penalty
    totals = Totals(moves, plan.brought)
    grace = timedelta(days=rule.grace_days)
    total, owed = Fraction(0), _Owed(_ZERO, plan.interest, _ZERO, _ZERO)
    for due, principal, interest in rows_asked(plan, moves, product, day):
        if due + grace >= day:
            break
        owed = owed.next(principal, interest)
        total += _row_penalty(rule, owed, totals, due, day)
    unit = 100 if product.rounding.decimals == 0 else 1
    return plan.penalty + from_sen(rounded(total * 100, unit, product.rounding.sen))


def _row_penalty(
    rule: PenaltyRule, owed: "_Owed", totals: Totals, due: date, day: date
) -> Fraction:
    asked = owed if rule.base == "angsuran" else owed._replace(interest=_ZERO)
    # What was paid within the grace costs nothing; what was not is late from its due date on.
    after_grace = asked.unpaid(totals.by(due + timedelta(days=rule.grace_days)))
    total = Fraction(0)
    if not after_grace:
        return total
    for start, end, still_unpaid in _stretches(asked, totals, due, day):
        unpaid = min(still_unpaid, after_grace)
        if not unpaid:
            break
        count = (end - start).days if rule.per == "hari" else _months_begun(due, start, end)
        if rule.percent is not None:
            total += Fraction(unpaid) * Fraction(rule.percent) / 100 * count
        else:
            total += Fraction(rule.amount or 0) * count
    if rule.cap is not None:
        base = asked.principal + asked.interest
        total = min(total, Fraction(base) * Fraction(rule.cap) / 100)
    return total


class _Owed(NamedTuple):
    """A row among the sums: what must be paid before it, and what it asks for."""

    principal_before: Decimal
    interest_before: Decimal
    principal: Decimal
    interest: Decimal

    def next(self, principal: Decimal, interest: Decimal) -> "_Owed":
        """The row after this one."""
        return _Owed(
            self.principal_before + self.principal,
            self.interest_before + self.interest,
            principal,
            interest,
        )

    def unpaid(self, paid: Paid) -> Decimal:
        """What is not paid of the row when so much was paid in all, the oldest first."""
        principal = min(self.principal, max(_ZERO, paid.principal - self.principal_before))
        interest = min(self.interest, max(_ZERO, paid.interest - self.interest_before))
        return self.principal + self.interest - principal - interest


def _stretches(
    owed: _Owed, totals: Totals, due: date, day: date
) -> Iterator[tuple[date, date, Decimal]]:
    """From the due date on, the stretches between payments and what was unpaid in each."""
    days = totals.days[bisect_right(totals.days, due) : bisect_left(totals.days, day)]
    for start, end in zip([due, *days], [*days, day], strict=True):
        yield start, end, owed.unpaid(totals.by(start))


def _months_begun(due: date, start: date, end: date) -> int:
    """How many months of delay begin from `start` (included) until `end` (not included)."""
    month = NAMED["bulan"]
    begun, number = 0, 0
    at = due
    while at < end:
        begun += at >= start
        number += 1
        at = month.due(due, number)
    return begun
