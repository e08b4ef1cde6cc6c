"""What the store bought, as of any day: goods with invoices, what went back, members' produce.

As for sales, an event counts on its day and its reversal on its own. Money and goods come from the
events; what they come to is proven by what the same events moved in the stock account, together
with the differences that were posted beside it (6125).
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from koperasi_ledger.model.accounts import STOCK, STOCK_LOSS
from koperasi_ledger.model.money import allocate, from_sen, to_sen
from koperasi_ledger.reports.scope import Scope, check_equal
from koperasi_ledger.reports.toko_events import REVERSAL, Measures, Told, sen_of, told


class Bought(NamedTuple):
    """A line of goods bought (`back`: sent back), negative when reversed; money in sen.

    `asked` is what the invoice asks, `off` its discount, `more` freight and PPN in the cost;
    of what went back `asked` is what the supplier credits. For produce: the weights, the grade and
    how it was paid (`ways`: by way, in sen).
    """

    seq: int
    ref: str
    day: date
    party: str
    item: str
    quantity: int
    asked: int
    off: int = 0
    more: int = 0
    back: bool = False
    gross: int = 0
    tare: int = 0
    cut: int = 0
    grade: str | None = None
    price: Decimal | None = None
    ways: tuple[tuple[str, int], ...] = ()

    @property
    def cost(self) -> int:
        """What it cost in all, in sen."""
        return self.asked - self.off + self.more

    def undone(self, by: Told) -> "Bought":
        """The reversal of it."""
        return self._replace(
            seq=by.seq,
            ref=by.ref,
            day=by.day,
            quantity=-self.quantity,
            asked=-self.asked,
            off=-self.off,
            more=-self.more,
            gross=-self.gross,
            tare=-self.tare,
            cut=-self.cut,
            ways=tuple((way, -sen) for way, sen in self.ways),
        )


def bought(scope: Scope, *kinds: str) -> list[Bought]:
    """The lines of these kinds of events, and of their reversals, in the days of the scope.

    Raises:
        NotBalanced: they come to something else than their entries.
    """
    measures = Measures(scope.books)
    found: list[Bought] = []
    done: dict[str, list[Bought]] = {}
    invoices: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for event in told(scope.postings, ("goods_received", *kinds)):
        if event.kind == REVERSAL:
            found += [each.undone(event) for each in done.get(event.body["target"], ())]
            continue
        body = event.body
        if event.kind == "goods_received":
            invoices[body["supplier"], body["invoice"]] = body["lines"]
            made = _received(scope, event, measures)
        elif event.kind == "purchase_returned":
            lines = invoices.get((body["supplier"], body["invoice"]), [])
            made = _sent_back(event, lines, measures)
        else:
            made = [_offtake(event, measures)]
        if event.kind in kinds:
            done[event.ref] = made
            found += made
    shown = [each for each in found if scope.first <= each.day <= scope.last]
    _prove(scope, shown)
    return shown


def _received(scope: Scope, event: Told, measures: Measures) -> list[Bought]:
    body = event.body
    lines = body["lines"]
    amounts = [Decimal(line["amount"]) for line in lines]
    offs = allocate(Decimal(body.get("discount", "0")), amounts)
    freights = allocate(Decimal(body.get("freight", "0")), amounts)
    taxes = [0] * len(lines)
    if body.get("ppn") is not None:
        costs = [a - o + f for a, o, f in zip(amounts, offs, freights, strict=True)]
        taxes = _tax_in_cost(scope, event, measures, costs)
    return [
        Bought(
            event.seq,
            event.ref,
            event.day,
            body["supplier"],
            line["item"],
            measures.micro(line["item"], line["quantity"], line.get("unit")),
            to_sen(amount),
            to_sen(off),
            to_sen(freight) + tax,
        )
        for line, amount, off, freight, tax in zip(
            lines, amounts, offs, freights, taxes, strict=True
        )
    ]


def _tax_in_cost(scope: Scope, event: Told, measures: Measures, costs: list[Decimal]) -> list[int]:
    """The PPN that became cost, by line in sen: what was not credited, as the entry says."""
    items = [line["item"] for line in event.body["lines"]]
    posted = _posted(scope, (event.seq,)).get(event.seq, 0)
    left = posted - sum(to_sen(cost) for cost in costs)
    if not left:
        return [0] * len(items)
    bases = [
        cost if measures.items[item].taxable else Decimal(0)
        for item, cost in zip(items, costs, strict=True)
    ]
    shares = allocate(from_sen(left), bases if any(bases) else costs)
    return [to_sen(share) for share in shares]


def _sent_back(event: Told, lines: list[dict[str, Any]], measures: Measures) -> list[Bought]:
    body = event.body
    found = []
    for each in body["lines"]:
        item = lines[each["line"] - 1]["item"]
        found.append(
            Bought(
                event.seq,
                event.ref,
                event.day,
                body["supplier"],
                item,
                measures.micro(item, each["quantity"], each.get("unit")),
                sen_of(each["amount"]),
                back=True,
            )
        )
    return found


def _offtake(event: Told, measures: Measures) -> Bought:
    body = event.body
    item, unit = body["item"], body.get("unit")
    gross, tare, cut = (
        measures.micro(item, body.get(name, "0"), unit) for name in ("gross", "tare", "cut")
    )
    ways: dict[str, int] = {}
    for payment in body["payments"]:
        way = next(name for name in ("via", "product", "loan") if payment.get(name) is not None)
        ways[way] = ways.get(way, 0) + sen_of(payment["amount"])
    return Bought(
        event.seq,
        event.ref,
        event.day,
        body["member"],
        item,
        gross - tare - cut,
        sen_of(body["amount"]),
        gross=gross,
        tare=tare,
        cut=cut,
        grade=body.get("grade"),
        price=Decimal(body["price"]),
        ways=tuple(ways.items()),
    )


def _posted(scope: Scope, places: Iterable[int]) -> dict[int, int]:
    """What entries moved the stock and the differences beside it by, in sen by place."""
    wanted = sorted(set(places))
    if not wanted:
        return {}
    rows = scope.postings.source.rows(
        "SELECT seq, SUM(sen) FROM postings WHERE account IN (?, ?) AND seq BETWEEN ? AND ?"
        " GROUP BY seq",
        (STOCK, STOCK_LOSS, wanted[0], wanted[-1]),
    )
    known = set(wanted)
    return {seq: int(sen) for seq, sen in rows if seq in known}


def _prove(scope: Scope, lines: list[Bought]) -> None:
    said: dict[int, int] = {}
    for line in lines:
        cost = -line.cost if line.back else line.cost
        said[line.seq] = said.get(line.seq, 0) + cost
    posted = _posted(scope, said)
    check_equal(
        "Pembelian menurut fakturnya", sum(said.values()), "ayat jurnalnya", sum(posted.values())
    )
