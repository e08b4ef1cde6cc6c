"""Which of our accounts a statement belongs to, and how sure its format is."""

from dataclasses import replace
from decimal import Decimal

from koperasi_ledger.books import Books
from koperasi_ledger.importers.identity import same_number
from koperasi_ledger.importers.readers import READERS
from koperasi_ledger.importers.statement import Statement, prove
from koperasi_ledger.model.records import CashAccount
from koperasi_ledger.workflows.bank_errors import (
    ClosingDiffers,
    NotOurAccount,
    NotProven,
    NotRupiahAccount,
    OtherAccount,
    WhichAccount,
)
from koperasi_ledger.workflows.bank_facts import account_name, bank_account, bank_accounts


def with_closing(statement: Statement, closing: Decimal | None) -> Statement:
    """A statement whose file has no balances, with the closing balance that the person read.

    The opening balance then follows from the lines, and is proven by the statement before it, or
    by the opening balances of the books; the file alone proves nothing.

    Raises:
        ClosingDiffers: the file has a closing balance, and it is another.
    """
    if closing is None:
        return statement
    if statement.closing is not None and statement.closing != closing:
        raise ClosingDiffers(statement.closing, closing)
    if statement.proven:
        return statement
    opening = closing - sum((line.amount for line in statement.lines), Decimal(0))
    if statement.opening is not None and statement.opening != opening:
        raise ClosingDiffers(statement.opening + closing - opening, closing)
    proven = prove(statement.lines, opening, closing)
    return replace(statement, opening=opening, closing=closing, proven=proven)


def choose_account(books: Books, statement: Statement, key: str | None) -> CashAccount:
    """Our account of the statement: by its number, or by `key`, which must agree with it.

    Raises:
        NotOurAccount, OtherAccount, WhichAccount: it is not clear, or not ours.
        NotRupiahAccount, NotProven: it cannot be booked.
        UnknownCash, NotABank: the key is none of a bank account.
    """
    if statement.currency != "IDR":
        raise NotRupiahAccount(statement.currency)
    if not statement.proven or statement.opening is None or statement.closing is None:
        raise NotProven
    ours = bank_accounts(books)
    number = statement.account
    if key is not None:
        chosen = bank_account(books, key)
        if number is not None and not same_number(number, chosen.number or ""):
            raise OtherAccount(number, key, chosen.number or "")
        return chosen
    if number is None:
        raise WhichAccount([account_name(item) for item in ours])
    fitting = [item for item in ours if same_number(number, item.number or "")]
    exact = [item for item in fitting if item.number == number]
    if not fitting:
        raise NotOurAccount(number, [account_name(item) for item in ours])
    if len(exact or fitting) > 1:
        raise WhichAccount([account_name(item) for item in fitting])
    return (exact or fitting)[0]


def unconfirmed_format(data: bytes, statements: tuple[Statement, ...]) -> str | None:
    """The label of the format that read the file, if it was never tried on a real one."""
    for reader in READERS:
        ours = any(item.bank == reader.name.partition("-")[0] for item in statements)
        if ours and reader.claims(data) and not reader.confirmed:
            return reader.label
    return None
