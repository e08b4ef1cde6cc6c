"""Goods of others and goods with others, as a desk of `streams_store` records them."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from book_fold import make

from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.money import round_to
from koperasi_ledger.model.records import Consignor, Stock

THEIRS = ("kripik", "emping")
"""Goods of consignors: at a price of theirs, and for a commission."""
OWNERS = {"kripik": "ani", "emping": "budi"}
ITEMS = ("beras", "gula", "urea", "kemasan")
PLACES = ("gudang", "gerai")
QUANTITIES = ("1", "1", "2", "2", "5", "12", "0.25", "1.5", "0.333333", "40")

CONSIGNMENT_SHARES = {
    "consignment_terms_set": 1,
    "consignment_received": 5,
    "consignment_returned": 2,
    "consignment_counted": 2,
    "consignment_settled": 5,
    "consignment_sent": 5,
    "consignment_fetched": 3,
    "consignment_sold": 5,
}
"""How often each kind is chosen in a shop."""


def first_consignments() -> list[AnyEvent]:
    """Two consignors, one of them a member, each with an item and its terms; prices to sell at."""
    day = "2026-01-01"
    made = []
    for item, group in (("kripik", "sembako"), ("emping", "pupuk")):
        owner = OWNERS[item]
        terms = {"price": "1000"} if item == "kripik" else {"commission": "12.5"}
        fields = {"item": item, "name": item, "base": "kg", "group": group, "consignor": owner}
        measures = [{"unit": "dus", "holds": "24"}, {"unit": "butir", "holds": "1", "per": "3"}]
        member = "A-1" if owner == "ani" else None
        made += [
            make("supplier_registered", f"P-{owner}", day, supplier=owner, name=owner),
            make("consignor_agreed", f"PT-{owner}", day, consignor=owner, member=member),
            make("item_registered", f"B-{item}", day, measures=measures, **fields),
            make(
                "consignment_terms_set",
                f"ST-{item}",
                day,
                valid_from=day,
                lines=[{"item": item} | terms],
            ),
        ]
    prices = [
        {"item": item, "tier": tier, "unit": unit, "price": price}
        for item in THEIRS
        for tier in ("umum", "grosir", "anggota")
        for unit, price in (("kg", "1300"), ("dus", "29000"))
    ]
    return [*made, make("price_set", "H-T", day, valid_from=day, lines=prices)]


def _goods(desk: Any, items: Sequence[str]) -> dict[str, Any]:
    unit = desk.pick((None,) * 6 + ("kg",) * 3 + ("dus",) * 2 + ("butir",))
    goods = {"item": desk.pick(items), "quantity": desk.pick(QUANTITIES)}
    return goods if unit is None else goods | {"unit": unit}


def _terms(desk: Any) -> dict[str, Any]:
    terms = desk.pick(
        ({"price": "1000"}, {"price": "333.33"}, {"commission": "10"}, {"commission": "33.333333"})
    )
    return {
        "valid_from": desk.pick((desk.day, "2026-02-01")),
        "lines": [{"item": desk.pick(THEIRS)} | terms],
    }


def _left(desk: Any) -> dict[str, Any]:
    item = desk.pick(THEIRS)
    owner = desk.pick((OWNERS[item],) * 9 + ("ani",))
    goods = _goods(desk, (item,)) | {"quantity": desk.pick(("10", "40", "1.5"))}
    return {"consignor": owner, "location": desk.pick(PLACES), "lines": [goods]}


def _given_back(desk: Any) -> dict[str, Any]:
    item = desk.pick(THEIRS)
    goods = _goods(desk, (item,))
    return {"consignor": OWNERS[item], "location": desk.pick(PLACES), "lines": [goods]}


def _consigned_count(desk: Any) -> dict[str, Any]:
    borne = desk.pick(("penitip", "koperasi"))
    line = {"item": desk.pick(THEIRS), "good": desk.pick(("0", *QUANTITIES))}
    if borne == "koperasi" and desk.pick((0, 1)):
        line["amount"] = desk.pick(("0", "5000", "333.33"))
    return {
        "document": f"BA-{desk.number}",
        "location": desk.pick(PLACES),
        "approved_by": "Sari",
        "borne_by": borne,
        "lines": [line],
    }


def _settled(desk: Any) -> dict[str, Any]:
    owners = [each for each in desk.fold.books.all(Consignor) if each.owed > 0]
    owner = desk.pick(owners).consignor if owners else "ani"
    known = desk.fold.books.peek(Consignor, owner)
    owed = known.owed if known is not None else Decimal(0)
    amount = str(owed) if owed > 0 and desk.pick((0, 1)) else "1000"
    side = desk.pick(({"via": "kas"}, {"via": "kas"}, {"savings": "sukarela"}))
    settled: dict[str, Any] = {"consignor": owner, "amount": amount} | side
    return settled


def _there(desk: Any) -> list[str]:
    """What of our goods the customer has; anything, where that is nothing."""
    stocks = desk.fold.books.all(Stock)
    return [each.item for each in stocks if each.places.get("titip-suka", 0) > 0] or list(ITEMS)


def _sent(desk: Any) -> dict[str, Any]:
    return {"customer": "suka", "source": desk.pick(PLACES), "lines": [_goods(desk, ITEMS)]}


def _fetched(desk: Any) -> dict[str, Any]:
    goods = [_goods(desk, _there(desk))]
    return {"customer": "suka", "target": desk.pick(PLACES), "lines": goods}


def _sold_there(desk: Any) -> dict[str, Any]:
    lines = []
    for goods in [_goods(desk, _there(desk))]:
        price = Decimal(desk.pick(("1400", "999.5")))
        amount = round_to(price * Decimal(goods["quantity"]), Decimal(1), "dekat")
        lines.append(goods | {"price": str(price), "amount": str(amount)})
    total = sum((Decimal(line["amount"]) for line in lines), Decimal(0))
    commission = desk.pick(("0", "100", "250.5")) if total > 300 else "0"
    return {"customer": "suka", "lines": lines, "commission": commission}


CONSIGNMENT_FIELDS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "consignment_terms_set": _terms,
    "consignment_received": _left,
    "consignment_returned": _given_back,
    "consignment_counted": _consigned_count,
    "consignment_settled": _settled,
    "consignment_sent": _sent,
    "consignment_fetched": _fetched,
    "consignment_sold": _sold_there,
}
