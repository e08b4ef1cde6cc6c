"""The command that records a QRIS report: koperasi bank qris."""

from pathlib import Path

import click

from cli.koperasi_umum import json_option, rupiah, say, show_json, stamp, table, the_book


@click.command("qris")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--akun", "key", required=True, metavar="KUNCI", help="Rekening yang menerima uangnya."
)
@click.option("--nmid", "merchant", required=True, help="Nomor pedagang (NMID) di laporan itu.")
@json_option
@click.pass_context
def qris(context: click.Context, file: Path, key: str, merchant: str, *, as_json: bool) -> None:
    """Catat FILE laporan QRIS, agar kredit bank dikenali sebagai bruto dikurangi MDR.

    \b
    Contoh:
      koperasi bank qris laporan-qris.xlsx --akun mandiri --nmid ID1026000000001
    """
    from koperasi_ledger.model.errors import Refusal
    from koperasi_ledger.workflows.bank_qris import record_qris
    from koperasi_ledger.workflows.bank_reading import load_file

    with the_book(context) as book:
        data = load_file(file, book.settings)
        try:
            done = record_qris(book, data, key, merchant, stamp())
        except Refusal as refusal:
            refusal.where = f"{file.name}, {refusal.where}" if refusal.where else file.name
            raise
    if as_json:
        show_json(
            {
                "pembayaran": [
                    {
                        "tanggal": item.date.isoformat(),
                        "bruto": f"{item.gross:.2f}",
                        "mdr": f"{item.fee:.2f}",
                        "bersih": f"{item.net:.2f}",
                    }
                    for item in done.payments
                ],
                "baru": done.new,
                "dikenali": [item.ref for item in done.settled],
            }
        )
        return
    rows = [
        (item.date.isoformat(), rupiah(item.gross), rupiah(item.fee), rupiah(item.net))
        for item in done.payments
    ]
    table(("Dibayar", "Bruto", "MDR", "Masuk bank"), rows, right=(1, 2, 3))
    say(f"{done.new} hari pembayaran baru, {len(done.settled)} titipan dikenali.")
