"""Aid for others: programmes, lists of beneficiaries, goods and money received and handed out."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, MoneyEvent, Part
from koperasi_ledger.model.fields import (
    Amount,
    AmountOrZero,
    Key,
    Name,
    Text,
    matching,
    schema,
)
from koperasi_ledger.model.quantities import Quantity, QuantityOrZero

BENEFICIARY_PATTERN = r"[A-Z0-9][A-Z0-9.-]{0,29}"
BeneficiaryId = Annotated[
    str,
    matching(
        BENEFICIARY_PATTERN,
        "nomor penerima hanya boleh berisi huruf besar, angka, titik atau tanda hubung (paling"
        " panjang 30), misalnya KPM-001",
    ),
    schema(BENEFICIARY_PATTERN, "KPM-001"),
]
"""The number of a beneficiary on the programme's list; never printed in the ledger."""


class AidItem(Part):
    """What a programme hands out, in which unit; `money`: rupiah through cash or bank."""

    item: Key
    unit: Key
    money: bool = False

    @model_validator(mode="after")
    def _money_is_rupiah(self) -> "AidItem":
        if self.money != (self.unit == "rupiah"):
            raise ValueError("uang bersatuan rupiah, dan hanya uang yang bersatuan rupiah")
        return self


class AidProgrammeOpened(Event):
    """A programme whose aid the cooperative keeps and hands out for `giver`."""

    title: ClassVar[str] = "Pembukaan program bantuan"
    structural: ClassVar[bool] = True
    kind: Literal["aid_programme_opened"] = "aid_programme_opened"
    programme: Key
    name: Name
    giver: Name
    items: Annotated[tuple[AidItem, ...], Field(min_length=1, max_length=20)]

    @model_validator(mode="after")
    def _each_item_once(self) -> "AidProgrammeOpened":
        if len({each.item for each in self.items}) != len(self.items):
            raise ValueError("setiap barang ditulis satu kali saja")
        return self


class AidAllotment(Part):
    """What somebody on the list is to have of an item; zero when no longer."""

    beneficiary: BeneficiaryId
    name: Name
    item: Key
    quantity: QuantityOrZero
    address: Text | None = None


class AidBeneficiariesListed(Event):
    """The list of who is to have how much; told again, a row replaces that of the same person."""

    title: ClassVar[str] = "Daftar penerima bantuan"
    structural: ClassVar[bool] = True
    kind: Literal["aid_beneficiaries_listed"] = "aid_beneficiaries_listed"
    programme: Key
    lines: Annotated[tuple[AidAllotment, ...], Field(min_length=1, max_length=20_000)]

    @model_validator(mode="after")
    def _each_once(self) -> "AidBeneficiariesListed":
        if len({(line.beneficiary, line.item) for line in self.lines}) != len(self.lines):
            raise ValueError("setiap penerima dan barang ditulis satu kali saja")
        return self


class AidLine(Part):
    """So much of an item, in the programme's unit."""

    item: Key
    quantity: Quantity


class AidValuedLine(AidLine):
    """Goods with what they are worth by the donor's document; zero outside the balance sheet."""

    value: AmountOrZero = Decimal(0)


class AidReceived(Event):
    """Goods of a programme come; `document` is the number of the berita acara."""

    title: ClassVar[str] = "Penerimaan bantuan"
    kind: Literal["aid_received"] = "aid_received"
    document: Text
    programme: Key
    location: Key
    lines: Annotated[tuple[AidValuedLine, ...], Field(min_length=1, max_length=100)]


class AidMoneyReceived(MoneyEvent):
    """Money of a programme comes."""

    title: ClassVar[str] = "Penerimaan uang bantuan"
    kind: Literal["aid_money_received"] = "aid_money_received"
    document: Text
    programme: Key
    item: Key
    amount: Amount


class AidLeaving(Event):
    """Aid that leaves the store at `location`, or the cash or bank account `via`."""

    document: Text
    programme: Key
    location: Key | None = None
    via: Key | None = None

    @model_validator(mode="after")
    def _one_place(self) -> "AidLeaving":
        if (self.location is None) == (self.via is None):
            raise ValueError("isi salah satu saja: location (barang) atau via (uang)")
        return self


class AidGiven(AidLine):
    """What a beneficiary got, and who received it: in person, or a representative by name.

    `proof` is the number of the signed receipt.
    """

    beneficiary: BeneficiaryId
    received_by: Literal["sendiri", "wakil"] = "sendiri"
    representative: Name | None = None
    proof: Text | None = None

    @model_validator(mode="after")
    def _representative_named(self) -> "AidGiven":
        if (self.received_by == "wakil") != (self.representative is not None):
            raise ValueError("representative diisi bila, dan hanya bila, received_by wakil")
        return self


class AidHandedOut(AidLeaving):
    """Aid is handed out to beneficiaries on the list; `document` is the signed list's number."""

    title: ClassVar[str] = "Penyaluran bantuan"
    kind: Literal["aid_handed_out"] = "aid_handed_out"
    lines: Annotated[tuple[AidGiven, ...], Field(min_length=1, max_length=5_000)]

    @model_validator(mode="after")
    def _each_once(self) -> "AidHandedOut":
        if len({(line.beneficiary, line.item) for line in self.lines}) != len(self.lines):
            raise ValueError("setiap penerima dan barang ditulis satu kali saja")
        return self


class AidLossLine(AidLine):
    """So much was lost, and why."""

    reason: Literal["hilang", "kedaluwarsa", "rusak", "susut"]


class AidLost(AidLeaving):
    """Aid is lost or spoiled; `document` is the number of the berita acara."""

    title: ClassVar[str] = "Susut bantuan"
    kind: Literal["aid_lost"] = "aid_lost"
    approved_by: Name
    lines: Annotated[tuple[AidLossLine, ...], Field(min_length=1, max_length=100)]


class AidReturned(AidLeaving):
    """What is left goes back to the giver."""

    title: ClassVar[str] = "Pengembalian bantuan"
    kind: Literal["aid_returned"] = "aid_returned"
    lines: Annotated[tuple[AidLine, ...], Field(min_length=1, max_length=100)]


class AidTransferred(Event):
    """Goods of a programme move from one location to another."""

    title: ClassVar[str] = "Pemindahan bantuan"
    kind: Literal["aid_transferred"] = "aid_transferred"
    programme: Key
    source: Key
    target: Key
    lines: Annotated[tuple[AidLine, ...], Field(min_length=1, max_length=100)]

    @model_validator(mode="after")
    def _two_places(self) -> "AidTransferred":
        if self.source == self.target:
            raise ValueError("source dan target harus lokasi yang berbeda")
        return self


class AidProgrammeClosed(Event):
    """A programme ends; nothing of it is left."""

    title: ClassVar[str] = "Penutupan program bantuan"
    structural: ClassVar[bool] = True
    kind: Literal["aid_programme_closed"] = "aid_programme_closed"
    programme: Key


AidEvent: TypeAlias = (
    AidProgrammeOpened
    | AidBeneficiariesListed
    | AidReceived
    | AidMoneyReceived
    | AidHandedOut
    | AidLost
    | AidReturned
    | AidTransferred
    | AidProgrammeClosed
)
