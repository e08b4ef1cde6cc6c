"""Reads damaged bank files without end and counts what became of them.

    python -m benchmarks.fuzz_readers [--banyak 200000] [--mulai 0] [--menit 60]

Every file has a number and is always the same (`tests/importers/bank_fuzz.py` makes them). Whatever
is neither a statement nor our own refusal stops the run with its traceback and the number. Prints
counts, time, the slowest file and the peak memory of the process; fails above 2 s and 200 MB.
"""

import argparse
import resource
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "importers"))

from bank_fuzz import Outcome, case, run

_BATCH = 1_000
_SECONDS, _MEGABYTES = 2.0, 200


def main() -> int:
    """Run; 0 when nothing but statements and refusals came out, in time and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--banyak", type=int, default=200_000)
    parser.add_argument("--mulai", type=int, default=0)
    parser.add_argument("--menit", type=float, default=60)
    given = parser.parse_args()
    total, began, done = Outcome(), time.monotonic(), 0
    while done < given.banyak and time.monotonic() - began < given.menit * 60:
        first = given.mulai + done
        count = min(_BATCH, given.banyak - done)
        for number in range(first, first + count):
            try:
                _add(total, run(iter([number])))
            except Exception:  # noqa: BLE001 - what is looked for
                traceback.print_exc()
                print(f"file {number}: {case(number)[:200]!r} …")
                return 1
        done += count
    spent = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{done:,} files in {spent:.0f} s ({done / spent:,.0f} a second), peak {peak:.0f} MB")
    print(f"slowest: {total.slowest:.3f} s (file {total.slowest_case})")
    for title, counts in (("read", total.read), ("refused", total.refused)):
        print(f"{title}: {sum(counts.values()):,}")
        for name, count in counts.most_common():
            print(f"  {name:24} {count:>9,}")
    return int(total.slowest > _SECONDS or peak > _MEGABYTES or done < given.banyak)


def _add(total: Outcome, found: Outcome) -> None:
    total.read.update(found.read)
    total.refused.update(found.refused)
    if found.slowest > total.slowest:
        total.slowest, total.slowest_case = found.slowest, found.slowest_case


if __name__ == "__main__":
    sys.exit(main())
