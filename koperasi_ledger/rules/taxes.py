"""PPh final on savings interest: how much, withheld when it is paid, and paid to the state.

PP 15/2009: 0 % up to Rp240.000 a month, 10 % of the gross amount above it; final; interest that is
part of the SHU lies outside. The regulation does not say how several accounts of one member are
treated: they are added up (prudent; savings-loans reference section 3).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from koperasi_ledger.model.accounts import INTEREST_TAX
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events import InterestTaxRemitted
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.policy.taxes import InterestTax, TaxPolicy
from koperasi_ledger.model.records import InterestMonth, PolicySection
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import month_name
from koperasi_ledger.rules.errors import NoPolicy, NotWithheld
from koperasi_ledger.rules.money_side import MoneySide, move
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.rules.rounding import rounded


def interest_tax_on(section: PolicySection, day: date) -> InterestTax:
    """The tax on savings interest in force on `day`.

    Raises:
        NoPolicy: none is; a cooperative that withholds nothing says so with 0 percent.
    """
    policy = body_on(section, TaxPolicy, day)
    if policy is None or policy.savings_interest is None:
        raise NoPolicy("pajak.jasa_simpanan", day)
    return policy.savings_interest


def tax_due(tax: InterestTax, gross: Decimal) -> Decimal:
    """The tax on a member's interest of a month: none up to the limit, on all of it above."""
    if gross <= tax.limit:
        return Decimal(0)
    exact = Fraction(gross) * Fraction(tax.rate)  # percent of rupiah is sen
    return from_sen(rounded(exact, to_sen(tax.unit), tax.rounding))


def withhold(
    tax: InterestTax, before: InterestMonth, gross: Decimal, most: Decimal
) -> tuple[Decimal, InterestMonth]:
    """What is withheld from `gross` more interest of the month, and the month afterwards.

    The first rupiah above the limit makes the month's earlier interest taxable as well, so what is
    withheld can be more than the tenth of this payment; it is never more than `most`, what the
    member has there. What is then still owed is withheld from the month's next interest.
    """
    total = before.gross + gross
    owed = tax_due(tax, total) - before.withheld
    taken = min(max(owed, Decimal(0)), most)
    return taken, before.updated(gross=total, withheld=before.withheld + taken)


def give_back(
    tax: InterestTax, now: InterestMonth, gross: Decimal, taken: Decimal
) -> InterestMonth | None:
    """The month without a payment that is reversed; None when what is left rests on it.

    So it does when the tax was paid to the state already, or when a later payment was taxed
    because of this one.
    """
    left = now.updated(gross=now.gross - gross, withheld=now.withheld - taken)
    fair = left.remitted <= left.withheld <= max(tax_due(tax, left.gross), Decimal(0))
    return left if fair else None


def remit(event: InterestTaxRemitted, months: Sequence[InterestMonth], side: MoneySide) -> Change:
    """Withheld tax is paid to the state; `months` are the records of the event's lines, in order.

    Raises:
        NotWithheld: for a member, less than that is withheld and not paid yet.
    """
    total = Decimal(0)
    records = []
    for line, month in zip(event.lines, months, strict=True):
        owed = month.withheld - month.remitted
        if line.amount > owed:
            raise NotWithheld(line.member, event.month, line.amount, owed)
        total += line.amount
        records.append(month.updated(remitted=month.remitted + line.amount))
    leg, waiting = move(event, side, -total, event.bank_ref)
    legs = [Posting(INTEREST_TAX, line.amount, line.member, event.unit) for line in event.lines]
    narration = f"Setoran PPh jasa simpanan {month_name(event.month)}"
    return Change(balanced(event.date, event.ref, narration, (*legs, leg)), (*records, *waiting))


def undo_remittance(
    event: InterestTaxRemitted, months: Sequence[InterestMonth]
) -> tuple[InterestMonth, ...]:
    """The months with the tax owed to the state again."""
    return tuple(
        month.updated(remitted=month.remitted - line.amount)
        for line, month in zip(event.lines, months, strict=True)
    )
