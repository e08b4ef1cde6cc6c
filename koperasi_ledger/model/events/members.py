"""The member's life in the cooperative: joins, changes, leaves, dies, is paid out."""

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, MoneyEvent, Part
from koperasi_ledger.model.fields import (
    Amount,
    EventDate,
    MemberNumber,
    Name,
    Text,
    matching,
    schema,
)

_NIK = r"[0-9]{16}"
Nik = Annotated[
    str,
    matching(_NIK, "NIK terdiri atas 16 angka"),
    schema(_NIK, "3201010101800001"),
]
_PHONE = r"[0-9]{6,16}"
Phone = Annotated[
    str,
    matching(_PHONE, "nomor telepon terdiri atas 6 sampai 16 angka, tanpa spasi"),
    schema(_PHONE, "08120000001"),
]


class MemberJoined(Event):
    """A person becomes a member, or a member of old is entered into new books.

    `joined_on` is the day of joining when it lies before the books began (default: `date`).
    """

    title: ClassVar[str] = "Anggota masuk"
    structural: ClassVar[bool] = True
    kind: Literal["member_joined"] = "member_joined"
    member: MemberNumber
    name: Name
    joined_on: EventDate | None = None
    nik: Nik | None = None
    address: Text | None = None
    phone: Phone | None = None

    @model_validator(mode="after")
    def _joined_before_recorded(self) -> "MemberJoined":
        if self.joined_on is not None and self.joined_on > self.date:
            raise ValueError("joined_on (tanggal masuk) tidak boleh sesudah tanggal peristiwa")
        return self


class MemberChanged(Event):
    """A member's name, NIK, address or telephone number changed; only what changed is given."""

    title: ClassVar[str] = "Perubahan data anggota"
    structural: ClassVar[bool] = True
    kind: Literal["member_changed"] = "member_changed"
    member: MemberNumber
    name: Name | None = None
    nik: Nik | None = None
    address: Text | None = None
    phone: Phone | None = None

    @model_validator(mode="after")
    def _something_changed(self) -> "MemberChanged":
        if self.name is None and self.nik is None and self.address is None and self.phone is None:
            raise ValueError("isi paling sedikit satu data yang berubah: name, nik, address, phone")
        return self


class MemberResigned(Event):
    """A member leaves; simpanan pokok and wajib become a liability until paid out."""

    title: ClassVar[str] = "Anggota keluar"
    structural: ClassVar[bool] = True
    kind: Literal["member_resigned"] = "member_resigned"
    member: MemberNumber
    reason: Text


class Heir(Part):
    """A person who receives a deceased member's savings."""

    name: Name
    relation: Name


class MemberDeceased(Event):
    """A member, or one who left and was not paid out yet, died; the heirs receive what is owed."""

    title: ClassVar[str] = "Anggota meninggal dunia"
    structural: ClassVar[bool] = True
    kind: Literal["member_deceased"] = "member_deceased"
    member: MemberNumber
    heirs: tuple[Heir, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _heirs_told_apart(self) -> "MemberDeceased":
        if len({heir.name for heir in self.heirs}) != len(self.heirs):
            raise ValueError(
                "nama ahli waris harus berbeda-beda; tambahkan keterangan bila namanya sama"
            )
        return self


class MemberPaidOut(MoneyEvent):
    """A leaver, or an heir, receives simpanan pokok and wajib back.

    `recipient` names the heir who signs for it; required after a death, refused otherwise.
    """

    title: ClassVar[str] = "Pengembalian simpanan anggota keluar"
    kind: Literal["member_paid_out"] = "member_paid_out"
    member: MemberNumber
    amount: Amount
    recipient: Name | None = None


MemberEvent: TypeAlias = (
    MemberJoined | MemberChanged | MemberResigned | MemberDeceased | MemberPaidOut
)
