"""A member who owes the cooperative cannot leave it."""

from decimal import Decimal

import pytest
from book_fold import make
from lending import book, lent, loan_in, product, repaid

from koperasi_ledger.rules.errors.ended_loans import LoanLeftOver
from koperasi_ledger.rules.errors.loans import LoansRunning, SwpHeld


def test_a_borrower_cannot_leave_until_the_loan_is_paid_and_the_swp_is_back() -> None:
    fold = book(product(biaya=[{"nama": "SWP", "persen": "1", "simpanan_wajib_pinjam": True}]))
    fold.add_all(lent("1000000", 1))
    leaves = make("member_resigned", "K", "2024-03-01", member="A-1", reason="pindah")
    with pytest.raises(LoansRunning, match="PJ-1"):
        fold.add(leaves)
    fold.add(repaid("1020000", "2024-02-10"))
    assert loan_in(fold).status == "lunas"
    with pytest.raises(SwpHeld, match=r"10\.000"):
        fold.add(leaves)
    back = make("swp_returned", "SWP", "2024-02-11", member="A-1", amount="10000", via="kas")
    fold.add_all([back, leaves])
    assert fold.balances().get("Ekuitas:SimpananWajibPinjam") is None


def test_titipan_of_a_loan_that_ended_goes_back_before_its_borrower_leaves() -> None:
    fold = book(product(kelebihan_bayar="titipan"))
    fold.add_all(lent("1000000", 1))
    fold.add(repaid("1025000", "2024-02-10"))
    assert (loan_in(fold).status, loan_in(fold).held) == ("lunas", Decimal(5000))
    leaves = make("member_resigned", "K", "2024-03-01", member="A-1", reason="pindah")
    with pytest.raises(LoanLeftOver, match="kembali-titipan PJ-1"):
        fold.add(leaves)
    back = make("loan_excess_returned", "T", "2024-02-11", loan="PJ-1", amount="5000", via="kas")
    fold.add_all([back, leaves])
    assert fold.balances().get("Liabilitas:Titipan:Angsuran") is None


def test_a_claim_keeps_its_borrower_and_the_swp_until_it_is_paid_or_given_up() -> None:
    fold = book(product(biaya=[{"nama": "SWP", "persen": "1", "simpanan_wajib_pinjam": True}]))
    fold.add_all(lent("1000000", 1))
    by = ["Ketua"]
    off = make("loan_written_off", "H", "2024-06-01", loan="PJ-1", by=by, decision="RAT")
    leaves = make("member_resigned", "K", "2024-07-01", member="A-1", reason="pindah")
    back = make("swp_returned", "SWP", "2024-06-03", member="A-1", amount="10000", via="kas")
    fold.add(off)
    for event in (back, leaves):
        with pytest.raises(LoanLeftOver, match="hapus-tagih PJ-1"):
            fold.add(event)
    fold.add(make("event_reversed", "B", "2024-06-02", target="H", reason="keliru"))
    with pytest.raises(LoansRunning):
        fold.add(back)
    again = make("loan_written_off", "H2", "2024-06-02", loan="PJ-1", by=by, decision="RAT")
    given_up = make("loan_forgiven", "HT", "2024-06-02", loan="PJ-1", by=by, decision="RAT")
    fold.add_all([again, given_up, back, leaves])
