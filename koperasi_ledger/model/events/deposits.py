"""Deposits for a fixed term: placed, borne interest, renewed, paid out, pledged.

They are reversed latest first: what a deposit is after an event rests on what it was before it.
"""

from datetime import timedelta
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, MoneyEvent, SavingsMoneyEvent
from koperasi_ledger.model.fields import (
    AccountName,
    Amount,
    EventDate,
    Key,
    MemberNumber,
    Month,
    Name,
    Percent,
    Text,
    matching,
    schema,
)

_BILYET = r"[A-Z0-9][A-Z0-9./-]{0,29}"
DepositNumber = Annotated[
    str,
    matching(
        _BILYET,
        "nomor bilyet hanya boleh berisi huruf besar, angka, titik, garis miring atau tanda hubung"
        " (paling panjang 30), misalnya SB-2026-0001",
    ),
    schema(_BILYET, "SB-2026-0001"),
]
Months = Annotated[int, Field(ge=1, le=120)]
Rollover = Literal["tidak", "pokok", "pokok-jasa"]
InterestTo = Literal["simpanan", "tunai", "kapitalisasi"]


class DepositMoneyEvent(SavingsMoneyEvent):
    """Money of a deposit: through a cash account, explaining a bank line, or of savings."""

    keeps_before: ClassVar[bool] = True
    number: DepositNumber


class DepositPlaced(DepositMoneyEvent):
    """A member places money for a fixed term, against a numbered certificate (bilyet).

    `rollover` (ARO): at maturity the deposit ends, is placed anew, or anew with its interest.
    `interest_to`: interest goes to the savings product `interest_product`, is fetched in cash, or
    adds to the deposit.
    """

    title: ClassVar[str] = "Penempatan simpanan berjangka"
    kind: Literal["deposit_placed"] = "deposit_placed"
    member: MemberNumber
    product: Key
    months: Months
    amount: Amount
    rollover: Rollover
    interest_to: InterestTo
    interest_product: Key | None = None

    @model_validator(mode="after")
    def _interest_has_a_place(self) -> "DepositPlaced":
        if (self.interest_to == "simpanan") != (self.interest_product is not None):
            raise ValueError(
                "produk simpanan penerima jasa (interest_product) diisi bila jasa masuk simpanan,"
                " dan hanya bila begitu"
            )
        check_rollover(self.rollover, self.interest_to)
        return self


def check_rollover(rollover: Rollover, interest_to: InterestTo) -> None:
    """Refuses a way of renewal that contradicts where the interest goes.

    Raises:
        ValueError: so it does.
    """
    if rollover == "pokok-jasa" and interest_to != "kapitalisasi":
        raise ValueError("perpanjangan pokok-jasa memerlukan jasa yang dikapitalisasi")
    if rollover == "pokok" and interest_to == "kapitalisasi":
        raise ValueError("jasa yang dikapitalisasi ikut diperpanjang: pakai pokok-jasa")


class DepositTakenOver(Event):
    """A deposit of the old books enters these, against the account that carries it at the opening.

    `started` is the day its present term began, `rate` percent a year what the old certificate
    says, `paid_to` the day up to which interest is paid (default: `started`).
    """

    title: ClassVar[str] = "Pengambilalihan simpanan berjangka"
    keeps_before: ClassVar[bool] = True
    kind: Literal["deposit_taken_over"] = "deposit_taken_over"
    number: DepositNumber
    member: MemberNumber
    product: Key
    months: Months
    amount: Amount
    rate: Percent
    started: EventDate
    paid_to: EventDate | None = None
    account: AccountName
    rollover: Rollover
    interest_to: InterestTo
    interest_product: Key | None = None

    @model_validator(mode="after")
    def _before_the_books(self) -> "DepositTakenOver":
        if (self.interest_to == "simpanan") != (self.interest_product is not None):
            raise ValueError(
                "produk simpanan penerima jasa (interest_product) diisi bila jasa masuk simpanan,"
                " dan hanya bila begitu"
            )
        check_rollover(self.rollover, self.interest_to)
        if not self.started <= (self.paid_to or self.started) <= self.date:
            raise ValueError(
                "urutannya: mulai (started), lalu jasa lunas sampai (paid_to), lalu tanggal"
                " peristiwa"
            )
        return self


class DepositInterestPaid(MoneyEvent):
    """The interest of a deposit that fell due on `due`: credited, capitalised or fetched in cash.

    `via` or `clears` are given exactly when it is fetched in cash.
    """

    title: ClassVar[str] = "Jasa simpanan berjangka"
    keeps_before: ClassVar[bool] = True
    kind: Literal["deposit_interest_paid"] = "deposit_interest_paid"
    number: DepositNumber
    due: EventDate
    recipient: Name | None = None

    @model_validator(mode="after")
    def _one_source_of_money(self) -> "DepositInterestPaid":
        if self.via is not None and self.clears is not None:
            raise ValueError("isi salah satu saja: via atau clears")
        if self.bank_ref is not None and self.via is None:
            raise ValueError("bank_ref hanya boleh bersama via")
        if self.due > self.date:
            raise ValueError("due (tanggal jatuh tempo jasa) tidak boleh sesudah tanggal peristiwa")
        return self


class DepositInterestAccrued(Event):
    """The interest of a deposit up to the end of `month`, not yet due, becomes an expense."""

    title: ClassVar[str] = "Akrual jasa simpanan berjangka"
    keeps_before: ClassVar[bool] = True
    kind: Literal["deposit_interest_accrued"] = "deposit_interest_accrued"
    number: DepositNumber
    month: Month
    unit: Key | None = None

    @model_validator(mode="after")
    def _on_the_last_day(self) -> "DepositInterestAccrued":
        if (self.date + timedelta(days=1)).day != 1 or f"{self.date:%Y-%m}" != self.month:
            raise ValueError("tanggal akrual adalah hari terakhir bulan itu")
        return self


class DepositRenewed(Event):
    """A deposit that matured is placed anew from its maturity on, by the terms in force then.

    `months` when the new term is another one.
    """

    title: ClassVar[str] = "Perpanjangan simpanan berjangka"
    keeps_before: ClassVar[bool] = True
    kind: Literal["deposit_renewed"] = "deposit_renewed"
    number: DepositNumber
    months: Months | None = None


class DepositClosed(DepositMoneyEvent):
    """A deposit is paid out as a whole; `amount` is what the member receives.

    `early`: before its maturity, at the cost that the policy says. `recipient` names the heir who
    signs for it; required after a death, refused otherwise.
    """

    title: ClassVar[str] = "Pencairan simpanan berjangka"
    kind: Literal["deposit_closed"] = "deposit_closed"
    amount: Amount
    early: bool = False
    recipient: Name | None = None


class DepositPledged(Event):
    """A deposit secures something and cannot be paid out; `loan` is the number of the loan."""

    title: ClassVar[str] = "Blokir simpanan berjangka"
    keeps_before: ClassVar[bool] = True
    kind: Literal["deposit_pledged"] = "deposit_pledged"
    number: DepositNumber
    reason: Text
    loan: Text | None = None


class DepositUnpledged(Event):
    """A pledged deposit is free again."""

    title: ClassVar[str] = "Lepas blokir simpanan berjangka"
    keeps_before: ClassVar[bool] = True
    kind: Literal["deposit_unpledged"] = "deposit_unpledged"
    number: DepositNumber
    reason: Text


DepositEvent: TypeAlias = (
    DepositPlaced
    | DepositTakenOver
    | DepositInterestPaid
    | DepositInterestAccrued
    | DepositRenewed
    | DepositClosed
    | DepositPledged
    | DepositUnpledged
)
