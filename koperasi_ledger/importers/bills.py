"""What members owe and a bank line may pay: open bills, by whoever knows of them.

A subject that bills members adds a `Provider` to `PROVIDERS`; matching, billing and the review of
waiting money then know its bills and how they are paid.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Any, NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.model.events import (
    AnyEvent,
    LoanRepaid,
    ReceivablePaid,
    SavingsDeposited,
    SimpananPokokPaid,
    SimpananWajibPaid,
)
from koperasi_ledger.model.policy.savings import SavingsPolicy
from koperasi_ledger.model.records import Member
from koperasi_ledger.model.records.loans import Borrower, Loan, LoanPayments, LoanPlan
from koperasi_ledger.model.records.sales import Debtor
from koperasi_ledger.rules.dates import add_months, day_name, last_day, month_name, month_of
from koperasi_ledger.rules.loans.position import position
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.rules.savings import wajib_due


class Part(NamedTuple):
    """What a part of a payment is for; `number` is the loan, the invoice or the product."""

    purpose: str
    member: str
    amount: Decimal
    number: str | None = None


class OpenBill(NamedTuple):
    """Something a member owes: `what` tells it in words, `due` is the last day to pay it."""

    part: Part
    what: str
    due: dt.date


class Provider(NamedTuple):
    """Who knows the bills of one purpose.

    `of_member` gives a member's bills that are due by the end of a day's month, oldest first;
    `numbers` whose number in a bank text names a bill's loan or invoice (number -> member); `pay`
    the event that pays a part, from what every payment is told (date, ref, and where the money is).
    """

    of_member: Callable[[Books, Member, dt.date], Sequence[OpenBill]]
    numbers: Callable[[Books], Mapping[str, str]]
    pay: Callable[[Part, Mapping[str, Any]], AnyEvent]


def _wajib_bills(books: Books, member: Member, day: dt.date) -> list[OpenBill]:
    """The months of simpanan wajib that a member has not fully paid, through the day's month."""
    section = books.section("savings")
    bills: list[OpenBill] = []
    month, paid = member.due_month, member.due_paid
    while member.status == "aktif" and month <= month_of(day):
        last = last_day(month)
        if body_on(section, SavingsPolicy, last) is None:
            break
        owed = wajib_due(section, month) - paid
        if owed > 0:
            part = Part("wajib", member.number, owed)
            bills.append(OpenBill(part, f"simpanan wajib {month_name(month)}", last))
        month, paid = add_months(month, 1), Decimal(0)
    return bills


def _pay_wajib(part: Part, told: Mapping[str, Any]) -> AnyEvent:
    return SimpananWajibPaid(member=part.member, amount=part.amount, **told)


def _no_numbers(books: Books) -> Mapping[str, str]:
    del books
    return {}


def _loan_bills(books: Books, member: Member, day: dt.date) -> list[OpenBill]:
    """The unpaid instalments of a member's loans through the day's month.

    Denda is not billed: it grows by the day, and a payment that is short of it is still one. What
    is kept as titipan of a loan is taken off its oldest instalments.
    """
    borrower = books.peek(Borrower, member.number)
    found = (books.peek(Loan, number) for number in (borrower.loans if borrower else ()))
    bills: list[OpenBill] = []
    for loan in found:
        if loan is not None and loan.status == "berjalan":
            bills += _less(_instalments(books, loan, last_day(month_of(day))), loan.held)
    return bills


def _instalments(books: Books, loan: Loan, until: dt.date) -> list[OpenBill]:
    key = f"{loan.number}:{loan.version}"
    plan, paid = books.peek(LoanPlan, key), books.peek(LoanPayments, key)
    if plan is None or paid is None:
        return []
    at = position(plan, paid.moves, loan.product, until, denda=False)
    sums = [(row.due, row.principal + row.interest) for row in at.open_rows if row.due <= until]
    if at.carried and at.carried_due <= until:
        sums = sorted([(at.carried_due, at.carried), *sums])
    return [
        OpenBill(
            Part("pinjaman", loan.member, amount, loan.number),
            f"angsuran {loan.number} {day_name(on_day)}",
            on_day,
        )
        for on_day, amount in sums
        if amount > 0
    ]


