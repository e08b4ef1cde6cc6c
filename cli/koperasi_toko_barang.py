"""The command on an item that is registered: what changes of it."""

from collections.abc import Sequence
from typing import Any

import click

from cli.koperasi_bukti import Given, record_one, voucher_options
from cli.koperasi_toko_umum import LABELS

_LABELS = LABELS | {"taxable": "--kena-pajak", "active": "--aktif"}


@click.command("ubah")
@click.argument("kode")
@click.option("--nama", help="Nama yang baru.")
@click.option("--kategori", help="Kelompok untuk laporan.")
@click.option(
    "--isi", "measures", multiple=True, metavar="SATUAN=ISI", help="Tambah satuan lain; ulangi."
)
@click.option("--barcode", "barcodes", multiple=True, help="Tambah barcode; ulangi bila beberapa.")
@click.option(
    "--kena-pajak/--bebas-pajak", "taxable", default=None, help="Kena PPN atau tidak sejak kini."
)
@click.option(
    "--aktif/--tidak-aktif",
    "active",
    default=None,
    help="Tidak aktif: tidak dibeli lagi, sisanya masih dijual.",
)
@voucher_options
@click.pass_context
def change_item(
    context: click.Context,
    /,
    *,
    kode: str,
    given: Given,
    measures: Sequence[str],
    barcodes: Sequence[str],
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Ubah barang KODE: nama, kategori, pajak, satuan dan barcode tambahan, aktif atau tidak.

    Satuan dan barcode yang sudah ada tetap; struk yang sudah tercatat tidak berubah.

    \b
    Contoh:
      koperasi toko barang ubah beras --isi karung-25=25 --barcode 8991234567895
      koperasi toko barang ubah sapu --tidak-aktif
    """
    from koperasi_ledger.workflows.store_hand import read_measure

    changes = {
        "name": of["nama"],
        "category": of["kategori"],
        "measures": [read_measure(text) for text in measures] or None,
        "barcodes": list(barcodes) or None,
        "taxable": of["taxable"],
        "active": of["active"],
    }
    if all(value is None for value in changes.values()):
        raise click.UsageError(
            "Sebut paling sedikit satu: --nama, --kategori, --isi, --barcode, --kena-pajak atau"
            " --aktif."
        )
    record_one(context, "item_changed", given, labels=_LABELS, item=kode, **changes)
