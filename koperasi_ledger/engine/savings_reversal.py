"""What stands in the way when an event on voluntary savings is to be reversed."""

from koperasi_ledger.books import Books
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.engine.reversing import living, spenders
from koperasi_ledger.model.accounts import VOLUNTARY
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.events.cooperative import EventReversed
from koperasi_ledger.model.events.savings import (
    SavingsBlocked,
    SavingsEvent,
    SavingsInterestPaid,
    SavingsReleased,
)
from koperasi_ledger.model.records import InterestMonth, SavingsAccount, SavingsInterestRun


def in_the_way(past: Past, books: Books, history: History) -> list[str]:
    """The later events that took or blocked what the past one brought, or released its block."""
    event: SavingsEvent = past.event  # type: ignore[assignment] # of this subject
    if isinstance(event, SavingsInterestPaid):
        return _after_interest(event, past, books, history)
    product = getattr(event, "product", None)
    if product is None:
        return spenders(past, books, history)
    return narrowing(f"{event.member}:{product}", past, books, history)


def narrowing(account: str, past: Past, books: Books, history: History) -> list[str]:
    """The later events that took, or blocked, what the past one brought to a savings account."""
    record = (SavingsAccount.kind, account)
    found = []
    for ref in living(history.later([record], past.seq), past.seq, books, history):
        later = history.find(ref)
        if later is not None and _narrows(later, past, account, history):
            found.append(ref)
    return found


def _after_interest(
    event: SavingsInterestPaid, past: Past, books: Books, history: History
) -> list[str]:
    """What rests on a month's interest: later interest, its tax, and whatever took the money."""
    run = (SavingsInterestRun.kind, event.member)
    month = (InterestMonth.kind, f"{event.month}:{event.member}")
    legs = past.entry.postings if isinstance(past.entry, Entry) else ()
    accounts = {f"{leg.member}:{leg.sub}" for leg in legs if leg.account == VOLUNTARY}
    resting = set(history.later([run, month], past.seq))
    touching = history.later(
        [run, month, *((SavingsAccount.kind, key) for key in sorted(accounts))], past.seq
    )
    found = []
    for ref in living(touching, past.seq, books, history):
        later = history.find(ref)
        if ref in resting or (
            later is not None and any(_narrows(later, past, key, history) for key in accounts)
        ):
            found.append(ref)
    return found


def _narrows(later: Past, past: Past, account: str, history: History) -> bool:
    """Whether a later event takes, or blocks, what the past one made free to take."""
    if isinstance(past.event, SavingsBlocked):
        return isinstance(later.event, SavingsReleased) and later.event.block == past.event.ref
    if isinstance(later.event, SavingsBlocked):
        return True
    if isinstance(later.event, EventReversed):
        target = history.find(later.event.target)
        if target is not None and isinstance(target.event, SavingsReleased):
            return True
    legs = later.entry.postings if isinstance(later.entry, Entry) else ()
    return any(
        leg.account == VOLUNTARY and leg.amount > 0 and f"{leg.member}:{leg.sub}" == account
        for leg in legs
    )
