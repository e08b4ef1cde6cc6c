"""Balances and movements as if no year had ever been closed.

Closing a year empties its result accounts into SHU tahun berjalan, and opening the next one moves
that on to SHU tahun lalu (decision 35). A statement of any day must read the same before and after,
so statements add up the postings without these entries and put the SHU of each year where it
belongs by its date alone. What else such an entry moves (reserves that bear a loss) stays.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from koperasi_ledger.model.accounts import SHU_CURRENT, SHU_PRIOR
from koperasi_ledger.reports.query import Postings

RESULTS = ("Pendapatan:", "Beban:")
"""How the names of result accounts begin."""
_KINDS = ("year_closed", "year_opened")


class Moved(NamedTuple):
    """What a leg of a closing entry takes from an account, in sen."""

    seq: int
    date: date
    account: str
    unit: str | None
    sen: int


class YearEnds(NamedTuple):
    """The legs by which the closing and opening entries are taken out of the postings."""

    legs: tuple[Moved, ...]

    @property
    def seqs(self) -> frozenset[int]:
        """The places of the entries that close or open a year, and of what reverses them."""
        return frozenset(leg.seq for leg in self.legs)

    def taken(self, through: date, first: date = date.min) -> Iterator[Moved]:
        """What to take out of the postings from one day to another."""
        return (leg for leg in self.legs if first <= leg.date <= through)


def is_result(account: str) -> bool:
    """Whether the account is of Pendapatan or Beban."""
    return account.startswith(RESULTS)


def year_ends(postings: Postings) -> YearEnds:
    """The entries that close and open years, up to the place of the journal."""
    marks = ", ".join("?" * len(_KINDS))
    found = {
        str(ref): int(seq)
        for seq, ref in postings.source.rows(
            f"SELECT seq, ref FROM events WHERE kind IN ({marks}) AND seq <= ?",  # noqa: S608 - only marks
            (*_KINDS, postings.seq),
        )
    }
    if not found:
        return YearEnds(())
    seqs = [*found.values(), *_reversals(postings, found)]
    return YearEnds(tuple(_legs(postings, sorted(seqs))))


def _reversals(postings: Postings, targets: dict[str, int]) -> Iterator[int]:
    rows = postings.source.rows(
        "SELECT seq, body FROM events WHERE kind = 'event_reversed' AND seq > ? AND seq <= ?",
        (min(targets.values()), postings.seq),
    )
    return (int(seq) for seq, body in rows if json.loads(body)["target"] in targets)


def _legs(postings: Postings, seqs: Sequence[int]) -> Iterator[Moved]:
    for seq in seqs:
        rows = postings.source.rows(
            "SELECT date, account, unit, sen FROM postings WHERE seq = ? ORDER BY leg", (seq,)
        )
        carried, day = 0, date.min
        for text, account, unit, sen in rows:
            day = date.fromisoformat(text)
            if is_result(account) or account == SHU_CURRENT:
                carried += int(sen)
                yield Moved(seq, day, account, unit, int(sen))
        if carried:
            # What left SHU tahun berjalan went on to the years before, where it is by its date.
            yield Moved(seq, day, SHU_PRIOR, None, -carried)


def open_balances(
    postings: Postings, *days: date, ends: YearEnds | None = None
) -> list[dict[str, int]]:
    """What every account held at the end of each day if no year had been closed, in sen."""
    taken = year_ends(postings) if ends is None else ends
    found = postings.balances(*days)
    for day, held in zip(days, found, strict=True):
        for leg in taken.taken(day):
            held[leg.account] = held.get(leg.account, 0) - leg.sen
    return found


def open_moved(
    postings: Postings, first: date, last: date, *, ends: YearEnds | None = None
) -> dict[tuple[str | None, str], int]:
    """The net change by unit usaha and account between two days, without closing entries."""
    taken = year_ends(postings) if ends is None else ends
    rows = postings.source.rows(
        "SELECT unit, account, SUM(sen) FROM postings WHERE date BETWEEN ? AND ? AND seq <= ?"
        " GROUP BY unit, account ORDER BY account, unit",
        (first.isoformat(), last.isoformat(), postings.seq),
    )
    found: defaultdict[tuple[str | None, str], int] = defaultdict(int)
    found.update({(unit, account): int(sen) for unit, account, sen in rows})
    for leg in taken.taken(last, first):
        found[leg.unit, leg.account] -= leg.sen
    return dict(found)
