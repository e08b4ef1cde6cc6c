"""`bank tinjau --json` out and `--dari` in, and what happens where there is no screen."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from command_line import Ran, invoke

sys.path.insert(0, str(Path(__file__).parent.parent / "workflows"))
from bank_books import DATA, fresh, opening, record

BCA_FILE = str(DATA / "bca_klikbca_bisnis_fulldate.csv")
Lines = list[dict[str, Any]]


@pytest.fixture
def folder() -> Iterator[Path]:
    with fresh() as book:
        record(book, opening(Decimal(12_500_000), "2026-08-31"))
        assert invoke("-C", book.folder, "bank", "impor", BCA_FILE).code == 0
        yield book.folder


def review(folder: Path, *words: str, stdin: str | None = None) -> Ran:
    return invoke("-C", folder, "bank", "tinjau", *words, stdin=stdin)


def waiting(folder: Path) -> Lines:
    found: Lines = review(folder, "--json").json
    return found


def given(folder: Path, tmp_path: Path, lines: object, *words: str) -> Ran:
    file = tmp_path / "titipan.json"
    file.write_text(lines if isinstance(lines, str) else json.dumps(lines), encoding="utf-8")
    return review(folder, "--dari", str(file), *words)


def events(folder: Path) -> int:
    return sum(len(path.read_text().splitlines()) for path in folder.glob("events/*.jsonl"))


def test_the_question_answered_is_the_answer(folder: Path, tmp_path: Path) -> None:
    lines = waiting(folder)
    assert all(set(item["saran"][0]) >= {"sebagai", "nomor", "jumlah"} for item in lines[1:2])
    dues = lines[1]
    dues["bagian"] = dues["saran"][:1]
    into = next(item for item in lines if item["sisa"] == "1191600.00")
    into["bagian"] = [
        {"sebagai": "simpanan", "anggota": "a-0042", "produk": "sukarela", "jumlah": "1000000"},
        {"sebagai": "penerimaan", "akun": "7110"},
    ]
    into["sisa_menunggu"] = "91600"
    before = events(folder)
    tried = given(folder, tmp_path, lines, "--coba")
    assert "Dapat dicatat: 3 peristiwa dari 2 titipan" in tried.out
    assert events(folder) == before
    done = given(folder, tmp_path, lines, "--json")
    assert done.json == {
        "dicatat": 3,
        "akan_dicatat": 0,
        "sudah_ada": 0,
        "titipan": [{"ref": dues["ref"], "sisa": "0.00"}, {"ref": into["ref"], "sisa": "91600.00"}],
    }
    assert events(folder) == before + 3
    again = given(folder, tmp_path, lines)
    assert "Dicatat 0 peristiwa dari 2 titipan, 3 sudah ada sebelumnya." in again.out
    assert [item["ref"] for item in waiting(folder)] == [
        item["ref"] for item in lines if item is not dues
    ]
    assert "tidak memuat keputusan" in given(folder, tmp_path, waiting(folder)).out


def test_two_lines_that_cancel_each_other_and_the_file_again(folder: Path, tmp_path: Path) -> None:
    lines = waiting(folder)
    for line in lines:
        line["bagian"] = [
            {"sebagai": "pindah", "akun": "kas"}
            if line["sisa"].startswith("-")
            else {"sebagai": "penerimaan", "akun": "7110"}
        ]
    first = review(folder, "--dari", "-", "--json", stdin=json.dumps(lines))
    # Standard input of a test is no byte stream of a terminal; its words are the same.
    assert first.json["dicatat"] == len(lines)
    assert waiting(folder) == []
    assert given(folder, tmp_path, lines, "--json").json["sudah_ada"] == len(lines)


WAJIB = {"sebagai": "wajib", "anggota": "A-0001"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"bagian": [{**WAJIB, "jumlah": "60000"}]}, "melebihi sisa"),
        ({"bagian": [{**WAJIB, "jumlah": "40000"}]}, "selisih Rp10.000"),
        ({"bagian": [{**WAJIB, "jumlah": "40000"}], "sisa_menunggu": "9999"}, "selisih Rp1"),
        ({"bagian": [{**WAJIB, "jumlah": "0"}]}, "tidak di atas nol"),
        ({"bagian": [{**WAJIB, "jumlah": 50000}]}, "sebagai teks"),
        ({"bagian": [{**WAJIB, "jumlah": "50.000"}]}, "bukan jumlah rupiah"),
        ({"bagian": [{**WAJIB, "anggota": "A-9999"}]}, "A-9999"),
        ({"bagian": [{"sebagai": "wajib"}]}, "memerlukan"),
        ({"bagian": [{"sebagai": "hadiah"}]}, "pilih salah satu"),
        ({"bagian": [{"sebagai": "penerimaan", "akun": "9999"}]}, "9999"),
        ({"bagian": [{**WAJIB, "nama": "Budi"}]}, "nama"),
        ({"bagian": WAJIB}, "bagian"),
        ({"bagian": [WAJIB], "sisa": "49999"}, "berubah sejak dilihat"),
        ({"bagian": [WAJIB], "sisa": "0"}, "sudah habis terbagi"),
        ({"bagian": [WAJIB], "ref": "TIDAK-ADA"}, "TIDAK-ADA"),
        ({"bagian": [WAJIB], "sisa": None}, "sisa"),
        ({"bagian": [{"sebagai": "lawan", "catatan": "TIDAK-ADA"}]}, "TIDAK-ADA"),
        ({"bagian": [{"sebagai": "catatan", "catatan": "TIDAK-ADA"}]}, "TIDAK-ADA"),
        ({"bagian": [WAJIB, {"sebagai": "lawan", "catatan": "X"}]}, "tidak dapat dibagi"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_recorded(
    folder: Path, tmp_path: Path, change: dict[str, Any], told: str
) -> None:
    lines = waiting(folder)
    good, bad = lines[2], lines[1]
    good["bagian"] = [{"sebagai": "penerimaan", "akun": "7110"}]
    if good["sisa"].startswith("-"):
        good["bagian"] = [{"sebagai": "pindah", "akun": "kas"}]
    before = events(folder)
    ran = given(folder, tmp_path, [good, {**bad, **change}])
    assert ran.code == 1, ran
    assert told.casefold() in ran.err.casefold()
    assert "tidak terduga" not in ran.err
    assert str(change.get("ref", bad["ref"])) in ran.err or "titipan ke-2" in ran.err
    assert events(folder) == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "baris 1"),
        ("{}", "bukan daftar"),
        ("[1]", "bukan daftar"),
        ('[{"ref": "A", "ref": "B"}]', "dua kali"),
        ("[" * 100_000, "bersarang"),
        ('[{"ref": "A", "sisa": ' + "9" * 5_000 + "}]", "terlalu panjang"),
        ('[{"ref": "A", "sisa": "1"}, {"ref": "A", "sisa": "1"}]', "dua kali"),
        ("[{}]", "ref"),
        ("\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "baris 1"),
    ],
)
def test_what_is_no_file_of_decisions_is_refused(
    folder: Path, tmp_path: Path, text: str, told: str
) -> None:
    ran = given(folder, tmp_path, text)
    assert ran.code == 1, ran
    assert told in ran.err
    assert "tidak terduga" not in ran.err


def test_wrong_usage(folder: Path, tmp_path: Path) -> None:
    for words in (
        ("--dari", "x.json", "--tanya"),
        ("REF", "--dari", "x.json"),
        ("--coba",),
        ("--daftar", "--sebagai", "wajib", "--anggota", "A-0001", "REF"),
    ):
        assert review(folder, *words).code == 2
    assert "tidak ada" in review(folder, "--dari", str(tmp_path / "tidak-ada.json")).err
    assert "titipan menunggu" in review(folder, "--daftar").out
    assert "titipan menunggu" in review(folder).out, "without a terminal there is no screen"


def test_a_dumb_terminal_is_asked_line_by_line(folder: Path) -> None:
    leader, follower = pty.openpty()
    os.write(leader, b"l\nk\n")
    command = [sys.executable, "-m", "cli.koperasi", "-C", str(folder), "bank", "tinjau"]
    ran = subprocess.run(
        command,
        stdin=follower,
        stdout=follower,
        stderr=subprocess.PIPE,
        env={**os.environ, "TERM": "dumb", "PYTHONUTF8": "1"},
        timeout=60,
        check=False,
    )
    shown = os.read(leader, 65_536).decode()
    os.close(leader)
    os.close(follower)
    assert ran.returncode == 0
    assert "tidak dapat menampilkan layar" in ran.stderr.decode()
    assert "[1/6]" in shown
    assert "[3/6]" not in shown


def test_the_screen_is_loaded_only_when_it_opens(folder: Path) -> None:
    code = (
        "import sys; from cli.koperasi import koperasi\n"
        "try:\n    koperasi.main(sys.argv[1:])\n"
        "finally:\n    assert 'textual' not in sys.modules, 'loaded'\n"
    )
    for words in (["--help"], ["bank", "tinjau", "-h"], ["-C", str(folder), "bank", "tinjau"]):
        ran = subprocess.run(
            [sys.executable, "-c", code, *words], capture_output=True, check=False, timeout=60
        )
        assert ran.returncode == 0, ran.stderr
