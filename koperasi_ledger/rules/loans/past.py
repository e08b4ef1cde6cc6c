"""A loan as it was on any day: its status, its schedule and what was paid of it by then.

From the dates of schedules, payments and ends alone, not from when something was recorded, so the
answer for a past day stays what it was. Source: practice (ageing and kolektibilitas lists are drawn
up for a day).
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from koperasi_ledger.model.records.loans import (
    Loan,
    LoanPayments,
    LoanPlan,
    LoanStatus,
)


class Version(NamedTuple):
    """A schedule of a loan, what was paid under it, and the day from which it is in force."""

    since: date
    plan: LoanPlan
    payments: LoanPayments


def versions(plans: Sequence[LoanPlan], payments: Sequence[LoanPayments]) -> list[Version]:
    """The schedules of one loan, oldest first.

    A schedule after a prepayment begins at the due date before it, and is in force from the
    prepayment on: the last movement under the schedule before.
    """
    paid = {item.version: item for item in payments}
    found: list[Version] = []
    for plan in sorted(plans, key=lambda item: item.version):
        since = plan.start
        if found and found[-1].payments.moves:
            since = max(since, found[-1].payments.moves[-1][0])
        moves = paid.get(plan.version) or LoanPayments(loan=plan.loan, version=plan.version)
        found.append(Version(since, plan, moves))
    return found


def version_on(known: Sequence[Version], day: date) -> Version | None:
    """The schedule in force at the end of a day; None before the first was paid out."""
    return next((item for item in reversed(known) if item.since <= day), None)


def status_on(loan: Loan, known: Sequence[Version], day: date) -> LoanStatus | None:
    """What the loan was at the end of a day; None when nobody had asked for it yet.

    A claim given up (hapus tagih) is told as such from the write-off on.
    """
    if loan.applied > day:
        return None
    if loan.ended is not None and loan.ended <= day:
        return loan.status
    if version_on(known, day) is not None:
        return "berjalan"
    return "disetujui" if loan.approved is not None and loan.approved <= day else "diajukan"
