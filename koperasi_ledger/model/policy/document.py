"""The policy document: any of the sections, as the pengurus write and adopt it."""

from pydantic import Field, model_validator

from koperasi_ledger.model.policy.agency import AgencyPolicy
from koperasi_ledger.model.policy.aid import AidPolicy
from koperasi_ledger.model.policy.assets import AssetPolicy
from koperasi_ledger.model.policy.bank import BankPolicy
from koperasi_ledger.model.policy.base import Section
from koperasi_ledger.model.policy.benefits import BenefitPolicy
from koperasi_ledger.model.policy.borrowings import BorrowingPolicy
from koperasi_ledger.model.policy.cooperative import AccountsPolicy, PrintPolicy, UnitsPolicy
from koperasi_ledger.model.policy.deposits import DepositPolicy
from koperasi_ledger.model.policy.health import HealthPolicy
from koperasi_ledger.model.policy.loans import LoanPolicy
from koperasi_ledger.model.policy.savings import SavingsPolicy
from koperasi_ledger.model.policy.sharia import ShariaPolicy
from koperasi_ledger.model.policy.shu import ShuPolicy
from koperasi_ledger.model.policy.statements import StatementPolicy
from koperasi_ledger.model.policy.store import StorePolicy
from koperasi_ledger.model.policy.taxes import TaxPolicy


class Policy(Section):
    """A policy document: any of its sections; those absent stay as they were."""

    savings: SavingsPolicy | None = Field(default=None, alias="simpanan")
    accounts: AccountsPolicy | None = Field(default=None, alias="akun")
    units: UnitsPolicy | None = Field(default=None, alias="unit_usaha")
    loans: LoanPolicy | None = Field(default=None, alias="pinjaman")
    borrowings: BorrowingPolicy | None = Field(default=None, alias="utang")
    sharia: ShariaPolicy | None = Field(default=None, alias="syariah")
    deposits: DepositPolicy | None = Field(default=None, alias="berjangka")
    taxes: TaxPolicy | None = Field(default=None, alias="pajak")
    store: StorePolicy | None = Field(default=None, alias="toko")
    agency: AgencyPolicy | None = Field(default=None, alias="keagenan")
    aid: AidPolicy | None = Field(default=None, alias="bantuan")
    shu: ShuPolicy | None = Field(default=None, alias="shu")
    bank: BankPolicy | None = Field(default=None, alias="bank")
    assets: AssetPolicy | None = Field(default=None, alias="aset")
    print: PrintPolicy | None = Field(default=None, alias="cetak")
    statements: StatementPolicy | None = Field(default=None, alias="laporan")
    health: HealthPolicy | None = Field(default=None, alias="kesehatan")
    benefits: BenefitPolicy | None = Field(default=None, alias="promosi")

    @model_validator(mode="after")
    def _not_empty(self) -> "Policy":
        if not self.model_fields_set:
            raise ValueError(
                "kebijakan kosong; isi paling sedikit satu bagian, misalnya [simpanan]"
            )
        return self
