"""Commands that move goods without selling them: between locations, and into other goods."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Given, day_of, record_one, voucher_options
from cli.koperasi_toko_umum import LABELS, goods_option, held_at, location_option, place_in

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book


@click.command("pindah")
@click.argument("asal")
@click.argument("tujuan")
@goods_option
@voucher_options
@click.pass_context
def transfer(
    context: click.Context, /, *, asal: str, tujuan: str, texts: Sequence[str], given: Given
) -> None:
    """Pindahkan barang dari lokasi ASAL ke lokasi TUJUAN; nilainya tetap.

    \b
    Contoh:
      koperasi toko pindah gudang gerai --barang beras=2karung --barang gula=25kg
    """
    from koperasi_ledger.workflows.store_hand import read_goods

    record_one(
        context,
        "stock_transferred",
        given,
        labels=LABELS | {"source": "ASAL", "target": "TUJUAN"},
        balances=_held,
        told_as="stok",
        source=asal,
        target=tujuan,
        lines=[read_goods(text, amount=False) for text in texts],
    )


def _held(book: "Book", event: "AnyEvent") -> dict[str, str]:
    """What the locations of the event have of its goods now."""
    given: Any = event
    lines = given.lines if hasattr(given, "lines") else (*given.inputs, *given.outputs)
    places = (given.source, given.target) if hasattr(given, "source") else (given.location,)
    return held_at(book, [line.item for line in lines], {place: place for place in places})


@click.command("konversi")
@click.option(
    "--dari",
    "inputs",
    multiple=True,
    required=True,
    metavar="KODE=BANYAK",
    help="Barang yang dipakai; ulangi.",
)
@click.option(
    "--jadi",
    "outputs",
    multiple=True,
    required=True,
    metavar="KODE=BANYAK[:BAGIAN]",
    help="Barang yang dihasilkan; BAGIAN biayanya bila hasilnya beberapa; ulangi.",
)
@location_option
@voucher_options
@click.pass_context
def convert(
    context: click.Context,
    /,
    *,
    inputs: Sequence[str],
    outputs: Sequence[str],
    lokasi: str | None,
    given: Given,
) -> None:
    """Olah barang menjadi barang lain di satu lokasi: sekarung jadi kemasan, gabah jadi beras.

    Biaya bahan menjadi biaya hasil, dibagi menurut BAGIAN; rendemen ditampilkan bila satuannya
    sama.

    \b
    Contoh:
      koperasi toko konversi --dari beras=1karung --jadi beras-5kg=10pcs --lokasi gudang
      koperasi toko konversi --dari gabah=100kg --jadi beras=62kg:9 --jadi bekatul=10kg:1
    """
    from koperasi_ledger.workflows.store_hand import read_goods
    from koperasi_ledger.workflows.store_typed import read_output

    used = [read_goods(text, amount=False) for text in inputs]
    made = [read_output(text) for text in outputs]

    def place(book: "Book") -> Mapping[str, object]:
        return {"location": place_in(book, day_of(given.day, book), lokasi)}

    def told(book: "Book", event: "AnyEvent") -> dict[str, Any]:
        rate = _yield(book, event)
        return _held(book, event) | ({"rendemen": rate} if rate else {})

    record_one(
        context,
        "goods_converted",
        given,
        labels=LABELS | {"inputs": "--dari", "outputs": "--jadi"},
        balances=told,
        prepare=place,
        told_as="stok",
        inputs=used,
        outputs=made,
    )


def _yield(book: "Book", event: "AnyEvent") -> str | None:
    """The first output's share of the inputs, in per cent, where all are of one base unit."""
    from decimal import Decimal

    from koperasi_ledger.model.money import round_to
    from koperasi_ledger.model.records import Item
    from koperasi_ledger.rules.store.terms import in_base

    given: Any = event
    items = [book.journal.load(Item.kind, line.item) for line in (*given.inputs, given.outputs[0])]
    known = [item for item in items if isinstance(item, Item)]
    if len(known) != len(items) or len({item.base for item in known}) != 1:
        return None
    used = sum(
        in_base(item, line.quantity, line.unit)
        for item, line in zip(known, given.inputs, strict=False)
    )
    first = given.outputs[0]
    share = Decimal(100) * in_base(known[-1], first.quantity, first.unit) / used
    return f"{round_to(share, Decimal('0.01'), 'dekat')}%".replace(".", ",")
