"""A book: a folder with `koperasi.toml`, the journal, and the text printed from it."""

import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from koperasi_ledger.journal.store import Journal, connect
from koperasi_ledger.workflows import disk
from koperasi_ledger.workflows.errors import BadSettings, FolderNotEmpty, NotABook

SETTINGS = "koperasi.toml"
_ZONES = {"WIB": 7, "WITA": 8, "WIT": 9}
"""Hours ahead of UTC; Indonesia has no summer time (Keppres 41/1987)."""

Notify = Callable[[str], None]
"""Takes a sentence for the person at the command line: something was repaired, or is odd."""


class Settings(NamedTuple):
    """What koperasi.toml says: where the journal is, and which time zone a day is counted in."""

    database: str = "jurnal.db"
    zone: str = "WIB"

    def today(self, now: datetime) -> date:
        """The calendar day of an instant where the cooperative is."""
        return now.astimezone(timezone(timedelta(hours=_ZONES[self.zone]))).date()


class Book(NamedTuple):
    """An open book."""

    folder: Path
    settings: Settings
    journal: Journal
    notify: Notify


def read_settings(folder: Path) -> Settings:
    """The settings of the book in `folder`.

    Raises:
        NotABook: there is no koperasi.toml.
        BadSettings: it cannot be understood.
    """
    path = folder / SETTINGS
    if not path.is_file():
        raise NotABook(str(folder))
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))["buku"]
    except (OSError, ValueError, KeyError) as error:
        raise BadSettings(str(path), f"{error}") from error
    known = {"basis_data": str, "zona_waktu": str}
    for name, value in table.items():
        if name not in known or not isinstance(value, known[name]):
            raise BadSettings(str(path), f"[buku] {name} tidak dikenal atau bukan teks")
    zone = table.get("zona_waktu", "WIB")
    if zone not in _ZONES:
        raise BadSettings(str(path), f"zona_waktu {zone} bukan WIB, WITA atau WIT")
    database = table.get("basis_data", "jurnal.db")
    if not is_database(database):
        raise BadSettings(
            str(path),
            "basis_data harus nama berkas di folder buku, misalnya jurnal.db, atau postgresql://…",
        )
    return Settings(database, zone)


def is_database(text: str) -> bool:
    """Whether it can stand in koperasi.toml: a file of the book's own folder, or a server's URL.

    A path would let a book that came from elsewhere write into another one on this computer.
    """
    server = re.fullmatch(r"postgres(ql)?://[^\s\"'\\\x00-\x1f]+", text)
    file = re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}", text)
    return bool(server or file)


def database_place(folder: Path, settings: Settings) -> str:
    """The URL of the database, or the path of its file."""
    if "://" in settings.database:
        return settings.database
    return str(folder / settings.database)


def write_settings(folder: Path, settings: Settings) -> None:
    """Writes koperasi.toml."""
    text = (
        "# Buku koperasi. Keputusan AD/ART dan rapat anggota ada di kebijakan, bukan di sini.\n"
        "[buku]\n"
        f'basis_data = "{settings.database}"  # berkas di folder ini, atau postgresql://…\n'
        f'zona_waktu = "{settings.zone}"  # WIB, WITA atau WIT\n'
    )
    with disk.open_file(folder / SETTINGS, "wb") as file:
        file.write(text.encode())


def make_folder(folder: Path) -> None:
    """Makes the folder of a new book.

    Raises:
        FolderNotEmpty: it holds something already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(str(folder))
    folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def opened(folder: Path, notify: Notify, *, create: bool = False) -> Iterator[Book]:
    """The book in `folder`, closed afterwards; its journal must exist unless `create`."""
    settings = read_settings(folder)
    journal = connect(database_place(folder, settings), create=create)
    try:
        yield Book(folder, settings, journal, notify)
    finally:
        journal.close()
