"""What members save: simpanan pokok, wajib, and the products on offer."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from koperasi_ledger.model.fields import (
    Amount,
    AmountOrZero,
    Key,
    Name,
)
from koperasi_ledger.model.policy.base import Section


class SavingsProduct(Section):
    """A voluntary savings product (simpanan sukarela) that members can pay into at any time."""

    key: Key = Field(alias="kunci")
    name: Name = Field(alias="nama")
    minimum_balance: AmountOrZero = Field(alias="saldo_minimum")


class SavingsPolicy(Section):
    """Simpanan pokok and wajib of a member, and the voluntary products on offer.

    `wajib_starts`: whether the month of joining is the first due month, or the one after it.
    `wajib_partial`: whether part of a month's due may be paid. `wajib_advance_months`: how many
    months beyond the current one may be paid ahead. Source: AD/ART of each cooperative; amounts
    seen in practice are in the accounting reference of the project's decision records.
    """

    pokok: Amount
    wajib: Amount = Field(alias="wajib_per_bulan")
    wajib_starts: Literal["bulan-masuk", "bulan-berikutnya"] = Field(alias="wajib_mulai")
    wajib_partial: bool = Field(alias="wajib_boleh_dicicil")
    wajib_advance_months: Annotated[int, Field(ge=0, le=120, alias="wajib_paling_jauh_di_muka")]
    products: tuple[SavingsProduct, ...] = Field(default=(), alias="produk")

    @model_validator(mode="after")
    def _unique_products(self) -> "SavingsPolicy":
        keys = [product.key for product in self.products]
        if len(keys) != len(set(keys)):
            raise ValueError("kunci produk simpanan harus berbeda-beda")
        return self
