"""Before a month is closed: which of its monthly runs were forgotten.

Each run is tried and undone, so that what is told is exactly what it would record. Once the month
is closed, savings interest cannot be run for it any more; loans catch up in the next month, whose
result then bears what belongs to this one (practice: runs before the close).
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records import Asset, Borrowing, Deposit, Ijarah, Record, SavingsAccount
from koperasi_ledger.model.records.loans import Loan
from koperasi_ledger.rules.dates import last_day
from koperasi_ledger.rules.errors import NoPolicy, NothingToShare
from koperasi_ledger.rules.errors.loans import NoLoanRules
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.contract_runs import run_assets, run_borrowings, run_ijarah
from koperasi_ledger.workflows.deposits_run import run_deposits
from koperasi_ledger.workflows.loan_runs import run_accrual, run_provisions
from koperasi_ledger.workflows.profit_sharing import run_sharing
from koperasi_ledger.workflows.recording import Stamp
from koperasi_ledger.workflows.savings_interest import preview_interest


class PendingRun(NamedTuple):
    """A run that would still record something: for how many, by which command.

    `problem` says why it cannot even be tried; `number` is 0 then.
    """

    what: str
    number: int
    command: str
    problem: str | None = None


class _Run(NamedTuple):
    """A run: what it is for, its command, how many events it would record now.

    A refusal of `absent` says that this cooperative has no such run, or nothing to do in it.
    """

    kind: type[Record]
    what: str
    command: str
    tried: Callable[[Book, str, Stamp], int]
    absent: tuple[type[Refusal], ...] = ()


def _deposits(book: Book, month: str, stamp: Stamp) -> int:
    return len(run_deposits(book, last_day(month), stamp, keep=False).steps)


_RUNS = (
    _Run(
        SavingsAccount,
        "jasa simpanan",
        "simpanan jasa --bulan {month}",
        lambda book, month, stamp: len(preview_interest(book, month, stamp).rows),
    ),
    _Run(
        SavingsAccount,
        "bagi hasil simpanan",
        "simpanan bagi-hasil --bulan {month}",
        lambda book, month, stamp: len(run_sharing(book, month, stamp, keep=False).rows),
        (NoPolicy, NothingToShare),
    ),
    _Run(Deposit, "simpanan berjangka", "berjangka jalankan --sampai {day}", _deposits),
    _Run(
        Loan,
        "akrual jasa pinjaman",
        "pinjaman akrual --bulan {month}",
        lambda book, month, stamp: len(run_accrual(book, month, stamp, keep=False).rows),
        (NoLoanRules,),
    ),
    _Run(
        Loan,
        "penyisihan pinjaman",
        "pinjaman penyisihan --bulan {month}",
        lambda book, month, stamp: len(run_provisions(book, month, stamp, keep=False).rows),
        (NoLoanRules,),
    ),
    _Run(
        Borrowing,
        "bunga utang",
        "utang-bank akrual --bulan {month}",
        lambda book, month, stamp: len(run_borrowings(book, month, stamp, keep=False).rows),
    ),
    _Run(
        Ijarah,
        "ujrah",
        "syariah sewa --bulan {month}",
        lambda book, month, stamp: len(run_ijarah(book, month, stamp, keep=False).rows),
    ),
    _Run(
        Asset,
        "penyusutan aset tetap",
        "aset susut --bulan {month}",
        lambda book, month, stamp: len(run_assets(book, month, stamp, keep=False).rows),
    ),
)


def pending_runs(book: Book, month: str, stamp: Stamp) -> tuple[PendingRun, ...]:
    """The runs of an open month which would still record something; none before it is over."""
    if book.settings.today(stamp.at) < last_day(month):
        return ()
    return tuple(_pending(book, month, stamp))


def _pending(book: Book, month: str, stamp: Stamp) -> Iterator[PendingRun]:
    books = book.journal.books()
    for run in _RUNS:
        if not books.all(run.kind):
            continue
        command = f"koperasi {run.command.format(month=month, day=last_day(month))}"
        try:
            number = run.tried(book, month, stamp)
        except Refusal as refusal:
            if isinstance(refusal, run.absent):
                continue
            yield PendingRun(run.what, 0, command, str(refusal))
            continue
        if number:
            yield PendingRun(run.what, number, command)
