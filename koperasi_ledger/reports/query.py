"""Reading figures: sums over the `postings` table, in whole sen, never over anything else.

`Source` is all that is asked of a database, so that reports need no journal. The journal only
grows, so every query stops at the place where the report began (`seq`): a report is of one moment
however long it takes and whoever records meanwhile. Statements hold no value but as parameter.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, Protocol

from koperasi_ledger.model.accounts import (
    DEPOSITS,
    DEPOSITS_LONG,
    LEAVERS,
    POKOK,
    VOLUNTARY,
    WAJIB,
)

SAVINGS = (POKOK, WAJIB, VOLUNTARY, DEPOSITS, DEPOSITS_LONG, LEAVERS)
"""The control accounts whose sub-ledger is kept per member."""


class Source(Protocol):
    """Whatever answers SQL with `?` placeholders by rows."""

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one by one."""


class Turnover(NamedTuple):
    """What an account was debited and credited, both positive, in sen."""

    debit: int
    credit: int

    def less(self, other: "Turnover") -> "Turnover":
        """Without a part of it."""
        return Turnover(self.debit - other.debit, self.credit - other.credit)


class Line(NamedTuple):
    """One posting with the entry it belongs to; `sen` is positive for a debit.

    `narration` is the entry's, and for an unidentified bank line the bank's text behind it.
    """

    seq: int
    date: date
    ref: str
    kind: str
    document: str | None
    narration: str
    account: str
    sen: int
    member: str | None
    sub: str | None

    @property
    def voucher(self) -> str:
        """The number on paper: the document's, else the event's own ref."""
        return self.document or self.ref


_LINE = (
    "SELECT p.seq, p.date, e.ref, e.kind, e.body, n.narration, p.account, p.sen, p.member, p.sub"
    " FROM postings p JOIN events e ON e.seq = p.seq JOIN entries n ON n.seq = p.seq"
    " WHERE p.seq <= ? AND p.date BETWEEN ? AND ?"
)
# Their narration says only that nobody knows; what the bank said stands in the event.
_UNIDENTIFIED = frozenset({"bank_receipt_unidentified", "bank_payment_unidentified"})
_PAYS_WAJIB = frozenset({"simpanan_wajib_paid", "share_paid"})
_ORDER = " ORDER BY p.date, p.seq, p.leg"


