"""The monthly runs over contracts: interest of borrowings, rent of things let."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import month_of_text
from cli.koperasi_umum import (
    json_option,
    rupiah,
    say,
    show_json,
    stamp,
    table,
    the_book,
    to_be_kept,
)

if TYPE_CHECKING:
    from koperasi_ledger.workflows.contract_runs import ContractRun

month_option = click.option(
    "--bulan", "month", required=True, metavar="TTTT-BB", help="Bulan yang sudah berakhir."
)
keep_option = click.option(
    "--ya", "--catat", "keep", is_flag=True, help="Catat tanpa bertanya lagi."
)


@click.command("akrual")
@month_option
@keep_option
@json_option
@click.pass_context
def accrue(context: click.Context, *, month: str, keep: bool, as_json: bool) -> None:
    """Akui bunga semua utang sampai akhir bulan, dan pisahkan yang jatuh tempo dalam setahun.

    Ditampilkan dahulu, lalu dicatat dengan --ya atau sesudah ditanya; yang sudah dicatat dilewati,
    jadi perintah ini aman diulang. Dengan --json tanpa --ya hanya ditampilkan.

    \b
    Contoh:
      koperasi utang-bank akrual --bulan 2026-03
      koperasi utang-bank akrual --bulan 2026-03 --ya
    """
    from koperasi_ledger.workflows.contract_runs import run_borrowings

    names = ("bunga utang", "beban bunga", "bunga terutang")
    run_contracts(context, month, run_borrowings, names, keep=keep, as_json=as_json)


def run_contracts(
    context: click.Context,
    month: str,
    run: "Callable[..., ContractRun]",
    names: tuple[str, str, str],
    *,
    keep: bool,
    as_json: bool,
    each: str = "akad",
) -> None:
    """Shows what a run does; records it when told to, or when the person agrees.

    `names` are what is run, and the heads of its two amounts; `each` is what it goes over.
    """
    from koperasi_ledger.rules.dates import month_name

    wanted, what = month_of_text(month), f"{names[0]} {month_name(month_of_text(month))}"
    with the_book(context) as book:
        shown = run(book, wanted, stamp(), keep=keep)
        if as_json:
            show_json(_json(shown, names, each))
            return
        _show(shown, what, names, each)
        if keep or not shown.rows or not to_be_kept(what):
            return
        shown = run(book, wanted, stamp(), keep=True)
        say(f"Dicatat: {what}, {shown.recorded} {each}.")


def _show(run: "ContractRun", what: str, names: tuple[str, str, str], each: str) -> None:
    if run.done:
        say(f"{run.done} {each} sudah dicatat untuk bulan itu; dilewati.")
    if not run.rows:
        say(f"Tidak ada {what} yang perlu dicatat.")
        return
    rows = [(row.number, row.who, rupiah(row.amount), rupiah(row.other)) for row in run.rows]
    table(("nomor", "pihak", names[1], names[2]), rows, right=(2, 3))
    if run.recorded:
        say(f"Dicatat: {what}, {run.recorded} {each}.")


def _json(run: "ContractRun", names: tuple[str, str, str], each: str) -> dict[str, object]:
    first, second = (name.replace(" ", "_") for name in names[1:])
    return {
        "bulan": run.month,
        "dicatat": run.recorded,
        "sudah": run.done,
        each: [
            {
                "nomor": row.number,
                "pihak": row.who,
                first: str(row.amount),
                second: str(row.other),
            }
            for row in run.rows
        ],
    }
