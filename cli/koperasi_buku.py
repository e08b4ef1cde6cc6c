"""Commands on the book as a whole: new, record, schema."""

from pathlib import Path

import click

from cli.koperasi_umum import json_option, say, show_json, stamp, the_book, warn


@click.command("baru")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--nama", required=True, help="Nama koperasi.")
@click.option(
    "--profil",
    required=True,
    type=click.Choice(["riil", "ksp", "kdmp"]),
    help="Bagan akun: sektor riil, KSP/USP, atau Koperasi Desa Merah Putih.",
)
@click.option("--mulai", required=True, help="Tanggal buku dimulai, TTTT-BB-HH.")
@click.option("--zona", default="WIB", type=click.Choice(["WIB", "WITA", "WIT"]))
def new(folder: Path, nama: str, profil: str, mulai: str, zona: str) -> None:
    """Buat buku baru di FOLDER.

    Contoh: koperasi baru buku --nama "Koperasi Contoh" --profil kdmp --mulai 2026-01-01
    """
    from koperasi_ledger.workflows.book import Settings
    from koperasi_ledger.workflows.opening import found_book
    from koperasi_ledger.workflows.reading import event_from

    event = event_from(
        "cooperative_founded", date=mulai, ref="PEMBUKAAN", name=nama, profile=profil
    )
    found_book(folder, Settings(zone=zona), event, stamp(), warn)
    say(f"Buku {nama} dibuka di {folder}.")


@click.command("catat")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@json_option
@click.pass_context
def record(context: click.Context, file: Path, *, as_json: bool) -> None:
    """Catat peristiwa dari FILE JSON Lines (- untuk masukan baku): semua, atau tidak satu pun.

    Contoh: koperasi catat peristiwa.jsonl
    """
    from koperasi_ledger.workflows.reading import text_lines
    from koperasi_ledger.workflows.recording import record_text

    with the_book(context) as book:
        done = record_text(book, text_lines(file), str(file), stamp())
    if as_json:
        show_json({"dicatat": done.new, "sudah_ada": done.known})
    else:
        say(f"Dicatat {done.new} peristiwa; {done.known} sudah ada.")


@click.command("skema")
def schema() -> None:
    """Tulis JSON Schema dari semua jenis peristiwa.

    Contoh: koperasi skema > skema.json
    """
    from koperasi_ledger.workflows.reading import events_schema

    show_json(events_schema())
