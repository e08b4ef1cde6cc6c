"""Kolektibilitas and ageing of the running loans on a day, for the screen and for programs."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.policy.loans import QUALITIES, LoanPolicy, Quality
from koperasi_ledger.reports.kolektibilitas import percent
from koperasi_ledger.reports.pinjaman_state import LoanState, names_of, overdue, running_at
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.scope import Asked, Scope, period
from koperasi_ledger.reports.umur_pinjaman import aged
from koperasi_ledger.rules.loans.month_end import quality_policy
from koperasi_ledger.rules.loans.provision import Allowance, allowance
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.workflows.book import Book

_ZERO = Decimal(0)
_POOR: tuple[Quality, ...] = ("kurang-lancar", "diragukan", "macet")

BUCKETS = ("1_30", "31_60", "61_90", "91_180", "181_360", "lebih_360")
"""The ages of what is overdue, in days; as the report `umur-pinjaman` has them."""


class Classed(NamedTuple):
    """A running loan with its class; `wanted` is None where the policy has no provision."""

    state: LoanState
    name: str
    quality: Quality
    days: int
    reason: str
    wanted: Allowance | None


class ClassTotal(NamedTuple):
    """What a class holds: how many loans, what they owe, what is to be set aside for them."""

    quality: Quality
    number: int
    balance: Decimal
    secured: Decimal
    regulation: Decimal
    sak_ep: Decimal


class QualityList(NamedTuple):
    """The classes of all running loans on a day; `poor` is the NPL ratio in percent."""

    day: date
    loans: tuple[Classed, ...]
    classes: tuple[ClassTotal, ...]
    poor: Decimal
    notes: tuple[str, ...]

    @property
    def balance(self) -> Decimal:
        """What all running loans owe of principal."""
        return sum((each.balance for each in self.classes), _ZERO)


class Aged(NamedTuple):
    """A running loan with its overdue principal by `BUCKETS`, in rupiah."""

    state: LoanState
    name: str
    overdue: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        """All of its overdue principal."""
        return sum(self.overdue, _ZERO)


class AgeList(NamedTuple):
    """The ageing of all running loans on a day."""

    day: date
    loans: tuple[Aged, ...]
    notes: tuple[str, ...]

    @property
    def buckets(self) -> tuple[Decimal, ...]:
        """The overdue principal of all loans by age."""
        return tuple(
            sum((item.overdue[place] for item in self.loans), _ZERO)
            for place in range(len(BUCKETS))
        )

    @property
    def balance(self) -> Decimal:
        """What all running loans owe of principal."""
        return sum((item.state.at.balance for item in self.loans), _ZERO)


def _scope(book: Book, day: date, today: date) -> Scope:
    head, books = book.journal.head(), book.journal.books()
    asked = Asked(last=day)
    first, last, notes = period(asked, books.cooperative().founded, today)
    postings = Postings(book.journal.database, head.seq)
    return Scope(books, postings, head.hash, first, last, asked, notes)


def quality_list(book: Book, day: date, today: date) -> QualityList:
    """The class of every running loan at the end of a day, the worst first.

    Raises:
        NoLoanRules: the policy of the day has no rule of classes.
        BeforeBooks: the day lies before the books.
        NotBalanced: the books are damaged.
    """
    scope = _scope(book, day, today)
    section = scope.books.section("loans")
    quality_policy(section, scope.last)
    policy = body_on(section, LoanPolicy, scope.last)
    names = names_of(scope)
    loans = [_classed(state, names, policy) for state in running_at(scope)]
    loans.sort(key=lambda item: (-QUALITIES.index(item.quality), item.state.loan.number))
    used = [each for each in QUALITIES if each != "dpk" or _uses_dpk(policy)]
    classes = tuple(_total(each, loans) for each in used)
    whole = sum(to_sen(each.balance) for each in classes)
    poor = sum(to_sen(each.balance) for each in classes if each.quality in _POOR)
    return QualityList(scope.last, tuple(loans), classes, percent(poor, whole), scope.notes)


def _uses_dpk(policy: LoanPolicy | None) -> bool:
    return policy is not None and policy.quality is not None and policy.quality.profile == "hari"


def _classed(state: LoanState, names: dict[str, str], policy: LoanPolicy | None) -> Classed:
    found = state.assessed
    quality: Quality = found.quality if found is not None else "lancar"
    wanted = None
    if policy is not None and policy.provision is not None:
        wanted = allowance(policy.provision, quality, state.at.balance, state.secured)
    days, reason = (found.days, found.reason) if found is not None else (0, "")
    name = names.get(state.loan.member, state.loan.member)
    return Classed(state, name, quality, days, reason, wanted)


def _total(quality: Quality, loans: Sequence[Classed]) -> ClassTotal:
    own = [item for item in loans if item.quality == quality]
    return ClassTotal(
        quality,
        len(own),
        sum((item.state.at.balance for item in own), _ZERO),
        sum((item.state.secured for item in own), _ZERO),
        sum((item.wanted.regulation for item in own if item.wanted), _ZERO),
        sum((item.wanted.sak_ep or _ZERO for item in own if item.wanted), _ZERO),
    )


def age_list(book: Book, day: date, today: date) -> AgeList:
    """The overdue principal of every running loan at the end of a day, by its age.

    Each instalment is aged by its own due date; what is due on the day itself is in the first.

    Raises:
        BeforeBooks: the day lies before the books.
        NotBalanced: the books are damaged.
    """
    scope = _scope(book, day, today)
    names = names_of(scope)
    loans = tuple(
        Aged(
            state,
            names.get(state.loan.member, state.loan.member),
            tuple(from_sen(sen) for sen in aged(state).principal),
        )
        for state in running_at(scope)
    )
    return AgeList(scope.last, loans, scope.notes)


# -- for programs ----------------------------------------------------------------------------------


def quality_json(found: QualityList) -> dict[str, Any]:
    """The classes for programs: amounts as decimal text."""
    return {
        "tanggal": found.day.isoformat(),
        "mutu": [
            {
                "mutu": each.quality,
                "banyaknya": each.number,
                "sisa_pokok": str(each.balance),
                "agunan": str(each.secured),
                "penyisihan_regulasi": str(each.regulation),
                "penyisihan_sak_ep": str(each.sak_ep),
            }
            for each in found.classes
        ],
        "sisa_pokok": str(found.balance),
        "npl_persen": str(found.poor),
        "pinjaman": [_classed_json(item) for item in found.loans],
    }


def _classed_json(item: Classed) -> dict[str, Any]:
    principal, interest = overdue(item.state)
    wanted = item.wanted
    return {
        "nomor": item.state.loan.number,
        "anggota": item.state.loan.member,
        "nama": item.name,
        "produk": item.state.loan.product.key,
        "mutu": item.quality,
        "hari_menunggak": item.days,
        "alasan": item.reason,
        "sisa_pokok": str(item.state.at.balance),
        "pokok_tertunggak": str(principal),
        "jasa_tertunggak": str(interest),
        "agunan": str(item.state.secured),
        "penyisihan_regulasi": str(wanted.regulation) if wanted else None,
        "penyisihan_sak_ep": str(wanted.sak_ep) if wanted and wanted.sak_ep is not None else None,
    }


def age_json(found: AgeList) -> dict[str, Any]:
    """The ageing for programs: amounts as decimal text."""
    return {
        "tanggal": found.day.isoformat(),
        "umur": {
            f"hari_{key}": str(sum_) for key, sum_ in zip(BUCKETS, found.buckets, strict=True)
        },
        "pokok_tertunggak": str(sum(found.buckets, _ZERO)),
        "sisa_pokok": str(found.balance),
        "pinjaman": [
            {
                "nomor": item.state.loan.number,
                "anggota": item.state.loan.member,
                "nama": item.name,
                "sisa_pokok": str(item.state.at.balance),
                **{
                    f"hari_{key}": str(amount)
                    for key, amount in zip(BUCKETS, item.overdue, strict=True)
                },
                "pokok_tertunggak": str(item.total),
            }
            for item in found.loans
            if item.total
        ],
    }
