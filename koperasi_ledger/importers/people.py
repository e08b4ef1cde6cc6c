"""The members by what a bank's text can say of them: number and name; pure."""

import re
from collections.abc import Iterable

from koperasi_ledger.model.records import Member
from koperasi_ledger.rules.check_digit import compact, holds_check

WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"[A-Z0-9]+(?:[.-][A-Z0-9]+)*")
# `0042` in a bank's text can be a branch, an hour or a date as well.
_SHORTEST_BARE_NUMBER = 5
_SHORTEST_NAME = 3


class People:
    """The members by what a bank text can say of them: number and name."""

    def __init__(self, members: Iterable[Member]) -> None:
        self.members = {member.number: member for member in members}
        self._compact: dict[str, list[str]] = {}
        self._shapes: set[str] = set()
        self._names: dict[str, list[str]] = {}
        for number, member in self.members.items():
            self._compact.setdefault(compact(number), []).append(number)
            self._shapes.add(_shape(compact(number)))
            for word in set(name_words(member.name)):
                self._names.setdefault(word, []).append(number)

    def numbers_in(self, text: str) -> tuple[str, ...]:
        """The members whose number stands in the text as a whole word.

        `A0123` is read as A-0123 when only one member fits; bare digits count from five on.
        """
        found: dict[str, None] = {}
        for word in NUMBER.findall(text.upper()):
            if word.isdigit() and len(word) < _SHORTEST_BARE_NUMBER:
                continue
            fitting = self._compact.get(compact(word), [])
            written = word in self.members and word != compact(word)
            if written or len(fitting) == 1:
                found[word if written else fitting[0]] = None
        return tuple(found)

    def slips_in(self, text: str) -> tuple[str, ...]:
        """Words that look like a member number of ours but whose check character is wrong."""
        words = dict.fromkeys(NUMBER.findall(text.upper()))
        return tuple(
            word
            for word in words
            if not word.isdigit()
            and compact(word) not in self._compact
            and _shape(compact(word)) in self._shapes
            and not holds_check(word)
        )

    def named_in(self, text: str) -> tuple[tuple[str, int, int], ...]:
        """Members with words of their name in the text: number, words found, words it has.

        Best first.
        """
        hits: dict[str, int] = {}
        for word in set(name_words(text)):
            for number in self._names.get(word, ()):
                hits[number] = hits.get(number, 0) + 1
        rated = [
            (number, count, len(set(name_words(self.members[number].name))))
            for number, count in hits.items()
        ]
        return tuple(sorted(rated, key=lambda item: (-item[1] / item[2], -item[1], item[0])))

    def fully_named_in(self, text: str) -> frozenset[str]:
        """Members whose whole name stands in the text."""
        return frozenset(number for number, count, of in self.named_in(text) if count == of)


def _shape(word: str) -> str:
    """A word with its letters and digits made alike; its check character may be either."""
    return re.sub("[0-9]", "9", re.sub("[A-Z]", "A", word[:-1])) + "?"


def name_words(text: str) -> list[str]:
    """The words of a text that can be of a name, in small letters."""
    return [word for word in WORD.findall(text.casefold()) if len(word) >= _SHORTEST_NAME]


def holds(text: str, phrase: str) -> bool:
    """Whether the words of `phrase` follow each other in `text`, as whole words, in any case."""
    words = " ".join(WORD.findall(phrase.casefold()))
    return bool(words) and f" {words} " in f" {' '.join(WORD.findall(text.casefold()))} "


def holds_any(text: str, phrases: Iterable[str]) -> str | None:
    """The first of the phrases that the text holds."""
    return next((phrase for phrase in phrases if holds(text, phrase)), None)
