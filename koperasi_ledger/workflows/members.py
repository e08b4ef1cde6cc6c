"""What the books know of members: who they are, what they hold, what they owe of simpanan wajib."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.model.policy.savings import SavingsPolicy
from koperasi_ledger.model.records import Deposit, Member, SavingsAccount, SavingsBlock
from koperasi_ledger.rules.dates import add_months, last_day, month_of, months_between
from koperasi_ledger.rules.errors import NoPolicy
from koperasi_ledger.rules.policies import bodies, savings_on
from koperasi_ledger.rules.savings import arrears
from koperasi_ledger.workflows.book import Book


class Holding(NamedTuple):
    """A voluntary savings account: the product's key, what is in it and what of it is blocked."""

    product: str
    balance: Decimal
    blocks: tuple[SavingsBlock, ...] = ()


class MemberView(NamedTuple):
    """A member with all savings; `paid_through` is the last month of wajib paid in full."""

    member: Member
    holdings: tuple[Holding, ...]
    paid_through: str
    deposits: tuple[Deposit, ...] = ()

    @property
    def voluntary(self) -> Decimal:
        """The sum of the voluntary savings, in rupiah."""
        return sum((held.balance for held in self.holdings), Decimal(0))


class Arrears(NamedTuple):
    """What an active member owes of simpanan wajib: months not fully paid, and their sum."""

    member: Member
    since: str
    months: int
    amount: Decimal


def member_view(book: Book, number: str, *, whole: bool = False) -> MemberView:
    """One member; reads only the member's own records and the products on offer.

    `whole`: with the deposits, for which those of all members are looked through.

    Raises:
        UnknownMember: nobody has this number.
    """
    books = book.journal.books()
    member = books.member(number)
    holdings = []
    for key in _products(books):
        account = books.peek(SavingsAccount, f"{number}:{key}")
        if account is not None:
            holdings.append(Holding(key, account.balance, account.blocks))
    return MemberView(
        member,
        tuple(holdings),
        add_months(member.due_month, -1),
        tuple(_deposits(books, number)) if whole else (),
    )


def _deposits(books: Books, number: str) -> Iterator[Deposit]:
    """The member's deposits that are running."""
    for deposit in books.all(Deposit):
        if deposit.member == number and deposit.status == "aktif":
            yield deposit


def savings_json(view: MemberView) -> dict[str, Any]:
    """What a member holds, for programs: amounts as text, months as YYYY-MM."""
    member = view.member
    return {
        "pokok": str(member.pokok),
        "wajib": str(member.wajib),
        "wajib_lunas_sampai": view.paid_through,
        "simpanan": {held.product: str(held.balance) for held in view.holdings},
        "diblokir": {
            held.product: str(sum((each.amount for each in held.blocks), Decimal(0)))
            for held in view.holdings
            if held.blocks
        },
        "berjangka": {item.number: str(item.balance) for item in view.deposits},
        "hak_belum_diambil": str(member.payable),
    }


def products(book: Book) -> list[str]:
    """The keys of all voluntary savings products that were ever offered."""
    return _products(book.journal.books())


def _products(books: Books) -> list[str]:
    """The keys of all products that any version of the policy offered."""
    policies = bodies(books.section("savings"), SavingsPolicy)
    return list(dict.fromkeys(item.key for policy in policies for item in policy.products))


def member_list(book: Book, status: str | None = None) -> list[MemberView]:
    """All members by number, or those of one status (`aktif`, `keluar`, `meninggal`)."""
    books = book.journal.books()
    held: dict[str, list[Holding]] = {}
    for account in books.all(SavingsAccount):
        held.setdefault(account.member, []).append(Holding(account.product, account.balance))
    return [
        MemberView(member, tuple(held.get(member.number, ())), add_months(member.due_month, -1))
        for member in books.all(Member)
        if status is None or member.status == status
    ]


def arrears_list(book: Book, through: str) -> list[Arrears]:
    """Active members who owe simpanan wajib up to and including a month, by number.

    Raises:
        NoPolicy: no savings policy was in force in a month that is due.
    """
    books = book.journal.books()
    section = books.section("savings")
    found = []
    for member in books.all(Member):
        if member.status != "aktif" or member.due_month > through:
            continue
        amount = arrears(member, section, through)
        if amount > 0:
            months = months_between(member.due_month, through) + 1
            found.append(Arrears(member, member.due_month, months, amount))
    return found


def arrears_of(book: Book, member: Member, today: date) -> Decimal:
    """What one active member owes up to this month; zero when no policy says how much."""
    section = book.journal.books().section("savings")
    try:
        savings_on(section, last_day(month_of(today)))
        return arrears(member, section, month_of(today))
    except NoPolicy:
        return Decimal(0)
