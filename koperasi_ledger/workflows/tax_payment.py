"""What of a month's tax is still owed to the state."""

from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records import TaxDue
from koperasi_ledger.rules.dates import month_name
from koperasi_ledger.rules.own_taxes import NAMES
from koperasi_ledger.workflows.book import Book


class NoTaxOwed(Refusal):
    """A month's tax is to be paid, and none is owed."""

    def __init__(self, tax: str, month: str, *, known: bool) -> None:
        what = f"{NAMES[tax]} {month_name(month)}"
        if known:
            super().__init__(
                f"{what} tidak terutang lagi.", remedy="Lihat 'koperasi laporan pajak'."
            )
            return
        super().__init__(
            f"{what} belum dihitung, atau tidak ada yang terutang.",
            remedy=f"Hitung dahulu dengan 'koperasi pajak {tax} --bulan {month}'.",
        )


def tax_left(book: Book, tax: str, month: str) -> Decimal:
    """What is owed of a month's tax, in rupiah."""
    due = book.journal.load(TaxDue.kind, f"{tax}:{month}")
    return due.amount - due.paid if isinstance(due, TaxDue) else Decimal(0)


def tax_to_pay(book: Book, tax: str, month: str) -> Decimal:
    """All that is owed of a month's tax.

    Raises:
        NoTaxOwed: nothing is.
    """
    left = tax_left(book, tax, month)
    if not left:
        known = book.journal.load(TaxDue.kind, f"{tax}:{month}") is not None
        raise NoTaxOwed(tax, month, known=known)
    return left
