"""Workbooks: the same cells that openpyxl and xlwt wrote, and everything hostile refused."""

import datetime as dt
import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlrd
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbook_layouts import archive, locked, package, sheet_xml, xls, xlsx

from koperasi_ledger.importers import workbook_errors
from koperasi_ledger.importers.errors import (
    FieldTooLong,
    ForeignFile,
    StatementRefusal,
    TooManyColumns,
    TooManyRows,
)
from koperasi_ledger.importers.workbook import (
    Moment,
    Number,
    is_workbook,
    sheets_if_any,
    sheets_of,
    unlocked,
)
from koperasi_ledger.importers.workbook_cells import moment, number
from koperasi_ledger.importers.workbook_errors import (
    BadWorkbook,
    FormulaCell,
    PasswordNeeded,
    UnknownEncryption,
    WorkbookTooLarge,
    WrongPassword,
)
from koperasi_ledger.importers.workbook_xlsx import shows_date

DATA = Path(__file__).parent.parent / "data" / "bank"
quick = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
cell_texts = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=20,
).filter(lambda text: text.strip() and not text.startswith("="))
days = st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))
amounts = st.integers(-(10**12), 10**12).map(lambda n: n / 100)
tables = st.lists(
    st.lists(st.none() | cell_texts | amounts | days, max_size=8), min_size=1, max_size=8
).filter(lambda rows: any(cell is not None for row in rows for cell in row))


def _as_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, float):
        plain = f"{Decimal(repr(cell)):f}"
        return (
            plain.removesuffix(".0").replace("-0", "0") if cell == 0 else plain.removesuffix(".0")
        )
    return str(cell)


