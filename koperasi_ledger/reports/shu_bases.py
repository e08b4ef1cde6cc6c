"""What members' shares of a year's SHU are measured by, and who has a right to one.

Savings, interest and principal are sums over the year's postings; what was bought from the store
and sold to it is the member's patronage, which what came back in that year has reduced already.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.model.accounts import (
    DEPOSITS,
    DEPOSITS_LONG,
    LOAN_INCOME,
    LOAN_INTEREST,
    LOAN_INTEREST_AHEAD,
    LOANS,
    MUDHARABAH_INCOME,
    MURABAHAH,
    MURABAHAH_INCOME,
    MUSYARAKAH_INCOME,
    POKOK,
    QARDH,
    SWP,
    UJRAH_INCOME,
    VOLUNTARY,
    WAJIB,
)
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.savings import SavingsPolicy
from koperasi_ledger.model.policy.shu import Measure, ShuBase, ShuPolicy, ShuRights
from koperasi_ledger.model.records import AgencyPatronage, Member, Patronage, PolicySection
from koperasi_ledger.model.shu import Participant
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.rules.dates import add_months, month_of
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.rules.savings import arrears, dues_of, unsettle, with_dues

_SAVINGS: Mapping[Measure, tuple[str, ...]] = {
    "simpanan_pokok": (POKOK,),
    "simpanan_wajib": (WAJIB,),
    "simpanan_wajib_pinjam": (SWP,),
    "simpanan_sukarela": (VOLUNTARY,),
    "simpanan_berjangka": (DEPOSITS, DEPOSITS_LONG),
}
_INCOME = (LOAN_INCOME, MURABAHAH_INCOME, MUDHARABAH_INCOME, MUSYARAKAH_INCOME, UJRAH_INCOME)
_INTEREST = (LOAN_INCOME, LOAN_INTEREST, LOAN_INTEREST_AHEAD)
_PRINCIPAL = (LOANS, MURABAHAH, QARDH)
_PAYING = ("loan_repaid", "loan_prepaid", "loan_settled", "loan_recovered")
_LENDING = ("loan_disbursed", "loan_topped_up")

Sizes = dict[str, Decimal]
"""A base's size by member number."""


class Right(NamedTuple):
    """A member, and why she has no right to a share; None: she has one."""

    member: Member
    barred: str | None


def participants(
    books: Books, postings: Postings, policy: ShuPolicy, year: int
) -> list[Participant]:
    """The members with a right to the SHU of `year` and their bases, by number."""
    sizes = {name: base_sizes(books, postings, base, year) for name, base in policy.bases.items()}
    return [
        Participant(
            right.member.number,
            {name: size for name, held in sizes.items() if (size := held.get(right.member.number))},
        )
        for right in rights(books, postings, policy.rights, year)
        if right.barred is None
    ]


def rights(books: Books, postings: Postings, policy: ShuRights, year: int) -> Iterator[Right]:
    """Every member of the year, by number, and who has no right to its SHU and why."""
    first, end = date(year, 1, 1), date(year, 12, 31)
    earliest = add_months(month_of(end), -policy.months)
    section = books.section("savings")
    late = None
    if not policy.in_arrears and body_on(section, SavingsPolicy, end) is not None:
        late = postings.wajib_after(end)
    for member in books.all(Member):
        if member.joined > end or (member.left is not None and member.left < first):
            continue
        barred = None
        if member.left is not None and member.left <= end and not policy.leavers:
            barred = "keluar dalam tahun buku"
        elif policy.months and month_of(member.joined) > earliest:
            barred = f"menjadi anggota kurang dari {policy.months} bulan"
        elif late is not None and _owed(member, section, late, year):
            barred = "menunggak simpanan wajib pada akhir tahun"
        yield Right(member, barred)


def _owed(member: Member, section: PolicySection, late: Mapping[str, int], year: int) -> Decimal:
    """What an active member owed of simpanan wajib at the year's end, whatever was paid later."""
    if member.left is not None and member.left <= date(year, 12, 31):
        return Decimal(0)
    paid = from_sen(late.get(member.number, 0))
    before = with_dues(member, -paid, unsettle(dues_of(member), paid))
    return arrears(before, section, f"{year}-12")


def base_sizes(books: Books, postings: Postings, base: ShuBase, year: int) -> Sizes:
    """The size of a base for each member that has any of it; none is below zero.

    Savings by the mean of month ends are the sum of the month ends, and day by day the sum of the
    days' balances: shares are the same, and nothing is divided.
    """
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for measure in base.counted:
        for member, size in _measured(books, postings, base, measure, year):
            found[member] += size
    return {member: size for member, size in found.items() if size > 0}


