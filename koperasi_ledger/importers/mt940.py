"""MT940, the account statement of SWIFT, which corporate banking of any bank may deliver.

One file holds many messages: a day each, or a page each (`:60M:`, `:62M:`), of one account or of
several. `mt940_fields` cuts the file and refuses what is malformed; the library `mt-940` reads the
messages with every option on, because without them it merges accounts and takes a reversed credit
for money that came in. The signs: `D` and `RC` are money out, `C` and `RD` money in. The day is the
entry date, which is when the bank booked; where a bank leaves it out, the value date.
"""

import datetime as dt
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from koperasi_ledger.importers.errors import ContradictoryHeading, NoTransactions, StatementRefusal
from koperasi_ledger.importers.mt940_fields import Message, Movement, canonical, messages_of
from koperasi_ledger.importers.statement import Line, Statement, prove
from koperasi_ledger.importers.text import decode

if TYPE_CHECKING:
    from mt940.models import Balance, Transaction, Transactions

_HEAD = 8_000
_BEGIN = re.compile(r"^(?:\{.*)?:20:.*$", re.MULTILINE)
_STATEMENT = re.compile(r"^:(?:25P?|28C?|60[FM]?|61|13D?|34F?):", re.MULTILINE)
_NOT_SWIFT = (b"\x01", b"\x03")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DIGITS = re.compile(r"[0-9]{5,20}")
_NO_REFERENCE = ("", "NONREF", "NOTPROVIDED")


class Mt940Reader:
    """Reads MT940 files of any bank; see the module."""

    name = "mt940"
    label = "MT940 (SWIFT)"
    confirmed = False

    def claims(self, data: bytes) -> bool:
        """Whether a message begins near the top: `:20:` and then a field of a statement."""
        try:
            text = decode(_without_frame(data[: 2 * _HEAD]))[:_HEAD]
        except StatementRefusal:
            return False
        begin = _BEGIN.search(text)
        return begin is not None and _STATEMENT.search(text, begin.end()) is not None

    def read(self, data: bytes) -> tuple[Statement, ...]:
        """One statement per message, pages put together; see `readers.Reader.read`."""
        messages = messages_of(decode(_without_frame(data)))
        if not messages:
            raise NoTransactions(1)
        return tuple(_statement(pages) for pages in _pages(_parsed(messages)))


def _without_frame(data: bytes) -> bytes:
    """The bytes without the two control characters that frame a message on the SWIFT network."""
    if data.startswith(_UTF16):
        return data
    for mark in _NOT_SWIFT:
        data = data.replace(mark, b"")
    return data


_Read = tuple[Message, "Transactions"]


def _parsed(messages: Sequence[Message]) -> list[_Read]:
    """Every message beside what the library reads in it, one to one."""
    from mt940 import Options, parse_statements  # noqa: PLC0415 - only for this format

    # A handle, because a text that happens to be a file's name would be opened.
    handle = io.StringIO(canonical(messages))
    found = parse_statements(handle, options=Options.all())
    for message, read in zip(messages, found, strict=True):
        if len(read.transactions) != len(message.movements):
            raise ContradictoryHeading(
                message.row, "Banyaknya :61:", str(len(message.movements)), str(len(read))
            )
    return list(zip(messages, found, strict=True))


def _pages(messages: Sequence[_Read]) -> list[list[_Read]]:
    """The messages grouped into statements: a page that goes on is put to the one before it."""
    groups: list[list[_Read]] = []
    for message, read in messages:
        last, before = groups[-1][-1] if groups else (None, None)
        if (
            last is not None
            and before is not None
            and last.unfinished
            and message.continues
            and last.account.text == message.account.text
            and _balance(before, "closing") == _balance(read, "opening")
        ):
            groups[-1].append((message, read))
        else:
            groups.append([(message, read)])
    return groups


def _statement(pages: Sequence[_Read]) -> Statement:
    first, last = pages[0][1], pages[-1][1]
    opening, currency = _balance(first, "opening")
    closing, of_closing = _balance(last, "closing")
    if currency != of_closing:
        row = pages[-1][0].closing.row
        raise ContradictoryHeading(row, "Mata uang", currency, of_closing)
    found = [
        _line(transaction, movement)
        for message, read in pages
        for transaction, movement in zip(read.transactions, message.movements, strict=True)
    ]
    lines = tuple(sorted(found, key=lambda line: line.date))
    proven = prove(lines, opening, closing, closing_row=pages[-1][0].closing.row)
    end = _printed(last, "closing").date
    if end is None:
        raise NoTransactions(pages[-1][0].row)
    days = [line.date for line in lines]
    return Statement(
        bank="mt940",
        account=_account(pages[0][0].account.text, currency),
        currency=currency,
        start=min(days, default=end),
        end=max([*days, end]),
        opening=opening,
        closing=closing,
        proven=proven,
        lines=lines,
    )


def _printed(read: "Transactions", which: str) -> "Balance":
    balance: Balance = read.data[f"final_{which}_balance"]
    return balance


def _balance(read: "Transactions", which: str) -> tuple[Decimal, str]:
    """A balance, signed, and its currency."""
    amount = _printed(read, which).amount
    if amount is None or isinstance(amount, str):
        message = f"no amount in the {which} balance"
        raise TypeError(message)
    return amount.amount, amount.currency or ""


def _account(printed: str, currency: str) -> str:
    """The account number without the bank's code before it and the currency after it.

    `BMRIIDJA/1370000123456` and `1370000123456IDR` are both 1370000123456; what is not made of
    digits then (an IBAN) stays as printed.
    """
    number = re.sub(r"[ .-]", "", printed.rpartition("/")[2].strip().removesuffix(currency))
    return number if _DIGITS.fullmatch(number) else printed


def _line(transaction: "Transaction", movement: Movement) -> Line:
    data = transaction.data
    booked = data.get("entry_date") or data["date"]
    customer = _reference(data.get("customer_reference"))
    details = " ".join(item.text for item in movement.details if item.text)
    supplement = " ".join((data.get("extra_details") or "", *movement.field.lines[1:]))
    return Line(
        date=dt.date(booked.year, booked.month, booked.day),
        amount=data["amount"].amount,
        balance=None,
        text=details or " ".join([*supplement.split(), *customer.split()]),
        bank_reference=_reference(data.get("bank_reference")) or customer or None,
        row=movement.field.row,
    )


def _reference(printed: str | None) -> str:
    text = " ".join((printed or "").split())
    return "" if text in _NO_REFERENCE else text
