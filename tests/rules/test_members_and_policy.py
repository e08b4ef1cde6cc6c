"""Members, heirs, products, units, openings and statements: the rest of an auditor's list."""

from typing import Any

import pytest
from book_fold import Fold, bank_line, control_totals, founded, joined, make, savings_terms

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.records import IdentityHolder, Member
from koperasi_ledger.rules import errors

NIK, OTHER = "3201010101800001", "3201010101800002"
OPENING = {"pokok": "0", "wajib": "0", "wajib_paid_through": "2025-12"}


def books(*more: AnyEvent) -> Fold:
    return Fold().add_all([*founded(), joined("A-1", nik=NIK), *more])


def refused(fold: Fold, cls: type[Refusal], event: AnyEvent, match: str = ".") -> None:
    state = fold.state()
    with pytest.raises(cls, match=match):
        fold.add(event)
    assert fold.state() == state


def leave(member: str = "A-1", day: str = "2026-01-10") -> AnyEvent:
    return make("member_resigned", f"AK-{member}", day, member=member, reason="Pindah")


def die(member: str = "A-1", day: str = "2026-01-12") -> AnyEvent:
    heirs = [{"name": "Siti", "relation": "istri"}, {"name": "Tono", "relation": "anak"}]
    return make("member_deceased", f"AM-{member}", day, member=member, heirs=heirs)


def money(kind: str, ref: str, amount: str, day: str = "2026-01-05", **fields: Any) -> AnyEvent:
    return make(kind, ref, day, **({"member": "A-1", "amount": amount, "via": "kas"} | fields))


def save(kind: str, ref: str, amount: str, day: str = "2026-01-05", **fields: Any) -> AnyEvent:
    return money(f"savings_{kind}", ref, amount, day, **({"product": "sukarela"} | fields))


def adopt(ref: str, effective: str, **policy: Any) -> AnyEvent:
    return make(
        "policy_adopted", ref, "2026-01-15", effective=effective, decision="RAT", policy=policy
    )


# NIK


def test_a_mistyped_nik_is_free_again() -> None:
    fold = books(make("member_changed", "U", "2026-01-05", member="A-1", nik=OTHER))
    fold.add(joined("A-2", nik=NIK))
    refused(fold, errors.NikExists, joined("A-3", nik=OTHER), "A-1")
    fold.add(make("event_reversed", "B", "2026-01-06", target="M-A-2", reason="Salah"))
    fold.add(make("event_reversed", "B2", "2026-01-06", target="U", reason="Salah"))
    holder = fold.books.peek(IdentityHolder, NIK)
    assert holder is not None
    assert holder.member == "A-1"
    assert fold.books.peek(IdentityHolder, OTHER) is None


def test_one_who_left_comes_back_under_a_new_number() -> None:
    fold = books(leave(), joined("A-2", "2026-02-01", nik=NIK))
    # The old record may still be corrected, but it no longer holds the NIK.
    fold.add(make("member_changed", "U", "2026-02-02", member="A-1", nik=OTHER))
    refused(fold, errors.NikExists, joined("A-3", "2026-02-03", nik=NIK), "A-2")
    # Nor is the leaving undone: the person would be a member twice.
    back = make("event_reversed", "B", "2026-02-04", target="AK-A-1", reason="Salah")
    refused(fold, errors.DependedOn, back, "M-A-2")


def test_the_dead_do_not_join() -> None:
    refused(books(die()), errors.NikExists, joined("A-2", "2026-02-01", nik=NIK))


# Leaving, death and heirs


def test_the_heirs_of_one_who_left_and_then_died_sign() -> None:
    fold = books(money("simpanan_pokok_paid", "P", "100000"), leave(), die())
    payout = money("member_paid_out", "K", "60000", "2026-01-20")
    refused(fold, errors.RecipientUnknown, payout, "Siti, Tono")
    fold.add(money("member_paid_out", "K1", "60000", "2026-01-20", recipient="Siti"))
    fold.add(money("member_paid_out", "K2", "40000", "2026-01-21", recipient="Tono"))
    over = money("member_paid_out", "K3", "1", "2026-01-22", recipient="Tono")
    refused(fold, errors.PayoutTooLarge, over, "Rp0")
    assert fold.balances() == {}
    refused(fold, errors.MemberNotActive, die(day="2026-01-23").model_copy(update={"ref": "AM"}))


