"""Bank lines: each is booked once, by whatever event explains it."""

from datetime import date
from typing import TYPE_CHECKING

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import bank_of, day_of, is_closed
from koperasi_ledger.model.events import (
    AnyEvent,
    MoneyEvent,
)
from koperasi_ledger.model.records import Record

if TYPE_CHECKING:
    from koperasi_ledger.model.records import BankDay

_BANK_REFS = frozenset({"bank_ref", "bank_ref_source", "bank_ref_target"})


def bank_lines(event: AnyEvent, books: Books) -> tuple[Record, ...]:
    """The day records of the bank lines that the event books, each line for the first time."""
    if _BANK_REFS.isdisjoint(event.model_fields_set):
        return ()
    # Most events come without a bank line and need none of this.
    from koperasi_ledger.model.events import (  # noqa: PLC0415
        BankLineAttached,
        BankPaymentUnidentified,
        BankReceiptSplit,
        BankReceiptUnidentified,
        CashTransferred,
    )
    from koperasi_ledger.rules import bank  # noqa: PLC0415
    from koperasi_ledger.rules.errors import BankRefMismatch  # noqa: PLC0415

    refs: list[tuple[str | None, str | None, date | None]] = []
    match event:
        case CashTransferred():
            refs = [
                (event.bank_ref_source, event.source, None),
                (event.bank_ref_target, event.target, None),
            ]
        case BankReceiptUnidentified() | BankPaymentUnidentified() | BankReceiptSplit():
            refs = [(event.bank_ref, event.account, event.date)]
        case BankLineAttached():
            refs = [(event.bank_ref, event.account, None)]
        case MoneyEvent():
            refs = [(event.bank_ref, event.via, event.date)]
        case _:
            pass
    days: dict[str, BankDay] = {}
    for bank_ref, account, on in refs:
        if bank_ref is None or account is None:
            continue
        cash = bank_of(account, books)
        printed = bank.bank_day_of(bank_ref)[1]
        try:
            day = date.fromisoformat(printed)
        except ValueError:
            raise BankRefMismatch(bank_ref, account, event.date) from None
        # A line found after its month was closed, or among days whose balance is proven (lines
        # that add up to nothing can hide in a gap), is booked later and keeps the bank's day.
        proven = cash.reconciled is not None and day <= cash.reconciled
        late = on is not None and day < on and (proven or is_closed(day, books))
        key = f"{account}:{day}"
        known = days.get(key) or day_of(account, day, books)
        days[key] = bank.know_line(known, bank_ref, event.ref, None if late else on)
    return tuple(days.values())
