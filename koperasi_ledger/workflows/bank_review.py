"""Money that waits in Titipan: what it may be, and assigning it to what it is."""

import hashlib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.importers.matching import (
    Facts,
    For,
    NewLine,
    by_member_number,
    by_rule,
    by_virtual_account,
)
from koperasi_ledger.importers.pairing import WINDOW_DAYS, HandEntry
from koperasi_ledger.model.events import (
    AnyEvent,
    BankPaymentUnidentified,
    BankReceiptUnidentified,
    CashTransferred,
    EventReversed,
    MoneyEvent,
)
from koperasi_ledger.model.policy.savings import SavingsPolicy
from koperasi_ledger.model.records import BankChain, Member, Suspense
from koperasi_ledger.rules.dates import add_months, month_of
from koperasi_ledger.rules.dates import first_day as first_of_month
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.workflows.bank_errors import (
    Incomplete,
    NotThatEntry,
    OtherSideKnown,
    WrongDirection,
)
from koperasi_ledger.workflows.bank_facts import facts_of, hand_entries
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.reading import event_from
from koperasi_ledger.workflows.recording import Recorded, Stamp, record_events

As = Literal["wajib", "pokok", "simpanan", "penerimaan", "pengeluaran", "pindah", "catatan"]
_MONEY_IN: tuple[As, ...] = ("wajib", "pokok", "simpanan", "penerimaan", "pindah", "catatan")
_MONEY_OUT: tuple[As, ...] = ("simpanan", "pengeluaran", "pindah", "catatan")
_NEEDS: dict[As, tuple[str, ...]] = {
    "wajib": ("anggota",),
    "pokok": ("anggota",),
    "simpanan": ("anggota", "produk"),
    "penerimaan": ("akun",),
    "pengeluaran": ("akun",),
    "pindah": ("akun",),
    "catatan": ("catatan",),
}
_NEAR_DAYS = 3 * WINDOW_DAYS
_MOST_NAMES = 5
_MOST_MONTHS = 24
# Payers add up to three digits of their own so that equal amounts can be told apart (kode unik).
_UNIQUE_CODE = 1_000


class Assignment(NamedTuple):
    """What (part of) a waiting line is.

    `member` and `product` for savings, `account` a ledger account or, for a transfer, the key of a
    cash account; `entry` the ref of the entry typed by hand that it is; `amount` None means all
    that remains.
    """

    purpose: As
    member: str | None = None
    product: str | None = None
    account: str | None = None
    entry: str | None = None
    amount: Decimal | None = None


class Suggestion(NamedTuple):
    """An assignment that may be right, and why; never recorded without being asked for."""

    assignment: Assignment
    reason: str


class Waiting(NamedTuple):
    """A line in Titipan with what it may be, best first."""

    suspense: Suspense
    suggestions: tuple[Suggestion, ...]


def waiting_lines(book: Book) -> list[Waiting]:
    """Everything that waits, oldest first, with ranked suggestions."""
    books = book.journal.books()
    found = sorted(
        (item for item in books.all(Suspense) if item.remaining),
        key=lambda item: (item.date, item.ref),
    )
    known = {cash: _known(book, books, cash) for cash in {item.cash for item in found}}
    return [Waiting(item, tuple(_suggest(books, item, known[item.cash]))) for item in found]


class _Known(NamedTuple):
    """What the lines of one account are compared with; `unmatched` are entries by amount."""

    facts: Facts
    unmatched: dict[Decimal, list[HandEntry]]


def _known(book: Book, books: Books, cash: str) -> _Known:
    unmatched: dict[Decimal, list[HandEntry]] = {}
    for entry in hand_entries(book.journal, books, books.cash(cash), date.min, date.max):
        unmatched.setdefault(entry.amount, []).append(entry)
    return _Known(facts_of(books, cash), unmatched)


def _suggest(books: Books, item: Suspense, known: _Known) -> list[Suggestion]:
    facts = known.facts
    ranked = _typed_by_hand(item, known.unmatched.get(item.remaining, []))
    line = NewLine(0, item.date, item.remaining, item.text, "", item.date)
    policy = facts.policy_on(item.date)
    if item.remaining > 0:
        terms = _savings_terms(books, item.date)
        for look in (by_virtual_account, by_member_number):
            meant, reason = look(item.text, facts, policy)
            if meant is not None and not _broken_month(meant, item.remaining, terms):
                chosen = Assignment(meant.purpose, meant.member, meant.product)
                ranked.append(Suggestion(chosen, reason))
        ranked += _by_people(item, facts, terms)
    uncapped = policy.model_copy(
        update={"rules": tuple(r.model_copy(update={"maximum": None}) for r in policy.rules)}
    )
    rule, reason = by_rule(line, uncapped)
    if rule is not None:
        purpose: As = "penerimaan" if item.remaining > 0 else "pengeluaran"
        ranked.append(Suggestion(Assignment(purpose, account=rule.account), reason))
    return list({suggestion.assignment: suggestion for suggestion in reversed(ranked)}.values())[
        ::-1
    ]


