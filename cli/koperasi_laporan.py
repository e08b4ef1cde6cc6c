"""Commands that print: laporan and kuitansi."""

import re
import sys
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_umum import json_option, say, show_json, stamp, the_book, warn
from koperasi_ledger.model.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from koperasi_ledger.reports.scope import Asked
    from koperasi_ledger.reports.view import Report

_SUFFIXES = {
    ".txt": "teks",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
}

format_option = click.option(
    "--format", "layout", metavar="teks|json|html|pdf|xlsx", help="Bentuk cetakan (bawaan: teks)."
)
file_option = click.option(
    "--keluar",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BERKAS",
    help="Tulis ke berkas; bentuknya mengikuti akhiran .txt, .json, .html, .pdf atau .xlsx.",
)


@click.command("laporan")
@click.argument("nama", required=False)
@click.argument("dicari", required=False)
@click.option("--tahun", metavar="TTTT", help="Satu tahun buku.")
@click.option(
    "--dari", metavar="TTTT-BB-HH", help="Hari pertama (bawaan: 1 Januari, atau hari buku dibuka)."
)
@click.option("--sampai", metavar="TTTT-BB-HH", help="Hari terakhir (bawaan: hari ini).")
@click.option("--akun", metavar="AKUN", help="buku-besar: satu akun, nama atau kodenya.")
@click.option("--kas", metavar="KUNCI", help="kas: satu kas atau rekening bank.")
@click.option("--anggota", metavar="NOMOR", help="anggota, jasa-anggota: nomor anggota.")
@click.option("--menurut", metavar="DASAR", help="penjualan, laba-kotor: dasar pengelompokan.")
@click.option("--barang", metavar="KODE", help="kartu-stok: kode barang.")
@click.option("--hari", metavar="N", help="barang-lambat: berapa hari tanpa penjualan.")
@click.option("--unit", metavar="KUNCI", help="phu, telusur: satu unit usaha.")
@click.option("--bentuk", metavar="a|b|emkm", help="phu, unit: bentuk PHU.")
@click.option("--metode", metavar="langsung|tidak-langsung", help="arus-kas: cara menyusunnya.")
@click.option("--laporan", metavar="NAMA", help="telusur: hanya pada laporan ini.")
@format_option
@file_option
@json_option
@click.pass_context
def report(
    context: click.Context,
    /,
    nama: str | None,
    dicari: str | None,
    layout: str | None,
    out: Path | None,
    *,
    as_json: bool,
    **asked: str | None,
) -> None:
    """Cetak laporan NAMA; tanpa NAMA, tampilkan daftarnya.

    Contoh: koperasi laporan neraca --tahun 2026 --format pdf --keluar neraca.pdf

    Laporan telusur mencari ayat jurnal di balik DICARI, sebuah angka atau baris laporan keuangan.

    Contoh: koperasi laporan telusur "Jumlah aset lancar" --laporan neraca --tahun 2026

    Laporan uji memeriksa laporan keuangan yang diketik di Excel: berkas DICARI.

    Contoh: koperasi laporan uji laporan-2026.xlsx
    """
    if nama is None:
        _list_reports(as_json=as_json)
        return
    if nama == "uji":
        _try_typed(dicari, asked, chosen_format(layout, out, as_json=as_json), out)
        return
    from dataclasses import replace

    from koperasi_ledger.reports.errors import UnknownSearchWord
    from koperasi_ledger.reports.render import render
    from koperasi_ledger.workflows.reports import check_report, make_report

    if nama == "rat":
        _rat(context, _asked(asked), chosen_format(layout, out, as_json=as_json), out)
        return
    check_report(nama)
    chosen = chosen_format(layout, out, as_json=as_json)
    if dicari is not None and nama != "telusur":
        raise UnknownSearchWord(nama, dicari)
    wanted = replace(_asked(asked), sought=dicari, trails=chosen == "html")
    with the_book(context) as book:
        today = book.settings.today(stamp().at)
        made = make_report(book, nama, wanted, today)
    deliver(render(made, chosen), out)


def _rat(context: click.Context, asked: "Asked", chosen: str, out: Path | None) -> None:
    """Prints the book of the annual meeting: many reports in one, with what the pengurus wrote."""
    from koperasi_ledger.reports.rat_layout import render_book
    from koperasi_ledger.reports.scope import Asked
    from koperasi_ledger.workflows.book_years import latest_year
    from koperasi_ledger.workflows.rat import make_book
    from koperasi_ledger.workflows.rat_words import names_of, read_words

    if asked != Asked(year=asked.year):
        raise click.UsageError("laporan rat hanya mengenal --tahun, --format dan --keluar.")
    with the_book(context) as book:
        today = book.settings.today(stamp().at)
        year = asked.year if asked.year is not None else latest_year(book, today)
        words = read_words(book, year)
        missing = words.missing
        made = make_book(book, year, today, trails=chosen == "html")
    if missing:
        warn(
            f"Belum ada {' dan '.join(missing)}; bagian yang ditulis pengurus dan pengawas kosong."
            f" Buat dengan: koperasi rat siapkan {year}"
            if missing == names_of(year)
            else f"Belum ada {missing[0]}. Buat dengan: koperasi rat siapkan {year}"
        )
    if words.unfilled:
        warn(f"Masih ada tempat bertanda (isi) dalam {' dan '.join(words.unfilled)}.")
    deliver(render_book(made, chosen), out)


