"""What a waiting bank line can be said to be."""

from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.importers.bills import PROVIDERS

_MONEY_IN: tuple[str, ...] = (
    "wajib",
    "pokok",
    "simpanan",
    "pelanggan",
    "penerimaan",
    "pindah",
    "lawan",
    "catatan",
)
_MONEY_OUT: tuple[str, ...] = (
    "simpanan",
    "pemasok",
    "pengeluaran",
    "pindah",
    "lawan",
    "catatan",
)
_NEEDS: dict[str, tuple[str, ...]] = {
    "wajib": ("anggota",),
    "pokok": ("anggota",),
    "toko": ("anggota",),
    "pelanggan": ("nomor",),
    "pemasok": ("nomor",),
    "simpanan": ("anggota", "produk"),
    "penerimaan": ("akun",),
    "pengeluaran": ("akun",),
    "pindah": ("akun",),
    "lawan": ("catatan",),
    "catatan": ("catatan",),
}


def purposes(*, received: bool) -> tuple[str, ...]:
    """What a waiting line of money in, or out, can be: what is built in, and what is billed."""
    if not received:
        return _MONEY_OUT
    return (*_MONEY_IN, *(name for name in PROVIDERS if name not in _MONEY_IN))


WHOLE: tuple[str, ...] = ("lawan", "catatan")
"""The purposes that explain all of a line, and never a part of it."""


def needs(purpose: str) -> tuple[str, ...]:
    """The options that a purpose needs; what a subject bills needs member and number."""
    return _NEEDS.get(purpose, ("anggota", "nomor"))


class Assignment(NamedTuple):
    """What (part of) a waiting line is.

    `member` and `product` for savings, `account` a ledger account or, for a transfer, the key of a
    cash account; `entry` the ref of the entry typed by hand that it is, or for `lawan` of the other
    waiting line that it cancels; `number` the loan, the customer's short name, or a supplier's
    `supplier:invoice`; `amount` None means all that remains.
    """

    purpose: str
    member: str | None = None
    product: str | None = None
    account: str | None = None
    entry: str | None = None
    amount: Decimal | None = None
    number: str | None = None
