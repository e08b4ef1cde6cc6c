"""Tax events: which rule each goes through, and how each is undone."""

from datetime import timedelta
from decimal import Decimal
from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import require_tills, side_of
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.engine.savings import month_of_interest
from koperasi_ledger.engine.vat import vat_month, vat_month_of, vat_undone
from koperasi_ledger.model.events.taxes import (
    FinalTaxAccrued,
    InputTaxClaimed,
    InterestTaxRemitted,
    TaxEvent,
    TaxInvoiceIssued,
    TaxPaid,
    VatRefunded,
    VatSettled,
)
from koperasi_ledger.model.policy.store import StorePolicy
from koperasi_ledger.model.policy.taxes import TurnoverTax
from koperasi_ledger.model.records import (
    InterestMonth,
    Record,
    TaxDue,
    TaxInvoice,
    VatCarried,
    VatMonth,
)
from koperasi_ledger.model.records.sales import Receipt
from koperasi_ledger.rules import own_taxes, taxes, vat
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import first_day, last_day
from koperasi_ledger.rules.policies import body_on

GOES_BACK = frozenset({TaxDue.kind, VatCarried.kind})
"""What a month's tax made owed or carried, which its reversal takes away: latest first."""


def change(event: TaxEvent, books: Books, history: History) -> Change:  # noqa: PLR0911 - one answer for each kind
    """What an event on taxes does."""
    match event:
        case InterestTaxRemitted():
            return taxes.remit(event, _months(event, books), side_of(event, books))
        case TaxInvoiceIssued():
            receipt = books.find(Receipt, f"{event.till}:{event.number}")
            known = books.find(TaxInvoice, f"keluaran:{event.invoice}")
            day = receipt.date if receipt is not None else event.date
            rules = vat.required_vat(books.section("taxes"), day)
            return own_taxes.issue(event, receipt, known, rules)
        case InputTaxClaimed():
            vat.required_vat(books.section("taxes"), event.date)
            books.check_unit(event.unit, event.date)
            known = books.find(TaxInvoice, f"masukan:{event.invoice}")
            month = vat_month_of(event.date, books)
            return own_taxes.claim(event, books.account(event.account), known, month)
        case VatSettled():
            vat.required_vat(books.section("taxes"), event.date)
            require_tills(event.month, books)
            return vat.settle(
                event, vat_months(event.month, books), _carried(books), _unit(event, books)
            )
        case FinalTaxAccrued():
            require_tills(event.month, books)
            rules_of = own_taxes.turnover_tax_on(books.section("taxes"), event.date)
            known_due = books.find(TaxDue, f"pph-final:{event.month}")
            return own_taxes.accrue(
                event, rules_of, known_due, turnover_of(event.month, rules_of, history)
            )
        case TaxPaid():
            due = books.find(TaxDue, f"{event.tax}:{event.month}")
            return own_taxes.pay(event, due, side_of(event, books))
        case VatRefunded():
            return own_taxes.refund(event, _carried(books), side_of(event, books))
        case _:
            assert_never(event)


def _carried(books: Books) -> VatCarried:
    return books.find(VatCarried) or VatCarried()


def _unit(event: VatSettled, books: Books) -> str | None:
    policy = body_on(books.section("store"), StorePolicy, event.date)
    return policy.unit if policy is not None else None


def vat_months(until: str, books: Books) -> list[VatMonth]:
    """The PPN of every month up to this one."""
    return [vat_month(each.month, books) for each in books.all(VatMonth) if each.month <= until]


def turnover_of(month: str, tax: TurnoverTax, history: History) -> Decimal:
    """What the month turned over, by the ledger."""
    before = history.results(first_day(month) - timedelta(days=1))
    return own_taxes.turnover(tax, before, history.results(last_day(month)))


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:  # noqa: ARG001 - one shape for all subjects
    """The records without the event; what it made owed goes back by itself (`GOES_BACK`)."""
    event: TaxEvent = past.event  # type: ignore[assignment] # of this subject
    match event:
        case InterestTaxRemitted():
            return taxes.undo_remittance(event, _months(event, books))
        case InputTaxClaimed():
            known = books.find(TaxInvoice, f"masukan:{event.invoice}")
            void = (known.updated(void=True),) if known is not None else ()
            return (*vat_undone(past, books), *void)
        case VatSettled():
            months = (vat_month(month, books) for month in vat.moved_by(past.entry))
            return tuple(vat.unsettle(past.entry, months))
        case TaxPaid():
            due = books.find(TaxDue, f"{event.tax}:{event.month}")
            return (due.updated(paid=due.paid - event.amount),) if due is not None else None
        case VatRefunded():
            carried = _carried(books)
            return (carried.updated(balance=carried.balance + event.amount),)
        case TaxInvoiceIssued() | FinalTaxAccrued():
            return ()
        case _:
            assert_never(event)


def _months(event: InterestTaxRemitted, books: Books) -> list[InterestMonth]:
    for line in event.lines:
        books.member(line.member)
    return [month_of_interest(books, event.month, line.member) for line in event.lines]
