"""What a rule answers: the entry to post, if any, and the records as they are afterwards."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from koperasi_ledger.model.entry import Balance, Entry
from koperasi_ledger.model.records import Record


class ResultBalance(NamedTuple):
    """What an account of Pendapatan or Beban holds for one unit usaha, debit positive."""

    account: str
    unit: str | None
    amount: Decimal


class Change(NamedTuple):
    """The effect of one event: an entry, a proven balance, or neither; and the changed records.

    `restored` are records, by kind and key, that go back to what they once were; None removes one.
    """

    entry: Entry | Balance | None
    records: tuple[Record, ...] = ()
    restored: Mapping[tuple[str, str], Record | None] = MappingProxyType({})
