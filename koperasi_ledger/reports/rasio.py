"""Rasio: what the statements come to, each with its parts and its formula in words.

Formulas: accounting reference section 3 (a printed RAT template) and practice. Modal sendiri is
what UU 25/1992 Ps. 41(2) calls so; the statements' own grouping says what is current.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.reports.captions import CAPTIONS
from koperasi_ledger.reports.formatting import angka
from koperasi_ledger.reports.measures import Measures, years
from koperasi_ledger.reports.position_layouts import LAYOUTS
from koperasi_ledger.reports.scope import Scope, legal, statement
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table
from koperasi_ledger.rules.health import half_up

CURRENT_ASSETS = LAYOUTS["lancar"].assets[0].captions
SHORT_DEBTS = LAYOUTS["lancar"].claims[0].captions
OWN_CAPITAL = (
    "simpanan_pokok",
    "simpanan_wajib",
    "simpanan_khusus",
    "modal_penyetaraan",
    "hibah",
    "cadangan",
)
"""Modal sendiri: UU 25/1992 Ps. 41(2); penyetaraan as in the ministry's chart."""
SALES = ("penjualan_anggota", "penjualan_non_anggota")
COST_OF_SALES = ("hpp_anggota", "hpp_non_anggota")
OPERATING_INCOME = (
    "jasa_pinjaman",
    "pendapatan_anggota",
    "penjualan_anggota",
    "pendapatan_non_anggota",
    "penjualan_non_anggota",
)
_NOT_OPERATING = frozenset({"rugi_pelepasan", "beban_lain", "pajak"})
OPERATING_COSTS = tuple(
    key
    for key, caption in CAPTIONS.items()
    if caption.root == "Beban" and key not in _NOT_OPERATING
)
_GOODS = ("persediaan",)
_CLAIMS = ("piutang_anggota", "piutang_usaha")
_YEAR_DAYS = 365


class Ratio(NamedTuple):
    """A ratio: its two parts in sen by a column's measures, and what the quotient is in.

    `unit`: "%" is a hundredfold, "kali" the bare quotient, "hari" the quotient times the days of
    the period.
    """

    key: str
    title: str
    formula: str
    part: Callable[[Measures], Fraction]
    whole: Callable[[Measures], Fraction]
    unit: str = "%"


def surplus(column: Measures) -> Fraction:
    """The SHU of the column's days, in sen."""
    return Fraction(column.root("Pendapatan") - column.root("Beban"))


def of(*captions: str) -> Callable[[Measures], Fraction]:
    """What captions come to, in sen."""
    return lambda column: Fraction(column.of(*captions))


def root(name: str) -> Callable[[Measures], Fraction]:
    """What all captions of a root come to, in sen."""
    return lambda column: Fraction(column.root(name))


def mean(*captions: str) -> Callable[[Measures], Fraction]:
    """The mean of what assets came to when the year began and at the column's day."""

    def found(column: Measures) -> Fraction:
        names = [name for key in captions for name in column.accounts(key)]
        before = sum(column.began.get(name, 0) for name in names)
        return Fraction(before + column.of(*captions), 2)

    return found


def debts(column: Measures) -> Fraction:
    """All liabilities with dana syirkah temporer, in sen."""
    return Fraction(column.root("Liabilitas"))


RATIOS = (
    Ratio(
        "lancar",
        "Rasio lancar",
        "aset lancar : liabilitas jangka pendek",
        of(*CURRENT_ASSETS),
        of(*SHORT_DEBTS),
    ),
    Ratio(
        "kas",
        "Rasio kas",
        "kas dan setara kas : liabilitas jangka pendek",
        of("kas"),
        of(*SHORT_DEBTS),
    ),
    Ratio("utang_aset", "Liabilitas terhadap aset", "liabilitas : aset", debts, root("Aset")),
    Ratio(
        "modal_aset",
        "Modal sendiri terhadap aset",
        "modal sendiri : aset",
        of(*OWN_CAPITAL),
        root("Aset"),
    ),
    Ratio(
        "persediaan",
        "Perputaran persediaan",
        "beban pokok penjualan : rata-rata persediaan awal dan akhir tahun",
        of(*COST_OF_SALES),
        mean(*_GOODS),
        "kali",
    ),
    Ratio(
        "penagihan",
        "Lama penagihan piutang usaha",
        "rata-rata piutang usaha awal dan akhir tahun : penjualan x hari dalam periode",
        mean(*_CLAIMS),
        of(*SALES),
        "hari",
    ),
    Ratio(
        "perputaran_aset",
        "Perputaran aset",
        "pendapatan : aset",
        root("Pendapatan"),
        root("Aset"),
        "kali",
    ),
    Ratio("margin", "Margin SHU", "SHU : pendapatan", surplus, root("Pendapatan")),
    Ratio("roe", "Rentabilitas modal sendiri", "SHU : modal sendiri", surplus, of(*OWN_CAPITAL)),
    Ratio("roi", "Rentabilitas aset", "SHU : aset", surplus, root("Aset")),
    Ratio(
        "bopo",
        "Beban terhadap pendapatan operasional",
        "beban pokok, usaha dan perkoperasian : pendapatan dari anggota dan non-anggota",
        of(*OPERATING_COSTS),
        of(*OPERATING_INCOME),
    ),
)
"""The ratios in the order of print."""


