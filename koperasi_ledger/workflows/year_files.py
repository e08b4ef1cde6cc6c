"""One year of the ledger without the past: an opening entry, and the months of the year.

`tahun-2027.beancount` is printed once 2026 is closed, for whoever opens a single year with plain
Beancount; `koperasi fava --tahun` makes the same for a year that follows an open one.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from koperasi_ledger.journal.store import Journal
from koperasi_ledger.ledger_text import ACCOUNTS, print_event, print_main
from koperasi_ledger.model.accounts import SHU_PRIOR
from koperasi_ledger.model.entry import Entry, Posting, balanced
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.records import ClosedYear, Cooperative
from koperasi_ledger.reports.query import Postings

_KIND = "saldo_awal_tahun"


def year_name(year: int) -> str:
    """The file that opens a single year."""
    return f"tahun-{year}.beancount"


def year_texts(journal: Journal, months: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Name and text of the file of every year that was opened; `months` are those printed."""
    books = journal.books()
    for closed in books.all(ClosedYear):
        if closed.opened is not None:
            year = closed.year + 1
            own = (month for month in months if month.startswith(f"{year:04d}-"))
            yield year_name(year), _text(journal, books.cooperative(), year, own)


def _text(journal: Journal, cooperative: Cooperative, year: int, months: Iterable[str]) -> str:
    titled = cooperative.model_copy(update={"name": f"{cooperative.name} {year}"})
    options = print_main(titled, ()).partition("\ninclude ")[0]
    includes = "".join(f'include "{year}/{month}.beancount"\n' for month in sorted(months))
    opening = print_opening(journal, year)
    return f'{options}\ninclude "{ACCOUNTS}"\n{includes}\n{opening}'


def print_opening(journal: Journal, year: int) -> str:
    """The opening entry of a year as Beancount; empty when there is none."""
    return print_event(0, _KIND, None, opening_entry(journal, year))


def opening_entry(journal: Journal, year: int) -> Entry | None:
    """The balances at the end of the year before as one entry of that day; None when all are zero.

    What income and expense accounts hold by then is added to `Ekuitas:SHU:TahunLalu`.
    """
    day = date(year - 1, 12, 31)
    (found,) = Postings(journal.database, journal.head().seq).balances(day)
    held: dict[str, int] = {}
    for account, sen in found.items():
        result = account.startswith(("Pendapatan:", "Beban:"))
        name = SHU_PRIOR if result else account
        held[name] = held.get(name, 0) + sen
    chart = list(journal.books().chart())
    legs = [
        Posting(account, from_sen(held[account]))
        for account in sorted(held, key=lambda name: chart.index(name) if name in chart else -1)
        if held[account]
    ]
    if not legs:
        return None
    return balanced(day, f"SALDO-AWAL-{year}", f"Saldo awal tahun {year}", legs)
