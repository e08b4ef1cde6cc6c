"""What the ledger says of taxes up to a day: charged, credited, settled, accrued, paid.

Everything is read from the postings of the tax accounts. Settlements and payments, and what
reverses them, are told from the rest by the events behind them; so a past day has one answer.
"""

import json
from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from koperasi_ledger.model.accounts import (
    INTEREST_TAX,
    TURNOVER_TAX,
    VAT_CARRIED,
    VAT_DUE,
    VAT_INPUT,
    VAT_OUTPUT,
)
from koperasi_ledger.model.records import Reversal
from koperasi_ledger.reports.scope import Scope

K = TypeVar("K")

_OWN = (VAT_OUTPUT, VAT_INPUT, VAT_DUE, VAT_CARRIED, TURNOVER_TAX)
_KINDS = ("vat_settled", "tax_paid", "vat_refunded", "interest_tax_remitted")


class VatState(NamedTuple):
    """A month's PPN in sen; `waiting` is what no settlement has taken yet."""

    month: str
    output: int = 0
    input: int = 0
    carried: int = 0
    due: int = 0
    paid: int = 0
    waiting: int = 0

    @property
    def left(self) -> int:
        """What is still owed."""
        return self.due - self.paid

    @property
    def any(self) -> bool:
        """Whether there is anything to tell."""
        return any(self[1:])


class DueState(NamedTuple):
    """A month's tax in sen: what became owed, what was paid."""

    month: str
    due: int = 0
    paid: int = 0

    @property
    def left(self) -> int:
        """What is still owed."""
        return self.due - self.paid


class TaxState(NamedTuple):
    """All taxes by month; `carried` and `refunded` are PPN paid too much, in sen."""

    vat: tuple[VatState, ...]
    final: tuple[DueState, ...]
    interest: tuple[DueState, ...]
    carried: int
    refunded: int


class _Special(NamedTuple):
    """A settlement or payment, or the reversal of one: its place, kind and month."""

    seq: int
    kind: str
    month: str


class _Moves(NamedTuple):
    """What settlements and payments moved, in sen: by account and month, or by month."""

    settled: dict[tuple[str, str], int]
    paid: dict[tuple[str, str], int]
    carried: dict[str, int]
    remitted: dict[str, int]
    refunded: dict[str, int]


def tax_state(scope: Scope) -> TaxState:
    """The taxes up to the scope's last day."""
    totals, moves = _totals(scope), _moves(scope)
    vat: dict[str, VatState] = {}
    for month in {sub for account, sub in totals if account in {VAT_OUTPUT, VAT_INPUT, VAT_DUE}}:
        out, given = totals.get((VAT_OUTPUT, month), 0), totals.get((VAT_INPUT, month), 0)
        paid = moves.paid.get((VAT_DUE, month), 0)
        vat[month] = VatState(
            month,
            moves.settled.get((VAT_OUTPUT, month), 0) - out,
            given - moves.settled.get((VAT_INPUT, month), 0),
            moves.carried.get(month, 0),
            paid - totals.get((VAT_DUE, month), 0),
            paid,
            -out - given,
        )
    for month, moved in moves.carried.items():
        vat[month] = vat.get(month, VatState(month))._replace(carried=moved)
    final = []
    for (account, month), sen in sorted(totals.items()):
        if account == TURNOVER_TAX:
            paid = moves.paid.get((account, month), 0)
            final.append(DueState(month, paid - sen, paid))
    interest = []
    for month, sen in _interest(scope):
        paid = moves.remitted.get(month, 0)
        interest.append(DueState(month, paid - sen, paid))
    return TaxState(
        tuple(vat[month] for month in sorted(vat)),
        tuple(final),
        tuple(interest),
        scope.postings.balance(VAT_CARRIED, scope.last),
        sum(moves.refunded.values()),
    )


def _moves(scope: Scope) -> _Moves:
    moves = _Moves({}, {}, {}, {}, {})
    for special in _specials(scope):
        for account, sub, sen, day in _legs(scope, special.seq):
            if special.kind == "vat_settled" and account == VAT_CARRIED:
                _add(moves.carried, special.month, sen)
            elif special.kind == "vat_settled":
                _add(moves.settled, (account, sub), sen)
            elif special.kind == "tax_paid":
                _add(moves.paid, (account, sub), sen)
            elif special.kind == "vat_refunded":
                _add(moves.refunded, day[:7], -sen)
            else:
                _add(moves.remitted, day[:7], sen)
    return moves


def _add(sums: dict[K, int], key: K, sen: int) -> None:
    sums[key] = sums.get(key, 0) + sen


def _totals(scope: Scope) -> dict[tuple[str, str], int]:
    marks = ", ".join("?" * len(_OWN))
    rows = scope.postings.source.rows(
        "SELECT account, sub, SUM(sen) FROM postings"  # noqa: S608 - only marks
        f" WHERE account IN ({marks}) AND date <= ? AND seq <= ?"
        " GROUP BY account, sub ORDER BY account, sub",
        (*_OWN, scope.last.isoformat(), scope.postings.seq),
    )
    return {(account, sub or ""): int(sen) for account, sub, sen in rows}


def _interest(scope: Scope) -> Iterator[tuple[str, int]]:
    rows = scope.postings.source.rows(
        "SELECT substr(date, 1, 7), SUM(sen) FROM postings"
        " WHERE account = ? AND date <= ? AND seq <= ?"
        " GROUP BY substr(date, 1, 7) ORDER BY substr(date, 1, 7)",
        (INTEREST_TAX, scope.last.isoformat(), scope.postings.seq),
    )
    return ((month, int(sen)) for month, sen in rows)


def _specials(scope: Scope) -> Iterator[_Special]:
    marks = ", ".join("?" * len(_KINDS))
    rows = scope.postings.source.rows(
        "SELECT seq, kind, ref, body FROM events"  # noqa: S608 - only marks
        f" WHERE kind IN ({marks}) AND date <= ? AND seq <= ? ORDER BY seq",
        (*_KINDS, scope.last.isoformat(), scope.postings.seq),
    )
    for seq, kind, ref, body in list(rows):
        month = str(json.loads(body).get("month", ""))
        yield _Special(int(seq), kind, month)
        done = scope.books.peek(Reversal, ref)
        if done is not None:
            for (by,) in list(
                scope.postings.source.rows("SELECT seq FROM events WHERE ref = ?", (done.by,))
            ):
                yield _Special(int(by), kind, month)


def _legs(scope: Scope, seq: int) -> list[tuple[str, str, int, str]]:
    """The legs of an entry on tax accounts, unless it is later than the report."""
    marks = ", ".join("?" * (len(_OWN) + 1))
    rows = scope.postings.source.rows(
        "SELECT account, sub, sen, date FROM postings"  # noqa: S608 - only marks
        f" WHERE seq = ? AND account IN ({marks}) AND date <= ? AND seq <= ?",
        (seq, *_OWN, INTEREST_TAX, scope.last.isoformat(), scope.postings.seq),
    )
    return [(account, sub or "", int(sen), day) for account, sub, sen, day in rows]
