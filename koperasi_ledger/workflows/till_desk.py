"""From receipts as a till's file states them to events: items found, prices and payments filled in.

A receipt is a sale, a return, or both (an exchange). Of an exchange the goods given and the goods
taken back are two events; what the goods taken back are worth goes through the till's cash both
ways, so that the payments on paper are what moves in the end.
"""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import ValidationError

from koperasi_ledger.books import Books
from koperasi_ledger.importers.errors import StatementRefusal
from koperasi_ledger.importers.till_reading import Stated, StatedPayment
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events.sales import SaleRecorded, SaleReturned
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.store import StorePolicy
from koperasi_ledger.model.quantities import format_quantity, from_micro, to_micro
from koperasi_ledger.model.records import PolicySection, Receipt
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.rules.store.returning import brought_back
from koperasi_ledger.rules.store.terms import in_base
from koperasi_ledger.workflows.reading import field_errors
from koperasi_ledger.workflows.store_hand import only
from koperasi_ledger.workflows.till_due import due_of
from koperasi_ledger.workflows.till_errors import (
    NoWholeReceipt,
    ReturnDiffers,
    ReturnsMore,
    ReturnUnknown,
)
from koperasi_ledger.workflows.till_goods import Sold, TillGoods
from koperasi_ledger.workflows.till_paid import payment_fields, refund_fields, settled

_ZERO = Decimal(0)
_LABELS = {
    "till": "kasir",
    "number": "nomor",
    "date": "tanggal",
    "tier": "tingkat",
    "member": "anggota",
    "customer": "pelanggan",
    "location": "lokasi",
    "approved_by": "disetujui",
    "lines": "barang",
    "payments": "bayar",
    "refunds": "bayar",
}


class Found(NamedTuple):
    """What a receipt becomes: its sale, its return, and what was paid by way, net."""

    sale: SaleRecorded | None
    back: SaleReturned | None
    paid: dict[str, Decimal]


Earlier = Mapping[str, str]
"""The canonical JSON of what is recorded of a receipt already, by `JT` and `RT`."""


