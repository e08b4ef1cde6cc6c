"""Letters of a loan: its agreement or addendum, and the letter to a late payer."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from koperasi_ledger.books import Books
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.records import Member
from koperasi_ledger.model.records.loans import Collateral, Loan
from koperasi_ledger.model.records.sharia import MurabahahGoods
from koperasi_ledger.reports.pinjaman_surat import Letter, Party
from koperasi_ledger.reports.scope import BLANK, signatories
from koperasi_ledger.reports.view import Signature
from koperasi_ledger.rules.dates import day_name
from koperasi_ledger.rules.errors.loans import LoanWrongStatus
from koperasi_ledger.rules.irr import percent_text
from koperasi_ledger.rules.loans.granting import loan_fees, plan_terms
from koperasi_ledger.rules.schedule import effective_yearly, schedule
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.loan_agreement import (
    Terms,
    articles_of,
    called,
    money,
    percent,
    title_of,
)
from koperasi_ledger.workflows.loan_papers import paper_scope, reward_name
from koperasi_ledger.workflows.loan_views import Schedule, loan_schedule, loan_view

_DAYS_TO_PAY = 7
"""How long a late payer is given, unless said otherwise (practice)."""


class NothingOverdue(Refusal):
    """A letter to a borrower who owes nothing that is due."""

    def __init__(self, number: str, day: date) -> None:
        super().__init__(
            f"Pinjaman {number} tidak mempunyai tunggakan pada {day_name(day)}.",
            remedy="Lihat yang menunggak dengan 'koperasi pinjaman tagihan'.",
        )


class PaperDates(Refusal):
    """The last day to pay is not after the day of the letter."""

    def __init__(self, day: date, until: date) -> None:
        super().__init__(
            f"Batas bayar {day_name(until)} tidak sesudah tanggal surat {day_name(day)}.",
            where="--batas",
            remedy="Pilih batas bayar sesudah tanggal surat.",
        )


# -- agreement -------------------------------------------------------------------------------------


def agreement(
    book: Book,
    number: str,
    day: date,
    *,
    witnesses: Sequence[str] = (),
    spouse: str | None = None,
) -> Letter:
    """The agreement of a loan that is granted or running; after a change of it, the addendum.

    `day` is the day of paying out, while it has not been; `witnesses` sign, two blank lines if
    none are named; `spouse` signs in approval.

    Raises:
        UnknownLoan, LoanWrongStatus: there is no such loan, or nothing to agree on (any more).
    """
    found = loan_schedule(book, number, day)
    loan = found.view.loan
    if loan.status not in ("disetujui", "berjalan"):
        raise LoanWrongStatus(number, loan.status, "dicetak perjanjiannya")
    scope = paper_scope(book, day)
    books = scope.books
    terms = _terms(found, books)
    lender, borrower = called(loan.product)
    signing, city = signatories(books.section("print"), day)
    where = f" di {city}," if city else ""
    return Letter(
        name="akad",
        title=title_of(loan.product, terms.addendum),
        number=number,
        cooperative=books.cooperative().name,
        address=books.cooperative().address or "",
        opening=(
            f"Pada hari ini, {BLANK}, tanggal {BLANK},{where} yang bertanda tangan di bawah ini:",
        ),
        parties=(
            _cooperative_party(books, signing, lender),
            _member_party(books.member(loan.member), borrower),
        ),
        lead="Kedua pihak sepakat atas ketentuan berikut.",
        articles=articles_of(terms),
        closing=("Dibuat rangkap dua, masing-masing berkekuatan sama, untuk setiap pihak.",),
        place_date=f"{city}, {BLANK}" if city else BLANK,
        signatures=(
            *(signing or (Signature("Pengurus"),)),
            Signature(borrower.title(), found.view.name),
            *((Signature("Suami/istri, menyetujui", spouse),) if spouse else ()),
            *_witnesses(witnesses),
        ),
        journal_seq=scope.postings.seq,
        journal_hash=scope.journal_hash,
        stamp=borrower.title(),
    )


def _witnesses(names: Sequence[str]) -> tuple[Signature, ...]:
    given: tuple[str | None, ...] = tuple(names) or (None, None)
    return tuple(Signature(f"Saksi {place}", name) for place, name in enumerate(given, 1))


def _terms(found: Schedule, books: Books) -> Terms:
    loan = found.view.loan
    addendum = max(0, loan.version - 1)
    plan = found.view.plan
    principal = loan.amount if plan is None or not addendum else plan.principal
    things = (books.peek(Collateral, short) for short in loan.collateral)
    return Terms(
        loan=loan,
        principal=principal,
        start=found.start,
        planned=found.planned,
        rows=[(row.due, row.principal, row.interest) for row in found.rows],
        fees=loan_fees(loan),
        collateral=[item for item in things if item is not None and item.released is None],
        addendum=addendum,
        effective=_effective(loan, found.start) if not addendum else None,
        goods=books.peek(MurabahahGoods, loan.number),
    )


def _effective(loan: Loan, start: date) -> str | None:
    """The effective yearly rate, for a conventional loan whose instalments are fixed."""
    product = loan.product
    if product.akad != "konvensional" or product.method == "harian" or not product.rate:
        return None
    terms = plan_terms(loan)
    made = schedule(loan.amount, terms, start)
    text = percent_text(effective_yearly(made, terms, start))
    return percent(Decimal(text))


def _cooperative_party(books: Books, signing: Sequence[Signature], name: str) -> Party:
    cooperative = books.cooperative()
    who = signing[0] if signing else Signature("Pengurus")
    facts = [("Nama", who.name or BLANK), ("Jabatan", who.role)]
    facts.append(("Untuk dan atas nama", cooperative.name))
    if cooperative.legal_number:
        facts.append(("Badan hukum", cooperative.legal_number))
    facts.append(("Berkedudukan di", cooperative.address or BLANK))
    return Party(tuple(facts), name)


def _member_party(member: Member, name: str) -> Party:
    facts = (
        ("Nama", member.name),
        ("Nomor anggota", member.number),
        ("NIK", member.nik or BLANK),
        ("Alamat", member.address or BLANK),
        ("Telepon", member.phone or BLANK),
    )
    return Party(facts, name)


# -- the letter to a late payer --------------------------------------------------------------------


def reminder(
    book: Book, number: str, day: date, *, count: int = 1, until: date | None = None
) -> Letter:
    """The letter to a borrower who is late: what is overdue on `day`, and until when to pay.

    `count` says which reminder it is.

    Raises:
        UnknownLoan, LoanWrongStatus: there is no such loan, or it is not running.
        NothingOverdue, PaperDates: nothing is due, or the last day to pay is none.
    """
    last = until or day + timedelta(days=_DAYS_TO_PAY)
    if last <= day:
        raise PaperDates(day, last)
    view = loan_view(book, number, day)
    loan, at, since = view.loan, view.running, view.since
    if at is None:
        raise LoanWrongStatus(number, loan.status, "ditagih dengan surat")
    if since is None or not at.due:
        raise NothingOverdue(number, day)
    scope = paper_scope(book, day)
    signing, city = signatories(scope.books.section("print"), day)
    late = (day - since).days
    rows = (
        ("Pokok", at.principal_due),
        (reward_name(loan), at.interest_due),
        ("Denda", at.penalty_due),
        ("Jumlah yang harus dibayar", at.due),
    )
    return Letter(
        name="surat-peringatan",
        title=f"Surat Peringatan ke-{count}",
        number=f"SP-{count}/{number}/{day:%Y%m%d}",
        cooperative=scope.books.cooperative().name,
        address=scope.books.cooperative().address or "",
        opening=(
            f"Kepada Yth. {view.name} (anggota {loan.member}).",
            (
                f"Menurut catatan kami sampai {day_name(day)}, pinjaman {number} sebesar"
                f" Rp{format_rupiah(loan.amount)} menunggak sejak {day_name(since)} ({late} hari),"
                f" dengan rincian sebagai berikut."
            ),
        ),
        parties=(),
        lead="",
        articles=(),
        rows=tuple((label, f"Rp{format_rupiah(value)}") for label, value in rows if value),
        closing=(
            (
                f"Kami mohon jumlah {money(at.due)} dibayar paling lambat {day_name(last)}. Denda"
                " dan jasa yang bertambah sesudah tanggal surat ini ditagih kemudian."
            ),
            (
                "Bila sudah dibayar, abaikan surat ini; bila ada kesulitan, hubungi kami untuk"
                " membicarakan penjadwalan kembali."
            ),
        ),
        place_date=", ".join(filter(None, (city, day_name(day)))),
        signatures=signing[:2] or (Signature("Pengurus"),),
        journal_seq=scope.postings.seq,
        journal_hash=scope.journal_hash,
    )
