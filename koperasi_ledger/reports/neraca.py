"""Neraca (laporan posisi keuangan): what there is, what is owed, and whose the rest is.

Sektor riil and KDMP split current from non-current; KSP/USP list assets by liquidity and
liabilities by maturity without a split (Permenkop UKM 2/2024, appendix); policy may choose another
layout. Savings under mudharabah stand as dana syirkah temporer between liabilities and equity (PSAK
405). Beside the last day stands the end of the year before, or in the first year of books what
they began with.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from koperasi_ledger.model.accounts import SHU_CURRENT
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.reports.captions import Placing
from koperasi_ledger.reports.figures import (
    Block,
    Figure,
    Item,
    Statement,
    added,
    added_up,
    heading,
)
from koperasi_ledger.reports.formatting import rupiah
from koperasi_ledger.reports.opening_position import OpeningPosition, opening_position
from koperasi_ledger.reports.position_layouts import BY_PROFILE, LAYOUTS, Group, Layout, Line
from koperasi_ledger.reports.positions import Position, position_days, positions
from koperasi_ledger.reports.scope import Scope, check_equal
from koperasi_ledger.reports.trails import statement_page
from koperasi_ledger.reports.view import Column, Report
from koperasi_ledger.reports.year_ends import is_result, year_ends

_SYIRKAH = "dana_syirkah"


def neraca(scope: Scope) -> Report:
    """The statement of financial position at the last day of the scope.

    Raises:
        NotBalanced: assets differ from liabilities and equity.
    """
    found = position_statement(scope)
    return statement_page(scope, found, balance=True)


def position_statement(scope: Scope) -> Statement:
    """The statement as data, by the layout in force on the scope's last day.

    Raises:
        NotBalanced: assets differ from liabilities and equity.
    """
    placing = Placing(scope.books, scope.last)
    profile = scope.books.cooperative().profile
    layout = LAYOUTS[placing.policy.position or BY_PROFILE[profile]]
    made = _Made(scope, placing, layout, _columns(scope, placing))
    assets = made.block("aset", "Aset", layout.assets)
    title = "Liabilitas dan ekuitas"
    claims = made.block("liabilitas_ekuitas", title, layout.claims)
    left, right = assets.items[-1], claims.items[-1]
    difference = []
    for one, other in zip(left.figures, right.figures, strict=True):
        sums = [figure.sen if figure is not None else 0 for figure in (one, other)]
        check_equal("Jumlah aset", sums[0], "jumlah liabilitas dan ekuitas", sums[1])
        difference.append(Figure(sums[0] - sums[1]))
    check = Item("selisih", "Selisih aset dengan liabilitas dan ekuitas", tuple(difference))
    claims = Block(claims.key, claims.title, (*claims.items, check))
    columns = tuple(
        Column(key, f"{position.day:%d/%m/%Y}", "amount")
        for key, position in zip(("jumlah", "jumlah_lalu"), made.found, strict=False)
    )
    notes = tuple(made.notes())
    name, head = "neraca", "Laporan Posisi Keuangan"
    return Statement(name, head, columns, (assets, claims), notes, fixed=made.detail == "akun")


def _columns(scope: Scope, placing: Placing) -> list[Position]:
    """The last day, and beside it the end of the year before or what the books began with."""
    found = positions(scope, placing, position_days(scope))
    began = opening_position(scope, placing) if len(found) == 1 else None
    return found if began is None else [*found, began]


class _Made:
    """A statement in the making: its layout, and the positions of its columns."""

    def __init__(
        self, scope: Scope, placing: Placing, layout: Layout, found: Sequence[Position]
    ) -> None:
        self.scope = scope
        self.placing = placing
        self.found = found
        self.detail = placing.policy.detail or layout.detail
        self.order = {name: place for place, name in enumerate(placing.of_account)}

    def block(self, key: str, title: str, groups: Sequence[Group]) -> Block:
        """One side of the statement with its total."""
        sign = 1 if key == "aset" else -1
        items: list[Item] = []
        sums: list[Item] = []
        for group in groups:
            lines = list(self._lines(group, sign))
            if not lines:
                continue
            if not group.title:
                items += lines
                sums += lines
                continue
            total = added_up(
                f"jumlah_{group.key}", group.subtotal, lines, len(self.found), "subtotal"
            )
            items += [heading(group.key, group.title, len(self.found)), *lines, total]
            sums.append(total)
        words = title[:1].lower() + title[1:]
        if any(item.key == f"jumlah_{_SYIRKAH}_temporer" for item in sums):
            words = "liabilitas, dana syirkah temporer dan ekuitas"
        total = added_up(f"jumlah_{key}", f"Jumlah {words}", sums, len(self.found), "total")
        return Block(key, title, (*items, total))

    def _lines(self, group: Group, sign: int) -> Iterator[Item]:
        level = 1 if group.title else 0
        if self.detail == "akun":
            names = [name for key in group.captions for name in self.placing.accounts[key]]
            for name in sorted(names, key=self.order.__getitem__):
                account = self.scope.account(name)
                figures = tuple(position.figure(name, sign) for position in self.found)
                if any(figure.sen for figure in figures) or name == SHU_CURRENT:
                    yield Item(name, account.title, figures, level=level, code=account.code)
        else:
            yield from self._captions(group, sign, level)
        if _SYIRKAH in group.captions and self.detail == "akun":
            split = tuple(position.syirkah_figure(sign) for position in self.found)
            if any(figure.sen for figure in split):
                yield Item(_SYIRKAH, "Simpanan mudharabah", split, level=level, code="2111")

    def _captions(self, group: Group, sign: int, level: int) -> Iterator[Item]:
        for line in group.lines:
            figures = tuple(self._figure(line, position, sign) for position in self.found)
            if any(figure.sen for figure in figures) or line.key == "shu_berjalan":
                yield Item(line.key, line.title, figures, level=level)

    def _figure(self, line: Line, position: Position, sign: int) -> Figure:
        parts = [
            position.figure(name, sign)
            for key in line.captions
            for name in self.placing.accounts[key]
        ]
        if _SYIRKAH in line.captions:
            parts.append(position.syirkah_figure(sign))
        return added(part for part in parts if part.sen)

    def notes(self) -> Iterator[str]:
        """What a reader should know of how the figures came about."""
        open_shu = self._unclosed()
        if open_shu:
            amount = rupiah(from_sen(open_shu))
            yield f"SHU tahun berjalan: Rp{amount} dari akun yang belum ditutup."
        for position in self.found:
            if isinstance(position, OpeningPosition):
                yield f"Kolom {position.day:%d/%m/%Y}: saldo awal dari buku lama."
        if any(position.syirkah for position in self.found):
            yield "Simpanan berakad mudharabah disajikan sebagai dana syirkah temporer (PSAK 405)."

    def _unclosed(self) -> int:
        """What the year's result accounts still hold, credit positive."""
        day = self.found[0].day
        ends = year_ends(self.scope.postings)
        closed = sum(
            leg.sen for leg in ends.taken(day, date(day.year, 1, 1)) if is_result(leg.account)
        )
        return self.found[0].surplus - closed
