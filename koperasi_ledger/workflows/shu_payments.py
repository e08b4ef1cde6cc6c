"""Paying members' shares of the SHU: one of them, or all that wait; and what nobody took."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pydantic import ValidationError

from koperasi_ledger.books import Books
from koperasi_ledger.engine.shares import decided_years
from koperasi_ledger.importers.bills import Part, joined
from koperasi_ledger.importers.bills import pay as pay_part
from koperasi_ledger.model.errors import Refusals
from koperasi_ledger.model.events import AnyEvent, ShareLapsed, SharePaid
from koperasi_ledger.model.policy.savings import SavingsPolicy
from koperasi_ledger.model.policy.shu import ShuPolicy
from koperasi_ledger.model.records import Member, ShuShare
from koperasi_ledger.rules.dates import add_months, month_of
from koperasi_ledger.rules.errors.shu import NoShare, NotLapsedYet, PaidBeforeMeeting
from koperasi_ledger.rules.loans.position import position
from koperasi_ledger.rules.policies import body_on, in_force, product_of, savings_on
from koperasi_ledger.rules.savings import arrears, wajib_due
from koperasi_ledger.rules.shu_decision import lapses_on
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.loan_views import due_list
from koperasi_ledger.workflows.reading import field_errors
from koperasi_ledger.workflows.recording import Recorded, Stamp, record_events
from koperasi_ledger.workflows.shu_decided import decided_on
from koperasi_ledger.workflows.store_debts import receivable_rows

_ZERO = Decimal(0)


class ShareState(NamedTuple):
    """A member's share of a year, and what of it was paid; rupiah."""

    member: Member
    amount: Decimal
    paid: Decimal

    @property
    def left(self) -> Decimal:
        """What is still to be paid."""
        return self.amount - self.paid


class Payment(NamedTuple):
    """How a share is to be paid: `wajib` and `debts` pay what is owed, the rest is money."""

    member: Member
    amount: Decimal
    wajib: Decimal
    debts: tuple[Part, ...] = ()

    @property
    def offset(self) -> Decimal:
        """What of it pays what the member owes."""
        return sum((debt.amount for debt in self.debts), self.wajib)


class PaymentRun(NamedTuple):
    """What is paid of a year's shares; `skipped` are left waiting, with the reason."""

    year: int
    payments: tuple[Payment, ...]
    skipped: tuple[tuple[ShareState, str], ...]

    @property
    def total(self) -> Decimal:
        """All of it."""
        return sum((each.amount for each in self.payments), _ZERO)

    @property
    def offset(self) -> Decimal:
        """What of it pays what members owe."""
        return sum((each.offset for each in self.payments), _ZERO)


def shares_of(book: Book, year: int) -> tuple[ShareState, ...]:
    """Every member's share of a year, by number; empty before the meeting decided."""
    books = book.journal.books()
    return tuple(
        ShareState(books.member(share.member), share.amount, share.paid)
        for share in books.all(ShuShare)
        if share.year == year
    )


def plan_payments(
    book: Book,
    year: int,
    day: date,
    *,
    member: str | None = None,
    savings: str | None = None,
    offset: bool = False,
) -> PaymentRun:
    """The payment of all shares that wait, or of one member's; nothing is recorded.

    With `offset` what is owed on `day` is paid first: simpanan wajib, in whole months where the
    policy asks for them, then loans (denda too), the longest overdue first, then the store's bills
    that are due (practice; setting off: KUHPerdata Ps. 1425). Who died needs an heir who signs, who
    left cannot be paid into savings: both are skipped in a run over all.

    Raises:
        ShuNotDecided, NoShare: nobody has one, or the member has none.
        PaidBeforeMeeting: the meeting decided after the day.
        NoPolicy, UnknownProduct: there are no such savings.
    """
    decided = decided_on(book, year)
    if day < decided:
        raise PaidBeforeMeeting(year, day, decided)
    books, states = book.journal.books(), shares_of(book, year)
    if member is not None:
        states = tuple(state for state in states if state.member.number == member)
        if not states:
            raise NoShare(year, member, decided_years(books))
    payments, skipped = [], []
    if savings is not None:
        product_of(savings_on(books.section("savings"), day), savings)
    owing = _debts(book, day, member) if offset else {}
    for state in states:
        if not state.left:
            continue
        reason = None if member is not None else _not_in_a_run(state.member, savings)
        if reason is not None:
            skipped.append((state, reason))
            continue
        if not offset:
            payments.append(Payment(state.member, state.left, _ZERO))
            continue
        wajib = _owed(books, state, day)
        debts = _capped(owing.get(state.member.number, ()), state.left - wajib)
        payments.append(Payment(state.member, state.left, wajib, debts))
    return PaymentRun(year, tuple(payments), tuple(skipped))


def _not_in_a_run(member: Member, savings: str | None) -> str | None:
    if member.status == "meninggal":
        return "meninggal; bayar satu per satu kepada ahli waris dengan --penerima"
    if savings is not None and member.status != "aktif":
        return "bukan anggota lagi; bayar tunai atau lewat bank"
    return None


