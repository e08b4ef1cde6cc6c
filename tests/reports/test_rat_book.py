"""The RAT book: its parts, its figures, what is written by hand, and every layout of it."""

import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pdf_pages import page_texts
from report_books import TODAY, book_of, joined, line, money, small

from koperasi_ledger.reports.json_layout import report_value
from koperasi_ledger.reports.pdf_layout import ReportTooLong
from koperasi_ledger.reports.rat_layout import rat_html, rat_json, rat_pdf, rat_xlsx, render_book
from koperasi_ledger.reports.rat_view import Form, Part, Prose, RatBook, Signing
from koperasi_ledger.reports.scope import Asked
from koperasi_ledger.reports.view import Column, Report, Row, Table
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.book_years import latest_year
from koperasi_ledger.workflows.errors import CannotRead
from koperasi_ledger.workflows.rat import make_book
from koperasi_ledger.workflows.rat_words import names_of, prepare, read_words
from koperasi_ledger.workflows.reports import make_report

YEAR = 2025


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with book_of(tmp_path / "buku", small()) as opened:
        yield opened


def heads(part: Part, page: str) -> bool:
    return re.search(rf"^ *{re.escape(part.title)} *$", page, re.MULTILINE) is not None


def parts(made: RatBook) -> dict[str, Part]:
    return {part.key: part for part in made.parts}


def officer(number: str, position: str, board: str = "pengurus", **more: str) -> dict[str, Any]:
    return {
        "kind": "officer_appointed",
        "date": "2025-01-07",
        "ref": f"ANGKAT-{number}",
        "officer": number,
        "board": board,
        "position": position,
        **more,
    }


def test_parts_stand_in_the_order_of_printed_books(book: Book) -> None:
    prepare(book, YEAR)
    order = [part.key for part in make_book(book, YEAR, TODAY).parts]
    assert order == [
        *("undangan", "tata-tertib", "notulen", "hadir", "pengantar", "pengurus", "gambaran"),
        *("keuangan", "calk", "analisis", "rencana", "pengawas", "pengesahan", "lampiran"),
    ]


def test_every_figure_is_that_of_the_single_report(book: Book) -> None:
    """Law: the book adds nothing to the statements and changes nothing in them."""
    made = make_book(book, YEAR, TODAY)
    said = {
        each["laporan"]: each
        for part in json.loads(rat_json(made))["bagian"]
        for each in part["laporan"]
    }
    assert {"neraca", "phu", "ekuitas", "arus-kas", "simpanan"} <= said.keys()
    for name, value in said.items():
        single = report_value(make_report(book, name, Asked(year=YEAR), TODAY))
        assert value["tabel"] == json.loads(json.dumps(single["tabel"])), name


def test_what_was_written_stands_in_its_part(book: Book) -> None:
    text = (
        "# Undangan\n\nDatanglah.\n\n# Rencana kerja tahun 2026\n\n1. Menanam\n\n# Lain\n\nSisanya"
    )
    (book.folder / "rat-2025.md").write_text(text, encoding="utf-8")
    (book.folder / "rat-2025-pengawas.md").write_text("Sudah diperiksa.", encoding="utf-8")
    made = parts(make_book(book, YEAR, TODAY))
    for key, words in (("undangan", "Datanglah."), ("rencana", "Menanam"), ("pengawas", "Sudah")):
        (prose,) = (item for item in made[key].items if isinstance(item, Prose))
        assert any(words in block.text for block in prose.blocks), key
    assert "pengantar" not in made
    # A heading that is none of ours stays with what it follows.
    assert any("Sisanya" in block.text for block in made["rencana"].items[0].blocks)  # type: ignore[union-attr]


def test_prepare_twice_changes_nothing(book: Book) -> None:
    assert prepare(book, YEAR) == names_of(YEAR)
    path = book.folder / names_of(YEAR)[0]
    path.write_text("# Laporan pengurus\n\nTulisan kami.", encoding="utf-8")
    assert prepare(book, YEAR) == ()
    assert path.read_text(encoding="utf-8").endswith("Tulisan kami.")
    words = read_words(book, YEAR)
    assert words.missing == ()
    assert words.unfilled == (names_of(YEAR)[1],)
    (book.folder / names_of(YEAR)[1]).unlink()
    assert read_words(book, YEAR).missing == (names_of(YEAR)[1],)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"x" * (2**20 + 1)])
