"""What the store's commands share: what the person calls the fields, and the location."""

from collections.abc import Callable

import click

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
