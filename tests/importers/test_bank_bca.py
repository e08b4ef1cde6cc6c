"""KlikBCA Bisnis: years, pending rows, totals, sections, and the layouts seen in public parsers."""

import datetime as dt
from decimal import Decimal

import pytest
from bank_layouts import Dialect, Move, bca, bca_rows, september

from koperasi_ledger.importers.errors import (
    BadCell,
    BadColumns,
    BrokenChain,
    ContradictoryHeading,
    MissingColumns,
    OutsidePeriod,
    PendingInTheMiddle,
    PeriodMissing,
    StatementMistakes,
    TotalMismatch,
    TotalsMissing,
    UnrecognisedRow,
    YearUnclear,
)
from koperasi_ledger.importers.readers import read_statement
from koperasi_ledger.importers.statement import Statement

TWO = [september(1, "50.00"), september(2, "-20.25")]
SAVE = Dialect().save


def only(data: bytes) -> Statement:
    (statement,) = read_statement(data, "mutasi.csv")
    return statement


def test_year_comes_from_the_period_across_new_year() -> None:
    moves = [
        Move(dt.date(2026, 12, 30), Decimal("250000.00")),
        Move(dt.date(2027, 1, 2), Decimal("-1.00")),
    ]
    read = only(bca(moves, period="28/12/2026 - 03/01/2027", with_year=False))
    assert [line.date for line in read.lines] == [move.date for move in moves]
    assert (read.start, read.end) == (dt.date(2026, 12, 28), dt.date(2027, 1, 3))


def test_no_year_and_no_period_is_refused_not_guessed() -> None:
    with pytest.raises(PeriodMissing) as caught:
        only(bca(TWO, period=None, with_year=False))
    assert caught.value.row == 7


def test_full_dates_without_period_give_the_period() -> None:
    read = only(bca(TWO, period=None))
    assert (read.start, read.end) == (dt.date(2026, 9, 1), dt.date(2026, 9, 2))


@pytest.mark.parametrize("with_year", [True, False])
def test_date_outside_the_period_is_refused(with_year: bool) -> None:  # noqa: FBT001
    with pytest.raises(OutsidePeriod) as caught:
        only(bca(TWO, period="01/09/2026 - 01/09/2026", with_year=with_year))
    assert caught.value.row == 9


def test_day_that_fits_two_years_is_refused() -> None:
    with pytest.raises(StatementMistakes) as caught:
        only(bca(TWO, period="01/08/2025 - 30/09/2026", with_year=False))
    assert {type(mistake) for mistake in caught.value.mistakes} == {YearUnclear}


@pytest.mark.parametrize("with_balance", [True, False])
@pytest.mark.parametrize("totals_count_pending", [True, False])
def test_pending_rows_are_not_booked(
    with_balance: bool,  # noqa: FBT001
    totals_count_pending: bool,  # noqa: FBT001
) -> None:
    read = only(
        bca(
            TWO,
            pending=[september(30, "80000.00")],
            with_balance=with_balance,
            totals_count_pending=totals_count_pending,
        )
    )
    assert [line.amount for line in read.lines] == [Decimal("50.00"), Decimal("-20.25")]
    assert read.closing == Decimal("1029.75")
    assert read.proven


def test_next_rows_and_blank_pending_balances_are_left_out_too() -> None:
    rows = bca_rows(TWO, pending=[september(30, "5.00")], totals_count_pending=False)
    pending = next(row for row in rows if row[:1] == ["PEND"])
    pending[0], pending[-1] = " NEXT", ""
    assert len(only(SAVE(rows)).lines) == 2


def test_pending_row_inside_the_balances_of_booked_rows_is_refused() -> None:
    rows = bca_rows([*TWO, september(3, "7.00")])
    rows[8][0] = "PEND"
    with pytest.raises(PendingInTheMiddle) as caught:
        only(SAVE(rows))
    assert caught.value.row == 9


def test_statement_without_transactions_needs_its_period_only() -> None:
    read = only(bca([]))
    assert (read.lines, read.opening, read.closing) == ((), Decimal(1000), Decimal(1000))
    with pytest.raises(PeriodMissing):
        only(bca([], period=None))


