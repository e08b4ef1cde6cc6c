"""Agency work: for whom the cooperative acts, which services, and what each of them earns."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from koperasi_ledger.model.fields import Amount, AmountOrZero, Key, Name, Percent
from koperasi_ledger.model.policy.base import Section, in_order

SettlementWay = Literal["saldo", "setor"]
"""A balance paid in beforehand in the principal's app, or money settled with it afterwards."""


class FeeStep(Section):
    """A step of a tiered fee: up to a nominal (the last step has no end), so much each time."""

    upto: Amount | None = Field(default=None, alias="sampai")
    fee: AmountOrZero


class AgencyFee(Section):
    """A fee for each transaction: fixed, a percentage of the nominal, or by steps of it.

    A percentage is rounded half up to whole rupiah and kept between `lowest` and `highest`.
    """

    fixed: AmountOrZero | None = Field(default=None, alias="tetap")
    percent: Percent | None = Field(default=None, alias="persen")
    lowest: AmountOrZero | None = Field(default=None, alias="paling_sedikit")
    highest: Amount | None = Field(default=None, alias="paling_banyak")
    steps: tuple[FeeStep, ...] = Field(default=(), alias="jenjang")

    @model_validator(mode="after")
    def _one_way(self) -> "AgencyFee":
        ways = (self.fixed is not None, self.percent is not None, bool(self.steps))
        if sum(ways) != 1:
            raise ValueError("isi salah satu saja: tetap, persen atau jenjang")
        if self.percent is None and (self.lowest is not None or self.highest is not None):
            raise ValueError("paling_sedikit dan paling_banyak hanya bersama persen")
        if self.lowest is not None and self.highest is not None and self.lowest > self.highest:
            raise ValueError("paling_sedikit tidak boleh melebihi paling_banyak")
        ends = [step.upto for step in self.steps]
        if ends and (ends[-1] is not None or None in ends[:-1]):
            raise ValueError("jenjang terakhir tanpa sampai, jenjang lain dengan sampai")
        known = [end for end in ends if end is not None]
        if known != sorted(set(known)):
            raise ValueError("jenjang diurutkan dari sampai yang terkecil")
        return self


class AgencyPrincipal(Section):
    """For whom the cooperative acts, and how money is settled with it."""

    name: Name = Field(alias="nama")
    way: SettlementWay = Field(alias="cara")


class AgencyService(Section):
    """A service: who stands behind it, which way the customer's money goes, and its fees.

    `cash`: the customer brings money (a bill, a transfer, a deposit), or takes it out. The fee
    inside what the customer pays is `charged`; `kept` is what the principal keeps of it; `earned`
    is what the principal pays for the transaction, into the balance at once or later.
    """

    name: Name = Field(alias="nama")
    principal: Key = Field(alias="prinsipal")
    cash: Literal["masuk", "keluar"] = Field(alias="uang")
    charged: AgencyFee | None = Field(default=None, alias="fee_pelanggan")
    kept: AgencyFee | None = Field(default=None, alias="bagian_prinsipal")
    earned: AgencyFee | None = Field(default=None, alias="fee_prinsipal")
    earned_when: Literal["langsung", "kemudian"] = Field(
        default="kemudian", alias="fee_prinsipal_dibayar"
    )
    unit: Key | None = Field(default=None, alias="unit_usaha")


class AgencyPolicy(Section):
    """The cooperative's agency work.

    `negative`: whether a balance may fall below zero in the books, because a payment into it is
    recorded late. `patronage`: whether members' transactions count as their dealings with the
    cooperative (jasa usaha).
    """

    unit: Key | None = Field(default=None, alias="unit_usaha")
    negative: bool = Field(default=False, alias="saldo_minus")
    patronage: bool = Field(default=False, alias="jasa_usaha_anggota")
    principals: Annotated[dict[Key, AgencyPrincipal], in_order] = Field(
        alias="prinsipal", min_length=1
    )
    services: Annotated[dict[Key, AgencyService], in_order] = Field(alias="layanan", min_length=1)

    @model_validator(mode="after")
    def _principals_known(self) -> "AgencyPolicy":
        for key, service in self.services.items():
            if service.principal not in self.principals:
                message = f"layanan {key} menyebut prinsipal {service.principal} yang tidak ada"
                raise ValueError(message)
        return self
