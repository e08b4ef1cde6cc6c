"""Totals in workbooks are formulas, and every formula adds to the figure that is printed."""

import io
import re
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperasi_ledger.reports.sheets import Sheet, tabs, xlsx_bytes
from koperasi_ledger.reports.sums import sums_of
from koperasi_ledger.reports.view import Column, Report, Row, Table
from koperasi_ledger.reports.xlsx_layout import report_xlsx

COLUMNS = (
    Column("kode", "Kode", "code"),
    Column("uraian", "Uraian"),
    Column("kini", "2026", "amount"),
    Column("lalu", "2025", "amount"),
)
amounts = st.decimals(-(10**9), 10**9, places=2)
pairs = st.tuples(amounts, amounts)
groups = st.lists(st.lists(pairs, min_size=1, max_size=5), min_size=1, max_size=4)


def line(style: str, name: str, values: tuple[Decimal | None, Decimal | None]) -> Row:
    return Row((None, name, *values), style)  # type: ignore[arg-type] # one of the styles


def added(values: list[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal]:
    return sum((a for a, _ in values), Decimal(0)), sum((b for _, b in values), Decimal(0))


def statement(parts: list[list[tuple[Decimal, Decimal]]], *, headings: bool) -> Table:
    """Groups of lines with a subtotal each, and a total of all."""
    rows = []
    for part in parts:
        if headings:
            rows.append(line("heading", "Bagian", (None, None)))
        rows += [line("normal", "Baris", values) for values in part]
        rows.append(line("subtotal", "Jumlah", added(part)))
    rows.append(line("total", "Jumlah semua", added([added(part) for part in parts])))
    return Table("t", "Tabel", COLUMNS, tuple(rows))


def report_of(*tables: Table) -> Report:
    return Report("neraca", "Neraca", "Koperasi Contoh", "", "2026", "dalam rupiah", 1, "", tables)


def formulas(data: bytes) -> dict[tuple[str, str], tuple[str, object, Decimal]]:
    """Every formula with its stored value and what its ranges add to, by sheet and cell.

    Formulas are worked out in the order of their rows, as they only look up.
    """
    written = openpyxl.load_workbook(io.BytesIO(data))
    stored = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    found = {}
    for page in written.worksheets:
        worth: dict[str, Decimal] = {}
        for row in page.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    value = _sum(cell.value, worth)
                    told = stored[page.title][cell.coordinate].value
                    found[page.title, cell.coordinate] = (cell.value, told, value)
                    worth[cell.coordinate] = value
                elif isinstance(cell.value, (int, float)):
                    worth[cell.coordinate] = Decimal(str(cell.value))
    return found


def _sum(formula: str, worth: dict[str, Decimal]) -> Decimal:
    inside = re.fullmatch(r"=SUM\(([A-Z0-9:,]+)\)", formula)
    assert inside is not None, formula
    total = Decimal(0)
    for part in inside[1].split(","):
        ends = [re.fullmatch(r"([A-Z]+)([0-9]+)", end) for end in part.split(":")]
        first, last = ends[0], ends[-1]
        assert first is not None
        assert last is not None
        assert first[1] == last[1]
        for row in range(int(first[2]), int(last[2]) + 1):
            total += worth.get(f"{first[1]}{row}", Decimal(0))
    return total


@given(parts=groups, headings=st.booleans())
def test_every_total_is_a_formula_that_adds_to_the_printed_figure(
    *, parts: list[list[tuple[Decimal, Decimal]]], headings: bool
) -> None:
    table = statement(parts, headings=headings)
    found = formulas(report_xlsx(report_of(table)))
    totals = [row for row in table.rows if row.style in {"subtotal", "total"}]
    assert len(found) == 2 * len(totals)
    for place, row in enumerate(table.rows, 2):
        if row.style in {"subtotal", "total"}:
            for letter, printed in zip("CD", row.cells[2:], strict=True):
                _, told, value = found["Tabel", f"{letter}{place}"]
                assert value == printed == Decimal(str(told))


@given(parts=groups, headings=st.booleans(), data=st.data())
def test_a_total_of_other_lines_stays_a_figure(
    *, parts: list[list[tuple[Decimal, Decimal]]], headings: bool, data: st.DataObject
) -> None:
    """One printed total is changed: it has no formula, and all that stay still add up."""
    table = statement(parts, headings=headings)
    totals = [k for k, row in enumerate(table.rows) if row.style != "normal" and row.cells[2]]
    if not totals:
        return
    place = data.draw(st.sampled_from(totals))
    row = table.rows[place]
    worth = row.cells[2]
    assert isinstance(worth, Decimal)
    other = Row((None, "Jumlah", worth + Decimal("0.01"), row.cells[3]), row.style)
    changed = Table("t", "Tabel", COLUMNS, (*table.rows[:place], other, *table.rows[place + 1 :]))
    found = formulas(report_xlsx(report_of(changed)))
    for (_, where), (formula, told, value) in found.items():
        assert value == Decimal(str(told)), (where, formula)
    assert ("Tabel", f"C{place + 2}") not in found


def test_deductions_carried_figures_and_zero_lines() -> None:
    """The form of a PHU: subtotals that add subtotals, one alone, and nil lines that count too."""
    figures = [
        ("heading", None),
        ("normal", 0),
        ("normal", 10),
        ("normal", 20),
        ("subtotal", 30),
        ("heading", None),
        ("normal", -12),
        ("subtotal", -12),
        ("subtotal", 18),
        ("subtotal", 18),
        ("normal", 2),
        ("total", 20),
    ]
    rows = tuple(
        Row(("x", None if value is None else Decimal(value)), style)  # type: ignore[arg-type]
        for style, value in figures
    )
    columns = (Column("uraian", "Uraian"), Column("nilai", "Nilai", "amount"))
    found = sums_of(Table("t", "", columns, rows))
    assert found == {
        (4, 1): (1, 2, 3),
        (7, 1): (6,),
        (8, 1): (4, 7),
        (9, 1): (8,),
        (11, 1): (9, 10),
    }


def test_opening_and_movements_make_the_closing_line() -> None:
    columns = (Column("uraian", "Uraian"), Column("nilai", "Nilai", "amount"))
    figures = [("subtotal", 100), ("normal", 25), ("normal", -5), ("total", 120)]
    rows = tuple(Row(("x", Decimal(value)), style) for style, value in figures)  # type: ignore[arg-type]
    assert sums_of(Table("t", "", columns, rows)) == {(3, 1): (0, 1, 2)}


def test_a_figure_that_a_spreadsheet_cannot_hold_stays_text_and_so_does_its_total() -> None:
    columns = (Column("uraian", "Uraian"), Column("nilai", "Nilai", "amount"))
    huge = Decimal("12345678901234567.89")
    rows = (Row(("a", huge)), Row(("b", Decimal(1))), Row(("c", huge + 1), "total"))
    data = report_xlsx(report_of(Table("t", "Tabel", columns, rows)))
    assert formulas(data) == {}
    page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert page["B4"].value == "12345678901234568.89"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_name_is_never_a_formula(text: str) -> None:
    columns = (Column("uraian", "Uraian"), Column("nilai", "Nilai", "amount"))
    rows = (Row((text, Decimal(1))), Row((text, Decimal(1)), "total"))
    found = formulas(report_xlsx(report_of(Table("t", text, columns, rows))))
    assert list(found.values()) == [("=SUM(B2)", 1, Decimal(1))]


def test_scattered_lines_and_wide_tables() -> None:
    rows = [tuple(Decimal(place) for place in range(30)) for _ in range(3)]
    sums = {(2, 29): (0, 1), (2, 27): (0,), (2, 2): (0, *range(3, 90, 2))}
    page = openpyxl.load_workbook(
        io.BytesIO(xlsx_bytes([Sheet("x", [str(k) for k in range(30)], rows, sums)]))
    ).worksheets[0]
    assert page["AD4"].value == "=SUM(AD2:AD3)"
    assert page["AB4"].value == "=SUM(AB2)"
    assert page["C4"].value == 2


@given(st.lists(st.text(max_size=60), max_size=20))
def test_tabs_are_short_and_each_is_there_once(names: list[str]) -> None:
    made = tabs(names)
    assert len({name.casefold() for name in made}) == len(names)
    assert all(0 < len(name) <= 31 for name in made)
