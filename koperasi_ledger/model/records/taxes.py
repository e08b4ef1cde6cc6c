"""Taxes: on interest that members got, month by month; PPN by month; what is owed to the state."""

from decimal import Decimal
from typing import ClassVar, Literal

from koperasi_ledger.model.records.base import Money, Record


class InterestMonth(Record):
    """A member's interest of one month, all savings together; key `YYYY-MM:member`.

    `gross` before tax, `withheld` of it, `remitted` of that to the state; in rupiah.
    """

    kind: ClassVar[str] = "pph-jasa"
    month: str
    member: str
    gross: Money = Decimal(0)
    withheld: Money = Decimal(0)
    remitted: Money = Decimal(0)

    @property
    def key(self) -> str:
        """`YYYY-MM:member`."""
        return f"{self.month}:{self.member}"


class VatMonth(Record):
    """PPN of a month in rupiah: charged to buyers (`output`), and paid to suppliers (`input`).

    `settled_output` and `settled_input` are what of it a settlement has taken; key `YYYY-MM`.
    """

    kind: ClassVar[str] = "ppn-masa"
    month: str
    output: Money = Decimal(0)
    input: Money = Decimal(0)
    settled_output: Money = Decimal(0)
    settled_input: Money = Decimal(0)

    @property
    def key(self) -> str:
        """The month."""
        return self.month


class VatCarried(Record):
    """PPN paid too much so far, set against later months; `settled` is the last settled month."""

    kind: ClassVar[str] = "ppn-lebih"
    balance: Money = Decimal(0)
    settled: str | None = None


class TaxDue(Record):
    """A month's tax that is owed to the state, and what of it was paid; key `tax:YYYY-MM`.

    `base` is what it was worked out from: the turnover, or PPN charged; `by` the event that did.
    """

    kind: ClassVar[str] = "pajak-terutang"
    tax: Literal["ppn", "pph-final"]
    month: str
    base: Money
    amount: Money
    by: str
    paid: Money = Decimal(0)

    @property
    def key(self) -> str:
        """`tax:YYYY-MM`."""
        return f"{self.tax}:{self.month}"


class TaxInvoice(Record):
    """A faktur pajak by its number: of a receipt (`keluaran`) or a purchase (`masukan`).

    `of` is the receipt, invoice or event it belongs to, `claimed` the PPN (rupiah) that it took out
    of an expense; a void one's number may come again.
    """

    kind: ClassVar[str] = "faktur-pajak"
    side: Literal["keluaran", "masukan"]
    number: str
    of: str
    claimed: Money = Decimal(0)
    void: bool = False

    @property
    def key(self) -> str:
        """`side:number`."""
        return f"{self.side}:{self.number}"
