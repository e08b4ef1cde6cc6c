"""Running commands and functions again and again: medians of time, and peak memory."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

Argv = Sequence[str]
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
_LAUNCH = Path(__file__).with_name("launch.py")


class Failed(Exception):  # noqa: N818 - what happened, not an error of this program
    """A measured command did not succeed; the message is the end of what it wrote."""


class Clock:
    """Which time counts: on the wall, or, on a busy machine, what the processor spent."""

    processor = False


class Measured(NamedTuple):
    """Median time in seconds, and the highest peak memory in MiB."""

    seconds: float
    peak: float


def run(argv: Argv, cwd: Path | None = None) -> Measured:
    """Runs a command once, its output thrown away.

    Raises:
        Failed: it cannot be started or does not exit with 0.
    """
    told, tell = os.pipe()
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(_LAUNCH), str(tell), *argv],
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=_environment(),
            pass_fds=(tell,),
            check=False,
        )
        os.close(tell)
        report = os.read(told, 4096)
    finally:
        os.close(told)
    seen = json.loads(report or "{}")
    if done.returncode or seen["exit"]:
        raise Failed(done.stderr.decode(errors="replace").strip()[-300:] or f"{argv[0]}")
    return Measured(seen["cpu" if Clock.processor else "seconds"], seen["peak"] / 1024)


def _environment() -> Mapping[str, str]:
    """The environment without Beancount's cache, which would hide what a first reader pays.

    Bytecode is kept, as it is where a program is installed: else every run would compile our
    modules, and those of the peers, which came as packages, not.
    """
    kept = {name: value for name, value in os.environ.items() if name != _NO_BYTECODE}
    return {**kept, "BEANCOUNT_DISABLE_LOAD_CACHE": "1", "KOPERASI_PENGGUNA": "benchmarks"}


def compare(
    commands: Mapping[str, Callable[[int], Argv]],
    runs: int,
    before: Callable[[str, int], None] | None = None,
) -> dict[str, Measured]:
    """Runs the commands in turn, `runs` rounds, so that a busy moment hits all of them.

    Each command is made by a function of the round; `before` prepares it, unmeasured. The first
    round warms the disk and is not counted.
    """
    seen: dict[str, list[Measured]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            if before is not None:
                before(name, turn)
            measured = run(command(turn))
            if turn:
                seen[name].append(measured)
    return {name: _median(values) for name, values in seen.items()}


def _median(values: Sequence[Measured]) -> Measured:
    return Measured(
        statistics.median(value.seconds for value in values), max(value.peak for value in values)
    )


def clock(function: Callable[[], object]) -> float:
    """The seconds one call takes."""
    now = time.process_time if Clock.processor else time.perf_counter
    start = now()
    function()
    return now() - start
