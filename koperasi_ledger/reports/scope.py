"""What a report is about: which books, up to which place of the journal, and which days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from koperasi_ledger.books import Books
from koperasi_ledger.model.accounts import Account
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.cooperative import PrintPolicy
from koperasi_ledger.model.records import PolicySection
from koperasi_ledger.reports.errors import (
    BeforeBooks,
    DatesReversed,
    NotBalanced,
    NotYet,
    YearAndDates,
)
from koperasi_ledger.reports.formatting import per_tanggal, rentang_tanggal, tanggal
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.view import Cell, Orientation, Report, Signature, Table, Trail
from koperasi_ledger.rules.policies import body_on

BLANK = "." * 30
"""A place on paper to write on by hand."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for; everything may be left out."""

    year: int | None = None
    first: date | None = None
    last: date | None = None
    account: str | None = None
    cash: str | None = None
    member: str | None = None
    by: str | None = None
    item: str | None = None
    days: int | None = None
    unit: str | None = None
    form: str | None = None
    method: str | None = None
    statement: str | None = None
    sought: str | None = None
    trails: bool = False
    """Whether a statement comes with the entries behind its figures."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The books, their postings up to a place of the journal, and the days of the report."""

    books: Books
    postings: Postings
    journal_hash: str
    first: date
    last: date
    asked: Asked = Asked()
    notes: tuple[str, ...] = ()

    @property
    def year_start(self) -> date:
        """The first day of the book year of the last day; book years are calendar years."""
        return date(self.last.year, 1, 1)

    def account(self, name: str) -> Account:
        """The account of a posting; a name that left the chart stands for itself."""
        return self.books.chart().get(name) or Account(name, "", name)


def period(
    asked: Asked, founded: date, today: date, *, whole: bool = False, not_before: bool = False
) -> tuple[date, date, tuple[str, ...]]:
    """First and last day of what was asked, and remarks on how they were understood.

    Without dates: from the first of January of this year until today; `whole` starts with the
    books instead, and so does `not_before` where they began within the year. A first day that was
    asked for stays. A statement never speaks of days to come, so a later end becomes today.

    Raises:
        YearAndDates, DatesReversed, NotYet, BeforeBooks.
    """
    if asked.year is not None:
        if asked.first is not None or asked.last is not None:
            raise YearAndDates
        first, last = date(asked.year, 1, 1), date(asked.year, 12, 31)
    else:
        last = asked.last or today
        start = min(founded, last) if whole else date(last.year, 1, 1)
        first = asked.first or start
    if not_before and asked.first is None and first < founded <= min(last, today):
        first = founded
    if first > last:
        raise DatesReversed(first, last)
    if first > today:
        raise NotYet(first, today)
    if last < founded:
        raise BeforeBooks(last, founded)
    if last <= today:
        return first, last, ()
    remark = f"Diminta sampai {tanggal(last)}; laporan disusun sampai hari ini, {tanggal(today)}."
    return first, today, (remark,)


def statement(
    scope: Scope,
    name: str,
    title: str,
    tables: Iterable[Table],
    *,
    balance: bool = False,
    facts: Iterable[tuple[str, Cell]] = (),
    notes: Iterable[str] = (),
    signed: bool = False,
    orientation: Orientation = "portrait",
    trails: Iterable[Trail] = (),
) -> Report:
    """A report with everything all reports share; `balance`: of one day, not of a period."""
    cooperative = scope.books.cooperative()
    names, city = _printing(scope)
    return Report(
        name=name,
        title=title,
        cooperative=cooperative.name,
        address=cooperative.address or "",
        period=per_tanggal(scope.last) if balance else rentang_tanggal(scope.first, scope.last),
        unit_note="dalam rupiah",
        journal_seq=scope.postings.seq,
        journal_hash=scope.journal_hash,
        tables=tuple(tables),
        facts=tuple(facts),
        notes=(*scope.notes, *notes),
        signatures=names if signed else (),
        # The day of signing is written by hand: a printout depends on the journal alone.
        place_date=f"{city}, {BLANK}" if signed and names and city else "",
        orientation=orientation,
        trails=tuple(trails),
    )


def legal(scope: Scope) -> tuple[tuple[str, Cell], ...]:
    """The cooperative's legal number, for statements that leave the house."""
    number = scope.books.cooperative().legal_number
    return (("Badan hukum", number),) if number else ()


_OFFICES = ("ketua", "wakil", "sekretaris", "bendahara", "manajer", "pengawas")


def _rank(signatory: tuple[str, str]) -> tuple[int, str]:
    """The chair signs first, the other offices in the order in which a board is listed."""
    role = signatory[0].lower()
    first = role.partition(" ")[0]
    return (_OFFICES.index(first) if first in _OFFICES else len(_OFFICES)), role


def signatories(section: PolicySection, day: date) -> tuple[tuple[Signature, ...], str]:
    """Who signs on a day, and in which city, by the policy in force then."""
    printing = body_on(section, PrintPolicy, day)
    if printing is None:
        return (), ""
    names = tuple(
        Signature(role, name) for role, name in sorted(printing.signatories.items(), key=_rank)
    )
    return names, printing.city or ""


def _printing(scope: Scope) -> tuple[tuple[Signature, ...], str]:
    return signatories(scope.books.section("print"), scope.last)


def check_equal(left: str, sen: int, right: str, other: int) -> None:
    """Refuses to print figures that must be equal and are not.

    Raises:
        NotBalanced: they differ.
    """
    if sen != other:
        raise NotBalanced(left, from_sen(sen), right, from_sen(other))
