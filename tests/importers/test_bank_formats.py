"""Laws of the readers of tables and workbooks: what is written is read, what is damaged is seen."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest
from bank_layouts import Dialect, Move, cents, dialects, september, texts
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from workbook_layouts import (
    bni_direct_rows,
    bni_rows,
    bsi_a_rows,
    bsi_b_rows,
    individu,
    jatim_rows,
    kopra_rows,
    livin_rows,
    locked,
    mcm_rows,
    qlola_rows,
    qris_rows,
    xls,
    xlsx,
)

from koperasi_ledger.importers.amounts import Style, parse_amount
from koperasi_ledger.importers.date_forms import any_form
from koperasi_ledger.importers.errors import (
    BrokenChain,
    ContradictoryHeading,
    PeriodMissing,
    StatementMistakes,
    TotalMismatch,
    TotalsMissing,
)
from koperasi_ledger.importers.headings import period_of
from koperasi_ledger.importers.money_cells import money
from koperasi_ledger.importers.qris import report_of
from koperasi_ledger.importers.readers import READERS, read_statement
from koperasi_ledger.importers.statement import Statement
from koperasi_ledger.importers.workbook_cells import Number
from koperasi_ledger.importers.workbook_errors import PasswordNeeded, WrongPassword
from koperasi_ledger.model.errors import Refusal

Rows = Callable[[Sequence[Move], Decimal, Dialect], list[list[Any]]]
quick = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
CSV: dict[str, Rows] = {
    "mandiri-kopra": kopra_rows,
    "mandiri-mcm": mcm_rows,
    "bni-csv": bni_rows,
    "bsi-a": bsi_a_rows,
    "bsi-b": bsi_b_rows,
    "bri-qlola": qlola_rows,
    "jatim": jatim_rows,
}
BOOKS: dict[str, Rows] = {"mandiri-livin": livin_rows, "bni-direct": bni_direct_rows}
WITHOUT_BALANCE = {"mandiri-mcm", "bni-csv", "bsi-a"}
WITHOUT_ACCOUNT = {"bni-csv", "bsi-b"}
FORMATS = {**CSV, **BOOKS}
MOVES = [september(1, "50.00"), september(2, "-20.25"), september(2, "7.00")]
# What a workbook can hold: no control characters, and nothing that its XML would fold.
plain_texts = texts.map(lambda text: text.replace("\n", " "))
moves_lists = st.lists(
    st.builds(
        Move,
        st.dates(dt.date(2026, 9, 1), dt.date(2026, 9, 30)),
        cents.filter(bool),
        plain_texts,
    ),
    min_size=1,
    max_size=8,
).map(lambda moves: sorted(moves, key=lambda move: move.date))


def _clean(text: str) -> str:
    return re.sub(r"^'(?=[-=+@0-9])", "", " ".join(text.split()))


def _expected_text(name: str, text: str) -> str:
    parts = [_clean(text), "CABANG CONTOH"] if name == "mandiri-mcm" else [_clean(text)]
    return " ".join(part for at, part in enumerate(parts) if part and part not in parts[:at])


def _check(name: str, found: Statement, moves: Sequence[Move], opening: Decimal) -> None:
    assert [(ln.date, ln.amount, ln.text) for ln in found.lines] == [
        (move.date, move.amount, _expected_text(name, move.text)) for move in moves
    ]
    assert found.bank == name.partition("-")[0]
    assert (found.account is None) == (name in WITHOUT_ACCOUNT)
    if name in WITHOUT_BALANCE:
        assert (found.opening, found.closing, found.proven) == (None, None, False)
    else:
        closing = opening + sum((move.amount for move in moves), Decimal(0))
        assert (found.opening, found.closing, found.proven) == (opening, closing, True)


@pytest.mark.parametrize("name", CSV)
@quick
@given(moves=moves_lists, opening=cents, dialect=dialects)
def test_csv_layouts_read_what_was_written(
    name: str, moves: list[Move], opening: Decimal, dialect: Dialect
) -> None:
    (found,) = read_statement(dialect.save(CSV[name](moves, opening, dialect)), "mutasi.csv")
    _check(name, found, moves, opening)


@pytest.mark.parametrize("name", FORMATS)
@quick
@given(moves=moves_lists, opening=cents, comma=st.booleans(), old=st.booleans())
def test_workbooks_read_what_was_written(
    name: str,
    moves: list[Move],
    opening: Decimal,
    *,
    comma: bool,
    old: bool,
) -> None:
    # XML and BIFF have no lone surrogates and no non-characters.
    assume(not any(re.search("[\ufffe\uffff]", move.text) for move in moves))
    rows = FORMATS[name](moves, opening, Dialect(comma_style=comma))
    data = xls(rows) if old else xlsx(rows, streamed=comma)
    (found,) = read_statement(data, "mutasi.xlsx")
    _check(name, found, moves, opening)


@pytest.mark.parametrize("name", sorted(set(FORMATS) - WITHOUT_BALANCE))
@quick
@given(moves=moves_lists, opening=cents, data=st.data())
def test_a_row_lost_doubled_or_altered_is_refused(
    name: str, moves: list[Move], opening: Decimal, data: st.DataObject
) -> None:
    moves = sorted([*moves, *moves, *moves], key=lambda move: move.date)
    rows = FORMATS[name](moves, opening, Dialect())
    places = [at for at, row in enumerate(rows) if _is_movement(row)]
    # The first and the last row of a table without totals cannot be missed.
    inner = places if name in BOOKS else places[1:-1]
    victim = data.draw(st.sampled_from(inner), "victim")
    _damage(rows, victim, data)
    with pytest.raises(Refusal):
        read_statement(xlsx(rows), "mutasi.xlsx")


def _is_movement(row: Sequence[Any]) -> bool:
    return sum(bool(re.fullmatch(r"-?[0-9,]+\.[0-9]{2}", str(cell))) for cell in row) >= 2


def _damage(rows: list[list[Any]], victim: int, data: st.DataObject) -> None:
    match data.draw(st.sampled_from(["lost", "doubled", "altered"]), "damage"):
        case "lost":
            del rows[victim]
        case "doubled":
            rows.insert(victim, rows[victim])
        case _:
            row = rows[victim] = list(rows[victim])
            amounts = [
                at
                for at, cell in enumerate(row)
                if re.fullmatch(r"[0-9,]+\.[0-9]{2}", str(cell)) and str(cell) != "0.00"
            ]
            cell = row[amounts[0]]
            row[amounts[0]] = f"{int(cell[0]) % 9 + 1}{cell[1:]}"


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_has_one_reader(name: str) -> None:
    data = xlsx(FORMATS[name](MOVES, Decimal(1000), Dialect()))
    assert [reader.name for reader in READERS if reader.claims(data)] == [name]
    assert read_statement(data, "a", name) == read_statement(data, "a")


@quick
@given(
    moves=moves_lists,
    opening=cents,
    english=st.booleans(),
    year=st.booleans(),
    newline=st.sampled_from(["\r\n", "\n"]),
)
def test_individu_reads_what_was_written(
    moves: list[Move],
    opening: Decimal,
    newline: str,
    *,
    english: bool,
    year: bool,
) -> None:
    lines = individu(moves, opening, english=english, with_year=year)
    # A quote that opens a field is a quoted field; the bank writes none.
    assume(not any('"' in move.text for move in moves))
    (found,) = read_statement(newline.join(lines).encode(), "mutasi.csv")
    _check("bca-individu", found, moves, opening)
    assert found.account == "0000067890"


def test_individu_saved_again_keeps_commas_and_quotes() -> None:
    moves = [september(1, "50.00", "A, B"), september(2, "-1.00", 'TOKO "MAJU", C')]
    lines = [line.split(",") for line in individu(moves, Decimal(10))]
    again = [
        [row[0], ",".join(row[1:-4]), *row[-4:]] if row[0].startswith("'") else row for row in lines
    ]
    for dialect in (Dialect(quote_all=False), Dialect(), Dialect(delimiter=";", quote_all=False)):
        (found,) = read_statement(dialect.save(again), "a")
        assert [line.amount for line in found.lines] == [move.amount for move in moves]
    (raw,) = read_statement("\n".join(individu(moves, Decimal(10))).encode(), "a")
    assert [line.text for line in raw.lines] == ["A, B", 'TOKO "MAJU", C']


def test_individu_without_year_and_period_is_refused() -> None:
    lines = individu(MOVES, Decimal(1), with_year=False)
    with pytest.raises(PeriodMissing):
        read_statement("\n".join(line for line in lines if "Period" not in line).encode(), "a")


def test_individu_without_opening_balance_takes_it_from_the_first_row() -> None:
    lines = [ln for ln in individu(MOVES, Decimal(7)) if not ln.startswith("Starting")]
    (found,) = read_statement("\n".join(lines).encode(), "a")
    assert (found.opening, found.proven) == (Decimal(7), True)
    with pytest.raises(TotalsMissing):
        read_statement("\n".join(lines[:-1]).encode(), "a")


def test_livin_and_bni_direct_read_page_after_page() -> None:
    for name, rows in (
        ("mandiri-livin", livin_rows(MOVES, Decimal(9), Dialect(comma_style=True), page=2)),
        ("bni-direct", bni_direct_rows(MOVES, Decimal(-9), Dialect(), page=2)),
    ):
        opening = Decimal(9) if name == "mandiri-livin" else Decimal(-9)
        (found,) = read_statement(xlsx(rows), "a")
        _check(name, found, MOVES, opening)


def test_livin_totals_are_checked() -> None:
    rows = livin_rows(MOVES, Decimal(1000), Dialect())
    at = next(i for i, row in enumerate(rows) if "Dana Masuk/Incoming Transactions" in row)
    rows[at] = [*rows[at][:-1], "58.00"]
    with pytest.raises(TotalMismatch, match="baris"):
        read_statement(xlsx(rows), "a")
    rows = livin_rows(MOVES, Decimal(1000), Dialect())
    rows.append([*[""] * 16, "Saldo Akhir/Closing Balance", *[""] * 4, "1.00"])
    with pytest.raises(ContradictoryHeading):
        read_statement(xlsx(rows), "a")


def test_livin_amount_without_a_date_is_not_passed_over() -> None:
    rows = livin_rows(MOVES, Decimal(1000), Dialect())
    rows.append([*[""] * 15, "1.00"])
    with pytest.raises(Refusal, match="tidak dikenali"):
        read_statement(xlsx(rows), "a")


def test_bni_direct_counts_are_checked() -> None:
    rows = bni_direct_rows(MOVES, Decimal(1000), Dialect())
    rows[-1][4] = "2"
    with pytest.raises(TotalMismatch, match="Banyaknya"):
        read_statement(xls(rows), "a")


def test_real_days_and_numbers_of_a_sheet_are_read_as_such() -> None:
    rows = jatim_rows(MOVES, Decimal(1000), Dialect())
    for row, move in zip(rows[1:], MOVES, strict=True):
        cells: list[Any] = list(row)
        cells[0] = dt.datetime.combine(move.date, dt.time(8, 14))
        cells[2] = int(cells[2].lstrip("0"))
        cells[6:9] = [float(cell.replace(",", "")) if cell else None for cell in cells[6:9]]
        row[:] = cells
    for data in (xlsx(rows), xlsx(rows, streamed=False), xls(rows)):
        (found,) = read_statement(data, "a")
        assert [(ln.date, ln.amount) for ln in found.lines] == [(m.date, m.amount) for m in MOVES]
        assert (found.account, found.closing, found.proven) == (
            "11000001",
            Decimal("1036.75"),
            True,
        )


def test_days_that_excel_turned_round_in_part_are_refused() -> None:
    rows: list[list[Any]] = [list(row) for row in bni_rows(MOVES, Decimal(0), Dialect())]
    rows[1][0] = dt.date(2026, 1, 9)
    with pytest.raises((Refusal, StatementMistakes), match="tertukar bulannya"):
        read_statement(xlsx(rows), "a")


def test_accounts_of_one_export_are_statements_of_their_own() -> None:
    first = kopra_rows(MOVES, Decimal(1000), Dialect())
    second = [["1370000123457", *row[1:]] for row in kopra_rows(MOVES, Decimal(5), Dialect())[1:]]
    mixed = [first[0], first[1], second[0], first[2], second[1], first[3], second[2]]
    found = read_statement(Dialect().save(mixed), "a")
    assert [(s.account, s.opening) for s in found] == [
        ("1370000123456", Decimal(1000)),
        ("1370000123457", Decimal(5)),
    ]


def test_totals_around_a_table_are_checked() -> None:
    rows = qlola_rows(MOVES, Decimal(1000), Dialect())
    rows += [["", "", "Total", "", "20.25", "57.00", ""], ["", "", "Saldo Akhir", "1,036.75"]]
    (found,) = read_statement(xlsx(rows), "a")
    assert found.proven
    rows[-2][4] = "20.26"
    with pytest.raises(TotalMismatch):
        read_statement(xlsx(rows), "a")
    rows[-2][4], rows[-1][3] = "20.25", "1,036.76"
    with pytest.raises(BrokenChain):
        read_statement(xlsx(rows), "a")


def test_locked_statement_opens_with_its_password_only() -> None:
    plain = xlsx(livin_rows(MOVES, Decimal(1000), Dialect(comma_style=True)))
    data = locked(plain, "rahasia1")
    assert read_statement(data, "a", password="rahasia1") == read_statement(plain, "a")  # noqa: S106
    with pytest.raises(PasswordNeeded, match="--sandi"):
        read_statement(data, "a")
    with pytest.raises(WrongPassword) as caught:
        read_statement(data, "a", password="rahasia2")  # noqa: S106
    assert "rahasia" not in str(caught.value)
    assert read_statement(plain, "a", password="apa saja")  # noqa: S106


SALES = [(dt.date(2026, 9, 20), 120_000, 840), (dt.date(2026, 9, 21), 50_000, 0)]


def test_qris_report_is_read_whole_and_stays_unproven() -> None:
    data = xlsx(qris_rows(SALES))
    (found,) = read_statement(data, "a")
    assert [line.amount for line in found.lines] == [120_000, -840, 50_000]
    assert (found.bank, found.proven, found.opening) == ("qris", False, None)
    report = report_of(data)
    assert [f"{s.gross} {s.fee} {s.net}" for s in report.sales] == [
        "120000.0 840.0 119160.0",
        "50000.0 0.0 50000.0",
    ]
    assert [(p.date, f"{p.net:.2f}") for p in report.payments] == [
        (dt.date(2026, 9, 22), "169160.00")
    ]


@pytest.mark.parametrize(("row", "was", "now"), [(1, "119,160", "119,161"), (3, "170", "171")])
def test_qris_report_that_does_not_add_up_is_refused(row: int, was: str, now: str) -> None:
    rows = qris_rows(SALES)
    rows[row][0] = rows[row][0].replace(was, now)
    with pytest.raises(Refusal):
        read_statement(xlsx(rows), "a")


def test_qris_report_without_its_total_is_refused() -> None:
    with pytest.raises(TotalsMissing):
        read_statement(xlsx(qris_rows(SALES)[:3]), "a")


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("1,234.56", "1234.56"),
        ("Rp 1,234.56", "1234.56"),
        ("Rp.5", "5"),
        ("1,000.00-", "-1000"),
        ("- 456,789.00", "-456789"),
        ("(5.00)", "-5"),
        ("+5", "5"),
        ("'5.00", "5"),
        ("1Rp000", None),
        ("5--", None),
        ("", None),
        ("-", None),
        (Number("1234.5"), "1234.5"),
        (Number("0.125"), None),
        (Number("1E+15"), None),
    ],
)
def test_what_stands_around_an_amount(printed: str, meant: str | None) -> None:
    found = money(printed, lambda text: parse_amount(text, Style.POINT))
    assert found == (None if meant is None else Decimal(meant))


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("01/05/26 10.15.30", "2026-05-01"),
        ("1-5-2026", "2026-05-01"),
        ("16 March 2026 09:34:53", "2026-03-16"),
        ("16 Mei 26", "2026-05-16"),
        ("01-Agt-2026", "2026-08-01"),
        ("2026-12-31T23:59:59", "2026-12-31"),
        ("31/02/2026", None),
        ("16 Foo 2026", None),
        ("2026", None),
        ("01/05/026", None),
        ("01/05-2026", None),
    ],
)
def test_days_in_the_forms_of_banks(printed: str, day: str | None) -> None:
    found = any_form(printed)
    assert (None if found is None else found.isoformat()) == day


@pytest.mark.parametrize(
    "printed",
    [
        "01/09/2026 - 30/09/2026",
        "01 Sep 2026 - 30 Sep 2026",
        "01-09-2026 s/d 30-09-2026",
        "2026-09-01 to 2026-09-30",
        "1 September 2026 sampai dengan 30 September 2026",
        "01-Sep-2026 - 30-Sep-2026",
    ],
)
def test_periods_in_the_forms_of_banks(printed: str) -> None:
    found = period_of(printed)
    assert str(found) == "01/09/2026 - 30/09/2026"


def test_headings_of_both_languages_in_one_cell() -> None:
    rows = livin_rows(MOVES, Decimal(1000), Dialect())
    rows = [[cell.replace("/Initial", "\nInitial") for cell in row] for row in rows]
    at = next(i for i, row in enumerate(rows) if "Dana Masuk (IDR)" in row)
    rows[at] = [
        f"{own}\n{other}" if own else "" for own, other in zip(rows[at], rows[at + 1], strict=True)
    ]
    del rows[at + 1]
    (found,) = read_statement(xlsx(rows), "a")
    _check("mandiri-livin", found, MOVES, Decimal(1000))
