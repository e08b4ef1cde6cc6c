"""Granting a loan: application, approval, and paying it out in one or several stages."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from koperasi_ledger.model.accounts import MURABAHAH_DEFERRED, SWP
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.loans import (
    LoanApplied,
    LoanApproved,
    LoanDeclined,
    LoanDisbursed,
)
from koperasi_ledger.model.money import format_rupiah, from_sen
from koperasi_ledger.model.policy.loans import LoanFee, LoanLimits, LoanPolicy, LoanProduct
from koperasi_ledger.model.records import Member, PolicySection, Record
from koperasi_ledger.model.records.loans import Borrower, Loan, LoanPayments, LoanPlan
from koperasi_ledger.model.records.sharia import MurabahahGoods
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.loans import (
    AboveApproved,
    AboveLimit,
    FeesTooLarge,
    LoanExists,
    LoanTermsOutside,
    LoanTooEarly,
    MarginMissing,
    RateAboveCeiling,
    StagesOnlyOnce,
    StageTooLate,
    TooManyLoans,
    UnknownLoanProduct,
)
from koperasi_ledger.rules.irr import percent_text
from koperasi_ledger.rules.loans.guards import require, require_latest, require_rate
from koperasi_ledger.rules.loans.plans import add_stage, borne_by, rows_of, terms_of, yearly
from koperasi_ledger.rules.loans.posting import (
    Purse,
    money_legs,
    principal_leg,
    tidy,
)
from koperasi_ledger.rules.money_side import MoneySide
from koperasi_ledger.rules.policies import in_force
from koperasi_ledger.rules.rounding import rounded
from koperasi_ledger.rules.savings import require_active
from koperasi_ledger.rules.schedule import LoanTerms, effective_yearly, schedule
from koperasi_ledger.rules.sharia.goods import hand_over

_ZERO = Decimal(0)


def loan_policy_on(section: PolicySection, event: LoanApplied | LoanApproved) -> LoanPolicy:
    """The lending policy in force on the day of an event.

    Raises:
        NoPolicy: there is none.
    """
    return in_force(section, LoanPolicy, "pinjaman", event.date)[0]


def product_named(policy: LoanPolicy, key: str) -> LoanProduct:
    """The loan product with this key.

    Raises:
        UnknownLoanProduct: the policy in force has none.
    """
    for product in policy.products:
        if product.key == key:
            return product
    raise UnknownLoanProduct(key, [product.key for product in policy.products])


def apply(event: LoanApplied, known: Loan | None, member: Member, section: PolicySection) -> Change:
    """A member asks for a loan within what the product allows."""
    if known is not None:
        raise LoanExists(event.loan, known.member)
    require_active(member, event.date)
    product = product_named(loan_policy_on(section, event), event.product)
    _check_terms(product, event.amount, event.tenor)
    loan = Loan(
        number=event.loan,
        member=event.member,
        product=product,
        status="diajukan",
        applied=event.date,
        amount=event.amount,
        tenor=event.tenor,
        unit=event.unit,
        purpose=event.purpose,
    )
    return Change(None, (loan,))


def _check_terms(product: LoanProduct, amount: Decimal, tenor: int) -> None:
    if not product.shortest <= tenor <= product.longest:
        raise LoanTermsOutside(
            "Tenor", f"{tenor} kali", f"{product.shortest}", f"{product.longest} kali"
        )
    least, most = product.least or _ZERO, product.most
    if amount < least or (most is not None and amount > most):
        raise LoanTermsOutside(
            "Jumlah",
            f"Rp{format_rupiah(amount)}",
            f"Rp{format_rupiah(least)}",
            "tanpa batas" if most is None else f"Rp{format_rupiah(most)}",
        )


class Standing(NamedTuple):
    """What limits look at: what is lent already, and the cooperative's own capital.

    `running` are the member's other loans, `lent` is what the member still owes, `related` what all
    related parties owe, `equity` the balance of the policy's equity accounts; all in rupiah.
    """

    running: Sequence[Loan]
    lent: Decimal
    related: Decimal
    equity: Decimal


def approve(
    event: LoanApproved, loan: Loan, member: Member, section: PolicySection, standing: Standing
) -> Change:
    """The loan is granted on the terms of the policy in force, which become the agreement's.

    Raises:
        LoanWrongStatus, LoanTooEarly, AboveApproved, LoanTermsOutside, MarginMissing,
            NoRate: it cannot be.
        TooManyLoans, AboveLimit, RateAboveCeiling: the limits of lending forbid it.
    """
    require(loan, "disetujui", "diajukan")
    require_active(member, event.date)
    if event.date < loan.applied:
        raise LoanTooEarly(loan.number, event.date, "pengajuannya", loan.applied)
    if event.amount > loan.amount:
        raise AboveApproved(loan.number, "Persetujuan", event.amount, loan.amount)
    policy = loan_policy_on(section, event)
    product = product_named(policy, loan.product.key)
    _check_terms(product, event.amount, event.tenor)
    if (product.akad == "murabahah") != (event.margin is not None):
        raise MarginMissing(loan.number, wanted=product.akad == "murabahah")
    require_rate(loan, event.rate)
    if event.rate is not None:
        product = product.model_copy(update={"rate": event.rate})
    granted = loan.updated(
        product=product,
        status="disetujui",
        amount=event.amount,
        tenor=event.tenor,
        approved=event.date,
        by=event.by,
        margin=event.margin,
    )
    check_limits(policy.limits, granted, event.amount, standing)
    check_rate(policy.limits, granted, event.date, event.amount)
    return Change(None, (granted,))


def check_limits(limits: LoanLimits, loan: Loan, more: Decimal, standing: Standing) -> None:
    """Refuses lending `more` on a loan beyond the limits.

    Related parties: BMPP of Permenkop 8/2023 art. 42 (base: outstanding principal) and 44(1).

    Raises:
        TooManyLoans, AboveLimit.
    """
    same = [each.number for each in standing.running if each.product.key == loan.product.key]
    if limits.loans_per_product is not None and len(same) >= limits.loans_per_product:
        raise TooManyLoans(loan.member, loan.product.key, same)
    check_amounts(limits, loan, more, standing)


def check_amounts(limits: LoanLimits, loan: Loan, more: Decimal, standing: Standing) -> None:
    """Refuses lending `more` where too much is lent already.

    Raises:
        AboveLimit.
    """
    total = standing.lent + more
    if limits.per_member is not None and total > limits.per_member:
        raise AboveLimit(f"Batas per anggota ({loan.member})", total, limits.per_member)
    if limits.member_share is not None:
        most = standing.equity * limits.member_share / 100
        if total > most:
            raise AboveLimit(
                f"Batas per anggota {limits.member_share} % modal sendiri ({loan.member})",
                total,
                _floor(most),
            )
    if limits.related_share is not None and loan.member in limits.related:
        most = standing.equity * limits.related_share / 100
        related = standing.related + more
        if related > most:
            raise AboveLimit(
                f"Batas pihak terkait {limits.related_share} % modal sendiri", related, _floor(most)
            )


def _floor(amount: Decimal) -> Decimal:
    return from_sen(rounded(Fraction(amount) * 100, 100, "bawah")) if amount > 0 else _ZERO


def check_rate(limits: LoanLimits, loan: Loan, day: date, principal: Decimal) -> None:
    """Refuses a rate above the ceiling (Permenkop 8/2023 art. 27), by the policy's measure.

    Raises:
        RateAboveCeiling.
    """
    ceiling = limits.rate_ceiling
    if ceiling is None or loan.product.akad != "konvensional":
        return
    if limits.ceiling_measure == "nominal":
        nominal = yearly(loan.product, loan.product.rate)
        if nominal * 100 > Fraction(ceiling):
            shown = percent_text(Decimal(nominal.numerator) / nominal.denominator)
            raise RateAboveCeiling("nominal", shown, str(ceiling))
        return
    terms = plan_terms(loan)
    made = schedule(principal, terms, day)
    effective = effective_yearly(made, terms, day)
    if Decimal(percent_text(effective)) > ceiling:
        raise RateAboveCeiling("efektif", percent_text(effective), str(ceiling))


def decline(event: LoanDeclined, loan: Loan) -> Change:
    """The loan is refused or withdrawn before any of it was paid out."""
    require(loan, "ditolak", "diajukan", "disetujui")
    if event.date < loan.applied:
        raise LoanTooEarly(loan.number, event.date, "pengajuannya", loan.applied)
    return Change(None, (loan.updated(status="ditolak", ended=event.date),))


# -- paying out --------------------------------------------------------------------------------


def plan_terms(loan: Loan) -> LoanTerms:
    """What the loan's first schedule is made by."""
    product = loan.product
    return terms_of(
        product,
        loan.tenor,
        rate=product.rate,
        margin=loan.margin,
        principal_grace=product.principal_grace,
        interest_grace=product.interest_grace,
    )


