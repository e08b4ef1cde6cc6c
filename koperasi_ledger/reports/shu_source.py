"""Which part of a year's SHU was earned from members.

As the gross result from dealings with members is to that from all dealings: partisipasi neto of
members over partisipasi neto and the gross result from non-members (accounts 41, 43, 51, 53 over
all of 4 and 5). What belongs to neither, costs and other income, is shared out in that ratio.
Rounded down to a rupiah: the rest counts as earned from others. Source: practice since UU 12/1967;
UU 25/1992 asks for no split.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.accounts import Account
from koperasi_ledger.model.money import from_sen, to_sen

_MEMBERS = ("41", "43", "51", "53")
_DEALINGS = ("4", "5")


class Source(NamedTuple):
    """The gross results in rupiah, and the part of the SHU that follows from them."""

    members: Decimal
    others: Decimal
    part: Decimal


def source_of(surplus: Decimal, moved: Mapping[str, int], chart: Mapping[str, Account]) -> Source:
    """The part of `surplus` earned from members; `moved` are the year's result accounts, in sen."""
    members = others = 0
    for name, sen in moved.items():
        account = chart.get(name)
        if account is None or account.root not in {"Pendapatan", "Beban"}:
            continue
        if account.code.startswith(_MEMBERS):
            members -= sen
        elif account.code.startswith(_DEALINGS):
            others -= sen
    total = to_sen(surplus)
    if members <= 0 or total <= 0:
        part = 0
    elif others <= 0:
        part = total
    else:
        part = total * members // (members + others) // 100 * 100
    return Source(from_sen(members), from_sen(others), from_sen(part))
