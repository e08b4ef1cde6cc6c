"""Consignment by hand-worked examples: what each rule says in rupiah, and where it stops."""

from decimal import Decimal
from typing import Any

import pytest
from book_fold import Fold, founded, joined, make

from koperasi_ledger.model.accounts import (
    COMMISSION_MEMBERS,
    COMMISSION_OTHERS,
    CONSIGNEE_COSTS,
    CONSIGNORS,
    CUSTOMER_DEBTS,
    SALES_MEMBERS,
    SALES_OTHERS,
    STOCK,
    STOCK_LOSS,
    VOLUNTARY,
)
from koperasi_ledger.model.records import Patronage, Receipt, Stock
from koperasi_ledger.model.records.consignment import Consignor
from koperasi_ledger.rules.errors import (
    BelowConsignorPrice,
    CountTooLate,
    DependedOn,
    GoodsOfOthers,
    ItemInactive,
    MemberNotActive,
    NotInStock,
    PaysTooMuch,
    RestrictedGoods,
    TermsMissing,
)

FIRST = "2026-01-01"
DAY = "2026-01-05"


def shop(**policy: Any) -> Fold:
    """Forty packs of a member's crisps at 8,500 each, sold for 10,000; 100 kg of own rice."""
    terms = {
        "tingkat": {"umum": {"nama": "Umum"}},
        "lokasi": {"gudang": {"nama": "G"}, "gerai": {"nama": "T"}},
        "golongan": {"sembako": "rata-rata"},
        "beda_harga_paling_banyak_persen": "50",
    } | policy
    adopted = {"effective": FIRST, "decision": "RAT", "policy": {"toko": terms}}
    fold = Fold().add_all([*founded(), joined("A-1"), joined("A-2")])
    fold.add(make("policy_adopted", "K-T", FIRST, **adopted))
    for supplier in ("ani", "bulog"):
        fold.add(make("supplier_registered", f"P-{supplier}", FIRST, supplier=supplier, name="X"))
    fold.add(make("consignor_agreed", "PT", FIRST, consignor="ani", member="A-1"))
    item = {"name": "x", "group": "sembako"}
    fold.add(
        make("item_registered", "B-1", FIRST, item="kripik", base="pcs", consignor="ani", **item)
    )
    fold.add(make("item_registered", "B-2", FIRST, item="beras", base="kg", **item))
    lines = [{"item": "kripik", "price": "8500"}]
    fold.add(make("consignment_terms_set", "ST", FIRST, valid_from=FIRST, lines=lines))
    prices = [
        {"item": "kripik", "tier": "umum", "unit": "pcs", "price": "10000"},
        {"item": "beras", "tier": "umum", "unit": "kg", "price": "13000"},
    ]
    fold.add(make("price_set", "H", FIRST, valid_from=FIRST, lines=prices))
    left(fold, "TT", "40", location="gerai")
    bought = [{"item": "beras", "quantity": "100", "amount": "1100000"}]
    buy = {"supplier": "bulog", "invoice": "F", "location": "gerai"}
    fold.add(make("goods_received", "T", "2026-01-02", lines=bought, **buy))
    return fold


def left(fold: Fold, ref: str, quantity: str, location: str, day: str = "2026-01-02") -> None:
    lines = [{"item": "kripik", "quantity": quantity}]
    fields = {"consignor": "ani", "location": location, "lines": lines}
    fold.add(make("consignment_received", ref, day, **fields))


def sell(fold: Fold, ref: str, *goods: tuple[str, str, str], **fields: Any) -> None:
    lines = [
        {"item": item, "quantity": quantity, "price": price,
         "amount": str(Decimal(quantity) * Decimal(price))}
        for item, quantity, price in goods
    ]  # fmt: skip
    total = str(sum(Decimal(line["amount"]) for line in lines))
    sale = {
        "till": "k1",
        "number": ref,
        "location": "gerai",
        "tier": "umum",
        "lines": lines,
        "payments": [{"way": "tunai", "via": "kas", "amount": total}],
    } | fields
    fold.add(make("sale_recorded", ref, sale.pop("date", DAY), **sale))


def owed(fold: Fold) -> Decimal:
    found = fold.books.peek(Consignor, "ani")
    assert found is not None
    return found.owed


def held(fold: Fold, item: str, place: str) -> int:
    stock = fold.books.peek(Stock, item)
    return stock.places.get(place, 0) // 1_000_000 if stock else 0


