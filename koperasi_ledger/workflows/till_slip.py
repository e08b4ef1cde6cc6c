"""A receipt of the books as it is printed: at the till when it is sold, or again as a copy."""

from decimal import Decimal

from koperasi_ledger.model.events.sales import SalePayment, SaleRecorded, SoldLine
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.quantities import format_quantity, to_micro
from koperasi_ledger.model.records import Cooperative, Item, Receipt
from koperasi_ledger.reports.slip import Slip, SlipLine
from koperasi_ledger.rules.store.taxed import share, tax_of
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.till_errors import NoSuchReceipt

COPY, UNDONE = "SALINAN", "DIBATALKAN"
_ZERO = Decimal(0)
_WAYS = {
    "tunai": "Tunai",
    "bank": "Bank",
    "qris": "QRIS",
    "kredit": "Kredit",
    "voucher": "Voucher",
    "simpanan": "Simpanan",
}


def make_slip(
    book: Book, till: str, number: str, *, given: Decimal | None = None, copy: bool = True
) -> Slip:
    """The receipt of a till with this number; `given` is the cash that the buyer handed over.

    A copy says so, and tells what came back of it since; a reversed one says that it is void.

    Raises:
        NoSuchReceipt: the till gave no such number.
    """
    receipt = book.journal.load(Receipt.kind, f"{till}:{number}")
    past = book.journal.find(receipt.ref) if isinstance(receipt, Receipt) else None
    if not isinstance(receipt, Receipt) or past is None or not isinstance(past.event, SaleRecorded):
        raise NoSuchReceipt(till, number, _last(book, till))
    event = past.event
    cooperative = book.journal.load(Cooperative.kind, "-")
    name = cooperative.name if isinstance(cooperative, Cooperative) else ""
    address = (cooperative.address or "") if isinstance(cooperative, Cooperative) else ""
    cash = sum((x.amount for x in event.payments if x.way == "tunai"), _ZERO)
    back = sum(
        (from_sen(share(line.amount, line.returned, line.quantity)) for line in receipt.lines),
        _ZERO,
    )
    return Slip(
        cooperative=name,
        address=address,
        till=till,
        number=number,
        day=event.date,
        buyer=event.member or event.customer or "",
        lines=tuple(_line(book, line) for line in event.lines),
        total=sum((line.amount for line in receipt.lines), _ZERO),
        payments=tuple((_way(payment), payment.amount) for payment in event.payments),
        tax=sum((tax_of(receipt, place) for place in range(len(receipt.lines))), _ZERO),
        given=given if cash else None,
        change=given - cash if given is not None and cash else None,
        returned=back if copy else _ZERO,
        marks=((UNDONE,) if receipt.void else ()) + ((COPY,) if copy else ()),
    )


def _way(payment: SalePayment) -> str:
    detail = payment.issuer or payment.product
    return f"{_WAYS[payment.way]} {detail}" if detail else _WAYS[payment.way]


def _line(book: Book, line: SoldLine) -> SlipLine:
    item = book.journal.load(Item.kind, line.item)
    name, base = (item.name, item.base) if isinstance(item, Item) else (line.item, "")
    unit = line.unit or base
    quantity = f"{format_quantity(to_micro(line.quantity))} {unit}".strip()
    return SlipLine(name, quantity, line.price, line.discount, line.amount)


def _last(book: Book, till: str) -> str | None:
    """The number of the till's newest receipt, to be told when another was asked for."""
    rows = book.journal.database.rows(
        "SELECT id FROM records WHERE kind = ? AND id LIKE ? ORDER BY seq DESC LIMIT 1",
        (Receipt.kind, f"{till}:%"),
    )
    row = next(rows, None)
    return row[0].partition(":")[2] if row is not None else None
