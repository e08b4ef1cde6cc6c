"""The cooperative itself: its identity, how far it is closed, its policy, what was reversed."""

import json
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import PlainSerializer, PlainValidator, ValidationInfo

from koperasi_ledger.model.policy import Section, section_class
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
    """How far the books are closed; one record, key `-`. `closed_through` is `YYYY-MM`.

    `closed_year` is the last book year that was closed.
    """

    kind: ClassVar[str] = "periode"
    closed_through: str | None = None
    closed_year: int | None = None


def _read_section(value: object, info: ValidationInfo) -> Section:
    """The section's content, by the class of its name: the others need not be loaded."""
    if isinstance(value, Section):
        return value
    return section_class(info.data["name"]).model_validate_json(
        json.dumps(value), context=info.context
    )


def _write_section(body: Section) -> dict[str, Any]:
    return body.model_dump(mode="json", exclude_defaults=True)


class PolicyVersion(Record):
    """One adopted version of the section `name`; read it with `rules.policies.body_on`."""

    kind: ClassVar[str] = "versi-kebijakan"
    name: str
    effective: date
    ref: str
    body: Annotated[Section, PlainValidator(_read_section), PlainSerializer(_write_section)]


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