def test_a_receipt_with_own_and_others_goods_is_parted() -> None:
    fold = shop()
    sell(fold, "J1", ("kripik", "3", "10000"), ("beras", "2", "13000"))
    sell(fold, "J2", ("kripik", "1", "10000"), member="A-2")
    balances = fold.balances()
    assert balances[CONSIGNORS] == -34_000
    assert balances[COMMISSION_OTHERS] == -4_500
    assert balances[COMMISSION_MEMBERS] == -1_500
    assert balances[SALES_OTHERS] == -26_000
    assert SALES_MEMBERS not in balances
    assert balances[STOCK] == 1_078_000
    assert held(fold, "kripik", "gerai") == 36


@pytest.mark.parametrize(
    ("rule", "sales", "cost"), [("penuh", 10_000, 8_500), ("komisi", 1_500, 0)]
)
def test_what_a_member_bought_of_others_counts_as_the_policy_says(
    rule: str, sales: int, cost: int
) -> None:
    fold = shop(belanja_titipan=rule)
    sell(fold, "J1", ("kripik", "1", "10000"), member="A-2")
    patronage = fold.books.peek(Patronage, "2026:A-2")
    assert patronage is not None
    assert [patronage.sales, patronage.cost] == [sales, cost]
    assert patronage.receipts == 1
    back = {"till": "k1", "number": "J1", "location": "gerai", "reason": "Melempem"}
    lines, refunds = [{"line": 1, "quantity": "1"}], [{"amount": "10000", "via": "kas"}]
    fold.add(make("sale_returned", "R1", DAY, lines=lines, refunds=refunds, **back))
    patronage = fold.books.peek(Patronage, "2026:A-2")
    assert patronage is not None
    assert patronage.sales == Decimal(0)
    assert patronage.cost == Decimal(0)
    assert fold.balances().keys().isdisjoint({CONSIGNORS, COMMISSION_MEMBERS})


def test_what_comes_back_after_it_was_paid_for_is_taken_off_the_next() -> None:
    fold = shop()
    sell(fold, "J1", ("kripik", "2", "10000"))
    fold.add(make("consignment_settled", "B1", DAY, consignor="ani", amount="17000", via="kas"))
    back = {"till": "k1", "number": "J1", "location": "gerai", "reason": "Melempem"}
    lines, refunds = [{"line": 1, "quantity": "1"}], [{"amount": "10000", "via": "kas"}]
    fold.add(make("sale_returned", "R1", DAY, lines=lines, refunds=refunds, **back))
    assert owed(fold) == -8_500
    with pytest.raises(PaysTooMuch, match="Rp0"):
        fold.add(make("consignment_settled", "B2", DAY, consignor="ani", amount="1", via="kas"))
    sell(fold, "J2", ("kripik", "2", "10000"))
    assert owed(fold) == 8_500
    assert fold.balances()[CONSIGNORS] == -8_500


def test_a_sale_may_be_reversed_after_it_was_paid_for() -> None:
    fold = shop()
    sell(fold, "J1", ("kripik", "2", "10000"))
    fold.add(make("consignment_settled", "B1", DAY, consignor="ani", amount="17000", via="kas"))
    fold.add(make("event_reversed", "X1", DAY, target="J1", reason="Salah barang"))
    assert owed(fold) == -17_000
    fold.add(make("event_reversed", "X2", DAY, target="B1", reason="Salah bayar"))
    assert owed(fold) == 0
    assert held(fold, "kripik", "gerai") == 40


def test_the_terms_of_the_day_of_the_receipt_count() -> None:
    fold = shop()
    lines = [{"item": "kripik", "commission": "33.333333"}]
    fold.add(make("consignment_terms_set", "S2", DAY, valid_from="2026-02-01", lines=lines))
    sell(fold, "J1", ("kripik", "1", "10000"), date="2026-02-01")
    assert owed(fold) == 6_667
    sell(fold, "J2", ("kripik", "1", "10000"), date="2026-01-31")
    assert owed(fold) == 6_667 + 8_500
    with pytest.raises(DependedOn):
        fold.add(make("event_reversed", "X", DAY, target="S2", reason="Salah"))


def test_no_terms_no_sale() -> None:
    fold = shop()
    fold.add(
        make("item_registered", "B-3", FIRST, item="emping", name="E", base="kg", group="sembako",
             consignor="ani")
    )  # fmt: skip
    lines = [{"item": "emping", "quantity": "5"}]
    fields = {"consignor": "ani", "location": "gerai", "lines": lines}
    fold.add(make("consignment_received", "T3", FIRST, **fields))
    price = [{"item": "emping", "tier": "umum", "unit": "kg", "price": "60000"}]
    fold.add(make("price_set", "H3", FIRST, valid_from=FIRST, lines=price))
    with pytest.raises(TermsMissing, match="emping"):
        sell(fold, "J1", ("emping", "1", "60000"))


