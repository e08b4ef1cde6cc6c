"""Commands on members' savings: simpanan pokok, wajib and sukarela."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from cli.koperasi_bukti import (
    Balances,
    Given,
    amount_of,
    day_of,
    member_number,
    month_of_text,
    record_one,
    via_option,
    voucher_options,
)
from cli.koperasi_simpanan_jasa import block, interest, passbook, proof, release, remit
from cli.koperasi_syariah_simpanan import bonus, share_profit
from cli.koperasi_tagih import bill
from cli.koperasi_umum import json_option, rupiah, say, show_json, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book
    from koperasi_ledger.workflows.members import MemberView

_IN = {"via": "--ke"}
_OUT = {"via": "--dari"}


@click.group("simpanan")
def savings() -> None:
    """Simpanan anggota: setor, tarik, jasa, blokir, buku, saldo, tunggakan.

    \b
    Contoh:
      koperasi simpanan wajib A-0001 20000
    """


savings.add_command(bill)
savings.add_command(share_profit)
savings.add_command(bonus)


def _balances(book: "Book", event: "AnyEvent") -> Balances:
    from koperasi_ledger.workflows.members import member_view

    return _told(member_view(book, event.member))  # type: ignore[attr-defined] # all have a member


def _told(view: "MemberView") -> Balances:
    told: dict[str, object] = {
        "simpanan_pokok": view.member.pokok,
        "simpanan_wajib": view.member.wajib,
    }
    if view.member.wajib:
        told["wajib_lunas_sampai"] = view.paid_through
    told |= {f"simpanan_{held.product}": held.balance for held in view.holdings}
    return told  # type: ignore[return-value] # amounts and words


def chosen_product(
    key: str | None, option: str = "--produk"
) -> Callable[["Book"], Mapping[str, object]]:
    """The product that was named by `option`; without a name the only one there is."""

    def prepare(book: "Book") -> Mapping[str, object]:
        from koperasi_ledger.workflows.members import products

        if key is not None:
            return {"product": key}
        found = products(book)
        if len(found) != 1:
            there = f"yang ada: {', '.join(found)}" if found else "kebijakan belum memuat satu pun"
            raise click.UsageError(f"Sebut produk simpanannya dengan {option} ({there}).")
        return {"product": found[0]}

    return prepare


class _Moved(TypedDict):
    """The options that every movement of savings has."""

    nomor: str
    jumlah: str
    via: str
    unit: str | None


def _movement(name: str, what: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Adds what every movement of savings is told; `name` is the option of its cash account."""

    def add(function: Callable[..., None]) -> Callable[..., None]:
        function = voucher_options(click.pass_context(function))
        function = click.option("--unit", help="Unit usaha.")(function)
        function = via_option(name, what)(function)
        return click.argument("nomor")(click.argument("jumlah")(function))

    return add


_product_option = click.option(
    "--produk", help="Kunci produk simpanan, misalnya sukarela; boleh tidak diisi bila hanya satu."
)


def _record(
    context: click.Context,
    kind: str,
    given: Given,
    *,
    labels: Mapping[str, str] = _IN,
    prepare: "Callable[[Book], Mapping[str, object]] | None" = None,
    **moved: Unpack[_Moved],
) -> None:
    record_one(
        context,
        kind,
        given,
        labels=labels,
        balances=_balances,
        receipt=True,
        prepare=prepare,
        member=member_number(moved["nomor"]),
        amount=amount_of(moved["jumlah"]),
        via=moved["via"],
        unit=moved["unit"],
    )


@savings.command("pokok")
@_movement("--ke", "Uang masuk ke")
def pokok(context: click.Context, *, given: Given, **moved: Unpack[_Moved]) -> None:
    """Setoran simpanan pokok, satu kali, tepat sebesar kebijakan.

    \b
    Contoh:
      koperasi simpanan pokok A-0001 100000 --ke kas
    """
    _record(context, "simpanan_pokok_paid", given, **moved)


