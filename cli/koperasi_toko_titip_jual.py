"""Commands on our goods in the shops of others: left there, sold there, fetched back."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Given, amount_of, record_one, voucher_options
from cli.koperasi_toko_umum import LABELS, goods_option, held_at, location_option, move_goods

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book

_LABELS = LABELS | {
    "customer": "PELANGGAN",
    "source": "--lokasi",
    "target": "--lokasi",
    "commission": "--komisi",
}


def _there(book: "Book", event: "AnyEvent") -> dict[str, Any]:
    """What the customer holds of the goods of the event now."""
    given: Any = event
    told: dict[str, Any] = {}
    if event.kind == "consignment_sold":
        told["menjadi_piutang"] = given.total - given.commission
    items = [line.item for line in given.lines]
    return told | held_at(book, items, {f"masih di {given.customer}": given.there})


@click.command("keluar")
@click.argument("pelanggan")
@goods_option
@location_option
@voucher_options
@click.pass_context
def leave(
    context: click.Context,
    /,
    *,
    pelanggan: str,
    texts: Sequence[str],
    lokasi: str | None,
    given: Given,
) -> None:
    """Titipkan barang koperasi di toko PELANGGAN; tetap stok koperasi sampai laku.

    \b
    Contoh:
      koperasi toko titipan keluar warung-suka --barang beras=1karung --lokasi gudang
    """
    move_goods(
        context,
        "consignment_sent",
        given,
        texts=texts,
        location=lokasi,
        labels=_LABELS,
        balances=_there,
        told_as="stok",
        side="source",
        customer=pelanggan,
    )


@click.command("tarik")
@click.argument("pelanggan")
@goods_option
@location_option
@voucher_options
@click.pass_context
def fetch_back(
    context: click.Context,
    /,
    *,
    pelanggan: str,
    texts: Sequence[str],
    lokasi: str | None,
    given: Given,
) -> None:
    """Ambil kembali barang koperasi yang tidak laku di toko PELANGGAN.

    \b
    Contoh:
      koperasi toko titipan tarik warung-suka --barang beras=10kg --lokasi gudang
    """
    move_goods(
        context,
        "consignment_fetched",
        given,
        texts=texts,
        location=lokasi,
        labels=_LABELS,
        balances=_there,
        told_as="stok",
        side="target",
        customer=pelanggan,
    )


@click.command("laku")
@click.argument("pelanggan")
@click.option(
    "--barang",
    "texts",
    multiple=True,
    required=True,
    metavar="KODE=BANYAK:HARGA",
    help="Barang yang laku dan harga satuannya; ulangi.",
)
@click.option("--komisi", help="Rupiah yang disimpan PELANGGAN; tanpa ini harganya harga bersih.")
@click.option("--jatuh-tempo", "due", metavar="TTTT-BB-HH", help="Bawaan: tempo pelanggan.")
@voucher_options
@click.pass_context
def sold_there(
    context: click.Context,
    /,
    *,
    pelanggan: str,
    texts: Sequence[str],
    komisi: str | None,
    due: str | None,
    given: Given,
) -> None:
    """Catat laporan PELANGGAN tentang barang koperasi yang laku di tokonya.

    Selebihnya dari komisi menjadi piutang; dilunasi dengan 'koperasi toko terima-piutang'.

    \b
    Contoh:
      koperasi toko titipan laku warung-suka --barang beras=20kg:13000 --komisi 26000
    """
    from koperasi_ledger.model.money import round_to
    from koperasi_ledger.workflows.store_hand import read_goods

    lines = []
    for text in texts:
        line = read_goods(text, amount=True)
        price = line.pop("amount")
        total = round_to(Decimal(price) * Decimal(line["quantity"]), Decimal(1), "dekat")
        lines.append(line | {"price": price, "amount": str(total)})
    record_one(
        context,
        "consignment_sold",
        given,
        labels=_LABELS,
        balances=_there,
        told_as="stok",
        customer=pelanggan,
        lines=lines,
        commission=amount_of(komisi, "--komisi") if komisi else None,
        due=due,
    )
