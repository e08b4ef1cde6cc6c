"""Commands that show loans: list, card, schedule, what is due."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import day_of, member_number
from cli.koperasi_pinjaman_umum import STATUSES, loan_number
from cli.koperasi_umum import json_option, rupiah, say, show_json, table, the_book

if TYPE_CHECKING:
    from datetime import date

    from koperasi_ledger.workflows.loan_card import Card, Movement
    from koperasi_ledger.workflows.loan_views import LoanView, Schedule

_day_option = click.option(
    "--tanggal", "day", metavar="TTTT-BB-HH", help="Keadaan pada hari itu (bawaan: hari ini)."
)
_member_option = click.option("--anggota", "member", metavar="NOMOR", help="Hanya anggota ini.")


def _amount(value: Decimal) -> str:
    from koperasi_ledger.model.money import format_rupiah

    return "" if not value else f"-{format_rupiah(-value)}" if value < 0 else format_rupiah(value)


@click.command("daftar")
@click.option("--status", type=click.Choice(STATUSES), help="Hanya yang berstatus ini.")
@_member_option
@click.option("--produk", "product", metavar="KUNCI", help="Hanya produk ini.")
@_day_option
@json_option
@click.pass_context
def listing(context: click.Context, /, *, day: str | None, as_json: bool, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Daftar pinjaman dengan sisa pokok, yang jatuh tempo, dan angsuran berikutnya.

    \b
    Contoh:
      koperasi pinjaman daftar --status berjalan
      koperasi pinjaman daftar --anggota A-0001
    """
    from koperasi_ledger.workflows.loan_json import loan_json
    from koperasi_ledger.workflows.loan_views import loan_list

    member = None if of["member"] is None else member_number(of["member"])
    with the_book(context) as book:
        on = day_of(day, book)
        found = loan_list(book, on, status=of["status"], member=member, product=of["product"])
    owed = sum((view.loan.balance for view in found), Decimal(0))
    due = sum((view.running.due for view in found if view.running), Decimal(0))
    if as_json:
        show_json(
            {
                "tanggal": on.isoformat(),
                "pinjaman": [loan_json(view) for view in found],
                "sisa_pokok": str(owed),
                "tagihan": str(due),
            }
        )
        return
    if not found:
        say("Tidak ada pinjaman yang cocok.")
        return
    rows = [_listed(view) for view in found]
    rows.append(("", "", f"{len(found)} pinjaman", "", "", "", _amount(owed), _amount(due), ""))
    heads = (
        "nomor", "anggota", "nama", "produk", "status", "jumlah", "sisa pokok", "jatuh tempo",
        "berikutnya",
    )  # fmt: skip
    table(heads, rows, right=(5, 6, 7))


def _listed(view: "LoanView") -> tuple[str, ...]:
    loan, at, coming = view.loan, view.running, view.coming
    return (
        loan.number,
        loan.member,
        view.name[:24],
        loan.product.key,
        loan.status,
        _amount(loan.amount),
        _amount(loan.balance),
        _amount(at.due) if at is not None else "",
        coming.due.isoformat() if coming is not None else "",
    )


@click.command("kartu")
@click.argument("nomor")
@_day_option
@json_option
@click.pass_context
def card(context: click.Context, *, nomor: str, day: str | None, as_json: bool) -> None:
    """Kartu pinjaman NOMOR: setiap kejadian dengan denda, jasa, pokok dan sisa pokoknya.

    \b
    Contoh:
      koperasi pinjaman kartu PJ-2026-0001
    """
    from koperasi_ledger.workflows.loan_card import loan_card, movement_json
    from koperasi_ledger.workflows.loan_json import loan_json

    with the_book(context) as book:
        on = day_of(day, book)
        found = loan_card(book, loan_number(nomor), on)
    if as_json:
        moves = [movement_json(each) for each in found.movements]
        show_json({**loan_json(found.view), "kejadian": moves})
        return
    _head(found.view)
    heads = (
        "tanggal", "kejadian", "ref", "dicairkan", "denda", "jasa", "pokok", "lain", "sisa pokok",
    )  # fmt: skip
    table(heads, [_moved(each) for each in found.movements], right=(3, 4, 5, 6, 7, 8))
    _foot(found, on)


def _head(view: "LoanView") -> None:
    loan = view.loan
    say(f"Pinjaman {loan.number}: {loan.member} {view.name}")
    rate = f"{loan.product.rate.normalize():f}".replace(".", ",")
    terms = f"{rate} % per {loan.product.rate_per}, {loan.tenor} x {loan.product.period}"
    say(
        f"{loan.product.name}, {rupiah(loan.amount)}, {loan.product.method}, {terms}: {loan.status}"
    )
    say("")


def _moved(move: "Movement") -> tuple[str, ...]:
    what = move.title.removesuffix(" pinjaman")
    if move.undone_by is not None:
        what = f"{what} (dibalik)"
    amounts = (move.lent, move.penalty, move.interest, move.principal)
    other = move.fee + move.held + move.recovered
    return (
        move.date.isoformat(),
        what,
        move.ref,
        *(_amount(value) for value in amounts),
        _amount(other),
        _amount(move.balance) or "0",
    )


