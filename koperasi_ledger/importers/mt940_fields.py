"""An MT940 file cut into messages and fields, each with the physical line it stands on.

    {1:F01BMRIIDJAAXXX0000000000}{2:O940…}{4:
    :20:STMT260901
    :25:1370000123456
    :60F:C260831IDR12500000,00
    :61:2609010901C50123,00NTRFNONREF//0901000001
    :86:TRSF SITI CONTOH
    SIMP WAJIB A0123
    :62F:C260901IDR12650123,00
    -}

Fields and their order: SWIFT Standards, category 9, "MT940 Customer Statement". The envelope around
a message (`{1:…}`, `-}`, a bank's own header lines) says nothing that counts. What is wrong in a
field that counts is refused here, by its row, so that the library behind it never guesses.
"""

import calendar
import dataclasses
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from koperasi_ledger.importers.errors import (
    BadCell,
    ContradictoryHeading,
    FieldTooLong,
    ForeignFile,
    StatementRefusal,
    TooManyRows,
    TotalsMissing,
    UnrecognisedRow,
    refuse_all,
)
from koperasi_ledger.importers.text import MAX_FIELD, MAX_LINES_PER_ROW, MAX_ROWS

ACCOUNT, OPENING, MOVEMENT, DETAILS, CLOSING = "25", "60", "61", "86", "62"
_KNOWN = frozenset({"13", "20", "21", "25", "28", "34", "60", "61", "62", "64", "65", "86", "90"})
# Fields that may go on over several lines.
_LONG = frozenset({MOVEMENT, DETAILS, "NS"})
_LAST = frozenset({CLOSING, "64", "65"})
_INTERIM = frozenset({"13", "34", "90"})

_FIELD = re.compile(r":([0-9]{2})([A-Z]?):(.*)|:(NS):(.*)")
_ENVELOPE = re.compile(r"(?:\{[1-3]:.*?)?\{4:|\{[1-5]:.*")
_END = re.compile(r"[-$]")
_AMOUNT = r"0*([0-9]{1,12}(?:,[0-9]{0,2})?)"
_BALANCE = re.compile(rf"([DC])([0-9]{{6}})([A-Z]{{3}}){_AMOUNT}", re.IGNORECASE | re.ASCII)
_MOVEMENT = re.compile(
    rf"([0-9]{{6}})([0-9]{{4}}|[ ]{{4}})?(R?[DC])([A-Z]?) ?{_AMOUNT}(?![0-9,.])(.*)",
    re.IGNORECASE | re.ASCII,
)
_HEAD_ONLY = re.compile(r"[0-9]{6}(?:[0-9]{4}|[ ]{4})?R?[DC][A-Z]?", re.IGNORECASE | re.ASCII)
_TYPE = re.compile(r"[A-Z][A-Z0-9 ]{3}", re.IGNORECASE | re.ASCII)
_MAX_LINES = 20 * MAX_ROWS
_MAX_FIELDS = 3 * MAX_ROWS


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `60` with option `F`, the lines of its value, and the row it begins on."""

    row: int
    number: str
    option: str
    lines: list[str]

    @property
    def text(self) -> str:
        """The value with every run of white space as one space."""
        return " ".join(" ".join(self.lines).split())


@dataclass(frozen=True, slots=True)
class Movement:
    """A `:61:` and the `:86:` that explain it."""

    field: Field
    details: list[Field] = dataclasses.field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Message:
    """The fields of one message that count."""

    row: int
    account: Field
    opening: Field
    closing: Field
    movements: list[Movement]

    @property
    def continues(self) -> bool:
        """Whether this page goes on from another (`:60M:`)."""
        return self.opening.option == "M"

    @property
    def unfinished(self) -> bool:
        """Whether another page follows (`:62M:`)."""
        return self.closing.option == "M"


def messages_of(text: str) -> list[Message]:
    """The messages of a file, every field that counts in the form that the standard gives it.

    Raises:
        StatementRefusal, StatementMistakes: fields that are missing, doubled or malformed.
    """
    mistakes: list[StatementRefusal] = []
    messages = []
    for fields in _blocks(text):
        message = _message(fields, mistakes)
        if message is not None:
            messages.append(message)
    refuse_all(mistakes)
    return messages


def _blocks(text: str) -> Iterator[list[Field]]:
    """The fields of each message, which begins at `:20:`, or anew after its closing balance."""
    block: list[Field] = []
    closed = True  # outside a message, where headers of the bank's own may stand
    for row, line in _lines(text):
        envelope = _ENVELOPE.match(line)
        closed = closed or envelope is not None
        rest = line[envelope.end() :] if envelope else line
        found = _field(rest, row)
        if found is None:
            closed = closed or not rest or _ends(block, rest, row)
            continue
        if found.number == "20" or _begins_anew(found, block):
            if block:
                yield block
            block = []
        elif not block or (closed and found.number == MOVEMENT):
            raise UnrecognisedRow(row, line)
        closed = False
        block.append(found)
    if block:
        yield block


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold anything, with their rows, as many as a statement can have."""
    fields = 0
    for row, raw in enumerate(io.StringIO(text, newline=""), start=1):
        line = raw.rstrip()
        fields += line.startswith(":")
        if row > _MAX_LINES or fields > _MAX_FIELDS:
            raise TooManyRows(row, MAX_ROWS)
        if len(line) > MAX_FIELD:
            raise FieldTooLong(row, MAX_FIELD)
        if line:
            yield row, line


