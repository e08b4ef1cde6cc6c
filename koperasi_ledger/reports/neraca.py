"""Neraca (laporan posisi keuangan): what there is, what is owed, and whose the rest is.

Sektor riil and KDMP split current from non-current; KSP/USP list assets by liquidity and
liabilities by maturity without a split (Permenkop UKM 2/2024, appendix).

SHU that the year's closing has not moved into equity yet is computed from the result accounts:
that of the running year stands on the line of 3180, that of earlier years on the line of 3170.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from koperasi_ledger.model.accounts import SHU_CURRENT, SHU_PRIOR, Account
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.reports.formatting import rupiah
from koperasi_ledger.reports.query import day_before
from koperasi_ledger.reports.scope import Scope, check_equal, legal, statement
from koperasi_ledger.reports.sections import Section, placed
from koperasi_ledger.reports.view import Cell, Column, Report, Row, RowStyle, Table

_SPLIT = (
    Section("aset_lancar", "Aset lancar", "Aset", ("11",), 1),
    Section("investasi", "Investasi jangka panjang", "Aset", ("12",), 1),
    Section("aset_tetap", "Aset tetap", "Aset", ("13",), 1),
    Section("aset_lain", "Aset lain", "Aset", ("14", ""), 1),
    Section("liabilitas_pendek", "Liabilitas jangka pendek", "Liabilitas", ("21", ""), -1),
    Section("liabilitas_panjang", "Liabilitas jangka panjang", "Liabilitas", ("22",), -1),
    Section("ekuitas", "Ekuitas", "Ekuitas", ("",), -1),
)
_UNSPLIT = (
    Section("aset", "", "Aset", ("",), 1),
    Section("liabilitas", "Liabilitas", "Liabilitas", ("",), -1),
    Section("ekuitas", "Ekuitas", "Ekuitas", ("",), -1),
)
LAYOUTS: Mapping[str, tuple[Section, ...]] = {"riil": _SPLIT, "kdmp": _SPLIT, "ksp": _UNSPLIT}
_RESULT_ROOTS = ("Pendapatan", "Beban")


class Position(NamedTuple):
    """The balance of every account at one day in sen, debit positive, SHU in its two accounts."""

    day: date
    held: dict[str, int]
    open_shu: int

    def of(self, account: str) -> int:
        """What the account holds."""
        return self.held.get(account, 0)


def positions(scope: Scope) -> list[Position]:
    """The position at the report's last day and at the end of the year before it.

    The year before the books begin has none.
    """
    days = [scope.last]
    if scope.books.cooperative().founded < scope.year_start:
        days.append(day_before(scope.year_start))
    starts = [day_before(date(day.year, 1, 1)) for day in days]
    balances = scope.postings.balances(*days, *starts)
    return [
        _position(day, now, before)
        for day, now, before in zip(days, balances, balances[len(days) :], strict=False)
    ]


def _position(day: date, now: Mapping[str, int], before: Mapping[str, int]) -> Position:
    """Takes the result accounts together into the two lines of SHU."""
    held = {name: sen for name, sen in now.items() if not _is_result(name)}
    prior = sum(sen for name, sen in before.items() if _is_result(name))
    current = sum(sen for name, sen in now.items() if _is_result(name)) - prior
    held[SHU_PRIOR] = held.get(SHU_PRIOR, 0) + prior
    held[SHU_CURRENT] = held.get(SHU_CURRENT, 0) + current
    return Position(day, held, -current)


def _is_result(account: str) -> bool:
    return account.partition(":")[0] in _RESULT_ROOTS


def neraca(scope: Scope) -> Report:
    """The statement of financial position at the last day of the scope.

    Raises:
        NotBalanced: assets differ from liabilities and equity.
    """
    sections = LAYOUTS[scope.books.cooperative().profile]
    found = positions(scope)
    accounts = placed(sections, scope.books.chart().values())
    columns = (
        Column("kode", "Kode", "code"),
        Column("uraian", "Uraian"),
        *(
            Column(key, f"{position.day:%d/%m/%Y}", "amount")
            for key, position in zip(("jumlah", "jumlah_lalu"), found, strict=False)
        ),
    )
    both: list[Table] = []
    totals: list[list[int]] = []
    for key, title, roots in (
        ("aset", "Aset", ("Aset",)),
        ("liabilitas_ekuitas", "Liabilitas dan ekuitas", ("Liabilitas", "Ekuitas")),
    ):
        own = [section for section in sections if section.root in roots]
        total = [
            sum(
                section.sign * position.of(account.name)
                for section in own
                for account in accounts[section.key]
            )
            for position in found
        ]
        rows = [row for section in own for row in _rows(section, accounts[section.key], found)]
        rows.append(_row(f"Jumlah {title.lower()}", total, "total"))
        both.append(Table(key, title, columns, tuple(rows)))
        totals.append(total)
    for assets, claims in zip(*totals, strict=True):
        check_equal("Jumlah aset", assets, "jumlah liabilitas dan ekuitas", claims)
    both[1] = Table(both[1].key, both[1].title, columns, (*both[1].rows, _check(totals)))
    return statement(
        scope,
        "neraca",
        "Laporan Posisi Keuangan",
        both,
        balance=True,
        facts=legal(scope),
        notes=_notes(found[0]),
        signed=True,
    )


def _rows(
    section: Section, accounts: Sequence[Account], found: Sequence[Position]
) -> Iterator[Row]:
    lines: list[Row] = []
    sums = [0] * len(found)
    for account in accounts:
        name, code, title, _ = account
        amounts = [section.sign * position.of(name) for position in found]
        sums = [total + amount for total, amount in zip(sums, amounts, strict=True)]
        if any(amounts) or name == SHU_CURRENT:
            level = 1 if section.title else 0
            lines.append(Row((code, title, *map(from_sen, amounts)), level=level, trace=name))
    if not lines:
        return
    if section.title:
        blanks: list[Cell] = [None] * len(found)
        yield Row((None, section.title, *blanks), "heading")
    yield from lines
    if section.title:
        yield _row(section.subtotal, sums, "subtotal")


def _row(title: str, amounts: Sequence[int], style: RowStyle = "normal") -> Row:
    return Row((None, title, *map(from_sen, amounts)), style)


def _check(totals: Sequence[Sequence[int]]) -> Row:
    difference = [assets - claims for assets, claims in zip(*totals, strict=True)]
    return _row("Selisih aset dengan liabilitas dan ekuitas", difference)


def _notes(now: Position) -> tuple[str, ...]:
    if not now.open_shu:
        return ()
    return (
        f"SHU tahun berjalan: Rp{rupiah(from_sen(now.open_shu))} dari akun yang belum ditutup.",
    )
