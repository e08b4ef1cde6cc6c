"""Sample views for the render tests; each must render in every format."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from koperasi_ledger.model.money import terbilang
from koperasi_ledger.reports.formatting import per_tanggal, rentang_tanggal
from koperasi_ledger.reports.render import FORMATS, VOUCHER_FORMATS, render, render_voucher
from koperasi_ledger.reports.view import (
    Column,
    Report,
    Row,
    Signature,
    Table,
    Voucher,
    VoucherKind,
    VoucherLine,
)

HASH = "9f2c51d0a7e84b3390cc1b5d7e6f80a14c2d3e4f5061728394a5b6c7d8e9fa0b"
COOPERATIVE = "Koperasi Desa Merah Putih Sukamaju"
ADDRESS = "Jalan Raya Sukamaju No. 12, Kecamatan Ciawi, Kabupaten Bogor"
HOSTILE = (
    'Pak "O\'Neil" \\ #import $x$ *b* ]_[ `c` <b>&amp;</b> {{ 7*7 }} \\u{41} \x1b[2J\n\u202eakhir'
)


def neraca() -> Report:
    columns = (
        Column("kode", "Kode", "code"),
        Column("uraian", "Uraian"),
        Column("kini", "31 Des 2026", "amount"),
        Column("lalu", "31 Des 2025", "amount"),
    )

    def line(code: str, name: str, now: int, before: int) -> Row:
        return Row((code, name, Decimal(now), Decimal(before)), level=1, trace=f"Aset:{code}")

    assets = (
        Row((None, "Aset lancar", None, None), "heading"),
        line("1.1.01", "Kas dan setara kas", 371038686, 298450100),
        line("1.1.02", "Piutang pinjaman anggota", 566226683, 512000000),
        line("1.1.03", "Penyisihan piutang tak tertagih", -11257902, -9800000),
        line("1.1.04", "Persediaan barang toko", 60979000, 55125500),
        Row((None, "Jumlah aset lancar", Decimal(986986467), Decimal(855775600)), "subtotal"),
        Row((None, "Aset tidak lancar", None, None), "heading"),
        line("1.2.01", "Peralatan dan gedung, neto", 112945121, 121000000),
        Row((None, "Jumlah aset", Decimal(1099931588), Decimal(976775600)), "total"),
    )
    claims = (
        Row((None, "Liabilitas", None, None), "heading"),
        line("2.1.01", "Simpanan sukarela", 258474290, 231000000),
        Row((None, "Ekuitas", None, None), "heading"),
        line("3.1.01", "Simpanan pokok", 33000000, 32000000),
        line("3.1.02", "Simpanan wajib", 681979430, 601775600),
        line("3.2.01", "Cadangan", 126477868, 112000000),
        Row(
            (None, "Jumlah liabilitas dan ekuitas", Decimal(1099931588), Decimal(976775600)),
            "total",
        ),
    )
    return Report(
        name="neraca",
        title="Laporan Posisi Keuangan",
        cooperative=COOPERATIVE,
        address=ADDRESS,
        period=per_tanggal(date(2026, 12, 31)),
        unit_note="dalam rupiah",
        journal_seq=12345,
        journal_hash=HASH,
        tables=(
            Table("aset", "Aset", columns, assets),
            Table("kewajiban_ekuitas", "Liabilitas dan ekuitas", columns, claims),
        ),
        facts=(("Badan hukum", "AHU-0012345.AH.01.29.TAHUN 2025"), ("Jumlah anggota", 1204)),
        notes=("Disusun menurut SAK Entitas Privat.", "Angka tahun lalu telah diaudit."),
        signatures=(
            Signature("Ketua", "Siti Rahmawati"),
            Signature("Bendahara", "Budi Santoso"),
            Signature("Pengawas"),
        ),
        place_date="Sukamaju, 31 Januari 2027",
    )


def wide() -> Report:
    months = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des")
    columns = (
        Column("uraian", "Uraian"),
        *(Column(f"b{k:02}", month, "amount") for k, month in enumerate(months, start=1)),
        Column("jumlah", "Jumlah", "amount"),
    )
    rows = tuple(
        Row((name, *(Decimal(base * k) for k in range(1, 13)), Decimal(base * 78)))
        for name, base in (
            ("Penjualan kepada anggota", 1234567),
            ("Penjualan kepada masyarakat umum", 987654),
            ("Beban pokok penjualan", -901234),
        )
    )
    return Report(
        name="unit",
        title="Hasil Usaha Unit Toko per Bulan",
        cooperative=COOPERATIVE,
        address=ADDRESS,
        period=rentang_tanggal(date(2026, 1, 1), date(2026, 12, 31)),
        unit_note="dalam rupiah",
        journal_seq=12345,
        journal_hash=HASH,
        tables=(Table("unit", "", columns, rows),),
    )


def ledger(count: int) -> Report:
    columns = (
        Column("tanggal", "Tanggal", "date"),
        Column("bukti", "Bukti", "code"),
        Column("uraian", "Uraian"),
        Column("debit", "Debit", "amount"),
        Column("kredit", "Kredit", "amount"),
        Column("saldo", "Saldo", "amount"),
    )
    long = " untuk keperluan pembelian perlengkapan toko dan pembayaran ongkos angkut gabah anggota"
    rows = [
        Row(
            (
                date(2026, 1, 1) + timedelta(days=k % 365),
                f"BKM-2026-{k:05}",
                f"Setoran simpanan anggota A-{k % 977:04}" + (long if k % 40 == 7 else ""),
                Decimal(50000 + k * 13) if k % 3 else None,
                None if k % 3 else Decimal(125000 + k),
                Decimal(k * 41234 - 500000),
            ),
            trace=f"BKM-2026-{k:05}",
        )
        for k in range(count)
    ]
    closing = Row((None, None, "Saldo akhir", None, None, Decimal(count * 41234)), "total")
    return Report(
        name="buku-besar",
        title="Buku Besar Kas",
        cooperative=COOPERATIVE,
        address=ADDRESS,
        period=rentang_tanggal(date(2026, 1, 1), date(2026, 12, 31)),
        unit_note="dalam rupiah",
        journal_seq=12345,
        journal_hash=HASH,
        tables=(Table("kas", "", columns, (*rows, closing)),),
    )


def voucher(
    kind: VoucherKind = "BKM",
    party: str = "Ibu Dewi Lestari (A-0147)",
    amount: Decimal = Decimal(1500000),
) -> Voucher:
    return Voucher(
        kind=kind,
        number=f"{kind}-2026-00147",
        date=date(2026, 3, 17),
        cooperative=COOPERATIVE,
        address=ADDRESS,
        party=party,
        amount=amount,
        in_words=terbilang(amount),
        purpose="Setoran simpanan wajib bulan Maret 2026 dan angsuran pinjaman ke-7",
        lines=(
            VoucherLine("3.1.02", "Simpanan wajib anggota", Decimal(100000)),
            VoucherLine("1.1.02", "Piutang pinjaman anggota", Decimal(1250000)),
            VoucherLine("4.1.01", "Jasa pinjaman anggota", Decimal(150000)),
        ),
        ref="setoran-2026-03-17-0147",
        journal_seq=8123,
        journal_hash=HASH,
        signatures=(
            Signature("Penyetor", "Dewi Lestari"),
            Signature("Kasir"),
            Signature("Bendahara", "Budi Santoso"),
        ),
        place="Sukamaju",
    )


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("view", [neraca, wide, lambda: ledger(3), lambda: ledger(0)])
def test_every_sample_renders_in_every_format(view: Callable[[], Report], form: str) -> None:
    assert render(view(), form)


@pytest.mark.parametrize("form", VOUCHER_FORMATS)
def test_vouchers_render_in_every_format(form: str) -> None:
    assert render_voucher([voucher(), voucher("BKK")], form)
