"""Papers of goods that move: delivery note, invoice, and the minutes of a stock count."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from koperasi_ledger.books import Books
from koperasi_ledger.engine.history import Past
from koperasi_ledger.model.accounts import STOCK_LOSS
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.money import from_sen, terbilang
from koperasi_ledger.model.quantities import from_micro
from koperasi_ledger.model.records import (
    Customer,
    Debtor,
    Item,
    Member,
    PolicySection,
    Receipt,
    Reversal,
    Stock,
)
from koperasi_ledger.reports.errors import VoucherReversed
from koperasi_ledger.reports.formatting import tanggal
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.scope import BLANK, Asked, Scope, legal, signatories, statement
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Signature, Table
from koperasi_ledger.rules.store.terms import in_base, store_on
from koperasi_ledger.rules.store.undoing import values_of
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.store_errors import CountUnknown, InvoiceUnknown

_ZERO = Decimal(0)
_CHECKED = (
    "Barang diperiksa dan dihitung bersama saat diterima; kekurangan dan kerusakan dicatat di kolom"
    " catatan."
)
_DIFFERENCE = (
    "Selisih: yang ditemukan (baik, rusak dan kedaluwarsa) dikurangi menurut buku. Barang rusak dan"
    " kedaluwarsa keluar dari persediaan."
)


def _scope(book: Book, day: date) -> Scope:
    head = book.journal.head()
    postings = Postings(book.journal.database, head.seq)
    return Scope(book.journal.books(), postings, head.hash, day, day, Asked())


def _paper(
    scope: Scope,
    name: str,
    title: str,
    tables: Iterable[Table],
    *,
    facts: Iterable[tuple[str, Cell]],
    notes: Iterable[str] = (),
    signing: Iterable[Signature],
) -> Report:
    made = statement(scope, name, title, tables, balance=True, facts=facts, notes=notes)
    _, city = signatories(scope.books.section("print"), scope.last)
    place = f"{city}, {tanggal(scope.last)}" if city else tanggal(scope.last)
    return replace(made, signatures=tuple(signing), place_date=place)


# -- deliveries ------------------------------------------------------------------------------------


class _Sale:
    """A delivery and what the books know of it."""

    def __init__(self, book: Book, till: str, number: str) -> None:
        receipt = book.journal.load(Receipt.kind, f"{till}:{number}")
        past = book.journal.find(receipt.ref) if isinstance(receipt, Receipt) else None
        if not isinstance(receipt, Receipt) or past is None or receipt.void:
            raise InvoiceUnknown(till, number)
        sold: Any = past.event
        if sold.delivery is None:
            raise InvoiceUnknown(till, number)
        self.event = sold
        self.receipt = receipt
        self.scope = _scope(book, self.event.date)
        self.books = self.scope.books

    @property
    def buyer(self) -> str:
        """Who buys, with the number or short name."""
        event = self.event
        known: Member | Customer | None
        if event.member is not None:
            known, key = self.books.peek(Member, event.member), event.member
        else:
            known, key = self.books.peek(Customer, event.customer or ""), event.customer
        return f"{known.name} ({key})" if known is not None else str(key)

    @property
    def address(self) -> str:
        """Where the goods go."""
        member = self.books.peek(Member, self.event.member) if self.event.member else None
        return self.event.delivery.address or (member.address if member else None) or BLANK

    def unit(self, line: Any) -> str:  # noqa: ANN401 - a sold line
        """The measure of a line."""
        item = self.books.peek(Item, line.item)
        return str(line.unit or (item.base if item is not None else ""))

    def name(self, line: Any) -> str:  # noqa: ANN401 - a sold line
        """What the item is called."""
        item = self.books.peek(Item, line.item)
        return item.name if item is not None else str(line.item)


def delivery_paper(book: Book, till: str, number: str) -> Report:
    """The delivery note (surat jalan): goods without prices, for the receiver to sign.

    Raises:
        InvoiceUnknown: no delivery was recorded under the number.
    """
    sale = _Sale(book, till, number)
    event = sale.event
    columns = (
        Column("nomor", "No", "number"),
        Column("kode", "Kode", "code"),
        Column("barang", "Nama barang"),
        Column("banyak", "Banyaknya", "number"),
        Column("satuan", "Satuan"),
        Column("keterangan", "Catatan penerima"),
    )
    rows = tuple(
        Row((place, line.item, sale.name(line), line.quantity, sale.unit(line), BLANK))
        for place, line in enumerate(event.lines, 1)
    )
    location = store_on(sale.books.section("store"), event.date).policy.locations[event.location]
    facts: list[tuple[str, Cell]] = [
        ("Nomor surat jalan", event.delivery.number),
        ("Tanggal", event.date),
        ("Nomor faktur", f"{till} {number}"),
        ("Kepada", sale.buyer),
        ("Alamat", sale.address),
        ("Dikirim dari", location.name),
        ("Pengantar", event.delivery.driver or BLANK),
        ("Kendaraan", event.delivery.vehicle or BLANK),
    ]
    made = _paper(
        sale.scope,
        "surat-jalan",
        "Surat Jalan",
        (Table("barang", "", columns, rows),),
        facts=facts,
        notes=(_CHECKED,),
        signing=(
            Signature("Penerima"),
            Signature("Pengantar", event.delivery.driver),
            Signature("Gudang"),
        ),
    )
    return replace(made, unit_note="")


def invoice_paper(book: Book, till: str, number: str) -> Report:
    """The invoice (faktur): goods, prices, what they come to in figures and words, and when due.

    Raises:
        InvoiceUnknown: no delivery was recorded under the number.
    """
    sale = _Sale(book, till, number)
    event = sale.event
    discounts = any(line.discount for line in event.lines)
    columns = [
        Column("nomor", "No", "number"),
        Column("barang", "Nama barang"),
        Column("banyak", "Banyaknya", "number"),
        Column("satuan", "Satuan"),
        Column("harga", "Harga", "amount"),
        *((Column("potongan", "Potongan", "amount"),) if discounts else ()),
        Column("jumlah", "Jumlah", "amount"),
    ]
    rows = []
    for place, line in enumerate(event.lines, 1):
        discount = (line.discount,) if discounts else ()
        cells = (place, sale.name(line), line.quantity, sale.unit(line), line.price)
        rows.append(Row((*cells, *discount, line.amount)))
    total = sum((payment.amount for payment in event.payments), _ZERO)
    gap = (None,) if discounts else ()
    rows += _totals(sale, total, gap)
    facts: list[tuple[str, Cell]] = [
        *legal(sale.scope),
        ("Nomor faktur", f"{till} {number}"),
        ("Tanggal", event.date),
        ("Kepada", sale.buyer),
        ("Alamat", sale.address),
        ("Nomor surat jalan", event.delivery.number),
        *((("Faktur pajak", sale.receipt.tax_invoice),) if sale.receipt.tax_invoice else ()),
        *_payment_facts(sale),
    ]
    signing, _ = signatories(sale.books.section("print"), event.date)
    money = [each for each in signing if each.role.casefold().startswith("bendahara")]
    back = sum(1 for line in sale.receipt.lines if line.returned)
    notes = [f"Terbilang: {terbilang(total)}."]
    if back:
        notes.append(f"{back} baris sudah diretur sebagian atau seluruhnya; lihat nota returnya.")
    return _paper(
        sale.scope,
        "faktur",
        "Faktur Penjualan",
        (Table("barang", "", tuple(columns), tuple(rows)),),
        facts=facts,
        notes=notes,
        signing=(Signature("Penerima"), *(money[:1] or [Signature("Bendahara")])),
    )


def _totals(sale: _Sale, total: Decimal, gap: tuple[None, ...]) -> list[Row]:
    """What the invoice comes to; of a PKP, the price and the PPN in it apart."""
    tax = sum(sale.receipt.taxes, _ZERO)
    parts = [("Harga tanpa PPN", total - tax), ("PPN", tax)] if tax else []
    rows = [Row((None, name, None, None, None, *gap, amount)) for name, amount in parts]
    return [*rows, Row((None, "Jumlah", None, None, None, *gap, total), "total")]


def _payment_facts(sale: _Sale) -> list[tuple[str, Cell]]:
    """How the invoice is paid; of credit, when it is due and what is still owed."""
    ways = ", ".join(dict.fromkeys(payment.way for payment in sale.event.payments))
    facts: list[tuple[str, Cell]] = [("Cara bayar", ways)]
    if sale.receipt.debtor is None:
        return facts
    debtor = sale.books.peek(Debtor, sale.receipt.debtor)
    bill = debtor.bills.get(sale.receipt.ref) if debtor is not None else None
    if bill is None:
        return [*facts, ("Keadaan", "lunas")]
    return [*facts, ("Jatuh tempo", bill.due), ("Belum dibayar", bill.remaining)]


# -- stock counts ----------------------------------------------------------------------------------

_WHYS = (
    ("kurang", "Kekurangan"),
    ("lebih", "Kelebihan"),
    ("rusak", "Barang rusak"),
    ("kedaluwarsa", "Barang kedaluwarsa"),
)


def count_paper(book: Book, ref: str) -> Report:
    """The minutes (berita acara) of a stock count, for those who counted to sign.

    Raises:
        CountUnknown: no stock count has this ref.
        VoucherReversed: it was reversed.
    """
    past = book.journal.find(ref)
    if past is None or past.event.kind != "stock_counted":
        raise CountUnknown(ref)
    event: Any = past.event
    scope = _scope(book, event.date)
    reversal = scope.books.peek(Reversal, ref)
    if reversal is not None:
        raise VoucherReversed(ref, reversal.by)
    columns = (
        Column("nomor", "No", "number"),
        Column("barang", "Nama barang"),
        Column("satuan", "Satuan"),
        Column("buku", "Menurut buku", "number"),
        Column("baik", "Dihitung baik", "number"),
        Column("rusak", "Rusak", "number"),
        Column("lewat", "Kedaluwarsa", "number"),
        Column("selisih", "Selisih", "number"),
        Column("nilai", "Pengaruh nilai", "amount"),
    )
    values, rows = values_of(past.entry), []
    for place, line in enumerate(event.lines, 1):
        rows.append(_count_row(place, line, past, scope.books, values.get(line.item, 0)))
    change = from_sen(sum(values.values()))
    rows.append(Row((None, "Jumlah", *(None,) * 6, change), "total"))
    causes = _causes(past)
    location = _location(scope.books.section("store"), event)
    table = Table("hitung", "", columns, tuple(rows))
    why = (
        Column("sebab", "Sebab"),
        Column("jumlah", "Beban (laba) periode ini", "amount"),
    )
    tables = [table] + ([Table("sebab", "Sebab selisih", why, causes)] if causes else [])
    return _paper(
        scope,
        "berita-acara-opname",
        "Berita Acara Stok Opname",
        tables,
        facts=(
            ("Nomor berita acara", event.document),
            ("Lokasi", location),
            ("Disetujui oleh", event.approved_by),
            *((("Keterangan", event.note),) if event.note else ()),
        ),
        notes=(_DIFFERENCE,),
        signing=(
            Signature("Penghitung"),
            Signature("Saksi"),
            Signature("Disetujui", event.approved_by),
        ),
    )


def _location(section: PolicySection, event: Any) -> str:  # noqa: ANN401 - a stock count
    return store_on(section, event.date).policy.locations[event.location].name


def _count_row(
    place: int,
    line: Any,  # noqa: ANN401 - a line of a count
    past: Past,
    books: Books,
    value: int,
) -> Row:
    item = books.peek(Item, line.item)
    before = past.before.get((Stock.kind, line.item))
    event: Any = past.event
    held = before.places.get(event.location, 0) if isinstance(before, Stock) else 0
    counts = [
        in_base(item, quantity, line.unit) if item is not None else 0
        for quantity in (line.good, line.damaged, line.expired)
    ]
    cells = [from_micro(count) for count in (held, *counts, sum(counts) - held)]
    name, base = (item.name, item.base) if item is not None else (line.item, "")
    return Row((place, name, base, *cells, from_sen(value)))


def _causes(past: Past) -> tuple[Row, ...]:
    """What the differences cost, by their reason; a surplus is a gain, below zero."""
    sums: dict[str, Decimal] = {}
    for leg in past.entry.postings if isinstance(past.entry, Entry) else ():
        if leg.account == STOCK_LOSS and leg.sub is not None:
            sums[leg.sub] = sums.get(leg.sub, _ZERO) + leg.amount
    rows = [Row((title, sums[why])) for why, title in _WHYS if why in sums]
    if not rows:
        return ()
    return (*rows, Row(("Jumlah", sum(sums.values(), _ZERO)), "total"))