def test_newest_first_is_turned_round() -> None:
    rows = bca_rows([*TWO, september(3, "7.00")])
    rows[7:10] = rows[9:6:-1]
    assert [line.row for line in only(SAVE(rows)).lines] == [10, 9, 8]


def test_newest_first_of_one_day_is_turned_round_between_both_balances() -> None:
    rows = bca_rows([september(1, "1.00"), september(1, "2.00"), september(1, "4.00")])
    rows[7:10] = rows[9:6:-1]
    assert [line.row for line in only(SAVE(rows)).lines] == [10, 9, 8]


def test_same_day_rows_in_disorder_are_refused() -> None:
    rows = bca_rows([september(1, "1.00"), september(1, "2.00"), september(1, "4.00")])
    rows[7:9] = rows[8:6:-1]
    with pytest.raises(BrokenChain):
        only(SAVE(rows))


def test_four_identical_rows_are_four_lines() -> None:
    assert len(only(bca([september(5, "-1250000.00", "TARIKAN ATM")] * 4)).lines) == 4


def test_public_layout_with_trailing_commas_and_no_empty_lines() -> None:
    data = (
        '"Informasi Rekening - Mutasi Rekening"," "," "," "," ",\n\n"No. rekening : 035-0000001"\n'
        '"Periode : 13/05/2026 - 14/05/2026"\n"Kode Mata Uang : Rp"\n'
        '"Tanggal Transaksi","Keterangan","Cabang","Jumlah","Saldo"\n'
        '\'13/05,"KR OTOMATIS\n#WARKAT  1","0000","3,528,964.00 CR","25,441,156.00"\n'
        '"Saldo Awal : 21,912,192.00"\n"Mutasi Debet : 0.00","0"\n'
        '"Mutasi Kredit : 3,528,964.00","1"\n"Saldo Akhir : 25,441,156.00"\n'
    )
    read = only(data.encode())
    assert read.account == "0350000001"
    assert [(ln.text, ln.row, ln.date) for ln in read.lines] == [
        ("KR OTOMATIS #WARKAT 1", 7, dt.date(2026, 5, 13))
    ]


def test_foreign_currency_keeps_its_code() -> None:
    rows = bca_rows(TWO)
    rows[4] = ["Kode Mata Uang : USD"]
    assert only(SAVE(rows)).currency == "USD"


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("Mutasi Debet", ["Mutasi Debet : 20.00", "1"]),
        ("Banyaknya Mutasi Debet", ["Mutasi Debet : 20.25", "2"]),
        ("Banyaknya Mutasi Kredit", ["Mutasi Kredit : 50.00", "0"]),
    ],
)
def test_totals_and_counts_are_checked(label: str, printed: list[str]) -> None:
    rows = bca_rows(TWO)
    at = next(i for i, row in enumerate(rows) if row and row[0][:12] == printed[0][:12])
    rows[at] = printed
    with pytest.raises(TotalMismatch, match=label) as caught:
        only(SAVE(rows))
    assert caught.value.row == at + 1


def test_closing_balance_without_balance_column_names_its_own_line() -> None:
    rows = bca_rows(TWO, with_balance=False)
    rows[-1] = ["Saldo Akhir : 1,029.74"]
    with pytest.raises(BrokenChain) as caught:
        only(SAVE(rows))
    assert caught.value.row == len(rows)


@pytest.mark.parametrize("kept", range(7, 13))
def test_file_cut_between_rows_is_refused(kept: int) -> None:
    with pytest.raises(TotalsMissing):
        only(SAVE(bca_rows(TWO)[:kept]))


def test_unquoted_row_cut_in_the_middle_is_refused() -> None:
    data = Dialect(quote_all=False, delimiter=";").save(bca_rows(TWO))
    with pytest.raises(BadColumns) as caught:
        only(data[: data.find(b";20.25 DB")])
    assert caught.value.row == 9


def test_two_months_of_one_account_are_joined_and_a_repeated_one_is_not() -> None:
    first = bca_rows(TWO)
    moves = [Move(dt.date(2026, 10, 1), Decimal("3.00"))]
    second = bca_rows(moves, Decimal("1029.75"), period="01/10/2026 - 31/10/2026")
    joined = only(SAVE([*first, *second]))
    assert (joined.start, joined.end) == (dt.date(2026, 9, 1), dt.date(2026, 10, 31))
    assert (joined.opening, joined.closing) == (Decimal(1000), Decimal("1032.75"))
    assert len(joined.lines) == 3
    assert len(read_statement(SAVE([*first, *first]), "mutasi.csv")) == 2


