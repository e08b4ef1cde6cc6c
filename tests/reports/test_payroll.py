"""Payroll deduction: what goes out comes back as payments, all or none, once."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loan_books import lending_book
from report_books import STAMP, book_of

from koperasi_ledger.importers.bills import bills_of
from koperasi_ledger.importers.errors import StatementRefusal
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.records import Member
from koperasi_ledger.reports.sheets import xlsx_bytes
from koperasi_ledger.rules.errors import UnknownSuspense
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.checking import check_book
from koperasi_ledger.workflows.errors import CannotRead
from koperasi_ledger.workflows.payroll import DEDUCTED, payroll_list, payroll_sheet, read_roll
from koperasi_ledger.workflows.payroll_errors import (
    BadPayrollRow,
    DeductedOtherwise,
    DeductedTooMuch,
    NoDeductionYet,
    NotAList,
    NothingFits,
    NotOnRoll,
    OneWayIn,
    TotalDiffers,
    TwiceOnRoll,
)
from koperasi_ledger.workflows.payroll_file import Deduction, read_deductions
from koperasi_ledger.workflows.payroll_in import Money, PayrollRun, allotted, record_deductions
from koperasi_ledger.workflows.recording import record_text

MONTH = "2026-10"
DAY = date(2026, 11, 1)
BRI = Money(DAY, via="bri")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with book_of(tmp_path / "buku", lending_book()) as opened:
        yield opened


def filled(book: Book, folder: Path, said: dict[str, Any] | None = None, **cells: Any) -> Path:
    """The list as the employer hands it back: all that is owed, but for the members in `said`.

    `cells` are other cells to be overwritten (`B3="A-9"`).
    """
    data = xlsx_bytes([payroll_sheet(payroll_list(book, MONTH), MONTH)])
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    page = workbook.active
    assert page is not None
    heads = [cell.value for cell in page[1]]
    number, owed, deducted = (heads.index(head) for head in ("Nomor", "Jumlah", DEDUCTED))
    for row in page.iter_rows(min_row=2):
        member = row[number].value
        if member:
            row[deducted].value = (said or {}).get(str(member), row[owed].value)
    for place, value in cells.items():
        page[place] = value
    path = folder / "potong.xlsx"
    workbook.save(path)
    return path


def booked(book: Book, path: Path, money: Money = BRI) -> PayrollRun:
    return record_deductions(book, read_deductions(path), money, STAMP)


def owed(book: Book) -> Decimal:
    return sum((row.total for row in payroll_list(book, MONTH)), Decimal(0))


def _count(book: Book) -> int:
    return book.journal.head().seq


def test_all_deducted_leaves_nothing_owed_but_new_denda(book: Book, tmp_path: Path) -> None:
    total = owed(book)
    bank = book.journal.books().cash("bri").account
    before = book.journal.balance(bank, DAY)
    run = booked(book, filled(book, tmp_path))
    assert run.total == total
    assert book.journal.balance(bank, DAY) - before == total
    assert {row.deduction.member for row in run.rows} == {"A-0001", "A-0002", "A-0003", "A-0004"}
    assert run.known == 0
    assert check_book(book.folder, print).passed


def test_the_same_file_again_records_nothing(book: Book, tmp_path: Path) -> None:
    path = filled(book, tmp_path)
    first = booked(book, path)
    seq = _count(book)
    again = booked(book, path)
    assert (again.new, again.known) == (0, first.new)
    assert _count(book) == seq
    assert all(row.known for row in again.rows)


def test_another_sum_for_the_same_month_is_refused(book: Book, tmp_path: Path) -> None:
    said = {"A-0001": 0, "A-0002": 40000, "A-0003": 0, "A-0004": 0}
    booked(book, filled(book, tmp_path, said))
    with pytest.raises(DeductedOtherwise, match=r"sudah dicatat Rp40\.000, di berkas Rp60\.000"):
        booked(book, filled(book, tmp_path, said | {"A-0002": 60000}))


def test_after_a_reversal_the_month_can_be_recorded_again(book: Book, tmp_path: Path) -> None:
    said = {"A-0001": 0, "A-0002": 40000, "A-0003": 0, "A-0004": 0}
    booked(book, filled(book, tmp_path, said))
    undo = {"kind": "event_reversed", "date": "2026-11-02", "ref": "BALIK-PG", "reason": "keliru"}
    line = json.dumps({**undo, "target": f"PG-{MONTH}-A-0002-W-1"})
    record_text(book, [line], "uji", STAMP)
    run = booked(book, filled(book, tmp_path, said | {"A-0002": 60000}))
    assert run.new == 1
    assert book.journal.find(f"PG-{MONTH}-A-0002-W-2") is not None


def test_one_wrong_row_and_nothing_is_recorded(book: Book, tmp_path: Path) -> None:
    seq = _count(book)
    with pytest.raises(DeductedTooMuch, match="baris 3"):
        booked(book, filled(book, tmp_path, {"A-0002": 99_000_000}))
    assert _count(book) == seq


def test_a_surplus_goes_to_the_named_savings(book: Book, tmp_path: Path) -> None:
    said = {"A-0001": 0, "A-0002": 500_000, "A-0003": 0, "A-0004": 0}
    run = booked(book, filled(book, tmp_path, said), Money(DAY, "bri", surplus="sukarela"))
    (row,) = [row for row in run.rows if row.deduction.amount]
    assert {part.purpose: part.amount for part in row.parts} == {
        "wajib": Decimal(440_000),
        "simpanan": Decimal(60_000),
    }


def test_a_trial_records_nothing(book: Book, tmp_path: Path) -> None:
    seq = _count(book)
    found = read_deductions(filled(book, tmp_path))
    run = record_deductions(book, found, BRI, STAMP, keep=False)
    assert run.new > 0
    assert _count(book) == seq
    assert not book.journal.find(f"PG-{MONTH}-A-0002-W-1")


def test_the_transfer_has_to_fit(book: Book, tmp_path: Path) -> None:
    found = read_deductions(filled(book, tmp_path))
    with pytest.raises(TotalDiffers):
        record_deductions(book, found, BRI._replace(amount=found.total + 1), STAMP)
    for money in (Money(DAY), Money(DAY, "bri", "TITIP")):
        with pytest.raises(OneWayIn):
            record_deductions(book, found, money, STAMP)
    with pytest.raises(Refusals) as caught:
        record_deductions(book, found, Money(DAY, clears="TIDAK-ADA"), STAMP)
    assert all(isinstance(item, UnknownSuspense) for item in caught.value.items)
    assert caught.value.items[0].where.startswith("baris 2 (A-0001)")


def _waiting(book: Book, amount: str) -> str:
    ref = "bri/2026-10-31/ab12cd34ef56/1"
    line = {
        "kind": "bank_receipt_unidentified",
        "date": "2026-10-31",
        "ref": f"BANK-{ref}",
        "account": "bri",
        "amount": amount,
        "bank_ref": ref,
        "text": "POTONG GAJI PT FIKTIF",
    }
    record_text(book, [json.dumps(line)], "uji", STAMP)
    return f"BANK-{ref}"


def test_a_waiting_transfer_is_used_up(book: Book, tmp_path: Path) -> None:
    path = filled(book, tmp_path)
    found = read_deductions(path)
    waiting = _waiting(book, str(found.total))
    run = record_deductions(book, found, Money(DAY, clears=waiting), STAMP)
    assert run.new > 0
    assert book.journal.balance("Liabilitas:Titipan:PenerimaanBelumDikenali", DAY) == 0


def test_a_waiting_transfer_that_is_larger_is_refused(book: Book, tmp_path: Path) -> None:
    found = read_deductions(filled(book, tmp_path))
    waiting = _waiting(book, str(found.total + 5))
    seq = _count(book)
    with pytest.raises(TotalDiffers, match="selisih Rp5"):
        record_deductions(book, found, Money(DAY, clears=waiting), STAMP)
    assert _count(book) == seq


WRONG_CELLS: dict[str, tuple[dict[str, Any], type[Refusal], str]] = {
    "kosong": ({"H2": None}, BadPayrollRow, "baris 2"),
    "negatif": ({"H2": -5}, BadPayrollRow, "di bawah nol"),
    "bukan angka": ({"H2": "abc"}, BadPayrollRow, "tidak terbaca"),
    "tak jelas": ({"H2": "1.234"}, BadPayrollRow, "1.234"),
    "pecahan sen": ({"H2": 10.001}, BadPayrollRow, "baris 2"),
    "terlalu besar": ({"H2": 1e18}, BadPayrollRow, "baris 2"),
    "anggota dua kali": ({"B3": "A-0001"}, BadPayrollRow, "sudah ada di baris 2"),
    "tanpa nomor": ({"B3": None}, BadPayrollRow, "Nomor anggota kosong"),
    "bulan lain": ({"A3": "2026-09"}, NotAList, "bukan dari satu bulan"),
    "bukan bulan": ({"A3": "Oktober"}, BadPayrollRow, "bukan bulan"),
    "jumlah lain": ({"H6": 5}, NotAList, "berisi Rp5"),
    "rumus": ({"H2": "=1+1"}, StatementRefusal, "rumus"),
    "judul hilang": ({"H1": "Potongan"}, NotAList, "Tidak ada baris judul"),
}


@pytest.mark.parametrize("wrong", WRONG_CELLS)
def test_wrong_cells_are_named(book: Book, tmp_path: Path, wrong: str) -> None:
    cells, refusal, said = WRONG_CELLS[wrong]
    with pytest.raises(refusal, match=said):
        read_deductions(filled(book, tmp_path, **cells))


def test_all_wrong_rows_are_listed_and_clear_texts_are_read(book: Book, tmp_path: Path) -> None:
    with pytest.raises(Refusals) as caught:
        read_deductions(filled(book, tmp_path, H2=None, H3="abc", H4=-1))
    assert [item.where for item in caught.value.items] == ["baris 2", "baris 3", "baris 4"]
    found = read_deductions(filled(book, tmp_path, H2="Rp1.234.567", H3="40000", H4=0, H5=12.5))
    assert [row.amount for row in found.rows] == [
        Decimal(1_234_567), Decimal(40_000), Decimal(0), Decimal("12.5"),
    ]  # fmt: skip


def test_an_unfilled_list_and_other_files_are_refused(book: Book, tmp_path: Path) -> None:
    nobody = dict.fromkeys(("A-0001", "A-0002", "A-0003", "A-0004"))
    with pytest.raises(NoDeductionYet):
        read_deductions(filled(book, tmp_path, nobody))
    with pytest.raises(CannotRead):
        read_deductions(tmp_path / "tidak-ada.xlsx")
    other = tmp_path / "lain.xlsx"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")
    for data in (b"", b"Nomor;Nama\n", archive.getvalue(), b"PK\x03\x04" + bytes(200)):
        other.write_bytes(data)
        with pytest.raises((StatementRefusal, NotAList), match="lain"):
            read_deductions(other)


def test_an_unknown_member_is_named_with_its_row(book: Book, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"baris 3 \(A-9999\)"):
        booked(book, filled(book, tmp_path, B3="A-9999"))


def test_nothing_on_the_list_begins_a_formula(book: Book) -> None:
    line = {
        "kind": "member_joined",
        "date": "2026-01-05",
        "ref": "M-JAHAT",
        "member": "A-0666",
        "name": "=HYPERLINK('http://contoh.invalid')",
    }
    record_text(book, [json.dumps(line)], "uji", STAMP)
    data = xlsx_bytes([payroll_sheet(payroll_list(book, MONTH), MONTH)])
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    assert page is not None
    cells = [cell for row in page.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not any(text.startswith(("=", "+", "-", "@")) for text in texts)
    assert any(text.startswith("'=HYPERLINK") for text in texts)


def test_a_roll_chooses_members(book: Book, tmp_path: Path) -> None:
    roll = tmp_path / "anggota.txt"
    roll.write_text("# bagian produksi\na-0003  # lowercase is meant as capitals\n\nA-0001\n")
    rows = payroll_list(book, MONTH, read_roll(roll))
    assert [row.member.number for row in rows] == ["A-0003", "A-0001"]
    with pytest.raises(Refusals) as caught:
        payroll_list(book, MONTH, ["A-0001", "A-9999", "A-0001"])
    assert [type(item) for item in caught.value.items] == [NotOnRoll, TwiceOnRoll]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with book_of(tmp_path_factory.mktemp("potong") / "buku", lending_book()) as opened:
        yield opened


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["A-0001", "A-0002", "A-0003", "A-0004"]),
    st.integers(1, 30_000_000).map(Decimal),
    st.sampled_from([None, "sukarela"]),
)
def test_a_deduction_is_parted_exactly_and_oldest_first(
    shared: Book, member: str, amount: Decimal, surplus: str | None
) -> None:
    books = shared.journal.books()
    bills = bills_of(books, member, date(2026, 10, 31))
    whole = sum((bill.part.amount for bill in bills), Decimal(0))
    deduction = Deduction(2, member, amount)
    person = books.peek(Member, member)
    assert person is not None
    if amount > whole and surplus is None:
        with pytest.raises(DeductedTooMuch):
            allotted(books, person, MONTH, deduction, None)
        return
    parts = allotted(books, person, MONTH, deduction, surplus)
    assert sum((part.amount for part in parts), Decimal(0)) == amount
    assert all(part.amount > 0 for part in parts)
    saved = sum((part.amount for part in parts if part.purpose == "simpanan"), Decimal(0))
    assert saved == max(amount - whole, Decimal(0))


def test_months_are_paid_whole_where_the_policy_says_so(tmp_path: Path) -> None:
    events = lending_book()
    events[1]["policy"]["simpanan"] = {
        **events[1]["policy"]["simpanan"],
        "wajib_boleh_dicicil": False,
    }
    with book_of(tmp_path / "penuh", events) as book:
        said = {"A-0001": 0, "A-0002": 50_000, "A-0003": 0, "A-0004": 0}
        with pytest.raises(NothingFits, match=r"Rp10\.000"):
            booked(book, filled(book, tmp_path, said))
        run = booked(book, filled(book, tmp_path, said), Money(DAY, "bri", surplus="sukarela"))
        assert run.new == 2


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_list_may_come_back_as_csv(
    book: Book, tmp_path: Path, mark: str, encoding: str
) -> None:
    """Saved again as CSV, with thousands as people write them, it says the same."""
    from_workbook = read_deductions(filled(book, tmp_path))
    lines = [mark.join(("Bulan", "Nomor", "Nama", "Dipotong"))]
    lines += [
        mark.join((MONTH, row.member, "Nama", f"{row.amount:.0f}")) for row in from_workbook.rows
    ]
    path = tmp_path / "potong.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    assert read_deductions(path) == from_workbook


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bulan;Nomor;Nama;Dipotong\n2026-10;A-0001;X;satu\n", "baris 2"),
        ('Bulan;Nomor;Nama;Dipotong\n2026-10;A-0001;"X;20000\n', "baris 2"),
        ("Bulan;Nomor;Nama;Dipotong\n2026-10;A-0001;X;-5\n", "baris 2"),
        ("Bulan;Nomor;Dipotong\n2026-10;A-0001;5\n", "Tidak ada baris judul"),
        ("Bulan;Nomor;Nama;Dipotong\n2026-10;A-0001\0;X;5\n", "kendali"),
        ("", "kosong"),
    ],
)
def test_a_wrong_csv_is_refused_with_its_row(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "potong.csv"
    path.write_text(text)
    with pytest.raises((Refusal, Refusals), match=told):
        read_deductions(path)
