"""What the searches of the review's screen find, and how each answer shows."""

import textwrap
from collections.abc import Callable, Iterable
from typing import TypeAlias, TypeVar

from cli.koperasi_tinjau_daftar import Row
from cli.koperasi_tinjau_dialog import Found
from cli.koperasi_tinjau_kata import amount_words, part_words, plain
from cli.koperasi_umum import rupiah
from koperasi_ledger.books import Books
from koperasi_ledger.model.records import Member, Suspense
from koperasi_ledger.workflows import review_choices
from koperasi_ledger.workflows.bank_assignment import Assignment

T = TypeVar("T")
Find: TypeAlias = Callable[[str], list[Found[T]]]
"""From what was typed to what fits it, best first."""


def wrapped(text: str, width: int, first: str, others: str) -> list[str]:
    """The text in lines of this width, the first and the others with what stands before them."""
    return textwrap.wrap(
        text, max(8, width - 1), initial_indent=first, subsequent_indent=others
    ) or [first]


def row(head: str, note: str) -> Row:
    """A row of a search: what it is, and beneath what is said of it."""

    def lines(width: int) -> list[str]:
        found = wrapped(plain(head), width, "", "  ")
        return found + (wrapped(plain(note), width, "    ", "    ") if note else [])

    return lines


def members(books: Books) -> Find[Member]:
    """Members, by number or name."""

    def find(typed: str) -> list[Found[Member]]:
        return [
            Found(row(f"{m.number}  {m.name}", "" if m.status == "aktif" else m.status), m)
            for m in review_choices.members_like(books, typed)
        ]

    return find


def uses(books: Books, item: Suspense, member: str) -> Find[Assignment]:
    """What money of a member can be for; typing narrows it.

    Raises:
        UnknownMember.
    """
    told = []
    for use in review_choices.uses_of(books, item, member):
        part = use.assignment._replace(member=None)
        amount = "" if part.amount is None else f" {amount_words(part, item)}"
        told.append((f"{part_words(books, part, received=item.remaining > 0)}{amount}", use))
    return _narrowed(
        (f"{words} {use.reason}", Found(row(words, use.reason), use.assignment))
        for words, use in told
    )


def loans(books: Books) -> Find[Assignment]:
    """Running loans, by number or whose they are."""

    def find(typed: str) -> list[Found[Assignment]]:
        return [
            Found(
                row(
                    f"{loan.number}  {member.number} {member.name}",
                    f"sisa pokok {rupiah(loan.balance)}",
                ),
                Assignment("pinjaman", member.number, number=loan.number),
            )
            for loan, member in review_choices.loans_like(books, typed)
        ]

    return find


def accounts(books: Books, purpose: str) -> Find[Assignment]:
    """Accounts of the chart, by code, name or title."""

    def find(typed: str) -> list[Found[Assignment]]:
        return [
            Found(
                row(f"{account.code}  {account.title}", account.name),
                Assignment(purpose, account=account.name),
            )
            for account in review_choices.accounts_like(books, typed)
        ]

    return find


def transfers(books: Books, item: Suspense) -> Find[Assignment]:
    """The cooperative's other cash boxes and bank accounts."""
    return _narrowed(
        (
            f"{cash.short} {cash.name}",
            Found(
                row(
                    f"{cash.short}  {cash.name}",
                    f"{cash.bank} {cash.number}" if cash.type == "bank" else "kas",
                ),
                Assignment("pindah", account=cash.short),
            ),
        )
        for cash in review_choices.own_accounts(books, item)
    )


def opposites(item: Suspense, others: Iterable[Suspense]) -> Find[Assignment]:
    """Other waiting lines that cancel this one."""
    return _narrowed(
        (
            f"{other.date} {other.cash} {other.text}",
            Found(
                row(f"{other.date}  {other.cash}  {rupiah(other.remaining)}", other.text),
                Assignment("lawan", entry=other.ref),
            ),
        )
        for other in review_choices.opposite(item, others)
    )


def _narrowed(answers: Iterable[tuple[str, Found[T]]]) -> Find[T]:
    """A search among a few answers: those whose words hold what was typed."""
    known = [(text.casefold(), found) for text, found in answers]

    def find(typed: str) -> list[Found[T]]:
        return [found for text, found in known if typed.strip().casefold() in text]

    return find
