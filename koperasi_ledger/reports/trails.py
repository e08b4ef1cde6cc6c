"""Following figures back to the entries that they add up.

The parts listed add up to the figure, to the sen; a balance starts from what it was when its year
began.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.reports.figures import Figure, Item, Leg, Source, Statement, legs_of, tables
from koperasi_ledger.reports.query import Line
from koperasi_ledger.reports.scope import Scope, legal, statement
from koperasi_ledger.reports.view import Cell, Report, Trail, TrailRow
from koperasi_ledger.reports.year_ends import YearEnds, year_ends

MOST = 100
"""How many parts of a figure a page lists; the command line lists all of them."""


class Followed(NamedTuple):
    """A figure with its parts: `opening` in sen where it is a balance."""

    figure: Figure
    opening: int | None
    legs: tuple[Leg, ...]


def followed(scope: Scope, figures: Sequence[Figure], *, whole: bool = False) -> list[Followed]:
    """What each of the figures is made of, read in one go; `whole`: balances from nothing on."""
    ends = year_ends(scope.postings)
    sources = [list(figure.sources) if whole else _since(figure) for figure in figures]
    flat = [source for own in sources for source in own]
    parts = iter(_legs(scope, ends, flat))
    found = []
    for figure, own in zip(figures, sources, strict=True):
        legs = (*figure.legs, *(leg for _ in own for leg in next(parts)))
        balance = any(source.first == date.min for source in figure.sources)
        opening = figure.sen - sum(leg.sen for leg in legs) if balance else None
        found.append(Followed(figure, opening, legs))
    return found


def _legs(scope: Scope, ends: YearEnds, sources: Sequence[Source]) -> list[list[Leg]]:
    return legs_of(scope.postings, ends, sources)


def _since(figure: Figure) -> list[Source]:
    """The sources, balances from the first day of the year of the figure's day on."""
    if not figure.sources:
        return []
    start = date(max(source.last for source in figure.sources).year, 1, 1)
    return [
        source._replace(first=start) if source.first == date.min else source
        for source in figure.sources
    ]


def entries_of(scope: Scope, seqs: Iterable[int]) -> dict[int, Line]:
    """A line of each of the entries, which says its date, paper and narration."""
    wanted = set(seqs)
    found: dict[int, Line] = {}
    if wanted:
        for line in scope.postings.lines(date.min, date.max):
            if line.seq in wanted:
                found.setdefault(line.seq, line)
    return found


def trail_rows(scope: Scope, legs: Sequence[Leg], lines: dict[int, Line]) -> Iterator[TrailRow]:
    """The parts of a figure as they are printed, in the order of dates."""
    for leg in sorted(legs, key=lambda leg: (lines[leg.seq].date, leg.seq)):
        line = lines[leg.seq]
        account = scope.account(leg.account).title if leg.account else ""
        amount = from_sen(leg.sen)
        yield TrailRow(line.date, line.ref, line.voucher, line.narration, account, amount)


def statement_page(
    scope: Scope,
    found: Statement,
    *,
    balance: bool = False,
    facts: Iterable[tuple[str, Cell]] = (),
    notes: Iterable[str] = (),
) -> Report:
    """A statement as the page that is signed: with the legal number, and the trail of every figure.

    `facts` and `notes` come after its own; `balance`: of one day, not of a period.
    """
    return statement(
        scope,
        found.name,
        found.title,
        tables(found),
        balance=balance,
        facts=(*legal(scope), *facts),
        notes=(*found.notes, *notes),
        signed=True,
        trails=page_trails(scope, found),
    )


def page_trails(scope: Scope, found: Statement) -> tuple[Trail, ...]:
    """The trails of every figure of a statement, where asked for; long ones are cut off."""
    if not scope.asked.trails:
        return ()
    places = list(figure_places(found))
    parts = followed(scope, [figure for _, _, figure in places])
    shown = [part.legs[-MOST:] for part in parts]
    lines = entries_of(scope, (leg.seq for legs in shown for leg in legs))
    columns = {column.key: column.title for column in found.columns}
    return tuple(
        Trail(
            item.key,
            column,
            f"{item.title} · {columns[column]}",
            None if part.opening is None else from_sen(part.opening),
            tuple(trail_rows(scope, legs, lines)),
            from_sen(figure.sen),
            len(part.legs) - len(legs),
            from_sen(sum(leg.sen for leg in part.legs[: len(part.legs) - len(legs)])),
        )
        for (item, column, figure), part, legs in zip(places, parts, shown, strict=True)
        if part.legs or part.opening
    )


def figure_places(found: Statement) -> Iterator[tuple[Item, str, Figure]]:
    """Every figure with its line and the key of its column."""
    for item in found.items():
        for column, figure in zip(found.columns, item.figures, strict=True):
            if figure is not None:
                yield item, column.key, figure