class Told(NamedTuple):
    """A ratio of a column: its parts in rupiah, the result, or why there is none."""

    part: Decimal
    whole: Decimal
    exact: Fraction | None
    reason: str = ""


def tell(ratio: Ratio, column: Measures) -> Told:
    """The ratio of a column, exact; without a result where its whole is not above zero."""
    part, whole = ratio.part(column), ratio.whole(column)
    if whole <= 0:
        reason = "penyebut nol" if whole == 0 else "penyebut negatif"
        return Told(_rupiah(part), _rupiah(whole), None, reason)
    factor = {"%": 100, "kali": 1, "hari": period_days(column.first, column.last)}[ratio.unit]
    return Told(_rupiah(part), _rupiah(whole), part / whole * factor)


def period_days(first: date, last: date) -> int:
    """The days of a period; a whole year has 365 (the published formula)."""
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return _YEAR_DAYS if whole and first.year == last.year else (last - first).days + 1


def _rupiah(sen: Fraction) -> Decimal:
    # A mean may end in half a sen; it is printed as it is.
    return from_sen(int(sen * 2)) / 2 if sen.denominator > 1 else from_sen(int(sen))


def rasio(scope: Scope) -> Report:
    """The ratios at the last day of the scope, beside those of the year before."""
    columns = years(scope)
    titles = [f"{column.last:%d/%m/%Y}" for column in columns]
    rows = []
    for ratio in RATIOS:
        found = [tell(ratio, column) for column in columns]
        rows.append(Row((ratio.title, *_cells(ratio, found)), trace=ratio.key))
    parts = zip(("", "_lalu"), titles, strict=False)
    shown = [
        column
        for key, title in parts
        for column in (
            Column(f"pembilang{key}", f"Pembilang {title}", "amount"),
            Column(f"penyebut{key}", f"Penyebut {title}", "amount"),
            Column(f"hasil{key}", f"Hasil {title}"),
        )
    ]
    formulas = tuple(Row((each.title, each.formula, _UNITS[each.unit])) for each in RATIOS)
    return statement(
        scope,
        "rasio",
        "Analisis Rasio",
        (
            Table("rasio", "", (Column("rasio", "Rasio"), *shown), tuple(rows)),
            Table(
                "rumus",
                "Rumus",
                (
                    Column("rasio", "Rasio"),
                    Column("rumus", "Pembilang : penyebut"),
                    Column("dalam", "Dinyatakan dalam"),
                ),
                formulas,
            ),
        ),
        facts=legal(scope),
        notes=_NOTES,
        signed=True,
        orientation="landscape",
    )


_UNITS = {"%": "persen", "kali": "kali", "hari": "hari"}
_NOTES = (
    (
        "Hasil dihitung tepat dari pembilang dan penyebut yang tercetak, lalu dibulatkan ke dua"
        " desimal, setengah ke atas. Tanda - berarti tidak dapat dihitung; sebabnya di belakangnya."
    ),
    (
        "Modal sendiri: simpanan pokok, wajib dan khusus, modal penyetaraan, hibah dan cadangan"
        " (UU 25/1992 Ps. 41), tanpa SHU yang belum dibagi."
    ),
    (
        "Bila periodenya bukan setahun penuh, pendapatan, beban dan hari dihitung untuk periode itu"
        " saja dan tidak disetahunkan. Kolom pembanding adalah tahun lalu seluruhnya."
    ),
)


def _cells(ratio: Ratio, found: Sequence[Told]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for told in found:
        if told.exact is None:
            result = f"- ({told.reason})"
        else:
            mark = "%" if ratio.unit == "%" else ratio.unit
            result = f"{angka(half_up(told.exact), 2)} {mark}"
        cells += [told.part, told.whole, result]
    return tuple(cells)
