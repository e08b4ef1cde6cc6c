"""Papers of a loan that are lists: its schedule, and the borrower's card."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.records.loans import Loan
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.scope import Asked, Scope, statement
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table
from koperasi_ledger.rules.dates import day_name
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.loan_agreement import percent, period_name, tenor_name
from koperasi_ledger.workflows.loan_card import Movement, loan_card
from koperasi_ledger.workflows.loan_views import LoanView, Schedule, loan_schedule

_ZERO = Decimal(0)
_DAYS_TO_PAY = 7
"""How long a late payer is given, unless said otherwise (practice)."""
_INTERNAL = frozenset({"loan_interest_accrued", "loan_provisioned"})
"""What the cooperative books for itself and a borrower's card does not show."""
_STATUS = {
    "diajukan": "Diajukan",
    "disetujui": "Disetujui, belum dicairkan",
    "ditolak": "Ditolak",
    "berjalan": "Berjalan",
    "lunas": "Lunas",
    "hapus-buku": "Dihapus buku",
    "hapus-tagih": "Dihapus tagih",
}


def schedule_paper(book: Book, number: str, day: date, version: int | None = None) -> Report:
    """The schedule as the annex of the agreement; before paying out, as it would be on `day`.

    Raises:
        UnknownLoan, NoSuchSchedule.
    """
    found = loan_schedule(book, number, day, version)
    scope = paper_scope(book, day)
    columns = [
        Column("ke", "Ke", "number"),
        Column("jatuh_tempo", "Jatuh tempo", "date"),
        Column("pokok", "Pokok", "amount"),
        Column("jasa", reward_name(found.view.loan), "amount"),
        Column("angsuran", "Angsuran", "amount"),
        Column("sisa_pokok", "Sisa pokok", "amount"),
    ]
    if not found.planned:
        columns += [Column("dibayar", "Dibayar", "amount"), Column("keadaan", "Keadaan")]
    return statement(
        scope,
        "jadwal-pinjaman",
        f"Jadwal Angsuran {number}",
        (Table("jadwal", "", tuple(columns), _schedule_rows(found)),),
        balance=True,
        facts=_schedule_facts(found),
        notes=_schedule_notes(found),
        signed=True,
    )


def _schedule_rows(found: Schedule) -> tuple[Row, ...]:
    rows: list[Row] = []
    sums = [_ZERO, _ZERO, _ZERO]
    for row in found.rows:
        paid = row.paid_principal + row.paid_interest
        sums = [sums[0] + row.principal, sums[1] + row.interest, sums[2] + paid]
        amounts = (row.principal, row.interest, row.principal + row.interest, row.balance)
        more = () if found.planned else (paid, row.state)
        rows.append(Row((row.number, row.due, *amounts, *more)))
    totals: tuple[Cell, ...] = (None, None, sums[0], sums[1], sums[0] + sums[1], None)
    if not found.planned:
        totals = (*totals, sums[2], None)
    rows.append(Row(totals, "total"))
    return tuple(rows)


def _schedule_facts(found: Schedule) -> list[tuple[str, Cell]]:
    started = "Bila dicairkan" if found.planned else "Mulai"
    facts = [*_loan_facts(found.view), (started, found.start)]
    if found.version > 1:
        facts.append(("Jadwal ke", found.version))
    if found.carried:
        facts.append((f"{reward_name(found.view.loan)} bawaan jadwal sebelumnya", found.carried))
    return facts


def _schedule_notes(found: Schedule) -> tuple[str, ...]:
    notes = []
    if found.planned:
        notes.append("Tanggal jatuh tempo mengikuti tanggal pencairan yang sebenarnya.")
    if found.view.loan.product.method == "harian":
        notes.append("Jasa dihitung harian; jumlahnya mengikuti hari pembayaran.")
    if found.carried:
        notes.append("Jasa bawaan ditagih bersama angsuran pertama.")
    return tuple(notes)


