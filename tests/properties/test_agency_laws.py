"""Laws of agency work and of aid over any stream of recaps, balances, goods and money."""

import json
from collections import Counter, defaultdict
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from book_fold import make
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streams_agency import Office, offices

from koperasi_ledger.checks.agency_parts import AGENCY_ACCOUNTS, AID_ACCOUNTS, agency_parts
from koperasi_ledger.model.accounts import (
    AGENT_COSTS,
    AGENT_FEES_MEMBERS,
    AGENT_FEES_OTHERS,
    AID_DUES,
    AID_STOCK,
)
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.events.agency import AgencyFeeReceived, AgencyRecorded
from koperasi_ledger.model.events.aid import AidHandedOut
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.policy.agency import AgencyFee
from koperasi_ledger.model.quantities import to_micro
from koperasi_ledger.model.records import AidBeneficiary, AidStock, Reversal
from koperasi_ledger.model.records.agency import AgencyAccount, AgencyPatronage
from koperasi_ledger.rules.agency.fees import fee_bounds, fee_of, usual_fee
from koperasi_ledger.rules.aid.care import share
from koperasi_ledger.rules.errors import AgencyDayReconciled, DependedOn

quick = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
LAST = "2026-06-30"
POLICIES: tuple[dict[str, Any], ...] = ({}, {"saldo_minus": True})
ACCOUNTS = (*AGENCY_ACCOUNTS, *AID_ACCOUNTS)


def parts(office: Office) -> dict[tuple[str, Any], Decimal]:
    """What the records say of each control account, part by part."""
    found: dict[tuple[str, Any], Decimal] = defaultdict(Decimal)
    for record in office.fold.books.records().values():
        for account, sub, amount in agency_parts(record):
            found[account, sub] += amount
    return {key: amount for key, amount in found.items() if amount}


def posted(office: Office) -> dict[tuple[str, Any], Decimal]:
    """What the ledger says of them."""
    found: dict[tuple[str, Any], Decimal] = defaultdict(Decimal)
    for entry in office.fold.entries():
        for leg in entry.postings:
            if leg.account in ACCOUNTS:
                found[leg.account, (leg.member, leg.sub)] += leg.amount
    return {key: amount for key, amount in found.items() if amount}


def standing(office: Office) -> list[AnyEvent]:
    """The events that were not reversed."""
    return [e for e in office.events if office.fold.books.peek(Reversal, e.ref) is None]


@pytest.mark.parametrize("policy", POLICIES)
@quick
@given(st.data())
def test_balances_claims_and_aid_are_their_control_accounts(
    policy: dict[str, Any], data: st.DataObject
) -> None:
    office = data.draw(offices(**policy))
    assert parts(office) == posted(office)
    for account in office.fold.books.all(AgencyAccount):
        assert account.claim >= 0
        assert account.balance >= 0 or account.way == "setor" or policy


@quick
@given(offices())
def test_only_net_fees_are_revenue_and_never_a_nominal(office: Office) -> None:
    earned: dict[tuple[str, str | None], Decimal] = defaultdict(Decimal)
    for event in standing(office):
        if isinstance(event, AgencyRecorded):
            for line in event.lines:
                side = AGENT_FEES_OTHERS if line.member is None else AGENT_FEES_MEMBERS
                earned[side, line.member] += line.charged - line.kept + line.earned
        elif isinstance(event, AgencyFeeReceived) and event.settles is not None:
            earned[AGENT_FEES_OTHERS, None] += event.amount + event.withheld - event.settles
    booked: dict[tuple[str, str | None], Decimal] = defaultdict(Decimal)
    for entry in office.fold.entries():
        for leg in entry.postings:
            if leg.account.startswith("Pendapatan:"):
                booked[leg.account, leg.member] -= leg.amount
    assert {k: v for k, v in booked.items() if v} == {k: v for k, v in earned.items() if v}


@quick
@given(offices())
def test_what_members_did_through_the_agency_is_what_their_lines_say(office: Office) -> None:
    found: Counter[tuple[str, str]] = Counter()
    for event in standing(office):
        for line in event.lines if isinstance(event, AgencyRecorded) else ():
            if line.member is not None:
                found[line.member, "count"] += line.count
                found[line.member, "fees"] += to_sen(line.net)
                found[line.member, "nominal"] += to_sen(line.nominal)
    for record in office.fold.books.all(AgencyPatronage):
        assert record.count == found[record.member, "count"]
        assert to_sen(record.fees) == found[record.member, "fees"]
        assert to_sen(record.nominal) == found[record.member, "nominal"]


