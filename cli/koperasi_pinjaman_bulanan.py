"""The monthly runs over all loans: accrual of interest, and provision."""

import sys
import time
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import month_of_text
from cli.koperasi_umum import json_option, rupiah, say, show_json, stamp, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.workflows.loan_runs import Run, RunRow

_month_option = click.option(
    "--bulan", "month", required=True, metavar="TTTT-BB", help="Bulan yang sudah berakhir."
)
_keep_option = click.option(
    "--catat", "keep", is_flag=True, help="Catat; tanpa ini hanya ditampilkan."
)


def _progress() -> Callable[[int, int], None] | None:
    """Shows how far a long run is, on a terminal, after the first second."""
    if not sys.stderr.isatty():
        return None
    began = time.monotonic()

    def show(done: int, of: int) -> None:
        if time.monotonic() - began > 1:
            click.echo(f"\r{done} dari {of} pinjaman", nl=done == of, err=True)

    return show


@click.command("akrual")
@_month_option
@_keep_option
@json_option
@click.pass_context
def accrue(context: click.Context, *, month: str, keep: bool, as_json: bool) -> None:
    """Akui jasa pinjaman sampai akhir bulan; dari yang kurang lancar hanya yang diterima.

    Tanpa --catat hanya ditampilkan. Diulang pun setiap pinjaman dicatat satu kali.

    \b
    Contoh:
      koperasi pinjaman akrual --bulan 2026-03
      koperasi pinjaman akrual --bulan 2026-03 --catat
    """
    from koperasi_ledger.workflows.loan_runs import run_accrual, run_json

    with the_book(context) as book:
        run = run_accrual(book, month_of_text(month), stamp(), keep=keep, progress=_progress())
    if as_json:
        show_json(run_json(run))
        return
    _show(
        run,
        "Akrual jasa",
        ("pinjaman", "anggota", "nama", "mutu", "sisa pokok", "jasa diakui", "piutang jasa"),
        lambda row: (row.balance, row.change, row.claim),
    )


@click.command("penyisihan")
@_month_option
@_keep_option
@json_option
@click.pass_context
def provide(context: click.Context, *, month: str, keep: bool, as_json: bool) -> None:
    """Sesuaikan penyisihan setiap pinjaman dengan mutunya pada akhir bulan.

    Kedua ukuran ditampilkan: persentase regulasi dan SAK EP; kebijakan menentukan yang dibukukan.
    Tanpa --catat hanya ditampilkan. Diulang pun setiap pinjaman dicatat satu kali.

    \b
    Contoh:
      koperasi pinjaman penyisihan --bulan 2026-03
      koperasi pinjaman penyisihan --bulan 2026-03 --catat
    """
    from koperasi_ledger.workflows.loan_runs import run_json, run_provisions

    with the_book(context) as book:
        run = run_provisions(book, month_of_text(month), stamp(), keep=keep, progress=_progress())
    if as_json:
        show_json(run_json(run))
        return
    _show(
        run,
        "Penyisihan",
        ("pinjaman", "anggota", "nama", "mutu", "sisa pokok", "agunan", "regulasi", "SAK EP",
         "sebelum", "sesudah", "selisih"),
        lambda row: (
            row.balance, row.secured, row.regulation, row.sak_ep, row.before, row.after, row.change,
        ),
    )  # fmt: skip


def _show(
    run: "Run",
    what: str,
    heads: tuple[str, ...],
    amounts: "Callable[[RunRow], tuple[Decimal | None, ...]]",
) -> None:
    from koperasi_ledger.rules.dates import month_name

    if run.rows:
        rows = [
            (row.loan, row.member, row.name[:24], row.quality, *map(_amount, amounts(row)))
            for row in run.rows
        ]
        columns = zip(*(amounts(row) for row in run.rows), strict=True)
        sums = [sum((each or Decimal(0) for each in column), Decimal(0)) for column in columns]
        rows.append(("", "", f"{len(run.rows)} pinjaman", "", *map(_amount, sums)))
        table(heads, rows, right=tuple(range(4, len(heads))))
    done = "dicatat" if run.recorded else "akan dicatat"
    month = month_name(run.month)
    if run.rows:
        say(f"{what} {month}: {len(run.rows)} pinjaman {done}, {rupiah(run.change)}.")
    elif run.known:
        say(f"{what} {month} sudah dicatat; tidak ada yang ditambahkan.")
    else:
        say(f"{what} {month}: tidak ada yang perlu dicatat.")
    if run.known and run.rows:
        say(f"{run.known} pinjaman sudah dicatat sebelumnya.")
    if run.unchanged:
        say(f"{run.unchanged} pinjaman tidak berubah.")
    if run.rows and not run.recorded:
        name = "akrual" if run.what == "akrual" else "penyisihan"
        say(f"Untuk mencatat: koperasi pinjaman {name} --bulan {run.month} --catat")


def _amount(value: Decimal | None) -> str:
    from koperasi_ledger.model.money import format_rupiah

    if not value:
        return "" if value is None else "0"
    return format_rupiah(value) if value > 0 else f"-{format_rupiah(-value)}"
