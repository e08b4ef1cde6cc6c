"""What every bank file becomes: statements of signed lines, proven by their balances.

A `Statement` is one account over one period. The proof is the balance chain: opening balance plus
every amount gives each printed balance and the closing balance, to the cent. It is the only guard
against cut files, lost rows and misread numbers (docs on bank formats, "Balance chain").
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from koperasi_ledger.importers.errors import BrokenChain

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """One booked movement.

    `amount` is signed, money in is plus; `balance` is the printed balance after it, None where the
    file has none; `text` has single spaces; `bank_reference` is what the bank prints and is not
    unique; `row` is the 1-based physical line of the file; `time` is the printed time as `hhmmss`,
    empty where there is none: it only tells which line of a day came first.
    """

    date: dt.date
    amount: Decimal
    balance: Decimal | None
    text: str
    bank_reference: str | None
    row: int
    time: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Statement:
    """One account over one period, oldest line first.

    `account` is None where the file does not name it; `proven` is True when balances exist and the
    whole chain holds.
    """

    bank: str
    account: str | None
    currency: str
    start: dt.date
    end: dt.date
    opening: Decimal | None
    closing: Decimal | None
    proven: bool
    lines: tuple[Line, ...]


def prove(
    lines: Sequence[Line],
    opening: Decimal | None,
    closing: Decimal | None,
    *,
    closing_row: int | None = None,
) -> bool:
    """Check the balance chain; True when it proves the lines, False when there is too little.

    Without `opening` the chain starts at the first printed balance. `closing_row` is the physical
    line of the printed closing balance, if it has one of its own.

    Raises:
        BrokenChain: naming the first line whose balance does not follow.
    """
    running = opening
    if running is None and lines and lines[0].balance is not None:
        running = lines[0].balance - lines[0].amount
    if running is None:
        return False
    covered = False
    for line in lines:
        running += line.amount
        covered = line.balance is not None
        if line.balance is not None and line.balance != running:
            raise BrokenChain(line.row, running, line.balance)
    if closing is not None and closing != running:
        raise BrokenChain(closing_row, running, closing)
    return closing is not None or covered


def oldest_first(
    lines: Sequence[Line], opening: Decimal | None, closing: Decimal | None
) -> tuple[Line, ...]:
    """The lines in booking order: as they stand, or turned round where only that chains.

    Some portals print the newest line first. The dates must then run backwards too: movements that
    add up to nothing can chain in a circle, and a lost row among them would go unseen. Of a single
    day the printed times tell, or both balances around it. A file that chains neither way is left
    as it stands.
    """
    forward, backward = tuple(lines), tuple(reversed(lines))
    if not forward or not _falling(forward, both_ends=None not in (opening, closing)):
        return forward
    if _chains(forward, opening, closing) or not _chains(backward, opening, closing):
        return forward
    return backward


def _falling(lines: Sequence[Line], *, both_ends: bool) -> bool:
    """Whether later lines stand first, by their days or, on a single day, by their times."""
    if not all(earlier.date >= later.date for earlier, later in pairwise(lines)):
        return False
    if lines[0].date > lines[-1].date or both_ends:
        return True
    times = [line.time for line in lines]
    return all(times) and times[0] > times[-1] and times == sorted(times, reverse=True)


def _chains(lines: Sequence[Line], opening: Decimal | None, closing: Decimal | None) -> bool:
    try:
        return prove(lines, opening, closing)
    except BrokenChain:
        return False


def join(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Join statements of one account that follow each other, in the order of the file.

    Two are joined when the later opens with the closing balance of the earlier and does not begin
    before it ends; a repeated statement (same dates, same lines) is never joined to its twin.
    """
    joined: list[Statement] = []
    latest: dict[str, int] = {}
    for statement in statements:
        place = None if statement.account is None else latest.get(statement.account)
        if place is not None and _follows(joined[place], statement):
            first = joined[place]
            joined[place] = replace(
                first,
                end=max(first.end, statement.end),
                closing=statement.closing,
                proven=first.proven and statement.proven,
                lines=first.lines + statement.lines,
            )
            continue
        if statement.account is not None:
            latest[statement.account] = len(joined)
        joined.append(statement)
    return tuple(joined)


def _follows(first: Statement, second: Statement) -> bool:
    return (
        (first.bank, first.currency) == (second.bank, second.currency)
        and first.closing is not None
        and first.closing == second.opening
        and first.end <= second.start
        and not _repeats(first, second)
    )


def _repeats(first: Statement, second: Statement) -> bool:
    """Whether the second is the first once more: a day whose lines add up to nothing, twice."""
    same = (first.start, first.end, first.opening) == (second.start, second.end, second.opening)
    return same and [(line.date, line.amount, line.text) for line in first.lines] == [
        (line.date, line.amount, line.text) for line in second.lines
    ]


def to_json(statements: Sequence[Statement]) -> dict[str, object]:
    """The shape of `koperasi bank baca --json`: text for amounts, ISO dates.

    Args:
        statements: at least one, all of one bank.

    Raises:
        ValueError: no statement, or statements of several banks (a fault of the caller).
    """
    banks = {statement.bank for statement in statements}
    if len(banks) != 1:
        message = f"one bank expected, got {sorted(banks)}"
        raise ValueError(message)
    return {"bank": banks.pop(), "rekening_koran": [_statement_json(s) for s in statements]}


def _statement_json(statement: Statement) -> dict[str, object]:
    return {
        "rekening": statement.account,
        "mata_uang": statement.currency,
        "dari": statement.start.isoformat(),
        "sampai": statement.end.isoformat(),
        "saldo_awal": _money(statement.opening),
        "saldo_akhir": _money(statement.closing),
        "terbukti": statement.proven,
        "baris": [
            {
                "tanggal": line.date.isoformat(),
                "jumlah": _money(line.amount),
                "saldo": _money(line.balance),
                "uraian": line.text,
                "acuan_bank": line.bank_reference,
            }
            for line in statement.lines
        ],
    }


def _money(amount: Decimal | None) -> str | None:
    # Adding zero turns a negative zero into a plain one.
    return None if amount is None else f"{amount + ZERO:.2f}"
