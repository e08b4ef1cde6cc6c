"""Lists that people fill in: found by their heads in any file, refused in their own words."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from koperasi_ledger.importers.errors import DOWNLOAD_AGAIN, StatementRefusal
from koperasi_ledger.importers.text import MAX_BYTES
from koperasi_ledger.workflows.errors import CannotRead
from koperasi_ledger.workflows.list_pages import heads_in, pages_of

NAMES = {"nomor": "nomor", "no": "nomor", "banyak": "banyak"}
WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
quick = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def xlsx(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    made = openpyxl.Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def locked(data: bytes) -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt("rahasia", out)
    return out.getvalue()


def columns(cells: Sequence[str]) -> Mapping[str, int] | None:
    found = heads_in(cells, NAMES)
    return found if len(found) == 2 else None


def read(path: Path) -> list[list[tuple[int, dict[str, str]]]]:
    return [[(row.number, row.cells) for row in page] for page in pages_of(path, columns, "uji")]


@quick
@given(
    rows=st.lists(st.tuples(WORDS, WORDS), max_size=6),
    before=st.lists(WORDS.map(lambda word: (f"x{word}",)), max_size=3),
    turned=st.booleans(),
    mark=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_csv_and_workbook_say_the_same_in_any_order_and_place(
    tmp_path: Path,
    rows: list[tuple[str, str]],
    before: list[tuple[str]],
    *,
    turned: bool,
    mark: str,
    encoding: str,
) -> None:
    lines: list[tuple[str, ...]] = [
        *before,
        ("lain", " NOMOR ", "Banyak"),
        *(("abai", number, much) for number, much in rows),
    ]
    if turned:
        lines = [tuple(reversed(line)) for line in lines]
    text = io.StringIO()
    csv.writer(text, delimiter=mark).writerows(lines)
    table, book = tmp_path / "d.csv", tmp_path / "d.xlsx"
    table.write_bytes(text.getvalue().encode(encoding))
    book.write_bytes(xlsx({"Kosong": [], "Daftar": lines}))
    first = len(before) + 2
    expected = [
        [
            (first + place, {"nomor": number, "banyak": much})
            for place, (number, much) in enumerate(rows)
        ]
    ]
    assert read(table) == expected
    assert read(book) == expected


def test_every_sheet_with_heads_is_a_page_and_short_rows_are_filled_up(tmp_path: Path) -> None:
    path = tmp_path / "d.xlsx"
    sheets: dict[str, list[tuple[str, ...]]] = {
        "Sampul": [("Daftar",)],
        "Satu": [("No.", "Banyak")],
        "Dua": [("Banyak", "Nomor", "Nomor"), ("5", "7", "8"), ("", "")],
    }
    path.write_bytes(xlsx(sheets))
    assert read(path) == [[], [(2, {"banyak": "5", "nomor": "7"})]]
    path.write_text("Nomor;Banyak\n7\n", encoding="utf-8")
    (page,) = pages_of(path, columns, "uji")
    assert page[0].cells == {"nomor": "7", "banyak": ""}
    assert page[0].filled
    path.write_text("Nama;Banyak\n7;8\n", encoding="utf-8")
    assert read(path) == []


def wrong_files() -> dict[str, tuple[bytes, str]]:
    head = b"Nomor;Banyak\n"
    return {
        "kosong": (b" \n", "kosong; tidak ada baris di dalamnya"),
        "terpotong": (head + b'"7;8\n', "Simpan ulang daftarnya"),
        "gambar": (b"\x89PNG\r\n\x1a\n\x00\x00" + head, "Simpan ulang daftarnya"),
        "terlalu besar": (head + b"7;8\n" * (MAX_BYTES // 4), "Sisakan hanya lembar"),
        "baris terlalu banyak": (head + b"7;8\n" * 20_001, "Sisakan hanya lembar"),
        "arsip lain": (b"PK\x03\x04" + bytes(200), "daftar uji|Simpan ulang daftarnya"),
        "bersandi": (locked(xlsx({"A": [("Nomor", "Banyak")]})), "tanpa sandi"),
        "rumus": (xlsx({"A": [("Nomor", "Banyak"), ("=1+1", "2")]}), "daftar uji hanya berisi"),
    }


@pytest.mark.parametrize("wrong", wrong_files())
def test_a_file_that_cannot_be_read_is_told_as_a_list(tmp_path: Path, wrong: str) -> None:
    data, said = wrong_files()[wrong]
    path = tmp_path / "penerima.xlsx"
    path.write_bytes(data)
    with pytest.raises(StatementRefusal, match=said) as caught:
        list(pages_of(path, columns, "daftar uji"))
    assert str(caught.value).startswith("penerima.xlsx")
    for word in ("bank", "mutasi", "--sandi", DOWNLOAD_AGAIN):
        assert word not in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="berkas tidak ada"):
        list(pages_of(tmp_path / "lain.csv", columns, "daftar uji"))
