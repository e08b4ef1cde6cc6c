"""The monthly runs over all loans: accrual of interest, and provision."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import click

from cli.koperasi_bukti import month_of_text
from cli.koperasi_umum import (
    json_option,
    progress_of,
    run_table,
    rupiah,
    say,
    show_json,
    stamp,
    the_book,
    to_be_kept,
    whole_option,
)

if TYPE_CHECKING:
    from koperasi_ledger.workflows.loan_runs import Run, RunRow

_month_option = click.option(
    "--bulan", "month", required=True, metavar="TTTT-BB", help="Bulan yang sudah berakhir."
)
_keep_option = click.option(
    "--ya", "--catat", "keep", is_flag=True, help="Catat tanpa bertanya lagi."
)


@click.command("akrual")
@_month_option
@_keep_option
@whole_option
@json_option
@click.pass_context
def accrue(context: click.Context, *, month: str, keep: bool, whole: bool, as_json: bool) -> None:
    """Akui jasa pinjaman sampai akhir bulan; dari yang kurang lancar hanya yang diterima.

    Ditampilkan dahulu, lalu dicatat dengan --ya atau sesudah ditanya; pinjaman yang sudah dicatat
    dilewati, jadi perintah ini aman diulang. Dengan --json tanpa --ya hanya ditampilkan.

    \b
    Contoh:
      koperasi pinjaman akrual --bulan 2026-03
      koperasi pinjaman akrual --bulan 2026-03 --ya
    """
    from koperasi_ledger.workflows.loan_runs import run_accrual

    _run_and_show(context, month, _ACCRUAL, run_accrual, keep=keep, whole=whole, as_json=as_json)


@click.command("penyisihan")
@_month_option
@_keep_option
@whole_option
@json_option
@click.pass_context
def provide(context: click.Context, *, month: str, keep: bool, whole: bool, as_json: bool) -> None:
    """Sesuaikan penyisihan setiap pinjaman dengan mutunya pada akhir bulan.

    Kedua ukuran ditampilkan: persentase regulasi dan SAK EP; kebijakan menentukan yang dibukukan.
    Ditampilkan dahulu, lalu dicatat dengan --ya atau sesudah ditanya; pinjaman yang sudah dicatat
    dilewati, jadi perintah ini aman diulang. Dengan --json tanpa --ya hanya ditampilkan.

    \b
    Contoh:
      koperasi pinjaman penyisihan --bulan 2026-03
      koperasi pinjaman penyisihan --bulan 2026-03 --ya
    """
    from koperasi_ledger.workflows.loan_runs import run_provisions

    _run_and_show(
        context, month, _PROVISION, run_provisions, keep=keep, whole=whole, as_json=as_json
    )


class _Shape(NamedTuple):
    """How a run is told: its title, the heads of its amounts, and the amounts of a row."""

    title: str
    heads: tuple[str, ...]
    amounts: "Callable[[RunRow], tuple[Decimal | None, ...]]"


_ACCRUAL = _Shape(
    "Akrual jasa",
    ("sisa pokok", "jasa diakui", "piutang jasa"),
    lambda row: (row.balance, row.change, row.claim),
)
_PROVISION = _Shape(
    "Penyisihan",
    ("sisa pokok", "agunan", "regulasi", "SAK EP", "sebelum", "sesudah", "selisih"),
    lambda row: (
        row.balance, row.secured, row.regulation, row.sak_ep, row.before, row.after, row.change,
    ),
)  # fmt: skip


def _run_and_show(
    context: click.Context,
    month: str,
    shape: _Shape,
    run: "Callable[..., Run]",
    *,
    keep: bool,
    whole: bool,
    as_json: bool,
) -> None:
    """Shows what the run does; records it when told to, or when the person agrees."""
    from koperasi_ledger.rules.dates import month_name
    from koperasi_ledger.workflows.loan_runs import run_json

    wanted = month_of_text(month)
    with the_book(context) as book:
        done = run(book, wanted, stamp(), keep=keep, progress=progress_of("pinjaman"))
        if as_json:
            show_json(run_json(done))
            return
        _show(done, shape, whole=whole)
        what = f"{shape.title[:1].lower()}{shape.title[1:]} {month_name(wanted)}"
        if keep or not done.rows or not to_be_kept(what):
            return
        done = run(book, wanted, stamp(), keep=True, progress=progress_of("pinjaman"))
        say(f"Dicatat: {len(done.rows)} pinjaman, {rupiah(done.change)}.")


def _show(run: "Run", shape: _Shape, *, whole: bool) -> None:
    from koperasi_ledger.rules.dates import month_name

    what = f"{shape.title} {month_name(run.month)}"
    if run.rows:
        rows = [
            (row.loan, row.member, row.name[:24], row.quality, *map(_amount, shape.amounts(row)))
            for row in run.rows
        ]
        columns = zip(*(shape.amounts(row) for row in run.rows), strict=True)
        sums = [sum((each or Decimal(0) for each in column), Decimal(0)) for column in columns]
        rows.append(("", "", f"{len(run.rows)} pinjaman", "", *map(_amount, sums)))
        heads = ("pinjaman", "anggota", "nama", "mutu", *shape.heads)
        run_table(heads, rows, right=tuple(range(4, len(heads))), whole=whole)
        done = "dicatat" if run.recorded else "akan dicatat"
        say(f"{what}: {len(run.rows)} pinjaman {done}, {rupiah(run.change)}.")
        if run.known:
            say(f"{run.known} pinjaman sudah dicatat sebelumnya.")
    elif run.known:
        say(f"{what} sudah dicatat; tidak ada yang ditambahkan.")
    else:
        say(f"{what}: tidak ada yang perlu dicatat.")
    if run.unchanged:
        say(f"{run.unchanged} pinjaman tidak berubah.")


def _amount(value: Decimal | None) -> str:
    from koperasi_ledger.model.money import format_rupiah

    if not value:
        return "" if value is None else "0"
    return format_rupiah(value) if value > 0 else f"-{format_rupiah(-value)}"
