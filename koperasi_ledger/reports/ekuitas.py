"""Perubahan ekuitas: what each part of equity held, gained, lost, and holds.

Columns after published forms (accounting reference 1.4): simpanan pokok and wajib, other capital,
hibah, cadangan, SHU tahun lalu, SHU tahun berjalan; two years below each other. The opening of the
first and the closing of the last stand on the neraca.

*Addition or reduction* is said of an entry as a whole: what it moves in a column, up or down. What
reverses an earlier entry takes back on the side where that entry stood, so that a mistake and its
reversal leave no trace in either row. SHU of the running year becomes SHU tahun lalu at the turn of
the year by its date, closed or not (`year_ends`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from koperasi_ledger.model.accounts import SHU_CURRENT
from koperasi_ledger.reports.captions import Placing
from koperasi_ledger.reports.cash_flows import Marks, marks
from koperasi_ledger.reports.figures import (
    Block,
    Figure,
    Item,
    Leg,
    Source,
    Statement,
    added,
    legs_of,
)
from koperasi_ledger.reports.formatting import rentang_tanggal, tanggal
from koperasi_ledger.reports.positions import Position, positions
from koperasi_ledger.reports.query import day_before
from koperasi_ledger.reports.scope import Scope, check_equal
from koperasi_ledger.reports.trails import statement_page
from koperasi_ledger.reports.view import Column, Report, RowStyle
from koperasi_ledger.reports.year_ends import YearEnds, year_ends

_PARTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("simpanan_pokok", "Simpanan pokok", ("simpanan_pokok",)),
    ("simpanan_wajib", "Simpanan wajib", ("simpanan_wajib",)),
    ("simpanan_khusus", "Wajib pinjam dan khusus", ("simpanan_khusus",)),
    ("modal_lain", "Modal lain", ("modal_penyetaraan", "modal_penyertaan", "ekuitas_lain")),
    ("hibah", "Hibah", ("hibah",)),
    ("cadangan", "Cadangan", ("cadangan",)),
    ("komprehensif", "Penghasilan komprehensif lain", ("penghasilan_komprehensif",)),
    ("shu_lalu", "SHU tahun lalu", ("shu_lalu",)),
    ("shu_berjalan", "SHU tahun berjalan", ("shu_berjalan",)),
)
"""The columns: key, title, and the captions of equity that they take together."""
_ALWAYS = frozenset({"simpanan_pokok", "simpanan_wajib", "cadangan", "shu_lalu", "shu_berjalan"})
_NOTE = (
    "Penambahan dan pengurangan dihitung per ayat jurnal; pembalikan mengurangi baris tempat ayat"
    " yang dibalik berada."
)


def ekuitas(scope: Scope) -> Report:
    """The statement of changes in equity: the year of the scope, and the year before it.

    Raises:
        NotBalanced: a column's movements do not lead from its opening to its closing balance.
    """
    found = equity_statement(scope)
    return statement_page(scope, found)


def equity_spans(scope: Scope) -> list[tuple[date, date]]:
    """The year before from its first day to its last, where there were books, and the scope's."""
    found = [(scope.first, scope.last)]
    end = day_before(date(scope.first.year, 1, 1))
    if scope.first == date(scope.first.year, 1, 1) and end >= scope.books.cooperative().founded:
        found.insert(0, (date(end.year, 1, 1), end))
    return found


def equity_statement(scope: Scope) -> Statement:
    """The statement as data: a block for each year, a column for each part of equity.

    Raises:
        NotBalanced: a column's movements do not lead from its opening to its closing balance.
    """
    placing = Placing(scope.books, scope.last)
    ends = year_ends(scope.postings)
    known = marks(scope.postings)
    years = [_Year.of(scope, placing, span, ends, known) for span in equity_spans(scope)]
    shown = [
        place
        for place, (key, _, _) in enumerate(_PARTS)
        if key in _ALWAYS or any(year.moves(place) for year in years)
    ]
    columns = (
        *(Column(_PARTS[place][0], _PARTS[place][1], "amount") for place in shown),
        Column("jumlah", "Jumlah ekuitas", "amount"),
    )
    blocks = tuple(year.block(shown) for year in years)
    return Statement("ekuitas", "Laporan Perubahan Ekuitas", columns, blocks, (_NOTE,))


