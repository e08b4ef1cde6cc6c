"""Sharia financing: worked cases, and what must hold of any contract."""

import random
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from book_fold import Fold, make
from hypothesis import given
from hypothesis import strategies as st
from lending import repaid
from sharia_books import asked, book, let, money, partnership

from koperasi_ledger.checks.sharia_parts import SHARIA_ACCOUNTS, sharia_parts
from koperasi_ledger.model import accounts
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records import Ijarah, Loan, Partnership
from koperasi_ledger.rules.dates import add_months, last_day
from koperasi_ledger.rules.loans.settlement import settlement

ZERO = Decimal(0)
Key = tuple[str, tuple[str | None, str | None]]


def check_control(fold: Fold) -> None:
    """Every contract is in the ledger exactly as its record says."""
    ledger: dict[Key, Decimal] = {}
    for entry in fold.entries():
        for leg in entry.postings:
            if leg.account in SHARIA_ACCOUNTS:
                key = (leg.account, (leg.member, leg.sub))
                ledger[key] = ledger.get(key, ZERO) + leg.amount
    records: dict[Key, Decimal] = {}
    for record in fold.books.records().values():
        for account, whose, amount in sharia_parts(record):
            records[account, whose] = records.get((account, whose), ZERO) + amount
    for key in {*ledger, *records}:
        assert ledger.get(key, ZERO) == records.get(key, ZERO), key


def handed_over(fold: Fold, day: str = "2026-01-05") -> None:
    """Case IY01 up to the handing over of the goods."""
    fold.add_all(asked())
    fold.add(money("murabahah_down_paid", "UM", "2026-01-02", "10000000", loan="MB-1"))
    fold.add(money("murabahah_goods_bought", "BELI", "2026-01-03", "100000000", loan="MB-1"))
    fold.add(money("loan_disbursed", "SERAH", day, "90000000", loan="MB-1"))


def test_case_iy01_murabahah_with_uang_muka() -> None:
    """Price 100 m, uang muka 10 m, margin 18 m, 24 months, administration 1 % (Yaya et al. 9.1)."""
    fold = book()
    fold.add_all(asked())
    fold.add(money("murabahah_down_paid", "UM", "2026-01-02", "10000000", loan="MB-1"))
    assert fold.balances()[accounts.MURABAHAH_DOWN] == -10000000
    fold.add(money("murabahah_goods_bought", "BELI", "2026-01-03", "100000000", loan="MB-1"))
    assert fold.balances()[accounts.MURABAHAH_GOODS] == 100000000
    check_control(fold)
    before = fold.balances()["Aset:Kas:Utama"]
    done = fold.add(money("loan_disbursed", "SERAH", "2026-01-05", "90000000", loan="MB-1"))
    held = fold.balances()
    # The selling price of 118 m, less the 10 m paid, is claimed; the margin is not earned yet.
    assert held[accounts.MURABAHAH] == 108000000
    assert held[accounts.MURABAHAH_DEFERRED] == -18000000
    assert accounts.MURABAHAH_GOODS not in held
    assert accounts.MURABAHAH_DOWN not in held
    # No money is handed over; the member pays the 900,000 of administration.
    assert held["Aset:Kas:Utama"] - before == 900000
    assert held["Pendapatan:Anggota:Administrasi"] == -900000
    legs = {leg.account: leg.amount for leg in done.entry.postings}  # type: ignore[union-attr]
    assert legs == {
        accounts.MURABAHAH: 108000000,
        accounts.MURABAHAH_DEFERRED: -18000000,
        accounts.MURABAHAH_GOODS: -100000000,
        accounts.MURABAHAH_DOWN: 10000000,
        "Pendapatan:Anggota:Administrasi": -900000,
        "Aset:Kas:Utama": 900000,
    }
    check_control(fold)
    # 24 instalments of 4,500,000: 3,750,000 of the price, 750,000 of the margin.
    for number in range(1, 25):
        day = f"{add_months('2026-01', number)}-05"
        fold.add(repaid("4500000", day, loan="MB-1"))
        assert fold.balances()[accounts.MURABAHAH_INCOME] == -750000 * number
    assert fold.books.peek(Loan, "MB-1").status == "lunas"  # type: ignore[union-attr]
    assert accounts.MURABAHAH not in fold.balances()
    assert accounts.MURABAHAH_DEFERRED not in fold.balances()


