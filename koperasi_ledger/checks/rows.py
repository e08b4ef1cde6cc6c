"""Comparing two tables row by row, both in the order of their keys, both as long as they like."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

Row = tuple[Any, ...]


class Compared(NamedTuple):
    """How many rows were compared, and the first difference in Indonesian, if there is one."""

    rows: int
    difference: str | None


def compare_rows(
    stored: Iterable[Row], expected: Iterable[Row], columns: Sequence[str], key: Sequence[str]
) -> Compared:
    """The first row of `stored` that is not the one of `expected`."""
    places = [columns.index(name) for name in key]
    count = 0
    for found, wanted in zip_longest(stored, expected):
        if found == wanted:
            count += 1
            continue
        if found is None or (wanted is not None and _before(wanted, found, places)):
            return Compared(count, f"baris {_named(wanted, places, columns)} tidak ada")
        if wanted is None or _before(found, wanted, places):
            return Compared(count, f"baris {_named(found, places, columns)} tidak seharusnya ada")
        wrong = [
            f"{name} {_short(is_)}, seharusnya {_short(should)}"
            for name, is_, should in zip(columns, found, wanted, strict=True)
            if is_ != should
        ]
        return Compared(count, f"baris {_named(found, places, columns)}: {'; '.join(wrong)}")
    return Compared(count, None)


def _before(one: Row, other: Row, places: Sequence[int]) -> bool:
    """Whether a row's key comes first; values of different types count as not equal."""
    first, second = [one[place] for place in places], [other[place] for place in places]
    try:
        return first < second
    except TypeError:
        return first != second


def _named(row: Row | None, places: Sequence[int], columns: Sequence[str]) -> str:
    return ", ".join(f"{columns[place]} {row[place] if row else '?'}" for place in places)


def _short(value: object) -> str:
    text = "kosong" if value is None else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
