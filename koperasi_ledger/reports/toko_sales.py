"""What the store sold, as of any day: receipts, what came back of them, and their reversals.

A receipt counts from its day on, what came back from the day it came back, a reversal from its own
day: as the ledger has it, so that a past day keeps its answer. A receipt that waited for a recap
and was reversed before it was posted never reached the ledger and counts on no day (decision 33).
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.policy.taxes import TaxPolicy
from koperasi_ledger.model.records import CashAccount, Receipt
from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.toko_events import (
    RECAP,
    Measures,
    Told,
    sen_of,
    stock_legs,
    told,
    without_collector,
)
from koperasi_ledger.reports.toko_receipts import (
    Kept,
    Paid,
    Sale,
    SaleLine,
    as_posted,
    kept_receipts,
)
from koperasi_ledger.rules.policies import bodies
from koperasi_ledger.rules.store.consigning_out import SOLD_THERE
from koperasi_ledger.rules.store.taxed import share

_NONE: dict[str, int] = {}


class Recap(NamedTuple):
    """A recap of a till's day, the receipts it posted, and the place of its reversal if any."""

    seq: int
    receipts: frozenset[str]
    undone: int | None = None


class Sales:
    """All receipts of the journal, folded once in its order; `costs`: with what the goods cost."""

    def __init__(self, scope: Scope, *, costs: bool = False) -> None:
        self._scope = scope
        self._measures = Measures(scope.books)
        self._legs = stock_legs(scope.postings) if costs else None
        self._theirs = {x.item for x in self._measures.items.values() if x.consignor is not None}
        taxed = bodies(scope.books.section("taxes"), TaxPolicy)
        since = [policy.vat.since for policy in taxed if policy.vat is not None]
        self._taxed = min(since, default=None)
        self._kept: dict[str, Kept] | None = None
        self._moves: list[Sale] = []
        self._done: dict[str, Sale] = {}
        self._by_number: dict[tuple[str, str], str] = {}
        self._came_back: dict[str, list[int]] = {}
        self._back: dict[str, tuple[str, list[tuple[int, int]]]] = {}
        self._waiting: dict[tuple[str, date], set[str]] = {}
        self._dropped: set[str] = set()
        self.recaps: dict[str, Recap] = {}
        kinds = ("sale_recorded", "sale_returned", "consignment_sold", RECAP)
        with without_collector():
            for event in told(scope.postings, kinds):
                self._fold(event)

    def all(self, first: date = date.min) -> Iterator[Sale]:
        """What counts between a day and the last of the scope, in the journal's order."""
        last = self._scope.last
        for sale in self._moves:
            if first <= sale.day <= last and sale.ref not in self._dropped:
                yield sale

    def waiting(self, first: date = date.min) -> Iterator[Sale]:
        """The receipts among them that no recap has posted yet."""
        refs = {ref for open_ in self._waiting.values() for ref in open_}
        return (sale for sale in self.all(first) if sale.waits and sale.ref in refs)

    # -- one pass through the journal --------------------------------------------------------------

    def _fold(self, event: Told) -> None:
        match event.kind:
            case "sale_recorded":
                sale = self._sold(event)
                self._by_number[sale.till, sale.number] = event.ref
                if sale.waits:
                    self._waiting.setdefault((sale.till, sale.day), set()).add(event.ref)
            case "sale_returned":
                sale = self._returned(event)
            case "consignment_sold":
                sale = self._sold_there(event)
            case "till_day_closed":
                key = (event.body["till"], event.day)
                refs = frozenset(self._waiting.pop(key, ()))
                self.recaps[event.ref] = Recap(event.seq, refs)
                return
            case _:
                self._reverse(event)
                return
        self._done[event.ref] = sale
        self._moves.append(sale)

    def _reverse(self, event: Told) -> None:
        target = event.body["target"]
        recap = self.recaps.get(target)
        if recap is not None:
            self.recaps[target] = recap._replace(undone=event.seq)
            for ref in recap.receipts:
                sale = self._done[ref]
                self._waiting.setdefault((sale.till, sale.day), set()).add(ref)
            return
        done = self._done.get(target)
        if done is None:
            return
        if done.waits:
            self._dropped.add(target)
            self._waiting[done.till, done.day].discard(target)
            return
        if done.back:
            sold, counts = self._back[target]
            for place, quantity in counts:
                self._came_back[sold][place] -= quantity
        self._moves.append(done.undone(event))

    def _sold(self, event: Told) -> Sale:
        body = event.body
        micro = self._measures.micro
        told_lines = body["lines"]
        names = {x["item"] for x in told_lines}
        taxed = self._taxed is not None and event.day >= self._taxed
        plain = not taxed and self._theirs.isdisjoint(names)
        simple = plain and event.posted and len(names) == len(told_lines)
        costs = self._legs.get(event.seq, _NONE) if simple and self._legs is not None else _NONE
        lines = [
            SaleLine(
                x["item"],
                micro(x["item"], x["quantity"], x.get("unit")),
                sen_of(x["amount"]),
                -costs.get(x["item"], 0),
            )
            for x in told_lines
        ]
        made = Sale(
            event.seq,
            event.ref,
            event.kind,
            event.day,
            body["till"],
            body["number"],
            body["tier"],
            body.get("member"),
            1,
            tuple(lines),
            tuple(_payment(each) for each in body["payments"]),
            not event.posted,
        )
        if simple or (plain and self._legs is None):
            return made
        return self._in_full(made, bulk=taxed or not event.posted)

    def _in_full(self, sale: Sale, *, bulk: bool) -> Sale:
        """A receipt with what only its record tells: consignors' parts, PPN, costs by line."""
        kept = self._kept_of(sale, bulk=bulk)
        if kept is None:
            return sale._replace(lines=as_posted(self._scope, sale, self._theirs))
        taxes = kept.taxes or (0,) * len(sale.lines)
        # Where prices do not contain the PPN, the buyer pays it on top of the lines.
        on_top = sale.total != sum(payment.sen for payment in sale.paid)
        found = []
        for line, cost, tax in zip(sale.lines, kept.costs, taxes, strict=True):
            theirs = line.item in self._theirs
            own, part = (0, cost) if theirs else (cost, 0)
            amount = line.amount + (tax if on_top else 0)
            found.append(SaleLine(line.item, line.quantity, amount, own, tax, theirs, part))
        return sale._replace(
            lines=tuple(found), with_tax=kept.with_tax, commission_only=kept.commission_only
        )

    def _kept_of(self, sale: Sale, *, bulk: bool) -> Kept | None:
        """What the record keeps of a receipt; None when its number was used again."""
        if bulk and self._kept is None:
            # Where most receipts are needed, reading all of them at once is many times faster.
            self._kept = kept_receipts(self._scope.postings)
        if self._kept is not None:
            return self._kept.get(sale.ref)
        found = self._scope.books.peek(Receipt, f"{sale.till}:{sale.number}")
        if found is None or found.ref != sale.ref:
            return None
        return Kept(
            tuple(line.item for line in found.lines),
            tuple(to_sen(line.cost) for line in found.lines),
            tuple(to_sen(tax) for tax in found.taxes),
            found.with_tax,
            found.commission_only,
        )

    def _sold_there(self, event: Told) -> Sale:
        """Our goods that a customer sold for us: no receipt, owed by the customer."""
        body, posted = event.body, dict((self._legs or {}).get(event.seq, {}))
        lines = []
        for x in body["lines"]:
            quantity = self._measures.micro(x["item"], x["quantity"], x.get("unit"))
            # Of two lines of an item the first carries the cost of both.
            cost = -posted.pop(x["item"], 0)
            lines.append(SaleLine(x["item"], quantity, sen_of(x["amount"]), cost))
        commission = sen_of(body.get("commission", "0"))
        owed = Paid("kredit", None, sum(line.amount for line in lines) - commission)
        return Sale(
            event.seq,
            event.ref,
            event.kind,
            event.day,
            SOLD_THERE,
            event.ref,
            SOLD_THERE,
            None,
            0,
            tuple(lines),
            (owed, Paid("komisi", None, commission)) if commission else (owed,),
        )

    def _returned(self, event: Told) -> Sale:
        body = event.body
        ref = self._by_number[body["till"], body["number"]]
        sold = self._done[ref]
        before = self._came_back.setdefault(ref, [0] * len(sold.lines))
        found, counts = [], []
        for each in body["lines"]:
            place = each["line"] - 1
            line = sold.lines[place]
            quantity = self._measures.micro(line.item, each["quantity"], each.get("unit"))
            found.append(_brought_back(line, before[place], quantity))
            before[place] += quantity
            counts.append((place, quantity))
        self._back[event.ref] = ref, counts
        debt = next((x.way for x in sold.paid if x.way in {"kredit", "voucher"}), "kredit")
        return sold._replace(
            seq=event.seq,
            ref=event.ref,
            kind=event.kind,
            day=event.day,
            receipts=0,
            lines=tuple(found),
            paid=tuple(self._refund(each, debt) for each in body.get("refunds", ())),
            waits=False,
            back=True,
        )

    def _refund(self, refund: dict[str, Any], debt: str) -> Paid:
        via, sen = refund.get("via"), -sen_of(refund["amount"])
        if via is None:
            return Paid(debt, None, sen)
        cash = self._scope.books.peek(CashAccount, via)
        way = "bank" if cash is not None and cash.type == "bank" else "tunai"
        return Paid(way, via, sen)


def _brought_back(line: SaleLine, returned: int, quantity: int) -> SaleLine:
    """So much more of a line, negative; money follows its share as the rule has it."""

    def part(sen: int) -> int:
        now = share(from_sen(sen), returned + quantity, line.quantity)
        return share(from_sen(sen), returned, line.quantity) - now

    return line._replace(
        quantity=-quantity,
        amount=part(line.amount),
        cost=part(line.cost),
        tax=part(line.tax),
        part=part(line.part),
    )


def _payment(payment: dict[str, Any]) -> Paid:
    via = payment.get("via") or payment.get("issuer") or payment.get("product")
    return Paid(payment["way"], via, sen_of(payment["amount"]))
