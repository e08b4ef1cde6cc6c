"""Closing a book year and opening the next (decision 35).

The year is closed in two steps, as the law has it: the books first, the rapat anggota later. On 31
December every account of Pendapatan and Beban goes to SHU tahun berjalan (ministry chart 3180); on
1 January that SHU becomes SHU tahun lalu belum dibagi (3170), where it waits for the RAT. What the
year's result was is asked of the ledger, not of the event, and must be what was seen when the year
was closed. Source: UU 25/1992 Ps. 45; ministry chart; accounting reference 2.1 "Postings".
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.accounts import SHU_CURRENT, SHU_PRIOR
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.years import YearClosed, YearOpened
from koperasi_ledger.model.records import ClosedYear, Cooperative, Period
from koperasi_ledger.rules.change import Change, ResultBalance
from koperasi_ledger.rules.dates import add_months, month_of
from koperasi_ledger.rules.errors.years import (
    MonthsStillOpen,
    NotYearEnd,
    SurplusDiffers,
    YearNotClosed,
    YearOpenedAlready,
    YearsInOrder,
)

_ZERO = Decimal(0)


def close_year(
    event: YearClosed,
    cooperative: Cooperative,
    period: Period,
    results: Sequence[ResultBalance],
    current: Decimal,
) -> Change:
    """The result accounts are emptied into SHU tahun berjalan; December and the year are closed.

    `results` are the balances of the result accounts at the year's end, `current` that of SHU
    tahun berjalan (credit is less than zero): what was taken over in the middle of the first year.

    Raises:
        YearsInOrder, NotYearEnd, MonthsStillOpen, SurplusDiffers.
    """
    expected = next_year(cooperative, period)
    if event.year != expected:
        raise YearsInOrder(event.year, expected)
    end = date(event.year, 12, 31)
    if event.date != end:
        raise NotYearEnd(event.date, end)
    december = f"{event.year}-12"
    turn = (
        add_months(period.closed_through, 1)
        if period.closed_through
        else month_of(cooperative.founded)
    )
    if turn < december:
        raise MonthsStillOpen(event.year, turn)
    result = sum((each.amount for each in results), _ZERO)
    surplus = surplus_of((result,), current)
    if surplus != event.surplus:
        raise SurplusDiffers(event.year, event.surplus, surplus)
    legs = [Posting(each.account, -each.amount, unit=each.unit) for each in results if each.amount]
    entry = None
    if legs:
        if result:
            legs.append(Posting(SHU_CURRENT, result))
        entry = balanced(event.date, event.ref, f"Tutup tahun {event.year}", legs)
    year = ClosedYear(year=event.year, surplus=surplus, closed=event.ref)
    return Change(entry, (period.updated(closed_through=december, closed_year=event.year), year))


def surplus_of(results: Iterable[Decimal], current: Decimal) -> Decimal:
    """The SHU of a year in rupiah; a loss is less than zero.

    `results` are the balances of its result accounts at its end, or so far, `current` that of SHU
    tahun berjalan: what books that began within the year took over. Credit is less than zero.
    """
    return -sum(results, current)


def next_year(cooperative: Cooperative, period: Period) -> int:
    """The book year whose turn it is to be closed."""
    return cooperative.founded.year if period.closed_year is None else period.closed_year + 1


def open_year(event: YearOpened, period: Period, before: ClosedYear | None) -> Change:
    """The SHU of the year before waits for the rapat anggota as SHU tahun lalu.

    Raises:
        YearNotClosed, YearOpenedAlready, NotYearEnd.
    """
    if before is None or period.closed_year != before.year:
        raise YearNotClosed(event.year - 1)
    if before.opened is not None:
        raise YearOpenedAlready(event.year, before.opened)
    first = date(event.year, 1, 1)
    if event.date != first:
        raise NotYearEnd(event.date, first)
    entry = None
    if before.surplus:
        entry = balanced(
            event.date,
            event.ref,
            f"SHU {before.year} menunggu rapat anggota",
            (Posting(SHU_CURRENT, before.surplus), Posting(SHU_PRIOR, -before.surplus)),
        )
    return Change(entry, (before.updated(opened=event.ref),))