@savings.command("wajib")
@_movement("--ke", "Uang masuk ke")
def wajib(context: click.Context, *, given: Given, **moved: Unpack[_Moved]) -> None:
    """Setoran simpanan wajib: bulan tertua dahulu, beberapa bulan sekaligus boleh (rapel).

    \b
    Contoh:
      koperasi simpanan wajib A-0001 60000 --tanggal 2026-01-05
    """
    _record(context, "simpanan_wajib_paid", given, **moved)


@savings.command("setor")
@_product_option
@_movement("--ke", "Uang masuk ke")
def deposit(
    context: click.Context, *, produk: str | None, given: Given, **moved: Unpack[_Moved]
) -> None:
    """Setoran simpanan sukarela.

    \b
    Contoh:
      koperasi simpanan setor A-0001 Rp250.000 --produk sukarela
    """
    _record(context, "savings_deposited", given, prepare=chosen_product(produk), **moved)


@savings.command("tarik")
@_product_option
@_movement("--dari", "Uang keluar dari")
def withdraw(
    context: click.Context, *, produk: str | None, given: Given, **moved: Unpack[_Moved]
) -> None:
    """Penarikan simpanan sukarela; saldo tidak pernah di bawah saldo minimum.

    \b
    Contoh:
      koperasi simpanan tarik A-0001 100000 --produk sukarela --dari kas
    """
    _record(
        context, "savings_withdrawn", given, labels=_OUT, prepare=chosen_product(produk), **moved
    )


@savings.command("saldo")
@click.argument("nomor")
@json_option
@click.pass_context
def balance(context: click.Context, *, nomor: str, as_json: bool) -> None:
    """Saldo semua simpanan seorang anggota.

    \b
    Contoh:
      koperasi simpanan saldo A-0001
    """
    from koperasi_ledger.workflows.members import member_view, savings_json

    with the_book(context) as book:
        view = member_view(book, member_number(nomor), whole=True)
    member = view.member
    if as_json:
        show_json({"nomor": member.number, **savings_json(view)})
        return
    say(f"{member.number} {member.name} ({member.status})")
    rows = [("Simpanan pokok", member.pokok), ("Simpanan wajib", member.wajib)]
    for held in view.holdings:
        rows.append((f"Simpanan {held.product}", held.balance))
        rows += [(f"  diblokir {each.ref} ({each.reason})", each.amount) for each in held.blocks]
    rows += [(f"Berjangka {each.number}", each.balance) for each in view.deposits]
    if member.payable:
        rows.append(("Hak yang belum diambil", member.payable))
    table(("simpanan", "saldo"), [(name, rupiah(value)) for name, value in rows], right=(1,))


@savings.command("tunggakan")
@click.option("--sampai", "through", metavar="TTTT-BB", help="Bulan terakhir (bawaan: bulan ini).")
@json_option
@click.pass_context
def behind(context: click.Context, *, through: str | None, as_json: bool) -> None:
    """Tunggakan simpanan wajib per anggota.

    \b
    Contoh:
      koperasi simpanan tunggakan --sampai 2026-03
    """
    from decimal import Decimal

    from koperasi_ledger.rules.dates import month_name, month_of
    from koperasi_ledger.workflows.members import arrears_list

    with the_book(context) as book:
        month = month_of_text(through) if through else month_of(day_of(None, book))
        found = arrears_list(book, month)
    total = sum((item.amount for item in found), Decimal(0))
    if as_json:
        show_json(
            {
                "sampai": month,
                "tunggakan": [
                    {
                        "nomor": item.member.number,
                        "nama": item.member.name,
                        "sejak": item.since,
                        "bulan": item.months,
                        "jumlah": str(item.amount),
                    }
                    for item in found
                ],
                "jumlah": str(total),
            }
        )
        return
    if not found:
        say(f"Tidak ada tunggakan simpanan wajib s.d. {month_name(month)}.")
        return
    rows = [
        (
            item.member.number,
            item.member.name,
            month_name(item.since),
            str(item.months),
            rupiah(item.amount),
        )
        for item in found
    ]
    rows.append(("", f"{len(found)} anggota", "", "", rupiah(total)))
    table(("nomor", "nama", "sejak", "bulan", "tunggakan"), rows, right=(3, 4))


savings.add_command(interest)
savings.add_command(block)
savings.add_command(release)
savings.add_command(passbook)
savings.add_command(remit)
savings.add_command(proof)
