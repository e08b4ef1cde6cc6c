"""What borrowings are made of in the control accounts, debt by debt."""

from collections.abc import Iterator
from decimal import Decimal

from koperasi_ledger.model.accounts import (
    BORROWING_INTEREST,
    BORROWINGS_BANK,
    BORROWINGS_CURRENT,
    BORROWINGS_LPDB,
    BORROWINGS_OTHER,
)
from koperasi_ledger.model.records.borrowings import Borrowing
from koperasi_ledger.rules.borrowings.posting import long_account

BORROWING_ACCOUNTS = (
    BORROWINGS_CURRENT,
    BORROWINGS_BANK,
    BORROWINGS_LPDB,
    BORROWINGS_OTHER,
    BORROWING_INTEREST,
)
"""The accounts that are the sum of the borrowings."""


def borrowing_parts(borrowing: Borrowing) -> Iterator[tuple[str, Decimal]]:
    """What a debt holds of each control account, in rupiah: debit positive."""
    yield BORROWINGS_CURRENT, -borrowing.current
    yield long_account(borrowing), borrowing.current - borrowing.balance
    yield BORROWING_INTEREST, borrowing.paid - borrowing.recognised