def test_below_the_consignors_price_somebody_must_approve_and_we_bear_it() -> None:
    fold = shop()
    cheap = [{"item": "kripik", "tier": "umum", "unit": "pcs", "price": "8000"}]
    fold.add(make("price_set", "H2", DAY, valid_from=DAY, lines=cheap))
    with pytest.raises(BelowConsignorPrice):
        sell(fold, "J1", ("kripik", "1", "8000"))
    sell(fold, "J2", ("kripik", "1", "8000"), approved_by="Sari")
    assert owed(fold) == 8_500
    assert fold.balances()[COMMISSION_OTHERS] == 500


def test_a_recap_waits_and_the_consignor_may_be_paid_before_it() -> None:
    fold = shop(pembukuan="rekap-harian")
    sell(fold, "J1", ("kripik", "2", "10000"), ("beras", "1", "13000"), member="A-2")
    assert owed(fold) == 17_000
    assert CONSIGNORS not in fold.balances()
    fold.add(make("consignment_settled", "B1", DAY, consignor="ani", amount="17000", via="kas"))
    assert fold.balances()[CONSIGNORS] == 17_000
    fold.add(make("till_day_closed", "RK", DAY, till="k1"))
    balances = fold.balances()
    assert CONSIGNORS not in balances
    assert balances[COMMISSION_MEMBERS] == -3_000
    assert balances[SALES_MEMBERS] == -13_000
    fold.add(make("event_reversed", "X", DAY, target="RK", reason="Ulang"))
    assert fold.balances()[CONSIGNORS] == 17_000


def test_a_member_is_paid_into_savings_while_a_member() -> None:
    fold = shop()
    sell(fold, "J1", ("kripik", "2", "10000"))
    pay = {"consignor": "ani", "savings": "sukarela"}
    fold.add(make("consignment_settled", "B1", DAY, amount="8500", **pay))
    assert fold.balances()[VOLUNTARY] == -8_500
    fold.add(make("savings_withdrawn", "TS", DAY, member="A-1", product="sukarela", amount="8500",
                  via="kas"))  # fmt: skip
    fold.add(make("member_resigned", "AK", DAY, member="A-1", reason="Pindah"))
    with pytest.raises(MemberNotActive):
        fold.add(make("consignment_settled", "B2", DAY, amount="8500", **pay))
    fold.add(make("consignment_settled", "B3", DAY, consignor="ani", amount="8500", via="kas"))
    assert owed(fold) == 0


def test_goods_move_between_locations_and_go_back_as_far_as_they_are_there() -> None:
    fold = shop(stok_minus=True)
    lines = [{"item": "kripik", "quantity": "10"}]
    fold.add(make("stock_transferred", "P", DAY, source="gerai", target="gudang", lines=lines))
    assert (held(fold, "kripik", "gerai"), held(fold, "kripik", "gudang")) == (30, 10)
    back = {"consignor": "ani", "location": "gudang"}
    lines = [{"item": "kripik", "quantity": "11"}]
    with pytest.raises(NotInStock):
        fold.add(make("consignment_returned", "K1", DAY, lines=lines, **back))
    lines = [{"item": "kripik", "quantity": "10"}]
    fold.add(make("consignment_returned", "K2", DAY, lines=lines, **back))
    assert held(fold, "kripik", "gudang") == 0
    fold.add(make("event_reversed", "X", DAY, target="K2", reason="Salah"))
    fold.add(make("event_reversed", "Y", DAY, target="P", reason="Salah"))
    assert (held(fold, "kripik", "gerai"), held(fold, "kripik", "gudang")) == (40, 0)


