"""What money that waits in Titipan may be: ranked suggestions, each with its reason."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.importers.bills import Part, bills_of
from koperasi_ledger.importers.hints import Hints
from koperasi_ledger.importers.matching import (
    Facts,
    Found,
    NewLine,
    by_bill_number,
    by_member_number,
    by_rule,
    by_virtual_account,
)
from koperasi_ledger.importers.pairing import WINDOW_DAYS, HandEntry
from koperasi_ledger.model.policy.savings import SavingsPolicy
from koperasi_ledger.model.records import Member, Suspense
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.workflows.bank_assignment import Assignment, purposes
from koperasi_ledger.workflows.bank_facts import facts_of, hand_entries
from koperasi_ledger.workflows.bank_hints import learned
from koperasi_ledger.workflows.bank_store import store_payments
from koperasi_ledger.workflows.book import Book

_NEAR_DAYS = 3 * WINDOW_DAYS
_MOST_NAMES = 5
_MOST_MONTHS = 24
# Payers add up to three digits of their own so that equal amounts can be told apart (kode unik).
_UNIQUE_CODE = 1_000


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
    hints = learned(book, books) if found else None
    waiting = []
    for item in found:
        ranked = _suggest(books, item, known[item.cash])
        ranked += _other_side(item, found)
        ranked += _hinted(item, hints) if hints is not None else []
        waiting.append(Waiting(item, tuple(_each_once(ranked))))
    return waiting


def _each_once(ranked: Sequence[Suggestion]) -> list[Suggestion]:
    """The suggestions without those that say again what a better one said."""
    first: dict[Assignment, Suggestion] = {}
    for suggestion in ranked:
        first.setdefault(suggestion.assignment, suggestion)
    return list(first.values())


def _other_side(item: Suspense, found: Sequence[Suspense]) -> list[Suggestion]:
    """Other waiting lines of the opposite amount: a transfer's other side, or a correction."""
    return [
        Suggestion(
            Assignment("lawan", entry=other.ref),
            f"titipan {other.cash} {other.date} sebesar ini, arah sebaliknya",
        )
        for other in found
        if other.remaining == -item.remaining and abs((other.date - item.date).days) <= WINDOW_DAYS
    ]


def _hinted(item: Suspense, hints: Hints) -> list[Suggestion]:
    """What lines with such words were before; only what fits the direction of the money."""
    fitting = purposes(received=item.remaining > 0)
    return [
        Suggestion(
            Assignment(hint.label.purpose, *hint.label[1:]),
            f"karena {hint.lines} titipan dengan kata “{hint.words[0].upper()}” dahulu demikian",
        )
        for hint in hints.rank(item.text)
        if hint.label.purpose in fitting
    ]


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
        for look in (by_virtual_account, by_member_number, by_bill_number):
            found = look(line, facts, policy)
            ranked += _told_by(found, item.remaining, terms)
        ranked += _by_people(item, facts, terms)
    ranked += [Suggestion(each.assignment, each.reason) for each in store_payments(books, item)]
    uncapped = policy.model_copy(
        update={"rules": tuple(r.model_copy(update={"maximum": None}) for r in policy.rules)}
    )
    rule, reason = by_rule(line, uncapped)
    if rule is not None:
        purpose = "penerimaan" if item.remaining > 0 else "pengeluaran"
        ranked.append(Suggestion(Assignment(purpose, account=rule.account), reason))
    return ranked


def _told_by(found: Found, remaining: Decimal, terms: SavingsPolicy | None) -> list[Suggestion]:
    """What a key in the text says, part by part."""
    parts = found.parts or ()
    return [
        Suggestion(_part_of(part, remaining), found.reason)
        for part in parts
        if not _broken_month(part, terms)
    ]


def _part_of(part: Part, remaining: Decimal) -> Assignment:
    amount = None if part.amount == remaining else part.amount
    if part.purpose == "simpanan":
        return Assignment("simpanan", part.member, part.number, amount=amount)
    return Assignment(part.purpose, part.member, amount=amount, number=part.number)


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


def _broken_month(part: Part, terms: SavingsPolicy | None) -> bool:
    """Whether this would end within a month of dues where the policy wants whole months."""
    whole = terms is not None and not terms.wajib_partial
    return part.purpose == "wajib" and whole and bool(terms and part.amount % terms.wajib)


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
            suggestions += _billed(item, facts, number, why)
            suggestions += _by_amount(item.remaining, member, why, terms)
    return suggestions


def _billed(item: Suspense, facts: Facts, number: str, why: str) -> list[Suggestion]:
    """Open bills of this sum, or of all but a unique code; simpanan wajib comes by months."""
    bills = [
        bill
        for bill in bills_of(facts.books, number, item.date)
        if bill.part.purpose != "wajib" and 0 <= item.remaining - bill.part.amount < _UNIQUE_CODE
    ]
    return [
        Suggestion(
            _part_of(bill.part, item.remaining), f"{why}; {bill.what}, jatuh tempo {bill.due}"
        )
        for bill in bills
    ]


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
