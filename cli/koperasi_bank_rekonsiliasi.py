"""The command that compares a bank account with its statement: koperasi bank rekonsiliasi."""

from pathlib import Path

import click

from cli.koperasi_laporan import chosen_format, deliver, file_option, format_option
from cli.koperasi_umum import json_option, show_json, stamp, the_book


@click.command("rekonsiliasi")
@click.argument("kunci")
@click.option("--bulan", "month", required=True, metavar="TTTT-BB", help="Bulan, misalnya 2026-09.")
@format_option
@file_option
@json_option
@click.pass_context
def reconcile(
    context: click.Context,
    kunci: str,
    month: str,
    layout: str | None,
    out: Path | None,
    *,
    as_json: bool,
) -> None:
    """Bandingkan buku dengan rekening koran yang terbukti pada akhir bulan.

    Untuk auditor: --format pdf --keluar rekonsiliasi.pdf (atau html, xlsx).

    \b
    Contoh:
      koperasi bank rekonsiliasi bri --bulan 2026-09
    """
    from cli.koperasi_bank_tampil import reconciliation_json, show_reconciliation
    from koperasi_ledger.workflows.bank_status import reconciliation

    printed = layout is not None or out is not None
    chosen = chosen_format(layout, out, as_json=as_json) if printed else ""
    with the_book(context) as book:
        found = reconciliation(book, kunci, month)
        if printed and not as_json:
            from koperasi_ledger.reports.render import render
            from koperasi_ledger.reports.scope import Asked
            from koperasi_ledger.rules.dates import last_day
            from koperasi_ledger.workflows.reports import make_report

            asked = Asked(last=last_day(month), cash=kunci)
            today = book.settings.today(stamp().at)
            made = make_report(book, "rekonsiliasi-bank", asked, today)
            deliver(render(made, chosen), out)
            return
    if as_json:
        show_json(reconciliation_json(found))
    else:
        show_reconciliation(found)
