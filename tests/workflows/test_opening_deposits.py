"""Deposits of the old books are taken over by the opening file, certificate by certificate."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from book_fold import savings_terms
from journal_books import STAMP, a_book, event, failures, make_book

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records import Deposit
from koperasi_ledger.workflows.opening_file import TEMPLATE, Opened, record_opening

FILE = """
tanggal = 2025-01-01

[[akun]]
akun = "Aset:Kas:Utama"
debet = "40000000"
[[akun]]
akun = "3161"
kredit = "4900000"

[[anggota]]
nomor = "A-1"
nama = "Ani Contoh"
pokok = "100000"
wajib = "0"
wajib_lunas_sampai = "2024-12"

[[berjangka]]
bilyet = "LAMA-1"
anggota = "A-1"
produk = "berkala"
jumlah = "10.000.000"
bunga = "7"
mulai = 2024-10-15
jangka = 12
jasa_lunas_sampai = 2024-12-15
jasa = "tunai"

[[berjangka]]
bilyet = "LAMA-2"
anggota = "A-1"
produk = "berkala"
jumlah = 25000000
bunga = "6.5"
mulai = 2024-11-30
jangka = 24
aro = "pokok-jasa"
jasa = "kapitalisasi"
"""
TERMS = {
    "produk": [
        {
            "kunci": "berkala",
            "nama": "Simpanan Berjangka",
            "paling_sedikit": "1000000",
            "jangka": [{"bulan": 12, "persen_setahun": "6"}, {"bulan": 24, "persen_setahun": "7"}],
            "jasa_dibayar": "bulanan",
        }
    ]
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    policy = {"simpanan": savings_terms(), "berjangka": TERMS}
    founded = event("cooperative_founded", "2025-01-01", "B", name="Koperasi Uji", profile="ksp")
    adopted = event(
        "policy_adopted",
        "2025-01-01",
        "K",
        effective="2025-01-01",
        decision="RAT",
        policy=policy,
    )
    return make_book(tmp_path / "buku", [founded, adopted])


def _open(book: Path, text: str) -> Opened:
    file = book.parent / "saldo.toml"
    file.write_text(text, encoding="utf-8")
    with a_book(book) as opened:
        return record_opening(opened, file, STAMP)


def test_deposits_go_on_where_the_old_books_left_them(book: Path) -> None:
    done = _open(book, FILE)
    assert (done.recorded.new, done.joined) == (4, 1)
    assert failures(book) == []
    with a_book(book) as opened:
        books = opened.journal.books()
        short, long = books.peek(Deposit, "LAMA-1"), books.peek(Deposit, "LAMA-2")
    assert short is not None
    assert long is not None
    assert (short.balance, short.rate, short.paid_to) == (
        Decimal(10_000_000),
        Decimal(7),
        date(2024, 12, 15),
    )
    assert (long.rollover, long.paid_to) == ("pokok-jasa", date(2024, 11, 30))
    assert short.account != long.account
    again = _open(book, FILE)
    assert (again.recorded.new, again.recorded.known) == (0, 3)


@pytest.mark.parametrize("side", ["debet", "kredit"])
def test_the_account_they_pass_through_keeps_a_balance_of_its_own(book: Path, side: str) -> None:
    other = 4_900_000 + (700_000 if side == "debet" else -700_000)
    text = FILE.replace('"4900000"', f'"{other}"')
    _open(book, f'{text}\n[[akun]]\nakun = "Liabilitas:Lain"\n{side} = 700000\n')
    assert failures(book) == []


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ('jumlah = "10.000.000"', 'jumlah = "sepuluh"', "sepuluh"),
        ('jumlah = "10.000.000"', 'jumlah = "11.000.000"', "seimbang"),
        ("jangka = 12\n", "", "jangka belum diisi"),
        ('jasa = "tunai"', 'jasa = "simpanan"', "[Pp]roduk simpanan penerima jasa"),
        ('jasa = "tunai"', 'jasa = "pos"', r"berjangka\] 1 jasa"),
        ("mulai = 2024-10-15", "mulai = 2024-12-20", "Urutannya: mulai"),
        ('produk = "berkala"\njumlah = 25', 'produk = "lain"\njumlah = 25', "lain"),
        ('bilyet = "LAMA-2"', 'bilyet = "LAMA-1"', "LAMA-1"),
        ('anggota = "A-1"\nproduk = "berkala"\njumlah = 2', 'anggota = "A-9"\njumlah = 2', "A-9|p"),
        ("jangka = 24", "jangka = 24\nbunga_efektif = 1", "tidak dikenal"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_recorded(
    book: Path, wrong: str, right: str, said: str
) -> None:
    assert wrong in FILE
    with pytest.raises(Refusal, match=said):
        _open(book, FILE.replace(wrong, right))
    with a_book(book) as opened:
        assert opened.journal.head().seq == 2


def test_the_template_explains_every_entry() -> None:
    assert "[[berjangka]]" in TEMPLATE
