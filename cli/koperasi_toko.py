"""Commands of the store: items and prices, suppliers, goods in, sales."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Given, amount_of, day_of, member_number, record_one, voucher_options
from cli.koperasi_toko_barang import change_item
from cli.koperasi_toko_beli import bill_told, pay_down, pay_supplier, payables, return_bought
from cli.koperasi_toko_daftar import ceiling, price_list, quota
from cli.koperasi_toko_gudang import convert, transfer
from cli.koperasi_toko_hasil import buy_produce
from cli.koperasi_toko_impor import import_till
from cli.koperasi_toko_kirim import count_minutes, delivery_note, invoice, send
from cli.koperasi_toko_pelanggan import customer
from cli.koperasi_toko_pesanan import orders
from cli.koperasi_toko_piutang import collect, recap, receivables, return_sold
from cli.koperasi_toko_stok import card, count, stock
from cli.koperasi_toko_struk import slip
from cli.koperasi_toko_titipan import consignment
from cli.koperasi_toko_umum import LABELS, item_fields, item_options, location_option
from cli.koperasi_umum import json_option, say, show_json, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book


@click.group("toko")
def store() -> None:
    """Toko: barang, harga, pemasok, penerimaan, penjualan, stok, piutang dan utang.

    \b
    Contoh:
      koperasi toko stok
      koperasi toko jual --barang beras=2.5kg --anggota A-0001 --tingkat anggota
    """


@store.group("barang")
def goods() -> None:
    """Daftar barang dan harganya.

    \b
    Contoh:
      koperasi toko barang daftar --cari beras
    """


@goods.command("tambah")
@click.argument("kode")
@item_options
@click.option("--kena-pajak", "taxable", is_flag=True, help="Barang kena PPN.")
@voucher_options
@click.pass_context
def add_item(
    context: click.Context,
    /,
    *,
    kode: str,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Daftarkan barang dengan KODE sendiri.

    \b
    Contoh:
      koperasi toko barang tambah beras --nama "Beras medium" --satuan kg --isi karung=50
        --golongan sembako
    """
    record_one(
        context,
        "item_registered",
        given,
        labels=LABELS,
        taxable=of["taxable"],
        **item_fields(kode, of),
    )


