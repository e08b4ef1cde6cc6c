"""Commands on a bank's files: koperasi bank baca and koperasi bank impor."""

import os
import sys
from decimal import Decimal
from pathlib import Path

import click

from cli.koperasi_bukti import amount_of
from cli.koperasi_umum import json_option, progress_of, show_json, stamp, the_book, warn


def _password(context: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    """The password of a workbook; `-` asks for it without showing it, or takes what is piped."""
    del context, parameter
    if given != "-":
        return given
    kept = os.environ.get("KOPERASI_SANDI")
    if kept is not None:
        return kept
    if sys.stdin.isatty():
        return str(click.prompt("Sandi file", hide_input=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")


password_option = click.option(
    "--sandi",
    "password",
    metavar="TEKS|-",
    callback=_password,
    help="Sandi buku kerja Excel. Dengan - sandi ditanyakan tanpa tampil di layar, atau diambil"
    " dari KOPERASI_SANDI.",
)


layout_option = click.option(
    "--tata-letak",
    "layout",
    type=click.Path(path_type=Path),
    metavar="BERKAS",
    help="Baca dengan tata letak (TOML) ini; yang di folder tata-letak-bank sudah dikenal.",
)


@click.command("baca")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--bank", "format_name", metavar="NAMA", help="Bank atau format, misalnya bca atau bri."
)
@password_option
@layout_option
@json_option
@click.pass_context
def read(
    context: click.Context,
    file: Path,
    format_name: str | None,
    *,
    password: str | None,
    layout: Path | None,
    as_json: bool,
) -> None:
    """Baca FILE mutasi dari bank dan tampilkan; tidak mencatat apa pun, tidak memerlukan buku.

    \b
    Contoh:
      koperasi bank baca mutasi-september.csv
      koperasi bank baca e-statement.xlsx --sandi -
    """
    from cli.koperasi_bank_tampil import show_statement
    from koperasi_ledger.workflows.bank_formats import readers_for
    from koperasi_ledger.workflows.bank_reading import read_file

    readers = readers_for(Path(context.find_root().params["folder"]), layout)
    found = read_file(file, format_name, password, readers=readers)
    _warn_unconfirmed(found.unconfirmed)
    if as_json:
        show_json(found.as_json())
        return
    for statement in found.statements:
        show_statement(statement)


def _warn_unconfirmed(label: str | None) -> None:
    if label is not None:
        warn(
            f"Format {label} belum terkonfirmasi: belum pernah diuji dengan file asli dari bank."
            " Periksa hasilnya dengan teliti."
        )


@click.command("impor")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--akun", "key", metavar="KUNCI", help="Rekening, bila filenya tidak menyebut nomor.")
@click.option("--bank", "format_name", metavar="NAMA", help="Bank atau format, misalnya bca.")
@password_option
@click.option("--coba", "try_only", is_flag=True, help="Tunjukkan saja; tidak mencatat apa pun.")
@click.option(
    "--susulan",
    "late",
    is_flag=True,
    help="Bukukan mutasi dari bulan yang sudah ditutup pada hari terbuka pertama.",
)
@click.option(
    "--cocok",
    "pairs",
    multiple=True,
    metavar="BARIS=REF",
    help="Baris ini adalah catatan tangan REF, atau BARIS=baru bila belum dicatat; boleh diulang.",
)
@click.option(
    "--saldo-akhir",
    "closing",
    metavar="JUMLAH",
    help="Saldo rekening pada akhir hari terakhir file, bila filenya tidak memuat saldo.",
)
@layout_option
@json_option
@click.pass_context
def import_(
    context: click.Context,
    file: Path,
    key: str | None,
    format_name: str | None,
    pairs: tuple[str, ...],
    *,
    closing: str | None,
    layout: Path | None,
    password: str | None,
    try_only: bool,
    late: bool,
    as_json: bool,
) -> None:
    """Impor FILE mutasi: setiap baris hari yang sudah selesai menjadi satu peristiwa.

    Yang sudah pernah diimpor dilewati, yang sudah dicatat dengan tangan dicocokkan, yang tidak
    dikenali masuk Titipan. Semua, atau tidak satu pun.

    \b
    Contoh:
      koperasi bank impor mutasi-september.csv --coba
      koperasi bank impor mutasi-september.csv
    """
    from cli.koperasi_bank_tampil import import_json, show_import
    from koperasi_ledger.workflows.bank_formats import readers_for
    from koperasi_ledger.workflows.bank_import import Wishes, import_file
    from koperasi_ledger.workflows.bank_reading import load_file

    choices = dict(_choice(pair) for pair in pairs)
    balance = None if closing is None else Decimal(amount_of(closing, "--saldo-akhir"))
    wishes = Wishes(key, format_name, try_only, late, choices, balance)
    with the_book(context) as book:
        data = load_file(file, book.settings, password)
        readers = readers_for(book.folder, layout)
        report = import_file(book, data, stamp(), wishes, progress_of("mutasi"), readers=readers)
    _warn_unconfirmed(report.unconfirmed)
    if as_json:
        show_json(import_json(report))
    else:
        show_import(report)


def _choice(pair: str) -> tuple[int, str | None]:
    row, _, ref = pair.partition("=")
    if not row.isascii() or not row.isdigit() or len(row) > 9 or not ref:
        message = f"{pair!r}: tulis BARIS=REF atau BARIS=baru, misalnya 12=BKM-2026-0007"
        raise click.BadParameter(message, param_hint="--cocok")
    return int(row), None if ref == "baru" else ref
