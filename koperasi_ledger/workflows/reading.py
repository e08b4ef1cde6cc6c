"""Reading events that people or programs write: JSON, strictly, every mistake with its place."""

import errno
import json
import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Union

from pydantic import ValidationError

from koperasi_ledger.model.entry import quick
from koperasi_ledger.model.errors import Refusal, Refusals, visible
from koperasi_ledger.model.events import EVENTS, AnyEvent, canonical
from koperasi_ledger.workflows.errors import (
    CannotRead,
    NotJsonLines,
    NotUtf8,
    UnknownKind,
    WrongField,
)

_LONGEST_LINE = 16 * 2**20


class Draft(NamedTuple):
    """An event that is about to be recorded, where it was read, and its canonical JSON."""

    event: AnyEvent
    where: str
    body: str


def draft(event: AnyEvent, where: str = "") -> Draft:
    """A draft of an event that the program itself made."""
    return Draft(event, where, canonical(event).decode())


# In a file of many lines nearly every line is plain: of a known kind, right, and written with the
# same keys as its canonical form. Such a line is parsed once only. The kind is looked up by its
# text, so a line that says it otherwise just takes the longer way, which also finds what is wrong.
_KIND = re.compile(r'"kind" ?: ?"([a-z_]{1,40})"')


@lru_cache(maxsize=1024)
def _plain_kind(kind: str) -> type[AnyEvent] | None:
    cls = EVENTS.get(kind)
    return None if cls is None or cls.structural else cls


def _plain_draft(line: str, where: str) -> Draft | None:
    match = _KIND.search(line)
    cls = _plain_kind(match[1]) if match else None
    if cls is None or len(line) > _LONGEST_LINE:
        return None
    try:
        event = cls.__pydantic_validator__.validate_json(line)
    except ValidationError:
        return None
    body = canonical(event).decode()
    # A key written twice, or with null, gives another count of keys.
    if line.count('":') != body.count('":'):
        return None
    return quick(Draft, (event, where, body))


def read_event(text: str, where: str) -> AnyEvent:
    """One event from its JSON text.

    Raises:
        NotJsonLines, UnknownKind: it is none.
        Refusals: its fields are wrong; all of them are listed.
    """
    raw = _object(text, where)
    kind = raw.get("kind")
    if not isinstance(kind, str) or kind not in EVENTS:
        from difflib import get_close_matches  # noqa: PLC0415 - only for what is misspelt

        near = get_close_matches(str(kind), EVENTS, n=1)
        hint = f" Maksudnya {near[0]}?" if near else ""
        raise UnknownKind(where, visible(str(kind)[:80]), hint)
    ref = raw.get("ref")
    place = f"{where} ({ref})" if where and isinstance(ref, str) else where or str(ref)
    try:
        return EVENTS[kind].model_validate_json(text)
    except ValidationError as error:
        raise Refusals(field_errors(error, place)) from None


def read_lines(lines: Iterable[str], source: str) -> Iterator[Draft | Refusal]:
    """The events of JSON Lines, one after the other; a refusal in place of what is wrong."""
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if not line:
            continue
        where = f"{source} baris {number}"
        draft = _plain_draft(line, where)
        if draft is not None:
            yield draft
            continue
        try:
            event = read_event(line, where)
            yield Draft(event, where, canonical(event).decode())
        except Refusals as several:
            yield from several.items
        except Refusal as refusal:
            yield refusal


def _object(text: str, where: str) -> dict[str, Any]:
    if len(text) > _LONGEST_LINE:
        raise NotJsonLines(where, "baris lebih dari 16 MB")
    try:
        raw = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError:
        raise NotJsonLines(where, "terlalu dalam bersarang") from None
    except json.JSONDecodeError as error:
        raise NotJsonLines(where, f"kesalahan pada kolom {error.colno}") from None
    except ValueError as error:
        raise NotJsonLines(where, str(error)) from None
    if not isinstance(raw, dict):
        raise NotJsonLines(where, "isinya bukan objek {…}")
    return raw


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("sebuah kunci tertulis dua kali")
    return found


def _no_constant(name: str) -> Any:  # noqa: ANN401 - never returns
    raise ValueError(f"{name} bukan nilai yang sah")


_PROBLEMS = {
    "missing": ("tidak diisi.", "Tambahkan isian ini."),
    "extra_forbidden": ("isian ini tidak dikenal.", "Hapus, atau periksa ejaannya."),
    "string_type": ("harus berupa teks.", 'Tulis di antara tanda petik: "…".'),
    "string_too_short": ("tidak boleh kosong.", "Isi dengan teks."),
    "int_type": ("harus berupa bilangan bulat.", "Tulis tanpa tanda petik dan tanpa koma."),
    "bool_type": ("harus berupa true atau false.", "Tulis true atau false tanpa tanda petik."),
    "tuple_type": ("harus berupa daftar.", "Tulis di antara kurung siku: […]."),
    "dict_type": ("harus berupa tabel.", "Tulis sebagai tabel kunci dan nilai."),
    "model_type": ("harus berupa objek.", "Tulis di antara kurung kurawal: {…}."),
    "model_attributes_type": ("harus berupa objek.", "Tulis di antara kurung kurawal: {…}."),
}


