"""What can be done to a book with its chain unbroken: read it, swell it, put it elsewhere."""

import os
import stat
from datetime import date
from pathlib import Path

import pytest
from journal_books import a_book, event, failures, make_book, record_all, setup_events

from koperasi_ledger.journal.sqlite import SqliteDatabase
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.workflows.backup import back_up, restore
from koperasi_ledger.workflows.book import read_settings
from koperasi_ledger.workflows.errors import BadSettings
from koperasi_ledger.workflows.rebuild import rebuild_journal

LARGEST = "999999999999999"
RECEIPTS = 100
"""So many of the largest amount are more than 64 bits of sen hold (92)."""


def quiet(_: str) -> None: ...


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps strangers out by its own lists")
def test_what_holds_names_is_kept_from_strangers(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder = make_book(tmp_path / "buku", setup_events())
        with a_book(folder) as book:
            back_up(book, tmp_path / "cadangan.zip")
        restore(tmp_path / "cadangan.zip", tmp_path / "pulih", quiet)
    finally:
        os.umask(before)
    private = [
        path
        for path in tmp_path.rglob("*")
        if path.parent.name == "events" or path.name in ("jurnal.db", "koperasi.toml")
    ]
    assert len(private) == 6
    for path in (*private, tmp_path / "cadangan.zip"):
        assert not stat.S_IMODE(path.stat().st_mode) & stat.S_IRWXO, path


@pytest.mark.parametrize("server", [False, True], ids=["sqlite", "postgres"])
def test_sums_beyond_64_bits(
    tmp_path: Path, request: pytest.FixtureRequest, *, server: bool
) -> None:
    url = request.getfixturevalue("postgres_book_url") if server else None
    folder = make_book(tmp_path / "buku", setup_events(), url)
    with a_book(folder, url) as book:
        chart = book.journal.books().chart()
        income = next(name for name in chart if name.startswith("Pendapatan:"))
        lines = [{"account": income, "amount": LARGEST}]
        receipts = [
            event("receipt_recorded", "2026-01-05", f"T-{n}", via="kas", lines=lines)
            for n in range(RECEIPTS)
        ]
        record_all(book, receipts)
        postings = Postings(book.journal.database, book.journal.head().seq)
        total = int(LARGEST) * RECEIPTS
        assert total * 100 > 2**63
        (held,) = postings.balances(date(2026, 1, 5))
        assert sorted(held.values()) == [-total * 100, total * 100]
        cash = next(name for name, sen in held.items() if sen > 0)
        assert book.journal.balance(cash, date(2026, 1, 5)) == total
        reversal = event("event_reversed", "2026-01-05", "B-1", target="T-1", reason="keliru")
        assert record_all(book, [reversal]).new == 1
    assert failures(folder) == []


def test_a_trigger_whose_name_begins_almost_as_those_of_sqlite(tmp_path: Path) -> None:
    folder = make_book(tmp_path / "buku", setup_events())
    with a_book(folder) as book:
        book.journal.database.run(
            "CREATE TRIGGER sqlitexjahat AFTER INSERT ON records BEGIN"
            " DELETE FROM records WHERE kind = 'titipan'; END"
        )
    assert [check.name for check in failures(folder)] == ["basis data"]


@pytest.mark.parametrize(
    "place",
    [
        "../lain/jurnal.db",
        "/lain/jurnal.db",
        "a/b.db",
        "C:\\\\jurnal.db",
        "mysql://server/x",
        "",
        ".",
    ],
)
def test_a_book_from_elsewhere_cannot_point_at_another(tmp_path: Path, place: str) -> None:
    (tmp_path / "koperasi.toml").write_text(f'[buku]\nbasis_data = "{place}"\n', encoding="utf-8")
    with pytest.raises(BadSettings, match="basis_data"):
        read_settings(tmp_path)


def test_a_rebuild_killed_before_the_new_file_is_in_place_can_be_repeated(tmp_path: Path) -> None:
    folder = make_book(tmp_path / "buku", setup_events())
    old = SqliteDatabase(folder / "jurnal.db")
    old.retire()
    old.close()
    rebuild_journal(folder, quiet)
    assert failures(folder) == []
    with a_book(folder) as book:
        paid = event("simpanan_pokok_paid", "2026-01-05", "P", member="A-1", amount="100000")
        assert record_all(book, [{**paid, "via": "kas"}]).new == 1
