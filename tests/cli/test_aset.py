"""Fixed assets as a treasurer types them, rightly and wrongly; the policy template switched on."""

import json
import re
from pathlib import Path

import pytest
from command_line import Run
from pydantic import BaseModel

from koperasi_ledger.model.policy.assets import AssetClass, AssetPolicy
from koperasi_ledger.workflows.policy_template import TEMPLATE
from koperasi_ledger.workflows.policy_template_assets import ASSETS

pytest_plugins = ["command_line_books"]

SWITCHED_ON = re.sub(r"(?m)^# ", "", ASSETS)
BUY = (
    "aset", "beli", "inv-001", "Freezer", "7.000.000", "--golongan", "peralatan", "--banyak", "2",
    "--tempat", "Gerai", "--pemegang", "Anggota Rahasia", "--dari", "bri",
    "--tanggal", "2026-01-10",
)  # fmt: skip


@pytest.fixture
def classes(ok: Run, tmp_path: Path) -> Run:
    """A book with the classes of the template."""
    file = tmp_path / "aset.toml"
    file.write_text(SWITCHED_ON, encoding="utf-8")
    ok("kebijakan", "terapkan", file, "--berlaku", "2026-01-02", "--keputusan", "RAT 2")
    return ok


def test_switched_off_the_template_says_nothing_of_assets() -> None:
    assert ASSETS in TEMPLATE
    assert all(line.startswith("#") for line in ASSETS.splitlines())


@pytest.mark.parametrize("section", [AssetPolicy, AssetClass])
def test_every_key_is_explained(section: type[BaseModel]) -> None:
    for name, field in section.model_fields.items():
        assert (field.alias or name) in ASSETS, name


def test_from_the_purchase_to_the_scrap_heap(classes: Run, book: Path) -> None:
    told = classes(*BUY, "--json").json
    assert told["aset"]["nilai_buku"] == "7000000"
    assert "Anggota Rahasia" not in "".join(
        path.read_text(encoding="utf-8") for path in book.rglob("*.beancount")
    )
    shown = classes("aset", "susut", "--bulan", "2026-01", "--json").json
    assert shown["dicatat"] == 0
    # 7,000,000 over 48 months.
    assert shown["aset"] == [
        {"nomor": "INV-001", "pihak": "Freezer", "penyusutan": "145833", "nilai_buku": "6854167"}
    ]
    (pending,) = classes("tutup", "bulan", "2026-01", "--periksa", "--json").json[
        "belum_dijalankan"
    ]
    assert pending["perintah"] == "koperasi aset susut --bulan 2026-01"
    classes(*pending["perintah"].split()[1:], "--ya")
    again = classes("aset", "susut", "--bulan", "2026-01", "--ya")
    assert "sudah dicatat" in again.out
    assert not classes("tutup", "bulan", "2026-01", "--periksa", "--json").json["belum_dijalankan"]
    classes("aset", "pindah", "INV-001", "--keadaan", "rusak-ringan", "--tanggal", "2026-02-10")
    classes("aset", "jual", "INV-001", "2500000", "--banyak", "1", "--tanggal", "2026-02-20")
    (listed,) = classes("aset", "daftar", "--json").json["barang"]
    assert (listed["banyak"], listed["harga_perolehan"], listed["keadaan"]) == (
        1,
        "3500000",
        "rusak-ringan",
    )
    classes("aset", "hapus", "INV-001", "--alasan", "hilang", "--tanggal", "2026-03-01")
    assert classes("aset", "daftar", "--json").json["barang"] == []
    moves = classes("aset", "kartu", "inv-001", "--json").json["mutasi"]
    assert [move["nilai_buku"] for move in moves][-1] == "0"
    assert "Penghapusan aset tetap" in classes("aset", "kartu", "INV-001").out
    assert "hilang" in classes("aset", "daftar", "--semua").out
    checks = {
        item["nama"]: item["lulus"] for item in classes("periksa", "--json").json["pemeriksaan"]
    }
    assert checks["aset tetap = akun kendali"]
    assert all(checks.values())


