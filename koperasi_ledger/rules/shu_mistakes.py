"""What is refused of a plan, a surplus and the members, before a SHU is shared.

Each takes only what it judges, so that a file with several mistakes can be
judged in the parts that were readable.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Context, Decimal, Inexact
from functools import reduce

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.shu import RESERVE, Participant, Plan, Pool, Surplus
from koperasi_ledger.rules.shu_errors import (
    BaseMissing,
    BaseMisspelt,
    BaseOfFund,
    MemberTwice,
    MinimumWithoutFund,
    NegativeBase,
    NobodyShares,
    NoPools,
    NotAFund,
    NothingFromMembers,
    NothingToShare,
    OthersForMembers,
    OthersNot100,
    OthersSaidTwice,
    PercentagesNot100,
    PoolTwice,
    SenWithoutFund,
    SourceMissing,
    SourceNegative,
    SourceTooLarge,
    UnitNotWhole,
    UnitWithoutFund,
)

_ZERO = Decimal(0)
# Sums here are finite decimals; should one not fit, that is a fault, not a rounding.
_EXACT = Context(prec=200, traps=[Inexact])


def surplus_mistakes(
    surplus: Surplus, plan: Plan, *, none_for_members: bool = False
) -> list[Refusal]:
    """Why this SHU cannot be shared; with `none_for_members` it may be all from non-members."""
    total, part = surplus.total, surplus.from_members
    found: list[Refusal] = []
    if total <= 0:
        found.append(NothingToShare(total))
    elif part is None:
        if not plan.share_non_member:
            found.append(SourceMissing())
    elif part < 0:
        found.append(SourceNegative(part))
    elif part > total:
        found.append(SourceTooLarge(part, total))
    elif not (part or none_for_members or plan.share_non_member or non_member_percents(plan)):
        found.append(NothingFromMembers(total, plan.non_member_to))
    shared = shared_of(surplus, plan)
    if not found and plan.pools and shared % 1 and not funds_of(plan):
        found.append(SenWithoutFund(shared))
    return found


def plan_mistakes(plan: Plan) -> list[Refusal]:
    """Why this plan cannot be followed, whatever the SHU."""
    if not plan.pools:
        return [NoPools()]
    found: list[Refusal] = []
    total = exact_sum(pool.percent for pool in plan.pools)
    if total != 100:
        found.append(PercentagesNot100(total))
    names = Counter(pool.name for pool in plan.pools)
    found += [PoolTwice(name) for name, times in names.items() if times > 1]
    for pool in plan.pools:
        if pool.purpose == "anggota" and pool.base is None:
            found.append(BaseMissing(pool.name))
        elif pool.purpose == "dana" and pool.base is not None:
            found.append(BaseOfFund(pool.name, pool.base))
    return found + _destination_mistakes(plan) + _other_mistakes(plan)


def _destination_mistakes(plan: Plan) -> list[Refusal]:
    """Where what is not shared among members is to go, and cannot."""
    found: list[Refusal] = []
    funds = funds_of(plan)
    if plan.residue_to is not None and plan.residue_to not in funds:
        found.append(NotAFund("sisa_ke", plan.residue_to, funds))
    if plan.non_member_to not in {RESERVE, *funds}:
        found.append(NotAFund("non_anggota_ke", plan.non_member_to, funds))
    if plan.empty_to is not None and plan.empty_to not in funds:
        found.append(NotAFund("kosong_ke", plan.empty_to, funds))
    if plan.minimum and plan.residue_to is None:
        found.append(MinimumWithoutFund(plan.minimum))
    if plan.unit % 1:
        found.append(UnitNotWhole(plan.unit))
    elif plan.unit > 1 and plan.residue_to is None:
        found.append(UnitWithoutFund(plan.unit))
    return found


def _other_mistakes(plan: Plan) -> list[Refusal]:
    """Why the SHU earned from non-members cannot be shared among funds so."""
    found: list[Refusal] = []
    percents = non_member_percents(plan)
    if not percents:
        return found
    if plan.share_non_member:
        found.append(OthersSaidTwice("bagikan_non_anggota", "true"))
    if plan.non_member_to != RESERVE:
        found.append(OthersSaidTwice("non_anggota_ke", plan.non_member_to))
    funds = funds_of(plan)
    found += [OthersForMembers(name) for name in percents if name not in funds]
    total = exact_sum(percents.values())
    if total != 100:
        found.append(OthersNot100(total))
    return found


def member_mistakes(members: Sequence[Participant]) -> list[Refusal]:
    """What is wrong with the list of members by itself."""
    found: list[Refusal] = []
    numbers = Counter(member.number for member in members)
    if len(numbers) != len(members):
        found += [MemberTwice(number, times) for number, times in numbers.items() if times > 1]
    for member in members:
        found += [
            NegativeBase(member.number, base, size)
            for base, size in member.bases.items()
            if size < 0
        ]
    return found


def base_mistakes(
    pools: Sequence[Pool], members: Sequence[Participant], empty_to: str | None = None
) -> list[Refusal]:
    """Where the members' bases do not fit the pools.

    A member may lack a base (it is zero) or have one that no pool uses (a pool was left out of a
    what-if), but not both: that is a misspelt name, and would cost her a share in silence.
    """
    found: list[Refusal] = []
    used = {pool.base for pool in pools if pool.purpose == "anggota" and pool.base is not None}
    known = {base: None for member in members for base in member.bases}
    if known.keys() - used:
        for member in members:
            unknown = [base for base in member.bases if base not in used]
            absent = sorted(used - member.bases.keys()) if unknown else []
            if absent:
                found.append(BaseMisspelt(member.number, unknown, absent))
    for pool in pools:
        base = pool.base
        if pool.purpose == "dana" or base is None or pool.percent == 0 or empty_to is not None:
            continue
        if not any(member.bases.get(base) for member in members):
            found.append(NobodyShares(pool.name, pool.percent, base, list(known), len(members)))
    return found


def shared_of(surplus: Surplus, plan: Plan) -> Decimal:
    """What of a surplus the plan shares: all of it, or the part earned from members."""
    if plan.share_non_member or surplus.from_members is None:
        return surplus.total
    return surplus.from_members


def non_member_percents(plan: Plan) -> dict[str, Decimal]:
    """The percentages of the SHU earned from non-members, by pool; none: one fund takes it all."""
    return {
        pool.name: pool.non_member_percent
        for pool in plan.pools
        if pool.non_member_percent is not None
    }


def funds_of(plan: Plan) -> list[str]:
    """The names of the pools that are funds."""
    return [pool.name for pool in plan.pools if pool.purpose == "dana"]


def exact_sum(amounts: Iterable[Decimal]) -> Decimal:
    """Σ amounts, whatever their number and size; never rounded."""
    return reduce(_EXACT.add, amounts, _ZERO)
