"""What the commands on sharia contracts share: labels, numbers, money, what is told afterwards."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Balances, Given, amount_of, record_one, via_option

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book

_LABELS = {
    "loan": "NOMOR",
    "contract": "NOMOR",
    "member": "ANGGOTA",
    "akad": "--jenis",
    "limit": "--modal",
    "partner_capital": "--modal-mitra",
    "nisbah": "--nisbah",
    "purpose": "--untuk",
    "supplier": "--pemasok",
    "kept": "--ditahan",
    "profit": "LABA",
    "loss": "RUGI",
    "by": "--oleh",
    "decision": "--keputusan",
    "month": "--bulan",
    "description": "--uraian",
    "ujrah": "--ujrah",
    "months": "--lama",
    "first_month": "--mulai",
    "life": "--umur",
    "residual": "--nilai-sisa",
    "via": "--dari/--ke",
    "clears": "--titipan",
}


class Waiting(str):
    """The ref of a bank line that waits in Titipan, where else the key of a cash account is."""

    __slots__ = ()


def money_option(name: str, what: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Adds where the money is: a cash or bank account, or a bank line that waits (`--titipan`)."""

    def add(function: Callable[..., None]) -> Callable[..., None]:
        @wraps(function)
        def wrapper(*args: Any, clears: str | None, via: str, **values: Any) -> None:  # noqa: ANN401 - click hands over what it parsed
            function(*args, via=via if clears is None else Waiting(clears), **values)

        waiting = click.option(
            "--titipan",
            "clears",
            metavar="REF",
            help="Bukan kas/bank: ref baris rekening koran yang menunggu di Titipan.",
        )
        return waiting(via_option(name, what)(wrapper))

    return add


def number_of(text: str) -> str:
    """A typed number: small letters are meant as capitals."""
    return text.strip().upper()


def _told(book: "Book", event: "AnyEvent") -> Balances:
    from koperasi_ledger.workflows.sharia import standing

    number = getattr(event, "contract", None) or getattr(event, "loan", None)
    return standing(book, str(number)) if number is not None else {}


def record_contract(context: click.Context, kind: str, given: Given, **fields: Any) -> None:  # noqa: ANN401 - fields of any event
    """Records one event of a contract and tells how the contract stands."""
    labels = {**_LABELS, **fields.pop("labels", {})}
    if isinstance(fields.get("via"), Waiting):
        fields["clears"] = str(fields.pop("via"))
    record_one(context, kind, given, labels=labels, balances=_told, told_as="akad", **fields)


def some(text: str | None, label: str) -> str | None:
    """A typed amount, if there is one; see `amount_of`."""
    return None if text is None else amount_of(text, label)


def percent(text: str | None, label: str) -> str | None:
    """A typed percentage, if there is one."""
    from cli.koperasi_pinjaman_umum import percent_of

    return percent_of(text, label)
