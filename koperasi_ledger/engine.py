"""The engine: one event applied to the books, through exactly one rule.

All branching on the kind of event is here; the rules are straight. A new kind is one more `case`,
and mypy asks for it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol, assert_never

from koperasi_ledger.books import Books, RecordId
from koperasi_ledger.model.accounts import Account
from koperasi_ledger.model.entry import Balance, Entry
from koperasi_ledger.model.events import (
    AnyEvent,
    BankLineAttached,
    BankPaymentUnidentified,
    BankReceiptUnidentified,
    BankReconciled,
    BankStatementProven,
    CashAccountOpened,
    CashTransferred,
    CooperativeFounded,
    EventReversed,
    JournalAdjusted,
    MemberChanged,
    MemberDeceased,
    MemberJoined,
    MemberPaidOut,
    MemberResigned,
    MoneyEvent,
    MonthClosed,
    OpeningBalancesRecorded,
    PaymentRecorded,
    PolicyAdopted,
    ReceiptRecorded,
    SavingsDeposited,
    SavingsWithdrawn,
    SimpananPokokPaid,
    SimpananWajibPaid,
    VirtualAccountAssigned,
)
from koperasi_ledger.model.events.cash import MoneyLine
from koperasi_ledger.model.events.cooperative import JournalLine
from koperasi_ledger.model.records import (
    Attachment,
    BankChain,
    BankDay,
    BankFile,
    CashAccount,
    Cooperative,
    IdentityHolder,
    Member,
    Record,
    Reversal,
    VirtualAccount,
)
from koperasi_ledger.rules import bank, cash, cooperative, members, reversal, savings
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import month_of
from koperasi_ledger.rules.errors import (
    BankRefMismatch,
    BeforeFounding,
    ClosedMonth,
    DependedOn,
    NotABank,
    NotReversible,
    ReversedTwice,
    UnknownRef,
)
from koperasi_ledger.rules.money_side import MoneySide
from koperasi_ledger.rules.policies import savings_on


class Past(NamedTuple):
    """An event that was applied before: what it posted, and what its records were before it."""

    seq: int
    event: AnyEvent
    entry: Entry | Balance | None
    before: Mapping[RecordId, Record | None]


class History(Protocol):
    """What a rule may ask of the events before the one at hand."""

    def find(self, ref: str) -> Past | None:
        """The event with this ref, if there is one."""

    def later(self, records: Sequence[RecordId], seq: int) -> Sequence[str]:
        """Refs of the events after `seq` that read or wrote any of the records, in order."""

    def balance(self, account: str, day: date) -> Decimal:
        """What the ledger account holds at the end of the day, in rupiah."""


_BANK_REFS = frozenset({"bank_ref", "bank_ref_source", "bank_ref_target"})


class Applied(NamedTuple):
    """What one event did: its entry, the records it read or wrote, and those written as before.

    `before` is kept only for structural events, which are reversed by going back to it.
    """

    entry: Entry | Balance | None
    touched: tuple[RecordId, ...]
    written: tuple[RecordId, ...]
    before: Mapping[RecordId, Record | None]


def apply(event: AnyEvent, books: Books, history: History) -> Applied:
    """Applies one event to the books and says what it did.

    Raises:
        Refusal: a rule refuses; the books are as they were.
    """
    books.take_touched()
    _check_date(event, books)
    change = _change(event, books, history)
    known = _bank_lines(event, books)
    records = [*change.records, *known]
    before: dict[RecordId, Record | None] = {}
    if event.structural:
        before = {(item.kind, item.key): books.held((item.kind, item.key)) for item in records}
    books.put(*records)
    written = {(item.kind, item.key): None for item in records}
    if event.kind == "event_reversed":
        written |= dict.fromkeys(_restore(event, books, history))
    return Applied(change.entry, books.take_touched(), tuple(written), before)


def _check_date(event: AnyEvent, books: Books) -> None:
    if event.kind == "cooperative_founded":
        return
    founded = books.cooperative().founded
    if event.date < founded:
        raise BeforeFounding(event.date, founded)
    closed = books.period().closed_through
    if closed is not None and month_of(event.date) <= closed:
        raise ClosedMonth(event.date, closed)


# Frequent kinds come first: a class that does not match costs half a microsecond.
def _change(event: AnyEvent, books: Books, history: History) -> Change:  # noqa: C901, PLR0911, PLR0912 - the one place where kinds branch
    match event:
        case SimpananWajibPaid():
            member = books.member(event.member)
            return savings.pay_wajib(event, member, _side(event, books), books.section("savings"))
        case SavingsDeposited():
            return savings.deposit(
                event,
                books.member(event.member),
                books.savings(event.member, event.product),
                _side(event, books),
                savings_on(books.section("savings"), event.date),
            )
        case SavingsWithdrawn():
            return savings.withdraw(
                event,
                books.member(event.member),
                books.savings(event.member, event.product),
                _side(event, books),
                savings_on(books.section("savings"), event.date),
            )
        case ReceiptRecorded() | PaymentRecorded():
            accounts = _accounts(event.lines, books)
            return cash.record_money(event, _side(event, books), accounts)
        case SimpananPokokPaid():
            member = books.member(event.member)
            return savings.pay_pokok(event, member, _side(event, books), books.section("savings"))
        case CooperativeFounded():
            return cooperative.found(event, books.peek(Cooperative))
        case PolicyAdopted():
            names = cooperative.section_names(event.policy)
            sections = [books.section(name) for name in names]
            return cooperative.adopt(event, sections, books.period(), books.chart())
        case OpeningBalancesRecorded():
            return cooperative.open_balances(
                event,
                books.cooperative(),
                [_opening_account(line.account, books) for line in event.balances],
                [books.member(line.member) for line in event.members],
                books.section("savings"),
            )
        case MemberJoined():
            return members.join(
                event,
                books.find(Member, event.member),
                _holder(event.nik, books),
                books.cooperative(),
                books.section("savings"),
            )
        case MemberChanged():
            member = books.member(event.member)
            return members.change(event, member, _holder(event.nik, books))
        case MemberResigned():
            return members.resign(event, books.member(event.member))
        case MemberDeceased():
            return members.die(event, books.member(event.member))
        case MemberPaidOut():
            return members.pay_out(event, books.member(event.member), _side(event, books))
        case CashAccountOpened():
            books.find(CashAccount, event.key)
            return cash.open_cash(event, books.all(CashAccount))
        case CashTransferred():
            return cash.transfer(
                event,
                _end(event.source, event.clears, books),
                _end(event.target, event.clears, books),
            )
        case JournalAdjusted():
            return cooperative.adjust(event, _accounts(event.lines, books))
        case VirtualAccountAssigned():
            return bank.assign_number(
                event, books.member(event.member), books.find(VirtualAccount, event.number)
            )
        case BankStatementProven():
            _bank(event.account, books)
            return bank.prove(
                event,
                books.find(BankFile, event.file_sha256),
                books.peek(BankChain, event.account),
                tuple(_day(event.account, day.date, books) for day in event.days),
            )
        case BankReconciled():
            account = _bank(event.account, books)
            return bank.reconcile(event, account, history.balance(account.account, event.date))
        case BankReceiptUnidentified() | BankPaymentUnidentified():
            return bank.unidentified(event, _bank(event.account, books))
        case BankLineAttached():
            return _attach(event, books, history)
        case EventReversed():
            return _reverse(event, books, history)
        case MonthClosed():
            return cooperative.close_month(event, books.cooperative(), books.period())
        case _:
            assert_never(event)


def _side(event: MoneyEvent, books: Books) -> MoneySide:
    books.check_unit(event.unit)
    return _end(event.via, event.clears, books)


def _end(via: str | None, clears: str | None, books: Books) -> MoneySide:
    if via is not None:
        return books.cash(via)
    return books.suspense(clears or "")


def _bank(short: str, books: Books) -> CashAccount:
    found = books.cash(short)
    if found.type != "bank":
        raise NotABank(short)
    return found


def _day(account: str, day: date, books: Books) -> BankDay:
    found = books.find(BankDay, f"{account}:{day}")
    return found or BankDay(account=account, date=day)


def _holder(nik: str | None, books: Books) -> IdentityHolder | None:
    return books.find(IdentityHolder, nik) if nik is not None else None


def _accounts(lines: Sequence[MoneyLine | JournalLine], books: Books) -> list[Account]:
    """The accounts of free lines, their units checked."""
    for line in lines:
        books.check_unit(line.unit)
    return [books.account(line.account) for line in lines]


def _opening_account(name: str, books: Books) -> Account:
    """An account of an opening line: cash and bank balances are free to be opened."""
    found = books.account(name)
    for held in books.all(CashAccount):
        if held.account == name:
            books.cash(held.short)
            return found._replace(control=False)
    return found


def _attach(event: BankLineAttached, books: Books, history: History) -> Change:
    account = _bank(event.account, books)
    past = history.find(event.target)
    if past is None:
        raise UnknownRef(event.target)
    moved = Decimal(0)
    if isinstance(past.entry, Entry):
        moved = sum(
            (
                leg.amount
                for leg in past.entry.postings
                if leg.account == account.account and leg.bank_ref is None
            ),
            moved,
        )
    taken = books.find(Attachment, f"{event.account}:{event.target}")
    return bank.attach(event, account, moved, taken)


def _bank_lines(event: AnyEvent, books: Books) -> tuple[Record, ...]:
    """The day records of the bank lines that the event books, each line for the first time."""
    if event.model_fields_set.isdisjoint(_BANK_REFS):
        return ()
    refs: list[tuple[str | None, str | None, date | None]] = []
    match event:
        case CashTransferred():
            refs = [
                (event.bank_ref_source, event.source, None),
                (event.bank_ref_target, event.target, None),
            ]
        case BankReceiptUnidentified() | BankPaymentUnidentified():
            refs = [(event.bank_ref, event.account, event.date)]
        case BankLineAttached():
            refs = [(event.bank_ref, event.account, None)]
        case MoneyEvent():
            refs = [(event.bank_ref, event.via, event.date)]
        case _:
            pass
    days: dict[str, BankDay] = {}
    for bank_ref, account, on in refs:
        if bank_ref is None or account is None:
            continue
        printed = bank.bank_day_of(bank_ref)[1]
        try:
            day = date.fromisoformat(printed)
        except ValueError:
            raise BankRefMismatch(bank_ref, account, event.date) from None
        key = f"{account}:{day}"
        known = days.get(key) or _day(account, day, books)
        days[key] = bank.know_line(known, bank_ref, event.ref, on)
    return tuple(days.values())


def _reverse(event: EventReversed, books: Books, history: History) -> Change:
    past = history.find(event.target)
    if past is None:
        raise UnknownRef(event.target)
    done = books.find(Reversal, event.target)
    if done is not None:
        raise ReversedTwice(event.target, done.by)
    original = past.event
    reversal.check_reversible(event, original)
    books.find(Reversal, event.ref)
    mark = Reversal(ref=event.target, by=event.ref)
    if original.structural:
        later = _living(history.later(tuple(past.before), past.seq), books, history)
        if later:
            raise DependedOn(event.target, later)
        entry, waiting = reversal.mirror(event, past.entry)
        return Change(entry, (mark, *waiting))
    undone = _undo(original, past, books, history)
    if isinstance(past.entry, Entry) and all(leg.bank_ref for leg in past.entry.postings):
        raise NotReversible(
            event.target,
            original.title,
            "Kedua mutasi bank itu nyata; catat pemindahan baru bila uangnya kembali.",
        )
    entry, waiting = reversal.mirror(event, past.entry)
    return Change(entry, (mark, *undone, *waiting))


def _restore(event: EventReversed, books: Books, history: History) -> tuple[RecordId, ...]:
    """Sets the records of a structural event back to what they were before it."""
    past = history.find(event.target)
    if past is None or not past.event.structural:
        return ()
    for record_id, record in past.before.items():
        books.restore(record_id, record)
    return tuple(past.before)


def _living(refs: Sequence[str], books: Books, history: History) -> list[str]:
    """Those of the events that are neither reversed nor themselves reversals."""
    living = []
    for ref in refs:
        past = history.find(ref)
        if past is None or isinstance(past.event, EventReversed):
            continue
        if books.peek(Reversal, ref) is None:
            living.append(ref)
    return living


def _undo(original: AnyEvent, past: Past, books: Books, history: History) -> tuple[Record, ...]:
    """The records without the original's movement.

    Raises:
        DependedOn: a balance would fall below zero; names the later events that used it.
    """
    undone: Record | None
    match original:
        case SimpananPokokPaid():
            undone = reversal.undo_pokok(original, books.member(original.member))
        case SimpananWajibPaid():
            member = books.member(original.member)
            undone = reversal.undo_wajib(original, member, books.section("savings"))
        case SavingsDeposited():
            account = books.savings(original.member, original.product)
            undone = reversal.undo_balance(account, original.amount)
        case SavingsWithdrawn():
            account = books.savings(original.member, original.product)
            undone = reversal.undo_balance(account, -original.amount)
        case MemberPaidOut():
            undone = reversal.undo_payout(books.member(original.member), original.amount)
        case _:
            return _unclear(original, past, books)
    if undone is None:
        key = getattr(original, "member", "")
        records = [("anggota", key), ("simpanan", f"{key}:{getattr(original, 'product', '')}")]
        raise DependedOn(original.ref, _living(history.later(records, past.seq), books, history))
    return (undone, *_unclear(original, past, books))


def _unclear(original: AnyEvent, past: Past, books: Books) -> tuple[Record, ...]:
    """Puts money that the original explained back into Titipan."""
    clears = getattr(original, "clears", None)
    if clears is None or not isinstance(past.entry, Entry):
        return ()
    return (reversal.undo_clearing(books.suspense(clears), past.entry.postings),)
