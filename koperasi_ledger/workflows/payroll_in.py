"""Payroll deduction, in: what was really deducted becomes simpanan wajib and instalments.

All rows or none. Every part has a ref of its month, member or loan, so that the same file again
changes nothing, and another sum for the same member is refused instead of booked twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.importers.bills import Part, bills_of, pay
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.events import AnyEvent, from_canonical
from koperasi_ledger.model.policy.savings import SavingsPolicy
from koperasi_ledger.model.records import Member, Reversal, Roster, Suspense
from koperasi_ledger.model.records.loans import Loan
from koperasi_ledger.rules.dates import last_day
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.payroll_errors import (
    BadPayrollRow,
    DeductedOtherwise,
    DeductedTooMuch,
    InRoster,
    NothingFits,
    OneWayIn,
    TotalDiffers,
)
from koperasi_ledger.workflows.payroll_file import Deduction, Deductions
from koperasi_ledger.workflows.recording import Session, Stamp, session

_LISTED = 100
ROSTER_REF = "DAFTAR-PG-"
"""How the ref of a roster begins that was made of a payroll list; its month follows."""


class Money(NamedTuple):
    """Where the transfer is, on which day, and how much it was if that is known.

    `via` a cash or bank account, or `clears` what waits in Titipan. `surplus` is the voluntary
    product that takes what is more than the bills.
    """

    day: date | None = None
    via: str | None = None
    clears: str | None = None
    amount: Decimal | None = None
    surplus: str | None = None


class Booked(NamedTuple):
    """What one row became; `known` when the journal had all of it."""

    deduction: Deduction
    name: str
    parts: tuple[Part, ...]
    known: bool


class _Desk(NamedTuple):
    """A list being booked: the transaction, the month, the money, and every member's loans."""

    under_way: Session
    month: str
    money: Money
    day: date
    loans: defaultdict[str, list[str]]

    @property
    def books(self) -> Books:
        return self.under_way.recording.books

    @classmethod
    def of(cls, under_way: Session, month: str, money: Money) -> "_Desk":
        loans: defaultdict[str, list[str]] = defaultdict(list)
        for loan in under_way.recording.books.all(Loan):
            loans[loan.member].append(loan.number)
        return cls(under_way, month, money, money.day or under_way.today, loans)


class PayrollRun(NamedTuple):
    """A whole list: `new` counts the events recorded, `known` those that were there before."""

    month: str
    rows: tuple[Booked, ...]
    total: Decimal
    new: int
    known: int


def record_deductions(
    book: Book, found: Deductions, money: Money, stamp: Stamp, *, keep: bool = True
) -> PayrollRun:
    """Books a payroll list; without `keep` it is tried and undone.

    Raises:
        OneWayIn, TotalDiffers: where the money is is not told, or it is another sum.
        Refusal, Refusals: rows that cannot be booked; all that were found are listed.
    """
    if (money.via is None) == (money.clears is None):
        raise OneWayIn
    if money.amount is not None and money.amount != found.total:
        raise TotalDiffers(found.total, money.amount, "transfernya")
    mistakes: list[Refusal] = []
    rows: list[Booked] = []
    with session(book, stamp, keep=keep) as under_way:
        desk = _Desk.of(under_way, found.month, money)
        listed = announced(desk.books, found.month, under_way.today)
        for deduction in found.rows:
            try:
                if deduction.member in listed and deduction.amount:
                    ref = listed[deduction.member]
                    mistakes.append(InRoster(deduction.row, deduction.member, found.month, ref))
                    continue
                rows.append(_book(desk, deduction))
            except Refusals as several:
                mistakes += [_placed(item, deduction) for item in several.items]
            except Refusal as refusal:
                mistakes.append(_placed(refusal, deduction))
            if len(mistakes) >= _LISTED:
                break
        if not mistakes:
            mistakes += _check_suspense(under_way.recording.books, rows, money)
        if mistakes:
            raise mistakes[0] if len(mistakes) == 1 else Refusals(mistakes)
    return PayrollRun(found.month, tuple(rows), found.total, under_way.new, under_way.known)


def _placed(refusal: Refusal, deduction: Deduction) -> Refusal:
    if not isinstance(refusal, BadPayrollRow):
        place = f"baris {deduction.row} ({deduction.member})"
        refusal.where = f"{place}, {refusal.where}" if refusal.where else place
    return refusal


