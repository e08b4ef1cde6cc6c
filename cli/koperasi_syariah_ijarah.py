"""Commands on things let to members: ijarah and IMBT."""

from decimal import Decimal
from typing import Any

import click

from cli.koperasi_bukti import (
    Given,
    amount_of,
    member_number,
    month_of_text,
    voucher_options,
)
from cli.koperasi_syariah_umum import money_option, number_of, record_contract, some
from cli.koperasi_umum import json_option
from cli.koperasi_utang_bank_bulanan import keep_option, month_option, run_contracts


@click.command("ijarah")
@click.argument("nomor")
@click.argument("anggota")
@click.argument("harga")
@click.option("--uraian", "description", required=True, help="Barang yang disewakan.")
@click.option("--ujrah", required=True, metavar="RUPIAH", help="Sewa sebulan.")
@click.option("--lama", "months", type=int, required=True, help="Lama sewa, bulan.")
@click.option("--mulai", "first", required=True, metavar="TTTT-BB", help="Bulan sewa pertama.")
@click.option("--imbt", is_flag=True, help="Menjadi milik penyewa pada akhir sewa.")
@click.option("--umur", "life", type=int, help="Umur pakai, bulan (bawaan: lama sewa).")
@click.option("--nilai-sisa", "residual", metavar="RUPIAH", help="Nilai pada akhir umurnya.")
@click.option("--unit", help="Unit usaha.")
@click.option("--oleh", "by", multiple=True, required=True, help="Yang memutuskan; boleh berulang.")
@money_option("--dari", "Uang keluar dari")
@voucher_options
@click.pass_context
def let(context: click.Context, /, *, nomor: str, anggota: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Beli barang seharga HARGA dan sewakan kepada ANGGOTA dengan akad NOMOR.

    \b
    Contoh:
      koperasi syariah ijarah IJ-2026-0001 A-0002 12000000 --uraian "Mesin giling" \\
        --ujrah 1200000 --lama 12 --mulai 2026-01 --imbt --oleh "Ketua Contoh" --dari bri
    """
    record_contract(
        context,
        "ijarah_asset_bought",
        given,
        contract=number_of(nomor),
        member=member_number(anggota),
        akad="imbt" if of["imbt"] else "ijarah",
        description=of["description"],
        amount=amount_of(of["harga"], "HARGA"),
        ujrah=amount_of(of["ujrah"], "--ujrah"),
        months=of["months"],
        first_month=month_of_text(of["first"]),
        life=of["life"] if of["life"] is not None else of["months"],
        residual=some(of["residual"], "--nilai-sisa"),
        unit=of["unit"],
        by=list(of["by"]),
        via=of["via"],
    )


@click.command("sewa")
@month_option
@keep_option
@json_option
@click.pass_context
def rent(context: click.Context, *, month: str, keep: bool, as_json: bool) -> None:
    """Akui ujrah dan penyusutan semua barang sewa sampai akhir bulan.

    Ditampilkan dahulu, lalu dicatat dengan --ya atau sesudah ditanya; yang sudah dicatat dilewati,
    jadi perintah ini aman diulang. Dengan --json tanpa --ya hanya ditampilkan.

    \b
    Contoh:
      koperasi syariah sewa --bulan 2026-03
      koperasi syariah sewa --bulan 2026-03 --ya
    """
    from koperasi_ledger.workflows.contract_runs import run_ijarah

    names = ("ujrah", "ujrah", "penyusutan")
    run_contracts(context, month, run_ijarah, names, keep=keep, as_json=as_json)


@click.command("ujrah")
@click.argument("nomor")
@click.argument("jumlah")
@money_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def receive_rent(
    context: click.Context, *, nomor: str, jumlah: str, via: str, given: Given
) -> None:
    """Terima ujrah akad NOMOR, untuk bulan yang lewat atau yang akan datang.

    \b
    Contoh:
      koperasi syariah ujrah IJ-2026-0001 1200000 --ke kas
    """
    amount = amount_of(jumlah)
    record_contract(
        context, "ijarah_rent_received", given, contract=number_of(nomor), amount=amount, via=via
    )


@click.command("alih")
@click.argument("nomor")
@click.argument("harga", required=False)
@click.option("--alasan", "reason", required=True, help="Hibah pada akhir akad, dijual, rusak, …")
@money_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def end(
    context: click.Context,
    *,
    nomor: str,
    harga: str | None,
    reason: str,
    via: str,
    given: Given,
) -> None:
    """Aset ijarah NOMOR dihibahkan (tanpa HARGA) atau dijual seharga HARGA.

    \b
    Contoh:
      koperasi syariah alih IJ-2026-0001 --alasan "Hibah pada akhir akad"
    """
    price = Decimal(0) if harga is None else amount_of(harga, "HARGA")
    record_contract(
        context,
        "ijarah_ended",
        given,
        contract=number_of(nomor),
        amount=str(price),
        reason=reason,
        via=via,
    )
