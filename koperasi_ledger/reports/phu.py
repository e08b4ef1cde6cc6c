"""PHU (perhitungan hasil usaha), the plain form: from service to members down to the SHU.

The skeleton is that of PSAK 27 and the ministry's KSP form of 2012; sektor riil uses the same with
sales in place of interest (published forms: docs/decisions). Costs are negative, so that every
column adds up from top to bottom.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from koperasi_ledger.model.accounts import Account
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.reports.scope import Scope, legal, statement
from koperasi_ledger.reports.sections import Section, placed
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table

_MEMBERS = (
    Section("pendapatan_anggota", "Pendapatan dari anggota", "Pendapatan", ("41", "43"), -1),
    Section("pokok_anggota", "Beban pokok pelayanan anggota", "Beban", ("51", "53"), -1),
)
_OTHERS = (
    Section("pendapatan_lain_pihak", "Pendapatan dari non-anggota", "Pendapatan", ("4",), -1),
    Section("pokok_lain_pihak", "Beban pokok non-anggota", "Beban", ("5",), -1),
)
_STEPS: tuple[tuple[tuple[Section, ...], str, str], ...] = (
    # sections, what their own sum is called, what is left after them
    (_MEMBERS, "Partisipasi neto anggota", ""),
    (_OTHERS, "Hasil usaha neto non-anggota", "SHU kotor"),
    (
        (Section("beban_usaha", "Beban usaha", "Beban", ("6", ""), -1),),
        "",
        "SHU sebelum beban perkoperasian",
    ),
    (
        (Section("beban_perkoperasian", "Beban perkoperasian", "Beban", ("62",), -1),),
        "",
        "SHU setelah beban perkoperasian",
    ),
    (
        (
            Section("pendapatan_lain", "Pendapatan lain", "Pendapatan", ("7", ""), -1),
            Section("beban_lain", "Beban lain", "Beban", ("7", "8"), -1),
        ),
        "",
        "SHU sebelum pajak",
    ),
    ((Section("pajak", "Pajak penghasilan", "Beban", ("6129",), -1),), "", ""),
)
SECTIONS = tuple(section for sections, _, _ in _STEPS for section in sections)


def phu(scope: Scope) -> Report:
    """The statement of result of the scope's days, beside the same days of the year before."""
    spans = [(scope.first, scope.last)]
    before = (_year_earlier(scope.first), _year_earlier(scope.last))
    if before[1] >= scope.books.cooperative().founded:
        spans.append(before)
    moved = [scope.postings.moved(*span) for span in spans]
    accounts = placed(SECTIONS, scope.books.chart().values())
    columns = (
        Column("kode", "Kode", "code"),
        Column("uraian", "Uraian"),
        *(
            Column(key, _title(*span), "amount")
            for key, span in zip(("jumlah", "jumlah_lalu"), spans, strict=False)
        ),
    )
    table = Table("phu", "", columns, tuple(_form(accounts, moved)))
    return statement(
        scope, "phu", "Perhitungan Hasil Usaha", (table,), facts=legal(scope), signed=True
    )


def _form(accounts: dict[str, tuple[Account, ...]], moved: Sequence[dict[str, int]]) -> list[Row]:
    rows: list[Row] = []
    left = [0] * len(moved)
    for sections, own, after in _STEPS:
        step = [0] * len(moved)
        for section in sections:
            printed, sums = _section(section, accounts[section.key], moved)
            rows += printed
            step = [one + more for one, more in zip(step, sums, strict=True)]
        left = [one + more for one, more in zip(left, step, strict=True)]
        if own and (any(step) or sections is _MEMBERS):
            rows.append(Row((None, own, *map(from_sen, step)), "subtotal"))
        if after:
            rows.append(Row((None, after, *map(from_sen, left)), "subtotal"))
    rows.append(Row((None, "Sisa hasil usaha (SHU)", *map(from_sen, left)), "total"))
    return rows


def _section(
    section: Section, accounts: Sequence[Account], moved: Sequence[dict[str, int]]
) -> tuple[list[Row], list[int]]:
    rows: list[Row] = []
    sums = [0] * len(moved)
    for account in accounts:
        amounts = [section.sign * span.get(account.name, 0) for span in moved]
        sums = [total + amount for total, amount in zip(sums, amounts, strict=True)]
        if any(amounts):
            cells: tuple[Cell, ...] = (account.code, account.title, *map(from_sen, amounts))
            rows.append(Row(cells, level=1, trace=account.name))
    if not rows:
        return [], sums
    heading = Row((None, section.title, *(None,) * len(moved)), "heading")
    return [heading, *rows, Row((None, section.subtotal, *map(from_sen, sums)), "subtotal")], sums


def _title(first: date, last: date) -> str:
    """A whole year is its number; anything else says its last day."""
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return str(last.year) if whole and first.year == last.year else f"s.d. {last:%d/%m/%Y}"


def _year_earlier(day: date) -> date:
    """The same day of the year before; the end of February stays the end of February."""
    if day.year == date.min.year:
        return day
    if (day + timedelta(days=1)).month == 3 and day.month == 2:
        return date(day.year - 1, 3, 1) - timedelta(days=1)
    return day.replace(year=day.year - 1)
