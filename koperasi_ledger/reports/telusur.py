"""Telusur: the entries behind one figure or line of a statement.

A line is asked for by its account, code, key or title, a figure as it is printed. What fits several
lines is listed, to be asked for more closely.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import NamedTuple

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.reports.arus_kas import flow_statement
from koperasi_ledger.reports.ekuitas import equity_statement
from koperasi_ledger.reports.errors import NothingFound, NothingSought, NotTraceable
from koperasi_ledger.reports.figures import Figure, Item, Statement
from koperasi_ledger.reports.neraca import position_statement
from koperasi_ledger.reports.phu import result_statement
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.trails import entries_of, figure_places, followed, trail_rows
from koperasi_ledger.reports.unit import unit_statement
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table

_STATEMENTS = {
    "neraca": position_statement,
    "phu": result_statement,
    "ekuitas": equity_statement,
    "arus-kas": flow_statement,
    "unit": unit_statement,
}
_USUAL = ("neraca", "phu", "ekuitas", "arus-kas")
_AMOUNT = re.compile(
    r"\(?-?(Rp ?)?[0-9]{1,3}(\.[0-9]{3})*(,[0-9]{1,2})?\)?|-?(Rp ?)?[0-9]+(\.[0-9]{2})?"
)


class Hit(NamedTuple):
    """A figure that fits what is sought."""

    statement: Statement
    item: Item
    column: str
    figure: Figure

    @property
    def label(self) -> str:
        """The line as it is printed."""
        return self.item.title

    @property
    def title(self) -> str:
        """The title of the figure's column."""
        return next(each.title for each in self.statement.columns if each.key == self.column)

    @property
    def several(self) -> bool:
        """Whether the columns are parts of a whole instead of years."""
        return self.statement.name in ("ekuitas", "unit")

    @property
    def key(self) -> str:
        """What leads to this line alone."""
        apart = self.several or not self.first
        return f"{self.item.key}:{self.column}" if apart else self.item.key

    @property
    def first(self) -> bool:
        """Whether the figure is of the report's own days."""
        return self.column == self.statement.columns[0].key


def telusur(scope: Scope) -> Report:
    """The entries behind the figure or line that is sought; the lines, where there are several.

    Raises:
        NothingSought, NothingFound: nothing was named, or nothing fits.
        NotTraceable: the report named is none of the statements.
    """
    sought = (scope.asked.sought or "").strip()
    if not sought:
        raise NothingSought
    names = (scope.asked.statement,) if scope.asked.statement else _USUAL
    for name in names:
        if name not in _STATEMENTS:
            raise NotTraceable(name, _STATEMENTS)
    found = [_STATEMENTS[name](scope) for name in names]
    hits = _distinct(_by_line(found, sought) or _by_amount(found, sought))
    if not hits:
        titles = {item.title for each in found for item in each.items()}
        near = get_close_matches(sought, sorted(titles), n=1)
        raise NothingFound(sought, names, near)
    table = _entries(scope, hits[0]) if len(hits) == 1 else _candidates(hits)
    facts: tuple[tuple[str, Cell], ...] = (("Dicari", sought),)
    notes = ["Sebut salah satunya: laporan telusur KUNCI --laporan NAMA."]
    if len(hits) == 1:
        hit = hits[0]
        facts = (
            ("Laporan", hit.statement.title),
            ("Baris", hit.label),
            ("Kolom", hit.title),
            ("Angka", from_sen(hit.figure.sen)),
        )
        notes = []
    return statement(scope, "telusur", "Telusur Angka", (table,), facts=facts, notes=notes)


def _by_line(found: Sequence[Statement], sought: str) -> list[Hit]:
    """The lines that are called so; those that only contain it where none is."""
    wanted = sought.casefold()
    every = [
        hit
        for each in found
        for hit in (Hit(each, *place) for place in figure_places(each))
        # A matrix has a figure in every place, and most of them say nothing.
        if hit.figure.sen or not hit.several
    ]
    exact = [hit for hit in every if wanted in map(str.casefold, _names(hit))]
    hits = exact or [
        hit for hit in every if len(wanted) > 2 and wanted in hit.item.title.casefold()
    ]
    # A line is asked for in the report's own days, unless the column is part of what is asked.
    return [hit for hit in hits if hit.several or hit.first or hit.key.casefold() == wanted]


def _names(hit: Hit) -> Iterator[str]:
    yield from (hit.item.key, hit.item.title, hit.key)
    if hit.item.code:
        yield hit.item.code


def _by_amount(found: Sequence[Statement], sought: str) -> list[Hit]:
    wanted = amount_of(sought)
    if wanted is None:
        return []
    return [
        Hit(each, *place)
        for each in found
        for place in figure_places(each)
        if abs(place[2].sen) == wanted
    ]


def amount_of(text: str) -> int | None:
    """The size of an amount as statements print it, in sen; None where the text is none.

    `1.250.000`, `Rp1.250.000,50`, `(40.000)` and `1250000.50` are read; the sign does not matter.
    """
    if not _AMOUNT.fullmatch(text):
        return None
    plain = re.sub(r"[()Rp -]", "", text)
    if "," in plain or re.search(r"\.[0-9]{3}(\.|$)", plain):
        plain = plain.replace(".", "").replace(",", ".")
    return int(Decimal(plain) * 100)


def _distinct(hits: Sequence[Hit]) -> list[Hit]:
    """Each figure once: a sum over a single line is that line."""
    seen: set[object] = set()
    found = []
    for hit in hits:
        made = (frozenset(hit.figure.sources), frozenset(hit.figure.legs), hit.figure.sen)
        if made not in seen or not (hit.figure.sources or hit.figure.legs):
            seen.add(made)
            found.append(hit)
    return found


def _entries(scope: Scope, hit: Hit) -> Table:
    (part,) = followed(scope, [hit.figure])
    if not part.legs and part.opening:
        # Nothing moved in the year of a balance: it is what it became earlier.
        (part,) = followed(scope, [hit.figure], whole=True)
    lines = entries_of(scope, (leg.seq for leg in part.legs))
    columns = (
        Column("tanggal", "Tanggal", "date"),
        Column("bukti", "Bukti", "code"),
        Column("uraian", "Uraian"),
        Column("akun", "Akun"),
        Column("jumlah", "Jumlah", "amount"),
    )
    rows = [
        Row((each.date, each.voucher, each.narration, each.account, each.amount), trace=each.ref)
        for each in trail_rows(scope, part.legs, lines)
    ]
    if part.opening:
        opening = Row((None, None, "Saldo awal tahun", None, from_sen(part.opening)))
        rows.insert(0, opening)
    rows.append(Row((None, None, "Jumlah", None, from_sen(hit.figure.sen)), "total"))
    return Table("telusur", "", columns, tuple(rows))


def _candidates(hits: Sequence[Hit]) -> Table:
    columns = (
        Column("laporan", "Laporan", "code"),
        Column("kunci", "Kunci", "code"),
        Column("baris", "Baris"),
        Column("kolom", "Kolom"),
        Column("jumlah", "Jumlah", "amount"),
    )
    rows = tuple(
        Row((hit.statement.name, hit.key, hit.label, hit.title, from_sen(hit.figure.sen)))
        for hit in hits
    )
    return Table("pilihan", "Yang cocok lebih dari satu", columns, rows)
