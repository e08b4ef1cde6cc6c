"""Commands on aid kept for others: programmes and their lists."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bantuan_gerak import (
    give_back,
    hand_out,
    hand_out_list,
    lose,
    receive,
    receive_money,
)
from cli.koperasi_bantuan_lihat import left, paper, template, waiting
from cli.koperasi_bantuan_umum import LABELS, file_argument, show_import, try_option
from cli.koperasi_bukti import Given, day_of, record_one, voucher_options
from cli.koperasi_umum import json_option, progress_of, stamp, the_book

if TYPE_CHECKING:
    from koperasi_ledger.workflows.book import Book


@click.group("bantuan")
def aid() -> None:
    """Bantuan yang disalurkan: program, daftar penerima, terima, salur, sisa, berita acara.

    \b
    Contoh:
      koperasi bantuan program beras-2026-1 --nama "Bantuan pangan beras" --pemberi Bapanas
        --barang beras=kg
      koperasi bantuan daftar beras-2026-1 penerima.xlsx
      koperasi bantuan terima beras-2026-1 --barang beras=1000:12500000 --berita-acara BAST-1
      koperasi bantuan salur-daftar beras-2026-1 penyaluran.xlsx --berita-acara TT-1
    """


@aid.command("program")
@click.argument("kunci")
@click.option("--nama", required=True, help="Nama program.")
@click.option("--pemberi", required=True, help="Siapa yang memberi bantuan.")
@click.option(
    "--barang", "goods", multiple=True, metavar="BARANG=SATUAN", help="Barang bantuan; ulangi."
)
@click.option("--uang", "money", is_flag=True, help="Program ini (juga) menyalurkan uang.")
@voucher_options
@click.pass_context
def open_programme(
    context: click.Context,
    /,
    *,
    kunci: str,
    nama: str,
    pemberi: str,
    goods: Sequence[str],
    money: bool,
    given: Given,
) -> None:
    """Buka program bantuan; setiap tahap penyaluran adalah program sendiri.

    \b
    Contoh:
      koperasi bantuan program beras-2026-1 --nama "Bantuan pangan beras tahap 1"
        --pemberi "Badan Pangan Nasional" --barang beras=kg
      koperasi bantuan program blt-2026-1 --nama "BLT Desa" --pemberi "Pemerintah desa" --uang
    """
    items: list[dict[str, object]] = []
    for text in goods:
        item, _, unit = text.partition("=")
        items.append({"item": item, "unit": unit})
    if money:
        items.append({"item": "uang", "unit": "rupiah", "money": True})
    if not items:
        raise click.UsageError("Sebut apa yang disalurkan dengan --barang atau --uang.")
    record_one(
        context,
        "aid_programme_opened",
        given,
        labels=LABELS | {"programme": "KUNCI", "items": "--barang"},
        programme=kunci,
        name=nama,
        giver=pemberi,
        items=items,
    )


@aid.command("daftar")
@click.argument("program")
@file_argument
@try_option
@click.option("--tanggal", "day", metavar="TTTT-BB-HH", help="Tanggal daftar (bawaan: hari ini).")
@json_option
@click.pass_context
def import_list(
    context: click.Context,
    /,
    *,
    program: str,
    berkas: Path,
    try_only: bool,
    day: str | None,
    as_json: bool,
) -> None:
    """Baca daftar penerima dari BERKAS (.csv atau .xlsx): semua barisnya, atau tidak satu pun.

    Kolomnya Nomor (atau NIK), Nama, Jatah, dan bila perlu Alamat dan Barang. NIK tidak disimpan:
    nomor penerima dibuat darinya.

    \b
    Contoh:
      koperasi bantuan contoh penerima > penerima.csv
      koperasi bantuan daftar beras-2026-1 penerima.csv --coba
    """
    from koperasi_ledger.workflows.aid_import import import_beneficiaries

    with the_book(context) as book:
        on = day_of(day, book)
        done = import_beneficiaries(
            book,
            program,
            berkas,
            on,
            stamp(),
            keep=not try_only,
            progress=progress_of("baris diperiksa"),
        )
    show_import(done, tried=try_only, as_json=as_json)


@aid.command("penerima")
@click.argument("program")
@click.argument("nomor")
@click.option("--nama", required=True, help="Nama penerima.")
@click.option("--jatah", multiple=True, required=True, metavar="BARANG=BANYAK", help="Jatahnya.")
@click.option("--alamat", help="Alamat penerima.")
@voucher_options
@click.pass_context
def list_one(
    context: click.Context,
    /,
    *,
    program: str,
    nomor: str,
    nama: str,
    jatah: Sequence[str],
    alamat: str | None,
    given: Given,
) -> None:
    """Tambahkan atau ubah satu penerima; jatah 0 berarti tidak lagi berhak.

    \b
    Contoh:
      koperasi bantuan penerima beras-2026-1 KPM-201 --nama "Nama Pengganti" --jatah beras=10
        --bukti "BA Musdes 3/2026"
    """
    from koperasi_ledger.workflows.aid_hand import read_aid
    from koperasi_ledger.workflows.aid_import import programme_named

    def lines(book: "Book") -> Mapping[str, object]:
        programme = programme_named(book, program)
        who: dict[str, Any] = {"beneficiary": nomor.strip().upper(), "name": nama}
        if alamat:
            who["address"] = alamat
        return {"lines": [who | read_aid(text, programme) for text in jatah]}

    record_one(
        context,
        "aid_beneficiaries_listed",
        given,
        labels=LABELS | {"lines": "NOMOR, --nama atau --jatah"},
        prepare=lines,
        programme=program,
    )


@aid.command("tutup")
@click.argument("program")
@voucher_options
@click.pass_context
def close(context: click.Context, /, *, program: str, given: Given) -> None:
    """Tutup program yang bantuannya sudah habis disalurkan atau dikembalikan.

    \b
    Contoh:
      koperasi bantuan tutup beras-2026-1
    """
    record_one(context, "aid_programme_closed", given, labels=LABELS, programme=program)


@aid.command("pindah")
@click.argument("program")
@click.option(
    "--barang",
    "texts",
    required=True,
    help="Yang dipindahkan; ulangi.",
    multiple=True,
    metavar="BARANG=BANYAK",
)
@click.option("--dari", "source", required=True, help="Lokasi asal.")
@click.option("--ke", "target", required=True, help="Lokasi tujuan.")
@voucher_options
@click.pass_context
def shift(
    context: click.Context,
    /,
    *,
    program: str,
    texts: Sequence[str],
    source: str,
    target: str,
    given: Given,
) -> None:
    """Pindahkan barang bantuan ke lokasi lain.

    \b
    Contoh:
      koperasi bantuan pindah beras-2026-1 --barang beras=500 --dari gudang --ke balai
    """
    from koperasi_ledger.workflows.aid_hand import read_aid
    from koperasi_ledger.workflows.aid_import import programme_named

    def fields(book: "Book") -> Mapping[str, object]:
        programme = programme_named(book, program)
        return {"lines": [read_aid(text, programme) for text in texts]}

    record_one(
        context,
        "aid_transferred",
        given,
        labels=LABELS,
        prepare=fields,
        programme=program,
        source=source,
        target=target,
    )


for command in (
    receive,
    receive_money,
    hand_out,
    hand_out_list,
    lose,
    give_back,
    left,
    waiting,
    paper,
    template,
):
    aid.add_command(command)