def disburse(
    event: LoanDisbursed,
    loan: Loan,
    member: Member,
    borrower: Borrower,
    *,
    plan: LoanPlan | None,
    payments: LoanPayments | None,
    side: MoneySide | Purse,
    limits: LoanLimits,
    standing: Standing,
    goods: MurabahahGoods | None = None,
) -> Change:
    """A stage of the loan is handed over; the first one makes the schedule and bears the fees.

    Of a murabahah the goods that were bought are handed over, not money: only the fees are paid.

    Raises:
        LoanWrongStatus, LoanTooEarly, AboveApproved, StageTooLate, StagesOnlyOnce, FeesTooLarge.
        TooManyLoans, AboveLimit: other loans were paid out since it was granted.
        GoodsMissing, GoodsDiffer: murabahah, and the goods are not there or cost something else.
    """
    require(loan, "dicairkan", "disetujui", "berjalan")
    require_active(member, event.date)
    if loan.approved is None or event.date < loan.approved:
        raise LoanTooEarly(loan.number, event.date, "persetujuannya", loan.approved or loan.applied)
    left = loan.amount - loan.disbursed
    if event.amount > left:
        raise AboveApproved(loan.number, "Pencairan", event.amount, left)
    fees = loan_fees(loan) if plan is None else []
    kept = sum((amount for _, amount in fees), _ZERO)
    if kept > event.amount:
        raise FeesTooLarge(loan.number, event.amount, kept)
    if plan is not None and payments is not None:
        require_latest(loan, plan, payments, event.date)
    check_limits(limits, loan, event.amount, standing)
    schedule_now = _staged(event, loan, plan)
    lent = loan.updated(
        status="berjalan",
        version=schedule_now.version,
        disbursed=loan.disbursed + event.amount,
        balance=loan.balance + event.amount,
    )
    legs, handed = [principal_leg(loan, event.amount)], event.amount
    records: list[Record] = []
    if loan.product.akad == "murabahah":
        sold, gone = hand_over(event, loan, goods)
        legs += [*_price(loan, loan.margin or _ZERO), *sold]
        records, handed = [gone], _ZERO
    swp = sum((amount for fee, amount in fees if fee.swp), _ZERO)
    legs += [
        Posting(fee.account, -amount, None, loan.unit)
        if fee.account is not None
        else Posting(SWP, -amount, loan.member)
        for fee, amount in fees
    ]
    money, changed = money_legs(event, side, kept - handed)
    entry = balanced(
        event.date,
        event.ref,
        f"Pencairan pinjaman {loan.number} {loan.member}",
        tidy([*legs, *money]),
    )
    running = tuple(sorted({*borrower.loans, loan.number}))
    now = borrower.updated(loans=running, swp=borrower.swp + swp)
    records += [lent, schedule_now, now, *changed]
    if plan is None:
        records.append(LoanPayments(loan=loan.number, version=schedule_now.version))
    return Change(entry, tuple(records))


