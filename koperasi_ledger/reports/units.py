"""Unit usaha on statements: which there are, and how they are called."""

from datetime import date

from koperasi_ledger.model.policy.cooperative import UnitsPolicy
from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.year_ends import is_result
from koperasi_ledger.rules.errors import UnknownUnit
from koperasi_ledger.rules.policies import bodies

NO_UNIT = ""
"""What belongs to no unit, as `figures.Source` says it."""


def units(scope: Scope) -> dict[str, str]:
    """Every unit that policy ever named, by its key, under its newest name."""
    found: dict[str, str] = {}
    for policy in bodies(scope.books.section("units"), UnitsPolicy):
        found |= policy.units
    return found


def check_unit(scope: Scope, unit: str) -> None:
    """Refuses a unit that no policy ever named.

    Raises:
        UnknownUnit: so it is.
    """
    known = units(scope)
    if unit not in known:
        raise UnknownUnit(unit, sorted(known), scope.last)


def unit_name(scope: Scope, unit: str) -> str:
    """How a unit is called."""
    return units(scope).get(unit, unit)


def units_used(scope: Scope, first: date, last: date) -> list[str]:
    """The units that any result account was posted to between two days, by key."""
    rows = scope.postings.source.rows(
        "SELECT DISTINCT unit, account FROM postings WHERE unit IS NOT NULL"
        " AND date BETWEEN ? AND ? AND seq <= ?",
        (first.isoformat(), last.isoformat(), scope.postings.seq),
    )
    return sorted({str(unit) for unit, account in rows if is_result(account)})
