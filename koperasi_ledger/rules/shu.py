"""Sharing a year's SHU: pools by percentage, members by base, to the last rupiah.

    SHU 1.000, pools 40 % / 25 % by modal / 35 % by usaha, A-1 and A-2 with equal modal
    -> cadangan 400, jasa_modal 250 (A-1 125, A-2 125), jasa_usaha 350 (...)

Source: UU 25/1992 Ps. 45: SHU is what is left after all costs and taxes; after cadangan it is
shared in proportion to each member's jasa usaha, and for other needs, as the rapat anggota decides.

What is shared. With `share_non_member`, all of the SHU; otherwise only the part earned from
members, and the rest goes whole to the reserve or a fund (the practice since UU 12/1967; UU 25/1992
is silent). Percentages are of what is shared.

Rounding, without `residue_to`: largest remainder, twice. Each pool, then each member of a pool,
gets the whole rupiah of the exact share; the rupiah left over go one each to the largest
remainders. Of equal remainders the pool listed first, and the member whose number sorts first as
text, comes first; so the order of the members changes nobody's share. Sen of the SHU go to the
first fund: pools of members are whole rupiah.

Rounding, with `residue_to`: every other pool is rounded to the nearest rupiah, halves up; members'
shares are rounded down to a multiple of `unit`; the fund takes all that is left.

A pool of which nobody has any base goes whole to `empty_to`. A member whose shares together are
less than `minimum` gets none, and `residue_to` takes them; the others' shares do not change.

Either way Σ members = pool and Σ pools = what is shared, exactly.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from fractions import Fraction

from koperasi_ledger.model.errors import Refusals
from koperasi_ledger.model.money import allocate, from_sen, round_to, to_sen
from koperasi_ledger.model.shu import Participant, Plan, Pool, Surplus
from koperasi_ledger.rules.shu_errors import FundTooSmall
from koperasi_ledger.rules.shu_mistakes import (
    base_mistakes,
    exact_sum,
    member_mistakes,
    plan_mistakes,
    shared_of,
    surplus_mistakes,
)

_ZERO = Decimal(0)
_RUPIAH = Decimal(1)
# Sums and products here are finite decimals; should one not fit, that is a fault, not a rounding.
_EXACT = Context(prec=200, traps=[Inexact])


@dataclass(frozen=True, slots=True)
class PoolShare:
    """What one pool receives, and why.

    `exact`: percentage of what is shared, unrounded. `allotted`: the same in whole rupiah, which
    the members of the pool share. `amount`: what the pool holds in the end; it differs from
    `allotted` only where rounding residue moved to a fund. `base_total`: Σ base of all members.
    `shares`: each member's share, in the order the members were given; empty for a fund.
    """

    pool: Pool
    exact: Decimal
    allotted: Decimal
    amount: Decimal
    base_total: Decimal = _ZERO
    shares: tuple[Decimal, ...] = ()

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

    `shared` + `withheld` = the SHU; `withheld` is the non-member part that is not shared and goes
    to `plan.non_member_to`. Σ `pools[].amount` = `shared`.
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

    def slips(self) -> Iterator[Slip]:
        """Each member's slip, in the order the members were given."""
        pools = [(share, share.pool.base or "", share.rate) for share in self.member_pools()]
        for place, member in enumerate(self.members):
            lines = tuple(
                SlipLine(share.pool.name, member.bases.get(base, _ZERO), rate, share.shares[place])
                for share, base, rate in pools
            )
            yield Slip(member.number, lines, exact_sum(line.amount for line in lines))


def distribute(surplus: Surplus, plan: Plan, members: Sequence[Participant]) -> Distribution:
    """Share `surplus` by `plan` among the pools and `members`.

    Raises:
        Refusals: the plan, the amounts or the members cannot be shared by; all reasons are listed.
    """
    mistakes = [
        *surplus_mistakes(surplus, plan),
        *plan_mistakes(plan),
        *member_mistakes(members),
        *base_mistakes(plan.pools, members, plan.empty_to),
    ]
    if mistakes:
        raise Refusals(mistakes)
    shared = shared_of(surplus, plan)
    pools = [
        _among_members(share, members, plan) if share.pool.purpose == "anggota" else share
        for share in _among_pools(shared, plan)
    ]
    pools = _without_small(_with_empty(pools, plan), plan.minimum)
    return Distribution(
        surplus=surplus,
        plan=plan,
        shared=shared,
        withheld=_minus(surplus.total, shared),
        pools=_with_residue(pools, plan, shared),
        members=tuple(members),
    )


# The sharing itself.


def _among_pools(shared: Decimal, plan: Plan) -> list[PoolShare]:
    """The pools with what each is allotted; Σ allotted = `shared`."""
    exact = [_EXACT.multiply(shared, pool.percent).scaleb(-2, _EXACT) for pool in plan.pools]
    if plan.residue_to is None:
        shares = allocate(shared, [pool.percent for pool in plan.pools])
        # Sen, if any, were given to one pool; they are left here for the first fund.
        allotted = [round_to(share, _RUPIAH, "bawah") for share in shares]
        taker = next((pool.name for pool in plan.pools if pool.purpose == "dana"), None)
    else:
        allotted = [round_to(amount, _RUPIAH, "dekat") for amount in exact]
        taker = plan.residue_to
    left = _minus(shared, exact_sum(allotted))
    for place, pool in enumerate(plan.pools):
        if pool.name == taker:
            allotted[place] = exact_sum((allotted[place], left))
            if allotted[place] < 0:
                raise Refusals([FundTooSmall(pool.name, allotted[place])])
    return [
        PoolShare(pool, amount, share, share)
        for pool, amount, share in zip(plan.pools, exact, allotted, strict=True)
    ]


def _among_members(share: PoolShare, members: Sequence[Participant], plan: Plan) -> PoolShare:
    """The pool with each member's share."""
    base = share.pool.base or ""
    sizes = [member.bases.get(base, _ZERO) for member in members]
    total = exact_sum(sizes)
    if total == 0 or share.allotted == 0:
        shares = [_ZERO] * len(sizes)
    elif plan.residue_to is None:
        # allocate prefers the earlier of equal remainders: by number, so that no list order counts.
        order = sorted(range(len(sizes)), key=lambda place: members[place].number)
        shares = [_ZERO] * len(sizes)
        amounts = allocate(share.allotted, [sizes[place] for place in order])
        for place, amount in zip(order, amounts, strict=True):
            shares[place] = amount
    else:
        shares = _rounded_down(share.allotted, sizes, total, plan.unit)
    return PoolShare(
        share.pool, share.exact, share.allotted, exact_sum(shares), total, tuple(shares)
    )


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


def _minus(larger: Decimal, smaller: Decimal) -> Decimal:
    """The difference of two amounts of rupiah, canonical."""
    return from_sen(to_sen(larger) - to_sen(smaller))
