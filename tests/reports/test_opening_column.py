"""In the first year of books, what they began with stands beside the neraca."""

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from report_books import book_of, founding, line, report

from koperasi_ledger.reports.json_layout import report_value

ZERO = Decimal(0)
GOODS = "Aset:Persediaan:BarangDagang"
ASSETS = ("Aset:Kas:Utama", "Aset:Piutang:Lain", "Aset:Tetap:Inventaris", GOODS)
CLAIMS = ("Liabilitas:UtangUsaha", "Ekuitas:Hibah", "Ekuitas:SHU:TahunLalu")
DAY = "2025-01-02"

amounts = st.one_of(st.integers(1, 10**12), st.integers(1, 999)).map(
    lambda sen: str(Decimal(sen) / 100)
)


def opening(held: dict[str, str], ref: str = "SALDO") -> dict[str, Any]:
    """Opening balances: what is typed, the difference in dana cadangan."""
    lines, rest = [], ZERO
    for account, amount in held.items():
        side = "debit" if account in ASSETS else "credit"
        rest += Decimal(amount) if side == "debit" else -Decimal(amount)
        lines.append({"account": account, side: amount})
    if rest:
        side = "credit" if rest > 0 else "debit"
        lines.append({"account": "Ekuitas:Cadangan:Umum", side: str(abs(rest))})
    return {
        "kind": "opening_balances_recorded",
        "date": DAY,
        "ref": ref,
        "balances": lines,
        "members": [],
    }


def columns(value: dict[str, Any]) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """The lines of accounts in the first and in the second column."""
    rows = [row for table in value["tabel"] for row in table["baris"] if row["telusur"]]
    first = {row["telusur"]: Decimal(row["jumlah"]) for row in rows}
    return first, {row["telusur"]: Decimal(row.get("jumlah_lalu") or "0") for row in rows}


@settings(max_examples=20, deadline=None)
@given(
    st.dictionaries(st.sampled_from(ASSETS + CLAIMS), amounts, min_size=1),
    st.lists(st.tuples(st.integers(0, 300), amounts), max_size=4),
)
def test_the_column_is_what_was_taken_over_whatever_followed(
    held: dict[str, str], later: list[tuple[int, str]]
) -> None:
    events = [*founding(), opening(held)]
    for place, (days, amount) in enumerate(sorted(later)):
        day = date.fromordinal(date(2025, 1, 2).toordinal() + days)
        accounts = {"Pendapatan:Lain:BungaBank": amount}
        events.append(line("receipt_recorded", f"{day}", f"R-{place}", accounts))
    with tempfile.TemporaryDirectory() as place_, book_of(Path(place_) / "b", events) as book:
        first = report(book, "neraca", year=2025)
        now, began = columns(report_value(first))
        at_once = report(book, "neraca", last=date.fromisoformat(DAY))
        second_year = report_value(report(book, "neraca", last=date(2026, 6, 30)))
    for account, amount in held.items():
        assert began[account] == Decimal(amount)
    assert began["jumlah_aset"] == began["jumlah_liabilitas_ekuitas"]
    income = sum((Decimal(amount) for _, amount in later), ZERO)
    assert now["jumlah_aset"] - began["jumlah_aset"] == income
    assert first.notes[-1] == "Kolom 02/01/2025: saldo awal dari buku lama."
    assert len(at_once.tables[0].columns) == len(first.tables[0].columns)
    # From the second year on, the year before is what it is compared with.
    assert columns(second_year)[1]["jumlah_aset"] == now["jumlah_aset"]


def test_an_opening_that_was_reversed_counts_as_little_as_the_right_one_counts_once(
    tmp_path: Path,
) -> None:
    wrong, right = {"Aset:Kas:Utama": "1000"}, {"Aset:Kas:Utama": "2500.50"}
    undo = {"kind": "event_reversed", "date": DAY, "ref": "BALIK", "target": "SALDO"}
    events = [*founding(), opening(wrong), undo | {"reason": "keliru"}, opening(right, "SALDO-2")]
    with book_of(tmp_path / "b", events) as book:
        _, began = columns(report_value(report(book, "neraca", year=2025)))
    assert began["Aset:Kas:Utama"] == Decimal("2500.50")


def test_books_that_began_with_nothing_have_one_column(tmp_path: Path) -> None:
    events = [*founding(), line("receipt_recorded", "2025-02-01", "R", {"Ekuitas:Hibah": "5000"})]
    with book_of(tmp_path / "b", events) as book:
        made = report(book, "neraca", year=2025)
    assert [column.key for column in made.tables[0].columns] == ["kode", "uraian", "jumlah"]


def test_the_column_is_of_the_day_of_the_balances(tmp_path: Path) -> None:
    later = opening({"Aset:Kas:Utama": "1000"}) | {"date": "2025-03-31"}
    gift = line("receipt_recorded", "2025-02-01", "R", {"Ekuitas:Hibah": "5000"})
    with book_of(tmp_path / "b", [*founding(), gift, later]) as book:
        whole = report(book, "neraca", year=2025)
        before = report(book, "neraca", last=date(2025, 2, 28))
    assert whole.notes[-1] == "Kolom 31/03/2025: saldo awal dari buku lama."
    assert [column.key for column in before.tables[0].columns] == ["kode", "uraian", "jumlah"]


@settings(max_examples=10, deadline=None)
@given(
    st.dictionaries(st.sampled_from(ASSETS + CLAIMS), amounts, min_size=1),
    st.lists(st.tuples(st.integers(0, 300), amounts), max_size=3),
)
def test_movements_begin_with_what_the_neraca_says_was_taken_over(
    held: dict[str, str], later: list[tuple[int, str]]
) -> None:
    events = [*founding(), opening(held)]
    for place, (days, amount) in enumerate(sorted(later)):
        day = date.fromordinal(date(2025, 1, 2).toordinal() + days)
        events.append(line("receipt_recorded", f"{day}", f"R-{place}", {"Ekuitas:Hibah": amount}))
    with tempfile.TemporaryDirectory() as place_, book_of(Path(place_) / "b", events) as book:
        _, began = columns(report_value(report(book, "neraca", year=2025)))
        notes = report_value(report(book, "calk", year=2025))
        register = report_value(report(book, "inventaris", year=2025))
    moved = {
        row["telusur"]: row
        for table in notes["tabel"]
        if table["kunci"].startswith("mutasi_")
        for row in table["baris"]
        if row["telusur"]
    }
    for account in ("Aset:Tetap:Inventaris", "Ekuitas:Hibah"):
        if account in moved or account in held:
            row = moved[account]
            assert Decimal(row["awal"]) == began.get(account, ZERO)
    if "Ekuitas:Hibah" in moved:
        gifts = sum((Decimal(amount) for _, amount in later), ZERO)
        assert Decimal(moved["Ekuitas:Hibah"]["tambah"]) == gifts
    total = register["tabel"][0]["baris"][-1]
    if "Aset:Tetap:Inventaris" in held:
        assert Decimal(total["awal"]) == Decimal(held["Aset:Tetap:Inventaris"])


def test_the_mean_of_a_first_year_is_of_what_was_taken_over_and_its_end(tmp_path: Path) -> None:
    events = [*founding(), opening({"Aset:Kas:Utama": "1", GOODS: "6000"})]
    with book_of(tmp_path / "b", events) as book:
        rows = report_value(report(book, "rasio", year=2025))["tabel"][0]["baris"]
    (row,) = [row for row in rows if row["telusur"] == "persediaan"]
    assert Decimal(row["penyebut"]) == 6000
