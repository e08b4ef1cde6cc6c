"""Sharing a year's SHU: pools by percentage, members by base, to the last rupiah.

    SHU 1.000, pools 40 % / 25 % by modal / 35 % by usaha, A-1 and A-2 with equal modal
    -> cadangan 400, jasa_modal 250 (A-1 125, A-2 125), jasa_usaha 350 (...)

Source: UU 25/1992 Ps. 45: SHU is what is left after all costs and taxes; after cadangan it is
shared in proportion to each member's jasa usaha, and for other needs, as the rapat anggota decides.

What is shared. With `share_non_member`, all of the SHU; otherwise only the part earned from
members, and the rest goes whole to the reserve or a fund, or among funds by percentages of its own
(the practice since UU 12/1967 Ps. 34(3)-(4); UU 25/1992 is silent). Percentages are of what is
shared.

Rounding, without `residue_to`: largest remainder, twice. Each pool, then each member of a pool,
gets the whole rupiah of the exact share; the rupiah left over go one each to the largest
remainders. Of equal remainders the pool listed first, and the member with the smaller number (A-9
before A-10), comes first; so the order of the members changes nobody's share. Sen of the SHU go to
the first fund: pools of members are whole rupiah.

Rounding, with `residue_to`: every other pool is rounded to the nearest rupiah, halves up; members'
shares are rounded down to a multiple of `unit`; the fund takes all that is left.

A pool of which nobody has any base goes whole to `empty_to`. A member whose shares together are
less than `minimum` gets none, and `residue_to` takes them; the others' shares do not change.

Either way Σ members = pool and Σ pools = what is shared, exactly.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal, Inexact
from fractions import Fraction

from koperasi_ledger.model.errors import Refusals
from koperasi_ledger.model.money import allocate, from_sen, round_to, to_sen
from koperasi_ledger.model.shu import Participant, Plan, Pool, Surplus
from koperasi_ledger.rules.shu_errors import FundTooSmall
from koperasi_ledger.rules.shu_mistakes import (
    base_mistakes,
    exact_sum,
    funds_of,
    member_mistakes,
    non_member_percents,
    plan_mistakes,
    shared_of,
    surplus_mistakes,
)

_ZERO = Decimal(0)
_RUPIAH = Decimal(1)
_DIGITS = re.compile(r"([0-9]+)")
# Sums and products here are finite decimals; should one not fit, that is a fault, not a rounding.
_EXACT = Context(prec=200, traps=[Inexact])


@dataclass(frozen=True, slots=True)
class PoolShare:
    """What one pool receives, and why.

    `exact`: percentage of what is shared, unrounded. `allotted`: the same in whole rupiah, which
    the members of the pool share. `amount`: what the pool holds in the end; it differs from
    `allotted` only where rounding residue moved to a fund. `base_total`: Σ base of all members.
    `shares`: each member's share, in the order the members were given; empty for a fund.
    `from_others`: what a fund gets besides, of the SHU earned from non-members.
    """

    pool: Pool
    exact: Decimal
    allotted: Decimal
    amount: Decimal
    base_total: Decimal = _ZERO
    shares: tuple[Decimal, ...] = ()
    from_others: Decimal = _ZERO

    @property
    def received(self) -> Decimal:
        """All that the pool gets, of either part of the SHU."""
        return from_sen(to_sen(self.amount) + to_sen(self.from_others))

    @property
    def rate(self) -> Fraction:
        """Rupiah per unit of the base, exact; zero where there is nothing to share by."""
        return (
            Fraction(self.allotted) / Fraction(self.base_total) if self.base_total else Fraction()
        )


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A member's share of one pool: her base, rupiah per unit of it, and what she receives."""

    pool: str
    base: Decimal
    rate: Fraction
    amount: Decimal

    @property
    def exact(self) -> Fraction:
        """The share before rounding."""
        return self.rate * Fraction(self.base)


