"""What the store's commands share: what the person calls the fields, and the location."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Given, day_of, record_one
from cli.koperasi_umum import rupiah, say, show_json, stamp, the_book

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book

LABELS = {
    "item": "KODE",
    "base": "--satuan",
    "group": "--golongan",
    "measures": "--isi",
    "barcodes": "--barcode",
    "category": "--kategori",
    "lines": "--barang",
    "supplier": "PEMASOK",
    "invoice": "FAKTUR",
    "location": "--lokasi",
    "discount": "--potongan",
    "freight": "--ongkos",
    "freight_via": "--ongkos-dari",
    "ppn": "--ppn",
    "ppn_creditable": "--ppn-di-harga-pokok",
    "tax_invoice": "--faktur-pajak",
    "advance": "--uang-muka",
    "order": "--pesanan",
    "paid_via": "--bayar-dari",
    "due": "--jatuh-tempo",
    "payments": "--bayar",
    "till": "--kasir",
    "tier": "--tingkat",
    "number": "--nomor",
    "member": "--anggota",
    "customer": "--pelanggan",
    "approved_by": "--disetujui",
    "document": "--berita-acara",
    "valid_from": "--berlaku",
    "days": "--tempo",
}
"""What the person calls the fields."""


def location_option(function: Callable[..., None]) -> Callable[..., None]:
    """The option that names the location of goods, left out where there is only one."""
    return click.option("--lokasi", help="Lokasi barang (bawaan: satu-satunya yang ada).")(function)


def place_in(book: "Book", day: date, given: str | None) -> str:
    """The location that was named, or the only one of the policy in force on the day."""
    from koperasi_ledger.workflows.store_hand import only, policy_on

    policy = policy_on(book, day)
    return only(given, "Lokasi", policy.locations if policy else None)


goods_option = click.option(
    "--barang", "texts", multiple=True, required=True, metavar="KODE=BANYAK", help="Barang; ulangi."
)


def item_options(function: Callable[..., None]) -> Callable[..., None]:
    """What a new item says of itself: name, measures, barcodes, and where it belongs."""
    for option in reversed(
        (
            click.option("--nama", required=True, help="Nama barang."),
            click.option(
                "--satuan", required=True, help="Satuan pokok untuk stok, misalnya kg atau pcs."
            ),
            click.option(
                "--golongan", required=True, help="Golongan barang menurut kebijakan [toko]."
            ),
            click.option(
                "--isi",
                "measures",
                multiple=True,
                metavar="SATUAN=ISI",
                help="Satuan lain dan isinya; ulangi.",
            ),
            click.option("--barcode", "barcodes", multiple=True, help="Barcode; ulangi."),
            click.option("--kategori", help="Kelompok untuk laporan."),
        )
    ):
        function = option(function)
    return function


def item_fields(code: str, of: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a new item from what `item_options` parsed."""
    from koperasi_ledger.workflows.store_hand import read_measure

    return {
        "item": code,
        "name": of["nama"],
        "base": of["satuan"],
        "group": of["golongan"],
        "measures": [read_measure(text) for text in of["measures"]],
        "barcodes": list(of["barcodes"]),
        "category": of["kategori"],
    }


def move_goods(
    context: click.Context,
    kind: str,
    given: Given,
    *,
    texts: Sequence[str],
    location: str | None,
    labels: Mapping[str, str],
    balances: "Callable[[Book, AnyEvent], Mapping[str, Any]]",
    told_as: str,
    side: str = "location",
    **who: Any,  # noqa: ANN401 - what events have
) -> None:
    """Records goods that come to a location or leave it; `side` is the field that names it."""
    from koperasi_ledger.workflows.store_hand import read_goods

    def place(book: "Book") -> Mapping[str, object]:
        return {side: place_in(book, day_of(given.day, book), location)}

    record_one(
        context,
        kind,
        given,
        labels=labels,
        balances=balances,
        prepare=place,
        told_as=told_as,
        lines=[read_goods(text, amount=False) for text in texts],
        **who,
    )


def held_at(book: "Book", items: Iterable[str], places: Mapping[str, str]) -> dict[str, str]:
    """What some places have of some items now: by item, `gudang 40, gerai 2 kg`.

    `places` are locations by the words that name them.
    """
    from koperasi_ledger.model.quantities import format_quantity
    from koperasi_ledger.model.records import Item, Stock

    told = {}
    for code in items:
        item, stock = (book.journal.load(cls.kind, code) for cls in (Item, Stock))
        if isinstance(item, Item) and isinstance(stock, Stock):
            held = ", ".join(
                f"{words} {format_quantity(stock.places.get(place, 0))}"
                for words, place in places.items()
            )
            told[code] = f"{held} {item.base}"
    return told


try_option = click.option(
    "--coba", "try_only", is_flag=True, help="Hitung dan periksa saja; tidak mencatat."
)


def record_or_try(
    context: click.Context,
    kind: str,
    given: Given,
    *,
    try_only: bool,
    labels: Mapping[str, str],
    balances: "Callable[[Book, AnyEvent], Mapping[str, Any]]",
    prepare: "Callable[[Book], Mapping[str, object]]",
    told_as: str,
    **fields: Any,  # noqa: ANN401 - what events have
) -> None:
    """Records one event; or only lets the rules look at it, and says how it would be paid."""
    from koperasi_ledger.workflows.store_lists import try_list

    if not try_only:
        record_one(
            context,
            kind,
            given,
            labels=labels,
            balances=balances,
            prepare=prepare,
            told_as=told_as,
            **fields,
        )
        return
    with the_book(context) as book:
        fields |= prepare(book)
        tried: Any = try_list(book, kind, stamp(), labels, date=day_of(given.day, book), **fields)
    ways = [
        (str(each.via or each.product or getattr(each, "loan", None) or each.way), each.amount)
        for each in tried.payments
    ]
    if given.as_json:
        told = [{"cara": way, "jumlah": str(amount)} for way, amount in ways]
        show_json({"dicatat": False, "pembayaran": told})
        return
    for way, amount in ways:
        say(f"{way}: {rupiah(amount)}")
    say("Dapat dicatat. Ini hanya percobaan (--coba): tidak ada yang dicatat.")