def card_paper(book: Book, number: str, day: date) -> Report:
    """The borrower's card: every movement with what it paid and what was left, and what is due.

    Raises:
        UnknownLoan: there is no such loan.
    """
    card = loan_card(book, number, day)
    scope = paper_scope(book, day)
    columns = (
        Column("tanggal", "Tanggal", "date"),
        Column("bukti", "Bukti", "code"),
        Column("uraian", "Uraian"),
        Column("dicairkan", "Dicairkan", "amount"),
        Column("denda", "Denda", "amount"),
        Column("jasa", reward_name(card.view.loan), "amount"),
        Column("pokok", "Pokok", "amount"),
        Column("lain", "Lain-lain", "amount"),
        Column("sisa_pokok", "Sisa pokok", "amount"),
    )
    shown = [each for each in card.movements if each.kind not in _INTERNAL]
    rows = [_moved(each) for each in shown]
    parts = [_parts(each) for each in shown if each.undone_by is None]
    sums = [sum((part[k] for part in parts), _ZERO) for k in range(5)]
    rows.append(Row((None, None, "Jumlah", *sums, card.view.loan.balance), "total"))
    return statement(
        scope,
        "kartu-pinjaman",
        f"Kartu Pinjaman {number}",
        (Table("kartu", "", columns, tuple(rows)),),
        balance=True,
        facts=_card_facts(card.view, day),
        notes=_card_notes(shown),
        signed=True,
    )


def _others(move: Movement) -> Decimal:
    return move.fee + move.held + move.recovered


def _parts(move: Movement) -> tuple[Decimal, ...]:
    """As the columns of the card have them."""
    return move.lent, move.penalty, move.interest, move.principal, _others(move)


def _moved(move: Movement) -> Row:
    what = move.title.removesuffix(" pinjaman")
    if move.undone_by is not None:
        what = f"{what} (dibalik: {move.undone_by})"
    cells = (
        move.date,
        move.document or move.ref,
        what,
        *(part or None for part in _parts(move)),
        move.balance,
    )
    return Row(cells, trace=move.ref)


def _card_facts(view: LoanView, day: date) -> list[tuple[str, Cell]]:
    loan, at = view.loan, view.running
    facts = [*_loan_facts(view), ("Keadaan", _STATUS[loan.status])]
    if at is not None:
        parts = [
            f"{name} Rp{format_rupiah(value)}"
            for name, value in (
                ("denda", at.penalty_due),
                ("jasa", at.interest_due),
                ("pokok", at.principal_due),
            )
            if value
        ]
        owed = f"Rp{format_rupiah(at.due)}" + (f" ({', '.join(parts)})" if parts else "")
        facts.append((f"Jatuh tempo s.d. {day_name(day)}", owed))
    coming = view.coming
    if coming is not None:
        total = format_rupiah(coming.principal + coming.interest)
        facts.append(("Angsuran berikutnya", f"Rp{total}, {day_name(coming.due)}"))
    if loan.held:
        facts.append(("Titipan angsuran", loan.held))
    if loan.claim:
        facts.append(("Sisa tagihan sesudah hapus buku", loan.claim))
    return facts


def _card_notes(shown: Sequence[Movement]) -> tuple[str, ...]:
    notes = []
    if any(_others(each) for each in shown):
        notes.append("Lain-lain: biaya pelunasan, titipan, dan penerimaan sesudah hapus buku.")
    if any(each.undone_by for each in shown):
        notes.append("Yang dibalik tidak berlaku lagi; jumlahnya tidak ikut dihitung.")
    return tuple(notes)


def _loan_facts(view: LoanView) -> list[tuple[str, Cell]]:
    loan = view.loan
    facts: list[tuple[str, Cell]] = [
        ("Pinjaman", loan.number),
        ("Peminjam", f"{view.name} ({loan.member})"),
        ("Produk", loan.product.name),
        ("Jumlah", loan.amount),
    ]
    if loan.product.akad == "murabahah":
        facts.append(("Margin", loan.margin or _ZERO))
    elif loan.product.akad == "konvensional":
        per = "tahun" if loan.product.rate_per == "tahun" else period_name(loan.product.period)
        rate = f"{percent(loan.product.rate)} per {per}, {loan.product.method}"
        facts.append(("Jasa", rate))
    facts.append(("Jangka waktu", tenor_name(loan.tenor, loan.product.period)))
    return facts


def reward_name(loan: Loan) -> str:
    """What a borrower pays beside the principal: jasa, or the margin of a murabahah."""
    return "Margin" if loan.product.akad == "murabahah" else "Jasa"


def paper_scope(book: Book, day: date) -> Scope:
    """The books of one moment, for a paper of `day`."""
    head = book.journal.head()
    postings = Postings(book.journal.database, head.seq)
    return Scope(book.journal.books(), postings, head.hash, day, day, Asked())
