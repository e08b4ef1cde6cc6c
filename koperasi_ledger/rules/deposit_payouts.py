"""What a deposit pays out: the interest that falls due, the accrual of it, and the deposit itself.

Interest is an expense (ministry chart 5120), with PPh final withheld as on all savings (PP
15/2009); what is accrued of it waits in 2131 until it falls due.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.accounts import (
    ACCRUED_DEPOSIT_INTEREST,
    DEPOSIT_INTEREST,
    FEE_INCOME,
    INTEREST_TAX,
)
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events import DepositClosed, DepositInterestAccrued, DepositInterestPaid
from koperasi_ledger.model.policy.deposits import DepositProduct
from koperasi_ledger.model.policy.taxes import InterestTax
from koperasi_ledger.model.records import Deposit, InterestMonth, Member, Record
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import day_name
from koperasi_ledger.rules.deposit_terms import interest_up_to, maturity, next_due, penalty
from koperasi_ledger.rules.deposits import SavingsSide, Side, money_leg, require_open
from koperasi_ledger.rules.errors import (
    DepositInterestWaits,
    DepositIsPledged,
    DepositPayoutDiffers,
    EarlyBreakRefused,
    InterestGoesElsewhere,
    InterestNotDue,
    NothingToAccrue,
    NotMatured,
)
from koperasi_ledger.rules.savings import require_recipient
from koperasi_ledger.rules.taxes import withhold

_ZERO = Decimal(0)


class Settled(NamedTuple):
    """The interest up to a day and what follows from it, in rupiah; `month` is the tax month."""

    gross: Decimal
    tax: Decimal
    month: InterestMonth


def settle(
    deposit: Deposit,
    terms: DepositProduct,
    day: date,
    *,
    so_far: InterestMonth,
    tax: InterestTax | None,
    most: Decimal = _ZERO,
) -> Settled:
    """The interest up to `day` and its tax; `most` is what can be withheld beside the interest."""
    gross = interest_up_to(deposit, terms, day, cut=False)
    if not gross or tax is None:
        return Settled(gross, _ZERO, so_far)
    taken, after = withhold(tax, so_far, gross, gross + most)
    return Settled(gross, taken, after)


def _interest_legs(
    deposit: Deposit, made: Settled, accrued: Decimal, unit: str | None
) -> tuple[Posting, ...]:
    """Expense, what was accrued of it, and the tax; the member's part is the caller's."""
    return (
        Posting(DEPOSIT_INTEREST, made.gross - accrued, unit=unit),
        Posting(ACCRUED_DEPOSIT_INTEREST, accrued, deposit.member, unit, sub=deposit.number),
        Posting(INTEREST_TAX, -made.tax, deposit.member, unit),
    )


def pay_interest(
    event: DepositInterestPaid,
    deposit: Deposit,
    terms: DepositProduct,
    member: Member,
    side: Side | None,
    *,
    so_far: InterestMonth,
    tax: InterestTax,
) -> Change:
    """The interest that fell due: to savings, on the deposit itself, or in cash, less the tax.

    Raises:
        InterestNotDue: nothing falls due on that day, or something before it.
        InterestGoesElsewhere: cash is named where it is credited, or the other way round.
    """
    require_open(deposit)
    due = next_due(deposit, terms)
    if due is None or due != event.due:
        raise InterestNotDue(deposit.number, event.due, due)
    given = event.via is not None or event.clears is not None
    if given != (deposit.interest_to == "tunai"):
        raise InterestGoesElsewhere(deposit.number, deposit.interest_to)
    if given:
        require_recipient(member, event.recipient)
    most = _ZERO
    if isinstance(side, SavingsSide):
        most = max(side.account.balance - side.account.blocked, _ZERO)
    made = settle(deposit, terms, due, so_far=so_far, tax=tax, most=most)
    accrued = min(deposit.accrued, made.gross)
    net = made.gross - made.tax
    balance = deposit.balance
    records: tuple[Record, ...] = ()
    if side is None:
        balance += net
        leg = Posting(deposit.account, -net, member.number, event.unit, sub=deposit.number)
    else:
        leg, records = money_leg(event, side, -net, event.bank_ref)
    entry = None
    if made.gross:
        legs = (*_interest_legs(deposit, made, accrued, event.unit), leg)
        narration = f"Jasa {terms.name} {deposit.number} s.d. {day_name(due)}"
        entry = balanced(event.date, event.ref, narration, legs, policy=deposit.terms)
    after = deposit.updated(
        balance=balance,
        paid_to=due,
        interest=deposit.interest + made.gross,
        accrued=deposit.accrued - accrued,
        last=event.ref,
    )
    return Change(entry, (after, made.month, *records))


def accrue(event: DepositInterestAccrued, deposit: Deposit, terms: DepositProduct) -> Change:
    """Interest up to a month's end that is not due yet: an expense of the month it is borne in.

    What is accrued is cut down to the unit, so that it never exceeds what falls due.

    Raises:
        NothingToAccrue: by the product's terms, or because it was done already.
    """
    require_open(deposit)
    done = deposit.accrued_to is not None and event.date <= deposit.accrued_to
    target = interest_up_to(deposit, terms, event.date, cut=True)
    more = target - deposit.accrued
    if terms.recognition != "akrual" or done or more <= 0:
        raise NothingToAccrue(deposit.number, event.date)
    entry = balanced(
        event.date,
        event.ref,
        f"Akrual jasa {terms.name} {deposit.number} s.d. {day_name(event.date)}",
        (
            Posting(DEPOSIT_INTEREST, more, unit=event.unit),
            Posting(
                ACCRUED_DEPOSIT_INTEREST, -more, deposit.member, event.unit, sub=deposit.number
            ),
        ),
        policy=deposit.terms,
    )
    after = deposit.updated(accrued=target, accrued_to=event.date, last=event.ref)
    return Change(entry, (after,))


class Payout(NamedTuple):
    """What a deposit comes to when it is taken out on a day, in rupiah."""

    balance: Decimal
    interest: Settled
    forfeited: Decimal
    penalty: Decimal
    early: bool

    @property
    def net(self) -> Decimal:
        """What the member receives."""
        return self.balance + self.interest.gross - self.interest.tax - self.penalty


def work_out_payout(
    deposit: Deposit,
    terms: DepositProduct,
    day: date,
    *,
    so_far: InterestMonth,
    tax: InterestTax | None,
) -> Payout:
    """What the deposit comes to on a day: at maturity with its interest, before it at a cost.

    Raises:
        EarlyBreakRefused: it has not matured, and its terms let nobody break it.
        DepositInterestWaits: interest fell due before, which no break takes from the member.
    """
    require_open(deposit)
    end = maturity(deposit)
    if day >= end:
        made = settle(deposit, terms, end, so_far=so_far, tax=tax, most=deposit.balance)
        return Payout(deposit.balance, made, _ZERO, _ZERO, early=False)
    if terms.early is None:
        raise EarlyBreakRefused(deposit.number, terms.name, end)
    due = next_due(deposit, terms)
    if due is not None and due <= day:
        raise DepositInterestWaits(deposit.number, due)
    running = settle(deposit, terms, day, so_far=so_far, tax=tax, most=deposit.balance)
    forfeited = _ZERO
    if terms.early.running == "hangus":
        forfeited, running = running.gross, Settled(_ZERO, _ZERO, so_far)
    cost = penalty(deposit, terms, running.gross)
    cost = min(cost, deposit.balance + running.gross - running.tax)
    return Payout(deposit.balance, running, forfeited, cost, early=True)


def close(
    event: DepositClosed,
    deposit: Deposit,
    terms: DepositProduct,
    member: Member,
    side: Side,
    *,
    so_far: InterestMonth,
    tax: InterestTax | None,
) -> Change:
    """A deposit is paid out as a whole, in cash or into savings.

    Raises:
        DepositIsPledged: it secures something.
        NotMatured: before its maturity, and the event does not say so.
        DepositPayoutDiffers: the amount is another.
    """
    require_open(deposit)
    if deposit.pledge is not None:
        raise DepositIsPledged(deposit.number, deposit.pledge)
    require_recipient(member, event.recipient)
    end = maturity(deposit)
    if event.date < end and not event.early:
        raise NotMatured(deposit.number, event.date, end)
    made = work_out_payout(deposit, terms, event.date, so_far=so_far, tax=tax)
    if event.amount != made.net:
        raise DepositPayoutDiffers(deposit.number, event.amount, made.net)
    leg, records = money_leg(event, side, -event.amount, event.bank_ref)
    legs = (
        Posting(deposit.account, deposit.balance, member.number, event.unit, sub=deposit.number),
        *_interest_legs(deposit, made.interest, deposit.accrued, event.unit),
        Posting(FEE_INCOME, -made.penalty, unit=event.unit),
        leg,
    )
    word = " sebelum jatuh tempo" if made.early else ""
    narration = f"Pencairan {terms.name} {deposit.number}{word}"
    entry = balanced(event.date, event.ref, narration, legs, policy=deposit.terms)
    after = deposit.updated(
        balance=_ZERO,
        interest=deposit.interest + made.interest.gross,
        accrued=_ZERO,
        paid_to=max(deposit.paid_to, min(event.date, end)),
        status="cair",
        last=event.ref,
    )
    month = (made.interest.month,) if made.interest.gross else ()
    return Change(entry, (after, *month, *records))