def _debts(book: Book, day: date, member: str | None) -> dict[str, list[Part]]:
    """What members owe on loans and to the store by a day, in the order it is set off.

    What was paid after the day already is not set off again.
    """
    found: dict[str, list[Part]] = {}
    for view in sorted(due_list(book, day, member=member), key=lambda each: each.since or day):
        if view.plan is None or view.payments is None:
            continue
        moves, product = view.payments.moves, view.loan.product
        due = position(view.plan, moves, product, day, booked=True).due - view.loan.held
        if due > 0:
            part = Part("pinjaman", view.loan.member, due, view.loan.number)
            found.setdefault(view.loan.member, []).append(part)
    bills = [row for row in receivable_rows(book, member) if row.due <= day]
    for part in joined([Part("toko", row.holder, row.remaining) for row in bills]):
        found.setdefault(part.member, []).append(part)
    return found


def _capped(debts: Iterable[Part], left: Decimal) -> tuple[Part, ...]:
    """The debts as far as `left` pays them."""
    paid = []
    for debt in debts:
        amount = min(debt.amount, left)
        left -= amount
        if amount:
            paid.append(debt._replace(amount=amount))
    return tuple(paid)


def _owed(books: Books, state: ShareState, day: date) -> Decimal:
    """What of the share pays simpanan wajib owed by the day's month."""
    member, section = state.member, books.section("savings")
    policy = body_on(section, SavingsPolicy, day)
    if member.status != "aktif" or policy is None:
        return _ZERO
    owed = min(arrears(member, section, month_of(day)), state.left)
    if policy.wajib_partial:
        return owed
    whole, month, paid = _ZERO, member.due_month, member.due_paid
    while True:
        due = wajib_due(section, month) - paid
        if due <= 0 or whole + due > owed:
            return whole
        whole, month, paid = whole + due, add_months(month, 1), _ZERO


def pay(
    book: Book,
    run: PaymentRun,
    day: date,
    stamp: Stamp,
    *,
    via: str | None = None,
    savings: str | None = None,
    recipient: str | None = None,
    document: str | None = None,
) -> Recorded:
    """Records the payments, all or none; what was paid before and reversed gets a new ref."""
    events: list[AnyEvent] = []
    taken: set[str] = set()
    for payment in run.payments:
        money = payment.amount > payment.offset
        try:
            for debt in payment.debts:
                base = f"POTONG-SHU-{run.year}-{payment.member.number}-{debt.number or 'TOKO'}"
                told = {"date": day, "ref": _free(book, base, taken), "document": document}
                events.append(pay_part(debt, told | {"share": run.year}))
            rest = payment.amount - sum((debt.amount for debt in payment.debts), _ZERO)
            if not rest:
                continue
            events.append(
                SharePaid(
                    date=day,
                    ref=_free(book, f"BAYAR-SHU-{run.year}-{payment.member.number}", taken),
                    year=run.year,
                    member=payment.member.number,
                    amount=rest,
                    wajib=payment.wajib or None,
                    via=via if money and savings is None else None,
                    savings=savings if money else None,
                    recipient=recipient,
                    document=document,
                )
            )
        except ValidationError as error:
            raise Refusals(field_errors(error, "")) from None
    return record_events(book, events, stamp)


def _free(book: Book, base: str, taken: set[str]) -> str:
    """The ref, or the next one where it was paid before and reversed; joins `taken`."""
    number, ref = 1, base
    while ref in taken or book.journal.bodies([ref]):
        number += 1
        ref = f"{base}-{number}"
    taken.add(ref)
    return ref


def lapse_unclaimed(book: Book, year: int, day: date, stamp: Stamp) -> tuple[Decimal, Recorded]:
    """Moves what nobody took to where the policy says: savings of the member, or a fund.

    Raises:
        NoPolicy, NotLapsedYet: the policy does not say, or it is too early.
        ShuNotDecided: the meeting has not decided on the year.
    """
    books = book.journal.books()
    policy, _ = in_force(books.section("shu"), ShuPolicy, "shu", day)
    decided = decided_on(book, year)
    rule = policy.unclaimed
    if rule is None:
        raise NotLapsedYet(year, None)
    since = lapses_on(decided, rule.months)
    if day < since:
        raise NotLapsedYet(year, since)
    if rule.product is not None:
        run = plan_payments(book, year, day, savings=rule.product)
        return run.total, pay(book, run, day, stamp, savings=rule.product)
    waiting = [state for state in shares_of(book, year) if state.left]
    taken: set[str] = set()
    events = [
        ShareLapsed(
            date=day,
            ref=_free(book, f"LEWAT-SHU-{year}-{state.member.number}", taken),
            year=year,
            member=state.member.number,
            amount=state.left,
            account=rule.account or "",
        )
        for state in waiting
    ]
    total = sum((state.left for state in waiting), _ZERO)
    return total, record_events(book, events, stamp)
