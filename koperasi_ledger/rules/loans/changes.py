"""Scheduling a loan anew: principal ahead of time, top-up, restructuring.

Nothing earned is lost or counted twice: what the old schedule had earned and nobody paid is carried
into the new one, due with its first instalment.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from koperasi_ledger.model.entry import balanced
from koperasi_ledger.model.events.loans import LoanPrepaid, LoanRestructured, LoanToppedUp
from koperasi_ledger.model.money import format_rupiah, from_sen, to_sen
from koperasi_ledger.model.policy.loans import LoanProduct, QualityPolicy
from koperasi_ledger.model.records import Member
from koperasi_ledger.model.records.loans import Loan, LoanPayments, LoanPlan, Move, Row
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.loans import (
    DueFirst,
    LoanTermsOutside,
    LoanTooEarly,
    MarginIsFixed,
)
from koperasi_ledger.rules.loans.granting import require
from koperasi_ledger.rules.loans.paid import paid_by
from koperasi_ledger.rules.loans.plans import part_of_period, rows_of, terms_of
from koperasi_ledger.rules.loans.position import earned, position
from koperasi_ledger.rules.loans.posting import (
    Purse,
    interest_legs,
    money_legs,
    principal_leg,
    tidy,
)
from koperasi_ledger.rules.loans.quality import assess, worst
from koperasi_ledger.rules.money_side import MoneySide
from koperasi_ledger.rules.rounding import rounded
from koperasi_ledger.rules.savings import require_active

_ZERO = Decimal(0)


def replan_prepaid(
    loan: Loan, plan: LoanPlan, moves: Sequence[Move], event: LoanPrepaid
) -> LoanPlan:
    """The schedule after principal was paid ahead: over the rest of the due dates.

    `tenor` keeps their number and lowers the instalment; `angsuran` ends earlier: the fewest
    periods whose instalments are not above the old ones. The prepaid principal's own interest
    since the last due date is carried.
    """
    product = loan.product
    paid = paid_by(moves, event.date)
    done = _rows_paid(plan, paid.principal, paid.interest)
    rest = plan.rows[done:]
    anchor = plan.rows[done - 1][0] if done else plan.start
    balance = loan.balance - event.amount
    dues = [row[0] for row in rest]
    if event.keep == "angsuran":
        dues = _shortest(product, plan.rate, balance, anchor, rest)
    if product.method == "harian":
        carried = max(_ZERO, earned(plan, moves, product, event.date) - paid.interest)
        start = event.date
    else:
        carried = _borne(product, plan.rate, event, anchor, rest[0][0])
        start = min(anchor, event.date)
    return LoanPlan(
        loan=loan.number,
        version=plan.version + 1,
        start=start,
        principal=balance,
        rate=plan.rate,
        rows=rows_of(balance, terms_of(product, len(dues), rate=plan.rate), anchor, dues),
        interest=carried,
    )


def _rows_paid(plan: LoanPlan, principal: Decimal, interest: Decimal) -> int:
    """How many rows are paid in full."""
    interest -= min(interest, plan.interest)
    count = 0
    for _, row_principal, row_interest in plan.rows:
        principal -= row_principal
        interest -= row_interest
        if principal < 0 or interest < 0:
            break
        count += 1
    return min(count, len(plan.rows) - 1)


def _shortest(
    product: LoanProduct, rate: Decimal, balance: Decimal, anchor: date, rest: Sequence[Row]
) -> list[date]:
    most = max(row[1] + row[2] for row in rest)
    dues = [row[0] for row in rest]
    for count in range(1, len(dues)):
        rows = rows_of(balance, terms_of(product, count, rate=rate), anchor, dues[:count])
        if max(row[1] + row[2] for row in rows) <= most:
            return dues[:count]
    return dues


def _borne(
    product: LoanProduct, rate: Decimal, event: LoanPrepaid, anchor: date, due: date
) -> Decimal:
    """The interest on the prepaid principal for its days since the last due date."""
    if event.date <= anchor:
        return _ZERO
    whole = rows_of(event.amount, terms_of(product, 1, rate=rate), anchor, [due])[0][2]
    part = part_of_period(product, anchor, event.date, due)
    unit = 100 if product.rounding.decimals == 0 else 1
    return from_sen(rounded(Fraction(to_sen(whole)) * part, unit, product.rounding.sen))


def top_up(
    event: LoanToppedUp,
    loan: Loan,
    plan: LoanPlan,
    payments: LoanPayments,
    *,
    member: Member,
    side: MoneySide | Purse,
) -> Change:
    """More is lent; the whole is scheduled anew from the day on.

    Raises:
        LoanWrongStatus, LoanTooEarly, MarginIsFixed, DueFirst, LoanTermsOutside.
    """
    require(loan, "ditambah", "berjalan")
    require_active(member, event.date)
    if event.date < plan.start:
        raise LoanTooEarly(loan.number, event.date, "jadwalnya", plan.start)
    product = loan.product
    if product.akad == "murabahah":
        raise MarginIsFixed(loan.number, "ditambah")
    at = position(plan, payments.moves, product, event.date)
    if product.method != "harian" and at.due:
        raise DueFirst(loan.number, at.due)
    total = at.balance + event.amount
    if product.most is not None and total > product.most:
        shown = f"Rp{format_rupiah(total)}"
        raise LoanTermsOutside("Jumlah", shown, "Rp0", f"Rp{format_rupiah(product.most)}")
    if not 1 <= event.tenor <= product.longest:
        raise LoanTermsOutside("Tenor", f"{event.tenor} kali", "1", f"{product.longest} kali")
    rate = plan.rate if event.rate is None else event.rate
    new = _fresh(loan, plan, payments, event.date, principal=total, tenor=event.tenor, rate=rate)
    money, changed = money_legs(event, side, -event.amount)
    entry = balanced(
        event.date,
        event.ref,
        f"Penambahan pinjaman {loan.number} {loan.member}",
        [principal_leg(loan, event.amount), *money],
    )
    now = loan.updated(
        balance=total,
        disbursed=loan.disbursed + event.amount,
        version=new.version,
        tenor=event.tenor,
        by=event.by,
        product=product.model_copy(update={"rate": rate}),
    )
    return Change(entry, (now, new, LoanPayments(loan=loan.number, version=new.version), *changed))


def restructure(
    event: LoanRestructured,
    loan: Loan,
    plan: LoanPlan,
    payments: LoanPayments,
    quality: QualityPolicy | None,
) -> Change:
    """The balance is scheduled anew; the class of the day is kept for a while.

    Source: rescheduling, reconditioning and restructuring as koperasi policies name them; keeping
    the class until a few payments came on time is the banks' rule (reference 1.4).

    Raises:
        LoanWrongStatus, LoanTooEarly, MarginIsFixed.
    """
    require(loan, "direstrukturisasi", "berjalan")
    if event.date < plan.start:
        raise LoanTooEarly(loan.number, event.date, "jadwalnya", plan.start)
    product = loan.product
    murabahah = product.akad == "murabahah"
    if murabahah and (event.rate is not None or event.interest == "hapus"):
        raise MarginIsFixed(loan.number, "diubah marginnya")
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
        margin=(loan.margin or _ZERO) - loan.received if murabahah else None,
        keep_interest=event.interest == "tangguhkan",
        penalty=at.penalty_due if event.penalty == "tangguhkan" else _ZERO,
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
    if quality is not None:
        found = assess(
            plan, payments.moves, product, quality, event.date, secured=loan.secured, floor=floor
        )
        floor = found.quality if floor is None else worst(floor, found.quality)
    now = loan.updated(
        version=new.version,
        recognised=recognised,
        tenor=event.tenor,
        floor=None if floor == "lancar" else floor,
        product=product.model_copy(update={"rate": rate}),
    )
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
    margin: Decimal | None = None,
    keep_interest: bool = True,
    penalty: Decimal = _ZERO,
) -> LoanPlan:
    """A schedule with new due dates from `day` on; unpaid interest of the old one is carried."""
    terms = terms_of(loan.product, tenor, rate=rate, margin=margin, principal_grace=grace)
    carried = _ZERO
    if keep_interest and margin is None:
        paid = paid_by(payments.moves, day).interest
        carried = max(_ZERO, earned(plan, payments.moves, loan.product, day) - paid)
    return LoanPlan(
        loan=loan.number,
        version=plan.version + 1,
        start=day,
        principal=principal,
        rate=rate,
        rows=rows_of(principal, terms, day),
        interest=carried,
        penalty=penalty,
    )
