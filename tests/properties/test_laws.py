"""Laws that hold over any stream of events, valid and invalid mixed."""

import random
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from beancount.core.data import Transaction
from book_fold import Fold, begun, control_totals, joined, make
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streams import Desk, long_stream, prelude, streams
from streams_agency import OFFICE_KINDS
from streams_store import STORE_KINDS

from koperasi_ledger.engine import Applied
from koperasi_ledger.model.accounts import SUSPENSE_IN, SUSPENSE_OUT
from koperasi_ledger.model.entry import Balance, Entry
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent, EventReversed, canonical, from_canonical
from koperasi_ledger.model.records import (
    RECORDS,
    Borrower,
    Deposit,
    InterestMonth,
    Member,
    ProfitCredited,
    Reversal,
    SavingsAccount,
    SavingsInterestRun,
)
from koperasi_ledger.rules.errors import DependedOn, NotReversible
from koperasi_ledger.workflows.book import Book, Settings, write_settings
from koperasi_ledger.workflows.opening import open_book
from koperasi_ledger.workflows.printing import month_text
from koperasi_ledger.workflows.recording import Stamp, record_events

NOW = Stamp("bendahara", datetime(2026, 7, 1, 3, 0, tzinfo=UTC))
AT = "2026-07-01T03:00:00+00:00"
LAST_DAY = "2026-06-30"
quick = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
# Laws that need no database are tried more often.
often = settings(quick, max_examples=2 * (settings.default or quick).max_examples)


def _require(law: object, refusal: Refusal) -> None:
    """What must hold of a refusal."""
    assert law, repr(refusal)


def accepted(stream: Iterable[AnyEvent]) -> tuple[Fold, list[AnyEvent]]:
    """The stream folded, and those of its events that were not refused."""
    fold, kept = begun(prelude()), []
    for event in stream:
        if event.ref in fold.past:
            continue
        try:
            fold.add(event)
        except Refusal:
            continue
        kept.append(event)
    return fold, kept


@contextmanager
def new_book() -> Iterator[Book]:
    folder = Path(tempfile.mkdtemp(prefix="koperasi-uji-"))
    try:
        write_settings(folder, Settings())
        with open_book(folder, pytest.fail, create=True) as book:
            yield book
    finally:
        shutil.rmtree(folder)


def files(book: Book) -> dict[str, bytes]:
    """The printed text of a book, by relative name."""
    found = [*book.folder.rglob("*.beancount"), *book.folder.rglob("*.jsonl")]
    return {str(path.relative_to(book.folder)): path.read_bytes() for path in found}


def stored_records(book: Book) -> dict[tuple[str, str], str]:
    rows = book.journal.database.rows("SELECT kind, id, body FROM records")
    return {(kind, key): body for kind, key, body in rows}


def test_a_beginning_that_is_copied_is_as_one_made_anew() -> None:
    anew, used = Fold().add_all(prelude()), begun(prelude())
    used.add(joined("A-50"))
    again = begun(prelude())
    assert (again.state(), again.past, again.applied) == (anew.state(), anew.past, anew.applied)
    assert again.add(joined("A-50")) == anew.add(joined("A-50")) == used.applied[-1][1]


@often
@given(streams())
def test_every_event_leaves_the_books_whole_or_as_they_were(stream: list[AnyEvent]) -> None:
    fold = begun(prelude())
    state = fold.state()
    for event in stream:
        if event.ref in fold.past:
            continue
        count = len(fold.applied)
        try:
            done = fold.add(event)
        except Refusal as refusal:
            _require((fold.state(), len(fold.applied)) == (state, count), refusal)
            _require(refusal.what[-1] in ".?" and refusal.remedy, refusal)
            continue
        if isinstance(done.entry, Entry):
            legs = done.entry.postings
            assert sum((leg.amount for leg in legs), Decimal(0)) == 0
            assert all(leg.amount for leg in legs)
        for account, (ledger, records) in control_totals(fold).items():
            assert ledger == records, account
        for member in fold.books.all(Member):
            held = (member.pokok, member.wajib, member.payable, member.due_paid)
            assert all(amount >= 0 for amount in held), member
        assert all(item.balance >= 0 for item in fold.books.all(SavingsAccount))
        # Only what an event says it wrote has changed.
        before, state = state, fold.state()
        changed = {key for key in {*state, *before} if state.get(key) != before.get(key)}
        assert changed <= set(done.written)
        assert set(done.written) <= set(done.touched)
    for _, done in fold.applied:
        if isinstance(done.entry, Balance):
            assert fold.balance(done.entry.account, done.entry.date) == done.entry.amount


