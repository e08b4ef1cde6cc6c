"""Books of a store on disk, and files of tills for them: receipts of every kind, good and bad."""

import csv
import datetime as dt
import io
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from book_fold import founded, joined, make

from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.workflows.book import Book, Settings
from koperasi_ledger.workflows.opening import found_book, open_book
from koperasi_ledger.workflows.recording import Stamp, record_events
from koperasi_ledger.workflows.till_import import TillRun, TillWishes, import_till

LATER = Stamp("kasir", dt.datetime(2026, 6, 1, 3, tzinfo=dt.UTC))
DAY = "2026-01-02"
HEADS = (
    *("kasir", "nomor", "tanggal", "tingkat", "anggota", "pelanggan", "barang", "banyak", "satuan"),
    *("harga", "potongan", "jumlah", "bayar", "dibayar", "retur_struk", "disetujui"),
)
PRICES = {"beras": 13500, "gula": 16000, "minyak": 17000}
BARCODES = {"beras": "8990001", "gula": "8990002", "minyak": "8990003"}
Row = dict[str, str]
Receipt = list[Row]


def store_events(**changes: Any) -> list[AnyEvent]:
    """A store with three items at two tiers, one with a ceiling and a quota, and one customer."""
    policy = {
        "tingkat": {
            "umum": {"nama": "Eceran umum"},
            "anggota": {"nama": "Anggota", "hanya_anggota": True},
        },
        "lokasi": {"gerai": {"nama": "Gerai"}},
        "golongan": {"sembako": "rata-rata", "pupuk": "fifo"},
        "kredit_anggota": {"paling_banyak": "99000000", "tempo_hari": 30},
        "beda_harga_paling_banyak_persen": "20",
    } | changes
    made = [
        *founded(),
        joined("A-1"),
        joined("A-2"),
        make(
            "policy_adopted", "K-T", DAY, effective=DAY, decision="RAT 2", policy={"toko": policy}
        ),
        make("supplier_registered", "P-1", DAY, supplier="bulog", name="Bulog Fiktif"),
        make("customer_registered", "L-1", DAY, customer="suka", name="Suka", limit="9000000"),
    ]
    for item, group in (("beras", "sembako"), ("gula", "sembako"), ("minyak", "pupuk")):
        measures = [{"unit": "dus", "holds": "20"}]
        fields = {"item": item, "name": f"{item.title()} Fiktif", "base": "kg", "group": group}
        barcode = [BARCODES[item]]
        made.append(make("item_registered", f"B-{item}", DAY, measures=measures, barcodes=barcode,
                         **fields))  # fmt: skip
    urea = {"item": "urea", "name": "Urea", "base": "kg", "group": "pupuk"}
    made.append(make("item_registered", "B-urea", DAY, **urea))
    lines = [
        {"item": item, "tier": tier, "unit": "kg", "price": str(price - less)}
        for item, price in (*PRICES.items(), ("urea", 2300))
        for tier, less in (("umum", 0), ("anggota", 250))
    ]
    made.append(make("price_set", "H-1", DAY, valid_from=DAY, lines=lines))
    ceiling = [{"item": "urea", "unit": "kg", "price": "2300"}]
    made.append(make("ceiling_set", "HET-1", DAY, valid_from=DAY, regulation="SK 1", lines=ceiling))
    made.append(
        make("quota_set", "KU-1", DAY, quota="rdkk", item="urea", unit="kg", start=DAY,
             until="2026-12-31", lines=[{"member": "A-1", "quantity": "10"}])
    )  # fmt: skip
    goods = [
        {"item": item, "quantity": "99999", "amount": "1000000000"} for item in (*PRICES, "urea")
    ]
    made.append(make("goods_received", "TB-1", DAY, supplier="bulog", invoice="F-1",
                     location="gerai", lines=goods))  # fmt: skip
    return made


@contextmanager
def till_book(**changes: Any) -> Iterator[Book]:
    """A book of a store that has sold nothing yet."""
    founding, *rest = store_events(**changes)
    with tempfile.TemporaryDirectory(prefix="koperasi-uji-") as folder:
        place = Path(folder) / "buku"
        found_book(place, Settings(), founding, LATER, lambda _: None)
        with open_book(place, lambda _: None) as book:
            record_events(book, rest, LATER)
            yield book