def test_the_voluntary_savings_of_the_dead_are_signed_for_too() -> None:
    fold = books(save("deposited", "D", "50000"), die())
    refused(fold, errors.RecipientUnknown, save("withdrawn", "T", "50000", "2026-01-13"))
    fold.add(save("withdrawn", "T", "50000", "2026-01-13", recipient="Tono"))
    assert fold.balances() == {}
    living = books(save("deposited", "D", "50000"))
    refused(living, errors.RecipientRefused, save("withdrawn", "T", "1", recipient="Tono"))


def test_heirs_are_told_apart_by_name() -> None:
    twins = [{"name": "Siti", "relation": "istri"}, {"name": "Siti", "relation": "anak"}]
    with pytest.raises(Refusal, match="berbeda-beda"):
        make("member_deceased", "AM", "2026-01-12", member="A-1", heirs=twins)


def test_one_who_leaves_with_nothing_posts_nothing() -> None:
    fold = books(leave())
    assert fold.entries() == []
    refused(fold, errors.PayoutTooLarge, money("member_paid_out", "K", "1", "2026-01-11"))


# Policy


def test_a_product_no_longer_offered_can_be_emptied() -> None:
    old = {"kunci": "sukarela", "nama": "Sukarela", "saldo_minimum": "10000"}
    fold = Fold().add_all([*founded(produk=[old]), joined("A-1")])
    fold.add(save("deposited", "D", "50000"))
    refused(fold, errors.BalanceTooLow, save("withdrawn", "T", "50000"))
    fold.add(adopt("K-2", "2026-02-01", simpanan=savings_terms(produk=[])))
    refused(fold, errors.UnknownProduct, save("deposited", "D2", "1", "2026-02-02"))
    fold.add(save("withdrawn", "T", "50000", "2026-02-02"))
    assert fold.balances() == {}
    never = save("withdrawn", "T2", "1", "2026-02-02", product="lain")
    refused(fold, errors.UnknownProduct, never)


def test_a_unit_is_known_from_its_day_to_its_last() -> None:
    fold = books(adopt("K-2", "2026-02-01", unit_usaha={"unit": {"apotek": "Apotek"}}))
    lines = [{"account": "Beban:Usaha:Sewa", "amount": "1"}]

    def pay(ref: str, day: str, unit: str) -> AnyEvent:
        return make("payment_recorded", ref, day, via="kas", lines=lines, unit=unit)

    refused(fold, errors.UnknownUnit, pay("P1", "2026-01-31", "apotek"))
    fold.add_all([pay("P2", "2026-01-31", "toko"), pay("P3", "2026-02-01", "apotek")])
    refused(fold, errors.UnknownUnit, pay("P4", "2026-02-01", "toko"))


def test_added_accounts_take_neither_cash_codes_nor_places_below_control_accounts() -> None:
    for account, code, cls in (
        ("Beban:Usaha:Tol", "1110.02", errors.AccountTaken),
        ("Aset:Bank:BCA", "1199", errors.AccountReserved),
        ("Aset:Kas", "1199", errors.AccountReserved),
        ("Ekuitas:SimpananPokok:Luar", "3199", errors.AccountReserved),
        ("Ekuitas:SimpananPokok", "3199", errors.AccountTaken),
    ):
        item = {"akun": account, "kode": code, "nama": "Baru"}
        refused(books(), cls, adopt("K-2", "2026-02-01", akun={"tambahan": [item]}))
    twice = [{"akun": "Beban:Usaha:Tol", "kode": code, "nama": "Tol"} for code in ("6131", "6132")]
    refused(books(), errors.ListedTwice, adopt("K-2", "2026-02-01", akun={"tambahan": twice}))


def test_additions_carry_the_earlier_ones_along() -> None:
    one, two = ({"akun": f"Beban:Usaha:T{n}", "kode": f"613{n}", "nama": "T"} for n in (1, 2))
    fold = books(adopt("K-2", "2026-02-01", akun={"tambahan": [one]}))
    fold.add(adopt("K-3", "2026-03-01", akun={"tambahan": [one, two]}))
    assert {"Beban:Usaha:T1", "Beban:Usaha:T2"} <= set(fold.books.chart())
    fold.add(make("event_reversed", "B", "2026-03-02", target="K-3", reason="Salah"))
    assert "Beban:Usaha:T2" not in fold.books.chart()


# Opening balances


def opening(*members: dict[str, Any], **balances: str) -> AnyEvent:
    lines = [
        {"account": name.replace("_", ":"), "debit": amount} for name, amount in balances.items()
    ]
    return make("opening_balances_recorded", "SA", "2026-01-06", balances=lines, members=members)