@dataclass(frozen=True, slots=True)
class Slip:
    """What a member receives: a line for each pool shared among members, and their sum."""

    number: str
    lines: tuple[SlipLine, ...]
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Distribution:
    """A shared SHU that explains itself.

    `shared` + `withheld` = the SHU; `withheld` is the non-member part that is not shared with
    members. Σ `pools[].amount` = `shared`. Where the plan shares the other part among its funds, Σ
    `pools[].from_others` = `withheld`; else it goes whole to `plan.non_member_to`.
    """

    surplus: Surplus
    plan: Plan
    shared: Decimal
    withheld: Decimal
    pools: tuple[PoolShare, ...]
    members: tuple[Participant, ...]

    def member_pools(self) -> tuple[PoolShare, ...]:
        """The pools that are shared among members, in the plan's order."""
        return tuple(share for share in self.pools if share.pool.purpose == "anggota")

    def others(self) -> tuple[PoolShare, ...]:
        """The funds that share the part earned from non-members; none: it goes whole to one."""
        return tuple(share for share in self.pools if share.pool.non_member_percent is not None)

    def slips(self) -> Iterator[Slip]:
        """Each member's slip, in the order the members were given."""
        pools = [(share, share.pool.base or "", share.rate) for share in self.member_pools()]
        for place, member in enumerate(self.members):
            lines = tuple(
                SlipLine(share.pool.name, member.bases.get(base, _ZERO), rate, share.shares[place])
                for share, base, rate in pools
            )
            yield Slip(member.number, lines, exact_sum(line.amount for line in lines))


def distribute(
    surplus: Surplus,
    plan: Plan,
    members: Sequence[Participant],
    *,
    none_for_members: bool = False,
) -> Distribution:
    """Share `surplus` by `plan` among the pools and `members`.

    An SHU that is all from non-members, of whom the plan gives members nothing, is only shared with
    `none_for_members`: a meeting has to decide on it too, for who asks what there is to share it
    is most likely a mistake.

    Raises:
        Refusals: the plan, the amounts or the members cannot be shared by; all reasons are listed.
    """
    mistakes = [
        *surplus_mistakes(surplus, plan, none_for_members=none_for_members),
        *plan_mistakes(plan),
        *member_mistakes(members),
        *base_mistakes(plan.pools, members, plan.empty_to),
    ]
    if mistakes:
        raise Refusals(mistakes)
    shared = shared_of(surplus, plan)
    withheld = _minus(surplus.total, shared)
    pools = [
        _among_members(share, members, plan) if share.pool.purpose == "anggota" else share
        for share in _among_pools(shared, plan)
    ]
    pools = _without_small(_with_empty(pools, plan), plan.minimum)
    return Distribution(
        surplus=surplus,
        plan=plan,
        shared=shared,
        withheld=withheld,
        pools=_with_others(_with_residue(pools, plan, shared), plan, withheld),
        members=tuple(members),
    )


# The sharing itself.


def _among_pools(shared: Decimal, plan: Plan) -> list[PoolShare]:
    """The pools with what each is allotted; Σ allotted = `shared`."""
    taker = plan.residue_to or next(iter(funds_of(plan)), None)
    allotted = _divided(
        shared,
        {pool.name: pool.percent for pool in plan.pools},
        taker,
        nearest=plan.residue_to is not None,
    )
    return [
        PoolShare(pool, _part(shared, pool.percent), allotted[pool.name], allotted[pool.name])
        for pool in plan.pools
    ]


def _divided(
    amount: Decimal, percents: Mapping[str, Decimal], taker: str | None, *, nearest: bool
) -> dict[str, Decimal]:
    """An amount in whole rupiah by percentages that add up to 100; `taker` gets sen and residue.

    Raises:
        Refusals: rounding the others to the nearest rupiah takes more than the taker has.
    """
    if nearest:
        shares = [round_to(_part(amount, each), _RUPIAH, "dekat") for each in percents.values()]
    else:
        # Sen, if any, were given to one pool; they are left here for the taker.
        shares = [
            round_to(share, _RUPIAH, "bawah") for share in allocate(amount, list(percents.values()))
        ]
    found = dict(zip(percents, shares, strict=True))
    if taker is not None:
        found[taker] = exact_sum((found[taker], _minus(amount, exact_sum(shares))))
        if found[taker] < 0:
            raise Refusals([FundTooSmall(taker, found[taker])])
    return found


def _part(amount: Decimal, percent: Decimal) -> Decimal:
    """So many percent of an amount, exact."""
    return _EXACT.multiply(amount, percent).scaleb(-2, _EXACT)


