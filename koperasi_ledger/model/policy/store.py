"""How the store works: customer classes, locations, costing, posting, credit to members."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from koperasi_ledger.model.fields import Amount, AmountOrZero, Key, Name, Percent
from koperasi_ledger.model.policy.base import Section, in_order
from koperasi_ledger.model.quantities import Quantity, Sku

CostMethod = Literal["rata-rata", "fifo"]
"""How the cost of what leaves is found: moving average, or first in first out (SAK allows both)."""


class Tier(Section):
    """A class of customers with prices of its own; `members_only`: only for members."""

    name: Name = Field(alias="nama")
    members_only: bool = Field(default=False, alias="hanya_anggota")


class Location(Section):
    """A place where goods are kept; `region` chooses the price ceilings (HET) that hold there."""

    name: Name = Field(alias="nama")
    region: Key | None = Field(default=None, alias="wilayah")


class MemberCredit(Section):
    """What a member may owe the store at once, and after how many days it is due."""

    limit: AmountOrZero = Field(alias="paling_banyak")
    days: Annotated[int, Field(ge=0, le=3660, alias="tempo_hari")]


class MonthlyLimit(Section):
    """What one buyer may take of subsidised goods in a calendar month, in one of its measures.

    It begins anew each month and needs no list of persons; the buyer must be named.
    """

    quantity: Quantity = Field(alias="paling_banyak")
    unit: Key | None = Field(default=None, alias="satuan")


class StorePolicy(Section):
    """Classes of customers and goods, locations, and how the store is posted.

    `classes`: the costing method of each class of goods; an item keeps the one it was registered
    under. `cost_unit`: costs are rounded to it. `negative`: whether more may leave than is there.
    `posting`: an entry for every receipt, or one for each till and day. `override`: by how many
    percent a price that somebody approved may differ from the list. `monthly`: what a buyer may
    take of an item in a month. `over_delivery`: by how many percent a supplier may deliver more
    than was ordered. `consigned`: whether a member who buys goods on consignment is credited with
    all that was paid, or with the commission only.
    """

    unit: Key | None = Field(default=None, alias="unit_usaha")
    tiers: Annotated[dict[Key, Tier], in_order] = Field(alias="tingkat", min_length=1)
    locations: Annotated[dict[Key, Location], in_order] = Field(alias="lokasi", min_length=1)
    classes: Annotated[dict[Key, CostMethod], in_order] = Field(alias="golongan", min_length=1)
    cost_unit: Amount = Field(default=Decimal(1), alias="bulat_hpp")
    negative: bool = Field(default=False, alias="stok_minus")
    posting: Literal["per-struk", "rekap-harian"] = Field(default="per-struk", alias="pembukuan")
    override: Percent = Field(default=Decimal(0), alias="beda_harga_paling_banyak_persen")
    credit: MemberCredit | None = Field(default=None, alias="kredit_anggota")
    monthly: Annotated[dict[Sku, MonthlyLimit], in_order] | None = Field(
        default=None, alias="batas_bulanan"
    )
    over_delivery: Percent | None = Field(default=None, alias="lebih_kirim_paling_banyak_persen")
    consigned: Literal["penuh", "komisi"] = Field(default="penuh", alias="belanja_titipan")

    @model_validator(mode="after")
    def _whole_rounding(self) -> "StorePolicy":
        if self.cost_unit > Decimal(1000):
            raise ValueError("bulat_hpp paling besar 1000 rupiah")
        return self
