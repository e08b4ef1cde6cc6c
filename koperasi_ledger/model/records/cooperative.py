"""The cooperative itself: its identity, how far it is closed, its policy, what was reversed."""

from datetime import date
from typing import ClassVar, Literal

from koperasi_ledger.model.policy import Policy
from koperasi_ledger.model.records.base import Record

Profile = Literal["riil", "ksp", "kdmp"]
"""Which default chart applies: sektor riil, KSP/USP, Koperasi Desa/Kelurahan Merah Putih."""


class Cooperative(Record):
    """The identity of the cooperative; one record, key `-`."""

    kind: ClassVar[str] = "koperasi"
    name: str
    profile: Profile
    founded: date
    legal_number: str | None = None
    address: str | None = None
    opened_by: str | None = None


class Period(Record):
    """How far the books are closed; one record, key `-`. `closed_through` is `YYYY-MM`."""

    kind: ClassVar[str] = "periode"
    closed_through: str | None = None


class PolicyVersion(Record):
    """One adopted version of the policy; only the sections it set."""

    kind: ClassVar[str] = "versi-kebijakan"
    effective: date
    ref: str
    policy: Policy


class PolicySection(Record):
    """All versions of one policy section (`name`), in the order of their effective dates."""

    kind: ClassVar[str] = "kebijakan"
    name: str
    versions: tuple[PolicyVersion, ...] = ()

    @property
    def key(self) -> str:
        """The section's name."""
        return self.name


class Reversal(Record):
    """An event was reversed; key is the ref of the reversed event."""

    kind: ClassVar[str] = "pembalikan"
    ref: str
    by: str

    @property
    def key(self) -> str:
        """The ref of the reversed event."""
        return self.ref
