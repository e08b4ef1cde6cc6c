"""Commands on purchase orders: given, followed, ended."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import (
    Given,
    record_one,
    voucher_options,
)
from cli.koperasi_toko_umum import (
    LABELS,
)
from cli.koperasi_umum import json_option, say, show_json, table, the_book

if TYPE_CHECKING:
    pass


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
