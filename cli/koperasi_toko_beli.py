"""Commands on suppliers: goods sent back, what they are owed, paid and paid down."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import (
    Given,
    amount_of,
    day_of,
    record_one,
    via_option,
    voucher_options,
)
from cli.koperasi_toko_umum import (
    LABELS,
    location_option,
    place_in,
)
from cli.koperasi_umum import json_option, rupiah, say, show_json, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book

_PAY = LABELS | {"via": "--dari", "clears": "--titipan"}


def bill_told(book: "Book", event: "AnyEvent") -> dict[str, Any]:
    """What is owed of the invoice after an event on it."""
    from koperasi_ledger.model.records import SupplierBill

    given: Any = event
    bill = book.journal.load(SupplierBill.kind, f"{given.supplier}:{given.invoice}")
    if not isinstance(bill, SupplierBill):
        return {}
    return {"jumlah_faktur": bill.amount, "terutang": bill.remaining, "jatuh_tempo": bill.due}


@click.command("retur-beli")
@click.argument("pemasok")
@click.argument("faktur")
@click.option(
    "--barang",
    "texts",
    multiple=True,
    required=True,
    metavar="KODE=BANYAK:JUMLAH",
    help="Barang, banyaknya, dan rupiah yang dikreditkan pemasok; ulangi.",
)
@click.option("--ke", "via", metavar="KAS", help="Kas/bank yang menerima uang kembali, bila ada.")
@click.option("--ppn", help="PPN di nota retur pemasok, bila lain dari bagian barangnya.")
@location_option
@voucher_options
@click.pass_context
def return_bought(
    context: click.Context,
    /,
    *,
    pemasok: str,
    faktur: str,
    texts: Sequence[str],
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Kembalikan barang dari FAKTUR kepada PEMASOK.

    Utang faktur itu berkurang dahulu; yang sudah dibayar kembali sebagai uang (--ke).

    \b
    Contoh:
      koperasi toko retur-beli bulog F-001 --barang beras=1karung:550000 --lokasi gudang
    """
    from koperasi_ledger.workflows.store_typed import purchase_return

    def fields(book: "Book") -> Mapping[str, object]:
        return {
            "location": place_in(book, day_of(given.day, book), of["lokasi"]),
            "lines": purchase_return(book, pemasok, faktur, texts),
        }

    record_one(
        context,
        "purchase_returned",
        given,
        labels=LABELS | {"via": "--ke"},
        balances=bill_told,
        prepare=fields,
        supplier=pemasok,
        invoice=faktur,
        via=of["via"],
        ppn=amount_of(of["ppn"], "--ppn") if of["ppn"] else None,
    )


@click.command("bayar-pemasok")
@click.argument("pemasok")
@click.argument("faktur")
@click.argument("jumlah", required=False)
@via_option("--dari", "Kas atau bank yang membayar")
@click.option(
    "--titipan", "clears", metavar="REF", help="Baris bank yang menunggu dikenali, bukan --dari."
)
@voucher_options
@click.pass_context
def pay_supplier(
    context: click.Context,
    /,
    *,
    pemasok: str,
    faktur: str,
    jumlah: str | None,
    via: str,
    clears: str | None,
    given: Given,
) -> None:
    """Bayar FAKTUR dari PEMASOK; tanpa JUMLAH seluruh sisanya.

    \b
    Contoh:
      koperasi toko bayar-pemasok bulog F-001 500000 --dari bri
      koperasi toko bayar-pemasok bulog F-001
    """
    amount = amount_of(jumlah) if jumlah is not None else None

    def fields(book: "Book") -> Mapping[str, object]:
        from koperasi_ledger.model.records import SupplierBill
        from koperasi_ledger.rules.errors.store_trade import BillUnknown
        from koperasi_ledger.workflows.store_errors import BillPaid

        if amount is not None:
            return {"amount": amount}
        bill = book.journal.load(SupplierBill.kind, f"{pemasok}:{faktur}")
        if not isinstance(bill, SupplierBill) or bill.void:
            raise BillUnknown(pemasok, faktur)
        if not bill.remaining:
            raise BillPaid(pemasok, faktur)
        return {"amount": str(bill.remaining)}

    record_one(
        context,
        "payable_paid",
        given,
        labels=_PAY,
        balances=bill_told,
        prepare=fields,
        receipt=True,
        supplier=pemasok,
        invoice=faktur,
        via=via if clears is None else None,
        clears=clears,
    )


