"""Reading a file of decisions on waiting bank lines: what `bank tinjau --json` gave, answered.

    [{"ref": "BANK-bri/…", "sisa": "100000.00", "sisa_menunggu": "10000",
      "bagian": [{"sebagai": "wajib", "anggota": "A-0001", "jumlah": "50000"},
                 {"sebagai": "penerimaan", "akun": "7110", "jumlah": "40000"}]}]

`sisa` is what the line held when it was looked at, with its sign. A part without `jumlah` is all
that its line has left by then. Parts and `sisa_menunggu` (0 when left out) make up `sisa` exactly.
A line without `bagian` is left alone, and what only explains (`uraian`, `saran`, …) is not read, so
that the answer may be written into the question. A file is read to its end and all its mistakes
are listed.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from koperasi_ledger.books import Books
from koperasi_ledger.importers.errors import shown
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.money import to_rupiah
from koperasi_ledger.model.records import Suspense
from koperasi_ledger.workflows.bank_assignment import WHOLE, Assignment
from koperasi_ledger.workflows.bank_suggest import Waiting
from koperasi_ledger.workflows.chart import find_account
from koperasi_ledger.workflows.reading import field_errors, whole_text
from koperasi_ledger.workflows.review_errors import LineTwice, NotDecisions, NotExact
from koperasi_ledger.workflows.review_state import (
    Decided,
    Review,
    begin,
    decided,
    keep_rest,
    left,
    put,
)

_SHOWN = {"tanggal", "rekening", "uraian", "saran"}
_ZERO = Decimal(0)
_MEGABYTES = 64


def _amount(value: object) -> Decimal:
    """Money as text, never a number that has been a float."""
    if not isinstance(value, str):
        raise ValueError('jumlah uang ditulis sebagai teks, misalnya "50000"')  # noqa: TRY004 - pydantic's
    return to_rupiah(value)


_Amount = Annotated[Decimal, BeforeValidator(_amount)]
_STRICT = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)


class PartInput(BaseModel):
    """A part of a line as the file tells it; `alasan` is not read."""

    model_config = _STRICT

    sebagai: Annotated[str, Field(max_length=40)]
    anggota: str | None = None
    produk: str | None = None
    akun: str | None = None
    catatan: str | None = None
    nomor: str | None = None
    jumlah: _Amount | None = None
    alasan: Any = None


class LineInput(BaseModel):
    """A line as the file tells it."""

    model_config = _STRICT

    ref: str
    sisa: _Amount
    bagian: tuple[PartInput, ...] | None = None
    sisa_menunggu: _Amount = _ZERO


def read_text(path: Path) -> str:
    """The text of such a file, or of standard input for `-`.

    Raises:
        CannotRead, NotUtf8: it is missing, not readable, too large, or not UTF-8 text.
    """
    return whole_text(path, _MEGABYTES)


def read_decisions(
    text: str, source: str, books: Books, waiting: Iterable[Waiting]
) -> list[Decided]:
    """The decisions of a file; `source` names it in refusals, `waiting` is what waits now.

    Whether a line still waits as the file saw it is looked at when it is recorded, for the very
    same may have been recorded before.

    Raises:
        NotDecisions: the text is no JSON list of objects.
        Refusals, or the one Refusal: all that is wrong with the lines.
    """
    mistakes: list[Refusal] = []
    lines: dict[str, LineInput] = {}
    for place, raw in enumerate(_parse(text, source), 1):
        where = f"{source}, titipan ke-{place}"
        try:
            line = _line(raw, where)
            if line.ref in lines:
                raise LineTwice(line.ref)
            lines[line.ref] = line
        except Refusal as refusal:
            mistakes += _placed(refusal, where)
    review = begin(_seen(lines, {item.suspense.ref: item for item in waiting}))
    for line in lines.values():
        try:
            review = _decide(review, line, books)
        except Refusal as refusal:
            named = line.ref in refusal.what
            mistakes += _placed(
                refusal, source if named else f"{source}, titipan {shown(line.ref)}"
            )
    if mistakes:
        raise mistakes[0] if len(mistakes) == 1 else Refusals(mistakes)
    return decided(review)


def _parse(text: str, source: str) -> list[dict[str, Any]]:
    try:
        raw = json.loads(text, object_pairs_hook=_object)
    except RecursionError:
        raise NotDecisions(source, "terlalu dalam bersarang") from None
    except json.JSONDecodeError as error:
        place = f"baris {error.lineno} kolom {error.colno}"
        raise NotDecisions(source, f"JSON-nya keliru pada {place}") from None
    except _TwiceError as error:
        raise NotDecisions(source, f"{shown(str(error))} tertulis dua kali") from None
    except ValueError:
        raise NotDecisions(source, "ada bilangan yang terlalu panjang") from None
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        raise NotDecisions(source, "isinya bukan daftar [{…}, …]")
    return raw


class _TwiceError(Exception):
    """A key stands twice in one object."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _TwiceError(next(key for key in keys if keys.count(key) > 1))
    return found


