"""The engine: one event applied to the books, through exactly one rule.

All branching on the kind of event is here; the rules are straight. A new kind is one more `case`,
and mypy asks for it.
"""

from typing import assert_never

from koperasi_ledger.books import Books, RecordId
from koperasi_ledger.engine.bank_lines import attach, bank_lines
from koperasi_ledger.engine.fetching import (
    accounts_of,
    bank_of,
    day_of,
    end_of,
    holder_of,
    is_closed,
    opening_account,
    side_of,
)
from koperasi_ledger.engine.history import Applied, History
from koperasi_ledger.engine.reversing import reverse
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
from koperasi_ledger.model.records import (
    RECORDS,
    BankChain,
    BankFile,
    CashAccount,
    Cooperative,
    IdentityHolder,
    Member,
    Record,
    VirtualAccount,
)
from koperasi_ledger.rules import bank, cash, cooperative, members, savings
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors import (
    BeforeFounding,
    ClosedMonth,
)
from koperasi_ledger.rules.policies import savings_on


def apply(event: AnyEvent, books: Books, history: History) -> Applied:
    """Applies one event to the books and says what it did.

    Raises:
        Refusal: a rule refuses; the books are as they were.
    """
    books.forget_touched()
    _check_date(event, books)
    change = _change(event, books, history)
    records = (*change.records, *bank_lines(event, books))
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
    if is_closed(event.date, books):
        raise ClosedMonth(event.date, books.period().closed_through or "")


# Frequent kinds come first: a class that does not match costs half a microsecond.
def _change(event: AnyEvent, books: Books, history: History) -> Change:  # noqa: C901, PLR0911, PLR0912 - the one place where kinds branch
    match event:
        case SimpananWajibPaid():
            member = books.member(event.member)
            return savings.pay_wajib(event, member, side_of(event, books), books.section("savings"))
        case SavingsDeposited():
            return savings.deposit(
                event,
                books.member(event.member),
                books.savings(event.member, event.product),
                side_of(event, books),
                savings_on(books.section("savings"), event.date),
            )
        case SavingsWithdrawn():
            return savings.withdraw(
                event,
                books.member(event.member),
                books.savings(event.member, event.product),
                side_of(event, books),
                books.section("savings"),
            )
        case ReceiptRecorded() | PaymentRecorded():
            accounts = accounts_of(event.lines, event.date, books)
            return cash.record_money(event, side_of(event, books), accounts)
        case SimpananPokokPaid():
            member = books.member(event.member)
            return savings.pay_pokok(event, member, side_of(event, books), books.section("savings"))
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
                [opening_account(line.account, event.date, books) for line in event.balances],
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
                holder_of(event.nik, books),
                books.cooperative(),
                books.section("savings"),
            )
        case MemberChanged():
            member = books.member(event.member)
            old = books.find(IdentityHolder, member.nik) if event.nik and member.nik else None
            return members.change(event, member, holder_of(event.nik, books), old)
        case MemberResigned():
            return members.resign(event, books.member(event.member))
        case MemberDeceased():
            return members.die(event, books.member(event.member))
        case MemberPaidOut():
            return members.pay_out(event, books.member(event.member), side_of(event, books))
        case CashAccountOpened():
            books.find(CashAccount, event.key)
            return cash.open_cash(event, books.all(CashAccount))
        case CashTransferred():
            return cash.transfer(
                event,
                end_of(event.source, event.clears, books),
                end_of(event.target, event.clears, books),
            )
        case JournalAdjusted():
            return cooperative.adjust(event, accounts_of(event.lines, event.date, books))
        case VirtualAccountAssigned():
            return bank.assign_number(
                event,
                books.member(event.member),
                books.find(VirtualAccount, event.number),
                books.section("savings"),
            )
        case BankStatementProven():
            bank_of(event.account, books)
            return bank.prove(
                event,
                books.find(BankFile, event.file_sha256),
                books.peek(BankChain, event.account),
                tuple(day_of(event.account, day.date, books) for day in event.days),
            )
        case BankReconciled():
            account = bank_of(event.account, books)
            return bank.reconcile(event, account, history.balance(account.account, event.date))
        case BankReceiptUnidentified() | BankPaymentUnidentified():
            return bank.unidentified(event, bank_of(event.account, books))
        case BankLineAttached():
            return attach(event, books, history)
        case EventReversed():
            return reverse(event, books, history)
        case MonthClosed():
            return cooperative.close_month(event, books.cooperative(), books.period())
        case _:
            assert_never(event)
