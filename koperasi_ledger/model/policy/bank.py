"""How bank lines become events when nobody looks."""

from typing import Annotated, Literal

from pydantic import Field

from koperasi_ledger.model.fields import (
    AccountName,
    Amount,
    Key,
    Name,
    Text,
)
from koperasi_ledger.model.policy.base import Section, in_order


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
    savings_words: Annotated[dict[Key, tuple[Text, ...]], in_order] = Field(
        default_factory=dict, alias="kata_simpanan"
    )
