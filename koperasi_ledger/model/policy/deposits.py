"""Deposits for a fixed term (simpanan berjangka): the products on offer."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from koperasi_ledger.model.fields import Amount, Key, Name, Percent
from koperasi_ledger.model.policy.base import Section
from koperasi_ledger.model.policy.savings import DayCountName, RoundingRule, check_ceiling


class DepositRate(Section):
    """A term in months and the interest that a deposit placed for it bears, percent a year."""

    months: Annotated[int, Field(ge=1, le=120)] = Field(alias="bulan")
    rate: Percent = Field(alias="persen_setahun")


class EarlyBreak(Section):
    """What taking a deposit out before its term costs; without it nobody may.

    `percent` of `base`: the amount placed (`pokok`), what it has grown to (`saldo`), or the
    interest it got so far (`jasa`). `running` says whether the interest since the last payment is
    paid or forfeited. Published rules: 3 % of the amount, 3 % or 10 % of the balance, 10 % of the
    interest received (savings-loans reference section 3).
    """

    base: Literal["pokok", "saldo", "jasa"] = Field(alias="dasar")
    percent: Percent = Field(alias="persen")
    running: Literal["dibayar", "hangus"] = Field(alias="jasa_berjalan")


class DepositProduct(Section):
    """A deposit product; what holds on the day of placement holds for the whole term.

    `paid`: interest every month, or once at the end. `day_count`: `bulan` is a twelfth of the year
    for each month, the others count days. `recognition`: interest is an expense when it is paid
    (`kas`) or as the months pass (`akrual`).
    """

    key: Key = Field(alias="kunci")
    name: Name = Field(alias="nama")
    minimum: Amount = Field(alias="paling_sedikit")
    rates: tuple[DepositRate, ...] = Field(min_length=1, alias="jangka")
    paid: Literal["bulanan", "jatuh-tempo"] = Field(alias="jasa_dibayar")
    day_count: DayCountName | Literal["bulan"] = Field(default="bulan", alias="hitung_hari")
    unit: Amount = Field(default=Decimal(1), alias="bulat")
    rounding: RoundingRule = Field(default="half-up", alias="sen")
    recognition: Literal["kas", "akrual"] = Field(default="kas", alias="pengakuan")
    early: EarlyBreak | None = Field(default=None, alias="pencairan_awal")

    @model_validator(mode="after")
    def _each_term_once(self) -> "DepositProduct":
        if len({rate.months for rate in self.rates}) != len(self.rates):
            raise ValueError("setiap jangka waktu hanya boleh disebut satu kali")
        return self


class DepositPolicy(Section):
    """The deposit products on offer; `ceiling` as in the savings policy, percent a year."""

    products: tuple[DepositProduct, ...] = Field(min_length=1, alias="produk")
    ceiling: Percent | None = Field(default=None, alias="jasa_paling_tinggi_persen")

    @model_validator(mode="after")
    def _products_told_apart(self) -> "DepositPolicy":
        if len({product.key for product in self.products}) != len(self.products):
            raise ValueError("kunci produk simpanan berjangka harus berbeda-beda")
        for product in self.products:
            check_ceiling(product.name, max(rate.rate for rate in product.rates), self.ceiling)
        return self
