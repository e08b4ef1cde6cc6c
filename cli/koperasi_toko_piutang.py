"""Commands on what buyers bring back, owe and pay, and the recap of a till."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import (
    Given,
    amount_of,
    day_of,
    member_number,
    record_one,
    via_option,
    voucher_options,
)
from cli.koperasi_toko_umum import LABELS, location_option, place_in
from cli.koperasi_umum import json_option, rupiah, say, show_json, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book


@click.command("retur-jual")
@click.argument("kasir")
@click.argument("nomor")
@click.option(
    "--barang",
    "texts",
    multiple=True,
    required=True,
    metavar="KODE=BANYAK",
    help="Barang yang dikembalikan pembeli; ulangi.",
)
@click.option("--alasan", required=True, help="Mengapa dikembalikan.")
@via_option("--dari", "Kas/bank yang mengembalikan uangnya")
@click.option(
    "--tunai", "cash", is_flag=True, help="Kembalikan uang walau struknya masih terutang."
)
@location_option
@voucher_options
@click.pass_context
def return_sold(
    context: click.Context,
    /,
    *,
    kasir: str,
    nomor: str,
    texts: Sequence[str],
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Terima kembali barang dari struk NOMOR kasir KASIR, dengan harga jualnya.

    Yang masih terutang dari struk itu dikurangi dahulu; selebihnya uang kembali.

    \b
    Contoh:
      koperasi toko retur-jual kasir-1 20260131-1 --barang beras=2kg --alasan "kemasan bocor"
    """
    from koperasi_ledger.workflows.store_typed import sale_return

    def fields(book: "Book") -> Mapping[str, object]:
        back = sale_return(book, kasir, nomor, texts, of["via"], cash=of["cash"])
        place = place_in(book, day_of(given.day, book), of["lokasi"])
        return {"location": place, "lines": back.lines, "refunds": back.refunds}

    def told(book: "Book", event: "AnyEvent") -> dict[str, Any]:
        del book
        refunds: Any = event
        return {
            f"dikembalikan_dari_{each.via}" if each.via else "mengurangi_utang": each.amount
            for each in refunds.refunds
        }

    record_one(
        context,
        "sale_returned",
        given,
        labels=LABELS | {"till": "KASIR", "number": "NOMOR", "refunds": "--dari"},
        balances=told,
        prepare=fields,
        told_as="pengembalian",
        till=kasir,
        number=nomor,
        reason=of["alasan"],
    )


