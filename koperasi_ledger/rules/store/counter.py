"""What a receipt is held against: its buyer, lists of prices and limits, and who may pay."""

from collections.abc import Mapping
from typing import NamedTuple

from koperasi_ledger.model.policy.taxes import Vat
from koperasi_ledger.model.records import (
    CashAccount,
    Member,
    PolicySection,
    SavingsAccount,
    VatMonth,
)
from koperasi_ledger.model.records.goods import CeilingList, Customer, PriceList, Quota
from koperasi_ledger.model.records.sales import Debtor, OpenTillDays, Patronage, Receipt, TillDay
from koperasi_ledger.rules.store.consigning import Others


class Counter(NamedTuple):
    """What a sale needs of the books beside the goods: lists, the buyer, and who pays."""

    prices: Mapping[str, PriceList]
    ceilings: Mapping[str, tuple[CeilingList, ...]]
    quotas: Mapping[str, Quota]
    receipt: Receipt | None
    till_day: TillDay | None
    open_days: OpenTillDays | None
    cash: Mapping[str, CashAccount]
    debtors: Mapping[str, Debtor]
    savings: Mapping[str, SavingsAccount]
    savings_section: PolicySection
    member: Member | None = None
    customer: Customer | None = None
    patronage: Patronage | None = None
    others: Others = Others()
    vat: Vat | None = None
    vat_month: VatMonth | None = None
