"""PPN: what of a price is tax, which of it is credited, and how a month is settled.

UU PPN (UU 8/1983 as last changed by UU 7/2021); 12 % of 11/12 of the selling price (PMK 131/2024);
staples and other strategic goods exempt (PP 49/2022, reference accounting section 6). A price that
contains the tax is split into net and tax so that both make up the price, always: the tax is
rounded, what is left is revenue. Tax on purchases is credited only by a PKP and only for goods
whose sale is taxed (UU PPN Ps. 9 (5), 16B (3)); otherwise it is part of the cost. Settling: output
less input of the month, less what was carried; below zero it is carried (Ps. 9 (4)).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from koperasi_ledger.model.accounts import VAT_CARRIED, VAT_DUE, VAT_INPUT, VAT_OUTPUT
from koperasi_ledger.model.entry import Balance, Entry, Posting, balanced
from koperasi_ledger.model.events.taxes import VatSettled
from koperasi_ledger.model.money import allocate, from_sen, to_sen
from koperasi_ledger.model.policy.taxes import TaxPolicy, Vat
from koperasi_ledger.model.records import PolicySection, Record, TaxDue, VatCarried, VatMonth
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import month_name
from koperasi_ledger.rules.errors.taxes import (
    NotTaxable,
    TaxDiffers,
    TaxEarlierFirst,
    TaxMonthTwice,
)
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.rules.rounding import rounded

_ZERO = Decimal(0)


def vat_on(section: PolicySection, day: date) -> Vat | None:
    """The rules of PPN on `day`; None when the cooperative is no PKP then."""
    policy = body_on(section, TaxPolicy, day)
    vat = policy.vat if policy is not None else None
    return vat if vat is not None and vat.since <= day else None


def required_vat(section: PolicySection, day: date) -> Vat:
    """The rules of PPN on `day`.

    Raises:
        NotTaxable: the cooperative is no PKP then.
    """
    found = vat_on(section, day)
    if found is None:
        raise NotTaxable(day)
    return found


def tax_on(vat: Vat, amount: Decimal, *, contained: bool) -> Decimal:
    """The tax in (`contained`) or on `amount` rupiah, rounded as policy says.

    Rp111.000 contain Rp11.000 at 12 % of 11/12.
    """
    part = vat.effective
    if contained:
        part = part / (1 + part)
    return from_sen(rounded(Fraction(to_sen(amount)) * part, to_sen(vat.unit), vat.rounding))


def taxes_of(
    vat: Vat, amounts: Sequence[Decimal], *, taxed: Sequence[bool], tier: str
) -> tuple[Decimal, ...]:
    """The tax of each line of a receipt; nothing on a line that is not taxed.

    Per receipt (`struk`) the tax of all taxed lines together is rounded once, and shared among
    them by largest remainder; per line (`baris`) that of each is.
    """
    contained = tier not in vat.excluded
    bases = [amount if each else _ZERO for amount, each in zip(amounts, taxed, strict=True)]
    if vat.per == "baris":
        return tuple(tax_on(vat, base, contained=contained) for base in bases)
    total = tax_on(vat, sum(bases, _ZERO), contained=contained)
    return allocate(total, bases, vat.unit) if total else tuple(_ZERO for _ in bases)


def output_leg(tax: Decimal, month: str, unit: str | None) -> Posting:
    """Tax that is charged to buyers in a month (negative: given back)."""
    return Posting(VAT_OUTPUT, -tax, unit=unit, sub=month)


def input_leg(tax: Decimal, month: str, unit: str | None) -> Posting:
    """Tax that is paid to suppliers in a month and credited (negative: taken back)."""
    return Posting(VAT_INPUT, tax, unit=unit, sub=month)


class Moved(NamedTuple):
    """What an entry moved of a month's PPN, in rupiah: charged, and credited."""

    output: Decimal
    input: Decimal


def moved_by(entry: Entry | Balance | None) -> dict[str, Moved]:
    """What an entry moved of the PPN of each month."""
    found: dict[str, Moved] = {}
    for leg in entry.postings if isinstance(entry, Entry) else ():
        if leg.sub is None or leg.account not in {VAT_OUTPUT, VAT_INPUT}:
            continue
        before = found.get(leg.sub, Moved(_ZERO, _ZERO))
        if leg.account == VAT_OUTPUT:
            found[leg.sub] = before._replace(output=before.output - leg.amount)
        else:
            found[leg.sub] = before._replace(input=before.input + leg.amount)
    return found


def settle(
    event: VatSettled, months: Iterable[VatMonth], carried: VatCarried, unit: str | None = None
) -> Change:
    """A month's PPN is settled; `months` are this one and the earlier ones.

    What is not settled of earlier months goes with it: corrections recorded after their own
    settlement (practice; the return of that month is corrected as well).

    Raises:
        TaxMonthTwice: the month, or a later one, is settled.
        TaxEarlierFirst: an earlier month was never settled.
        TaxDiffers: the sums are not what the books say.
    """
    if carried.settled is not None and event.month <= carried.settled:
        raise TaxMonthTwice("PPN", event.month, carried.settled)
    open_months = [each for each in months if unsettled(each) != (_ZERO, _ZERO)]
    for each in open_months:
        if each.month < event.month and (carried.settled is None or each.month > carried.settled):
            raise TaxEarlierFirst("PPN", event.month, each.month)
    output = sum((unsettled(each).output for each in open_months), _ZERO)
    given = sum((unsettled(each).input for each in open_months), _ZERO)
    for name, said, real in (("keluaran", event.output, output), ("masukan", event.input, given)):
        if said != real:
            raise TaxDiffers(f"PPN {name}", event.month, said, real)
    due, after = outcome(output, given, carried.balance)
    legs = [
        leg
        for each in open_months
        for leg in (
            output_leg(-unsettled(each).output, each.month, unit),
            input_leg(-unsettled(each).input, each.month, unit),
        )
    ]
    legs += [
        Posting(VAT_CARRIED, after - carried.balance, unit=unit),
        Posting(VAT_DUE, -due, unit=unit, sub=event.month),
    ]
    records: list[Record] = [
        each.updated(settled_output=each.output, settled_input=each.input) for each in open_months
    ]
    records.append(carried.updated(balance=after, settled=event.month))
    if due:
        records.append(TaxDue(tax="ppn", month=event.month, base=output, amount=due, by=event.ref))
    if not any(leg.amount for leg in legs):
        return Change(None, tuple(records))
    narration = f"Perhitungan PPN {month_name(event.month)}"
    return Change(balanced(event.date, event.ref, narration, legs), tuple(records))


def unsettled(month: VatMonth) -> Moved:
    """What of a month's PPN no settlement has taken yet."""
    return Moved(month.output - month.settled_output, month.input - month.settled_input)


def outcome(output: Decimal, given: Decimal, carried: Decimal) -> tuple[Decimal, Decimal]:
    """What is owed after a settlement, and what is carried on, in rupiah."""
    left = output - given - carried
    return max(left, _ZERO), max(-left, _ZERO)


def unsettle(entry: Entry | Balance | None, months: Iterable[VatMonth]) -> list[VatMonth]:
    """The months without the settlement that posted `entry`."""
    changes = moved_by(entry)
    return [
        each.updated(
            settled_output=each.settled_output + changes[each.month].output,
            settled_input=each.settled_input + changes[each.month].input,
        )
        for each in months
        if each.month in changes
    ]
