"""The deposits and the savings interest of the sample KSP: placed, renewed, broken, taxed."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.model.records import Deposit, InterestMonth
from koperasi_ledger.rules.dates import add_months, month_of
from koperasi_ledger.rules.deposit_payouts import work_out_payout
from koperasi_ledger.rules.deposit_terms import maturity, next_due, terms_of
from koperasi_ledger.rules.errors import NoInterest
from koperasi_ledger.rules.taxes import interest_tax_on

Tell = Callable[..., None]
"""`Ksp.tell`: one more event of the story."""

_TAX_DAY = 10


class Placed(NamedTuple):
    """One deposit: who, in which month (index) on which day, and what becomes of it.

    `broken` and `closed` are the index of the month in which it is taken out, early or matured.
    """

    member: int
    product: str
    amount: int
    months: int
    month: int
    day: int
    rollover: str
    to: str
    broken: int | None = None
    closed: int | None = None


DEPOSITS: tuple[Placed, ...] = (
    Placed(5, "berjangka", 50_000_000, 6, 0, 20, "pokok", "simpanan"),
    Placed(6, "berjangka-jt", 20_000_000, 12, 1, 14, "pokok-jasa", "kapitalisasi"),
    Placed(18, "berjangka", 15_000_000, 6, 2, 6, "pokok", "simpanan", broken=6),
    Placed(9, "berjangka", 10_000_000, 3, 4, 11, "tidak", "tunai", closed=7),
    Placed(1, "berjangka", 60_000_000, 12, 3, 5, "pokok", "simpanan"),
)


def place(tell: Tell, day: date, index: int) -> None:
    """What is placed on a day."""
    for order, item in enumerate(DEPOSITS, 1):
        if (item.month, item.day) != (index, day.day):
            continue
        tell(
            "deposit_placed",
            f"BERJANGKA-{order:04d}",
            day,
            number=bilyet(order),
            member=f"A-{item.member:04d}",
            product=item.product,
            months=item.months,
            amount=str(item.amount),
            rollover=item.rollover,
            interest_to=item.to,
            interest_product="sukarela" if item.to == "simpanan" else None,
            via="bri",
        )


def run(tell: Tell, books: Books, day: date, index: int) -> None:
    """What falls due on a day: interest, renewal, a payout that the story wants."""
    for order, item in enumerate(DEPOSITS, 1):
        deposit = books.peek(Deposit, bilyet(order))
        if deposit is None or deposit.status != "aktif":
            continue
        terms = terms_of(deposit, books.section("deposits"))
        ref = f"{bilyet(order)}-{day:%Y%m%d}"
        if index == item.broken and day.day == item.day + 3:
            _close(tell, books, order, day, early=True)
            continue
        if next_due(deposit, terms) == day:
            cash = {"via": "kas"} if item.to == "tunai" else {}
            due = {"number": bilyet(order), "due": day.isoformat()}
            tell("deposit_interest_paid", f"JB-{ref}", day, **due, **cash)
        if maturity(deposit) == day:
            if item.rollover == "tidak":
                _close(tell, books, order, day, early=False)
            else:
                tell("deposit_renewed", f"RB-{ref}", day, number=bilyet(order))


def _close(tell: Tell, books: Books, order: int, day: date, *, early: bool) -> None:
    deposit = books.peek(Deposit, bilyet(order))
    if deposit is None:
        raise LookupError(bilyet(order))
    month = month_of(day)
    so_far = books.peek(InterestMonth, f"{month}:{deposit.member}")
    made = work_out_payout(
        deposit,
        terms_of(deposit, books.section("deposits")),
        day,
        so_far=so_far or InterestMonth(month=month, member=deposit.member),
        tax=interest_tax_on(books.section("taxes"), day),
    )
    tell(
        "deposit_closed",
        f"CAIR-{bilyet(order)}",
        day,
        number=bilyet(order),
        amount=str(made.net),
        early=early,
        via="bri",
    )


def month_end(tell: Tell, books: Books, day: date, members: list[str]) -> None:
    """The interest of the month: accrued on deposits, credited to savings."""
    month = month_of(day)
    for order in range(1, len(DEPOSITS) + 1):
        deposit = books.peek(Deposit, bilyet(order))
        if deposit is None or deposit.status != "aktif" or deposit.paid_to >= day:
            continue
        if terms_of(deposit, books.section("deposits")).recognition == "akrual":
            ref = f"AB-{month}-{bilyet(order)}"
            tell("deposit_interest_accrued", ref, day, number=bilyet(order), month=month)
    for number in members:
        try:
            ref = f"JS-{month}-{number}"
            tell("savings_interest_paid", ref, day, member=number, month=month)
        except NoInterest:
            continue


def remit(tell: Tell, books: Books, day: date) -> None:
    """The tax of the month before goes to the state on the tenth (PMK 112/2010)."""
    if day.day != _TAX_DAY:
        return
    month = add_months(month_of(day), -1)
    lines = [
        {"member": item.member, "amount": str(item.withheld - item.remitted)}
        for item in books.all(InterestMonth)
        if item.month == month and item.withheld > item.remitted
    ]
    if lines:
        tell("interest_tax_remitted", f"PPH-{month}", day, month=month, lines=lines, via="bri")


def bilyet(order: int) -> str:
    """The number of a certificate."""
    return f"SB-{order:04d}"
