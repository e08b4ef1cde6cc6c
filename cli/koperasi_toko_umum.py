"""What the store's commands share: what the person calls the fields, and the location."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
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
