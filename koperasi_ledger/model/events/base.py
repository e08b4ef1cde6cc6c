"""What every event has: a kind, the date it happened, a reference, and where it is documented."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, model_validator

from koperasi_ledger.model.events.kinds import Kind
from koperasi_ledger.model.fields import EventDate, Key, Ref, Text


class Part(BaseModel):
    """A part of an event: a line, an heir; as strict and frozen as the event."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)


class Event(BaseModel):
    """A fact in the cooperative's words, past tense; frozen and strict.

    `ref` is unique in the journal and makes recording idempotent. `document` is the number of the
    voucher on paper, `note` a free remark that appears in the printed ledger: it must not hold a
    member's name, because ledgers can be published.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)

    title: ClassVar[str] = ""
    """What the treasurer calls this kind of event."""

    structural: ClassVar[bool] = False
    """Whether it sets up what others rest on: reversed only while nothing rests on it."""

    keeps_before: ClassVar[bool] = False
    """Whether the records it writes are kept as they were before it, as those of every structural
    event are: for what has no opposite movement, such as a loan's instalment (latest first)."""

    kind: Kind
    date: EventDate
    ref: Ref
    document: Text | None = None
    note: Text | None = None


class MoneyEvent(Event):
    """An event that moves money through a cash or bank account.

    Exactly one of `via` (the key of a cash account) and `clears` (the ref of an unidentified bank
    line that this event explains) says where the money is. `bank_ref` is the identity of the bank
    line the event came from; `unit` the unit usaha it belongs to.
    """

    via: Key | None = None
    clears: Ref | None = None
    bank_ref: Ref | None = None
    unit: Key | None = None

    @model_validator(mode="after")
    def _one_source_of_money(self) -> "MoneyEvent":
        via, clears = self.via, self.clears
        if (via is None) == (clears is None):
            raise ValueError(
                "isi salah satu saja: via (kas atau bank, misalnya kas) atau clears (ref titipan"
                " yang dijelaskan)"
            )
        if via is None and self.bank_ref is not None:
            raise ValueError("bank_ref hanya boleh bersama via")
        return self


class SavingsMoneyEvent(MoneyEvent):
    """Money that can also come from, or go into, a voluntary savings product of the same member.

    Exactly one of `via`, `clears`, `savings` and the fields of `other_ends` says where it is.
    """

    other_ends: ClassVar[Mapping[str, str]] = {}
    """Further fields that can say where the money is, and what they are in words."""

    savings: Key | None = None

    @model_validator(mode="after")
    def _one_source_of_money(self) -> "SavingsMoneyEvent":
        others = [getattr(self, name) for name in self.other_ends]
        if sum(end is not None for end in (self.via, self.clears, self.savings, *others)) != 1:
            words = [
                "via (kas atau bank)",
                "clears (ref titipan yang dijelaskan)",
                "savings (produk simpanan anggota)",
                *(f"{name} ({what})" for name, what in self.other_ends.items()),
            ]
            raise ValueError(f"isi salah satu saja: {', '.join(words[:-1])} atau {words[-1]}")
        if self.bank_ref is not None and self.via is None:
            raise ValueError("bank_ref hanya boleh bersama via")
        return self
