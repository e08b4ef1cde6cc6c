"""Taxes that the cooperative withholds for the state."""

from decimal import Decimal

from pydantic import Field

from koperasi_ledger.model.fields import Amount, AmountOrZero, Percent
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


class TaxPolicy(Section):
    """The taxes that the cooperative withholds."""

    savings_interest: InterestTax = Field(alias="jasa_simpanan")