class TillDesk:
    """Makes the events of receipts against the books as they are while they are recorded."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._goods = TillGoods(books)
        self._policies: dict[date, StorePolicy | None] = {}

    def events(self, stated: Stated, refs: tuple[str, str], earlier: Earlier) -> Found:
        """The events of a receipt that has no mistakes; refs are those of its sale and return.

        Raises:
            Refusal: it cannot be recorded as it is stated; the first reason.
        """
        day = stated.day
        if day is None:
            raise stated.mistakes[0]
        location = self._location(stated, day)
        known: dict[str, Any] = json.loads(earlier["JT"]) if "JT" in earlier else {}
        sold = self._goods.sold(stated, day, known)
        back = [line for line in sold if line.stated.quantity < 0]
        given = [line for line in sold if line.stated.quantity > 0]
        places: dict[int, int] = {}
        refund = _ZERO
        if back:
            previous = json.loads(earlier["RT"]) if "RT" in earlier else None
            places, refund = self._back(stated, back, previous)
        goods = [(line.item, line.amount or _ZERO) for line in given]
        total = due_of(self._books, goods, stated.words["tingkat"], day)
        payments, refunds = settled(stated, total, refund, bool(given), bool(back))
        sale = None
        if given:
            sale = self._sale(stated, refs[0], location, given, payments)
        returned = None
        if back:
            returned = self._return(stated, refs[1], location, places, refunds)
        paid: dict[str, Decimal] = {}
        for sign, side in ((1, payments), (-1, refunds)):
            for payment in side:
                way = f"{payment.way}:{payment.detail}" if payment.detail else payment.way
                paid[way] = paid.get(way, _ZERO) + sign * (payment.amount or _ZERO)
        return Found(sale, returned, paid)

    def _location(self, stated: Stated, day: date) -> str:
        named = stated.words.get("lokasi") or None
        if day not in self._policies:
            section = self._books.peek(PolicySection, "store")
            policy = body_on(section, StorePolicy, day) if section is not None else None
            self._policies[day] = policy
        policy = self._policies[day]
        return only(named, "Lokasi", policy.locations if policy is not None else None)

    # -- goods that come back --------------------------------------------------------------------

    def _back(
        self, stated: Stated, lines: list[Sold], previous: Mapping[str, Any] | None
    ) -> tuple[dict[int, int], Decimal]:
        """How much of each line of the first receipt comes back, and what that is worth.

        What is recorded already keeps the lines it was recorded with.
        """
        number, row = stated.words["retur_struk"], lines[0].stated.row
        if not number:
            raise NoWholeReceipt(row)
        till = stated.words["retur_kasir"] or stated.till
        receipt = self._books.peek(Receipt, f"{till}:{number}")
        if receipt is None or receipt.void:
            raise ReturnUnknown(row, till, number)
        wanted: dict[str, int] = {}
        for line in lines:
            quantity = in_base(line.item, -line.stated.quantity, line.stated.unit or None)
            wanted[line.item.item] = wanted.get(line.item.item, 0) + quantity
        if previous is not None:
            again = _same_goods(receipt, previous, wanted)
            if again is not None:
                worth = sum((Decimal(each["amount"]) for each in previous["refunds"]), _ZERO)
                return again, worth
        taken = _places(receipt, wanted)
        missing = next((item for item in wanted if not _left(receipt, item)[0]), None)
        if missing is not None:
            raise ReturnUnknown(row, till, number, missing)
        for item, quantity in wanted.items():
            left = _left(receipt, item)[1]
            if quantity > left:
                told_of = format_quantity(quantity), format_quantity(left)
                raise ReturnsMore(row, (till, number), item, *told_of)
        parts = (brought_back(receipt.lines[n - 1], part)[0] for n, part in taken.items())
        worth = from_sen(sum(part.amount for part in parts))
        told = [-line.amount for line in lines if line.amount is not None]
        if len(told) == len(lines) and sum(told, _ZERO) != worth:
            raise ReturnDiffers(row, sum(told, _ZERO), worth)
        return taken, worth

    # -- events ----------------------------------------------------------------------------------

    def _sale(
        self,
        stated: Stated,
        ref: str,
        location: str,
        lines: list[Sold],
        payments: list[StatedPayment],
    ) -> SaleRecorded:
        words = stated.words
        fields: dict[str, Any] = {
            "kind": "sale_recorded",
            "date": stated.day,
            "ref": ref,
            "till": stated.till,
            "number": stated.number,
            "location": location,
            "tier": words["tingkat"],
            "lines": tuple(_line(line) for line in lines),
            "payments": tuple(payment_fields(payment) for payment in payments),
        }
        for name, word in (("member", "anggota"), ("customer", "pelanggan")):
            if words[word]:
                fields[name] = words[word]
        if words["disetujui"]:
            fields["approved_by"] = words["disetujui"]
        try:
            return SaleRecorded.model_validate(fields)
        except ValidationError as error:
            raise _mistake(error, stated) from None

    def _return(
        self,
        stated: Stated,
        ref: str,
        location: str,
        places: Mapping[int, int],
        refunds: list[StatedPayment],
    ) -> SaleReturned:
        lines = (
            {"line": place, "quantity": str(from_micro(part))}
            for place, part in sorted(places.items())
        )
        fields = {
            "kind": "sale_returned",
            "date": stated.day,
            "ref": ref,
            "till": stated.words["retur_kasir"] or stated.till,
            "number": stated.words["retur_struk"],
            "location": location,
            "lines": tuple(lines),
            "refunds": tuple(refund_fields(payment) for payment in refunds),
            "reason": f"Retur di kasir {stated.till}, struk {stated.number}",
        }
        try:
            return SaleReturned.model_validate(fields)
        except ValidationError as error:
            raise _mistake(error, stated) from None


def _line(line: Sold) -> dict[str, str]:
    stated = line.stated
    fields = {
        "item": line.item.item,
        "quantity": f"{stated.quantity:f}",
        "price": str(line.price),
        "amount": str(line.amount),
    }
    if stated.unit and stated.unit != line.item.base:
        fields["unit"] = stated.unit
    if line.discount:
        fields["discount"] = str(line.discount)
    return fields


def _left(receipt: Receipt, item: str) -> tuple[int, int]:
    """How many lines of a receipt have the item, and how much of it has not come back."""
    lines = [line for line in receipt.lines if line.item == item]
    return len(lines), sum(line.quantity - line.returned for line in lines)


def _places(receipt: Receipt, wanted: Mapping[str, int]) -> dict[int, int]:
    """How much of which line comes back: of an item's lines the first one first."""
    taken: dict[int, int] = {}
    for item, quantity in wanted.items():
        left = quantity
        for place, line in enumerate(receipt.lines, 1):
            part = min(left, line.quantity - line.returned) if line.item == item else 0
            if part:
                taken[place] = part
                left -= part
    return taken


def _same_goods(
    receipt: Receipt, previous: Mapping[str, Any], wanted: Mapping[str, int]
) -> dict[int, int] | None:
    """The lines of a return that is recorded, if it took back these goods; None if others."""
    places = {int(each["line"]): to_micro(Decimal(each["quantity"])) for each in previous["lines"]}
    goods: dict[str, int] = {}
    for place, part in places.items():
        if place > len(receipt.lines):
            return None
        item = receipt.lines[place - 1].item
        goods[item] = goods.get(item, 0) + part
    return places if goods == dict(wanted) else None


def _mistake(error: ValidationError, stated: Stated) -> Refusal:
    """What the event does not take, told by the column of the file."""
    refusals = []
    for refusal in field_errors(error, ""):
        first, _, rest = refusal.where.removeprefix(", ").partition(".")
        column = _LABELS.get(first, first)
        place = rest.partition(".")[0].strip()
        row = stated.row
        if first == "lines" and place.isdecimal() and int(place) <= len(stated.lines):
            row = stated.lines[int(place) - 1].row
        what = refusal.what if not column else f"Kolom {column}: {refusal.what}"
        refusals.append(StatementRefusal(what, row=row, remedy=refusal.remedy))
    stated.mistakes += refusals[1:]
    return refusals[0]
