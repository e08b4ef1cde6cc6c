"""Commands that print the papers of a loan: agreement, schedule, card, letter to a late payer."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import day_of
from cli.koperasi_laporan import chosen_format, deliver, file_option, format_option, printed
from cli.koperasi_pinjaman_umum import loan_number
from cli.koperasi_umum import json_option, the_book

if TYPE_CHECKING:
    from koperasi_ledger.reports.view import Report
    from koperasi_ledger.workflows.book import Book


@click.command("akad")
@click.argument("nomor")
@click.option(
    "--tanggal",
    "day",
    metavar="TTTT-BB-HH",
    help="Hari pencairan, selama belum dicairkan (bawaan: hari ini).",
)
@click.option("--saksi", "witnesses", multiple=True, metavar="NAMA", help="Saksi; boleh diulang.")
@click.option("--pasangan", "spouse", metavar="NAMA", help="Suami/istri yang menyetujui.")
@format_option
@file_option
@json_option
@click.pass_context
def agreement(
    context: click.Context,
    *,
    nomor: str,
    day: str | None,
    witnesses: tuple[str, ...],
    spouse: str | None,
    layout: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Cetak perjanjian (akad) pinjaman NOMOR, lengkap dengan tanda tangan dan saksi.

    Sesudah top-up atau restrukturisasi yang dicetak adalah adendumnya.

    \b
    Contoh:
      koperasi pinjaman akad PJ-2026-0001 --keluar akad.pdf
      koperasi pinjaman akad PJ-2026-0001 --saksi "Ani Contoh" --saksi "Budi Contoh"
    """
    from koperasi_ledger.reports.pinjaman_surat import render_letter
    from koperasi_ledger.workflows.loan_letters import agreement as made_for

    chosen = chosen_format(layout, out, as_json=as_json)
    with the_book(context) as book:
        number, on = loan_number(nomor), day_of(day, book)
        made = made_for(book, number, on, witnesses=witnesses, spouse=spouse)
    deliver(render_letter(made, chosen), out)


@click.command("cetak-jadwal")
@click.argument("nomor")
@click.option(
    "--tanggal",
    "day",
    metavar="TTTT-BB-HH",
    help="Keadaan pada hari itu; sebelum dicairkan: hari pencairannya (bawaan: hari ini).",
)
@click.option("--versi", "version", type=int, help="Jadwal sebelum perubahan, misalnya 1.")
@printed
def print_schedule(book: "Book", *, nomor: str, day: str | None, version: int | None) -> "Report":
    """Cetak jadwal angsuran pinjaman NOMOR, lampiran perjanjiannya.

    \b
    Contoh:
      koperasi pinjaman cetak-jadwal PJ-2026-0001 --keluar jadwal.pdf
    """
    from koperasi_ledger.workflows.loan_papers import schedule_paper

    return schedule_paper(book, loan_number(nomor), day_of(day, book), version)


@click.command("cetak-kartu")
@click.argument("nomor")
@printed
def print_card(book: "Book", *, nomor: str) -> "Report":
    """Cetak kartu pinjaman NOMOR: setiap pencairan dan pembayaran sampai hari ini.

    \b
    Contoh:
      koperasi pinjaman cetak-kartu PJ-2026-0001 --keluar kartu.pdf
    """
    from koperasi_ledger.workflows.loan_papers import card_paper

    return card_paper(book, loan_number(nomor), day_of(None, book))


@click.command("surat")
@click.argument("nomor")
@click.option("--ke", "count", type=click.IntRange(1, 9), default=1, help="Surat ke-berapa.")
@click.option("--tanggal", "day", metavar="TTTT-BB-HH", help="Tanggal surat (bawaan: hari ini).")
@click.option(
    "--batas", "until", metavar="TTTT-BB-HH", help="Batas bayar (bawaan: 7 hari sesudahnya)."
)
@format_option
@file_option
@json_option
@click.pass_context
def reminder(
    context: click.Context,
    *,
    nomor: str,
    count: int,
    day: str | None,
    until: str | None,
    layout: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Cetak surat peringatan untuk pinjaman NOMOR yang menunggak.

    \b
    Contoh:
      koperasi pinjaman surat PJ-2026-0001 --ke 1 --keluar surat.pdf
    """
    from koperasi_ledger.reports.pinjaman_surat import render_letter
    from koperasi_ledger.workflows.loan_letters import reminder as made_for

    chosen = chosen_format(layout, out, as_json=as_json)
    with the_book(context) as book:
        number, on = loan_number(nomor), day_of(day, book)
        last = day_of(until, book) if until is not None else None
        made = made_for(book, number, on, count=count, until=last)
    deliver(render_letter(made, chosen), out)
