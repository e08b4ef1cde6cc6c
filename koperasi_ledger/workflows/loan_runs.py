"""The monthly runs over all loans: interest accrued, and what may be lost set aside.

One event a loan, under a ref that says month and loan, in one transaction: a run that is killed
has recorded nothing, one that is repeated records only what is missing. A preview is the run
itself, undone in the end, so it shows exactly what would be recorded.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, Literal, NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.engine.loans import running
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events.loans import LoanInterestAccrued, LoanProvisioned
from koperasi_ledger.model.policy.loans import LoanPolicy, ProvisionPolicy, QualityPolicy
from koperasi_ledger.model.records import Member, Reversal
from koperasi_ledger.model.records.loans import Borrower, Loan, LoanPayments, LoanPlan
from koperasi_ledger.rules.dates import day_name, last_day, month_name
from koperasi_ledger.rules.errors import ClosedMonth
from koperasi_ledger.rules.errors.loans import MonthRunTwice, NoLoanRules, NothingToRecord
from koperasi_ledger.rules.loans.month_end import assess_running, balance_on, quality_policy
from koperasi_ledger.rules.loans.provision import allowance
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.recording import Session, Stamp, session

_ZERO = Decimal(0)
_CHUNK = 500

Progress = Callable[[int, int], None]
"""Told how many loans were looked at, and how many there are."""

What = Literal["akrual", "penyisihan"]


class RunRow(NamedTuple):
    """What a run does to one loan; amounts in rupiah.

    `before` and `after` are the interest recognised since the loan began, or the allowance. A run
    of provisions also tells both measures (`sak_ep` None when the policy has none) and the balance
    and collateral they are of. `claim` is the interest recognised and not received afterwards.
    """

    loan: str
    member: str
    name: str
    quality: str
    balance: Decimal
    before: Decimal
    after: Decimal
    ref: str
    claim: Decimal = _ZERO
    secured: Decimal = _ZERO
    regulation: Decimal = _ZERO
    sak_ep: Decimal | None = None

    @property
    def change(self) -> Decimal:
        """What is recognised or set aside; less than zero: taken back."""
        return self.after - self.before


class Run(NamedTuple):
    """A run of a month: what it does, how many loans had it already, how many it leaves alone."""

    what: What
    month: str
    rows: tuple[RunRow, ...]
    known: int
    unchanged: int
    recorded: bool

    @property
    def change(self) -> Decimal:
        """The sum of what is recognised or set aside."""
        return sum((row.change for row in self.rows), _ZERO)


class RunTooEarly(Refusal):
    """A run is asked for a month that is not over."""

    def __init__(self, what: str, month: str, today: date) -> None:
        super().__init__(
            f"{what} {month_name(month)} belum dapat dijalankan: bulan itu belum berakhir"
            f" pada {day_name(today)}.",
            remedy="Jalankan pada hari terakhir bulan itu atau sesudahnya.",
        )


class _Month(NamedTuple):
    """What is run: of which month, up to which day, by the rules in force on it."""

    what: What
    month: str
    day: date
    quality: QualityPolicy
    provision: ProvisionPolicy | None


def run_accrual(
    book: Book, month: str, stamp: Stamp, *, keep: bool, progress: Progress | None = None
) -> Run:
    """Recognises the interest of a month of all running loans; only shown unless `keep`.

    Raises:
        RunTooEarly, ClosedMonth: the month is not over, or is closed.
        NoLoanRules: the policy has no rule of classes.
        Refusal: a loan cannot be accrued; nothing is recorded.
    """
    return _run(book, "akrual", month, stamp, keep=keep, progress=progress)


def run_provisions(
    book: Book, month: str, stamp: Stamp, *, keep: bool, progress: Progress | None = None
) -> Run:
    """Brings the allowance of every loan to what a month's end asks for; only shown unless `keep`.

    Raises:
        RunTooEarly, ClosedMonth: the month is not over, or is closed.
        NoLoanRules: the policy has no rules of classes or of provision.
        Refusal: a loan cannot be provided for; nothing is recorded.
    """
    return _run(book, "penyisihan", month, stamp, keep=keep, progress=progress)


def _run(
    book: Book, what: What, month: str, stamp: Stamp, *, keep: bool, progress: Progress | None
) -> Run:
    day = last_day(month)
    today = book.settings.today(stamp.at)
    if today < day:
        raise RunTooEarly(what.capitalize(), month, today)
    rows: list[RunRow] = []
    known = looked_at = 0
    with session(book, stamp, keep=keep) as under_way:
        books = under_way.recording.books
        asked = _asked(books, what, month)
        _read_whole(books)
        loans = [loan for loan in books.all(Loan) if _concerns(what, loan)]
        undone = {mark.ref for mark in books.all(Reversal)}
        rest = iter(loans)
        while chunk := list(islice(rest, _CHUNK)):
            refs = _free_refs(under_way, asked, chunk, undone)
            for loan in chunk:
                done = loan.number not in refs
                if not done:
                    row, done = _one(under_way, asked, loan, refs[loan.number])
                    rows += [row] if row is not None else []
                known += done
            looked_at += len(chunk)
            if progress is not None:
                progress(looked_at, len(loans))
    return Run(what, month, tuple(rows), known, len(loans) - known - len(rows), recorded=keep)


def _asked(books: Books, what: What, month: str) -> _Month:
    day = last_day(month)
    closed = books.period().closed_through
    if closed is not None and day <= last_day(closed):
        raise ClosedMonth(day, closed)
    section = books.section("loans")
    policy = body_on(section, LoanPolicy, day)
    provision = policy.provision if policy is not None else None
    if what == "penyisihan" and provision is None:
        raise NoLoanRules("penyisihan", day)
    return _Month(what, month, day, quality_policy(section, day), provision)


def _read_whole(books: Books) -> None:
    """Reads each kind in one query, so that a loan costs no query of its own."""
    for kind in (LoanPlan, LoanPayments, Borrower, Member):
        books.all(kind)


def _concerns(what: What, loan: Loan) -> bool:
    if what == "penyisihan" and loan.allowance:
        return True
    return loan.status == "berjalan"


def _free_refs(
    under_way: Session, asked: _Month, loans: Sequence[Loan], undone: set[str]
) -> dict[str, str]:
    """The ref of each loan's event, by loan; those whose event stands already are left out.

    An event that was reversed keeps its ref, the next one is numbered.
    """
    head = "AKRUAL" if asked.what == "akrual" else "CKPN"
    bases = {loan.number: f"{head}-{asked.month}-{loan.number}" for loan in loans}
    there = under_way.recording.bodies(list(bases.values()))
    found: dict[str, str] = {}
    for number, base in bases.items():
        ref, tries = base, 1
        while ref in there and ref in undone:
            tries += 1
            ref = f"{base}-{tries}"
            there |= under_way.recording.bodies([ref])
        if ref not in there:
            found[number] = ref
    return found


def _one(under_way: Session, asked: _Month, loan: Loan, ref: str) -> tuple[RunRow | None, bool]:
    """Runs one loan: what it did, if anything, and whether the month was run for it before."""
    kind = LoanInterestAccrued if asked.what == "akrual" else LoanProvisioned
    event = kind(date=asked.day, ref=ref, loan=loan.number, month=asked.month)
    try:
        under_way.add(event)
    except NothingToRecord:
        return None, False
    except MonthRunTwice:
        return None, True
    except Refusal as refusal:
        refusal.where = refusal.where or loan.number
        raise
    return _row(under_way.recording.books, asked, loan, ref), False


def _row(books: Books, asked: _Month, before: Loan, ref: str) -> RunRow:
    after = books.peek(Loan, before.number) or before
    state = running(before.number, books, asked.day)._replace(loan=before)
    member = books.peek(Member, before.member)
    accrual = asked.what == "akrual"
    if accrual or after.quality is None:
        quality = assess_running(state, asked.quality, asked.day).quality
    else:
        quality = after.quality  # for which the allowance was made just now
    balance = balance_on(state, asked.day)
    row = RunRow(
        loan=before.number,
        member=before.member,
        name=member.name if member is not None else before.member,
        quality=quality,
        balance=balance,
        before=before.recognised if accrual else before.allowance,
        after=after.recognised if accrual else after.allowance,
        ref=ref,
        claim=max(_ZERO, after.recognised - after.received),
    )
    if accrual or asked.provision is None:
        return row
    wanted = allowance(asked.provision, quality, balance, before.secured)
    return row._replace(secured=before.secured, regulation=wanted.regulation, sak_ep=wanted.sak_ep)


# -- for programs ----------------------------------------------------------------------------------


def run_json(run: Run) -> dict[str, Any]:
    """A run for programs: amounts as decimal text."""
    return {
        "bulan": run.month,
        "dicatat": run.recorded,
        "pinjaman": [dict(_cells(run.what, row)) for row in run.rows],
        "banyaknya": len(run.rows),
        "sudah": run.known,
        "tidak_berubah": run.unchanged,
        "jumlah": str(run.change),
    }


def _cells(what: What, row: RunRow) -> Iterator[tuple[str, str | None]]:
    yield "nomor", row.loan
    yield "anggota", row.member
    yield "mutu", row.quality
    yield "sisa_pokok", str(row.balance)
    if what == "akrual":
        yield "jasa_diakui", str(row.change)
        yield "piutang_jasa", str(row.claim)
    else:
        yield "agunan", str(row.secured)
        yield "regulasi", str(row.regulation)
        yield "sak_ep", None if row.sak_ep is None else str(row.sak_ep)
        yield "penyisihan_sebelum", str(row.before)
        yield "penyisihan", str(row.after)
        yield "selisih", str(row.change)
    yield "ref", row.ref
