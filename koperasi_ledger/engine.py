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
    RECORDS,
    Attachment,
    BankChain,
    BankDay,
    BankFile,
    CashAccount,
    Cooperative,
    IdentityHolder,
    Member,
    PolicySection,
    Record,
    Reversal,
    SavingsAccount,
    VirtualAccount,
)
from koperasi_ledger.rules import bank, cash, cooperative, members, reversal, savings
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import last_day
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
from koperasi_ledger.rules.money_side import MoneySide, refuse_proven
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
    books.forget_touched()
    _check_date(event, books)
    change = _change(event, books, history)
    records = (*change.records, *_bank_lines(event, books))
    written = [(item.kind, item.key) for item in records]
    if change.restored:
        written = list(dict.fromkeys((*written, *change.restored)))
    before: dict[RecordId, Record | None] = {}
    if event.structural:
        before = {(kind, key): books.peek(RECORDS[kind], key) for kind, key in written}
    # Nothing is written before this line, and nothing is refused after it.
    books.put(*records)
    for record_id, record in change.restored.items():
        books.restore(record_id, record)
    return Applied(change.entry, books.take_touched(), tuple(written), before)


def _check_date(event: AnyEvent, books: Books) -> None:
    if event.kind == "cooperative_founded":
        return
    founded = books.cooperative().founded
    if event.date < founded:
        raise BeforeFounding(event.date, founded)
    if _is_closed(event.date, books):
        raise ClosedMonth(event.date, books.period().closed_through or "")


