"""The bank commands as a treasurer types them: exit codes, words, JSON."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).parent.parent / "workflows"))
from bank_books import DATA, event, fresh, opening, record

from cli.koperasi import koperasi

BCA_FILE = str(DATA / "bca_klikbca_bisnis_fulldate.csv")
BRI_FILE = str(DATA / "bri_brimo_ibbiz.csv")
EXPECTED = json.loads((DATA / "expected.json").read_text("utf-8"))["samples"]
QRIS = "BANK-bca/2026-09-21/"


@pytest.fixture
def folder() -> Iterator[Path]:
    from decimal import Decimal  # noqa: PLC0415 - only here

    with fresh() as book:
        record(book, opening(Decimal(12_500_000), "2026-08-31"))
        yield book.folder


def call(folder: Path, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(koperasi, ["-C", str(folder), "bank", *words], input=typed)


def done(folder: Path, *words: str, typed: str = "") -> str:
    result = call(folder, *words, typed=typed)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(folder: Path, *words: str, code: int = 1) -> str:
    result = call(folder, *words)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    assert "tidak terduga" not in result.output
    return result.stderr


@pytest.mark.parametrize("path", [BCA_FILE, BRI_FILE])
def test_reads_without_a_book(tmp_path: Path, path: str) -> None:
    result = call(tmp_path, "baca", path, "--json")
    assert result.exit_code == 0
    assert "belum terkonfirmasi" in result.stderr
    (read,) = json.loads(result.stdout)["rekening_koran"]
    expected = EXPECTED[Path(path).name]["statement"]
    expected.pop("derived", None)
    for line in read["baris"]:
        line.pop("acuan_bank")
    assert read == expected
    assert "Rp9.276.953,04" in done(tmp_path, "baca", path)


def test_reading_refuses_clearly(tmp_path: Path) -> None:
    for path in sorted((DATA / "hostile").iterdir()):
        result = call(tmp_path, "baca", str(path), "--json")
        if result.exit_code:
            assert result.exit_code == 1
            assert path.name in result.stderr
    assert "berkas tidak ada" in refused(tmp_path, "baca", "tidak-ada.csv")
    assert "folder" in refused(tmp_path, "baca", str(tmp_path))
    assert "tidak dikenal" in refused(tmp_path, "baca", BCA_FILE, "--bank", "xyz")
    refused(tmp_path, "baca", code=2)
    assert "bukan buku koperasi" in refused(tmp_path, "impor", BCA_FILE)


def test_import_twice_and_try(folder: Path) -> None:
    assert "tidak ada yang dicatat" in done(folder, "impor", BCA_FILE, "--coba")
    out = done(folder, "impor", BCA_FILE)
    assert "10 mutasi baru, 0 sudah ada sebelumnya." in out
    assert "sama di buku dan di bank: Rp9.276.953,04" in out
    assert "sudah pernah diimpor" in done(folder, "impor", BCA_FILE)
    again = json.loads(done(folder, "impor", BCA_FILE, "--json"))
    assert (again["status"], again["rekening_koran"]) == ("sudah_pernah", [])
    same = json.loads(done(folder, "impor", str(DATA / "hostile" / "utf8_bom.csv"), "--json"))
    (statement,) = same["rekening_koran"]
    assert (statement["baru"], statement["sudah_ada"], statement["cocok"]) == (0, 10, True)


def test_import_refuses_clearly(folder: Path) -> None:
    assert "tidak ada (yang ada" in refused(folder, "impor", BCA_FILE, "--akun", "bni")
    assert "bukan rekening koperasi ini" in refused(folder, "impor", BRI_FILE)
    assert "000001000123509" in refused(folder, "impor", BRI_FILE, "--akun", "bca")
    for wrong in ("5", "5=", "x=REF", "=REF"):
        assert "--cocok" in refused(folder, "impor", BCA_FILE, "--cocok", wrong, code=2)
    assert "baris 3" in refused(folder, "impor", BCA_FILE, "--cocok", "3=baru")


def test_unclear_line_is_answered_on_the_command_line(folder: Path) -> None:
    from koperasi_ledger.workflows.opening import open_book  # noqa: PLC0415 - only here

    with open_book(folder, lambda _: None) as book:
        record(
            book,
            event("simpanan_wajib_paid", "2026-09-01", "BKM-1", via="bca", member="A-0042",
                  amount="50000"),
        )  # fmt: skip
    said = refused(folder, "impor", BCA_FILE)
    assert "baris 9" in said
    assert "baris 10" in said
    assert "BKM-1" in said
    out = done(folder, "impor", BCA_FILE, "--cocok", "9=BKM-1", "--cocok", "10=baru")
    assert "dipilih dengan --cocok" in out
    assert "sama di buku dan di bank" in out


def test_list_review_and_reconcile(folder: Path) -> None:
    done(folder, "impor", BCA_FILE)
    (account,) = json.loads(done(folder, "daftar", "--json"))
    assert (account["saldo_buku"], account["titipan"]) == ("9276953.04", 6)
    assert account["direkonsiliasi_sampai"] == "2026-09-30"
    assert "BCA 0000012345" in done(folder, "daftar")
    waiting: list[dict[str, Any]] = json.loads(done(folder, "tinjau", "--json"))
    assert len(waiting) == 6
    qris = next(item for item in waiting if item["ref"].startswith(QRIS))
    assert qris["sisa"] == "1191600.00"
    ref = waiting[1]["ref"]
    assert waiting[1]["saran"][0]["anggota"] == "A-0001"
    assert "1. wajib A-0001" in done(folder, "tinjau")
    words = ("tinjau", ref, "--sebagai", "wajib", "--anggota", "a-0001")
    assert json.loads(done(folder, *words, "--json")) == {
        "dicatat": 1, "sudah_ada": 0, "sisa": "0.00",
    }  # fmt: skip
    assert "Sudah dicatat sebelumnya" in done(folder, *words)
    assert "7110" not in done(
        folder, "tinjau", qris["ref"], "--sebagai", "penerimaan", "--akun", "7110"
    )
    assert "tidak ada dalam bagan akun" in refused(
        folder, "tinjau", ref, "--sebagai", "penerimaan", "--akun", "9999"
    )
    assert "bermakna ganda" in refused(folder, *words, "--jumlah", "50.000")
    refused(folder, "tinjau", ref, "--sebagai", "hadiah", code=2)
    refused(folder, "tinjau", "--anggota", "A-0001", code=2)
    refused(folder, "tinjau", "TIDAK-ADA")
    found = json.loads(done(folder, "rekonsiliasi", "bca", "--bulan", "2026-09", "--json"))
    assert (found["selisih"], len(found["titipan"])) == ("0.00", 4)
    assert "masih dalam Titipan" in done(folder, "rekonsiliasi", "bca", "--bulan", "2026-09")
    refused(folder, "rekonsiliasi", "kas", "--bulan", "2026-09")
    refused(folder, "rekonsiliasi", "bca", "--bulan", "2026-9")


def test_asking_records_only_after_a_yes(folder: Path) -> None:
    done(folder, "impor", BCA_FILE)

    def count() -> int:
        return len(json.loads(done(folder, "tinjau", "--json")))

    done(folder, "tinjau", "--tanya", typed="l\n1\ntidak\nx\n9\nl\nk\n")
    assert count() == 6
    out = done(folder, "tinjau", "--tanya", typed="s\n1\nya\nq\n")
    assert "Dicatat." in out
    assert count() == 5
    assert call(folder, "tinjau", "--tanya", typed="").exit_code == 130


def test_accounts_and_virtual_numbers(folder: Path) -> None:
    opened = ("buka", "bri", "--nama", "BRI", "--bank", "BRI", "--nomor", "000001000123509")
    assert "Dicatat" in done(folder, *opened)
    assert "tidak ada yang dicatat" in refused(folder, *opened)
    refused(folder, "buka", "bni", "--nama", "BNI", "--bank", "BNI", "--nomor", "12-34")
    assert "Dicatat" in done(folder, "va", "8881000042", "a-0042", "--untuk", "wajib")
    assert "--produk" in refused(folder, "va", "8881000043", "A-0042", "--untuk", "simpanan")
    assert "NOMOR" in refused(folder, "va", "88x", "A-0042", "--untuk", "wajib")
    assert "A-9999" in refused(folder, "va", "8881000043", "A-9999", "--untuk", "wajib")
    refused(folder, "va", "8881000043", "A-0042", code=2)


def test_money_that_waits_in_titipan_is_not_typed_in_again(folder: Path) -> None:
    def receive(amount: str, day: str, *more: str) -> Result:
        words = ["kas", "terima", amount, "--akun", "7110", "--ke", "bca", "--tanggal", day]
        return CliRunner().invoke(koperasi, ["-C", str(folder), *words, *more])

    done(folder, "impor", BCA_FILE, "--akun", "bca")
    before = json.loads(done(folder, "tinjau", "--json"))
    # 1.191.600 came on 21 September and nobody knows why; a hand would book it beside the line.
    again = receive("1191600", "2026-09-21")
    assert again.exit_code == 1
    assert QRIS in again.stderr
    assert "bank tinjau" in again.stderr
    # Another amount, or a day too far off, is other money: what is said then is of another kind.
    for amount, day in (("1191601", "2026-09-21"), ("1191600", "2026-10-15")):
        assert QRIS not in receive(amount, day).stderr
    assert json.loads(done(folder, "tinjau", "--json")) == before
