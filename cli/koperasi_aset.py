"""Commands on fixed assets and things on the register: how they wear, move and go."""

from typing import Any

import click

from cli.koperasi_aset_lihat import card, listing
from cli.koperasi_aset_masuk import buy, grant, list_thing, take_over
from cli.koperasi_aset_umum import (
    accounts_named,
    money_fields,
    number_of,
    record_asset,
    waiting_option,
)
from cli.koperasi_bukti import Given, amount_of, via_option, voucher_options
from cli.koperasi_umum import json_option
from cli.koperasi_utang_bank_bulanan import keep_option, month_option, run_contracts


@click.group("aset")
def assets() -> None:
    """Aset tetap dan buku inventaris: beli, susutkan, pindahkan, jual, hapus.

    \b
    Contoh:
      koperasi aset beli INV-001 "Freezer 300 liter" 7000000 --golongan peralatan --dari bri
      koperasi aset susut --bulan 2026-03
      koperasi laporan inventaris --tahun 2026 --format pdf --keluar inventaris.pdf
    """


for _command in (buy, grant, take_over, list_thing, listing, card):
    assets.add_command(_command)


@assets.command("susut")
@month_option
@keep_option
@json_option
@click.pass_context
def depreciate(context: click.Context, *, month: str, keep: bool, as_json: bool) -> None:
    """Susutkan semua aset sampai akhir bulan.

    Ditampilkan dahulu, lalu dicatat dengan --ya atau sesudah ditanya; yang sudah dicatat dilewati,
    jadi perintah ini aman diulang. Bulan yang terlewat ikut tersusutkan.

    \b
    Contoh:
      koperasi aset susut --bulan 2026-03
      koperasi aset susut --bulan 2026-03 --ya
    """
    from koperasi_ledger.workflows.contract_runs import run_assets

    names = ("penyusutan aset", "penyusutan", "nilai buku")
    run_contracts(context, month, run_assets, names, keep=keep, as_json=as_json, each="aset")


@assets.command("jual")
@click.argument("nomor")
@click.argument("harga")
@click.option("--banyak", "quantity", type=int, help="Sebagian saja: berapa buah.")
@click.option("--belum-dibayar", "owed", metavar="RUPIAH", help="Bagian harga yang belum diterima.")
@click.option("--akun", "account", help="Akun piutangnya, misalnya Piutang:Lain.")
@click.option("--keputusan", "decision", help="Nomor keputusan.")
@click.option("--unit", help="Unit usaha.")
@waiting_option
@via_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def sell(context: click.Context, /, *, nomor: str, harga: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Catat penjualan aset NOMOR seharga HARGA; selisih dengan nilai buku menjadi laba atau rugi.

    \b
    Contoh:
      koperasi aset jual INV-001 3000000 --ke kas --keputusan "Rapat pengurus 4"
    """
    price = amount_of(harga, "HARGA")
    record_asset(
        context,
        "asset_sold",
        given,
        labels={"via": "--ke"},
        prepare=accounts_named(account=of["account"]),
        asset=number_of(nomor),
        amount=price,
        quantity=of["quantity"],
        decision=of["decision"],
        unit=of["unit"],
        **money_fields(of, price),
    )


@assets.command("hapus")
@click.argument("nomor")
@click.option("--alasan", "reason", required=True, help="Rusak, hilang, dihibahkan, ...")
@click.option("--banyak", "quantity", type=int, help="Sebagian saja: berapa buah.")
@click.option("--keputusan", "decision", help="Nomor keputusan atau berita acara.")
@voucher_options
@click.pass_context
def scrap(context: click.Context, /, *, nomor: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Hapus aset NOMOR yang rusak, hilang atau diberikan; nilai bukunya menjadi rugi.

    \b
    Contoh:
      koperasi aset hapus INV-001 --alasan "Terendam banjir" --keputusan "Berita acara 2"
    """
    record_asset(context, "asset_scrapped", given, asset=number_of(nomor), **of)


@assets.command("pindah")
@click.argument("nomor")
@click.option("--tempat", "place", help="Tempat yang baru.")
@click.option("--pemegang", "holder", help="Penanggung jawab yang baru.")
@click.option(
    "--keadaan",
    "condition",
    type=click.Choice(["baik", "rusak-ringan", "rusak-berat"]),
    help="Keadaan yang baru.",
)
@voucher_options
@click.pass_context
def relocate(context: click.Context, /, *, nomor: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Catat tempat, penanggung jawab atau keadaan yang baru dari barang NOMOR.

    \b
    Contoh:
      koperasi aset pindah INV-001 --tempat Gudang --keadaan rusak-ringan
    """
    record_asset(context, "asset_moved", given, asset=number_of(nomor), **of)


@assets.command("kembali")
@click.argument("nomor")
@click.option("--alasan", "reason", required=True, help="Mengapa tidak ada lagi.")
@voucher_options
@click.pass_context
def return_thing(context: click.Context, *, nomor: str, reason: str, given: Given) -> None:
    """Keluarkan barang NOMOR di luar neraca dari daftar: dikembalikan, atau tidak ada lagi.

    \b
    Contoh:
      koperasi aset kembali PP-001 --alasan "Masa pinjam pakai selesai"
    """
    record_asset(context, "thing_returned", given, asset=number_of(nomor), reason=reason)
