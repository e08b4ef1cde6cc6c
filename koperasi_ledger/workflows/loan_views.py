"""Loans as the books have them: what is owed, what is due by a day, what settles them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.policy.loans import LoanPolicy
from koperasi_ledger.model.records import Member
from koperasi_ledger.model.records.loans import Borrower, Loan, LoanPayments, LoanPlan, Row
from koperasi_ledger.rules.errors.loans import LoanTooEarly, LoanWrongStatus, UnknownLoan
from koperasi_ledger.rules.loans.granting import loan_fees, plan_terms
from koperasi_ledger.rules.loans.guards import require
from koperasi_ledger.rules.loans.interest import rows_asked
from koperasi_ledger.rules.loans.plans import rows_of
from koperasi_ledger.rules.loans.position import OpenRow, Position, position
from koperasi_ledger.rules.loans.settlement import Settlement, settlement
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.workflows.book import Book

_ZERO = Decimal(0)


class LoanView(NamedTuple):
    """A loan with its borrower's name; `plan`, `payments` and `at` once it was paid out."""

    loan: Loan
    name: str
    plan: LoanPlan | None = None
    payments: LoanPayments | None = None
    at: Position | None = None

    @property
    def running(self) -> Position | None:
        """What is owed of it, while it is running."""
        return self.at if self.loan.status == "berjalan" else None

    @property
    def coming(self) -> OpenRow | None:
        """The next instalment after the day, as far as it is unpaid."""
        at = self.running
        if at is None:
            return None
        return next((row for row in at.open_rows if row.due > at.day), None)

    @property
    def since(self) -> date | None:
        """The due date of the oldest unpaid part."""
        at = self.running
        if at is None:
            return None
        return min((on for on in (at.principal_since, at.interest_since) if on), default=None)


class Quote(NamedTuple):
    """What settles a loan on a day: `amount` is to be paid, after what is held of it as titipan."""

    settles: Settlement
    held: Decimal

    @property
    def amount(self) -> Decimal:
        """What is to be paid, in rupiah; below zero when more is held than is owed."""
        return self.settles.total - self.held


class ScheduleRow(NamedTuple):
    """A row of a schedule with what was paid of it; `balance` is the principal owed after it."""

    number: int
    due: date
    principal: Decimal
    interest: Decimal
    paid_principal: Decimal
    paid_interest: Decimal
    balance: Decimal
    state: str


class Schedule(NamedTuple):
    """A schedule of a loan: as agreed and paid on a day, or as it would be if paid out then.

    `carried` is unpaid interest of the schedule before it, due with its first row, and
    `carried_paid` what was paid of that.
    """

    view: LoanView
    rows: tuple[ScheduleRow, ...]
    version: int
    start: date
    carried: Decimal
    carried_paid: Decimal
    planned: bool


class AllDisbursed(Refusal):
    """Nothing of a loan is left to be paid out."""

    def __init__(self, number: str, amount: Decimal) -> None:
        super().__init__(
            f"Pinjaman {number} sudah dicairkan seluruhnya, Rp{format_rupiah(amount)}.",
            remedy="Untuk menambahnya pakai 'koperasi pinjaman topup', atau ajukan pinjaman baru.",
        )


class NothingKept(Refusal):
    """There is nothing to give back."""

    def __init__(self, what: str) -> None:
        super().__init__(what, remedy="Tidak ada yang perlu dikembalikan.")


class NoSuchSchedule(Refusal):
    """A loan has no schedule of this number."""

    def __init__(self, number: str, version: int, versions: int) -> None:
        there = f"jadwal ke-1 sampai ke-{versions}" if versions else "belum ada jadwal"
        super().__init__(
            f"Pinjaman {number} tidak mempunyai jadwal ke-{version} ({there}).",
            remedy="Tanpa --versi ditampilkan jadwal yang berlaku.",
        )


def loan_products(book: Book, day: date | None = None) -> list[str]:
    """The keys of the loan products in the newest policy, or in the one in force on a day."""
    section = book.journal.books().section("loans")
    found = body_on(section, LoanPolicy, day or date.max)
    return [product.key for product in found.products] if found is not None else []


def loan_of(book: Book, number: str) -> Loan:
    """The record of a loan.

    Raises:
        UnknownLoan: no loan has this number.
    """
    found = book.journal.books().peek(Loan, number)
    if found is None:
        raise UnknownLoan(number)
    return found


def undisbursed(book: Book, number: str) -> Decimal:
    """What of a granted loan was not paid out yet.

    Raises:
        UnknownLoan, LoanWrongStatus: there is no such loan, or it is not to be paid out.
        AllDisbursed: all of it was.
    """
    loan = loan_of(book, number)
    require(loan, "dicairkan", "disetujui", "berjalan")
    left = loan.amount - loan.disbursed
    if left <= 0:
        raise AllDisbursed(number, loan.amount)
    return left


def fees_of(loan: Loan) -> dict[str, Decimal]:
    """What will be kept back when the loan is paid out, by the names of the fees."""
    found: dict[str, Decimal] = {}
    for fee, amount in loan_fees(loan):
        found[fee.name] = found.get(fee.name, _ZERO) + amount
    return found


def loan_view(book: Book, number: str, day: date) -> LoanView:
    """One loan as it stands on a day, by what is recorded now.

    Raises:
        UnknownLoan: no loan has this number.
    """
    return _view(book.journal.books(), loan_of(book, number), day)


