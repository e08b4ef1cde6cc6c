"""Laws of orders, of produce that pays loans, of debts paid from elsewhere, of monthly limits."""

import random
from collections import Counter, defaultdict
from decimal import Decimal

from book_fold import Fold, begun, control_totals, make
from hypothesis import given
from hypothesis import strategies as st
from lending import lending, lent, plan_in
from streams_store import Shop, shops, store_prelude, store_terms
from test_store_laws import quick

from koperasi_ledger.model.accounts import LEAVERS
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent, GoodsReceived
from koperasi_ledger.model.quantities import to_micro
from koperasi_ledger.model.records import (
    Borrower,
    Debtor,
    Item,
    Loan,
    LoanPayments,
    Member,
    PurchaseOrder,
    Quota,
    SavingsAccount,
)
from koperasi_ledger.rules.store.terms import in_base

DAY = "2026-03-01"
LAST = "2026-06-30"


def check_orders(fold: Fold, standing: list[AnyEvent]) -> None:
    """Each order knows what came against it, and what is still awaited."""
    came: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for event in standing:
        if isinstance(event, GoodsReceived) and event.order is not None:
            for line in event.lines:
                item = fold.books.peek(Item, line.item)
                assert item is not None
                came[event.order][line.item] += in_base(item, line.quantity, line.unit)
    for order in fold.books.all(PurchaseOrder):
        found = {line.item: line.received for line in order.lines if line.received}
        assert found == came[order.order]
        assert all(line.received <= line.quantity * 105 // 100 for line in order.lines)
        missing = {each.item: each.quantity - each.received for each in order.lines}
        left = {item: count for item, count in missing.items() if count > 0}
        assert order.outstanding == (left if order.ended is None else {})


@quick
@given(shops(reversals=False))
def test_an_order_knows_what_came_against_it(shop: Shop) -> None:
    standing = shop.events
    check_orders(shop.fold, standing)
    while standing:
        last = standing.pop()
        shop.fold.add(make("event_reversed", f"z{last.ref}", LAST, target=last.ref, reason="Uji"))
        check_orders(shop.fold, standing)


def told(fold: Fold, event: AnyEvent) -> str | None:
    """What the books say when they refuse an event; None when they take it."""
    try:
        fold.add(event)
    except Refusal as refusal:
        return refusal.what + refusal.remedy
    return None


def _lent(amount: int, tenor: int) -> Fold:
    """A store beside a running loan of member A-1."""
    fold = begun(store_prelude())
    fold.add(
        make(
            "policy_adopted",
            "K-PINJAM",
            "2026-01-01",
            effective="2026-01-01",
            decision="RAT 4",
            policy={"pinjaman": lending()},
        )
    )
    return fold.add_all(lent(str(amount), tenor, day="2026-01-10"))


@quick
@given(
    amount=st.integers(1_000_000, 20_000_000),
    tenor=st.integers(1, 24),
    share=st.integers(1, 1_000),
    day=st.sampled_from(("2026-02-10", "2026-03-31", "2026-05-02")),
)
def test_produce_pays_a_loan_as_money_does(amount: int, tenor: int, share: int, day: str) -> None:
    by_money, by_produce = _lent(amount, tenor), _lent(amount, tenor)
    paid = str(max(amount * share // 900, 1))
    if share % 3 == 0:  # all of it, to the last instalment
        rows = plan_in(by_money).rows
        paid = str(sum((row[1] + row[2] for row in rows), Decimal(0)))
    start = by_produce.books.records()
    sale = {"member": "A-1", "location": "gudang", "item": "beras", "gross": "1", "price": paid}
    payments = [{"loan": "PJ-1", "amount": paid}]
    refused = told(by_money, make("loan_repaid", "X", day, loan="PJ-1", amount=paid, via="kas"))
    came = make("offtake_received", "X", day, **sale, amount=paid, payments=payments)
    assert told(by_produce, came) == refused
    if refused is not None:
        assert by_produce.books.records() == start
        return
    for record in (Loan, LoanPayments, Borrower):
        assert by_produce.books.all(record) == by_money.books.all(record)
    for account, (ledger, records) in control_totals(by_produce).items():
        assert ledger == records, account
    by_produce.add(make("event_reversed", "Z", LAST, target="X", reason="Uji"))
    now = by_produce.books.records()
    assert {key: now.get(key) for key in start if key[0] in _LENT} == {
        key: record for key, record in start.items() if key[0] in _LENT
    }


_LENT = {Loan.kind, LoanPayments.kind, Borrower.kind}


@quick
@given(shops(reversals=False), st.integers(1, 100))
def test_a_debt_is_paid_from_savings_or_from_what_the_heirs_are_owed(shop: Shop, part: int) -> None:
    fold = shop.fold
    debtor = fold.books.peek(Debtor, "A-1")
    fold.add(make("simpanan_pokok_paid", "SP", LAST, member="A-1", amount="100000", via="kas"))
    fold.add(
        make(
            "member_deceased",
            "AD",
            LAST,
            member="A-1",
            heirs=[{"name": "Ani", "relation": "istri"}],
        )
    )
    member = fold.books.member("A-1")
    pays = make("member_paid_out", "PO", LAST, member="A-1", amount="1", via="kas", recipient="Ani")
    if debtor is None or not debtor.balance:
        fold.add(pays)
        return
    assert "terima-piutang A-1" in (told(fold, pays) or "")
    amount = min(debtor.balance * part / 100, member.payable).quantize(Decimal("0.01"))
    before = fold.books.records()
    fold.add(
        make("receivable_paid", "PT", LAST, member="A-1", amount=str(amount or 1), payable=True)
    )
    after = fold.books.peek(Debtor, "A-1")
    assert after is not None
    assert after.balance == debtor.balance - (amount or 1)
    assert fold.books.member("A-1").payable == member.payable - (amount or 1)
    assert fold.balances()[LEAVERS] == -fold.books.member("A-1").payable
    fold.add(make("event_reversed", "Z", LAST, target="PT", reason="Uji"))
    now = fold.books.records()
    for kind in (Debtor.kind, Member.kind, SavingsAccount.kind):
        assert {k: v for k, v in now.items() if k[0] == kind} == {
            k: v for k, v in before.items() if k[0] == kind
        }


@quick
@given(st.integers(0, 2**32))
def test_nobody_takes_more_in_a_month_than_the_policy_lets_them(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    terms = store_terms() | {"batas_bulanan": {"kemasan": {"paling_banyak": "4"}}}
    fold = begun(store_prelude(batas_bulanan=terms["batas_bulanan"]))
    fold.add(
        make(
            "goods_received",
            "T",
            "2026-01-01",
            supplier="bulog",
            invoice="F",
            location="gerai",
            lines=[{"item": "kemasan", "quantity": "500", "amount": "500000"}],
        )
    )
    taken: Counter[tuple[str, str]] = Counter()
    sold: dict[str, tuple[tuple[str, str], int]] = {}
    for number in range(40):
        if sold and not dice.randrange(4):
            ref = dice.choice(sorted(sold))
            who, count = sold.pop(ref)
            fold.add(make("event_reversed", f"Z{number}", LAST, target=ref, reason="Uji"))
            taken[who] -= count
            continue
        day, count = f"2026-0{dice.randint(1, 4)}-1{dice.randint(0, 9)}", dice.randint(1, 3)
        buyer = dice.choice(({"member": "A-1"}, {"member": "A-2"}, {"customer": "suka"}, {}))
        amount = str(1300 * count)
        sale = make(
            "sale_recorded",
            f"J{number}",
            day,
            till="k1",
            number=str(number),
            location="gerai",
            tier="umum",
            lines=[{"item": "kemasan", "quantity": str(count), "price": "1300", "amount": amount}],
            payments=[{"way": "tunai", "via": "kas", "amount": amount}],
            **buyer,
        )
        who = (next(iter(buyer.values()), ""), day[:7])
        fits = bool(buyer) and taken[who] + count <= 4
        refused = told(fold, sale)
        if refused is not None:
            assert ("hanya boleh membeli" if buyer else "pembelinya tidak disebut") in refused
        assert fits == (refused is None)
        if not fits:
            continue
        taken[who] += count
        sold[sale.ref] = (who, count)
    for quota in fold.books.all(Quota):
        if quota.quota.startswith("bulan-"):
            whose = (quota.holder.removeprefix("@"), quota.quota.removeprefix("bulan-"))
            assert quota.taken == to_micro(Decimal(taken[whose]))
