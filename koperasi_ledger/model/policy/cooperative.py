"""How the cooperative is set up: its own accounts, its unit usaha, who signs."""

from typing import Annotated

from pydantic import Field

from koperasi_ledger.model.fields import (
    AccountName,
    Key,
    Name,
    matching,
)
from koperasi_ledger.model.policy.base import Section, in_order


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

    units: Annotated[dict[Key, Name], in_order] = Field(alias="unit")


class PrintPolicy(Section):
    """Who signs statements and receipts: role -> name."""

    signatories: Annotated[dict[Name, Name], in_order] = Field(alias="penanda_tangan")
    city: Name | None = Field(default=None, alias="kota")
