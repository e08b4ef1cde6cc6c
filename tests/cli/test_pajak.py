"""Taxes of the cooperative itself, as a treasurer works them out, pays and looks at them."""

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Run

pytest_plugins = ["command_line_books"]

POLICY = """
[toko.tingkat.umum]
nama = "Eceran umum"
[toko.tingkat.grosir]
nama = "Grosir"
[toko.lokasi.gerai]
nama = "Gerai"
[toko.golongan]
sembako = "rata-rata"
[pajak.ppn]
pkp_sejak = "2026-02-01"
persen = "12"
dpp = "11/12"
harga_tanpa_ppn = ["grosir"]
[pajak.pph_final]
persen = "0.5"
batas_setahun = "4800000000"
tahun_pajak_terakhir = 2029
"""


def _event(kind: str, ref: str, day: str, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "ref": ref, "date": day, **fields}


def _sale(ref: str, number: str, tier: str, amounts: tuple[str, str, str, str]) -> dict[str, Any]:
    quantity, price, amount, paid = amounts
    line = {"item": "sabun", "quantity": quantity, "price": price, "amount": amount}
    payment = {"way": "tunai", "via": "kas", "amount": paid}
    return _event(
        "sale_recorded",
        ref,
        "2026-02-05",
        till="k1",
        number=number,
        location="gerai",
        tier=tier,
        lines=[line],
        payments=[payment],
    )


EVENTS = [
    _event(
        "item_registered",
        "B-1",
        "2026-01-03",
        item="sabun",
        name="Sabun cuci",
        base="pcs",
        group="sembako",
        taxable=True,
    ),
    _event("supplier_registered", "P-1", "2026-01-03", supplier="agen", name="Agen Contoh"),
    _event(
        "price_set",
        "H-1",
        "2026-01-03",
        valid_from="2026-01-03",
        lines=[
            {"item": "sabun", "tier": "umum", "unit": "pcs", "price": "5550"},
            {"item": "sabun", "tier": "grosir", "unit": "pcs", "price": "4800"},
        ],
    ),
    _event(
        "goods_received",
        "T-1",
        "2026-02-02",
        supplier="agen",
        invoice="F-001",
        location="gerai",
        lines=[{"item": "sabun", "quantity": "100", "amount": "400000"}],
        ppn="44000",
        tax_invoice="04002600000000011",
    ),
    _sale("J-1", "000001", "umum", ("20", "5550", "111000", "111000")),
    _sale("J-2", "000002", "grosir", ("80", "4800", "384000", "426240")),
]


@pytest.fixture(autouse=True)
def _store(ok: Run, tmp_path: Path) -> None:
    file = tmp_path / "pajak.toml"
    file.write_text(POLICY, encoding="utf-8")
    ok("kebijakan", "terapkan", file, "--berlaku", "2026-01-02", "--keputusan", "RAT No. 2")
    lines = tmp_path / "toko.jsonl"
    lines.write_text("".join(f"{json.dumps(each)}\n" for each in EVENTS), encoding="utf-8")
    ok("catat", lines)


FEBRUARY = ("--bulan", "2026-02")


def test_a_month_of_ppn_is_shown_recorded_once_and_paid(ok: Run, run: Run) -> None:
    shown = ok("pajak", "ppn", *FEBRUARY, "--json").json
    assert shown == {
        "bulan": "2026-02",
        "dicatat": False,
        "sudah": False,
        "keluaran": "53240",
        "masukan": "44000",
        "koreksi_keluaran": "0",
        "koreksi_masukan": "0",
        "kompensasi": "0",
        "kurang_bayar": "9240",
        "lebih_bayar": "0",
        "setor_paling_lambat": "2026-03-31",
    }
    assert "belum dihitung" in run("pajak", "setor", "ppn", *FEBRUARY).err
    assert "ulangi dengan --ya" in ok("pajak", "ppn", *FEBRUARY).out
    assert "PPN Februari 2026 dicatat" in ok("pajak", "ppn", *FEBRUARY, "--ya").out
    assert "sudah dihitung" in ok("pajak", "ppn", *FEBRUARY, "--ya").out
    paid = ok("pajak", "setor", "ppn", *FEBRUARY, "--dari", "bri", "--tanggal", "2026-03-12")
    assert "Rp9.240" in paid.out
    assert "masih terutang: Rp0" in paid.out
    assert "tidak terutang lagi" in run("pajak", "setor", "ppn", *FEBRUARY).err
    assert ok("periksa", "--json").json["lulus"]


def test_what_comes_late_goes_with_the_next_month(ok: Run, tmp_path: Path) -> None:
    ok("pajak", "ppn", *FEBRUARY, "--ya")
    back = _event(
        "sale_returned",
        "R-1",
        "2026-02-20",
        till="k1",
        number="000001",
        location="gerai",
        lines=[{"line": 1, "quantity": "20"}],
        refunds=[{"amount": "111000", "via": "kas"}],
        reason="Rusak",
    )
    file = tmp_path / "retur.jsonl"
    file.write_text(f"{json.dumps(back)}\n", encoding="utf-8")
    ok("catat", file)
    march = ok("pajak", "ppn", "--bulan", "2026-03", "--json").json
    assert (march["keluaran"], march["koreksi_keluaran"]) == ("-11000", "-11000")
    assert (march["kurang_bayar"], march["lebih_bayar"]) == ("0", "11000")
    assert "betulkan juga SPT" in ok("pajak", "ppn", "--bulan", "2026-03", "--ya").out
    assert ok("pajak", "restitusi", "11000", "--ke", "bri").out.startswith("Dicatat: Restitusi")
    assert ok("periksa", "--json").json["lulus"]


