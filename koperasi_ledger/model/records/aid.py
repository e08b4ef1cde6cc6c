"""Aid in the cooperative's care: programmes, what is left of it, and who is to have it."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal, NamedTuple

from pydantic import Field

from koperasi_ledger.model.records.base import Money, Record


class AidUnit(NamedTuple):
    """What a programme hands out: its unit, and whether it is money."""

    unit: str
    money: bool = False


class AidProgramme(Record):
    """A programme of aid; key is its short name. `closed` is the day of its end."""

    kind: ClassVar[str] = "program-bantuan"
    programme: str
    name: str
    giver: str
    treatment: Literal["liabilitas", "di-luar-neraca"]
    items: dict[str, AidUnit]
    closed: date | None = None

    @property
    def key(self) -> str:
        """The short name."""
        return self.programme


class AidStock(Record):
    """What is left of an item of a programme; key `programme:item`.

    Quantities are millionths of the item's unit, `value` rupiah: what the donor says it is worth,
    zero outside the balance sheet. `quantity` = received - handed - lost - returned, and the sum of
    `places` where goods lie at locations.
    """

    kind: ClassVar[str] = "stok-bantuan"
    programme: str
    item: str
    posted: bool
    money: bool = False
    quantity: int = 0
    value: Money = Decimal(0)
    places: dict[str, int] = Field(default_factory=dict)
    received: int = 0
    handed: int = 0
    lost: int = 0
    returned: int = 0

    @property
    def key(self) -> str:
        """`programme:item`."""
        return f"{self.programme}:{self.item}"


class AidReceipt(NamedTuple):
    """What a beneficiary got once: by which event, when, and how many millionths."""

    ref: str
    date: date
    item: str
    quantity: int


class AidBeneficiary(Record):
    """Somebody on the list of a programme; key `programme:beneficiary`.

    `allotted` is by item, in millionths of its unit; `receipts` what was handed out.
    """

    kind: ClassVar[str] = "penerima-bantuan"
    programme: str
    beneficiary: str
    name: str
    address: str | None = None
    allotted: dict[str, int] = Field(default_factory=dict)
    receipts: tuple[AidReceipt, ...] = ()

    @property
    def key(self) -> str:
        """`programme:beneficiary`."""
        return f"{self.programme}:{self.beneficiary}"

    def taken(self, item: str) -> int:
        """What was handed out of an item, in millionths."""
        return sum(each.quantity for each in self.receipts if each.item == item)
