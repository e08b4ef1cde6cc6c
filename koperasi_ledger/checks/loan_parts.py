"""What loans are made of in the control accounts, loan by loan."""

from collections.abc import Iterator
from decimal import Decimal

from koperasi_ledger.model.accounts import (
    LOAN_ALLOWANCE,
    LOAN_HELD,
    LOAN_INTEREST,
    LOAN_INTEREST_AHEAD,
    LOANS,
    MURABAHAH,
    MURABAHAH_DEFERRED,
    QARDH,
    SWP,
)
from koperasi_ledger.model.records.loans import Borrower, Loan

LOAN_ACCOUNTS = (
    LOANS,
    LOAN_INTEREST,
    LOAN_INTEREST_AHEAD,
    LOAN_ALLOWANCE,
    LOAN_HELD,
    MURABAHAH,
    MURABAHAH_DEFERRED,
    QARDH,
    SWP,
)
"""The accounts that are the sum of the loans, or of what borrowers keep for them."""

_ZERO = Decimal(0)


def loan_parts(loan: Loan) -> Iterator[tuple[str, Decimal]]:
    """What a loan holds of each control account, in rupiah: debit positive."""
    yield LOAN_ALLOWANCE, -loan.allowance
    yield LOAN_HELD, -loan.held
    if loan.product.akad == "murabahah":
        running = loan.status == "berjalan"
        margin = (loan.margin or _ZERO) if running else _ZERO
        yield MURABAHAH, loan.balance + (margin - loan.received if running else _ZERO)
        yield MURABAHAH_DEFERRED, loan.recognised - margin if running else _ZERO
        return
    yield QARDH if loan.product.akad == "qardh" else LOANS, loan.balance
    claim = loan.recognised - loan.received
    yield LOAN_INTEREST, max(claim, _ZERO)
    yield LOAN_INTEREST_AHEAD, min(claim, _ZERO)


def borrower_parts(borrower: Borrower) -> Iterator[tuple[str, Decimal]]:
    """What a borrower holds of each control account."""
    yield SWP, -borrower.swp
