"""A store whose cooperative becomes a PKP: the events of `streams_store`, with PPN on them.

The cooperative is a PKP from 1 February 2026; two of the four items are taxed, prices contain the
tax but for wholesale. Months are settled, tax on turnover is accrued, both are paid.
"""

import random
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from typing import Any

from book_fold import Fold, begun, make
from hypothesis import strategies as st
from streams_store import (
    DAYS,
    LENGTH,
    STORE_FIELDS,
    THEIRS,
    Pick,
    Shop,
    store_prelude,
)

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.money import round_to
from koperasi_ledger.model.policy.taxes import TaxPolicy, TurnoverTax, Vat
from koperasi_ledger.model.records import (
    Item,
    PolicySection,
    Receipt,
    TaxDue,
    VatCarried,
    VatMonth,
)
from koperasi_ledger.rules.dates import first_day, last_day
from koperasi_ledger.rules.own_taxes import final_tax, turnover
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.rules.store.taxed import is_taxed
from koperasi_ledger.rules.vat import taxes_of, unsettled, vat_on

MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")
TAX_SHARES = {
    "tax_invoice_issued": 3,
    "input_tax_claimed": 3,
    "vat_settled": 6,
    "final_tax_accrued": 4,
    "tax_paid": 6,
    "vat_refunded": 4,
    "goods_received": 10,
    "sale_recorded": 40,
    "sale_returned": 10,
    "purchase_returned": 8,
}
"""How often each kind is chosen besides: what bears PPN oftener than in `streams_store`."""


def tax_terms(**changes: Any) -> dict[str, Any]:
    """The section of taxes: 12 % of 11/12 from February on, wholesale prices without it."""
    vat = {
        "pkp_sejak": "2026-02-01",
        "persen": "12",
        "dpp": "11/12",
        "harga_tanpa_ppn": ["grosir"],
    }
    return {
        "ppn": vat | changes,
        "pph_final": {"persen": "0.5", "batas_setahun": "4800000000"},
    }


def taxed_items() -> list[AnyEvent]:
    """Two items of the store, and one of a consignor, are taxed."""
    items = ("gula", "kemasan", THEIRS[0])
    return [
        make("item_changed", f"BT-{item}", "2026-01-01", item=item, taxable=True) for item in items
    ]


def tax_prelude(taxes: dict[str, Any], **policy: Any) -> list[AnyEvent]:
    """The store, with a policy of taxes; paper and packing are bought with PPN in January."""
    day = "2026-01-01"
    adopted = make(
        "policy_adopted", "K-PAJAK", day, effective=day, decision="RAT 3", policy={"pajak": taxes}
    )
    spent = make(
        "payment_recorded",
        "BKK-1",
        day,
        via="kas",
        lines=[{"account": "Beban:Usaha:Sewa", "amount": "1000000"}],
    )
    return [*store_prelude(**policy), *taxed_items(), adopted, spent]


class TaxedShop(Shop):
    """A shop under PPN; otherwise as any."""

    def __init__(
        self, pick: Pick, taxes: dict[str, Any], *, reversals: bool = True, **policy: Any
    ) -> None:
        super().__init__(pick, reversals=reversals, **policy)
        self.fold = begun(tax_prelude(taxes, **policy))
        self.start = len(self.fold.applied)
        self.kinds += [kind for kind, share in TAX_SHARES.items() for _ in range(share)]

    def next(self) -> AnyEvent | None:
        self.number += 1
        place = self.number * len(DAYS) // LENGTH + self.pick((0, 0, 0, 1, -1, -6))
        self.day = DAYS[max(0, min(len(DAYS) - 1, place))]
        kind = self.pick(self.kinds)
        with suppress(Refusal):
            fields = {"date": self.day} | _fields(self, kind)
            event = make(kind, f"e{self.number}", fields.pop("date"), **fields)
            self.fold.add(event)
            return event
        return None


def vat_of(fold: Fold, day: str) -> Vat | None:
    """The rules of PPN on a day."""
    section = fold.books.peek(PolicySection, "taxes")
    return vat_on(section, _date(day)) if section is not None else None


def turnover_rules(fold: Fold, month: str) -> TurnoverTax | None:
    """The tax on turnover in force."""
    section = fold.books.peek(PolicySection, "taxes")
    body = body_on(section, TaxPolicy, last_day(month)) if section is not None else None
    return body.turnover if body is not None else None


def _date(day: str) -> Any:
    return make("month_closed", "x", day, month="2026-01").date


def _fields(desk: TaxedShop, kind: str) -> dict[str, Any]:
    if kind in _TAXES:
        return _TAXES[kind](desk)
    fields = STORE_FIELDS[kind](desk)
    if kind == "goods_received":
        return fields | _invoice_tax(desk, fields)
    if kind == "sale_recorded":
        return _with_tax_paid(desk, fields)
    if kind == "purchase_returned" and not desk.pick(range(4)):
        return fields | {"ppn": desk.pick(("0", "1", "5000"))}
    return fields


