"""Sample books: one of any size from a seed, and the small village that the repository shows.

Everything goes through the one door that a treasurer's events take. What is recorded, by whom and
when is fixed, so that the same sample is the same text on any machine.
"""

import json
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from koperasi_ledger.model.accounts import BANK_PARENT
from koperasi_ledger.rules.dates import first_day
from koperasi_ledger.workflows import (
    sample_bank,
    sample_handover,
    sample_ksp_policy,
    sample_policy,
    sample_stream,
    shu_live,
    shu_payments,
)
from koperasi_ledger.workflows.bank_import import BankFileData, import_file
from koperasi_ledger.workflows.book import Book, Notify, Settings, opened, write_settings
from koperasi_ledger.workflows.errors import CannotWrite, FolderNotEmpty
from koperasi_ledger.workflows.reading import write_reason
from koperasi_ledger.workflows.recording import Stamp, record_text
from koperasi_ledger.workflows.sample_facts import STATEMENT_MONTH
from koperasi_ledger.workflows.sample_ksp import Fields, Ksp
from koperasi_ledger.workflows.sample_stream import MONTHS, Size
from koperasi_ledger.workflows.sample_village import Village
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
        texts = sample_policy.FILES | {"BACA-SAYA.md": sample_policy.README}
        for name, text in texts.items():
            (draft / name).write_text(text, encoding="utf-8", newline="\n")
        village = Village(sample_policy.documents())
        with opened(draft, notify, create=True) as book:
            for index in range(len(MONTHS)):
                if index == STATEMENT_MONTH:
                    _write_opening(book)
                _tell(book, village, index)
                if progress is not None:
                    progress(index + 1, len(MONTHS))
            _import_statements(book, village.tax)

    _make(folder, fill)


def make_ksp(folder: Path, notify: Notify, progress: Progress | None = None) -> None:
    """The sample savings and loan cooperative in a new folder.

    Raises:
        FolderNotEmpty: the folder holds something.
        CannotWrite: the disk refuses.
    """

    def fill(draft: Path) -> None:
        texts = {sample_ksp_policy.FILE: sample_ksp_policy.TEXT}
        for name, text in (texts | {"BACA-SAYA.md": sample_ksp_policy.README}).items():
            (draft / name).write_text(text, encoding="utf-8", newline="\n")
        story = Ksp()
        with opened(draft, notify, create=True) as book:
            for index in range(len(MONTHS)):
                _tell(book, story, index)
                if progress is not None:
                    progress(index + 1, len(MONTHS))

    _make(folder, fill)


def _tell(book: Book, village: Village | Ksp, index: int) -> None:
    month = village.month(index)
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


_STEPS: dict[str, Callable[[Book, Fields, Stamp], None]] = {
    "year_closed": _close_year,
    "shu_decided": _decide,
    "share_paid": _pay,
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


def _import_statements(book: Book, tax: int) -> None:
    """Writes the bank's files of the last month, as the books let them follow, and imports them."""
    place = book.folder / "bank"
    place.mkdir()
    day = first_day(MONTHS[-1]) - timedelta(days=1)
    balances = [book.journal.balance(f"{BANK_PARENT}:{key.upper()}", day) for key in ("bri", "bca")]
    for key, data in sample_bank.statements(balances[0], balances[1], tax).items():
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