def _typed_by_hand(item: Suspense, entries: Sequence[HandEntry]) -> list[Suggestion]:
    """Entries of the same amount near the day that no bank line explains: the same money twice."""
    return [
        Suggestion(
            Assignment("catatan", entry=entry.ref),
            f"catatan tangan {entry.ref} {entry.date} sebesar ini belum ada di bank",
        )
        for entry in entries
        if abs((entry.date - item.date).days) <= _NEAR_DAYS
    ]


def _savings_terms(books: Books, day: date) -> SavingsPolicy | None:
    return body_on(books.section("savings"), SavingsPolicy, day)


def _broken_month(meant: For, amount: Decimal, terms: SavingsPolicy | None) -> bool:
    """Whether this would end within a month of dues where the policy wants whole months."""
    whole = terms is not None and not terms.wajib_partial
    return meant.purpose == "wajib" and whole and bool(terms and amount % terms.wajib)


def _by_people(item: Suspense, facts: Facts, terms: SavingsPolicy | None) -> list[Suggestion]:
    """Members whose number or name stands in the text, for what the amount can be."""
    people = facts.people
    told = {number: f"nomor anggota {number}" for number in people.numbers_in(item.text)}
    whole = people.fully_named_in(item.text)
    told |= {number: "nama lengkapnya" for number in sorted(whole) if number not in told}
    if not told:
        named = people.named_in(item.text)[:_MOST_NAMES]
        told = {number: f"{found} dari {of} kata namanya" for number, found, of in named}
    suggestions: list[Suggestion] = []
    for number, why in told.items():
        member = people.members[number]
        if member.status == "aktif" and terms is not None:
            suggestions += _by_amount(item.remaining, member, why, terms)
    return suggestions


def _by_amount(amount: Decimal, member: Member, why: str, terms: SavingsPolicy) -> list[Suggestion]:
    """What a member's payment of this amount can be: dues first, then voluntary savings."""
    number = member.number
    found = []
    if amount == terms.pokok and not member.pokok:
        found.append(Suggestion(Assignment("pokok", number), f"{why}; sebesar simpanan pokok"))
    months, rest = divmod(amount, terms.wajib)
    if 0 < months <= _MOST_MONTHS:
        reason = f"{why}; {months} × simpanan wajib"
        if not rest:
            found.append(Suggestion(Assignment("wajib", number), reason))
        elif rest < _UNIQUE_CODE:
            part = Assignment("wajib", number, amount=amount - rest)
            found.append(Suggestion(part, f"{reason}, sisa Rp{rest} tetap menunggu"))
    return found + [
        Suggestion(Assignment("simpanan", number, product.key), why) for product in terms.products
    ]


def assign(book: Book, ref: str, assignments: Sequence[Assignment], stamp: Stamp) -> Recorded:
    """Records what a waiting line is; several assignments split it, the rest keeps waiting.

    The same assignment again is the same event, and nothing happens.

    Raises:
        UnknownSuspense, WrongDirection, Incomplete, OtherSideKnown, NotThatEntry, or whatever the
        rules refuse; nothing is recorded then.
    """
    books = book.journal.books()
    item = books.suspense(ref)
    events: list[AnyEvent] = []
    for assignment in assignments:
        events += _events(book, books, item, assignment)
    return record_events(book, events, stamp)


def _events(book: Book, books: Books, item: Suspense, assignment: Assignment) -> list[AnyEvent]:
    _check(books, item, assignment)
    amount = assignment.amount if assignment.amount is not None else _rest(book, item, assignment)
    day = _booking_day(books, item)
    ref = _ref(item.ref, assignment, amount)
    if assignment.purpose == "catatan":
        return _replace_entry(book, books, item, assignment.entry or "", ref)
    common = {"date": day, "ref": ref, "clears": item.ref}
    money = f"{amount:f}"
    if assignment.purpose == "pindah":
        end = "source" if item.remaining > 0 else "target"
        return [event_from("cash_transferred", **common, amount=money, **{end: assignment.account})]
    if assignment.purpose in ("penerimaan", "pengeluaran"):
        kind = "receipt_recorded" if assignment.purpose == "penerimaan" else "payment_recorded"
        lines = [{"account": assignment.account, "amount": money}]
        return [event_from(kind, **common, lines=lines)]
    kinds = {
        "wajib": "simpanan_wajib_paid",
        "pokok": "simpanan_pokok_paid",
        "simpanan": "savings_deposited" if item.remaining > 0 else "savings_withdrawn",
    }
    fields = {"member": assignment.member, "amount": money, "product": assignment.product}
    return [event_from(kinds[assignment.purpose], **common, **fields)]