def text_of(receipts: Sequence[Receipt], heads: Sequence[str] = HEADS) -> str:
    """The receipts as a CSV file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, heads, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for receipt in receipts for row in receipt)
    return out.getvalue()


def write(book: Book, receipts: Sequence[Receipt], name: str = "penjualan.csv") -> Path:
    """A file of receipts beside the book."""
    path = book.folder.parent / name
    path.write_text(text_of(receipts), encoding="utf-8")
    return path


def bring(book: Book, receipts: Sequence[Receipt], **wishes: Any) -> TillRun:
    """Imports receipts of the template."""
    return import_till(book, write(book, receipts), TillWishes(**wishes), LATER, mapped=False)


def row(number: str, item: str = "beras", count: str = "1", **more: str) -> Row:
    """One row at the public's price."""
    price = PRICES.get(item, 2300) - (250 if more.get("tingkat") == "anggota" else 0)
    exact = Decimal(price) * Decimal(count) - Decimal(more.get("potongan") or 0)
    amount = exact.quantize(Decimal(1), "ROUND_HALF_UP")
    fields = {"kasir": "kasir-1", "nomor": number, "tanggal": "2026-03-01", "tingkat": "umum"}
    fields |= {"barang": item, "banyak": count, "harga": str(price), "jumlah": str(amount)}
    return fields | {"bayar": "tunai"} | more


def amount_of(receipt: Receipt) -> Decimal:
    """What a receipt comes to by its rows."""
    return sum((Decimal(each["jumlah"]) for each in receipt if each.get("jumlah")), Decimal(0))


def sample(dice: random.Random, count: int, *, bad: bool = False) -> list[Receipt]:
    """Receipts of every kind that a till writes; with `bad` some that must be refused."""
    made: list[Receipt] = []
    sold: list[tuple[str, str, Row]] = []
    for n in range(count):
        number, till = f"{n:05}", dice.choice(("kasir-1", "kasir-2"))
        day = f"2026-03-{1 + n * 20 // count:02}"
        common = {"kasir": till, "tanggal": day}
        if bad and dice.randrange(4) == 0:
            made.append([_bad(number, dice) | common])
            continue
        kind = dice.choice(("plain", "plain", "member", "split", "discount", "return", "exchange"))
        if kind in {"return", "exchange"} and sold:
            made.append(_comes_back(number, kind, common, sold, dice))
            continue
        receipt = _sold(number, kind, common, dice)
        made.append(receipt)
        if kind == "plain":
            sold.append((till, number, receipt[0]))
    return made


def _sold(number: str, kind: str, common: Row, dice: random.Random) -> Receipt:
    member = {"tingkat": "anggota", "anggota": dice.choice(("A-1", "A-2"))}
    extra = common | (member if kind == "member" else {})
    items = dice.sample(tuple(PRICES), dice.randint(1, 3))
    receipt = [
        row(number, item, dice.choice(("1", "2.5", "12", "0.125")), **extra) for item in items
    ]
    if kind == "member":
        for each in receipt:
            each["bayar"] = "kredit"
    if kind == "discount":
        less = {"potongan": "500", "disetujui": "Sari"}
        receipt[0] = row(number, items[0], "1", **extra, **less)
        for each in receipt:
            each["disetujui"] = "Sari"
    if kind == "split":
        total = amount_of(receipt)
        receipt[0] |= {"bayar": "qris", "dibayar": "100"}
        more = {"nomor": number, "kasir": common["kasir"], "bayar": "tunai"}
        for each in receipt[1:]:
            each["bayar"] = ""
        receipt.append(more | {"dibayar": str(total - 100)})
    return receipt


def _comes_back(
    number: str, kind: str, common: Row, sold: list[tuple[str, str, Row]], dice: random.Random
) -> Receipt:
    till, before, first = sold.pop(dice.randrange(len(sold)))
    back = row(number, first["barang"], f"-{first['banyak']}", **common) | {"kasir": till}
    back |= {"retur_struk": before, "jumlah": f"-{first['jumlah']}", "tanggal": common["tanggal"]}
    if kind == "return":
        return [back]
    more = row(number, dice.choice(tuple(PRICES)), "3", **common) | {"kasir": till}
    return [more, back]


def _bad(number: str, dice: random.Random) -> Row:
    """A receipt that no store takes: nothing like it, nobody like that, over the ceiling, …"""
    return dice.choice(
        (
            row(number, "berass"),
            row(number, anggota="A-99"),
            row(number, tingkat="emas"),
            row(number, "urea", "1", anggota="A-1", harga="3000", jumlah="3000"),
            row(number, "urea", "11", anggota="A-1"),
            row(number, "urea", "1", anggota="A-2"),
            row(number, count="999999"),
            row(number, dibayar="1"),
            row(number, harga="12x"),
            row(number, bayar="cek"),
            row(number, count="-1", retur_struk="tidak-ada", jumlah="-13500"),
            row(number, harga="13000", jumlah="13000"),
        )
    )
