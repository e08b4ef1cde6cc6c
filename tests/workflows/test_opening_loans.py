"""Loans of the old books are taken over by the opening file, line by line."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from book_fold import savings_terms
from journal_books import STAMP, a_book, event, failures, make_book
from lending import lending, product

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records.loans import Borrower, Loan, LoanPayments, LoanPlan
from koperasi_ledger.rules.loans.position import position
from koperasi_ledger.workflows.opening_file import TEMPLATE, record_opening

FILE = """
tanggal = 2025-01-01

[[akun]]
akun = "Aset:Kas:Utama"
debet = "1000000"
[[akun]]
akun = "3161"
kredit = "7840000"

[[anggota]]
nomor = "A-1"
nama = "Ani Contoh"
pokok = "100000"
wajib = "0"
wajib_lunas_sampai = "2024-12"

[[pinjaman]]
nomor = "PJ-LAMA-1"
anggota = "A-1"
produk = "flat"
pokok_semula = "12000000"
mulai = 2024-06-10
tenor = 12
sisa_pokok = "7000000"
jasa_terbayar = "1200000"
denda = "15000"
penyisihan = "60000"
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    policy = {
        "simpanan": savings_terms(),
        "pinjaman": lending(product(denda={"per": "hari", "persen": "0.1"})),
    }
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


def _open(book: Path, text: str) -> None:
    file = book.parent / "saldo.toml"
    file.write_text(text, encoding="utf-8")
    with a_book(book) as opened:
        record_opening(opened, file, STAMP)


def test_a_running_loan_goes_on_where_the_old_books_left_it(book: Path) -> None:
    _open(book, FILE)
    assert failures(book) == []
    with a_book(book) as opened:
        books = opened.journal.books()
        loan = books.peek(Loan, "PJ-LAMA-1")
        plan = books.peek(LoanPlan, "PJ-LAMA-1:1")
        paid = books.peek(LoanPayments, "PJ-LAMA-1:1")
        borrower = books.peek(Borrower, "A-1")
    assert loan is not None
    assert plan is not None
    assert paid is not None
    assert borrower is not None
    assert borrower.loans == ("PJ-LAMA-1",)
    # Five of the six instalments due were paid; the sixth is late since 10 December.
    at = position(plan, paid.moves, loan.product, date(2025, 1, 1))
    assert (at.balance, at.principal_due) == (Decimal(7_000_000), Decimal(1_000_000))
    assert at.interest_due == Decimal(240_000)
    assert at.principal_since == date(2024, 12, 10)
    # Denda until the opening is the old books'; afterwards it grows by our rule: 0.1 % a day.
    assert at.penalty_due == Decimal(15_000)
    later = position(plan, paid.moves, loan.product, date(2025, 1, 6))
    assert later.penalty_due == Decimal(15_000 + 5 * 1_240)
    assert loan.allowance == Decimal(60_000)


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ('sisa_pokok = "7000000"', 'sisa_pokok = "13000000"', "tidak cocok"),
        ('jasa_terbayar = "1200000"', 'jasa_terbayar = "9000000"', "tidak cocok"),
        ('produk = "flat"', 'produk = "lain"', "lain"),
        ("mulai = 2024-06-10", "mulai = 2025-06-10", "mendahului"),
        ('anggota = "A-1"\nproduk', 'anggota = "A-9"\nproduk', "A-9"),
        ("tenor = 12\n", "", "tenor belum diisi"),
        ('denda = "15000"', 'denda = "lima"', "lima"),
        ('denda = "15000"', 'dendah = "1"', "tidak dikenal"),
        ('penyisihan = "60000"', 'penyisihan = "0"', "tidak sama|selisih|seimbang"),
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
    assert "[[pinjaman]]" in TEMPLATE
