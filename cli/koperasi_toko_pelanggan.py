"""The command on customers who are no members: registered, changed, listed."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Given, amount_of, record_one, voucher_options
from cli.koperasi_toko_umum import LABELS
from cli.koperasi_umum import rupiah, say, show_json, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.model.records import Customer


@click.command("pelanggan")
@click.argument("kunci", required=False)
@click.option("--nama", help="Nama pelanggan.")
@click.option("--plafon", help="Utang paling banyak (bawaan: 0, tanpa kredit).")
@click.option("--tempo", type=int, help="Tempo pembayaran dalam hari (bawaan: 0).")
@click.option("--telepon", help="Nomor telepon.")
@voucher_options
@click.pass_context
def customer(
    context: click.Context,
    /,
    *,
    kunci: str | None,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Daftarkan pelanggan bukan anggota dengan KUNCI pendek; tanpa KUNCI: daftar pelanggan.

    Untuk koperasi lain, pesantren, penerbit voucher, atau nama dalam daftar kuota. Bila KUNCI
    sudah terdaftar, yang diisi menggantikan yang lama.

    \b
    Contoh:
      koperasi toko pelanggan kopdes-mekar --nama "KDMP Mekar Contoh" --plafon 20000000 --tempo 30
      koperasi toko pelanggan kopdes-mekar --plafon 30000000
      koperasi toko pelanggan
    """
    if kunci is None:
        _list_customers(context, as_json=given.as_json)
        return
    limit = amount_of(of["plafon"], "--plafon") if of["plafon"] is not None else None
    fields = {"name": of["nama"], "limit": limit, "days": of["tempo"], "phone": of["telepon"]}
    known = _customer(context, kunci)
    if known is None:
        if of["nama"] is None:
            raise click.UsageError("Isi --nama, nama pelanggan baru itu.")
        fields |= {"limit": limit or "0", "days": of["tempo"] or 0}
    elif all(_same(getattr(known, name), value) for name, value in fields.items()):
        say(f"Pelanggan {kunci} sudah terdaftar dengan isi itu; tidak ada yang dicatat.")
        return
    record_one(
        context,
        "customer_changed" if known is not None else "customer_registered",
        given,
        labels=LABELS | {"customer": "KUNCI", "limit": "--plafon", "phone": "--telepon"},
        customer=kunci,
        **fields,
    )


def _same(now: object, given: object) -> bool:
    """Whether what was typed, if anything, is what the record says already."""
    return given is None or str(now) == str(given)


def _customer(context: click.Context, key: str) -> "Customer | None":
    from koperasi_ledger.model.records import Customer

    with the_book(context) as book:
        found = book.journal.load(Customer.kind, key)
    return found if isinstance(found, Customer) else None


def _list_customers(context: click.Context, *, as_json: bool) -> None:
    from koperasi_ledger.model.records import Customer, Debtor

    with the_book(context) as book:
        books = book.journal.books()
        rows = [
            (
                each,
                owed.balance if (owed := books.peek(Debtor, f"@{each.customer}")) else Decimal(0),
            )
            for each in books.all(Customer)
        ]
    if as_json:
        show_json(
            [
                {
                    "kunci": each.customer,
                    "nama": each.name,
                    "plafon": str(each.limit),
                    "tempo_hari": each.days,
                    "utang": str(owed),
                }
                for each, owed in rows
            ]
        )
        return
    if not rows:
        say("Belum ada pelanggan terdaftar.")
        return
    table(
        ("kunci", "nama", "plafon", "tempo", "utang"),
        [
            (each.customer, each.name, rupiah(each.limit), f"{each.days} hari", rupiah(owed))
            for each, owed in rows
        ],
        right=(2, 3, 4),
    )
