"""The entry: balanced postings with their metadata, the one thing a rule may add to the books."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah

_ZERO = Decimal(0)
_LIMIT = Decimal(10**15)

quick = tuple.__new__
"""Makes a named tuple of all its values in their order, in half the time that its class takes: for
those of which every event has some."""


class UnbalancedEntry(Refusal):
    """The debits and credits of an entry differ; raised when it is built, so it cannot exist."""

    def __init__(self, ref: str, debit: Decimal, credit: Decimal) -> None:
        super().__init__(
            f"Debit Rp{format_rupiah(debit)} tidak sama dengan kredit Rp{format_rupiah(credit)};"
            f" selisih Rp{format_rupiah(abs(debit - credit))}.",
            where=ref,
            remedy="Periksa kembali setiap baris, lalu catat ulang.",
        )


class AmountTooLarge(Refusal):
    """A leg, added up from several amounts, has more than 15 digits of rupiah."""

    def __init__(self, ref: str, amount: Decimal) -> None:
        super().__init__(
            f"Jumlah Rp{format_rupiah(abs(amount))} melebihi 15 angka.",
            where=ref,
            remedy="Periksa jumlah setiap baris, atau catat sebagai beberapa peristiwa.",
        )


class Posting(NamedTuple):
    """One leg of an entry: `amount` in rupiah, debit positive, credit negative, never zero.

    `sub` is the key in the account's sub-ledger beside the member: a savings product, a waiting
    bank line, later a loan or a stock item.
    """

    account: str
    amount: Decimal
    member: str | None = None
    unit: str | None = None
    bank_ref: str | None = None
    sub: str | None = None


class Entry(NamedTuple):
    """A balanced entry; build it with `balanced`, which refuses everything else."""

    date: date
    ref: str
    narration: str
    postings: tuple[Posting, ...]
    policy: str | None = None


class Balance(NamedTuple):
    """A statement that `account` holds `amount` at the end of `date`; no posting."""

    date: date
    ref: str
    account: str
    amount: Decimal


def balanced(
    day: date,
    ref: str,
    narration: str,
    postings: Iterable[Posting],
    *,
    policy: str | None = None,
) -> Entry:
    """The entry made of `postings`; legs of zero are left out.

    Raises:
        UnbalancedEntry: the legs do not sum to zero, or none is left.
        AmountTooLarge: a leg has more than 15 digits of rupiah.
    """
    legs = []
    total = _ZERO
    for leg in postings:
        amount = leg.amount
        if amount:
            if not -_LIMIT < amount < _LIMIT:
                raise AmountTooLarge(ref, amount)
            legs.append(leg)
            total += amount
    if total or not legs:
        debit = sum((leg.amount for leg in legs if leg.amount > 0), _ZERO)
        raise UnbalancedEntry(ref, debit, debit - total)
    return quick(Entry, (day, ref, narration, tuple(legs), policy))
