"""How much the village store has of each item, and where: counted as the story moves it."""

from collections import defaultdict


class Stock:
    """How much there is of each item at each place, in base units."""

    def __init__(self) -> None:
        self._held: defaultdict[tuple[str, str], int] = defaultdict(int)

    def at(self, code: str, place: str) -> int:
        """What is there."""
        return self._held[code, place]

    def all(self, code: str) -> int:
        """What is there in all."""
        return self.at(code, "gudang") + self.at(code, "gerai")

    def move(self, code: str, place: str, quantity: int) -> None:
        """More of it, or less.

        Raises:
            ValueError: less than nothing would be left.
        """
        self._held[code, place] += quantity
        if self._held[code, place] < 0:
            raise ValueError(code, place)
