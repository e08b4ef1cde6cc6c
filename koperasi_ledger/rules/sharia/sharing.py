"""Crediting a month's profit to mudharabah savings, and gifts to wadiah savings, with their tax.

PPh 4(2) treats both as interest (PP 25/2009: income of sharia business is taxed as its
conventional likeness), so they share the month's limit with it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from koperasi_ledger.model.accounts import (
    INTEREST_TAX,
    PROFIT_SHARED,
    SHARED_PROFIT,
    VOLUNTARY,
    WADIAH_GIFTS,
)
from koperasi_ledger.model.entry import Entry, Posting, balanced
from koperasi_ledger.model.events.sharing import (
    ProfitPoolClosed,
    SavingsBonusGiven,
    SavingsProfitShared,
)
from koperasi_ledger.model.money import allocate, from_sen
from koperasi_ledger.model.policy.savings import SavingsPolicy
from koperasi_ledger.model.policy.sharia import ProfitSharing, ShariaPolicy
from koperasi_ledger.model.records import InterestMonth, Member, PolicySection, SavingsAccount
from koperasi_ledger.model.records.sharing import PoolPart, ProfitCredited, ProfitPool
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import month_name
from koperasi_ledger.rules.errors.sharing import (
    NoPool,
    NothingToShare,
    NotShariaProduct,
    PoolExists,
    ShareDiffers,
    ShareTwice,
)
from koperasi_ledger.rules.policies import bodies, body_on, in_force
from koperasi_ledger.rules.rounding import rounded
from koperasi_ledger.rules.savings_interest import require_member_on
from koperasi_ledger.rules.savings_moves import months_kept, moved, taken_back
from koperasi_ledger.rules.sharia.pool import divide, exact_share, weight
from koperasi_ledger.rules.taxes import give_back, interest_tax_on, withhold

_ZERO = Decimal(0)


def sharing_on(section: PolicySection, day: date) -> ProfitSharing:
    """The rule of profit sharing in force.

    Raises:
        NoPolicy: there is none.
    """
    return in_force(section, ShariaPolicy, "syariah", day)[0].sharing


def require_akad(savings: PolicySection, key: str, akad: str, day: date) -> None:
    """Refuses a savings product that is not of this akad, now or in an earlier policy.

    Raises:
        NotShariaProduct.
    """
    now = body_on(savings, SavingsPolicy, day)
    policies = [now] if now is not None else []
    for policy in (*policies, *bodies(savings, SavingsPolicy)):
        for product in policy.products:
            if product.key == key:
                if product.akad != akad:
                    raise NotShariaProduct(key, akad)
                return
    raise NotShariaProduct(key, akad)


def close_pool(
    event: ProfitPoolClosed,
    known: ProfitPool | None,
    income: Decimal,
    accounts: Sequence[SavingsAccount],
    *,
    sharia: PolicySection,
    savings: PolicySection,
) -> Change:
    """What of a month's `income` belongs to the savers; Dr Beban bagi hasil, Cr belum dibagikan.

    `accounts` are the savings of all who were members on the month's last day.

    Raises:
        PoolExists, NoPolicy, NotShariaProduct, NothingToShare, MovementsForgotten.
    """
    if known is not None:
        raise PoolExists(event.month)
    policy = sharing_on(sharia, event.date)
    for product in policy.products:
        require_akad(savings, product.key, "mudharabah", event.date)
    parts = tuple(each.part for each in divide(policy, income, accounts, event.month))
    total = sum((part.total for part in parts), _ZERO)
    if not total:
        raise NothingToShare(event.month, income)
    legs = [Posting(PROFIT_SHARED, total, None, event.unit)]
    legs += [
        Posting(SHARED_PROFIT, -part.total, sub=f"{event.month}:{part.product}") for part in parts
    ]
    what = f"Bagi hasil simpanan {month_name(event.month)}"
    entry = balanced(event.date, event.ref, what, legs)
    return Change(entry, (ProfitPool(month=event.month, income=income, parts=parts),))


class Saver(NamedTuple):
    """A member with what crediting needs: accounts by product, and the month's interest so far."""

    member: Member
    accounts: Mapping[str, SavingsAccount]
    so_far: InterestMonth