def test_the_final_tax_reads_its_base_from_the_ledger(ok: Run, run: Run) -> None:
    shown = ok("pajak", "pph-final", *FEBRUARY, "--json").json
    assert (shown["omzet"], shown["pph_final"]) == ("484000", "2420")
    assert shown["setor_paling_lambat"] == "2026-03-15"
    assert "PPh final Februari 2026 dicatat" in ok("pajak", "pph-final", *FEBRUARY, "--ya").out
    assert ok("pajak", "pph-final", *FEBRUARY, "--json").json["sudah"]
    part = ("pajak", "setor", "pph-final", *FEBRUARY, "--tanggal", "2026-03-12", "--jumlah")
    assert "masih terutang: Rp420" in ok(*part, "2000").out
    assert "tinggal Rp420" in run(*part, "421").err
    ok("kuitansi", "SSP-20260312-pph-final-1")


def test_the_report_says_what_is_owed(ok: Run) -> None:
    ok("pajak", "ppn", *FEBRUARY, "--ya")
    ok("pajak", "pph-final", *FEBRUARY, "--ya")
    report = ok("laporan", "pajak", "--sampai", "2026-02-28", "--json").json
    text = ok("laporan", "pajak", "--sampai", "2026-02-28").out
    assert "443.667" in text  # DPP: 53.240 / 12 %
    assert "2.420" in text
    assert report["tabel"]


def test_a_receipt_gets_one_faktur_pajak_and_a_number_comes_once(ok: Run, run: Run) -> None:
    on = ("--tanggal", "2026-02-28")
    ok("pajak", "faktur", "k1", "000001", "--faktur", "040.026-00.000000001", *on)
    again = run("pajak", "faktur", "k1", "000001", "--faktur", "04002600000000002", *on)
    assert "sudah tercatat untuk struk k1 000001" in again.err
    taken = run("pajak", "faktur", "k1", "000002", "--faktur", "04002600000000001", *on)
    assert "sudah tercatat untuk struk k1 000001" in taken.err
    assert "16 atau 17 angka" in run("pajak", "faktur", "k1", "000002", "--faktur", "12", *on).err
    kept = run("balik", "J-1", "--alasan", "Salah")
    assert "FP-04002600000000001" in kept.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ppn", "--bulan", "2026-01"), "bukan PKP pada 31 Januari 2026"),
        (("ppn", "--bulan", "2030-01"), "bulannya belum selesai"),
        (("ppn", "--bulan", "2026-03"), "PPN Februari 2026 belum dihitung"),
        (("pph-final", "--bulan", "2030-01"), "bulannya belum selesai"),
        (("masukan", "1000", "--akun", "Beban:Usaha:Sewa", "--faktur", "04002600000000011"),
         "sudah tercatat untuk faktur agen F-001"),
        (("masukan", "1000", "--akun", "Aset:Persediaan:Toko", "--faktur", "04002600000000012"),
         "akun kontrol"),
        (("restitusi", "1"), "PPN lebih bayar tinggal Rp0"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(run: Run, words: tuple[str, ...], said: str) -> None:
    ran = run("pajak", *words)
    assert ran.code == 1
    assert said in ran.err


def test_a_cooperative_that_is_no_pkp_has_no_ppn(ok: Run, tmp_path: Path) -> None:
    sale = _sale("J-0", "000009", "umum", ("1", "5550", "5550", "5550")) | {"date": "2026-01-20"}
    bought = EVENTS[3] | {"ref": "T-0", "date": "2026-01-10", "invoice": "F-000"}
    del bought["tax_invoice"]
    file = tmp_path / "januari.jsonl"
    file.write_text(f"{json.dumps(bought)}\n{json.dumps(sale)}\n", encoding="utf-8")
    ok("catat", file)
    text = ok("laporan", "jurnal", "--dari", "2026-01-01", "--sampai", "2026-01-31").out
    assert "PPN" not in text
    assert "444.000" in text  # the tax is in the cost


def test_tax_that_is_not_credited_is_typed_and_so_is_that_of_a_note_of_return(
    ok: Run, run: Run
) -> None:
    day = ("--tanggal", "2026-02-06")
    goods = ("--barang", "sabun=10:40000", "--ppn", "4400")
    told = ok("toko", "terima", "agen", "F-9", *goods, "--ppn-di-harga-pokok", *day).out
    assert "Rp44.400" in told
    assert ok("pajak", "ppn", *FEBRUARY, "--json").json["masukan"] == "44000"
    refused = run(
        "toko", "terima", "agen", "F-8", "--barang", "sabun=1:4000", "--ppn-di-harga-pokok", *day
    )
    assert refused.code != 0
    assert refused.err.startswith(
        "--ppn-di-harga-pokok dan --faktur-pajak hanya boleh bersama --ppn"
    )
    back = ("toko", "retur-beli", "agen", "F-001", "--barang", "sabun=1:4000", *day)
    ok(*back, "--ppn", "400")
    assert ok("pajak", "ppn", *FEBRUARY, "--json").json["masukan"] == "43600"
    assert "Rp43.600" in run(*back, "--ppn", "43601", "--lagi").err
