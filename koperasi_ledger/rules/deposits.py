"""Deposits for a fixed term: placed, borne interest, accrued, renewed, paid out, pledged.

Simpanan berjangka is a liability (ministry chart 2112; 2210 for terms of more than a year), its
interest an expense (5120), with PPh final withheld as on all savings (PP 15/2009).
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from koperasi_ledger.model.accounts import (
    ACCRUED_DEPOSIT_INTEREST,
    DEPOSIT_INTEREST,
    FEE_INCOME,
    INTEREST_TAX,
    VOLUNTARY,
    Account,
)
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events import (
    DepositClosed,
    DepositInterestAccrued,
    DepositInterestPaid,
    DepositPlaced,
    DepositPledged,
    DepositRenewed,
    DepositTakenOver,
    DepositUnpledged,
    Event,
)
from koperasi_ledger.model.policy.deposits import DepositProduct
from koperasi_ledger.model.policy.taxes import InterestTax
from koperasi_ledger.model.records import (
    Deposit,
    InterestMonth,
    Member,
    PolicySection,
    Record,
    SavingsAccount,
)
from koperasi_ledger.model.records.deposits import account_of
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import day_name
from koperasi_ledger.rules.deposit_terms import (
    interest_up_to,
    maturity,
    next_due,
    penalty,
    product_on,
    rate_of,
)
from koperasi_ledger.rules.errors import (
    BalanceTooLow,
    ControlAccount,
    DepositExists,
    DepositInterestWaits,
    DepositIsPledged,
    DepositNotActive,
    DepositNotPledged,
    DepositPayoutDiffers,
    DepositTooSmall,
    EarlyBreakRefused,
    InterestGoesElsewhere,
    InterestNotDue,
    NothingToAccrue,
    NotMatured,
    RenewalTooEarly,
)
from koperasi_ledger.rules.money_side import MoneySide, move
from koperasi_ledger.rules.policies import product_held
from koperasi_ledger.rules.savings import require_active, require_free, require_recipient
from koperasi_ledger.rules.savings_moves import months_kept, moved
from koperasi_ledger.rules.taxes import withhold

_ZERO = Decimal(0)


class SavingsSide(NamedTuple):
    """Money that comes from, or goes to, a voluntary savings account of the same member."""

    account: SavingsAccount
    member: Member
    section: PolicySection


Side: TypeAlias = MoneySide | SavingsSide


class Settled(NamedTuple):
    """The interest up to a day and what follows from it, in rupiah; `month` is the tax month."""

    gross: Decimal
    tax: Decimal
    month: InterestMonth


def _pay(
    event: Event, side: Side, amount: Decimal, bank_ref: str | None
) -> tuple[Posting, tuple[Record, ...]]:
    """The money leg, positive when the cooperative receives it, and the records it changes.

    Raises:
        BalanceTooLow, SavingsAreBlocked: the savings account holds less, or less is free.
    """
    if not isinstance(side, SavingsSide):
        return move(event, side, amount, bank_ref)
    account = side.account
    product = product_held(side.section, account.product, event.date)
    if amount > 0:
        minimum = product.minimum_balance if side.member.status == "aktif" else _ZERO
        if account.balance - amount < minimum:
            raise BalanceTooLow(side.member.number, product.name, amount, account.balance, minimum)
        require_free(account, amount, minimum)
    after = moved(account, event.date, -amount, months_kept(side.section, product.key))
    leg = Posting(VOLUNTARY, amount, side.member.number, sub=product.key)
    return leg, (after,)


def place(
    event: DepositPlaced,
    known: Deposit | None,
    member: Member,
    side: Side,
    section: PolicySection,
) -> Change:
    """Money is placed for a term; rate and terms are fixed by the policy of the day.

    Raises:
        DepositExists, DepositTooSmall, UnknownDepositProduct, UnknownDepositTerm.
    """
    if known is not None:
        raise DepositExists(event.number, known.member)
    require_active(member, event.date)
    product, terms = product_on(section, event.product, event.date)
    rate = rate_of(product, event.months)
    if event.amount < product.minimum:
        raise DepositTooSmall(product.name, event.amount, product.minimum)
    account = account_of(event.months)
    leg, records = _pay(event, side, event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Penempatan {product.name} {event.number} {member.number}",
        (leg, Posting(account, -event.amount, member.number, event.unit, sub=event.number)),
        policy=terms,
    )
    deposit = Deposit(
        number=event.number,
        member=member.number,
        product=product.key,
        placed=event.date,
        start=event.date,
        months=event.months,
        rate=rate,
        terms=terms,
        principal=event.amount,
        balance=event.amount,
        rollover=event.rollover,
        interest_to=event.interest_to,
        interest_product=event.interest_product,
        paid_to=event.date,
        account=account,
        last=event.ref,
    )
    return Change(entry, (deposit, *records))


def take_over(
    event: DepositTakenOver,
    known: Deposit | None,
    member: Member,
    account: Account,
    section: PolicySection,
) -> Change:
    """A deposit of the old books: its amount moves from the account that carried it.

    Its dates and rate are those of the old certificate, all else is the product's of the day.

    Raises:
        DepositExists, UnknownDepositProduct.
        ControlAccount: the account is a sub-ledger's own.
    """
    if known is not None:
        raise DepositExists(event.number, known.member)
    require_active(member, event.date)
    if account.control:
        raise ControlAccount(account.name)
    product, terms = product_on(section, event.product, event.date)
    held = account_of(event.months)
    entry = balanced(
        event.date,
        event.ref,
        f"Pengambilalihan {product.name} {event.number} {member.number}",
        (
            Posting(account.name, event.amount),
            Posting(held, -event.amount, member.number, sub=event.number),
        ),
        policy=terms,
    )
    deposit = Deposit(
        number=event.number,
        member=member.number,
        product=product.key,
        placed=event.started,
        start=event.started,
        months=event.months,
        rate=event.rate,
        terms=terms,
        principal=event.amount,
        balance=event.amount,
        rollover=event.rollover,
        interest_to=event.interest_to,
        interest_product=event.interest_product,
        paid_to=event.paid_to or event.started,
        account=held,
        last=event.ref,
    )
    return Change(entry, (deposit,))


def require_open(deposit: Deposit) -> None:
    """Refuses a deposit that was paid out or whose placement was reversed.

    Raises:
        DepositNotActive: so it is.
    """
    if deposit.status != "aktif":
        raise DepositNotActive(deposit.number, deposit.status)


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
        leg, records = _pay(event, side, -net, event.bank_ref)
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


def renew(
    event: DepositRenewed, deposit: Deposit, terms: DepositProduct, section: PolicySection
) -> Change:
    """A matured deposit begins a new term on the day the old one ended (ARO, or by wish).

    Raises:
        RenewalTooEarly: it has not matured, or interest is not paid yet.
        UnknownDepositProduct, UnknownDepositTerm: it is no longer offered.
    """
    require_open(deposit)
    end, due = maturity(deposit), next_due(deposit, terms)
    if event.date < end or due is not None:
        late = due if due is not None and due <= event.date else None
        raise RenewalTooEarly(deposit.number, end, late)
    months = event.months or deposit.months
    product, ref = product_on(section, deposit.product, end)
    account = account_of(months)
    entry = None
    if account != deposit.account:
        legs = (
            Posting(deposit.account, deposit.balance, deposit.member, sub=deposit.number),
            Posting(account, -deposit.balance, deposit.member, sub=deposit.number),
        )
        entry = balanced(event.date, event.ref, f"Perpanjangan {deposit.number}", legs, policy=ref)
    after = deposit.updated(
        start=end,
        months=months,
        rate=rate_of(product, months),
        terms=ref,
        principal=deposit.balance,
        paid_to=end,
        renewals=deposit.renewals + 1,
        account=account,
        last=event.ref,
    )
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
    leg, records = _pay(event, side, -event.amount, event.bank_ref)
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


def pledge(event: DepositPledged, deposit: Deposit) -> Change:
    """The deposit secures something, such as a loan: it is not paid out until released.

    Raises:
        DepositIsPledged: it does so already.
    """
    require_open(deposit)
    if deposit.pledge is not None:
        raise DepositIsPledged(deposit.number, deposit.pledge)
    return Change(None, (deposit.updated(pledge=event.reason, loan=event.loan, last=event.ref),))


def unpledge(event: DepositUnpledged, deposit: Deposit) -> Change:
    """The deposit is free again.

    Raises:
        DepositNotPledged: it was not pledged.
    """
    require_open(deposit)
    if deposit.pledge is None:
        raise DepositNotPledged(deposit.number)
    return Change(None, (deposit.updated(pledge=None, loan=None, last=event.ref),))
