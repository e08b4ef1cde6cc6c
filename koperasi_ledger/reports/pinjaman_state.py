"""Loans as they stood on a day: from their schedules and payments, never from today's balances.

What is sums (balance, overdue, denda) follows from the schedule in force on the day and the
payments until then; what is decided (restructurings, values of collateral) from the days of the
events that decided it. The sums are proven against the control accounts of the ledger.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from koperasi_ledger.model.accounts import LOANS, MURABAHAH, QARDH
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.policy.loans import LoanPolicy, LoanProduct, Quality, QualityPolicy
from koperasi_ledger.model.records import Member
from koperasi_ledger.model.records.loans import Loan, LoanPayments, LoanPlan, Move
from koperasi_ledger.reports.pinjaman_events import CollateralState, collateral_at
from koperasi_ledger.reports.scope import Scope, check_equal
from koperasi_ledger.reports.standing import live_events, reversals
from koperasi_ledger.reports.view import Column, Row, Table
from koperasi_ledger.rules.loans.paid import paid_by
from koperasi_ledger.rules.loans.position import Position, earned, lent_by, position
from koperasi_ledger.rules.loans.posting import principal_account
from koperasi_ledger.rules.loans.quality import Assessment, assess, worst
from koperasi_ledger.rules.policies import body_on

CLAIMS = (LOANS, QARDH, MURABAHAH)
"""The control accounts of what borrowers owe; a murabahah's holds its margin too."""

_ZERO = Decimal(0)


class Version(NamedTuple):
    """One schedule of a loan, what was paid under it, and the first day it was in force."""

    plan: LoanPlan
    moves: tuple[Move, ...]
    since: date


class LoanState(NamedTuple):
    """A loan that was running at the end of a day.

    `lent` is what was paid out until then, `received` the interest paid until then, `assessed` the
    class, None where no policy of classes was in force, `first_day` the day of the first payout.
    """

    loan: Loan
    version: Version
    product: LoanProduct
    at: Position
    lent: Decimal
    received: Decimal
    secured: Decimal
    assessed: Assessment | None
    first_day: date

    @property
    def claim(self) -> Decimal:
        """What the control account holds for it: the principal, for murabahah with its margin."""
        if self.product.akad != "murabahah":
            return self.at.balance
        return self.at.balance + (self.loan.margin or _ZERO) - self.received


def quality_policy_at(scope: Scope) -> QualityPolicy | None:
    """The rule of classes in force on the last day of the scope."""
    policy = body_on(scope.books.section("loans"), LoanPolicy, scope.last)
    return policy.quality if policy is not None else None


def versions_of(scope: Scope) -> dict[str, list[Version]]:
    """The schedules of every loan that was ever paid out, first to last.

    A schedule made by a prepayment begins on the due date before it, so the last payment under the
    schedule before it says from when on it was in force.
    """
    paid = {item.key: item.moves for item in scope.books.all(LoanPayments)}
    plans = {item.key: item for item in scope.books.all(LoanPlan)}
    found: dict[str, list[Version]] = {}
    for loan in scope.books.all(Loan):
        versions: list[Version] = []
        for number in range(1, loan.version + 1):
            plan = plans[f"{loan.number}:{number}"]
            moves = paid.get(plan.key, ())
            last = versions[-1].moves[-1][0] if versions and versions[-1].moves else plan.start
            versions.append(Version(plan, moves, max(plan.start, last)))
        if versions:
            found[loan.number] = versions
    return found


