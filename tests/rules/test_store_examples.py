"""The store by hand-worked examples: what each rule says in rupiah, and where it stops."""

from decimal import Decimal
from typing import Any

import pytest
from book_fold import Fold, founded, joined, make
from hypothesis import given
from hypothesis import strategies as st

from koperasi_ledger.model.accounts import (
    CUSTOMER_DEBTS,
    MEMBER_DEBTS,
    SALES_MEMBERS,
    SALES_OTHERS,
    STOCK,
    STOCK_LOSS,
    SUPPLIER_BILLS,
)
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records import (
    Debtor,
    Item,
    Patronage,
    Receipt,
    Stock,
    SupplierBill,
)
from koperasi_ledger.rules.errors import (
    AboveCeiling,
    DependedOn,
    NoPolicy,
    NotABank,
    NotInStock,
    NotReversible,
    PaysTooMuch,
    PriceDiffers,
    TillDaysOpen,
)
from koperasi_ledger.rules.store.prices import line_amount

DAY = "2026-01-05"


def shop(**policy: Any) -> Fold:
    """A store with 100 kg of rice at 11,000 and 50 kg of urea at 1,600 in `gerai`."""
    terms = {
        "tingkat": {"umum": {"nama": "Umum"}, "anggota": {"nama": "A", "hanya_anggota": True}},
        "lokasi": {"gudang": {"nama": "G"}, "gerai": {"nama": "T", "wilayah": "jawa"}},
        "golongan": {"sembako": "rata-rata", "pupuk": "fifo"},
        "kredit_anggota": {"paling_banyak": "500000", "tempo_hari": 30},
        "beda_harga_paling_banyak_persen": "10",
    } | policy
    policy_of = {"effective": "2026-01-01", "decision": "RAT", "policy": {"toko": terms}}
    fold = Fold().add_all(founded())
    fold.add(make("policy_adopted", "K-T", "2026-01-01", **policy_of))
    fold.add(joined("A-1"))
    fold.add(make("supplier_registered", "P", "2026-01-01", supplier="bulog", name="Bulog", days=7))
    for customer in ("suka", "kemensos"):
        fields = {"customer": customer, "name": customer, "limit": "1000000"}
        fold.add(make("customer_registered", f"L-{customer}", "2026-01-01", **fields))
    for item, group in (("beras", "sembako"), ("menir", "sembako"), ("urea", "pupuk")):
        fields = {"item": item, "name": item, "base": "kg", "group": group}
        fold.add(make("item_registered", f"B-{item}", "2026-01-01", **fields))
    lines = [
        {"item": item, "tier": tier, "unit": "kg", "price": price}
        for item, price in (("beras", "13000"), ("urea", "1800"), ("menir", "5000"))
        for tier in ("umum", "anggota")
    ]
    fold.add(make("price_set", "H", "2026-01-01", valid_from="2026-01-01", lines=lines))
    bought = [
        {"item": "beras", "quantity": "100", "amount": "1100000"},
        {"item": "urea", "quantity": "50", "amount": "80000"},
    ]
    buy = {"supplier": "bulog", "invoice": "F-1", "location": "gerai", "lines": bought}
    fold.add(make("goods_received", "T-1", "2026-01-02", **buy))
    return fold


def sell(fold: Fold, ref: str, item: str, quantity: str, price: str, **fields: Any) -> None:
    amount = fields.pop("amount", str(Decimal(quantity) * Decimal(price)))
    line = {"item": item, "quantity": quantity, "price": price, "amount": amount}
    line |= fields.pop("line", {})
    sale = {
        "till": "k1",
        "number": ref,
        "location": "gerai",
        "tier": "umum",
        "lines": [line],
        "payments": [{"way": "tunai", "via": "kas", "amount": amount}],
    } | fields
    fold.add(make("sale_recorded", ref, sale.pop("date", DAY), **sale))


def held(fold: Fold, item: str) -> tuple[int, Decimal]:
    stock = fold.books.peek(Stock, item)
    assert stock is not None
    return stock.quantity, stock.value


