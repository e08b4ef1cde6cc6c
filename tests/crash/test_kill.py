"""`kill -9` of a real `koperasi catat` at any moment: nothing half, nothing acknowledged lost."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from journal_books import (
    a_book,
    event,
    failures,
    lines,
    make_book,
    record_all,
    setup_events,
    text_of,
)

from koperasi_ledger.workflows.opening import open_book
from koperasi_ledger.workflows.printing import print_all

KILLS = 16
BATCH = 100
ROOT = Path(__file__).parent.parent.parent


def batch(number: int) -> list[dict[str, object]]:
    return [
        event(
            "savings_deposited",
            f"2026-{1 + place % 5:02d}-10",
            f"B{number}-{place}",
            member="A-1",
            product="harian",
            amount=str(place + 1),
            via="kas",
        )
        for place in range(BATCH)
    ]


def start(folder: Path, file: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "cli.koperasi", "-C", folder, "catat", file],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.lama
# Two halves, so that two workers share the waiting; both together kill more than thirty times.
@pytest.mark.parametrize("half", [1, 2])
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_kill_at_any_moment(tmp_path: Path, half: int) -> None:
    dice = random.Random(half)  # noqa: S311
    folder = make_book(tmp_path / "b", setup_events())
    acknowledged: set[int] = set()
    shortest = 60.0
    killed = number = 0
    while killed < KILLS:
        file = tmp_path / f"{number}.jsonl"
        file.write_text("\n".join(lines(batch(number))), encoding="utf-8")
        began = time.monotonic()
        process = start(folder, file)
        if number:
            # Over the whole run, and more often towards its end, where the writing is.
            time.sleep(shortest * (dice.random() if number % 3 else dice.uniform(0.6, 1)))
            process.kill()
        if process.wait(60) == 0:
            acknowledged.add(number)
            shortest = min(shortest, time.monotonic() - began)
        else:
            assert number, "the first run is not killed"
            killed += 1
        number += 1
        if killed == KILLS // 2:
            assert failures(folder) == []
        assert number < 6 * KILLS, "nothing to kill: the runs are over too soon"
    with open_book(folder, pytest.fail) as book:
        before = text_of(folder)
        assert print_all(book).changed == ()
        refs = {stored.ref for stored in book.journal.stored()}
        assert text_of(folder) == before
    assert failures(folder) == []
    with a_book(folder) as book:
        for tried in range(number):
            done = record_all(book, batch(tried))
            assert done in ((0, BATCH), (BATCH, 0)), f"batch {tried} is half there: {done}"
            assert tried not in acknowledged or done.new == 0, f"batch {tried} was lost"
            assert (done.new == 0) == (f"B{tried}-0" in refs)
    assert failures(folder) == []


def test_recording_the_same_file_again_adds_nothing(tmp_path: Path) -> None:
    folder = make_book(tmp_path / "b", setup_events())
    file = tmp_path / "x.jsonl"
    file.write_text("\n".join(lines(batch(1))), encoding="utf-8")
    for known in (0, BATCH):
        done = subprocess.run(
            [sys.executable, "-m", "cli.koperasi", "-C", folder, "catat", file, "--json"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        assert json.loads(done.stdout) == {"dicatat": BATCH - known, "sudah_ada": known}
