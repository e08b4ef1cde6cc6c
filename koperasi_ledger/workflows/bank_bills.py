"""Bills of a month: what members owe, and by which number or sum the bank will tell who paid."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.importers.bills import OpenBill, Part, bills_of, joined
from koperasi_ledger.model.events.bills import BillPart, UniqueCode, UniqueCodesIssued
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.policy.bank import BankPolicy, UniqueCodePolicy
from koperasi_ledger.model.records import CashAccount, IssuedCode, Member, Owed, VirtualAccount
from koperasi_ledger.model.records.bills import code_key
from koperasi_ledger.rules.bills import rests_until
from koperasi_ledger.rules.dates import day_name, last_day, month_name
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.workflows.bank_errors import CodesUsedUp, WhichAccount
from koperasi_ledger.workflows.bank_facts import account_name, bank_account, bank_accounts
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.recording import Session, Stamp
from koperasi_ledger.workflows.recording import session as open_session


class Bill(NamedTuple):
    """What one member is asked for; amounts in rupiah.

    `virtual` is the number to pay to, else `code` the unique code that `total` contains; neither
    where the policy has none. `paid` tells that the code's sum has come.
    """

    member: Member
    what: str
    amount: Decimal
    total: Decimal
    due: date
    virtual: str | None = None
    code: int | None = None
    expires: date | None = None
    paid: bool = False


class BillRun(NamedTuple):
    """The bills of a month, by member; `issued` counts the codes that are new."""

    account: CashAccount
    month: str
    bills: tuple[Bill, ...]
    issued: int


def bill_month(
    book: Book, month: str, key: str | None, stamp: Stamp, *, keep: bool = True
) -> BillRun:
    """The bills of a month (`YYYY-MM`), to be paid into one bank account.

    Whoever was given a code for the month keeps it, however often this is asked; who owes something
    since then gets the next free one. Without `keep` nothing is recorded.

    Raises:
        WhichAccount: there are several bank accounts, or none.
        CodesUsedUp: more members owe the same sum than the policy has codes for.
    """
    with open_session(book, stamp, keep=keep) as session:
        books = session.recording.books
        account = _account(books, key)
        before = {
            item.member: item
            for item in books.all(IssuedCode)
            if item.account == account.short and item.month == month
        }
        owed = list(_owed(books, month, before))
        policy = body_on(books.section("bank"), BankPolicy, session.today)
        terms = policy.unique_codes if policy is not None else None
        new: dict[str, UniqueCode] = {}
        if policy is not None and terms is not None:
            new = _allocate(books, account, owed, (policy, terms, session.today))
            if new:
                _issue(session, account, month, list(new.values()), terms)
        bills = [_coded(books, before[number]) for number in before]
        bills += [_bill(books, account, item, new) for item in owed]
    bills.sort(key=lambda bill: bill.member.number)
    return BillRun(account, month, tuple(bills), len(new))


def _account(books: Books, key: str | None) -> CashAccount:
    if key is not None:
        return bank_account(books, key)
    found = bank_accounts(books)
    if len(found) != 1:
        raise WhichAccount([account_name(item) for item in found])
    return found[0]


class _Owed(NamedTuple):
    """A member without a code for the month, with the open bills; and the VA number, if any."""

    member: Member
    bills: tuple[OpenBill, ...]
    virtual: str | None

    @property
    def parts(self) -> list[Part]:
        return joined([bill.part for bill in self.bills])

    @property
    def amount(self) -> Decimal:
        return sum((bill.part.amount for bill in self.bills), Decimal(0))


def _owed(books: Books, month: str, before: dict[str, IssuedCode]) -> Iterator[_Owed]:
    """Who owes something and has no code yet.

    A number for simpanan wajib takes whatever comes for that: it is not told to a member who owes
    an instalment as well.
    """
    virtual: dict[str, dict[str, str]] = {"tagihan": {}, "wajib": {}}
    for item in books.all(VirtualAccount):
        virtual.setdefault(item.purpose, {})[item.member] = item.number
    for member in books.all(Member):
        bills = bills_of(books, member.number, last_day(month))
        if member.number in before or not bills:
            continue
        number = virtual["tagihan"].get(member.number)
        if number is None and {bill.part.purpose for bill in bills} == {"wajib"}:
            number = virtual["wajib"].get(member.number)
        yield _Owed(member, tuple(bills), number)


def _allocate(
    books: Books,
    account: CashAccount,
    owed: Sequence[_Owed],
    by: tuple[BankPolicy, UniqueCodePolicy, date],
) -> dict[str, UniqueCode]:
    """The lowest free code for each member without a virtual account number."""
    policy, terms, today = by
    taken: set[Decimal] = set()
    lowest: dict[Decimal, int] = {}
    found: dict[str, UniqueCode] = {}
    for item in owed:
        if item.virtual is not None:
            continue
        for code in range(lowest.get(item.amount, 1), terms.largest + 1):
            total = item.amount + code
            earlier = books.peek(IssuedCode, code_key(account.short, total))
            resting = earlier is not None and today <= rests_until(earlier, policy)
            if total not in taken and not resting:
                break
        else:
            raise CodesUsedUp(account.short, item.amount, terms.largest)
        lowest[item.amount] = code + 1
        taken.add(total)
        parts = tuple(
            BillPart(
                purpose=part.purpose,  # type: ignore[arg-type] # a provider's own word
                member=part.member,
                amount=part.amount,
                number=part.number,
            )
            for part in item.parts
        )
        found[item.member.number] = UniqueCode(code=code, parts=parts)
    return found


def _issue(
    session: Session,
    account: CashAccount,
    month: str,
    codes: Sequence[UniqueCode],
    terms: UniqueCodePolicy,
) -> None:
    base, number = f"TAGIHAN-{account.short}-{month}", 1
    while session.recording.bodies([f"{base}-{number}"]):
        number += 1
    session.add(
        UniqueCodesIssued(
            date=session.today,
            ref=f"{base}-{number}",
            account=account.short,
            month=month,
            expires=session.today + timedelta(days=terms.days),
            codes=tuple(codes),
        )
    )


_NAMES = {"wajib": "simpanan wajib", "pinjaman": "angsuran", "toko": "belanja toko"}


def _what(parts: Iterable[Part | Owed]) -> str:
    """The parts of a bill as a member reads them."""
    return ", ".join(
        f"{' '.join(filter(None, (_NAMES.get(part.purpose, part.purpose), part.number)))}"
        f" Rp{format_rupiah(part.amount)}"
        for part in parts
    )


def _coded(books: Books, code: IssuedCode) -> Bill:
    """The bill as it was issued, paid or not."""
    amount = code.total - code.code
    return Bill(
        books.member(code.member),
        _what(code.parts),
        amount,
        code.total,
        last_day(code.month),
        code=code.code,
        expires=code.expires,
        paid=code.used is not None,
    )


def _bill(books: Books, account: CashAccount, item: _Owed, new: dict[str, UniqueCode]) -> Bill:
    given = new.get(item.member.number)
    if given is not None:
        issued = books.peek(IssuedCode, code_key(account.short, given.total))
        if issued is not None:
            return _coded(books, issued)
    due = max(bill.due for bill in item.bills)
    return Bill(item.member, _what(item.parts), item.amount, item.amount, due, virtual=item.virtual)


def message(run: BillRun, bill: Bill, cooperative: str) -> str:
    """What the member is told, for example by WhatsApp."""
    to = f"{run.account.bank} {run.account.number}"
    how = f"transfer tepat Rp{format_rupiah(bill.total)} ke {to}"
    if bill.virtual is not None:
        how = f"bayar tepat Rp{format_rupiah(bill.total)} ke virtual account {bill.virtual}"
    elif bill.code is not None:
        how += f" (sudah termasuk kode unik {bill.code})"
    last = bill.expires or bill.due
    return (
        f"Yth. {bill.member.name} ({bill.member.number}), tagihan {month_name(run.month)}:"
        f" {bill.what}. Mohon {how}, paling lambat {day_name(last)}. {cooperative}"
    )
