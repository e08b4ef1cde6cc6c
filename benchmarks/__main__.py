"""Prints how long things take against our budgets, as ratios of one run on one machine.

    python -m benchmarks [--panjang 1000000] [--ulang 5] [--prosesor] [--folder DIR] [--hanya mulai]

With --folder the books are kept there and used again; a book made by other code must be deleted.
"""

import argparse
import itertools
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.bank import measure as bank_lines
from benchmarks.books import events_file, full_book, lines_of, new_book, one_event
from benchmarks.measure import Argv, Clock, Failed, Measured, clock, compare, run
from benchmarks.peers import write_journal
from benchmarks.stages import stages
from koperasi_ledger.workflows.opening import open_book
from koperasi_ledger.workflows.recording import Stamp, record_text

EVENTS = 50_000
_SHORT = 1_000
_STATEMENTS = ("neraca", "phu", "neraca-saldo", "simpanan")


class Setup:
    """Where the books are, how often to measure, and the programs."""

    def __init__(self, folder: Path, runs: int, long: int) -> None:
        self.folder, self.runs, self.long = folder, runs, long
        beside = Path(sys.executable).parent
        self.python = sys.executable
        self.koperasi = str(beside / "koperasi")
        self.bean_check = str(beside / "bean-check")

    def book(self, events: int) -> Path:
        """The book of so many events; says what making it took."""
        place, made = full_book(self.folder, events, self.koperasi)
        if made is not None:
            each = made.seconds / events * 1e6
            show(
                f"catat {events:,} events, one batch",
                f"{made.seconds:.2f} s, {each:.0f} µs an event, peak {made.peak:.0f} MiB",
                verdict(made.peak, 1024, "1 GiB peak") if events > EVENTS else "",
            )
        return place


def show(what: str, figure: str, budget: str = "") -> None:
    """Prints a row of the table."""
    print(f"| {what} | {figure} | {budget} |", flush=True)


def verdict(value: float, limit: float, words: str) -> str:
    """The budget, and whether the value keeps it."""
    if value <= limit:
        return f"≤ {words}: kept"
    return f"≤ {words}: **missed**, {value / limit:.2f} × the budget"


def ratio(
    setup: Setup,
    what: str,
    ours: Callable[[int], Argv],
    peer: tuple[str, Callable[[int], Argv]],
    limit: float,
) -> dict[str, Measured]:
    """Measures a command of ours against a peer's and prints the ratio."""
    name, theirs = peer
    seen = compare({"ours": ours, "peer": theirs}, setup.runs)
    value = seen["ours"].seconds / seen["peer"].seconds
    show(
        what,
        f"{value:.2f} × {name} ({seen['ours'].seconds:.3f} s vs {seen['peer'].seconds:.3f} s,"
        f" peak {seen['ours'].peak:.0f} MiB)",
        verdict(value, limit, f"{limit:g} ×"),
    )
    return seen


def recording(setup: Setup) -> None:
    """50,000 mixed events through the command, against bean-check on the ledger it wrote."""
    file = events_file(setup.folder, EVENTS)
    folder = setup.folder / "catat"
    seen: list[Measured] = []
    checked: list[Measured] = []
    for turn in range(setup.runs + 1):
        begun = new_book(folder, setup.koperasi)
        ours = run([*begun, "catat", str(file)])
        theirs = run([setup.bean_check, "--no-cache", str(folder / "main.beancount")])
        if turn:
            seen.append(ours)
            checked.append(theirs)
    mine, other = median(m.seconds for m in seen), median(m.seconds for m in checked)
    peak = max(m.peak for m in seen)
    show(
        f"catat of {EVENTS:,} mixed events",
        f"{mine / other:.2f} × bean-check --no-cache ({mine:.2f} s, {mine / EVENTS * 1e6:.0f} µs an"
        f" event, vs {other:.2f} s; peak {peak:.0f} MiB)",
        verdict(mine / other, 0.5, "0.5 × (aim 0.3 ×)"),
    )


