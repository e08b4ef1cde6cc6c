"""Debts of the store that come from older books, as stock does: out of a plain account.

The old books carry them as one sum; from now on each is kept by itself. Source: practice.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from koperasi_ledger.model.accounts import SUPPLIER_BILLS, Account
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.store_opening import PayablesTakenOver, ReceivablesTakenOver
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.records.goods import Supplier
from koperasi_ledger.model.records.purchases import SupplierBill
from koperasi_ledger.model.records.sales import Debtor
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.policy import ControlAccount
from koperasi_ledger.rules.errors.store import TakesOverTooMuch
from koperasi_ledger.rules.errors.store_trade import BillKnown
from koperasi_ledger.rules.store.paying import debt_leg, owing
from koperasi_ledger.rules.store.terms import StoreTerms

_ZERO = Decimal(0)


def _require_held(account: Account, wanted: Decimal, held: Decimal) -> None:
    if account.control:
        raise ControlAccount(account.name)
    if wanted > held:
        raise TakesOverTooMuch(account.name, format_rupiah(wanted), format_rupiah(held))


def take_over_payables(
    event: PayablesTakenOver,
    account: Account,
    held: Decimal,
    *,
    suppliers: Mapping[str, Supplier],
    bills: Mapping[str, SupplierBill],
    terms: StoreTerms,
) -> Change:
    """Suppliers' invoices are from now on owed one by one; `held` is what the account owes.

    Raises:
        ControlAccount: the account is moved by its own events only.
        TakesOverTooMuch: the account owes less.
        BillKnown: an invoice is recorded already.
    """
    total = sum((line.amount for line in event.lines), _ZERO)
    _require_held(account, total, held)
    unit = terms.policy.unit
    found, legs = [], []
    for line in event.lines:
        bill = SupplierBill(
            supplier=line.supplier,
            invoice=line.invoice,
            ref=event.ref,
            date=event.date,
            due=line.due or event.date + timedelta(days=suppliers[line.supplier].days),
            amount=line.amount,
            remaining=line.amount,
        )
        known = bills.get(bill.key)
        if known is not None and not known.void:
            raise BillKnown(line.supplier, line.invoice, known.ref)
        found.append(bill)
        legs.append(Posting(SUPPLIER_BILLS, -line.amount, unit=unit, sub=bill.key))
    legs.append(Posting(account.name, total, unit=unit))
    entry = balanced(event.date, event.ref, "Utang pemasok dari buku lama", legs)
    return Change(entry, tuple(found))


def bill_key(ref: str, place: int) -> str:
    """How a line's bill is named among those of its debtor; no ref of an event has a # in it."""
    return f"{ref}#{place}"


def take_over_receivables(
    event: ReceivablesTakenOver,
    account: Account,
    held: Decimal,
    *,
    holders: Iterable[str],
    debtors: Mapping[str, Debtor],
    days: Mapping[str, int],
    terms: StoreTerms,
) -> Change:
    """Buyers' debts are from now on kept by buyer; `days` is each one's usual term.

    Raises:
        ControlAccount, TakesOverTooMuch: as for payables.
    """
    total = sum((line.amount for line in event.lines), _ZERO)
    _require_held(account, total, held)
    unit = terms.policy.unit
    after, legs = dict(debtors), [Posting(account.name, -total, unit=unit)]
    for place, (line, holder) in enumerate(zip(event.lines, holders, strict=True), 1):
        due: date = line.due or event.date + timedelta(days=days[holder])
        after[holder] = owing(after[holder], bill_key(event.ref, place), due, line.amount)
        legs.append(debt_leg(holder, line.amount, unit))
    entry = balanced(event.date, event.ref, "Piutang toko dari buku lama", legs)
    return Change(entry, tuple(after.values()))
