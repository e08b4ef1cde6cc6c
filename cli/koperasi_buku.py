"""Commands on the book as a whole: new, status, record, schema."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.koperasi_umum import counting, json_option, rupiah, say, show_json, stamp, the_book, warn

if TYPE_CHECKING:
    from koperasi_ledger.workflows.status import Status

"""Seconds of work after which a person at a terminal is told how far it is."""


@click.command("baru", short_help="Buat buku baru di FOLDER.")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--nama", required=True, help="Nama koperasi.")
@click.option(
    "--profil",
    required=True,
    type=click.Choice(["riil", "ksp", "kdmp"]),
    help="Bagan akun: sektor riil, KSP/USP, atau Koperasi Desa/Kelurahan Merah Putih.",
)
@click.option("--mulai", required=True, metavar="TTTT-BB-HH", help="Tanggal buku dimulai.")
@click.option("--nomor-badan-hukum", "legal_number", help="Nomor badan hukum (AHU).")
@click.option("--alamat", "address", help="Alamat koperasi.")
@click.option(
    "--zona",
    default="WIB",
    type=click.Choice(["WIB", "WITA", "WIT"]),
    help="Zona waktu tempat koperasi (bawaan: WIB).",
)
@click.option(
    "--basis-data",
    "database",
    default="jurnal.db",
    metavar="URL",
    help="postgresql://… untuk beberapa kasir; tanpa ini, berkas di folder buku.",
)
@json_option
def new(
    *,
    folder: Path,
    nama: str,
    profil: str,
    mulai: str,
    legal_number: str | None,
    address: str | None,
    zona: str,
    database: str,
    as_json: bool,
) -> None:
    """Buat buku baru di FOLDER: pengaturan, contoh kebijakan, dan penjelasan isinya.

    \b
    Contoh:
      koperasi baru buku --nama "Koperasi Contoh" --profil kdmp --mulai 2026-01-01
    """
    from koperasi_ledger.workflows.book import Settings
    from koperasi_ledger.workflows.by_hand import make_event
    from koperasi_ledger.workflows.opening import found_book

    _check_database(database)
    event = make_event(
        "cooperative_founded",
        {
            "date": "--mulai",
            "name": "--nama",
            "legal_number": "--nomor-badan-hukum",
            "address": "--alamat",
        },
        date=mulai,
        ref="PEMBUKAAN",
        name=nama,
        profile=profil,
        legal_number=legal_number,
        address=address,
    )
    found_book(folder, Settings(database=database, zone=zona), event, stamp(), warn)
    if as_json:
        show_json({"folder": str(folder), "nama": nama, "profil": profil, "mulai": mulai})
        return
    say(f"Buku {nama} dibuka di {folder}.")
    say("Langkah berikutnya:")
    say(f"  1. Isi {folder / 'kebijakan.toml'} bersama pengurus, hapus baris 'contoh = true'.")
    say(
        f"  2. koperasi -C {folder} kebijakan terapkan {folder / 'kebijakan.toml'}"
        f' --berlaku {mulai} --keputusan "RAT ... No. ..."'
    )
    say(f"  3. koperasi -C {folder}       (keadaan buku dan langkah selanjutnya)")


def _check_database(text: str) -> None:
    """Refuses what is no place for a journal."""
    from koperasi_ledger.workflows.book import is_database
    from koperasi_ledger.workflows.by_hand_errors import BadDatabase

    if not is_database(text):
        raise BadDatabase


@click.command("status")
@json_option
@click.pass_context
def status(context: click.Context, *, as_json: bool = False) -> None:
    """Keadaan buku di satu layar, dan langkah berikutnya.

    \b
    Contoh:
      koperasi status
    """
    from koperasi_ledger.workflows.status import status as status_of

    with the_book(context) as book:
        found = status_of(book, book.settings.today(stamp().at))
    if as_json:
        show_json(_status_json(found))
        return
    _show_status(found)


def _show_status(found: "Status") -> None:
    from koperasi_ledger.rules.dates import day_name, month_name

    cooperative, closed = found.cooperative, found.period.closed_through
    say(cooperative.name)
    lines = [
        ("badan hukum", cooperative.legal_number or ""),
        ("alamat", cooperative.address or ""),
        ("bagan akun", cooperative.profile),
        ("buku dimulai", day_name(cooperative.founded)),
        ("ditutup s.d.", month_name(closed) if closed else "belum ada bulan yang ditutup"),
        ("anggota aktif", str(found.members)),
        ("titipan", f"{len(found.waiting)} baris bank menunggu" if found.waiting else ""),
        ("peristiwa", f"{found.events}"),
    ]
    if found.newest is not None:
        lines.append(("terbaru", f"{found.newest.ref} ({found.newest.date})"))
    for name, value in lines:
        if value:
            say(f"  {name:<14} {value}")
    say("")
    width = max(len(cash.name) for cash, _ in found.cash)
    for cash, balance in found.cash:
        proven = f"  terbukti s.d. {cash.reconciled}" if cash.reconciled else ""
        say(f"  {cash.short:<12} {cash.name:<{width}} {rupiah(balance):>18}{proven}")
    say("")
    say("Langkah berikutnya:")
    for number, step in enumerate(found.steps, 1):
        say(f"  {number}. {step}")


def _status_json(found: "Status") -> dict[str, object]:
    cooperative, newest = found.cooperative, found.newest
    return {
        "nama": cooperative.name,
        "profil": cooperative.profile,
        "nomor_badan_hukum": cooperative.legal_number,
        "alamat": cooperative.address,
        "mulai": cooperative.founded.isoformat(),
        "ditutup_sampai": found.period.closed_through,
        "anggota_aktif": found.members,
        "kas": [
            {
                "kunci": cash.short,
                "nama": cash.name,
                "saldo": str(balance),
                "rekonsiliasi_sampai": cash.reconciled and cash.reconciled.isoformat(),
            }
            for cash, balance in found.cash
        ],
        "titipan": [
            {
                "ref": item.ref,
                "tanggal": item.date.isoformat(),
                "kas": item.cash,
                "sisa": str(item.remaining),
                "uraian": item.text,
            }
            for item in found.waiting
        ],
        "peristiwa": found.events,
        "terbaru": newest
        and {"ref": newest.ref, "jenis": newest.kind, "tanggal": newest.date, "sidik": newest.hash},
        "langkah": list(found.steps),
    }


@click.command("catat", short_help="Catat peristiwa dari berkas JSON Lines.")
@click.argument("file", metavar="BERKAS", type=click.Path(path_type=Path, allow_dash=True))
@json_option
@click.pass_context
def record(context: click.Context, *, file: Path, as_json: bool) -> None:
    """Catat peristiwa dari BERKAS JSON Lines (- untuk masukan baku): semua, atau tidak satu pun.

    \b
    Contoh:
      koperasi catat peristiwa.jsonl
    """
    from koperasi_ledger.workflows.reading import text_lines
    from koperasi_ledger.workflows.recording import record_text

    with the_book(context) as book, counting("{} peristiwa diperiksa") as progress:
        done = record_text(book, text_lines(file), str(file), stamp(), progress)
    if as_json:
        show_json({"dicatat": done.new, "sudah_ada": done.known})
    else:
        say(f"Dicatat {done.new} peristiwa; {done.known} sudah ada.")


@click.command("skema")
def schema() -> None:
    """Tulis JSON Schema dari semua jenis peristiwa.

    \b
    Contoh:
      koperasi skema > skema.json
    """
    from koperasi_ledger.workflows.reading import events_schema

    show_json(events_schema())