def _line(raw: dict[str, Any], where: str) -> LineInput:
    told = {key: value for key, value in raw.items() if key not in _SHOWN}
    if isinstance(told.get("bagian"), list):
        told["bagian"] = tuple(told["bagian"])
    try:
        return LineInput.model_validate(told)
    except ValidationError as error:
        raise Refusals(field_errors(error, where)) from None


def _placed(refusal: Refusal, where: str) -> Sequence[Refusal]:
    if isinstance(refusal, Refusals):
        return refusal.items
    refusal.where = where
    return [refusal]


def _seen(lines: Mapping[str, LineInput], waiting: Mapping[str, Waiting]) -> list[Waiting]:
    """The lines as the file saw them, and those that they cancel, with all others that wait."""
    seen = dict(waiting)
    for line in lines.values():
        for part in line.bagian or ():
            if part.sebagai == "lawan" and part.catatan is not None and part.catatan not in seen:
                seen[part.catatan] = _as_seen(None, part.catatan, -line.sisa)
    for line in lines.values():
        seen[line.ref] = _as_seen(waiting.get(line.ref), line.ref, line.sisa)
    return list(seen.values())


def _as_seen(now: Waiting | None, ref: str, remaining: Decimal) -> Waiting:
    item = now.suspense if now is not None else _UNKNOWN
    return Waiting(item.model_copy(update={"ref": ref, "remaining": remaining}), ())


_UNKNOWN = Suspense(ref="-", date=date.min, cash="-", remaining=_ZERO, text="")


def _decide(review: Review, line: LineInput, books: Books) -> Review:
    parts = line.bagian or ()
    if not parts:
        return review
    for place, part in enumerate(parts):
        told = _assignment(part, books)
        # A last part without its amount is what the line has left but for what goes on waiting.
        if told.amount is None and line.sisa_menunggu and place == len(parts) - 1:
            rest = left(review, line.ref) - line.sisa_menunggu
            told = told if told.purpose in WHOLE else told._replace(amount=rest)
        review = put(review, line.ref, told)
    if line.sisa_menunggu and left(review, line.ref) == line.sisa_menunggu:
        return keep_rest(review, line.ref)
    if line.sisa_menunggu or left(review, line.ref):
        given = abs(line.sisa) - left(review, line.ref) + line.sisa_menunggu
        raise NotExact(line.ref, given, abs(line.sisa))
    return review


def _assignment(part: PartInput, books: Books) -> Assignment:
    """The part as the review takes it; accounts by name, code or ending, numbers in capitals."""
    account = part.akun
    if account is not None and part.sebagai in ("penerimaan", "pengeluaran"):
        account = find_account(books, account).name
    return Assignment(
        part.sebagai,
        member=None if part.anggota is None else part.anggota.strip().upper(),
        product=part.produk,
        account=account,
        entry=part.catatan,
        amount=part.jumlah,
        number=part.nomor,
    )
