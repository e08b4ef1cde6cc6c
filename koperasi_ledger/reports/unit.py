"""Hasil usaha per unit usaha: a column for each unit, what belongs to none, and all together.

A posting says its unit; nothing is shared out by a key, so what no unit claims stands apart, and
the columns add up to the combined PHU.
"""

from collections.abc import Sequence

from koperasi_ledger.reports.figures import Statement
from koperasi_ledger.reports.phu import Span, result_of
from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.trails import statement_page
from koperasi_ledger.reports.units import NO_UNIT, units, units_used
from koperasi_ledger.reports.view import Column, Report

_NOTE = (
    "Setiap posting menyebut unitnya sendiri; yang tidak bertanda unit ada di kolom Tanpa unit dan"
    " tidak dibagi ke unit."
)


def unit(scope: Scope) -> Report:
    """The result of each unit usaha in the scope's days, and of the whole cooperative.

    Raises:
        UnknownForm: there is no such form of the PHU.
    """
    found = unit_statement(scope)
    return statement_page(scope, found)


def unit_statement(scope: Scope) -> Statement:
    """The statement as data: the PHU with a column for each unit, none, and all."""
    names = units(scope)
    used = units_used(scope, scope.first, scope.last)
    keys: Sequence[str | None] = (*used, NO_UNIT, None)
    titles = [*(names.get(key, key) for key in used), "Tanpa unit", "Gabungan"]
    columns = tuple(
        Column(_column(place, key), title, "amount")
        for place, (key, title) in enumerate(zip(keys, titles, strict=True))
    )
    spans = [Span(scope.first, scope.last, key) for key in keys]
    made = result_of(scope, spans, columns)
    title = "Perhitungan Hasil Usaha per Unit"
    return Statement("unit", title, columns, made.blocks, (_NOTE,), made.fixed)


def _column(place: int, key: str | None) -> str:
    """The key of a column: that of the unit where it can be one."""
    if key is None:
        return "gabungan"
    if key == NO_UNIT:
        return "tanpa_unit"
    own = "unit_" + key.replace("-", "_")
    return own if own.isidentifier() and own.isascii() and own.islower() else f"unit_{place}"