@quick
@given(offices())
def test_what_is_undone_next_year_leaves_the_fees_of_a_year_that_is_over(office: Office) -> None:
    """The SHU of the year may be shared by then."""
    fold = office.fold
    before = fold.books.all(AgencyPatronage)
    for event in [event for event, _ in reversed(fold.applied)]:
        if isinstance(event, AgencyRecorded):
            with suppress(Refusal):
                reason = {"target": event.ref, "reason": "Keliru"}
                fold.add(make("event_reversed", f"BX-{event.ref}", "2027-01-05", **reason))
    after = fold.books.all(AgencyPatronage)
    assert tuple(each for each in after if each.year == 2026) == before


@quick
@given(offices())
def test_a_liability_is_matched_by_its_goods_and_aid_is_no_result(office: Office) -> None:
    sums = posted(office)
    for stock in office.fold.books.all(AidStock):
        owed = -sums.get((AID_DUES, (None, stock.key)), Decimal(0))
        goods = sums.get((AID_STOCK, (None, stock.key)), Decimal(0))
        if stock.money:
            assert owed == stock.value == Decimal(stock.quantity) / 1_000_000
        else:
            assert goods == owed == stock.value
        if not stock.posted:
            assert owed == 0
    aid_refs = {event.ref for event in office.events if event.kind.startswith("aid_")}
    for entry in office.fold.entries():
        if entry.ref in aid_refs:
            names = {leg.account.partition(":")[0] for leg in entry.postings}
            assert names <= {"Aset", "Liabilitas"}


@quick
@given(offices())
def test_aid_is_what_came_less_what_left_and_nobody_gets_anything_twice(office: Office) -> None:
    for stock in office.fold.books.all(AidStock):
        gone = stock.handed + stock.lost + stock.returned
        assert stock.quantity == stock.received - gone
        assert min(stock.received, stock.handed, stock.lost, stock.returned) >= 0
        assert all(count >= 0 for count in stock.places.values())
        if not stock.money:
            assert sum(stock.places.values()) == stock.quantity
        assert stock.quantity or not stock.value
    got: Counter[tuple[str, str, str]] = Counter()
    for event in standing(office):
        if isinstance(event, AidHandedOut):
            for line in event.lines:
                got[event.programme, line.beneficiary, line.item] += to_micro(line.quantity)
    for person in office.fold.books.all(AidBeneficiary):
        for item, allotted in person.allotted.items():
            taken = got[person.programme, person.beneficiary, item]
            assert person.taken(item) == taken <= allotted
    assert {(p.programme, p.beneficiary) for p in office.fold.books.all(AidBeneficiary)} >= {
        (programme, number) for programme, number, _ in got
    }


@quick
@given(offices())
def test_no_name_or_number_of_a_beneficiary_is_printed(office: Office) -> None:
    text = office.fold.text()
    assert "KPM-" not in text
    assert "Warga" not in text
    assert "Tetangga" not in text


@pytest.mark.parametrize("policy", POLICIES)
@quick
@given(st.data())
def test_an_event_and_its_reversal_leave_agency_and_aid_as_they_were(
    policy: dict[str, Any], data: st.DataObject
) -> None:
    office = data.draw(offices(reversals=False, **policy))
    before = {key: _plain(office, key) for key in office.fold.books.records()}
    balances = office.fold.balances()
    event = None
    for _ in range(20):
        event = event or office.next()
    if event is None:
        return
    office.fold.add(make("event_reversed", "z", LAST, target=event.ref, reason="Uji"))
    assert office.fold.balances() == balances
    for key, body in before.items():
        assert _plain(office, key) == body, key
    for key in set(office.fold.books.records()) - set(before):
        record = office.fold.books.records()[key]
        assert all(not amount for _, _, amount in agency_parts(record)), record
        assert getattr(record, "quantity", 0) == 0
        assert getattr(record, "count", 0) == 0


def _plain(office: Office, key: tuple[str, str]) -> dict[str, Any]:
    """A record without the days it moved on and places where nothing is left, which stay."""
    fields = dict(office.fold.books.records()[key].model_dump())
    fields.pop("moved", None)
    if "places" in fields:
        fields["places"] = {place: count for place, count in fields["places"].items() if count}
    return {
        name: f"{value.normalize():f}" if isinstance(value, Decimal) and value else value or None
        for name, value in fields.items()
    }


@quick
@given(offices(reversals=False))
def test_all_agency_work_and_aid_can_be_reversed_from_the_last_on(office: Office) -> None:
    for number, event in enumerate(reversed(office.events)):
        office.fold.add(make("event_reversed", f"z{number}", LAST, target=event.ref, reason="Uji"))
        assert parts(office) == posted(office)
    assert office.fold.balances() == {}


@quick
@given(offices(reversals=False))
def test_a_refused_reversal_of_agency_or_aid_names_later_events(office: Office) -> None:
    for number, event in enumerate(office.events):
        reverse = make("event_reversed", f"z{number}", LAST, target=event.ref, reason="Uji")
        try:
            office.fold.add(reverse)
        except DependedOn as refusal:
            assert refusal.later, refusal  # noqa: PT017 - only this refusal
        assert parts(office) == posted(office)