@quick
@given(streams())
def test_an_event_is_read_back_from_its_canonical_bytes(stream: list[AnyEvent]) -> None:
    for event in stream:
        assert from_canonical(canonical(event)) == event
        assert canonical(from_canonical(canonical(event))) == canonical(event)


@quick
@given(streams(), st.lists(st.integers(0, 40), max_size=3))
def test_any_split_into_batches_gives_the_same_book(
    stream: list[AnyEvent], cuts: list[int]
) -> None:
    fold, kept = accepted(stream)
    events = [*prelude(), *kept]
    with new_book() as book, new_book() as other:
        record_events(book, events, NOW)
        places = sorted(min(cut, len(events)) for cut in cuts)
        for start, end in zip([0, *places], [*places, len(events)], strict=True):
            record_events(other, events[start:end], NOW)
        assert book.journal.head() == other.journal.head()
        assert stored_records(book) == stored_records(other) == fold.stored()
        assert files(book) == files(other)
        # Again: nothing is added.
        head, text = book.journal.head(), files(book)
        done = record_events(book, events, NOW)
        assert (done.new, done.known) == (0, len(events))
        assert (book.journal.head(), files(book)) == (head, text)


def answer(add: Callable[[AnyEvent], Applied], event: AnyEvent) -> object:
    """What the books say to an event: its entry, or the refusal."""
    try:
        return add(event).entry
    except Refusal as refusal:
        return type(refusal), str(refusal)


@quick
@given(streams())
def test_the_journal_answers_as_a_plain_fold_does(stream: list[AnyEvent]) -> None:
    fold = begun(prelude())
    with new_book() as book:
        record_events(book, prelude(), NOW)
        with book.journal.recording() as recording:
            for event in stream:
                if event.ref in fold.past:
                    continue
                assert answer(fold.add, event) == answer(
                    lambda item: recording.add(item, AT, "bendahara", canonical(item).decode())[1],
                    event,
                )
        assert stored_records(book) == fold.stored()


@quick
@given(streams())
def test_the_text_is_the_journal_printed(stream: list[AnyEvent]) -> None:
    _, kept = accepted(stream)
    with new_book() as book:
        record_events(book, [*prelude(), *kept], NOW)
        for name, data in files(book).items():
            if "/" in name:
                assert b"".join(month_text(book.journal, name)) == data


@often
@given(streams(reversals=False))
def test_reversing_everything_from_the_last_on_brings_nothing_back_but_bank_money(
    stream: list[AnyEvent],
) -> None:
    fold, kept = accepted(stream)
    standing: set[str] = set()
    for number, event in enumerate(reversed([*prelude(), *kept]), 1):
        reverse = make("event_reversed", f"z{number}", LAST_DAY, target=event.ref, reason="Uji")
        try:
            fold.add(reverse)
        except NotReversible:
            standing.add(event.ref)
            continue
        except DependedOn as refusal:
            # Only on what can never be reversed.
            _require(refusal.later and standing.issuperset(refusal.later), refusal)
            standing.add(event.ref)
            continue
        for account, (ledger, records) in control_totals(fold).items():
            assert ledger == records, account
    left = set(fold.balances()) - {SUSPENSE_IN, SUSPENSE_OUT}
    assert all(name.startswith("Aset:Bank:") for name in left), left
    joins = [event for event in [*prelude(), *kept] if event.kind == "member_joined"]
    assert len(fold.books.all(Member)) == sum(event.ref in standing for event in joins)


@often
@given(streams(longest=30))
def test_a_refused_reversal_names_later_events_that_stand(stream: list[AnyEvent]) -> None:
    fold, kept = accepted(stream)
    for number, event in enumerate(kept, 1):
        reverse = make("event_reversed", f"z{number}", LAST_DAY, target=event.ref, reason="Uji")
        try:
            fold.add(reverse)
        except DependedOn as refusal:
            seq = fold.past[event.ref].seq
            _require(refusal.later, refusal)
            for ref in refusal.later:
                _require(fold.past[ref].seq > seq, refusal)
                _require(fold.find(ref) and not fold.books.peek(Reversal, ref), refusal)
        except Refusal:
            continue


