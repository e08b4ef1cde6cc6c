"""Taxes: paid to the state, worked out for a month, and the papers of PPN."""

from datetime import date, timedelta
from typing import ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, MoneyEvent, Part
from koperasi_ledger.model.fields import (
    AccountName,
    Amount,
    AmountOrZero,
    Key,
    MemberNumber,
    Month,
    Rupiah,
    Text,
)
from koperasi_ledger.model.quantities import ReceiptNumber, TaxInvoiceNumber


class WithheldTax(Part):
    """What is paid to the state for one member."""

    member: MemberNumber
    amount: Amount


class InterestTaxRemitted(MoneyEvent):
    """PPh final withheld from members' interest in `month` is paid to the state.

    `ntpn` is the number on the state's receipt (nomor transaksi penerimaan negara).
    """

    title: ClassVar[str] = "Setoran PPh jasa simpanan"
    kind: Literal["interest_tax_remitted"] = "interest_tax_remitted"
    month: Month
    lines: tuple[WithheldTax, ...] = Field(min_length=1)
    ntpn: Text | None = None

    @model_validator(mode="after")
    def _each_member_once(self) -> "InterestTaxRemitted":
        if len({line.member for line in self.lines}) != len(self.lines):
            raise ValueError("setiap anggota disebut satu kali saja")
        return self


class TaxInvoiceIssued(Event):
    """The faktur pajak of a receipt; receipts without one are reported together (digunggung)."""

    title: ClassVar[str] = "Faktur pajak keluaran"
    structural: ClassVar[bool] = True
    kind: Literal["tax_invoice_issued"] = "tax_invoice_issued"
    till: Key
    number: ReceiptNumber
    invoice: TaxInvoiceNumber


class InputTaxClaimed(Event):
    """PPN on an expense that was recorded with it is taken out of the expense, to be credited."""

    title: ClassVar[str] = "PPN masukan dari beban"
    kind: Literal["input_tax_claimed"] = "input_tax_claimed"
    account: AccountName
    amount: Amount
    invoice: TaxInvoiceNumber
    unit: Key | None = None


class VatSettled(Event):
    """PPN of a month is settled: `output` less `input`, and what was carried, is owed or carried.

    The event is dated the month's last day. Both sums are what is not settled up to that day,
    corrections of earlier months included; so either may be below zero.
    """

    title: ClassVar[str] = "Perhitungan PPN"
    keeps_before: ClassVar[bool] = True
    kind: Literal["vat_settled"] = "vat_settled"
    month: Month
    output: Rupiah
    input: Rupiah

    @model_validator(mode="after")
    def _on_its_last_day(self) -> "VatSettled":
        _check_last_day(self.date, self.month)
        return self


class FinalTaxAccrued(Event):
    """The final tax on the turnover (`base`) of a month, dated the month's last day."""

    title: ClassVar[str] = "PPh final atas omzet"
    keeps_before: ClassVar[bool] = True
    kind: Literal["final_tax_accrued"] = "final_tax_accrued"
    month: Month
    base: AmountOrZero
    amount: AmountOrZero

    @model_validator(mode="after")
    def _on_its_last_day(self) -> "FinalTaxAccrued":
        _check_last_day(self.date, self.month)
        return self


class TaxPaid(MoneyEvent):
    """A month's PPN, or the final tax on its turnover, is paid to the state."""

    title: ClassVar[str] = "Setoran pajak"
    kind: Literal["tax_paid"] = "tax_paid"
    tax: Literal["ppn", "pph-final"]
    month: Month
    amount: Amount
    ntpn: Text | None = None


class VatRefunded(MoneyEvent):
    """The state pays back PPN that was paid too much (restitusi)."""

    title: ClassVar[str] = "Restitusi PPN"
    kind: Literal["vat_refunded"] = "vat_refunded"
    amount: Amount


def _check_last_day(day: date, month: str) -> None:
    if f"{day:%Y-%m}" != month or (day + timedelta(days=1)).day != 1:
        raise ValueError("tanggalnya harus hari terakhir bulan itu (month)")


TaxEvent: TypeAlias = (
    InterestTaxRemitted
    | TaxInvoiceIssued
    | InputTaxClaimed
    | VatSettled
    | FinalTaxAccrued
    | TaxPaid
    | VatRefunded
)
