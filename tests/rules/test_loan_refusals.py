"""What a loan refuses: the message names the way out, and nothing is recorded."""

from typing import Any

import pytest
from book_fold import Fold, make
from lending import book, granted, lent, paid_out, product, repaid

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.rules import errors
from koperasi_ledger.rules.errors.loans import (
    AboveApproved,
    AboveLimit,
    DueFirst,
    LoanTooEarly,
    LoanWrongStatus,
    MonthRunTwice,
    NoRate,
    OverPaid,
    RateAboveCeiling,
    SettlementDiffers,
    TooManyLoans,
)


def refused(fold: Fold, event: Any, kind: type[Refusal], says: str) -> None:
    """The event is refused with this message, and the books are as they were."""
    state, text = fold.state(), fold.printed()
    with pytest.raises(kind, match=says):
        fold.add(event)
    assert (fold.state(), fold.printed()) == (state, text)


def loan(kind: str, day: str, **fields: Any) -> Any:
    """An event of PJ-1; money goes through the cash box."""
    given = {"loan": "PJ-1"} | fields
    if "amount" in given and kind != "loan_approved":
        given |= {"via": "kas"}
    return make(kind, f"X-{kind}", day, **given)


def run(kind: str, month: str, day: str, ref: str) -> Any:
    return make(kind, ref, day, loan="PJ-1", month=month)


BY = {"by": ["Ketua"], "decision": "Pengurus"}
TERMS = {"tenor": 12, "interest": "tangguhkan", "penalty": "tangguhkan"}


def test_paying_out_twice() -> None:
    fold = book()
    fold.add_all(lent())
    again = paid_out(day="2024-01-11")
    refused(fold, again, AboveApproved, "sudah dicairkan seluruhnya")


def test_a_second_loan_that_passes_a_limit_only_once_the_first_is_paid_out() -> None:
    fold = book(batas={"per_anggota": "20000000"})
    fold.add_all([*granted(), *granted(loan="PJ-2"), paid_out()])
    refused(fold, paid_out(loan="PJ-2"), AboveLimit, r"24\.000\.000, batasnya Rp20\.000\.000")


def test_a_second_loan_of_the_product_that_allows_one() -> None:
    fold = book(batas={"pinjaman_per_produk": 1})
    fold.add_all([*granted(), *granted(loan="PJ-2"), paid_out()])
    refused(fold, paid_out(loan="PJ-2"), TooManyLoans, "PJ-1")


def test_adding_beyond_the_limit() -> None:
    fold = book(batas={"per_anggota": "15000000"})
    fold.add_all([*lent(), repaid("1240000", "2024-02-10")])
    more = loan("loan_topped_up", "2024-02-11", amount="5000000", tenor=12, **BY)
    refused(fold, more, AboveLimit, r"16\.000\.000, batasnya Rp15\.000\.000")


def test_the_limit_of_related_parties_is_of_own_capital() -> None:
    limits = {
        "pihak_terkait_persen_modal": "10",
        "pihak_terkait": ["A-1", "A-2"],
        "akun_modal_sendiri": ["Ekuitas:SimpananPokok"],
    }
    fold = book(batas=limits)
    pokok = {"member": "A-3", "amount": "100000", "via": "kas"}
    fold.add(make("simpanan_pokok_paid", "P", "2024-01-02", **pokok))
    event = granted("10001", 1)
    fold.add(event[0])
    refused(fold, event[1], AboveLimit, r"Batas pihak terkait 10 % modal sendiri.*Rp10\.000\.")


@pytest.mark.parametrize(
    ("measure", "rate", "says"),
    [("nominal", "24.01", "nominal 24,0100 %"), ("efektif", "15", "efektif 26,")],
)
def test_rates_above_the_ceiling_when_granted_added_to_or_restructured(
    measure: str, rate: str, says: str
) -> None:
    limits = {"bunga_paling_tinggi": "24", "ukuran_bunga_paling_tinggi": measure}
    fold = book(product(bunga="12"), batas=limits)
    asked, approved = granted(rate=rate)
    fold.add(asked)
    refused(fold, approved, RateAboveCeiling, says)
    fold.add_all([granted()[1], paid_out(), repaid("1120000", "2024-02-10")])
    more = loan("loan_topped_up", "2024-02-10", amount="1000000", tenor=12, rate=rate, **BY)
    refused(fold, more, RateAboveCeiling, says)
    anew = loan("loan_restructured", "2024-02-10", rate=rate, **TERMS, **BY)
    refused(fold, anew, RateAboveCeiling, says)


def test_a_rate_for_a_qardh_at_any_time() -> None:
    fold = book(product(akad="qardh", bunga="0"))
    asked, approved = granted(rate="1")
    fold.add(asked)
    refused(fold, approved, NoRate, "qardh")
    fold.add_all([granted()[1], paid_out()])
    anew = loan("loan_restructured", "2024-02-01", rate="1", **TERMS, **BY)
    refused(fold, anew, NoRate, "qardh")


