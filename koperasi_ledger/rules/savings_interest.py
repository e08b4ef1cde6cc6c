"""Interest on voluntary savings (jasa simpanan): of one month, for one member, with its tax.

Methods and day counts are those of Bank Indonesia's guide as quoted by published pages (cases
IS01, IS03, IS05): interest = balance x rate x days / 365 on the daily, average or lowest balance.
The terms in force on the month's last day hold for the whole month.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from koperasi_ledger.model.accounts import (
    FEE_INCOME,
    INTEREST_TAX,
    SAVINGS_INTEREST,
    VOLUNTARY,
)
from koperasi_ledger.model.entry import Entry, Posting, balanced
from koperasi_ledger.model.events import SavingsInterestPaid
from koperasi_ledger.model.money import allocate, from_sen, to_sen
from koperasi_ledger.model.policy.savings import SavingsInterest, SavingsProduct
from koperasi_ledger.model.records import (
    InterestMonth,
    Member,
    PolicySection,
    SavingsAccount,
    SavingsInterestRun,
)
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import last_day, month_name
from koperasi_ledger.rules.daycount import days_of_year, period_of_year
from koperasi_ledger.rules.errors import (
    InterestPaidAlready,
    MemberNotActive,
    MovementsForgotten,
    NoInterest,
    NotYetMember,
)
from koperasi_ledger.rules.periods import MONTH
from koperasi_ledger.rules.policies import savings_on
from koperasi_ledger.rules.rounding import rounded
from koperasi_ledger.rules.savings_moves import (
    Stretch,
    knows,
    months_kept,
    moved,
    stretches,
    taken_back,
)
from koperasi_ledger.rules.taxes import give_back, interest_tax_on, withhold

_ZERO = Decimal(0)


def rate_for(terms: SavingsInterest, balance: Fraction) -> Fraction:
    """The rate that a balance bears, as a part of one: its tier's, for the whole balance.

    Below the least balance that earns it is zero.
    """
    if balance <= 0 or balance < terms.minimum:
        return Fraction(0)
    rate = terms.rate or _ZERO
    for tier in terms.tiers:
        if balance >= tier.start:
            rate = tier.rate
    return Fraction(rate) / 100


def exact_interest(terms: SavingsInterest, days: Sequence[Stretch]) -> Fraction:
    """The interest of a month in rupiah, before it is rounded; `days` are the whole month.

    `harian` adds up the days, each at its own balance's rate. `rata-rata` and `terendah` take one
    balance for the month; with `30/360` the month is then a twelfth of the year, otherwise its
    days count.
    """
    if terms.method == "harian":
        return sum(
            (
                _bearing(part) * rate_for(terms, _bearing(part)) * _of_year(terms, part)
                for part in days
            ),
            Fraction(0),
        )
    if terms.method == "terendah":
        base = min(_bearing(part) for part in days)
    else:
        count = sum(part.days for part in days)
        base = sum((_bearing(part) * part.days for part in days), Fraction(0)) / count
    start, end = days[0].start, days[-1].end
    return base * rate_for(terms, base) * period_of_year(MONTH, terms.day_count, start, end)


def interest(terms: SavingsInterest, days: Sequence[Stretch]) -> Decimal:
    """The interest of a month in rupiah, rounded once as the terms say."""
    sen = exact_interest(terms, days) * 100
    return from_sen(rounded(sen, to_sen(terms.unit), terms.rounding))


def _bearing(part: Stretch) -> Fraction:
    """A balance as it bears interest: one below zero, by events dated late, bears none."""
    return Fraction(max(part.balance, _ZERO))


def _of_year(terms: SavingsInterest, part: Stretch) -> Fraction:
    return days_of_year(terms.day_count, part.start, part.end)


class AccountInterest(NamedTuple):
    """What a month brings one account, in rupiah: interest, less tax, less the monthly fee."""

    account: SavingsAccount
    name: str
    gross: Decimal
    tax: Decimal
    fee: Decimal

    @property
    def net(self) -> Decimal:
        """What the balance changes by."""
        return self.gross - self.tax - self.fee


class MemberInterest(NamedTuple):
    """What a month brings a member: by account, and the tax month afterwards."""

    lines: tuple[AccountInterest, ...]
    month: InterestMonth
    policy: str


def work_out(
    member: Member,
    accounts: Sequence[SavingsAccount],
    month: str,
    *,
    so_far: InterestMonth,
    savings: PolicySection,
    taxes: PolicySection,
) -> MemberInterest:
    """The interest, tax and fees of a member's savings for a month; no lines when there are none.

    Raises:
        NoPolicy: no savings policy, or interest without a tax policy.
        MovementsForgotten: an account no longer knows its balances of every day of the month.
    """
    day = last_day(month)
    terms = savings_on(savings, day)
    products = {product.key: product for product in terms.policy.products}
    bearing = [
        (account, products[account.product])
        for account in accounts
        if account.product in products and _is_charged(products[account.product])
    ]
    for account, product in bearing:
        if product.interest is not None and not knows(account, month):
            raise MovementsForgotten(member.number, product.name, month)
    gross = [
        interest(product.interest, tuple(stretches(account, month))) if product.interest else _ZERO
        for account, product in bearing
    ]
    tax, after = _ZERO, so_far
    if any(gross):
        free = [
            max(account.balance - account.blocked, _ZERO) + earned
            for (account, _), earned in zip(bearing, gross, strict=True)
        ]
        rule = interest_tax_on(taxes, day)
        tax, after = withhold(rule, so_far, sum(gross, _ZERO), sum(free, _ZERO))
        shares = _shares(tax, gross, free)
    else:
        shares = [_ZERO] * len(gross)
    lines = [
        AccountInterest(
            account, product.name, earned, share, _fee(account, product, earned - share)
        )
        for (account, product), earned, share in zip(bearing, gross, shares, strict=True)
    ]
    moving = tuple(line for line in lines if line.gross or line.fee or line.tax)
    return MemberInterest(moving, after, terms.ref)


def _is_charged(product: SavingsProduct) -> bool:
    return product.interest is not None or product.monthly_fee is not None


def _shares(tax: Decimal, gross: Sequence[Decimal], free: Sequence[Decimal]) -> list[Decimal]:
    """The tax by account: by what each earned; what that does not cover, from what is free."""
    total = sum(gross, _ZERO)
    if tax <= total:
        return list(allocate(tax, gross, Decimal("0.01")))
    shares = list(gross)
    left = tax - total
    for place, held in enumerate(free):
        more = min(left, held - shares[place])
        shares[place] += more
        left -= more
    return shares


def _fee(account: SavingsAccount, product: SavingsProduct, net: Decimal) -> Decimal:
    """The monthly fee: what the policy says, but never more than is there and free."""
    there = account.balance + net - account.blocked
    return min(product.monthly_fee or _ZERO, max(there, _ZERO))


def pay_interest(
    event: SavingsInterestPaid,
    member: Member,
    accounts: Sequence[SavingsAccount],
    *,
    run: SavingsInterestRun,
    so_far: InterestMonth,
    savings: PolicySection,
    taxes: PolicySection,
) -> Change:
    """A month's interest is credited to the member's savings, tax and fees are taken.

    Dr Beban jasa simpanan; Cr Simpanan sukarela; Dr Simpanan sukarela; Cr Utang PPh (savings-loans
    reference section 3).

    Raises:
        InterestPaidAlready: for this month, or a later one.
        MemberNotActive, NotYetMember: the member was none on the month's last day.
        NoInterest: there is nothing to credit or charge.
    """
    if run.through is not None and event.month <= run.through:
        raise InterestPaidAlready(member.number, event.month, run.through, run.ref or "")
    require_member_on(member, event.date)
    made = work_out(member, accounts, event.month, so_far=so_far, savings=savings, taxes=taxes)
    if not made.lines:
        raise NoInterest(member.number, event.month)
    legs = []
    records = []
    for line in made.lines:
        product = line.account.product
        for account, amount in (
            (VOLUNTARY, -line.gross),
            (VOLUNTARY, line.tax),
            (VOLUNTARY, line.fee),
        ):
            legs.append(Posting(account, amount, member.number, event.unit, sub=product))
        legs.append(Posting(SAVINGS_INTEREST, line.gross, unit=event.unit))
        legs.append(Posting(INTEREST_TAX, -line.tax, member.number, event.unit))
        legs.append(Posting(FEE_INCOME, -line.fee, unit=event.unit))
        keep = months_kept(savings, product)
        records.append(moved(line.account, event.date, line.net, keep))
    entry = balanced(
        event.date,
        event.ref,
        f"Jasa simpanan {month_name(event.month)} {member.number}",
        legs,
        policy=made.policy,
    )
    paid = run.updated(through=event.month, ref=event.ref)
    return Change(entry, (paid, made.month, *records))


def require_member_on(member: Member, day: date) -> None:
    """Refuses who was no member on a day, whatever became of them later.

    Raises:
        NotYetMember, MemberNotActive: so it was.
    """
    if day < member.joined:
        raise NotYetMember(member.number, day, member.joined)
    if member.left is not None and member.left <= day:
        raise MemberNotActive(member.number, member.status)


def undo_interest(
    event: SavingsInterestPaid,
    entry: Entry,
    *,
    accounts: Mapping[str, SavingsAccount],
    runs: tuple[SavingsInterestRun, SavingsInterestRun | None],
    now: InterestMonth,
    taxes: PolicySection,
) -> tuple[SavingsAccount | SavingsInterestRun | InterestMonth, ...] | None:
    """The records without a month's interest; None when something later rests on it.

    `accounts` are the member's by product, `runs` the run as it is and as it was before the event.
    """
    run, before = runs
    if run.ref != event.ref:
        return None
    changed = []
    for product, account in accounts.items():
        legs = [leg for leg in entry.postings if (leg.account, leg.sub) == (VOLUNTARY, product)]
        net = -sum((leg.amount for leg in legs), _ZERO)
        back = taken_back(account, event.date, net)
        if back.balance < max(back.blocked, _ZERO):
            return None
        changed.append(back)
    gross = sum((leg.amount for leg in entry.postings if leg.account == SAVINGS_INTEREST), _ZERO)
    tax = -sum((leg.amount for leg in entry.postings if leg.account == INTEREST_TAX), _ZERO)
    month = give_back(interest_tax_on(taxes, event.date), now, gross, tax) if gross else now
    if month is None:
        return None
    previous = before or SavingsInterestRun(member=event.member)
    return (*changed, previous, month)
