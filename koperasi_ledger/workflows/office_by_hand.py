"""What recording by hand knows of agency work and aid: refs, and the money that an event moves."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from koperasi_ledger.model.events import AnyEvent

OFFICE_BASES = {
    "agency_account_opened": "AGB-{principal}",
    "agency_float_topped_up": "AGI-{day}-{principal}",
    "agency_float_withdrawn": "AGT-{day}-{principal}",
    "agency_recorded": "AGC-{day}",
    "agency_fee_received": "AGF-{day}-{principal}",
    "agency_float_reconciled": "AGR-{day}-{principal}",
    "aid_programme_opened": "BNO-{programme}",
    "aid_beneficiaries_listed": "BND-{day}-{programme}",
    "aid_received": "BNT-{day}-{programme}",
    "aid_money_received": "BNU-{day}-{programme}",
    "aid_handed_out": "BNS-{day}-{programme}",
    "aid_lost": "BNH-{day}-{programme}",
    "aid_returned": "BNK-{day}-{programme}",
    "aid_transferred": "BNP-{day}-{programme}",
    "aid_programme_closed": "BNX-{programme}",
}
"""How the refs of these events begin."""


def office_moves(event: AnyEvent) -> Iterator[tuple[str, Decimal]]:
    """The cash and bank accounts that an event moves, each with its signed amount.

    A recap of agency work is left out: which way its money goes only the policy says, and it goes
    through a cash box.
    """
    given: Any = event
    via = getattr(given, "via", None)
    if via is None:
        return
    if event.kind == "agency_float_topped_up":
        yield via, -given.amount - given.cost
    elif event.kind in {"agency_float_withdrawn", "agency_fee_received", "aid_money_received"}:
        yield via, given.amount
    elif event.kind in {"aid_handed_out", "aid_lost", "aid_returned"}:
        yield via, -sum((line.quantity for line in given.lines), Decimal(0))
