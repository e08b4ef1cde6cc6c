"""Events on expected bank money: which rule each goes through, and how one is undone."""

from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import bank_of, side_of
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.model.events.bills import (
    BankReceiptSplit,
    BillsEvent,
    PayrollRosterRecorded,
    QrisReceived,
    QrisReportRecorded,
    UniqueCodesIssued,
)
from koperasi_ledger.model.policy.bank import BankPolicy
from koperasi_ledger.model.records import (
    IssuedCode,
    QrisSettlement,
    Record,
    Roster,
)
from koperasi_ledger.model.records.bills import code_key
from koperasi_ledger.rules import bills
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors import ControlAccount
from koperasi_ledger.rules.policies import body_on


def change(event: BillsEvent, books: Books, history: History) -> Change:  # noqa: ARG001 - one shape for all subjects
    """What an event on expected bank money does."""
    match event:
        case UniqueCodesIssued():
            return _issue(event, books)
        case PayrollRosterRecorded():
            for part in event.parts:
                books.member(part.member)
            return bills.record_roster(event, bank_of(event.account, books))
        case BankReceiptSplit():
            code = roster = None
            if event.code is not None:
                code = books.find(IssuedCode, code_key(event.account, event.amount))
            if event.roster is not None:
                roster = books.find(Roster, event.roster)
            return bills.split_receipt(event, bank_of(event.account, books), code, roster)
        case QrisReportRecorded():
            cash = bank_of(event.account, books)
            keys = [f"{cash.short}:{event.merchant}:{day.paid_on}" for day in event.days]
            return bills.report_qris(event, cash, [books.find(QrisSettlement, key) for key in keys])
        case QrisReceived():
            return _receive(event, books)
        case _:
            assert_never(event)


def _issue(event: UniqueCodesIssued, books: Books) -> Change:
    cash = bank_of(event.account, books)
    for item in event.codes:
        books.member(item.parts[0].member)
    found = (books.find(IssuedCode, code_key(cash.short, item.total)) for item in event.codes)
    known = {item.total: item for item in found if item is not None}
    policy = _policy(event, books)
    if policy is not None and policy.unique_codes is not None:
        _free_account(policy.unique_codes.account, books)
    return bills.issue_codes(event, cash, known, policy)


def _receive(event: QrisReceived, books: Books) -> Change:
    bank_of(event.account, books)
    settlement = books.find(QrisSettlement, f"{event.account}:{event.merchant}:{event.paid_on}")
    policy = _policy(event, books)
    if policy is not None and policy.qris is not None:
        for name in (policy.qris.gross_account, policy.qris.fee_account):
            _free_account(name, books)
    return bills.receive_qris(event, side_of(event, books), settlement, policy)


def _free_account(name: str, books: Books) -> None:
    """Refuses a policy's account that is not in the chart, or that only a sub-ledger may move."""
    if books.account(name).control:
        raise ControlAccount(name)


def _policy(event: BillsEvent, books: Books) -> BankPolicy | None:
    """The bank policy in force on the day of the event."""
    return body_on(books.section("bank"), BankPolicy, event.date)


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:  # noqa: ARG001 - as above
    """The records without the event: a QRIS payment waits again."""
    event: BillsEvent = past.event  # type: ignore[assignment] # of this subject
    if not isinstance(event, QrisReceived):
        return ()
    key = f"{event.account}:{event.merchant}:{event.paid_on}"
    settlement = books.find(QrisSettlement, key)
    return (settlement.updated(used=None),) if settlement is not None else ()