def test_muqasah_at_settlement_takes_claim_and_margin_down_together() -> None:
    fold = book()
    handed_over(fold)
    fold.add(repaid("4500000", "2026-02-05", loan="MB-1"))
    from lending import loan_in, payments_in, plan_in  # noqa: PLC0415

    plan, moves = plan_in(fold, "MB-1"), payments_in(fold, "MB-1").moves
    asks = settlement(plan, moves, loan_in(fold, "MB-1").product, date(2026, 3, 5)).total
    fold.add(money("loan_settled", "LUNAS", "2026-03-05", str(asks), loan="MB-1"))
    assert accounts.MURABAHAH not in fold.balances()
    assert accounts.MURABAHAH_DEFERRED not in fold.balances()
    income = -fold.balances()[accounts.MURABAHAH_INCOME]
    assert income == asks + 4500000 - 90000000


def test_the_member_may_buy_the_goods_in_the_cooperatives_name() -> None:
    fold = book()
    fold.add_all(asked("5000000", 10, margin="500000"))
    bought = {"loan": "MB-1", "wakalah": True}
    fold.add(money("murabahah_goods_bought", "BELI", "2026-01-03", "5000000", **bought))
    fold.add(money("loan_disbursed", "SERAH", "2026-01-03", "5000000", loan="MB-1"))
    assert fold.balances()[accounts.MURABAHAH] == 5500000
    check_control(fold)


def test_an_order_that_falls_through_gives_goods_and_uang_muka_back() -> None:
    fold = book()
    fold.add_all(asked())
    fold.add(money("murabahah_down_paid", "UM", "2026-01-02", "10000000", loan="MB-1"))
    fold.add(money("murabahah_goods_bought", "BELI", "2026-01-03", "100000000", loan="MB-1"))
    declined = {"loan": "MB-1", "by": ["Ketua Uji"], "reason": "Anggota mundur"}
    fold.add(make("loan_declined", "TOLAK", "2026-01-04", **declined))
    back = {"loan": "MB-1", "reason": "Anggota mundur"}
    fold.add(money("murabahah_goods_returned", "RETUR", "2026-01-04", "98500000", **back))
    kept = {**back, "kept": "1500000"}
    fold.add(money("murabahah_down_returned", "UM-K", "2026-01-05", "8500000", **kept))
    assert fold.balances()["Aset:Kas:Utama"] == 1000000000
    assert fold.balances()["Beban:Lain:NonOperasional"] == 1500000
    assert fold.balances()["Pendapatan:Lain:NonOperasional"] == -1500000
    check_control(fold)


def test_reversing_the_sale_brings_goods_and_uang_muka_back() -> None:
    fold = book()
    handed_over(fold)
    fold.add(make("event_reversed", "B1", "2026-01-06", target="SERAH", reason="Salah"))
    check_control(fold)
    assert fold.balances()[accounts.MURABAHAH_GOODS] == 100000000
    for number, target in enumerate(("BELI", "UM"), 2):
        fold.add(make("event_reversed", f"B{number}", "2026-01-06", target=target, reason="Salah"))
        check_control(fold)
    assert fold.balances()["Aset:Kas:Utama"] == 1000000000


def test_mudharabah_shares_profit_by_nisbah_and_bears_losses_whole() -> None:
    fold = book()
    fold.add(partnership())
    fold.add(money("partnership_funded", "MODAL-1", "2026-01-05", "50000000", contract="MD-1"))
    report = {"contract": "MD-1", "month": "2026-01", "profit": "3333333"}
    fold.add(make("partnership_profit_reported", "LABA-1", "2026-01-31", **report))
    # 40 % of 3,333,333.
    assert fold.balances()[accounts.MUDHARABAH_INCOME] == -1333333
    assert fold.balances()[accounts.PARTNER_PROFIT] == 1333333
    fold.add(money("partnership_profit_paid", "BH-1", "2026-02-03", "1333333", contract="MD-1"))
    loss = {"contract": "MD-1", "month": "2026-02", "loss": "8000000", "by": ["Ketua Uji"]}
    fold.add(make("partnership_loss_reported", "RUGI-1", "2026-02-28", **loss, reason="Banjir"))
    assert fold.balances()[accounts.PARTNER_LOSS] == 8000000
    assert fold.balances()[accounts.PARTNER_LOSSES_SO_FAR] == -8000000
    check_control(fold)
    with pytest.raises(Refusal, match="melebihi"):
        fold.add(money("partnership_returned", "X", "2026-03-01", "42000001", contract="MD-1"))
    fold.add(money("partnership_returned", "KEMBALI", "2026-03-01", "42000000", contract="MD-1"))
    assert fold.books.peek(Partnership, "MD-1").status == "selesai"  # type: ignore[union-attr]
    assert not {accounts.MUDHARABAH, accounts.PARTNER_LOSSES_SO_FAR} & set(fold.balances())
    check_control(fold)