def _field(line: str, row: int) -> Field | None:
    match = _FIELD.fullmatch(line)
    if match is None or (match[1] and match[1] not in _KNOWN):
        return None
    return Field(row, match[1] or match[4], match[2] or "", [match[3] or match[5] or ""])


def _begins_anew(found: Field, block: Sequence[Field]) -> bool:
    """Some banks write `:20:` once and then one statement after the other."""
    return found.number in (ACCOUNT, OPENING) and any(f.number == CLOSING for f in block)


def _ends(block: Sequence[Field], line: str, row: int) -> bool:
    """Takes a line that begins no field into the last one; True when it ends the message."""
    complete = any(item.number == CLOSING for item in block)
    if line.startswith("-}") or (complete and _END.fullmatch(line)):
        return True
    last = block[-1]
    if last.number in _LONG:
        last.lines.append(line)
        if len(last.lines) > MAX_LINES_PER_ROW or sum(map(len, last.lines)) > MAX_FIELD:
            raise FieldTooLong(row, MAX_FIELD)
        return False
    if complete and last.number in _LAST:
        return True
    raise UnrecognisedRow(row, line)


def _message(fields: Sequence[Field], mistakes: list[StatementRefusal]) -> Message | None:
    """The message of these fields, or None with what is wrong noted."""
    balances = {f.number for f in fields} & {OPENING, CLOSING}
    if not balances and any(f.number in _INTERIM for f in fields):
        raise ForeignFile(
            "laporan mutasi sementara (MT942), bukan rekening koran",
            "Minta rekening koran MT940 dari bank, yang memuat saldo awal dan saldo akhir.",
        )
    found = len(mistakes)
    account = _only(fields, ACCOUNT, "nomor rekening (:25:)", mistakes)
    opening = _only(fields, OPENING, "saldo awal (:60F:)", mistakes)
    closing = _only(fields, CLOSING, "saldo akhir (:62F:)", mistakes)
    movements: list[Movement] = []
    place = ""
    for item in fields:
        if item.number == MOVEMENT:
            movements.append(Movement(item))
            _check_movement(item, mistakes)
            if (closing and closing.row < item.row) or (opening and opening.row > item.row):
                mistakes.append(UnrecognisedRow(item.row, f":61:{item.text}"))
        elif item.number == DETAILS and place == MOVEMENT:
            # Before the first line and after the closing balance it speaks of the statement.
            movements[-1].details.append(item)
            continue
        place = item.number if item.number != DETAILS else place
    for balance in (opening, closing):
        if balance is not None:
            _check_balance(balance, mistakes)
    if len(mistakes) > found or account is None or opening is None or closing is None:
        return None
    return Message(fields[0].row, account, opening, closing, movements)