def test_a_file_that_is_no_text_is_refused(book: Book, data: bytes) -> None:
    (book.folder / "rat-2025.md").write_bytes(data)
    with pytest.raises(CannotRead, match=r"rat-2025\.md"):
        make_book(book, YEAR, TODAY)


def test_a_folder_in_the_place_of_the_file_is_refused(book: Book) -> None:
    (book.folder / "rat-2025.md").mkdir()
    with pytest.raises(CannotRead):
        make_book(book, YEAR, TODAY)


def test_all_pengurus_sign_in_the_order_of_their_offices(tmp_path: Path) -> None:
    events = [
        *small(),
        officer("P-1", "Bendahara", member="A-0002"),
        officer("P-2", "Ketua", member="A-0001"),
        officer("P-3", "Urusan sawah", member="A-0003", date="2025-03-11"),
        officer("W-1", "Ketua", "pengawas", member="A-0003", date="2025-03-11"),
    ]
    with book_of(tmp_path / "buku", sorted(events, key=lambda each: each["date"])) as book:
        prepare(book, YEAR)
        made = parts(make_book(book, YEAR, TODAY))
    (signing,) = made["pengesahan"].items
    assert isinstance(signing, Signing)
    assert [each.role for each in signing.signatures] == ["Ketua", "Bendahara", "Urusan sawah"]
    assert signing.signatures[0].name == "Dewi Lestari"
    last = made["pengawas"].items[-1]
    assert isinstance(last, Signing)
    assert [each.name for each in last.signatures] == ["Nurhayati"]


def test_without_an_organisation_those_sign_who_sign_statements(book: Book) -> None:
    (signing,) = parts(make_book(book, YEAR, TODAY))["pengesahan"].items
    assert isinstance(signing, Signing)
    assert [each.role for each in signing.signatures] == ["Ketua", "Bendahara"]
    assert signing.place_date.startswith("Sukamaju, ")


def test_long_lists_stand_in_the_annex(tmp_path: Path) -> None:
    events = [
        *small()[:3],
        *(joined(f"A-{k:04}", f"Orang {k}", "2025-02-01") for k in range(1, 80)),
    ]
    with book_of(tmp_path / "buku", events) as book:
        made = parts(make_book(book, YEAR, TODAY))
    assert "hadir" not in made
    short = [item for item in made["pengurus"].items if isinstance(item, Report)]
    assert all(len(table.rows) <= 60 for item in short for table in item.tables)
    assert any("lampiran" in note for item in short for note in item.notes)
    annex = {item.name: item for item in made["lampiran"].items if isinstance(item, Report)}
    assert {"simpanan", "daftar-hadir", "anggota-mutasi"} <= annex.keys()
    assert len(annex["daftar-hadir"].tables[0].rows) == 79


def test_a_running_year_says_so_once(book: Book) -> None:
    made = make_book(book, 2026, TODAY)
    assert ("Status", "tahun buku belum ditutup; angka dapat berubah") in made.facts
    assert latest_year(book, TODAY) == 2026
    assert not any("Diminta sampai" in note for each in made.reports() for note in each.notes)


def test_a_loss_a_first_year_and_one_member(tmp_path: Path) -> None:
    """The smallest book there is prints too, and its loss is a loss."""
    events = [
        *small()[:3],
        joined("A-0001", "Sendiri", "2025-02-01"),
        money("simpanan_pokok_paid", "2025-02-01", "SP-1", "100000", member="A-0001"),
        line("payment_recorded", "2025-03-01", "L-1", {"Beban:Usaha:ListrikAir": "90000"}),
    ]
    with book_of(tmp_path / "buku", events) as book:
        prepare(book, YEAR)
        assert "rugi Rp90.000" in (book.folder / "rat-2025.md").read_text(encoding="utf-8")
        made = make_book(book, YEAR, TODAY)
        text = page_texts(rat_pdf(made), tmp_path)
    assert "(90.000)" in "".join(text)
    assert all(page.strip() for page in text)


