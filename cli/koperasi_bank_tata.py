"""Commands around the formats: propose one for an unknown bank, hand ours to other programs."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.koperasi_umum import json_option, say, show_json, warn

if TYPE_CHECKING:
    from koperasi_ledger.importers.statement import Statement

_FIELDS = (
    "tanggal", "uraian", "debet", "kredit", "jumlah", "tanda", "saldo", "acuan", "rekening",
)  # fmt: skip
_SHOWN = 10


@click.command("tata-letak")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--nama", "name", default="bank-sendiri", metavar="NAMA", help="Nama untuk --bank.")
@click.option("--tanggal", "form", metavar="BENTUK", help="Bentuk tanggal, misalnya dd/mm/yyyy.")
@click.option(
    "--angka", "number", type=click.Choice(["1.234,56", "1,234.56"]), help="Bentuk angka."
)
@click.option(
    "--aturan", "rule", type=click.Choice(["bertanda"]), help="Uang keluar bertanda minus."
)
@click.option(
    "--kolom", "columns", multiple=True, metavar="ISIAN=NAMA", help="Kolom untuk isian; diulang."
)
@click.option("--simpan", "keep", is_flag=True, help="Simpan di folder tata-letak-bank buku ini.")
@json_option
@click.pass_context
def layout(
    context: click.Context,
    /,
    *,
    file: Path,
    name: str,
    form: str | None,
    number: str | None,
    rule: str | None,
    columns: tuple[str, ...],
    password: str | None,
    keep: bool,
    as_json: bool,
) -> None:
    """Usulkan tata letak (TOML) untuk membaca FILE dari bank yang belum dikenal.

    Yang tidak dapat dipastikan dari contohnya ditanyakan, tidak ditebak. Tata letaknya ditulis ke
    keluaran baku, contoh bacaannya ke layar.

    \b
    Contoh:
      koperasi bank tata-letak mutasi-bpr.csv --nama bpr-contoh
      koperasi bank tata-letak mutasi-bpr.csv --nama bpr-contoh --tanggal dd/mm/yyyy --simpan
    """
    from koperasi_ledger.importers.layout_dates import is_form
    from koperasi_ledger.importers.layout_guess import Wishes
    from koperasi_ledger.importers.layout_spec import is_layout_name
    from koperasi_ledger.importers.statement import to_json
    from koperasi_ledger.workflows.bank_layouts import keep_layout, propose_layout

    if not is_layout_name(name):
        message = f"{name!r}: huruf kecil, angka dan satu tanda hubung, misalnya bpr-contoh"
        raise click.BadParameter(message, param_hint="--nama")
    if form is not None and not is_form(form):
        message = f"{form!r}: tulis seperti dd/mm/yyyy, mm/dd/yyyy atau dd mmm yyyy"
        raise click.BadParameter(message, param_hint="--tanggal")
    wishes = Wishes(form, number, rule, dict(_column(text) for text in columns))
    found = propose_layout(file, name, wishes, password)
    path = None
    if keep:
        path = keep_layout(Path(context.find_root().params["folder"]), found)
    if as_json:
        read = to_json(found.statements)
        show_json({"tata_letak": found.text, "disimpan": path and str(path), **read})
        return
    if path is None:
        say(found.text)
    _preview(found.statements)
    if path is not None:
        say(f"Disimpan di {path}.")
    else:
        warn("Bila benar, simpan dengan --simpan, atau pakai dengan --tata-letak BERKAS.toml.")


def _column(text: str) -> tuple[str, str]:
    field, _, name = text.partition("=")
    if field not in _FIELDS or not name.strip():
        message = f"{text!r}: tulis ISIAN=NAMA; isian: {', '.join(_FIELDS)}"
        raise click.BadParameter(message, param_hint="--kolom")
    return field, name.strip()


def _preview(statements: "Sequence[Statement]") -> None:
    """The first movements as an import would take them, and what proves them."""
    from cli.koperasi_umum import rupiah
    from koperasi_ledger.importers.errors import shown

    for statement in statements:
        proof = "saldonya bersambung" if statement.proven else "TANPA BUKTI saldo"
        warn(
            f"Rekening {statement.account or 'tanpa nomor'}: {len(statement.lines)} mutasi,"
            f" {statement.start} s.d. {statement.end}, {proof}. Mutasi pertama:"
        )
        for line in statement.lines[:_SHOWN]:
            side = "keluar" if line.amount < 0 else "masuk "
            warn(f"  {line.date}  {side} {rupiah(abs(line.amount)):>20}  {shown(line.text)}")


@click.command("impor-konfigurasi")
@click.pass_context
def import_configuration(context: click.Context) -> None:
    """Tulis konfigurasi impor (Python) dari rekening bank buku ini untuk beangulp dan Fava.

    Untuk buku Beancount yang diisi sendiri; buku koperasi diisi dengan 'koperasi bank impor'.

    \b
    Contoh:
      koperasi bank impor-konfigurasi > impor_bank.py
    """
    from cli.koperasi_umum import the_book
    from koperasi_ledger.workflows.bank_import_config import import_config

    with the_book(context) as book:
        click.echo(import_config(book), nl=False)
