"""Sub-ledgers against their control accounts: member by member, not only in total."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from koperasi_ledger.checks.agency_parts import AGENCY_ACCOUNTS, AID_ACCOUNTS, agency_parts
from koperasi_ledger.checks.asset_parts import ASSET_ACCOUNTS, asset_parts
from koperasi_ledger.checks.borrowing_parts import BORROWING_ACCOUNTS, borrowing_parts
from koperasi_ledger.checks.loan_parts import LOAN_ACCOUNTS, borrower_parts, loan_parts
from koperasi_ledger.checks.result import Check
from koperasi_ledger.checks.sharia_parts import SHARIA_ACCOUNTS, sharia_parts
from koperasi_ledger.checks.store_parts import STORE_ACCOUNTS, store_parts
from koperasi_ledger.checks.tax_parts import TAX_ACCOUNTS, tax_parts
from koperasi_ledger.model.accounts import (
    ACCRUED_DEPOSIT_INTEREST,
    DEPOSITS,
    DEPOSITS_LONG,
    INTEREST_TAX,
    LEAVERS,
    POKOK,
    SHU_MEMBERS,
    SUSPENSE_IN,
    SUSPENSE_OUT,
    VOLUNTARY,
    WAJIB,
)
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.records import (
    AgencyAccount,
    AidStock,
    Asset,
    Borrower,
    Borrowing,
    Consignor,
    Debtor,
    Deposit,
    InterestMonth,
    Loan,
    Member,
    Record,
    SavingsAccount,
    ShuShare,
    Stock,
    SupplierAdvance,
    SupplierBill,
    Suspense,
    TaxDue,
    TillDay,
    VatCarried,
    VatMonth,
)

CONTROLS: Mapping[str, tuple[str, ...]] = {
    "simpanan pokok = akun kendali": (POKOK,),
    "simpanan wajib = akun kendali": (WAJIB,),
    "simpanan sukarela = akun kendali": (VOLUNTARY,),
    "simpanan anggota keluar = akun kendali": (LEAVERS,),
    "simpanan berjangka = akun kendali": (DEPOSITS, DEPOSITS_LONG, ACCRUED_DEPOSIT_INTEREST),
    "utang PPh jasa simpanan = akun kendali": (INTEREST_TAX,),
    "pinjaman = akun kendali": LOAN_ACCOUNTS,
    "utang pinjaman = akun kendali": BORROWING_ACCOUNTS,
    "syariah = akun kendali": SHARIA_ACCOUNTS,
    "toko = akun kendali": STORE_ACCOUNTS,
    "pajak = akun kendali": TAX_ACCOUNTS,
    "keagenan = akun kendali": AGENCY_ACCOUNTS,
    "bantuan = akun kendali": AID_ACCOUNTS,
    "aset tetap = akun kendali": ASSET_ACCOUNTS,
    "SHU anggota = akun kendali": (SHU_MEMBERS,),
    "titipan = akun kendali": (SUSPENSE_IN, SUSPENSE_OUT),
}
"""The names of the checks that a sub-ledger adds up to its accounts, and these accounts."""

CONTROLLED = tuple(account for accounts in CONTROLS.values() for account in accounts)
"""The accounts that are the sum of a sub-ledger."""

Sub: TypeAlias = tuple[str | None, str | None]
"""Whose share of a control account: the member and the sub-ledger's key, as in the postings."""


class Held(NamedTuple):
    """What somebody holds of a control account, in rupiah: debit positive, credit negative."""

    account: str
    sub: Sub
    amount: Decimal


def held_by_records(  # noqa: C901, PLR0912 - one answer for each kind
    records: Iterable[Record],
) -> Iterable[Held]:
    """What the records say that each control account is made of."""
    for record in records:
        match record:
            case Member():
                yield Held(POKOK, (record.number, None), -record.pokok)
                yield Held(WAJIB, (record.number, None), -record.wajib)
                yield Held(LEAVERS, (record.number, None), -record.payable)
            case SavingsAccount():
                yield Held(VOLUNTARY, (record.member, record.product), -record.balance)
            case Deposit():
                whose = (record.member, record.number)
                yield Held(record.account, whose, -record.balance)
                yield Held(ACCRUED_DEPOSIT_INTEREST, whose, -record.accrued)
            case InterestMonth():
                yield Held(INTEREST_TAX, (record.member, None), record.remitted - record.withheld)
            case Suspense():
                account = SUSPENSE_IN if record.remaining > 0 else SUSPENSE_OUT
                yield Held(account, (None, record.ref), -record.remaining)
            case ShuShare():
                whose = (record.member, str(record.year))
                yield Held(SHU_MEMBERS, whose, record.paid - record.amount)
            case Loan():
                for account, amount in loan_parts(record):
                    yield Held(account, (record.member, record.number), amount)
            case Borrowing():
                for account, amount in borrowing_parts(record):
                    yield Held(account, (None, record.number), amount)
            case Asset():
                for account, amount in asset_parts(record):
                    yield Held(account, (None, record.number), amount)
            case Borrower():
                for account, amount in borrower_parts(record):
                    yield Held(account, (record.member, None), amount)
            case Stock() | TillDay() | SupplierBill() | SupplierAdvance() | Debtor() | Consignor():
                for account, sub, amount in store_parts(record):
                    yield Held(account, sub, amount)
            case AgencyAccount() | AidStock():
                for account, sub, amount in agency_parts(record):
                    yield Held(account, sub, amount)
            case VatMonth() | VatCarried() | TaxDue():
                for account, sub, amount in tax_parts(record):
                    yield Held(account, sub, amount)
            case _:
                for account, sub, amount in sharia_parts(record):
                    yield Held(account, sub, amount)


def compare_control(
    name: str,
    accounts: Iterable[str],
    held: Iterable[Held],
    posted: Mapping[str, Mapping[Sub, Decimal]],
) -> Check:
    """Whether the records and the postings of some control accounts agree in every part."""
    zero = Decimal(0)
    records: dict[str, dict[Sub, Decimal]] = {account: {} for account in accounts}
    for item in held:
        if item.account in records:
            parts = records[item.account]
            parts[item.sub] = parts.get(item.sub, zero) + item.amount
    count = 0
    for account, parts in records.items():
        ledger = posted.get(account, {})
        for sub in sorted(parts.keys() | ledger.keys(), key=str):
            ours, theirs = parts.get(sub, zero), ledger.get(sub, zero)
            if ours != theirs:
                return Check(
                    name,
                    passed=False,
                    detail=f"{account}, {_whose(sub)}: buku pembantu Rp{format_rupiah(-ours)},"
                    f" akun kendali Rp{format_rupiah(-theirs)}",
                )
            count += bool(ours)
    totals = ", ".join(
        f"{account} Rp{format_rupiah(_shown(account, sum(parts.values(), zero)))}"
        for account, parts in records.items()
    )
    return Check(name, passed=True, detail=f"{count} saldo, sama satu per satu: {totals}")


def _shown(account: str, amount: Decimal) -> Decimal:
    """An amount with the sign in which people read its account."""
    return amount if account.startswith("Aset") else -amount


def _whose(sub: Sub) -> str:
    return " ".join(part for part in sub if part is not None) or "tanpa nama"
