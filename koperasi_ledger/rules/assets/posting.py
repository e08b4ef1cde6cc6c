"""The accounts of the register of assets, a pair for each group, and the legs of its entries."""

from collections.abc import Iterator
from decimal import Decimal

from koperasi_ledger.model.accounts import (
    ASSET_BUILDINGS,
    ASSET_BUILDINGS_WORN,
    ASSET_EQUIPMENT,
    ASSET_EQUIPMENT_WORN,
    ASSET_INTANGIBLES,
    ASSET_INTANGIBLES_WORN,
    ASSET_LAND,
    ASSET_VEHICLES,
    ASSET_VEHICLES_WORN,
)
from koperasi_ledger.model.entry import Posting
from koperasi_ledger.model.records.assets import Asset

GROUPS: dict[str, tuple[str, str | None]] = {
    "tanah": (ASSET_LAND, None),
    "bangunan": (ASSET_BUILDINGS, ASSET_BUILDINGS_WORN),
    "kendaraan": (ASSET_VEHICLES, ASSET_VEHICLES_WORN),
    "inventaris": (ASSET_EQUIPMENT, ASSET_EQUIPMENT_WORN),
    "tak-berwujud": (ASSET_INTANGIBLES, ASSET_INTANGIBLES_WORN),
}
"""What each group stands in: cost, and what of it is written down; land is not."""


def cost_leg(asset: Asset, amount: Decimal) -> Posting:
    """A leg in the account of what the asset cost."""
    return Posting(GROUPS[asset.group][0], amount, sub=asset.number)


def worn_legs(asset: Asset, amount: Decimal) -> Iterator[Posting]:
    """The leg in the account of what is written down; none for land."""
    account = GROUPS[asset.group][1]
    if account is not None:
        yield Posting(account, amount, sub=asset.number)


def wear_legs(asset: Asset, wear: Decimal) -> Iterator[Posting]:
    """Dr Beban penyusutan, Cr Akumulasi."""
    yield Posting(asset.expense, wear, None, asset.unit, sub=asset.number)
    yield from worn_legs(asset, -wear)
