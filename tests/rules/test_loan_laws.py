"""Laws of the parts: interest, denda, allocation, settlement, provision, each computed twice.

The second computation is the slow one that a clerk would do: day by day, row by row.
"""

import json
import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from book_fold import Fold
from hypothesis import assume, given
from hypothesis import strategies as st
from lending import lent, loan_in, opened, payments_in, plan_in, product, repaid
from loan_lives import LOAN, START, Life, any_product, lives

from koperasi_ledger.model.accounts import MURABAHAH_INCOME
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.policy.loans import LoanProduct, ProvisionPolicy
from koperasi_ledger.model.records.loans import LoanPlan, Move
from koperasi_ledger.rules.dates import last_day
from koperasi_ledger.rules.loans.allocation import allocate
from koperasi_ledger.rules.loans.plans import rows_of, terms_of
from koperasi_ledger.rules.loans.position import earned, paid_by, penalty, position
from koperasi_ledger.rules.loans.provision import allowance
from koperasi_ledger.rules.loans.settlement import settlement

ZERO = Decimal(0)
ONE_DAY = timedelta(days=1)
SEEDS = st.integers(0, 2**32)
DAYS = st.integers(0, 500).map(lambda days: START + timedelta(days=days))


def loan_of(seed: int, **fixed: object) -> tuple[LoanPlan, tuple[Move, ...], LoanProduct]:
    """A schedule with payments in any state of delay, and its product."""
    choose = random.Random(seed)  # noqa: S311 - a test's dice
    fixed = {"akad": "konvensional", **fixed}
    made = LoanProduct.model_validate_json(json.dumps(any_product(choose.choice, **fixed)))
    tenor = choose.choice((1, 2, 5, 12))
    graces = (made.principal_grace, made.interest_grace) if tenor > 2 else (0, 0)
    amount = Decimal(choose.choice(("6000000", "1234567", "900000")))
    try:
        terms = terms_of(
            made, tenor, rate=made.rate, principal_grace=graces[0], interest_grace=graces[1]
        )
        rows = rows_of(amount, terms, START)
    except Refusal:
        assume(False)  # noqa: FBT003 - this rounding suits no such loan
    plan = LoanPlan(loan=LOAN, version=1, start=START, principal=amount, rate=made.rate, rows=rows)
    moves: list[Move] = []
    left_principal, left_interest = amount, sum((row[2] for row in rows), ZERO)
    day = START
    for _ in range(choose.choice((0, 1, 3, 6))):
        day += timedelta(days=choose.choice((5, 20, 31, 45)))
        pays = min(left_principal, Decimal(choose.choice((0, 100_000, 500_000, 777_777))))
        bears = min(left_interest, Decimal(choose.choice((0, 20_000, 120_000))))
        left_principal -= pays
        left_interest -= bears
        moves.append((day, pays, bears, ZERO))
    return plan, tuple(moves), made


# -- interest by days --------------------------------------------------------------------------


def by_hand(plan: LoanPlan, moves: tuple[Move, ...], made: LoanProduct, day: date) -> Fraction:
    """The interest of a daily balance, one day after the other."""
    yearly = Fraction(plan.rate) / 100
    total, bearing, paid_interest = Fraction(0), Fraction(0), Fraction(0)
    balance, at = Fraction(plan.principal), plan.start
    dues = {row[0] for row in plan.rows}
    while at < day:
        today = [move for move in moves if move[0] == at]
        balance -= sum(Fraction(move[1]) for move in today)
        paid_interest += sum(Fraction(move[2]) for move in today)
        unpaid = max(Fraction(0), total - paid_interest)
        if made.compounding and at in dues:
            bearing = unpaid
        elif today:
            bearing = min(bearing, unpaid)
        leap = at.year % 4 == 0
        year = {"aktual/365": 365, "aktual/aktual": 366 if leap else 365}.get(
            made.day_count or "", 360
        )
        total += (balance + bearing) * yearly / year
        at += ONE_DAY
    return total


@given(SEEDS, DAYS)
def test_interest_of_a_daily_balance_is_that_of_its_days(seed: int, day: date) -> None:
    plan, moves, made = loan_of(seed, metode="harian", pembulatan={"desimal": 2})
    exact = by_hand(plan, moves, made, day)
    assert abs(Fraction(earned(plan, moves, made, day)) - exact) <= Fraction(1, 200)


