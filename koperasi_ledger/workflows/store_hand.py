"""What a person types about goods, made into the fields of events."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from koperasi_ledger.model.money import format_rupiah, parse_user_amount
from koperasi_ledger.model.policy.store import StorePolicy
from koperasi_ledger.model.quantities import SKU_PATTERN, to_micro
from koperasi_ledger.model.records import Item, PolicySection, PriceList, Receipt
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.rules.store.prices import line_amount, listed
from koperasi_ledger.rules.store.terms import measure_of
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.store_errors import (
    BadGoods,
    NoListedPrice,
    PaidTooLittle,
    StoreNotSet,
)
from koperasi_ledger.workflows.till_due import due_of

_UNIT = r"[a-z][a-z0-9-]{0,23}"
_GOODS = re.compile(
    rf"(?P<item>{SKU_PATTERN})=(?P<quantity>[0-9]{{1,9}}(?:\.[0-9]{{1,6}})?)(?P<unit>{_UNIT})?"
    r"(?::(?P<amount>.+))?"
)


def read_goods(text: str, *, amount: bool) -> dict[str, str]:
    """`beras=2karung:1100000` as the fields of a line; without `amount` there is no colon.

    Raises:
        BadGoods: it is not written so.
        AmbiguousAmount, UnreadableAmount: the amount cannot be read.
    """
    found = _GOODS.fullmatch(text.strip())
    if found is None or (found["amount"] is not None) != amount:
        raise BadGoods(text, "beras=2karung:1100000" if amount else "beras=2.5kg")
    line = {"item": found["item"], "quantity": found["quantity"]}
    if found["unit"]:
        line["unit"] = found["unit"]
    if amount:
        line["amount"] = str(parse_user_amount(found["amount"]))
    return line


def read_measure(text: str) -> dict[str, str]:
    """`karung=50` as a measure: one of it holds so many base units.

    Raises:
        BadGoods: it is not written so.
    """
    unit, _, holds = text.partition("=")
    if not re.fullmatch(_UNIT, unit) or not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", holds):
        raise BadGoods(text, "karung=50")
    return {"unit": unit, "holds": holds}


def counted(
    good: Sequence[str], damaged: Sequence[str], expired: Sequence[str]
) -> list[dict[str, str]]:
    """The lines of a count; what is only damaged or expired was found in no good state.

    Raises:
        BadGoods: one is not written as `beras=96.5`.
    """
    lines: dict[str, dict[str, str]] = {}
    for name, texts in (("good", good), ("damaged", damaged), ("expired", expired)):
        seen = set()
        for text in texts:
            read = read_goods(text, amount=False)
            item = read["item"]
            line = lines.setdefault(item, {"good": "0"} | {"item": item} | _unit(read))
            if item in seen or line.get("unit") != read.get("unit"):
                raise BadGoods(text, f"{item}=96.5, satu kali saja dan selalu dengan satuan sama")
            seen.add(item)
            line[name] = read["quantity"]
    return list(lines.values())


def _unit(read: Mapping[str, str]) -> dict[str, str]:
    return {"unit": read["unit"]} if "unit" in read else {}


def policy_on(book: Book, day: date) -> StorePolicy | None:
    """The store's policy in force on the day."""
    section = book.journal.load(PolicySection.kind, "store")
    return body_on(section, StorePolicy, day) if isinstance(section, PolicySection) else None


def only(given: str | None, what: str, known: Mapping[str, object] | None) -> str:
    """What was typed, or the only one there is.

    Raises:
        StoreNotSet: nothing was typed, and there is not exactly one.
    """
    if given is not None:
        return given
    if known is None or len(known) != 1:
        raise StoreNotSet(what)
    return next(iter(known))


def sale_lines(book: Book, texts: Sequence[str], tier: str, day: date) -> list[dict[str, str]]:
    """Goods typed as `beras=2.5kg`, with the price of the list and what it comes to.

    Raises:
        BadGoods, UnknownMeasure, NoListedPrice.
    """
    lines = []
    for text in texts:
        line = read_goods(text, amount=False)
        item = book.journal.load(Item.kind, line["item"])
        unit = line.get("unit") or (item.base if isinstance(item, Item) else "-")
        quantity = Decimal(line["quantity"])
        prices = book.journal.load(PriceList.kind, f"{line['item']}:{tier}")
        known = prices if isinstance(prices, PriceList) else None
        price = listed(known, unit, to_micro(quantity), day)
        if not isinstance(item, Item):  # the rules refuse it, with what it could be
            lines.append(line | {"price": "1", "amount": "1"})
            continue
        measure_of(item, unit)
        if price is None:
            raise NoListedPrice(line["item"], unit, tier)
        amount = line_amount(item, price, quantity)
        lines.append(line | {"price": str(price), "amount": str(amount)})
    return lines


def total_of(book: Book, lines: Sequence[Mapping[str, Any]], tier: str, day: date) -> Decimal:
    """What the buyer of these lines pays, in rupiah: with the PPN that the prices leave out."""
    goods = [(book.journal.load(Item.kind, line["item"]), line) for line in lines]
    known = [(item, Decimal(line["amount"])) for item, line in goods if isinstance(item, Item)]
    if len(known) < len(goods):  # an item that nobody knows is refused by the rules
        return sum((Decimal(line["amount"]) for line in lines), Decimal(0))
    return due_of(book.journal.books(), known, tier, day)


def change_of(given: str | None, owed: Decimal) -> Decimal | None:
    """What the buyer gets back of the money given; None when nothing was said.

    Raises:
        PaidTooLittle: it is less than owed.
    """
    if given is None:
        return None
    money = parse_user_amount(given)
    if money < owed:
        raise PaidTooLittle(format_rupiah(money), format_rupiah(owed))
    return money - owed


def free_number(book: Book, till: str, day: date) -> str:
    """A receipt number of a till and day that nobody used, behind the others: `20260131-1`.

    Numbers follow one another, so that some ten questions find the end of a thousand.
    """

    def used(number: int) -> bool:
        key = f"{till}:{day:%Y%m%d}-{number}"
        return book.journal.load(Receipt.kind, key) is not None

    free = 1
    while used(free):
        free *= 2
    last = free // 2  # used, or nothing
    while free - last > 1:
        middle = (last + free) // 2
        last, free = (middle, free) if used(middle) else (last, middle)
    return f"{day:%Y%m%d}-{free}"
