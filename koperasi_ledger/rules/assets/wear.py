"""How far an asset is written down: straight-line, in whole rupiah, the residue in the last month.

Each month takes the same whole rupiah, rounded down; the last month takes what is left, so that
over the life exactly cost less residual value is written down (SAK EP section 17.18-17.22; the
straight line is what published cooperative accounts use: practice).
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.policy.assets import FirstMonth
from koperasi_ledger.model.records.assets import Asset
from koperasi_ledger.rules.dates import add_months, month_of, months_between
from koperasi_ledger.rules.rounding import rounded

_RUPIAH = 100
_MIDDLE = 15


def first_month(day: date, convention: FirstMonth) -> str:
    """The first month that is written down of what was had on a day (practice: three ways)."""
    month = month_of(day)
    if convention == "bulan-berikutnya" or (convention == "tengah-bulan" and day.day > _MIDDLE):
        return add_months(month, 1)
    return month


def worn_through(asset: Asset, month: str) -> Decimal:
    """What is written down of an asset by the end of a month, in rupiah."""
    count = months_between(asset.start, month) + 1
    if asset.months is None or count <= 0:
        return asset.opening
    whole = asset.cost - asset.residual - asset.opening
    if count >= asset.months:
        return asset.opening + whole
    monthly = rounded(Fraction(to_sen(whole), asset.months), _RUPIAH, "bawah")
    return asset.opening + from_sen(monthly * count)


def part_of(amount: Decimal, pieces: int, of: int) -> Decimal:
    """What `pieces` of `of` equal pieces hold of an amount: whole rupiah, all of it for all."""
    if pieces == of:
        return amount
    return from_sen(rounded(Fraction(to_sen(amount) * pieces, of), _RUPIAH, "bawah"))