def share(
    event: SavingsProfitShared,
    pool: ProfitPool | None,
    done: ProfitCredited | None,
    saver: Saver,
    *,
    sharia: PolicySection,
    savings: PolicySection,
    taxes: PolicySection,
) -> Change:
    """A member's shares are credited, less tax; each is held against the balances of the month.

    Dr belum dibagikan, Cr Simpanan; Dr Simpanan, Cr Utang PPh.

    Raises:
        NoPool, ShareTwice, ShareDiffers, NotYetMember, MemberNotActive, MovementsForgotten.
    """
    if pool is None:
        raise NoPool(event.month)
    if done is not None and done.ref is not None:
        raise ShareTwice(event.member, event.month, done.ref)
    require_member_on(saver.member, event.date)
    products = {each.key: each for each in sharing_on(sharia, event.date).products}
    parts = {part.product: part for part in pool.parts}
    for each in event.shares:
        part, product = parts.get(each.product), products.get(each.product)
        if part is None or product is None:
            raise NotShariaProduct(each.product, "mudharabah")
        heavy = weight(saver.accounts[each.product], product, event.month)
        exact = exact_share(part, heavy)
        if abs(Fraction(each.amount) - exact) >= 1 or each.amount > part.remaining:
            shown = from_sen(rounded(exact * 100, 1, "half-up"))
            raise ShareDiffers(event.member, each.product, event.month, each.amount, shown)
        parts[each.product] = part.updated(remaining=part.remaining - each.amount)
    gains = {each.product: each.amount for each in event.shares}
    legs = [
        Posting(SHARED_PROFIT, amount, sub=f"{event.month}:{key}") for key, amount in gains.items()
    ]
    credited, records = _credit(event, gains, saver, savings=savings, taxes=taxes)
    what = f"Bagi hasil simpanan {month_name(event.month)} {event.member}"
    entry = balanced(event.date, event.ref, what, [*legs, *credited])
    mark = ProfitCredited(month=event.month, member=event.member, ref=event.ref)
    now = pool.updated(parts=tuple(parts[part.product] for part in pool.parts))
    return Change(entry, (now, mark, *records))


def give_bonus(
    event: SavingsBonusGiven, saver: Saver, *, savings: PolicySection, taxes: PolicySection
) -> Change:
    """A gift on wadiah savings; nobody may have promised it (fatwa DSN-MUI 2/2000).

    Raises:
        NotShariaProduct, NotYetMember, MemberNotActive, NoPolicy.
    """
    require_akad(savings, event.product, "wadiah", event.date)
    require_member_on(saver.member, event.date)
    legs, records = _credit(
        event, {event.product: event.amount}, saver, savings=savings, taxes=taxes
    )
    what = f"Bonus simpanan {event.product} {event.member}"
    gift = Posting(WADIAH_GIFTS, event.amount, None, event.unit)
    return Change(balanced(event.date, event.ref, what, [gift, *legs]), records)


def _credit(
    event: SavingsProfitShared | SavingsBonusGiven,
    gains: Mapping[str, Decimal],
    saver: Saver,
    *,
    savings: PolicySection,
    taxes: PolicySection,
) -> tuple[list[Posting], tuple[SavingsAccount | InterestMonth, ...]]:
    """Credits gains to a member's savings and withholds their tax, each account its part."""
    gross = sum(gains.values(), _ZERO)
    tax, after = withhold(interest_tax_on(taxes, event.date), saver.so_far, gross, gross)
    parts = allocate(tax, list(gains.values()), Decimal("0.01"))
    legs, records = [], []
    for (key, amount), taken in zip(gains.items(), parts, strict=True):
        legs.append(Posting(VOLUNTARY, -amount, event.member, sub=key))
        legs.append(Posting(VOLUNTARY, taken, event.member, sub=key))
        keep = months_kept(savings, key)
        records.append(moved(saver.accounts[key], event.date, amount - taken, keep))
    legs.append(Posting(INTEREST_TAX, -tax, event.member))
    return legs, (*records, after)


def undo(
    event: SavingsProfitShared | SavingsBonusGiven,
    entry: Entry,
    saver: Saver,
    pool: ProfitPool | None,
    *,
    taxes: PolicySection,
) -> tuple[SavingsAccount | InterestMonth | ProfitPool | ProfitCredited, ...] | None:
    """The records without the credit; None when the money was used, or later tax rests on it."""
    changed: list[SavingsAccount | InterestMonth | ProfitPool | ProfitCredited] = []
    gross = tax = _ZERO
    for key, account in saver.accounts.items():
        legs = [leg for leg in entry.postings if (leg.account, leg.sub) == (VOLUNTARY, key)]
        gain = -sum((leg.amount for leg in legs if leg.amount < 0), _ZERO)
        taken = sum((leg.amount for leg in legs if leg.amount > 0), _ZERO)
        gross, tax = gross + gain, tax + taken
        back = taken_back(account, event.date, gain - taken)
        if back.balance < max(back.blocked, _ZERO):
            return None
        changed.append(back)
    month = give_back(interest_tax_on(taxes, event.date), saver.so_far, gross, tax)
    if month is None:
        return None
    changed.append(month)
    if isinstance(event, SavingsProfitShared) and pool is not None:
        shares = {each.product: each.amount for each in event.shares}
        parts = tuple(_without(part, shares.get(part.product, _ZERO)) for part in pool.parts)
        changed += [
            pool.updated(parts=parts),
            ProfitCredited(month=event.month, member=event.member),
        ]
    return tuple(changed)


def _without(part: PoolPart, amount: Decimal) -> PoolPart:
    return part.updated(remaining=part.remaining + amount)