@click.command("terima-piutang")
@click.argument("nomor", required=False)
@click.argument("jumlah", required=False)
@click.option("--pelanggan", "customer_key", help="Kunci pelanggan, bukan NOMOR anggota.")
@click.option("--jumlah", "amount_given", help="Sama dengan JUMLAH, bersama --pelanggan.")
@via_option("--ke", "Kas atau bank yang menerima")
@click.option("--titipan", "clears", metavar="REF", help="Baris bank yang menunggu dikenali.")
@click.option("--simpanan", metavar="PRODUK", help="Dipotong dari simpanan sukarela anggota.")
@click.option(
    "--dari-hak", "payable", is_flag=True, help="Dipotong dari hak anggota keluar/almarhum."
)
@voucher_options
@click.pass_context
def collect(
    context: click.Context,
    /,
    *,
    nomor: str | None,
    jumlah: str | None,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Anggota NOMOR (atau --pelanggan) melunasi utang toko; tanpa JUMLAH semuanya.

    Yang jatuh tempo lebih dahulu dilunasi lebih dahulu.

    \b
    Contoh:
      koperasi toko terima-piutang A-0001 150000
      koperasi toko terima-piutang --pelanggan kopdes-mekar --jumlah 5000000 --ke bri
      koperasi toko terima-piutang A-0001 --simpanan sukarela
    """
    if (nomor is None) == (of["customer_key"] is None):
        raise click.UsageError("Sebut salah satu saja: NOMOR anggota atau --pelanggan.")
    if sum(bool(of[name]) for name in ("clears", "simpanan", "payable")) > 1:
        raise click.UsageError("Pilih satu saja: --titipan, --simpanan atau --dari-hak.")
    if jumlah is not None and of["amount_given"] is not None:
        raise click.UsageError("Tulis jumlahnya satu kali saja.")
    member = member_number(nomor) if nomor is not None else None
    holder = member or f"@{of['customer_key']}"
    typed = jumlah or of["amount_given"]
    amount = amount_of(typed) if typed is not None else None

    def owed(book: "Book") -> Decimal:
        from koperasi_ledger.model.records import Debtor

        debtor = book.journal.load(Debtor.kind, holder)
        return debtor.balance if isinstance(debtor, Debtor) else Decimal(0)

    def fields(book: "Book") -> Mapping[str, object]:
        from koperasi_ledger.workflows.store_errors import NothingOwed

        if amount is not None:
            return {"amount": amount}
        if not owed(book):
            raise NothingOwed(holder.removeprefix("@"))
        return {"amount": str(owed(book))}

    def told(book: "Book", event: "AnyEvent") -> dict[str, Any]:
        del event
        return {"sisa_utang": owed(book)}

    elsewhere = of["clears"] or of["simpanan"] or of["payable"]
    record_one(
        context,
        "receivable_paid",
        given,
        labels=LABELS | {"customer": "--pelanggan", "member": "NOMOR", "savings": "--simpanan"},
        balances=told,
        prepare=fields,
        receipt=not (of["simpanan"] or of["payable"]),
        member=member,
        customer=of["customer_key"],
        via=None if elsewhere else of["via"],
        clears=of["clears"],
        savings=of["simpanan"],
        payable=True if of["payable"] else None,
    )


@click.command("piutang")
@click.option("--anggota", "member", help="Hanya anggota bernomor ini.")
@click.option("--pelanggan", "customer_key", help="Hanya pelanggan ini.")
@click.option("--per", metavar="TTTT-BB-HH", help="Umur dihitung pada hari ini (bawaan: hari ini).")
@json_option
@click.pass_context
def receivables(
    context: click.Context,
    *,
    member: str | None,
    customer_key: str | None,
    per: str | None,
    as_json: bool,
) -> None:
    """Utang pembeli kepada toko sekarang, struk demi struk, menurut jatuh tempo.

    \b
    Contoh:
      koperasi toko piutang
      koperasi toko piutang --pelanggan kopdes-mekar --json
    """
    from koperasi_ledger.workflows.store_debts import receivable_rows

    holder = member_number(member) if member else (f"@{customer_key}" if customer_key else None)
    with the_book(context) as book:
        on = day_of(per, book)
        rows = receivable_rows(book, holder)
    if as_json:
        show_json(
            [
                {
                    "pembeli": row.holder.removeprefix("@"),
                    "anggota": not row.holder.startswith("@"),
                    "nama": row.name,
                    "ref": row.ref,
                    "jatuh_tempo": row.due.isoformat(),
                    "hari_lewat": max((on - row.due).days, 0),
                    "sisa": str(row.remaining),
                }
                for row in rows
            ]
        )
        return
    if not rows:
        say("Tidak ada piutang toko.")
        return
    table(
        ("pembeli", "nama", "ref", "jatuh tempo", "lewat", "sisa"),
        [
            (
                row.holder.removeprefix("@"),
                row.name,
                row.ref,
                row.due.isoformat(),
                f"{late} hari" if (late := (on - row.due).days) > 0 else "-",
                rupiah(row.remaining),
            )
            for row in rows
        ],
        right=(4, 5),
    )
    total = sum((row.remaining for row in rows), Decimal(0))
    past = sum((row.remaining for row in rows if row.due < on), Decimal(0))
    say(f"Jumlah {rupiah(total)}, di antaranya lewat jatuh tempo {rupiah(past)}.")


@click.command("rekap")
@click.argument("kasir", required=False)
@voucher_options
@click.pass_context
def recap(context: click.Context, /, *, kasir: str | None, given: Given) -> None:
    """Bukukan struk KASIR pada --tanggal yang menunggu rekap; tanpa KASIR: daftar yang menunggu.

    \b
    Contoh:
      koperasi toko rekap kasir-1 --tanggal 2026-05-31
      koperasi toko rekap
    """
    if kasir is None:
        _list_waiting(context, as_json=given.as_json)
        return

    def told(book: "Book", event: "AnyEvent") -> dict[str, Any]:
        from koperasi_ledger.model.records import TillDay

        day = book.journal.load(TillDay.kind, f"{kasir}:{event.date}")
        if not isinstance(day, TillDay):
            return {}
        sums = {f"diterima_{key}": amount for key, amount in sorted(day.payments.items())}
        total = sum(day.payments.values(), Decimal(0))
        return {"struk": str(day.receipts), "penjualan": total} | sums

    record_one(
        context,
        "till_day_closed",
        given,
        labels=LABELS | {"till": "KASIR"},
        balances=told,
        told_as="rekap",
        till=kasir,
    )


def _list_waiting(context: click.Context, *, as_json: bool) -> None:
    from koperasi_ledger.model.records import OpenTillDays, TillDay

    with the_book(context) as book:
        books = book.journal.books()
        opened = books.peek(OpenTillDays)
        days = []
        for mark in opened.days if opened is not None else ():
            day, _, till = mark.partition(":")
            found = books.peek(TillDay, f"{till}:{day}")
            if found is not None:
                days.append(found)
    if as_json:
        show_json(
            [
                {
                    "kasir": day.till,
                    "tanggal": day.date.isoformat(),
                    "struk": day.receipts,
                    "penjualan": str(sum(day.payments.values(), Decimal(0))),
                }
                for day in days
            ]
        )
        return
    if not days:
        say("Tidak ada struk yang menunggu rekap.")
        return
    table(
        ("kasir", "tanggal", "struk", "penjualan"),
        [
            (
                day.till,
                day.date.isoformat(),
                str(day.receipts),
                rupiah(sum(day.payments.values(), Decimal(0))),
            )
            for day in days
        ],
        right=(2, 3),
    )
