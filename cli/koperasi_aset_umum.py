"""What the commands on assets share: names of fields, accounts, money, and what is told."""

from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Balances, Given, amount_of, record_one

if TYPE_CHECKING:
    from collections.abc import Callable

    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book

_LABELS = {
    "asset": "NOMOR",
    "name": "NAMA",
    "asset_class": "--golongan",
    "quantity": "--banyak",
    "serial": "--seri",
    "place": "--tempat",
    "holder": "--pemegang",
    "condition": "--keadaan",
    "life": "--umur",
    "residual": "--residu",
    "amount": "HARGA",
    "owed": "--belum-dibayar",
    "account": "--akun",
    "giver": "--pemberi",
    "acquired": "--perolehan",
    "worn": "--akumulasi",
    "worn_account": "--akun-akumulasi",
    "worn_through": "--susut-sampai",
    "owner": "--pemilik",
    "value": "--nilai",
    "until": "--sampai",
    "agreement": "--perjanjian",
    "reason": "--alasan",
    "via": "--dari",
    "clears": "--titipan",
}


def number_of(text: str) -> str:
    """The number of a thing as typed."""
    return text.strip().upper()


def _told(book: "Book", event: "AnyEvent") -> Balances:
    from koperasi_ledger.model.records import Asset
    from koperasi_ledger.workflows.assets import thing_of

    found = thing_of(book, event.asset)  # type: ignore[attr-defined] # all of them have one
    told: dict[str, object] = {"nomor": found.number, "nama": found.name}
    if isinstance(found, Asset):
        told |= {
            "banyak": str(found.quantity),
            "harga_perolehan": found.cost,
            "akumulasi_penyusutan": found.worn,
            "nilai_buku": found.cost - found.worn,
        }
        if found.months is not None and found.ended is None:
            told |= {"disusutkan_mulai": found.start, "selama_bulan": str(found.months)}
    return told  # type: ignore[return-value] # amounts, months and words


def record_asset(context: click.Context, kind: str, given: Given, **fields: Any) -> None:  # noqa: ANN401 - fields of any event
    """Records an event of an asset or thing, and tells what the register says of it then."""
    labels = {**_LABELS, **fields.pop("labels", {})}
    record_one(context, kind, given, labels=labels, balances=_told, told_as="aset", **fields)


waiting_option = click.option(
    "--titipan",
    "clears",
    metavar="REF",
    help="Bukan kas/bank: ref baris rekening koran yang menunggu di Titipan.",
)


def money_fields(of: dict[str, Any], price: str) -> dict[str, Any]:
    """Where the money of a price is, and what of it is still owed."""
    from decimal import Decimal

    owed = None if of["owed"] is None else amount_of(of["owed"], "--belum-dibayar")
    where: dict[str, Any] = {"owed": owed}
    if of["clears"] is not None:
        where["clears"] = of["clears"]
    elif owed is None or Decimal(owed) != Decimal(price):
        where["via"] = of["via"]
    return where


def accounts_named(**named: str | None) -> "Callable[[Book], dict[str, object]]":
    """The accounts that were named, by their full names."""

    def find(book: "Book") -> dict[str, object]:
        from koperasi_ledger.workflows.chart import find_account

        books = book.journal.books()
        return {
            field: find_account(books, name).name
            for field, name in named.items()
            if name is not None
        }

    return find
