"""Looking at the organisation: who serves, which meetings were held, what was noted."""

import click

from cli.koperasi_umum import json_option, say, show_json, table, the_book


@click.command("daftar")
@click.option("--semua", "whole", is_flag=True, help="Juga yang sudah berhenti.")
@click.option("--rapat", "meetings", is_flag=True, help="Rapat, bukan pejabat.")
@click.option("--catatan", "noted", is_flag=True, help="Catatan sekretaris, dengan ref-nya.")
@json_option
@click.pass_context
def listing(
    context: click.Context, *, whole: bool, meetings: bool, noted: bool, as_json: bool
) -> None:
    """Siapa yang menjabat sekarang; dengan --rapat atau --catatan: rapat dan catatan.

    \b
    Contoh:
      koperasi organisasi daftar
      koperasi organisasi daftar --catatan
    """
    from koperasi_ledger.workflows.organisation import people, the_meetings, the_notes

    with the_book(context) as book:
        if meetings:
            key, rows = "rapat", the_meetings(book)
        elif noted:
            key, rows = "catatan", the_notes(book)
        else:
            key, rows = "pejabat", people(book, gone=whole)
    if as_json:
        show_json({key: [dict(row) for row in rows]})
        return
    if not rows:
        say("Belum ada yang tercatat.")
        return
    heads = list(rows[0])
    shown = [["" if row[head] is None else str(row[head])[:60] for head in heads] for row in rows]
    table([head.replace("_", " ") for head in heads], shown)
