"""What a busy store records: goods bought, sold, brought back, moved, counted, made into others.

The fields of each kind are chosen for a desk that has `pick`, `fold`, `number` and `day`; see
`streams.Desk`. A `Shop` is such a desk with nothing but the store in it.
"""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

from book_fold import begun, founded, joined, make
from hypothesis import strategies as st
from streams_consignment import (
    CONSIGNMENT_FIELDS,
    CONSIGNMENT_SHARES,
    OWNERS,
    THEIRS,
    first_consignments,
)
from streams_trade import TRADE_FIELDS, TRADE_SHARES, old_books, order_of

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.money import round_to
from koperasi_ledger.model.quantities import from_micro, to_micro
from koperasi_ledger.model.records import (
    SUBJECTS,
    Debtor,
    OpenTillDays,
    PriceList,
    Receipt,
    SupplierBill,
)
from koperasi_ledger.rules.store.prices import listed
from koperasi_ledger.rules.store.returning import brought_back

Pick = Callable[[Sequence[Any]], Any]

ITEMS = ("beras", "gula", "urea", "kemasan")
"""Two at average cost, two by FIFO."""
PLACES = ("gudang", "gerai")
DAYS = tuple(f"2026-{month:02d}-{day:02d}" for month in range(1, 5) for day in range(1, 29, 3))
QUANTITIES = ("1", "1", "2", "2", "5", "12", "0.25", "1.5", "0.333333", "40")
AMOUNTS = ("100000", "55000", "12345", "1", "999999.99", "0.07", "7000")
LENGTH = 60

STORE_SHARES = {
    "goods_received": 14,
    "sale_recorded": 50,
    "sale_returned": 8,
    "stock_transferred": 4,
    "stock_counted": 3,
    "goods_converted": 3,
    "purchase_returned": 3,
    "payable_paid": 3,
    "supplier_advance_paid": 1,
    "offtake_received": 3,
    "receivable_paid": 3,
    "till_day_closed": 2,
    "price_set": 1,
    **TRADE_SHARES,
    **CONSIGNMENT_SHARES,
    "event_reversed": 8,
}
"""How often each kind is chosen in a shop."""
STORE_KINDS = frozenset(
    kind
    for subject in ("goods", "stock", "purchases", "sales", "consignment", "orders")
    for kind in SUBJECTS[subject]
)
"""The kinds of records that only the store has."""
DESK_SHARES = {kind: 1 for kind in STORE_SHARES if kind != "event_reversed"} | {
    "goods_received": 2,
    "sale_recorded": 5,
}
"""How often on a desk with everything else on it."""


def store_terms(**changes: Any) -> dict[str, Any]:
    """The store's section of a policy."""
    return {
        "tingkat": {
            "umum": {"nama": "Eceran umum"},
            "grosir": {"nama": "Grosir"},
            "anggota": {"nama": "Anggota", "hanya_anggota": True},
        },
        "lokasi": {"gudang": {"nama": "Gudang"}, "gerai": {"nama": "Gerai"}},
        "golongan": {"sembako": "rata-rata", "pupuk": "fifo"},
        "kredit_anggota": {"paling_banyak": "500000", "tempo_hari": 30},
        "lebih_kirim_paling_banyak_persen": "5",
        "beda_harga_paling_banyak_persen": "50",
    } | changes


def store_prelude(**changes: Any) -> list[AnyEvent]:
    """A cooperative with two members and a store."""
    return [*founded(), joined("A-1"), joined("A-2"), *first_goods(**changes)]


def first_goods(**changes: Any) -> list[AnyEvent]:
    """What a store begins with: four items, their prices, a supplier, a customer, a quota."""
    day = "2026-01-01"
    policy = {"toko": store_terms(**changes)}
    groups = {"beras": "sembako", "gula": "sembako", "urea": "pupuk", "kemasan": "pupuk"}
    prices = [
        {"item": item, "tier": tier, "unit": unit, "price": price, "from_quantity": start}
        for item in ITEMS
        for tier in ("umum", "grosir", "anggota")
        for unit, price, start in (("kg", "1300", "0"), ("kg", "1250", "10"), ("dus", "29000", "0"))
    ]
    return [
        make("policy_adopted", "K-TOKO", day, effective=day, decision="RAT 2", policy=policy),
        old_books(day),
        make("supplier_registered", "P-1", day, supplier="bulog", name="Bulog", days=7),
        make("customer_registered", "L-1", day, customer="suka", name="Suka", limit="100000"),
        *(
            make(
                "item_registered",
                f"B-{item}",
                day,
                item=item,
                name=item,
                base="kg",
                group=group,
                measures=[
                    {"unit": "dus", "holds": "24"},
                    {"unit": "butir", "holds": "1", "per": "3"},
                ],
            )
            for item, group in groups.items()
        ),
        make("price_set", "H-1", day, valid_from=day, lines=prices),
        make(
            "quota_set",
            "KU-1",
            day,
            quota="jatah",
            item="urea",
            unit="kg",
            start="2026-01-10",
            until="2026-02-10",
            lines=[{"member": "A-1", "quantity": "7"}, {"customer": "suka", "quantity": "40"}],
        ),
        *first_consignments(),
    ]


