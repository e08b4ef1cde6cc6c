"""Bills of a month: the same codes when asked again, none twice, and the bank line pays them."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from bank_books import Move, bca, event, fresh, record, run
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from test_bank_matching import TERMS, begun, told

from koperasi_ledger.model.records import IssuedCode
from koperasi_ledger.reports.sheets import Sheet, csv_bytes, xlsx_bytes
from koperasi_ledger.workflows import bank_errors
from koperasi_ledger.workflows.bank_bills import bill_month, message
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.recording import Stamp

FIFTH = Stamp("bendahara", dt.datetime(2026, 9, 5, 3, tzinfo=dt.UTC))
LATER = dt.datetime(2026, 9, 20, 5, tzinfo=dt.UTC)


@pytest.fixture
def book() -> Iterator[Book]:
    with fresh() as opened:
        begun(opened)
        record(
            opened,
            event("virtual_account_assigned", "2026-09-01", "VA", number="8881000042",
                  member="A-0042", purpose="tagihan"),
        )  # fmt: skip
        yield opened


def test_bills_have_a_number_or_a_code_and_keep_it(book: Book) -> None:
    run_ = bill_month(book, "2026-09", None, FIFTH)
    assert [(b.member.number, b.virtual, b.code, b.total) for b in run_.bills] == [
        ("A-0001", None, 1, Decimal(100_001)),
        ("A-0042", "8881000042", None, Decimal(100_000)),
        ("A-0077", None, 2, Decimal(100_002)),
        ("A-0123", None, 3, Decimal(100_003)),
    ]
    head = book.journal.head()
    again = bill_month(book, "2026-09", None, FIFTH)
    assert (again.bills, again.issued) == (run_.bills, 0)
    assert book.journal.head() == head
    told_ = message(run_, run_.bills[0], "Koperasi Contoh")
    assert "transfer tepat Rp100.001 ke BCA 0000012345 (sudah termasuk kode unik 1)" in told_
    assert "virtual account 8881000042" in message(run_, run_.bills[1], "K")


def test_the_bank_line_pays_the_bill_and_the_list_says_so(book: Book) -> None:
    bill_month(book, "2026-09", None, FIFTH)
    data = bca([Move(dt.date(2026, 9, 6), Decimal(100_002), "TRSF")], Decimal(1_000_000),
               period="01/09/2026 - 10/09/2026")  # fmt: skip
    assert told(run(book, data, now=LATER)) == [
        ("kode-unik", "kode unik 2 tagihan 2026-09 anggota A-0077")
    ]
    again = bill_month(book, "2026-09", None, FIFTH)
    assert [bill.member.number for bill in again.bills if bill.paid] == ["A-0077"]
    record(book, event("member_joined", "2026-09-05", "M", member="A-0200", name="Baru Fiktif"))
    third = bill_month(book, "2026-09", None, FIFTH)
    assert third.issued == 1
    assert third.bills[-1].code == 1  # 50.000 only: another sum, its own codes
    assert third.bills[:-1] == again.bills


def test_codes_of_the_next_month_rest_until_the_old_ones_have(book: Book) -> None:
    bill_month(book, "2026-09", None, FIFTH)
    october = Stamp("bendahara", dt.datetime(2026, 10, 5, 3, tzinfo=dt.UTC))
    run_ = bill_month(book, "2026-09", None, october)
    assert run_.issued == 0
    next_ = bill_month(book, "2026-10", None, october)
    totals = [bill.total for bill in next_.bills if bill.code is not None]
    assert totals == [Decimal(150_001), Decimal(150_002), Decimal(150_003)]
    assert len({item.total for item in book.journal.books().all(IssuedCode)}) == 6


def test_trying_records_nothing_and_too_few_codes_are_refused(book: Book) -> None:
    head = book.journal.head()
    tried = bill_month(book, "2026-09", None, FIFTH, keep=False)
    assert tried.issued == 3
    assert book.journal.head() == head
    few = {"kode_unik": {**TERMS["kode_unik"], "paling_besar": 9}}
    record(
        book,
        event("policy_adopted", "2026-09-02", "K-3", effective="2026-09-02", decision="RAT",
              policy={"bank": few}),
        *(event("member_joined", "2026-09-02", f"N-{n}", member=f"B-{n}", name="Nama Fiktif")
          for n in range(10)),
    )  # fmt: skip
    head = book.journal.head()
    with pytest.raises(bank_errors.CodesUsedUp):
        bill_month(book, "2026-09", None, FIFTH)
    assert book.journal.head() == head


FORMULAS = ("=1+1", "+62812", "-1", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0")
cells = st.sampled_from(FORMULAS) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), max_size=20
)


@settings(max_examples=30)
@given(st.lists(st.lists(cells, min_size=3, max_size=3), max_size=5))
def test_no_cell_of_ours_begins_a_formula(rows: list[list[str]]) -> None:
    sheet = Sheet("=Nama", ["=a", "b", "c"], rows)
    text = csv_bytes(sheet).decode("utf-8-sig")
    seen = list(csv.reader(io.StringIO(text, newline="")))
    data = xlsx_bytes([sheet, sheet])
    assert data == xlsx_bytes([sheet, sheet])
    page = load_workbook(io.BytesIO(data)).worksheets[0]
    from_workbook = [[cell.value for cell in row] for row in page.iter_rows()]
    for row in seen + [[str(value or "") for value in row] for row in from_workbook]:
        assert not any(value.startswith(("=", "+", "-", "@", "\t")) for value in row)
    assert all(cell.data_type in ("s", "n") for row in page.iter_rows() for cell in row)
    assert [[value.removeprefix("'") for value in row] for row in seen[1:]] == [
        [value.removeprefix("'") for value in row] for row in rows
    ]


def test_amounts_and_days_are_numbers_and_dates(tmp_path: Path) -> None:
    row = ("x", Decimal("1234.56"), dt.date(2026, 9, 5), None, 7, Decimal("9" * 16))
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx_bytes([Sheet("A", list("abcdef"), [row])]))
    values = [cell.value for cell in load_workbook(path).worksheets[0][2]]
    assert values == ["x", 1234.56, dt.datetime(2026, 9, 5), None, 7, "9" * 16]  # noqa: DTZ001
    lines = csv_bytes(Sheet("A", list("abcdef"), [row])).decode("utf-8-sig").split("\r\n")
    assert lines[1] == f"x,1234.56,2026-09-05,,7,{'9' * 16}"