def _is_closed(day: date, books: Books) -> bool:
    closed = books.period().closed_through
    return closed is not None and day <= last_day(closed)


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
                books.section("savings"),
            )
        case ReceiptRecorded() | PaymentRecorded():
            accounts = _accounts(event.lines, event.date, books)
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
                [_opening_account(line.account, event.date, books) for line in event.balances],
                [books.member(line.member) for line in event.members],
                held={
                    f"{line.member}:{saving.product}": books.savings(line.member, saving.product)
                    for line in event.members
                    for saving in line.savings
                },
                section=books.section("savings"),
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
            old = books.find(IdentityHolder, member.nik) if event.nik and member.nik else None
            return members.change(event, member, _holder(event.nik, books), old)
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
            return cooperative.adjust(event, _accounts(event.lines, event.date, books))
        case VirtualAccountAssigned():
            return bank.assign_number(
                event,
                books.member(event.member),
                books.find(VirtualAccount, event.number),
                books.section("savings"),
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
    books.check_unit(event.unit, event.date)
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


def _holder(nik: str | None, books: Books) -> Member | None:
    """The member whose NIK it is."""
    held = books.find(IdentityHolder, nik) if nik is not None else None
    return books.member(held.member) if held is not None else None


def _accounts(lines: Sequence[MoneyLine | JournalLine], day: date, books: Books) -> list[Account]:
    """The accounts of free lines, their units checked."""
    for line in lines:
        books.check_unit(line.unit, day)
    return [books.account(line.account) for line in lines]


def _opening_account(name: str, day: date, books: Books) -> Account:
    """An account of an opening line: cash and bank balances are free to be opened."""
    found = books.account(name)
    for held in books.all(CashAccount):
        if held.account == name:
            refuse_proven(books.cash(held.short), day)
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
    taken: Record | None = books.find(Attachment, f"{event.account}:{event.target}")
    taken = taken or books.find(Reversal, event.target)
    # An opening balance is no movement, and a reversal without a bank line undid what the bank
    # never saw.
    if past.event.structural or isinstance(past.event, EventReversed):
        moved = Decimal(0)
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
        _bank(account, books)
        printed = bank.bank_day_of(bank_ref)[1]
        try:
            day = date.fromisoformat(printed)
        except ValueError:
            raise BankRefMismatch(bank_ref, account, event.date) from None
        # A line found after its month was closed is booked later and keeps the bank's day.
        late = on is not None and day < on and _is_closed(day, books)
        key = f"{account}:{day}"
        known = days.get(key) or _day(account, day, books)
        days[key] = bank.know_line(known, bank_ref, event.ref, None if late else on)
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
    undone: tuple[Record, ...] = ()
    restored: Mapping[RecordId, Record | None] = {}
    if original.structural:
        _check_open(original, books)
        _check_unused(past, history)
        later = _living(history.later(tuple(past.before), past.seq), past.seq, books, history)
        if later:
            raise DependedOn(event.target, later)
        restored = past.before
    else:
        undone = _undo(original, past, books, history)
    entry, waiting = reversal.mirror(event, _as_proven(past.entry, event.date, books))
    return Change(entry, (mark, *undone, *waiting), restored)


def _as_proven(entry: Entry | Balance | None, day: date, books: Books) -> Entry | Balance | None:
    """The entry with the bank lines that were attached to it later.

    Raises:
        AlreadyReconciled: a leg without a bank line would move a balance proven for `day`.
    """
    if not isinstance(entry, Entry):
        return entry
    shorts = {cash.account: cash.short for cash in books.all(CashAccount)}
    legs = []
    for leg in entry.postings:
        short = shorts.get(leg.account)
        if short is None or leg.bank_ref is not None:
            legs.append(leg)
            continue
        attached = books.find(Attachment, f"{short}:{entry.ref}")
        if attached is None:
            refuse_proven(books.cash(short), day)
            legs.append(leg)
        else:
            legs.append(leg._replace(bank_ref=attached.bank_ref))
    return entry._replace(postings=tuple(legs))


def _check_open(original: AnyEvent, books: Books) -> None:
    """Refuses to take a policy away from closed months, as none is given to them.

    Raises:
        NotReversible: it took effect in one.
    """
    if isinstance(original, PolicyAdopted) and _is_closed(original.effective, books):
        raise NotReversible(
            original.ref,
            original.title,
            "Kebijakan itu berlaku di masa yang sudah ditutup; tetapkan yang baru, dengan tanggal"
            " berlaku sesudahnya.",
        )


def _check_unused(past: Past, history: History) -> None:
    """Refuses to take an account out of the chart that the ledger has postings of.

    Raises:
        NotReversible: even where they were reversed, the ledger keeps them.
    """
    accounts: set[str] = set()
    match past.event:
        case CashAccountOpened():
            accounts = {cash.account_name(past.event)}
        case PolicyAdopted():
            section = past.before.get((PolicySection.kind, "accounts"))
            added = past.event.policy.accounts
            if added is not None:
                accounts = {item.account for item in added.added}
            for version in section.versions if isinstance(section, PolicySection) else ():
                if version.policy.accounts is not None:
                    accounts -= {item.account for item in version.policy.accounts.added}
        case _:
            pass
    if not accounts:
        return
    for ref in history.later(tuple(past.before), past.seq):
        later = history.find(ref)
        entry = later.entry if later is not None else None
        for leg in entry.postings if isinstance(entry, Entry) else ():
            if leg.account in accounts:
                raise NotReversible(
                    past.event.ref,
                    past.event.title,
                    f"Akun {leg.account} sudah dipakai ({ref}); buku besar menyimpannya, juga bila"
                    " pemakaian itu dibalik. Biarkan akun itu tanpa mutasi.",
                )


def _living(refs: Sequence[str], seq: int, books: Books, history: History) -> list[str]:
    """Those of the events after place `seq` that still stand.

    An event and its reversal cancel each other out when both came after `seq`; the reversal of an
    older event stands for ever.
    """
    living = []
    for ref in refs:
        past = history.find(ref)
        if past is None:
            continue
        if isinstance(past.event, EventReversed):
            target = history.find(past.event.target)
            if target is not None and target.seq <= seq:
                living.append(ref)
        elif books.peek(Reversal, ref) is None:
            living.append(ref)
    return living


def _spenders(past: Past, books: Books, history: History) -> list[str]:
    """The later events that took what the past one paid in to a member's account."""
    if not isinstance(past.entry, Entry):
        return []
    paid = {
        (leg.account, leg.member, leg.sub)
        for leg in past.entry.postings
        if leg.member is not None and leg.amount < 0
    }
    records = [
        record_id
        for _, member, sub in paid
        for record_id in ((Member.kind, member or ""), (SavingsAccount.kind, f"{member}:{sub}"))
    ]
    spenders = []
    for ref in _living(history.later(records, past.seq), past.seq, books, history):
        later = history.find(ref)
        entry = later.entry if later is not None else None
        legs = entry.postings if isinstance(entry, Entry) else ()
        if any(leg.amount > 0 and (leg.account, leg.member, leg.sub) in paid for leg in legs):
            spenders.append(ref)
    return spenders


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
            undone = reversal.undo_wajib(original, member)
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
        raise DependedOn(original.ref, _spenders(past, books, history))
    return (undone, *_unclear(original, past, books))


def _unclear(original: AnyEvent, past: Past, books: Books) -> tuple[Record, ...]:
    """Puts money that the original explained back into Titipan."""
    clears = getattr(original, "clears", None)
    if clears is None or not isinstance(past.entry, Entry):
        return ()
    return (reversal.undo_clearing(books.suspense(clears), past.entry.postings),)