def _trimmed(rows: list[list[object]]) -> list[list[str]]:
    found = []
    for row in rows:
        texts = [_as_text(cell) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            found.append(texts)
    return found


@quick
@given(tables, st.sampled_from(["streamed", "shared", "xls"]))
def test_cells_are_those_that_were_written(rows: list[list[object]], kind: str) -> None:
    data = xls(rows) if kind == "xls" else xlsx(rows, streamed=kind == "streamed")  # type: ignore[arg-type]
    (sheet,) = sheets_of(data)
    found = [list(row.cells) for row in sheet.rows]
    for row in found:
        while row and not row[-1]:
            row.pop()
    assert found == _trimmed(rows)
    assert all(row.number <= len(rows) for row in sheet.rows)
    written = {type(cell) for row in rows for cell in row}
    kinds = {type(cell) for row in sheet.rows for cell in row.cells if cell}
    assert (float in written) == (Number in kinds)
    assert (dt.date in written) == (Moment in kinds)


@given(st.integers(-(10**14), 10**14))
def test_an_amount_comes_back_from_its_double_exactly(cents: int) -> None:
    exact = Decimal(cents).scaleb(-2)
    for stored in (repr(float(exact)), f"{float(exact):.17g}", f"{exact:f}"):
        found = number(stored)
        assert found is not None
        assert Decimal(found) == exact


@pytest.mark.parametrize(
    ("stored", "found"),
    [
        ("12550123.039999999", "12550123.04"),
        ("1.2345678901234568E+16", "1.23456789012346E+16"),
        ("1E3", "1000"),
        ("0.30000000000000004", "0.3"),
        ("-0", "0"),
        ("1e-300", "0"),
        ("007", "7"),
        (".5", "0.5"),
        ("１", None),
        ("1_0", None),
        ("NaN", None),
        ("1e9999", None),
        ("", None),
    ],
)
def test_number_cells_have_fifteen_digits(stored: str, found: str | None) -> None:
    assert number(stored) == found


def test_moments_are_days_with_or_without_a_time() -> None:
    assert moment("46266", late_epoch=False) == "2026-09-01"
    assert moment("46266.34359953704", late_epoch=False) == "2026-09-01 08:14:47"
    assert moment("44804", late_epoch=True) == "2026-09-01"
    assert moment("0.5", late_epoch=False) == "12:00:00"
    assert moment("-1", late_epoch=False) is None
    assert moment("99999999", late_epoch=False) is None


@pytest.mark.parametrize(
    ("code", "date"),
    [
        ("dd/mm/yyyy", True),
        ("[$-421]dd mmmm yyyy", True),
        ("[h]:mm:ss", True),
        ("General", False),
        ('#,##0 "hari"', False),
        ("#,##0.00_);[Red](#,##0.00)", False),
        (r"0\d", False),
    ],
)
def test_number_formats_that_show_days(code: str, date: bool) -> None:  # noqa: FBT001
    assert shows_date(code) is date


def test_the_claimed_dimension_hides_nothing() -> None:
    data = (DATA / "hostile" / "wrong_dimension_hides_rows.xlsx").read_bytes()
    assert [row.cells for row in sheets_of(data)[0].rows] == [(f"row {n}",) for n in range(1, 21)]


def test_runs_of_a_text_are_joined_and_its_ruby_left_out() -> None:
    cells = (
        '<row><c t="inlineStr"><is><r><t>A</t></r><r><t xml:space="preserve"> B</t></r>'
        "<rPh><t>x</t></rPh></is></c><c/><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c></row>"
    )
    (sheet,) = sheets_of(package(sheet_xml(cells)))
    assert sheet.rows[0].cells == ("A B", "", "TRUE", "#N/A")


def test_prefixed_names_are_read_as_well() -> None:
    xml = (
        '<x:worksheet xmlns:x="a"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    assert sheets_of(package(xml))[0].rows[0].cells == ("1",)


ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
BIG = "<row><c t='inlineStr'><is><t>{}</t></is></c></row>"
MANY = "<row>" + "<c><v>1</v></c>" * 20 + "</row>"
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>'


def _xls_formula() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("S").write(0, 0, xlwt.Formula("1+1"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _stored(sheet: str) -> bytes:
    """A sheet that no rule on the archive refuses: barely packed."""
    noise = "".join(chr(33 + n * n % 90) for n in range(300_000))
    files = zipfile.ZipFile(io.BytesIO(package(sheet)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in files.namelist():
            text = files.read(name)
            if name.endswith("sheet1.xml"):
                padding = f"<!--{noise.replace('-', 'x')[: len(text) // 50]}-->".encode()
                text = text.replace(b"</sheetData>", padding + b"</sheetData>")
            packed.writestr(name, text)
    return out.getvalue()


def _lying() -> bytes:
    """The sheet's size in the directory is smaller than what it unpacks to."""
    data = bytearray(package(sheet_xml(ROW * 1)))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/worksheets/sheet1.xml"))
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


HOSTILE: dict[str, tuple[type[StatementRefusal], Callable[[], bytes]]] = {
    "entities": (BadWorkbook, lambda: package(DOCTYPE + sheet_xml("<row><c><v>&c;</v></c></row>"))),
    "doctype": (BadWorkbook, lambda: package("<!DOCTYPE x>" + sheet_xml(ROW))),
    "broken XML": (BadWorkbook, lambda: package(sheet_xml(ROW)[:-4])),
    "other encoding": (BadWorkbook, lambda: package(sheet_xml(ROW).replace("1", "\x01"))),
    "formula": (FormulaCell, lambda: package(sheet_xml("<row><c><f>1+1</f><v>2</v></c></row>"))),
    "formula XLS": (FormulaCell, _xls_formula),
    "far row": (TooManyRows, lambda: package(sheet_xml(ROW.replace("1", "20001")))),
    "far row XLS": (TooManyRows, lambda: xls([[]] * 20_000 + [["x"]])),
    "far column": (TooManyColumns, lambda: package(sheet_xml(ROW.replace("A1", "BM1")))),
    "far column XLS": (TooManyColumns, lambda: xls([[""] * 64 + ["x"]])),
    "long cell": (FieldTooLong, lambda: package(sheet_xml(BIG.format("x" * 4001)))),
    "long cell XLS": (FieldTooLong, lambda: xls([["x" * 4001]])),
    "NUL XLS": (BadWorkbook, lambda: xls([["a\x00b"]])),
    "cells": (WorkbookTooLarge, lambda: _stored(sheet_xml(MANY * 10_001))),
    "elements": (WorkbookTooLarge, lambda: _stored(sheet_xml("<a></a>" * 900_000))),
    "huge tag": (WorkbookTooLarge, lambda: _stored(sheet_xml(f"<a b='{'x' * 3_000_000}'/>"))),
    "rows backwards": (BadWorkbook, lambda: package(sheet_xml(ROW.replace("1", "2") + ROW))),
    "row twice": (BadWorkbook, lambda: package(sheet_xml(ROW + ROW))),
    "cell elsewhere": (BadWorkbook, lambda: package(sheet_xml(ROW.replace("A1", "A2")))),
    "text index": (
        BadWorkbook,
        lambda: package(sheet_xml("<row><c t='s'><v>7</v></c></row>")),
    ),
    "no number": (BadWorkbook, lambda: package(sheet_xml("<row><c><v>x</v></c></row>"))),
    "bomb": (WorkbookTooLarge, lambda: package(sheet_xml(" " * 5_000_000))),
    "not a ZIP": (BadWorkbook, lambda: b"PK\x03\x04...."),
    "cut": (BadWorkbook, lambda: xlsx([["x"]])[:-30]),
    "lying size": (BadWorkbook, _lying),
    "huge directory": (BadWorkbook, lambda: archive({f"{n:0200}": "" for n in range(2_200)})),
    "many parts": (BadWorkbook, lambda: archive({str(n): "" for n in range(1_001)})),
    "plain ZIP": (ForeignFile, lambda: archive({"mutasi.csv": "a"})),
    "ODS": (ForeignFile, lambda: archive({"mimetype": "x", "content.xml": "<a/>"})),
    "XLSB": (ForeignFile, lambda: archive({"[Content_Types].xml": "", "xl/workbook.bin": ""})),
    "no parts": (BadWorkbook, lambda: archive({"[Content_Types].xml": "<a/>"})),
    "OLE": (BadWorkbook, lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "OLE noise": (BadWorkbook, lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)),
    "locked": (PasswordNeeded, lambda: locked(xlsx([["x"]]), "rahasia")),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbooks_are_refused_soon_and_cheaply(name: str) -> None:
    kind, make = HOSTILE[name]
    data = make()
    assert is_workbook(data)
    began = time.process_time()
    with pytest.raises(kind) as caught:
        sheets_of(data)
    # Two seconds on a quiet machine (the benchmark measures); a machine may be busy, or traced.
    assert time.process_time() - began < 20
    assert caught.value.remedy
    assert sheets_if_any(data) == ()
    with pytest.raises(kind) as again:
        sheets_of(data)
    assert again.value is not caught.value


def test_every_refusal_of_workbooks_is_provoked() -> None:
    provoked = {kind for kind, _ in HOSTILE.values()} | {WrongPassword, UnknownEncryption}
    own = {
        kind
        for kind in StatementRefusal.__subclasses__()
        if kind.__module__ == workbook_errors.__name__
    }
    assert own <= provoked


def test_passwords_open_or_are_refused() -> None:
    plain = xlsx([["x"]])
    data = locked(plain, "rahasia")
    assert unlocked(data, "rahasia") == plain
    assert unlocked(plain, "apa saja") == plain
    with pytest.raises(WrongPassword):
        unlocked(data, "Rahasia")
    for none in (None, ""):
        with pytest.raises(PasswordNeeded):
            unlocked(data, none)
    slow = data.replace(b'spinCount="100000"', b'spinCount="999999"')
    with pytest.raises(UnknownEncryption, match=r"200\.000"):
        unlocked(slow, "rahasia")


def test_the_largest_sheet_is_read_within_memory() -> None:
    rows = [[n, "2026-09-01", f"TRSF {n}", "0998", 1234.5, None, 99.25 + n] for n in range(20_000)]
    data = xlsx(rows)
    tracemalloc.start()
    (sheet,) = sheets_of(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(sheet.rows), sheet.rows[-1].cells[-1]) == (20_000, "20098.25")
    assert peak < 100_000_000


def test_openpyxl_and_xlrd_see_the_same_cells() -> None:
    rows = [["a", 1.5, "b c"], [None, -3.0, "d"]]
    for sheet in (sheets_of(xlsx(rows))[0], sheets_of(xls(rows))[0]):  # type: ignore[arg-type]
        assert [row.cells for row in sheet.rows] == [("a", "1.5", "b c"), ("", "-3", "d")]
    book = openpyxl.load_workbook(io.BytesIO(xlsx(rows)), read_only=True)  # type: ignore[arg-type]
    assert [list(row) for row in book.worksheets[0].iter_rows(values_only=True)] == rows
    old = xlrd.open_workbook(file_contents=xls(rows))  # type: ignore[arg-type]
    assert old.sheet_by_index(0).row_values(1) == ["", -3.0, "d"]
