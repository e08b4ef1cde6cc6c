"""What a deposit bears and when: its due days, its interest, the cost of breaking it.

Published examples count days on 365 (case IS07: 10 million, 5 %, 90 days, 123,288) or twelfths of
the year (case IS11: 12 million, 16 %, 3 months). Terms are those in force on the day the present
term began, whatever the policy has become (practice: a certificate is a contract).
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.policy.deposits import DepositPolicy, DepositProduct
from koperasi_ledger.model.records import Deposit, PolicySection
from koperasi_ledger.rules.daycount import days_of_year
from koperasi_ledger.rules.errors import (
    UnknownDepositProduct,
    UnknownDepositTerm,
)
from koperasi_ledger.rules.periods import MONTH
from koperasi_ledger.rules.policies import in_force
from koperasi_ledger.rules.rounding import rounded

_ZERO = Decimal(0)


def product_on(section: PolicySection, key: str, day: date) -> tuple[DepositProduct, str]:
    """The deposit product in force on `day`, and the ref of the event that adopted it.

    Raises:
        NoPolicy, UnknownDepositProduct.
    """
    policy, ref = in_force(section, DepositPolicy, "berjangka", day)
    for product in policy.products:
        if product.key == key:
            return product, ref
    raise UnknownDepositProduct(key, [product.key for product in policy.products])


def rate_of(product: DepositProduct, months: int) -> Decimal:
    """The rate of a term, percent a year.

    Raises:
        UnknownDepositTerm: the product has no such term.
    """
    for offered in product.rates:
        if offered.months == months:
            return offered.rate
    raise UnknownDepositTerm(product.name, months, [offered.months for offered in product.rates])


def terms_of(deposit: Deposit, section: PolicySection) -> DepositProduct:
    """The product as it was when the deposit's present term began.

    Raises:
        UnknownDepositProduct: the policy of that time is gone.
    """
    for version in section.versions:
        if version.ref == deposit.terms and isinstance(version.body, DepositPolicy):
            for product in version.body.products:
                if product.key == deposit.product:
                    return product
    raise UnknownDepositProduct(deposit.product, [])


def maturity(deposit: Deposit) -> date:
    """The day on which the present term ends."""
    return MONTH.due(deposit.start, deposit.months)


def next_due(deposit: Deposit, terms: DepositProduct) -> date | None:
    """The next day on which interest falls due; None when all of the term is paid."""
    end = maturity(deposit)
    if deposit.paid_to >= end:
        return None
    if terms.paid == "jatuh-tempo":
        return end
    return next(
        due
        for due in (MONTH.due(deposit.start, count) for count in range(1, deposit.months + 1))
        if due > deposit.paid_to
    )


def interest_up_to(deposit: Deposit, terms: DepositProduct, day: date, *, cut: bool) -> Decimal:
    """The interest from `paid_to` to `day` in rupiah; `cut` down instead of as the terms say.

    A deposit bears nothing after its maturity.
    """
    end = min(day, maturity(deposit))
    if end <= deposit.paid_to:
        return _ZERO
    part = _of_year(deposit, terms, end)
    sen = Fraction(deposit.balance) * Fraction(deposit.rate) * part  # percent of rupiah is sen
    return from_sen(rounded(sen, to_sen(terms.unit), "potong" if cut else terms.rounding))


def _of_year(deposit: Deposit, terms: DepositProduct, end: date) -> Fraction:
    if terms.day_count != "bulan":
        return days_of_year(terms.day_count, deposit.paid_to, end)
    # Whole months of the term are twelfths; the days of a month begun are 1/360 each.
    first = last = 0
    for count in range(1, deposit.months + 1):
        due = MONTH.due(deposit.start, count)
        first += due <= deposit.paid_to
        last += due <= end
    begun = MONTH.due(deposit.start, last) if last else deposit.start
    return Fraction(last - first, 12) + Fraction((end - max(begun, deposit.paid_to)).days, 360)


def penalty(deposit: Deposit, terms: DepositProduct, running: Decimal) -> Decimal:
    """What breaking the deposit costs, in rupiah; `running` is the interest paid with it."""
    early = terms.early
    if early is None:
        return _ZERO
    bases = {
        "pokok": deposit.principal,
        "saldo": deposit.balance,
        "jasa": deposit.interest + running,
    }
    sen = Fraction(bases[early.base]) * Fraction(early.percent)
    return from_sen(rounded(sen, to_sen(terms.unit), terms.rounding))
