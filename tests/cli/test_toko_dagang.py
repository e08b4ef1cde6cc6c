"""A week of trade at the keyboard: orders, deliveries, returns, debts, lists; and what is wrong."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import Run

from koperasi_ledger.workflows.checking import check_book

pytest_plugins = ["command_line_books"]

POLICY = """
[toko]
kredit_anggota = { paling_banyak = "500000", tempo_hari = 10 }
lebih_kirim_paling_banyak_persen = "5"
[toko.tingkat]
umum = { nama = "Eceran umum" }
grosir = { nama = "Grosir" }
anggota = { nama = "Anggota", hanya_anggota = true }
[toko.lokasi]
gudang = { nama = "Gudang" }
gerai = { nama = "Gerai", wilayah = "jawa" }
[toko.golongan]
sembako = "rata-rata"
[toko.batas_bulanan]
lpg = { paling_banyak = "2" }
"""
ON = ("--tanggal", "2026-01-05")
ITEMS = (
    ("beras", "kg", "karung=50"),
    ("lpg", "tabung", "slop=4"),
    ("beras-5", "pcs", "dus=4"),
    ("gabah", "kg", "karung=40"),
)
PRICES = """Kode;Tingkat;Satuan;Mulai;Harga
beras;umum;;;13500
beras;anggota;kg;;Rp13.000
beras;grosir;karung;;600000
beras;grosir;karung;10;Rp590.000
lpg;umum;tabung;;18000
lpg;anggota;tabung;;18000
"""


@pytest.fixture
def shop(ok: Run, tmp_path: Path) -> Run:
    """A store with rice and gas, a supplier, another cooperative as customer, prices by a list."""
    policy = tmp_path / "toko.toml"
    policy.write_text(POLICY, encoding="utf-8")
    on = ("--berlaku", "2026-01-02", "--keputusan", "RAT 2", "--tanggal", "2026-01-02")
    ok("kebijakan", "terapkan", policy, *on)
    for item, unit, more in ITEMS:
        ok("toko", "barang", "tambah", item, "--nama", item.title(), "--satuan", unit,
           "--isi", more, "--golongan", "sembako", *ON)  # fmt: skip
    ok("toko", "pemasok", "bulog", "--nama", "Perum Bulog", "--tempo", "14", *ON)
    ok("toko", "pelanggan", "mekar", "--nama", "KDMP Mekar Contoh", "--plafon", "9000000",
       "--tempo", "30", *ON)  # fmt: skip
    prices = tmp_path / "harga.csv"
    prices.write_text(PRICES, encoding="utf-8")
    assert "6 baris" in ok("toko", "harga", prices, "--coba", *ON).out
    assert "baris: 6" in ok("toko", "harga", prices, *ON).out
    ok("toko", "pesanan", "buat", "bulog", "PO-1", "--barang", "beras=20karung:550000",
       "--barang", "lpg=40", *ON)  # fmt: skip
    ok("toko", "uang-muka", "bulog", "1000000", *ON)
    ok("toko", "terima", "bulog", "F-1", "--barang", "beras=12karung:6600000", "--pesanan", "PO-1",
       "--ongkos", "150000", "--ongkos-dari", "kas", "--uang-muka", "1000000", "--lokasi",
       "gudang", *ON)  # fmt: skip
    ok("toko", "terima", "bulog", "F-2", "--barang", "lpg=10:160000", "--lokasi", "gerai", *ON)
    ok("toko", "pindah", "gudang", "gerai", "--barang", "beras=1karung", *ON)
    return ok


def test_an_order_is_followed_until_it_is_ended(shop: Run) -> None:
    rows = {
        row["barang"]: row for row in json.loads(shop("toko", "pesanan", "daftar", "--json").out)
    }
    assert (rows["beras"]["datang"], rows["beras"]["kurang"]) == ("600", "400")
    assert rows["lpg"]["kurang"] == "40"
    told = shop("toko", "terima", "bulog", "F-3", "--barang", "beras=8.5karung:4675000",
                "--pesanan", "PO-1", "--lokasi", "gudang", *ON).out  # fmt: skip
    assert "lebih dari pesanan beras: 25" in told
    assert "belum datang lpg: 40" in told
    shop("toko", "pesanan", "tutup", "PO-1", "--alasan", "gas habis di agen", *ON)
    assert "Tidak ada pesanan" in shop("toko", "pesanan", "daftar").out
    assert "gas habis" in shop("toko", "pesanan", "daftar", "--semua").out


def test_a_delivery_is_an_invoice_that_is_paid_when_due(shop: Run, book: Path) -> None:
    told = shop("toko", "kirim", "mekar", "--barang", "beras=10karung", "--lokasi", "gudang",
                "--nomor", "FG-1", "--surat-jalan", "SJ-7", "--sopir", "Pak Contoh",
                "--jatuh-tempo", "2026-01-20", *ON).out  # fmt: skip
    assert "jumlah: Rp5.900.000" in told
    assert "jatuh tempo: 20 Januari 2026" in told
    note = shop("toko", "surat-jalan", "FG-1").out
    assert "SJ-7" in note
    assert "Pak Contoh" in note
    assert "5.900.000" not in note
    paper = json.loads(shop("toko", "faktur", "FG-1", "--json").out)
    assert "lima juta sembilan ratus ribu rupiah" in json.dumps(paper)
    shop("toko", "retur-jual", "grosir", "FG-1", "--barang", "beras=1karung", "--alasan", "basah",
         "--lokasi", "gudang", *ON)  # fmt: skip
    (row,) = json.loads(shop("toko", "piutang", "--per", "2026-01-25", "--json").out)
    assert (row["pembeli"], row["sisa"], row["hari_lewat"]) == ("mekar", "5310000", 5)
    shop("toko", "terima-piutang", "--pelanggan", "mekar", "--ke", "bri", *ON)
    assert "Tidak ada piutang" in shop("toko", "piutang").out
    assert "lunas" in shop("toko", "faktur", "FG-1").out
    assert [check for check in check_book(book, pytest.fail).checks if not check.passed] == []


def test_what_suppliers_are_owed_falls_by_payments_and_returns(shop: Run) -> None:
    shop("toko", "retur-beli", "bulog", "F-1", "--barang", "beras=1karung:550000", "--lokasi",
         "gudang", *ON)  # fmt: skip
    shop("toko", "bayar-pemasok", "bulog", "F-1", "2000000", *ON)
    owed = json.loads(shop("toko", "utang", "--json").out)
    # The freight was paid apart: 6.600.000 - 1.000.000 paid down - 550.000 credited - 2.000.000.
    assert {row["faktur"]: row["sisa"] for row in owed["faktur"]} == {
        "F-1": "3050000",
        "F-2": "160000",
    }
    assert owed["uang_muka"] == {}
    shop("toko", "bayar-pemasok", "bulog", "F-2", *ON)
    assert "F-2" not in shop("toko", "utang").out


def test_store_credit_is_deducted_from_pay(shop: Run, tmp_path: Path) -> None:
    shop("toko", "jual", "--barang", "beras=20", "--tingkat", "anggota", "--anggota", "A-0001",
         "--bayar", "kredit", "--lokasi", "gerai", *ON)  # fmt: skip
    listed = shop("pinjaman", "potong-gaji", "--bulan", "2026-01", "--json").out
    assert "260000" in listed
    sheet = tmp_path / "potong.xlsx"
    shop("pinjaman", "potong-gaji", "--bulan", "2026-01", "--keluar", sheet)
    filled = openpyxl.load_workbook(sheet)
    page = filled.active
    assert page is not None
    heads = [cell.value for cell in page[1]]
    assert "Belanja toko" in heads
    for row in page.iter_rows(min_row=2):
        if row[heads.index("Nomor")].value:
            row[heads.index("Dipotong")].value = row[heads.index("Jumlah")].value
    filled.save(sheet)
    done = shop("pinjaman", "potong-gaji-masuk", sheet, "--via", "bri", "--tanggal", "2026-01-31")
    assert "A-0001" in done.out
    assert "Tidak ada piutang" in shop("toko", "piutang").out


def test_a_member_who_owes_stays_until_it_is_paid(shop: Run, run: Run) -> None:
    shop("toko", "jual", "--barang", "beras=20", "--tingkat", "anggota", "--anggota", "A-0001",
         "--bayar", "kredit", "--lokasi", "gerai", *ON)  # fmt: skip
    leave = ("anggota", "keluar", "A-0001", "--alasan", "pindah", "--tanggal", "2026-01-06")
    refused = run(*leave)
    assert refused.code == 1
    assert "Rp260.000" in refused.err
    shop("simpanan", "setor", "A-0001", "200000", "--produk", "sukarela", *ON)
    shop("toko", "terima-piutang", "a-0001", "150000", "--simpanan", "sukarela", *ON)
    shop("toko", "terima-piutang", "a-0001", *ON)
    shop(*leave)


def test_quotas_come_from_a_list_and_are_told(shop: Run, run: Run, tmp_path: Path) -> None:
    roll = tmp_path / "lpg.csv"
    roll.write_text("Nomor;Nama;Kuota\na-0001;Ani;10\nmekar;;5\n", encoding="utf-8")
    span = ("--barang", "lpg", "--mulai", "2026-01-01", "--sampai", "2026-12-31")
    shop("toko", "kuota", "lpg-2026", roll, *span, *ON)
    sale = ("toko", "jual", "--tingkat", "anggota", "--lokasi", "gerai", *ON)
    shop(*sale, "--barang", "lpg=2", "--anggota", "A-0001")
    over = run(*sale, "--barang", "lpg=1", "--anggota", "A-0001")
    assert "bulan-2026-01" in over.err
    nobody = run(*sale, "--barang", "lpg=1", "--anggota", "A-0002")
    assert "tidak ada di daftar itu" in nobody.err
    left = json.loads(shop("toko", "kuota", "--json").out)
    assert {(row["kuota"], row["pemegang"]): row["sisa"] for row in left} == {
        ("bulan-2026-01", "A-0001"): "0",
        ("lpg-2026", "A-0001"): "8",
        ("lpg-2026", "mekar"): "5",
    }


def test_a_count_has_its_minutes(shop: Run) -> None:
    told = shop("toko", "opname", "--lokasi", "gerai", "--hitung", "beras=45", "--rusak", "beras=2",
                "--kedaluwarsa", "beras=1", "--berita-acara", "BA-1", "--disetujui", "Sari",
                "--tanggal", "2026-01-06").out  # fmt: skip
    assert "rusak: Rp" in told
    assert "berita-acara SO-20260106-gerai-1" in told
    paper = shop("toko", "berita-acara", "SO-20260106-gerai-1").out
    for word in ("Kekurangan", "Barang rusak", "Barang kedaluwarsa", "BA-1", "Sari"):
        assert word in paper


def test_examples_of_lists_are_written_once(shop: Run, run: Run, tmp_path: Path) -> None:
    for name in ("harga", "het", "kuota"):
        example = tmp_path / f"{name}-contoh.csv"
        shop("toko", name, "--contoh", example)
        assert example.read_text(encoding="utf-8").count("\n") == 3
        assert run("toko", name, "--contoh", example).code == 1


WRONG: tuple[tuple[tuple[str, ...], str], ...] = (
    (("pindah", "gudang", "gerai", "--barang", "beras=99karung"), "Stok beras di gudang"),
    (("pindah", "gudang", "rumah", "--barang", "beras=1"), "Lokasi rumah tidak ada"),
    (("pindah", "gudang", "gudang", "--barang", "beras=1"), "berbeda"),
    (("konversi", "--dari", "beras=999karung", "--jadi", "beras-5=1", "--lokasi", "gudang"),
     "Stok beras"),
    (("konversi", "--dari", "beras=1", "--jadi", "beras=1", "--lokasi", "gudang"), "satu kali"),
    (("konversi", "--dari", "beras=1", "--jadi", "beras-5=1:x", "--lokasi", "gudang"), "terbaca"),
    (("terima", "bulog", "F-9", "--barang", "gabah=1:1000", "--pesanan", "PO-1", "--lokasi",
      "gudang"), "gabah tidak ada di pesanan"),
    (("terima", "bulog", "F-9", "--barang", "beras=10karung:1000", "--pesanan", "PO-1", "--lokasi",
      "gudang"), "paling banyak 450 lagi"),
    (("terima", "bulog", "F-9", "--barang", "beras=1:1000", "--pesanan", "PO-2", "--lokasi",
      "gudang"), "Pesanan PO-2 tidak ada"),
    (("terima", "bulog", "F-9", "--barang", "beras=1:1000", "--uang-muka", "1000", "--lokasi",
      "gudang"), "uang muka kepada bulog"),
    (("pesanan", "tutup", "PO-2", "--alasan", "x"), "Pesanan PO-2 tidak ada"),
    (("retur-beli", "bulog", "F-1", "--barang", "beras=13karung:1", "--lokasi", "gudang"),
     "belum diretur 600"),
    (("retur-beli", "bulog", "F-1", "--barang", "lpg=1:1", "--lokasi", "gudang"), "tidak ada di"),
    (("retur-beli", "bulog", "F-8", "--barang", "lpg=1:1", "--lokasi", "gudang"), "Faktur F-8"),
    (("bayar-pemasok", "bulog", "F-1", "90000000"), "melebihi sisa utang"),
    (("bayar-pemasok", "bulog", "F-8"), "Faktur F-8"),
    (("beli-hasil", "A-0001", "gabah", "--bruto", "5", "--tara", "5", "--harga", "1", "--lokasi",
      "gudang"), "menghabiskan"),
    (("beli-hasil", "A-0001", "gabah", "--bruto", "5", "--harga", "100", "--ke-simpanan",
      "sukarela=501", "--lokasi", "gudang"), "tersisa dari hasil itu Rp500"),
    (("beli-hasil", "A-0001", "gabah", "--bruto", "5", "--harga", "100", "--angsuran",
      "PJ-2026-0009", "--lokasi", "gudang"), "PJ-2026-0009"),
    (("beli-hasil", "A-0009", "gabah", "--bruto", "5", "--harga", "100", "--lokasi", "gudang"),
     "A-0009 tidak ada"),
    (("kirim", "mekar", "--barang", "beras=1", "--lokasi", "gudang"), "Harga beras per kg"),
    (("kirim", "mekar", "--barang", "beras=1peti", "--lokasi", "gudang"),
     "tidak memakai satuan peti (yang ada: kg, karung)"),
    (("jual", "--barang", "beras=1peti", "--tingkat", "umum", "--lokasi", "gerai"),
     "tidak memakai satuan peti (yang ada: kg, karung)"),
    (("kirim", "mekr", "--barang", "beras=1karung", "--lokasi", "gudang"), "Maksudnya mekar?"),
    (("kirim", "mekar", "--barang", "beras=1karung", "--tingkat", "pesantren", "--lokasi",
      "gudang"), "Harga beras per karung untuk pesantren"),
    (("kirim", "mekar", "--barang", "beras=1karung", "--jatuh-tempo", "2025-01-01", "--lokasi",
      "gudang"), "hanya untuk kredit"),
    (("surat-jalan", "FG-9"), "Tidak ada pengiriman bernomor FG-9"),
    (("faktur", "FG-9"), "Tidak ada pengiriman bernomor FG-9"),
    (("berita-acara", "BA-1"), "bukan stok opname"),
    (("retur-jual", "k1", "7", "--barang", "beras=1", "--alasan", "x", "--lokasi", "gerai"),
     "Struk 7"),
    (("terima-piutang", "A-0001"), "tidak berutang"),
    (("terima-piutang", "A-0001", "5"), "utang A-0001"),
    (("terima-piutang", "--pelanggan", "mekr", "--jumlah", "5"), "Maksudnya mekar?"),
    (("rekap", "k1"), "Tidak ada struk"),
    (("harga", "/tidak/ada.csv"), "berkas tidak ada"),
    (("het", "beras", "1000", "--satuan", "ton", "--peraturan", "P"), "satuan ton"),
    (("het", "gas", "1000", "--peraturan", "P"), "gas belum terdaftar"),
    (("jual", "--barang", "lpg=1", "--tingkat", "umum", "--lokasi", "gerai"), "pembelinya tidak"),
)  # fmt: skip


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(("args", "said"), WRONG, ids=[" ".join(args[:4]) for args, _ in WRONG])
def test_what_is_wrong_is_refused_with_words(run: Run, args: tuple[str, ...], said: str) -> None:
    day = () if args[0] in {"surat-jalan", "faktur", "berita-acara"} else ON
    ran = run("toko", *args, *day)
    assert ran.code == 1, ran
    assert said in ran.err


def test_a_price_above_the_ceiling_is_refused(shop: Run, run: Run) -> None:
    shop("toko", "het", "lpg", "17000", "--satuan", "tabung", "--peraturan", "SK 1", *ON)
    ran = run("toko", "jual", "--barang", "lpg=1", "--tingkat", "anggota", "--anggota", "A-0001",
              "--lokasi", "gerai", *ON)  # fmt: skip
    assert "di atas HET Rp17.000" in ran.err


@pytest.mark.usefixtures("shop")
def test_every_wrong_row_of_a_list_is_told_and_nothing_is_recorded(
    run: Run, tmp_path: Path, book: Path
) -> None:
    bad = tmp_path / "salah.csv"
    bad.write_text(
        "Kode;Tingkat;Satuan;Mulai;Harga\nbers;umum;;;1\nberas;umun;;;1\nberas;umum;ton;;1\n"
        "beras;umum;;x;1\nberas;umum;;;1.234\nberas;umum;;;-5\nlpg;umum;;;1\nlpg;umum;;;2\n",
        encoding="utf-8",
    )
    before = (book / "events" / "2026-01.jsonl").read_bytes()
    ran = run("toko", "harga", bad, *ON)
    assert ran.code == 1
    for row in (2, 3, 4, 5, 6, 7, 9):
        assert f"baris {row}:" in ran.err
    assert (book / "events" / "2026-01.jsonl").read_bytes() == before
    no_heads = tmp_path / "kosong.csv"
    no_heads.write_text("a;b\n1;2\n", encoding="utf-8")
    assert "Tidak ada baris judul" in run("toko", "harga", no_heads, *ON).err


def test_a_delivery_and_produce_can_be_tried_first(shop: Run, run: Run, book: Path) -> None:
    before = (book / "events" / "2026-01.jsonl").read_bytes()
    send = ("toko", "kirim", "mekar", "--lokasi", "gudang", "--coba", *ON)
    assert "kredit: Rp600.000" in shop(*send, "--barang", "beras=1karung").out
    assert "tidak cukup" in run(*send, "--barang", "beras=90karung").err
    produce = ("toko", "beli-hasil", "A-0001", "gabah", "--bruto", "10", "--harga", "6500")
    tried = shop(*produce, "--ke-simpanan", "sukarela=15000", "--lokasi", "gudang", "--coba", *ON)
    assert "sukarela: Rp15.000\nkas: Rp50.000" in tried.out
    assert (book / "events" / "2026-01.jsonl").read_bytes() == before


def test_an_item_is_changed_where_it_is_known(shop: Run, run: Run) -> None:
    change = ("toko", "barang", "ubah", "beras")
    assert "Sebut paling sedikit satu" in run(*change).err
    shop(*change, "--isi", "karung-25=25", "--nama", "Beras cap Contoh", "--tidak-aktif", *ON)
    buy = ("toko", "terima", "bulog", "F-77", "--lokasi", "gudang")
    assert "Beras cap Contoh" in shop("toko", "barang", "daftar").out
    goods = ("--barang", "beras=1karung-25:300000")
    gone = run(*buy, *goods, *ON)
    assert "barang ubah beras --aktif" in gone.err
    shop(*change, "--aktif", *ON)
    shop(*buy, *goods, *ON)
    unknown = run(*buy[:3], "F-78", *buy[4:], "--barang", "beras=1peti:300000", *ON)
    assert "karung-25" in unknown.err
    assert "koperasi toko barang ubah beras --isi peti=ISI" in unknown.err
    fixed = run(*change, "--isi", "karung-25=30", *ON)
    assert "tidak dapat diubah" in fixed.err


def test_deliveries_at_the_same_moment_have_numbers_and_notes_of_their_own(
    shop: Run, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number of the invoice, and of its delivery note, is chosen under the lock."""
    # To let another deliver between.
    from koperasi_ledger.workflows import by_hand, recording  # noqa: PLC0415

    send = ("toko", "kirim", "mekar", "--lokasi", "gudang", "--barang", "beras=1karung", *ON)
    true = recording.record
    others: list[Any] = []

    def late(*given: Any) -> Any:
        if not others:
            others.append(None)
            others.append(json.loads(shop(*send, "--lagi", "--sopir", "Pak A", "--json").out))
        return true(*given)

    monkeypatch.setattr(by_hand, "record", late)
    mine = json.loads(shop(*send, "--json").out)["pengiriman"]
    other = others[1]["pengiriman"]
    assert (other["faktur"], other["surat_jalan"]) == ("grosir 20260105-1", "20260105-1")
    assert (mine["faktur"], mine["surat_jalan"]) == ("grosir 20260105-2", "20260105-2")
    twice = run(*send)
    assert twice.code == 1
    assert "--lagi" in twice.err
    own = json.loads(shop(*send, "--lagi", "--surat-jalan", "SJ-3", "--json").out)["pengiriman"]
    assert (own["faktur"], own["surat_jalan"]) == ("grosir 20260105-3", "SJ-3")
    named = json.loads(shop(*send, "--nomor", "FG-1", "--json").out)["pengiriman"]
    assert (named["faktur"], named["surat_jalan"]) == ("grosir FG-1", "FG-1")
    again = (*send, "--ref", "J-TULIS-1", "--lagi")
    assert shop(*again).out
    assert "sudah" in shop(*again).out.casefold()


def test_sales_of_one_till_at_the_same_moment_have_numbers_of_their_own(
    shop: Run, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number is chosen under the lock: what was free before another sold is not asked."""
    # To let another sell between.
    from koperasi_ledger.workflows import by_hand, recording  # noqa: PLC0415

    sale = (
        "toko",
        "jual",
        "--tingkat",
        "umum",
        "--lokasi",
        "gerai",
        "--barang",
        "beras=1",
        *ON,
        "--lagi",
    )
    true = recording.record
    others: list[Any] = []

    def late(*given: Any) -> Any:
        if not others:
            others.append(None)
            others.append(json.loads(shop(*sale, "--json").out))
        return true(*given)

    monkeypatch.setattr(by_hand, "record", late)
    mine = json.loads(shop(*sale, "--json").out)
    assert mine["struk"]["struk"] != others[1]["struk"]["struk"]
    again = (*sale, "--ref", "J-TULIS-1")
    assert shop(*again).out
    assert "sudah" in shop(*again).out.casefold()
    twice = run(*sale[:-1])
    assert twice.code == 1
    assert "--lagi" in twice.err
