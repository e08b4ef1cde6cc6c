"""Learned hints: what lines with such words were confirmed to be before; shown, never posting.

Naive Bayes over the words of confirmed matches (reference on banks, "Pipeline" 5): a label is as
likely as its share of the past, times how often each word of the line stood in its lines. Words
that are digits only are left out, for they seldom come again.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from koperasi_ledger.importers.people import name_words

_MOST = 3


class Label(NamedTuple):
    """What a waiting line was confirmed to be: purpose, and whom or which account it was for."""

    purpose: str
    member: str | None = None
    product: str | None = None
    account: str | None = None


class Hint(NamedTuple):
    """A label, the words that speak for it, and how many confirmed lines had the first of them."""

    label: Label
    words: tuple[str, ...]
    lines: int


class Hints:
    """What confirmed matches teach."""

    def __init__(self, confirmed: Iterable[tuple[str, Label]]) -> None:
        self._labels: Counter[Label] = Counter()
        self._words: defaultdict[Label, Counter[str]] = defaultdict(Counter)
        self._spread: Counter[str] = Counter()
        for text, label in confirmed:
            words = _words(text)
            self._labels[label] += 1
            for word in words:
                if not self._words[label][word]:
                    self._spread[word] += 1
                self._words[label][word] += 1

    def rank(self, text: str) -> list[Hint]:
        """The likeliest labels that share a telling word with the text, best first.

        A word tells when fewer than half of all labels have it (or there are only two or fewer).
        """
        words = _words(text)
        most = max(2, len(self._labels) // 2)
        telling = {word for word in words if 0 < self._spread[word] <= most}
        rated = []
        for label, count in self._labels.items():
            known = self._words[label]
            shared = sorted(
                (word for word in telling if known[word]),
                key=lambda word: (self._spread[word], -known[word], word),
            )
            if not shared:
                continue
            score = math.log(count) + sum(
                math.log((known[word] + 1) / (count + 2)) for word in words if self._spread[word]
            )
            rated.append((-score, label, Hint(label, tuple(shared[:3]), known[shared[0]])))
        return [hint for _, _, hint in sorted(rated, key=_order)[:_MOST]]


def _order(item: tuple[float, Label, Hint]) -> tuple[float, tuple[str, ...]]:
    return item[0], tuple(value or "" for value in item[1])


def _words(text: str) -> set[str]:
    return {word for word in name_words(text) if not word.isdigit()}