@often
@given(streams(reversals=False), st.integers(0, 2**32))
def test_an_event_and_its_reversal_leave_the_records_as_they_were(
    stream: list[AnyEvent], seed: int
) -> None:
    fold, _ = accepted(stream)
    before, balances = fold.state(), fold.balances()
    desk = Desk(random.Random(seed).choice, reversals=False)  # noqa: S311 - a test's dice
    desk.fold, desk.number = fold, 50
    count = len(fold.applied)
    event = desk.next()
    if len(fold.applied) == count or event.ref == "BUKA":
        return
    reverse = make("event_reversed", "z1", LAST_DAY, target=event.ref, reason="Uji")
    try:
        fold.add(reverse)
    except Refusal:
        return
    after = fold.state()
    for key in {*before, *after}:
        kind, _ = key
        # The mark of the reversal, bank lines seen, and money that went to Titipan remain; an
        # account that was opened by the movement is empty.
        if kind in ("pembalikan", "hari-bank", "titipan"):
            continue
        # What a reversal leaves of the store, of agency work and aid has laws of its own.
        if kind in STORE_KINDS or kind in OFFICE_KINDS:
            continue
        if kind in _LEFT_EMPTY and key not in before:
            assert _is_empty(kind, after[key])
            continue
        if kind == "simpanan":
            _same_savings(before.get(key), after[key])
            continue
        assert _plain(after.get(key)) == _plain(before.get(key)), key
    moved = {*balances, *fold.balances()}
    changed = {name for name in moved if fold.balances().get(name) != balances.get(name)}
    assert all("Titipan" in name or name.startswith("Aset:Bank") for name in changed), changed


_LEFT_EMPTY = ("jasa-simpanan", "pph-jasa", "peminjam", "berjangka", "bagi-hasil-anggota")


def _is_empty(kind: str, text: str) -> bool:
    """Whether a deposit, or a member's interest and tax, are as if there had been none."""
    record = RECORDS[kind].model_validate_json(text)
    if isinstance(record, Borrower):
        return not (record.loans or record.swp)
    if isinstance(record, InterestMonth):
        return not (record.gross or record.withheld or record.remitted)
    if isinstance(record, Deposit):
        return record.status == "batal" and not record.balance
    if isinstance(record, ProfitCredited):
        return record.ref is None
    return isinstance(record, SavingsInterestRun) and record.through is None


def _same_savings(before: str | None, after: str) -> None:
    """The account is as it was; movements that grew too old to be kept by days stay together."""
    now = SavingsAccount.model_validate_json(after)
    if before is None:
        assert not now.balance
        assert not now.moves
        assert not now.blocks
        return
    then = SavingsAccount.model_validate_json(before)
    assert (now.balance, now.blocks) == (then.balance, then.blocks)
    assert now.moves == {day: amount for day, amount in then.moves.items() if _kept(day, now)}


def _kept(day: str, account: SavingsAccount) -> bool:
    return account.since is None or day > account.since.isoformat()


def _plain(text: str | None) -> str | None:
    """A record's text with `10000.00` written as `10000`."""
    return text.replace('.00"', '"') if text is not None else None


def totals(entries: Iterable[Any], kind: Any) -> dict[str, Decimal]:
    """What the transactions among an engine's entries add up to, by account."""
    found: dict[str, Decimal] = {}
    for entry in entries:
        for leg in entry.postings if isinstance(entry, kind) else ():
            found[leg.account] = found.get(leg.account, Decimal(0)) + leg.units.number
    return {account: amount for account, amount in found.items() if amount}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_engines_agree_with_the_postings_on_every_account(seed: int, tmp_path: Path) -> None:
    uromyces = pytest.importorskip("uromyces")
    fold, kept = accepted(long_stream(seed, 400))
    assert len(kept) > 100
    assert any(isinstance(event, EventReversed) for event in kept)
    main = tmp_path / "main.beancount"
    main.write_text(fold.text(), encoding="utf-8")
    entries, errors, _ = loader.load_file(str(main))
    assert errors == []
    ledger = uromyces.load_file(str(main))
    assert ledger.errors == []
    assert totals(entries, Transaction) == fold.balances()
    assert totals(ledger.entries, uromyces.Transaction) == fold.balances()


@pytest.mark.parametrize("seed", [4])
def test_a_long_stream_through_the_journal_reads_the_same_in_the_engines(seed: int) -> None:
    fold, kept = accepted(long_stream(seed, 300))
    with new_book() as book:
        record_events(book, [*prelude(), *kept], NOW)
        entries, errors, _ = loader.load_file(str(book.folder / "main.beancount"))
        rows = book.journal.database.rows(
            "SELECT account, SUM(sen) FROM postings GROUP BY account HAVING SUM(sen) <> 0"
        )
        sums = {account: Decimal(sen) / 100 for account, sen in rows}
    assert errors == []
    assert totals(entries, Transaction) == sums == fold.balances()