def test_a_ceiling_holds_in_its_region_from_its_day_and_until_it_is_lifted() -> None:
    fold = shop()
    line = {"item": "urea", "unit": "kg", "price": "1700"}
    rule = {"regulation": "Kepmentan", "region": "jawa", "valid_from": "2026-01-06"}
    fold.add(make("ceiling_set", "HET-1", DAY, lines=[line], **rule))
    sell(fold, "J1", "urea", "1", "1800")
    with pytest.raises(AboveCeiling, match=r"1\.700"):
        sell(fold, "J2", "urea", "1", "1800", date="2026-01-06")
    # A discount that somebody allowed brings it down to the ceiling.
    sell(
        fold, "J3", "urea", "1", "1800", date="2026-01-06", amount="1700",
        line={"discount": "100"}, approved_by="Sari",
    )  # fmt: skip
    move = {"source": "gerai", "target": "gudang"}
    goods = [{"item": "urea", "quantity": "5"}]
    fold.add(make("stock_transferred", "PB", "2026-01-06", lines=goods, **move))
    sell(fold, "J4", "urea", "1", "1800", date="2026-01-06", location="gudang")
    lifted = [{"item": "urea", "unit": "kg"}]
    fold.add(make("ceiling_set", "HET-2", DAY, lines=lifted, **rule | {"valid_from": "2026-02-01"}))
    sell(fold, "J5", "urea", "1", "1800", date="2026-02-01")


@given(
    price=st.integers(1, 20_000),
    micro=st.integers(1, 20_000_000),
    discount=st.integers(0, 100),
)
def test_a_line_at_its_ceiling_is_never_rounded_above_it(
    price: int, micro: int, discount: int
) -> None:
    """What is paid is at most quantity x HET, and no whole rupiah less than that."""
    fold = shop()
    urea = fold.books.peek(Item, "urea")
    assert urea is not None
    quantity = Decimal(micro) / 10**6
    free = line_amount(urea, Decimal(price), quantity, Decimal(discount))
    capped = line_amount(urea.updated(capped=True), Decimal(price), quantity, Decimal(discount))
    exact = price * quantity - discount
    assert abs(free - exact) <= Decimal("0.5")
    assert abs(capped) <= abs(exact)
    assert abs(exact - capped) < 1


def test_a_rupiah_of_rounding_is_above_the_ceiling_too() -> None:
    fold = shop()
    line = {"item": "urea", "unit": "kg", "price": "1800"}
    fold.add(make("ceiling_set", "HET-1", DAY, lines=[line], regulation="SK", valid_from=DAY))
    # 0.3333 kg at the HET of Rp1.800 come to Rp599,94.
    with pytest.raises(AboveCeiling, match=r"Rp600, di atas HET Rp1\.800"):
        sell(fold, "J1", "urea", "0.3333", "1800", amount="600")
    sell(fold, "J1", "urea", "0.3333", "1800", amount="599")


def test_an_approved_price_may_differ_by_the_policy_and_no_more() -> None:
    fold = shop()
    sell(fold, "J1", "beras", "1", "11700", approved_by="Sari")
    with pytest.raises(PriceDiffers, match="10%"):
        sell(fold, "J2", "beras", "1", "11699", approved_by="Sari")
    with pytest.raises(PriceDiffers, match="approved_by"):
        sell(fold, "J3", "beras", "1", "12999")


def test_a_recap_of_a_closed_month_is_not_opened_again() -> None:
    """Its receipts could never be posted any more, and no later month be closed."""
    fold = shop(pembukuan="rekap-harian")
    sell(fold, "J1", "beras", "1", "13000")
    fold.add(make("till_day_closed", "RK", DAY, till="k1"))
    fold.add(make("event_reversed", "B1", DAY, target="RK", reason="Keliru"))
    fold.add(make("till_day_closed", "RK2", DAY, till="k1"))
    fold.add(make("month_closed", "TB", "2026-01-31", month="2026-01"))
    with pytest.raises(NotReversible, match="retur-jual"):
        fold.add(make("event_reversed", "B2", "2026-02-01", target="RK2", reason="Keliru"))
    back = {"till": "k1", "number": "J1", "location": "gerai", "reason": "Keliru"}
    lines, refunds = [{"line": 1, "quantity": "1"}], [{"amount": "13000", "via": "kas"}]
    fold.add(make("sale_returned", "R1", "2026-02-01", lines=lines, refunds=refunds, **back))
    fold.add(make("month_closed", "TB2", "2026-02-28", month="2026-02"))


