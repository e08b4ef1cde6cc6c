"""Reversals where something happened in between: what an auditor would try."""

from decimal import Decimal
from typing import Any

import pytest
from book_fold import Fold, bank_line, control_totals, founded, joined, make, savings_terms

from koperasi_ledger.model.accounts import SUSPENSE_IN, SUSPENSE_OUT
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.records import Member, SavingsAccount, Suspense
from koperasi_ledger.rules.dates import add_months
from koperasi_ledger.rules.errors import (
    AlreadyReconciled,
    AttachMismatch,
    ClosedMonth,
    DependedOn,
    NotReversible,
    ReversedTwice,
)
from koperasi_ledger.rules.savings import arrears

BRI = "Aset:Bank:BRI"


def books(*more: AnyEvent) -> Fold:
    return Fold().add_all([*founded(), joined("A-1"), *more])


def wajib(ref: str, amount: str, day: str = "2026-01-05", **fields: Any) -> AnyEvent:
    given = {"member": "A-1", "amount": amount, "via": "kas"} | fields
    return make("simpanan_wajib_paid", ref, day, **given)


def deposit(ref: str, amount: str, day: str = "2026-01-05", **fields: Any) -> AnyEvent:
    given = {"member": "A-1", "product": "sukarela", "amount": amount, "via": "kas"} | fields
    return make("savings_deposited", ref, day, **given)


def withdraw(ref: str, amount: str, day: str = "2026-01-05") -> AnyEvent:
    fields = {"member": "A-1", "product": "sukarela", "amount": amount, "via": "kas"}
    return make("savings_withdrawn", ref, day, **fields)


def reverse(target: str, day: str = "2026-01-31", ref: str | None = None) -> AnyEvent:
    return make("event_reversed", ref or f"BALIK-{target}", day, target=target, reason="Salah")


def policy(ref: str, effective: str, day: str = "2026-01-06", **changes: Any) -> AnyEvent:
    terms = {"simpanan": savings_terms(**changes)}
    return make("policy_adopted", ref, day, effective=effective, decision="RAT", policy=terms)


def member(fold: Fold) -> Member:
    found = fold.books.peek(Member, "A-1")
    assert found is not None
    return found


def in_step(fold: Fold) -> bool:
    return all(ledger == records for ledger, records in control_totals(fold).values())


# Simpanan wajib and a policy that changes between payment and reversal


@pytest.mark.parametrize("rate", ["15000", "7500", "0.50"])
def test_wajib_is_owed_again_as_it_was_whatever_the_policy_became(rate: str) -> None:
    fold = books(wajib("W1", "5000"), wajib("W2", "30000"))
    before = member(books(wajib("W1", "5000")))
    fold.add(policy("K-2", "2026-02-01", wajib_per_bulan=rate))
    assert member(fold).due_month == "2026-04"
    assert member(fold).due_paid == 5000
    fold.add(reverse("W2"))
    assert member(fold) == before


def test_what_is_paid_ahead_stays_paid_when_the_dues_rise() -> None:
    fold = books(wajib("W1", "120000"), policy("K-2", "2026-04-01", wajib_per_bulan="15000"))
    section = fold.books.section("savings")
    assert arrears(member(fold), section, "2026-12") == 0
    assert arrears(member(fold), section, "2027-01") == 15000


def test_reversing_an_older_payment_owes_the_latest_months_at_what_they_cost() -> None:
    fold = books(wajib("W1", "30000"), policy("K-2", "2026-04-01", wajib_per_bulan="15000"))
    fold.add(wajib("W2", "15000", "2026-01-07"))
    fold.add(reverse("W1"))
    section = fold.books.section("savings")
    assert member(fold).wajib == 15000
    assert member(fold).due_month == "2026-02"
    assert arrears(member(fold), section, "2026-04") == 30000
    fold.add(reverse("W2"))
    assert member(fold) == member(books())


def test_a_tiny_wajib_and_a_huge_payment_end_at_once() -> None:
    fold = books(policy("K-2", "2026-01-02", wajib_per_bulan="0.01"))
    with pytest.raises(Refusal, match="bulan di muka"):
        fold.add(wajib("W1", "9" * 15, "2026-01-07"))
    fold.add(wajib("W2", "0.13", "2026-01-07"))
    assert member(fold).due_month == add_months("2026-01", 13)


# Structural events and the movements around them


def test_a_change_is_not_undone_over_the_reversal_of_an_older_payment() -> None:
    change = make("member_changed", "U1", "2026-01-06", member="A-1", phone="08120000001")
    fold = books(wajib("W1", "10000"), change, reverse("W1"))
    with pytest.raises(DependedOn) as caught:
        fold.add(reverse("U1"))
    assert caught.value.later == ("BALIK-W1",)
    assert in_step(fold)


