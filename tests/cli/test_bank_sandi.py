"""`--sandi`: an encrypted workbook opens, and its password is never shown or kept."""

import io
from pathlib import Path

import pytest
from command_line import invoke
from msoffcrypto.format.ooxml import OOXMLFile

SAMPLE = Path(__file__).parents[1] / "data" / "bank" / "mandiri_livin_estatement.xlsx"


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(SAMPLE.read_bytes())).encrypt("rahasia1", out)
    path = tmp_path / "e-statement.xlsx"
    path.write_bytes(out.getvalue())
    return path


def test_locked_file_reads_like_the_open_one(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = invoke("bank", "baca", SAMPLE, "--json").json
    given = invoke("bank", "baca", locked, "--sandi", "rahasia1", "--json")
    piped = invoke("bank", "baca", locked, "--sandi", "-", "--json", stdin="rahasia1\n")
    monkeypatch.setenv("KOPERASI_SANDI", "rahasia1")
    kept = invoke("bank", "baca", locked, "--sandi", "-", "--json")
    assert given.json == piped.json == kept.json == wanted
    for ran in (given, piped, kept):
        assert "rahasia1" not in ran.out + ran.err
        assert "Mandiri Livin' XLSX belum terkonfirmasi" in ran.err


@pytest.mark.parametrize(
    ("options", "told"),
    [((), "bersandi"), (("--sandi", "rahasia2"), "salah"), (("--sandi", ""), "bersandi")],
)
def test_locked_file_stays_shut(locked: Path, options: tuple[str, ...], told: str) -> None:
    ran = invoke("bank", "baca", locked, *options)
    assert ran.code == 1
    assert ran.err.startswith("e-statement.xlsx: ")
    assert told in ran.err
    assert "rahasia" not in ran.err


def test_import_opens_the_locked_file_too(locked: Path, tmp_path: Path) -> None:
    book = tmp_path / "buku"
    assert invoke("contoh", book, "--anggota", "5", "--transaksi", "0").code == 0
    ran = invoke("-C", book, "bank", "impor", locked, "--coba")
    assert (ran.code, "bersandi" in ran.err) == (1, True)
    ran = invoke("-C", book, "bank", "impor", locked, "--coba", "--sandi", "rahasia1")
    assert "1370000123456" in ran.err  # read, and none of the book's accounts
