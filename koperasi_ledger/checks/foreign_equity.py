"""Typed statements of changes in equity whose columns are parts of equity or kinds of movement.

Each row: the parts add up to their sum; each column: what it began with and moved is what it ended
with; and every end is what the neraca says (SAK EP section 6; practice).
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from koperasi_ledger.checks.foreign_cross import compare, differ, unjudged
from koperasi_ledger.checks.foreign_figures import (
    Figure,
    lines_of,
    of_this_year,
    result,
    total,
)
from koperasi_ledger.checks.foreign_result import Notebook, close, money
from koperasi_ledger.checks.foreign_sums import Summing
from koperasi_ledger.checks.foreign_words import core_of, is_sum, words_of
from koperasi_ledger.model.typed_statements import Period, TypedFile, TypedLine, TypedTable

RULE = "ekuitas"
_SALDO = re.compile(
    r"(?:saldo(?! awal pembukuan)|posisi)\b|(?:ekuitas|modal).*\b(?:awal|akhir)"
    r"|(?:awal|akhir) tahun"
)
_ALL = re.compile(r"jumlah|total", re.IGNORECASE)
_YEAR = re.compile(r"\b((?:19|20)[0-9]{2})\b")
_MOVES = (
    ("first", re.compile(r"awal|31 des", re.IGNORECASE)),
    ("plus", re.compile(r"tambah|masuk|kredit|naik", re.IGNORECASE)),
    ("minus", re.compile(r"kurang|keluar|debet|debit|turun", re.IGNORECASE)),
    ("last", re.compile(r"akhir", re.IGNORECASE)),
)


def equity(typed: TypedFile, notes: Notebook, tolerance: int) -> None:
    """Looks at every statement of changes in equity."""
    tables = [table for table in typed.tables if table.kind == "ekuitas"]
    if not tables:
        unjudged(
            notes,
            RULE,
            "Tidak ada laporan perubahan ekuitas.",
            "Sertakan: standar dan peraturan memintanya (SAK EP bab 6).",
        )
    closing: list[Figure] = []
    for table in tables:
        roles = _roles(table)
        if roles is not None:
            _movements(table, roles, notes, tolerance)
        elif _is_matrix(table):
            closing.extend(_matrix(table, notes))
        else:
            for at in range(len(table.columns)):
                Summing(table, at, notes, tolerance).run()
            closing.extend(_listed(table))
    _closing(typed, closing, notes)
    _result(typed, tables, notes)


def _roles(table: TypedTable) -> dict[str, int] | None:
    """Which columns are opening, additions, reductions and closing; None when they are not."""
    found: dict[str, int] = {}
    for at, column in enumerate(table.columns):
        for name, pattern in _MOVES:
            if pattern.search(column.head) and name not in found:
                found[name] = at
                break
    return found if "first" in found and "last" in found else None


def _is_matrix(table: TypedTable) -> bool:
    return len(table.columns) > 2 and any(
        _SALDO.match(words_of(line.label)) for line in table.lines if not line.heading
    )


def _figure(table: TypedTable, line: TypedLine, at: int) -> Figure:
    years = _YEAR.findall(line.label)
    period = Period(int(years[-1])) if years else None
    return Figure(
        table.sheet, line.cells[at], line.label, line.amounts[at] or Decimal(0), period, at
    )


def _movements(table: TypedTable, roles: dict[str, int], notes: Notebook, tolerance: int) -> None:
    for line in table.lines:
        if line.heading:
            continue
        first, plus, minus, last = (
            (line.amounts[roles[name]] or Decimal(0)) if name in roles else Decimal(0)
            for name, _ in _MOVES
        )
        _same(table, line, roles["last"], first + plus - abs(minus), last, notes)
    for at in set(roles.values()):
        Summing(table, at, notes, tolerance).run()


def _same(  # noqa: PLR0917 - the parts of one comparison
    table: TypedTable,
    line: TypedLine,
    at: int,
    computed: Decimal,
    stated: Decimal,
    notes: Notebook,
) -> None:
    severity = close(stated, computed)
    if severity is None:
        notes.holds(RULE)
        return
    words = f"menurut saldo awal dan mutasinya {money(computed)}"
    one = _figure(table, line, at)._replace(value=stated)
    differ(notes, RULE, severity, one, computed, words, "Periksa mutasi dan saldonya.")


def _matrix(table: TypedTable, notes: Notebook) -> list[Figure]:
    """Rows add up across, columns roll forward; the closing figures of the whole."""
    heads = [column.head for column in table.columns]
    whole = next((at for at, head in enumerate(heads) if _ALL.search(head)), None)
    count = len(table.columns)
    running: list[Decimal] | None = None
    ends: list[Figure] = []
    for line in table.lines:
        if line.heading:
            if running is not None and _SALDO.match(words_of(line.label)):
                unjudged(
                    notes,
                    RULE,
                    f"Lembar “{table.sheet}”: “{line.label}” tidak berangka.",
                    "Isi saldonya; bila berupa rumus, buka dan simpan dahulu di Excel.",
                )
            continue
        values = [amount or Decimal(0) for amount in line.amounts]
        if whole is not None:
            _across(table, line, values, whole, notes)
        if _SALDO.match(words_of(line.label)):
            for at in range(count):
                if running is not None:
                    _same(table, line, at, running[at], values[at], notes)
            running = values
            ends.extend(_figure(table, line, at) for at in range(count))
        elif running is not None:
            running = [one + other for one, other in zip(running, values, strict=True)]
    return ends


def _across(
    table: TypedTable, line: TypedLine, values: Sequence[Decimal], whole: int, notes: Notebook
) -> None:
    parts = sum((value for at, value in enumerate(values) if at != whole), Decimal(0))
    severity = close(values[whole], parts)
    if severity is None:
        notes.holds(RULE)
        return
    words = f"komponennya berjumlah {money(parts)}"
    one = _figure(table, line, whole)
    differ(notes, RULE, severity, one, parts, words, "Periksa komponennya.")


def _listed(table: TypedTable) -> list[Figure]:
    """The last balance of each column of a statement in list form."""
    found = {}
    for line in table.lines:
        if not line.heading and _SALDO.match(words_of(line.label)):
            for at, column in enumerate(table.columns):
                if line.amounts[at] is not None and "awal" not in words_of(line.label):
                    made = _figure(table, line, at)
                    found[at] = made._replace(period=column.period or made.period, place=at)
    return list(found.values())


def _closing(typed: TypedFile, closing: Sequence[Figure], notes: Notebook) -> None:
    """Every balance of equity is that of the neraca of the same year end."""
    stated = total(typed.tables, "ekuitas")
    heads = {
        (table.sheet, at): column.head
        for table in typed.tables
        if table.kind == "ekuitas"
        for at, column in enumerate(table.columns)
    }
    matrix = {table.sheet for table in typed.tables if _is_matrix(table)}
    for one in closing:
        head = heads.get((one.sheet, one.place), "")
        part = one.sheet in matrix and not _ALL.search(head)
        near = _part(typed, core_of(head)) if part else stated
        near = [figure for figure in near if _same_end(one, figure)]
        sums = {
            sum((figure.value for figure in chosen), Decimal(0))
            for size in range(1, min(len(near), 6) + 1)
            for chosen in combinations(near[:6], size)
        }
        if one.value in sums or (not one.value and _anothers(one, near, closing)):
            notes.holds(RULE)
        elif len(near) == 1:
            remedy = "Samakan perubahan ekuitas dengan neraca."
            compare(notes, RULE, one, near[0], "menurut neraca", remedy)
        elif near:
            unjudged(
                notes,
                RULE,
                f"{one.where} {money(one.value)} bukan jumlah baris “{near[0].label}” dan"
                " sejenisnya dalam neraca.",
                "Terangkan baris neraca mana yang dimaksud.",
            )


def _anothers(one: Figure, near: Sequence[Figure], closing: Sequence[Figure]) -> bool:
    """Whether lines named like a part that holds nothing are what other parts hold.

    A line of nothing is not printed, so `Simpanan wajib` finds only `Simpanan wajib pinjam`.
    """
    others = [each.value for each in closing if each.sheet == one.sheet and each is not one]
    return bool(near) and all(figure.value in others for figure in near)


def _part(typed: TypedFile, name: str) -> list[Figure]:
    """The lines of the neraca that a part of equity may be made of."""

    def takes(label: str, _: str) -> bool:
        return bool(name) and core_of(label).startswith(name) and not is_sum(label, "neraca")

    return list(lines_of(typed.tables, "neraca", takes))


def _same_end(one: Figure, figure: Figure) -> bool:
    if one.period is None or figure.period is None:
        return one.period is figure.period and one.place == figure.place == 0
    if "awal" in words_of(one.label):
        return False
    return one.period.meets(figure.period) and (
        figure.period.month in (0, 12) or _names_day(one.label, figure.period)
    )


def _names_day(label: str, period: Period) -> bool:
    """Whether a balance is of the very day of a column: `Saldo 21 November 2026`."""
    return re.search(rf"\b{period.day}\b", label) is not None


def _result(typed: TypedFile, tables: Sequence[TypedTable], notes: Notebook) -> None:
    """The SHU in the statement of changes is that of the PHU of the same days."""
    made = result(typed.tables)
    for table in tables:
        lines = [line for line in table.lines if not line.heading]
        for place, line in enumerate(lines):
            if not of_this_year(line.label):
                continue
            ends = [each for each in lines[place:] if _SALDO.match(words_of(each.label))]
            near = [figure for figure in made if not ends or _until(figure, ends[0].label)]
            filled = [at for at, amount in enumerate(line.amounts) if amount is not None]
            at = filled[-1] if _is_matrix(table) else filled[0]
            one = _figure(table, line, at)
            if any(figure.value == one.value for figure in near):
                notes.holds("SHU")
            elif near and (one.value or not _is_matrix(table)):
                remedy = "Bawa SHU dari PHU ke perubahan ekuitas."
                compare(notes, "SHU", one, near[0], "menurut PHU", remedy)


def _until(figure: Figure, label: str) -> bool:
    """Whether a column of the PHU ends on the day of a balance."""
    years = _YEAR.findall(label)
    if figure.period is None or not years:
        return True
    if figure.period.year != int(years[-1]):
        return False
    return figure.period.month == 0 or _names_day(label, figure.period)
