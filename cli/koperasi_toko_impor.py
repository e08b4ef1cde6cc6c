"""The command that imports the files of tills: koperasi toko impor."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_umum import (
    counting,
    json_option,
    refuse,
    rupiah,
    say,
    show_json,
    stamp,
    table,
    the_book,
)

if TYPE_CHECKING:
    from koperasi_ledger.importers.till_spec import TillSpec
    from koperasi_ledger.workflows.till_import import TillRun

_SHOWN = 20


@click.command("impor")
@click.argument("berkas", type=click.Path(path_type=Path), required=False)
@click.option(
    "--peta", "layout", type=click.Path(path_type=Path), help="Penjelasan kolom berkas, TOML."
)
@click.option(
    "--laporan-kasir",
    "report",
    metavar="BERKAS|JUMLAH",
    help="Laporan kasir sendiri (CSV/XLSX, atau jumlah seluruhnya) yang harus sama.",
)
@click.option(
    "--baris-baik", "good_only", is_flag=True, help="Catat hanya struk yang benar; perlu --sisa."
)
@click.option(
    "--sisa", "rest", type=click.Path(path_type=Path), help="Berkas untuk struk yang belum benar."
)
@click.option("--coba", "try_only", is_flag=True, help="Periksa saja; tidak ada yang dicatat.")
@click.option("--kasir", "till", help="Kasir, bila berkasnya tidak menyebutnya.")
@click.option("--tingkat", "tier", help="Tingkat harga, bila berkasnya tidak menyebutnya.")
@click.option("--lokasi", "location", help="Lokasi barang, bila berkasnya tidak menyebutnya.")
@click.option("--disetujui", "approved", help="Yang menyetujui potongan dan harga lain.")
@click.option(
    "--contoh", "example", type=click.Path(path_type=Path), help="Tulis contoh .csv/.xlsx ke sini."
)
@json_option
@click.pass_context
def import_till(
    context: click.Context,
    /,
    *,
    berkas: Path | None,
    as_json: bool,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Impor penjualan kasir dari BERKAS CSV atau XLSX: semua struk, atau tidak satu pun.

    Struk yang sudah tercatat dilewati, jadi berkas yang sama boleh diimpor lagi.

    \b
    Contoh:
      koperasi toko impor --contoh penjualan.xlsx
      koperasi toko impor penjualan.csv --laporan-kasir 4512500
      koperasi toko impor pos.csv --peta pos.toml --baris-baik --sisa perbaiki.csv
    """
    from koperasi_ledger.workflows.till_import import TillWishes, import_till

    if of["example"] is not None:
        _example(of["example"], berkas)
        return
    if berkas is None:
        raise click.UsageError("Sebut BERKAS penjualan, atau --contoh FILE.")
    if of["good_only"] != (of["rest"] is not None):
        raise click.UsageError("--baris-baik dan --sisa FILE dipakai bersama.")
    wishes = TillWishes(_spec(of), _report(of["report"]), of["rest"], keep=not of["try_only"])
    mapped = of["layout"] is not None
    with the_book(context) as book, counting("{} struk diperiksa") as progress:
        run = import_till(book, berkas, wishes, stamp(), progress, mapped=mapped)
    if as_json:
        show_json(_json(run, tried=of["try_only"]))
    else:
        _show(run, tried=of["try_only"])


def _example(path: Path, berkas: Path | None) -> None:
    from koperasi_ledger.workflows.till_template import write_template

    if berkas is not None:
        raise click.UsageError("--contoh tidak memakai BERKAS.")
    write_template(path)
    say(f"Contoh ditulis ke {path}. Ganti barisnya dengan penjualan Anda, lalu impor.")


def _spec(of: dict[str, Any]) -> "TillSpec":
    """The description of the file, with what the command line says for what it leaves out."""
    from koperasi_ledger.importers.till_spec import template_spec
    from koperasi_ledger.workflows.till_template import read_till_spec

    spec = template_spec() if of["layout"] is None else read_till_spec(of["layout"])
    given = {
        "kasir": of["till"],
        "tingkat": of["tier"],
        "lokasi": of["location"],
        "disetujui": of["approved"],
    }
    told = {name: value for name, value in given.items() if value}
    return spec.model_copy(update={"bawaan": spec.bawaan.model_copy(update=told)})


def _report(text: str | None) -> Any:  # noqa: ANN401 - a path, an amount or nothing
    from koperasi_ledger.model.errors import Refusal
    from koperasi_ledger.model.money import parse_user_amount

    if text is None:
        return None
    path = Path(text)
    if path.suffix.casefold() in {".csv", ".xlsx", ".txt"} or path.exists():
        return path
    try:
        return parse_user_amount(text)
    except Refusal as refusal:
        refusal.where = "--laporan-kasir"
        refuse(refusal)


def _json(run: "TillRun", *, tried: bool) -> dict[str, Any]:
    return {
        "dicatat": run.new,
        "sudah_ada": run.known,
        "tetap_dibalik": run.reversed,
        "sisa": run.left,
        "baris": run.rows,
        "jumlah": f"{run.amount:f}",
        "sama_dengan_laporan_kasir": True if run.compared else None,
        "coba": tried,
        "berkas_sisa": None if run.rest is None else str(run.rest),
        "struk_sisa": [
            {"baris": left.row, "kasir": left.till, "nomor": left.number, "alasan": left.reasons}
            for left in run.examples
        ],
    }


def _show(run: "TillRun", *, tried: bool) -> None:
    word = "Akan dicatat" if tried else "Dicatat"
    say(f"{word} {run.new} struk; {run.known} sudah ada.")
    say(f"  jumlahnya {rupiah(run.amount)}; berkas ini {run.rows} baris")
    if run.compared:
        say("  sama dengan laporan kasir")
    if run.reversed:
        say(f"  {run.reversed} struk pernah dibalik dan isinya masih sama; tidak dicatat lagi")
    if run.left:
        say(f"{run.left} struk BELUM dicatat:")
        rows = [
            (str(left.row), f"{left.till} {left.number}", " ".join(left.reasons))
            for left in run.examples[:_SHOWN]
        ]
        table(("baris", "struk", "sebab"), rows, right=(0,))
        if run.left > len(rows):
            say(f"… dan {run.left - len(rows)} struk lain.")
    if run.rest is not None:
        say(f"Perbaiki di {run.rest}, lalu impor berkas itu.")
    if tried:
        say("Ini hanya percobaan (--coba): tidak ada yang dicatat.")
