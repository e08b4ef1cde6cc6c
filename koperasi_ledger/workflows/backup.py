"""One file that holds the whole book, and the book made again from it.

The archive holds the text of the book: its events, its ledger, its policy file and settings, each
with its SHA-256 in a manifest, and the journal's newest hash. The database is not in it: it is
made anew from the events, which proves the chain on the way, whatever database the book was in.
"""

import hashlib
import json
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from koperasi_ledger.ledger_text import ACCOUNTS, MAIN
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.workflows import disk
from koperasi_ledger.workflows.book import (
    SETTINGS,
    Book,
    Notify,
    Settings,
    read_settings,
    write_settings,
)
from koperasi_ledger.workflows.errors import CannotRead, CannotWrite, FolderNotEmpty
from koperasi_ledger.workflows.opening import POLICY_FILE, README
from koperasi_ledger.workflows.reading import os_reason, write_reason
from koperasi_ledger.workflows.rebuild import rebuild_journal

MANIFEST = "DAFTAR.json"
_FORMAT = "koperasi-cadangan-1"
_PIECE = 2**20
_LARGEST_MANIFEST = 16 * 2**20
_MOST_FILES = 100_000
_PACKED = 1_100
"""More than deflate can ever pack a text: beyond it a size in the archive is a lie."""

_NAME = re.compile(
    r"events/[0-9]{4}-[0-9]{2}\.jsonl|[0-9]{4}/[0-9]{4}-[0-9]{2}\.beancount"
    r"|tahun-[0-9]{4}\.beancount"
    rf"|{re.escape(MAIN)}|{re.escape(ACCOUNTS)}|{SETTINGS}|{POLICY_FILE}|{re.escape(README)}"
)
"""The only names an archive may hold: no folder above, no drive, no device."""


class BackupExists(Refusal):
    """The backup would overwrite a file."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Berkas {path} sudah ada.",
            remedy="Cadangan lama tidak ditimpa; pakai nama lain, misalnya dengan tanggal.",
        )


class BadBackup(Refusal):
    """The archive is damaged, changed, or none of ours."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(
            f"Cadangan tidak dapat dipakai: {detail}.",
            where=path,
            remedy="Pakai salinan cadangan yang lain; tidak ada yang dipulihkan.",
        )


class BackedUp(NamedTuple):
    """What the archive holds: files, events, and the journal's newest hash."""

    files: int
    events: int
    hash: str
    size: int


