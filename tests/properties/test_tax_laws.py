"""Laws of PPN and of the tax on turnover, over any stream of a store's events."""

import random
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from book_fold import Fold, begun, make
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streams_store import LENGTH, Shop, store_prelude
from streams_tax import (
    MONTHS,
    TaxedShop,
    accrual,
    settlement,
    tax_prelude,
    tax_terms,
    taxed_items,
    taxed_shops,
)

from koperasi_ledger.checks.store_parts import STORE_ACCOUNTS, store_parts
from koperasi_ledger.checks.tax_parts import TAX_ACCOUNTS, Papers, kept_of_receipt, tax_parts
from koperasi_ledger.model.accounts import (
    SALES_MEMBERS,
    SALES_OTHERS,
    TURNOVER_TAX,
    VAT_CARRIED,
    VAT_DUE,
    VAT_INPUT,
    VAT_OUTPUT,
)
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import SaleRecorded
from koperasi_ledger.model.policy.taxes import Vat
from koperasi_ledger.model.records import (
    OpenTillDays,
    Patronage,
    Receipt,
    Stock,
    TaxDue,
    VatCarried,
    VatMonth,
)
from koperasi_ledger.rules.errors import DependedOn
from koperasi_ledger.rules.vat import tax_on, taxes_of

quick = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
LAST = "2026-06-30"
_ZERO = Decimal(0)
TAXES: tuple[dict[str, Any], ...] = (
    tax_terms(),
    tax_terms(dihitung_per="baris", jasa_usaha="dengan-ppn"),
    tax_terms(harga_tanpa_ppn=["umum", "grosir", "anggota"], sen="potong", bulat="100"),
)
POLICIES: tuple[dict[str, Any], ...] = (
    {},
    {"pembukuan": "rekap-harian"},
    {"stok_minus": True, "pembukuan": "rekap-harian", "bulat_hpp": "100"},
)


def parts(fold: Fold) -> dict[tuple[str, Any], Decimal]:
    """What the records of the store and of taxes say of each control account."""
    found: dict[tuple[str, Any], Decimal] = defaultdict(Decimal)
    for record in fold.books.records().values():
        for account, sub, amount in (*store_parts(record), *tax_parts(record)):
            found[account, sub] += amount
    return {key: amount for key, amount in found.items() if amount}


def posted(fold: Fold) -> dict[tuple[str, Any], Decimal]:
    """What the ledger says of them."""
    found: dict[tuple[str, Any], Decimal] = defaultdict(Decimal)
    for entry in fold.entries():
        for leg in entry.postings:
            if leg.account in {*STORE_ACCOUNTS, *TAX_ACCOUNTS}:
                found[leg.account, (leg.member, leg.sub)] += leg.amount
    return {key: amount for key, amount in found.items() if amount}


def papers(fold: Fold) -> Papers:
    """PPN added up receipt by receipt and invoice by invoice, and by month."""
    found = Papers()
    for record in fold.books.records().values():
        found.add(record)
    return found


@pytest.mark.parametrize("taxes", TAXES)
@pytest.mark.parametrize("policy", POLICIES)
@quick
@given(st.integers(0, 2**32), st.integers(1, 80))
def test_ledger_records_and_papers_hold_the_same_ppn(
    policy: dict[str, Any], taxes: dict[str, Any], seed: int, length: int
) -> None:
    shop = TaxedShop(random.Random(seed).choice, taxes, **policy)  # noqa: S311 - a test's dice
    now = shop.fold.state()
    for _ in range(length):
        if shop.next() is None:
            assert shop.fold.state() == now
            continue
        done = shop.fold.applied[-1][1]
        before, now = now, shop.fold.state()
        changed = {key for key in {*now, *before} if now.get(key) != before.get(key)}
        assert changed <= set(done.written) <= set(done.touched)
        assert parts(shop.fold) == posted(shop.fold)
        assert papers(shop.fold).difference() is None
        for due in shop.fold.books.all(TaxDue):
            assert 0 <= due.paid <= due.amount


