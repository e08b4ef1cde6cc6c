"""`kill -9` of a till's import: all of it or nothing, and the same command completes it."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.workflows.book import Settings
from koperasi_ledger.workflows.checking import check_book
from koperasi_ledger.workflows.opening import found_book, open_book
from koperasi_ledger.workflows.recording import record_events

sys.path.append(str(Path(__file__).parent.parent / "workflows"))
from till_books import LATER, sample, store_events, text_of

ROOT = Path(__file__).parent.parent.parent
RECEIPTS, KILLS = 300, 3


def facts(folder: Path) -> list[list[tuple[object, ...]]]:
    """What the journal holds but for when it was recorded."""
    with open_book(folder, lambda _: None) as book:
        rows = book.journal.database.rows
        return [
            list(rows("SELECT seq, body FROM events ORDER BY seq")),
            list(rows("SELECT * FROM postings ORDER BY seq, leg")),
            list(rows("SELECT * FROM records ORDER BY kind, id")),
        ]


@pytest.mark.lama
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_a_killed_import_is_whole_or_absent_and_is_completed(tmp_path: Path) -> None:
    begun, file = tmp_path / "awal", tmp_path / "penjualan.csv"
    founding, *events = store_events()
    found_book(begun, Settings(), founding, LATER, lambda _: None)
    rest: list[AnyEvent] = list(events)
    with open_book(begun, lambda _: None) as book:
        record_events(book, rest, LATER)
    receipts = sample(random.Random(7), RECEIPTS, bad=True)  # noqa: S311
    file.write_text(text_of(receipts), encoding="utf-8")
    before = facts(begun)

    def command(folder: Path) -> list[str]:
        argv = ["-C", str(folder), "toko", "impor", str(file), "--baris-baik", "--sisa"]
        return [sys.executable, "-m", "cli.koperasi", *argv, str(folder.with_suffix(".csv"))]

    clean = tmp_path / "utuh"
    shutil.copytree(begun, clean)
    began = time.monotonic()
    subprocess.run(command(clean), cwd=ROOT, check=True, capture_output=True)
    took, after = time.monotonic() - began, facts(clean)
    left = clean.with_suffix(".csv").read_bytes()
    for kill in range(1, KILLS + 1):
        folder = tmp_path / f"buku-{kill}"
        shutil.copytree(begun, folder)
        process = subprocess.Popen(
            command(folder), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(took * (0.4 + 0.6 * kill / KILLS))
        process.kill()
        process.wait()
        assert facts(folder) in (before, after)
        kept = folder.with_suffix(".csv")
        assert not kept.exists() or facts(folder) == after
        kept.unlink(missing_ok=True)
        subprocess.run(command(folder), cwd=ROOT, check=True, capture_output=True)
        assert facts(folder) == after
        assert kept.read_bytes().count(b"\n") == left.count(b"\n")
        kept.unlink()
    assert check_book(folder, lambda _: None).passed