# Fees against transactions one by one.

_AMOUNTS = st.integers(1, 5_000_000).map(Decimal)
_FEES = st.one_of(
    st.none(),
    st.integers(0, 9_999).map(lambda fee: AgencyFee(fixed=Decimal(fee))),
    st.builds(
        lambda percent, low, more: AgencyFee(
            percent=Decimal(percent) / 100,
            lowest=low,
            highest=None if more is None else (low or Decimal(0)) + more,
        ),
        st.integers(0, 500),
        st.one_of(st.none(), st.integers(0, 5_000).map(Decimal)),
        st.one_of(st.none(), st.integers(1, 20_000).map(Decimal)),
    ),
    st.lists(st.integers(0, 9_999).map(Decimal), min_size=1, max_size=4).map(
        lambda fees: AgencyFee.model_validate_json(
            json.dumps(
                {
                    "jenjang": [
                        {"fee": str(fee)} | ({"sampai": str(place * 500_000)} if last else {})
                        for place, fee in enumerate(fees, 1)
                        for last in [place < len(fees)]
                    ]
                }
            )
        )
    ),
)


@quick
@given(_FEES, st.lists(_AMOUNTS, min_size=1, max_size=12))
def test_the_fees_of_single_transactions_lie_within_the_bounds_of_their_recap(
    fee: AgencyFee | None, nominals: list[Decimal]
) -> None:
    total = sum((fee_of(fee, nominal) for nominal in nominals), Decimal(0))
    low, high = fee_bounds(fee, len(nominals), sum(nominals, Decimal(0)))
    assert low <= total <= high
    usual = usual_fee(fee, len(nominals), sum(nominals, Decimal(0)))
    if usual is not None:
        assert low <= usual <= high
        assert len(nominals) > 1 or usual == total


def test_what_the_app_takes_is_a_cost_and_what_is_late_is_not() -> None:
    office = Office(lambda choices: choices[0])
    top = {"principal": "ppob", "amount": "100000", "via": "kas"}
    office.fold.add(make("agency_float_topped_up", "a", "2026-02-01", **top))
    told = {
        "principal": "ppob",
        "balance": "110000",
        "differences": [
            {"reason": "biaya", "amount": "1500", "explanation": "Biaya bulanan aplikasi"},
            {"reason": "tertunda-keluar", "amount": "11000", "explanation": "Token pending"},
            {"reason": "lebih", "amount": "500", "explanation": "Tidak diketahui"},
        ],
    }
    office.fold.add(make("agency_float_reconciled", "b", "2026-02-01", **told))
    account = office.fold.books.peek(AgencyAccount, "ppob")
    assert account is not None
    assert account.balance == Decimal(99_000)
    assert office.fold.balances()[AGENT_COSTS] == Decimal(1_000)


def test_comparisons_with_the_app_are_taken_back_from_the_last_on() -> None:
    office = Office(lambda choices: choices[0])
    top = {"principal": "ppob", "amount": "100000", "via": "kas"}
    office.fold.add(make("agency_float_topped_up", "a", "2026-02-01", **top))
    for ref, day in (("b", "2026-02-02"), ("c", "2026-02-05")):
        told = {"principal": "ppob", "balance": "100000"}
        office.fold.add(make("agency_float_reconciled", ref, day, **told))
    with pytest.raises(DependedOn) as caught:
        office.fold.add(make("event_reversed", "x", LAST, target="b", reason="Uji"))
    assert caught.value.later == ("c",)
    with pytest.raises(AgencyDayReconciled):
        office.fold.add(make("event_reversed", "y", "2026-02-03", target="a", reason="Uji"))
    office.fold.add(make("event_reversed", "z", LAST, target="c", reason="Uji"))
    account = office.fold.books.peek(AgencyAccount, "ppob")
    assert account is not None
    assert str(account.reconciled) == "2026-02-02"


@quick
@given(
    sen=st.integers(1, 10**9),
    parts=st.lists(st.integers(1, 10**8), min_size=1, max_size=20),
    money=st.booleans(),
)
def test_what_is_handed_out_bit_by_bit_takes_the_whole_value(
    sen: int, parts: list[int], *, money: bool
) -> None:
    whole = sum(parts)
    if money:
        parts, whole, sen = [part * 10_000 for part in parts], whole * 10_000, whole
    stock = AidStock(
        programme="p", item="i", posted=True, money=money, quantity=whole, value=from_sen(sen)
    )
    for part in parts:
        cost = share(stock, part)
        assert 0 <= cost <= to_sen(stock.value)
        assert money or part == stock.quantity or cost % 100 == 0 or cost == to_sen(stock.value)
        left = from_sen(to_sen(stock.value) - cost)
        stock = stock.updated(quantity=stock.quantity - part, value=left)
        assert not money or to_sen(stock.value) == stock.quantity // 10_000
    assert stock.value == 0
