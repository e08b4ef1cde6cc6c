"""The cooperative's own taxes: the final tax on turnover, what is paid, the papers of PPN.

PPh final: a rate on what the month turned over, by a cooperative that may use it (PP 55/2022, PP
20/2026; reference accounting section 6); it is an expense of the month. Income that bears a final
tax of its own lies outside, by the policy's list of accounts. PPN: see `rules/vat.py`.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from koperasi_ledger.model.accounts import (
    INCOME_TAX,
    TURNOVER_TAX,
    VAT_CARRIED,
    VAT_DUE,
    Account,
)
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.taxes import (
    FinalTaxAccrued,
    InputTaxClaimed,
    TaxInvoiceIssued,
    TaxPaid,
    VatRefunded,
)
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.policy.taxes import TaxPolicy, TurnoverTax, Vat
from koperasi_ledger.model.records import (
    PolicySection,
    TaxDue,
    TaxInvoice,
    VatCarried,
    VatMonth,
)
from koperasi_ledger.model.records.sales import Receipt
from koperasi_ledger.rules.change import Change, ResultBalance
from koperasi_ledger.rules.dates import last_day, month_name, month_of
from koperasi_ledger.rules.errors import (
    BeforeItsSale,
    ControlAccount,
    FinalTaxOver,
    NoPolicy,
    ReceiptUnknown,
    TaxDiffers,
    TaxInvoiceKnown,
    TaxMonthTwice,
    TaxOnExempt,
    TaxOverpaid,
)
from koperasi_ledger.rules.money_side import MoneySide, move
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.rules.rounding import rounded
from koperasi_ledger.rules.store.taxed_buying import noted
from koperasi_ledger.rules.vat import input_leg

_ZERO = Decimal(0)
_EXEMPT = "08"
"""The first digits of a faktur pajak for deliveries that are exempt (PER-11/PJ/2025)."""
NAMES = {"ppn": "PPN", "pph-final": "PPh final"}
_OWED = {"ppn": VAT_DUE, "pph-final": TURNOVER_TAX}


def turnover_tax_on(section: PolicySection, day: date) -> TurnoverTax:
    """The final tax on turnover in force on `day`.

    Raises:
        NoPolicy: none is.
        FinalTaxOver: its last tax year is over.
    """
    policy = body_on(section, TaxPolicy, day)
    tax = policy.turnover if policy is not None else None
    if tax is None:
        raise NoPolicy("pajak.pph_final", day)
    if tax.last_year is not None and day.year > tax.last_year:
        raise FinalTaxOver(day.year, tax.last_year)
    return tax


def turnover(
    tax: TurnoverTax, before: Sequence[ResultBalance], after: Sequence[ResultBalance]
) -> Decimal:
    """What the accounts that count earned between two days, in rupiah; zero if less than nothing.

    Returns lower it, PPN is not in it, and discounts were taken off before they were posted.
    """
    earned = _ZERO
    for sign, balances in ((1, before), (-1, after)):
        for each in balances:
            if tax.counts(each.account):
                earned += sign * each.amount
    return max(earned, _ZERO)


def final_tax(tax: TurnoverTax, base: Decimal) -> Decimal:
    """The tax on a month's turnover, rounded as policy says: 0,5 % of Rp84.567.890 is Rp422.839."""
    exact = Fraction(to_sen(base)) * Fraction(tax.rate) / 100
    return from_sen(rounded(exact, to_sen(tax.unit), tax.rounding))


def accrue(event: FinalTaxAccrued, tax: TurnoverTax, known: TaxDue | None, base: Decimal) -> Change:
    """The tax on a month's turnover becomes an expense, and is owed.

    Raises:
        TaxMonthTwice: the month was worked out before.
        TaxDiffers: the turnover or the tax is not what the books say.
    """
    if known is not None:
        raise TaxMonthTwice("PPh final", event.month, event.month)
    if event.base != base:
        raise TaxDiffers("Omzet", event.month, event.base, base)
    amount = final_tax(tax, base)
    if event.amount != amount:
        raise TaxDiffers("PPh final", event.month, event.amount, amount)
    due = TaxDue(tax="pph-final", month=event.month, base=base, amount=amount, by=event.ref)
    if not amount:
        return Change(None, (due,))
    legs = (Posting(INCOME_TAX, amount), Posting(TURNOVER_TAX, -amount, sub=event.month))
    narration = f"PPh final atas omzet {month_name(event.month)}"
    return Change(balanced(event.date, event.ref, narration, legs), (due,))