@given(SEEDS, DAYS, DAYS)
def test_interest_grows_with_time_and_ends_with_the_schedule(
    seed: int, one: date, other: date
) -> None:
    plan, moves, made = loan_of(seed)
    first, second = min(one, other), max(one, other)
    assert earned(plan, moves, made, first) <= earned(plan, moves, made, second)
    if made.method != "harian":
        whole = sum((row[2] for row in plan.rows), ZERO)
        assert earned(plan, moves, made, date(2090, 1, 1)) == whole
        for number, row in enumerate(plan.rows, 1):
            due = sum((each[2] for each in plan.rows[:number]), ZERO)
            assert row[2] == 0 or earned(plan, moves, made, row[0]) == due


# -- denda -------------------------------------------------------------------------------------


def denda_by_hand(
    plan: LoanPlan, moves: tuple[Move, ...], made: LoanProduct, day: date
) -> Fraction:
    """Denda by the day: what each row still misses at the end of every day since it was due."""
    rule = made.penalty
    if rule is None:
        return Fraction(0)
    total, principal, interest = Fraction(0), ZERO, ZERO
    for due, row_principal, row_interest in plan.rows:
        grace = due + timedelta(days=rule.grace_days)
        owed = row_principal + (row_interest if rule.base == "angsuran" else ZERO)

        def missing(
            at: date,
            before: tuple[Decimal, Decimal] = (principal, interest),
            row: tuple[Decimal, Decimal] = (row_principal, row_interest),
        ) -> Decimal:
            paid = paid_by(moves, at)
            parts = [row[0] - min(row[0], max(ZERO, paid.principal - before[0]))]
            if made.penalty is not None and made.penalty.base == "angsuran":
                parts.append(row[1] - min(row[1], max(ZERO, paid.interest - before[1])))
            return sum(parts, ZERO)

        own, at = Fraction(0), due
        while at < day and day > grace:
            unpaid = min(missing(at), missing(grace))
            begins = rule.per == "hari" or at in months_of_delay(due, day)
            if unpaid and begins:
                own += (
                    Fraction(unpaid) * Fraction(rule.percent) / 100
                    if rule.percent is not None
                    else Fraction(rule.amount or 0)
                )
            at += ONE_DAY
        if rule.cap is not None:
            own = min(own, Fraction(owed) * Fraction(rule.cap) / 100)
        total += own
        principal += row_principal
        interest += row_interest
    return total


def months_of_delay(due: date, until: date) -> set[date]:
    """The days on which a month of delay begins."""
    found: set[date] = set()
    number = 0
    while True:
        year, month = divmod(due.month - 1 + number, 12)
        last = last_day(f"{due.year + year:04d}-{month + 1:02d}")
        at = last.replace(day=min(due.day, last.day))
        if at >= until:
            return found
        found.add(at)
        number += 1


@given(SEEDS, DAYS)
def test_denda_is_what_a_clerk_counts_by_the_day(seed: int, day: date) -> None:
    plan, moves, made = loan_of(seed, metode="menurun", pembulatan={"desimal": 2, "sen": "potong"})
    exact = denda_by_hand(plan, moves, made, day)
    assert 0 <= exact - Fraction(penalty(plan, moves, made, day)) < Fraction(1, 100)


@given(SEEDS, DAYS, DAYS)
def test_denda_never_falls_is_nothing_within_the_grace_and_stays_under_its_cap(
    seed: int, one: date, other: date
) -> None:
    plan, moves, made = loan_of(seed)
    first, second = min(one, other), max(one, other)
    fines = penalty(plan, moves, made, second)
    assert penalty(plan, moves, made, first) <= fines
    rule = made.penalty
    if rule is None:
        assert fines == 0
        return
    if second <= plan.rows[0][0] + timedelta(days=rule.grace_days):
        assert fines == 0
    if rule.cap is not None and made.method != "harian":
        whole = sum((row[1] + row[2] for row in plan.rows if row[0] < second), ZERO)
        assert fines <= whole * rule.cap / 100 + 1


# -- allocation --------------------------------------------------------------------------------