def _view(books: Books, loan: Loan, day: date) -> LoanView:
    member = books.peek(Member, loan.member)
    name = member.name if member is not None else loan.member
    key = f"{loan.number}:{loan.version}"
    plan, paid = books.peek(LoanPlan, key), books.peek(LoanPayments, key)
    if plan is None or paid is None:
        return LoanView(loan, name)
    at = position(plan, paid.moves, loan.product, day)
    return LoanView(loan, name, plan, paid, at)


def loan_list(
    book: Book,
    day: date,
    *,
    status: str | None = None,
    member: str | None = None,
    product: str | None = None,
) -> list[LoanView]:
    """The loans by number, all of them or those of a status, a member, a product."""
    return [
        view
        for view in _views(book, day, member)
        if (status is None or view.loan.status == status)
        and (product is None or view.loan.product.key == product)
    ]


def _views(book: Book, day: date, member: str | None) -> Iterator[LoanView]:
    """The views of all loans, or those of one member, by number.

    Raises:
        UnknownMember: nobody has this number.
    """
    books = book.journal.books()
    if member is not None:
        books.member(member)
    else:
        # Read whole, each kind in one query.
        for kind in (Member, LoanPlan, LoanPayments):
            books.all(kind)
    for loan in books.all(Loan):
        if member is None or loan.member == member:
            yield _view(books, loan, day)


def due_list(book: Book, day: date, *, member: str | None = None) -> list[LoanView]:
    """The running loans of which something is to be paid by a day, by number."""
    return [
        view
        for view in _views(book, day, member)
        if view.running is not None and view.running.due > 0
    ]


def held_of(book: Book, number: str) -> Decimal:
    """What was paid too much on a loan and is kept as titipan.

    Raises:
        UnknownLoan: no loan has this number.
        NothingKept: nothing is.
    """
    held = loan_of(book, number).held
    if not held:
        raise NothingKept(f"Pinjaman {number} tidak mempunyai titipan angsuran.")
    return held


def swp_held(book: Book, member: str) -> Decimal:
    """The simpanan wajib pinjam of a member that can be given back.

    Raises:
        UnknownMember: nobody has this number.
        NothingKept: nothing is kept.
    """
    book.journal.books().member(member)
    held = swp_of(book, member)
    if not held:
        raise NothingKept(f"Anggota {member} tidak mempunyai simpanan wajib pinjam.")
    return held


def swp_of(book: Book, member: str) -> Decimal:
    """The simpanan wajib pinjam that is kept of a member, in rupiah."""
    borrower = book.journal.books().peek(Borrower, member)
    return borrower.swp if borrower is not None else _ZERO


def quote(book: Book, number: str, day: date) -> Quote:
    """What settles a running loan on a day.

    Raises:
        UnknownLoan, LoanWrongStatus, LoanTooEarly.
    """
    loan, _, plan, paid, _ = loan_view(book, number, day)
    require(loan, "dilunasi", "berjalan")
    if plan is None or paid is None:
        raise LoanWrongStatus(number, loan.status, "dilunasi")
    if day < plan.start:
        raise LoanTooEarly(number, day, "pencairan atau jadwalnya", plan.start)
    return Quote(settlement(plan, paid.moves, loan.product, day), loan.held)


def loan_schedule(book: Book, number: str, day: date, version: int | None = None) -> Schedule:
    """The schedule in force, or an earlier one; before it is paid out, as it would be on `day`.

    Raises:
        UnknownLoan, NoSuchSchedule.
    """
    view = loan_view(book, number, day)
    loan, plan, paid = view.loan, view.plan, view.payments
    if version is not None and version != loan.version:
        key = f"{number}:{version}"
        books = book.journal.books()
        plan, paid = books.peek(LoanPlan, key), books.peek(LoanPayments, key)
        if plan is None or paid is None:
            raise NoSuchSchedule(number, version, loan.version)
    if plan is None or paid is None:
        if loan.status not in ("diajukan", "disetujui"):
            raise NoSuchSchedule(number, version or 1, 0)
        rows = rows_of(loan.amount, plan_terms(loan), day)
        every = {number: OpenRow(number, *row) for number, row in enumerate(rows, 1)}
        made = _rows(rows, every, loan.amount, day)
        return Schedule(view, made, 0, day, _ZERO, _ZERO, planned=True)
    at = position(plan, paid.moves, loan.product, day)
    replaced = plan.version < loan.version
    open_rows = {row.number: row for row in at.open_rows}
    asked = tuple(rows_asked(plan, paid.moves, loan.product, day))
    total = sum((row[1] for row in asked), _ZERO)
    carried_paid = plan.interest - at.carried
    made = _rows(asked, open_rows, total, day, replaced=replaced)
    return Schedule(
        view, made, plan.version, plan.start, plan.interest, carried_paid, planned=False
    )


def _rows(
    rows: tuple[Row, ...],
    open_rows: dict[int, OpenRow],
    total: Decimal,
    day: date,
    *,
    replaced: bool = False,
) -> tuple[ScheduleRow, ...]:
    made, balance = [], total
    for number, (due, principal, interest) in enumerate(rows, 1):
        unpaid = open_rows.get(number)
        left = (unpaid.principal, unpaid.interest) if unpaid else (_ZERO, _ZERO)
        balance -= principal
        paid = (principal - left[0], interest - left[1])
        state = _state(any(left), any(paid), due, day, replaced=replaced)
        made.append(ScheduleRow(number, due, principal, interest, *paid, balance, state))
    return tuple(made)


def _state(left: bool, paid: bool, due: date, day: date, *, replaced: bool) -> str:  # noqa: FBT001 - two facts of a row
    if not left:
        return "lunas"
    if replaced:
        return "diganti"
    if due < day:
        return "menunggak"
    if due == day:
        return "jatuh tempo"
    return "sebagian" if paid else "belum"