class Postings(NamedTuple):
    """The postings of `source` up to and including place `seq` of the journal."""

    source: Source
    seq: int

    def balances(self, *days: date) -> list[dict[str, int]]:
        """What every account holds at the end of each of the days, in sen; read in one go."""
        sums = "".join(", SUM(CASE WHEN date <= ? THEN sen ELSE 0 END)" for _ in days)
        rows = self.source.rows(
            f"SELECT account{sums} FROM postings"  # noqa: S608 - only marks
            " WHERE date <= ? AND seq <= ? GROUP BY account ORDER BY account",
            (*(day.isoformat() for day in days), max(days).isoformat(), self.seq),
        )
        found: list[dict[str, int]] = [{} for _ in days]
        for account, *amounts in rows:
            for held, sen in zip(found, amounts, strict=True):
                held[account] = int(sen)
        return found

    def moved(self, first: date, last: date) -> dict[str, int]:
        """The net change of every account from one day to another, both included, in sen.

        Without the entries that close a year: a result is the same before and after them.
        """
        rows = self.source.rows(
            "SELECT account, SUM(sen) FROM postings WHERE date BETWEEN ? AND ? AND seq <= ?"
            " GROUP BY account ORDER BY account",
            (first.isoformat(), last.isoformat(), self.seq),
        )
        found = {account: int(sen) for account, sen in rows}
        for account, sen in self._closed(first, last):
            found[account] -= sen
        return found

    def closings(self, first: date, last: date) -> list[int]:
        """The places in the journal of the entries that close a year between two days."""
        ends = [f"{year}-12-31" for year in range(first.year, last.year + 1)]
        ends = [day for day in ends if first.isoformat() <= day <= last.isoformat()]
        if not ends:
            return []
        rows = self.source.rows(
            f"SELECT seq FROM events WHERE date IN ({', '.join('?' * len(ends))})"  # noqa: S608 - only marks
            " AND kind = 'year_closed' AND seq <= ? ORDER BY seq",
            (*ends, self.seq),
        )
        return [int(seq) for (seq,) in rows]

    def _closed(self, first: date, last: date) -> Iterator[tuple[str, int]]:
        """What the closing entries of these days moved, leg by leg."""
        for seq in self.closings(first, last):
            for account, sen in self.source.rows(
                "SELECT account, sen FROM postings WHERE seq = ?", (seq,)
            ):
                yield account, int(sen)

    def turnovers(self, first: date, last: date) -> dict[str, Turnover]:
        """What every account was debited and credited from one day to another."""
        rows = self.source.rows(
            "SELECT account, SUM(CASE WHEN sen > 0 THEN sen ELSE 0 END),"
            " SUM(CASE WHEN sen < 0 THEN -sen ELSE 0 END)"
            " FROM postings WHERE date BETWEEN ? AND ? AND seq <= ?"
            " GROUP BY account ORDER BY account",
            (first.isoformat(), last.isoformat(), self.seq),
        )
        return {account: Turnover(int(debit), int(credit)) for account, debit, credit in rows}

    def balance(self, account: str, through: date) -> int:
        """What one account holds at the end of a day, in sen."""
        rows = self.source.rows(
            "SELECT COALESCE(SUM(sen), 0) FROM postings"
            " WHERE account = ? AND date <= ? AND seq <= ?",
            (account, through.isoformat(), self.seq),
        )
        return int(next(rows)[0])

    def has_sen(self) -> bool:
        """Whether any posting is of a part of a rupiah."""
        found = self.source.rows(
            "SELECT 1 FROM postings WHERE sen <> (sen / 100) * 100 AND seq <= ? LIMIT 1",
            (self.seq,),
        )
        return next(found, None) is not None

    def lines(self, first: date, last: date) -> Iterator[Line]:
        """All postings of a period, in the order of their dates."""
        sql = f"{_LINE}{_ORDER}"
        return self._lines(sql, (self.seq, first.isoformat(), last.isoformat()))

    def account_lines(self, account: str, first: date, last: date) -> Iterator[Line]:
        """The postings of one account."""
        sql = f"{_LINE} AND p.account = ?{_ORDER}"
        return self._lines(sql, (self.seq, first.isoformat(), last.isoformat(), account))

    def member_lines(self, member: str, first: date, last: date) -> Iterator[Line]:
        """The postings of one member in the savings accounts."""
        marks = ", ".join("?" * len(SAVINGS))
        sql = f"{_LINE} AND p.account IN ({marks}) AND p.member = ?{_ORDER}"
        days = (first.isoformat(), last.isoformat())
        return self._lines(sql, (self.seq, *days, *SAVINGS, member))

    def savings(self, through: date) -> Iterator[tuple[str, str, str | None, int]]:
        """Member, account, product (`sub`) and sen of everything members hold at a day's end."""
        marks = ", ".join("?" * len(SAVINGS))
        rows = self.source.rows(
            "SELECT member, account, sub, SUM(sen) FROM postings"  # noqa: S608 - only marks
            f" WHERE account IN ({marks}) AND date <= ? AND seq <= ?"
            " GROUP BY member, account, sub ORDER BY member, account, sub",
            (*SAVINGS, through.isoformat(), self.seq),
        )
        return ((member, account, sub, int(sen)) for member, account, sub, sen in rows)

    def wajib_after(self, day: date) -> dict[str, int]:
        """Simpanan wajib paid after a day by each member, less what was taken back, in sen.

        Only payments count, and their reversals: entering and leaving move the balance as well,
        but not the months that are paid.
        """
        paid: dict[str, int] = {}
        later = (WAJIB, day.isoformat(), self.seq)
        rows = self.source.rows(
            "SELECT p.member, p.sen, e.kind, e.body FROM postings p JOIN events e ON e.seq = p.seq"
            " WHERE p.account = ? AND p.date > ? AND p.seq <= ?",
            later,
        )
        for member, sen, kind, body in rows:
            counts = self.kind_reversed(body) if kind == "event_reversed" else kind
            if counts in _PAYS_WAJIB:
                paid[member] = paid.get(member, 0) - int(sen)
        return paid

    def kind_reversed(self, body: str) -> str:
        """The kind of the event that a reversal, told by its canonical JSON, takes back."""
        rows = self.source.rows(
            "SELECT kind FROM events WHERE ref = ?", (json.loads(body)["target"],)
        )
        return str(next(rows, ("",))[0])

    def _lines(self, sql: str, parameters: Sequence[Any]) -> Iterator[Line]:
        for seq, day, ref, kind, body, narration, *rest in self.source.rows(sql, parameters):
            account, sen, member, sub = rest
            said = f": {json.loads(body)['text']}" if kind in _UNIDENTIFIED else ""
            yield Line(
                seq,
                date.fromisoformat(day),
                ref,
                kind,
                _document(body),
                narration + said,
                account,
                int(sen),
                member,
                sub,
            )


def day_before(day: date) -> date:
    """The day before; the first day of all stays."""
    return day - timedelta(days=1) if day > date.min else day


def _document(body: str) -> str | None:
    # Most events have none, and a search costs a tenth of reading the JSON.
    if '"document":' not in body:
        return None
    found = json.loads(body).get("document")
    return found if isinstance(found, str) else None
