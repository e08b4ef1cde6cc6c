"""Sample books: one of any size from a seed, and the small village that the repository shows.

Everything goes through the one door that a treasurer's events take. What is recorded, by whom and
when is fixed, so that the same sample is the same text on any machine.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from koperasi_ledger.model.accounts import BANK_PARENT
from koperasi_ledger.model.records import CashAccount, TaxDue
from koperasi_ledger.rules.dates import first_day
from koperasi_ledger.workflows import (
    sample_bank,
    sample_handover,
    sample_ksp_policy,
    sample_policy,
    sample_rat_words,
    sample_stream,
    shu_live,
    shu_payments,
)
from koperasi_ledger.workflows.bank_import import BankFileData, import_file
from koperasi_ledger.workflows.book import Book, Notify, Settings, opened, write_settings
from koperasi_ledger.workflows.errors import CannotWrite, FolderNotEmpty
from koperasi_ledger.workflows.reading import write_reason
from koperasi_ledger.workflows.recording import Stamp, record_text
from koperasi_ledger.workflows.sample_facts import NAME as VILLAGE
from koperasi_ledger.workflows.sample_facts import STATEMENT_MONTH
from koperasi_ledger.workflows.sample_ksp import Fields, Ksp
from koperasi_ledger.workflows.sample_ksp import Month as KspMonth
from koperasi_ledger.workflows.sample_ksp_facts import NAME as LENDER
from koperasi_ledger.workflows.sample_stream import MONTHS, Size
from koperasi_ledger.workflows.sample_village import Month as VillageMonth
from koperasi_ledger.workflows.sample_village import Village
from koperasi_ledger.workflows.tax_runs import run_final_tax
from koperasi_ledger.workflows.till_import import TillWishes, import_till
from koperasi_ledger.workflows.year_end import close_year

Progress = Callable[[int, int], None]
"""Told how many months of how many are done."""

_BY = "bendahara"
_IMPORTED = datetime(2026, 11, 2, 2, 15, tzinfo=UTC)


def make_stream(folder: Path, size: Size, notify: Notify, progress: Progress | None = None) -> None:
    """A book of this size in a new folder.

    Raises:
        FolderNotEmpty: the folder holds something.
        CannotWrite: the disk refuses.
    """

    def fill(draft: Path) -> None:
        with opened(draft, notify, create=True) as book:
            for done, batch in enumerate(sample_stream.batches(size), 1):
                record_text(book, batch.lines, "contoh", Stamp(_BY, batch.at))
                if progress is not None:
                    progress(done, len(MONTHS))

    _make(folder, fill)


def make_village(folder: Path, notify: Notify, progress: Progress | None = None) -> None:
    """The small sample in a new folder: the book, its policy files and its bank statements.

    Raises:
        FolderNotEmpty: the folder holds something.
        CannotWrite: the disk refuses.
    """

    def fill(draft: Path) -> None:
        _write_texts(draft, sample_policy.FILES | {"BACA-SAYA.md": sample_policy.README})
        _write_texts(draft, sample_rat_words.texts(VILLAGE, lends=False))
        village = Village(sample_policy.documents())
        with opened(draft, notify, create=True) as book:
            for index in range(len(MONTHS)):
                if index == STATEMENT_MONTH:
                    _write_opening(book)
                _tell(book, village.month(index, _held(book) if index else None))
                if progress is not None:
                    progress(index + 1, len(MONTHS))
            _import_statements(book, village.store.shop.settling)

    _make(folder, fill)


def make_ksp(folder: Path, notify: Notify, progress: Progress | None = None) -> None:
    """The sample savings and loan cooperative in a new folder.

    Raises:
        FolderNotEmpty: the folder holds something.
        CannotWrite: the disk refuses.
    """

    def fill(draft: Path) -> None:
        texts = {sample_ksp_policy.FILE: sample_ksp_policy.TEXT}
        _write_texts(draft, texts | {"BACA-SAYA.md": sample_ksp_policy.README})
        _write_texts(draft, sample_rat_words.texts(LENDER, lends=True))
        story = Ksp()
        with opened(draft, notify, create=True) as book:
            for index in range(len(MONTHS)):
                _tell(book, story.month(index))
                if progress is not None:
                    progress(index + 1, len(MONTHS))

    _make(folder, fill)


def _write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _held(book: Book) -> dict[str, int]:
    """What the books say of each cash and bank account, in whole rupiah."""
    day = date.max
    accounts = book.journal.books().all(CashAccount)
    return {item.short: int(book.journal.balance(item.account, day)) for item in accounts}


def _tell(book: Book, month: VillageMonth | KspMonth) -> None:
    stamp = Stamp(_BY, month.at)
    waiting: list[str] = []
    for event in month.events:
        step = _STEPS.get(str(event["kind"]))
        if step is None or "ref" in event:
            waiting.append(json.dumps(event, ensure_ascii=False))
            continue
        # What only the books can tell is worked out when the story comes to it.
        record_text(book, waiting, "contoh", stamp)
        waiting = []
        step(book, event, stamp)
    record_text(book, waiting, "contoh", stamp)


def _close_year(book: Book, event: Fields, stamp: Stamp) -> None:
    close_year(book, int(str(event["year"])), stamp)


def _decide(book: Book, event: Fields, stamp: Stamp) -> None:
    day = date.fromisoformat(str(event["date"]))
    found = shu_live.propose(book, int(str(event["year"])), day)
    shu_live.decide(
        book,
        found,
        stamp,
        day=day,
        decision=str(event["decision"]),
        present=int(str(event["present"])),
        entitled=int(str(event["entitled"])),
    )


def _pay(book: Book, event: Fields, stamp: Stamp) -> None:
    day = date.fromisoformat(str(event["date"]))
    run = shu_payments.plan_payments(book, int(str(event["year"])), day)
    shu_payments.pay(book, run, day, stamp, via=str(event["via"]))


def _tax_on_turnover(book: Book, event: Fields, stamp: Stamp) -> None:
    run_final_tax(book, str(event["month"]), stamp, keep=True)


def _pay_tax(book: Book, event: Fields, stamp: Stamp) -> None:
    month = str(event["month"])
    due = book.journal.books().peek(TaxDue, f"pph-final:{month}")
    if due is None or not due.amount:
        return
    fields = {"tax": "pph-final", "month": month, "amount": str(due.amount), "via": event["via"]}
    told = {"kind": "tax_paid", "date": event["date"], "ref": f"SETOR-PPH-{month}", **fields}
    record_text(book, [json.dumps(told)], "contoh", stamp)


def _import_till(book: Book, event: Fields, stamp: Stamp) -> None:
    """Writes the file of a till, as its machine does, and imports it."""
    path = book.folder / str(event["file"])
    path.parent.mkdir(exist_ok=True)
    path.write_text(str(event["text"]), encoding="utf-8", newline="\n")
    import_till(book, path, TillWishes(), stamp, mapped=False)


_STEPS: dict[str, Callable[[Book, Fields, Stamp], None]] = {
    "year_closed": _close_year,
    "shu_decided": _decide,
    "share_paid": _pay,
    "final_tax_accrued": _tax_on_turnover,
    "tax_paid": _pay_tax,
    "till_imported": _import_till,
}
"""What a story says without a ref is left to the workflow of that name."""


def _write_opening(book: Book) -> None:
    """Writes what the demo starts from."""
    for name, text in (
        (sample_handover.FILE, sample_handover.opening_text(book)),
        (sample_handover.NUMBERS, sample_handover.numbers_text(book)),
    ):
        path = book.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _import_statements(book: Book, qris: int) -> None:
    """Writes the bank's files of the last month, as the books let them follow, and imports them."""
    place = book.folder / "bank"
    place.mkdir()
    day = first_day(MONTHS[-1]) - timedelta(days=1)
    balances = [book.journal.balance(f"{BANK_PARENT}:{key.upper()}", day) for key in ("bri", "bca")]
    due = book.journal.books().peek(TaxDue, f"pph-final:{MONTHS[-2]}")
    tax = int(due.amount) if due is not None else 0
    for key, data in sample_bank.statements(balances[0], balances[1], tax, qris).items():
        name = sample_bank.FILES[key]
        (place / name).write_bytes(data)
        import_file(book, BankFileData(f"bank/{name}", data), Stamp(_BY, _IMPORTED))


def _make(folder: Path, fill: Callable[[Path], None]) -> None:
    """Makes a book beside its place and moves it there when it is whole."""
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(str(folder))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix=".contoh-", dir=folder.parent))
    except OSError as error:
        raise CannotWrite(str(folder), write_reason(error)) from error
    try:
        draft = place / "buku"
        draft.mkdir()
        write_settings(draft, Settings())
        fill(draft)
        with suppress(FileNotFoundError):
            folder.rmdir()
        draft.rename(folder)
    except OSError as error:
        raise CannotWrite(str(folder), write_reason(error)) from error
    finally:
        shutil.rmtree(place, ignore_errors=True)