@pytest.mark.parametrize("taxes", TAXES)
@quick
@given(st.data())
def test_net_and_tax_are_the_price_and_the_buyer_pays_both(
    taxes: dict[str, Any], data: st.DataObject
) -> None:
    shop = data.draw(taxed_shops(taxes, reversals=False))
    done = {event.ref: applied.entry for event, applied in shop.fold.applied}
    for event in shop.events:
        if not isinstance(event, SaleRecorded):
            continue
        receipt = shop.fold.books.peek(Receipt, f"{event.till}:{event.number}")
        entry = done[event.ref]
        assert receipt is not None
        assert isinstance(entry, Entry)
        paid = sum((each.amount for each in event.payments), _ZERO)
        tax = sum(receipt.taxes, _ZERO)
        assert paid == sum((line.amount for line in receipt.lines), _ZERO)
        charged = -sum((x.amount for x in entry.postings if x.account == VAT_OUTPUT), _ZERO)
        assert charged == tax >= 0
        said = sum((line.amount for line in event.lines), _ZERO)
        excluded = event.tier in taxes["ppn"].get("harga_tanpa_ppn", ())
        assert paid == (said + tax if excluded else said)
        if event.date.isoformat() < "2026-02-01":
            assert not tax


@given(
    st.lists(st.integers(0, 50_000_000), min_size=1, max_size=8),
    st.sampled_from(("umum", "grosir")),
    st.sampled_from(("struk", "baris")),
    st.sampled_from((("12", "11/12"), ("12", "1/1"), ("11", "1/1"))),
)
def test_the_tax_of_a_receipt_is_eleven_hundred_elevenths(
    amounts: list[int], tier: str, per: str, rate: tuple[str, str]
) -> None:
    vat = Vat.model_validate(
        {
            "pkp_sejak": "2026-01-01",
            "persen": rate[0],
            "dpp": rate[1],
            "dihitung_per": per,
            "harga_tanpa_ppn": ["grosir"],
        },
        strict=False,
    )
    lines = [Decimal(amount) for amount in amounts]
    taxes = taxes_of(vat, lines, taxed=[True] * len(lines), tier=tier)
    exact = Fraction(sum(amounts)) * vat.effective
    if tier == "umum":
        exact /= 1 + vat.effective
    off = abs(Fraction(sum(taxes)) - exact)
    assert off * 2 <= (1 if per == "struk" else len(lines))
    assert all(0 <= tax <= max(line, Decimal(1)) for tax, line in zip(taxes, lines, strict=True))
    assert all(tax == int(tax) for tax in taxes)
    if per == "struk":
        assert sum(taxes) == tax_on(vat, sum(lines, _ZERO), contained=tier == "umum")


