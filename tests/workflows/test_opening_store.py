"""The store of the old books: stock, buyers' debts and suppliers' invoices in the opening file."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from book_fold import savings_terms
from journal_books import STAMP, a_book, event, failures, make_book

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records import Debtor, Stock, SupplierBill
from koperasi_ledger.workflows.opening_file import TEMPLATE, Opened, record_opening

DAY = "2025-01-01"
TERMS = {
    "tingkat": {"umum": {"nama": "Eceran umum"}},
    "lokasi": {"gudang": {"nama": "Gudang"}, "gerai": {"nama": "Gerai"}},
    "golongan": {"sembako": "rata-rata"},
    "kredit_anggota": {"paling_banyak": "500000", "tempo_hari": 30},
}
FILE = """
tanggal = 2025-01-01

[[akun]]
akun = "Aset:Kas:Utama"
debet = "1000000"
[[akun]]
akun = "3161"
kredit = "6900000"

[[anggota]]
nomor = "A-1"
nama = "Ani Contoh"
pokok = "100000"
wajib = "0"
wajib_lunas_sampai = "2024-12"

[[stok]]
barang = "beras"
lokasi = "gudang"
banyak = "20"
satuan = "karung"
nilai = "11.000.000"
[[stok]]
barang = "beras"
lokasi = "gerai"
banyak = "12.5"
nilai = 140000

[[piutang_toko]]
anggota = "A-1"
jumlah = "150000"
[[piutang_toko]]
pelanggan = "mekar"
jumlah = "600000"
jatuh_tempo = 2025-01-20
[[piutang_toko]]
pelanggan = "mekar"
jumlah = "110000"
jatuh_tempo = 2025-02-20

[[utang_pemasok]]
pemasok = "bulog"
faktur = "F-2024-917"
jumlah = "6000000"
jatuh_tempo = 2025-01-14
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    policy = {"simpanan": savings_terms(), "toko": TERMS}
    events = [
        event("cooperative_founded", DAY, "B", name="Koperasi Uji", profile="kdmp"),
        event("policy_adopted", DAY, "K", effective=DAY, decision="RAT", policy=policy),
        event("supplier_registered", DAY, "P", supplier="bulog", name="Bulog", days=14),
        event("customer_registered", DAY, "L", customer="mekar", name="Mekar", limit="0", days=30),
        event(
            "item_registered",
            DAY,
            "I",
            item="beras",
            name="Beras",
            base="kg",
            group="sembako",
            measures=[{"unit": "karung", "holds": "50"}],
        ),
    ]
    return make_book(tmp_path / "buku", events)


def _open(book: Path, text: str) -> Opened:
    file = book.parent / "saldo.toml"
    file.write_text(text, encoding="utf-8")
    with a_book(book) as opened:
        return record_opening(opened, file, STAMP)


def test_the_store_goes_on_where_the_old_books_left_it(book: Path) -> None:
    done = _open(book, FILE)
    assert done.recorded.new == 6  # the member, the opening, two places of stock, debts both ways
    assert failures(book) == []
    with a_book(book) as opened:
        books = opened.journal.books()
        stock, bill = books.peek(Stock, "beras"), books.peek(SupplierBill, "bulog:F-2024-917")
        ani, mekar = books.peek(Debtor, "A-1"), books.peek(Debtor, "@mekar")
    assert stock is not None
    assert (stock.value, stock.places) == (
        Decimal(11_140_000),
        {"gudang": 1_000_000_000, "gerai": 12_500_000},
    )
    assert bill is not None
    assert (bill.remaining, bill.due) == (Decimal(6_000_000), date(2025, 1, 14))
    assert ani is not None
    assert [each.due for each in ani.bills.values()] == [date(2025, 1, 31)]
    assert mekar is not None
    assert (mekar.balance, len(mekar.bills)) == (Decimal(710_000), 2)
    again = _open(book, FILE)
    assert again.recorded.new == 0


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ('nilai = "11.000.000"', 'nilai = "sebelas"', "sebelas"),
        ('nilai = "11.000.000"\n', "", "nilai belum diisi"),
        ('nilai = "11.000.000"', 'nilai = "11.000.001"', "seimbang"),
        ('banyak = "12.5"', 'banyak = "dua belas"', r"stok\]\] 2|stok\] 2|baris"),
        ('pelanggan = "mekar"\njumlah = "600000"', 'jumlah = "600000"', "salah satu saja"),
        ('pelanggan = "mekar"\njumlah = "6', 'pelanggan = "mekr"\njumlah = "6', "mekar"),
        ('pemasok = "bulog"', 'pemasok = "bulok"', "bulog"),
        ('barang = "beras"\nlokasi = "gerai"', 'barang = "bras"\nlokasi = "gerai"', "beras"),
        ('lokasi = "gerai"', 'lokasi = "toko"', "gudang"),
        ("jatuh_tempo = 2025-01-14", 'tempo = "2025-01-14"', "tidak dikenal"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_recorded(
    book: Path, wrong: str, right: str, said: str
) -> None:
    assert wrong in FILE
    with pytest.raises(Refusal, match=said):
        _open(book, FILE.replace(wrong, right, 1))
    with a_book(book) as opened:
        assert opened.journal.head().seq == 5


def test_the_template_shows_the_blocks() -> None:
    for name in ("[[stok]]", "[[piutang_toko]]", "[[utang_pemasok]]"):
        assert f"# {name}" in TEMPLATE
