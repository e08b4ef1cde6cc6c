"""What stands in the way when an event on voluntary savings is to be reversed."""

from koperasi_ledger.books import Books
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.engine.reversing import living, spenders
from koperasi_ledger.model.accounts import VOLUNTARY
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.events.cooperative import EventReversed
from koperasi_ledger.model.events.savings import SavingsBlocked, SavingsEvent, SavingsReleased
from koperasi_ledger.model.records import SavingsAccount


def in_the_way(past: Past, books: Books, history: History) -> list[str]:
    """The later events that took or blocked what the past one brought, or released its block."""
    event: SavingsEvent = past.event  # type: ignore[assignment] # of this subject
    product = getattr(event, "product", None)
    if product is None:
        return spenders(past, books, history)
    record = (SavingsAccount.kind, f"{event.member}:{product}")
    found = []
    for ref in living(history.later([record], past.seq), past.seq, books, history):
        later = history.find(ref)
        if later is not None and _narrows(later, past, record[1], history):
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
