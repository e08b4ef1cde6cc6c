"""`koperasi bank tata-letak` as a treasurer types it, and files read with what it proposed."""

import json
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).parent.parent / "workflows"))
from bank_books import fresh, opening, record

from cli.koperasi import koperasi

SAMPLE = """\
BPR CONTOH FIKTIF;;;;
No. Rekening;0000012345;;;
Tgl;Keterangan;Debet;Kredit;Saldo
;SALDO AWAL;;;12.500.000,00
01/09/2026;SETORAN SITI;;50.123,00;12.550.123,00
02/09/2026;BIAYA ADM;15.000,00;;12.535.123,00
15/09/2026;SETORAN BUDI;;50.000,00;12.585.123,00
Total;;15.000,00;100.123,00;
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    with fresh() as book:
        record(book, opening(Decimal(12_500_000), "2026-08-31"))
        (book.folder / "bpr.csv").write_text(SAMPLE, encoding="utf-8")
        yield book.folder


def call(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(koperasi, ["-C", str(folder), "bank", *words])


def done(folder: Path, *words: str) -> Result:
    result = call(folder, *words)
    assert result.exit_code == 0, result.output
    return result


def refused(folder: Path, *words: str, code: int = 1) -> str:
    result = call(folder, *words)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result.stderr


def test_a_layout_is_proposed_saved_and_imported_with(folder: Path) -> None:
    sample = str(folder / "bpr.csv")
    shown = done(folder, "tata-letak", sample, "--nama", "bpr-contoh")
    assert 'bentuk = "dd/mm/yyyy"' in shown.stdout
    assert "saldonya bersambung" in shown.stderr
    assert "keluar             Rp15.000  BIAYA ADM" in shown.stderr
    kept = done(folder, "tata-letak", sample, "--nama", "bpr-contoh", "--simpan")
    path = folder / "tata-letak-bank" / "bpr-contoh.toml"
    assert str(path) in kept.stdout
    assert path.read_text("utf-8") + "\n" == shown.stdout
    read = json.loads(done(folder, "baca", sample, "--json").stdout)
    assert read["bank"] == "bpr-contoh"
    assert [line["jumlah"] for line in read["rekening_koran"][0]["baris"]] == [
        "50123.00",
        "-15000.00",
        "50000.00",
    ]
    report = json.loads(done(folder, "impor", sample, "--bank", "bpr-contoh", "--json").stdout)
    assert report["rekening_koran"][0]["baru"] == 3
    assert "sudah ada" in refused(folder, "tata-letak", sample, "--nama", "bpr-contoh", "--simpan")


def test_a_layout_named_on_the_command_line_needs_no_book(folder: Path, tmp_path: Path) -> None:
    text = done(folder, "tata-letak", str(folder / "bpr.csv")).stdout
    layout = tmp_path / "bpr.toml"
    layout.write_text(text, encoding="utf-8")
    sample = tmp_path / "lain.csv"
    sample.write_text(SAMPLE, encoding="utf-8")
    found = done(tmp_path, "baca", str(sample), "--tata-letak", str(layout), "--json")
    assert json.loads(found.stdout)["rekening_koran"][0]["terbukti"] is True
    sample.write_text(SAMPLE.replace("Debet", "Minus"), encoding="utf-8")
    message = refused(tmp_path, "baca", str(sample), "--tata-letak", str(layout))
    assert "Debet" in message


def test_proposal_as_json(folder: Path) -> None:
    found = json.loads(done(folder, "tata-letak", str(folder / "bpr.csv"), "--json").stdout)
    assert found["disimpan"] is None
    assert found["tata_letak"].startswith("# Tata letak")
    assert len(found["rekening_koran"][0]["baris"]) == 3


def test_what_is_open_is_asked(folder: Path) -> None:
    sample = folder / "bpr.csv"
    sample.write_text(SAMPLE.replace("15/09", "05/09"), encoding="utf-8")
    assert "--tanggal dd/mm/yyyy" in refused(folder, "tata-letak", str(sample))
    done(folder, "tata-letak", str(sample), "--tanggal", "mm/dd/yyyy")


@pytest.mark.parametrize(
    "words",
    [
        ("--nama", "BPR Contoh"),
        ("--tanggal", "dd/mm"),
        ("--angka", "1234"),
        ("--kolom", "tgl=Tgl"),
        ("--kolom", "tanggal"),
    ],
)
def test_wrong_wishes_are_wrong_usage(folder: Path, words: tuple[str, ...]) -> None:
    refused(folder, "tata-letak", str(folder / "bpr.csv"), *words, code=2)


def test_the_import_config_of_a_book_runs_in_plain_beangulp(folder: Path, tmp_path: Path) -> None:
    done(folder, "tata-letak", str(folder / "bpr.csv"), "--nama", "bpr-contoh", "--simpan")
    config = tmp_path / "impor bank.py"
    config.write_text(done(folder, "impor-konfigurasi").stdout, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, str(config), "extract", str(folder / "bpr.csv")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.count('bank-ref: "bca/2026-09-') == 3
    assert "2026-09-16 balance Aset:" in ran.stdout


def test_wrong_layouts_are_refused_with_their_line(folder: Path) -> None:
    own = folder / "tata-letak-bank"
    own.mkdir()
    (own / "a.toml").write_text('nama = "bpr contoh"\n[berkas]\njenis = "pdf"\n', encoding="utf-8")
    message = refused(folder, "baca", str(folder / "bpr.csv"))
    assert "a.toml baris 1, nama: " in message
    assert "a.toml baris 3, [berkas] jenis: " in message
    (own / "a.toml").write_text("nama = \n", encoding="utf-8")
    assert "Bukan TOML" in refused(folder, "baca", str(folder / "bpr.csv"))
    text = done(folder, "tata-letak", str(folder / "bpr.csv"), "--nama", "bpr").stdout
    for name in ("a", "b"):
        (own / f"{name}.toml").write_text(text, encoding="utf-8")
    assert "“bpr” sudah dipakai" in refused(folder, "baca", str(folder / "bpr.csv"))
    refused(folder, "tata-letak", str(folder / "bpr.csv"), "--nama", "bca", "--simpan")
    refused(folder, "tata-letak", str(folder / "tidak-ada.csv"))