def by_stage(setup: Setup) -> None:
    """The cost of an event by stage, without a process around it."""
    lines = list(lines_of(EVENTS))
    runs = [stages(lines) for _ in range(max(1, setup.runs // 2))]
    middle = [
        (group[0].name, median(s.seconds for s in group)) for group in zip(*runs, strict=True)
    ]
    whole = middle[-1][1]
    for name, seconds in middle:
        share = f"{seconds / EVENTS * 1e6:.1f} µs an event, {seconds / whole:.0%}"
        show(f"in process: {name}", share)


def one_more(setup: Setup) -> None:
    """One more event on a long history against a short one, as a process and within one."""
    books = {"short": setup.book(_SHORT), "long": setup.book(setup.long)}
    serial = itertools.count()
    fresh = f"UKUR-{datetime.now(UTC):%H%M%S}"

    def catat(book: Path) -> Callable[[int], Argv]:
        return lambda _: [
            setup.koperasi,
            "-C",
            str(book),
            "catat",
            str(setup.folder / "satu.jsonl"),
        ]

    def before(_name: str, _turn: int) -> None:
        one_event(setup.folder, f"{fresh}-P{next(serial)}")

    seen = compare({name: catat(book) for name, book in books.items()}, setup.runs * 3, before)
    value = seen["long"].seconds / seen["short"].seconds
    what = f"one more event on {setup.long:,} vs {_SHORT:,}"
    show(
        f"{what}, whole process",
        f"{value:.2f} × ({seen['long'].seconds:.3f} s vs {seen['short'].seconds:.3f} s,"
        f" peak {seen['long'].peak:.0f} MiB)",
        verdict(value, 1.2, "1.2 ×"),
    )
    times: dict[str, float] = {}
    for name, book in books.items():
        with open_book(book, lambda _: None) as opened:
            took = []
            for _ in range(30):
                line = one_event(setup.folder, f"{fresh}-D{next(serial)}").read_text("utf-8")
                now = Stamp("benchmarks", datetime.now(UTC))
                took.append(clock(lambda line=line, now=now: record_text(opened, [line], "", now)))  # type: ignore[misc] # bound per turn
            times[name] = median(took)
    value = times["long"] / times["short"]
    show(
        f"{what}, in process",
        f"{value:.2f} × ({times['long'] * 1e3:.2f} ms vs {times['short'] * 1e3:.2f} ms)",
        verdict(value, 1.2, "1.2 ×"),
    )


def starting(setup: Setup) -> None:
    """What a command costs that does almost nothing."""
    bare: tuple[str, Callable[[int], Argv]] = (
        "python -c 'import click, pydantic'",
        lambda _: [setup.python, "-c", "import click, pydantic"],
    )
    book = setup.book(_SHORT)
    serial = itertools.count()
    fresh = f"MULAI-{datetime.now(UTC):%H%M%S}"

    def ours(_: int) -> Argv:
        file = one_event(setup.folder, f"{fresh}-{next(serial)}")
        return [setup.koperasi, "-C", str(book), "catat", str(file)]

    ratio(setup, "one command, one event, whole process", ours, bare, 3)
    seen = compare({"help": lambda _: [setup.koperasi, "--help"]}, setup.runs * 2)["help"]
    show("koperasi --help", f"{seen.seconds:.3f} s", verdict(seen.seconds, 0.3, "0.3 s"))


def statements(setup: Setup) -> None:
    """Each statement as a process on 50,000 events, against the peers' balance report."""
    book = setup.book(EVENTS)
    journal = setup.folder / "rekan.journal"
    count = write_journal(book, journal)
    peers: dict[str, Callable[[int], Argv]] = {
        name: lambda _, name=name: [name, "-f", str(journal), "bal"]  # type: ignore[misc] # bound per peer
        for name in ("hledger", "ledger")
        if shutil.which(name)
    }
    for name in ("hledger", "ledger"):
        if name not in peers:
            show(f"{name} bal", "not installed: no comparison")
    ours: dict[str, Callable[[int], Argv]] = {}
    for name in _STATEMENTS:
        argv = [setup.koperasi, "-C", str(book), "laporan", name, "--sampai", "2026-10-31"]
        try:
            run(argv)
        except Failed as failed:
            show(f"laporan {name}", f"not measured: {str(failed).splitlines()[0][:90]}")
        else:
            ours[name] = lambda _, argv=argv: argv  # type: ignore[misc] # bound per statement
    seen = compare(ours | peers, setup.runs)
    for name in ours:
        mine = seen[name]
        ratios = [f"{mine.seconds / seen[p].seconds:.2f} × {p} bal" for p in peers]
        limit = (
            verdict(mine.seconds / seen["hledger"].seconds, 1, "1 × hledger")
            if "hledger" in peers
            else ""
        )
        figures = ", ".join([*ratios, f"{mine.seconds:.3f} s", f"peak {mine.peak:.0f} MiB"])
        show(f"laporan {name}, {count:,} transactions", figures, limit)
    for name in peers:
        show(f"{name} bal, {count:,} transactions", f"{seen[name].seconds:.3f} s")


def memory(setup: Setup) -> None:
    """Peak memory of a statement on the long book; recording it is shown where it is made."""
    book = setup.book(setup.long)
    argv = [setup.koperasi, "-C", str(book), "laporan", "neraca", "--sampai", "2026-10-31"]
    try:
        seen = run(argv)
    except Failed as failed:
        show("laporan neraca, long book", f"not measured: {str(failed).splitlines()[0][:90]}")
    else:
        show(
            f"laporan neraca on {setup.long:,} events",
            f"{seen.seconds:.2f} s, peak {seen.peak:.0f} MiB",
            verdict(seen.peak, 1024, "1 GiB peak"),
        )


def bank(_setup: Setup) -> None:
    """Bank lines read, matched and recorded, and whether ten times the lines take ten times."""
    rates = []
    for lines in (10_000, 100_000):
        seen = bank_lines(lines)
        whole = seen.read + seen.booked
        rates.append(lines / whole)
        show(
            f"{lines:,} bank lines (MT940), new to the book",
            f"{lines / whole:,.0f} lines/s: reading {lines / seen.read:,.0f}, matching and"
            f" recording {lines / seen.booked:,.0f}; progress told {seen.told:,} times",
        )
    show("lines/s of 100,000 against 10,000", f"{rates[1] / rates[0]:.2f} ×")


_PARTS = {
    "catat": recording,
    "tahap": by_stage,
    "mulai": starting,
    "satu": one_more,
    "laporan": statements,
    "memori": memory,
    "bank": bank,
}


def machine() -> Iterator[str]:
    """What was measured on what, today."""
    cpu = platform.processor() or platform.machine()
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                cpu = line.partition(":")[2].strip()
                break
    except OSError:
        pass
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    system = f"{platform.system()} on {cpu}, {os.cpu_count()} cores"
    yield f"{datetime.now(UTC):%d %B %Y}; {system}{load}"
    parts = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    parts += [f"{name} {version(name)}" for name in ("beancount", "pydantic", "click")]
    for name in ("hledger", "ledger"):
        if shutil.which(name):
            told = subprocess.run([name, "--version"], capture_output=True, text=True, check=False)
            parts.append(told.stdout.splitlines()[0].partition(",")[0])
    yield "; ".join(parts)


@contextmanager
def working_folder(given: Path | None) -> Iterator[Path]:
    """The folder for the books: the one that is given, or one that goes away."""
    if given is not None:
        given.mkdir(parents=True, exist_ok=True)
        yield given.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="koperasi-benchmarks-") as place:
        yield Path(place)


def main() -> None:
    """Runs the parts that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--panjang", type=int, default=200_000, help="events of the long history")
    parser.add_argument("--ulang", type=int, default=5, help="measured rounds; the median counts")
    parser.add_argument("--folder", type=Path, help="keep the books here and use them again")
    parser.add_argument("--hanya", default=",".join(_PARTS), help=f"some of {','.join(_PARTS)}")
    parser.add_argument(
        "--prosesor", action="store_true", help="processor time, not wall time: on a busy machine"
    )
    asked = parser.parse_args()
    Clock.processor = asked.prosesor
    for line in machine():
        print(line)
    which = "processor" if asked.prosesor else "wall"
    print(
        f"Long history: {asked.panjang:,} events; medians of {asked.ulang} rounds, {which} time.\n"
    )
    print("| what | figure | budget |\n|---|---|---|")
    with working_folder(asked.folder) as folder:
        setup = Setup(folder, asked.ulang, asked.panjang)
        for part in asked.hanya.split(","):
            try:
                _PARTS[part](setup)
            except Failed as failed:
                show(part, f"not measured: {str(failed)[:200]}")


if __name__ == "__main__":
    main()