def test_an_opening_does_not_overwrite_what_was_saved() -> None:
    line = OPENING | {"member": "A-1", "savings": [{"product": "sukarela", "amount": "500"}]}
    event = opening(line, Aset_Kas_Utama="500")
    refused(books(save("deposited", "D", "50000")), errors.MemberHasBalance, event)
    fold = books(save("deposited", "D", "50000"), save("withdrawn", "T", "50000"))
    fold.add(event)
    assert all(ledger == records for ledger, records in control_totals(fold).values())


def test_an_opening_names_no_control_account_but_cash_and_no_proven_bank() -> None:
    refused(books(), errors.ControlAccount, opening(Ekuitas_SimpananPokok="5"))
    credit = {"account": "Ekuitas:Hibah", "credit": "5"}
    both = [{"account": "Aset:Bank:BRI", "debit": "5"}, credit]
    event = make("opening_balances_recorded", "SA", "2026-01-06", balances=both)
    proven = make("bank_reconciled", "R", "2026-01-06", account="bri", balance="0")
    refused(books(proven), errors.AlreadyReconciled, event)
    assert books().add_all([event]).balances() == {"Aset:Bank:BRI": 5, "Ekuitas:Hibah": -5}


def test_arrears_from_before_the_policy_are_refused_while_they_can_be_mended() -> None:
    line = OPENING | {"member": "A-1", "wajib_paid_through": "2025-06"}
    refused(books(), errors.NoPolicy, opening(line), "31 Juli 2025")
    fold = books(adopt("K-0", "2025-07-01", simpanan=savings_terms()))
    fold.add(opening(line))
    fold.add(money("simpanan_wajib_paid", "W", "70000"))
    member = fold.books.peek(Member, "A-1")
    assert member is not None
    assert member.due_month == "2026-02"


def test_a_member_of_old_owes_from_the_first_month_that_has_a_policy() -> None:
    first, policy, *_ = founded()
    late = policy.model_copy(update={"effective": policy.date.replace(month=3)})
    fold = Fold().add_all([first, late, joined("A-1", "2026-03-02", joined_on="2025-01-01")])
    member = fold.books.peek(Member, "A-1")
    assert member is not None
    assert member.due_month == "2026-03"


# Cash, bank and statements


def test_transfers_that_clear_go_the_right_way() -> None:
    unknown = {"account": "bri", "amount": "75000", "text": "SETOR TUNAI"}
    line = bank_line("bri", "2026-01-05", 1)
    event = make("bank_receipt_unidentified", "T1", "2026-01-05", bank_ref=line, **unknown)
    fold = books(event)

    def move(ref: str, **ends: str) -> AnyEvent:
        return make("cash_transferred", ref, "2026-01-05", amount="75000", **ends)

    refused(fold, errors.SuspenseTooSmall, move("P1", target="kas", clears="T1"))
    refused(fold, errors.SameAccount, move("P2", source="bri", clears="T1"))
    fold.add(move("P3", source="kas", clears="T1"))
    assert fold.balances() == {"Aset:Bank:BRI": 75000, "Aset:Kas:Utama": -75000}
    refused(fold, errors.SuspenseTooSmall, move("P4", source="kas", clears="T1"), "sudah habis")
    for ends in (
        {"source": "kas", "clears": "T1", "bank_ref_target": line},
        {"target": "kas", "clears": "T1", "bank_ref_source": line},
        {"source": "kas", "target": "kas"},
        {"source": "kas", "target": "bri", "clears": "T1"},
    ):
        with pytest.raises(Refusal):
            move("P5", **ends)


def test_a_cash_box_has_no_bank_lines() -> None:
    line = bank_line("kas", "2026-01-05", 1)
    refused(books(), errors.NotABank, save("deposited", "D", "5", bank_ref=line))


@pytest.mark.parametrize(
    "line", ["bri", "bri/2026-13-01/0/1", "bri/20260105/0/1", "kas/2026-01-05/0/1"]
)
def test_a_bank_line_is_one_of_its_account_and_day(line: str) -> None:
    event = save("deposited", "D", "5", via="bri", bank_ref=line)
    refused(books(), errors.BankRefMismatch, event)