def _try_typed(
    file: str | None, asked: dict[str, str | None], chosen: str, out: Path | None
) -> None:
    """Tries statements typed elsewhere; exit code 1 when something in them is wrong."""
    from koperasi_ledger.reports.render import render
    from koperasi_ledger.workflows.typed_statements import try_statements

    if file is None or any(value is not None for value in asked.values()):
        raise click.UsageError("tulis: koperasi laporan uji BERKAS.xlsx (--format, --keluar).")
    figures = chosen in ("json", "xlsx")
    tried = try_statements(Path(file), stamp().at.astimezone().date(), figures=figures)
    deliver(render(tried.report, chosen), out)
    if tried.verdict.wrong:
        sys.exit(1)


@click.command("kuitansi")
@click.argument("ref")
@format_option
@file_option
@json_option
@click.pass_context
def receipt(
    context: click.Context, ref: str, layout: str | None, out: Path | None, *, as_json: bool
) -> None:
    """Cetak kuitansi (BKM atau BKK) dari peristiwa REF.

    Contoh: koperasi kuitansi BKM-2026-0001 --format pdf --keluar kuitansi.pdf
    """
    from koperasi_ledger.reports.render import render_voucher
    from koperasi_ledger.workflows.vouchers import make_voucher

    chosen = chosen_format(layout, out, as_json=as_json)
    with the_book(context) as book:
        made = make_voucher(book, ref)
    deliver(render_voucher(made, chosen), out)


def _list_reports(*, as_json: bool) -> None:
    from koperasi_ledger.workflows.reports import report_list

    if as_json:
        show_json([{"nama": name, "isi": summary} for name, summary in report_list()])
        return
    say("Laporan yang ada (koperasi laporan NAMA):")
    wide = max(len(name) for name, _ in report_list())
    for name, summary in report_list():
        say(f"  {name:<{wide}}  {summary}")
    say(
        f"  {'uji':<{wide}}  Memeriksa laporan keuangan dalam berkas Excel: laporan uji BERKAS.xlsx"
    )


def _asked(given: dict[str, str | None]) -> "Asked":
    """What the options ask for.

    Raises:
        BadDate: a year or date is none.
    """
    from koperasi_ledger.reports.errors import BadDate
    from koperasi_ledger.reports.scope import Asked

    def day(option: str) -> date | None:
        text = given[option]
        if text is None:
            return None
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise BadDate(f"--{option}", text)

    year = given["tahun"]
    if year is not None and not re.fullmatch(r"[1-9][0-9]{3}", year):
        raise BadDate("--tahun", year)
    return Asked(
        year=int(year) if year is not None else None,
        first=day("dari"),
        last=day("sampai"),
        account=given["akun"],
        cash=given["kas"],
        member=given["anggota"],
        by=given["menurut"],
        item=given["barang"],
        days=_days(given["hari"]),
        unit=given["unit"],
        form=given["bentuk"],
        method=given["metode"],
        statement=given["laporan"],
    )


def _days(text: str | None) -> int | None:
    """A number of days, from 1 to 9999.

    Raises:
        BadDays: it is none.
    """
    from koperasi_ledger.reports.errors import BadDays

    if text is not None and not re.fullmatch(r"[1-9][0-9]{0,3}", text):
        raise BadDays(text)
    return int(text) if text is not None else None


def printed(function: "Callable[..., Report]") -> "Callable[..., None]":
    """Makes a command of what makes a page of the book: printed in the format asked for, or saved.

    The function is given the book, and what click parsed besides `--format`, `--keluar`, `--json`.
    """

    @format_option
    @file_option
    @json_option
    @click.pass_context
    @wraps(function)
    def wrapper(
        context: click.Context,
        /,
        *,
        layout: str | None,
        out: Path | None,
        as_json: bool,
        **values: Any,  # noqa: ANN401 - click hands over what it parsed
    ) -> None:
        from koperasi_ledger.reports.render import render

        chosen = chosen_format(layout, out, as_json=as_json)
        with the_book(context) as book:
            made = function(book, **values)
        deliver(render(made, chosen), out)

    return wrapper


def chosen_format(layout: str | None, out: Path | None, *, as_json: bool) -> str:
    """The format to print in: as asked, else as the file's name says, else text.

    Raises:
        UnknownFormat: there is no such format.
        Refusal: PDF cannot be shown on a terminal, or two formats are asked for.
    """
    from koperasi_ledger.reports.render import FORMATS, UnknownFormat

    if as_json and layout not in (None, "json"):
        raise Refusal(
            f"--json dan --format {layout} tidak dapat dipakai bersama.",
            remedy="Pilih salah satu.",
        )
    own = "json" if as_json else layout
    chosen = own or (_SUFFIXES.get(out.suffix.lower()) if out else None) or "teks"
    if chosen not in FORMATS:
        raise UnknownFormat(chosen)
    if chosen in ("pdf", "xlsx") and out is None and sys.stdout.isatty():
        raise Refusal(
            f"{chosen.upper()} tidak dapat ditampilkan di layar.",
            remedy=f"Simpan ke berkas, misalnya --keluar laporan.{chosen}.",
        )
    return chosen


def deliver(printed: str | bytes, out: Path | None) -> None:
    """Writes what was printed to the file, or to standard output.

    Raises:
        Refusal: the file cannot be written.
    """
    if out is None:
        click.echo(printed, nl=False)
        return
    data = printed.encode() if isinstance(printed, str) else printed
    try:
        out.write_bytes(data)
    except OSError as error:
        from koperasi_ledger.workflows.reading import write_reason

        raise Refusal(
            f"Tidak dapat ditulis: {write_reason(error)}.",
            where=str(out),
            remedy="Periksa nama folder, izin dan ruang disknya.",
        ) from None
    say(f"Ditulis ke {out}.")
