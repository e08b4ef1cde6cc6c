"""Policy: what the AD/ART and the RAT decided, by section, each with the date it takes effect.

The policy file is TOML written by the pengurus, so its keys are Indonesian (the aliases). Rates,
limits and rules live here and never in code; a section is replaced as a whole, and a past year
keeps reading the version that was in force then. A section is a module of this package.
"""

from pydantic import Field, model_validator

from koperasi_ledger.model.policy.bank import BankPolicy, BankRule
from koperasi_ledger.model.policy.base import Section
from koperasi_ledger.model.policy.cooperative import (
    AccountsPolicy,
    AddedAccount,
    PrintPolicy,
    UnitsPolicy,
)
from koperasi_ledger.model.policy.loans import LoanPolicy, LoanProduct
from koperasi_ledger.model.policy.savings import SavingsPolicy, SavingsProduct


class Policy(Section):
    """A policy document: any of its sections; those absent stay as they were."""

    savings: SavingsPolicy | None = Field(default=None, alias="simpanan")
    accounts: AccountsPolicy | None = Field(default=None, alias="akun")
    units: UnitsPolicy | None = Field(default=None, alias="unit_usaha")
    loans: LoanPolicy | None = Field(default=None, alias="pinjaman")
    bank: BankPolicy | None = Field(default=None, alias="bank")
    print: PrintPolicy | None = Field(default=None, alias="cetak")

    @model_validator(mode="after")
    def _not_empty(self) -> "Policy":
        if not self.model_fields_set:
            raise ValueError(
                "kebijakan kosong; isi paling sedikit satu bagian, misalnya [simpanan]"
            )
        return self


__all__ = [
    "AccountsPolicy",
    "AddedAccount",
    "BankPolicy",
    "BankRule",
    "LoanPolicy",
    "LoanProduct",
    "Policy",
    "PrintPolicy",
    "SavingsPolicy",
    "SavingsProduct",
    "Section",
    "UnitsPolicy",
]
