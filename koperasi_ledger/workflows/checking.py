"""Checking a book (`koperasi periksa`): everything that can be computed anew is, and compared.

The events are replayed from the first through the engine into a scratch journal; what that gives is
compared with what is stored and what is printed. Nothing is changed but text that a crash cut off.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from koperasi_ledger.checks.engines import (
    EngineTotals,
    beancount_totals,
    compare_totals,
    uromyces_totals,
)
from koperasi_ledger.checks.result import Check
from koperasi_ledger.checks.rows import compare_rows
from koperasi_ledger.checks.subledgers import (
    CONTROLLED,
    CONTROLS,
    Sub,
    compare_control,
    held_by_records,
)
from koperasi_ledger.checks.text import Difference, TextProof
from koperasi_ledger.engine import Applied
from koperasi_ledger.journal.chain import Stored
from koperasi_ledger.journal.errors import NotAJournal
from koperasi_ledger.journal.port import COLUMNS, KEYS
from koperasi_ledger.journal.replay import replay
from koperasi_ledger.journal.store import Head, Journal, connect
from koperasi_ledger.ledger_text import MAIN
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.records import Record, stored_record
from koperasi_ledger.workflows.book import Book, Notify, opened
from koperasi_ledger.workflows.checking_bank import bank_lines_check
from koperasi_ledger.workflows.checking_tax import papers_check
from koperasi_ledger.workflows.errors import CannotWrite
from koperasi_ledger.workflows.printing import (
    chart_files,
    complete,
    foreign_files,
    month_text,
    pieces,
)
from koperasi_ledger.workflows.rebuild import Sizes, rebuild_if_missing

Progress = Callable[[int], None]

_DATABASE = "basis data"
_CHAIN = "rantai jurnal"
_REFOLD = "hitung ulang"
_TEXT = "teks = cetak ulang"
_TABLES = {
    "meta": "versi jurnal",
    "entries": "entri = hitung ulang",
    "postings": "posting = hitung ulang",
    "records": "catatan = hitung ulang",
    "files": "ukuran berkas = cetak ulang",
}
"""The tables that follow from the events, and the names of their checks."""

_HOLDING = (
    "anggota",
    "aset",
    "bagi-hasil",
    "bagian-shu",
    "barang-murabahah",
    "berjangka",
    "faktur",
    "hari-kasir",
    "ijarah",
    "kemitraan",
    "peminjam",
    "pajak-terutang",
    "penitip",
    "pinjaman",
    "piutang-toko",
    "ppn-lebih",
    "ppn-masa",
    "pph-jasa",
    "saldo-agen",
    "simpanan",
    "stok",
    "stok-bantuan",
    "titipan",
    "uang-muka",
    "utang-pinjaman",
)
"""The kinds of records that hold a part of a control account."""

_BROKEN_DATA = (ValueError, TypeError, KeyError, ArithmeticError)
"""What reading a value that was tampered with can raise."""


class Report(NamedTuple):
    """All checks of a book, in the order they were made."""

    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Whether no check failed."""
        return all(check.passed for check in self.checks)


def check_book(folder: Path, notify: Notify, progress: Progress | None = None) -> Report:
    """Makes every check; a database that cannot be read fails the first and ends the report.

    `progress` is told how many events were replayed so far.

    Raises:
        NotABook, BadSettings, NoJournal, NoServer, NoEventsText, BadEventsText.
    """
    rebuild_if_missing(folder, notify)
    checks: list[Check] = []
    try:
        with opened(folder, notify) as book:
            _check(book, checks, progress)
    except NotAJournal as refusal:
        checks.append(_failed(_DATABASE, refusal.what))
    return Report(tuple(checks))


def _check(book: Book, checks: list[Check], progress: Progress | None) -> None:
    damage = book.journal.database.damage()
    if damage is not None:
        checks.append(_failed(_DATABASE, damage))
        if damage.startswith("berkas rusak"):
            return
    else:
        checks.append(_passed(_DATABASE, "utuh; tabel, kunci dan pengaman lengkap"))
    completed = _complete(book)
    # What is stored is read as of one moment; what is printed is compared afterwards, since others
    # may be recording.
    with book.journal.reading():
        seen = book.journal.head()
        refold = _Refold(book.folder, progress)
        checks += refold.checks(book.journal)
        checks += _control_checks(book.journal)
        checks.append(_reconciliation_check(book.journal))
        checks.append(bank_lines_check(book.journal))
        checks.append(papers_check(book.journal))
        expected = _expected_totals(book.journal)
    checks.append(_text_check(book, seen, refold, completed))
    engines = list(_engine_checks(book, expected))
    if not all(check.passed for check in engines) and book.journal.head() != seen:
        _complete(book)
        with book.journal.locked():
            engines = list(_engine_checks(book, _expected_totals(book.journal)))
    checks += engines


