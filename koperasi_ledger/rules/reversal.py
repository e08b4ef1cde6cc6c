"""Reversal: the mirror image of an earlier event, entry and records alike.

There are two ways. What sets things up (`structural` events: joining, policy, opening balances)
goes back to the records as they were before, and only while nothing later rests on them. What
moves money is undone by its opposite movement, whatever happened since, as long as no balance
falls below zero. Money that a bank line proves never leaves the bank account by a reversal: it
returns to Titipan, to be explained again.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from koperasi_ledger.model.accounts import SUSPENSE_IN, SUSPENSE_OUT
from koperasi_ledger.model.entry import Balance, Entry, Posting, balanced
from koperasi_ledger.model.events import (
    BankLineAttached,
    BankPaymentUnidentified,
    BankReceiptSplit,
    BankReceiptUnidentified,
    BankReconciled,
    BankStatementProven,
    CooperativeFounded,
    Event,
    EventReversed,
    MonthClosed,
    SavingsBlocked,
    SimpananPokokPaid,
    YearClosed,
    YearOpened,
)
from koperasi_ledger.model.records import Member, SavingsAccount, Suspense
from koperasi_ledger.rules.errors import NotReversible, ReversalBeforeOriginal
from koperasi_ledger.rules.savings import dues_of, unsettle, with_block, with_dues
from koperasi_ledger.rules.savings_moves import taken_back

_ZERO = Decimal(0)
_SUSPENSE = frozenset({SUSPENSE_IN, SUSPENSE_OUT})

_FINAL: dict[type[Event], str] = {
    CooperativeFounded: "Buka buku baru bila pembukaannya keliru.",
    YearClosed: "Tahun yang ditutup tetap tertutup; catat koreksi di tahun yang masih terbuka.",
    YearOpened: "Tahun yang dibuka tetap terbuka; catat koreksi dengan jurnal penyesuaian.",
    MonthClosed: "Bulan yang ditutup tetap tertutup; catat koreksi di bulan yang masih terbuka.",
    EventReversed: "Catat ulang peristiwa aslinya dengan ref baru.",
    BankStatementProven: "Rekening koran yang terbukti tetap berlaku; impor berkas yang benar.",
    BankReconciled: "Saldo yang terbukti tetap berlaku; catat koreksi sesudah tanggal itu.",
    BankReceiptUnidentified: "Mutasi bank itu nyata; jelaskan dengan 'koperasi bank tinjau'.",
    BankPaymentUnidentified: "Mutasi bank itu nyata; jelaskan dengan 'koperasi bank tinjau'.",
    BankReceiptSplit: "Mutasi bank itu nyata; balik pembayaran yang keliru di dalamnya.",
    BankLineAttached: "Balik catatan yang dicocokkan itu bila keliru.",
}


def check_reversible(event: EventReversed, original: Event) -> None:
    """Refuses kinds that stand for ever, and reversals dated before the original.

    Raises:
        NotReversible, ReversalBeforeOriginal.
    """
    remedy = _FINAL.get(type(original))
    if remedy is not None:
        raise NotReversible(original.ref, original.title, remedy)
    if event.date < original.date:
        raise ReversalBeforeOriginal(original.ref, original.date)


def mirror(
    event: EventReversed, entry: Entry | Balance | None
) -> tuple[Entry | None, tuple[Suspense, ...]]:
    """The opposite of an entry; legs that a bank line proves go to Titipan instead of the bank.

    Returns the entry, and the waiting money if there is any.

    Raises:
        NotReversible: bank lines prove every leg.
    """
    if not isinstance(entry, Entry):
        return None, ()
    if all(leg.bank_ref for leg in entry.postings):
        raise NotReversible(
            entry.ref,
            "Pemindahan yang terbukti di kedua rekening",
            "Kedua mutasi bank itu nyata; catat pemindahan baru bila uangnya kembali.",
        )
    legs: list[Posting] = []
    proven = Decimal(0)
    cash = ""
    for leg in entry.postings:
        if leg.bank_ref is None:
            legs.append(leg._replace(amount=-leg.amount))
        else:
            proven += leg.amount
            cash = leg.bank_ref.partition("/")[0]
    waiting: tuple[Suspense, ...] = ()
    if proven:
        account = SUSPENSE_IN if proven > 0 else SUSPENSE_OUT
        legs.append(Posting(account, -proven, sub=event.ref))
        waiting = (
            Suspense(
                ref=event.ref,
                date=event.date,
                cash=cash,
                remaining=proven,
                text=f"Pembalikan {entry.ref}",
            ),
        )
    narration = f"Pembalikan {entry.ref}: {event.reason}"
    return balanced(event.date, event.ref, narration, legs), waiting


Undoable: TypeAlias = Member | SavingsAccount


def undo_pokok(original: SimpananPokokPaid, member: Member) -> Member | None:
    """The member without this simpanan pokok; None when it is gone already."""
    if member.pokok < original.amount:
        return None
    return member.updated(pokok=member.pokok - original.amount)


def undo_wajib(amount: Decimal, member: Member) -> Member | None:
    """The member with `amount` of simpanan wajib owed again; None when it is gone already."""
    if member.wajib < amount:
        return None
    return with_dues(member, -amount, unsettle(dues_of(member), amount))


def undo_balance(account: SavingsAccount, day: date, change: Decimal) -> SavingsAccount | None:
    """The savings account with the `change` of `day` taken back.

    None when it would fall below zero, or below what is blocked.
    """
    after = taken_back(account, day, change)
    return after if after.balance >= max(after.blocked, _ZERO) else None


def undo_block(account: SavingsAccount, ref: str) -> SavingsAccount | None:
    """The savings account without the block of the event `ref`; None when it is released."""
    left = tuple(block for block in account.blocks if block.ref != ref)
    return account.updated(blocks=left) if len(left) < len(account.blocks) else None


def undo_release(account: SavingsAccount, blocked: Event | None) -> SavingsAccount | None:
    """The savings account with what was released blocked again; None when it is not free."""
    if not isinstance(blocked, SavingsBlocked):
        return None
    if account.balance - account.blocked < blocked.amount:
        return None
    return with_block(account, blocked)


def undo_payout(member: Member, amount: Decimal) -> Member:
    """The leaver with `amount` owed again."""
    return member.updated(payable=member.payable + amount)


def undo_clearing(suspense: Suspense, legs: Iterable[Posting]) -> Suspense:
    """The waiting money as it was before it was explained: what was taken comes back."""
    taken = sum(
        (leg.amount for leg in legs if leg.account in _SUSPENSE and leg.sub == suspense.ref),
        Decimal(0),
    )
    return suspense.updated(remaining=suspense.remaining + taken)