@goods.command("harga")
@click.argument("kode")
@click.argument("tingkat")
@click.argument("harga")
@click.option("--satuan", help="Satuan yang dihargai (bawaan: satuan pokok).")
@click.option("--mulai", "start", help="Berlaku mulai sebanyak ini, untuk harga grosir.")
@click.option("--berlaku", metavar="TTTT-BB-HH", help="Sejak tanggal (bawaan: tanggal catatan).")
@voucher_options
@click.pass_context
def set_price(
    context: click.Context,
    /,
    *,
    kode: str,
    tingkat: str,
    harga: str,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Tetapkan HARGA barang untuk satu tingkat pembeli.

    \b
    Contoh:
      koperasi toko barang harga beras umum 13500
      koperasi toko barang harga beras grosir 600000 --satuan karung --mulai 10
    """
    price = amount_of(harga, "HARGA")

    def lines(book: "Book") -> Mapping[str, object]:
        from koperasi_ledger.model.records import Item

        item = book.journal.load(Item.kind, kode)
        unit = of["satuan"] or (item.base if isinstance(item, Item) else "satuan")
        line = {"item": kode, "tier": tingkat, "unit": unit, "price": price}
        if of["start"] is not None:
            line["from_quantity"] = of["start"]
        return {"lines": [line], "valid_from": day_of(of["berlaku"] or given.day, book)}

    record_one(
        context,
        "price_set",
        given,
        labels=LABELS | {"lines": "TINGKAT, HARGA, --satuan atau --mulai"},
        prepare=lines,
    )


@goods.command("daftar")
@click.option("--cari", help="Hanya yang kode, nama atau barcode-nya memuat ini.")
@json_option
@click.pass_context
def list_items(context: click.Context, *, cari: str | None, as_json: bool) -> None:
    """Semua barang dengan satuan dan golongannya.

    \b
    Contoh:
      koperasi toko barang daftar --cari beras
    """
    from koperasi_ledger.workflows.store_card import item_rows

    with the_book(context) as book:
        rows = item_rows(book.journal, cari)
    if as_json:
        show_json(rows)
        return
    if not rows:
        say("Tidak ada barang." if cari is None else f"Tidak ada barang yang memuat {cari}.")
        return
    heads = ("kode", "nama", "satuan", "golongan", "hpp", "aktif")
    table(
        heads,
        [
            (
                row["kode"],
                row["nama"],
                " ".join([row["satuan"], *(f"{u}={n}" for u, n in row["isi"].items())]),
                row["golongan"],
                row["hpp"],
                "ya" if row["aktif"] else "tidak",
            )
            for row in rows
        ],
    )


@store.command("pemasok")
@click.argument("kunci")
@click.option("--nama", required=True, help="Nama pemasok.")
@click.option("--tempo", type=int, default=0, help="Tempo pembayaran dalam hari (bawaan: 0).")
@voucher_options
@click.pass_context
def add_supplier(
    context: click.Context, /, *, kunci: str, nama: str, tempo: int, given: Given
) -> None:
    """Daftarkan pemasok dengan KUNCI pendek.

    \b
    Contoh:
      koperasi toko pemasok bulog --nama "Perum Bulog" --tempo 14
    """
    record_one(
        context,
        "supplier_registered",
        given,
        labels=LABELS | {"supplier": "KUNCI"},
        supplier=kunci,
        name=nama,
        days=tempo,
    )


@store.command("terima")
@click.argument("pemasok")
@click.argument("faktur")
@click.option(
    "--barang",
    "texts",
    multiple=True,
    required=True,
    metavar="KODE=BANYAK:JUMLAH",
    help="Barang, banyaknya dan jumlah rupiahnya; ulangi.",
)
@location_option
@click.option("--potongan", help="Potongan atas seluruh faktur.")
@click.option("--ongkos", help="Ongkos angkut yang ditagih di faktur; masuk harga pokok.")
@click.option(
    "--ongkos-dari", "freight_via", metavar="KAS", help="Ongkos itu dibayar terpisah dari kas ini."
)
@click.option("--ppn", help="PPN di faktur itu; belum termasuk dalam JUMLAH setiap barang.")
@click.option(
    "--ppn-di-harga-pokok",
    "in_cost",
    is_flag=True,
    help="PPN itu tidak dikreditkan, walau koperasi PKP; masuk harga pokok.",
)
@click.option("--faktur-pajak", "tax_invoice", metavar="NOMOR", help="Nomor faktur pajaknya.")
@click.option("--uang-muka", "advance", help="Sebanyak ini dari uang muka kepada pemasok itu.")
@click.option("--pesanan", "order", metavar="NOMOR", help="Barang ini memenuhi pesanan itu.")
@click.option("--bayar-dari", "paid", metavar="KAS", help="Langsung dibayar dari kas/bank ini.")
@click.option("--jatuh-tempo", "due", metavar="TTTT-BB-HH", help="Bawaan: tempo pemasok.")
@voucher_options
@click.pass_context
def receive(
    context: click.Context,
    /,
    *,
    pemasok: str,
    faktur: str,
    texts: Sequence[str],
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Terima barang dari PEMASOK dengan FAKTUR-nya.

    \b
    Contoh:
      koperasi toko terima bulog F-001 --barang beras=2karung:1100000 --lokasi gudang
      koperasi toko terima bulog F-002 --barang gula=50kg:Rp800.000 --bayar-dari kas
      koperasi toko terima bulog F-003 --barang beras=20karung:11000000 --pesanan PO-001
        --ongkos 250000 --ongkos-dari kas --uang-muka 5000000
    """
    from koperasi_ledger.workflows.store_hand import only, policy_on, read_goods

    lines = [read_goods(text, amount=True) for text in texts]

    def place(book: "Book") -> Mapping[str, object]:
        policy = policy_on(book, day_of(given.day, book))
        return {"location": only(of["lokasi"], "Lokasi", policy.locations if policy else None)}

    record_one(
        context,
        "goods_received",
        given,
        labels=LABELS,
        balances=_received_told,
        prepare=place,
        supplier=pemasok,
        invoice=faktur,
        lines=lines,
        discount=amount_of(of["potongan"], "--potongan") if of["potongan"] else None,
        freight=amount_of(of["ongkos"], "--ongkos") if of["ongkos"] else None,
        freight_via=of["freight_via"],
        ppn=amount_of(of["ppn"], "--ppn") if of["ppn"] else None,
        ppn_creditable=False if of["in_cost"] else None,
        tax_invoice=of["tax_invoice"],
        advance=amount_of(of["advance"], "--uang-muka") if of["advance"] else None,
        order=of["order"],
        paid_via=of["paid"],
        due=of["due"],
    )


def _received_told(book: "Book", event: "AnyEvent") -> dict[str, Any]:
    """What is owed, and what of the order is still awaited or came beyond it."""
    from koperasi_ledger.model.quantities import format_quantity
    from koperasi_ledger.model.records import PurchaseOrder

    given: Any = event
    told = bill_told(book, event)
    order = book.journal.load(PurchaseOrder.kind, given.order) if given.order else None
    if not isinstance(order, PurchaseOrder):
        return told
    for line in order.lines:
        left = line.quantity - line.received
        if left:
            word = "belum_datang" if left > 0 else "lebih_dari_pesanan"
            told[f"{word}_{line.item}"] = format_quantity(abs(left))
    return told


@store.command("jual")
@click.option(
    "--barang",
    "texts",
    multiple=True,
    metavar="KODE=BANYAK",
    help="Barang dan banyaknya; ulangi. Harganya menurut daftar harga. Tanpa ini: kasir diketik.",
)
@click.option("--tingkat", "tier", help="Tingkat harga (bawaan: satu-satunya yang ada).")
@click.option("--anggota", "member", help="Nomor anggota yang membeli.")
@click.option("--pelanggan", "customer", help="Kunci pelanggan terdaftar yang membeli.")
@click.option(
    "--bayar",
    "way",
    type=click.Choice(["tunai", "bank", "qris", "kredit"]),
    default="tunai",
    help="Cara bayar (bawaan: tunai).",
)
@click.option("--ke", "via", help="Kas atau bank yang menerima (bawaan: kas).")
@click.option("--uang", help="Uang dari pembeli; kembaliannya dihitung.")
@click.option("--kasir", "till", default="kasir-1", help="Kasir (bawaan: kasir-1).")
@click.option("--nomor", "number", help="Nomor struk (bawaan: dibuat sendiri).")
@click.option(
    "--cetak",
    "printer",
    type=click.Path(path_type=Path),
    help="Kasir di papan ketik: tulis setiap struk ke pencetak atau berkas ini.",
)
@location_option
@voucher_options
@click.pass_context
def sell(context: click.Context, /, *, texts: Sequence[str], given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Jual barang menurut daftar harga: satu struk, atau tanpa --barang kasir di papan ketik.

    \b
    Contoh:
      koperasi toko jual
      koperasi toko jual --cetak /dev/usb/lp0
      koperasi toko jual --barang beras=2.5kg --tingkat umum --uang 50000
      koperasi toko jual --barang beras=1karung --anggota A-0001 --tingkat anggota --bayar kredit
    """
    if not texts:
        from cli.koperasi_toko_kasir import keyboard

        keyboard(context, given, of)
        return
    if of["printer"] is not None:
        raise click.UsageError("--cetak hanya untuk kasir di papan ketik, tanpa --barang.")
    from koperasi_ledger.workflows.store_hand import (
        change_of,
        only,
        policy_on,
        sale_lines,
        total_of,
    )

    back: list[Decimal | None] = [None]

    def fields(book: "Book") -> Mapping[str, object]:
        day = day_of(given.day, book)
        policy = policy_on(book, day)
        tier = only(of["tier"], "Tingkat harga", policy.tiers if policy else None)
        lines = sale_lines(book, texts, tier, day)
        total = total_of(book, lines, tier, day)
        back[0] = change_of(of["uang"], total)
        payment = {"way": of["way"], "amount": str(total)}
        if of["way"] in {"tunai", "bank"}:
            payment["via"] = of["via"] or "kas"
        return {
            "location": only(of["lokasi"], "Lokasi", policy.locations if policy else None),
            "tier": tier,
            "lines": lines,
            "payments": [payment],
            "number": of["number"],
        }

    def told(book: "Book", event: "AnyEvent") -> dict[str, Any]:
        del book
        sold: Any = event
        total = sum((payment.amount for payment in sold.payments), Decimal(0))
        found: dict[str, Any] = {"struk": sold.number, "jumlah": total}
        return found if back[0] is None else found | {"kembali": back[0]}

    record_one(
        context,
        "sale_recorded",
        given,
        labels=LABELS,
        balances=told,
        prepare=fields,
        told_as="struk",
        till=of["till"],
        member=member_number(of["member"]) if of["member"] else None,
        customer=of["customer"],
    )


goods.add_command(change_item)
for command in (stock, count, card, import_till, slip, transfer, convert):
    store.add_command(command)
for command in (return_bought, pay_supplier, pay_down, payables, orders, buy_produce):
    store.add_command(command)
for command in (customer, return_sold, collect, receivables, recap, price_list, ceiling, quota):
    store.add_command(command)
for command in (send, delivery_note, invoice, count_minutes):
    store.add_command(command)
store.add_command(consignment)