class Restored(NamedTuple):
    """What was made again: files, events, and the journal's newest hash, equal to the archive's."""

    files: int
    events: int
    hash: str


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def back_up(book: Book, file: Path) -> BackedUp:
    """Writes the whole book as of now into a new ZIP archive; others wait meanwhile.

    Raises:
        BackupExists: there is such a file.
        CannotWrite: the disk refuses; nothing is left behind.
    """
    if file.exists():
        raise BackupExists(str(file))
    draft = disk.draft_of(file)
    database = book.journal.database
    database.begin()
    try:
        head = book.journal.head()
        with (
            disk.open_private(draft, "wb") as target,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            listed = {name: _put(archive, name, pieces) for name, pieces in _contents(book)}
            manifest = {
                "bentuk": _FORMAT,
                "koperasi": book.journal.books().cooperative().name,
                "urutan": head.seq,
                "sidik": head.hash,
                "berkas": listed,
            }
            archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        with draft.open("rb+") as written:
            disk.flush(written.fileno())
        disk.settle(draft, file)
    except OSError as error:
        raise CannotWrite(str(file), write_reason(error)) from error
    finally:
        draft.unlink(missing_ok=True)
        database.rollback()
    return BackedUp(len(listed), head.seq, head.hash, file.stat().st_size)


def _contents(book: Book) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The files of the book, each in pieces; of the text only what the journal accounts for."""
    for name, size in book.journal.file_sizes().items():
        yield name, _pieces_of(book.folder / name, size)
    years = sorted(path.name for path in book.folder.glob("tahun-[0-9][0-9][0-9][0-9].beancount"))
    for name in (MAIN, ACCOUNTS, *years, POLICY_FILE, README):
        path = book.folder / name
        if path.is_file():
            yield name, _pieces_of(path, path.stat().st_size)
    with tempfile.TemporaryDirectory() as folder:
        # Without the address of a server: it can hold a password, and may not be there any more.
        write_settings(Path(folder), Settings(zone=book.settings.zone))
        yield SETTINGS, iter((Path(folder, SETTINGS).read_bytes(),))


def _pieces_of(path: Path, size: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        while size > 0:
            piece = file.read(min(_PIECE, size))
            if not piece:
                raise CannotRead(str(path), "lebih pendek daripada seharusnya")
            size -= len(piece)
            yield piece


def _put(archive: zipfile.ZipFile, name: str, pieces: Iterator[bytes]) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            size += len(piece)
    return {"sha256": digest.hexdigest(), "bita": size}


def restore(file: Path, folder: Path, notify: Notify) -> Restored:
    """Makes the book of an archive again in a new or empty folder: all of it, or nothing.

    Raises:
        FolderNotEmpty, CannotRead, CannotWrite.
        BadBackup: the archive is damaged or changed, or holds what no book has.
        BadEventsText: its events do not chain.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(str(folder))
    above = next(parent for parent in folder.parents if parent.is_dir())
    try:
        with tempfile.TemporaryDirectory(prefix=".pulih-", dir=above) as draft:
            place = Path(draft) / "buku"
            manifest = _unpack(file, place)
            if read_settings(place).database != Settings().database:
                # Ours name no server: what is recorded later would go to a stranger's.
                raise BadBackup(str(file), f"{SETTINGS} menunjuk basis data lain")
            rebuilt = rebuild_journal(place, notify)
            if (rebuilt.events, rebuilt.hash) != (manifest["urutan"], manifest["sidik"]):
                raise BadBackup(str(file), "jurnalnya bukan jurnal yang dicadangkan")
            folder.parent.mkdir(parents=True, exist_ok=True)
            if folder.exists():
                folder.rmdir()
            place.rename(folder)
            disk.flush_folder(folder.parent)
    except OSError as error:
        raise CannotWrite(str(folder), write_reason(error)) from error
    return Restored(len(manifest["berkas"]), rebuilt.events, rebuilt.hash)


def _unpack(file: Path, place: Path) -> dict[str, Any]:
    """Unpacks what the manifest lists, checked piece by piece; returns the manifest."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(file, archive)
            _check_room(file, manifest, place)
            for name, listed in manifest["berkas"].items():
                path = place / name
                path.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as packed:
                    _copy(file, name, packed, path, listed)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadBackup(str(file), "bukan arsip ZIP yang utuh") from error
    except FileNotFoundError as error:
        raise CannotRead(str(file), os_reason(error)) from error
    return manifest


def _manifest(file: Path, archive: zipfile.ZipFile) -> dict[str, Any]:
    names = archive.namelist()
    if MANIFEST not in names or archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise BadBackup(str(file), f"tidak ada {MANIFEST}")
    try:
        manifest = json.loads(archive.read(MANIFEST))
        listed = manifest["berkas"]
        plain = (
            manifest["bentuk"] == _FORMAT
            and isinstance(manifest["urutan"], int)
            and isinstance(manifest["sidik"], str)
            and all(
                isinstance(item["sha256"], str) and isinstance(item["bita"], int)
                for item in listed.values()
            )
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadBackup(str(file), f"{MANIFEST} tidak terbaca") from error
    if not plain:
        raise BadBackup(str(file), f"{MANIFEST} tidak terbaca")
    strange = [name for name in listed if not _NAME.fullmatch(name)]
    if strange or len(listed) > _MOST_FILES:
        raise BadBackup(str(file), f"memuat berkas yang bukan bagian buku: {strange[:1]}")
    if sorted(names) != sorted([MANIFEST, *listed]):
        raise BadBackup(str(file), f"isinya berbeda dari {MANIFEST}")
    return dict(manifest)


def _check_room(file: Path, manifest: dict[str, Any], place: Path) -> None:
    """Refuses an archive that claims to unpack into more than it can hold, or the disk has."""
    total = sum(item["bita"] for item in manifest["berkas"].values())
    packed = file.stat().st_size
    if min((item["bita"] for item in manifest["berkas"].values()), default=0) < 0:
        raise BadBackup(str(file), "ukuran berkas di bawah nol")
    if total > packed * _PACKED:
        raise BadBackup(str(file), "isinya jauh lebih besar daripada yang mungkin")
    if total * 3 > shutil.disk_usage(place.parent).free:
        raise BadBackup(str(file), "ruang disk tidak cukup untuk isinya")


def _copy(file: Path, name: str, packed: _Readable, path: Path, listed: dict[str, Any]) -> None:
    digest, size = hashlib.sha256(), 0
    with disk.open_file(path, "wb") as target:
        while piece := packed.read(_PIECE):
            size += len(piece)
            if size > listed["bita"]:
                break
            digest.update(piece)
            target.write(piece)
    if size != listed["bita"] or digest.hexdigest() != listed["sha256"]:
        raise BadBackup(str(file), f"{name} rusak atau diubah")
