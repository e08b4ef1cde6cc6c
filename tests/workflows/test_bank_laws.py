"""Laws of the bank import: nothing lost, nothing doubled, in whatever order files arrive."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from bank_books import (
    Move,
    bank_lines,
    bca,
    event,
    fresh,
    opening,
    record,
    run,
    steps,
    true_lines,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koperasi_ledger.model.errors import Refusals
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.records import BankDay
from koperasi_ledger.workflows.bank_errors import (
    BeforeTheBooks,
    MissingDays,
    OpeningDiffers,
    UnclearLine,
)
from koperasi_ledger.workflows.book import Book

FIRST = dt.date(2026, 9, 1)
DAYS = 10
OPENING = Decimal(1_000_000)
LATER = dt.datetime(2026, 9, 20, 5, tzinfo=dt.UTC)
Span = tuple[int, int]

# Debits end in one sen, so that only days without lines can add up to nothing.
amounts = st.sampled_from(
    [Decimal(text) for text in ("50000", "50123", "1", "-2500.01", "-15000.01")]
)
texts = st.sampled_from(["TRSF BUDI FIKTIF", "TRSF A0123 SIMP WAJIB", "BIAYA ADM", "SETORAN"])
histories = st.lists(
    st.tuples(st.integers(0, DAYS - 1), amounts, texts), min_size=1, max_size=12
).map(
    lambda found: [
        Move(FIRST + dt.timedelta(day), amount, text)
        for day, amount, text in sorted(found, key=lambda item: item[0])
    ]
)
spans = st.tuples(st.integers(0, DAYS - 1), st.integers(0, DAYS - 1)).map(
    lambda ends: (min(ends), max(ends))
)
slow = settings(suppress_health_check=[HealthCheck.too_slow], max_examples=20)


def statement(history: Sequence[Move], span: Span, shown: int | None = None) -> bytes:
    """The bank's file over the days of a span; of the last day only `shown` lines, if given."""
    start, end = (FIRST + dt.timedelta(day) for day in span)
    inside = [move for move in history if start <= move.date <= end]
    before = sum((move.amount for move in history if move.date < start), OPENING)
    if shown is not None:
        last = [move for move in inside if move.date == end]
        inside = [move for move in inside if move.date < end] + last[:shown]
    return bca(inside, before, period=f"{start:%d/%m/%Y} - {end:%d/%m/%Y}")


def noon(day: int) -> dt.datetime:
    """Noon in Jakarta of a day of the history."""
    return dt.datetime.combine(FIRST + dt.timedelta(day), dt.time(5), dt.UTC)


def import_all(book: Book, files: Sequence[tuple[bytes, dt.datetime]]) -> None:
    """Imports the files in their order; those that leave a gap are tried again later."""
    waiting = list(files)
    while waiting:
        refused = []
        for data, now in waiting:
            try:
                run(book, data, now=now)
            except (MissingDays, OpeningDiffers, BeforeTheBooks):
                refused.append((data, now))
        if len(refused) == len(waiting):
            return
        waiting = refused


def chained(history: Sequence[Move], windows: Sequence[Span]) -> int:
    """The last day that windows reach from the first day without leaving out a line."""
    busy = {(move.date - FIRST).days for move in history}
    end = -1
    while True:
        reach = [
            last
            for first, last in windows
            if last > end and not busy.intersection(range(end + 1, first))
        ]
        if not reach:
            return end
        end = max(reach)


@slow
@given(
    histories,
    st.lists(st.tuples(spans, st.integers(0, 3)), min_size=1, max_size=5),
    st.randoms(use_true_random=False),
)
def test_windows_in_any_order_give_the_true_lines_once(
    history: list[Move], exports: list[tuple[Span, int]], random: object
) -> None:
    files = []
    for span, shown in exports:
        # One export while its last day is still open, one after it.
        # (The same bytes again would be the same file; a bank prints the time into it.)
        files.append((statement(history, span, shown) + b"\r\n", noon(span[1])))
        files.append((statement(history, span), noon(span[1] + 1)))
    random.shuffle(files)  # type: ignore[attr-defined]
    with fresh("2026-09-01") as book:
        record(book, opening(OPENING, "2026-09-01"))
        import_all(book, files)
        end = chained(history, [span for span, _ in exports])
        true = [move for move in history if (move.date - FIRST).days <= end]
        assert bank_lines(book) == true_lines(true)

        closing = OPENING + sum(move.amount for move in true)
        last = FIRST + dt.timedelta(max(end, 0))
        assert book.journal.balance("Aset:Bank:BCA", last) == closing
        account = book.journal.books().cash("bca")
        if true:
            assert account.reconciled is not None
            assert account.reconciled >= max(move.date for move in true)

        before = book.journal.head()
        for span, _ in exports:
            try:
                report = run(book, statement(history, span) + b"\r\n\r\n", now=LATER)
            except (MissingDays, OpeningDiffers, BeforeTheBooks):
                continue
            assert steps(report) == []
        assert book.journal.head() == before or end < 0


