"""Collateral: registered, valued anew, handed back. It secures a loan and is in no entry."""

from decimal import Decimal
from fractions import Fraction

from koperasi_ledger.model.events.collateral import (
    CollateralRegistered,
    CollateralReleased,
    CollateralRevalued,
)
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.records.loans import Collateral, Loan
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.collateral import (
    CollateralExists,
    CollateralGone,
    CollateralNeeded,
)
from koperasi_ledger.rules.errors.loans import LoanTooEarly
from koperasi_ledger.rules.loans.guards import require
from koperasi_ledger.rules.rounding import rounded


def counted(value: Decimal, eligible: Decimal) -> Decimal:
    """What collateral counts for: `eligible` percent of its value, down to whole rupiah."""
    return from_sen(rounded(Fraction(value) * Fraction(eligible), 100, "bawah"))


def register(event: CollateralRegistered, known: Collateral | None, loan: Loan) -> Change:
    """A thing secures a loan that is asked for, granted or running."""
    if known is not None:
        raise CollateralExists(event.collateral, known.loan)
    require(loan, "diberi agunan", "diajukan", "disetujui", "berjalan")
    if event.date < loan.applied:
        raise LoanTooEarly(loan.number, event.date, "pengajuannya", loan.applied)
    thing = Collateral(
        short=event.collateral,
        loan=event.loan,
        type=event.type,
        description=event.description,
        owner=event.owner,
        value=event.value,
        eligible=event.eligible,
        paper=event.paper,
        taken=event.date,
        valued=event.date,
    )
    secured = loan.secured + counted(event.value, event.eligible)
    keys = (*loan.collateral, event.collateral)
    return Change(None, (thing, loan.updated(secured=secured, collateral=keys)))


def revalue(event: CollateralRevalued, thing: Collateral, loan: Loan) -> Change:
    """The value is assessed anew, from the day of the event on."""
    if thing.released is not None:
        raise CollateralGone(thing.short, thing.released)
    if event.date < thing.valued:
        raise LoanTooEarly(thing.loan, event.date, "penilaian terakhir agunan", thing.valued)
    old, new = counted(thing.value, thing.eligible), counted(event.value, event.eligible)
    now = thing.updated(value=event.value, eligible=event.eligible, valued=event.date)
    return Change(None, (now, loan.updated(secured=loan.secured - old + new)))


def release(event: CollateralReleased, thing: Collateral, loan: Loan) -> Change:
    """The thing goes back: when nothing is owed any more, or when it counts for nothing.

    Raises:
        CollateralGone, LoanTooEarly, CollateralNeeded.
    """
    if thing.released is not None:
        raise CollateralGone(thing.short, thing.released)
    if event.date < thing.taken:
        raise LoanTooEarly(thing.loan, event.date, "penerimaan agunan", thing.taken)
    counts = counted(thing.value, thing.eligible)
    over = loan.status in ("ditolak", "lunas", "hapus-tagih") and not loan.claim
    if not over and counts:
        raise CollateralNeeded(thing.short, loan.number, loan.balance + loan.claim)
    gone = thing.updated(released=event.date, recipient=event.recipient)
    return Change(None, (gone, loan.updated(secured=loan.secured - counts)))
