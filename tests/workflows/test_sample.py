"""Sample books of any size: the same everywhere, as large as asked for, and never refused."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koperasi_ledger.books import Books
from koperasi_ledger.engine import Past, apply
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.rules.change import ResultBalance
from koperasi_ledger.workflows.errors import FolderNotEmpty
from koperasi_ledger.workflows.reading import read_event
from koperasi_ledger.workflows.sample import make_stream
from koperasi_ledger.workflows.sample_dice import Dice
from koperasi_ledger.workflows.sample_people import person
from koperasi_ledger.workflows.sample_stream import MONTHS, Size, batches

SMALL = Size(40, 600, 7)


def lines_of(size: Size) -> list[str]:
    return [line for batch in batches(size) for line in batch.lines]


class Memory:
    """The past, as far as the generated events ask for it."""

    def __init__(self) -> None:
        self.past: dict[str, Past] = {}

    def find(self, ref: str) -> Past | None:
        return self.past.get(ref)

    def later(self, records: object, seq: int) -> list[str]:
        del records, seq
        return []

    def balance(self, account: str, day: object) -> Decimal:
        raise AssertionError((account, day))

    def results(self, day: object) -> list[ResultBalance]:
        raise AssertionError(day)


def folded(size: Size) -> Iterator[tuple[AnyEvent, Entry | None]]:
    """Each event with its entry; raises what the rules refuse."""
    books, memory = Books(), Memory()
    for seq, line in enumerate(lines_of(size), 1):
        event = read_event(line, f"baris {seq}")
        entry = apply(event, books, memory).entry
        memory.past[event.ref] = Past(seq, event, entry, {})
        assert entry is None or isinstance(entry, Entry)
        yield event, entry


@settings(max_examples=25)
@given(
    st.builds(
        Size,
        members=st.integers(1, 60),
        transactions=st.integers(0, 500),
        seed=st.integers(0, 2**32),
    )
)
def test_every_size_is_accepted_exact_and_solvent(size: Size) -> None:
    held: dict[str, Decimal] = {}
    joined = posted = 0
    for event, entry in folded(size):
        joined += event.kind == "member_joined"
        if entry is None:
            continue
        posted += 1
        for leg in entry.postings:
            held[leg.account] = held.get(leg.account, Decimal(0)) + leg.amount
            if leg.account.startswith(("Aset:Kas", "Aset:Bank", "Aset:Persediaan")):
                assert held[leg.account] >= 0, (event.ref, leg)
    assert (joined, posted) == (size.members, size.transactions)


def test_it_has_the_mix_of_a_real_cooperative() -> None:
    kinds = {event.kind for event, _ in folded(Size(200, 6_000, 3))}
    assert kinds == {
        "cooperative_founded",
        "policy_adopted",
        "cash_account_opened",
        "member_joined",
        "member_resigned",
        "member_deceased",
        "member_paid_out",
        "simpanan_pokok_paid",
        "simpanan_wajib_paid",
        "savings_deposited",
        "savings_withdrawn",
        "receipt_recorded",
        "payment_recorded",
        "cash_transferred",
        "journal_adjusted",
        "event_reversed",
        "month_closed",
    }


def test_it_earns_more_than_it_spends_and_some_members_are_behind() -> None:
    total = {"Pendapatan": Decimal(0), "Beban": Decimal(0)}
    months_at_once = set()
    late = 0
    newest = ""
    for event, entry in folded(Size(100, 5_000, 1)):
        late += event.date.isoformat() < newest
        newest = max(newest, event.date.isoformat())
        if entry is None:
            continue
        if event.kind == "simpanan_wajib_paid":
            months_at_once.add("–" in entry.narration)
        for leg in entry.postings:
            root = leg.account.partition(":")[0]
            if root in total:
                total[root] += leg.amount
    assert 0 < -total["Pendapatan"] - total["Beban"] < -total["Pendapatan"] / 5
    assert months_at_once == {True, False}
    assert 0 < late < 50


def test_months_of_the_first_year_are_closed_and_the_year_is_not() -> None:
    """It is told as before an audit: no month can be closed while an earlier year is open."""
    events = [event for event, _ in folded(SMALL)]
    closed = [event for event in events if event.kind == "month_closed"]
    first = [month for month in MONTHS if month[:4] == MONTHS[0][:4]]
    assert [getattr(event, "month", "") for event in closed] == first
    assert not [event for event in events if event.kind == "year_closed"]


def digest(size: Size) -> str:
    return hashlib.sha256("\n".join(lines_of(size)).encode()).hexdigest()


def test_the_seed_decides() -> None:
    assert digest(SMALL) == digest(SMALL)
    assert digest(SMALL) != digest(SMALL._replace(seed=8))


@pytest.mark.parametrize("hash_seed", ["0", "1", "4711"])
def test_another_process_makes_the_same_events(hash_seed: str) -> None:
    program = (
        "import hashlib; from koperasi_ledger.workflows.sample_stream import *;"
        f"lines = [line for batch in batches(Size{tuple(SMALL)!r}) for line in batch.lines];"
        "print(hashlib.sha256('\\n'.join(lines).encode()).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == digest(SMALL)


def test_the_dice_are_those_of_every_python() -> None:
    """A change here would change every sample book ever made."""
    dice = Dice(2025)
    assert [dice.below(1_000_000) for _ in range(5)] == [557752, 645844, 477606, 173284, 447]


def test_two_books_of_one_seed_are_the_same_text(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    for name in ("satu", "dua"):
        make_stream(tmp_path / name, SMALL, print, lambda done, of: told.append((done, of)))
    assert told[-1] == (len(MONTHS), len(MONTHS))
    texts = [
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.suffix in {".beancount", ".jsonl", ".toml"}
        }
        for name in ("satu", "dua")
    ]
    assert texts[0] == texts[1]
    assert len(texts[0]) > 2 * len(MONTHS)
    transactions = sum(
        text.count(b" * ") for path, text in texts[0].items() if path.name.startswith("20")
        and path.suffix == ".beancount"
    )  # fmt: skip
    assert transactions == SMALL.transactions
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "punya-orang.txt").write_text("penting")
    with pytest.raises(FolderNotEmpty):
        make_stream(tmp_path, SMALL, print)
    assert [path.name for path in tmp_path.iterdir()] == ["punya-orang.txt"]


def test_names_are_plainly_invented_and_differ() -> None:
    names = [person(index) for index in range(2_000)]
    assert len(set(names)) == len(names)
    invented = {name.split()[1] for name in names}
    assert {"Contoh", "Fiktif", "Rekaan"} <= invented
    assert len(invented) == 11


def test_events_of_a_month_come_in_the_order_they_are_recorded() -> None:
    for month, lines in groupby(
        (json.loads(line) for line in lines_of(SMALL) if '"member_joined"' in line),
        key=lambda event: event["date"][:7],
    ):
        days = [event["date"] for event in lines]
        assert days == sorted(days), month
