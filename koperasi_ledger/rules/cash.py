"""Cash boxes and bank accounts; receipts, payments and transfers between them."""

from collections.abc import Sequence
from decimal import Decimal

from koperasi_ledger.model.accounts import (
    BANK_PARENT,
    CASH_CODES,
    CASH_PARENT,
    SHU_CURRENT,
    Account,
)
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events import (
    CashAccountOpened,
    CashTransferred,
    PaymentRecorded,
    ReceiptRecorded,
)
from koperasi_ledger.model.records import CashAccount, Suspense
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors import CashExists, ControlAccount, ResultByHand, SameAccount
from koperasi_ledger.rules.money_side import MoneySide, move


def account_name(event: CashAccountOpened) -> str:
    """The ledger account of a cash box or bank account: `Aset:Bank:BRI`."""
    parent = CASH_PARENT if event.type == "kas" else BANK_PARENT
    return f"{parent}:{event.key.upper()}"


def open_cash(event: CashAccountOpened, known: Sequence[CashAccount]) -> Change:
    """A new cash box or bank account, under the next code of its group (1110.NN or 1120.NN).

    Raises:
        CashExists: the key or the bank's account number is taken.
    """
    for other in known:
        if other.short == event.key or (event.number is not None and other.number == event.number):
            raise CashExists(other.short, other.number)
    group = CASH_CODES[0] if event.type == "kas" else CASH_CODES[1]
    taken = [int(other.code[5:]) for other in known if other.code.startswith(group)]
    cash = CashAccount(
        short=event.key,
        account=account_name(event),
        name=event.name,
        type=event.type,
        opened=event.date,
        code=f"{group}.{max(taken, default=0) + 1:02d}",
        bank=event.bank,
        number=event.number,
    )
    return Change(None, (cash,))


def record_money(
    event: ReceiptRecorded | PaymentRecorded, side: MoneySide, accounts: Sequence[Account]
) -> Change:
    """Money in or out against any free accounts; `accounts` are those of the event's lines.

    Raises:
        ControlAccount: a line names an account that only a sub-ledger may move.
        ResultByHand: a line names SHU tahun berjalan.
    """
    for account in accounts:
        if account.control:
            raise ControlAccount(account.name)
        if account.name == SHU_CURRENT:
            raise ResultByHand(account.name)
    received = isinstance(event, ReceiptRecorded)
    sign = 1 if received else -1
    total = sum([line.amount for line in event.lines], Decimal(0))
    leg, waiting = move(event, side, sign * total, event.bank_ref)
    others = [
        Posting(line.account, -sign * line.amount, None, line.unit or event.unit)
        for line in event.lines
    ]
    what = event.note or ", ".join(account.title for account in accounts)
    word = "Penerimaan" if received else "Pengeluaran"
    legs = (leg, *others) if received else (*others, leg)
    return Change(balanced(event.date, event.ref, f"{word}: {what}", legs), waiting)


def transfer(event: CashTransferred, source: MoneySide, target: MoneySide) -> Change:
    """Money moves between two accounts of the cooperative; either side may be a waiting bank line.

    Two waiting lines of one account cancel each other out: money that the bank took back.

    Raises:
        SameAccount: the waiting bank line is one of the very account at the other end.
    """
    both = isinstance(source, Suspense) and isinstance(target, Suspense)
    ends = [side.cash if isinstance(side, Suspense) else side.short for side in (source, target)]
    if ends[0] == ends[1] and not both:
        raise SameAccount(ends[0])
    into, first = move(event, target, event.amount, event.bank_ref_target)
    out, second = move(event, source, -event.amount, event.bank_ref_source)
    return Change(
        balanced(event.date, event.ref, "Pemindahan kas/bank", (into, out)), (*first, *second)
    )
