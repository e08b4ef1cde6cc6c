"""Jurnal: the entries of a period, each with its date, voucher and legs."""

from collections.abc import Iterator
from itertools import groupby

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.reports.query import Line
from koperasi_ledger.reports.scope import Scope, check_equal, statement
from koperasi_ledger.reports.view import Column, Report, Row, Table

_COLUMNS = (
    Column("tanggal", "Tanggal", "date"),
    Column("bukti", "Bukti", "code"),
    Column("kode", "Kode", "code"),
    Column("akun", "Uraian dan akun"),
    Column("debet", "Debet", "amount"),
    Column("kredit", "Kredit", "amount"),
)


def jurnal(scope: Scope) -> Report:
    """The journal of the scope's days, in the order of dates; `telusur` is the event's ref.

    Raises:
        NotBalanced: debits differ from credits.
    """
    rows: list[Row] = []
    debit = credit = entries = 0
    for _, group in groupby(
        scope.postings.lines(scope.first, scope.last), key=lambda line: line.seq
    ):
        legs = list(group)
        rows += _entry(scope, legs)
        debit += sum(leg.sen for leg in legs if leg.sen > 0)
        credit -= sum(leg.sen for leg in legs if leg.sen < 0)
        entries += 1
    check_equal("Jumlah debet", debit, "jumlah kredit", credit)
    if rows:
        total = (None, None, None, "Jumlah", from_sen(debit), from_sen(credit))
        rows.append(Row(total, "total"))
    table = Table("jurnal", "", _COLUMNS, tuple(rows))
    return statement(scope, "jurnal", "Jurnal", (table,), facts=(("Jumlah ayat jurnal", entries),))


def _entry(scope: Scope, legs: list[Line]) -> Iterator[Row]:
    first = legs[0]
    # The paper's number stands in front; the ref, where it is another, behind the text.
    behind = "" if first.voucher == first.ref else f" [{first.ref}]"
    text = f"{first.narration}{behind}"
    yield Row((first.date, first.voucher, None, text, None, None), "heading", trace=first.ref)
    for leg in legs:
        account = scope.account(leg.account)
        name = f"{account.title} · {leg.member}" if leg.member else account.title
        amounts = (from_sen(leg.sen), None) if leg.sen > 0 else (None, from_sen(-leg.sen))
        level = 0 if leg.sen > 0 else 1
        yield Row((None, None, account.code, name, *amounts), level=level, trace=first.ref)