def _check(books: Books, item: Suspense, assignment: Assignment) -> None:
    """Refuses what does not fit the direction, or lacks or has too many values."""
    purpose = assignment.purpose
    # A line that is done is looked at by what it was, for the same assignment may come again.
    fitting = _MONEY_IN if item.remaining >= 0 else _MONEY_OUT
    if item.remaining and purpose not in fitting:
        raise WrongDirection(item.ref, purpose, fitting)
    given = {
        "anggota": assignment.member,
        "produk": assignment.product,
        "akun": assignment.account,
        "catatan": assignment.entry,
    }
    for option, value in given.items():
        needed = option in _NEEDS[purpose]
        if needed != (value is not None):
            raise Incomplete(f"--sebagai {purpose}", f"--{option}", needed=needed)
    if purpose == "catatan" and assignment.amount is not None:
        raise Incomplete("--sebagai catatan", "--jumlah", needed=False)
    if purpose == "pindah":
        _check_other_side(books, item, assignment.account or "")


def _check_other_side(books: Books, item: Suspense, key: str) -> None:
    """Refuses to book the other side of a transfer that a statement booked already."""
    other = books.cash(key)
    chain = books.peek(BankChain, key)
    if other.type == "bank" and chain is not None and _booking_day(books, item) <= chain.end:
        raise OtherSideKnown(key, chain.end)


def _rest(book: Book, item: Suspense, assignment: Assignment) -> Decimal:
    """All that remains; of a line that is done, what it was, so that a repetition is recognised."""
    if item.remaining:
        return abs(item.remaining)
    past = book.journal.find(item.ref)
    if past is not None and isinstance(
        past.event, BankReceiptUnidentified | BankPaymentUnidentified
    ):
        return past.event.amount
    raise Incomplete(f"--sebagai {assignment.purpose}", "--jumlah", needed=True)


def _booking_day(books: Books, item: Suspense) -> date:
    """The line's own day, or the first that is open."""
    closed = books.period().closed_through
    if closed is None or month_of(item.date) > closed:
        return item.date
    return first_of_month(add_months(closed, 1))


def _ref(waiting: str, assignment: Assignment, amount: Decimal) -> str:
    """The same for the same assignment, so that repeating a command records nothing twice."""
    parts = (
        waiting,
        assignment.purpose,
        *(value or "" for value in assignment[1:5]),
        f"{amount:f}",
    )
    return f"TINJAU-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:16]}"


def _replace_entry(
    book: Book, books: Books, item: Suspense, entry: str, ref: str
) -> list[AnyEvent]:
    """The entry typed by hand, taken back and recorded anew as the explanation of this line.

    Raises:
        NotThatEntry: it is not of this amount, or has its bank line.
    """
    past = book.journal.find(entry)
    unmatched = _known(book, books, item.cash).unmatched.get(item.remaining, [])
    if past is None or entry not in [other.ref for other in unmatched]:
        raise NotThatEntry(entry, item.remaining)
    original = past.event
    day = _booking_day(books, item)
    undo = EventReversed(
        date=max(original.date, day),
        ref=f"{ref}-balik",
        target=entry,
        reason=f"sama dengan mutasi bank {item.ref}"[:500],
    )
    if isinstance(original, CashTransferred):
        side = "source" if original.target == item.cash else "target"
        kept = {side: getattr(original, side)}
        other = "target" if side == "source" else "source"
        again: AnyEvent = original.model_copy(
            update={
                **kept,
                other: None,
                "clears": item.ref,
                "ref": ref,
                "date": max(original.date, day),
                f"bank_ref_{other}": None,
            }
        )
    elif isinstance(original, MoneyEvent):
        again = original.model_copy(
            update={
                "via": None,
                "clears": item.ref,
                "ref": ref,
                "date": max(original.date, day),
                "bank_ref": None,
            }
        )
    else:
        raise NotThatEntry(entry, item.remaining)
    return [undo, again]