@slow
@given(histories)
def test_every_line_is_booked_by_exactly_one_event(history: list[Move]) -> None:
    with fresh("2026-09-01") as book:
        record(book, opening(OPENING, "2026-09-01"))
        report = run(book, statement(history, (0, DAYS - 1)), now=LATER)
        booked = [ref for day in book.journal.books().all(BankDay) for ref in day.lines.values()]
        assert len(booked) == len(set(booked)) == len(history)
        assert sorted(booked) == sorted(item.ref for item in report.statements[0].booked)


@slow
@given(histories, st.data())
def test_what_was_typed_by_hand_is_never_booked_again(
    history: list[Move], data: st.DataObject
) -> None:
    """Any of the lines typed before, up to two days off: the bank balance still is the bank's."""
    typed = data.draw(st.sets(st.integers(0, len(history) - 1)))
    with fresh("2026-09-01") as book:
        record(book, opening(OPENING, "2026-09-01"))
        for place in sorted(typed):
            move = history[place]
            off = dt.timedelta(data.draw(st.integers(0, 2)))
            record(book, by_hand(f"TANGAN-{place}", move.date + off, move.amount))
        choices: dict[int, str | None] = {}
        content = statement(history, (0, DAYS - 1))
        for _ in range(len(history) + 1):
            unclear = unclear_rows(book, content, choices)
            if not unclear:
                break
            row, candidates = next(iter(unclear.items()))
            free = [ref for ref in candidates if ref not in choices.values()]
            choices[row] = data.draw(st.sampled_from([*free, None])) if free else None
        report = run(book, content, now=LATER, choices=choices)
        attached = [item.ref for item in report.statements[0].booked if item.step == "tangan"]
        assert len(attached) == len(set(attached))
        assert bank_lines(book) == true_lines(history)
        position = report.statements[0].position
        assert position is not None
        assert position.unexplained == 0


def by_hand(ref: str, day: dt.date, amount: Decimal) -> AnyEvent:
    kind, account = (
        ("receipt_recorded", "Pendapatan:Lain:NonOperasional")
        if amount > 0
        else ("payment_recorded", "Beban:Lain:NonOperasional")
    )
    lines = [{"account": account, "amount": str(abs(amount))}]
    return event(kind, day.isoformat(), ref, via="bca", lines=lines)


def unclear_rows(
    book: Book, content: bytes, choices: dict[int, str | None]
) -> dict[int, tuple[str, ...]]:
    try:
        run(book, content, now=LATER, choices=choices, try_only=True)
    except UnclearLine as one:
        return {one.line.row: one.candidates}
    except Refusals as several:
        unclear = [item for item in several.items if isinstance(item, UnclearLine)]
        if len(unclear) < len(several.items):
            raise
        return {item.line.row: item.candidates for item in unclear}
    return {}


def test_lines_that_add_up_to_nothing_may_come_after_later_days_were_proven() -> None:
    """Their absence shows in no balance; they are booked behind the proven day, with their own."""
    history = [
        Move(FIRST, Decimal(5), "A"),
        Move(FIRST + dt.timedelta(3), Decimal(700), "TITIP"),
        Move(FIRST + dt.timedelta(4), Decimal(-700), "AMBIL"),
        Move(FIRST + dt.timedelta(8), Decimal(9), "B"),
    ]
    with fresh("2026-09-01") as book:
        record(book, opening(OPENING, "2026-09-01"))
        run(book, statement(history, (0, 1)), now=LATER)
        run(book, statement(history, (7, 9)), now=LATER)
        report = run(book, statement(history, (2, 6)), now=LATER)
        assert len(steps(report)) == 2
        assert bank_lines(book) == true_lines(history)
        assert report.statements[0].position is not None
        assert report.statements[0].position.unexplained == 0
