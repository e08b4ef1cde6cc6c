"""Kolektibilitas: how well a loan is paid on a day, from the schedule and the payments alone.

Two profiles, both with the numbers of the policy. Koperasi: Permen 14/2009 and its successors in
the reading of the savings-loans reference, 2.1: months overdue by the distance of the instalments,
then diragukan or macet by collateral and time. Days: the grid of the banks. A restructured loan
keeps the class it had until enough instalments of the new schedule were paid on time.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.policy.loans import (
    QUALITIES,
    LoanProduct,
    OverdueGroup,
    Quality,
    QualityPolicy,
)
from koperasi_ledger.model.records.loans import LoanPlan, Move
from koperasi_ledger.rules.dates import day_name
from koperasi_ledger.rules.loans.interest import rows_asked
from koperasi_ledger.rules.loans.paid import Totals
from koperasi_ledger.rules.loans.plans import period_of
from koperasi_ledger.rules.loans.position import Position, position
from koperasi_ledger.rules.periods import NAMED

_MONTH = NAMED["bulan"]
_SHORTEST_MONTH = 28


class Assessment(NamedTuple):
    """The class of a loan on a day, how many days it is past due, and why."""

    quality: Quality
    days: int
    reason: str


def assess(
    plan: LoanPlan,
    moves: Sequence[Move],
    product: LoanProduct,
    policy: QualityPolicy,
    day: date,
    *,
    secured: Decimal = Decimal(0),
    floor: Quality | None = None,
) -> Assessment:
    """The class at the end of `day`; `secured` is what the collateral counts for, in rupiah."""
    at = position(plan, moves, product, day, denda=False)
    since = min((on for on in (at.principal_since, at.interest_since) if on), default=None)
    days = (day - since).days if since is not None else 0
    if policy.profile == "hari":
        found = _by_days(policy, days)
    else:
        found = _by_months(at, plan, product, policy, secured)
    if floor is not None and _worse(floor, found.quality):
        on_time = paid_on_time(plan, moves, product, day)
        if on_time < policy.on_time:
            why = (
                f"direstrukturisasi; {on_time} dari {policy.on_time} angsuran tepat waktu,"
                f" mutu semula dipertahankan"
            )
            return Assessment(floor, days, why)
    return found._replace(days=days)


def paid_on_time(plan: LoanPlan, moves: Sequence[Move], product: LoanProduct, day: date) -> int:
    """The most instalments in a row that were paid by their due dates, up to a day.

    Those before the schedule began count (`LoanPlan.streak`); a row that asks for nothing does not.
    """
    principal, interest, carried = Decimal(0), Decimal(0), plan.interest
    totals = Totals(moves, plan.brought)
    best = row = plan.streak
    for due, row_principal, row_interest in rows_asked(plan, moves, product, day):
        if due > day:
            break
        principal += row_principal
        if row_interest:
            interest += row_interest + carried
            carried = Decimal(0)
        if not (row_principal or row_interest):
            continue
        paid = totals.by(due)
        late = paid.principal < principal or paid.interest < interest
        row = 0 if late else row + 1
        best = max(best, row)
    return best


def _worse(one: Quality, other: Quality) -> bool:
    return QUALITIES.index(one) > QUALITIES.index(other)


def worst(one: Quality, other: Quality) -> Quality:
    """The worse of two classes."""
    return one if _worse(one, other) else other


def _by_days(policy: QualityPolicy, days: int) -> Assessment:
    limits = policy.days or (0, 0, 0, 0)
    for quality, last in zip(QUALITIES, limits, strict=False):
        if days <= last:
            return Assessment(quality, days, f"menunggak {days} hari")
    return Assessment("macet", days, f"menunggak {days} hari")


def _by_months(
    at: Position, plan: LoanPlan, product: LoanProduct, policy: QualityPolicy, secured: Decimal
) -> Assessment:
    group = _group(policy, product)
    single = len(plan.rows) == 1
    delays: list[tuple[str, date, tuple[int, int]]] = []
    if at.principal_since is not None:
        limits = (0, policy.bullet) if single else group.principal
        delays.append(("pokok", at.principal_since, limits))
    if at.interest_since is not None:
        limits = (0, policy.bullet) if single else group.interest
        delays.append(("jasa", at.interest_since, limits))
    late = [item for item in delays if _over(item[1], item[2][0], at.day, policy)]
    if not late:
        return Assessment("lancar", 0, "tidak menunggak, atau belum melewati batas")
    beyond = [item for item in late if _over(item[1], item[2][1], at.day, policy)]
    if not beyond:
        what, since, (over, _) = late[0]
        return Assessment(
            "kurang-lancar", 0, f"{what} menunggak > {over} bulan sejak {day_name(since)}"
        )
    what, since, (_, most) = min(beyond, key=lambda item: _after(item[1], item[2][1], policy))
    debt = at.balance + at.interest_due
    covered = secured * 100 >= debt * policy.doubtful_cover
    if covered and not _over(since, most + policy.doubtful_months, at.day, policy):
        why = f"{what} menunggak > {most} bulan sejak {day_name(since)}; agunan mencukupi"
        return Assessment("diragukan", 0, why)
    return Assessment("macet", 0, f"{what} menunggak > {most} bulan sejak {day_name(since)}")


def _group(policy: QualityPolicy, product: LoanProduct) -> OverdueGroup:
    period = period_of(product)
    for group in policy.groups:
        if group.months is None:
            return group
        if period.months < group.months and (
            period.months or period.days < group.months * _SHORTEST_MONTH
        ):
            return group
    return policy.groups[-1]


def _after(since: date, months: int, policy: QualityPolicy) -> date:
    """The last day on which `months` of delay are not exceeded."""
    if policy.month == "30-hari":
        return date.fromordinal(since.toordinal() + 30 * months)
    return _MONTH.due(since, months) if months else since


def _over(since: date, months: int, day: date, policy: QualityPolicy) -> bool:
    return day > _after(since, months, policy)
