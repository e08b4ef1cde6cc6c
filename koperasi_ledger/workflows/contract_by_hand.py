"""Borrowings, contracts, assets, notes recorded one by one: refs, and the money they move."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # classes of a subject are loaded when one of its events is first met
    from koperasi_ledger.model.events import AnyEvent

CONTRACT_BASES = {
    "borrowing_agreed": "UTG-{borrowing}",
    "borrowing_drawn": "UTG-C-{day}-{borrowing}",
    "borrowing_taken_over": "UTG-P-{day}-{borrowing}",
    "borrowing_paid": "UTG-A-{day}-{borrowing}",
    "borrowing_prepaid": "UTG-L-{day}-{borrowing}",
    "borrowing_rescheduled": "UTG-J-{day}-{borrowing}",
    "borrowing_accrued": "BUNGA-{month}-{borrowing}",
    "murabahah_goods_bought": "BRG-{day}-{loan}",
    "murabahah_goods_returned": "BRG-K-{day}-{loan}",
    "murabahah_down_paid": "UM-{day}-{loan}",
    "murabahah_down_returned": "UM-K-{day}-{loan}",
    "charity_spent": "KBJ-{day}",
    "qardh_gift_received": "IMB-{day}-{loan}",
    "partnership_agreed": "AKD-{contract}",
    "partnership_funded": "MDL-{day}-{contract}",
    "partnership_profit_reported": "LABA-{month}-{contract}",
    "partnership_profit_paid": "BGH-{day}-{contract}",
    "partnership_loss_reported": "RUGI-{month}-{contract}",
    "partnership_returned": "MDL-K-{day}-{contract}",
    "ijarah_asset_bought": "IJR-{contract}",
    "ijarah_month_recorded": "UJRAH-{month}-{contract}",
    "ijarah_rent_received": "SEWA-{day}-{contract}",
    "ijarah_ended": "IJR-K-{day}-{contract}",
    "profit_pool_closed": "BH-{month}",
    "savings_profit_shared": "BH-{month}-{member}",
    "savings_bonus_given": "BONUS-{day}-{member}",
    "asset_bought": "AST-{asset}",
    "asset_granted": "AST-{asset}",
    "asset_taken_over": "AST-{asset}",
    "asset_depreciated": "SUSUT-{month}-{asset}",
    "asset_sold": "AST-J-{day}-{asset}",
    "asset_scrapped": "AST-H-{day}-{asset}",
    "asset_moved": "AST-M-{day}-{asset}",
    "thing_listed": "AST-T-{asset}",
    "thing_returned": "AST-K-{day}-{asset}",
    "officer_appointed": "ORG-{officer}",
    "officer_ended": "ORG-K-{day}-{officer}",
    "meeting_held": "RAPAT-{meeting}",
    "suggestion_made": "SARAN-{day}",
    "guest_received": "TAMU-{day}",
    "happening_noted": "KEJADIAN-{day}",
    "letter_logged": "SURAT-{day}",
    "note_answered": "TANGGAPAN-{day}",
    "budget_adopted": "ANGGARAN-{year}",
    "health_answered": "SEHAT-{year}",
}
"""How the refs of each kind begin, as in `by_hand`."""

_IN = frozenset(
    {
        "murabahah_goods_returned",
        "murabahah_down_paid",
        "qardh_gift_received",
        "partnership_profit_paid",
        "partnership_returned",
        "ijarah_rent_received",
        "ijarah_ended",
        "asset_sold",
    }
)


def contract_moves(event: "AnyEvent") -> Iterator[tuple[str, Decimal]]:
    """The cash or bank account that one of these events moves, with its signed amount."""
    via: str | None = getattr(event, "via", None)
    if via is None:
        return
    amount: Decimal = getattr(event, "amount", Decimal(0))
    if event.kind == "borrowing_drawn":
        fees = getattr(event, "fees", ())
        yield via, amount - sum((fee.amount for fee in fees), Decimal(0))
    elif event.kind in {"asset_bought", "asset_sold"}:
        money: Decimal = getattr(event, "money", amount)
        yield via, money if event.kind in _IN else -money
    elif amount:
        yield via, amount if event.kind in _IN else -amount
