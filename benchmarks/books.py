"""The books that are measured: made once in a folder, through the real command."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Measured, run
from koperasi_ledger.workflows.sample_stream import NAME, Size, batches

_PEOPLE = 1_000


def lines_of(events: int) -> Iterator[str]:
    """Exactly so many mixed events, of 1,000 members or, in small books, a tenth of the events."""
    members = min(_PEOPLE, events // 10)
    other = sum(len(batch.lines) for batch in batches(Size(members, 0, 1)))
    for batch in batches(Size(members, events - other, 1)):
        yield from batch.lines


def events_file(folder: Path, events: int) -> Path:
    """The events as a JSON Lines file."""
    path = folder / f"peristiwa-{events}.jsonl"
    if not path.exists():
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines_of(events))
    return path


def new_book(folder: Path, koperasi: str) -> list[str]:
    """A new book, opened as the first event of every sample says; how a command on it begins."""
    if folder.exists():
        shutil.rmtree(folder)
    opening = ["--nama", NAME, "--profil", "kdmp", "--mulai", "2025-01-01"]
    run([koperasi, "baru", str(folder), *opening])
    return [koperasi, "-C", str(folder)]


def full_book(folder: Path, events: int, koperasi: str) -> tuple[Path, Measured | None]:
    """A book of so many events, recorded in one batch; no measure when it was there already."""
    place = folder / f"buku-{events}"
    if place.exists():
        return place, None
    file = events_file(folder, events)
    begun = new_book(folder / "sementara", koperasi)
    measured = run([*begun, "catat", str(file)])
    (folder / "sementara").rename(place)
    return place, measured


def one_event(folder: Path, ref: str) -> Path:
    """A file with one more deposit, dated on the last day of the books, of one who never leaves."""
    path = folder / "satu.jsonl"
    path.write_text(
        f'{{"kind":"savings_deposited","date":"2026-10-31","ref":"{ref}","member":"A-0002",'
        '"product":"sukarela","amount":"50000","via":"kas"}\n',
        encoding="utf-8",
    )
    return path
