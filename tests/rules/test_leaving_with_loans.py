"""A member who owes the cooperative cannot leave it."""

import pytest
from book_fold import make
from lending import book, lent, loan_in, product, repaid

from koperasi_ledger.rules.errors.loans import LoansRunning, SwpHeld


def test_a_borrower_cannot_leave_until_the_loan_is_paid_and_the_swp_is_back() -> None:
    fold = book(product(biaya=[{"nama": "SWP", "persen": "1", "simpanan_wajib_pinjam": True}]))
    fold.add_all(lent("1000000", 1))
    leaves = make("member_resigned", "K", "2024-03-01", member="A-1", reason="pindah")
    with pytest.raises(LoansRunning, match="PJ-1"):
        fold.add(leaves)
    fold.add(repaid("1020000", "2024-02-10"))
    assert loan_in(fold).status == "lunas"
    with pytest.raises(SwpHeld, match="10.000"):
        fold.add(leaves)
    back = make("swp_returned", "SWP", "2024-02-11", member="A-1", amount="10000", via="kas")
    fold.add_all([back, leaves])
    assert fold.balances().get("Ekuitas:SimpananWajibPinjam") is None