def _among_members(share: PoolShare, members: Sequence[Participant], plan: Plan) -> PoolShare:
    """The pool with each member's share."""
    base = share.pool.base or ""
    sizes = [member.bases.get(base, _ZERO) for member in members]
    total = exact_sum(sizes)
    if total == 0 or share.allotted == 0:
        shares = [_ZERO] * len(sizes)
    elif plan.residue_to is None:
        # allocate prefers the earlier of equal remainders: by number, so that no list order counts.
        order = sorted(range(len(sizes)), key=lambda place: _rank(members[place].number))
        shares = [_ZERO] * len(sizes)
        amounts = allocate(share.allotted, [sizes[place] for place in order])
        for place, amount in zip(order, amounts, strict=True):
            shares[place] = amount
    else:
        shares = _rounded_down(share.allotted, sizes, total, plan.unit)
    return PoolShare(
        share.pool, share.exact, share.allotted, exact_sum(shares), total, tuple(shares)
    )


def _rank(number: str) -> tuple[list[str | int], str]:
    """The place of a member's number among others as people count: A-9 before A-10 before B-1."""
    parts: list[str | int] = [
        int(part) if place % 2 else part for place, part in enumerate(_DIGITS.split(number))
    ]
    return parts, number


def _rounded_down(
    pool: Decimal, sizes: Sequence[Decimal], total: Decimal, unit: Decimal
) -> list[Decimal]:
    """Each size's part of the pool, down to a multiple of `unit` (all whole rupiah)."""
    step = int(unit)
    numerator, denominator = total.as_integer_ratio()
    pool_sen = to_sen(pool) * denominator
    divisor = numerator * 100 * step
    shares = []
    for size in sizes:
        top, bottom = size.as_integer_ratio()
        shares.append(Decimal(pool_sen * top // (divisor * bottom) * step))
    return shares


def _with_empty(pools: Sequence[PoolShare], plan: Plan) -> list[PoolShare]:
    """The pools, with those of which nobody has any base moved whole to the fund for them."""
    empty = exact_sum(
        share.allotted
        for share in pools
        if share.pool.purpose == "anggota" and not share.base_total
    )
    if not empty:
        return list(pools)
    return [
        PoolShare(share.pool, share.exact, share.allotted, exact_sum((share.amount, empty)))
        if share.pool.name == plan.empty_to
        else share
        for share in pools
    ]


def _without_small(pools: Sequence[PoolShare], minimum: Decimal) -> list[PoolShare]:
    """The pools without the shares of members who get less than `minimum` from all together."""
    columns = [share.shares for share in pools if share.shares]
    if not minimum or not columns:
        return list(pools)
    kept = [exact_sum(row) >= minimum for row in zip(*columns, strict=True)]
    cut = []
    for share in pools:
        if not share.shares:
            cut.append(share)
            continue
        left = tuple(
            amount if keep else _ZERO for amount, keep in zip(share.shares, kept, strict=True)
        )
        cut.append(
            PoolShare(
                share.pool, share.exact, share.allotted, exact_sum(left), share.base_total, left
            )
        )
    return cut


def _with_residue(pools: Sequence[PoolShare], plan: Plan, shared: Decimal) -> tuple[PoolShare, ...]:
    """The pools, with what rounding the members' shares left moved to the fund for it."""
    left = _minus(shared, exact_sum(share.amount for share in pools))
    return tuple(
        PoolShare(share.pool, share.exact, share.allotted, exact_sum((share.amount, left)))
        if share.pool.name == plan.residue_to
        else share
        for share in pools
    )


def _with_others(
    pools: tuple[PoolShare, ...], plan: Plan, withheld: Decimal
) -> tuple[PoolShare, ...]:
    """The pools, the funds with their part of the SHU earned from others where the plan shares it.

    Rounded as the pools are: largest remainder, or to the nearest rupiah if the fund for the
    residue takes part.
    """
    percents = non_member_percents(plan)
    if not withheld or not percents:
        return pools
    nearest = plan.residue_to in percents
    taker = plan.residue_to if nearest else next(iter(percents))
    parts = _divided(withheld, percents, taker, nearest=nearest)
    return tuple(replace(share, from_others=parts.get(share.pool.name, _ZERO)) for share in pools)


def _minus(larger: Decimal, smaller: Decimal) -> Decimal:
    """The difference of two amounts of rupiah, canonical."""
    return from_sen(to_sen(larger) - to_sen(smaller))
