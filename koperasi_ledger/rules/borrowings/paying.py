"""Paying a debt back, as the lender debited it; and its interest at the end of a month."""

from datetime import date
from decimal import Decimal

from koperasi_ledger.model.accounts import BORROWING_PENALTY
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.borrowings import (
    BorrowingAccrued,
    BorrowingPaid,
    BorrowingPrepaid,
)
from koperasi_ledger.model.records.borrowings import Borrowing
from koperasi_ledger.rules.borrowings.agreeing import at_day
from koperasi_ledger.rules.borrowings.plans import (
    Due,
    borne_by,
    due_by,
    open_rows,
    replanned,
    rows_of,
    shortest,
)
from koperasi_ledger.rules.borrowings.posting import legs_between
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import last_day, month_name
from koperasi_ledger.rules.errors.borrowings import (
    BorrowingDueFirst,
    BorrowingInterestDiffers,
    BorrowingMonthTwice,
    BorrowingNotMonthEnd,
    BorrowingNotRunning,
    BorrowingOverpaid,
    BorrowingTooEarly,
    NoBorrowingInterest,
    PrepaysTooMuch,
)
from koperasi_ledger.rules.money_side import MoneySide, move

_ZERO = Decimal(0)


def require_running(borrowing: Borrowing, wanted: str, day: date) -> None:
    """Refuses what does not fit a debt, or comes before its schedule.

    Raises:
        BorrowingNotRunning, BorrowingTooEarly.
    """
    if borrowing.status != "berjalan":
        raise BorrowingNotRunning(borrowing.number, borrowing.status, wanted)
    begun = min(part.start for part in borrowing.tranches)
    if day < begun:
        raise BorrowingTooEarly(borrowing.number, day, "pencairan atau jadwalnya", begun)


def asked(borrowing: Borrowing, day: date) -> Due:
    """What an ordinary payment on `day` pays: what is due, or else the next instalment."""
    due = due_by(borrowing, day)
    if due.principal or due.interest:
        return due
    return next((row for row in open_rows(borrowing) if row.day > day), due)


def _most(borrowing: Borrowing, day: date) -> Due:
    """The most that an ordinary payment may be: what is due, and the next instalment."""
    due = due_by(borrowing, day)
    coming = next((row for row in open_rows(borrowing) if row.day > day), None)
    if coming is None:
        return due
    return Due(coming.day, due.principal + coming.principal, due.interest + coming.interest)


def pay(event: BorrowingPaid, borrowing: Borrowing, side: MoneySide) -> Change:
    """An instalment is debited: what the schedule asks for, or part of it, or the next one early.

    Interest that was not accrued yet is an expense at once. Dr Pinjaman, Dr Bunga terutang, Dr
    Beban bunga; Cr Kas.

    Raises:
        BorrowingNotRunning, BorrowingTooEarly, BorrowingOverpaid, BorrowingInterestDiffers.
    """
    require_running(borrowing, "dibayar", event.date)
    most = _most(borrowing, event.date)
    difference = event.difference or _ZERO
    scheduled = event.interest - difference
    if event.principal > most.principal:
        raise BorrowingOverpaid(
            borrowing.number, event.principal, most.principal, borrowing.balance
        )
    if not _ZERO <= scheduled <= most.interest:
        raise BorrowingInterestDiffers(borrowing.number, event.interest, most.interest)
    paid = borrowing.paid + event.interest
    after = borrowing.updated(
        balance=borrowing.balance - event.principal,
        paid=paid,
        before=borrowing.before + difference,
        recognised=max(borrowing.recognised, paid),
        principal_paid=borrowing.principal_paid + event.principal,
        interest_paid=borrowing.interest_paid + scheduled,
    )
    over = not after.balance and not open_rows(after)
    return _paid_out(event, borrowing, after, side, extra=event.penalty, over=over)


def _paid_out(
    event: BorrowingPaid | BorrowingPrepaid,
    borrowing: Borrowing,
    after: Borrowing,
    side: MoneySide,
    *,
    extra: Decimal,
    over: bool,
) -> Change:
    """Books a payment; a debt that is paid off owes no interest any more."""
    if over:
        after = after.updated(status="lunas", ended=event.date, recognised=after.paid)
    after = at_day(after, event.date)
    leg, waiting = move(event, side, -event.amount, event.bank_ref)
    what = "Angsuran utang" if isinstance(event, BorrowingPaid) else "Pelunasan utang dipercepat"
    entry = balanced(
        event.date,
        event.ref,
        f"{what} {borrowing.number} {borrowing.lender}",
        [
            *legs_between(borrowing, after),
            Posting(
                BORROWING_PENALTY, extra, None, event.unit or borrowing.unit, sub=borrowing.number
            ),
            leg,
        ],
    )
    return Change(entry, (after, *waiting))


