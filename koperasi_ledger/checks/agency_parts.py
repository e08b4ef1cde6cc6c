"""What the records of agency work and of aid hold of their control accounts."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

from koperasi_ledger.model.accounts import (
    AGENT_CLAIMS,
    AGENT_DUES,
    AGENT_FLOATS,
    AID_DUES,
    AID_STOCK,
)
from koperasi_ledger.model.records import Record
from koperasi_ledger.model.records.agency import AgencyAccount
from koperasi_ledger.model.records.aid import AidStock
from koperasi_ledger.rules.agency.terms import balance_account

AGENCY_ACCOUNTS = (AGENT_FLOATS, AGENT_CLAIMS, AGENT_DUES)
"""The accounts that are the sum of the accounts with principals."""
AID_ACCOUNTS = (AID_STOCK, AID_DUES)
"""The accounts that are the sum of the aid in care."""

Part: TypeAlias = tuple[str, tuple[str | None, str | None], Decimal]
"""An account, whose part it is (member, sub-key), and rupiah: debit positive."""


def agency_parts(record: Record) -> Iterator[Part]:
    """What a record holds of each control account.

    Aid outside the balance sheet is worth nothing here; money has no asset of its own, it lies in
    cash and bank.
    """
    match record:
        case AgencyAccount():
            yield balance_account(record), (None, record.principal), record.balance
            yield AGENT_CLAIMS, (None, record.principal), record.claim
        case AidStock() if record.posted:
            if not record.money:
                yield AID_STOCK, (None, record.key), record.value
            yield AID_DUES, (None, record.key), -record.value
        case _:
            pass
