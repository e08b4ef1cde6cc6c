"""Commands on buying: orders, returns to suppliers, what they are paid, members' produce."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import (
    Given,
    amount_of,
    day_of,
    member_number,
    record_one,
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


# -- orders ----------------------------------------------------------------------------------------


@click.group("pesanan")
def orders() -> None:
    """Pesanan kepada pemasok: buat, daftar, tutup.

    \b
    Contoh:
      koperasi toko pesanan daftar
    """


@orders.command("buat")
@click.argument("pemasok")
@click.argument("nomor")
@click.option(
    "--barang",
    "texts",
    multiple=True,
    required=True,
    metavar="KODE=BANYAK[:HARGA]",
    help="Barang, banyaknya, dan harga satu satuan bila sudah disepakati; ulangi.",
)
@click.option("--datang", "expected", metavar="TTTT-BB-HH", help="Kapan barang diharapkan datang.")
@voucher_options
@click.pass_context
def give_order(
    context: click.Context,
    /,
    *,
    pemasok: str,
    nomor: str,
    texts: Sequence[str],
    expected: str | None,
    given: Given,
) -> None:
    """Pesan barang kepada PEMASOK dengan NOMOR pesanan; belum menjadi utang.

    \b
    Contoh:
      koperasi toko pesanan buat bulog PO-001 --barang beras=20karung:550000 --datang 2026-06-10
    """
    from koperasi_ledger.workflows.store_typed import read_ordered

    record_one(
        context,
        "goods_ordered",
        given,
        labels=LABELS | {"order": "NOMOR", "expected": "--datang"},
        supplier=pemasok,
        order=nomor,
        lines=[read_ordered(text) for text in texts],
        expected=expected,
    )


@orders.command("tutup")
@click.argument("nomor")
@click.option("--alasan", required=True, help="Mengapa: dibatalkan, sisanya tidak dikirim, ...")
@voucher_options
@click.pass_context
def end_order(context: click.Context, /, *, nomor: str, alasan: str, given: Given) -> None:
    """Tutup pesanan NOMOR: sisanya tidak ditunggu lagi.

    \b
    Contoh:
      koperasi toko pesanan tutup PO-001 --alasan "sisanya dibatalkan pemasok"
    """
    record_one(
        context,
        "goods_order_ended",
        given,
        labels=LABELS | {"order": "NOMOR"},
        order=nomor,
        reason=alasan,
    )


@orders.command("daftar")
@click.option("--semua", "whole", is_flag=True, help="Juga yang sudah selesai atau ditutup.")
@json_option
@click.pass_context
def list_orders(context: click.Context, *, whole: bool, as_json: bool) -> None:
    """Pesanan yang barangnya belum datang semua: dipesan, datang, kurang.

    \b
    Contoh:
      koperasi toko pesanan daftar --semua
    """
    from koperasi_ledger.model.quantities import format_quantity, from_micro
    from koperasi_ledger.workflows.store_debts import order_rows

    with the_book(context) as book:
        rows = order_rows(book, whole=whole)
    if as_json:
        show_json(
            [
                {
                    "nomor": row.order.order,
                    "pemasok": row.order.supplier,
                    "tanggal": row.order.date.isoformat(),
                    "diharapkan": row.order.expected.isoformat() if row.order.expected else None,
                    "barang": row.line.item,
                    "satuan": row.base,
                    "dipesan": str(from_micro(row.line.quantity)),
                    "datang": str(from_micro(row.line.received)),
                    "kurang": str(from_micro(row.missing)),
                    "keadaan": row.state,
                }
                for row in rows
            ]
        )
        return
    if not rows:
        say("Tidak ada pesanan yang ditunggu.")
        return
    table(
        ("nomor", "pemasok", "tanggal", "ditunggu", "barang", "dipesan", "datang", "kurang", ""),
        [
            (
                row.order.order,
                row.order.supplier,
                row.order.date.isoformat(),
                row.order.expected.isoformat() if row.order.expected else "-",
                row.line.item,
                f"{format_quantity(row.line.quantity)} {row.base}",
                format_quantity(row.line.received),
                format_quantity(row.missing),
                row.state,
            )
            for row in rows
        ],
        right=(5, 6, 7),
    )


# -- produce ---------------------------------------------------------------------------------------


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