def _invoice_tax(desk: TaxedShop, fields: dict[str, Any]) -> dict[str, Any]:
    if desk.pick((0, 0, 1)):
        return {}
    goods = sum(
        Decimal(line["amount"])
        for line in fields["lines"]
        if (item := desk.fold.books.peek(Item, line["item"])) is not None and item.taxable
    )
    tax = round_to(goods * 11 / 100, Decimal(1), "dekat") if goods else Decimal(1)
    found: dict[str, Any] = {"ppn": str(max(tax, Decimal(desk.pick(("1", "1", "1", "999999")))))}
    if desk.pick((0, 0, 0, 1)):
        found["ppn_creditable"] = False
    if desk.pick((0, 1)):
        number = desk.number if desk.pick(range(9)) else 1
        found["tax_invoice"] = f"{number:017d}"
    return found


def _with_tax_paid(desk: TaxedShop, fields: dict[str, Any]) -> dict[str, Any]:
    """Where prices do not contain the tax, the last payment is as much higher."""
    vat = vat_of(desk.fold, fields.get("date", desk.day))
    if vat is None or fields["tier"] not in vat.excluded:
        return fields
    items = [desk.fold.books.peek(Item, line["item"]) for line in fields["lines"]]
    taxed = [item is not None and is_taxed(item) for item in items]
    amounts = [Decimal(line["amount"]) for line in fields["lines"]]
    tax = sum(taxes_of(vat, amounts, taxed=taxed, tier=fields["tier"]), Decimal(0))
    *rest, last = fields["payments"]
    return fields | {"payments": [*rest, last | {"amount": str(Decimal(last["amount"]) + tax)}]}


def _issued(desk: TaxedShop) -> dict[str, Any]:
    receipts = desk.fold.books.all(Receipt)
    if not receipts:
        return {"till": "k1", "number": "0", "invoice": "0" * 17}
    receipt = desk.pick(receipts[-8:])
    number = desk.number if desk.pick(range(6)) else 1
    return {
        "date": max(receipt.date, _date(desk.day)).isoformat(),
        "till": receipt.till,
        "number": receipt.number,
        "invoice": f"{desk.pick(('04', '04', '08'))}{number:015d}",
    }


def _claimed(desk: TaxedShop) -> dict[str, Any]:
    return {
        "account": desk.pick(("Beban:Usaha:Sewa", "Beban:Usaha:Sewa", "Aset:Persediaan:Toko")),
        "amount": desk.pick(("11000", "1", "5500.50")),
        "invoice": f"{desk.number if desk.pick(range(6)) else 1:017d}",
    }


def settlement(fold: Fold, month: str) -> dict[str, Any]:
    """What the settlement of a month says, by the books."""
    months = [unsettled(each) for each in fold.books.all(VatMonth) if each.month <= month]
    return {
        "date": last_day(month).isoformat(),
        "month": month,
        "output": str(sum((each.output for each in months), Decimal(0))),
        "input": str(sum((each.input for each in months), Decimal(0))),
    }


def _settled(desk: TaxedShop) -> dict[str, Any]:
    done = desk.fold.books.peek(VatCarried)
    after = [each for each in MONTHS if done is None or done.settled is None or each > done.settled]
    month = desk.pick((*after[:1] * 3, *MONTHS))
    fields = settlement(desk.fold, month)
    return fields if desk.pick(range(6)) else fields | {"output": "1"}


def accrual(fold: Fold, month: str) -> dict[str, Any]:
    """What the tax on a month's turnover is, by the books."""
    tax = turnover_rules(fold, month)
    before = fold.results(first_day(month) - timedelta(days=1))
    base = turnover(tax, before, fold.results(last_day(month))) if tax is not None else Decimal(0)
    amount = final_tax(tax, base) if tax is not None else Decimal(0)
    day = last_day(month).isoformat()
    return {"date": day, "month": month, "base": str(base), "amount": str(amount)}


def _accrued(desk: TaxedShop) -> dict[str, Any]:
    fields = accrual(desk.fold, desk.pick(MONTHS))
    return fields if desk.pick(range(6)) else fields | {"amount": "1"}


def _paid(desk: TaxedShop) -> dict[str, Any]:
    owed = [each for each in desk.fold.books.all(TaxDue) if each.amount > each.paid]
    if not owed:
        return {"tax": "ppn", "month": "2026-01", "amount": "1", "via": "kas"}
    due = desk.pick(owed)
    amount = desk.pick((due.amount - due.paid, Decimal(1), due.amount + 1))
    return {
        "date": "2026-05-10",
        "tax": due.tax,
        "month": due.month,
        "amount": str(amount),
        "via": "kas",
    }


def _refunded(desk: TaxedShop) -> dict[str, Any]:
    carried = desk.fold.books.peek(VatCarried)
    amount = carried.balance if carried is not None and carried.balance else Decimal(1)
    return {"date": "2026-05-11", "amount": str(amount), "via": "kas"}


_TAXES = {
    "tax_invoice_issued": _issued,
    "input_tax_claimed": _claimed,
    "vat_settled": _settled,
    "final_tax_accrued": _accrued,
    "tax_paid": _paid,
    "vat_refunded": _refunded,
}


@st.composite
def taxed_shops(
    draw: st.DrawFn, /, taxes: dict[str, Any], *, reversals: bool = True, **policy: Any
) -> TaxedShop:
    """A taxed shop after some days of work; hypothesis chooses a seed and a length."""
    choose = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - a test's dice
    shop = TaxedShop(choose.choice, taxes, reversals=reversals, **policy)
    for _ in range(draw(st.integers(1, LENGTH))):
        shop.next()
    return shop


__all__ = ["MONTHS", "TaxedShop", "accrual", "settlement", "taxed_shops"]
