"""An agreement with a lender, what is drawn under it, and debts from before these books."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.accounts import Account
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.borrowings import (
    BorrowingAgreed,
    BorrowingDrawn,
    BorrowingRescheduled,
    BorrowingTakenOver,
)
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.policy.borrowings import BorrowingPolicy, BorrowingScheme
from koperasi_ledger.model.records import PolicySection
from koperasi_ledger.model.records.borrowings import (
    Borrowing,
    BorrowingTerms,
    Tranche,
    TrancheRow,
)
from koperasi_ledger.rules.borrowings.plans import (
    borne_by,
    current_part,
    due_days,
    rows_of,
    tranche,
)
from koperasi_ledger.rules.borrowings.posting import legs_between
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors import ControlAccount
from koperasi_ledger.rules.errors.borrowings import (
    AboveBorrowingLimit,
    BorrowingExists,
    BorrowingNotRunning,
    BorrowingTooEarly,
    DrawnTooLate,
    NotADebtAccount,
    OutsideScheme,
    ScheduleDiffers,
    UnknownScheme,
)
from koperasi_ledger.rules.money_side import MoneySide, move
from koperasi_ledger.rules.policies import body_on

_ZERO = Decimal(0)


def agree(event: BorrowingAgreed, known: Borrowing | None, section: PolicySection) -> Change:
    """An agreement is on record; nothing is owed before a drawdown.

    Raises:
        BorrowingExists, UnknownScheme, OutsideScheme.
        Refusal: no schedule can be made on these terms (see `rules/schedule.py`).
    """
    if known is not None:
        raise BorrowingExists(event.borrowing, known.lender)
    if event.scheme is not None:
        _check_scheme(event, _scheme(event.scheme, section, event.date))
    terms = BorrowingTerms(
        method=event.method,
        rate=event.rate,
        tenor=event.tenor,
        principal_grace=event.principal_grace,
        interest_grace=event.interest_grace,
        due_day=event.due_day,
        due_rule=event.due_rule,
        holidays=event.holidays,
        day_count=event.day_count,
        decimals=event.decimals,
        multiple=event.multiple,
        direction=event.direction,
    )
    tranche(terms, event.limit, event.date, dues=due_days(terms, event.date, terms.tenor))
    return Change(
        None,
        (
            Borrowing(
                number=event.borrowing,
                lender=event.lender,
                source=event.source,
                limit=event.limit,
                terms=terms,
                agreed=event.date,
                scheme=event.scheme,
                unit=event.unit,
            ),
        ),
    )


def _scheme(key: str, section: PolicySection, day: date) -> BorrowingScheme:
    policy = body_on(section, BorrowingPolicy, day)
    schemes = policy.schemes if policy is not None else ()
    for scheme in schemes:
        if scheme.key == key:
            return scheme
    raise UnknownScheme(key, [scheme.key for scheme in schemes])


def _check_scheme(event: BorrowingAgreed, scheme: BorrowingScheme) -> None:
    """Holds an agreement against the scheme of the policy in force (KDMP: reference 1.4)."""

    def refuse(what: str, said: str, allowed: str) -> None:
        raise OutsideScheme(event.borrowing, scheme.key, what, said, allowed)

    if scheme.limit is not None and event.limit > scheme.limit:
        refuse(
            "plafon",
            f"Rp{format_rupiah(event.limit)}",
            f"paling banyak Rp{format_rupiah(scheme.limit)}",
        )
    if scheme.rate is not None and event.rate > scheme.rate:
        refuse("bunga", f"{event.rate} % setahun", f"paling tinggi {scheme.rate} % setahun")
    if scheme.tenor is not None and event.tenor > scheme.tenor:
        refuse("tenor", f"{event.tenor} bulan", f"paling panjang {scheme.tenor} bulan")
    grace, most = event.principal_grace, scheme.grace_most
    if grace < scheme.grace_least or (most is not None and grace > most):
        top = "lebih" if most is None else f"{most}"
        refuse("masa tenggang pokok", f"{grace} bulan", f"{scheme.grace_least} sampai {top} bulan")


def draw(
    event: BorrowingDrawn, borrowing: Borrowing, side: MoneySide, accounts: Sequence[Account]
) -> Change:
    """A stage is paid out; `accounts` are those of the fees.

    Dr Kas, Dr fees; Cr Pinjaman. Fees become what their account says: an expense where they are
    small, else a deferred cost (SAK EP section 11 counts them into the effective interest).

    Raises:
        AboveBorrowingLimit, BorrowingNotRunning, BorrowingTooEarly, DrawnTooLate, ControlAccount.
    """
    for account in accounts:
        if account.control:
            raise ControlAccount(account.name)
    after = _more(borrowing, event.amount, event.date)
    fees = [Posting(fee.account, fee.amount, unit=event.unit) for fee in event.fees]
    kept = sum((fee.amount for fee in event.fees), _ZERO)
    leg, waiting = move(event, side, event.amount - kept, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Pencairan utang {borrowing.number} {borrowing.lender}",
        [leg, *fees, *legs_between(borrowing, after)],
    )
    return Change(entry, (after, *waiting))


def take_over(
    event: BorrowingTakenOver, borrowing: Borrowing, account: Account, held: Decimal
) -> Change:
    """A debt from before these books leaves a plain account; `held` is the account's balance.

    Raises:
        ControlAccount, NotADebtAccount, and what `draw` raises.
    """
    if account.control:
        raise ControlAccount(account.name)
    if account.root != "Liabilitas" or -held < event.amount:
        raise NotADebtAccount(account.name, event.amount, -held)
    after = _more(borrowing, event.amount, event.date)
    entry = balanced(
        event.date,
        event.ref,
        f"Pemindahan utang {borrowing.number} {borrowing.lender}",
        [Posting(account.name, event.amount), *legs_between(borrowing, after)],
    )
    return Change(entry, (after,))


def _more(borrowing: Borrowing, amount: Decimal, day: date) -> Borrowing:
    """The borrowing with one more tranche."""
    if borrowing.status == "lunas":
        raise BorrowingNotRunning(borrowing.number, borrowing.status, "dicairkan lagi")
    if day < borrowing.agreed:
        raise BorrowingTooEarly(borrowing.number, day, "perjanjiannya", borrowing.agreed)
    left = borrowing.limit - borrowing.drawn
    if amount > left:
        raise AboveBorrowingLimit(borrowing.number, amount, left)
    return at_day(
        borrowing.updated(
            status="berjalan",
            drawn=borrowing.drawn + amount,
            balance=borrowing.balance + amount,
            version=max(borrowing.version, 1),
            tranches=(*borrowing.tranches, _stage(borrowing, amount, day)),
        ),
        day,
    )


def _stage(borrowing: Borrowing, amount: Decimal, day: date) -> Tranche:
    terms = borrowing.terms
    if not borrowing.tranches:
        return tranche(terms, amount, day, dues=due_days(terms, day, terms.tenor))
    begun = min(part.start for part in borrowing.tranches)
    if day < begun:
        raise BorrowingTooEarly(borrowing.number, day, "jadwal yang berlaku", begun)
    days = [row.day for row in rows_of(borrowing)]
    later = [due for due in days if due > day]
    if not later:
        raise DrawnTooLate(borrowing.number, days[-1])
    done = len(days) - len(later)
    anchor = days[done - 1] if done else begun
    return tranche(terms, amount, day, dues=later, done=done, anchor=anchor)


def at_day(borrowing: Borrowing, day: date) -> Borrowing:
    """The borrowing with its principal split by maturity as of a day."""
    return borrowing.updated(current=current_part(borrowing, day))


def reschedule(event: BorrowingRescheduled, borrowing: Borrowing) -> Change:
    """The lender's own rows replace our schedule; what is owed does not change.

    Interest borne and not paid is part of the first row: the lender counts from the last payment.

    Raises:
        BorrowingNotRunning, BorrowingTooEarly, ScheduleDiffers.
    """
    if borrowing.status != "berjalan":
        raise BorrowingNotRunning(borrowing.number, borrowing.status, "dijadwalkan ulang")
    begun = max(part.start for part in borrowing.tranches)
    if event.date < begun:
        raise BorrowingTooEarly(borrowing.number, event.date, "jadwal yang berlaku", begun)
    total = sum((row.principal for row in event.rows), _ZERO)
    if total != borrowing.balance:
        raise ScheduleDiffers(borrowing.number, total, borrowing.balance)
    borne = borne_by(borrowing, event.date)
    carried = borne - borrowing.paid
    first = event.rows[0].interest
    costs = [max(first - carried, _ZERO), *(row.interest for row in event.rows[1:])]
    rows = tuple(
        TrancheRow(row.due, row.principal, row.interest, cost)
        for row, cost in zip(event.rows, costs, strict=True)
    )
    rate = borrowing.terms.rate if event.rate is None else event.rate
    after = at_day(
        borrowing.updated(
            terms=borrowing.terms.updated(
                rate=rate, tenor=len(rows), principal_grace=0, interest_grace=0
            ),
            version=borrowing.version + 1,
            before=borne + min(first - carried, _ZERO),
            principal_paid=_ZERO,
            interest_paid=_ZERO,
            tranches=(Tranche(start=event.date, amount=total, rows=rows),),
        ),
        event.date,
    )
    legs = [leg for leg in legs_between(borrowing, after) if leg.amount]
    entry = None
    if legs:
        what = f"Jadwal baru utang {borrowing.number} {borrowing.lender}"
        entry = balanced(event.date, event.ref, what, legs)
    return Change(entry, (after,))