def pay(event: TaxPaid, due: TaxDue | None, side: MoneySide) -> Change:
    """A month's tax is paid to the state, in full or in part.

    Raises:
        TaxOverpaid: less is owed.
        BeforeItsSale: it is paid before the month's last day, when it is owed.
    """
    what = f"{NAMES[event.tax]} {month_name(event.month)}"
    owed = due.amount - due.paid if due is not None else _ZERO
    if due is None or event.amount > owed:
        raise TaxOverpaid(f"Utang {what}", event.amount, owed)
    if event.date < last_day(event.month):
        raise BeforeItsSale(what, last_day(event.month))
    leg, waiting = move(event, side, -event.amount, event.bank_ref)
    owing = Posting(_OWED[event.tax], event.amount, unit=event.unit, sub=event.month)
    entry = balanced(event.date, event.ref, f"Setoran {what}", (leg, owing))
    return Change(entry, (due.updated(paid=due.paid + event.amount), *waiting))


def refund(event: VatRefunded, carried: VatCarried, side: MoneySide) -> Change:
    """PPN that was paid too much comes back (UU PPN Ps. 9 (4a)).

    Raises:
        TaxOverpaid: less was.
    """
    if event.amount > carried.balance:
        raise TaxOverpaid("PPN lebih bayar", event.amount, carried.balance)
    leg, waiting = move(event, side, event.amount, event.bank_ref)
    back = Posting(VAT_CARRIED, -event.amount, unit=event.unit)
    entry = balanced(event.date, event.ref, "Restitusi PPN", (leg, back))
    return Change(entry, (carried.updated(balance=carried.balance - event.amount), *waiting))


def issue(
    event: TaxInvoiceIssued, receipt: Receipt | None, known: TaxInvoice | None, vat: Vat | None
) -> Change:
    """A receipt gets its faktur pajak; `vat` is what was in force on the receipt's day.

    Raises:
        ReceiptUnknown: there is no such receipt.
        BeforeItsSale: it is dated before the receipt.
        TaxInvoiceKnown: the number is taken, or the receipt has one.
        TaxOnExempt: the receipt bears no PPN, and the number is none of an exempt delivery.
    """
    if receipt is None or receipt.void:
        raise ReceiptUnknown(event.till, event.number)
    mine = f"struk {event.till} {event.number}"
    if event.date < receipt.date:
        raise BeforeItsSale(f"Struk {event.number}", receipt.date)
    if known is not None and not known.void:
        raise TaxInvoiceKnown(event.invoice, known.of)
    if receipt.tax_invoice is not None:
        raise TaxInvoiceKnown(receipt.tax_invoice, mine)
    if vat is None or (not receipt.taxes and not event.invoice.startswith(_EXEMPT)):
        raise TaxOnExempt(f"Struk {event.till} {event.number}")
    paper = TaxInvoice(side="keluaran", number=event.invoice, of=mine)
    return Change(None, (receipt.updated(tax_invoice=event.invoice), paper))


def claim(
    event: InputTaxClaimed, account: Account, known: TaxInvoice | None, month: VatMonth
) -> Change:
    """PPN that was recorded as part of an expense, or of another asset, is credited.

    Raises:
        ControlAccount: the account is one of a sub-ledger.
        TaxInvoiceKnown: the number of the faktur pajak is taken.
    """
    if account.control:
        raise ControlAccount(account.name)
    paper = noted(event.invoice, f"peristiwa {event.ref}", known).updated(claimed=event.amount)
    legs = (
        input_leg(event.amount, month_of(event.date), event.unit),
        Posting(event.account, -event.amount, unit=event.unit),
    )
    entry = balanced(event.date, event.ref, "PPN masukan dari beban", legs)
    return Change(entry, (month.updated(input=month.input + event.amount), paper))