def _price(loan: Loan, margin: Decimal) -> list[Posting]:
    """The margin joins the claim and stands against it until it is earned (PSAK 402)."""
    return [
        principal_leg(loan, margin),
        Posting(MURABAHAH_DEFERRED, -margin, loan.member, sub=loan.number),
    ]


def _staged(event: LoanDisbursed, loan: Loan, plan: LoanPlan | None) -> LoanPlan:
    product, terms = loan.product, plan_terms(loan)
    if product.akad == "murabahah" and event.amount != loan.amount:
        raise StagesOnlyOnce(loan.number, loan.amount)
    if plan is None:
        return LoanPlan(
            loan=loan.number,
            version=loan.version + 1,
            start=event.date,
            principal=event.amount,
            rate=product.rate,
            rows=rows_of(event.amount, terms, event.date),
            borne=borne_by(event.amount, terms, event.date),
        )
    if event.date >= plan.rows[-1][0]:
        raise StageTooLate(loan.number, plan.rows[-1][0])
    return add_stage(plan, product, terms, event.amount, event.date)


def loan_fees(loan: Loan) -> list[tuple[LoanFee, Decimal]]:
    """What is kept back from the first stage: percentages are of the amount granted.

    Rounded as the product's interest is.
    """
    rule = loan.product.rounding
    unit = 100 if rule.decimals == 0 else 1
    fees = []
    for fee in loan.product.fees:
        if fee.percent is not None:
            exact = Fraction(loan.amount) * Fraction(fee.percent)
            amount = from_sen(rounded(exact, unit, rule.sen))
        else:
            amount = fee.amount or _ZERO
        if amount:
            fees.append((fee, amount))
    return fees
