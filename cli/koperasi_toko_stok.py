"""Commands on the store's stock: what is there, counts, the stock card."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Given, day_of, record_one, voucher_options
from cli.koperasi_toko_umum import LABELS, location_option
from cli.koperasi_umum import json_option, rupiah, say, show_json, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book
    from koperasi_ledger.workflows.store_card import StockRow


@click.command("stok")
@click.option("--lokasi", help="Hanya lokasi ini.")
@json_option
@click.pass_context
def stock(context: click.Context, *, lokasi: str | None, as_json: bool) -> None:
    """Stok setiap barang: banyaknya per lokasi, harga pokok rata-rata, nilainya.

    \b
    Contoh:
      koperasi toko stok --lokasi gerai
    """
    from koperasi_ledger.model.quantities import format_quantity, from_micro
    from koperasi_ledger.workflows.store_card import stock_rows

    with the_book(context) as book:
        rows = stock_rows(book.journal, lokasi)
    if as_json:
        show_json(
            [
                {
                    "barang": row.item.item,
                    "satuan": row.item.base,
                    "penitip": row.item.consignor,
                    "lokasi": {at: str(from_micro(n)) for at, n in row.places.items()},
                    "banyak": str(from_micro(row.quantity)),
                    "nilai": str(row.value),
                    "hpp": None if row.average is None else str(row.average),
                }
                for row in rows
            ]
        )
        return
    if not rows:
        say("Belum ada stok.")
        return
    table(
        ("barang", "lokasi", "banyak", "satuan", "hpp", "nilai"),
        [
            (
                row.item.item,
                " ".join(f"{at}={format_quantity(n)}" for at, n in row.places.items()),
                format_quantity(row.quantity),
                row.item.base,
                _cost(row),
                rupiah(row.value),
            )
            for row in rows
        ],
        right=(2, 4, 5),
    )
    say(f"Nilai seluruhnya {rupiah(sum((row.value for row in rows), Decimal(0)))}.")


def _cost(row: "StockRow") -> str:
    """What one unit cost on the average; goods of others cost us nothing."""
    if row.item.consignor is not None:
        return "titipan"
    return "-" if row.average is None else rupiah(row.average)


@click.command("opname")
@click.option("--hitung", "good", multiple=True, metavar="KODE=BANYAK", help="Yang baik; ulangi.")
@click.option("--rusak", "damaged", multiple=True, metavar="KODE=BANYAK", help="Yang rusak.")
@click.option("--kedaluwarsa", "expired", multiple=True, metavar="KODE=BANYAK", help="Yang lewat.")
@click.option("--berita-acara", "minutes", required=True, help="Nomor berita acara.")
@click.option("--disetujui", "approved", required=True, help="Nama yang menyetujui.")
@location_option
@voucher_options
@click.pass_context
def count(
    context: click.Context,
    /,
    *,
    good: Sequence[str],
    given: Given,
    minutes: str,
    approved: str,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Stok opname satu lokasi: yang dihitung menjadi stok, selisihnya dibukukan.

    \b
    Contoh:
      koperasi toko opname --lokasi gerai --hitung beras=96.5 --rusak beras=2
        --berita-acara BA-01/2026 --disetujui "Sari, Bendahara"
    """
    from koperasi_ledger.workflows.store_hand import counted, only, policy_on

    lines = counted(good, of["damaged"], of["expired"])
    if not lines:
        raise click.UsageError("Sebut barangnya dengan --hitung, --rusak atau --kedaluwarsa.")
    if given.document is not None:
        raise click.UsageError("--berita-acara dan --bukti sama artinya; pakai --berita-acara.")

    def place(book: "Book") -> Mapping[str, object]:
        policy = policy_on(book, day_of(given.day, book))
        return {"location": only(of["lokasi"], "Lokasi", policy.locations if policy else None)}

    record_one(
        context,
        "stock_counted",
        given._replace(document=minutes),
        labels=LABELS | {"lines": "--hitung"},
        prepare=place,
        balances=_count_told,
        told_as="selisih",
        approved_by=approved,
        lines=lines,
    )


def _count_told(book: "Book", event: "AnyEvent") -> dict[str, Any]:
    """What the differences cost, by their reason; and how the minutes are printed."""
    from koperasi_ledger.model.accounts import STOCK_LOSS
    from koperasi_ledger.model.entry import Entry

    past = book.journal.find(event.ref)
    entry = past.entry if past is not None else None
    told: dict[str, Any] = {}
    for leg in entry.postings if isinstance(entry, Entry) else ():
        if leg.account == STOCK_LOSS and leg.sub is not None:
            told[leg.sub] = told.get(leg.sub, Decimal(0)) + leg.amount
    return told | {"cetak": f"koperasi toko berita-acara {event.ref}"}


@click.command("kartu")
@click.argument("kode")
@json_option
@click.pass_context
def card(context: click.Context, *, kode: str, as_json: bool) -> None:
    """Kartu stok satu barang: setiap mutasi, banyaknya dan nilainya.

    \b
    Contoh:
      koperasi toko kartu beras
    """
    from koperasi_ledger.model.quantities import format_quantity
    from koperasi_ledger.workflows.store_card import card_json, stock_card

    with the_book(context) as book:
        found = stock_card(book.journal, kode)
    if as_json:
        show_json(card_json(found))
        return
    say(f"Kartu stok {found.item.name} ({found.item.item}), dalam {found.item.base}")
    table(
        ("tanggal", "uraian", "ref", "lokasi", "banyak", "nilai", "sisa", "nilai sisa"),
        [
            (
                row.day.isoformat(),
                row.title,
                row.ref,
                " ".join(f"{at} {format_quantity(n)}" for at, n in row.places.items()),
                format_quantity(row.quantity),
                rupiah(row.value),
                format_quantity(row.held),
                rupiah(row.worth),
            )
            for row in found.rows
        ],
        right=(4, 5, 6, 7),
    )
