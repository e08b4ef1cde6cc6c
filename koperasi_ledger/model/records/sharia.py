"""Sharia contracts: goods of a murabahah, partnerships, and things let to members."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from koperasi_ledger.model.records.base import Money, Record


class MurabahahGoods(Record):
    """Goods bought for a murabahah and uang muka paid on them; key is the loan's number.

    `cost` and `down` are what is held now: both are zero again once the goods were handed over.
    """

    kind: ClassVar[str] = "barang-murabahah"
    loan: str
    member: str
    cost: Money = Decimal(0)
    down: Money = Decimal(0)
    wakalah: bool = False
    bought: date | None = None
    handed_over: date | None = None

    @property
    def key(self) -> str:
        """The loan's number."""
        return self.loan


class Partnership(Record):
    """Capital in a member's business; key is the contract's number. Amounts in rupiah.

    `balance` is the cooperative's capital, `lost` how much of it was lost so far, `claim` what of
    its share of profit is still to come. `partner_capital` grows as the partner buys (menurun).
    """

    kind: ClassVar[str] = "kemitraan"
    number: str
    member: str
    akad: Literal["mudharabah", "musyarakah", "musyarakah-menurun"]
    limit: Money
    partner_capital: Money = Decimal(0)
    nisbah: Money | None = None
    unit: str | None = None
    agreed: date
    status: Literal["disetujui", "berjalan", "selesai"] = "disetujui"
    funded: Money = Decimal(0)
    balance: Money = Decimal(0)
    lost: Money = Decimal(0)
    claim: Money = Decimal(0)
    at_fault: bool = False
    reported: str | None = None
    ended: date | None = None

    @property
    def key(self) -> str:
        """The contract's number."""
        return self.number


class Ijarah(Record):
    """A thing let to a member; key is the contract's number. Amounts in rupiah.

    `recognised` is the rent that was earned, `received` what was paid of it, both since the
    beginning; `written_down` is how much of the cost is used up.
    """

    kind: ClassVar[str] = "ijarah"
    number: str
    member: str
    akad: Literal["ijarah", "imbt"]
    unit: str | None = None
    cost: Money
    residual: Money = Decimal(0)
    ujrah: Money
    months: int
    first_month: str
    life: int
    bought: date
    recognised: Money = Decimal(0)
    received: Money = Decimal(0)
    written_down: Money = Decimal(0)
    run: str | None = None
    ended: date | None = None

    @property
    def key(self) -> str:
        """The contract's number."""
        return self.number
