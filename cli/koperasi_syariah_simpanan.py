"""Commands on sharia savings: the month's profit shared by balances, and gifts on wadiah."""

from decimal import Decimal
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import (
    Balances,
    Given,
    amount_of,
    member_number,
    month_of_text,
    record_one,
    voucher_options,
)
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
from cli.koperasi_utang_bank_bulanan import keep_option, month_option

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book
    from koperasi_ledger.workflows.profit_sharing import SharingRun


@click.command("bagi-hasil")
@month_option
@click.option("--unit", help="Unit usaha.")
@keep_option
@json_option
@click.pass_context
def share_profit(
    context: click.Context, *, month: str, unit: str | None, keep: bool, as_json: bool
) -> None:
    """Bagi hasil simpanan mudharabah satu bulan, menurut saldo rata-rata dan nisbah.

    Hasil yang dibagi adalah mutasi akun di kebijakan [syariah.bagi_hasil]. Ditampilkan dahulu, lalu
    dicatat dengan --ya atau sesudah ditanya; bulan yang sudah dibagi dilewati, jadi perintah ini
    aman diulang. Dengan --json tanpa --ya hanya ditampilkan.

    \b
    Contoh:
      koperasi simpanan bagi-hasil --bulan 2026-03
      koperasi simpanan bagi-hasil --bulan 2026-03 --ya
    """
    from koperasi_ledger.rules.dates import month_name
    from koperasi_ledger.workflows.profit_sharing import run_sharing

    wanted = month_of_text(month)
    with the_book(context) as book:
        shown = run_sharing(book, wanted, stamp(), keep=keep, unit=unit)
        if as_json:
            show_json(_json(shown))
            return
        _show(shown)
        if keep or not shown.rows or not to_be_kept(f"bagi hasil {month_name(wanted)}"):
            return
        shown = run_sharing(book, wanted, stamp(), keep=True, unit=unit)
        say(_recorded(shown))


def _recorded(run: "SharingRun") -> str:
    from koperasi_ledger.rules.dates import month_name

    count = len({row.member for row in run.rows})
    return f"Dicatat: bagi hasil {month_name(run.month)} untuk {count} anggota."


def _show(run: "SharingRun") -> None:
    from koperasi_ledger.rules.dates import month_name

    if run.known:
        say(f"Bagi hasil {month_name(run.month)} sudah dibagikan: {rupiah(run.shared)}.")
        return
    zero = Decimal(0)
    rows: list[tuple[str, ...]] = [
        (row.member, row.name, row.product, rupiah(row.amount), rupiah(row.tax)) for row in run.rows
    ]
    total = sum((row.amount for row in run.rows), zero)
    tax = sum((row.tax for row in run.rows), zero)
    rows.append(("", "jumlah", "", rupiah(total), rupiah(tax)))
    table(("nomor", "nama", "produk", "bagi hasil", "PPh"), rows, right=(3, 4))
    say(f"Hasil bulan itu {rupiah(run.income)}: untuk penabung {rupiah(run.shared)},")
    say(f"tetap pada koperasi {rupiah(run.kept)}, termasuk yang tidak habis dibagi rupiah penuh.")
    if run.recorded:
        say(_recorded(run))


def _json(run: "SharingRun") -> dict[str, object]:
    return {
        "bulan": run.month,
        "hasil": str(run.income),
        "untuk_penabung": str(run.shared),
        "untuk_koperasi": str(run.kept),
        "sudah": run.known,
        "dicatat": run.recorded,
        "bagi_hasil": [
            {
                "nomor": row.member,
                "produk": row.product,
                "bagi_hasil": str(row.amount),
                "pph": str(row.tax),
            }
            for row in run.rows
        ],
    }


@click.command("bonus")
@click.argument("nomor")
@click.argument("jumlah")
@click.option("--produk", required=True, help="Kunci produk simpanan wadiah.")
@click.option("--unit", help="Unit usaha.")
@voucher_options
@click.pass_context
def bonus(
    context: click.Context,
    *,
    nomor: str,
    jumlah: str,
    produk: str,
    unit: str | None,
    given: Given,
) -> None:
    """Bonus simpanan wadiah: pemberian yang tidak diperjanjikan, dipotong PPh bila kena.

    \b
    Contoh:
      koperasi simpanan bonus A-0001 25000 --produk wadiah
    """
    record_one(
        context,
        "savings_bonus_given",
        given,
        balances=_balances,
        member=member_number(nomor),
        amount=amount_of(jumlah),
        product=produk,
        unit=unit,
    )


def _balances(book: "Book", event: "AnyEvent") -> Balances:
    from koperasi_ledger.workflows.members import member_view

    view = member_view(book, event.member)  # type: ignore[attr-defined] # of a member
    return {f"simpanan_{held.product}": held.balance for held in view.holdings}
