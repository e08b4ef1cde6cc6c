"""Orders to suppliers, and debts from older books, as a desk of `streams_store` records them."""

from collections.abc import Callable
from typing import Any

from book_fold import make

from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.records import PurchaseOrder

TRADE_SHARES = {
    "goods_ordered": 3,
    "goods_order_ended": 1,
    "payables_taken_over": 1,
    "receivables_taken_over": 1,
}
"""How often each kind is chosen in a shop."""
OLD_CLAIMS, OLD_DEBTS = "Aset:Piutang:Lain", "Liabilitas:UtangUsaha"


def old_books(day: str) -> AnyEvent:
    """What the plain accounts hold of the store's debts before they are taken over."""
    lines = [{"account": OLD_CLAIMS, "debit": "40000"}, {"account": OLD_DEBTS, "credit": "40000"}]
    return make("journal_adjusted", "JP-TOKO", day, lines=lines, reason="Buku lama")


def order_of(desk: Any) -> str | None:
    """Now and then a recent order, for goods that come."""
    orders = [each.order for each in desk.fold.books.all(PurchaseOrder)][-3:]
    return desk.pick((None, *orders, *orders)) if orders else None


def _ordered(desk: Any) -> dict[str, Any]:
    items = ("beras", "gula", "urea", "kemasan")
    lines = [
        {"item": item, "quantity": desk.pick(("40", "250", "600"))}
        for item in items
        if desk.pick((0, 1, 1, 1))
    ]
    return {
        "supplier": "bulog",
        "order": desk.pick((f"PO-{desk.number}",) * 9 + ("PO-1",)),
        "lines": lines or [{"item": "beras", "quantity": "10", "unit": "dus"}],
    }


def _ended(desk: Any) -> dict[str, Any]:
    orders = [each.order for each in desk.fold.books.all(PurchaseOrder)]
    return {"order": desk.pick(orders[-4:] or ["PO-0"]), "reason": "Dibatalkan"}


def _payables(desk: Any) -> dict[str, Any]:
    line = {"supplier": "bulog", "amount": desk.pick(("5000", "1234.56"))}
    numbers = [f"L-{desk.number}-{place}" for place in range(desk.pick((1, 2)))]
    return {"account": OLD_DEBTS, "lines": [line | {"invoice": number} for number in numbers]}


def _receivables(desk: Any) -> dict[str, Any]:
    whose: tuple[dict[str, str], ...] = ({"member": "A-1"}, {"member": "A-2"}, {"customer": "suka"})
    lines = [
        desk.pick(whose) | {"amount": desk.pick(("3000", "777.77"))}
        for _ in range(desk.pick((1, 2, 3)))
    ]
    return {"account": OLD_CLAIMS, "lines": lines}


TRADE_FIELDS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "goods_ordered": _ordered,
    "goods_order_ended": _ended,
    "payables_taken_over": _payables,
    "receivables_taken_over": _receivables,
}
