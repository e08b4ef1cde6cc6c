"""Fixed assets (aset tetap): had, written down, moved, gone; and things that are only listed.

An asset's events are reversed latest first, as those of a debt are. Who looks after a thing is a
person: the name stays in events and records.
"""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.accounts import GRANTS
from koperasi_ledger.model.events.base import Event, MoneyEvent
from koperasi_ledger.model.fields import (
    AccountName,
    Amount,
    AmountOrZero,
    EventDate,
    Key,
    Month,
    Name,
    Text,
    matching,
    schema,
)

_NUMBER = r"[A-Z0-9][A-Z0-9./-]{0,29}"
AssetNumber = Annotated[
    str,
    matching(
        _NUMBER,
        "nomor inventaris hanya boleh berisi huruf besar, angka, titik, garis miring atau tanda"
        " hubung (paling panjang 30), misalnya INV-2026-0001",
    ),
    schema(_NUMBER, "INV-2026-0001"),
]
Pieces = Annotated[int, Field(ge=1, le=1_000_000)]
Condition = Literal["baik", "rusak-ringan", "rusak-berat"]
Life = Annotated[int, Field(ge=1, le=1200)]


class _Thing(Event):
    """What the register says of a thing: its number and name, how many, where and with whom."""

    asset: AssetNumber
    name: Name
    quantity: Pieces = 1
    serial: Name | None = None
    place: Name | None = None
    holder: Name | None = None
    condition: Condition | None = None


class _NewAsset(_Thing):
    """An asset of a class of the policy; `life` (months) and `residual` are its own if given."""

    asset_class: Key
    life: Life | None = None
    residual: AmountOrZero | None = None


class _PartlyOwed(MoneyEvent):
    """A price of which `owed` is not paid yet and stands in `account`; the rest is money."""

    amount: Amount
    owed: AmountOrZero = Decimal(0)
    account: AccountName | None = None

    @model_validator(mode="after")
    def _one_source_of_money(self) -> "_PartlyOwed":
        if self.owed > self.amount:
            raise ValueError("yang belum dibayar (owed) melebihi harganya")
        if bool(self.owed) != (self.account is not None):
            raise ValueError("owed (yang belum dibayar) dan account (akunnya) diisi bersama-sama")
        ends = (self.via is not None) + (self.clears is not None)
        if ends != (0 if self.owed == self.amount else 1):
            raise ValueError(
                "isi salah satu saja: via (kas atau bank, misalnya kas) atau clears (ref titipan"
                " yang dijelaskan); tidak keduanya bila seluruhnya belum dibayar"
            )
        if self.bank_ref is not None and self.via is None:
            raise ValueError("bank_ref hanya boleh bersama via")
        return self

    @property
    def money(self) -> Decimal:
        """What is paid or received now, in rupiah."""
        return self.amount - self.owed


class AssetBought(_NewAsset, _PartlyOwed):
    """An asset is bought for `amount`, all that it cost to have it ready for use."""

    title: ClassVar[str] = "Pembelian aset tetap"
    keeps_before: ClassVar[bool] = True
    kind: Literal["asset_bought"] = "asset_bought"


class AssetGranted(_NewAsset):
    """An asset is given to the cooperative; `amount` is what it is worth.

    `account` is what grows by it: equity (hibah), or a liability while a condition is not met.
    """

    title: ClassVar[str] = "Hibah aset tetap"
    keeps_before: ClassVar[bool] = True
    kind: Literal["asset_granted"] = "asset_granted"
    amount: Amount
    account: AccountName = GRANTS
    giver: Name | None = None
    unit: Key | None = None


class AssetTakenOver(_NewAsset):
    """An asset from before leaves the plain accounts and gets its place in the register.

    `amount` is its cost in `account`, `worn` what of it was written down in `worn_account` up to
    the end of `worn_through` (the month before this event, if not given). `acquired` is the day
    from which its life counts.
    """

    title: ClassVar[str] = "Pemindahan aset lama ke buku inventaris"
    keeps_before: ClassVar[bool] = True
    kind: Literal["asset_taken_over"] = "asset_taken_over"
    acquired: EventDate
    amount: Amount
    account: AccountName
    worn: AmountOrZero = Decimal(0)
    worn_account: AccountName | None = None
    worn_through: Month | None = None
    unit: Key | None = None

    @model_validator(mode="after")
    def _past(self) -> "AssetTakenOver":
        if self.acquired > self.date:
            raise ValueError("tanggal perolehan (acquired) sesudah tanggal peristiwa")
        if bool(self.worn) != (self.worn_account is not None):
            raise ValueError("worn (akumulasi penyusutan) dan worn_account diisi bersama-sama")
        if self.worn > self.amount:
            raise ValueError("akumulasi penyusutan (worn) melebihi harga perolehan")
        return self


class AssetDepreciated(Event):
    """An asset is written down to what it should be at a month's end."""

    title: ClassVar[str] = "Penyusutan aset tetap"
    keeps_before: ClassVar[bool] = True
    kind: Literal["asset_depreciated"] = "asset_depreciated"
    asset: AssetNumber
    month: Month


class AssetSold(_PartlyOwed):
    """An asset, or some of its pieces, is sold for `amount`; `owed` of it is not received yet."""

    title: ClassVar[str] = "Penjualan aset tetap"
    keeps_before: ClassVar[bool] = True
    kind: Literal["asset_sold"] = "asset_sold"
    asset: AssetNumber
    quantity: Pieces | None = None
    decision: Text | None = None


class AssetScrapped(Event):
    """An asset, or some of its pieces, leaves without a price: broken, lost, given away."""

    title: ClassVar[str] = "Penghapusan aset tetap"
    keeps_before: ClassVar[bool] = True
    kind: Literal["asset_scrapped"] = "asset_scrapped"
    asset: AssetNumber
    quantity: Pieces | None = None
    reason: Text
    decision: Text | None = None


class AssetMoved(Event):
    """An asset or a listed thing is elsewhere, with somebody else, or in another condition."""

    title: ClassVar[str] = "Mutasi barang inventaris"
    keeps_before: ClassVar[bool] = True
    kind: Literal["asset_moved"] = "asset_moved"
    asset: AssetNumber
    place: Name | None = None
    holder: Name | None = None
    condition: Condition | None = None

    @model_validator(mode="after")
    def _something(self) -> "AssetMoved":
        if self.place is None and self.holder is None and self.condition is None:
            raise ValueError("isi tempat, penanggung jawab atau keadaan yang baru")
        return self


class ThingListed(_Thing):
    """A thing that is in no account: lent to us by `owner`, or ours and an expense when bought."""

    title: ClassVar[str] = "Barang dicatat di luar neraca"
    keeps_before: ClassVar[bool] = True
    kind: Literal["thing_listed"] = "thing_listed"
    owner: Name | None = None
    value: Amount | None = None
    until: EventDate | None = None
    agreement: Text | None = None


class ThingReturned(Event):
    """A listed thing goes back to its owner, or is no longer there."""

    title: ClassVar[str] = "Barang di luar neraca dikembalikan atau dihapus"
    keeps_before: ClassVar[bool] = True
    kind: Literal["thing_returned"] = "thing_returned"
    asset: AssetNumber
    reason: Text


AssetEvent: TypeAlias = (
    AssetBought
    | AssetGranted
    | AssetTakenOver
    | AssetDepreciated
    | AssetSold
    | AssetScrapped
    | AssetMoved
    | ThingListed
    | ThingReturned
)
