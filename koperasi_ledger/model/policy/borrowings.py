"""Borrowing schemes: what an agreement with a lender is held against before it is recorded.

A state scheme for Koperasi Desa/Kelurahan Merah Putih was published as at most Rp3 billion, 6 % a
year, 72 months, grace of 6 to 8 months (savings-loans reference 1.4, S13 and S14). It may change:
hence a dated setting, and no number here.
"""

from typing import Annotated

from pydantic import Field, model_validator

from koperasi_ledger.model.fields import Amount, Key, Name, Percent
from koperasi_ledger.model.policy.base import Section


class BorrowingScheme(Section):
    """The most that an agreement under this scheme may say; what is absent is not limited."""

    key: Key = Field(alias="kunci")
    name: Name = Field(alias="nama")
    limit: Amount | None = Field(default=None, alias="plafon_paling_banyak")
    rate: Percent | None = Field(default=None, alias="bunga_paling_tinggi")
    tenor: int | None = Field(default=None, ge=1, le=600, alias="tenor_paling_panjang")
    grace_least: Annotated[int, Field(ge=0, le=120, alias="tenggang_paling_pendek")] = 0
    grace_most: int | None = Field(default=None, ge=0, le=120, alias="tenggang_paling_panjang")

    @model_validator(mode="after")
    def _consistent(self) -> "BorrowingScheme":
        if self.grace_most is not None and self.grace_least > self.grace_most:
            raise ValueError("tenggang_paling_pendek melebihi tenggang_paling_panjang")
        return self


class BorrowingPolicy(Section):
    """The schemes under which the cooperative may borrow."""

    schemes: tuple[BorrowingScheme, ...] = Field(alias="skema")

    @model_validator(mode="after")
    def _unique(self) -> "BorrowingPolicy":
        keys = [scheme.key for scheme in self.schemes]
        if len(keys) != len(set(keys)):
            raise ValueError("kunci skema utang harus berbeda-beda")
        return self
