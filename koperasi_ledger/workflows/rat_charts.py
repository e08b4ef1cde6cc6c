"""The charts of the RAT book: what the books say of the year and of those before it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.cooperative import UnitsPolicy
from koperasi_ledger.reports.charts import Chart, Series
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.scope import Asked
from koperasi_ledger.reports.view import Cell, Report
from koperasi_ledger.rules.errors.loans import NoLoanRules
from koperasi_ledger.rules.policies import bodies
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.reports import make_report

_YEARS = 5
_NO_UNIT = "Tanpa unit"
_INCOME = "Pendapatan:"


def book_charts(book: Book, year: int, today: date) -> Iterator[Chart]:
    """Wealth and result over the years, income by unit, the loans by class, the budget."""
    founded = book.journal.books().cooperative().founded
    years = range(max(founded.year, year - _YEARS + 1), year + 1)
    days = [min(date(each, 12, 31), today) for each in years]
    postings = Postings(book.journal.database, book.journal.head().seq)
    yield from _wealth(postings, days)
    yield _by_unit(book, postings, [day for day in days if day.year >= year - 1])
    yield _loans(book, days, today)
    yield _budget(book, days[-1], today)


def _wealth(postings: Postings, days: list[date]) -> Iterator[Chart]:
    held = postings.balances(*days)
    moved = [postings.moved(date(day.year, 1, 1), day) for day in days]
    labels = tuple(str(day.year) for day in days)
    yield Chart(
        "aset",
        "Aset, modal sendiri dan SHU",
        labels,
        (
            Series("Aset", tuple(_sum(each, "Aset:") for each in held)),
            Series("Modal sendiri", tuple(_sum(each, "Aset:", "Liabilitas:") for each in held)),
            Series("SHU", tuple(-_sum(each, "Pendapatan:", "Beban:") for each in moved)),
        ),
    )
    yield Chart(
        "hasil",
        "Pendapatan dan beban",
        labels,
        (
            Series("Pendapatan", tuple(-_sum(each, "Pendapatan:") for each in moved)),
            Series("Beban", tuple(_sum(each, "Beban:") for each in moved)),
        ),
    )


def _by_unit(book: Book, postings: Postings, days: list[date]) -> Chart:
    """Income by unit usaha; empty where no unit earned anything."""
    names: dict[str, str] = {}
    for policy in bodies(book.journal.books().section("units"), UnitsPolicy):
        names |= policy.units
    earned = [_income(postings, day) for day in days]
    used = sorted({unit for each in earned for unit in each if unit})
    if not used:
        return Chart("unit", "Pendapatan menurut unit", (), ())
    if any(each.get("") for each in earned):
        used.append("")
    return Chart(
        "unit",
        "Pendapatan menurut unit",
        tuple(names.get(unit, unit) or _NO_UNIT for unit in used),
        tuple(
            Series(str(day.year), tuple(each.get(unit, Decimal(0)) for unit in used))
            for day, each in zip(days, earned, strict=True)
        ),
    )


def _income(postings: Postings, day: date) -> dict[str, Decimal]:
    """What every unit earned from the year's first day to `day`, without what closed the year."""
    first = date(day.year, 1, 1)
    rows = postings.source.rows(
        "SELECT unit, account, SUM(sen) FROM postings WHERE date BETWEEN ? AND ? AND seq <= ?"
        " GROUP BY unit, account",
        (first.isoformat(), day.isoformat(), postings.seq),
    )
    found: dict[str, int] = {}
    for unit, account, sen in rows:
        if account.startswith(_INCOME):
            found[unit or ""] = found.get(unit or "", 0) - int(sen)
    for seq in postings.closings(first, day):
        closed = postings.source.rows(
            "SELECT unit, account, sen FROM postings WHERE seq = ?", (seq,)
        )
        for unit, account, sen in closed:
            if account.startswith(_INCOME):
                found[unit or ""] = found.get(unit or "", 0) + int(sen)
    return {unit: from_sen(sen) for unit, sen in found.items()}


def _loans(book: Book, days: list[date], today: date) -> Chart:
    """The running loans by class at every year's end; empty where none were lent."""
    found: list[dict[str, Decimal]] = []
    for day in days:
        try:
            made = make_report(book, "kolektibilitas", Asked(last=day), today)
        except NoLoanRules:
            # A year before classes were adopted has no figure, and its place in the chart is empty.
            found.append({})
            continue
        found.append(_classes(made))
    names = list(dict.fromkeys(name for each in found for name in each))
    kept = [name for name in names if any(each.get(name) for each in found)]
    labels = tuple(str(day.year) for day in days) if kept else ()
    return Chart(
        "mutu",
        "Pinjaman menurut mutu",
        labels,
        tuple(Series(name, tuple(each.get(name) for each in found)) for name in kept),
    )


def _classes(made: Report) -> dict[str, Decimal]:
    table = made.tables[0]
    keys = [column.key for column in table.columns]
    name, balance = keys.index("mutu"), keys.index("sisa_pokok")
    found = {}
    for row in table.rows:
        amount = row.cells[balance]
        if row.style == "normal" and isinstance(amount, Decimal):
            found[str(row.cells[name])] = amount
    return found


def _budget(book: Book, day: date, today: date) -> Chart:
    """The sums of the year's budget beside what came of it; empty where none was adopted."""
    table = make_report(book, "anggaran", Asked(last=day), today).tables[0]
    keys = [column.key for column in table.columns]
    name, planned, came = (keys.index(key) for key in ("uraian", "anggaran", "realisasi"))
    sums = [
        row
        for row in table.rows
        if row.style != "normal" and isinstance(row.cells[planned], Decimal)
    ]
    return Chart(
        "anggaran",
        f"Anggaran dan realisasi {day.year}",
        tuple(_label(str(row.cells[name])) for row in sums),
        tuple(
            Series(title, tuple(_amount(row.cells[place]) for row in sums))
            for title, place in (("Anggaran", planned), ("Realisasi", came))
        ),
    )


def _label(title: str) -> str:
    """What a sum is of: "Jumlah pendapatan" is "Pendapatan"."""
    said = title.removeprefix("Jumlah ")
    return said[:1].upper() + said[1:]


def _amount(cell: Cell) -> Decimal | None:
    return cell if isinstance(cell, Decimal) else None


def _sum(amounts: dict[str, int], *roots: str) -> Decimal:
    return from_sen(sum(sen for name, sen in amounts.items() if name.startswith(roots)))
