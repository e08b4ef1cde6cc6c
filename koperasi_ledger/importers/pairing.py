"""Which bank lines are entries that somebody typed by hand before; pure, and never a guess."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from koperasi_ledger.importers.matching import NewLine
from koperasi_ledger.importers.people import People

WINDOW_DAYS = 5
"""How many days an entry typed by hand may lie before or after the bank's own date."""


class HandEntry(NamedTuple):
    """An entry on the bank account that came from no bank line; `amount` as on the account."""

    ref: str
    date: dt.date
    amount: Decimal
    member: str | None


class Unclear(NamedTuple):
    """A line that could be any of several entries, or shares one with another line."""

    line: NewLine
    candidates: tuple[str, ...]


class Pairs(NamedTuple):
    """Which line is which entry (bank_ref -> pair), and what nobody can tell."""

    sure: Mapping[str, tuple[HandEntry, str]]
    unclear: tuple[Unclear, ...]


Named: TypeAlias = Callable[[NewLine], tuple[str, ...]]
"""The members that a line names by a number: their own, a virtual account, a unique code."""


def pair_by_hand(
    lines: Sequence[NewLine], entries: Sequence[HandEntry], people: People, named: Named
) -> Pairs:
    """Finds the bank lines of entries that were typed by hand before.

    An entry fits a line of the same signed amount at most five days apart, unless the line names
    another member by number. Each is used once. Where a line fits several entries, or an entry
    several lines, a member's number or full name in the text decides; equal numbers of lines and
    entries that all fit in their order are paired in that order, since nothing is left over; all
    else is unclear: a guess could hide one payment and credit another twice.
    """
    fits = _fitting(lines, entries, named)
    sure: dict[str, tuple[HandEntry, str]] = {}
    _pair_named(lines, entries, people, named, fits=fits, sure=sure)
    unclear: list[Unclear] = []
    for group, ours in _groups(fits):
        wanted = sorted((lines[at] for at in group), key=lambda line: (line.date, line.row))
        found = sorted((entries[at] for at in ours), key=lambda entry: entry.date)
        reason = "tanggal dan jumlah cocok dengan satu catatan saja"
        if len(group) > 1:
            reason = f"{len(group)} baris dan {len(group)} catatan yang sama jumlahnya"
        if len(wanted) == len(found) and all(
            _fits(line, entry, named) for line, entry in zip(wanted, found, strict=True)
        ):
            for line, entry in zip(wanted, found, strict=True):
                sure[line.bank_ref] = (entry, reason)
        else:
            names = {
                lines[at].bank_ref: tuple(entries[ours_at].ref for ours_at in sorted(fits[at]))
                for at in group
            }
            unclear += [Unclear(line, names[line.bank_ref]) for line in wanted]
    return Pairs(sure, tuple(sorted(unclear, key=lambda item: item.line.row)))


def _fits(line: NewLine, entry: HandEntry, named: Named) -> bool:
    """Whether a line can be an entry of the same amount."""
    if abs((line.date - entry.date).days) > WINDOW_DAYS:
        return False
    numbers = named(line)
    return entry.member is None or not numbers or entry.member in numbers


def _fitting(
    lines: Sequence[NewLine], entries: Sequence[HandEntry], named: Named
) -> dict[int, set[int]]:
    by_amount: dict[Decimal, list[int]] = {}
    for at, entry in enumerate(entries):
        by_amount.setdefault(entry.amount, []).append(at)
    fits: dict[int, set[int]] = {}
    for at, line in enumerate(lines):
        found = {
            other for other in by_amount.get(line.amount, ()) if _fits(line, entries[other], named)
        }
        if found:
            fits[at] = found
    return fits


def _pair_named(
    lines: Sequence[NewLine],
    entries: Sequence[HandEntry],
    people: People,
    named: Named,
    *,
    fits: dict[int, set[int]],
    sure: dict[str, tuple[HandEntry, str]],
) -> None:
    """Takes out of `fits` what a member's number or full name in the text decides."""

    def by_name(line: NewLine) -> frozenset[str]:
        return people.fully_named_in(line.text)

    for words, told in ((named, "nomor anggota"), (by_name, "nama anggota")):
        fitting = {
            at: {other for other in found if entries[other].member in words(lines[at])}
            for at, found in fits.items()
        }
        wanted: dict[int, int] = {}
        for found in fitting.values():
            for other in found:
                wanted[other] = wanted.get(other, 0) + 1
        for at, found in fitting.items():
            if len(found) == 1 and wanted[min(found)] == 1:
                entry = entries[min(found)]
                sure[lines[at].bank_ref] = (entry, f"{told} {entry.member}, tanggal dan jumlah")
                del fits[at]
                for others in fits.values():
                    others.discard(min(found))
        for at in [at for at, found in fits.items() if not found]:
            del fits[at]


def _groups(fits: Mapping[int, set[int]]) -> list[tuple[list[int], set[int]]]:
    """Lines that share entries, directly or through others, with all of those entries."""
    groups: list[tuple[list[int], set[int]]] = []
    for at, found in fits.items():
        joined, ours = [at], set(found)
        apart = []
        for group in groups:
            if ours.isdisjoint(group[1]):
                apart.append(group)
            else:
                joined += group[0]
                ours |= group[1]
        groups = [*apart, (sorted(joined), ours)]
    return groups
