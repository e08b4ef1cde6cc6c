"""Fixed assets: which classes there are, how long they last, and from when they are written down.

Lives and residual values are the cooperative's estimates (SAK EP section 17), tax groups differ
from them, and conventions on the first month vary: hence settings.
"""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from koperasi_ledger.model.accounts import ASSET_WEAR
from koperasi_ledger.model.fields import AccountName, AmountOrZero, Key, Name, Percent
from koperasi_ledger.model.policy.base import Section, in_order

AssetGroup = Literal["tanah", "bangunan", "kendaraan", "inventaris", "tak-berwujud"]
"""The groups of the statement of financial position; each has its pair of accounts."""

FirstMonth = Literal["bulan-perolehan", "bulan-berikutnya", "tengah-bulan"]
"""The first month that is written down: that of the purchase, the one after it, or that of a
purchase up to the 15th and else the next."""


class AssetClass(Section):
    """A class of assets.

    `life` in months, absent for what does not wear (land). `residual` percent of the cost is left
    at the end of it. What costs less than `threshold` apiece is an expense at once.
    """

    name: Name = Field(alias="nama")
    group: AssetGroup = Field(alias="kelompok")
    life: int | None = Field(default=None, ge=1, le=1200, alias="umur_bulan")
    residual: Percent = Field(default=Decimal(0), alias="residu_persen")
    threshold: AmountOrZero = Field(default=Decimal(0), alias="batas")
    expense: AccountName = Field(default=ASSET_WEAR, alias="akun_beban")

    @model_validator(mode="after")
    def _fits_its_group(self) -> "AssetClass":
        if self.group == "tanah" and self.life is not None:
            raise ValueError("tanah tidak disusutkan; hapus umur_bulan")
        if self.group != "tanah" and self.life is None:
            raise ValueError("isi umur_bulan; hanya tanah yang tidak disusutkan")
        if self.residual >= 100:
            raise ValueError("residu_persen harus kurang dari 100")
        if not self.expense.startswith("Beban:"):
            raise ValueError("akun_beban harus akun Beban")
        return self


class AssetPolicy(Section):
    """The classes of assets, and the first month that is written down."""

    classes: Annotated[dict[Key, AssetClass], in_order] = Field(alias="golongan", min_length=1)
    first_month: FirstMonth = Field(default="bulan-perolehan", alias="mulai")
