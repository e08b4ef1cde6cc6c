"""The commands on sharia contracts and savings, as a treasurer types them, rightly and wrongly."""

import json
from pathlib import Path

import pytest
from command_line import Run

pytest_plugins = ["command_line_books"]

POLICY = """
[simpanan]
pokok = "100000"
wajib_per_bulan = 20000
wajib_mulai = "bulan-masuk"
wajib_boleh_dicicil = false
wajib_paling_jauh_di_muka = 12
[[simpanan.produk]]
kunci = "mudharabah"
nama = "Simpanan Mudharabah"
saldo_minimum = "0"
akad = "mudharabah"
[[simpanan.produk]]
kunci = "wadiah"
nama = "Simpanan Wadiah"
saldo_minimum = "0"
akad = "wadiah"
[pajak.jasa_simpanan]
bebas_sampai = "240000"
persen = "10"
[syariah.bagi_hasil]
akun_pendapatan = ["Pendapatan:Anggota:MarginMurabahah"]
[[syariah.bagi_hasil.produk]]
kunci = "mudharabah"
nisbah = "40"
[[pinjaman.produk]]
kunci = "murabahah"
nama = "Murabahah"
akad = "murabahah"
metode = "flat"
bunga = "0"
tenor_paling_panjang = 60
pelunasan = {aturan = "jasa-berjalan"}
kelebihan_bayar = "tolak"
pengakuan_jasa = "kas"
"""
ON = ("--tanggal", "2026-02-01")


@pytest.fixture
def kspps(ok: Run, tmp_path: Path) -> Run:
    """The book with a sharia policy since February 2026, and Rp500 million in cash."""
    file = tmp_path / "syariah.toml"
    file.write_text(POLICY, encoding="utf-8")
    ok("kebijakan", "terapkan", file, "--berlaku", "2026-02-01", "--keputusan", "RAT No. 2", *ON)
    ok("kas", "terima", "500000000", "--akun", "Hibah", *ON)
    return ok


def asked(ok: Run) -> None:
    ok("pinjaman", "ajukan", "A-0001", "90000000", "--tenor", "24", "--nomor", "MB-1", *ON)
    ok("pinjaman", "setujui", "MB-1", "--margin", "18000000", "--oleh", "Ketua Contoh", *ON)


def test_a_murabahah_hands_over_goods_and_shares_its_margin(kspps: Run, run: Run) -> None:
    asked(kspps)
    refused = run("pinjaman", "cair", "MB-1", *ON)
    assert refused.code == 1
    assert "syariah beli-barang" in refused.err
    kspps("syariah", "uang-muka", "mb-1", "10000000", *ON)
    told = kspps("syariah", "beli-barang", "MB-1", "100000000", *ON, "--json").json
    assert told["akad"]["nilai_akad"] == "90000000"
    assert run("syariah", "beli-barang", "MB-1", "100000000", *ON).code == 1
    kspps("pinjaman", "cair", "MB-1", *ON)
    kspps("simpanan", "setor", "A-0001", "30000000", "--produk", "mudharabah", *ON)
    kspps("simpanan", "setor", "A-0002", "10000000", "--produk", "mudharabah", *ON)
    kspps("pinjaman", "angsur", "MB-1", "4500000", "--tanggal", "2026-03-01")
    month = ("simpanan", "bagi-hasil", "--bulan", "2026-03")
    assert "Belum dicatat" in kspps(*month).out
    shown = kspps(*month, "--json").json
    assert (shown["hasil"], shown["untuk_penabung"], shown["untuk_koperasi"]) == (
        "750000", "300000", "450000",
    )  # fmt: skip
    assert [row["bagi_hasil"] for row in shown["bagi_hasil"]] == ["225000", "75000"]
    assert "2 anggota" in kspps(*month, "--ya").out
    assert "sudah dibagikan" in kspps(*month, "--ya").out
    assert kspps(*month, "--json").json["sudah"] is True
    empty = run("simpanan", "bagi-hasil", "--bulan", "2026-02", "--ya")
    assert empty.code == 1
    assert "Tidak ada yang dapat dibagi" in empty.err
    kspps("simpanan", "setor", "A-0002", "1000000", "--produk", "wadiah", *ON)
    kspps("simpanan", "bonus", "A-0002", "25000", "--produk", "wadiah", "--tanggal", "2026-03-31")
    assert len(kspps("syariah", "kartu", "MB-1", "--json").json["mutasi"]) == 4
    assert kspps("periksa").code == 0