@given(SEEDS, DAYS, st.integers(1, 9_000_000).map(Decimal), st.sampled_from(("penuh", "separuh")))
def test_allocation_conserves_money_and_keeps_the_order(
    seed: int, day: date, amount: Decimal, agreed: str
) -> None:
    plan, moves, made = loan_of(seed)
    at = position(plan, moves, made, day)
    denda = at.penalty_due / 2 if agreed == "separuh" else None
    split = allocate(amount, at, made, denda)
    parts = {"denda": split.penalty, "jasa": split.interest, "pokok": split.principal}
    assert split.principal + split.interest + split.penalty + split.rest == amount
    assert all(part >= 0 for part in (*parts.values(), split.rest))
    assert split.principal <= at.balance
    owed = {
        "denda": at.penalty_due if denda is None else denda,
        "jasa": at.interest_due,
        "pokok": at.principal_due,
    }
    due = sum(owed.values(), ZERO)
    if made.by_instalment and made.method != "harian":
        # Oldest first: of the rows, only one is paid in part.
        if made.order[0] == "denda" and split.principal + split.interest:
            assert split.penalty == owed["denda"]
        if made.order[-1] == "denda" and split.penalty:
            assert split.principal + split.interest >= due - owed["denda"]
    elif amount < due:
        for earlier, later in zip(made.order, made.order[1:], strict=False):
            if parts[later]:
                assert parts[earlier] == owed[earlier]
    if amount >= due:
        assert all(parts[name] >= owed[name] for name in parts)
    if made.ahead != "angsuran-berikutnya":
        assert split.rest == max(ZERO, amount - due)


# -- settlement --------------------------------------------------------------------------------


def settled_by_hand(plan: LoanPlan, made: LoanProduct, day: date) -> Fraction:
    """The interest that the rule asks for in all, written out for loans without grace."""
    rows, rule = plan.rows, made.settlement
    past = [row[2] for row in rows if row[0] <= day]
    coming = [row for row in rows if row[0] > day]
    due = Fraction(sum(past, ZERO))
    if not coming:
        return due
    if rule.rule == "seluruh-jasa":
        return due + Fraction(sum((row[2] for row in coming), ZERO))
    if rule.rule == "jasa-bulan":
        return due + Fraction(sum((row[2] for row in coming[: rule.periods]), ZERO))
    if rule.rule == "angka-tahun":
        digits = list(range(len(rows), 0, -1))
        whole = Fraction(sum((row[2] for row in rows), ZERO))
        return max(due, whole * sum(digits[: len(past)]) / sum(digits))
    begun = plan.start if not past else rows[len(past) - 1][0]
    if day == begun:
        return due
    share = Fraction((day - begun).days, (coming[0][0] - begun).days)
    return due + Fraction(coming[0][2]) * (share if rule.running == "harian" else 1)


@given(SEEDS, DAYS)
def test_settlement_is_what_the_rule_says_and_stays_between_its_bounds(
    seed: int, day: date
) -> None:
    plan, moves, made = loan_of(seed, tenggang_jasa=0)
    assume(all(row[2] for row in plan.rows) or not any(row[2] for row in plan.rows))
    at = position(plan, moves, made, day)
    asked = settlement(plan, moves, made, day)
    fee = Fraction(at.balance - at.principal_due) * Fraction(made.settlement.fee) / 100
    assert abs(Fraction(asked.fee) - fee) <= 1
    assert asked.total - asked.fee >= at.due
    assert asked.principal == at.balance
    if made.method == "harian":
        assert asked.interest == at.interest_due
        return
    paid = paid_by(moves, day).interest
    left = max(ZERO, sum((row[2] for row in plan.rows), ZERO) - paid)
    assert asked.interest <= left
    assert asked.interest + asked.given_up == left
    exact = max(Fraction(0), settled_by_hand(plan, made, day) - Fraction(paid))
    assert abs(Fraction(asked.interest) - exact) <= 1


# -- provision ---------------------------------------------------------------------------------

RATES = {"lancar": "0.5", "dpk": "3", "kurang_lancar": "10", "diragukan": "50", "macet": "100"}


