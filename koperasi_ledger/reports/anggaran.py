"""RK-RAPB: the budget, what came of it, and the budget of the next year with its plan of work.

Columns as printed books have them, with realisation and deviation (accounting reference section 3).
An account without a line of its own is printed too, so that the sums are those of the statements.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.records import Budget
from koperasi_ledger.model.records.budget import BudgetVersion
from koperasi_ledger.reports.formatting import tanggal
from koperasi_ledger.reports.scope import Scope, check_equal, legal, statement
from koperasi_ledger.reports.units import unit_name
from koperasi_ledger.reports.view import Cell, Column, Report, Row, RowStyle, Table
from koperasi_ledger.reports.year_ends import is_result, open_moved
from koperasi_ledger.rules.health import half_up

Key = tuple[str, str | None]
"""An account and a unit usaha; None is all that has no line of its own."""

_GROUPS = (
    ("Pendapatan", ("Pendapatan",)),
    ("Beban", ("Beban",)),
    ("Permodalan dan kewajiban", ("Ekuitas", "Liabilitas")),
    ("Aset", ("Aset",)),
)
_NOTE = (
    "Deviasi = realisasi dikurangi anggaran. Permodalan, kewajiban dan aset dianggarkan menurut"
    " pertambahannya dalam setahun. Akun yang bergerak tanpa anggaran tetap dicantumkan."
)


class Line(NamedTuple):
    """Amounts in sen: the year's budget, what came of it, the next year's budget."""

    budget: int
    actual: int
    following: int

    @property
    def deviation(self) -> int:
        """What came beyond the budget."""
        return self.actual - self.budget


def version_at(scope: Scope, year: int, day: date | None = None) -> BudgetVersion | None:
    """The newest budget of a year, or the one in force on a day.

    Where the first was recorded after the day (closed months take no events), it is that one.
    """
    found = scope.books.peek(Budget, str(year))
    versions = found.versions if found is not None else ()
    own = [each for each in versions if day is None or each.day <= day] or versions[:1]
    return own[-1] if own else None


def lines_of(
    scope: Scope, now: BudgetVersion | None, following: BudgetVersion | None
) -> dict[Key, Line]:
    """Every budgeted line, and every result account that moved without one."""
    first, second = _amounts(now), _amounts(following)
    keys = {*first, *second}
    actual = _actual(scope, keys)
    return {
        key: Line(first.get(key, 0), actual.get(key, 0), second.get(key, 0))
        for key in sorted({*keys, *actual}, key=lambda key: (_code(scope, key[0]), key[1] or "~"))
    }


def _amounts(version: BudgetVersion | None) -> dict[Key, int]:
    lines = version.lines if version is not None else ()
    return {(line.account, line.unit): to_sen(line.amount) for line in lines}


def _code(scope: Scope, account: str) -> str:
    return scope.account(account).code


def _actual(scope: Scope, keys: set[Key]) -> dict[Key, int]:
    """What accounts brought, cost or grew by: each posting counts on one line."""
    accounts = {account for account, _ in keys}
    found: dict[Key, int] = {}
    for (unit, account), sen in open_moved(scope.postings, scope.first, scope.last).items():
        if account not in accounts and not (is_result(account) and sen):
            continue
        key = (account, unit) if unit is not None and (account, unit) in keys else (account, None)
        sign = 1 if account.startswith(("Aset:", "Beban:")) else -1
        found[key] = found.get(key, 0) + sign * sen
    return found


def anggaran(scope: Scope) -> Report:
    """The budget of the scope's year beside what came of it, and the next year's budget.

    Raises:
        NotBalanced: the lines do not come to the SHU of the statement of result.
    """
    year = scope.last.year
    now, following = version_at(scope, year, scope.last), version_at(scope, year + 1)
    columns = _columns(year, now, following)
    rows: tuple[Row, ...] = ()
    if now is not None or following is not None:
        found = lines_of(scope, now, following)
        _check(scope, found)
        rows = tuple(_rows(scope, found, now, following))
    tables = [Table("anggaran", "", columns, rows)]
    for each, of in ((now, year), (following, year + 1)):
        if each is not None and each.plan:
            plan = tuple(Row((place, text)) for place, text in enumerate(each.plan, start=1))
            heads = (Column("no", "No.", "number"), Column("rencana", "Rencana kerja"))
            tables.append(Table(f"rencana_{of}", f"Rencana kerja {of}", heads, plan))
    draft = following is not None and following.decision is None
    title = f"Anggaran dan Realisasi {year}, RAPB {year + 1}"
    return statement(
        scope,
        "anggaran",
        f"{title} (USULAN)" if draft else title,
        tables,
        facts=(*legal(scope), *_facts(((year, now), (year + 1, following)))),
        notes=(_NOTE,),
        signed=True,
        orientation="landscape",
    )


def _facts(
    versions: tuple[tuple[int, BudgetVersion | None], ...],
) -> Iterator[tuple[str, Cell]]:
    for year, version in versions:
        if version is None:
            told = "belum dicatat"
        elif version.decision is None:
            told = f"usulan pengurus, {tanggal(version.day)}"
        else:
            told = f"{version.decision}, {tanggal(version.day)}"
        yield f"Anggaran {year}", told


def _columns(
    year: int, now: BudgetVersion | None, following: BudgetVersion | None
) -> tuple[Column, ...]:
    first = f"Anggaran {year}" if now is not None else f"Anggaran {year} (belum ada)"
    second = f"Anggaran {year + 1}"
    return (
        Column("kode", "Kode", "code"),
        Column("uraian", "Uraian"),
        Column("anggaran", first, "amount"),
        Column("realisasi", f"Realisasi {year}", "amount"),
        Column("deviasi", "Deviasi", "amount"),
        Column("persen", "%", "number"),
        Column("anggaran_depan", second if following else f"{second} (belum ada)", "amount"),
    )


def _rows(
    scope: Scope,
    found: Mapping[Key, Line],
    now: BudgetVersion | None,
    following: BudgetVersion | None,
) -> Iterator[Row]:
    sums: dict[str, Line] = {}
    for title, roots in _GROUPS:
        own = {key: line for key, line in found.items() if key[0].startswith(roots)}
        if not own:
            continue
        yield Row((None, title, None, None, None, None, None), "heading")
        for (account, unit), line in own.items():
            known = scope.account(account)
            name = known.title if unit is None else f"{known.title} · {unit_name(scope, unit)}"
            cells = _cells(line, now, following)
            yield Row((known.code, name, *cells), level=1, trace=account)
        sums[title] = _added(own.values())
        yield _sum(f"Jumlah {title[:1].lower()}{title[1:]}", sums[title], now, following)
        if title == "Beban" or (title == "Pendapatan" and not _any(found, "Beban:")):
            income, costs = (sums.get(key, Line(0, 0, 0)) for key in ("Pendapatan", "Beban"))
            shu = Line(*(one - other for one, other in zip(income, costs, strict=True)))
            yield _sum("Sisa hasil usaha (SHU)", shu, now, following, "total")


def _any(found: Mapping[Key, Line], root: str) -> bool:
    return any(account.startswith(root) for account, _ in found)


def _added(lines: Iterable[Line]) -> Line:
    every = list(lines)
    return Line(
        sum(line.budget for line in every),
        sum(line.actual for line in every),
        sum(line.following for line in every),
    )


def _sum(
    title: str,
    line: Line,
    now: BudgetVersion | None,
    following: BudgetVersion | None,
    style: RowStyle = "subtotal",
) -> Row:
    return Row((None, title, *_cells(line, now, following)), style)


def _cells(
    line: Line, now: BudgetVersion | None, following: BudgetVersion | None
) -> tuple[Cell, ...]:
    known = now is not None
    return (
        from_sen(line.budget) if known else None,
        from_sen(line.actual),
        from_sen(line.deviation) if known else None,
        reached(line) if known else None,
        from_sen(line.following) if following is not None else None,
    )


def reached(line: Line) -> Decimal | None:
    """The realisation in percent of the budget, two decimals, half up; None of nothing."""
    return half_up(Fraction(line.actual, line.budget) * 100) if line.budget > 0 else None


def _check(scope: Scope, found: Mapping[Key, Line]) -> None:
    moved = scope.postings.moved(scope.first, scope.last)
    surplus = -sum(sen for account, sen in moved.items() if is_result(account))
    told = sum(
        line.actual if account.startswith("Pendapatan:") else -line.actual
        for (account, _), line in found.items()
        if is_result(account)
    )
    check_equal("SHU menurut realisasi anggaran", told, "SHU tahun berjalan", surplus)