def test_what_is_lost_is_ours_only_when_the_minutes_say_so() -> None:
    fold = shop()
    count = {"document": "BA-1", "location": "gerai", "approved_by": "Sari"}
    lines = [{"item": "kripik", "good": "38"}]
    fold.add(make("consignment_counted", "O1", DAY, borne_by="penitip", lines=lines, **count))
    assert owed(fold) == 0
    lines = [{"item": "kripik", "good": "37"}]
    fold.add(make("consignment_counted", "O2", DAY, borne_by="koperasi", lines=lines, **count))
    assert owed(fold) == 8_500
    assert fold.balances()[STOCK_LOSS] == 8_500
    fold.add(make("event_reversed", "X", DAY, target="O2", reason="Ketemu"))
    assert owed(fold) == 0
    assert held(fold, "kripik", "gerai") == 38
    sell(fold, "J1", ("kripik", "1", "10000"), date="2026-01-07")
    with pytest.raises(CountTooLate):
        fold.add(make("consignment_counted", "O3", DAY, borne_by="penitip", lines=lines, **count))


def test_out_of_the_range_nothing_comes_in_and_the_rest_is_sold() -> None:
    fold = shop()
    fold.add(make("item_changed", "U", DAY, item="kripik", active=False))
    with pytest.raises(ItemInactive):
        left(fold, "TT2", "1", "gerai", DAY)
    sell(fold, "J1", ("kripik", "40", "10000"))
    assert held(fold, "kripik", "gerai") == 0


def test_goods_of_others_are_not_bought_made_or_counted_as_ours() -> None:
    fold = shop()
    count = {"document": "BA-1", "location": "gerai", "approved_by": "Sari"}
    lines = [{"item": "kripik", "good": "1"}]
    with pytest.raises(GoodsOfOthers):
        fold.add(make("stock_counted", "SO", DAY, lines=lines, **count))
    used, made = [{"item": "beras", "quantity": "1"}], [{"item": "kripik", "quantity": "1"}]
    with pytest.raises(GoodsOfOthers):
        fold.add(make("goods_converted", "OL", DAY, location="gerai", inputs=used, outputs=made))


def test_our_goods_elsewhere_are_stock_until_they_are_sold_there() -> None:
    fold = shop()
    customer = {"customer": "suka", "name": "Suka", "limit": "0", "days": 14}
    fold.add(make("customer_registered", "L", FIRST, **customer))
    lines = [{"item": "beras", "quantity": "50"}]
    fold.add(make("consignment_sent", "K", DAY, customer="suka", source="gerai", lines=lines))
    assert fold.balances()[STOCK] == 1_100_000
    assert held(fold, "beras", "titip-suka") == 50
    sold = [{"item": "beras", "quantity": "20", "price": "13000", "amount": "260000"}]
    report = {"customer": "suka", "lines": sold, "commission": "26000"}
    fold.add(make("consignment_sold", "L1", DAY, **report))
    balances = fold.balances()
    assert balances[STOCK] == 880_000
    assert balances[SALES_OTHERS] == -260_000
    assert balances[CONSIGNEE_COSTS] == 26_000
    assert balances[CUSTOMER_DEBTS] == 234_000
    paid = {"customer": "suka", "amount": "234000", "via": "kas"}
    fold.add(make("receivable_paid", "PT1", DAY, **paid))
    with pytest.raises(DependedOn) as refused:
        fold.add(make("event_reversed", "X", DAY, target="L1", reason="Salah"))
    assert list(refused.value.later) == ["PT1"]
    more = [{"item": "beras", "quantity": "31"}]
    with pytest.raises(NotInStock):
        fold.add(make("consignment_fetched", "F", DAY, customer="suka", target="gerai", lines=more))


@pytest.mark.parametrize("limited", [{}, {"batas_bulanan": {"beras": {"paling_banyak": "5"}}}])
def test_subsidised_goods_stay_here(limited: dict[str, Any]) -> None:
    fold = shop(**limited)
    customer = {"customer": "suka", "name": "Suka", "limit": "0"}
    fold.add(make("customer_registered", "L", FIRST, **customer))
    if not limited:
        line = {"item": "beras", "unit": "kg", "price": "13500"}
        rule = {"regulation": "Perbadan", "valid_from": FIRST, "lines": [line]}
        fold.add(make("ceiling_set", "HET", FIRST, **rule))
    lines = [{"item": "beras", "quantity": "1"}]
    with pytest.raises(RestrictedGoods):
        fold.add(make("consignment_sent", "K", DAY, customer="suka", source="gerai", lines=lines))


def test_the_receipt_remembers_under_which_rule_it_was_sold() -> None:
    fold = shop(belanja_titipan="komisi")
    sell(fold, "J1", ("kripik", "1", "10000"), member="A-2")
    sell(fold, "J2", ("beras", "1", "13000"), member="A-2")
    receipts = {each.number: each.commission_only for each in fold.books.all(Receipt)}
    assert receipts == {"J1": True, "J2": False}
