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


class UniqueCodePolicy(Section):
    """Unique codes (kode unik): up to which number, for how long, and where the surplus belongs.

    `days` is how long a payment is known by its code, `rest_days` how long its sum is then kept
    from other bills, so that a late payment hits nobody else.
    """

    largest: Annotated[int, Field(ge=9, le=9_999, alias="paling_besar")]
    days: Annotated[int, Field(ge=1, le=366, alias="berlaku_hari")]
    rest_days: Annotated[int, Field(ge=0, le=366, alias="jeda_hari")]
    account: AccountName = Field(alias="akun")


class QrisPolicy(Section):
    """Money of QRIS buyers: the words of the bank's text, and where gross and fee belong.

    `days` is how many days after the report's day of payment the bank may credit it.
    """

    words: tuple[Text, ...] = Field(min_length=1, alias="kata")
    gross_account: AccountName = Field(alias="akun_penjualan")
    fee_account: AccountName = Field(alias="akun_mdr")
    days: Annotated[int, Field(ge=0, le=14, alias="paling_lama_hari")]


class TransferPolicy(Section):
    """Transfers between our own bank accounts: any of the words, or the other account's number.

    `days` is how many days may lie between the two banks' own dates.
    """

    words: tuple[Text, ...] = Field(default=(), alias="kata")
    days: Annotated[int, Field(ge=0, le=7, alias="paling_lama_hari")]


class CorrectionPolicy(Section):
    """Corrections by the bank, which undo a line of the last `days`: any of the words."""

    words: tuple[Text, ...] = Field(min_length=1, alias="kata")
    days: Annotated[int, Field(ge=0, le=31, alias="paling_lama_hari")]


class BankPolicy(Section):
    """How bank lines become events when nobody looks.

    `member_words`: for a credit that names a member number, the words that say what it is for, in
    order; a credit without such a word, or with an amount that the purpose refuses, waits in
    Titipan. `check_digit`: the last character of a member number checks the others (ISO/IEC 7064,
    MOD 37,36), so that a slip of the payer's finger hits no other member. What is absent is not
    done: no codes, no pairing of transfers, no undoing.
    """

    rules: tuple[BankRule, ...] = Field(default=(), alias="aturan")
    pokok_words: tuple[Text, ...] = Field(default=(), alias="kata_pokok")
    wajib_words: tuple[Text, ...] = Field(default=(), alias="kata_wajib")
    savings_words: Annotated[dict[Key, tuple[Text, ...]], in_order] = Field(
        default_factory=dict, alias="kata_simpanan"
    )
    check_digit: bool | None = Field(default=None, alias="nomor_anggota_berdigit_cek")
    unique_codes: UniqueCodePolicy | None = Field(default=None, alias="kode_unik")
    transfers: TransferPolicy | None = Field(default=None, alias="pindah_buku")
    corrections: CorrectionPolicy | None = Field(default=None, alias="koreksi")
    qris: QrisPolicy | None = Field(default=None, alias="qris")
