"""What the commands on aid share: labels, options, and how an imported list is told."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.koperasi_umum import say, show_json

if TYPE_CHECKING:
    from koperasi_ledger.workflows.aid_import import Imported

LABELS = {
    "programme": "PROGRAM",
    "name": "--nama",
    "giver": "--pemberi",
    "document": "--berita-acara",
    "location": "--lokasi",
    "via": "--kas",
    "lines": "--barang",
    "item": "--barang",
    "approved_by": "--disetujui",
    "source": "--dari",
    "target": "--ke",
}
"""What the person calls the fields."""

file_argument = click.argument("berkas", type=click.Path(path_type=Path, dir_okay=False))
try_option = click.option(
    "--coba", "try_only", is_flag=True, help="Hanya diperiksa; tidak ada yang dicatat."
)


def place_options(function: Callable[..., None]) -> Callable[..., None]:
    """Where aid lies: the location of goods, or the cash account of money."""
    function = click.option("--lokasi", help="Lokasi barang (bawaan: satu-satunya yang ada).")(
        function
    )
    return click.option("--kas", "via", metavar="KAS", help="Untuk uang: kunci kas/bank.")(function)


def minutes_option(function: Callable[..., None]) -> Callable[..., None]:
    """The number of the berita acara."""
    return click.option(
        "--berita-acara", "minutes", required=True, help="Nomor berita acara atau tanda terima."
    )(function)


def show_import(done: "Imported", *, tried: bool, as_json: bool) -> None:
    """Tells what came of a list."""
    if as_json:
        state = "sudah_ada" if not done.new else "coba" if tried else "dicatat"
        show_json(
            {
                "baris": done.rows,
                "penerima": done.persons,
                "ref": list(done.refs),
                "status": state,
            }
        )
        return
    refs = ", ".join(done.refs)
    if not done.new:
        say(f"Daftar ini sudah dicatat sebelumnya ({refs}); tidak ada yang berubah.")
    elif tried:
        say(f"{done.rows} baris, {done.persons} penerima: semuanya dapat dicatat.")
        say("Ini hanya percobaan (--coba): tidak ada yang dicatat.")
    else:
        say(f"Dicatat: {done.rows} baris, {done.persons} penerima. Ref: {refs}")
