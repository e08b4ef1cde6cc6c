"""What a person types about returns, conversions, produce and orders, as fields of events."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from koperasi_ledger.model.money import allocate, from_sen, parse_user_amount, round_to
from koperasi_ledger.model.quantities import from_micro
from koperasi_ledger.model.records import Debtor, Item, Receipt, SupplierBill
from koperasi_ledger.rules.errors.store import NotRegistered
from koperasi_ledger.rules.errors.store_trade import BillUnknown, ReceiptUnknown
from koperasi_ledger.rules.store.returning import brought_back
from koperasi_ledger.rules.store.terms import in_base
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.store_errors import (
    BadGoods,
    BadQuantity,
    NotOnPaper,
    PaysMoreThanWorth,
)
from koperasi_ledger.workflows.store_hand import read_goods

_ZERO = Decimal(0)


class Returned(NamedTuple):
    """Lines of a receipt that come back, and the refunds of them."""

    lines: list[dict[str, Any]]
    refunds: list[dict[str, str]]


class _Place(NamedTuple):
    """A line of a receipt or invoice: its place, its item, and what of it can still come back."""

    number: int
    item: str
    left: int


def _taken(places: Sequence[_Place], wanted: int) -> list[tuple[int, int]]:
    """Which lines so much is taken from, in their order; what is too much is of the last."""
    parts: list[tuple[int, int]] = []
    for place in places:
        part = min(wanted, place.left)
        if part:
            parts.append((place.number, part))
            wanted -= part
    if wanted:  # refused by the rule, which says how much could be returned
        number, part = parts.pop() if parts else (places[-1].number, 0)
        parts.append((number, part + wanted))
    return parts


def _found(
    book: Book, text: str, places: Sequence[_Place], paper: str, *, amount: bool
) -> tuple[dict[str, str], list[tuple[int, int]]]:
    typed = read_goods(text, amount=amount)
    item = book.journal.load(Item.kind, typed["item"])
    if not isinstance(item, Item):
        raise NotRegistered("Barang", typed["item"])
    mine = [place for place in places if place.item == item.item]
    if not mine:
        raise NotOnPaper(item.item, paper, sorted({place.item for place in places}))
    quantity = in_base(item, Decimal(typed["quantity"]), typed.get("unit"))
    return typed, _taken(mine, quantity)


def sale_return(
    book: Book, till: str, number: str, texts: Sequence[str], via: str, *, cash: bool
) -> Returned:
    """Goods of a receipt typed as `beras=2kg`: their lines, and what the buyer gets back.

    What is still owed of the receipt is lowered first, unless `cash`; the rest is paid from `via`.

    Raises:
        ReceiptUnknown: the till has no such receipt.
        BadGoods, NotRegistered, NotOnPaper: an item is not on it.
    """
    receipt = book.journal.load(Receipt.kind, f"{till}:{number}")
    if not isinstance(receipt, Receipt) or receipt.void:
        raise ReceiptUnknown(till, number)
    places = [
        _Place(place, line.item, line.quantity - line.returned)
        for place, line in enumerate(receipt.lines, 1)
    ]
    counts: dict[int, int] = {}
    for text in texts:
        for place, part in _found(book, text, places, f"struk {number}", amount=False)[1]:
            counts[place] = counts.get(place, 0) + part
    worth = 0
    for place, count in counts.items():
        line = receipt.lines[place - 1]
        if count <= line.quantity - line.returned:
            worth += brought_back(line, count)[0].amount
    amount = from_sen(worth)
    debt = _ZERO if cash else min(amount, _owed(book, receipt))
    refunds = [{"amount": str(debt)}] if debt else []
    if amount > debt:
        refunds.append({"amount": str(amount - debt), "via": via})
    lines = [
        {"line": place, "quantity": str(from_micro(count))}
        for place, count in sorted(counts.items())
    ]
    return Returned(lines, refunds)


def _owed(book: Book, receipt: Receipt) -> Decimal:
    """What of the receipt is still owed by its debtor."""
    if receipt.debtor is None:
        return _ZERO
    debtor = book.journal.load(Debtor.kind, receipt.debtor)
    bill = debtor.bills.get(receipt.ref) if isinstance(debtor, Debtor) else None
    return bill.remaining if bill is not None else _ZERO


def purchase_return(
    book: Book, supplier: str, invoice: str, texts: Sequence[str]
) -> list[dict[str, Any]]:
    """Goods of an invoice typed as `beras=1karung:550000`, with what the supplier credits.

    Raises:
        BillUnknown: the supplier has no such invoice.
        BadGoods, NotRegistered, NotOnPaper: an item is not on it.
    """
    bill = book.journal.load(SupplierBill.kind, f"{supplier}:{invoice}")
    if not isinstance(bill, SupplierBill) or bill.void or not bill.lines:
        raise BillUnknown(supplier, invoice)
    places = [
        _Place(place, line.item, line.quantity - line.returned)
        for place, line in enumerate(bill.lines, 1)
    ]
    lines = []
    for text in texts:
        typed, parts = _found(book, text, places, f"faktur {invoice}", amount=True)
        shares = allocate(Decimal(typed["amount"]), [Decimal(count) for _, count in parts])
        lines += [
            {"line": place, "quantity": str(from_micro(count)), "amount": str(share)}
            for (place, count), share in zip(parts, shares, strict=True)
        ]
    return lines


def read_output(text: str) -> dict[str, str]:
    """`beras=60kg:3` as a line of a conversion's outputs: its weight follows the colon, if any.

    Raises:
        BadGoods: it is not written so.
    """
    goods, _, weight = text.partition(":")
    line = read_goods(goods, amount=False)
    if weight:
        if not weight.replace(".", "", 1).isdecimal():
            raise BadGoods(text, "beras=60kg:3")
        line["weight"] = weight
    return line


def read_ordered(text: str) -> dict[str, str]:
    """`beras=20karung` or `beras=20karung:550000`: what is ordered, and the price of one unit.

    Raises:
        BadGoods, AmbiguousAmount, UnreadableAmount: it is not written so.
    """
    line = read_goods(text, amount=":" in text)
    if "amount" in line:
        line["price"] = line.pop("amount")
    return line


def measured(text: str, label: str) -> Decimal:
    """A typed weight.

    Raises:
        BadQuantity: it is none.
    """
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", text.strip()):
        refusal = BadQuantity(text)
        refusal.where = label
        raise refusal
    return Decimal(text.strip())


class Produce(NamedTuple):
    """What is paid for produce: the sum, and how."""

    amount: Decimal
    payments: list[dict[str, str]]


def pay_produce(net: Decimal, price: Decimal, into: Sequence[tuple[str, str]], via: str) -> Produce:
    """What produce comes to, rounded half up to rupiah, and how it is paid.

    `into` are parts for savings (`product`) or loans (`loan`), each with what was typed as
    `sukarela=250000`; without an amount it takes all that is left. The rest is paid from `via`.

    Raises:
        BadGoods: a part cannot be read.
        PaysMoreThanWorth: the parts come to more than the produce.
    """
    total = rest = round_to(net * price, Decimal(1), "dekat")
    payments = []
    for field, text in into:
        name, _, typed = text.partition("=")
        amount = parse_user_amount(typed) if typed else rest
        if not name:
            raise BadGoods(text, "sukarela=250000")
        if amount > rest or amount <= 0:
            raise PaysMoreThanWorth(text, rest)
        payments.append({field: name, "amount": str(amount)})
        rest -= amount
    if rest:
        payments.append({"via": via, "amount": str(rest)})
    return Produce(total, payments)


def each(texts: Sequence[str], read: Callable[[str], dict[str, str]]) -> list[dict[str, str]]:
    """Every typed line, read."""
    return [read(text) for text in texts]
