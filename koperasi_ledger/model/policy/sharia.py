"""Profit sharing with mudharabah savings: which income is shared, with whom, in which nisbah."""

from decimal import Decimal

from pydantic import Field, model_validator

from koperasi_ledger.model.fields import AccountName, AmountOrZero, Key, Percent
from koperasi_ledger.model.policy.base import Section


class SharedProduct(Section):
    """A mudharabah savings product; `nisbah` is the savers' percent of the profit.

    Who holds less than `minimum` on average over the month has no share.
    """

    key: Key = Field(alias="kunci")
    nisbah: Percent
    minimum: AmountOrZero = Field(default=Decimal(0), alias="saldo_rata_rata_minimum")

    @model_validator(mode="after")
    def _part(self) -> "SharedProduct":
        if not 0 < self.nisbah <= 100:
            raise ValueError("nisbah penabung lebih dari 0 dan paling banyak 100")
        return self


class ProfitSharing(Section):
    """What is shared each month: the income of some accounts, less the expense of others.

    Without expense accounts revenue is shared, with them profit (fatwa DSN-MUI 15/2000 allows
    both). `portion` is the percent of it that the savers' money has earned; the rest was earned
    by the cooperative's own (practice).
    """

    income: tuple[AccountName, ...] = Field(alias="akun_pendapatan", min_length=1)
    expense: tuple[AccountName, ...] = Field(default=(), alias="akun_beban")
    portion: Percent = Field(default=Decimal(100), alias="porsi_dana_persen")
    products: tuple[SharedProduct, ...] = Field(alias="produk", min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> "ProfitSharing":
        keys = [product.key for product in self.products]
        if len(keys) != len(set(keys)):
            raise ValueError("produk bagi hasil harus berbeda-beda")
        accounts = (*self.income, *self.expense)
        if len(accounts) != len(set(accounts)):
            raise ValueError("setiap akun bagi hasil disebut satu kali")
        for names, root in ((self.income, "Pendapatan"), (self.expense, "Beban")):
            for name in names:
                if not name.startswith(f"{root}:"):
                    message = f"akun {name} bukan akun {root}"
                    raise ValueError(message)
        if self.portion > 100:
            raise ValueError("porsi_dana_persen paling banyak 100")
        return self


class ShariaPolicy(Section):
    """What is decided of sharia business beyond the products of loans and savings."""

    sharing: ProfitSharing = Field(alias="bagi_hasil")
