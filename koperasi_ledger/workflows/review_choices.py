"""What a reviewer can look up for a waiting bank line: members, loans, accounts, other lines."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.importers.bills import bills_of
from koperasi_ledger.importers.people import WORD
from koperasi_ledger.model.accounts import BANK_PARENT, CASH_PARENT, Account
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.policy.savings import SavingsPolicy
from koperasi_ledger.model.records import CashAccount, Loan, Member, Suspense
from koperasi_ledger.rules.check_digit import compact
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.workflows.bank_assignment import Assignment
from koperasi_ledger.workflows.bank_suggest import Suggestion

MOST = 100
"""How many answers a search gives; whoever wants others types more of the word."""


class LoanOf(NamedTuple):
    """A running loan and whose it is."""

    loan: Loan
    member: Member


def members_like(books: Books, typed: str) -> list[Member]:
    """Members by number or by the beginnings of the words of their name; all for an empty text.

    Those whose number is typed come first, then those still active, by number.
    """
    number = compact(typed.strip().upper()) if typed.strip() else ""
    found = [
        member
        for member in books.all(Member)
        if (number and compact(member.number).startswith(number))
        or (number and number.isdigit() and compact(member.number).endswith(number))
        or _fits(typed, member.name)
    ]
    found.sort(
        key=lambda member: (
            compact(member.number) != number,
            member.status != "aktif",
            member.number,
        )
    )
    return found[:MOST]


def uses_of(books: Books, item: Suspense, number: str) -> list[Suggestion]:
    """What money of a member can be: open bills, instalments, dues, savings; or a withdrawal.

    Raises:
        UnknownMember.
    """
    member = books.member(number)
    terms = body_on(books.section("savings"), SavingsPolicy, item.date)
    products = terms.products if terms is not None else ()
    savings = [
        Suggestion(Assignment("simpanan", number, product.key), product.name)
        for product in products
    ]
    if item.remaining < 0:
        return savings
    found = _bills(books, item, number)
    found += [
        Suggestion(
            Assignment("pinjaman", number, number=loan.number),
            f"sisa pokok Rp{format_rupiah(loan.balance)}",
        )
        for loan in books.all(Loan)
        if loan.member == number and loan.status == "berjalan"
    ]
    if terms is not None:
        if not member.pokok and terms.pokok <= item.remaining:
            part = Assignment("pokok", number, amount=terms.pokok)
            found.append(Suggestion(part, "belum membayar simpanan pokok"))
        monthly = f"Rp{format_rupiah(terms.wajib)} sebulan, dibayar sejak {member.due_month}"
        found.append(Suggestion(Assignment("wajib", number), monthly))
    return found + savings


def _bills(books: Books, item: Suspense, number: str) -> list[Suggestion]:
    """The member's open bills: the oldest of each kind, the two oldest, and so on."""
    sums: dict[tuple[str, str | None], tuple[int, Decimal]] = {}
    found = []
    for bill in bills_of(books, number, item.date):
        part = bill.part
        key = (part.purpose, part.number)
        count, total = sums.get(key, (0, Decimal(0)))
        count, total = sums[key] = (count + 1, total + part.amount)
        several = f"{count} tagihan s.d. " if count > 1 else ""
        if total <= item.remaining:
            found.append(
                Suggestion(
                    Assignment(part.purpose, number, amount=total, number=part.number),
                    f"{several}{bill.what}, jatuh tempo {bill.due}",
                )
            )
    return found[:MOST]


def loans_like(books: Books, typed: str) -> list[LoanOf]:
    """Running loans by their number, or by the number or name of the member."""
    found = []
    for loan in books.all(Loan):
        if loan.status != "berjalan":
            continue
        member = books.member(loan.member)
        if _fits(typed, f"{loan.number} {compact(loan.number)} {member.number} {member.name}"):
            found.append(LoanOf(loan, member))
    return found[:MOST]


def accounts_like(books: Books, typed: str) -> list[Account]:
    """Accounts that a receipt or payment may name, by code, name or title."""
    return [
        account
        for account in books.chart().values()
        if not account.control
        and not account.name.startswith((f"{CASH_PARENT}:", f"{BANK_PARENT}:"))
        and (
            account.code.startswith(typed.strip())
            or _fits(typed, f"{account.name} {account.title}")
            or (len(typed.strip()) > 2 and typed.strip().casefold() in account.name.casefold())
        )
    ][:MOST]


def own_accounts(books: Books, item: Suspense) -> list[CashAccount]:
    """The cooperative's other cash boxes and bank accounts."""
    return [cash for cash in books.all(CashAccount) if cash.short != item.cash]


def opposite(item: Suspense, others: Iterable[Suspense]) -> list[Suspense]:
    """Other waiting lines of the same sum in the other direction, nearest in time first."""
    found = [other for other in others if other.remaining == -item.remaining]
    return sorted(found, key=lambda other: (abs((other.date - item.date).days), other.ref))[:MOST]


def _fits(typed: str, text: str) -> bool:
    """Whether every typed word begins a word of the text, whatever the case."""
    wanted = WORD.findall(typed.casefold())
    words = WORD.findall(text.casefold())
    if not wanted:
        return not typed.strip()
    return all(any(word.startswith(part) for word in words) for part in wanted)
