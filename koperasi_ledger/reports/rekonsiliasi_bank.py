"""Rekonsiliasi bank: statement against ledger at the end of a month, every difference named."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.accounts import SUSPENSE_IN, SUSPENSE_OUT
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.records import BankDay, BankFile, CashAccount, Suspense
from koperasi_ledger.reports.bank_position import (
    ZERO,
    Position,
    bank_balance,
    position,
    proven_day,
    unread_days,
)
from koperasi_ledger.reports.formatting import tanggal
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.view import Column, Report, Row, Table
from koperasi_ledger.rules.dates import first_day as first_of_month
from koperasi_ledger.rules.dates import last_day, month_of
from koperasi_ledger.rules.errors import NotABank, UnknownCash

_COLUMNS = (
    Column("uraian", "Uraian"),
    Column("tanggal", "Tanggal", "date"),
    Column("bukti", "Bukti", "code"),
    Column("jumlah", "Jumlah", "amount"),
)
_FILES = (
    Column("dari", "Dari", "date"),
    Column("sampai", "Sampai", "date"),
    Column("baris", "Baris", "number"),
    Column("dibukukan", "Dibukukan", "number"),
    Column("mutasi", "Jumlah mutasi", "amount"),
    Column("saldo_akhir", "Saldo akhir", "amount"),
)


_NOTE = (
    "Saldo rekening koran terbukti dari rantai saldo setiap berkas mutasi bank; setiap barisnya"
    " dibukukan tepat satu kali (diperiksa oleh koperasi periksa)."
)


def rekonsiliasi_bank(scope: Scope) -> Report:
    """The bank account asked for, or all of them, in the month of the scope's last day.

    Each at the last day that statements prove; the form is the one auditors expect (statement
    balance, outstanding both ways, ledger balance; practice).

    Raises:
        UnknownCash, NotABank: there is no such bank account.
    """
    known = sorted(scope.books.all(CashAccount), key=lambda item: item.code)
    asked = scope.asked.cash
    chosen = [cash for cash in known if cash.type == "bank" and asked in (None, cash.short)]
    if asked is not None and not chosen:
        if any(cash.short == asked for cash in known):
            raise NotABank(asked)
        raise UnknownCash(asked, [cash.short for cash in known])
    month = month_of(scope.last)
    tables: list[Table] = []
    notes = [_NOTE]
    for cash in chosen:
        day = proven_day(scope.books, cash.short, first_of_month(month), scope.last)
        tables += _not_proven(cash) if day is None else _tables(scope, cash, day)
        if day is not None:
            notes += _unread(scope, cash, first_of_month(month), day)
    return statement(
        scope,
        "rekonsiliasi-bank",
        "Rekonsiliasi Bank",
        tables,
        balance=True,
        notes=tuple(notes),
        signed=True,
    )


def _unread(scope: Scope, cash: CashAccount, first: date, last: date) -> Iterator[str]:
    """The days of the month that no file holds, in words."""
    for begin, end in unread_days(scope.books, cash.short, first, last):
        days = tanggal(begin) if begin == end else f"{tanggal(begin)} s.d. {tanggal(end)}"
        yield (
            f"{cash.short}: {days} tidak ada dalam berkas mana pun; saldo sebelum dan"
            " sesudahnya sama."
        )


def _title(cash: CashAccount) -> str:
    return f"{cash.code} {cash.name} · {cash.bank} {cash.number}"


def _key(cash: CashAccount, what: str = "") -> str:
    return f"{cash.short}{what}".replace("-", "_")


def _not_proven(cash: CashAccount) -> list[Table]:
    row = Row(("Belum ada rekening koran bulan ini yang terbukti.", None, None, None), "note")
    return [Table(_key(cash), _title(cash), _COLUMNS, (row,))]


def _tables(scope: Scope, cash: CashAccount, day: date) -> list[Table]:
    bank = bank_balance(scope.books, cash.short, day) or ZERO
    now = position(scope.postings, scope.books, cash, day, bank)
    first = first_of_month(month_of(day))
    tables = [
        Table(_key(cash), _title(cash), _COLUMNS, tuple(_rows(now, scope.last))),
        Table(
            _key(cash, "_berkas"),
            f"Kelengkapan rekening koran {cash.short}",
            _FILES,
            tuple(_covered(scope, cash, first, day)),
        ),
    ]
    waiting = tuple(_waiting_rows(scope, cash, day))
    if waiting:
        title = f"Sudah dibukukan, belum dikenali (Titipan) {cash.short}"
        tables.insert(1, Table(_key(cash, "_titipan"), title, _COLUMNS, waiting))
    return tables


def _rows(now: Position, asked: date) -> Iterator[Row]:
    yield Row(
        (f"Saldo menurut rekening koran {tanggal(now.day)}", None, None, now.bank), "subtotal"
    )
    if now.day != asked and now.day != last_day(month_of(asked)):
        yield Row(
            ("Rekening koran bulan ini terbukti baru sampai hari itu.", None, None, None), "note"
        )
    groups = (
        (
            "Sudah di buku, belum di bank",
            [(item.ref, item.date, item.amount) for item in now.outstanding],
        ),
        (
            "Di buku sekarang, di bank sesudahnya",
            [(item.ref, item.bank, item.amount) for item in now.ahead],
        ),
        (
            "Sudah di bank, di buku sesudahnya",
            [(item.ref, item.ledger, -item.amount) for item in now.behind],
        ),
    )
    for title, items in groups:
        if not items:
            continue
        yield Row((title, None, None, None), "heading")
        for ref, day, amount in items:
            yield Row((_word(amount), day, ref, amount), level=1, trace=ref)
        total = sum((amount for _, _, amount in items), ZERO)
        yield Row((f"Jumlah {title[:1].lower()}{title[1:]}", None, None, total), "subtotal")
    if now.unexplained:
        yield Row(("Selisih yang belum dapat dijelaskan", None, None, now.unexplained), "subtotal")
    yield Row((f"Saldo menurut buku {tanggal(now.day)}", None, None, now.ledger), "total")


def _word(amount: Decimal) -> str:
    return "Penerimaan" if amount > 0 else "Pengeluaran"


def _waiting_rows(scope: Scope, cash: CashAccount, day: date) -> Iterator[Row]:
    """What waited at the end of the day, by the postings of Titipan; it may be cleared since."""
    rows = scope.postings.source.rows(
        "SELECT sub, SUM(sen) FROM postings WHERE account IN (?, ?) AND date <= ? AND seq <= ?"
        " GROUP BY sub ORDER BY sub",
        (SUSPENSE_IN, SUSPENSE_OUT, day.isoformat(), scope.postings.seq),
    )
    held = {sub: -from_sen(int(sen)) for sub, sen in rows if int(sen)}
    found = [
        item for item in scope.books.all(Suspense) if item.cash == cash.short and item.ref in held
    ]
    for item in sorted(found, key=lambda item: (item.date, item.ref)):
        yield Row((item.text, item.date, item.ref, held[item.ref]), trace=item.ref)
    if found:
        total = sum((held[item.ref] for item in found), ZERO)
        yield Row(("Jumlah", None, None, total), "total")


class _Covered(NamedTuple):
    """What a statement proves within the month: its lines, how many are booked, their sum."""

    lines: int
    booked: int
    total: Decimal


def _covered(scope: Scope, cash: CashAccount, first: date, last: date) -> Iterator[Row]:
    """The statements that prove days of the month, and whether each of their lines is booked."""
    books = scope.books
    files = sorted(
        (
            item
            for item in books.all(BankFile)
            if item.account == cash.short and item.start <= last and item.end >= first
        ),
        key=lambda item: (item.start, item.end, item.ref),
    )
    days = {
        item.date: _Covered(item.sealed, len(item.lines), item.total or ZERO)
        for item in books.all(BankDay)
        if item.account == cash.short and item.sealed is not None and first <= item.date <= last
    }
    for item in files:
        own = [seen for day, seen in days.items() if item.start <= day <= item.end]
        yield Row(
            (
                max(item.start, first),
                min(item.end, last),
                sum(seen.lines for seen in own),
                sum(seen.booked for seen in own),
                sum((seen.total for seen in own), ZERO),
                item.closing,
            ),
            trace=item.ref,
        )
    sums = (
        sum(seen.lines for seen in days.values()),
        sum(seen.booked for seen in days.values()),
        sum((seen.total for seen in days.values()), ZERO),
    )
    yield Row((first, last, *sums, None), "total")
