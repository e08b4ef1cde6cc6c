"""Losing a loan: written off against its allowance, recovered, and the claim given up.

Source: savings-loans reference 2.3; a write-off leaves the claim standing off the books (hapus
buku), giving up the claim is a decision of the members' meeting (hapus tagih).
"""

from decimal import Decimal

from koperasi_ledger.model.accounts import (
    LOAN_ALLOWANCE,
    LOAN_HELD,
    MURABAHAH,
    MURABAHAH_DEFERRED,
    PROVISION_EXPENSE,
    RECOVERY_INCOME,
)
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.loans import LoanForgiven, LoanRecovered, LoanWrittenOff
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.loans import LoanTooEarly, RecoversTooMuch
from koperasi_ledger.rules.loans.guards import require, require_latest
from koperasi_ledger.rules.loans.payments import Running, without
from koperasi_ledger.rules.loans.position import position
from koperasi_ledger.rules.loans.posting import (
    Purse,
    interest_legs,
    money_legs,
    principal_leg,
    tidy,
)
from koperasi_ledger.rules.money_side import MoneySide

_ZERO = Decimal(0)


def write_off(event: LoanWrittenOff, running: Running) -> Change:
    """The loan leaves the books; what the allowance does not cover is an expense at once.

    Interest recognised and not received is taken back, and what was received ahead is income: it
    is not given back. Titipan is set off against the principal (KUHPerdata art. 1425). Off the
    books the claim goes on: the principal, and the interest and denda owed on the day.
    """
    loan, plan, payments = running.loan, running.plan, running.payments
    require(loan, "dihapus buku", "berjalan")
    require_latest(loan, plan, payments, event.date)
    at = position(plan, payments.moves, loan.product, event.date)
    recognised = loan.received
    set_off = min(loan.held, loan.balance)
    legs = [
        principal_leg(loan, -loan.balance),
        *interest_legs(loan, recognised=recognised, received=loan.received),
        Posting(LOAN_ALLOWANCE, loan.allowance, loan.member, sub=loan.number),
        Posting(LOAN_HELD, set_off, loan.member, sub=loan.number),
        Posting(
            PROVISION_EXPENSE,
            loan.balance - set_off - loan.allowance,
            loan.member,
            loan.unit,
            sub=loan.number,
        ),
    ]
    if loan.product.akad == "murabahah":
        left = (loan.margin or _ZERO) - loan.received
        legs += [
            Posting(MURABAHAH, -left, loan.member, sub=loan.number),
            Posting(MURABAHAH_DEFERRED, left, loan.member, sub=loan.number),
        ]
    entry = balanced(
        event.date, event.ref, f"Hapus buku pinjaman {loan.number} {loan.member}", tidy(legs)
    )
    gone = loan.updated(
        status="hapus-buku",
        balance=_ZERO,
        recognised=recognised,
        allowance=_ZERO,
        held=loan.held - set_off,
        claim=at.balance - set_off + at.interest_due + at.penalty_due + at.deferred,
        ended=event.date,
    )
    return Change(entry, (gone, without(running.borrower, gone)))


def recover(event: LoanRecovered, running: Running, side: MoneySide | Purse) -> Change:
    """Money on a written-off loan is income of the day, and the claim falls by it."""
    loan = running.loan
    require(loan, "menerima kembali", "hapus-buku")
    if loan.ended is not None and event.date < loan.ended:
        raise LoanTooEarly(loan.number, event.date, "hapus bukunya", loan.ended)
    if event.amount > loan.claim:
        raise RecoversTooMuch(loan.number, event.amount, loan.claim)
    money, changed = money_legs(event, side, event.amount)
    entry = balanced(
        event.date,
        event.ref,
        f"Penerimaan kembali pinjaman {loan.number} {loan.member}",
        [
            *money,
            Posting(RECOVERY_INCOME, -event.amount, loan.member, loan.unit, sub=loan.number),
        ],
    )
    return Change(entry, (loan.updated(claim=loan.claim - event.amount), *changed))


def forgive(event: LoanForgiven, running: Running) -> Change:
    """The claim is given up; nothing of it was in the books."""
    loan = running.loan
    require(loan, "dihapus tagih", "hapus-buku")
    if loan.ended is not None and event.date < loan.ended:
        raise LoanTooEarly(loan.number, event.date, "hapus bukunya", loan.ended)
    return Change(None, (loan.updated(status="hapus-tagih", claim=_ZERO),))
