"""What the bank proves: its lines, each once; its statements, without a gap; its balances.

A bank line is known by its identity (`bank_ref`): account, day, a hash of what the bank printed,
and how many equal lines came before it. Source: practice; the reasons stand in docs/decisions.
"""

from datetime import date
from decimal import Decimal

from koperasi_ledger.model.accounts import SUSPENSE_IN, SUSPENSE_OUT
from koperasi_ledger.model.entry import Balance, Posting, balanced
from koperasi_ledger.model.events import (
    BankLineAttached,
    BankPaymentUnidentified,
    BankReceiptUnidentified,
    BankReconciled,
    BankStatementProven,
    VirtualAccountAssigned,
)
from koperasi_ledger.model.records import (
    Attachment,
    BankChain,
    BankDay,
    BankFile,
    CashAccount,
    Member,
    PolicySection,
    Record,
    Suspense,
    VirtualAccount,
)
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors import (
    AttachMismatch,
    BankLineKnown,
    BankRefMismatch,
    DayDiffers,
    FileKnown,
    NotReconciled,
    StatementGap,
    VirtualNumberTaken,
)
from koperasi_ledger.rules.money_side import move
from koperasi_ledger.rules.policies import product_of, savings_on
from koperasi_ledger.rules.savings import require_active


def bank_day_of(bank_ref: str) -> tuple[str, str]:
    """The account key and the day in a bank line's identity `account/YYYY-MM-DD/hash/n`."""
    account, _, rest = bank_ref.partition("/")
    return account, rest.partition("/")[0]


def know_line(day: BankDay, bank_ref: str, ref: str, on: date | None) -> BankDay:
    """Marks a bank line as booked by `ref`; `on`, where given, must be the line's day.

    Raises:
        BankRefMismatch: the identity is not one of this account and day.
        BankLineKnown: it was booked before.
    """
    account, printed = bank_day_of(bank_ref)
    if account != day.account or printed != day.date.isoformat() or (on and on != day.date):
        raise BankRefMismatch(bank_ref, day.account, on or day.date)
    if bank_ref in day.lines:
        raise BankLineKnown(bank_ref, day.lines[bank_ref])
    return day.updated(lines={**day.lines, bank_ref: ref})


def unidentified(
    event: BankReceiptUnidentified | BankPaymentUnidentified, cash: CashAccount
) -> Change:
    """A bank line nobody knows: money in is owed (titipan), money out is to be accounted for."""
    received = isinstance(event, BankReceiptUnidentified)
    amount = event.amount if received else -event.amount
    leg, _ = move(event, cash, amount, event.bank_ref)
    account = SUSPENSE_IN if received else SUSPENSE_OUT
    word = "Penerimaan" if received else "Pengeluaran"
    waiting = Suspense(
        ref=event.ref, date=event.date, cash=cash.short, remaining=amount, text=event.text
    )
    entry = balanced(
        event.date,
        event.ref,
        f"{word} bank belum dikenali",
        (leg, Posting(account, -amount, sub=event.ref)),
    )
    return Change(entry, (waiting,))


def attach(
    event: BankLineAttached, cash: CashAccount, moved: Decimal, taken: Record | None
) -> Change:
    """The bank line of an entry typed by hand; `moved` is what that entry moved on the account.

    `taken` is why it can have no bank line any more: it has one, or it was reversed.

    Raises:
        AttachMismatch: another amount, or the entry is taken.
    """
    if taken is not None or moved != event.amount:
        raise AttachMismatch(event.target, cash.short, event.amount)
    return Change(
        None, (Attachment(account=cash.short, ref=event.target, bank_ref=event.bank_ref),)
    )


def prove(
    event: BankStatementProven,
    known: BankFile | None,
    chain: BankChain | None,
    days: tuple[BankDay, ...],
) -> Change:
    """A proven statement: its file is remembered, its days sealed, the chain carried on.

    `days` are the records of the event's days, in the same order.

    Raises:
        FileKnown: the very file was read before.
        StatementGap: it does not begin where the statement before it ended.
        DayDiffers: it says something else of a day that is sealed.
    """
    if known is not None:
        raise FileKnown(known.ref)
    if chain is not None and event.start > chain.end and event.opening != chain.closing:
        raise StatementGap(event.account, chain.end, chain.closing, event.opening)
    for day, record in zip(event.days, days, strict=True):
        if record.sealed is not None and record.total is not None:
            before, now = (record.sealed, record.total), (day.lines, day.total)
            if before != now:
                raise DayDiffers(event.account, day.date, before, now)
    sealed = tuple(
        record.updated(sealed=day.lines, total=day.total, format=event.format)
        for day, record in zip(event.days, days, strict=True)
    )
    file = BankFile(
        sha256=event.file_sha256,
        account=event.account,
        start=event.start,
        end=event.end,
        closing=event.closing,
        ref=event.ref,
    )
    end = BankChain(account=event.account, end=event.end, closing=event.closing)
    moved = (end,) if chain is None or event.end > chain.end else ()
    return Change(None, (file, *moved, *sealed))


def reconcile(event: BankReconciled, cash: CashAccount, ledger: Decimal) -> Change:
    """The ledger holds what the bank says at the end of the day; from then on it stays so.

    Raises:
        NotReconciled: it does not.
    """
    if ledger != event.balance:
        raise NotReconciled(cash.short, event.date, ledger, event.balance)
    done = max(event.date, cash.reconciled or event.date)
    return Change(
        Balance(event.date, event.ref, cash.account, event.balance),
        (cash.updated(reconciled=done),),
    )


def assign_number(
    event: VirtualAccountAssigned,
    member: Member,
    known: VirtualAccount | None,
    section: PolicySection,
) -> Change:
    """A virtual account number is given to a member.

    Raises:
        VirtualNumberTaken: it has an owner.
        UnknownProduct: it is for a savings product that is not offered.
    """
    require_active(member, event.date)
    if known is not None:
        raise VirtualNumberTaken(known.number, known.member)
    if event.product is not None:
        product_of(savings_on(section, event.date), event.product)
    record = VirtualAccount(
        number=event.number, member=event.member, purpose=event.purpose, product=event.product
    )
    return Change(None, (record,))
