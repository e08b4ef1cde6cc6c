"""The legs of a borrowing's entries: principal by maturity, interest owed, and its expense.

The principal stands in two control accounts: what falls due within twelve months, and the rest by
kind of lender. Every event brings the two to what the schedule says on its day, and so does the
monthly run, so that the neraca splits by maturity (SAK EP section 4) without an entry of its own.
"""

from decimal import Decimal

from koperasi_ledger.model.accounts import (
    BANK_INTEREST,
    BORROWING_INTEREST,
    BORROWINGS_BANK,
    BORROWINGS_CURRENT,
    BORROWINGS_LPDB,
    BORROWINGS_OTHER,
    LPDB_INTEREST,
    OTHER_INTEREST,
)
from koperasi_ledger.model.entry import Posting
from koperasi_ledger.model.records.borrowings import Borrowing

_ZERO = Decimal(0)
_LONG = {"bank": BORROWINGS_BANK, "lpdb": BORROWINGS_LPDB, "lain": BORROWINGS_OTHER}
_EXPENSE = {"bank": BANK_INTEREST, "lpdb": LPDB_INTEREST, "lain": OTHER_INTEREST}


def long_account(borrowing: Borrowing) -> str:
    """Where the principal stands that falls due later than in twelve months."""
    return _LONG[borrowing.source]


def legs_between(before: Borrowing, after: Borrowing) -> list[Posting]:
    """The legs that take a borrowing from one state to another; legs of zero are left in.

    They add up to minus the money and other accounts that the event moved.
    """
    number, unit = before.number, before.unit
    current = before.current - after.current
    total = before.balance - after.balance
    owed = (before.recognised - before.paid) - (after.recognised - after.paid)
    return [
        Posting(BORROWINGS_CURRENT, current, sub=number),
        Posting(long_account(before), total - current, sub=number),
        Posting(BORROWING_INTEREST, owed, sub=number),
        Posting(
            _EXPENSE[before.source],
            after.recognised - before.recognised,
            None,
            unit,
            sub=number,
        ),
    ]