def test_a_partner_at_fault_owes_the_capital_whole() -> None:
    fold = book()
    fold.add(partnership())
    fold.add(money("partnership_funded", "MODAL-1", "2026-01-05", "50000000", contract="MD-1"))
    loss = {"contract": "MD-1", "month": "2026-02", "loss": "8000000", "by": ["Ketua Uji"]}
    event = make("partnership_loss_reported", "R", "2026-02-28", **loss, reason="Lalai", fault=True)
    assert fold.add(event).entry is None
    fold.add(money("partnership_returned", "K", "2026-03-01", "50000000", contract="MD-1"))
    assert accounts.PARTNER_LOSS not in fold.balances()


def test_musyarakah_menurun_the_partner_buys_bit_by_bit() -> None:
    fold = book()
    fold.add(partnership("MS-1", akad="musyarakah-menurun"))
    fold.add(money("partnership_funded", "M", "2026-01-05", "50000000", contract="MS-1"))
    shares: list[Decimal] = []
    for number in range(1, 6):
        month = add_months("2026-01", number - 1)
        end = last_day(month).isoformat()
        report = {"contract": "MS-1", "month": month, "profit": "8000000"}
        fold.add(make("partnership_profit_reported", f"L{number}", end, **report))
        shares.append(-fold.balances()[accounts.MUSYARAKAH_INCOME] - sum(shares))
        fold.add(money("partnership_returned", f"K{number}", end, "10000000", contract="MS-1"))
        check_control(fold)
    # 8 m by capital: 50/80, 40/80, 30/80, 20/80, 10/80.
    assert shares == [5000000, 4000000, 3000000, 2000000, 1000000]
    assert fold.books.peek(Partnership, "MS-1").status == "selesai"  # type: ignore[union-attr]


def test_a_musyarakah_bears_losses_by_capital() -> None:
    fold = book()
    fold.add(partnership("MS-1", akad="musyarakah", nisbah="70"))
    fold.add(money("partnership_funded", "M", "2026-01-05", "50000000", contract="MS-1"))
    loss = {"contract": "MS-1", "month": "2026-01", "loss": "8000000", "by": ["Ketua Uji"]}
    fold.add(make("partnership_loss_reported", "R", "2026-01-31", **loss, reason="Hama"))
    assert fold.balances()[accounts.PARTNER_LOSS] == 5000000


