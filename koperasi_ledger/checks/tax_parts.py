"""What the records of taxes hold of their control accounts, month by month; PPN by its papers."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

from koperasi_ledger.model.accounts import (
    TURNOVER_TAX,
    VAT_CARRIED,
    VAT_DUE,
    VAT_INPUT,
    VAT_OUTPUT,
)
from koperasi_ledger.model.money import format_rupiah, from_sen
from koperasi_ledger.model.records import (
    Receipt,
    Record,
    SupplierBill,
    TaxDue,
    TaxInvoice,
    TillDay,
    VatCarried,
    VatMonth,
)
from koperasi_ledger.rules.store.taxed import share

TAX_ACCOUNTS = (VAT_OUTPUT, VAT_INPUT, VAT_DUE, VAT_CARRIED, TURNOVER_TAX)
"""The accounts that are the sum of the records of PPN and of the tax on turnover."""

_DUE = {"ppn": VAT_DUE, "pph-final": TURNOVER_TAX}
_ZERO = Decimal(0)

Part: TypeAlias = tuple[str, tuple[str | None, str | None], Decimal]
"""An account, whose part it is (member, sub-key), and rupiah: debit positive."""


def tax_parts(record: Record) -> Iterator[Part]:
    """What a record of taxes holds of each control account."""
    match record:
        case VatMonth():
            yield VAT_OUTPUT, (None, record.month), record.settled_output - record.output
            yield VAT_INPUT, (None, record.month), record.input - record.settled_input
        case VatCarried():
            yield VAT_CARRIED, (None, None), record.balance
        case TaxDue():
            yield _DUE[record.tax], (None, record.month), record.paid - record.amount
        case _:
            pass


class Papers:
    """The PPN of months, and that of the receipts and invoices behind it, added up one by one."""

    def __init__(self) -> None:
        self.count = 0
        self._charged = self._credited = self._output = self._input = _ZERO

    def add(self, record: Record) -> None:
        """Counts a record; receipts that wait for their recap are in no month yet."""
        match record:
            case Receipt() if record.taxes and not record.void:
                self.count += 1
                self._charged += kept_of_receipt(record)
            case TillDay() if record.closed is None:
                self._charged -= record.tax
            case SupplierBill() if record.taxes and not record.void:
                self.count += 1
                self._credited += sum(record.taxes, _ZERO) - record.tax_back
            case TaxInvoice() if not record.void:
                self._credited += record.claimed
            case VatMonth():
                self._output += record.output
                self._input += record.input
            case _:
                pass

    def difference(self) -> str | None:
        """What does not agree; None when all does."""
        sides = (
            ("keluaran", self._charged, self._output),
            ("masukan", self._credited, self._input),
        )
        for side, papers, months in sides:
            if papers != months:
                return (
                    f"PPN {side}: struk dan faktur Rp{format_rupiah(papers)},"
                    f" masa pajak Rp{format_rupiah(months)}"
                )
        return None


def kept_of_receipt(receipt: Receipt) -> Decimal:
    """The PPN of a receipt without that of what came back, in rupiah."""
    back = sum(
        share(tax, line.returned, line.quantity)
        for tax, line in zip(receipt.taxes, receipt.lines, strict=True)
    )
    return sum(receipt.taxes, _ZERO) - from_sen(back)
