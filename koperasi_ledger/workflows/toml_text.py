"""TOML that people write: read with the line of every value, so that mistakes can be pointed at."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError

from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.money import NotRupiah, parse_user_amount, to_rupiah
from koperasi_ledger.workflows.by_hand_errors import BadToml, WrongEntry
from koperasi_ledger.workflows.reading import field_errors, text_lines

Where: TypeAlias = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?")
_KEY = re.compile(r"\s*(\"[^\"]*\"|'[^']*'|[A-Za-z0-9_-]+(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")


class Toml(NamedTuple):
    """A TOML file: its values, and the line where each table and key stands."""

    source: str
    values: dict[str, Any]
    lines: dict[Where, int]

    def where(self, path: Where) -> str:
        """Where a value stands: file, line, and its name there (`[simpanan] produk 1 kunci`)."""
        names = [str(part + 1) if isinstance(part, int) else part for part in path]
        if len(names) > 1:
            names[0] = f"[{names[0]}]"
        shown = " ".join(name for name in names if name)
        for length in range(len(path), 0, -1):
            line = self.lines.get(path[:length])
            if line is not None:
                return f"{self.source} baris {line}, {shown}"
        return f"{self.source}, {shown}" if shown else self.source


def read_toml(file: Path) -> Toml:
    """The values of a TOML file (`-` for standard input) and their lines.

    Raises:
        CannotRead: there is no such text.
        BadToml: it is not TOML; the line is named.
    """
    text = "".join(text_lines(file))
    return parse_toml(text, "masukan baku" if str(file) == "-" else str(file))


def read_as(file: Path, model: type[M], place: Callable[[Where], Where]) -> M:
    """What a TOML file describes; `place` cuts pydantic's place of a mistake down to the file's.

    A column may be a name or a number: what it is not is said once.

    Raises:
        CannotRead, BadToml: it cannot be read.
        WrongEntry, Refusals: entries are wrong; all are listed with their line.
    """
    toml = read_toml(file)
    try:
        return model.model_validate(toml.values)
    except ValidationError as error:
        found: dict[str, Refusal] = {}
        for refusal, item in zip(field_errors(error, ""), error.errors(), strict=True):
            where = toml.where(place(item["loc"]))
            what = refusal.what[:1].upper() + refusal.what[1:]
            found.setdefault(where, WrongEntry(where, what, refusal.remedy))
        refusals = list(found.values())
        raise (refusals[0] if len(refusals) == 1 else Refusals(refusals)) from None


def parse_toml(text: str, source: str) -> Toml:
    """The same from text; see `read_toml`."""
    lines = text.splitlines()
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _PLACE.search(str(error))
        if match is None or match[1] is None:
            raise BadToml(source, "berkas berakhir sebelum waktunya") from None
        number = int(match[1])
        line = lines[number - 1].strip()[:80] if number <= len(lines) else ""
        detail = f"baris {number}, kolom {match[2]} tidak terbaca: {line!r}"
        if "overwrite" in str(error) or "twice" in str(error):
            detail = f"sebuah nama tertulis dua kali sebelum atau pada baris {number}: {line!r}"
        raise BadToml(source, detail) from None
    except RecursionError:
        raise BadToml(source, "terlalu dalam bersarang") from None
    return Toml(source, values, _places(lines))


def _places(lines: list[str]) -> dict[Where, int]:
    """The line of each table and key; inline tables count as their key."""
    places: dict[Where, int] = {}
    counts: dict[Where, int] = {}
    table: Where = ()
    for number, line in enumerate(lines, 1):
        header = _HEADER.fullmatch(line)
        if header:
            table = _table(header[2], counts, repeated=header[1] == "[[")
            places.setdefault(table, number)
            continue
        key = _KEY.match(line)
        if key:
            names = tuple(part.strip().strip("\"'") for part in key[1].split("."))
            places.setdefault((*table, *names), number)
    return places


def _table(name: str, counts: dict[Where, int], *, repeated: bool) -> Where:
    parts = [part.strip().strip("\"'") for part in name.split(".")]
    path: Where = ()
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, parts[-1])
    if repeated:
        counts[path] = counts.get(path, -1) + 1
        return (*path, counts[path])
    return path


def plain_amount(value: object) -> str:
    """An amount in a file that people write: a whole number, or text in either clear style.

    Raises:
        Refusal: it is neither, or of two meanings.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return str(to_rupiah(str(value)))
    if isinstance(value, str):
        try:
            return str(to_rupiah(value))
        except NotRupiah:
            return str(parse_user_amount(value))
    raise NotRupiah(value)


def set_at(values: Any, path: Where, value: object) -> bool:  # noqa: ANN401 - a tree of TOML values
    """Puts `value` at `path`; returns whether the path exists."""
    place = values
    try:
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = value
    except (KeyError, IndexError, TypeError):
        return False
    return True
