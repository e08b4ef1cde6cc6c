"""Files of a book, written so that a crash at any moment leaves the old one or the new one."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO

_PIECE = 2**20
_LATER = ".baru"
_ASIDE = ".diubah"


def open_private(path: Path, mode: str) -> IO[bytes]:
    """Opens a binary file to write; a new one is kept from strangers, whatever the umask.

    Its owner's group may share it, where the umask lets it: several people can keep one book.
    """
    return open(path, mode, opener=lambda name, flags: os.open(name, flags, 0o660))


def open_file(path: Path, mode: str) -> IO[bytes]:
    """Opens a file of a book to write, a new one as private as what it holds.

    Events hold names, the settings may hold a password; the ledger may be published.
    """
    private = path.parent.name == "events" or path.name == "koperasi.toml"
    return open_private(path, mode) if private else path.open(mode)


def append(path: Path, data: bytes) -> None:
    """Adds to the end of a file; it is on the disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_file(path, "ab") as file:
        file.write(data)
        flush(file.fileno())


def flush(descriptor: int) -> None:
    """Waits until the disk has it."""
    os.fsync(descriptor)


def draft_of(path: Path) -> Path:
    """Where the next version of a file is written; one process at a time holds the write lock."""
    return path.with_name(f".{path.name}{_LATER}")


def write_draft(path: Path, pieces: Iterable[bytes]) -> Path:
    """Writes the next version of a file beside it."""
    draft = draft_of(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_file(draft, "wb") as file:
        file.writelines(pieces)
        file.flush()
        flush(file.fileno())
    return draft


def settle(draft: Path, path: Path) -> None:
    """Puts the draft in the file's place, at once."""
    draft.replace(path)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Makes names in a folder durable, where the system knows how (Windows does it by itself)."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            flush(descriptor)
        finally:
            os.close(descriptor)


def put_aside(path: Path, ending: str = _ASIDE) -> Path:
    """Renames a file that is to be replaced, so that it stays as evidence; gives its new name."""
    count = 1
    aside = path.with_name(f"{path.name}{ending}")
    while aside.exists():
        count += 1
        aside = path.with_name(f"{path.name}{ending}-{count}")
    path.rename(aside)
    return aside


def is_aside(name: str) -> bool:
    """Whether a file of this name was put aside."""
    return _ASIDE in name


def size_of(path: Path) -> int:
    """The size of a file in bytes; 0 when there is none."""
    return path.stat().st_size if path.is_file() else 0


def ends_line(path: Path) -> bool:
    """Whether the file ends with a line break; a power cut may leave zeros instead."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
        return file.read(1) == b"\n"


def ends_with(path: Path, expected: bytes) -> bool:
    """Whether the file ends with these bytes."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - len(expected)))
        return file.read() == expected


def is_start_of(path: Path, whole: Path, *, zeros: bool = False) -> bool:
    """Whether a file holds the first bytes of another, and nothing else.

    With `zeros`, those at its end do not count: a power cut can leave them.
    """
    with path.open("rb") as file, whole.open("rb") as other:
        while piece := file.read(_PIECE):
            expected = other.read(len(piece))
            if piece == expected:
                continue
            same = piece.rstrip(b"\0") if zeros else piece
            if not expected.startswith(same) or file.read().strip(b"\0"):
                return False
            return zeros
    return True
