"""Recording what a QRIS acquirer reports: what it will pay, on which day, less its fee."""

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from koperasi_ledger.importers.qris import Payment, report_of
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events.bills import QrisDay, QrisReportRecorded
from koperasi_ledger.model.records import QrisSettlement
from koperasi_ledger.workflows.bank_errors import NoMerchant, signed
from koperasi_ledger.workflows.bank_facts import bank_account
from koperasi_ledger.workflows.bank_import import BankFileData
from koperasi_ledger.workflows.bank_settling import Settled, settle
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.recording import Stamp
from koperasi_ledger.workflows.recording import session as open_session


class QrisRecorded(NamedTuple):
    """What a report brought: its payments, how many are new, and lines that it explained."""

    payments: tuple[Payment, ...]
    new: int
    settled: tuple[Settled, ...]


def record_qris(
    book: Book, file: BankFileData, key: str, merchant: str, stamp: Stamp
) -> QrisRecorded:
    """Records the payments of a report that are not known; clears credits that wait for them.

    A payment reported before with the same sums is left alone, so reports may overlap.

    Raises:
        NoMerchant: the merchant number (NMID) is none.
        QrisDiffers: a day was reported with other sums.
        Refusal: the file cannot be read, or the rules refuse it.
    """
    if not re.fullmatch(r"[A-Z0-9]{6,20}", merchant):
        raise NoMerchant(merchant)
    payments = report_of(file.data).payments
    with open_session(book, stamp) as session:
        books = session.recording.books
        account = bank_account(books, key)
        new = []
        for payment in _by_day(payments):
            known = books.peek(QrisSettlement, f"{account.short}:{merchant}:{payment.date}")
            if known is None:
                new.append(payment)
            elif (known.gross, known.fee) != (payment.gross, payment.fee):
                raise QrisDiffers(known, payment)
        if new:
            days = tuple(QrisDay(paid_on=item.date, gross=item.gross, fee=item.fee) for item in new)
            digest = hashlib.sha256(file.data).hexdigest()[:12]
            session.add(
                QrisReportRecorded(
                    date=session.today,
                    ref=f"QRIS-{account.short}-{merchant}-{digest}",
                    account=account.short,
                    merchant=merchant,
                    days=days,
                )
            )
        settled = tuple(item for item in settle(session) if item.step == "qris")
    return QrisRecorded(payments, len(new), settled)


def _by_day(payments: Iterable[Payment]) -> list[Payment]:
    """Payments of one day as one, as the bank credits them."""
    days: dict[object, Payment] = {}
    for item in payments:
        before = days.get(item.date)
        days[item.date] = (
            item
            if before is None
            else Payment(
                item.date,
                before.gross + item.gross,
                before.fee + item.fee,
                before.net + item.net,
                before.row,
            )
        )
    return list(days.values())


class QrisDiffers(Refusal):
    """A day of a merchant was reported before with other sums."""

    def __init__(self, known: QrisSettlement, found: Payment) -> None:
        super().__init__(
            f"Pembayaran QRIS {known.merchant} {known.paid_on} dahulu dilaporkan bruto"
            f" {signed(known.gross)} dan MDR {signed(known.fee)}, sekarang {signed(found.gross)}"
            f" dan {signed(found.fee)}.",
            where=f"baris {found.row}",
            remedy="Unduh ulang laporannya; yang sudah tercatat tidak diubah.",
        )