def _complete(book: Book) -> list[str]:
    try:
        return complete(book)
    except (CannotWrite, *_BROKEN_DATA):
        return []  # whatever keeps it from being completed is found by the checks


class _Refold:
    """All events replayed into a scratch journal, and their text compared on the way."""

    def __init__(self, folder: Path, progress: Progress | None) -> None:
        self.proof = TextProof(folder)
        self.whole = False
        self._sizes = Sizes()
        self._progress = progress

    def checks(self, journal: Journal) -> list[Check]:
        """Whether the chain holds, and the stored tables are what it gives."""
        with TemporaryDirectory(prefix="koperasi-periksa-") as folder:
            scratch = connect(str(Path(folder) / "jurnal.db"), create=True, draft=True)
            try:
                return self._checks(journal, scratch)
            except Refusal as refusal:
                if isinstance(refusal, NotAJournal) and self.whole:
                    raise
                return [
                    _failed(_CHAIN, refusal.what),
                    _failed(_REFOLD, "tidak dapat dihitung ulang selama rantai jurnal putus"),
                ]
            finally:
                scratch.close()

    def _checks(self, journal: Journal, scratch: Journal) -> list[Check]:
        head = replay(journal.stored(), scratch, self._seen)
        with scratch.recording() as recording:
            recording.set_file_sizes(self._sizes.by_name)
        if head.seq:
            for name, data in chart_files(scratch, self._sizes.by_name).items():
                self.proof.add(name, data)
        self.whole = True
        detail = f"{head.seq} peristiwa: sidik, isi baku, urutan; sidik terakhir {head.hash[:16]}"
        return [_passed(_CHAIN, detail), *_table_checks(journal, scratch)]

    def _seen(self, stored: Stored, event: AnyEvent, applied: Applied) -> None:
        for name, text in pieces(stored, event.document, applied.entry):
            self.proof.add(name, self._sizes.count(name, text).encode())
        if self._progress is not None and not stored.seq % 1_000:
            self._progress(stored.seq)


def _table_checks(journal: Journal, scratch: Journal) -> Iterator[Check]:
    for table, name in _TABLES.items():
        columns, key = COLUMNS[table], KEYS[table].split(", ")
        sql = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {KEYS[table]}"  # noqa: S608 - constants
        compared = compare_rows(
            journal.database.stream(sql), scratch.database.stream(sql), columns, key
        )
        if compared.difference is not None:
            yield _failed(name, compared.difference)
        else:
            yield _passed(name, f"{compared.rows} baris, sama dengan hasil hitung ulang")


def _text_check(book: Book, seen: Head, refold: _Refold, completed: list[str]) -> Check:
    if not refold.whole:
        return _failed(_TEXT, "tidak dapat dicetak ulang selama rantai jurnal putus")
    differences = refold.proof.finish()
    names = refold.proof.names()
    foreign = [
        Difference(name, 0, "berkas asing, tidak dicetak jurnal")
        for name in foreign_files(book.folder, names)
    ]
    differences = [*differences, *foreign]
    if differences and book.journal.head() != seen:
        differences = _still_wrong(book, differences)
    if differences:
        shown = "; ".join(str(item) for item in differences[:5])
        more = f"; dan {len(differences) - 5} lagi" if len(differences) > 5 else ""
        return _failed(_TEXT, f"{shown}{more}")
    count = len(names)
    ended = f"; {len(completed)} berkas yang terpotong baru saja dilengkapi" if completed else ""
    return _passed(_TEXT, f"{count} berkas, {refold.proof.bytes} bita, sama hingga bita{ended}")


def _still_wrong(book: Book, differences: Iterable[Difference]) -> list[Difference]:
    """The differences that are not merely of events recorded while the checks ran."""
    with book.journal.locked():
        sizes = book.journal.file_sizes()
        charts = chart_files(book.journal, sizes)
        proof = TextProof(book.folder)
        wrong = []
        for item in differences:
            if item.name in charts:
                proof.add(item.name, charts[item.name])
            elif item.name in sizes:
                for piece in month_text(book.journal, item.name):
                    proof.add(item.name, piece)
            else:
                wrong.append(item)
    # What another process has recorded and not printed yet is cut off, not wrong.
    found = [item for item in proof.finish() if item.what != "terpotong"]
    return [*found, *wrong]


def _control_checks(journal: Journal) -> Iterator[Check]:
    try:
        held = list(held_by_records(_records(journal)))
        posted = _posted(journal)
    except _BROKEN_DATA as error:
        for name in CONTROLS:
            yield _failed(name, f"tidak dapat dibaca: {_first_line(error)}")
        return
    for name, accounts in CONTROLS.items():
        yield compare_control(name, accounts, held, posted)


