"""What the register of assets holds of its control accounts, asset by asset."""

from collections.abc import Iterator
from decimal import Decimal

from koperasi_ledger.model.records.assets import Asset
from koperasi_ledger.rules.assets.posting import GROUPS

ASSET_ACCOUNTS = tuple(account for pair in GROUPS.values() for account in pair if account)
"""The accounts that are the sum of the register."""


def asset_parts(asset: Asset) -> Iterator[tuple[str, Decimal]]:
    """What an asset holds of each control account, in rupiah: debit positive."""
    cost, worn = GROUPS[asset.group]
    yield cost, asset.cost
    if worn is not None:
        yield worn, -asset.worn