def test_an_order_falls_through(kspps: Run) -> None:
    asked(kspps)
    kspps("syariah", "uang-muka", "MB-1", "10000000", *ON)
    kspps("syariah", "beli-barang", "MB-1", "100000000", "--pemasok", "Toko Contoh", *ON)
    why = ("--alasan", "Anggota mundur", *ON)
    kspps("pinjaman", "tolak", "MB-1", "--oleh", "Ketua Contoh", *why)
    kspps("syariah", "kembali-barang", "MB-1", "98500000", *why)
    kspps("syariah", "kembali-uang-muka", "MB-1", "8500000", "--ditahan", "1500000", *why)
    (row,) = kspps("syariah", "daftar", "--json").json["akad"]
    assert row["saldo"] == "0"


def test_a_partnership_from_capital_to_its_end(kspps: Run) -> None:
    deal = ("syariah", "akad", "MD-1", "A-0002", "--jenis", "mudharabah", "--modal", "50000000",
            "--nisbah", "40", "--untuk", "Warung", "--oleh", "Ketua Contoh")  # fmt: skip
    kspps(*deal, *ON)
    kspps("syariah", "modal", "MD-1", "50000000", *ON)
    march = ("--tanggal", "2026-03-31")
    kspps("syariah", "laba", "MD-1", "3333333", "--bulan", "2026-03", *march)
    kspps("syariah", "terima", "MD-1", "1333333", *march)
    loss = ("--alasan", "Banjir", "--oleh", "Ketua Contoh", "--tanggal", "2026-04-30")
    kspps("syariah", "rugi", "MD-1", "8000000", "--bulan", "2026-04", *loss)
    ended = kspps("syariah", "kembali", "MD-1", "42000000", "--tanggal", "2026-05-31")
    assert "selesai" in ended.out
    assert "Kerugian" in kspps("syariah", "kartu", "MD-1").out


