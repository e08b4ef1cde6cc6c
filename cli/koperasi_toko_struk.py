"""The command that prints a receipt again: koperasi toko struk."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_laporan import chosen_format, deliver, file_option
from cli.koperasi_umum import json_option, the_book

if TYPE_CHECKING:
    from koperasi_ledger.reports.slip import Slip


@click.command("struk")
@click.argument("kasir")
@click.argument("nomor")
@click.option(
    "--format",
    "layout",
    type=click.Choice(["teks", "pdf", "json"]),
    help="Bentuknya (bawaan: teks).",
)
@file_option
@json_option
@click.pass_context
def slip(
    context: click.Context,
    *,
    kasir: str,
    nomor: str,
    layout: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Cetak ulang struk NOMOR dari KASIR untuk kertas 58 mm; bertanda SALINAN.

    \b
    Contoh:
      koperasi toko struk kasir-1 20260131-1
      koperasi toko struk kasir-1 20260131-1 --format pdf --keluar struk.pdf
      koperasi toko struk kasir-1 20260131-1 > /dev/usb/lp0
    """
    from koperasi_ledger.reports.slip import slip_pdf, slip_text
    from koperasi_ledger.workflows.till_slip import make_slip

    chosen = chosen_format(layout, out, as_json=as_json)
    if chosen not in {"teks", "pdf", "json"}:
        raise click.UsageError("Struk hanya dapat ditulis sebagai teks, pdf atau json.")
    with the_book(context) as book:
        made = make_slip(book, kasir, nomor)
    if chosen == "json":
        deliver(json.dumps(_json(made), ensure_ascii=False, indent=2) + "\n", out)
        return
    deliver(slip_pdf(made) if chosen == "pdf" else slip_text(made), out)


def _json(slip: "Slip") -> dict[str, Any]:
    return {
        "kasir": slip.till,
        "nomor": slip.number,
        "tanggal": slip.day.isoformat(),
        "pembeli": slip.buyer or None,
        "baris": [
            {
                "nama": line.name,
                "banyak": line.quantity,
                "harga": f"{line.price:f}",
                "potongan": f"{line.discount:f}",
                "jumlah": f"{line.amount:f}",
            }
            for line in slip.lines
        ],
        "jumlah": f"{slip.total:f}",
        "bayar": [{"cara": way, "jumlah": f"{amount:f}"} for way, amount in slip.payments],
        "diretur": f"{slip.returned:f}",
        "tanda": list(slip.marks),
    }
