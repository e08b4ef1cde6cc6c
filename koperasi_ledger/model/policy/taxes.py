"""Taxes: what the cooperative withholds, its own PPN, and the final tax on its turnover."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from koperasi_ledger.model.fields import AccountName, Amount, AmountOrZero, EventDate, Key, Percent
from koperasi_ledger.model.policy.base import Section
from koperasi_ledger.model.policy.savings import RoundingRule


class InterestTax(Section):
    """PPh final on interest that the cooperative pays to a member who is a natural person.

    A member's interest of a month, all savings together, is free up to and including `limit`;
    above it the whole of it bears `rate` percent. PP 15/2009: Rp240.000 and 10 %. `unit` and
    `rounding` make the tax money: whole rupiah, cut off, is how tax forms are filled in (practice).
    """

    limit: AmountOrZero = Field(alias="bebas_sampai")
    rate: Percent = Field(alias="persen")
    unit: Amount = Field(default=Decimal(1), alias="bulat")
    rounding: RoundingRule = Field(default="potong", alias="sen")


Ratio = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,3}/[1-9][0-9]{0,3}$")]
"""A fraction, written as `11/12`."""


class Vat(Section):
    """PPN of a cooperative that is a PKP from `since` on.

    `rate` percent is charged on `base` of the selling price (DPP nilai lain: 12 % of 11/12, PMK
    131/2024, from 1 January 2025). Prices contain it, but for the classes of customers in
    `excluded`, whose prices do not. The tax is worked out for a whole receipt and shared among its
    taxable lines, or line by line; `unit` and `rounding` make it money (whole rupiah, halves up:
    PER-11/PJ/2025; per receipt or line: practice, hence a setting). `patronage` is whether a
    member's purchases count with or without it.
    """

    since: EventDate = Field(alias="pkp_sejak")
    rate: Percent = Field(alias="persen")
    base: Ratio = Field(alias="dpp")
    excluded: tuple[Key, ...] = Field(default=(), alias="harga_tanpa_ppn")
    per: Literal["struk", "baris"] = Field(default="struk", alias="dihitung_per")
    unit: Amount = Field(default=Decimal(1), alias="bulat")
    rounding: RoundingRule = Field(default="half-up", alias="sen")
    patronage: Literal["tanpa-ppn", "dengan-ppn"] = Field(default="tanpa-ppn", alias="jasa_usaha")

    @model_validator(mode="after")
    def _a_part_of_the_price(self) -> "Vat":
        if self.base_ratio > 1:
            raise ValueError("dpp adalah bagian harga jual, paling besar 1/1, misalnya 11/12")
        return self

    @property
    def base_ratio(self) -> Fraction:
        """The part of the selling price that is taxed."""
        return Fraction(self.base)

    @property
    def effective(self) -> Fraction:
        """The tax on one rupiah of selling price without tax: 12 % of 11/12 is 11/100."""
        return Fraction(self.rate) / 100 * self.base_ratio


class TurnoverTax(Section):
    """PPh final on what the cooperative turns over in a month.

    `rate` percent of what `accounts` (an account, or all below it) earned, without `excluded`;
    income that bears a final tax of its own, as bank interest does, is not in it. It may be used
    up to the tax year `last_year`, by a cooperative of at most `limit` a year. PP 55/2022 as
    changed by PP 20/2026: 0,5 %, Rp4,8 billion; primary text of the latter not seen, hence
    settings. Which income is turnover is doubtful for loan interest: see decision 30. It is paid
    by day `due_day` of the next month.
    """

    rate: Percent = Field(alias="persen")
    limit: Amount = Field(alias="batas_setahun")
    last_year: Annotated[int, Field(ge=2000, le=2200)] | None = Field(
        default=None, alias="tahun_pajak_terakhir"
    )
    accounts: tuple[AccountName, ...] = Field(
        default=("Pendapatan:Anggota", "Pendapatan:NonAnggota"), alias="omzet", min_length=1
    )
    excluded: tuple[AccountName, ...] = Field(default=(), alias="kecuali")
    due_day: Annotated[int, Field(ge=1, le=28)] = Field(default=15, alias="setor_tanggal")
    unit: Amount = Field(default=Decimal(1), alias="bulat")
    rounding: RoundingRule = Field(default="half-up", alias="sen")

    @model_validator(mode="after")
    def _only_income(self) -> "TurnoverTax":
        if any(not name.startswith("Pendapatan:") for name in (*self.accounts, *self.excluded)):
            raise ValueError("omzet dan kecuali hanya memuat akun Pendapatan")
        return self

    def counts(self, account: str) -> bool:
        """Whether what an account earned is turnover."""

        def within(names: tuple[str, ...]) -> bool:
            return any(account == name or account.startswith(f"{name}:") for name in names)

        return within(self.accounts) and not within(self.excluded)


class TaxPolicy(Section):
    """The taxes that the cooperative withholds, and its own."""

    savings_interest: InterestTax | None = Field(default=None, alias="jasa_simpanan")
    vat: Vat | None = Field(default=None, alias="ppn")
    turnover: TurnoverTax | None = Field(default=None, alias="pph_final")

    @model_validator(mode="after")
    def _some_tax(self) -> "TaxPolicy":
        if self.savings_interest is None and self.vat is None and self.turnover is None:
            raise ValueError("isi paling sedikit satu: jasa_simpanan, ppn atau pph_final")
        return self
