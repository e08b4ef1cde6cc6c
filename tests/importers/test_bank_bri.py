"""BRI: two accounts, two exports in one file, signs, references, and numbers without zeros."""

from decimal import Decimal

import pytest
from bank_layouts import Dialect, bri, bri_rows, september

from koperasi_ledger.importers.errors import BadCell, BrokenChain, StatementMistakes
from koperasi_ledger.importers.readers import read_statement

MOVES = [september(1, "50.00"), september(2, "-20.25"), september(3, "7.00")]
SAVE = Dialect().save


def test_accounts_are_split_even_when_interleaved() -> None:
    one, two = bri_rows(MOVES), bri_rows(MOVES, Decimal(5), account="58801037081508")
    mixed = [one[0], *(row for pair in zip(one[1:], two[1:], strict=True) for row in pair)]
    statements = read_statement(SAVE(mixed), "mutasi.csv")
    assert [(s.account, s.opening, len(s.lines)) for s in statements] == [
        ("000001000123509", Decimal(1000), 3),
        ("58801037081508", Decimal(5), 3),
    ]


def test_two_exports_in_one_file_are_joined_when_they_chain() -> None:
    later = bri_rows([september(4, "1.00")], Decimal("1036.75"), columns=18)
    (joined,) = read_statement(SAVE([*bri_rows(MOVES), *later]), "mutasi.csv")
    assert len(joined.lines) == 4
    apart = read_statement(SAVE([*bri_rows(MOVES), *bri_rows(MOVES)]), "mutasi.csv")
    assert [len(s.lines) for s in apart] == [3, 3]


def test_zero_may_be_printed_as_point_zero_zero_or_left_out() -> None:
    rows = bri_rows(MOVES)
    rows[1][8], rows[2][9] = ".00", ""
    (read,) = read_statement(SAVE(rows), "mutasi.csv")
    assert [line.amount for line in read.lines] == [move.amount for move in MOVES]


def test_sequence_of_zeros_is_no_reference() -> None:
    rows = bri_rows(MOVES)
    rows[1][5] = "0"
    (read,) = read_statement(SAVE(rows), "mutasi.csv")
    assert [line.bank_reference for line in read.lines] == [None, "000001", "000001"]


def test_newest_first_is_turned_round() -> None:
    rows = bri_rows(MOVES)
    (read,) = read_statement(SAVE([rows[0], *rows[:0:-1]]), "mutasi.csv")
    assert [line.row for line in read.lines] == [4, 3, 2]
    assert read.opening == Decimal(1000)


def test_newest_first_of_one_day_is_turned_round_by_its_times() -> None:
    rows = bri_rows([september(1, "50.00"), september(1, "-20.25"), september(1, "7.00")])
    for row, hour in zip(rows[1:], ("08", "11", "19"), strict=True):
        row[2] = f"2026-09-01 {hour}:14:47"
    (read,) = read_statement(SAVE([rows[0], *rows[:0:-1]]), "mutasi.csv")
    assert [line.row for line in read.lines] == [4, 3, 2]


def test_balance_before_a_row_is_part_of_the_chain() -> None:
    rows = bri_rows(MOVES)
    rows[2][7] = "1049.00"
    with pytest.raises(BrokenChain) as caught:
        read_statement(SAVE(rows), "mutasi.csv")
    assert caught.value.row == 3


@pytest.mark.parametrize(
    ("column", "value", "name"),
    [
        (1, "1E+12", "NOREK"),
        (2, "01/09/2026 08:14", "TGL_TRAN"),
        (2, "2026-02-30 08:14:47", "TGL_TRAN"),
        (8, "5.00", "GLSIGN"),
        (9, "-50.00", "MUTASI_KREDIT"),
        (9, "１２", "MUTASI_KREDIT"),
        (10, "", "SALDO_AKHIR_MUTASI"),
        (11, "Db", "GLSIGN"),
        (11, "Xx", "GLSIGN"),
    ],
)
def test_cell_that_is_not_what_its_column_needs(column: int, value: str, name: str) -> None:
    rows = bri_rows(MOVES)
    rows[1][column] = value
    with pytest.raises(BadCell) as caught:
        read_statement(SAVE(rows), "mutasi.csv")
    assert (caught.value.row, caught.value.column) == (2, name)


def test_mistakes_are_counted_even_when_not_all_are_printed() -> None:
    rows = bri_rows(MOVES * 40)
    for row in rows[1:]:
        row[2] = "kemarin"
    with pytest.raises(StatementMistakes) as caught:
        read_statement(SAVE(rows), "mutasi.csv")
    assert "Ada 120 kesalahan" in str(caught.value)
    assert "dan 70 kesalahan lain" in str(caught.value)


def test_separator_of_excel_above_the_header_is_passed_over() -> None:
    data = b"sep=;\r\n" + bri(MOVES, dialect=Dialect(delimiter=";"))
    (read,) = read_statement(data, "mutasi.csv")
    assert [line.row for line in read.lines] == [3, 4, 5]
