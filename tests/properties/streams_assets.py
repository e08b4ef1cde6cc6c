"""What a desk records of fixed assets: bought, written down, moved, sold by piece, scrapped.

The fields are chosen for a desk that has `pick`, `number` and `day`; see `streams.Desk`. Random
yards with nothing but assets are in `asset_books`.
"""

from collections.abc import Callable
from typing import Any

from asset_books import POLICY, bought, depreciated
from book_fold import make

from koperasi_ledger.model.events import AnyEvent

_NUMBERS = ("INV-1", "INV-1", "INV-2", "INV-2", "INV-3", "INV-4", "INV-9")

ASSET_SHARES = {
    "asset_bought": 2,
    "asset_depreciated": 4,
    "asset_sold": 2,
    "asset_scrapped": 1,
    "asset_moved": 1,
}
"""How often each kind is chosen on a desk with everything else on it."""


def first_assets() -> list[AnyEvent]:
    """What a desk begins with: classes of assets, and two assets."""
    day = "2026-01-01"
    terms = {"effective": day, "decision": "RAT 4", "policy": {"aset": POLICY}}
    return [
        make("policy_adopted", "K-ASET", day, **terms),
        bought("INV-1", day, "7000000", quantity=3),
        bought("INV-2", day, "30000000", asset_class="kendaraan"),
    ]


def _bought(desk: Any) -> dict[str, Any]:
    owed = desk.pick((None, None, "100"))
    return {
        "asset": desk.pick(_NUMBERS),
        "name": "Barang",
        "asset_class": desk.pick((*POLICY["golongan"], "kapal")),
        "amount": desk.pick(("1000", "2500000", "12345.67")),
        "quantity": desk.pick((1, 1, 3)),
        "owed": owed,
        "account": None if owed is None else "Liabilitas:UtangUsaha",
        "via": desk.pick(("kas", "bri", "hilang")),
    }


def _depreciated(desk: Any) -> dict[str, Any]:
    month = desk.day[:7]
    return {"asset": desk.pick(_NUMBERS), "month": month, "date": str(depreciated("X", month).date)}


def _sold(desk: Any) -> dict[str, Any]:
    return {
        "asset": desk.pick(_NUMBERS),
        "amount": desk.pick(("1", "2500000", "12345.67")),
        "quantity": desk.pick((None, 1, 1, 2)),
        "via": desk.pick(("kas", "bri")),
    }


def _scrapped(desk: Any) -> dict[str, Any]:
    return {
        "asset": desk.pick(_NUMBERS),
        "quantity": desk.pick((None, 1)),
        "reason": "rusak",
    }


def _moved(desk: Any) -> dict[str, Any]:
    return {"asset": desk.pick(_NUMBERS), "place": desk.pick(("Gerai", "Gudang"))}


ASSET_FIELDS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "asset_bought": _bought,
    "asset_depreciated": _depreciated,
    "asset_sold": _sold,
    "asset_scrapped": _scrapped,
    "asset_moved": _moved,
}