def test_partly_paid_granted_and_taken_over(classes: Run) -> None:
    classes(
        "aset", "beli", "INV-002", "Motor", "30000000", "--golongan", "kendaraan",
        "--belum-dibayar", "20000000", "--akun", "UtangUsaha", "--tanggal", "2026-01-12",
    )  # fmt: skip
    classes(
        "aset", "hibah", "INV-003", "Tanah", "90000000", "--golongan", "tanah", "--pemberi",
        "Desa Contoh", "--tanggal", "2026-01-12",
    )  # fmt: skip
    classes(
        "kas", "sesuaikan", "--debet", "1340=4800000", "--kredit", "1345=1200000", "--kredit",
        "3150=3600000", "--alasan", "Etalase lama", "--tanggal", "2026-01-02",
    )  # fmt: skip
    told = classes(
        "aset", "ambil-alih", "INV-000", "Etalase", "4800000", "--golongan", "peralatan",
        "--perolehan", "2025-01-15", "--akun", "1340", "--akumulasi", "1200000",
        "--akun-akumulasi", "1345", "--tanggal", "2026-01-02", "--json",
    ).json["aset"]  # fmt: skip
    assert told["disusutkan_mulai"] == "2026-01"
    assert told["selama_bulan"] == "36"
    made = json.loads(classes("laporan", "inventaris", "--format", "json").out)
    totals = made["tabel"][0]["baris"][-1]
    assert (totals["akhir"], totals["susut_akhir"]) == ("124800000", "1200000")
    assert classes("periksa").code == 0


def test_things_outside_the_accounts(classes: Run, run: Run) -> None:
    classes(
        "aset", "titip", "PP-001", "Laptop", "--pemilik", "Dinas Contoh", "--nilai", "9000000",
        "--sampai", "2027-02-01", "--tanggal", "2026-02-01",
    )  # fmt: skip
    refused = run("aset", "hapus", "PP-001", "--alasan", "x", "--tanggal", "2026-02-02")
    assert (refused.code, "di luar neraca" in refused.err) == (1, True)
    assert "PP-001" in classes("laporan", "inventaris").out
    classes("aset", "kembali", "PP-001", "--alasan", "Selesai", "--tanggal", "2026-06-01")
    assert "PP-001" not in classes("laporan", "inventaris").out
    # On an earlier day it was there.
    assert "PP-001" in classes("laporan", "inventaris", "--sampai", "2026-05-31").out


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("aset", "beli", "A", "X", "7000000", "--golongan", "meja"), "tidak ada dalam kebijakan"),
        (("aset", "beli", "A", "X", "20000", "--golongan", "peralatan"), "di bawah batas"),
        (("aset", "beli", "A", "X", "tujuh", "--golongan", "peralatan"), "HARGA"),
        (("aset", "beli", "a b", "X", "7000000", "--golongan", "peralatan"), "NOMOR"),
        (
            ("aset", "beli", "A", "X", "7000000", "--golongan", "peralatan", "--umur", "0"),
            "--umur",
        ),
        (
            ("aset", "beli", "A", "X", "7000000", "--golongan", "peralatan", "--akun", "2165"),
            "belum dibayar",
        ),
        (("aset", "jual", "A", "1"), "tidak ada dalam buku inventaris"),
        (("aset", "kartu", "A"), "tidak ada dalam buku inventaris"),
        (("aset", "pindah", "A"), "isi tempat"),
        (("aset", "susut", "--bulan", "2026-13"), "bukan bulan"),
        (("aset", "susut", "--bulan", "2199-01", "--ya"), "belum selesai"),
    ],
)
def test_what_is_wrong_is_told_and_changes_nothing(
    classes: Run, run: Run, args: tuple[str, ...], told: str
) -> None:
    before = classes("periksa", "--json").json
    ran = run(*args)
    assert ran.code == 1
    assert told.lower() in ran.err.lower()
    assert classes("periksa", "--json").json == before


def test_without_a_policy_it_says_which(ok: Run, run: Run) -> None:
    ok("status")
    ran = run(*BUY)
    assert ran.code == 1
    assert "[aset]" in ran.err
