"""Which bank line is which: an identity that is the same in every export of the same day.

A line has no number of its own that could be trusted (BRI prints a transfer and its fee under one
SEQ). What tells it is the account, the day, the amount, the text, and how many equal lines stand
before it on that day; equal lines are normal, and each of them is money.
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from koperasi_ledger.importers.statement import Line
from koperasi_ledger.model.fields import clean_text
from koperasi_ledger.model.money import to_sen

_SEPARATOR = "\x1f"
_LONGEST_TEXT = 500


class BankLine(NamedTuple):
    """A line of a statement with its identity, `account/YYYY-MM-DD/hash/n`."""

    line: Line
    bank_ref: str


def identify(account: str, lines: Iterable[Line]) -> tuple[BankLine, ...]:
    """The lines that move money, in their order, each with its identity.

    `account` is the short key of our bank account. Lines of zero move nothing and are left out.
    """
    seen: dict[str, int] = {}
    found = []
    for line in lines:
        if not line.amount:
            continue
        stem = f"{account}/{line.date}/{_digest(account, line)}"
        seen[stem] = seen.get(stem, 0) + 1
        found.append(BankLine(line, f"{stem}/{seen[stem]}"))
    return tuple(found)


def _digest(account: str, line: Line) -> str:
    parts = (account, line.date.isoformat(), str(to_sen(line.amount)), _plain(line.text))
    return hashlib.sha256(_SEPARATOR.join(parts).encode()).hexdigest()[:12]


def _plain(text: str) -> str:
    """The text as it counts for the identity: letter case, width and spaces make no difference."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def event_ref(bank_ref: str) -> str:
    """The ref of the event that books a bank line: always the same, so that it is booked once."""
    return f"BANK-{bank_ref}"


def event_text(text: str) -> str:
    """The bank's words as an event may hold them: not empty, what is invisible written out."""
    try:
        plain = clean_text(text)
    except ValueError:
        plain = "".join(_visible(char) for char in unicodedata.normalize("NFC", text)).strip()
    cut = plain if len(plain) <= _LONGEST_TEXT else plain[: _LONGEST_TEXT - 1] + "…"
    return cut or "(tanpa uraian)"


def _visible(char: str) -> str:
    """A character that events take as it is; others as `<U+202E>`, a backslash as a slash."""
    if char == "\\":
        return "/"
    try:
        clean_text(f"x{char}x")  # not at the edge, where blanks are cut off
    except ValueError:
        return f"<U+{ord(char):04X}>"
    return char


def same_number(first: str, second: str) -> bool:
    """Whether two account numbers are one; spreadsheets lose leading zeros."""
    return first.lstrip("0") == second.lstrip("0")