def test_free_lines_move_no_cash() -> None:
    lines = [
        {"account": "Aset:Kas:Utama", "debit": "5"},
        {"account": "Pendapatan:Lain:NonOperasional", "credit": "5"},
    ]
    event = make("journal_adjusted", "J", "2026-01-05", reason="Coba", lines=lines)
    refused(books(), errors.ControlAccount, event)
    receipt = [{"account": "Aset:Bank:BRI", "amount": "5"}]
    event = make("receipt_recorded", "J", "2026-01-05", via="kas", lines=receipt)
    refused(books(), errors.ControlAccount, event)


def statement(ref: str, start: str, end: str, opening: str, **changes: Any) -> AnyEvent:
    day = changes.pop("day", start)
    total = changes.pop("total", "1000")
    fields = {
        "account": "bri",
        "format": "bri-csv",
        "start": start,
        "end": end,
        "opening": opening,
        "closing": str(int(opening) + int(total)),
        "file_sha256": f"{sum(map(ord, ref)):064x}",
        "days": [{"date": day, "lines": 1, "total": total}],
    }
    return make("bank_statement_proven", ref, end, **(fields | changes))


def test_statements_may_overlap_and_confirm_but_not_contradict() -> None:
    fold = books(statement("R1", "2026-01-01", "2026-01-31", "0", day="2026-01-20"))
    fold.add(statement("R2", "2026-01-15", "2026-02-10", "0", day="2026-01-20"))
    refused(
        fold,
        errors.DayDiffers,
        statement("R3", "2026-01-20", "2026-01-20", "0", total="1001"),
    )
    refused(fold, errors.StatementGap, statement("R4", "2026-02-11", "2026-02-28", "7"))
    fold.add(statement("R5", "2026-02-12", "2026-02-28", "1000"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"closing": "999"}, "terpotong atau diubah"),
        ({"end": "2025-12-31"}, "tanggal awal"),
        ({"day": "2026-02-01"}, "antara start dan end"),
        ({"days": [{"date": "2026-01-05", "lines": 1, "total": "500"}] * 2}, "satu kali"),
    ],
)
def test_a_statement_proves_itself(changes: dict[str, Any], words: str) -> None:
    given = {"end": "2026-01-31"} | changes
    with pytest.raises(Refusal, match=words):
        statement("R1", "2026-01-01", given.pop("end"), "0", **given)


def test_a_virtual_account_for_savings_names_a_product_on_offer() -> None:
    fields = {"number": "8881000001", "member": "A-1"}
    for wrong in ({"purpose": "simpanan"}, {"purpose": "wajib", "product": "sukarela"}):
        with pytest.raises(Refusal, match="purpose simpanan"):
            make("virtual_account_assigned", "V", "2026-01-05", **fields, **wrong)
    lost = fields | {"purpose": "simpanan", "product": "lain"}
    refused(
        books(), errors.UnknownProduct, make("virtual_account_assigned", "V", "2026-01-05", **lost)
    )


# Dates and closing


def test_the_founding_month_is_closed_first_and_its_first_day_counts() -> None:
    fold = Fold().add_all([*founded("2026-03-17"), joined("A-1", "2026-03-17")])
    fold.add(save("deposited", "D", "5", "2026-03-17"))
    refused(fold, errors.CloseInOrder, make("month_closed", "T", "2026-03-31", month="2026-02"))
    fold.add(make("month_closed", "T", "2026-03-31", month="2026-03"))
    refused(fold, errors.ClosedMonth, save("deposited", "D2", "5", "2026-03-31"))
    fold.add(save("deposited", "D2", "5", "2026-04-01"))


def test_a_month_is_closed_while_bank_money_waits() -> None:
    unknown = {"account": "bri", "amount": "75000", "text": "TRSF"}
    line = bank_line("bri", "2026-01-05", 1)
    fold = books(make("bank_receipt_unidentified", "T1", "2026-01-05", bank_ref=line, **unknown))
    fold.add(make("month_closed", "T", "2026-02-01", month="2026-01"))
    fold.add(save("deposited", "D", "75000", "2026-02-02", via=None, clears="T1"))


@pytest.mark.parametrize("year", ["0001", "1899", "2200", "9999"])
def test_a_year_out_of_this_world_is_refused(year: str) -> None:
    for fields in (
        {"kind": "month_closed", "day": "2026-01-01", "month": f"{year}-12"},
        {"kind": "month_closed", "day": f"{year}-12-31", "month": "2026-01"},
    ):
        with pytest.raises(Refusal, match="antara 1900 dan 2199"):
            make(fields.pop("kind"), "T", fields.pop("day"), **fields)
