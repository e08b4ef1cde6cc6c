"""What members save: simpanan pokok, wajib, and the products on offer."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from koperasi_ledger.model.fields import (
    Amount,
    AmountOrZero,
    Key,
    Name,
    Percent,
)
from koperasi_ledger.model.policy.base import Section

DayCountName = Literal["30/360", "aktual/365", "aktual/360", "aktual/aktual"]
"""How days become a part of a year; see `rules/daycount.py`."""

RoundingRule = Literal["half-up", "half-even", "potong"]
"""What happens below the unit of rounding; see `rules/rounding.py`."""


class InterestTier(Section):
    """From the balance `start` on, the whole balance bears `rate` percent a year."""

    start: AmountOrZero = Field(alias="mulai")
    rate: Percent = Field(alias="persen_setahun")


class SavingsInterest(Section):
    """How a voluntary product bears interest (jasa simpanan), credited monthly to the account.

    `method`: `harian` on each day's balance, `rata-rata` on the average of the month's days,
    `terendah` on the lowest balance of the month. Either one `rate` or `tiers`, percent a year.
    Balances below `minimum` bear nothing. `unit` and `rounding` say how the month's interest
    becomes money. Source: Bank Indonesia's guide as quoted by published pages (cases IS01, IS03,
    IS05), savings-loans reference section 3.
    """

    method: Literal["harian", "rata-rata", "terendah"] = Field(alias="metode")
    rate: Percent | None = Field(default=None, alias="persen_setahun")
    tiers: tuple[InterestTier, ...] = Field(default=(), alias="jenjang")
    minimum: AmountOrZero = Field(default=Decimal(0), alias="saldo_minimum")
    day_count: DayCountName = Field(default="aktual/365", alias="hitung_hari")
    unit: Amount = Field(default=Decimal(1), alias="bulat")
    rounding: RoundingRule = Field(default="half-up", alias="sen")

    @model_validator(mode="after")
    def _one_way_to_say_it(self) -> "SavingsInterest":
        if (self.rate is None) == (not self.tiers):
            raise ValueError("isi salah satu saja: persen_setahun atau jenjang")
        starts = [tier.start for tier in self.tiers]
        if starts and (starts[0] != 0 or starts != sorted(set(starts))):
            raise ValueError('jenjang diawali mulai = "0" dan naik, tanpa yang sama')
        return self

    @property
    def highest(self) -> Decimal:
        """The highest rate, percent a year."""
        return max((tier.rate for tier in self.tiers), default=self.rate or Decimal(0))


class SavingsProduct(Section):
    """A voluntary savings product (simpanan sukarela) that members can pay into at any time.

    Without `interest` it bears none. `monthly_fee` is charged with the month's interest, never
    more than the account holds. Sharia savings have an `akad`: `mudharabah` shares in the profit
    of the month (`policy/sharia.py`), `wadiah` may get a gift.
    """

    key: Key = Field(alias="kunci")
    name: Name = Field(alias="nama")
    minimum_balance: AmountOrZero = Field(alias="saldo_minimum")
    interest: SavingsInterest | None = Field(default=None, alias="jasa")
    monthly_fee: Amount | None = Field(default=None, alias="biaya_admin_per_bulan")
    akad: Literal["mudharabah", "wadiah"] | None = None

    @model_validator(mode="after")
    def _sharia_bears_no_interest(self) -> "SavingsProduct":
        if self.akad is not None and self.interest is not None:
            raise ValueError("simpanan syariah tidak berbunga; hapus jasa, atau hapus akad")
        return self


class SavingsPolicy(Section):
    """Simpanan pokok and wajib of a member, and the voluntary products on offer.

    `wajib_starts`: whether the month of joining is the first due month, or the one after it.
    `wajib_partial`: whether part of a month's due may be paid. `wajib_advance_months`: how many
    months beyond the current one may be paid ahead. Source: AD/ART of each cooperative; amounts
    seen in practice are in the accounting reference of the project's decision records.

    `ceiling` is the highest interest that a product may bear, percent a year: 9 by Permenkop
    8/2023 art. 26(4), which the minister can change; that is why it is a setting.
    """

    pokok: Amount
    wajib: Amount = Field(alias="wajib_per_bulan")
    wajib_starts: Literal["bulan-masuk", "bulan-berikutnya"] = Field(alias="wajib_mulai")
    wajib_partial: bool = Field(alias="wajib_boleh_dicicil")
    wajib_advance_months: Annotated[int, Field(ge=0, le=120, alias="wajib_paling_jauh_di_muka")]
    products: tuple[SavingsProduct, ...] = Field(default=(), alias="produk")
    ceiling: Percent | None = Field(default=None, alias="jasa_paling_tinggi_persen")

    @model_validator(mode="after")
    def _unique_products(self) -> "SavingsPolicy":
        keys = [product.key for product in self.products]
        if len(keys) != len(set(keys)):
            raise ValueError("kunci produk simpanan harus berbeda-beda")
        return self

    @model_validator(mode="after")
    def _below_the_ceiling(self) -> "SavingsPolicy":
        for product in self.products:
            if product.interest is not None:
                check_ceiling(product.name, product.interest.highest, self.ceiling)
        return self


def check_ceiling(name: str, rate: Decimal, ceiling: Decimal | None) -> None:
    """Refuses interest above the policy's own ceiling.

    Raises:
        ValueError: the rate is higher.
    """
    if ceiling is not None and rate > ceiling:
        message = (
            f"jasa {name} {format_percent(rate)} setahun melebihi batas {format_percent(ceiling)}"
            " (jasa_paling_tinggi_persen); turunkan, atau ubah batasnya bila ketentuan berubah"
        )
        raise ValueError(message)


def format_percent(rate: Decimal) -> str:
    """A percentage the Indonesian way: `4,5%`."""
    return f"{rate.normalize():f}%".replace(".", ",")