def _foot(found: "Card", day: "date") -> None:
    from koperasi_ledger.rules.dates import day_name

    view = found.view
    at, coming = view.running, view.coming
    if at is not None:
        say("")
        say(f"Jatuh tempo s.d. {day_name(day)}: {rupiah(at.due)}")
        for name, value in (
            ("denda", at.penalty_due), ("jasa", at.interest_due), ("pokok", at.principal_due),
        ):  # fmt: skip
            if value:
                say(f"  {name}: {rupiah(value)}")
        if coming is not None:
            total = coming.principal + coming.interest
            say(f"Angsuran berikutnya: {rupiah(total)}, {day_name(coming.due)}")
    if view.loan.held:
        say(f"Titipan angsuran: {rupiah(view.loan.held)}")
    if view.loan.claim:
        say(f"Sisa tagihan sesudah hapus buku: {rupiah(view.loan.claim)}")


@click.command("jadwal")
@click.argument("nomor")
@click.option("--versi", "version", type=int, help="Jadwal sebelum perubahan, misalnya 1.")
@_day_option
@json_option
@click.pass_context
def schedule(
    context: click.Context, *, nomor: str, version: int | None, day: str | None, as_json: bool
) -> None:
    """Jadwal angsuran pinjaman NOMOR dan apa yang sudah dibayar.

    Sebelum dicairkan: jadwal bila dicairkan pada tanggal itu.

    \b
    Contoh:
      koperasi pinjaman jadwal PJ-2026-0001
    """
    from koperasi_ledger.workflows.loan_json import schedule_json
    from koperasi_ledger.workflows.loan_views import loan_schedule

    with the_book(context) as book:
        found = loan_schedule(book, loan_number(nomor), day_of(day, book), version)
    if as_json:
        show_json(schedule_json(found))
        return
    _head(found.view)
    _note(found)
    rows: list[tuple[str, ...]] = [
        (
            str(row.number),
            row.due.isoformat(),
            _amount(row.principal),
            _amount(row.interest),
            _amount(row.principal + row.interest),
            _amount(row.paid_principal + row.paid_interest),
            _amount(row.balance) or "0",
            row.state,
        )
        for row in found.rows
    ]
    amounts = [
        (
            row.principal,
            row.interest,
            row.principal + row.interest,
            row.paid_principal + row.paid_interest,
        )
        for row in found.rows
    ]
    sums = [sum(column, Decimal(0)) for column in zip(*amounts, strict=True)]
    rows.append(("", "Jumlah", *map(_amount, sums), "", ""))
    heads = ("ke", "jatuh tempo", "pokok", "jasa", "jumlah", "dibayar", "sisa", "keadaan")
    table(heads, rows, right=(0, 2, 3, 4, 5, 6))


def _note(found: "Schedule") -> None:
    from koperasi_ledger.rules.dates import day_name

    if found.planned:
        say(f"Belum dicairkan; jadwal bila dicairkan {day_name(found.start)}:")
    elif found.version > 1 or found.version < found.view.loan.version:
        say(f"Jadwal ke-{found.version}, mulai {day_name(found.start)}:")
    if found.carried:
        say(
            f"Jasa bawaan dari jadwal sebelumnya {rupiah(found.carried)}, ditagih bersama angsuran"
            f" pertama; sudah dibayar {rupiah(found.carried_paid)}."
        )


@click.command("tagihan")
@click.option("--sampai", "day", metavar="TTTT-BB-HH", help="Jatuh tempo s.d. (bawaan: hari ini).")
@_member_option
@json_option
@click.pass_context
def due(context: click.Context, *, day: str | None, member: str | None, as_json: bool) -> None:
    """Apa yang harus dibayar sampai suatu hari, setiap pinjaman: denda, jasa, pokok.

    \b
    Contoh:
      koperasi pinjaman tagihan --sampai 2026-03-31
    """
    from koperasi_ledger.workflows.loan_json import due_json
    from koperasi_ledger.workflows.loan_views import due_list

    number = None if member is None else member_number(member)
    with the_book(context) as book:
        on = day_of(day, book)
        found = due_list(book, on, member=number)
    rows = [(view, view.running) for view in found]
    total = sum((at.due for _, at in rows if at), Decimal(0))
    if as_json:
        show_json(
            {
                "sampai": on.isoformat(),
                "tagihan": [
                    {
                        "nomor": view.loan.number,
                        "anggota": view.loan.member,
                        "nama": view.name,
                        "sejak": view.since.isoformat() if view.since else None,
                        **due_json(at),
                    }
                    for view, at in rows
                    if at
                ],
                "jumlah": str(total),
            }
        )
        return
    if not rows:
        say("Tidak ada yang jatuh tempo.")
        return
    shown = [
        (
            view.loan.number,
            view.loan.member,
            view.name[:24],
            view.since.isoformat() if view.since else "",
            _amount(at.penalty_due),
            _amount(at.interest_due),
            _amount(at.principal_due),
            _amount(at.due),
        )
        for view, at in rows
        if at
    ]
    shown.append(("", "", f"{len(shown)} pinjaman", "", "", "", "", _amount(total)))
    heads = ("nomor", "anggota", "nama", "sejak", "denda", "jasa", "pokok", "jumlah")
    table(heads, shown, right=(4, 5, 6, 7))