def _goods(desk: Any, items: Sequence[str] = ITEMS) -> dict[str, Any]:
    return {
        "item": desk.pick(items),
        "quantity": desk.pick(QUANTITIES),
        "unit": desk.pick((None,) * 6 + ("kg",) * 3 + ("dus",) * 2 + ("butir",)),
    }


def _some(desk: Any, most: int = 3, items: Sequence[str] = ITEMS) -> list[dict[str, Any]]:
    return [_given(_goods(desk, items)) for _ in range(desk.pick(range(1, most + 1)))]


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _received(desk: Any) -> dict[str, Any]:
    lines = [goods | {"amount": desk.pick(AMOUNTS)} for goods in _some(desk)]
    lines[0]["quantity"] = desk.pick(("100", "250", "30", lines[0]["quantity"]))
    total = sum(Decimal(line["amount"]) for line in lines)
    freight = desk.pick(("0", "0", "5000", "333.33"))
    return {
        "supplier": "bulog",
        "invoice": desk.pick((f"F-{desk.number}",) * 9 + ("F-1",)),
        "location": desk.pick(PLACES),
        "lines": lines,
        "discount": desk.pick(("0", "0", "0.05", "100")) if total > 6000 else "0",
        "freight": freight,
        "freight_via": desk.pick((None, "kas")) if freight != "0" else None,
        "advance": desk.pick(("0", "0", "0", "5000")) if total > 6000 else "0",
        "paid_via": desk.pick((None, None, "kas")),
        "order": order_of(desk),
    }


def _line(desk: Any, tier: str) -> tuple[dict[str, Any], Decimal, bool]:
    """A line at its price, now and then with a discount or not as the list says."""
    goods = _goods(desk, (*ITEMS, *THEIRS, *THEIRS))
    unit = goods["unit"] or "kg"
    quantity = Decimal(goods["quantity"])
    prices = desk.fold.books.peek(PriceList, f"{goods['item']}:{tier}")
    found = listed(
        prices, unit, to_micro(quantity), make("month_closed", "x", desk.day, month="2026-01").date
    )
    price = found or Decimal(1000)
    total = round_to(price * quantity, Decimal(1), desk.pick(("dekat", "bawah", "atas")))
    discount = desk.pick((0,) * 6 + (1, 10))
    discount = Decimal(discount) if discount < total else Decimal(0)
    fields = goods | {"price": str(price), "amount": str(total - discount)}
    if discount:
        fields["discount"] = str(discount)
    return _given(fields), total - discount, bool(discount)


def _sold(desk: Any) -> dict[str, Any]:
    tier = desk.pick(("umum", "umum", "grosir", "anggota", "anggota"))
    buyer = desk.pick((None, "A-1", "A-2") if tier != "anggota" else ("A-1", "A-2") * 4 + (None,))
    lines = [_line(desk, tier) for _ in range(desk.pick((1, 1, 2, 3)))]
    total = sum((amount for _, amount, _ in lines), Decimal(0))
    ways: list[dict[str, Any]] = [
        {"way": "tunai", "via": desk.pick(("kas", "toko"))},
        {"way": "tunai", "via": "kas"},
        {"way": "bank", "via": "bri"},
        {"way": "qris"},
        {"way": "voucher", "issuer": "suka"},
    ]
    customer = "suka" if buyer is None and desk.pick((0, 0, 1)) else None
    if buyer is not None or customer is not None:
        ways.append({"way": "kredit"})
    if buyer is not None:
        ways.append({"way": "simpanan", "product": "sukarela"})
    first = Decimal(desk.pick(("0", "0", "100")))
    parts = [first, total - first] if 0 < first < total else [total]
    payments = [desk.pick(ways) | {"amount": str(part)} for part in parts if part > 0]
    discounted = any(each for _, _, each in lines)
    credit = any(each["way"] == "kredit" for each in payments)
    named = buyer is not None or customer is not None
    return {
        "till": desk.pick(("k1", "k2")),
        "number": desk.pick((str(desk.number),) * 15 + ("1",)),
        "location": desk.pick(("gerai", "gerai", "gudang")),
        "tier": tier,
        "member": buyer,
        "customer": customer,
        "lines": [line for line, _, _ in lines],
        "payments": payments or [{"way": "qris", "amount": "1"}],
        "approved_by": "Sari" if discounted or not desk.pick(range(5)) else None,
        "due": desk.day if credit and desk.pick((0, 1)) else None,
        "delivery": {"number": f"SJ-{desk.number}"} if named and desk.pick((0, 1)) else None,
    }


