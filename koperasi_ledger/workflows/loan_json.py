"""Loans for programs: stable keys, amounts as decimal text, days as YYYY-MM-DD."""

from datetime import date
from typing import Any

from koperasi_ledger.rules.loans.position import Position
from koperasi_ledger.workflows.loan_views import LoanView, Quote, Schedule


def loan_json(view: LoanView) -> dict[str, Any]:
    """A loan for programs: amounts as decimal text, days as YYYY-MM-DD."""
    loan, at, coming = view.loan, view.running, view.coming
    return {
        "nomor": loan.number,
        "anggota": loan.member,
        "nama": view.name,
        "produk": loan.product.key,
        "status": loan.status,
        "jumlah": str(loan.amount),
        "tenor": loan.tenor,
        "diajukan": loan.applied.isoformat(),
        "disetujui": _day(loan.approved),
        "dicairkan": str(loan.disbursed),
        "sisa_pokok": str(loan.balance),
        "tagihan": due_json(at) if at is not None else None,
        "menunggak_sejak": _day(view.since),
        "jatuh_tempo_berikutnya": _day(coming.due) if coming else None,
        "angsuran_berikutnya": str(coming.principal + coming.interest) if coming else None,
        "titipan": str(loan.held),
        "tagihan_hapus_buku": str(loan.claim),
        "selesai": _day(loan.ended),
    }


def due_json(at: Position) -> dict[str, str]:
    """What is to be paid by a day, for programs."""
    return {
        "pokok": str(at.principal_due),
        "jasa": str(at.interest_due),
        "denda": str(at.penalty_due),
        "jumlah": str(at.due),
    }


def quote_json(number: str, day: date, found: Quote) -> dict[str, Any]:
    """What settles a loan, for programs."""
    settles = found.settles
    return {
        "nomor": number,
        "tanggal": day.isoformat(),
        "pokok": str(settles.principal),
        "jasa": str(settles.interest),
        "denda": str(settles.penalty),
        "biaya": str(settles.fee),
        "titipan": str(found.held),
        "jumlah": str(found.amount),
        "jasa_tidak_ditagih": str(settles.given_up),
    }


def schedule_json(found: Schedule) -> dict[str, Any]:
    """A schedule for programs."""
    return {
        "nomor": found.view.loan.number,
        "versi": found.version,
        "mulai": found.start.isoformat(),
        "rencana": found.planned,
        "jasa_bawaan": str(found.carried),
        "jasa_bawaan_dibayar": str(found.carried_paid),
        "angsuran": [
            {
                "ke": row.number,
                "jatuh_tempo": row.due.isoformat(),
                "pokok": str(row.principal),
                "jasa": str(row.interest),
                "jumlah": str(row.principal + row.interest),
                "dibayar_pokok": str(row.paid_principal),
                "dibayar_jasa": str(row.paid_interest),
                "sisa": str(row.balance),
                "keadaan": row.state.replace(" ", "_"),
            }
            for row in found.rows
        ],
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