@click.command("uang-muka")
@click.argument("pemasok")
@click.argument("jumlah")
@via_option("--dari", "Kas atau bank yang membayar")
@click.option(
    "--titipan", "clears", metavar="REF", help="Baris bank yang menunggu dikenali, bukan --dari."
)
@voucher_options
@click.pass_context
def pay_down(
    context: click.Context,
    /,
    *,
    pemasok: str,
    jumlah: str,
    via: str,
    clears: str | None,
    given: Given,
) -> None:
    """Bayar uang muka JUMLAH kepada PEMASOK; dipakai nanti dengan 'toko terima --uang-muka'.

    \b
    Contoh:
      koperasi toko uang-muka bulog 5000000 --dari bri
    """

    def told(book: "Book", event: "AnyEvent") -> dict[str, Any]:
        from koperasi_ledger.model.records import SupplierAdvance

        del event
        held = book.journal.load(SupplierAdvance.kind, pemasok)
        return {"uang_muka": held.balance} if isinstance(held, SupplierAdvance) else {}

    record_one(
        context,
        "supplier_advance_paid",
        given,
        labels=_PAY,
        balances=told,
        receipt=True,
        supplier=pemasok,
        amount=amount_of(jumlah),
        via=via if clears is None else None,
        clears=clears,
    )


@click.command("utang")
@click.option("--pemasok", help="Hanya pemasok ini.")
@click.option("--per", metavar="TTTT-BB-HH", help="Umur dihitung pada hari ini (bawaan: hari ini).")
@json_option
@click.pass_context
def payables(
    context: click.Context, *, pemasok: str | None, per: str | None, as_json: bool
) -> None:
    """Faktur pemasok yang belum lunas sekarang, menurut jatuh tempo, dan uang mukanya.

    \b
    Contoh:
      koperasi toko utang --pemasok bulog
    """
    from koperasi_ledger.workflows.store_debts import payable_rows

    with the_book(context) as book:
        on = day_of(per, book)
        found = payable_rows(book, pemasok)
    if as_json:
        show_json(
            {
                "faktur": [
                    {
                        "pemasok": bill.supplier,
                        "faktur": bill.invoice,
                        "jatuh_tempo": bill.due.isoformat(),
                        "jumlah": str(bill.amount),
                        "sisa": str(bill.remaining),
                        "hari_lewat": max((on - bill.due).days, 0),
                    }
                    for bill in found.bills
                ],
                "uang_muka": {each.supplier: str(each.balance) for each in found.advances},
            }
        )
        return
    if not found.bills:
        say("Tidak ada utang kepada pemasok.")
    else:
        table(
            ("pemasok", "faktur", "jatuh tempo", "lewat", "jumlah", "sisa"),
            [
                (
                    bill.supplier,
                    bill.invoice,
                    bill.due.isoformat(),
                    f"{late} hari" if (late := (on - bill.due).days) > 0 else "-",
                    rupiah(bill.amount),
                    rupiah(bill.remaining),
                )
                for bill in found.bills
            ],
            right=(3, 4, 5),
        )
        total = sum((bill.remaining for bill in found.bills), Decimal(0))
        say(f"Jumlah utang {rupiah(total)}.")
    for each in found.advances:
        say(f"Uang muka kepada {each.supplier} yang belum dipakai: {rupiah(each.balance)}.")