def test_a_voucher_is_owed_by_its_issuer_and_a_return_lowers_it() -> None:
    fold = shop()
    voucher = [{"way": "voucher", "issuer": "kemensos", "amount": "39000"}]
    sell(fold, "J1", "beras", "3", "13000", payments=voucher)
    assert fold.balances()[CUSTOMER_DEBTS] == 39000
    back = {"till": "k1", "number": "J1", "location": "gerai", "reason": "Berkutu"}
    lines = [{"line": 1, "quantity": "1"}]
    fold.add(make("sale_returned", "R1", DAY, lines=lines, refunds=[{"amount": "13000"}], **back))
    assert fold.balances()[CUSTOMER_DEBTS] == 26000
    assert fold.balances()[SALES_OTHERS] == -26000
    assert held(fold, "beras") == (98_000_000, Decimal(1078000))
    paid = {"customer": "kemensos", "via": "bri"}
    with pytest.raises(PaysTooMuch):
        fold.add(make("receivable_paid", "PL0", DAY, amount="26001", **paid))
    fold.add(make("receivable_paid", "PL1", DAY, amount="26000", **paid))
    assert CUSTOMER_DEBTS not in fold.balances()


def test_returns_in_parts_give_back_exactly_what_was_paid() -> None:
    fold = shop()
    credit = [{"way": "kredit", "amount": "10000"}]
    member = {"tier": "anggota", "member": "A-1", "payments": credit, "approved_by": "Sari"}
    price = {"amount": "10000", "line": {"discount": "3000"}}
    with pytest.raises(PriceDiffers):
        sell(fold, "J0", "beras", "1", "13000", **member, **price)
    fold = shop(beda_harga_paling_banyak_persen="30")
    sell(fold, "J1", "beras", "1", "13000", **member, **price)
    refunds = []
    for number, (third, refund) in enumerate(
        (("0.3", "3000"), ("0.333", "3330"), ("0.367", "3670"))
    ):
        back = {"till": "k1", "number": "J1", "location": "gerai", "reason": "Uji"}
        fields = {"lines": [{"line": 1, "quantity": third}], "refunds": [{"amount": refund}]}
        fold.add(make("sale_returned", f"R{number}", DAY, **back, **fields))
        refunds.append(Decimal(refund))
    assert sum(refunds) == 10000
    assert held(fold, "beras") == (100_000_000, Decimal(1100000))
    assert MEMBER_DEBTS not in fold.balances()
    assert SALES_MEMBERS not in fold.balances()
    patronage = fold.books.peek(Patronage, "2026:A-1")
    assert patronage is not None
    assert not patronage.sales
    assert not patronage.cost
    assert patronage.receipts == 1
    debtor = fold.books.peek(Debtor, "A-1")
    assert debtor is not None
    assert not debtor.balance
    assert not debtor.bills


def test_milling_spreads_the_cost_by_weight_and_yield_only_sets_the_quantity() -> None:
    fold = shop()
    milled = {
        "location": "gerai",
        "inputs": [{"item": "beras", "quantity": "10"}],
        "outputs": [
            {"item": "urea", "quantity": "6", "weight": "2"},
            {"item": "menir", "quantity": "3", "weight": "1"},
        ],
    }
    fold.add(make("goods_converted", "O1", DAY, **milled))
    assert held(fold, "beras") == (90_000_000, Decimal(990000))
    assert held(fold, "menir") == (3_000_000, Decimal(36667))
    assert held(fold, "urea") == (56_000_000, Decimal(80000 + 73333))
    assert fold.balances()[STOCK] == 1180000


def test_a_supplier_return_posts_the_difference_of_credit_and_cost() -> None:
    fold = shop()
    pay = {"supplier": "bulog", "invoice": "F-1", "via": "kas"}
    fold.add(make("payable_paid", "BU", DAY, amount="1150000", **pay))
    back = {"supplier": "bulog", "invoice": "F-1", "location": "gerai", "via": "kas"}
    lines = [{"line": 1, "quantity": "10", "amount": "105000"}]
    fold.add(make("purchase_returned", "RB", DAY, lines=lines, **back))
    # 30,000 was owed still; 75,000 comes back as money; the goods had cost 110,000.
    assert SUPPLIER_BILLS not in fold.balances()
    assert fold.balances()["Aset:Kas:Utama"] == -1150000 + 75000
    assert fold.balances()[STOCK_LOSS] == 5000
    bill = fold.books.peek(SupplierBill, "bulog:F-1")
    assert bill is not None
    assert (bill.remaining, bill.credited) == (Decimal(0), Decimal(105000))
    reverse = {"target": "RB", "reason": "Salah"}
    fold.add(make("event_reversed", "Z1", "2026-01-06", **reverse))
    assert fold.balances()[SUPPLIER_BILLS] == -30000
    assert held(fold, "beras") == (100_000_000, Decimal(1100000))


