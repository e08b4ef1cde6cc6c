"""Scheduling a loan anew: principal ahead of time, top-up, restructuring.

Nothing earned is lost or counted twice: what the old schedule had earned and nobody paid is carried
into the new one, due with its first instalment.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from koperasi_ledger.model.entry import balanced
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events.loans import LoanPrepaid, LoanRestructured, LoanToppedUp
from koperasi_ledger.model.money import format_rupiah, from_sen
from koperasi_ledger.model.policy.loans import LoanLimits, LoanPolicy, LoanProduct
from koperasi_ledger.model.records import Member
from koperasi_ledger.model.records.loans import Loan, LoanPayments, LoanPlan, Move, Row
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.loans import (
    LoanTermsOutside,
    MarginIsFixed,
)
from koperasi_ledger.rules.loans.granting import Standing, check_amounts, check_rate
from koperasi_ledger.rules.loans.guards import (
    require,
    require_latest,
    require_nothing_due,
    require_rate,
)
from koperasi_ledger.rules.loans.interest import scheduled
from koperasi_ledger.rules.loans.paid import paid_under
from koperasi_ledger.rules.loans.plans import (
    borne_by,
    graces,
    less_interest,
    part_of_period,
    rows_of,
    terms_of,
)
from koperasi_ledger.rules.loans.position import earned, position
from koperasi_ledger.rules.loans.posting import (
    Purse,
    interest_legs,
    money_legs,
    principal_leg,
    tidy,
)
from koperasi_ledger.rules.loans.quality import assess, paid_on_time
from koperasi_ledger.rules.money_side import MoneySide
from koperasi_ledger.rules.rounding import rounded
from koperasi_ledger.rules.savings import require_active
from koperasi_ledger.rules.schedule import LoanTerms

_ZERO = Decimal(0)


def replan_prepaid(
    loan: Loan, plan: LoanPlan, moves: Sequence[Move], event: LoanPrepaid
) -> LoanPlan:
    """The schedule after principal was paid ahead: over the rest of the due dates.

    `tenor` keeps their number and lowers the instalment; `angsuran` ends earlier: the fewest
    periods whose instalments are not above the old ones. Carried over are the interest of the
    prepaid principal since the last due date, interest whose payment was postponed, and interest
    paid ahead: the rows it paid in full stay as they are.
    """
    product, day = loan.product, event.date
    done = sum(row[0] <= day for row in plan.rows)
    coming = plan.rows[done:]
    begun = plan.rows[done - 1][0] if done else plan.begins
    paid = paid_under(plan, moves, day)
    due_principal = sum((row[1] for row in plan.rows[:done]), _ZERO)
    due_interest = sum((row[2] for row in plan.rows[:done]), _ZERO)
    balance = loan.balance - event.amount
    if product.method == "harian":
        ahead: tuple[Row, ...] = ()
        carried = max(_ZERO, earned(plan, moves, product, day) - paid.interest)
        brought = _ZERO
    else:
        brought = max(_ZERO, paid.interest - plan.interest - due_interest)
        ahead = _paid_ahead(coming, paid.principal - due_principal, brought)
        carried = max(_ZERO, plan.interest - paid.interest)
        if not any(row[2] for row in ahead):
            carried += _rounded(product, scheduled(plan, begun) - Fraction(due_interest))
        if not ahead:
            carried += _borne(product, plan.rate, event, begun, coming[0][0])
    rest = coming[len(ahead) :]
    anchor = ahead[-1][0] if ahead else begun
    dues = [row[0] for row in rest]
    if event.keep == "angsuran":
        dues = _shortest(product, plan.rate, balance, anchor, rest)
    terms = _terms(product, plan.rate, rest, len(dues))
    rows, borne = rows_of(balance, terms, anchor, dues), borne_by(balance, terms, anchor, dues)
    if not ahead and product.method != "harian":
        not_borne = _before_stages(product, plan, day, begun, dues[0])
        rows = less_interest(rows, not_borne)
        borne = borne and (max(_ZERO, borne[0] - not_borne), *borne[1:])
    return LoanPlan(
        loan=loan.number,
        version=plan.version + 1,
        start=day,
        anchor=begun if begun < day and product.method != "harian" else None,
        principal=balance,
        rate=plan.rate,
        rows=(*((due, _ZERO, interest) for due, _, interest in ahead), *rows),
        interest=carried,
        brought=brought,
        borne=borne and (*(row[2] for row in ahead), *borne),
        streak=paid_on_time(plan, moves, product, day),
    )


def _terms(product: LoanProduct, rate: Decimal, rest: Sequence[Row], tenor: int) -> LoanTerms:
    """The terms of the rest of a schedule, with the graces it still has."""
    left = graces(rest)
    return terms_of(
        product,
        tenor,
        rate=rate,
        principal_grace=min(left["principal_grace"], tenor - 1),
        interest_grace=min(left["interest_grace"], tenor - 1),
    )


def _paid_ahead(coming: Sequence[Row], principal: Decimal, interest: Decimal) -> tuple[Row, ...]:
    """The rows to come that were paid in full already; never the last."""
    count = 0
    for _, row_principal, row_interest in coming[:-1]:
        if not (row_principal or row_interest):
            break
        principal -= row_principal
        interest -= row_interest
        if principal < 0 or interest < 0:
            break
        count += 1
    return tuple(coming[:count])


def _before_stages(
    product: LoanProduct, plan: LoanPlan, day: date, begun: date, due: date
) -> Decimal:
    """The interest that stages of the period under way do not bear: that of its days before them.

    The new rows bear interest on the whole balance from the last due date on.
    """
    total = _ZERO
    for on, amount in plan.stages:
        if begun < on <= day:
            total += _part(product, plan.rate, amount, on, (begun, due))
    return total


def _part(
    product: LoanProduct, rate: Decimal, amount: Decimal, day: date, period: tuple[date, date]
) -> Decimal:
    """The interest of an amount for the days of a period up to `day`."""
    begun, due = period
    whole = rows_of(amount, terms_of(product, 1, rate=rate), begun, [due])[0][2]
    return _rounded(product, Fraction(whole) * part_of_period(product, begun, day, due))


def _rounded(product: LoanProduct, exact: Fraction) -> Decimal:
    unit = 100 if product.rounding.decimals == 0 else 1
    return from_sen(rounded(exact * 100, unit, product.rounding.sen))


def _shortest(
    product: LoanProduct, rate: Decimal, balance: Decimal, anchor: date, rest: Sequence[Row]
) -> list[date]:
    """The due dates of the fewest instalments none of which is above the old ones."""
    most = max(row[1] + row[2] for row in rest)
    dues = [row[0] for row in rest]

    def fits(count: int) -> bool:
        terms = _terms(product, rate, rest, count)
        try:
            rows = rows_of(balance, terms, anchor, dues[:count])
        except Refusal:  # too few or too many for how the product rounds
            return False
        return max(row[1] + row[2] for row in rows) <= most

    # More instalments are smaller ones, so the fewest are found by halving.
    fewest = bisect_left(range(1, len(dues)), True, key=fits) + 1  # noqa: FBT003 - what is sought
    return dues[:fewest]


def _borne(
    product: LoanProduct, rate: Decimal, event: LoanPrepaid, begun: date, due: date
) -> Decimal:
    """The interest on the prepaid principal for its days since the last due date."""
    if event.date <= begun:
        return _ZERO
    return _part(product, rate, event.amount, event.date, (begun, due))


def top_up(
    event: LoanToppedUp,
    loan: Loan,
    plan: LoanPlan,
    payments: LoanPayments,
    *,
    member: Member,
    side: MoneySide | Purse,
    limits: LoanLimits,
    standing: Standing,
) -> Change:
    """More is lent; the whole is scheduled anew from the day on.

    Raises:
        LoanWrongStatus, LoanTooEarly, MarginIsFixed, NoRate, DueFirst, LoanTermsOutside: it cannot.
        AboveLimit, RateAboveCeiling: the limits of lending forbid it.
    """
    require(loan, "ditambah", "berjalan")
    require_active(member, event.date)
    require_latest(loan, plan, payments, event.date)
    product = loan.product
    if product.akad == "murabahah":
        raise MarginIsFixed(loan.number, "ditambah")
    require_rate(loan, event.rate)
    at = position(plan, payments.moves, product, event.date)
    require_nothing_due(loan, at)
    total = at.balance + event.amount
    if product.most is not None and total > product.most:
        shown = f"Rp{format_rupiah(total)}"
        raise LoanTermsOutside("Jumlah", shown, "Rp0", f"Rp{format_rupiah(product.most)}")
    if not 1 <= event.tenor <= product.longest:
        raise LoanTermsOutside("Tenor", f"{event.tenor} kali", "1", f"{product.longest} kali")
    rate = plan.rate if event.rate is None else event.rate
    new = _fresh(loan, plan, payments, event.date, principal=total, tenor=event.tenor, rate=rate)
    new = new.updated(streak=paid_on_time(plan, payments.moves, product, event.date))
    now = loan.updated(
        balance=total,
        amount=loan.amount + event.amount,
        disbursed=loan.disbursed + event.amount,
        version=new.version,
        tenor=event.tenor,
        by=event.by,
        product=product.model_copy(update={"rate": rate}),
    )
    check_amounts(limits, now, event.amount, standing)
    check_rate(limits, now, event.date, total)
    money, changed = money_legs(event, side, -event.amount)
    entry = balanced(
        event.date,
        event.ref,
        f"Penambahan pinjaman {loan.number} {loan.member}",
        [principal_leg(loan, event.amount), *money],
    )
    return Change(entry, (now, new, LoanPayments(loan=loan.number, version=new.version), *changed))


def restructure(
    event: LoanRestructured,
    loan: Loan,
    plan: LoanPlan,
    payments: LoanPayments,
    policy: LoanPolicy | None,
) -> Change:
    """The balance is scheduled anew; the class of the day is kept for a while.

    Source: rescheduling, reconditioning and restructuring as koperasi policies name them; keeping
    the class until a few payments came on time is the banks' rule (reference 1.4).

    Raises:
        LoanWrongStatus, LoanTooEarly, MarginIsFixed, NoRate, RateAboveCeiling.
    """
    require(loan, "direstrukturisasi", "berjalan")
    require_latest(loan, plan, payments, event.date)
    product = loan.product
    murabahah = product.akad == "murabahah"
    if murabahah and (event.rate is not None or event.interest == "hapus"):
        raise MarginIsFixed(loan.number, "diubah marginnya")
    require_rate(loan, event.rate)
    rate = plan.rate if event.rate is None else event.rate
    at = position(plan, payments.moves, product, event.date)
    new = _fresh(
        loan,
        plan,
        payments,
        event.date,
        principal=at.balance,
        tenor=event.tenor,
        rate=rate,
        grace=event.principal_grace,
        keep_interest=event.interest == "tangguhkan",
        penalty=at.penalty_due + at.deferred if event.penalty == "tangguhkan" else _ZERO,
    )
    recognised = loan.recognised
    if event.interest == "hapus":
        recognised = min(recognised, loan.received)
    legs = tidy(interest_legs(loan, recognised=recognised, received=loan.received))
    entry = None
    if legs:
        what = f"Jasa dilepas pada restrukturisasi {loan.number} {loan.member}"
        entry = balanced(event.date, event.ref, what, legs)
    floor = loan.floor
    if policy is not None and policy.quality is not None:
        found = assess(
            plan,
            payments.moves,
            product,
            policy.quality,
            event.date,
            secured=loan.secured,
            floor=floor,
        )
        floor = found.quality
    now = loan.updated(
        version=new.version,
        recognised=recognised,
        tenor=event.tenor,
        floor=None if floor == "lancar" else floor,
        product=product.model_copy(update={"rate": rate}),
    )
    if policy is not None and event.rate is not None:
        check_rate(policy.limits, now, event.date, at.balance)
    return Change(entry, (now, new, LoanPayments(loan=loan.number, version=new.version)))


def _fresh(
    loan: Loan,
    plan: LoanPlan,
    payments: LoanPayments,
    day: date,
    *,
    principal: Decimal,
    tenor: int,
    rate: Decimal,
    grace: int = 0,
    keep_interest: bool = True,
    penalty: Decimal = _ZERO,
) -> LoanPlan:
    """A schedule with new due dates from `day` on.

    Interest earned and unpaid is carried over, and so is what was paid ahead. The margin of a
    murabahah that was not earned yet is spread over the new rows, so that its price stays.
    """
    paid = paid_under(plan, payments.moves, day).interest
    open_interest = earned(plan, payments.moves, loan.product, day) - paid
    margin = None
    if loan.product.akad == "murabahah":
        margin = (loan.margin or _ZERO) - loan.received - open_interest
    terms = terms_of(loan.product, tenor, rate=rate, margin=margin, principal_grace=grace)
    return LoanPlan(
        loan=loan.number,
        version=plan.version + 1,
        start=day,
        principal=principal,
        rate=rate,
        rows=rows_of(principal, terms, day),
        interest=max(_ZERO, open_interest) if keep_interest else _ZERO,
        brought=max(_ZERO, -open_interest),
        penalty=penalty,
    )
