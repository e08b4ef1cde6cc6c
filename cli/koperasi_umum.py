"""What all commands share: the book they work on, who records, how refusals and results show."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from koperasi_ledger.model.errors import Refusal

if TYPE_CHECKING:  # each of these costs 0.2 s, which `--help` does not have
    from koperasi_ledger.workflows.book import Book
    from koperasi_ledger.workflows.recording import Stamp

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Tulis hasil sebagai JSON untuk program lain."
)


whole_option = click.option(
    "--semua", "whole", is_flag=True, help="Tampilkan semua baris, juga bila banyak."
)


def say(text: str) -> None:
    """Writes a line for the person at the terminal."""
    click.echo(text)


def warn(text: str) -> None:
    """Writes a remark that is no result, so that results can be piped."""
    click.echo(text, err=True)


def show_json(value: Any) -> None:  # noqa: ANN401 - anything json can write
    """Writes a result for a program: stable keys, amounts as text."""
    from cli.koperasi_akhir import speaks_unicode

    if not speaks_unicode(sys.stdout):
        click.echo(json.dumps(value, indent=2, default=str))
        return
    # The same text as of json.dumps, which indents in Python, one call for every value.
    from pydantic_core import to_json

    click.echo(to_json(value, indent=2, fallback=str).decode())


def refuse(refusal: Refusal) -> NoReturn:
    """Ends the command: what is wrong, where, and how to mend it; exit code 1."""
    click.echo(str(refusal), err=True)
    sys.exit(1)


def rupiah(amount: Decimal) -> str:
    """An amount as a person reads it: `Rp1.234.567`, `-Rp500`."""
    from koperasi_ledger.model.money import format_rupiah

    return f"-Rp{format_rupiah(-amount)}" if amount < 0 else f"Rp{format_rupiah(amount)}"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> None:
    """Writes rows under their heads; the columns in `right` hold amounts."""
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]

    def line(row: Sequence[str]) -> str:
        cells = (
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        return "  ".join(cells).rstrip()

    say(line(heads))
    say("  ".join("-" * width for width in widths))
    for row in rows:
        say(line(row))


_LONG, _HEAD, _TAIL = 60, 20, 10
_PATIENCE, _REFRESH = 1.0, 0.1
"""Seconds before a run shows how far it is, and from one showing to the next."""


def run_table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: Sequence[int] = (),
    *,
    whole: bool,
) -> None:
    """Writes the rows of a monthly run; the last row holds the totals.

    On a terminal a long run shows its first and last rows, unless `whole`: the totals must not
    scroll out of sight. Into a file or a pipe all of it goes.
    """
    hidden = len(rows) - 1 - _HEAD - _TAIL
    if whole or len(rows) <= _LONG or not sys.stdout.isatty():
        table(heads, rows, right)
        return
    gap = ["..."] + [""] * (len(heads) - 1)
    table(heads, [*rows[:_HEAD], gap, *rows[-_TAIL - 1 :]], right)
    say(f"{hidden} baris di tengah tidak ditampilkan; dengan --semua ditampilkan semuanya.")


def progress_of(what: str) -> Callable[[int, int], None] | None:
    """Shows how far a run of known length is, on a terminal, after the first second."""
    if not sys.stderr.isatty():
        return None
    began = shown = time.monotonic()

    def show(done: int, of: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - began > _PATIENCE and (done == of or now - shown > _REFRESH):
            shown = now
            click.echo(f"\r{done} dari {of} {what}", nl=done == of, err=True)

    return show


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None] | None]:
    """Shows how many were done, on a terminal, after the first second, until the run ends.

    `what` is a sentence with {} for the number: the length of the run is not known beforehand.
    """
    if not sys.stderr.isatty():
        yield None
        return
    begin, shown = time.monotonic(), False

    def tell(count: int) -> None:
        nonlocal shown
        if time.monotonic() - begin > _PATIENCE:
            shown = True
            click.echo(f"\r{what.format(count)}…", nl=False, err=True)

    try:
        yield tell
    finally:
        if shown:
            click.echo("\r\033[K", nl=False, err=True)


def agrees(question: str) -> bool:
    """Asks the person at the terminal; only `ya` (or y) is a yes."""
    answer: str = click.prompt(f"{question} [ya/tidak]", default="tidak", show_default=False)
    return answer.strip().lower() in {"ya", "y"}


def at_terminal() -> bool:
    """Whether somebody sits there to be asked."""
    return sys.stdin.isatty()


def consents(question: str, *, to: str, otherwise: str = "Tidak dicatat.") -> bool:
    """Whether the person at the terminal agrees; a no is answered with `otherwise`.

    `to` is what needs the consent, as in "Menutup tahun 2026".

    Raises:
        NeedsConsent: nobody sits there to be asked.
    """
    from koperasi_ledger.workflows.by_hand_errors import NeedsConsent

    if not at_terminal():
        raise NeedsConsent(to)
    if agrees(question):
        return True
    warn(otherwise)
    return False


def to_be_kept(what: str) -> bool:
    """Whether what was shown is to be recorded; without a terminal it is not, and how it would be.

    `what` ends the question, as in "PPN Mei 2026".
    """
    if not at_terminal():
        say("Belum dicatat; untuk mencatat, ulangi dengan --ya.")
        return False
    return consents(f"Catat {what}?", to=what)


def stamp() -> "Stamp":
    """Who is at the keyboard (KOPERASI_PENGGUNA, else the login name), and the present instant."""
    from datetime import UTC, datetime

    from koperasi_ledger.workflows.recording import Stamp

    name = os.environ.get("KOPERASI_PENGGUNA", "").strip()
    if not name:
        import getpass

        try:
            name = getpass.getuser()
        except (OSError, KeyError):
            name = "tidak-dikenal"
    return Stamp(_one_line(name), datetime.now(UTC))


def _one_line(name: str) -> str:
    from koperasi_ledger.model.fields import clean_text

    try:
        return clean_text(name)
    except ValueError as error:
        from koperasi_ledger.workflows.by_hand_errors import BadRecorder

        raise BadRecorder(str(error)) from None


@contextmanager
def the_book(context: click.Context, *, create: bool = False) -> Iterator["Book"]:
    """The book named by -C, KOPERASI_BUKU or the current folder; its text is brought up to date."""
    from koperasi_ledger.workflows.opening import open_book

    folder = Path(context.find_root().params["folder"])
    with open_book(folder, warn, create=create) as book:
        yield book