def _measured(
    books: Books, postings: Postings, base: ShuBase, measure: Measure, year: int
) -> Iterable[tuple[str, Decimal]]:
    first, end = date(year, 1, 1), date(year, 12, 31)
    match measure:
        case "belanja" | "jual_hasil":
            return _patronage(books, measure, year)
        case "fee_keagenan":
            return _agency(books, year)
        case "jasa_pinjaman":
            return _turnover(postings, _INCOME, first, end)
        case "jasa_pinjaman_dibayar":
            return _turnover_of(postings, _INTEREST, _PAYING, first, end)
        case "pokok_pinjaman":
            lent = _turnover_of(postings, _PRINCIPAL, _LENDING, first, end)
            return ((member, -size) for member, size in lent)
        case _:
            products = base.products if measure == "simpanan_sukarela" else None
            rows = _movements(postings, _SAVINGS[measure], end, products)
            return _counted(rows, base, max(first, books.cooperative().founded), end)


def _patronage(books: Books, measure: Measure, year: int) -> Iterator[tuple[str, Decimal]]:
    for record in books.all(Patronage):
        if record.year == year:
            yield record.member, record.sales if measure == "belanja" else record.offtake


def _agency(books: Books, year: int) -> Iterator[tuple[str, Decimal]]:
    for record in books.all(AgencyPatronage):
        if record.year == year:
            yield record.member, record.fees


def _turnover(
    postings: Postings, accounts: Sequence[str], first: date, last: date
) -> Iterator[tuple[str, Decimal]]:
    """What members' postings in these accounts come to, credit positive."""
    marks = ", ".join("?" * len(accounts))
    rows = postings.source.rows(
        "SELECT member, SUM(sen) FROM postings"  # noqa: S608 - only marks
        f" WHERE account IN ({marks}) AND member IS NOT NULL AND date BETWEEN ? AND ?"
        " AND seq <= ? GROUP BY member ORDER BY member",
        (*accounts, first.isoformat(), last.isoformat(), postings.seq),
    )
    return ((member, from_sen(-int(sen))) for member, sen in rows)


def _turnover_of(
    postings: Postings,
    accounts: Sequence[str],
    kinds: Sequence[str],
    first: date,
    last: date,
) -> Iterator[tuple[str, Decimal]]:
    """The same of entries of these kinds of events only, and of their reversals."""
    marks, own = ", ".join("?" * len(accounts)), ", ".join("?" * len(kinds))
    rows = postings.source.rows(
        "SELECT p.member, p.sen, e.kind, e.body FROM postings p JOIN events e ON e.seq = p.seq"  # noqa: S608 - only marks
        f" WHERE p.account IN ({marks}) AND p.member IS NOT NULL AND p.date BETWEEN ? AND ?"
        f" AND p.seq <= ? AND e.kind IN ({own}, 'event_reversed')",
        (*accounts, first.isoformat(), last.isoformat(), postings.seq, *kinds),
    )
    for member, sen, kind, body in rows:
        if kind != "event_reversed" or postings.kind_reversed(body) in kinds:
            yield member, from_sen(-int(sen))


def _movements(
    postings: Postings, accounts: Sequence[str], end: date, products: Sequence[str] | None
) -> Iterator[tuple[str, str, int]]:
    """Member, day and credit in sen of every day on which the accounts moved, up to `end`."""
    marks = ", ".join("?" * len(accounts))
    own = "" if products is None else f" AND sub IN ({', '.join('?' * len(products))})"
    rows = postings.source.rows(
        "SELECT member, date, SUM(sen) FROM postings"  # noqa: S608 - only marks
        f" WHERE account IN ({marks}) AND member IS NOT NULL AND date <= ? AND seq <= ?{own}"
        " GROUP BY member, date",
        (*accounts, end.isoformat(), postings.seq, *(products or ())),
    )
    return ((member, day, -int(sen)) for member, day, sen in rows)


def _counted(
    rows: Iterable[tuple[str, str, int]], base: ShuBase, first: date, end: date
) -> Iterator[tuple[str, Decimal]]:
    """Balances as the base counts them: at the end, of each month end, or of each day."""
    found: defaultdict[str, int] = defaultdict(int)
    weights: dict[str, int] = {}
    for member, day, sen in rows:
        weight = weights.get(day)
        if weight is None:
            weight = weights[day] = _weight(base, max(date.fromisoformat(day), first), end)
        found[member] += sen * weight
    return ((member, from_sen(sen)) for member, sen in found.items())


def _weight(base: ShuBase, day: date, end: date) -> int:
    """How many times what moved on `day` counts up to `end`."""
    if base.balance == "akhir":
        return 1
    if base.balance == "harian":
        return (end - day + timedelta(days=1)).days
    return (end.year - day.year) * 12 + end.month - day.month + 1
