"""Laws of a till's file: split, twice, good rows and rest, totals; whatever the till wrote."""

import csv
import random
from collections import defaultdict
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from till_books import LATER, Receipt, amount_of, bring, sample, till_book, write

from koperasi_ledger.importers.till_errors import NotInReport, TotalsDiffer
from koperasi_ledger.journal import store
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.checking import check_book
from koperasi_ledger.workflows.till_errors import TillMistakes
from koperasi_ledger.workflows.till_import import TillWishes, import_till

some = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
seeds = st.integers(0, 2**32)
POLICIES: tuple[dict[str, str], ...] = ({}, {"pembukuan": "rekap-harian"})
policies = st.sampled_from(POLICIES)


def everything(book: Book) -> list[list[tuple[object, ...]]]:
    """All that the journal holds: events with their chain, postings, records."""
    return [
        list(book.journal.database.rows(f"SELECT * FROM {table} ORDER BY 1, 2"))  # noqa: S608
        for table in ("events", "entries", "postings", "records")
    ]


@some
@given(seed=seeds, cuts=st.lists(st.integers(1, 29), max_size=4), policy=policies)
def test_a_file_in_any_split_gives_the_same_books(
    seed: int, cuts: list[int], policy: dict[str, str]
) -> None:
    receipts = sample(random.Random(seed), 30)  # noqa: S311
    with till_book(**policy) as whole, till_book(**policy) as split:
        assert bring(whole, receipts).new == 30
        ends = [0, *sorted(set(cuts)), 30]
        for begin, end in pairwise(ends):
            assert bring(split, receipts[begin:end]).new == end - begin
        assert everything(whole) == everything(split)
        assert whole.journal.head() == split.journal.head()


@some
@given(seed=seeds, policy=policies)
def test_receipts_that_were_let_go_are_found_again(seed: int, policy: dict[str, str]) -> None:
    receipts = sample(random.Random(seed), 30)  # noqa: S311
    with till_book(**policy) as book, till_book(**policy) as often:
        bring(book, receipts)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store, "_FLUSH_EVENTS", 2)
            bring(often, receipts)
        assert everything(book) == everything(often)


@some
@given(seed=seeds, policy=policies)
def test_importing_twice_records_nothing(seed: int, policy: dict[str, str]) -> None:
    receipts = sample(random.Random(seed), 30)  # noqa: S311
    with till_book(**policy) as book:
        first = bring(book, receipts)
        before = everything(book)
        again = bring(book, receipts)
        assert (again.new, again.known, again.amount) == (0, 30, first.amount)
        doubled = bring(book, [*receipts, *receipts])
        assert (doubled.new, doubled.known) == (0, 60)
        assert everything(book) == before
        assert check_book(book.folder, lambda _: None).passed


@some
@given(seed=seeds, policy=policies)
def test_good_rows_and_the_rest_are_the_whole(seed: int, policy: dict[str, str]) -> None:
    receipts = sample(random.Random(seed), 30, bad=True)  # noqa: S311
    with till_book(**policy) as book, till_book(**policy) as other:
        path = write(book, receipts)
        rest = book.folder.parent / "sisa.csv"
        run = import_till(book, path, TillWishes(rest=rest), LATER, mapped=False)
        assert run.new + run.left == 30
        left = _blocks(rest) if run.left else []
        assert len(left) == run.left
        assert all(block[0]["alasan"] for block in left)
        plain = [[{k: v for k, v in each.items() if k != "alasan"} for each in b] for b in left]
        blocks = _blocks(path)
        good = [block for block in blocks if block not in plain]
        assert [block for block in blocks if block in plain] == plain
        # What was recorded is what a file of only the good receipts records, to the last byte.
        assert bring(other, good).new == run.new
        assert other.journal.head() == book.journal.head()
        head = book.journal.head()
        if run.left:
            with pytest.raises(Refusal):
                import_till(book, rest, TillWishes(), LATER, mapped=False)
            with pytest.raises(Refusal):
                import_till(book, path, TillWishes(), LATER, mapped=False)
        assert book.journal.head() == head


def _blocks(path: Path) -> list[Receipt]:
    """The receipts of a file, as rows by column."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found: list[Receipt] = []
    for each in rows:
        key = (each["kasir"], each["nomor"])
        if found and (found[-1][0]["kasir"], found[-1][0]["nomor"]) == key:
            found[-1].append(each)
        else:
            found.append([each])
    return found


@some
@given(seed=seeds, policy=policies)
def test_sums_of_receipts_are_the_totals_of_the_report(seed: int, policy: dict[str, str]) -> None:
    dice = random.Random(seed)  # noqa: S311
    receipts = sample(dice, 30)
    by_day: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for receipt in receipts:
        key = (receipt[0]["kasir"], receipt[0]["tanggal"])
        by_day[key] += amount_of(receipt)
        counts[key] += 1
    with till_book(**policy) as book:
        report = book.folder.parent / "laporan.csv"
        rows = [
            f"{till},{day},{amount},{counts[till, day]}\n" for (till, day), amount in by_day.items()
        ]
        report.write_text("kasir,tanggal,jumlah,struk\n" + "".join(rows), encoding="utf-8")
        wrong = report.with_name("salah.csv")
        spoiled = dice.randrange(len(rows))
        cells = rows[spoiled].split(",")
        cells[2] = str(Decimal(cells[2]) + 1)
        lines = [",".join(cells) if n == spoiled else text for n, text in enumerate(rows)]
        wrong.write_text("kasir,tanggal,jumlah,struk\n" + "".join(lines), encoding="utf-8")
        head = book.journal.head()
        with pytest.raises(TotalsDiffer, match="kurang Rp1\\."):
            bring(book, receipts, report=wrong)
        wrong.write_text("kasir,tanggal,jumlah\n" + "".join(
            text.rpartition(",")[0] + "\n" for n, text in enumerate(rows) if n != spoiled
        ), encoding="utf-8")  # fmt: skip
        if by_day[cells[0], cells[1]] and len(rows) > 1:
            with pytest.raises((NotInReport, TillMistakes)):
                bring(book, receipts, report=wrong)
        assert book.journal.head() == head
        assert bring(book, receipts, report=sum(by_day.values(), Decimal(0))).compared
        again = bring(book, receipts, report=report)
        assert (again.new, again.compared) == (0, True)
