"""The monthly taxes of the cooperative itself: shown first, recorded once, repeatable.

A preview is the run itself, undone in the end, so it shows exactly what would be recorded.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.engine.taxes import turnover_of, vat_months
from koperasi_ledger.engine.vat import vat_in_force
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events.taxes import FinalTaxAccrued, VatSettled
from koperasi_ledger.model.money import format_rupiah, from_sen
from koperasi_ledger.model.policy.taxes import TurnoverTax
from koperasi_ledger.model.records import TaxDue, VatCarried
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.rules.dates import add_months, day_name, last_day, month_name
from koperasi_ledger.rules.own_taxes import final_tax, turnover_tax_on
from koperasi_ledger.rules.vat import required_vat, unsettled
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.by_hand import free_ref
from koperasi_ledger.workflows.recording import Stamp, session

_ZERO = Decimal(0)


class TaxMonthNotOver(Refusal):
    """A month's tax is worked out before the month is over."""

    def __init__(self, what: str, month: str) -> None:
        super().__init__(
            f"{what} {month_name(month)} belum dapat dihitung: bulannya belum selesai.",
            remedy="Jalankan pada hari terakhir bulan itu, atau sesudahnya.",
        )


class VatRun(NamedTuple):
    """A month's PPN, in rupiah; `earlier` is what of output and input belongs to earlier months.

    `done`: it was settled before, and nothing is worked out. `new`: it was recorded now.
    """

    month: str
    output: Decimal
    input: Decimal
    earlier: tuple[Decimal, Decimal]
    brought: Decimal
    due: Decimal
    carried: Decimal
    pay_by: date
    done: bool = False
    new: bool = False


class FinalTaxRun(NamedTuple):
    """The final tax on a month's turnover, in rupiah; `year` is the turnover of the year so far."""

    month: str
    base: Decimal
    amount: Decimal
    year: Decimal
    pay_by: date
    warnings: tuple[str, ...] = ()
    done: bool = False
    new: bool = False


def run_vat(book: Book, month: str, stamp: Stamp, *, keep: bool) -> VatRun:
    """The PPN of a month: what is owed, or carried; recorded with `keep`.

    Raises:
        TaxMonthNotOver; NotTaxable, TaxEarlierFirst, TillDaysOpen, ClosedMonth.
    """
    day = last_day(month)
    if day > book.settings.today(stamp.at):
        raise TaxMonthNotOver("PPN", month)
    pay_by = last_day(add_months(month, 1))
    with session(book, stamp, keep=keep) as under_way:
        books = under_way.recording.books
        required_vat(books.section("taxes"), day)
        before = books.peek(VatCarried) or VatCarried()
        if before.settled is not None and month <= before.settled:
            due = books.peek(TaxDue, f"ppn:{month}")
            owed = due.amount if due is not None else _ZERO
            mine = [each for each in vat_months(month, books) if each.month == month]
            output = sum((each.settled_output for each in mine), _ZERO)
            given = sum((each.settled_input for each in mine), _ZERO)
            nothing = (_ZERO, _ZERO)
            return VatRun(
                month, output, given, nothing, _ZERO, owed, before.balance, pay_by, done=True
            )
        months = [(each.month, unsettled(each)) for each in vat_months(month, books)]
        output = sum((each.output for _, each in months), _ZERO)
        given = sum((each.input for _, each in months), _ZERO)
        late = [each for name, each in months if name < month]
        event = VatSettled(
            date=day, ref=free_ref(book, f"PPN-{month}"), month=month, output=output, input=given
        )
        under_way.add(event)
        due = books.peek(TaxDue, f"ppn:{month}")
        after = books.peek(VatCarried) or VatCarried()
        return VatRun(
            month,
            output,
            given,
            (sum((x.output for x in late), _ZERO), sum((x.input for x in late), _ZERO)),
            before.balance,
            due.amount if due is not None else _ZERO,
            after.balance,
            pay_by,
            new=keep,
        )


def run_final_tax(book: Book, month: str, stamp: Stamp, *, keep: bool) -> FinalTaxRun:
    """The final tax on a month's turnover; recorded with `keep`.

    Raises:
        TaxMonthNotOver; NoPolicy, FinalTaxOver, TillDaysOpen, ClosedMonth.
    """
    day = last_day(month)
    if day > book.settings.today(stamp.at):
        raise TaxMonthNotOver("PPh final", month)
    with session(book, stamp, keep=keep) as under_way:
        books = under_way.recording.books
        tax = turnover_tax_on(books.section("taxes"), day)
        pay_by = (day + timedelta(days=1)).replace(day=tax.due_day)
        year = turnover_between(book, tax, date(day.year, 1, 1), day)
        known = books.peek(TaxDue, f"pph-final:{month}")
        if known is not None:
            return FinalTaxRun(
                month, known.base, known.amount, year, pay_by, _changed(book, tax, known), done=True
            )
        base = turnover_of(month, tax, under_way.recording)
        amount = final_tax(tax, base)
        event = FinalTaxAccrued(
            date=day,
            ref=free_ref(book, f"PPH-FINAL-{month}"),
            month=month,
            base=base,
            amount=amount,
        )
        under_way.add(event)
        remarks = tuple(_warnings(book, tax, books, day, year))
        return FinalTaxRun(month, base, amount, year, pay_by, remarks, new=keep)


def turnover_between(book: Book, tax: TurnoverTax, first: date, last: date) -> Decimal:
    """What the accounts that count earned between two days, closing entries left out."""
    postings = Postings(book.journal.database, book.journal.head().seq)
    moved = postings.moved(first, last)
    return -from_sen(sum(sen for account, sen in moved.items() if tax.counts(account)))


def _changed(book: Book, tax: TurnoverTax, due: TaxDue) -> tuple[str, ...]:
    last = last_day(due.month)
    now = max(turnover_between(book, tax, last.replace(day=1), last), _ZERO)
    if now == due.base:
        return ()
    return (
        (
            f"Omzet {month_name(due.month)} sekarang Rp{format_rupiah(now)}, saat dihitung"
            f" Rp{format_rupiah(due.base)}. Balik {due.by} dan hitung ulang bila perlu."
        ),
    )


def _warnings(
    book: Book, tax: TurnoverTax, books: Books, day: date, year: Decimal
) -> Iterator[str]:
    limit = format_rupiah(tax.limit)
    before = date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)
    if turnover_between(book, tax, *before) > tax.limit:
        yield (
            f"Omzet {day.year - 1} melebihi Rp{limit}: tahun {day.year} memakai tarif umum PPh"
            " badan. Pastikan ke kantor pajak sebelum menyetor PPh final."
        )
    if year > tax.limit:
        yield (
            f"Omzet {day.year} sampai {day_name(day)} Rp{format_rupiah(year)} melebihi Rp{limit}:"
            " PPh final berlaku sampai akhir tahun ini, tahun depan tarif umum."
        )
        if vat_in_force(day, books) is None:
            yield (
                "Omzet sebesar itu mewajibkan pengukuhan sebagai PKP; sesudahnya isi [pajak.ppn]"
                " pada kebijakan."
            )
