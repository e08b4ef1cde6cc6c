"""What all commands share: the book they work on, who records, how refusals and results show."""

import getpass
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.recording import Stamp

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Tulis hasil sebagai JSON untuk program lain."
)


def say(text: str) -> None:
    """Writes a line for the person at the terminal."""
    click.echo(text)


def warn(text: str) -> None:
    """Writes a remark that is no result, so that results can be piped."""
    click.echo(text, err=True)


def show_json(value: Any) -> None:  # noqa: ANN401 - anything json can write
    """Writes a result for a program: stable keys, amounts as text."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def refuse(refusal: Refusal) -> NoReturn:
    """Ends the command: what is wrong, where, and how to mend it; exit code 1."""
    click.echo(str(refusal), err=True)
    sys.exit(1)


def stamp() -> Stamp:
    """Who is at the keyboard (KOPERASI_PENGGUNA, else the login name), and the present instant."""
    return Stamp(os.environ.get("KOPERASI_PENGGUNA") or getpass.getuser(), datetime.now(UTC))


@contextmanager
def the_book(context: click.Context, *, create: bool = False) -> Iterator[Book]:
    """The book named by -C, KOPERASI_BUKU or the current folder; its text is brought up to date."""
    from koperasi_ledger.workflows.opening import open_book

    folder = Path(context.find_root().params["folder"])
    with open_book(folder, warn, create=create) as book:
        yield book
