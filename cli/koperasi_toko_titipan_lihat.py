"""Commands that show goods on consignment: the consignors now, and the settlement list to sign."""

from decimal import Decimal
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import day_of
from cli.koperasi_laporan import printed
from cli.koperasi_umum import json_option, rupiah, say, show_json, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.reports.view import Report
    from koperasi_ledger.workflows.book import Book


@click.command("daftar")
@click.argument("penitip", required=False)
@json_option
@click.pass_context
def listing(context: click.Context, *, penitip: str | None, as_json: bool) -> None:
    """Penitip dengan utang kepada mereka, barangnya, syaratnya dan sisanya hari ini.

    \b
    Contoh:
      koperasi toko titipan daftar
    """
    from koperasi_ledger.workflows.consignment_hand import consigned_rows

    with the_book(context) as book:
        rows = consigned_rows(book, penitip, day_of(None, book))
    if as_json:
        show_json(rows)
        return
    if not rows:
        say("Belum ada penitip.")
        return
    for row in rows:
        who = f", anggota {row['anggota']}" if row["anggota"] else ""
        owed = Decimal(row["terutang"])
        told = f"terutang {rupiah(owed)}"
        if owed < 0:
            told = f"lebih dibayar {rupiah(-owed)}, dipotong dari yang laku berikutnya"
        say(f"{row['nama']} ({row['penitip']}{who}): {told}")
        if row["barang"]:
            table(
                ("barang", "nama", "syarat", "sisa", "satuan", "lokasi"),
                [
                    (x["barang"], x["nama"], x["syarat"], x["sisa"], x["satuan"], x["lokasi"])
                    for x in row["barang"]
                ],
                right=(3,),
            )


@click.command("setoran")
@click.argument("penitip")
@click.option("--dari", "first", metavar="TTTT-BB-HH", help="Hari pertama (bawaan: awal bulan).")
@click.option("--sampai", "last", metavar="TTTT-BB-HH", help="Hari terakhir (bawaan: hari ini).")
@printed
def settlement(book: "Book", *, penitip: str, first: str | None, last: str | None) -> "Report":
    """Cetak daftar setoran PENITIP untuk ditandatangani: diterima, laku, kembali, sisa, haknya.

    \b
    Contoh:
      koperasi toko titipan setoran keripik-melati --dari 2026-01-01 --sampai 2026-01-31
        --keluar setoran.pdf
    """
    from koperasi_ledger.workflows.consignment_hand import settlement_paper

    until = day_of(last, book)
    start = day_of(first, book) if first is not None else until.replace(day=1)
    return settlement_paper(book, penitip, start, until)