def test_a_reversed_sale_comes_back_at_its_own_cost_and_its_number_may_come_again() -> None:
    fold = shop()
    sell(fold, "J1", "beras", "10", "13000")
    lines = [{"item": "beras", "quantity": "90", "amount": "1170000"}]
    buy = {"supplier": "bulog", "invoice": "F-2", "location": "gerai", "lines": lines}
    fold.add(make("goods_received", "T-2", DAY, **buy))
    assert held(fold, "beras") == (180_000_000, Decimal(2160000))  # 12,000 each
    fold.add(make("event_reversed", "Z1", DAY, target="J1", reason="Salah"))
    assert held(fold, "beras") == (190_000_000, Decimal(2270000))  # back at 11,000 each
    sell(fold, "J1b", "beras", "9", "13000", number="J1")
    receipt = fold.books.peek(Receipt, "k1:J1")
    assert receipt is not None
    assert (receipt.ref, receipt.void) == ("J1b", False)


def test_a_purchase_whose_goods_are_sold_is_not_reversed() -> None:
    fold = shop()
    sell(fold, "J1", "urea", "1", "1800")
    with pytest.raises(DependedOn, match="J1"):
        fold.add(make("event_reversed", "Z1", DAY, target="T-1", reason="Salah"))


def test_a_recap_waits_and_keeps_the_month_open() -> None:
    fold = shop(pembukuan="rekap-harian")
    before = fold.balances()
    sell(fold, "J1", "beras", "1", "13000")
    assert fold.balances() == before
    assert held(fold, "beras")[0] == 99_000_000
    with pytest.raises(TillDaysOpen):
        fold.add(make("month_closed", "C", "2026-02-01", month="2026-01"))
    fold.add(make("till_day_closed", "RK", DAY, till="k1"))
    assert fold.balances()[SALES_OTHERS] == -13000
    with pytest.raises(DependedOn, match="RK"):
        fold.add(make("event_reversed", "Z0", DAY, target="J1", reason="Salah"))
    fold.add(make("event_reversed", "Z1", DAY, target="RK", reason="Salah"))
    fold.add(make("event_reversed", "Z2", DAY, target="J1", reason="Salah"))
    assert fold.balances() == before
    fold.add(make("month_closed", "C", "2026-02-01", month="2026-01"))


def test_credit_in_a_recap_shop_is_posted_at_once() -> None:
    fold = shop(pembukuan="rekap-harian")
    credit = [{"way": "kredit", "amount": "13000"}]
    sell(fold, "J1", "beras", "1", "13000", tier="anggota", member="A-1", payments=credit)
    assert fold.balances()[MEMBER_DEBTS] == 13000


def test_goods_given_away_come_back_without_money() -> None:
    fold = shop(beda_harga_paling_banyak_persen="100")
    free = {"item": "menir", "quantity": "1", "price": "5000", "amount": "0", "discount": "5000"}
    lines = [
        {"item": "menir", "quantity": "2", "amount": "0"},
        {"item": "beras", "quantity": "1", "amount": "11000"},
    ]
    buy = {"supplier": "bulog", "invoice": "F-3", "location": "gerai", "lines": lines}
    fold.add(make("goods_received", "T-3", DAY, **buy))
    paid = {"item": "beras", "quantity": "1", "price": "13000", "amount": "13000"}
    sell(fold, "J1", "beras", "1", "13000", lines=[paid, free], approved_by="Sari")
    back = {"till": "k1", "number": "J1", "location": "gerai", "reason": "Tidak jadi"}
    fold.add(make("sale_returned", "R1", DAY, lines=[{"line": 2, "quantity": "1"}], **back))
    assert held(fold, "menir") == (2_000_000, Decimal(0))
    assert fold.applied[-1][1].entry is None


def test_what_may_not_be() -> None:
    fold = shop()
    with pytest.raises(NotABank):
        sell(fold, "J1", "beras", "1", "13000",
             payments=[{"way": "bank", "via": "kas", "amount": "13000"}])  # fmt: skip
    with pytest.raises(NotInStock):
        sell(fold, "J2", "beras", "1", "13000", location="gudang")
    with pytest.raises(Refusal, match="Lokasi rumah"):
        sell(fold, "J3", "beras", "1", "13000", location="rumah")
    with pytest.raises(NoPolicy, match="toko"):
        Fold().add_all(founded()).add(
            make("item_registered", "B", DAY, item="x", name="x", base="kg", group="sembako")
        )
