"""Commands on bank accounts: read, import, explain, reconcile."""

import os
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import click

from cli.koperasi_bank_qris import qris
from cli.koperasi_bank_rekonsiliasi import reconcile
from cli.koperasi_bank_tata import import_configuration
from cli.koperasi_bank_tata import layout as layout_command
from cli.koperasi_bukti import Given, amount_of, member_number, record_one, voucher_options
from cli.koperasi_tinjau import review
from cli.koperasi_umum import (
    json_option,
    rupiah,
    say,
    show_json,
    stamp,
    table,
    the_book,
    warn,
)


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


_password_option = click.option(
    "--sandi",
    "password",
    metavar="TEKS|-",
    callback=_password,
    help="Sandi buku kerja Excel. Dengan - sandi ditanyakan tanpa tampil di layar, atau diambil"
    " dari KOPERASI_SANDI.",
)


_layout_option = click.option(
    "--tata-letak",
    "layout",
    type=click.Path(path_type=Path),
    metavar="BERKAS",
    help="Baca dengan tata letak (TOML) ini; yang di folder tata-letak-bank sudah dikenal.",
)


@click.group("bank")
def bank() -> None:
    """Bank: baca dan impor mutasi, jelaskan titipan, rekonsiliasi.

    \b
    Contoh:
      koperasi bank impor mutasi-september.csv
    """


bank.add_command(_password_option(layout_command))
bank.add_command(import_configuration)


@bank.command("baca")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--bank", "format_name", metavar="NAMA", help="Bank atau format, misalnya bca atau bri."
)
@_password_option
@_layout_option
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


@bank.command("daftar")
@json_option
@click.pass_context
def accounts(context: click.Context, *, as_json: bool) -> None:
    """Daftar rekening bank: saldo buku, sampai kapan terbukti, berapa titipan.

    \b
    Contoh:
      koperasi bank daftar
    """
    from koperasi_ledger.workflows.bank_status import account_list

    with the_book(context) as book:
        found = account_list(book)
    if as_json:
        show_json(
            [
                {
                    "kunci": item.account.short,
                    "nama": item.account.name,
                    "bank": item.account.bank,
                    "nomor": item.account.number,
                    "akun": item.account.account,
                    "saldo_buku": f"{item.ledger:.2f}",
                    "terbukti_sampai": item.proven_through,
                    "saldo_bank": None
                    if item.proven_balance is None
                    else f"{item.proven_balance:.2f}",
                    "direkonsiliasi_sampai": item.account.reconciled,
                    "titipan": item.waiting,
                }
                for item in found
            ]
        )
        return
    if not found:
        say("Belum ada rekening bank. Daftarkan dengan: koperasi bank buka KUNCI --nama … ")
        return
    rows = [
        (
            item.account.short,
            f"{item.account.bank} {item.account.number}",
            item.account.name,
            rupiah(item.ledger),
            str(item.proven_through or "-"),
            str(item.account.reconciled or "-"),
            str(item.waiting),
        )
        for item in found
    ]
    heads = ("Kunci", "Rekening", "Nama", "Saldo buku", "Mutasi s.d.", "Cocok s.d.", "Titipan")
    table(heads, rows, right=(3, 6))


@bank.command("buka")
@click.argument("kunci")
@click.option("--nama", required=True, help="Nama seperti di laporan.")
@click.option("--bank", "of_bank", required=True, help="Nama bank, misalnya BRI.")
@click.option("--nomor", required=True, help="Nomor rekening, angka saja.")
@voucher_options
@click.pass_context
def open_account(
    context: click.Context,
    /,
    *,
    kunci: str,
    nama: str,
    of_bank: str,
    nomor: str,
    given: Given,
) -> None:
    """Daftarkan rekening bank koperasi dengan KUNCI pendek.

    \b
    Contoh:
      koperasi bank buka bri --nama "BRI Operasional" --bank BRI --nomor 000001000123509
    """
    record_one(
        context, "cash_account_opened", given,
        key=kunci, name=nama, type="bank", bank=of_bank, number=nomor,
    )  # fmt: skip


@bank.command("va")
@click.argument("nomor")
@click.argument("anggota")
@click.option(
    "--untuk",
    "purpose",
    required=True,
    type=click.Choice(["pokok", "wajib", "simpanan", "tagihan"]),
    help="Untuk apa uang yang masuk lewat nomor ini.",
)
@click.option("--produk", help="Produk simpanan; hanya untuk --untuk simpanan.")
@voucher_options
@click.pass_context
def virtual_account(
    context: click.Context,
    /,
    *,
    nomor: str,
    anggota: str,
    purpose: str,
    produk: str | None,
    given: Given,
) -> None:
    """Catat NOMOR virtual account milik ANGGOTA.

    \b
    Contoh:
      koperasi bank va 8881000042 A-0042 --untuk wajib
    """
    from koperasi_ledger.workflows.bank_errors import Incomplete

    if (purpose == "simpanan") != (produk is not None):
        raise Incomplete(f"--untuk {purpose}", "--produk", needed=produk is None)
    # A number that is none is refused by its own field, not by the ref made of it.
    plain = nomor if nomor.isascii() and nomor.isdigit() and len(nomor) <= 20 else "0"
    record_one(
        context, "virtual_account_assigned", given._replace(ref=given.ref or f"VA-{plain}"),
        labels={"number": "NOMOR", "member": "ANGGOTA", "purpose": "--untuk"},
        number=nomor, member=member_number(anggota), purpose=purpose, product=produk,
    )  # fmt: skip


@bank.command("impor")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--akun", "key", metavar="KUNCI", help="Rekening, bila filenya tidak menyebut nomor.")
@click.option("--bank", "format_name", metavar="NAMA", help="Bank atau format, misalnya bca.")
@_password_option
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
@_layout_option
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
        report = import_file(book, data, stamp(), wishes, _progress(), readers=readers)
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


def _progress() -> Callable[[int, int], None] | None:
    """Shows how far a long import is, on a terminal, after the first second."""
    if not sys.stderr.isatty():
        return None
    began = time.monotonic()

    def show(done: int, of: int) -> None:
        if time.monotonic() - began > 1 and (done % 100 == 0 or done == of):
            click.echo(f"\r{done} dari {of} mutasi", nl=done == of, err=True)

    return show


bank.add_command(reconcile)
bank.add_command(qris)
bank.add_command(review)