def field_errors(error: ValidationError, where: str) -> list[Refusal]:
    """The mistakes that pydantic found, each as a refusal in Indonesian with its field."""
    return [_field_error(item, where) for item in error.errors(include_url=False)]


def _field_error(item: Any, where: str) -> Refusal:  # noqa: ANN401, PLR0911 - pydantic's details, one answer each
    field = ".".join(str(part + 1 if isinstance(part, int) else part) for part in item["loc"])
    kind = item["type"]
    context = item.get("ctx", {})
    if kind == "value_error":
        cause = context["error"]
        if isinstance(cause, Refusal):
            return WrongField(where, field, cause.what, cause.remedy)
        return WrongField(where, field, f"{_capital(str(cause))}.", "")
    if kind == "literal_error":
        return WrongField(
            where,
            field,
            "nilainya bukan pilihan yang ada.",
            f"Pilih salah satu: {context['expected'].replace(' or ', ' atau ')}.",
        )
    if kind == "string_too_long":
        longest = context["max_length"]
        return WrongField(where, field, f"lebih dari {longest} huruf.", "Persingkat teksnya.")
    if kind in ("too_short", "too_long"):
        least = context.get("min_length", context.get("max_length"))
        return WrongField(where, field, "jumlah barisnya tidak sesuai.", f"Batasnya {least} baris.")
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = context.get("ge", context.get("le"))
        return WrongField(where, field, "di luar batas.", f"Batasnya {limit}.")
    problem, remedy = _PROBLEMS.get(kind, ("nilainya tidak dapat dipakai.", "Periksa bentuknya."))
    return WrongField(where, field, problem, remedy)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def text_lines(path: Path) -> Iterator[str]:
    """The lines of a UTF-8 text file, or of standard input for `-`.

    Raises:
        CannotRead, NotUtf8: it is missing, not readable, or not UTF-8 text.
    """
    try:
        if str(path) == "-":
            yield from (line.decode() for line in sys.stdin.buffer)
        else:
            with path.open(encoding="utf-8-sig", newline="\n") as file:
                yield from file
    except UnicodeDecodeError:
        raise NotUtf8(str(path)) from None
    except OSError as error:
        raise CannotRead(str(path), os_reason(error)) from None


def whole_text(path: Path, megabytes: int) -> str:
    """The text of a UTF-8 file of sensible size, or of standard input for `-`.

    Raises:
        CannotRead, NotUtf8: it is missing, not readable, too large, or not UTF-8 text.
    """
    largest = megabytes * 2**20
    try:
        if str(path) == "-":
            data = sys.stdin.buffer.read(largest + 1)
        else:
            with path.open("rb") as file:
                data = file.read(largest + 1)
    except OSError as error:
        raise CannotRead(str(path), os_reason(error)) from None
    if len(data) > largest:
        raise CannotRead(str(path), f"lebih dari {megabytes} MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUtf8(str(path)) from None


def os_reason(error: OSError) -> str:
    """Why the operating system refused, in Indonesian where the reason is a common one."""
    reasons = {
        "ENOENT": "berkas tidak ada",
        "EISDIR": "itu folder, bukan berkas",
        "EACCES": "tidak ada izin",
        "ENOSPC": "disk penuh",
        "EROFS": "disk hanya dapat dibaca",
    }
    name = errno.errorcode.get(error.errno or 0, "")
    return reasons.get(name, f"kesalahan sistem {name or error.strerror}")


def write_reason(error: OSError) -> str:
    """Why a file could not be written; what is missing then is the folder, not the file."""
    return "folder tujuan tidak ada" if error.errno == errno.ENOENT else os_reason(error)


def event_from(kind: str, **fields: object) -> AnyEvent:
    """An event from plain values, as a command line has them; None means not given.

    Raises:
        Refusals: some values are wrong; all of them are listed.
    """
    given = {name: value for name, value in fields.items() if value is not None}
    return read_event(json.dumps({"kind": kind, **given}, default=str), "")


def events_schema() -> dict[str, Any]:
    """The JSON Schema of all events: `oneOf`, told apart by `kind`."""
    from pydantic import Discriminator, TypeAdapter  # noqa: PLC0415 - no event is read with them

    # Made while running, from the classes of all subjects; no checker can follow that.
    every: Any = Union[tuple(EVENTS.values())]  # noqa: UP007
    adapter: TypeAdapter[Any] = TypeAdapter(Annotated[every, Discriminator("kind")])
    schema = adapter.json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
