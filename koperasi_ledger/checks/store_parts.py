"""What the store's records hold of its control accounts: item by item, bill by bill."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

from koperasi_ledger.model.accounts import (
    CONSIGNORS,
    CUSTOMER_DEBTS,
    MEMBER_DEBTS,
    STOCK,
    SUPPLIER_ADVANCES,
    SUPPLIER_BILLS,
)
from koperasi_ledger.model.records import (
    Consignor,
    Debtor,
    Record,
    Stock,
    SupplierAdvance,
    SupplierBill,
    TillDay,
)
from koperasi_ledger.rules.store.tills import waiting_costs

STORE_ACCOUNTS = (
    STOCK,
    SUPPLIER_BILLS,
    SUPPLIER_ADVANCES,
    MEMBER_DEBTS,
    CUSTOMER_DEBTS,
    CONSIGNORS,
)
"""The accounts that are the sum of the store's records."""

Part: TypeAlias = tuple[str, tuple[str | None, str | None], Decimal]
"""An account, whose part it is (member, sub-key), and rupiah: debit positive."""


def store_parts(record: Record) -> Iterator[Part]:
    """What a record of the store holds of each control account.

    Goods of receipts that wait for their recap have left the stock but not yet its account; what
    consignors get of them is owed but not yet in its account.
    """
    match record:
        case Stock():
            yield STOCK, (None, record.item), record.value
        case TillDay() if record.closed is None:
            for item, cost in waiting_costs(record).items():
                yield STOCK, (None, item), cost
            for key, part in record.parts.items():
                yield CONSIGNORS, (None, key.rpartition(":")[0]), part
        case Consignor():
            yield CONSIGNORS, (None, record.consignor), -record.owed
        case SupplierBill():
            yield SUPPLIER_BILLS, (None, record.key), -record.remaining
        case SupplierAdvance():
            yield SUPPLIER_ADVANCES, (None, record.supplier), record.balance
        case Debtor() if record.holder.startswith("@"):
            yield CUSTOMER_DEBTS, (None, record.holder[1:]), record.balance
        case Debtor():
            yield MEMBER_DEBTS, (record.holder, None), record.balance
        case _:
            pass