def test_heading_that_contradicts_itself_is_refused() -> None:
    rows = bca_rows(TWO)
    rows.insert(2, ["No. rekening : 0000099999"])
    with pytest.raises(ContradictoryHeading):
        only(SAVE(rows))


@pytest.mark.parametrize(
    "stray", [["Baris asing"], ["03/09/2026", "X", "0000", "1.00 CR", "1,030.75"]]
)
def test_stray_rows_are_refused(stray: list[str]) -> None:
    rows = bca_rows(TWO)
    rows.insert(8 if len(stray) == 1 else len(rows), stray)
    with pytest.raises(UnrecognisedRow):
        only(SAVE(rows))


def test_all_bad_cells_are_listed_together() -> None:
    rows = bca_rows([*TWO, september(3, "7.00")])
    rows[3] = ["Periode : 01/09/2026 - 30/09/2026"]
    rows[7][0], rows[8][3], rows[9][4] = "31/02/2026", "1e5 DB", "NaN"
    with pytest.raises(StatementMistakes) as caught:
        only(SAVE(rows))
    seen = [(m.row, m.column, m.value) for m in caught.value.mistakes if isinstance(m, BadCell)]
    assert seen == [
        (8, "Tanggal Transaksi", "31/02/2026"),
        (9, "Jumlah", "1e5"),
        (10, "Saldo", "NaN"),
    ]
    assert "mutasi.csv, baris 9" in str(caught.value)


def test_sections_need_no_title_to_be_told_apart() -> None:
    other = bca_rows(TWO, account="0000099999")[1:]
    statements = read_statement(SAVE([*bca_rows(TWO), *other]), "mutasi.csv")
    assert [s.account for s in statements] == ["0000012345", "0000099999"]


def test_title_begins_a_section_even_when_the_one_before_lost_its_table() -> None:
    with pytest.raises(MissingColumns) as caught:
        only(SAVE([*bca_rows(TWO)[:4], *bca_rows(TWO)]))
    assert caught.value.row == 4


def test_opening_balance_may_stand_above_the_table_and_remarks_below() -> None:
    rows = bca_rows(TWO)
    opening = next(row for row in rows if row and row[0].startswith("Saldo Awal"))
    rows.remove(opening)
    rows.insert(4, opening)
    assert only(SAVE([*rows, ["Dicetak : 01/10/2026"]])).opening == Decimal(1000)


@pytest.mark.parametrize(
    ("row", "column", "value", "name"),
    [
        (1, 0, "No. rekening : 1,2E+09", "No. rekening"),
        (3, 0, "Periode : 30/09/2026 - 01/09/2026", "Periode"),
        (3, 0, "Periode : September 2026", "Periode"),
        (4, 0, "Kode Mata Uang : rupiah", "Kode Mata Uang"),
        (7, 3, "50.00", "Jumlah"),
        (7, 3, "-50.00 CR", "Jumlah"),
        (7, 4, "", "Saldo"),
        (10, 0, "Saldo Awal : seribu", "Saldo Awal"),
        (11, 1, "satu", "Mutasi Debet"),
    ],
)
def test_cell_that_is_not_what_it_must_be(row: int, column: int, value: str, name: str) -> None:
    rows = bca_rows(TWO)
    rows[row][column] = value
    with pytest.raises(BadCell) as caught:
        only(SAVE(rows))
    assert (caught.value.row, caught.value.column) == (row + 1, name)


def test_heading_and_sums_may_be_absent() -> None:
    rows = bca_rows(TWO)
    slim = [*rows[5:], rows[3]]
    rows[11], rows[12] = ["Mutasi Debet : "], ["Mutasi Kredit : 50.00"]
    assert only(SAVE([rows[3], *rows[5:]])).account is None
    with pytest.raises(MissingColumns):
        only(SAVE(slim))


def test_damaged_pending_row_is_named_when_the_totals_count_it() -> None:
    rows = bca_rows(TWO, pending=[september(3, "5.00")])
    rows[9][4] = "1,034.76"
    with pytest.raises(BrokenChain):
        only(SAVE(rows))