@quick
@given(st.data(), st.sampled_from(TAXES), st.sampled_from(("umum", "grosir")))
def test_what_all_comes_back_in_any_parts_leaves_nothing(
    data: st.DataObject, taxes: dict[str, Any], tier: str
) -> None:
    fold = begun(tax_prelude(taxes))
    counts = data.draw(st.lists(st.integers(1, 9), min_size=1, max_size=3))
    goods = [{"item": "gula", "quantity": "99", "amount": "99000"}]
    fold.add(
        make(
            "goods_received",
            "b1",
            "2026-02-02",
            supplier="bulog",
            invoice="F-1",
            location="gerai",
            lines=goods,
            ppn="10890",
        )
    )
    before = fold.balances()
    lines = [
        {"item": "gula", "quantity": str(count), "price": "1300", "amount": str(1300 * count)}
        for count in counts
    ]
    vat = Vat.model_validate(
        taxes["ppn"] | {"harga_tanpa_ppn": tuple(taxes["ppn"]["harga_tanpa_ppn"])}, strict=False
    )
    total = Decimal(1300 * sum(counts))
    if tier in vat.excluded:
        amounts = [Decimal(1300 * count) for count in counts]
        total += sum(taxes_of(vat, amounts, taxed=[True] * len(counts), tier=tier), _ZERO)
    fold.add(
        make(
            "sale_recorded",
            "s1",
            "2026-02-03",
            till="k1",
            number="1",
            location="gerai",
            tier=tier,
            member="A-1",
            approved_by="Sari",
            lines=lines,
            payments=[{"way": "tunai", "via": "kas", "amount": str(total)}],
        )
    )
    left, number = dict(enumerate(counts, 1)), 0
    while left:
        number += 1
        place = data.draw(st.sampled_from(sorted(left)))
        count = data.draw(st.integers(1, left[place]))
        receipt = fold.books.peek(Receipt, "k1:1")
        assert receipt is not None
        from koperasi_ledger.rules.store.returning import brought_back  # noqa: PLC0415

        amount = brought_back(receipt.lines[place - 1], count * 1_000_000)[0].amount
        fold.add(
            make(
                "sale_returned",
                f"r{number}",
                "2026-02-04",
                till="k1",
                number="1",
                location="gerai",
                reason="Uji",
                lines=[{"line": place, "quantity": str(count)}],
                refunds=[{"amount": str(Decimal(amount) / 100), "via": "kas"}] if amount else [],
            )
        )
        left[place] -= count
        left = {key: rest for key, rest in left.items() if rest}
        receipt = fold.books.peek(Receipt, "k1:1")
        assert receipt is not None
        assert fold.balances().get(VAT_OUTPUT, _ZERO) == -kept_of_receipt(receipt)
    assert fold.balances() == before
    patronage = fold.books.peek(Patronage, "2026:A-1")
    assert patronage is not None
    assert not patronage.sales
    assert not patronage.cost


