"""What was sold: receipts, the days of the tills, debts of buyers, the patronage of members."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, NamedTuple

from pydantic import Field

from koperasi_ledger.model.records.base import Money, Record
from koperasi_ledger.model.records.stock import Layer


class ReceiptLine(NamedTuple):
    """A line of a receipt: millionths of the base unit, what it brought and what it cost.

    `returned` of it came back; the money and the cost follow from it (see `rules/store`). `layers`
    are what left of a FIFO item. Of goods on consignment the `cost` is what is the consignor's.
    """

    item: str
    quantity: int
    amount: Money
    cost: Money
    returned: int = 0
    layers: tuple[Layer, ...] = ()


class Receipt(Record):
    """A receipt, for what may come back of it; key `till:number`.

    `credit` is what of it is owed by `debtor`, a key of `Debtor`. `waiting` receipts are posted by
    the recap of their till's day. A reversed receipt is void: its number may come again. `taxes` is
    the PPN within each line's amount, in rupiah; empty where there is none. `with_tax` is whether
    it counts as the member's patronage; `tax_invoice` the number of the faktur pajak.
    `commission_only`: of goods on consignment only the commission counts as the member's dealings.
    """

    kind: ClassVar[str] = "struk"
    seldom: ClassVar[bool] = True
    till: str
    number: str
    ref: str
    date: date
    tier: str
    member: str | None = None
    debtor: str | None = None
    lines: tuple[ReceiptLine, ...] = ()
    quotas: tuple[str, ...] = ()
    waiting: bool = False
    void: bool = False
    taxes: tuple[Money, ...] = ()
    with_tax: bool = False
    tax_invoice: str | None = None
    commission_only: bool = False

    @property
    def key(self) -> str:
        """`till:number`."""
        return f"{self.till}:{self.number}"


class OpenBill(NamedTuple):
    """What is still owed of a receipt, in rupiah, and when it is due."""

    due: date
    remaining: Money


class Debtor(Record):
    """What a buyer owes the store, bill by bill; key is a member number, or `@` and a customer."""

    kind: ClassVar[str] = "piutang-toko"
    holder: str
    balance: Money = Decimal(0)
    bills: dict[str, OpenBill] = Field(default_factory=dict)

    @property
    def key(self) -> str:
        """Who owes."""
        return self.holder


class TillDay(Record):
    """The receipts of a till's day that wait for their recap; key `till:YYYY-MM-DD`.

    `sales` are rupiah by `tier:anggota` or `tier:umum`, `costs` by `item:anggota` or `item:umum`,
    `payments` by cash account, or `qris`. `closed` is the event that posted them. `tax` is the PPN
    of the receipts, which `sales` leave out.
    Of goods on consignment `parts` are the consignors' and `commissions` ours, by
    `consignor:anggota` or `consignor:umum`.
    """

    kind: ClassVar[str] = "hari-kasir"
    till: str
    date: date
    receipts: int = 0
    sales: dict[str, Money] = Field(default_factory=dict)
    costs: dict[str, Money] = Field(default_factory=dict)
    payments: dict[str, Money] = Field(default_factory=dict)
    closed: str | None = None
    parts: dict[str, Money] = Field(default_factory=dict)
    commissions: dict[str, Money] = Field(default_factory=dict)
    tax: Money = Decimal(0)

    @property
    def key(self) -> str:
        """`till:YYYY-MM-DD`."""
        return f"{self.till}:{self.date}"


class OpenTillDays(Record):
    """The days of tills that wait for their recap, as `YYYY-MM-DD:till`, in that order."""

    kind: ClassVar[str] = "kasir-terbuka"
    days: tuple[str, ...] = ()


class Patronage(Record):
    """What a member bought from the store and sold to it in a year; key `year:member`.

    `sales` less returns and `cost` of it, `offtake` what the member's produce fetched, in rupiah.
    What comes back or is reversed counts in the year in which it does, so that a year that is over
    stays as its SHU was shared; all of them may be below zero.
    The receipts behind it are the events that touched this record. Source: UU 25/1992 Ps. 45(2),
    SHU by what each member's dealings were.
    """

    kind: ClassVar[str] = "belanja"
    year: int
    member: str
    sales: Money = Decimal(0)
    cost: Money = Decimal(0)
    offtake: Money = Decimal(0)
    receipts: int = 0

    @property
    def key(self) -> str:
        """`year:member`."""
        return f"{self.year}:{self.member}"