def _records(journal: Journal) -> Iterator[Record]:
    sql = (
        f"SELECT kind, id, body FROM records WHERE kind IN ({', '.join('?' * len(_HOLDING))})"  # noqa: S608 - only marks
        " ORDER BY kind, id"
    )
    for kind, key, body in journal.database.stream(sql, _HOLDING):
        record = stored_record(kind, body)
        if record.key != key:
            raise ValueError(f"catatan {kind} {key} memuat {record.key}")
        yield record


def _posted(journal: Journal) -> dict[str, dict[Sub, Decimal]]:
    marks = ", ".join("?" * len(CONTROLLED))
    sql = (
        f"SELECT account, member, sub, SUM(sen) FROM postings WHERE account IN ({marks})"  # noqa: S608 - only marks
        " GROUP BY account, member, sub"
    )
    found: dict[str, dict[Sub, Decimal]] = {}
    for account, member, sub, sen in journal.database.stream(sql, CONTROLLED):
        found.setdefault(account, {})[member, sub] = Decimal(sen) / 100
    return found


def _reconciliation_check(journal: Journal) -> Check:
    """Each proven bank balance against the postings up to the end of its day."""
    name = "saldo rekonsiliasi bank"
    try:
        proven = list(
            journal.database.rows(
                "SELECT n.balance_account, n.date, n.balance_sen, e.ref FROM entries n"
                " JOIN events e ON e.seq = n.seq WHERE n.balance_account IS NOT NULL"
                " ORDER BY n.balance_account, n.date, n.seq"
            )
        )
        moved = journal.database.stream(
            "SELECT account, date, SUM(sen) FROM postings WHERE account IN"
            " (SELECT balance_account FROM entries WHERE balance_account IS NOT NULL)"
            " GROUP BY account, date ORDER BY account, date"
        )
        days = iter([*moved])
        next_day = next(days, None)
        account, total = "", Decimal(0)
        for wanted, day, sen, ref in proven:
            if wanted != account:
                account, total = wanted, Decimal(0)
            while next_day is not None and (next_day[0], next_day[1]) <= (account, day):
                if next_day[0] == account:
                    total += Decimal(next_day[2])
                next_day = next(days, None)
            if total != sen:
                return _failed(
                    name,
                    f"{ref}, {account} akhir {day}: bank Rp{format_rupiah(Decimal(sen) / 100)},"
                    f" buku Rp{format_rupiah(total / 100)}",
                )
    except _BROKEN_DATA as error:
        return _failed(name, f"tidak dapat dibaca: {_first_line(error)}")
    return _passed(name, f"{len(proven)} rekonsiliasi, sama dengan posting sampai hari itu")


def _engine_checks(book: Book, expected: EngineTotals | str) -> Iterator[Check]:
    main = (book.folder / MAIN).resolve()
    names = ("posting = teks menurut Beancount", "posting = teks menurut uromyces")
    if isinstance(expected, str):
        for name in names:
            yield _failed(name, f"posting tidak dapat dibaca: {expected}")
        return
    for name, read in zip(names, (beancount_totals, uromyces_totals), strict=True):
        if not main.is_file():
            yield _failed(name, f"{MAIN} tidak ada")
            continue
        try:
            found = read(main)
        except Exception as error:  # noqa: BLE001 - an engine may stumble over tampered text in any way
            yield _failed(name, f"teks tidak dapat dibaca: {_first_line(error)}")
            continue
        if found is None:
            yield Check(name, passed=True, detail="uromyces tidak terpasang", skipped=True)
            continue
        difference = compare_totals(found, expected)
        if difference is not None:
            yield _failed(name, difference)
        else:
            yield _passed(
                name,
                f"{len(expected.balances)} akun, {expected.transactions} transaksi dan"
                f" {expected.assertions} rekonsiliasi, sama",
            )


def _expected_totals(journal: Journal) -> EngineTotals | str:
    """What the engines should find; or why the postings cannot be added up."""
    sums = journal.database.rows("SELECT account, SUM(sen) FROM postings GROUP BY account")
    counts = journal.database.rows("SELECT COUNT(narration), COUNT(balance_account) FROM entries")
    try:
        balances = {account: Decimal(sen) / 100 for account, sen in sums}
    except _BROKEN_DATA as error:
        return _first_line(error)
    return EngineTotals((), balances, *next(counts))


def _passed(name: str, detail: str) -> Check:
    return Check(name, passed=True, detail=detail)


def _failed(name: str, detail: str) -> Check:
    return Check(name, passed=False, detail=detail)


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