def prepay(event: BorrowingPrepaid, borrowing: Borrowing, side: MoneySide) -> Change:
    """Principal is paid early; the rest is scheduled anew over the due days that are left.

    Raises:
        BorrowingNotRunning, BorrowingTooEarly, PrepaysTooMuch, BorrowingDueFirst.
        BorrowingInterestDiffers: more interest than was borne, of a debt that goes on.
    """
    require_running(borrowing, "dibayar", event.date)
    balance = borrowing.balance - event.principal
    if balance < 0:
        raise PrepaysTooMuch(borrowing.number, event.principal, borrowing.balance)
    paid = borrowing.paid + event.interest
    after = borrowing.updated(
        balance=balance, paid=paid, recognised=max(borrowing.recognised, paid)
    )
    if not balance:
        after = after.updated(tranches=(), before=paid)
    else:
        after = _anew(event, borrowing, after)
    return _paid_out(event, borrowing, after, side, extra=event.fee, over=not balance)


def _anew(event: BorrowingPrepaid, borrowing: Borrowing, after: Borrowing) -> Borrowing:
    due = due_by(borrowing, event.date)
    if due.principal or due.interest:
        raise BorrowingDueFirst(borrowing.number, due.principal, due.interest)
    started = max(part.start for part in borrowing.tranches)
    ahead = _paid_ahead(borrowing, event.date)
    for what, day in (("tahap terakhirnya", started), ("angsuran yang sudah dibayar", ahead)):
        if event.date < day:
            raise BorrowingTooEarly(borrowing.number, event.date, what, day)
    borne = borne_by(borrowing, event.date)
    carried = borne - borrowing.paid - event.interest
    if carried < 0:
        raise BorrowingInterestDiffers(borrowing.number, event.interest, borne - borrowing.paid)
    dues = [row.day for row in open_rows(borrowing) if row.day > event.date]
    make = replanned if event.keep == "tenor" else shortest
    part = make(borrowing, after.balance, event.date, dues, carried=carried)
    terms = borrowing.terms
    done = terms.tenor - len(dues)
    return after.updated(
        terms=terms.updated(
            tenor=len(part.rows),
            principal_grace=max(0, terms.principal_grace - done),
            interest_grace=max(0, terms.interest_grace - done),
        ),
        version=borrowing.version + 1,
        before=borne,
        principal_paid=_ZERO,
        interest_paid=_ZERO,
        tranches=(part,),
    )


def _paid_ahead(borrowing: Borrowing, day: date) -> date:
    """The last due day up to which something was paid before it was due; else the day itself."""
    principal, interest = borrowing.principal_paid, borrowing.interest_paid
    last = day
    for row in rows_of(borrowing):
        if principal <= 0 and interest <= 0:
            break
        principal -= row.principal
        interest -= row.interest
        last = max(last, row.day)
    return last


def accrue(event: BorrowingAccrued, borrowing: Borrowing) -> Change:
    """Interest is an expense up to what was borne at the end of the month.

    The difference to what was recognised before is posted, so a month that was left out is made
    good by the next, and any split of months adds up to the same.

    Raises:
        BorrowingNotMonthEnd, BorrowingNotRunning, BorrowingMonthTwice, NoBorrowingInterest.
    """
    if event.date != last_day(event.month):
        raise BorrowingNotMonthEnd(event.month, event.date)
    require_running(borrowing, "diakrualkan bunganya", event.date)
    if borrowing.accrued is not None and event.month <= borrowing.accrued:
        raise BorrowingMonthTwice(borrowing.number, event.month, borrowing.accrued)
    after = accrued_through(borrowing, event.date)
    legs = [leg for leg in legs_between(borrowing, after) if leg.amount]
    if not legs:
        raise NoBorrowingInterest(borrowing.number, event.month)
    what = f"Bunga utang {borrowing.number} {borrowing.lender} {month_name(event.month)}"
    entry = balanced(event.date, event.ref, what, legs)
    return Change(entry, (after.updated(accrued=event.month),))


def accrued_through(borrowing: Borrowing, day: date) -> Borrowing:
    """The borrowing with its interest recognised, and its principal split, as of a day."""
    borne = borne_by(borrowing, day)
    return at_day(borrowing.updated(recognised=max(borrowing.paid, borne)), day)
