"""Commands that take and give back money of loans: instalments, settlement, recovery."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Balances, Given, amount_of, day_of, member_number, voucher_options
from cli.koperasi_pinjaman_umum import (
    loan_number,
    money_of,
    money_options,
    paid,
    record_loan,
    typed,
)
from cli.koperasi_umum import rupiah, say, show_json, the_book

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book
    from koperasi_ledger.workflows.loan_views import Quote

_payer_option = click.option(
    "--pembayar", "payer", help="Bila bukan anggota itu sendiri yang membayar."
)


@click.command("angsur")
@click.argument("nomor")
@click.argument("jumlah")
@click.option(
    "--denda",
    "penalty",
    metavar="RUPIAH",
    help="Bagian untuk denda bila disepakati kurang dari hitungannya; 0 bila tidak ada.",
)
@_payer_option
@money_options("--ke", "Uang masuk ke")
@click.option("--unit", help="Unit usaha.")
@voucher_options
@click.pass_context
def repay(context: click.Context, /, *, nomor: str, jumlah: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Angsuran pinjaman NOMOR sebesar JUMLAH: sebagian, tepat, beberapa, atau di muka.

    Urutannya menurut produk: bawaannya denda, jasa, lalu pokok, angsuran tertua dahulu.

    \b
    Contoh:
      koperasi pinjaman angsur PJ-2026-0001 500000
      koperasi pinjaman angsur PJ-2026-0001 500000 --tanggal 2026-03-05 --ke bri
    """
    fields = {
        "loan": loan_number(nomor),
        "amount": amount_of(jumlah),
        "penalty": None if of["penalty"] is None else _zero_or(of["penalty"]),
        "payer": of["payer"],
        "unit": of["unit"],
        **money_of(of["via"], of["purse"], "--ke"),
    }
    record_loan(context, "loan_repaid", given, fields, told=paid, receipt=of["purse"] is None)


def _zero_or(text: str) -> str | None:
    return "0" if text.strip() in {"0", "Rp0"} else amount_of(text, "--denda")