def _less(bills: Sequence[OpenBill], held: Decimal) -> list[OpenBill]:
    """The bills without what is paid of them already, the oldest first."""
    left: list[OpenBill] = []
    for bill in bills:
        amount = bill.part.amount - min(held, bill.part.amount)
        held -= bill.part.amount - amount
        if amount:
            left.append(bill._replace(part=bill.part._replace(amount=amount)))
    return left


def _loan_numbers(books: Books) -> Mapping[str, str]:
    return {loan.number: loan.member for loan in books.all(Loan) if loan.status == "berjalan"}


def _pay_loan(part: Part, told: Mapping[str, Any]) -> AnyEvent:
    return LoanRepaid(loan=part.number or "", amount=part.amount, **told)


def _store_bills(books: Books, member: Member, day: dt.date) -> list[OpenBill]:
    """What a member owes the store and is due by the end of the day's month, by its due dates.

    Bills are paid in the order of their due dates whatever is said, so they have no numbers.
    """
    debtor = books.peek(Debtor, member.number)
    until = last_day(month_of(day))
    due: dict[dt.date, Decimal] = {}
    for bill in debtor.bills.values() if debtor is not None else ():
        if bill.due <= until:
            due[bill.due] = due.get(bill.due, Decimal(0)) + bill.remaining
    return [
        OpenBill(Part("toko", member.number, amount), f"belanja toko {day_name(on_day)}", on_day)
        for on_day, amount in sorted(due.items())
    ]


def _pay_store(part: Part, told: Mapping[str, Any]) -> AnyEvent:
    return ReceivablePaid(member=part.member, amount=part.amount, **told)


PROVIDERS: dict[str, Provider] = {
    "wajib": Provider(_wajib_bills, _no_numbers, _pay_wajib),
    "pinjaman": Provider(_loan_bills, _loan_numbers, _pay_loan),
    "toko": Provider(_store_bills, _no_numbers, _pay_store),
}
"""Who bills members, by the purpose that their parts have."""


def pay(part: Part, told: Mapping[str, Any]) -> AnyEvent:
    """The event that pays a part: a bill of a provider, or savings that nobody bills."""
    if part.purpose == "pokok":
        return SimpananPokokPaid(member=part.member, amount=part.amount, **told)
    if part.purpose == "simpanan":
        product = part.number or ""
        return SavingsDeposited(member=part.member, amount=part.amount, product=product, **told)
    return PROVIDERS[part.purpose].pay(part, told)


def bills_of(books: Books, member: str, day: dt.date) -> list[OpenBill]:
    """All open bills of a member by a day's month, oldest first; equal days by their purpose."""
    found = books.peek(Member, member)
    if found is None:
        return []
    bills = [bill for name in PROVIDERS for bill in PROVIDERS[name].of_member(books, found, day)]
    return sorted(bills, key=lambda bill: (bill.due, bill.part.purpose, bill.part.number or ""))


def exactly(bills: Sequence[OpenBill], amount: Decimal) -> list[OpenBill]:
    """The oldest bills that add up to the amount exactly; none when no number of them does."""
    for count, total in enumerate(accumulate(bill.part.amount for bill in bills), 1):
        if total == amount:
            return list(bills[:count])
    return []


def joined(parts: Sequence[Part]) -> list[Part]:
    """Parts of one purpose, member and number as one, in the order of their first."""
    sums: dict[tuple[str, str, str | None], Decimal] = {}
    for part in parts:
        key = (part.purpose, part.member, part.number)
        sums[key] = sums.get(key, Decimal(0)) + part.amount
    return [
        Part(purpose, member, total, number) for (purpose, member, number), total in sums.items()
    ]
