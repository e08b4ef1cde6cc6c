"""Policy: what the AD/ART and the RAT decided, by section, each with the date it takes effect.

The policy file is TOML written by the pengurus, so its keys are Indonesian (the aliases below).
Rates, limits and rules live here and never in code; a section is replaced as a whole, and a past
year keeps reading the version that was in force then.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from koperasi_ledger.model.fields import (
    AccountName,
    Amount,
    AmountOrZero,
    Key,
    Name,
    Text,
    matching,
)

# Tables are kept in the order of their keys, as the canonical bytes have them: a policy read
# back from the journal is then the very policy that was adopted.
_sorted = AfterValidator(lambda table: dict(sorted(table.items())))


class Section(BaseModel):
    """A part of the policy; frozen, strict, read and written under its Indonesian keys."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        defer_build=True,
        validate_by_name=True,
        validate_by_alias=True,
    )


class SavingsProduct(Section):
    """A voluntary savings product (simpanan sukarela) that members can pay into at any time."""

    key: Key = Field(alias="kunci")
    name: Name = Field(alias="nama")
    minimum_balance: AmountOrZero = Field(alias="saldo_minimum")


class SavingsPolicy(Section):
    """Simpanan pokok and wajib of a member, and the voluntary products on offer.

    `wajib_starts`: whether the month of joining is the first due month, or the one after it.
    `wajib_partial`: whether part of a month's due may be paid. `wajib_advance_months`: how many
    months beyond the current one may be paid ahead. Source: AD/ART of each cooperative; amounts
    seen in practice are in the accounting reference of the project's decision records.
    """

    pokok: Amount
    wajib: Amount = Field(alias="wajib_per_bulan")
    wajib_starts: Literal["bulan-masuk", "bulan-berikutnya"] = Field(alias="wajib_mulai")
    wajib_partial: bool = Field(alias="wajib_boleh_dicicil")
    wajib_advance_months: Annotated[int, Field(ge=0, le=120, alias="wajib_paling_jauh_di_muka")]
    products: tuple[SavingsProduct, ...] = Field(default=(), alias="produk")

    @model_validator(mode="after")
    def _unique_products(self) -> "SavingsPolicy":
        keys = [product.key for product in self.products]
        if len(keys) != len(set(keys)):
            raise ValueError("kunci produk simpanan harus berbeda-beda")
        return self


class AddedAccount(Section):
    """An account that the cooperative adds to the default chart; `code` is unique in the chart."""

    account: AccountName = Field(alias="akun")
    code: Annotated[
        str, matching(r"[0-9]{4}(\.[0-9]{1,3})?", "kode akun terdiri atas 4 angka, misalnya 6125")
    ] = Field(alias="kode")
    name: Name = Field(alias="nama")


class AccountsPolicy(Section):
    """Additions to the chart of accounts; accounts are added, never renamed or removed."""

    added: tuple[AddedAccount, ...] = Field(alias="tambahan")


class UnitsPolicy(Section):
    """The unit usaha whose results are told apart: key -> name."""

    units: Annotated[dict[Key, Name], _sorted] = Field(alias="unit")


class BankRule(Section):
    """A fixed rule for bank lines that explain themselves: fee, interest, tax.

    A line matches when its direction is `direction` and its text holds every word of `words`
    (case does not matter, whole words only); it is then booked to `account`.
    """

    name: Name = Field(alias="nama")
    direction: Literal["masuk", "keluar"] = Field(alias="arah")
    words: tuple[Text, ...] = Field(min_length=1, alias="kata")
    account: AccountName = Field(alias="akun")
    maximum: Amount | None = Field(default=None, alias="paling_banyak")


class BankPolicy(Section):
    """How bank lines become events when nobody looks.

    `member_words`: for a credit that names a member number, the words that say what it is for, in
    order; a credit without such a word, or with an amount that the purpose refuses, waits in
    Titipan.
    """

    rules: tuple[BankRule, ...] = Field(default=(), alias="aturan")
    pokok_words: tuple[Text, ...] = Field(default=(), alias="kata_pokok")
    wajib_words: tuple[Text, ...] = Field(default=(), alias="kata_wajib")
    savings_words: Annotated[dict[Key, tuple[Text, ...]], _sorted] = Field(
        default_factory=dict, alias="kata_simpanan"
    )


class PrintPolicy(Section):
    """Who signs statements and receipts: role -> name."""

    signatories: Annotated[dict[Name, Name], _sorted] = Field(alias="penanda_tangan")
    city: Name | None = Field(default=None, alias="kota")


class Policy(Section):
    """A policy document: any of its sections; those absent stay as they were."""

    savings: SavingsPolicy | None = Field(default=None, alias="simpanan")
    accounts: AccountsPolicy | None = Field(default=None, alias="akun")
    units: UnitsPolicy | None = Field(default=None, alias="unit_usaha")
    bank: BankPolicy | None = Field(default=None, alias="bank")
    print: PrintPolicy | None = Field(default=None, alias="cetak")

    @model_validator(mode="after")
    def _not_empty(self) -> "Policy":
        if not self.model_fields_set:
            raise ValueError(
                "kebijakan kosong; isi paling sedikit satu bagian, misalnya [simpanan]"
            )
        return self