def running_at(scope: Scope, *, denda: bool = True) -> list[LoanState]:
    """Every loan that was running at the end of the last day, by number; proven by the ledger.

    Without `denda` the fines are not worked out, which is most of the work where many are late.

    Raises:
        NotBalanced: their sums differ from a control account.
    """
    day = scope.last
    versions = versions_of(scope)
    taken_in = _in_books_since(scope)
    collateral = collateral_at(scope)
    restructured = _restructurings(scope)
    policy = quality_policy_at(scope)
    found = []
    for loan in scope.books.all(Loan):
        own = [each for each in versions.get(loan.number, ()) if each.since <= day]
        if not own or taken_in.get(loan.number, day) > day:
            continue
        if loan.ended is not None and loan.ended <= day:
            continue
        secured = _secured(loan, collateral, day)
        floor = None
        if loan.number in restructured:
            floor = _floor(scope, loan, versions[loan.number], restructured[loan.number])
        found.append(
            _state(
                loan,
                own,
                versions[loan.number],
                day,
                policy=policy,
                secured=secured,
                floor=floor,
                denda=denda,
            )
        )
    _check_control(scope, found)
    return found


def _state(
    loan: Loan,
    own: Sequence[Version],
    every: Sequence[Version],
    day: date,
    *,
    policy: QualityPolicy | None,
    secured: Decimal,
    floor: Quality | None,
    denda: bool,
) -> LoanState:
    plan, moves, _ = own[-1]
    # The agreed rate is the schedule's: a restructuring after the day changed the loan's.
    product = loan.product.model_copy(update={"rate": plan.rate})
    later = sum((move[2] for each in every for move in each.moves if move[0] > day), _ZERO)
    assessed = None
    if policy is not None:
        assessed = assess(plan, moves, product, policy, day, secured=secured, floor=floor)
    return LoanState(
        loan=loan,
        version=own[-1],
        product=product,
        at=position(plan, moves, product, day, denda=denda),
        lent=_lent(own, day),
        received=loan.received - later,
        secured=secured,
        assessed=assessed,
        first_day=every[0].plan.start,
    )


def _lent(versions: Sequence[Version], day: date) -> Decimal:
    """What was paid out: the first schedule's principal, later stages, and top-ups."""
    total = lent_by(versions[0].plan, day)
    for before, now in pairwise(versions):
        left = lent_by(before.plan, day) - paid_by(before.moves, day).principal
        # What a schedule begins with beyond what the one before it left was lent on top.
        added = now.plan.principal - left
        total += max(_ZERO, added) + lent_by(now.plan, day) - now.plan.principal
    return total


def _in_books_since(scope: Scope) -> dict[str, date]:
    """The first day each loan is in the ledger: one taken over from old books began before it."""
    marks = ", ".join("?" * len(CLAIMS))
    rows = scope.postings.source.rows(
        f"SELECT sub, MIN(date) FROM postings WHERE account IN ({marks})"  # noqa: S608 - only marks
        " AND seq <= ? GROUP BY sub",
        (*CLAIMS, scope.postings.seq),
    )
    return {sub: date.fromisoformat(day) for sub, day in rows if sub}


def overdue(state: LoanState) -> tuple[Decimal, Decimal]:
    """What is overdue of principal and interest; interest earned since the last due date is not.

    Of a daily balance all interest is owed as it is earned, and overdue from a due date on.
    """
    at = state.at
    if state.product.method != "harian":
        return at.principal_due, at.interest_due
    return at.principal_due, sum((interest for _, interest in daily_interest(state)), _ZERO)


def daily_interest(state: LoanState) -> list[tuple[int, Decimal]]:
    """Of a daily balance: the unpaid interest of each due date that has passed, by days since.

    What was paid goes to the oldest first.
    """
    plan, moves, _ = state.version
    paid = paid_by(moves, state.at.day).interest
    found, before = [], paid
    for due, _, _ in plan.rows:
        if due > state.at.day:
            break
        until = earned(plan, moves, state.product, due)
        if until > before:
            found.append(((state.at.day - due).days, until - before))
            before = until
    return found


def _secured(loan: Loan, collateral: dict[str, CollateralState], day: date) -> Decimal:
    held = (collateral[short] for short in loan.collateral if short in collateral)
    return sum(
        (each.counts for each in held if each.released is None or each.released > day), _ZERO
    )


# -- the class that a restructured loan keeps ------------------------------------------------------


def _restructurings(scope: Scope) -> dict[str, list[date]]:
    found: defaultdict[str, list[date]] = defaultdict(list)
    for event in live_events(scope, "loan_restructured"):
        found[event["loan"]].append(date.fromisoformat(event["date"]))
    return dict(found)