@pytest.mark.parametrize("stage", ["apply", "approve", "disburse"])
def test_lending_to_one_who_has_left(stage: str) -> None:
    fold = book()
    events = [*granted(), paid_out()]
    done = {"apply": 0, "approve": 1, "disburse": 2}[stage]
    fold.add_all(events[:done])
    fold.add(make("member_resigned", "K", "2024-01-10", member="A-1", reason="Pindah"))
    refused(fold, events[done], errors.MemberNotActive, "A-1 sudah keluar")


def test_paying_what_is_paid_off() -> None:
    fold = book()
    fold.add_all([*lent("1000000", 1), repaid("1020000", "2024-02-10")])
    refused(fold, repaid("1000", "2024-02-11"), LoanWrongStatus, "sudah lunas; tidak dapat dibayar")
    more = loan("loan_settled", "2024-02-11", amount="1000")
    refused(fold, more, LoanWrongStatus, "sudah lunas")


def test_paying_too_much_names_what_settles() -> None:
    fold = book()
    fold.add_all([*lent(), repaid("1240000", "2024-02-10")])
    refused(fold, repaid("99000000", "2024-02-20"), OverPaid, r"melunasi dibutuhkan Rp11\.240\.000")
    refused(
        fold,
        loan("loan_settled", "2024-02-20", amount="11240001"),
        SettlementDiffers,
        r"adalah Rp11\.240\.000, bukan Rp11\.240\.001",
    )


def test_titipan_that_would_settle_goes_back_first() -> None:
    fold = book(product(kelebihan_bayar="titipan"))
    fold.add_all([*lent("1000000", 2), repaid("1500000", "2024-01-20")])
    wants = loan("loan_settled", "2024-02-01", amount="1")
    refused(fold, wants, SettlementDiffers, r"sudah cukup .* dengan sisa Rp480\.000")


def test_dates_before_what_an_event_rests_on() -> None:
    fold = book()
    fold.add_all(granted())
    refused(fold, paid_out(day="2024-01-09"), LoanTooEarly, "mendahului persetujuannya")
    fold.add(paid_out())
    refused(fold, repaid("1240000", "2024-01-09"), LoanTooEarly, "mendahului pencairan")
    fold.add(repaid("1240000", "2024-02-10"))
    for event in (
        loan("loan_settled", "2024-02-09", amount="12240000"),
        loan("loan_prepaid", "2024-02-09", amount="1000000", keep="tenor"),
        loan("loan_topped_up", "2024-02-09", amount="1000000", tenor=12, **BY),
        loan("loan_restructured", "2024-02-09", **TERMS, **BY),
        loan("loan_written_off", "2024-02-09", **BY),
    ):
        refused(fold, event, LoanTooEarly, r"mendahului mutasi terakhirnya \(10 Februari 2024\)")


def test_a_daily_balance_is_added_to_only_when_nothing_is_overdue() -> None:
    denda = {"per": "hari", "persen": "0.1"}
    fold = book(product(metode="harian", denda=denda))
    fold.add_all(lent())
    more = loan("loan_topped_up", "2024-02-20", amount="1000000", tenor=12, **BY)
    refused(fold, more, DueFirst, "tagihan jatuh tempo")


def test_what_a_written_off_loan_refuses() -> None:
    fold = book()
    fold.add_all([*lent(), loan("loan_written_off", "2024-12-20", **BY)])
    for event in (
        loan("loan_restructured", "2024-12-21", **TERMS, **BY),
        loan("loan_topped_up", "2024-12-21", amount="1000000", tenor=12, **BY),
        loan("loan_prepaid", "2024-12-21", amount="1000000", keep="tenor"),
        loan("loan_repaid", "2024-12-21", amount="1000000"),
    ):
        refused(fold, event, LoanWrongStatus, "sudah dihapus buku; .*koperasi pinjaman pulih")


@pytest.mark.parametrize("kind", ["loan_interest_accrued", "loan_provisioned"])
def test_a_month_is_run_once_and_never_when_it_is_closed(kind: str) -> None:
    fold = book(product(pengakuan_jasa="akrual"))
    fold.add_all([*lent(), run(kind, "2024-02", "2024-02-29", "satu")])
    again = run(kind, "2024-02", "2024-02-29", "dua")
    refused(fold, again, MonthRunTwice, "sudah dijalankan sampai Februari 2024")
    before = run(kind, "2024-01", "2024-01-31", "tiga")
    refused(fold, before, MonthRunTwice, "Januari 2024")
    fold.add_all(
        make("month_closed", f"T-{month}", "2024-05-01", month=f"2024-{month}")
        for month in ("01", "02", "03")
    )
    closed = run(kind, "2024-03", "2024-03-31", "empat")
    refused(fold, closed, errors.ClosedMonth, "Maret 2024")
