"""Interest, tax, blocks, passbook and deposits as a treasurer runs them."""

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
jasa_paling_tinggi_persen = "9"
[[simpanan.produk]]
kunci = "sukarela"
nama = "Simpanan Sukarela"
saldo_minimum = "10000"
biaya_admin_per_bulan = "1000"
[simpanan.produk.jasa]
metode = "harian"
persen_setahun = "6"
[pajak.jasa_simpanan]
bebas_sampai = "240000"
persen = "10"
[berjangka]
[[berjangka.produk]]
kunci = "berkala"
nama = "Simpanan Berjangka"
paling_sedikit = "1000000"
jangka = [{bulan = 1, persen_setahun = "6"}, {bulan = 3, persen_setahun = "6"}]
jasa_dibayar = "jatuh-tempo"
pengakuan = "akrual"
[berjangka.produk.pencairan_awal]
dasar = "pokok"
persen = "3"
jasa_berjalan = "hangus"
[[berjangka.produk]]
kunci = "bulanan"
nama = "Simpanan Berjangka Bulanan"
paling_sedikit = "1000000"
jangka = [{bulan = 12, persen_setahun = "6"}]
jasa_dibayar = "bulanan"
"""


@pytest.fixture(autouse=True)
def _policy(ok: Run, tmp_path: Path) -> None:
    file = tmp_path / "jasa.toml"
    file.write_text(POLICY, encoding="utf-8")
    ok("kebijakan", "terapkan", file, "--berlaku", "2026-01-02", "--keputusan", "RAT No. 2")
    ok("simpanan", "setor", "A-0001", "100000000", "--tanggal", "2026-01-06")
    ok("simpanan", "setor", "A-0002", "1000000", "--tanggal", "2026-01-16")


JANUARY = ("simpanan", "jasa", "--bulan", "2026-01")


def test_a_month_is_shown_then_recorded_and_never_twice(ok: Run) -> None:
    shown = ok(*JANUARY, "--json").json
    assert (shown["dicatat"], shown["sudah"]) == (0, 0)
    assert shown["jasa"][0] == {
        "nomor": "A-0001",
        "produk": "sukarela",
        "jasa": "427397",
        "pph": "42739",
        "biaya": "1000",
        "bersih": "383658",
    }
    only_shown = ok(*JANUARY).out
    assert only_shown.endswith("Belum dicatat; untuk mencatat, ulangi dengan --ya.\n")
    assert ok(*JANUARY, "--json").json == shown
    assert "Dicatat: jasa Januari 2026 untuk 2 anggota." in ok(*JANUARY, "--ya").out
    again = ok(*JANUARY, "--ya")
    assert "2 anggota sudah mendapat jasa Januari 2026" in again.out
    assert ok(*JANUARY, "--ya", "--json").json == {
        "bulan": "2026-01",
        "dicatat": 0,
        "sudah": 2,
        "jasa": [],
    }
    assert ok("periksa", "--json").json["lulus"]


def test_a_run_reversed_for_one_member_is_taken_up_again(ok: Run) -> None:
    ok(*JANUARY, "--ya")
    before = ok("simpanan", "saldo", "A-0001", "--json").json
    ok("balik", "JS-2026-01-A-0001-1", "--alasan", "Setoran terlambat")
    ok("simpanan", "setor", "A-0001", "50000000", "--tanggal", "2026-01-20")
    run = ok(*JANUARY, "--ya", "--json").json
    assert (run["dicatat"], run["sudah"]) == (1, 1)
    after = ok("simpanan", "saldo", "A-0001", "--json").json
    more = int(after["simpanan"]["sukarela"]) - int(before["simpanan"]["sukarela"])
    assert more == 50_000_000 + 88_767  # 12 days of 50 million at 6 %, less a tenth of it


@pytest.mark.parametrize(
    ("month", "word"),
    [("2199-01", "belum berakhir"), ("2026-1", "2026-01 (tahun-bulan)")],
)
def test_other_months_are_refused(run: Run, month: str, word: str) -> None:
    ran = run("simpanan", "jasa", "--bulan", month, "--ya")
    assert (ran.code, word in ran.err) == (1, True), ran


def test_a_closed_month_gets_no_interest(run: Run) -> None:
    assert run("tutup", "bulan", "2026-01", "--ya").code == 0
    ran = run(*JANUARY, "--ya")
    assert ran.code == 1
    assert "sudah ditutup" in ran.err


def test_tax_is_withheld_proven_and_paid_to_the_state(ok: Run, run: Run, tmp_path: Path) -> None:
    ok(*JANUARY, "--ya")
    proof = ok("simpanan", "bukti-potong", "A-0001", "--bulan", "2026-01").out
    assert "empat puluh dua ribu tujuh ratus tiga puluh sembilan rupiah" in proof
    zero = ok("simpanan", "bukti-potong", "A-0002", "--bulan", "2026-01", "--json").json
    assert zero["tabel"][0]["baris"][1]["jumlah"] == "0"
    paper = tmp_path / "bukti.pdf"
    ok("simpanan", "bukti-potong", "A-0001", "--bulan", "2026-01", "--keluar", paper)
    assert paper.read_bytes().startswith(b"%PDF")
    nothing = run("simpanan", "bukti-potong", "A-0001", "--bulan", "2026-02")
    assert (nothing.code, "tidak menerima jasa" in nothing.err) == (1, True)
    on = ("--bulan", "2026-01", "--tanggal", "2026-02-10")
    assert "Rp42.739" in ok("simpanan", "setor-pph", *on, "--ntpn", "0123").out
    assert "belum disetor" in run("simpanan", "setor-pph", *on).err
    report = ok("laporan", "pph-simpanan", "--tahun", "2026", "--json").json
    assert report["tabel"][0]["baris"][0]["disetor"] == "42739"
    kept = run("balik", "JS-2026-01-A-0001-1", "--alasan", "Salah")
    assert "PPH-2026-01-1" in kept.err
    assert ok("periksa", "--json").json["lulus"]


def test_what_is_blocked_cannot_be_taken(ok: Run, run: Run) -> None:
    on = ("--tanggal", "2026-02-01")
    blocked = ok("simpanan", "blokir", "A-0002", "800000", "--alasan", "Agunan", *on, "--json").json
    assert blocked["saldo"]["bebas"] == "200000"
    ran = run("simpanan", "tarik", "A-0002", "190001", *on)
    assert (ran.code, "Rp190.000" in ran.err) == (1, True)
    undone = run("balik", "SS-20260116-A-0002-1", "--alasan", "Salah", *on)
    assert blocked["ref"] in undone.err
    ok("simpanan", "tarik", "A-0002", "190000", *on)
    assert "diblokir" in ok("simpanan", "saldo", "A-0002").out
    ok("simpanan", "lepas", "A-0002", blocked["ref"], "--alasan", "Lunas", *on)
    ok("simpanan", "tarik", "A-0002", "800000", *on)
    assert run("simpanan", "lepas", "A-0002", blocked["ref"], "--alasan", "Lunas").code == 1


def test_the_passbook_has_every_movement_with_its_balance(ok: Run, run: Run) -> None:
    ok(*JANUARY, "--ya")
    book = ok("simpanan", "buku", "A-0001", "--json").json
    rows = [(row["uraian"], row["saldo"]) for row in book["tabel"][0]["baris"]]
    assert rows == [
        ("Saldo awal", "0"),
        ("Setoran Simpanan Sukarela", "100000000"),
        ("Jasa Januari 2026", "100427397"),
        ("PPh final atas jasa Januari 2026", "100384658"),
        ("Biaya administrasi Januari 2026", "100383658"),
        ("Jumlah dan saldo akhir", "100383658"),
    ]
    assert run("simpanan", "buku", "A-0001", "--produk", "emas").code == 1


def test_a_deposit_from_certificate_to_payout(ok: Run, run: Run, tmp_path: Path) -> None:
    open_ = ("berjangka", "buka", "A-0001", "60000000", "--produk", "berkala", "--jangka", "1")
    placed = ok(*open_, "--aro", "pokok-jasa", "--tanggal", "2026-01-15", "--json").json
    assert placed["ref"] == "PB-20260115-SB-2026-0001-1"
    twice = run(*open_, "--aro", "pokok-jasa", "--tanggal", "2026-01-15")
    assert (twice.code, "SB-2026-0001" in twice.err) == (1, True)
    paper = tmp_path / "bilyet.pdf"
    ok("berjangka", "bilyet", "sb-2026-0001", "--keluar", paper)
    assert paper.read_bytes().startswith(b"%PDF")
    assert "enam puluh juta rupiah" in ok("berjangka", "bilyet", "SB-2026-0001").out
    shown = ok("berjangka", "jalankan", "--sampai", "2026-02-28").out
    assert shown.endswith("Belum dicatat; untuk mencatat, ulangi dengan --ya.\n")
    run_ = ("berjangka", "jalankan", "--sampai", "2026-02-28", "--ya", "--json")
    kinds = [step["jenis"] for step in ok(*run_).json["peristiwa"]]
    assert kinds == [
        "Akrual jasa simpanan berjangka",
        "Jasa simpanan berjangka",
        "Perpanjangan simpanan berjangka",
        "Akrual jasa simpanan berjangka",
    ]
    assert ok(*run_).json["peristiwa"] == []
    (held,) = ok("berjangka", "daftar", "--json").json
    assert (held["saldo"], held["jatuh_tempo"]) == ("60270000", "2026-03-15")
    early = ("berjangka", "cair", "SB-2026-0001", "--tanggal", "2026-03-01")
    assert "belum jatuh tempo" in run(*early).err
    look = ok(*early, "--lihat", "--json").json
    assert (look["pinalti"], look["diterima"]) == ("1808100", "58461900")
    ok("berjangka", "blokir", "SB-2026-0001", "--alasan", "Agunan", "--tanggal", "2026-03-01")
    assert "diblokir" in run(*early, "--sebelum-jatuh-tempo", "--json").err
    ok("berjangka", "lepas", "SB-2026-0001", "--alasan", "Lunas", "--tanggal", "2026-03-01")
    done = ok(*early, "--sebelum-jatuh-tempo", "--json").json
    assert "Ani Contoh" in ok("kuitansi", done["ref"]).out
    assert ok("berjangka", "daftar", "--json").json == []
    assert ok("periksa", "--json").json["lulus"]
    ok("balik", done["ref"], "--alasan", "Salah", "--tanggal", "2026-03-02")
    assert ok("berjangka", "daftar", "--json").json == [held]
    assert ok("periksa", "--json").json["lulus"]


def test_interest_in_cash_waits_for_the_member(ok: Run, run: Run) -> None:
    open_ = ("berjangka", "buka", "A-0002", "2000000", "--produk", "bulanan", "--jangka", "12")
    ok(*open_, "--jasa", "tunai", "--tanggal", "2026-02-01", "--bilyet", "B-7")
    waits = ok("berjangka", "jalankan", "--sampai", "2026-03-31", "--json").json
    assert waits["menunggu_diambil"] == [{"bilyet": "B-7", "jatuh_tempo": "2026-03-01"}]
    assert run("berjangka", "jasa", "B-7", "--tanggal", "2026-02-28").code == 1
    paid = ok("berjangka", "jasa", "B-7", "--tanggal", "2026-03-02", "--json").json
    assert "Rp 10.000" in ok("kuitansi", paid["ref"]).out
    assert run("berjangka", "perpanjang", "B-7").code == 1
    listed = ok("laporan", "simpanan", "--json").json["tabel"][0]["baris"]
    assert [row["berjangka"] for row in listed] == ["0", "2000000", "2000000"]


def test_wrong_wishes_for_a_deposit_are_refused(run: Run) -> None:
    open_ = ("berjangka", "buka", "A-0001", "2000000", "--produk", "berkala", "--jangka")
    for args, word in (
        ((*open_, "3", "--aro", "pokok-jasa", "--jasa", "tunai"), "kapitalisasi"),
        ((*open_, "7"), "jangka 7 bulan"),
        ((*open_, "3", "--dari-simpanan", "emas"), "emas"),
        (("berjangka", "cair", "SB-9"), "SB-9"),
        (("berjangka", "jalankan", "--sampai", "2199-01-01", "--ya"), "belum terjadi"),
    ):
        ran = run(*args)
        assert (ran.code, word in ran.err) == (1, True), ran
    assert run(*open_, "0").code == 2
    json.loads(run("berjangka", "daftar", "--json").out)


def test_deposits_of_the_old_books_go_on_with_their_own_dates(ok: Run, tmp_path: Path) -> None:
    taken = {
        "kind": "deposit_taken_over",
        "date": "2026-01-02",
        "ref": "TB-1",
        "number": "LAMA-17",
        "member": "A-0001",
        "product": "bulanan",
        "months": 12,
        "amount": "24000000",
        "rate": "7",
        "started": "2025-10-31",
        "paid_to": "2025-12-31",
        "account": "Liabilitas:Lain",
        "rollover": "tidak",
        "interest_to": "simpanan",
        "interest_product": "sukarela",
    }
    file = tmp_path / "lama.jsonl"
    file.write_text(json.dumps(taken), encoding="utf-8")
    ok("catat", file)
    run_ = ("berjangka", "jalankan", "--sampai", "2026-02-28", "--ya", "--json")
    steps = [(step["tanggal"], step["jasa"]) for step in ok(*run_).json["peristiwa"]]
    assert steps == [("2026-01-31", "140000"), ("2026-02-28", "140000")]
    (held,) = ok("berjangka", "daftar", "--json").json
    assert (held["jatuh_tempo"], held["persen_setahun"]) == ("2026-10-31", "7")
    assert ok("periksa", "--json").json["lulus"]