@click.command("percepat")
@click.argument("nomor")
@click.argument("jumlah")
@click.option(
    "--tetap",
    "keep",
    type=click.Choice(["tenor", "angsuran"]),
    required=True,
    help="tenor: angsuran mengecil. angsuran: selesai lebih cepat.",
)
@money_options("--ke", "Uang masuk ke")
@click.option("--unit", help="Unit usaha.")
@voucher_options
@click.pass_context
def prepay(context: click.Context, /, *, nomor: str, jumlah: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Bayar pokok dipercepat: JUMLAH mengurangi pokok, sisanya dijadwalkan ulang.

    Semua yang sudah jatuh tempo harus dibayar dahulu.

    \b
    Contoh:
      koperasi pinjaman percepat PJ-2026-0001 3000000 --tetap tenor
    """
    fields = {
        "loan": loan_number(nomor),
        "amount": amount_of(jumlah),
        "keep": of["keep"],
        "unit": of["unit"],
        **money_of(of["via"], of["purse"], "--ke"),
    }
    record_loan(context, "loan_prepaid", given, fields, told=paid, receipt=of["purse"] is None)


@click.command("lunasi")
@click.argument("nomor")
@click.argument("jumlah", required=False)
@_payer_option
@money_options("--ke", "Uang masuk ke")
@click.option("--unit", help="Unit usaha.")
@voucher_options
@click.pass_context
def settle(
    context: click.Context, /, *, nomor: str, jumlah: str | None, given: Given, **of: Any  # noqa: ANN401 - what click parsed
) -> None:  # fmt: skip
    """Pelunasan dipercepat pinjaman NOMOR; tanpa JUMLAH hanya menghitung, dengan JUMLAH mencatat.

    \b
    Contoh:
      koperasi pinjaman lunasi PJ-2026-0001 --tanggal 2026-06-10
      koperasi pinjaman lunasi PJ-2026-0001 7350000 --tanggal 2026-06-10
    """
    number = loan_number(nomor)
    if jumlah is None:
        _quote(context, number, given)
        return
    fields = {
        "loan": number,
        "amount": amount_of(jumlah),
        "payer": of["payer"],
        "unit": of["unit"],
        **money_of(of["via"], of["purse"], "--ke"),
    }
    record_loan(context, "loan_settled", given, fields, told=paid, receipt=of["purse"] is None)


def _quote(context: click.Context, number: str, given: Given) -> None:
    from koperasi_ledger.rules.dates import day_name
    from koperasi_ledger.workflows.loan_json import quote_json
    from koperasi_ledger.workflows.loan_views import quote

    with the_book(context) as book:
        day = day_of(given.day, book)
        found = quote(book, number, day)
    if given.as_json:
        show_json(quote_json(number, day, found))
        return
    say(f"Pelunasan {number} pada {day_name(day)}: {rupiah(found.amount)}")
    for name, value in _parts(found):
        say(f"  {name}: {rupiah(value)}")
    if found.settles.given_up:
        say(f"  jasa yang tidak ditagih lagi: {rupiah(found.settles.given_up)}")
    say(f"  untuk mencatat: koperasi pinjaman lunasi {number} {found.amount} --tanggal {day}")


def _parts(found: "Quote") -> list[tuple[str, Decimal]]:
    settles = found.settles
    parts = [("pokok", settles.principal), ("jasa", settles.interest)]
    parts += [("denda", settles.penalty)] if settles.penalty else []
    parts += [("biaya pelunasan", settles.fee)] if settles.fee else []
    parts += [("dikurangi titipan angsuran", -found.held)] if found.held else []
    return parts


@click.command("pulih")
@click.argument("nomor")
@click.argument("jumlah")
@_payer_option
@money_options("--ke", "Uang masuk ke")
@click.option("--unit", help="Unit usaha.")
@voucher_options
@click.pass_context
def recover(context: click.Context, /, *, nomor: str, jumlah: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Penerimaan kembali atas pinjaman NOMOR yang sudah dihapus buku.

    \b
    Contoh:
      koperasi pinjaman pulih PJ-2024-0003 250000
    """
    fields = {
        "loan": loan_number(nomor),
        "amount": amount_of(jumlah),
        "payer": of["payer"],
        "unit": of["unit"],
        **money_of(of["via"], of["purse"], "--ke"),
    }
    record_loan(context, "loan_recovered", given, fields, receipt=of["purse"] is None)


@click.command("kembali-titipan")
@click.argument("nomor")
@click.argument("jumlah", required=False)
@money_options("--dari", "Uang keluar dari")
@click.option("--unit", help="Unit usaha.")
@voucher_options
@click.pass_context
def return_excess(
    context: click.Context, /, *, nomor: str, jumlah: str | None, given: Given, **of: Any  # noqa: ANN401 - what click parsed
) -> None:  # fmt: skip
    """Kembalikan titipan angsuran (kelebihan bayar) pinjaman NOMOR, seluruhnya atau JUMLAH.

    \b
    Contoh:
      koperasi pinjaman kembali-titipan PJ-2026-0001 25000
    """
    number = loan_number(nomor)

    def held(book: "Book") -> dict[str, object]:
        from koperasi_ledger.workflows.loan_views import held_of

        return {"amount": str(held_of(book, number))}

    fields = {
        "loan": number,
        "amount": typed(jumlah),
        "unit": of["unit"],
        **money_of(of["via"], of["purse"], "--dari"),
    }
    record_loan(
        context,
        "loan_excess_returned",
        given,
        fields,
        prepare=held if jumlah is None else None,
        receipt=of["purse"] is None,
    )


@click.command("kembali-swp")
@click.argument("anggota")
@click.argument("jumlah", required=False)
@click.option("--dari", "via", default="kas", metavar="KAS", help="Uang keluar dari (bawaan: kas).")
@click.option("--unit", help="Unit usaha.")
@voucher_options
@click.pass_context
def return_swp(
    context: click.Context, /, *, anggota: str, jumlah: str | None, given: Given, **of: Any  # noqa: ANN401 - what click parsed
) -> None:  # fmt: skip
    """Kembalikan simpanan wajib pinjam ANGGOTA yang tidak lagi mempunyai pinjaman.

    \b
    Contoh:
      koperasi pinjaman kembali-swp A-0001
    """
    number = member_number(anggota)

    def kept(book: "Book") -> dict[str, object]:
        from koperasi_ledger.workflows.loan_views import swp_held

        return {"amount": str(swp_held(book, number))}

    fields = {"member": number, "amount": typed(jumlah), "via": of["via"], "unit": of["unit"]}
    record_loan(
        context,
        "swp_returned",
        given,
        fields,
        told=_swp_left,
        prepare=kept if jumlah is None else None,
        receipt=True,
    )


def _swp_left(book: "Book", event: "AnyEvent") -> Balances:
    from koperasi_ledger.workflows.loan_views import swp_of

    member = str(event.member)  # type: ignore[attr-defined] # of a member
    return {"anggota": member, "simpanan_wajib_pinjam": swp_of(book, member)}