def _check_suspense(books: Books, rows: list[Booked], money: Money) -> Iterator[Refusal]:
    """A transfer that waits must be used up by the list that it paid."""
    if money.clears is None or all(row.known for row in rows):
        return
    waiting = books.peek(Suspense, money.clears)
    if waiting is not None and waiting.remaining:
        booked = sum((row.deduction.amount for row in rows), Decimal(0))
        yield TotalDiffers(booked, booked + waiting.remaining, f"yang menunggu di {money.clears}")


def _book(desk: _Desk, deduction: Deduction) -> Booked:
    member = desk.books.member(deduction.member)
    before = list(_standing(desk, member))
    if before:
        amount = sum((getattr(event, "amount", Decimal(0)) for event in before), Decimal(0))
        if amount != deduction.amount:
            raise DeductedOtherwise(
                deduction.row, member.number, desk.month, amount, deduction.amount
            )
        desk.under_way.known += len(before)
        return Booked(deduction, member.name, (), known=True)
    parts = allotted(desk.books, member, desk.month, deduction, desk.money.surplus)
    for part in parts:
        told: dict[str, Any] = {
            "date": desk.day,
            "ref": _free(desk, _base(desk.month, part)),
            "via": desk.money.via,
            "clears": desk.money.clears,
        }
        desk.under_way.add(pay(part, told))
    return Booked(deduction, member.name, tuple(parts), known=False)


def _base(month: str, part: Part) -> str:
    """How the ref of a part begins: of the month, and of the loan or the member."""
    if part.purpose == "pinjaman":
        return f"PG-{month}-{part.number}"
    what = {"wajib": "W", "toko": "T"}.get(part.purpose, "S")
    return f"PG-{month}-{part.member}-{what}"


def _free(desk: _Desk, base: str) -> str:
    """The first ref of this base that was not reversed: it stands in the journal, or is unused."""
    number = 1
    while desk.books.peek(Reversal, f"{base}-{number}") is not None:
        number += 1
    return f"{base}-{number}"


def deducted_before(under_way: Session, month: str, members: Iterable[Member]) -> set[str]:
    """The members of whom a deduction of the month is booked already."""
    desk = _Desk.of(under_way, month, Money())
    return {member.number for member in members if any(_standing(desk, member))}


def announced(books: Books, month: str, today: date) -> dict[str, str]:
    """The members whose deduction of a month is in a roster, with its ref.

    A roster counts while its transfer may still come, and once it has come.
    """
    return {
        part.member: roster.ref
        for roster in books.all(Roster)
        if roster.ref.startswith(f"{ROSTER_REF}{month}-")
        and (roster.used is not None or today <= roster.expires)
        for part in roster.parts
    }


def _standing(desk: _Desk, member: Member) -> Iterator[AnyEvent]:
    """What stands in the journal as deducted from the member for the month.

    Loans that ended count too: a deduction may have paid the last instalment.
    """
    nothing = Decimal(0)
    own = [Part(name, member.number, nothing) for name in ("wajib", "simpanan", "toko")]
    own += [Part("pinjaman", member.number, nothing, loan) for loan in desk.loans[member.number]]
    refs = [_free(desk, _base(desk.month, part)) for part in own]
    found = desk.under_way.recording.bodies(refs)
    for ref in refs:
        body = found.get(ref)
        if body is not None:
            yield from_canonical(body)


def allotted(
    books: Books, member: Member, month: str, deduction: Deduction, surplus: str | None
) -> list[Part]:
    """What a deduction pays: the oldest bills first; of equal days instalments before wajib.

    A month of simpanan wajib that is not covered is left where the policy wants whole months.

    Raises:
        DeductedTooMuch, NothingFits: something is left, and no product was named to take it.
    """
    bills = bills_of(books, member.number, last_day(month))
    policy = body_on(books.section("savings"), SavingsPolicy, last_day(month))
    whole_months = policy is not None and not policy.wajib_partial
    sums: dict[tuple[str, str | None], Decimal] = {}
    rest, stuck = deduction.amount, False
    for bill in bills:
        part = bill.part
        pays = min(rest, part.amount)
        if part.purpose == "wajib" and (stuck or (whole_months and pays < part.amount)):
            # Months are paid in their order: after one that is left, later ones are left too.
            stuck = True
            continue
        if pays:
            key = (part.purpose, part.number)
            sums[key] = sums.get(key, Decimal(0)) + pays
            rest -= pays
    if rest:
        if surplus is None:
            owed = sum((bill.part.amount for bill in bills), Decimal(0))
            if deduction.amount > owed:
                raise DeductedTooMuch(deduction.row, member.number, deduction.amount, owed)
            raise NothingFits(deduction.row, member.number, rest)
        sums["simpanan", surplus] = rest
    return [
        Part(purpose, member.number, amount, number) for (purpose, number), amount in sums.items()
    ]
