"""`koperasi laporan uji`: our own statements are right, and one cell changed is found."""

import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command_line import invoke
from openpyxl import Workbook, load_workbook

sys.path.insert(0, str(Path(__file__).parents[1] / "reports"))
from loan_books import lending_book
from report_books import book_of, founding, line, small

NAMES = ("neraca", "phu", "ekuitas", "arus-kas")


def first_year() -> list[dict[str, Any]]:
    """A first year of books that took older ones over."""
    began = {"account": "Aset:Kas:Utama", "debit": "900000"}
    owned = {"account": "Ekuitas:Hibah", "credit": "900000"}
    told = {"kind": "opening_balances_recorded", "date": "2025-01-02", "ref": "SALDO"}
    income = {"Pendapatan:Lain:BungaBank": "50000"}
    return [
        *founding(),
        told | {"balances": [began, owned], "members": []},
        line("receipt_recorded", "2025-06-01", "BKM", income),
    ]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The statements of our own book in one workbook, as somebody would gather them."""
    place = tmp_path_factory.mktemp("uji")
    with book_of(place / "buku", small()):
        pass
    gathered = Workbook()
    gathered.remove(gathered.active)  # type: ignore[arg-type]
    for name in NAMES:
        out = place / f"{name}.xlsx"
        done = invoke("-C", place / "buku", "laporan", name, "--tahun", "2026", "--keluar", out)
        assert done.code == 0, done.err
        assert invoke("laporan", "uji", out).code == 0
        for sheet in load_workbook(out, data_only=True).worksheets:
            if sheet.title != "Keterangan":
                page = gathered.create_sheet(f"{name} {sheet.title}"[:31])
                for row in sheet.iter_rows(values_only=True):
                    page.append(row)
    file = place / "lengkap.xlsx"
    gathered.save(file)
    return file


def amounts(file: Path) -> Iterator[tuple[str, str]]:
    """Every amount of the statements that is neither zero nor a year."""
    for sheet in load_workbook(file).worksheets:
        for row in sheet.iter_rows(min_row=2):
            for cell in row[1:]:
                if isinstance(cell.value, int | float) and abs(cell.value) > 100:
                    yield sheet.title, cell.coordinate


def test_our_own_statements_are_all_right(own: Path) -> None:
    done = invoke("laporan", "uji", own, "--json")
    assert done.code == 0, done.out
    assert done.json["keterangan"]["Salah"] == 0
    held = {
        row["pemeriksaan"]
        for t in done.json["tabel"]
        if t["kunci"] == "cocok"
        for row in t["baris"]
    }
    assert held == {"jumlah", "neraca", "SHU", "kas", "ekuitas"}


@pytest.mark.parametrize("events", [first_year(), lending_book()], ids=["first year", "lending"])
def test_our_own_rat_book_is_all_right(events: list[dict[str, Any]], tmp_path: Path) -> None:
    with book_of(tmp_path / "buku", events):
        pass
    out = tmp_path / "rat.xlsx"
    made = invoke("-C", tmp_path / "buku", "laporan", "rat", "--tahun", "2025", "--keluar", out)
    assert made.code == 0, made.err
    done = invoke("laporan", "uji", out, "--json")
    assert done.code == 0, done.out
    assert done.json["keterangan"]["Salah"] == 0


def test_every_amount_of_ours_counts(own: Path, tmp_path: Path) -> None:
    spots = list(amounts(own))
    assert len(spots) > 60
    missed = []
    for sheet, cell in spots[::3]:
        book = load_workbook(own)
        page = book[sheet]
        page[cell].value = page[cell].value + 90
        file = tmp_path / "ubah.xlsx"
        book.save(file)
        if invoke("laporan", "uji", file).code != 1:
            missed.append((sheet, cell))
    assert not missed


def test_a_berita_acara_as_pdf(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "ba.pdf"
    assert invoke("laporan", "uji", own, "--keluar", out).code == 0
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kosong"),
        (b"PK\x03\x04rusak", "tidak dapat dibaca"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "tidak dapat dibaca"),
        (b"\x00\x01\x02", "bukan file teks"),
        (b"nama;kota\nSiti;Bogor\n", "Tidak ada laporan keuangan yang dikenali"),
    ],
)
def test_files_that_are_no_statements(data: bytes, words: str, tmp_path: Path) -> None:
    file = tmp_path / "aneh.xlsx"
    file.write_bytes(data)
    done = invoke("laporan", "uji", file)
    assert (done.code, done.out) == (1, "")
    assert words in done.err
    assert "aneh.xlsx" in done.err
    assert "bank" not in done.err


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 300_000_000)
    file = tmp_path / "bom.xlsx"
    file.write_bytes(out.getvalue())
    done = invoke("laporan", "uji", file)
    assert done.code == 1
    assert "terlalu besar" in done.err


def test_it_asks_for_a_file_and_takes_no_dates(tmp_path: Path) -> None:
    assert invoke("laporan", "uji").code == 2
    assert invoke("laporan", "uji", tmp_path / "x.xlsx", "--tahun", "2026").code == 2
    missing = invoke("laporan", "uji", tmp_path / "x.xlsx")
    assert (missing.code, "berkas tidak ada" in missing.err) == (1, True)


def test_csv_with_indonesian_numbers(tmp_path: Path) -> None:
    file = tmp_path / "neraca.csv"
    rows = "NERACA;\nUraian;2025\nKas;1.000.000\nBank;2.500.000\nJumlah aset;3.500.000\n"
    file.write_text(f"{rows}Utang;500.000\nModal;3.000.000\nJumlah pasiva;3.500.000\n")
    assert invoke("laporan", "uji", file).code == 0
    file.write_text(f"{rows}Utang;500.000\nModal;3.000.000\nJumlah pasiva;5.300.000\n")
    done = invoke("laporan", "uji", file)
    assert done.code == 1
    assert "tertukar" in done.out