@quick
@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(1, 10**6)), min_size=1, max_size=3),
    st.integers(1, 30_000),
    st.data(),
)
def test_an_invoice_that_all_goes_back_takes_all_its_ppn(
    bought: list[tuple[int, int]], tax: int, data: st.DataObject
) -> None:
    fold = begun(tax_prelude(tax_terms()))
    lines = [
        {"item": item, "quantity": str(count), "amount": str(amount)}
        for item, (count, amount) in zip(("gula", "kemasan", "beras"), bought, strict=False)
    ]
    taxed = sum(amount for _, amount in bought[:2])
    tax = min(tax, taxed * 12 // 100 + 1)
    given_fields = {"supplier": "bulog", "invoice": "F-1", "location": "gudang"}
    fold.add(make("goods_received", "b", "2026-02-02", **given_fields, lines=lines, ppn=str(tax)))
    assert fold.balances()[VAT_INPUT] == tax
    left, number = {place: count for place, (count, _) in enumerate(bought, 1)}, 0
    while left:
        number += 1
        place = data.draw(st.sampled_from(sorted(left)))
        count = data.draw(st.integers(1, left[place]))
        back = {"line": place, "quantity": str(count), "amount": "0"}
        fold.add(
            make("purchase_returned", f"r{number}", "2026-03-02", **given_fields, lines=[back])
        )
        left[place] -= count
        left = {key: rest for key, rest in left.items() if rest}
    assert VAT_INPUT not in fold.balances()
    assert papers(fold).difference() is None


@pytest.mark.parametrize("taxes", TAXES)
@quick
@given(st.data())
def test_a_recap_gives_the_same_ppn_as_an_entry_for_every_receipt(
    taxes: dict[str, Any], data: st.DataObject
) -> None:
    shop = data.draw(taxed_shops(taxes, reversals=False, pembukuan="rekap-harian"))
    events = [x for x in shop.events if x.kind not in {"vat_settled", "tax_paid", "vat_refunded"}]
    events = [each for each in events if each.kind != "final_tax_accrued"]
    recap = begun(tax_prelude(taxes, pembukuan="rekap-harian")).add_all(events)
    single = begun(tax_prelude(taxes))
    single.add_all([each for each in events if each.kind != "till_day_closed"])
    opened = recap.books.peek(OpenTillDays) or OpenTillDays()
    for number, mark in enumerate(opened.days):
        recap.add(make("till_day_closed", f"c{number}", mark[:10], till=mark[11:]))
    assert recap.balances() == single.balances()
    assert posted(recap) == posted(single)
    for kind in (Patronage, Stock, VatMonth):
        assert recap.books.all(kind) == single.books.all(kind)


NOT_YET: tuple[dict[str, Any], ...] = (
    {},
    {"pajak": {"pph_final": {"persen": "0.5", "batas_setahun": "4800000000"}}},
    {"pajak": tax_terms(pkp_sejak="2027-01-01")},
)


@pytest.mark.parametrize("taxes", NOT_YET)
@pytest.mark.parametrize("policy", POLICIES)
@quick
@given(st.integers(0, 2**32))
def test_who_is_no_pkp_keeps_the_books_as_ever(
    policy: dict[str, Any], taxes: dict[str, Any], seed: int
) -> None:
    shop = Shop(random.Random(seed).choice, **policy)  # noqa: S311 - a test's dice
    for _ in range(LENGTH):
        shop.next()
    day = "2026-01-01"
    other = begun([*store_prelude(**policy), *taxed_items()])
    if taxes:
        other.add(make("policy_adopted", "K-P", day, effective=day, decision="R", policy=taxes))
    start = len(other.applied)
    other.add_all(shop.events)
    ours = [applied.entry for _, applied in shop.fold.applied[shop.start :]]
    assert ours == [applied.entry for _, applied in other.applied[start:]]
    kept = {"struk", "hari-kasir", "faktur", "belanja", "stok"}
    stored = {key: body for key, body in shop.fold.stored().items() if key[0] in kept}
    assert stored == {key: body for key, body in other.stored().items() if key[0] in kept}
    assert not other.books.all(VatMonth)


@pytest.mark.parametrize("policy", POLICIES)
@quick
@given(st.data())
def test_a_reversal_leaves_the_ppn_as_it_was(policy: dict[str, Any], data: st.DataObject) -> None:
    shop = data.draw(taxed_shops(tax_terms(), reversals=False, **policy))
    balances, books = shop.fold.balances(), parts(shop.fold)
    event = None
    for _ in range(20):
        event = event or shop.next()
    if event is None:
        return
    shop.fold.add(make("event_reversed", "z", LAST, target=event.ref, reason="Uji"))
    assert shop.fold.balances() == balances
    assert parts(shop.fold) == books == posted(shop.fold)
    assert papers(shop.fold).difference() is None


@quick
@given(taxed_shops(tax_terms(), reversals=False))
def test_everything_under_ppn_can_be_reversed_from_the_last_on(shop: TaxedShop) -> None:
    start = begun(tax_prelude(tax_terms())).balances()
    for number, event in enumerate(reversed(shop.events)):
        shop.fold.add(make("event_reversed", f"z{number}", LAST, target=event.ref, reason="Uji"))
        assert parts(shop.fold) == posted(shop.fold)
        assert papers(shop.fold).difference() is None
    assert shop.fold.balances() == start
    assert not any(each.amount for each in shop.fold.books.all(TaxDue))


@quick
@given(taxed_shops(tax_terms(), reversals=False))
def test_a_refused_reversal_under_ppn_names_what_stands_in_the_way(shop: TaxedShop) -> None:
    for number, event in enumerate(shop.events):
        reverse = make("event_reversed", f"z{number}", LAST, target=event.ref, reason="Uji")
        try:
            shop.fold.add(reverse)
        except DependedOn as refusal:
            assert refusal.later, refusal  # noqa: PT017 - only this refusal
        assert parts(shop.fold) == posted(shop.fold)
        assert papers(shop.fold).difference() is None


@quick
@given(taxed_shops(tax_terms()))
def test_settling_every_month_leaves_only_what_is_owed_or_carried(shop: TaxedShop) -> None:
    carried = shop.fold.books.peek(VatCarried)
    for month in MONTHS[1:]:
        if carried is None or carried.settled is None or month > carried.settled:
            fields = settlement(shop.fold, month)
            shop.fold.add(make("vat_settled", f"m-{month}", fields.pop("date"), **fields))
    balances = shop.fold.balances()
    months = shop.fold.books.all(VatMonth)
    late = [each for each in months if each.month > MONTHS[-1]]
    assert not late
    last = shop.fold.books.peek(VatCarried)
    assert last is not None
    assert last.settled == MONTHS[-1]
    if carried is None or carried.settled != MONTHS[-1]:
        assert VAT_OUTPUT not in balances
        assert VAT_INPUT not in balances
    owed = sum((x.amount - x.paid for x in shop.fold.books.all(TaxDue) if x.tax == "ppn"), _ZERO)
    assert -balances.get(VAT_DUE, _ZERO) == owed
    assert balances.get(VAT_CARRIED, _ZERO) == last.balance >= 0
    fields = settlement(shop.fold, "2026-03")
    again = make("vat_settled", "again", fields.pop("date"), **fields)
    with pytest.raises(Refusal):
        shop.fold.add(again)


@quick
@given(taxed_shops(tax_terms(), reversals=False))
def test_the_base_of_the_final_tax_is_what_the_accounts_earned(shop: TaxedShop) -> None:
    _close_tills(shop.fold)
    done = {x.month: x for x in shop.fold.books.all(TaxDue) if x.tax == "pph-final"}
    for month in MONTHS:
        if month in done:
            continue
        fields = accrual(shop.fold, month)
        shop.fold.add(make("final_tax_accrued", f"a-{month}", fields.pop("date"), **fields))
        due = shop.fold.books.peek(TaxDue, f"pph-final:{month}")
        assert due is not None
        earned = -sum(
            leg.amount
            for entry in shop.fold.entries()
            for leg in entry.postings
            if f"{entry.date:%Y-%m}" == month
            and leg.account.startswith(("Pendapatan:Anggota:", "Pendapatan:NonAnggota:"))
        )
        assert due.base == max(earned, 0)
        assert abs(due.amount - due.base / 200) * 2 <= 1
    total = sum(
        (x.amount - x.paid for x in shop.fold.books.all(TaxDue) if x.tax == "pph-final"), _ZERO
    )
    assert -shop.fold.balances().get(TURNOVER_TAX, _ZERO) == total


def _close_tills(fold: Fold) -> None:
    opened = fold.books.peek(OpenTillDays) or OpenTillDays()
    for number, mark in enumerate(opened.days):
        fold.add(make("till_day_closed", f"c{number}", mark[:10], till=mark[11:]))


@quick
@given(st.data())
def test_patronage_leaves_the_tax_out_unless_policy_says_otherwise(data: st.DataObject) -> None:
    way = data.draw(st.sampled_from(("tanpa-ppn", "dengan-ppn")))
    shop = data.draw(taxed_shops(tax_terms(jasa_usaha=way), reversals=False))
    wanted: dict[str, Decimal] = defaultdict(Decimal)
    revenue: dict[str, Decimal] = defaultdict(Decimal)
    for receipt in shop.fold.books.all(Receipt):
        if receipt.member is None:
            continue
        tax = kept_of_receipt(receipt) if receipt.taxes else _ZERO
        revenue[receipt.member] += tax
        wanted[receipt.member] += tax if way == "dengan-ppn" else _ZERO
    assert {SALES_MEMBERS, SALES_OTHERS}
    plain = begun(tax_prelude(tax_terms(jasa_usaha="dengan-ppn")))
    plain.add_all(shop.events)
    for each in shop.fold.books.all(Patronage):
        other = plain.books.peek(Patronage, each.key)
        assert other is not None
        assert other.sales - each.sales == revenue[each.member] - wanted[each.member]
