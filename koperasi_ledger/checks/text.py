"""Comparing printed files with what they should hold, byte by byte, piece by piece."""

from pathlib import Path
from typing import NamedTuple

_PIECE = 2**16
_SHOWN = 60


class Difference(NamedTuple):
    """Where a file first differs; `line` 0 stands for the file as a whole."""

    name: str
    line: int
    what: str

    def __str__(self) -> str:
        place = f" baris {self.line}" if self.line else ""
        return f"{self.name}{place}: {self.what}"


class TextProof:
    """Files under `folder`, compared while their text is computed anew; bounded memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: dict[str, list[bytes]] = {}
        self._held: dict[str, int] = {}
        self._offset: dict[str, int] = {}
        self._lines: dict[str, int] = {}
        self._found: dict[str, Difference] = {}
        self.bytes = 0

    def add(self, name: str, text: bytes) -> None:
        """The next bytes that a file should hold."""
        if name not in self._waiting:
            self._waiting[name] = []
            self._held[name] = self._offset[name] = self._lines[name] = 0
        self.bytes += len(text)
        if name in self._found:
            return
        self._waiting[name].append(text)
        self._held[name] += len(text)
        if self._held[name] >= _PIECE:
            self._compare(name)

    def finish(self) -> list[Difference]:
        """Every file that is not as it should be, by name."""
        for name in self._waiting:
            if name not in self._found:
                self._compare(name, last=True)
        return [self._found[name] for name in sorted(self._found)]

    def names(self) -> list[str]:
        """The files that should be there."""
        return sorted(self._waiting)

    def _compare(self, name: str, *, last: bool = False) -> None:
        expected = b"".join(self._waiting[name])
        self._waiting[name].clear()
        self._held[name] = 0
        try:
            with (self._folder / name).open("rb") as file:
                file.seek(self._offset[name])
                found = file.read(len(expected) + last)
        except FileNotFoundError:
            self._found[name] = Difference(name, 0, "berkas tidak ada")
            return
        except OSError as error:
            self._found[name] = Difference(name, 0, f"tidak dapat dibaca ({error.strerror})")
            return
        if found != expected:
            self._found[name] = self._difference(name, found, expected)
        self._offset[name] += len(expected)
        self._lines[name] += expected.count(b"\n")

    def _difference(self, name: str, found: bytes, expected: bytes) -> Difference:
        place = next(
            (
                place
                for place, (one, two) in enumerate(zip(found, expected, strict=False))
                if one != two
            ),
            min(len(found), len(expected)),
        )
        line = self._lines[name] + expected.count(b"\n", 0, place) + 1
        if place == len(expected):
            return Difference(name, line, "ada tambahan yang tidak dicetak jurnal")
        if place == len(found):
            return Difference(name, line, "terpotong")
        start = max(expected.rfind(b"\n", 0, place) + 1, place - _SHOWN // 2)
        return Difference(
            name,
            line,
            f"tertulis {_line(found, start)}, seharusnya {_line(expected, start)}",
        )


def _line(text: bytes, start: int) -> str:
    line = text[start : start + _SHOWN].partition(b"\n")[0].decode(errors="replace")
    return f"“{''.join(char if char.isprintable() else '�' for char in line)}”"