@given(st.integers(0, 2**32))
def test_any_life_of_a_partnership_keeps_its_sub_ledger_and_can_be_undone(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    fold = book()
    akad = dice.choice(["mudharabah", "musyarakah", "musyarakah-menurun"])
    fold.add(partnership(akad=akad))
    states, day = [], date(2026, 1, 3)
    for number in range(14):
        day += timedelta(days=dice.randrange(0, 20))
        said, month = day.isoformat(), f"{day:%Y-%m}"
        amount = dice.choice(["1000000", "7654321", "20000000", "50000000"])
        event = dice.choice(
            [
                money("partnership_funded", f"e{number}", said, amount, contract="MD-1"),
                money("partnership_returned", f"e{number}", said, amount, contract="MD-1"),
                money("partnership_profit_paid", f"e{number}", said, "333333", contract="MD-1"),
                make(
                    "partnership_profit_reported",
                    f"e{number}",
                    said,
                    contract="MD-1",
                    month=month,
                    profit=amount,
                ),
                make(
                    "partnership_loss_reported",
                    f"e{number}",
                    said,
                    contract="MD-1",
                    month=month,
                    loss=amount,
                    by=["Ketua Uji"],
                    reason="Uji",
                ),
            ]
        )
        before = fold.books.peek(Partnership, "MD-1"), fold.balances()
        with suppress(Refusal):
            fold.add(event)
            states.append((event.ref, *before))
        check_control(fold)
        now = fold.books.peek(Partnership, "MD-1")
        assert now is not None
        assert 0 <= now.lost <= now.balance <= now.funded
        assert now.claim >= 0
    for number, (ref, record, balances) in enumerate(reversed(states)):
        fold.add(make("event_reversed", f"z{number}", "2026-12-31", target=ref, reason="Uji"))
        assert (fold.books.peek(Partnership, "MD-1"), fold.balances()) == (record, balances)


def test_imbt_is_let_written_down_and_given() -> None:
    fold = book()
    fold.add(let())
    for number in range(12):
        month = add_months("2026-01", number)
        end = last_day(month).isoformat()
        fold.add(make("ijarah_month_recorded", f"U{number}", end, contract="IJ-1", month=month))
        fold.add(money("ijarah_rent_received", f"B{number}", end, "1200000", contract="IJ-1"))
        check_control(fold)
    assert fold.balances()[accounts.UJRAH_INCOME] == -14400000
    assert fold.balances()[accounts.IJARAH_WORN] == -12000000
    gift = {"contract": "IJ-1", "reason": "Hibah pada akhir akad", "amount": "0", "via": "kas"}
    fold.add(make("ijarah_ended", "HIBAH", "2026-12-31", **gift))
    assert not {accounts.IJARAH_ASSETS, accounts.IJARAH_WORN} & set(fold.balances())
    assert "Beban:Lain:NonOperasional" not in fold.balances()
    check_control(fold)


def test_rent_paid_ahead_is_owed_until_its_month() -> None:
    fold = book()
    fold.add(let())
    fold.add(money("ijarah_rent_received", "B", "2026-01-10", "3600000", contract="IJ-1"))
    assert fold.balances()[accounts.UJRAH_AHEAD] == -3600000
    month = {"contract": "IJ-1", "month": "2026-02"}
    fold.add(make("ijarah_month_recorded", "U", "2026-02-28", **month))
    assert fold.balances()[accounts.UJRAH_AHEAD] == -1200000
    check_control(fold)


@given(
    st.integers(1, 40),
    st.integers(1, 60),
    st.sets(st.integers(0, 60), max_size=8),
    st.sampled_from(["7000001", "12000000", "1000", "9999.50"]),
)
def test_ijarah_in_any_split_of_months_adds_up_to_the_same(
    months: int, life: int, run: set[int], cost: str
) -> None:
    fold = book()
    terms: dict[str, Any] = {"akad": "ijarah", "months": months, "life": life, "residual": "100"}
    fold.add(let(amount=cost, **terms))
    for number in sorted({*run, 70}):
        month = add_months("2026-01", number)
        fields = {"contract": "IJ-1", "month": month}
        with suppress(Refusal):
            fold.add(make("ijarah_month_recorded", f"U{number}", str(last_day(month)), **fields))
        check_control(fold)
    thing = fold.books.peek(Ijarah, "IJ-1")
    assert thing is not None
    assert thing.recognised == 1200000 * months
    assert thing.written_down == Decimal(cost) - 100


def test_denda_of_sharia_loans_can_only_be_spent_as_far_as_it_goes() -> None:
    fold = book()
    lines = [{"account": accounts.CHARITY, "amount": "150000"}]
    fold.add(make("receipt_recorded", "DENDA", "2026-01-03", lines=lines, via="kas"))
    gift = {"purpose": "Santunan yatim"}
    with pytest.raises(Refusal, match="Dana kebajikan"):
        fold.add(money("charity_spent", "S1", "2026-01-04", "150001", **gift))
    fold.add(money("charity_spent", "S2", "2026-01-04", "150000", **gift))
    assert accounts.CHARITY not in fold.balances()


def test_what_a_borrower_of_qardh_freely_adds_is_income() -> None:
    fold = book()
    terms = {"loan": "Q-1", "amount": "1000000", "tenor": 4}
    fold.add(make("loan_applied", "Q-AJU", "2026-01-02", member="A-1", product="qardh", **terms))
    fold.add(make("loan_approved", "Q-OK", "2026-01-02", by=["Ketua Uji"], **terms))
    gift = {"loan": "Q-1"}
    with pytest.raises(Refusal):
        fold.add(money("qardh_gift_received", "G0", "2026-01-03", "50000", **gift))
    fold.add(money("loan_disbursed", "Q-CAIR", "2026-01-02", "1000000", loan="Q-1"))
    fold.add(money("qardh_gift_received", "G1", "2026-02-03", "50000", **gift))
    assert fold.balances()[accounts.QARDH_GIFTS] == -50000
