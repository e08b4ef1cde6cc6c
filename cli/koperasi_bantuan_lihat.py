"""Commands that show aid: what is left, who waits, berita acara, templates of lists."""

from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import day_of
from cli.koperasi_laporan import printed
from cli.koperasi_umum import (
    json_option,
    run_table,
    rupiah,
    say,
    show_json,
    table,
    the_book,
    whole_option,
)

if TYPE_CHECKING:
    from koperasi_ledger.reports.view import Report
    from koperasi_ledger.workflows.book import Book


@click.command("sisa")
@click.argument("program", required=False)
@json_option
@click.pass_context
def left(context: click.Context, *, program: str | None, as_json: bool) -> None:
    """Bantuan yang diterima, disalurkan, susut, dikembalikan dan tersisa.

    \b
    Contoh:
      koperasi bantuan sisa beras-2026-1
    """
    from koperasi_ledger.model.quantities import format_quantity, from_micro
    from koperasi_ledger.workflows.aid_hand import aid_left

    with the_book(context) as book:
        rows = aid_left(book, program)
    if as_json:
        show_json(
            [
                {
                    "program": row.stock.programme,
                    "barang": row.stock.item,
                    "satuan": row.unit,
                    "perlakuan": row.programme.treatment,
                    "diterima": str(from_micro(row.stock.received)),
                    "disalurkan": str(from_micro(row.stock.handed)),
                    "susut": str(from_micro(row.stock.lost)),
                    "dikembalikan": str(from_micro(row.stock.returned)),
                    "sisa": str(from_micro(row.stock.quantity)),
                    "lokasi": {at: str(from_micro(n)) for at, n in row.stock.places.items() if n},
                    "nilai": str(row.stock.value),
                    "belum_menerima": row.waiting,
                    "ditutup": row.programme.closed,
                }
                for row in rows
            ]
        )
        return
    if not rows:
        say("Belum ada bantuan yang diterima.")
        return
    table(
        (
            "program",
            "barang",
            "satuan",
            "diterima",
            "disalurkan",
            "susut",
            "kembali",
            "sisa",
            "di lokasi",
            "nilai",
            "belum menerima",
        ),
        [
            (
                row.stock.programme,
                row.stock.item,
                row.unit,
                *(
                    format_quantity(n)
                    for n in (
                        row.stock.received,
                        row.stock.handed,
                        row.stock.lost,
                        row.stock.returned,
                        row.stock.quantity,
                    )
                ),
                " ".join(f"{at}={format_quantity(n)}" for at, n in row.stock.places.items() if n),
                rupiah(row.stock.value) if row.stock.posted else "di luar neraca",
                str(row.waiting),
            )
            for row in rows
        ],
        right=(3, 4, 5, 6, 7, 9, 10),
    )


@click.command("belum")
@click.argument("program")
@whole_option
@json_option
@click.pass_context
def waiting(context: click.Context, *, program: str, whole: bool, as_json: bool) -> None:
    """Siapa yang belum menerima seluruh jatahnya.

    \b
    Contoh:
      koperasi bantuan belum beras-2026-1
    """
    from koperasi_ledger.model.quantities import format_quantity, from_micro
    from koperasi_ledger.workflows.aid_hand import not_yet

    with the_book(context) as book:
        rows = not_yet(book, program)
    if as_json:
        show_json(
            [
                {
                    "nomor": row.person.beneficiary,
                    "nama": row.person.name,
                    "alamat": row.person.address,
                    "barang": row.item,
                    "jatah": str(from_micro(row.allotted)),
                    "belum": str(from_micro(row.left)),
                }
                for row in rows
            ]
        )
        return
    if not rows:
        say("Semua penerima di daftar sudah menerima jatahnya.")
        return
    lines = [
        (
            row.person.beneficiary,
            row.person.name,
            row.person.address or "",
            row.item,
            format_quantity(row.allotted),
            f"{format_quantity(row.left)} {row.unit}",
        )
        for row in rows
    ]
    persons = len({row.person.beneficiary for row in rows})
    lines.append((f"{persons} penerima", "", "", "", "", ""))
    run_table(
        ("nomor", "nama", "alamat", "barang", "jatah", "belum"), lines, right=(4, 5), whole=whole
    )


@click.command("berita-acara")
@click.argument("acuan")
@printed
def paper(book: "Book", *, acuan: str) -> "Report":
    """Cetak berita acara: ACUAN adalah ref penerimaan, penyaluran, susut atau pengembalian.

    Bila ACUAN sebuah program, yang dicetak rekonsiliasi program itu sampai hari ini.

    \b
    Contoh:
      koperasi bantuan berita-acara BNS-20260131-beras-2026-1-1 --keluar ba.pdf
      koperasi bantuan berita-acara beras-2026-1 --keluar rekonsiliasi.pdf
    """
    from koperasi_ledger.workflows.aid_papers import aid_paper

    return aid_paper(book, acuan, day_of(None, book))


@click.command("contoh")
@click.argument("daftar", type=click.Choice(["penerima", "penyaluran"]))
def template(*, daftar: str) -> None:
    """Tulis contoh daftar (CSV) yang tinggal diisi.

    \b
    Contoh:
      koperasi bantuan contoh penerima > penerima.csv
    """
    from koperasi_ledger.workflows.aid_file import TEMPLATES

    click.echo(TEMPLATES[daftar], nl=False)
