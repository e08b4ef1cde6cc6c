"""Commands that judge loans: kolektibilitas, and the age of what is overdue."""

from decimal import Decimal
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import day_of
from cli.koperasi_umum import json_option, say, show_json, table, the_book, warn

if TYPE_CHECKING:
    from koperasi_ledger.workflows.loan_quality import AgeList, QualityList

_day_option = click.option(
    "--tanggal", "day", metavar="TTTT-BB-HH", help="Pada akhir hari itu (bawaan: hari ini)."
)
_AGES = ("1-30", "31-60", "61-90", "91-180", "181-360", "> 360")


def _amount(value: Decimal) -> str:
    from koperasi_ledger.model.money import format_rupiah

    return format_rupiah(value) if value else ""


@click.command("kolektibilitas")
@_day_option
@json_option
@click.pass_context
def quality(context: click.Context, *, day: str | None, as_json: bool) -> None:
    """Mutu pinjaman pada suatu hari menurut kebijakan, dari jadwal dan pembayaran saja.

    Untuk dicetak: koperasi laporan kolektibilitas.

    \b
    Contoh:
      koperasi pinjaman kolektibilitas --tanggal 2026-03-31
    """
    from koperasi_ledger.workflows.loan_quality import quality_json, quality_list

    with the_book(context) as book:
        found = quality_list(book, day_of(day, book), day_of(None, book))
    for note in found.notes:
        warn(note)
    if as_json:
        show_json(quality_json(found))
    else:
        _show_quality(found)


def _show_quality(found: "QualityList") -> None:
    from koperasi_ledger.rules.dates import day_name

    poor = str(found.poor).replace(".", ",")
    say(f"Kolektibilitas {day_name(found.day)}, NPL {poor} % dari sisa pokok")
    say("")
    rows = [
        (
            each.quality,
            str(each.number),
            _amount(each.balance),
            _amount(each.secured),
            _amount(each.regulation),
            _amount(each.sak_ep),
        )
        for each in found.classes
    ]
    sums = [
        sum((value for value in column), Decimal(0))
        for column in (
            [each.balance for each in found.classes],
            [each.secured for each in found.classes],
            [each.regulation for each in found.classes],
            [each.sak_ep for each in found.classes],
        )
    ]
    rows.append(("jumlah", str(len(found.loans)), *(_amount(value) for value in sums)))  # type: ignore[arg-type] # six cells
    heads = ("mutu", "banyaknya", "sisa pokok", "agunan", "regulasi", "SAK EP")
    table(heads, rows, right=(1, 2, 3, 4, 5))
    worse = [item for item in found.loans if item.quality != "lancar"]
    if not worse:
        return
    say("")
    table(
        ("nomor", "anggota", "nama", "mutu", "hari", "sisa pokok", "sebab"),
        [
            (
                item.state.loan.number,
                item.state.loan.member,
                item.name[:24],
                item.quality,
                str(item.days),
                _amount(item.state.at.balance),
                item.reason,
            )
            for item in worse
        ],
        right=(4, 5),
    )


@click.command("umur")
@_day_option
@json_option
@click.pass_context
def ageing(context: click.Context, *, day: str | None, as_json: bool) -> None:
    """Umur pokok yang tertunggak: setiap angsuran sejak jatuh temponya sendiri.

    Untuk dicetak: koperasi laporan umur-pinjaman.

    \b
    Contoh:
      koperasi pinjaman umur --tanggal 2026-03-31
    """
    from koperasi_ledger.workflows.loan_quality import age_json, age_list

    with the_book(context) as book:
        found = age_list(book, day_of(day, book), day_of(None, book))
    for note in found.notes:
        warn(note)
    if as_json:
        show_json(age_json(found))
    else:
        _show_ages(found)


def _show_ages(found: "AgeList") -> None:
    from koperasi_ledger.rules.dates import day_name

    late = [item for item in found.loans if item.total]
    if not late:
        say(f"Tidak ada pokok yang tertunggak pada {day_name(found.day)}.")
        return
    say(f"Umur pokok tertunggak {day_name(found.day)}, dalam hari")
    say("")
    rows = [
        (
            item.state.loan.number,
            item.state.loan.member,
            item.name[:24],
            _amount(item.state.at.balance),
            *(_amount(value) for value in item.overdue),
            _amount(item.total),
        )
        for item in late
    ]
    owed = sum((item.state.at.balance for item in late), Decimal(0))
    total = sum(found.buckets, Decimal(0))
    sums = (_amount(value) for value in (owed, *found.buckets, total))
    rows.append(("", "", "jumlah", *sums))
    heads = ("nomor", "anggota", "nama", "sisa pokok", *_AGES, "tertunggak")
    table(heads, rows, right=tuple(range(3, len(heads))))
