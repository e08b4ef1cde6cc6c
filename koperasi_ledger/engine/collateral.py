"""Collateral events: which rule each goes through."""

from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.history import History
from koperasi_ledger.engine.loans import GOES_BACK, loan_of
from koperasi_ledger.model.events.collateral import (
    CollateralEvent,
    CollateralRegistered,
    CollateralReleased,
    CollateralRevalued,
)
from koperasi_ledger.model.records.loans import Collateral
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.collateral import UnknownCollateral
from koperasi_ledger.rules.loans import securing

__all__ = ["GOES_BACK", "change"]


def change(event: CollateralEvent, books: Books, history: History) -> Change:  # noqa: ARG001 - one shape for all subjects
    """What an event on collateral does."""
    thing = books.find(Collateral, event.collateral)
    if isinstance(event, CollateralRegistered):
        return securing.register(event, thing, loan_of(event.loan, books))
    if thing is None:
        raise UnknownCollateral(event.collateral)
    loan = loan_of(thing.loan, books)
    match event:
        case CollateralRevalued():
            return securing.revalue(event, thing, loan)
        case CollateralReleased():
            return securing.release(event, thing, loan)
        case _:
            assert_never(event)
