"""What was posted to some accounts by sub-key and kind of event, reversals with what they undo."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from koperasi_ledger.reports.scope import Scope


class Move(NamedTuple):
    """What events of a kind posted to an account's sub-key, in sen, debit positive.

    `kind` is that of the event reversed, for a reversal.
    """

    account: str
    sub: str
    member: bool
    kind: str
    sen: int


def moves(scope: Scope, accounts: Iterable[str], first: date, last: date) -> Iterator[Move]:
    """The sums of a period; one for each account, sub-key, kind, and whether it was a member's."""
    names = tuple(accounts)
    marks = ", ".join("?" * len(names))
    plain = scope.postings.source.rows(
        "SELECT p.account, p.sub, CASE WHEN p.member IS NULL THEN 0 ELSE 1 END, e.kind,"  # noqa: S608 - only marks
        " SUM(p.sen) FROM postings p JOIN events e ON e.seq = p.seq"
        f" WHERE p.account IN ({marks}) AND p.date BETWEEN ? AND ? AND p.seq <= ?"
        " AND e.kind <> 'event_reversed'"
        " GROUP BY p.account, p.sub, CASE WHEN p.member IS NULL THEN 0 ELSE 1 END, e.kind"
        " ORDER BY p.account, p.sub, e.kind",
        (*names, first.isoformat(), last.isoformat(), scope.postings.seq),
    )
    for account, sub, member, kind, sen in list(plain):
        yield Move(account, sub or "", bool(member), kind, int(sen))
    undone = scope.postings.source.rows(
        "SELECT p.account, p.sub, p.member, e.body, p.sen"  # noqa: S608 - only marks
        " FROM postings p JOIN events e ON e.seq = p.seq"
        f" WHERE p.account IN ({marks}) AND p.date BETWEEN ? AND ? AND p.seq <= ?"
        " AND e.kind = 'event_reversed' ORDER BY p.seq, p.leg",
        (*names, first.isoformat(), last.isoformat(), scope.postings.seq),
    )
    for account, sub, member, body, sen in list(undone):
        kind = scope.postings.kind_reversed(body)
        yield Move(account, sub or "", member is not None, kind, int(sen))
