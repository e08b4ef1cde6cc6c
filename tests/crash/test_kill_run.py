"""`kill -9` of a monthly run over loans: all of it or nothing, and the next run completes it."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from journal_books import STAMP
from lending import granted, opened, paid_out, product

from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.workflows.book import Settings
from koperasi_ledger.workflows.checking import check_book
from koperasi_ledger.workflows.loan_runs import run_accrual
from koperasi_ledger.workflows.opening import found_book, open_book
from koperasi_ledger.workflows.recording import record_events

ROOT = Path(__file__).parent.parent.parent
LOANS = 120
KILLS = 8


def _accrued(folder: Path) -> int:
    texts = sorted((folder / "events").glob("*.jsonl"))
    lines = [line for text in texts for line in text.read_text("utf-8").splitlines()]
    return sum(json.loads(line)["event"]["kind"] == "loan_interest_accrued" for line in lines)


@pytest.mark.lama
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_a_killed_run_is_whole_or_absent_and_is_completed(tmp_path: Path) -> None:
    folder = tmp_path / "buku"
    founding, *rest = opened(product("a", pengakuan_jasa="akrual", periode="tahun"))
    found_book(folder, Settings(), founding, STAMP, lambda _: None)
    lent: list[AnyEvent] = []
    for number in range(LOANS):
        loan = f"PJ-{number:03d}"
        lent += [*granted("1200000", 2, loan=loan, key="a"), paid_out("1200000", loan=loan)]
    with open_book(folder, lambda _: None) as book:
        record_events(book, [*rest, *lent], STAMP)
    months = [f"2024-{month:02d}" for month in range(1, 2 + KILLS)]
    command = [
        sys.executable,
        "-m",
        "cli.koperasi",
        "-C",
        str(folder),
        "pinjaman",
        "akrual",
        "--ya",
    ]
    began = time.monotonic()
    subprocess.run([*command, "--bulan", months[0]], cwd=ROOT, check=True, capture_output=True)
    whole = time.monotonic() - began
    for kill, month in enumerate(months[1:], 1):
        process = subprocess.Popen(
            [*command, "--bulan", month], cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(whole * (0.3 + 0.7 * kill / KILLS))
        process.kill()
        process.wait()
        with open_book(folder, lambda _: None) as book:
            done = run_accrual(book, month, STAMP, keep=True)
        assert (len(done.rows), done.known) in {(LOANS, 0), (0, LOANS)}
        assert _accrued(folder) == (kill + 1) * LOANS
    report = check_book(folder, lambda _: None)
    assert [item.name for item in report.checks if not item.passed] == []
