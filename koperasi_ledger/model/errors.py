"""Refusals: every way the engine says no, in the treasurer's language.

A refusal names *what* is wrong, *where*, and *how to mend it*. Each kind is a class that owns its
message; `tests/errors/` provokes every one of them. A refused command changes nothing.
"""

from collections.abc import Sequence


def visible(text: str, keep: str = "") -> str:
    """The text with every character that cannot be seen written out, as in `<U+202E>`.

    What a refusal quotes may come from a hostile file; it must not move the cursor, recolour the
    terminal or turn the reading direction. Characters in `keep` stay.
    """
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in keep else f"<U+{ord(char):04X}>" for char in text
    )


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault of the program
    """The engine refuses; `what` is wrong, `where` it stands, `remedy` says how to mend it.

    All three are Indonesian sentences without a final line break; `where` may be empty.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.what = visible(what, keep="\n")
        self.where = where
        self.remedy = visible(remedy, keep="\n")

    def __str__(self) -> str:
        place = f"{visible(self.where)}: " if self.where else ""
        mend = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{mend}"


class Refusals(Refusal):
    """Several refusals of one file or batch, listed together so that all are mended at once."""

    def __init__(self, items: Sequence[Refusal]) -> None:
        super().__init__(f"Ada {len(items)} kesalahan; tidak ada yang dicatat.")
        self.items = tuple(items)

    def __str__(self) -> str:
        return "\n".join([self.what, *(f"- {item}" for item in self.items)])
