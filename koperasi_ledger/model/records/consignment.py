"""Whose goods the store sells beside its own: consignors, what is theirs, and on which terms."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, NamedTuple

from koperasi_ledger.model.records.base import Money, Record


class Consignor(Record):
    """A supplier whose goods the store sells, and what is owed for them; key is the short name.

    `owed` counts from the receipt on, whether its entry is posted or waits for a recap. It is
    below zero when goods that were paid for have come back: less is paid next time.
    """

    kind: ClassVar[str] = "penitip"
    consignor: str
    member: str | None = None
    owed: Money = Decimal(0)

    @property
    def key(self) -> str:
        """The short name."""
        return self.consignor


class TermsRow(NamedTuple):
    """From a day on: the consignor's price of a base unit in rupiah, or the commission in percent.

    One of the two is None.
    """

    since: date
    price: Money | None
    percent: Money | None


class ConsignmentTerms(Record):
    """The terms of a consigned item, by day; key is the item."""

    kind: ClassVar[str] = "syarat-titipan"
    item: str
    rows: tuple[TermsRow, ...] = ()

    @property
    def key(self) -> str:
        """The item's code."""
        return self.item
