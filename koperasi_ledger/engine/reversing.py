"""Reversal: what may be undone, what stands in the way, and the records without it."""

from collections.abc import Mapping, Sequence
from datetime import date

from koperasi_ledger.books import Books, RecordId
from koperasi_ledger.engine.fetching import is_closed
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.engine.subjects import subject_of
from koperasi_ledger.model.entry import Balance, Entry
from koperasi_ledger.model.events import (
    AnyEvent,
    CashAccountOpened,
    EventReversed,
    PolicyAdopted,
)
from koperasi_ledger.model.policy.cooperative import AccountsPolicy
from koperasi_ledger.model.records import (
    Attachment,
    CashAccount,
    Member,
    PolicySection,
    Record,
    Reversal,
    SavingsAccount,
)
from koperasi_ledger.rules import cash, reversal
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors import (
    DependedOn,
    NotReversible,
    ReversedTwice,
    UnknownRef,
)
from koperasi_ledger.rules.money_side import refuse_proven
from koperasi_ledger.rules.policies import bodies


def reverse(event: EventReversed, books: Books, history: History) -> Change:
    """The reversal of an earlier event, or why there is none."""
    past = history.find(event.target)
    if past is None:
        raise UnknownRef(event.target)
    past = past._replace(undone=event.date)
    done = books.find(Reversal, event.target)
    if done is not None:
        raise ReversedTwice(event.target, done.by)
    original = past.event
    reversal.check_reversible(event, original)
    refuse = getattr(subject_of(type(original)), "check_reversal", None)
    if refuse is not None:
        refuse(event, past, books)
    books.find(Reversal, event.ref)
    mark = Reversal(ref=event.target, by=event.ref)
    undone: tuple[Record, ...] = ()
    restored: Mapping[RecordId, Record | None] = {}
    if original.structural:
        _check_open(original, books)
        _check_unused(past, history)
        later = living(history.later(tuple(past.before), past.seq), past.seq, books, history)
        if later:
            raise DependedOn(event.target, later)
        restored = past.before
    else:
        restored = _going_back(past, books, history)
        undone = _undo(original, past, books, history)
    entry, waiting = reversal.mirror(event, _as_proven(past.entry, event.date, books))
    return Change(entry, (mark, *undone, *waiting), restored)


def _going_back(past: Past, books: Books, history: History) -> Mapping[RecordId, Record | None]:
    """The records that have no opposite movement and go back to what they were before the event.

    Raises:
        DependedOn: a later event stands on them.
    """
    kinds: frozenset[str] = getattr(subject_of(type(past.event)), "GOES_BACK", frozenset())
    own = {key: record for key, record in past.before.items() if key[0] in kinds}
    if own:
        later = living(history.later(tuple(own), past.seq), past.seq, books, history)
        if later:
            raise DependedOn(past.event.ref, later)
    return own


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
    if isinstance(original, PolicyAdopted) and is_closed(original.effective, books):
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
            if isinstance(section, PolicySection):
                for version in bodies(section, AccountsPolicy):
                    accounts -= {item.account for item in version.added}
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


def living(refs: Sequence[str], seq: int, books: Books, history: History) -> list[str]:
    """Those of the events after place `seq` that still stand.

    An event and its reversal cancel each other out when both came after `seq`; the reversal of an
    older event stands for ever.
    """
    found = []
    for ref in refs:
        past = history.find(ref)
        if past is None:
            continue
        if isinstance(past.event, EventReversed):
            target = history.find(past.event.target)
            if target is not None and target.seq <= seq:
                found.append(ref)
        elif books.peek(Reversal, ref) is None:
            found.append(ref)
    return found


def spenders(past: Past, books: Books, history: History) -> list[str]:
    """The later events that took what the past one paid in to a member's account.

    A subject where something else may stand in the way has its own `in_the_way`.
    """
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
    found = []
    for ref in living(history.later(records, past.seq), past.seq, books, history):
        later = history.find(ref)
        entry = later.entry if later is not None else None
        legs = entry.postings if isinstance(entry, Entry) else ()
        if any(leg.amount > 0 and (leg.account, leg.member, leg.sub) in paid for leg in legs):
            found.append(ref)
    return found


def _undo(original: AnyEvent, past: Past, books: Books, history: History) -> tuple[Record, ...]:
    """The records without the original's movement.

    Raises:
        DependedOn: a balance would fall below zero; names the later events that used it.
    """
    subject = subject_of(type(original))
    undo = getattr(subject, "undo", None)
    undone: tuple[Record, ...] | None = undo(past, books, history) if undo is not None else ()
    if undone is None:
        in_the_way = getattr(subject, "in_the_way", spenders)
        raise DependedOn(original.ref, in_the_way(past, books, history))
    return (*undone, *_unclear(original, past, books))


def _unclear(original: AnyEvent, past: Past, books: Books) -> tuple[Record, ...]:
    """Puts money that the original explained back into Titipan."""
    if not isinstance(past.entry, Entry):
        return ()
    cleared = (getattr(original, "clears", None), getattr(original, "clears_target", None))
    return tuple(
        reversal.undo_clearing(books.suspense(ref), past.entry.postings)
        for ref in cleared
        if ref is not None
    )