@given(
    st.sampled_from(("lancar", "dpk", "kurang-lancar", "diragukan", "macet")),
    st.integers(0, 10**12).map(lambda sen: Decimal(sen) / 100),
    st.integers(0, 10**9).map(Decimal),
    st.sampled_from((None, "kurang-lancar", "macet")),
    st.sampled_from(("regulasi", "sak-ep")),
)
def test_provision_is_the_percentage_of_what_is_not_secured(
    quality: str, balance: Decimal, secured: Decimal, net_from: str | None, booked: str
) -> None:
    own = {"lancar": "0", "kurang_lancar": "5", "diragukan": "30", "macet": "80"}
    rates = RATES | ({} if net_from is None else {"agunan_dikurangkan_mulai": net_from})
    policy = ProvisionPolicy.model_validate(
        {"regulasi": rates, "sak_ep": own, "dibukukan": booked}, strict=False
    )
    found = allowance(policy, quality, balance, secured)  # type: ignore[arg-type]
    netted = {"kurang-lancar": ("kurang-lancar", "diragukan", "macet"), "macet": ("macet",)}
    exposed = max(ZERO, balance - secured) if quality in netted.get(net_from or "", ()) else balance
    percent = Decimal(RATES[quality.replace("-", "_")])
    assert found.regulation == int(exposed * percent / 100 + Decimal("0.5"))
    rate = Decimal({**own, "dpk": "0"}[quality.replace("-", "_")])
    assert found.sak_ep == int(balance * rate / 100 + Decimal("0.5"))
    assert found.booked == (found.sak_ep if booked == "sak-ep" else found.regulation)


# -- accrual, month by month -------------------------------------------------------------------


@given(SEEDS, st.sets(st.integers(2, 9)))
def test_accrual_in_any_split_of_months_gives_the_same_total(seed: int, left_out: set[int]) -> None:
    """The payments are the same; whoever forgets months catches up with the next one."""
    books = []
    for skipped in (set[int](), left_out):
        choose = random.Random(seed)  # noqa: S311 - a test's dice
        life = Life(choose.choice, pengakuan_jasa="akrual", akad="konvensional", periode="bulan")
        assume(life.started)
        for month in range(1, 11):
            row = next(iter(position(*life.state(), life.product, life.day).open_rows), None)
            pays = choose.choice((True, True, False))
            life.day = date(2024, month, 20)
            if pays and row is not None:
                life.money("loan_repaid", row.principal + row.interest)
            end = last_day(f"2024-{month:02d}")
            if month not in skipped and life.loan.status == "berjalan":
                life.record(
                    "loan_interest_accrued",
                    date=end.isoformat(),
                    loan=LOAN,
                    month=f"2024-{month:02d}",
                )
        books.append((life.loan.recognised, life.loan.received, life.loan.status))
    assert books[0] == books[1]


# -- murabahah ---------------------------------------------------------------------------------


@given(lives(akad="murabahah", metode="flat"), st.integers(1, 30))
def test_the_price_of_a_murabahah_is_cost_and_margin_whatever_happens(
    life: Life, steps: int
) -> None:
    for _ in range(steps):
        life.step()
    if not life.started:
        return
    balances = life.fold.balances()
    income = -balances.get(MURABAHAH_INCOME, ZERO)
    loan = life.loan
    if loan.status == "berjalan":
        plan, moves = life.state()
        at = position(plan, moves, loan.product, date(2090, 1, 1))
        to_come = sum((row.interest for row in at.open_rows), at.carried)
        assert loan.received + to_come == loan.margin
    assert income == loan.recognised
    assert loan.received <= (loan.margin or ZERO)


@pytest.mark.parametrize("method", ["flat", "menurun", "anuitas"])
def test_paying_every_row_on_its_day_ends_the_loan_with_the_last(method: str) -> None:
    terms = product(metode=method, tenggang_pokok=2, tenggang_jasa=1, pengakuan_jasa="akrual")
    fold = Fold().add_all([*opened(terms), *lent("7000001", 9)])
    rows = plan_in(fold).rows
    for due, principal, interest in rows:
        if principal + interest:
            fold.add(repaid(f"{principal + interest}", due.isoformat()))
    loan = loan_in(fold)
    assert (loan.status, loan.ended) == ("lunas", rows[-1][0])
    assert loan.balance == 0
    assert loan.recognised == loan.received == sum(row[2] for row in rows)
    assert payments_in(fold).moves
