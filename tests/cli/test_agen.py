"""Agency work at the keyboard: balances, a day's recap, fees, the comparison with the app."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Run

from koperasi_ledger.workflows.checking import check_book

pytest_plugins = ["command_line_books"]

POLICY = """
[keagenan]
jasa_usaha_anggota = true
[keagenan.prinsipal]
brilink = { nama = "BRILink", cara = "saldo" }
pos = { nama = "Pos Indonesia", cara = "setor" }
[keagenan.layanan.tarik-tunai]
nama = "Tarik tunai"
prinsipal = "brilink"
uang = "keluar"
fee_pelanggan = { jenjang = [{ sampai = "500000", fee = "3000" }, { fee = "5000" }] }
fee_prinsipal = { tetap = "1500" }
[keagenan.layanan.listrik]
nama = "Token listrik"
prinsipal = "brilink"
uang = "masuk"
fee_pelanggan = { tetap = "2500" }
bagian_prinsipal = { tetap = "1000" }
[keagenan.layanan.wesel]
nama = "Kirim wesel"
prinsipal = "pos"
uang = "masuk"
fee_pelanggan = { persen = "1", paling_sedikit = "5000" }
fee_prinsipal = { tetap = "2000" }
fee_prinsipal_dibayar = "langsung"
"""
ON = ("--tanggal", "2026-01-05")


@pytest.fixture
def agent(ok: Run, tmp_path: Path) -> Run:
    """A book with five million in the app and twenty million in cash."""
    policy = tmp_path / "agen.toml"
    policy.write_text(POLICY, encoding="utf-8")
    on = ("--berlaku", "2026-01-02", "--keputusan", "RAT 2", "--tanggal", "2026-01-02")
    ok("kebijakan", "terapkan", policy, *on)
    ok("kas", "terima", "25000000", "--akun", "Hibah", "--ke", "kas", *ON)
    ok("agen", "buka", "brilink", *ON)
    ok("agen", "buka", "pos", *ON)
    told = ok("agen", "isi", "brilink", "5000000", "--biaya", "2500", *ON)
    assert "saldo brilink: Rp5.000.000" in told.out
    return ok


def test_a_recap_moves_cash_and_balance_and_earns_only_the_fee(
    agent: Run, events: Callable[[], list[dict[str, Any]]]
) -> None:
    ran = agent(
        "agen", "catat", "--transaksi", "tarik-tunai=12:6500000,pelanggan=52000",
        "--transaksi", "listrik=3:Rp300.000", "--transaksi", "listrik=100000,anggota=a-0001", *ON,
    )  # fmt: skip
    assert "nominal: Rp6.900.000" in ran.out
    assert "fee: Rp76.000" in ran.out
    assert "saldo brilink: Rp11.096.000" in ran.out
    lines = events()[-1]["lines"]
    assert lines[1] == {
        "service": "listrik", "count": 3, "nominal": "300000", "charged": "7500", "kept": "3000",
        "earned": "0",
    }  # fmt: skip
    assert lines[2]["member"] == "A-0001"
    shown = json.loads(agent("laporan", "phu", "--sampai", "2026-01-31", "--json").out)
    assert "6900000" not in json.dumps(shown)
    found = json.loads(agent("laporan", "keagenan", "--sampai", "2026-01-31", "--json").out)
    tables = {each["kunci"]: each["baris"] for each in found["tabel"]}
    assert tables["layanan"][-1]["fee"] in {"76000", "76000.00"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tarik-tunai=12:6500000", "pelanggan=JUMLAH"),
        ("tarik-tunai=12:6500000,pelanggan=520000", "Rp36.000 sampai Rp60.000"),
        ("listrik=100000,pelanggan=3000", "menurut kebijakan [keagenan] Rp2.500"),
        ("listrik", "tidak terbaca sebagai transaksi keagenan"),
        ("listrik=100000,diskon=5", "tidak terbaca sebagai transaksi keagenan"),
        ("listrik=seratus", "seratus"),
        ("pulsa=50000", "Layanan pulsa tidak ada"),
        ("listrik=90000000", "tidak cukup: perlu Rp90.001.000"),
        ("listrik=100000,anggota=A-9999", "A-9999"),
    ],
)
@pytest.mark.usefixtures("agent")
def test_a_wrong_transaction_is_refused_and_nothing_is_recorded(
    run: Run, events: Callable[[], list[dict[str, Any]]], text: str, said: str
) -> None:
    before = len(events())
    ran = run("agen", "catat", "--transaksi", text, *ON)
    assert ran.code == 1
    assert said in ran.err
    assert len(events()) == before


def test_another_fee_needs_a_name(agent: Run) -> None:
    ran = agent("agen", "catat", "--transaksi", "listrik=100000,pelanggan=3000", "--disetujui",
                "Sari", *ON)  # fmt: skip
    assert "fee: Rp2.000" in ran.out


def test_what_the_app_differs_by_has_to_be_named(agent: Run, run: Run) -> None:
    refused = run("agen", "cocokkan", "brilink", "4990000", *ON)
    assert refused.code == 1
    assert "belum dijelaskan -Rp10.000" in refused.err
    wrong = run("agen", "cocokkan", "brilink", "4990000", "--selisih", "salah=1:x", *ON)
    assert "tidak terbaca sebagai selisih" in wrong.err
    agent("agen", "cocokkan", "brilink", "4990000", "--selisih", "biaya=10000:sewa EDC", *ON)
    late = run("agen", "isi", "brilink", "1000", *ON)
    assert "sudah dicocokkan sampai 5 Januari 2026" in late.err
    shown = json.loads(agent("agen", "saldo", "--json").out)
    assert shown[0]["dicocokkan"] == "2026-01-05"
    assert shown[0]["saldo"] == "4990000"


def test_what_is_owed_to_a_principal_is_paid_and_compared(agent: Run, run: Run) -> None:
    told = agent("agen", "catat", "--transaksi", "wesel=1500000", *ON)
    assert "terutang pos: Rp1.498.000" in told.out
    assert run("agen", "cocokkan", "pos", "1498000", *ON).code == 1
    agent("agen", "cocokkan", "pos", "1498000", "--terutang", *ON)
    paid = agent("agen", "isi", "pos", "1498000", "--tanggal", "2026-01-06")
    assert "terutang pos: Rp0" in paid.out


def test_fees_come_later_less_tax_or_into_the_balance(agent: Run, run: Run, book: Path) -> None:
    agent("agen", "catat", "--transaksi", "tarik-tunai=2:1000000,pelanggan=6000", *ON)
    on = ("--tanggal", "2026-02-03")
    too_much = run("agen", "fee", "brilink", "4000", *on)
    assert "Rp3.000, kurang dari Rp4.000" in too_much.err
    agent("agen", "fee", "brilink", "2940", "--pph", "60", "--akun-pph", "Beban:PajakPenghasilan",
          "--ke", "bri", *on)  # fmt: skip
    more = agent("agen", "fee", "brilink", "500", "--piutang", "0", "--ke-saldo", *on)
    assert "saldo brilink: Rp6.000.500" in more.out
    both = run("agen", "fee", "brilink", "1", "--ke", "kas", "--ke-saldo", *on)
    assert both.code == 2
    report = check_book(book, pytest.fail)
    assert [check for check in report.checks if not check.passed] == []
    (ours,) = [check for check in report.checks if check.name == "keagenan = akun kendali"]
    assert "Aset:SaldoKeagenan Rp6.000.500" in ours.detail


def test_a_balance_that_was_kept_elsewhere_is_taken_over(ok: Run, run: Run, tmp_path: Path) -> None:
    policy = tmp_path / "agen.toml"
    policy.write_text(POLICY, encoding="utf-8")
    ok("kebijakan", "terapkan", policy, "--berlaku", "2026-01-02", "--keputusan", "RAT", *ON)
    none = run("agen", "saldo")
    assert "Belum ada saldo keagenan" in none.out
    taken = ("--saldo", "750000", "--dari-akun", "Aset:Piutang:Lain")
    assert "yang berisi Rp0" in run("agen", "buka", "brilink", *taken, *ON).err
    ok("kas", "terima", "1000000", "--akun", "Hibah", "--ke", "kas", *ON)
    ok("kas", "bayar", "750000", "--akun", "Aset:Piutang:Lain", "--dari", "kas", *ON)
    assert "saldo brilink: Rp750.000" in ok("agen", "buka", "brilink", *taken, *ON).out
    assert "belum dibuka" in run("agen", "isi", "pos", "1000", *ON).err
