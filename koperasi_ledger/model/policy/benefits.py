"""What members' benefit (promosi ekonomi anggota) is measured against: prices and bank rates."""

from typing import Annotated

from pydantic import Field, model_validator

from koperasi_ledger.model.fields import Amount, Key, Percent
from koperasi_ledger.model.policy.base import Section, in_order
from koperasi_ledger.model.quantities import Sku


class BenefitPolicy(Section):
    """The references on the days they hold; what is absent is not compared.

    `tier`: the class of customers whose list prices stand for the market's; `prices`: market prices
    of single items, each for one base unit, before the tier's. `loan_rate`, `savings_rate`: what a
    bank asks and pays, percent a year. Source: PSAK 27 legacy report (accounting reference 1.2);
    the references are the cooperative's own observations.
    """

    tier: Key | None = Field(default=None, alias="tingkat_pasar")
    prices: Annotated[dict[Sku, Amount], in_order] = Field(default={}, alias="harga_pasar")
    loan_rate: Percent | None = Field(default=None, alias="bunga_pinjaman_bank")
    savings_rate: Percent | None = Field(default=None, alias="bunga_simpanan_bank")

    @model_validator(mode="after")
    def _some_reference(self) -> "BenefitPolicy":
        if not (self.tier or self.prices or self.loan_rate or self.savings_rate):
            raise ValueError("isi paling sedikit satu acuan")
        return self