def test_a_member_who_paid_and_was_paid_back_can_be_entered_anew() -> None:
    fold = books(wajib("W1", "10000"))
    with pytest.raises(DependedOn) as caught:
        fold.add(reverse("M-A-1"))
    assert caught.value.later == ("W1",)
    fold.add_all([reverse("W1"), reverse("M-A-1")])
    assert fold.books.peek(Member, "A-1") is None
    again = make("member_joined", "M-2", "2026-01-02", member="A-1", name="Budi")
    assert fold.add_all([again]).balances() == {}


def test_wajib_is_not_taken_back_from_one_who_left() -> None:
    leave = make("member_resigned", "AK", "2026-01-10", member="A-1", reason="Pindah")
    pay = {"member": "A-1", "amount": "4000", "via": "kas"}
    fold = books(wajib("W1", "10000"), leave, make("member_paid_out", "P", "2026-01-11", **pay))
    with pytest.raises(DependedOn) as caught:
        fold.add(reverse("W1"))
    assert caught.value.later == ("AK",)
    with pytest.raises(DependedOn) as caught:
        fold.add(reverse("AK"))
    assert caught.value.later == ("P",)
    fold.add_all([reverse("P"), reverse("AK"), reverse("W1")])
    assert fold.balances() == {}
    assert in_step(fold)


def test_only_the_withdrawals_stand_against_the_reversal_of_a_deposit() -> None:
    fold = books(deposit("D1", "100"), deposit("D2", "20"), withdraw("T1", "90"))
    fold.add(deposit("D3", "1"))
    with pytest.raises(DependedOn) as caught:
        fold.add(reverse("D1"))
    assert caught.value.later == ("T1",)


def test_an_account_that_was_used_stays_in_the_chart() -> None:
    line = {"lines": [{"account": "Beban:Usaha:Tol", "amount": "5000"}], "via": "bri"}
    accounts = {"akun": {"tambahan": [{"akun": "Beban:Usaha:Tol", "kode": "6131", "nama": "Tol"}]}}
    adopt = {"effective": "2026-01-01", "decision": "RAT", "policy": accounts}
    unused = books(make("policy_adopted", "K-2", "2026-01-01", **adopt))
    assert "Beban:Usaha:Tol" not in unused.add_all([reverse("K-2"), reverse("REK-BRI")]).text()
    fold = books(
        make("policy_adopted", "K-2", "2026-01-01", **adopt),
        make("payment_recorded", "P", "2026-01-05", **line),
    )
    fold.add(reverse("P"))
    for ref in ("K-2", "REK-BRI"):
        with pytest.raises(NotReversible, match=r"sudah dipakai \(P\)"):
            fold.add(reverse(ref))


def test_a_policy_that_is_relied_on_stays() -> None:
    fold = books()
    with pytest.raises(DependedOn) as caught:
        fold.add(reverse("K-1"))
    assert caught.value.later == ("M-A-1",)


def test_a_policy_from_before_changes_nothing_that_is_recorded() -> None:
    fold = books(
        make("simpanan_pokok_paid", "P", "2026-01-20", member="A-1", amount="100000", via="kas")
    )
    fold.add(policy("K-2", "2026-01-10", "2026-01-25", pokok="250000"))
    assert member(fold).pokok == 100000
    fold.add(reverse("P"))
    assert member(fold).pokok == 0


# Bank lines


def test_money_that_the_bank_proves_returns_to_titipan() -> None:
    line = bank_line("bri", "2026-01-05", 1)
    fold = books(deposit("D1", "50000", via="bri", bank_ref=line), reverse("D1", "2026-01-20"))
    assert fold.balances() == {BRI: 50000, SUSPENSE_IN: -50000}
    waiting = fold.books.peek(Suspense, "BALIK-D1")
    assert waiting is not None
    assert waiting.remaining == 50000
    assert waiting.cash == "bri"
    fold.add(wajib("W1", "50000", "2026-01-21", via=None, clears="BALIK-D1"))
    assert fold.balances() == {BRI: 50000, "Ekuitas:SimpananWajib": -50000}


def test_an_attached_line_proves_an_entry_as_well_as_an_imported_one() -> None:
    attach = {"account": "bri", "amount": "50000", "target": "D1"}
    line = bank_line("bri", "2026-01-06", 1)
    fold = books(deposit("D1", "50000", via="bri"))
    fold.add(make("bank_line_attached", "C1", "2026-01-06", bank_ref=line, **attach))
    fold.add(reverse("D1"))
    assert fold.balances() == {BRI: 50000, SUSPENSE_IN: -50000}
    assert in_step(fold)


@pytest.mark.parametrize("target", ["D1", "BALIK-D1", "SA"])
def test_nothing_that_was_reversed_is_attached(target: str) -> None:
    opening = {
        "balances": [
            {"account": BRI, "debit": "50000"},
            {"account": "Ekuitas:Hibah", "credit": "50000"},
        ]
    }
    fold = books(make("opening_balances_recorded", "SA", "2026-01-01", **opening))
    fold.add_all([deposit("D1", "50000", via="bri"), reverse("D1")])
    amount = "-50000" if target == "BALIK-D1" else "50000"
    attach = {"account": "bri", "amount": amount, "target": target}
    line = bank_line("bri", "2026-01-31", 1)
    found = make("bank_line_attached", "C1", "2026-01-31", bank_ref=line, **attach)
    with pytest.raises(AttachMismatch):
        fold.add(found)