def _floor(
    scope: Scope, loan: Loan, versions: Sequence[Version], days: Sequence[date]
) -> Quality | None:
    """The class that the loan kept on the last day of the scope.

    After all restructurings it is the record's; between two of them it is worked out again as the
    rule did on the day of the first.
    """
    done = [on for on in days if on <= scope.last]
    if not done:
        return None
    if len(done) == len(days):
        return loan.floor
    floor: Quality | None = None
    for on in done:
        policy = body_on(scope.books.section("loans"), LoanPolicy, on)
        if policy is None or policy.quality is None:
            continue
        before = [each for each in versions if each.since < on or each is versions[0]][-1]
        product = loan.product.model_copy(update={"rate": before.plan.rate})
        secured = _secured(loan, collateral_at(scope, on), on)
        found = assess(
            before.plan,
            before.moves,
            product,
            policy.quality,
            on,
            secured=secured,
            floor=floor,
        )
        kept = found.quality if floor is None else worst(floor, found.quality)
        floor = None if kept == "lancar" else kept
    return floor


# -- proof -----------------------------------------------------------------------------------------


def undone_later(scope: Scope) -> dict[str, int]:
    """What events of the scope hold in the claim accounts that were reversed after its last day.

    The loans are shown without them, the ledger of the day has them: sen by account.
    """
    found: defaultdict[str, int] = defaultdict(int)
    for target, _ in reversals(scope, scope.last):
        rows = scope.postings.source.rows(
            "SELECT p.account, p.sen FROM postings p JOIN events e ON e.seq = p.seq"
            " WHERE e.ref = ? AND p.date <= ?",
            (target, scope.last.isoformat()),
        )
        for account, sen in rows:
            if account in CLAIMS:
                found[account] += int(sen)
    return dict(found)


def _claims(states: Iterable[LoanState]) -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for state in states:
        found[principal_account(state.loan)] += to_sen(state.claim)
    return found


def _check_control(scope: Scope, states: Sequence[LoanState]) -> None:
    claims, undone = _claims(states), undone_later(scope)
    for account in CLAIMS:
        control = scope.postings.balance(account, scope.last)
        title = scope.account(account).title
        check_equal(
            f"Jumlah {title.lower()} menurut jadwal dan pembayaran",
            claims.get(account, 0) + undone.get(account, 0),
            "saldo akun kontrolnya",
            control,
        )


def proof_tables(scope: Scope, states: Sequence[LoanState]) -> tuple[Table, ...]:
    """How the loans' sums lead to the control accounts; none where no loan was ever made."""
    claims, undone = _claims(states), undone_later(scope)
    margins: defaultdict[str, int] = defaultdict(int)
    for state in states:
        margins[principal_account(state.loan)] += to_sen(state.claim - state.at.balance)
    rows = []
    for account in CLAIMS:
        control = scope.postings.balance(account, scope.last)
        if not (control or claims.get(account) or undone.get(account)):
            continue
        item = scope.account(account)
        cells = (
            item.code,
            item.title,
            from_sen(claims.get(account, 0) - margins[account]),
            from_sen(margins[account]),
            from_sen(undone.get(account, 0)),
            from_sen(control),
        )
        rows.append(Row(cells, trace=account))
    columns = (
        Column("kode", "Kode", "code"),
        Column("akun", "Akun kontrol"),
        Column("sisa_pokok", "Sisa pokok", "amount"),
        Column("sisa_margin", "Sisa margin", "amount"),
        Column("dibalik_kemudian", "Dibalik sesudahnya", "amount"),
        Column("buku_besar", "Saldo buku besar", "amount"),
    )
    made = Table("pencocokan", "Pencocokan dengan buku besar", columns, tuple(rows))
    return (made,) if rows else ()


def names_of(scope: Scope) -> dict[str, str]:
    """The members' names by their numbers."""
    return {member.number: member.name for member in scope.books.all(Member)}