@dataclass
class _Year:
    """One period: for each part of equity what it opened with, what moved, what it closed with."""

    first: date
    last: date
    opening: list[Figure]
    moved: list[Figure]
    brought: list[list[Leg]]
    gained: list[list[Leg]]
    lost: list[list[Leg]]
    surplus: list[Figure]
    closing: list[Figure]

    @classmethod
    def of(
        cls,
        scope: Scope,
        placing: Placing,
        span: tuple[date, date],
        ends: YearEnds,
        known: Marks,
    ) -> "_Year":
        """What happened to equity between two days."""
        first, last = span
        turns = [date(year, 12, 31) for year in range(first.year - 1, last.year)]
        turns = [day for day in turns if day_before(first) <= day < last]
        days = [day_before(first), last, *turns]
        before, after, *at_turns = positions(scope, placing, days, ends)
        names = [
            frozenset(name for key in captions for name in placing.accounts[key])
            for _, _, captions in _PARTS
        ]
        sources = [Source(own, first, last, -1) for own in names]
        legs = legs_of(scope.postings, ends, sources)
        split = [_split(own, known) for own in legs]
        year = cls(
            first,
            last,
            [_held(before, own) for own in names],
            [_turned(key, at_turns) for key, _, _ in _PARTS],
            [each.brought for each in split],
            [each.gained for each in split],
            [each.lost for each in split],
            [_surplus(key, after, span, scope, ends) for key, _, _ in _PARTS],
            [_held(after, own) for own in names],
        )
        year.check()
        return year

    def moves(self, place: int) -> bool:
        """Whether a part of equity held or moved anything."""
        legs = (*self.brought[place], *self.gained[place], *self.lost[place])
        return bool(self.opening[place].sen or self.closing[place].sen or legs)

    def check(self) -> None:
        """Refuses movements that do not lead from the opening to the closing balance.

        Raises:
            NotBalanced: so they do.
        """
        for place, (_, title, _) in enumerate(_PARTS):
            legs = (*self.brought[place], *self.gained[place], *self.lost[place])
            led = self.opening[place].sen + self.moved[place].sen + self.surplus[place].sen
            led += sum(leg.sen for leg in legs)
            held = self.closing[place].sen
            check_equal(f"{title} menurut perubahannya", led, "saldo akhirnya", held)

    def block(self, shown: Sequence[int]) -> Block:
        """The period as a table."""
        year = self.last.year
        opened = day_before(self.first)
        rows = [
            _item(f"awal_{year}", f"Saldo {tanggal(opened)}", self.opening, shown, "heading"),
            _item(f"pindah_{year}", "SHU tahun berjalan menjadi SHU tahun lalu", self.moved, shown),
            _item(f"dibawa_{year}", "Saldo awal pembukuan", map(_listed, self.brought), shown),
            _item(f"tambah_{year}", "Penambahan", map(_listed, self.gained), shown),
            _item(f"kurang_{year}", "Pengurangan", map(_listed, self.lost), shown),
            _item(f"shu_{year}", "SHU tahun ini", self.surplus, shown),
        ]
        kept = [row for row in rows if row.style != "normal" or any(_sens(row))]
        closed = f"Saldo {tanggal(self.last)}"
        kept.append(_item(f"akhir_{year}", closed, self.closing, shown, "total"))
        return Block(f"tahun_{year}", self._title(), tuple(kept))

    def _title(self) -> str:
        whole = (self.first.month, self.first.day, self.last.month, self.last.day)
        if whole == (1, 1, 12, 31) and self.first.year == self.last.year:
            return f"Tahun {self.last.year}"
        return rentang_tanggal(self.first, self.last)


def _sens(item: Item) -> list[int]:
    return [figure.sen for figure in item.figures if figure is not None]


def _listed(legs: Iterable[Leg]) -> Figure:
    own = tuple(legs)
    return Figure(sum(leg.sen for leg in own), legs=own)


def _item(
    key: str,
    title: str,
    parts: Iterable[Figure],
    shown: Sequence[int],
    style: RowStyle = "normal",
) -> Item:
    every = list(parts)
    figures = (*(every[place] for place in shown), added(every))
    return Item(key, title, figures, style)


def _held(position: Position, names: Iterable[str]) -> Figure:
    return added(position.figure(name, -1) for name in sorted(names))


def _turned(key: str, turns: Sequence[Position]) -> Figure:
    """What the turn of a year moves from SHU tahun berjalan to SHU tahun lalu."""
    if key not in ("shu_lalu", "shu_berjalan"):
        return Figure(0)
    ended = added(
        position.figure(SHU_CURRENT, 1 if key == "shu_berjalan" else -1) for position in turns
    )
    return Figure(ended.sen, ended.sources)


def _surplus(
    key: str, after: Position, span: tuple[date, date], scope: Scope, ends: YearEnds
) -> Figure:
    """What the result accounts brought between the two days."""
    if key != "shu_berjalan":
        return Figure(0)
    source = Source(after.results, *span, -1)
    moved = scope.postings.turnovers(*span)
    sen = sum(moved[name].credit - moved[name].debit for name in after.results if name in moved)
    taken = ends.taken(span[1], span[0])
    sen += sum(leg.sen for leg in taken if leg.account in after.results)
    return Figure(sen, (source,))


class _Split(NamedTuple):
    """The legs of a part of equity: brought by the opening balances, gained, lost."""

    brought: list[Leg]
    gained: list[Leg]
    lost: list[Leg]


def _split(legs: Iterable[Leg], known: Marks) -> _Split:
    """The legs told apart by what each entry moves as a whole."""
    own: dict[int, list[Leg]] = {}
    for leg in legs:
        own.setdefault(leg.seq, []).append(leg)
    found = _Split([], [], [])
    for seq, parts in own.items():
        sen = sum(leg.sen for leg in parts)
        if seq in known.opening:
            found.brought.extend(parts)
        elif sen:
            up = (sen > 0) != (seq in known.undoing)
            (found.gained if up else found.lost).extend(parts)
    return found
