"""The command that buys members' produce: weighed, graded, paid in several ways."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import (
    Given,
    amount_of,
    day_of,
    member_number,
    via_option,
    voucher_options,
)
from cli.koperasi_toko_umum import (
    LABELS,
    location_option,
    place_in,
    record_or_try,
    try_option,
)

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book


@click.command("beli-hasil")
@click.argument("nomor")
@click.argument("kode")
@click.option("--bruto", required=True, help="Berat timbang kotor.")
@click.option("--tara", default="0", help="Berat karung, keranjang atau kendaraan.")
@click.option("--potong", default="0", help="Potongan kadar air, kotoran dan sebagainya.")
@click.option("--mutu", help='Mutu hasil sortir, misalnya "GKP, kadar air 18%".')
@click.option("--harga", required=True, help="Harga satu satuan bersih.")
@click.option("--satuan", help="Satuan timbangannya (bawaan: satuan pokok).")
@click.option(
    "--ke-simpanan",
    "savings",
    multiple=True,
    metavar="PRODUK[=JUMLAH]",
    help="Masuk simpanan; tanpa JUMLAH semuanya.",
)
@click.option(
    "--angsuran",
    "loans",
    multiple=True,
    metavar="PINJAMAN[=JUMLAH]",
    help="Mengangsur pinjaman; tanpa JUMLAH semuanya.",
)
@via_option("--dari", "Kas/bank yang membayar sisanya")
@try_option
@location_option
@voucher_options
@click.pass_context
def buy_produce(
    context: click.Context,
    /,
    *,
    nomor: str,
    kode: str,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Beli hasil anggota NOMOR: ditimbang, disortir, dipotong, dibayar.

    Yang tidak masuk simpanan atau angsuran dibayar dari --dari.

    \b
    Contoh:
      koperasi toko beli-hasil A-0001 gabah --bruto 520 --tara 5.5 --potong 14.5 --mutu GKP
        --harga 6500 --angsuran PJ-2026-0001=500000 --ke-simpanan sukarela=250000
    """
    from koperasi_ledger.workflows.store_errors import NothingWeighed
    from koperasi_ledger.workflows.store_typed import measured, pay_produce

    gross, tare, cut = (measured(of[name], f"--{name}") for name in ("bruto", "tara", "potong"))
    if gross - tare - cut <= 0:
        raise NothingWeighed
    into = [("loan", text) for text in of["loans"]]
    into += [("product", text) for text in of["savings"]]
    price = amount_of(of["harga"], "--harga")
    paid = pay_produce(gross - tare - cut, Decimal(price), into, of["via"])

    def fields(book: "Book") -> Mapping[str, object]:
        return {"location": place_in(book, day_of(given.day, book), of["lokasi"])}

    def told(book: "Book", event: "AnyEvent") -> dict[str, Any]:
        return _produce_told(book, event)

    record_or_try(
        context,
        "offtake_received",
        given,
        try_only=of["try_only"],
        labels=LABELS
        | {
            "member": "NOMOR",
            "item": "KODE",
            "gross": "--bruto",
            "tare": "--tara",
            "cut": "--potong",
            "grade": "--mutu",
            "price": "--harga",
            "unit": "--satuan",
            "payments": "--ke-simpanan, --angsuran atau --dari",
        },
        balances=told,
        prepare=fields,
        told_as="hasil",
        member=member_number(nomor),
        item=kode,
        gross=of["bruto"],
        tare=of["tara"],
        cut=of["potong"],
        grade=of["mutu"],
        price=price,
        unit=of["satuan"],
        amount=str(paid.amount),
        payments=paid.payments,
    )


def _produce_told(book: "Book", event: "AnyEvent") -> dict[str, Any]:
    from koperasi_ledger.model.quantities import format_quantity, to_micro
    from koperasi_ledger.model.records import Item, Loan

    given: Any = event
    item = book.journal.load(Item.kind, given.item)
    unit = given.unit or (item.base if isinstance(item, Item) else "")
    told: dict[str, Decimal | date | str] = {
        "bersih": f"{format_quantity(to_micro(given.net))} {unit}"
    }
    for payment in given.payments:
        where = payment.via or payment.product or payment.loan
        told[f"dibayar_{where}"] = payment.amount
        if payment.loan is not None:
            loan = book.journal.load(Loan.kind, payment.loan)
            if isinstance(loan, Loan):
                told[f"sisa_pokok_{payment.loan}"] = loan.balance
    return told
