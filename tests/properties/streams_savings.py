"""What a busy treasurer types about savings that are blocked, bear interest, or are fixed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from koperasi_ledger.model.records import SavingsAccount

if TYPE_CHECKING:
    from streams import Desk

PRODUCTS = ("sukarela",) * 20 + ("e3", "hari-raya")


def _blocked(desk: "Desk") -> dict[str, Any]:
    fields = {"member": desk.pick(desk.people), "product": desk.pick(PRODUCTS)}
    amount = desk.pick(("5000", "10000", "30000"))
    return fields | {"amount": amount, "reason": "Agunan", "loan": desk.pick((None, "PJ-1"))}


def _released(desk: "Desk") -> dict[str, Any]:
    accounts = [item for item in desk.fold.books.all(SavingsAccount) if item.blocks]
    if not accounts:
        fields = {"member": desk.pick(desk.people), "product": desk.pick(PRODUCTS)}
        return fields | {"block": desk.earlier(), "reason": "Lunas"}
    account = desk.pick(accounts)
    fields = {"member": account.member, "product": account.product}
    return fields | {"block": desk.pick(account.blocks).ref, "reason": "Lunas"}


SAVINGS_SHARES = {
    "savings_blocked": 2,
    "savings_released": 2,
}
"""How often each kind is chosen; see `streams.SHARES`."""

SAVINGS_FIELDS: dict[str, Callable[["Desk"], dict[str, Any]]] = {
    "savings_blocked": _blocked,
    "savings_released": _released,
}
