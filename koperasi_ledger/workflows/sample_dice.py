"""Chance that is the same on every machine: what the sample books are drawn with."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws from a seed.

    Only `Random.random` is used, whose sequence Python promises to keep for the same integer seed;
    the other methods of `Random` may change with the version.
    """

    def __init__(self, seed: int) -> None:
        self._next = Random(seed).random  # noqa: S311 - invented books, no secret

    def below(self, limit: int) -> int:
        """An integer from 0 up to, not including, `limit`."""
        return int(self._next() * limit)

    def between(self, low: int, high: int) -> int:
        """An integer from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[self.below(len(items))]

    def percent(self, chance: int) -> bool:
        """True in `chance` of a hundred draws."""
        return self.below(100) < chance
