"""A book of one account: opening balance, each posting with the running balance, the sums."""

from collections.abc import Iterable

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.reports.query import Line
from koperasi_ledger.reports.view import Column, Row, Table


def book_table(
    key: str,
    title: str,
    lines: Iterable[Line],
    *,
    words: tuple[str, str],
    opening: int,
    sign: int,
    first: int,
) -> Table:
    """The table of one account.

    `words` names the two columns of movements (keys are their lower case); the first one holds
    debits where `first` is 1, credits where it is -1. `opening` is in sen, debit positive; `sign`
    is 1 where a debit adds to the balance and -1 where a credit does.
    """
    left, right = words
    columns = (
        Column("tanggal", "Tanggal", "date"),
        Column("bukti", "Bukti", "code"),
        Column("uraian", "Uraian"),
        Column(left.lower(), left, "amount"),
        Column(right.lower(), right, "amount"),
        Column("saldo", "Saldo", "amount"),
    )
    balance = sign * opening
    rows = [Row((None, None, "Saldo awal", None, None, from_sen(balance)))]
    sums = [0, 0]
    for line in lines:
        moved = first * line.sen
        balance += sign * line.sen
        sums[moved < 0] += abs(moved)
        cells = (
            line.date,
            line.voucher,
            line.narration,
            from_sen(moved) if moved > 0 else None,
            from_sen(-moved) if moved < 0 else None,
            from_sen(balance),
        )
        rows.append(Row(cells, trace=line.ref))
    totals = map(from_sen, (*sums, balance))
    rows.append(Row((None, None, "Jumlah dan saldo akhir", *totals), "total"))
    return Table(key, title, columns, tuple(rows))