def test_a_transfer_with_one_bank_line_leaves_the_other_side_only() -> None:
    line = bank_line("bri", "2026-01-05", 1)
    move = {"source": "bri", "target": "kas", "amount": "70000", "bank_ref_source": line}
    fold = books(make("cash_transferred", "T", "2026-01-05", **move), reverse("T"))
    assert fold.balances() == {BRI: -70000, SUSPENSE_OUT: 70000}
    assert in_step(fold)


def test_a_transfer_that_two_banks_prove_is_never_reversed() -> None:
    bca = {"name": "BCA", "type": "bank", "bank": "BCA", "number": "0000000019"}
    fold = books(make("cash_account_opened", "REK-BCA", "2026-01-01", key="bca", **bca))
    move = {"source": "bri", "target": "bca", "amount": "70000"}
    lines = {
        "bank_ref_source": bank_line("bri", "2026-01-05", 1),
        "bank_ref_target": bank_line("bca", "2026-01-06", 1),
    }
    fold.add(make("cash_transferred", "T", "2026-01-05", **move, **lines))
    with pytest.raises(NotReversible, match="kedua rekening"):
        fold.add(reverse("T"))


def test_a_proven_balance_is_not_moved_by_a_reversal() -> None:
    fold = books(deposit("D1", "50000", via="bri"))
    fold.add(make("bank_reconciled", "R", "2026-01-20", account="bri", balance="50000"))
    with pytest.raises(AlreadyReconciled):
        fold.add(reverse("D1", "2026-01-20"))
    fold.add(reverse("D1", "2026-01-21"))
    assert fold.balances() == {}


def test_an_explanation_that_is_reversed_waits_again_in_parts() -> None:
    unknown = {"account": "bri", "amount": "75000.50", "text": "TRSF"}
    line = bank_line("bri", "2026-01-05", 1)
    fold = books(
        make("bank_receipt_unidentified", "sukarela", "2026-01-05", bank_ref=line, **unknown)
    )
    # The ref of the bank line is the product's key, too.
    fold.add(deposit("D1", "25000.25", via=None, clears="sukarela"))
    fold.add(wajib("W1", "50000", via=None, clears="sukarela"))
    left = fold.books.peek(Suspense, "sukarela")
    assert left is not None
    assert left.remaining == Decimal("0.25")
    fold.add(reverse("D1"))
    left = fold.books.peek(Suspense, "sukarela")
    assert left is not None
    assert left.remaining == Decimal("25000.50")
    assert in_step(fold)
    account = fold.books.peek(SavingsAccount, "A-1:sukarela")
    assert account is not None
    assert not account.balance


def test_a_reversal_is_dated_in_an_open_month_and_happens_once() -> None:
    fold = books(deposit("D1", "5"), make("month_closed", "T", "2026-02-01", month="2026-01"))
    with pytest.raises(ClosedMonth):
        fold.add(reverse("D1", "2026-01-31"))
    fold.add(reverse("D1", "2026-02-01"))
    with pytest.raises(ReversedTwice):
        fold.add(reverse("D1", "2026-02-01", "B2"))


def test_an_opening_is_undone_to_what_was_before() -> None:
    opening = {
        "balances": [{"account": "Aset:Kas:Utama", "debit": "170000"}],
        "members": [
            {
                "member": "A-1",
                "pokok": "100000",
                "wajib": "50000",
                "wajib_paid_through": "2025-12",
                "savings": [{"product": "sukarela", "amount": "20000"}],
            }
        ],
    }
    fold = books()
    before = member(fold)
    fold.add(make("opening_balances_recorded", "SA", "2026-01-01", **opening))
    fold.add(reverse("SA", "2026-01-02"))
    assert member(fold) == before
    assert fold.balances() == {}
    fold.add(make("opening_balances_recorded", "SA-2", "2026-01-01", **opening))
    fold.add(withdraw("T1", "20000"))
    with pytest.raises(DependedOn) as caught:
        fold.add(reverse("SA-2"))
    assert caught.value.later == ("T1",)


def test_a_policy_stays_in_force_in_closed_months() -> None:
    fold = Fold().add_all(founded())
    later = {"cetak": {"penanda_tangan": {"Ketua": "Contoh"}}}
    for ref, day in (("K-JAN", "2026-01-15"), ("K-FEB", "2026-02-01")):
        fold.add(
            make("policy_adopted", ref, "2026-01-15", effective=day, decision="R", policy=later)
        )
    fold.add(make("month_closed", "C-1", "2026-01-31", month="2026-01"))
    with pytest.raises(NotReversible, match="K-JAN"):
        fold.add(reverse("K-JAN", "2026-02-02"))
    fold.add(reverse("K-FEB", "2026-02-02"))