def _only(
    fields: Sequence[Field], number: str, name: str, mistakes: list[StatementRefusal]
) -> Field | None:
    """The one field of this number; two that differ would be two statements in one."""
    found = [item for item in fields if item.number == number]
    if not found or not found[0].text:
        mistakes.append(TotalsMissing([name], fields[-1].row))
        return None
    mistakes += [
        ContradictoryHeading(other.row, name, found[0].text, other.text)
        for other in found[1:]
        if number != ACCOUNT or other.text != found[0].text
    ]
    return found[0]


def _check_balance(balance: Field, mistakes: list[StatementRefusal]) -> None:
    match = _BALANCE.fullmatch(balance.text)
    if balance.option not in ("", "F", "M") or match is None or _day(match[2]) is None:
        needed = "C atau D, tanggal ttbbhh, mata uang, lalu angka seperti C260831IDR12500000,00"
        name = f":{balance.number}{balance.option}:"
        mistakes.append(BadCell(balance.row, name, balance.text, needed))


def _check_movement(item: Field, mistakes: list[StatementRefusal]) -> None:
    if _HEAD_ONLY.fullmatch(item.lines[0]) and len(item.lines) > 1:
        # Some banks break the line before the amount.
        item.lines[:2] = ["".join(item.lines[:2])]
    match = _MOVEMENT.fullmatch(item.lines[0])
    if match is None or not _dates_exist(match[1], match[2] or ""):
        needed = "tanggal ttbbhh, C/D/RC/RD, lalu angka seperti 2609010901C50123,00NTRF"
        mistakes.append(BadCell(item.row, ":61:", item.lines[0], needed))


def _dates_exist(value: str, entry: str) -> bool:
    return _day(value) is not None and (not entry.strip() or _day(value[:2] + entry) is not None)


def _day(yymmdd: str) -> dt.date | None:
    """The date; 29 and 30 February are its last day, as banks that count 30 days a month mean."""
    year, month, day = 2000 + int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:])
    if month == 2 and day in (29, 30):
        day = calendar.monthrange(year, month)[1]
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def canonical(messages: Sequence[Message]) -> str:
    """The messages as text of which the library can misunderstand nothing.

    One line a field, without envelope and without what follows a `:61:` on further lines, long
    amounts without their leading zeros, and a transaction type where the bank gives none: without
    one the library would put the next line in its place.
    """
    lines: list[str] = []
    for number, message in enumerate(messages, start=1):
        lines += [f":20:{number}", f":25:{message.account.text}"]
        lines.append(f":60F:{_plain_balance(message.opening)}")
        for movement in message.movements:
            lines.append(f":61:{_plain_movement(movement.field)}")
            details = " ".join(item.text for item in movement.details if item.text)
            lines += [f":86:{details}"] if details else []
        lines.append(f":62F:{_plain_balance(message.closing)}")
    return "\n".join(lines)


def _plain_balance(balance: Field) -> str:
    match = _BALANCE.fullmatch(balance.text)
    if match is None:
        return ""
    mark, day, currency, amount = match.groups()
    return f"{mark}{_plain_day(day)}{currency}{amount}".upper()


def _plain_movement(item: Field) -> str:
    match = _MOVEMENT.fullmatch(item.lines[0])
    if match is None:
        return ""
    value, entry, mark, _funds, amount, rest = match.groups()
    booked = _plain_day(value[:2] + entry)[2:] if (entry or "").strip() else ""
    kind = "" if _TYPE.match(rest) else "NMSC"
    return f"{_plain_day(value)}{booked}{mark}{amount}{kind}{rest}"


def _plain_day(yymmdd: str) -> str:
    """A day that was checked before, as one that exists in its year."""
    return f"{_day(yymmdd) or dt.date.min:%y%m%d}"
