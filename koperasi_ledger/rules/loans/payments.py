"""Paying a loan back: instalments, principal ahead of time, paying off, and what was too much."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.accounts import LOAN_HELD, LOAN_SETTLEMENT_INCOME, SWP
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.loans import (
    LoanExcessReturned,
    LoanPenaltyWaived,
    LoanPrepaid,
    LoanRepaid,
    LoanSettled,
    SwpReturned,
)
from koperasi_ledger.model.records import Member, Record
from koperasi_ledger.model.records.loans import Borrower, Loan, LoanPayments, LoanPlan, Move
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import day_name
from koperasi_ledger.rules.errors.loans import (
    HeldTooSmall,
    LoansRunning,
    LoanTooEarly,
    MarginIsFixed,
    NothingDue,
    OverPaid,
    PenaltyTooLarge,
    PrepaysAll,
    SettlementDiffers,
    SwpTooSmall,
)
from koperasi_ledger.rules.loans.allocation import Allocation, allocate
from koperasi_ledger.rules.loans.changes import replan_prepaid
from koperasi_ledger.rules.loans.guards import (
    require,
    require_latest,
    require_no_claims,
    require_nothing_due,
)
from koperasi_ledger.rules.loans.position import Position, latest, position
from koperasi_ledger.rules.loans.posting import (
    Purse,
    interest_legs,
    money_legs,
    penalty_leg,
    principal_leg,
    tidy,
)
from koperasi_ledger.rules.loans.settlement import settlement
from koperasi_ledger.rules.money_side import MoneySide, move
from koperasi_ledger.rules.shu_share import OpenShare

_ZERO = Decimal(0)


class Running(NamedTuple):
    """A running loan with a schedule, what was paid under it, and its borrower.

    `later` is the interest paid under schedules after this one, where a past day is asked for.
    """

    loan: Loan
    plan: LoanPlan
    payments: LoanPayments
    borrower: Borrower
    later: Decimal = _ZERO


def check_day(running: Running, event: LoanRepaid | LoanPenaltyWaived, wanted: str) -> None:
    """Refuses what does not fit a running loan on its day.

    Raises:
        LoanWrongStatus, LoanTooEarly.
    """
    loan, plan = running.loan, running.plan
    require(loan, wanted, "berjalan")
    lent = max([plan.start, *(on for on, _ in plan.stages)])
    if event.date < lent:
        raise LoanTooEarly(loan.number, event.date, "pencairan atau jadwalnya", lent)


class Taken(NamedTuple):
    """What a payment does to a loan beside the money: its legs, and the records after it."""

    legs: tuple[Posting, ...]
    records: tuple[Record, ...]
    borrower: Borrower | None = None


def repay(event: LoanRepaid, running: Running, side: MoneySide | Purse | OpenShare) -> Change:
    """A payment goes to what is due in the agreed order, then to what is not yet due.

    What was paid too much before and kept as titipan is used first. What nothing asks for is
    refused, with the amount that settles the loan, or kept as titipan where the product says so.

    Raises:
        LoanWrongStatus, LoanTooEarly, PenaltyTooLarge, NothingDue, OverPaid.
    """
    return _posted(event, running, repaid(event, running), side, "Angsuran pinjaman")


def repaid(event: LoanRepaid, running: Running) -> Taken:
    """What `repay` does to the loan; the money may be a leg of another entry."""
    check_day(running, event, "dibayar")
    loan, plan, payments = running.loan, running.plan, running.payments
    product = loan.product
    at = position(plan, payments.moves, product, event.date, booked=True)
    if event.penalty is not None and event.penalty > at.penalty_due:
        raise PenaltyTooLarge(loan.number, event.penalty, at.penalty_due)
    available = event.amount + loan.held
    split = allocate(available, at, product, event.penalty)
    if split.rest and product.ahead != "titipan":
        _refuse_rest(event, running, at, available - split.rest)
    held = split.rest if product.ahead == "titipan" else _ZERO
    return _take(event, running, split, held=held)


def _refuse_rest(event: LoanRepaid, running: Running, at: Position, taken: Decimal) -> None:
    loan, plan, payments = running.loan, running.plan, running.payments
    if not taken:
        coming = next((row.due for row in at.open_rows if row.due > event.date), None)
        said = f" pada {day_name(event.date)}"
        if coming is not None:
            said += f"; berikutnya {day_name(coming)}"
        raise NothingDue(loan.number, said)
    day = max(event.date, latest(plan, payments.moves))
    settles = settlement(plan, payments.moves, loan.product, day).total
    raise OverPaid(loan.number, event.amount, taken, settles, event.date)


def _take(
    event: LoanRepaid | LoanSettled,
    running: Running,
    split: Allocation,
    *,
    held: Decimal,
    fee: Decimal = _ZERO,
    given_up: Decimal = _ZERO,
) -> Taken:
    """Books what came in, and ends the loan when nothing of it is left."""
    loan, plan, payments = running.loan, running.plan, running.payments
    balance = loan.balance - split.principal
    received = loan.received + split.interest
    moves = with_move(payments, event, split)
    last = latest(plan, moves.moves)
    left = position(plan, moves.moves, loan.product, last)
    over = isinstance(event, LoanSettled) or _all_paid(loan, left)
    recognised = received if over else income_after(loan, received)
    legs = [
        principal_leg(loan, -split.principal),
        *interest_legs(loan, recognised=recognised, received=received, given_up=given_up),
        penalty_leg(loan, split.penalty),
        Posting(LOAN_SETTLEMENT_INCOME, -fee, loan.member, loan.unit, sub=loan.number),
        Posting(LOAN_HELD, loan.held - held, loan.member, sub=loan.number),
    ]
    paid = loan.updated(
        balance=balance,
        received=received,
        recognised=recognised,
        held=held,
        **({"status": "lunas", "ended": last} if over else {}),
    )
    return Taken(tuple(legs), (paid, moves), without(running.borrower, paid) if over else None)


def _posted(
    event: LoanRepaid | LoanSettled,
    running: Running,
    taken: Taken,
    side: MoneySide | Purse | OpenShare,
    what: str,
) -> Change:
    """The entry of a payment whose money came in cash, at the bank or from savings."""
    loan = running.loan
    money, changed = money_legs(event, side, event.amount)
    entry = balanced(
        event.date,
        event.ref,
        f"{what} {loan.number} {loan.member}",
        tidy([*money, *taken.legs]),
    )
    borrower = (taken.borrower,) if taken.borrower is not None else ()
    return Change(entry, (*taken.records, *changed, *borrower))


def _all_paid(loan: Loan, left: Position) -> bool:
    """Whether nothing more is asked for; the rows of a daily balance only say what was expected."""
    if left.balance:
        return False
    unpaid = left.interest_due or left.penalty_due or left.carried or left.deferred
    return not unpaid and (loan.product.method == "harian" or not left.open_rows)


def income_after(loan: Loan, received: Decimal) -> Decimal:
    """The interest recognised once `received` came in.

    On cash basis, and while the loan is late, all that came in. On accrual what the monthly run
    recognised: the run of a month may come after a payment of the next one, and the income of both
    months must still be theirs.
    """
    accruing = loan.product.recognition == "akrual" and loan.quality in (None, "lancar", "dpk")
    return loan.recognised if accruing else max(loan.recognised, received)


def with_move(
    payments: LoanPayments, event: LoanRepaid | LoanSettled | LoanPrepaid, split: Allocation
) -> LoanPayments:
    """The payments with one more, in the order of their days."""
    return payments.updated(
        moves=merged(payments.moves, (event.date, split.principal, split.interest, split.penalty))
    )


def merged(moves: tuple[Move, ...], new: Move) -> tuple[Move, ...]:
    """The movements with one more; those of a day are one."""
    by_day = {item[0]: item for item in moves}
    old = by_day.get(new[0], (new[0], _ZERO, _ZERO, _ZERO))
    by_day[new[0]] = (new[0], old[1] + new[1], old[2] + new[2], old[3] + new[3])
    return tuple(by_day[day] for day in sorted(by_day))


def without(borrower: Borrower, loan: Loan) -> Borrower:
    """The borrower without a loan that ended; what is left of it is remembered."""
    loans = tuple(each for each in borrower.loans if each != loan.number)
    if loan.held or loan.claim:
        return borrower.updated(loans=loans, ended=(*borrower.ended, loan.number))
    return borrower.updated(loans=loans)


def prepay(event: LoanPrepaid, running: Running, side: MoneySide | Purse) -> Change:
    """Principal ahead of time: the rest is scheduled anew, with its due dates.

    The interest that the prepaid principal has borne since the last due date is charged with the
    first new instalment.

    Raises:
        LoanWrongStatus, LoanTooEarly, MarginIsFixed, DueFirst, PrepaysAll.
    """
    loan, plan, payments = running.loan, running.plan, running.payments
    require(loan, "dibayar", "berjalan")
    require_latest(loan, plan, payments, event.date)
    if loan.product.akad == "murabahah":
        raise MarginIsFixed(loan.number, "dijadwalkan ulang dengan margin lebih kecil")
    at = position(plan, payments.moves, loan.product, event.date)
    require_nothing_due(loan, at)
    if event.amount >= at.balance:
        raise PrepaysAll(loan.number, at.balance)
    new = replan_prepaid(loan, plan, payments.moves, event)
    legs = [
        principal_leg(loan, -event.amount),
        *interest_legs(loan, recognised=loan.recognised, received=loan.received),
    ]
    money, changed = money_legs(event, side, event.amount)
    entry = balanced(
        event.date,
        event.ref,
        f"Pokok dipercepat {loan.number} {loan.member}",
        tidy([*money, *legs]),
    )
    now = loan.updated(balance=loan.balance - event.amount, version=new.version)
    last = payments.updated(moves=merged(payments.moves, (event.date, event.amount, _ZERO, _ZERO)))
    fresh = LoanPayments(loan=loan.number, version=new.version)
    return Change(entry, (now, new, last, fresh, *changed))


def settle(event: LoanSettled, running: Running, side: MoneySide | Purse) -> Change:
    """The loan is paid off by the product's rule; interest that nobody pays is given up.

    Raises:
        LoanWrongStatus, LoanTooEarly, SettlementDiffers.
    """
    loan, plan, payments = running.loan, running.plan, running.payments
    require(loan, "dibayar", "berjalan")
    require_latest(loan, plan, payments, event.date)
    needed = settlement(plan, payments.moves, loan.product, event.date)
    asked = needed.total - loan.held
    if event.amount != asked:
        raise SettlementDiffers(loan.number, event.amount, asked, event.date)
    split = Allocation(needed.principal, needed.interest, needed.penalty, _ZERO)
    given_up = _ZERO
    if loan.product.akad == "murabahah":
        given_up = (loan.margin or _ZERO) - loan.received - needed.interest
    taken = _take(event, running, split, held=_ZERO, fee=needed.fee, given_up=given_up)
    return _posted(event, running, taken, side, "Pelunasan pinjaman")


def waive(event: LoanPenaltyWaived, running: Running) -> Change:
    """Denda that is given up counts as paid; it was no income and becomes none.

    A loan of which nothing but this denda was left has then ended.

    Raises:
        LoanWrongStatus, LoanTooEarly, PenaltyTooLarge.
    """
    check_day(running, event, "dibebaskan dendanya")
    loan, plan, payments = running.loan, running.plan, running.payments
    at = position(plan, payments.moves, loan.product, event.date, booked=True)
    unpaid = at.penalty_due + at.deferred
    if event.amount > unpaid:
        raise PenaltyTooLarge(loan.number, event.amount, unpaid)
    moves = payments.updated(moves=merged(payments.moves, (event.date, _ZERO, _ZERO, event.amount)))
    last = latest(plan, moves.moves)
    if not _all_paid(loan, position(plan, moves.moves, loan.product, last)):
        return Change(None, (loan, moves))
    legs = tidy(interest_legs(loan, recognised=loan.received, received=loan.received))
    what = f"Pembebasan denda dan pelunasan {loan.number} {loan.member}"
    entry = balanced(event.date, event.ref, what, legs) if legs else None
    paid = loan.updated(recognised=loan.received, status="lunas", ended=last)
    return Change(entry, (paid, moves, without(running.borrower, paid)))


def return_excess(event: LoanExcessReturned, loan: Loan, side: MoneySide | Purse) -> Change:
    """What was paid too much goes back."""
    if event.amount > loan.held:
        raise HeldTooSmall(loan.number, event.amount, loan.held)
    money, changed = money_legs(event, side, -event.amount)
    entry = balanced(
        event.date,
        event.ref,
        f"Pengembalian titipan angsuran {loan.number} {loan.member}",
        [*money, Posting(LOAN_HELD, event.amount, loan.member, sub=loan.number)],
    )
    return Change(entry, (loan.updated(held=loan.held - event.amount), *changed))


def return_swp(
    event: SwpReturned,
    member: Member,
    borrower: Borrower,
    side: MoneySide,
    *,
    ended: Sequence[Loan] = (),
) -> Change:
    """Simpanan wajib pinjam goes back once no loan is running, and none is claimed (practice).

    `ended` are the loans of `Borrower.ended`.

    Raises:
        LoansRunning, LoanLeftOver, SwpTooSmall.
    """
    wanted = "mengambil simpanan wajib pinjam"
    if borrower.loans:
        raise LoansRunning(member.number, borrower.loans, wanted)
    require_no_claims(ended, wanted)
    if event.amount > borrower.swp:
        raise SwpTooSmall(member.number, event.amount, borrower.swp)
    leg, waiting = move(event, side, -event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Pengembalian simpanan wajib pinjam {member.number}",
        [leg, Posting(SWP, event.amount, member.number, event.unit)],
    )
    return Change(entry, (borrower.updated(swp=borrower.swp - event.amount), *waiting))
