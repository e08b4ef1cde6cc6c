"""A member's share of the SHU as money: what is left of it pays the member or what the member owes.

Before the meeting nobody has a claim (UU 25/1992 Ps. 45(2)); setting off what both owe each other
is KUHPerdata Ps. 1425.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.accounts import SHU_MEMBERS
from koperasi_ledger.model.entry import Posting
from koperasi_ledger.model.records import ShuShare
from koperasi_ledger.rules.errors.shu import PaidBeforeMeeting, ShareTooMuch


class OpenShare(NamedTuple):
    """A share, and the day of the meeting that gave it."""

    share: ShuShare
    decided: date


def spend(found: OpenShare, day: date, amount: Decimal) -> tuple[Posting, ShuShare]:
    """The leg that takes `amount` (rupiah) out of the share, and the share after it.

    Raises:
        PaidBeforeMeeting, ShareTooMuch.
    """
    share = found.share
    if day < found.decided:
        raise PaidBeforeMeeting(share.year, day, found.decided)
    left = share.amount - share.paid
    if amount > left:
        raise ShareTooMuch(share.year, share.member, amount, left)
    leg = Posting(SHU_MEMBERS, amount, share.member, sub=str(share.year))
    return leg, share.updated(paid=share.paid + amount)


def spare(share: ShuShare, amount: Decimal) -> ShuShare:
    """The share without a payment of `amount`."""
    return share.updated(paid=share.paid - amount)
