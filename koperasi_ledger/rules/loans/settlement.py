"""Paying off early: what is owed of principal, interest, denda and fee on the day.

No statutory formula was found; the rules are those of practice and the product chooses one
(savings-loans reference 1.4).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, assert_never

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.loans import LoanProduct
from koperasi_ledger.model.records.loans import LoanPlan, Move
from koperasi_ledger.rules.loans.interest import scheduled
from koperasi_ledger.rules.loans.paid import paid_under
from koperasi_ledger.rules.loans.position import position
from koperasi_ledger.rules.rounding import rounded

_ZERO = Decimal(0)


class Settlement(NamedTuple):
    """What pays the loan off on a day, in rupiah; `given_up` is the interest nobody pays then."""

    principal: Decimal
    interest: Decimal
    penalty: Decimal
    fee: Decimal
    given_up: Decimal

    @property
    def total(self) -> Decimal:
        """The one amount that pays the loan off."""
        return self.principal + self.interest + self.penalty + self.fee


def settlement(
    plan: LoanPlan, moves: Sequence[Move], product: LoanProduct, day: date
) -> Settlement:
    """What pays the loan off on `day`, by the product's rule."""
    at = position(plan, moves, product, day)
    unit = 100 if product.rounding.decimals == 0 else 1
    sen = product.rounding.sen
    whole = sum((row[2] for row in plan.rows), plan.interest)
    paid = paid_under(plan, moves, day).interest
    if product.method == "harian":
        interest, given_up = at.interest_due, _ZERO
    else:
        asked = _asked(plan, product, day)
        exact = max(Fraction(at.interest_due), asked - Fraction(paid))
        interest = from_sen(rounded(exact * 100, unit, sen))
        interest = min(interest, max(whole - paid, at.interest_due))
        given_up = max(_ZERO, whole - paid - interest)
    early = at.balance - at.principal_due
    rate = Fraction(product.settlement.fee) / 100
    fee = from_sen(rounded(Fraction(early) * rate * 100, unit, sen))
    return Settlement(at.balance, interest, at.penalty_due + at.deferred, fee, given_up)


def _asked(plan: LoanPlan, product: LoanProduct, day: date) -> Fraction:
    """The interest that the rule asks for in all, from the schedule's start; exact.

    Interest whose payment is postponed (tenggang jasa) belongs to the periods that bore it.
    """
    rule = product.settlement
    carried = Fraction(plan.interest)
    due = sum((row[2] for row in plan.rows if row[0] <= day), plan.interest)
    coming = [row for row in plan.rows if row[0] > day]
    if not coming:
        return Fraction(due)
    begun = max((row[0] for row in plan.rows if row[0] <= day), default=plan.begins)
    match rule.rule:
        case "jasa-berjalan":
            if rule.running == "harian" or day == begun:
                return carried + scheduled(plan, day)
            return carried + scheduled(plan, coming[0][0])
        case "jasa-bulan":
            last = coming[: rule.periods][-1][0] if rule.periods else begun
            return carried + scheduled(plan, last)
        case "seluruh-jasa":
            return Fraction(due + sum((row[2] for row in coming), _ZERO))
        case "angka-tahun":
            number = len(plan.rows)
            done = number - len(coming)
            # The first of n periods bears n parts of n(n+1)/2, the last one part.
            parts = Fraction(done * (2 * number - done + 1), number * (number + 1))
            whole = sum((row[2] for row in plan.rows), _ZERO)
            return max(Fraction(plan.interest) + Fraction(whole) * parts, Fraction(due))
        case _:
            assert_never(rule.rule)