def _brought_back(desk: Any) -> dict[str, Any]:
    receipts = [each for each in desk.fold.books.all(Receipt) if not each.void]
    if not receipts:
        return {
            "till": "k1",
            "number": "0",
            "location": "gerai",
            "reason": "Uji",
            "lines": [{"line": 1, "quantity": "1"}],
            "refunds": [{"amount": "1", "via": "kas"}],
        }
    receipt = desk.pick(receipts[-8:])
    place = desk.pick(range(len(receipt.lines)))
    line = receipt.lines[place]
    left = line.quantity - line.returned
    quantity = desk.pick((left, left // 2, left // 3, 1_000_000)) or 1_000_000
    amount = 0
    if quantity <= left:
        amount = brought_back(line, quantity)[0].amount
    via = desk.pick(("kas", "kas", None)) if receipt.debtor else "kas"
    refund = {"amount": str(round_to(Decimal(max(amount, 1)) / 100, Decimal("0.01"), "dekat"))}
    return {
        "till": receipt.till,
        "number": receipt.number,
        "location": desk.pick(PLACES),
        "reason": "Rusak",
        "lines": [{"line": place + 1, "quantity": str(from_micro(quantity))}],
        "refunds": [refund | ({"via": via} if via else {})],
    }


def _transferred(desk: Any) -> dict[str, Any]:
    source = desk.pick(PLACES)
    target = next(place for place in PLACES if place != source)
    return {"source": source, "target": target, "lines": _some(desk, items=(*ITEMS, *THEIRS))}


def _counted(desk: Any) -> dict[str, Any]:
    lines = []
    for item in dict.fromkeys(desk.pick(ITEMS) for _ in range(desk.pick((1, 2)))):
        line = {"item": item, "good": desk.pick(("0", *QUANTITIES))}
        for name in ("damaged", "expired"):
            if not desk.pick(range(3)):
                line[name] = desk.pick(QUANTITIES)
        if desk.pick((0, 1)):
            line["unit_cost"] = "1000"
        lines.append(line)
    return {
        "document": f"BA-{desk.number}",
        "location": desk.pick(PLACES),
        "approved_by": "Sari",
        "lines": lines,
    }


def _converted(desk: Any) -> dict[str, Any]:
    used = desk.pick(ITEMS)
    others = [item for item in ITEMS if item != used]
    made = dict.fromkeys(desk.pick(others) for _ in range(desk.pick((1, 2))))
    return {
        "location": desk.pick(PLACES),
        "inputs": [{"item": used, "quantity": desk.pick(QUANTITIES)}],
        "outputs": [
            {"item": item, "quantity": desk.pick(QUANTITIES), "weight": desk.pick(("1", "2.5"))}
            for item in made
        ],
    }


def _bill(desk: Any) -> SupplierBill | None:
    bills = [bill for bill in desk.fold.books.all(SupplierBill) if not bill.void]
    return desk.pick(bills[-6:]) if bills else None


def _sent_back(desk: Any) -> dict[str, Any]:
    bill = _bill(desk)
    return {
        "supplier": "bulog",
        "invoice": bill.invoice if bill else "F-0",
        "location": desk.pick(PLACES),
        "lines": [
            {
                "line": desk.pick(range(1, max(len(bill.lines), 1) + 1)) if bill else 1,
                "quantity": desk.pick(QUANTITIES),
                "amount": desk.pick(("1000", "0", "55000")),
            }
        ],
        "via": desk.pick(("kas", None)),
    }


def _paid(desk: Any) -> dict[str, Any]:
    bill = _bill(desk)
    amount = str(bill.remaining) if bill and bill.remaining and desk.pick((0, 1)) else "1000"
    return {
        "supplier": "bulog",
        "invoice": bill.invoice if bill else "F-0",
        "amount": amount,
        "via": "kas",
    }


def _advanced(desk: Any) -> dict[str, Any]:
    return {"supplier": "bulog", "amount": desk.pick(("5000", "12345")), "via": "kas"}


def _offtake(desk: Any) -> dict[str, Any]:
    gross = Decimal(desk.pick(("10", "25.5", "3")))
    amount = round_to((gross - 1) * 700, Decimal(1), "dekat")
    way = desk.pick(({"via": "kas"}, {"product": "sukarela"}))
    return {
        "member": desk.pick(("A-1", "A-2")),
        "location": "gudang",
        "item": desk.pick(ITEMS),
        "gross": str(gross),
        "tare": "0.5",
        "cut": "0.5",
        "price": "700",
        "amount": str(amount),
        "payments": [way | {"amount": str(amount)}],
    }


def _collected(desk: Any) -> dict[str, Any]:
    debtors = [each for each in desk.fold.books.all(Debtor) if each.balance]
    if not debtors:
        return {"member": "A-1", "amount": "1000", "via": "kas"}
    debtor = desk.pick(debtors)
    amount = str(debtor.balance) if desk.pick((0, 1)) else "1000"
    who = {"customer": "suka"} if debtor.holder.startswith("@") else {"member": debtor.holder}
    ways = [{"via": "kas"}, {"via": "kas"}]
    if "member" in who:
        ways.append({"savings": "sukarela"})
    way: dict[str, str] = desk.pick(ways)
    return who | way | {"amount": amount}


def _recapped(desk: Any) -> dict[str, Any]:
    opened = (desk.fold.books.peek(OpenTillDays) or OpenTillDays()).days
    if not opened:
        return {"till": "k1"}
    day, _, till = desk.pick(opened).partition(":")
    return {"till": till, "date": day}


def _priced(desk: Any) -> dict[str, Any]:
    line = {
        "item": desk.pick(ITEMS),
        "tier": desk.pick(("umum", "grosir", "anggota")),
        "unit": desk.pick(("kg", "dus")),
        "price": desk.pick(("1300", "1400", "29000", "0.50")),
    }
    return {"valid_from": desk.day, "lines": [line]}


def _reversed(desk: Any) -> dict[str, Any]:
    return {"target": desk.earlier(), "reason": "Salah catat"}


DESK_FIELDS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "goods_received": _received,
    "sale_recorded": _sold,
    "sale_returned": _brought_back,
    "stock_transferred": _transferred,
    "stock_counted": _counted,
    "goods_converted": _converted,
    "purchase_returned": _sent_back,
    "payable_paid": _paid,
    "supplier_advance_paid": _advanced,
    "offtake_received": _offtake,
    "receivable_paid": _collected,
    "till_day_closed": _recapped,
    "price_set": _priced,
    **TRADE_FIELDS,
    **CONSIGNMENT_FIELDS,
}
STORE_FIELDS = DESK_FIELDS | {"event_reversed": _reversed}


class Shop:
    """A desk with nothing but the store on it; it keeps only what the books accepted."""

    def __init__(self, pick: Pick, *, reversals: bool = True, **policy: Any) -> None:
        self.pick = pick
        self.fold = begun(store_prelude(**policy))
        self.start = len(self.fold.applied)
        self.number = 0
        self.day = DAYS[0]
        self.kinds = [
            kind
            for kind, share in STORE_SHARES.items()
            for _ in range(share)
            if reversals or kind != "event_reversed"
        ]

    def next(self) -> AnyEvent | None:
        """The next event, if it was accepted; days move forward, some are late."""
        self.number += 1
        place = self.number * len(DAYS) // LENGTH + self.pick((0, 0, 0, 1, -1, -6))
        self.day = DAYS[max(0, min(len(DAYS) - 1, place))]
        kind = self.pick(self.kinds)
        with suppress(Refusal):
            fields = {"date": self.day} | STORE_FIELDS[kind](self)
            event = make(kind, f"e{self.number}", fields.pop("date"), **fields)
            self.fold.add(event)
            return event
        return None

    def earlier(self) -> str:
        """The ref of a recent event."""
        recent = [event.ref for event, _ in self.fold.applied[self.start :][-8:]]
        return str(self.pick([*recent, "e0"]))

    @property
    def events(self) -> list[AnyEvent]:
        """What was accepted after the prelude."""
        return [event for event, _ in self.fold.applied[self.start :]]


@st.composite
def shops(draw: st.DrawFn, /, *, reversals: bool = True, **policy: Any) -> Shop:
    """A shop after some days of work; hypothesis chooses a seed and a length."""
    choose = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - a test's dice
    shop = Shop(choose.choice, reversals=reversals, **policy)
    for _ in range(draw(st.integers(1, LENGTH))):
        shop.next()
    return shop


__all__ = [
    "DESK_FIELDS",
    "DESK_SHARES",
    "OWNERS",
    "STORE_FIELDS",
    "STORE_KINDS",
    "STORE_SHARES",
    "THEIRS",
    "Shop",
    "first_goods",
    "shops",
    "store_prelude",
    "store_terms",
]
