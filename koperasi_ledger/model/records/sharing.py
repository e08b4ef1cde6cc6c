"""The monthly profit of mudharabah savings: what was set aside for whom."""

from typing import ClassVar

from koperasi_ledger.model.records.base import Money, Record


class PoolPart(Record):
    """A product's part of a month's pool; a part of a record.

    `total` is what belongs to its savers, `remaining` what of it is not credited yet, `weight` the
    sum over the savers and days of the month of their balances, in sen.
    """

    kind: ClassVar[str] = "bagian-bagi-hasil"
    product: str
    total: Money
    remaining: Money
    weight: int


class ProfitPool(Record):
    """A month's profit and its division; key is the month."""

    kind: ClassVar[str] = "bagi-hasil"
    month: str
    income: Money
    parts: tuple[PoolPart, ...] = ()

    @property
    def key(self) -> str:
        """The month."""
        return self.month


class ProfitCredited(Record):
    """That a member got the share of a month; key `month:member`. Without `ref` it was reversed."""

    kind: ClassVar[str] = "bagi-hasil-anggota"
    month: str
    member: str
    ref: str | None = None

    @property
    def key(self) -> str:
        """`month:member`."""
        return f"{self.month}:{self.member}"
