"""Aid that the cooperative keeps and hands out: how it stands in the books, and where it lies."""

from typing import Annotated, Literal

from pydantic import Field

from koperasi_ledger.model.fields import Key, Name
from koperasi_ledger.model.policy.base import Section, in_order

AidTreatment = Literal["liabilitas", "di-luar-neraca"]
"""Goods of others as an asset and an equal liability, or counted outside the balance sheet."""


class AidPolicy(Section):
    """Aid in the cooperative's care; never its income either way.

    `treatment` holds for the goods of programmes opened from now on, `exceptions` for single ones;
    money is always a liability, for it lies in the cooperative's cash. `representatives`: whether
    somebody else may receive for a beneficiary.
    """

    treatment: AidTreatment = Field(alias="perlakuan")
    exceptions: Annotated[dict[Key, AidTreatment], in_order] = Field(
        default_factory=dict, alias="perlakuan_program"
    )
    locations: Annotated[dict[Key, Name], in_order] = Field(alias="lokasi", min_length=1)
    representatives: bool = Field(default=True, alias="boleh_diwakilkan")
    unit: Key | None = Field(default=None, alias="unit_usaha")
