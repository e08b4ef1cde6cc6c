"""Looking at what the cooperative owes: the list, a card, a schedule."""

from decimal import Decimal
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import day_of
from cli.koperasi_umum import json_option, rupiah, say, show_json, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.workflows.borrowings import BorrowingView

_day_option = click.option(
    "--tanggal", "day", metavar="TTTT-BB-HH", help="Keadaan pada hari ini (bawaan: hari ini)."
)


@click.command("daftar")
@_day_option
@json_option
@click.pass_context
def listing(context: click.Context, *, day: str | None, as_json: bool) -> None:
    """Semua utang: sisa, yang jatuh tempo, bagian lancar dan jangka panjang.

    \b
    Contoh:
      koperasi utang-bank daftar --tanggal 2026-12-31
    """
    from koperasi_ledger.workflows.borrowings import all_views

    with the_book(context) as book:
        found = all_views(book, day_of(day, book))
    if as_json:
        show_json({"utang": [_view_json(item) for item in found]})
        return
    if not found:
        say("Belum ada perjanjian utang.")
        return
    rows: list[tuple[str, ...]] = [
        (
            item.borrowing.number,
            item.borrowing.lender,
            item.borrowing.status,
            rupiah(item.borrowing.balance),
            rupiah(item.current),
            rupiah(item.long),
            rupiah(item.due.principal + item.due.interest),
            "-" if item.coming is None else item.coming.day.isoformat(),
        )
        for item in found
    ]
    sums = [
        sum(amounts, Decimal(0))
        for amounts in zip(
            *(
                (
                    item.borrowing.balance,
                    item.current,
                    item.long,
                    item.due.principal + item.due.interest,
                )
                for item in found
            ),
            strict=True,
        )
    ]
    rows.append(("", "jumlah", "", *(rupiah(each) for each in sums), ""))
    heads = ("nomor", "pemberi", "keadaan", "sisa", "≤ 1 tahun", "> 1 tahun", "tertunggak", "tagih")
    table(heads, rows, right=(3, 4, 5, 6))


def _view_json(item: "BorrowingView") -> dict[str, object]:
    return {
        "nomor": item.borrowing.number,
        "pemberi": item.borrowing.lender,
        "jenis": item.borrowing.source,
        "keadaan": item.borrowing.status,
        "plafon": str(item.borrowing.limit),
        "dicairkan": str(item.borrowing.drawn),
        "sisa_pokok": str(item.borrowing.balance),
        "jatuh_tempo_dalam_setahun": str(item.current),
        "jatuh_tempo_sesudah_setahun": str(item.long),
        "tertunggak_pokok": str(item.due.principal),
        "tertunggak_bunga": str(item.due.interest),
        "bunga_terutang": str(item.interest_owed),
        "jatuh_tempo_berikutnya": None if item.coming is None else item.coming.day.isoformat(),
    }


@click.command("kartu")
@click.argument("nomor")
@json_option
@click.pass_context
def card(context: click.Context, *, nomor: str, as_json: bool) -> None:
    """Kartu satu utang: setiap kejadian dan sisanya.

    \b
    Contoh:
      koperasi utang-bank kartu UB-2026-0001
    """
    from koperasi_ledger.workflows.borrowings import borrowing_of
    from koperasi_ledger.workflows.borrowings import card as moves_of

    with the_book(context) as book:
        number = nomor.strip().upper()
        found, moves = borrowing_of(book, number), moves_of(book, number)
    if as_json:
        show_json(
            {
                "nomor": found.number,
                "mutasi": [
                    {
                        "tanggal": move.date.isoformat(),
                        "ref": move.ref,
                        "kejadian": move.title,
                        "pokok": str(move.principal),
                        "beban_bunga": str(move.expense),
                        "bunga_dibayar": str(move.paid),
                        "sisa_pokok": str(move.balance),
                        "dibalik_oleh": move.reversed_by,
                    }
                    for move in moves
                ],
            }
        )
        return
    say(f"{found.number} {found.lender}: plafon {rupiah(found.limit)}, {found.status}")
    rows = [
        (
            move.date.isoformat(),
            move.ref,
            move.title + (" (dibalik)" if move.reversed_by else ""),
            rupiah(move.principal),
            rupiah(move.expense),
            rupiah(move.paid),
            rupiah(move.balance),
        )
        for move in moves
    ]
    if not rows:
        say("Belum ada mutasi.")
        return
    heads = ("tanggal", "ref", "kejadian", "pokok", "beban bunga", "bunga dibayar", "sisa pokok")
    table(heads, rows, right=(3, 4, 5, 6))


@click.command("jadwal")
@click.argument("nomor")
@json_option
@click.pass_context
def schedule(context: click.Context, *, nomor: str, as_json: bool) -> None:
    """Jadwal angsuran yang berlaku, dengan yang sudah dibayar.

    \b
    Contoh:
      koperasi utang-bank jadwal UB-2026-0001
    """
    from koperasi_ledger.workflows.borrowings import borrowing_of, schedule_rows

    with the_book(context) as book:
        found = borrowing_of(book, nomor.strip().upper())
    rows = schedule_rows(found)
    if as_json:
        show_json(
            {
                "nomor": found.number,
                "angsuran": [
                    {
                        "ke": row.number,
                        "jatuh_tempo": row.due.isoformat(),
                        "pokok": str(row.principal),
                        "bunga": str(row.interest),
                        "jumlah": str(row.principal + row.interest),
                        "dibayar": str(row.paid),
                        "sisa": str(row.balance),
                    }
                    for row in rows
                ],
            }
        )
        return
    if not rows:
        say(f"Utang {found.number} tidak mempunyai jadwal ({found.status}).")
        return
    shown = [
        (
            str(row.number),
            row.due.isoformat(),
            rupiah(row.principal),
            rupiah(row.interest),
            rupiah(row.principal + row.interest),
            rupiah(row.paid),
            rupiah(row.balance),
        )
        for row in rows
    ]
    heads = ("ke", "jatuh tempo", "pokok", "bunga", "jumlah", "dibayar", "sisa")
    table(heads, shown, right=(0, 2, 3, 4, 5, 6))
