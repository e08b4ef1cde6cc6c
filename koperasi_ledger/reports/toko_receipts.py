"""Receipts as plain values, and what only their records and entries tell of them."""

import json
from collections import defaultdict
from collections.abc import Container
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.accounts import CONSIGNORS, STOCK, VAT_OUTPUT
from koperasi_ledger.model.money import allocate, from_sen, to_sen
from koperasi_ledger.model.quantities import from_micro
from koperasi_ledger.model.records import Receipt
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.toko_events import REVERSAL, Told, sen_of


class SaleLine(NamedTuple):
    """A line of a receipt, negative where it came back: millionths of goods, money in sen.

    `amount` is what the buyer pays, `tax` the PPN in it, `cost` what the goods cost. Of goods on
    consignment (`theirs`) nothing is our revenue, and there is no cost; `part` is the consignor's.
    """

    item: str
    quantity: int
    amount: int
    cost: int = 0
    tax: int = 0
    theirs: bool = False
    part: int = 0

    @property
    def revenue(self) -> int:
        """What of it is revenue from own goods."""
        return 0 if self.theirs else self.amount - self.tax

    def opposite(self) -> "SaleLine":
        """The line taken back."""
        return self._replace(
            quantity=-self.quantity,
            amount=-self.amount,
            cost=-self.cost,
            tax=-self.tax,
            part=-self.part,
        )


class Paid(NamedTuple):
    """A payment, negative where it was given back: the way, through what, and sen."""

    way: str
    via: str | None
    sen: int


class Sale(NamedTuple):
    """A receipt, or what came back of one, or goods sold for us elsewhere, or a reversal of these.

    `receipts` is how many more there are after it (1, 0 or -1);
    `back` whether it is a return, or the reversal of one. `waits` is whether it has no entry of its
    own but is posted by a recap. `with_tax`, `commission_only`: what counts as patronage.
    """

    seq: int
    ref: str
    kind: str
    day: date
    till: str
    number: str
    tier: str
    member: str | None
    receipts: int
    lines: tuple[SaleLine, ...]
    paid: tuple[Paid, ...]
    waits: bool = False
    back: bool = False
    with_tax: bool = False
    commission_only: bool = False

    @property
    def revenue(self) -> int:
        """What own goods brought without PPN, in sen."""
        return sum(line.revenue for line in self.lines)

    @property
    def cost(self) -> int:
        """What own goods cost, in sen."""
        return sum(line.cost for line in self.lines)

    @property
    def total(self) -> int:
        """What the buyer paid, in sen."""
        return sum(line.amount for line in self.lines)

    @property
    def counted(self) -> int:
        """What of it counts as the member's purchases, in sen."""
        found = self.total
        if not self.with_tax:
            found -= sum(line.tax for line in self.lines)
        if self.commission_only:
            found -= sum(line.part for line in self.lines)
        return found

    def undone(self, by: Told) -> "Sale":
        """The reversal of it."""
        return self._replace(
            seq=by.seq,
            ref=by.ref,
            kind=REVERSAL,
            day=by.day,
            receipts=-self.receipts,
            lines=tuple(line.opposite() for line in self.lines),
            paid=tuple(Paid(x.way, x.via, -x.sen) for x in self.paid),
        )


class Kept(NamedTuple):
    """What the record of a receipt keeps of it: cost or consignor's part and PPN of each line."""

    items: tuple[str, ...]
    costs: tuple[int, ...]
    taxes: tuple[int, ...] = ()
    with_tax: bool = False
    commission_only: bool = False


def kept_receipts(postings: Postings) -> dict[str, Kept]:
    """What the records keep of all receipts, by the ref of each; the newest of every number."""
    rows = postings.source.rows("SELECT body FROM records WHERE kind = ?", (Receipt.kind,))
    found = {}
    for (text,) in rows:
        body = json.loads(text)
        lines = body.get("lines", ())
        found[body["ref"]] = Kept(
            tuple(line[0] for line in lines),
            tuple(sen_of(line[3]) for line in lines),
            tuple(sen_of(tax) for tax in body.get("taxes", ())),
            body.get("with_tax", False),
            body.get("commission_only", False),
        )
    return found


def as_posted(scope: Scope, sale: Sale, theirs: Container[str]) -> tuple[SaleLine, ...]:
    """The lines of a receipt whose number was used again: what its entry posted, shared by line.

    Its sums are the entry's; between lines of one kind they are shared by price or quantity.
    """
    lines = sale.lines
    posted: defaultdict[tuple[str, str | None], int] = defaultdict(int)
    for account, sub, sen in scope.postings.source.rows(
        "SELECT account, sub, sen FROM postings WHERE seq = ?", (sale.seq,)
    ):
        posted[account, sub if account == STOCK else None] += int(sen)
    on_top = sale.total != sum(payment.sen for payment in sale.paid)
    own = [line.item not in theirs for line in lines]

    def shared(sen: int, wanted: list[bool], weights: list[Decimal]) -> list[int]:
        pairs = zip(weights, wanted, strict=True)
        held = [weight if each else Decimal(0) for weight, each in pairs]
        if not sen or not any(held):
            return [0] * len(lines)
        return [to_sen(each) for each in allocate(from_sen(sen), held)]

    prices = [from_sen(line.amount) for line in lines]
    counts = [from_micro(line.quantity) for line in lines]
    taxes = shared(-posted[VAT_OUTPUT, None], own, prices)
    parts = shared(-posted[CONSIGNORS, None], [not each for each in own], prices)
    costs = [0] * len(lines)
    for item in {line.item for line in lines}:
        mine = shared(-posted[STOCK, item], [line.item == item for line in lines], counts)
        costs = list(map(sum, zip(costs, mine, strict=True)))
    return tuple(
        line._replace(
            amount=line.amount + (taxes[k] if on_top else 0),
            cost=costs[k],
            tax=taxes[k],
            theirs=not own[k],
            part=parts[k],
        )
        for k, line in enumerate(lines)
    )