def test_pages_are_as_they_were(
    book: Book, tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    """The pages as text: page breaks, repeated heads and totals are looked at when they change.

    Without the parts that are nothing but one report with goldens of its own.
    """
    prepare(book, YEAR)
    whole = make_book(book, YEAR, TODAY)
    kept = tuple(part for part in whole.parts if part.key not in {"calk", "analisis"})
    made = replace(whole, parts=kept)
    text = "\f\n".join(page_texts(rat_pdf(made), tmp_path)).replace(made.journal_hash, "(sidik)")
    golden("reports/buku-rat.teks", text)


def test_no_page_is_empty_and_contents_name_every_part(book: Book, tmp_path: Path) -> None:
    prepare(book, YEAR)
    made = make_book(book, YEAR, TODAY)
    text = page_texts(rat_pdf(made), tmp_path)
    body = [re.sub(r"Jurnal nomor.*|Buku Rapat Anggota.*", "", page).strip() for page in text]
    assert all(len(page) > 40 for page in body)
    contents = " ".join(text[1].split())
    for part in made.parts:
        place = next(k for k, page in enumerate(text[2:], 3) if heads(part, page))
        assert re.search(rf"{re.escape(part.title)}[ .\u2060]+{place}\b", contents), part.title


def test_the_page_asks_nothing_of_anybody_and_its_links_lead_somewhere(book: Book) -> None:
    page = rat_html(make_book(book, YEAR, TODAY, trails=True))
    anchors = re.findall(r'\bid="([^"]+)"', page)
    links = re.findall(r'href="([^"]*)"', page)
    assert len(set(anchors)) == len(anchors)
    assert any(link.startswith("#jejak") for link in links)
    assert {link[1:] for link in links if link.startswith("#")} == {link[1:] for link in links}
    assert {link[1:] for link in links} <= set(anchors)
    assert not re.search(r"<script|<link|@import|url\(|\bsrc=", page)


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no browser on this machine")
def test_a_browser_shows_the_page(book: Book, tmp_path: Path) -> None:
    place = tmp_path / "buku.html"
    place.write_text(rat_html(make_book(book, YEAR, TODAY, trails=True)), encoding="utf-8")
    browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    profile = f"--user-data-dir={tmp_path / 'profil'}"
    done = subprocess.run(
        [*browser, profile, place.as_uri()], capture_output=True, text=True, check=True, timeout=60
    )
    assert "Rapat Anggota Tahunan" in done.stdout


def test_the_workbook_holds_every_table(book: Book) -> None:
    made = make_book(book, YEAR, TODAY)
    workbook = openpyxl.load_workbook(io.BytesIO(rat_xlsx(made)))
    assert len(workbook.worksheets) == 1 + sum(len(each.tables) for each in made.reports())
    listed = {row[0].value for row in workbook["Daftar isi"].iter_rows()}
    assert set(workbook.sheetnames) - listed == {"Daftar isi"}
    assert any(
        isinstance(cell.value, str) and cell.value.startswith("=SUM(")
        for row in workbook["neraca Aset"].iter_rows()
        for cell in row
    )


def test_text_names_the_statements(book: Book) -> None:
    text = render_book(make_book(book, YEAR, TODAY), "teks")
    assert isinstance(text, str)
    assert "LAPORAN POSISI KEUANGAN" in text.upper()


def test_a_book_nobody_prints_is_refused() -> None:
    rows = tuple(Row((str(place), Decimal(1))) for place in range(60_001))
    columns = (Column("a", "A"), Column("b", "B", "amount"))
    report = Report("x", "X", "K", "", "2026", "", 1, "", (Table("t", "", columns, rows),))
    made = RatBook("K", None, 2026, (), (Part("a", "A", (report, Form((("x", 1),)))),), 1, "")
    with pytest.raises(ReportTooLong, match="60000"):
        rat_pdf(made)


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 11, 21)])
def test_the_day_of_printing_is_not_in_the_book_of_a_past_year(book: Book, today: date) -> None:
    """A past year's book says the same whenever it is printed."""
    assert rat_json(make_book(book, YEAR, today)) == rat_json(make_book(book, YEAR, TODAY))
