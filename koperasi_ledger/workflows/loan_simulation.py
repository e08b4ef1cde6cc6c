"""What a loan would cost: its schedule and effective rate, before anything is recorded.

Needs no book. `simulate` takes typed terms; the readers beside it turn what a person typed into
them, and refuse in the treasurer's language.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.fields import EventDate
from koperasi_ledger.rules.irr import percent_text
from koperasi_ledger.rules.loan_errors import BadLoanRate
from koperasi_ledger.rules.schedule import LoanTerms, Schedule, effective_yearly, schedule

_PERCENT = re.compile(r"([0-9]{1,4})(?:[.,]([0-9]{1,10}))? ?%?")


class NotADay(Refusal):
    """Text that is no day of the calendar."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(
            f"Tanggal {text!r} tidak terbaca: {problem}.",
            remedy="Contoh: 2026-01-31.",
        )


@dataclass(frozen=True, slots=True)
class Simulation:
    """A schedule and what it costs: `effective` is a yearly rate in percent, four decimals."""

    schedule: Schedule
    effective: str


def simulate(principal: Decimal, terms: LoanTerms, start: date) -> Simulation:
    """The schedule of a loan of `principal` rupiah paid out on `start`, and its effective rate.

    Raises the refusals of `rules.schedule.schedule`.
    """
    plan = schedule(principal, terms, start)
    return Simulation(plan, percent_text(effective_yearly(plan, terms, start)))


def as_json(simulation: Simulation) -> dict[str, Any]:
    """The simulation for programs: amounts as decimal text, days as YYYY-MM-DD."""
    plan = simulation.schedule
    return {
        "angsuran": [
            {
                "ke": row.number,
                "jatuh_tempo": row.due.isoformat(),
                "pokok": str(row.principal),
                "jasa": str(row.interest),
                "jumlah": str(row.total),
                "sisa": str(row.balance),
            }
            for row in plan.rows
        ],
        "total": {
            "pokok": str(plan.principal),
            "jasa": str(plan.interest),
            "jumlah": str(plan.total),
        },
        "bunga_efektif_setahun": simulation.effective,
    }


def read_percent(text: str) -> Decimal:
    """A rate as typed: `24`, `13.84`, `13,84`, `2%`.

    Raises:
        BadLoanRate: it is negative or no percentage.
    """
    match = _PERCENT.fullmatch(text.strip())
    if match is None:
        raise BadLoanRate(repr(text[:40]))
    return Decimal(f"{match[1]}.{match[2] or 0}")


def read_day(text: str) -> date:
    """A day as typed, `YYYY-MM-DD`.

    Raises:
        NotADay: the calendar has no such day.
    """
    try:
        day: date = TypeAdapter(EventDate).validate_python(text.strip())
    except ValidationError as error:
        problem = str(error.errors()[0]["ctx"]["error"])
        raise NotADay(text[:40], problem) from error
    return day