def test_a_thing_is_let_and_given_away(kspps: Run) -> None:
    terms = ("--ujrah", "1200000", "--lama", "2", "--mulai", "2026-02", "--imbt")
    what = ("--uraian", "Mesin giling", "--oleh", "Ketua Contoh")
    kspps("syariah", "ijarah", "IJ-1", "A-0002", "12000000", *terms, *what, *ON)
    month = ("syariah", "sewa", "--bulan", "2026-03")
    assert "Belum dicatat" in kspps(*month).out
    assert kspps(*month, "--ya", "--json").json["akad"][0]["penyusutan"] == "12000000"
    assert "dilewati" in kspps(*month, "--ya").out
    kspps("syariah", "ujrah", "IJ-1", "2400000", "--tanggal", "2026-03-31")
    kspps("syariah", "alih", "IJ-1", "--alasan", "Hibah", "--tanggal", "2026-04-01")
    assert kspps("syariah", "daftar", "--json").json["akad"][0]["keadaan"] == "selesai"
    assert "selesai" in kspps("syariah", "daftar").out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("syariah", "beli-barang", "MB-9", "1"), 1, "tidak ada"),
        (("syariah", "beli-barang", "MB-1", "nol"), 1, "tidak terbaca"),
        (("syariah", "uang-muka", "MB-1", "0"), 1, "lebih dari nol"),
        (("syariah", "kembali-barang", "MB-1", "1", "--alasan", "x"), 1, "belum dibeli"),
        (("syariah", "kembali-uang-muka", "MB-1", "1", "--alasan", "x"), 1, "uang muka"),
        (("syariah", "imbalan-qardh", "MB-1", "1"), 1, "bukan qardh"),
        (("syariah", "kebajikan", "1", "--untuk", "x"), 1, "dana kebajikan"),
        (("syariah", "akad", "MD 1", "A-0001", "--jenis", "mudharabah", "--modal", "1", "--nisbah",
          "40", "--untuk", "x", "--oleh", "y"), 1, "nomor akad"),
        (("syariah", "akad", "MD-1", "A-0001", "--jenis", "mudharabah", "--modal", "1", "--untuk",
          "x", "--oleh", "y"), 1, "nisbah"),
        (("syariah", "akad", "MD-1", "A-0001", "--jenis", "musyarakah", "--modal", "1", "--untuk",
          "x", "--oleh", "y"), 1, "modal mitra"),
        (("syariah", "akad", "MD-1", "A-0001", "--jenis", "wakalah", "--modal", "1", "--untuk",
          "x", "--oleh", "y"), 2, "wakalah"),
        (("syariah", "akad", "MD-1", "A-9999", "--jenis", "mudharabah", "--modal", "1", "--nisbah",
          "40", "--untuk", "x", "--oleh", "y"), 1, "A-9999"),
        (("syariah", "modal", "MD-9", "1"), 1, "Akad MD-9 tidak ada"),
        (("syariah", "laba", "MD-9", "1", "--bulan", "Maret"), 1, "bukan bulan"),
        (("syariah", "ijarah", "IJ-1", "A-0001", "100", "--uraian", "x", "--ujrah", "1", "--lama",
          "12", "--mulai", "2026-03", "--umur", "24", "--imbt", "--oleh", "y"), 1, "IMBT"),
        (("syariah", "ujrah", "IJ-9", "1"), 1, "Akad IJ-9 tidak ada"),
        (("syariah", "alih", "IJ-9", "--alasan", "x"), 1, "Akad IJ-9 tidak ada"),
        (("syariah", "sewa", "--bulan", "2199-01"), 1, "belum dapat"),
        (("syariah", "kartu", "XX"), 1, "tidak ada"),
        (("simpanan", "bagi-hasil", "--bulan", "2199-01"), 1, "belum dapat"),
        (("simpanan", "bagi-hasil", "--bulan", "2026-01"), 1, "kebijakan [syariah]"),
        (("simpanan", "bonus", "A-0001", "1000", "--produk", "mudharabah"), 1, "wadiah"),
    ],
)  # fmt: skip
def test_wrong_input_is_answered_and_changes_nothing(
    kspps: Run, run: Run, words: tuple[str, ...], code: int, told: str
) -> None:
    asked(kspps)
    before = kspps("syariah", "daftar", "--json").out
    plain = "kartu" in words or ("--bulan" in words and "laba" not in words)
    ran = run(*words, *(() if plain else ON))
    assert (ran.code, ran.out) == (code, "")
    assert told.lower() in ran.err.lower()
    assert kspps("syariah", "daftar", "--json").out == before


def test_a_bank_line_that_waits_is_explained(kspps: Run, run: Run, tmp_path: Path) -> None:
    asked(kspps)
    line = {
        "kind": "bank_receipt_unidentified",
        "date": "2026-02-02",
        "ref": "BANK-1",
        "account": "bri",
        "amount": "10000000",
        "bank_ref": "bri/2026-02-02/000000000001/1",
        "text": "TRSF E-BANKING",
    }
    file = tmp_path / "baris.jsonl"
    file.write_text(json.dumps(line), encoding="utf-8")
    kspps("catat", file)
    down = ("syariah", "uang-muka", "MB-1", "10000000", "--tanggal", "2026-02-02", "--titipan")
    assert run(*down, "BANK-9").code == 1
    assert kspps(*down, "BANK-1", "--json").json["akad"]["nilai_akad"] == "-10000000"
    assert kspps("periksa").code == 0
