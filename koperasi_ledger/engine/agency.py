"""Events on agency work: which rule each goes through, and how each is undone."""

from collections.abc import Iterable
from decimal import Decimal
from typing import assert_never

from koperasi_ledger.books import Books, RecordId
from koperasi_ledger.engine.fetching import end_of, side_of
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.model.accounts import AGENT_CLAIMS, AGENT_DUES, AGENT_FLOATS
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.events.agency import (
    AgencyAccountOpened,
    AgencyEvent,
    AgencyFeeReceived,
    AgencyFloatReconciled,
    AgencyFloatToppedUp,
    AgencyFloatWithdrawn,
    AgencyRecorded,
)
from koperasi_ledger.model.events.cooperative import EventReversed
from koperasi_ledger.model.records import Record
from koperasi_ledger.model.records.agency import AgencyAccount, AgencyPatronage
from koperasi_ledger.rules.agency import balances, recording
from koperasi_ledger.rules.agency.terms import AgencyTerms, agency_on, check_open
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.agency import UnknownAgencyAccount

_ZERO = Decimal(0)


def change(event: AgencyEvent, books: Books, history: History) -> Change:
    """What an event on agency work does."""
    terms = agency_on(books.section("agency"), event.date)
    books.check_unit(terms.policy.unit, event.date)
    match event:
        case AgencyAccountOpened():
            account = books.account(event.account) if event.account is not None else None
            held = history.balance(event.account, event.date) if event.account else _ZERO
            known = books.find(AgencyAccount, event.principal)
            return balances.open_account(event, terms, known, account, held)
        case AgencyFloatToppedUp():
            account_ = account_of(event.principal, books)
            return balances.top_up(event, account_, side_of(event, books), terms)
        case AgencyFloatWithdrawn():
            account_ = account_of(event.principal, books)
            return balances.withdraw(event, account_, side_of(event, books), terms)
        case AgencyFeeReceived():
            books.check_unit(event.unit, event.date)
            side = None if event.into_float else end_of(event.via, event.clears, books)
            tax = books.account(event.withheld_account) if event.withheld_account else None
            return balances.receive_fee(event, account_of(event.principal, books), side, terms, tax)
        case AgencyFloatReconciled():
            return balances.reconcile(event, account_of(event.principal, books), terms)
        case AgencyRecorded():
            return _record(event, terms, books)
        case _:
            assert_never(event)


def account_of(principal: str, books: Books) -> AgencyAccount:
    """The account with a principal.

    Raises:
        UnknownAgencyAccount: none is kept.
    """
    found = books.find(AgencyAccount, principal)
    if found is None:
        raise UnknownAgencyAccount(principal, [each.key for each in books.all(AgencyAccount)])
    return found


def _record(event: AgencyRecorded, terms: AgencyTerms, books: Books) -> Change:
    services = [terms.service(line.service) for line in event.lines]
    for service in services:
        books.check_unit(service.unit, event.date)
    keys = dict.fromkeys(service.principal for service in services)
    numbers = dict.fromkeys(line.member for line in event.lines if line.member is not None)
    counted = numbers if terms.policy.patronage else ()
    return recording.record_agency(
        event,
        terms,
        accounts={key: account_of(key, books) for key in keys},
        members={number: books.member(number) for number in numbers},
        patronage={number: _patronage_of(event.date.year, number, books) for number in counted},
        cash=books.cash(event.via),
    )


def _patronage_of(year: int, member: str, books: Books) -> AgencyPatronage:
    found = books.find(AgencyPatronage, f"{year}:{member}")
    return found or AgencyPatronage(year=year, member=member)


def _posted(past: Past, accounts: Iterable[str]) -> dict[str, Decimal]:
    """What the entry of an event posted to some accounts, by principal, in rupiah."""
    found: dict[str, Decimal] = {}
    for leg in past.entry.postings if isinstance(past.entry, Entry) else ():
        if leg.account in accounts and leg.sub is not None:
            found[leg.sub] = found.get(leg.sub, _ZERO) + leg.amount
    return found


def check_reversal(event: EventReversed, past: Past, books: Books) -> None:
    """Refuses to move a balance on a day that was compared with the app's, but for the comparison.

    Raises:
        AgencyDayReconciled: so it was.
    """
    if isinstance(past.event, AgencyFloatReconciled):
        return
    for key in _posted(past, (AGENT_FLOATS, AGENT_DUES)):
        check_open(account_of(key, books), event.date)


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:  # noqa: ARG001 - one shape for all subjects
    """The balances without the event's movement; None when something rests on it."""
    event: AgencyEvent = past.event  # type: ignore[assignment] # of this subject
    terms = agency_on(books.section("agency"), event.date)
    changes, claims = _posted(past, (AGENT_FLOATS, AGENT_DUES)), _posted(past, (AGENT_CLAIMS,))
    undone: list[Record] = []
    for key in sorted({*changes, *claims}):
        account = account_of(key, books)
        less = changes.get(key, _ZERO)
        after = account.updated(
            balance=account.balance - less, claim=account.claim - claims.get(key, _ZERO)
        )
        low = less > 0 and after.balance < 0 and after.way == "saldo"
        if after.claim < 0 or (low and not terms.policy.negative):
            return None
        undone.append(after)
    if isinstance(event, AgencyFloatReconciled):
        return _unreconciled(event, past, undone, books)
    if isinstance(event, AgencyRecorded):
        for kind, key in past.before:
            if kind == AgencyPatronage.kind:
                patronage = _patronage_of(past.year, key.partition(":")[2], books)
                undone.append(recording.uncounted(patronage, event))
    return tuple(undone)


def _unreconciled(
    event: AgencyFloatReconciled, past: Past, undone: list[Record], books: Books
) -> tuple[Record, ...] | None:
    """The account as reconciled before; None when it was reconciled again since."""
    account = account_of(event.principal, books)
    if account.reconciled != event.date:
        return None
    before = past.before.get((AgencyAccount.kind, event.principal))
    earlier = before.reconciled if isinstance(before, AgencyAccount) else None
    (after,) = undone or (account,)
    return (after.updated(reconciled=earlier),)


def in_the_way(past: Past, books: Books, history: History) -> list[str]:
    """The later events on the same principals' accounts."""
    from koperasi_ledger.engine.reversing import living  # noqa: PLC0415 - reversals are rare

    keys = _posted(past, (AGENT_FLOATS, AGENT_DUES, AGENT_CLAIMS))
    if isinstance(past.event, AgencyFloatReconciled):
        keys[past.event.principal] = _ZERO
    records: list[RecordId] = [(AgencyAccount.kind, key) for key in keys]
    return living(history.later(records, past.seq), past.seq, books, history)
