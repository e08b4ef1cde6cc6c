"""Fetching what the rules need from the books, each missing thing refused by its own name."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from koperasi_ledger.books import Books
from koperasi_ledger.model.accounts import Account
from koperasi_ledger.model.events import (
    MoneyEvent,
)
from koperasi_ledger.model.records import (
    CashAccount,
    IdentityHolder,
    Member,
)
from koperasi_ledger.rules.dates import last_day
from koperasi_ledger.rules.errors import (
    NotABank,
)
from koperasi_ledger.rules.money_side import MoneySide, refuse_proven

if TYPE_CHECKING:
    from koperasi_ledger.model.events.cash import MoneyLine
    from koperasi_ledger.model.events.cooperative import JournalLine
    from koperasi_ledger.model.records import BankDay


def is_closed(day: date, books: Books) -> bool:
    """Whether the day lies in a closed month."""
    closed = books.period().closed_through
    return closed is not None and day <= last_day(closed)


def side_of(event: MoneyEvent, books: Books) -> MoneySide:
    """Where the money of an event is; its unit checked."""
    books.check_unit(event.unit, event.date)
    return end_of(event.via, event.clears, books)


def end_of(via: str | None, clears: str | None, books: Books) -> MoneySide:
    """The cash account under a key, or the waiting money that is cleared."""
    if via is not None:
        return books.cash(via)
    return books.suspense(clears or "")


def bank_of(short: str, books: Books) -> CashAccount:
    """The bank account under a key; a cash box is refused."""
    found = books.cash(short)
    if found.type != "bank":
        raise NotABank(short)
    return found


def day_of(account: str, day: date, books: Books) -> "BankDay":
    """What is known of the bank lines of an account and day."""
    from koperasi_ledger.model.records import BankDay  # noqa: PLC0415 - only where banks are

    found = books.find(BankDay, f"{account}:{day}")
    return found or BankDay(account=account, date=day)


def holder_of(nik: str | None, books: Books) -> Member | None:
    """The member whose NIK it is."""
    held = books.find(IdentityHolder, nik) if nik is not None else None
    return books.member(held.member) if held is not None else None


def require_tills(month: str, books: Books) -> None:
    """Refuses to close a month of which receipts wait for the recap of their till's day."""
    # The store is loaded only where months are closed.
    from koperasi_ledger.model.records.sales import OpenTillDays  # noqa: PLC0415
    from koperasi_ledger.rules.store.tills import require_closed_tills  # noqa: PLC0415

    require_closed_tills(books.peek(OpenTillDays), month)


def accounts_of(
    lines: "Sequence[MoneyLine | JournalLine]", day: date, books: Books
) -> list[Account]:
    """The accounts of free lines, their units checked."""
    for line in lines:
        books.check_unit(line.unit, day)
    return [books.account(line.account) for line in lines]


def opening_account(name: str, day: date, books: Books) -> Account:
    """An account of an opening line: cash and bank balances are free to be opened."""
    found = books.account(name)
    for held in books.all(CashAccount):
        if held.account == name:
            refuse_proven(books.cash(held.short), day)
            return found._replace(control=False)
    return found
