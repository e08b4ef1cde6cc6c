"""Laws of fixed assets: what is written down, what the accounts hold, what a disposal leaves."""

from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

import pytest
from asset_books import PLAIN, ZERO, Yard, asset_book, asset_of, bought, depreciated
from book_fold import Fold, bank_line, make
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koperasi_ledger.checks.asset_parts import ASSET_ACCOUNTS, asset_parts
from koperasi_ledger.model.accounts import ASSET_GAIN, ASSET_LOSS, ASSET_WEAR
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records import Asset
from koperasi_ledger.rules.assets.wear import part_of, worn_through
from koperasi_ledger.rules.dates import add_months, last_day
from koperasi_ledger.rules.errors import NothingToDepreciate

quick = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
MONTHS = tuple(add_months("2026-01", count) for count in range(14))


def wear_of(fold: Fold) -> Decimal:
    return fold.balances().get(ASSET_WEAR, ZERO)


@quick
@given(
    amount=st.integers(1, 10**9),
    residual=st.integers(0, 10**9),
    life=st.integers(1, 30),
    runs=st.sets(st.sampled_from(MONTHS), max_size=6),
    day=st.sampled_from(("2026-01-01", "2026-01-15", "2026-01-16", "2026-01-31")),
    begins=st.sampled_from(("bulan-perolehan", "bulan-berikutnya", "tengah-bulan")),
)
def test_over_its_life_exactly_cost_less_residual_is_written_down(  # noqa: PLR0917 - what varies
    amount: int, residual: int, life: int, runs: set[str], day: str, begins: str
) -> None:
    """However the months are split into runs, and whichever month it begins with."""
    residual = min(residual, amount)
    fold = asset_book(mulai=begins)
    fold.add(bought("A-1", day, str(amount), life=life, residual=str(residual)))
    for month in (*sorted(runs), "2029-12"):
        event = depreciated("A-1", month)
        if last_day(month) < asset_of(fold, "A-1").moved:
            continue
        try:
            fold.add(event)
        except NothingToDepreciate:
            pass
        else:
            assert asset_of(fold, "A-1").worn == worn_through(asset_of(fold, "A-1"), month)
    assert wear_of(fold) == amount - residual
    assert asset_of(fold, "A-1").worn == amount - residual


@given(amount=st.integers(1, 10**9), life=st.integers(1, 60))
def test_every_month_but_the_last_takes_the_same_whole_rupiah(amount: int, life: int) -> None:
    fold = asset_book()
    fold.add(bought("A-1", "2026-01-05", f"{amount}.25", life=life))
    asset = asset_of(fold, "A-1")
    sums = [worn_through(asset, add_months("2025-12", count)) for count in range(life + 3)]
    steps = [after - before for before, after in pairwise(sums)]
    assert set(steps[: life - 1]) <= {Decimal(amount) // life, (Decimal(amount) + 1) // life}
    assert len(set(steps[: life - 1])) <= 1
    assert steps[life - 1] >= (steps[0] if life > 1 else 0)
    assert steps[life:] == [ZERO, ZERO]
    assert sums[0] == 0
    assert sums[-1] == asset.cost


def parts(fold: Fold) -> dict[tuple[str, str], Decimal]:
    """What the register says of each account, asset by asset."""
    found = {
        (account, asset.number): amount
        for asset in fold.books.all(Asset)
        for account, amount in asset_parts(asset)
    }
    return {key: amount for key, amount in found.items() if amount}


def posted(fold: Fold) -> dict[tuple[str, str], Decimal]:
    """What the ledger says of them."""
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for entry in fold.entries():
        for leg in entry.postings:
            if leg.account in ASSET_ACCOUNTS:
                found[leg.account, leg.sub or ""] += leg.amount
    return {key: amount for key, amount in found.items() if amount}


@quick
@given(seed=st.integers(0, 10**9))
def test_every_asset_is_in_the_ledger_as_in_the_register(seed: int) -> None:
    yard = Yard(seed).run(40)
    assert parts(yard.fold) == posted(yard.fold)
    for asset in yard.fold.books.all(Asset):
        assert 0 <= asset.worn <= asset.cost - asset.residual <= asset.cost
        assert (asset.quantity == 0) == (asset.ended is not None)


@quick
@given(seed=st.integers(0, 10**9))
def test_what_left_leaves_nothing_behind(seed: int) -> None:
    """After it is gone an asset holds nothing, and its cost is wear, price, or gain and loss."""
    yard = Yard(seed).run(40)
    last = max(event.date for event, _ in yard.fold.applied).isoformat()
    for asset in yard.fold.books.all(Asset):
        if asset.ended is None:
            ref = f"HAPUS-{asset.number}"
            yard.fold.add(make("asset_scrapped", ref, last, asset=asset.number, reason="habis"))
    assert posted(yard.fold) == {}
    assert parts(yard.fold) == {}


@quick
@given(seed=st.integers(0, 10**9))
def test_an_event_and_its_reversal_are_nothing(seed: int) -> None:
    yard = Yard(seed).run(25)
    for _ in range(10):
        before, state = yard.fold.balances(), yard.fold.state()
        event = yard.step()
        if event is None or event.kind == "event_reversed":
            continue
        day = event.date.isoformat()
        yard.fold.add(make("event_reversed", f"B-{event.ref}", day, target=event.ref, reason="x"))
        assert yard.fold.balances() == before
        after = {key: body for key, body in yard.fold.state().items() if key[0] != "pembalikan"}
        assert after == {key: body for key, body in state.items() if key[0] != "pembalikan"}


@quick
@given(seed=st.integers(0, 10**9))
def test_more_runs_change_no_total(seed: int) -> None:
    """Runs that somebody adds between the events change when it is an expense, not how much."""
    yard = Yard(seed).run(30)
    plain = [event for event in yard.standing() if event.kind != "asset_depreciated"]
    fold = Fold()
    try:
        fold.add_all(plain)
    except Refusal:
        return  # an event that stood on one that was reversed later
    moved = {asset.number for asset in fold.books.all(Asset)}
    for number in sorted(moved):
        for each in (fold, yard.fold):
            asset = each.books.peek(Asset, number)
            if asset is None or asset.ended is not None:
                continue
            try:
                each.add(depreciated(number, "2199-12"))
            except NothingToDepreciate:
                continue
    ours, theirs = fold.balances(), yard.fold.balances()
    result = (ASSET_WEAR, ASSET_GAIN, ASSET_LOSS)
    assert sum(ours.get(account, ZERO) for account in result) == sum(
        theirs.get(account, ZERO) for account in result
    )


@given(amount=st.integers(0, 10**12), of=st.integers(1, 1000))
def test_parts_of_pieces_never_exceed_the_whole(amount: int, of: int) -> None:
    whole = Decimal(amount) / 100
    assert part_of(whole, of, of) == whole
    for pieces in {1, of // 2, of - 1} - {0}:
        assert 0 <= part_of(whole, pieces, of) <= whole * pieces / of


def test_a_sale_on_a_day_of_a_month_writes_down_to_the_month_before() -> None:
    fold = asset_book()
    fold.add(bought("A-1", "2026-01-20", "7000000", quantity=2))
    sold = make(
        "asset_sold", "J", "2026-04-10", asset="A-1", quantity=1, amount="2500000", via="kas"
    )
    fold.add(sold)
    # 1,000,000 a month, three months; half of it and of the cost leaves.
    assert wear_of(fold) == 3000000
    assert fold.balances()[ASSET_LOSS if 3500000 - 1500000 > 2500000 else ASSET_GAIN] == -500000
    rest = asset_of(fold, "A-1")
    assert rest.cost == 3500000
    assert rest.worn == 1500000
    assert (rest.start, rest.months) == ("2026-04", 4)
    for month, worn in (("2026-04", 2000000), ("2026-06", 3000000), ("2026-12", 3500000)):
        fold.add(depreciated("A-1", month))
        assert asset_of(fold, "A-1").worn == worn


def test_an_old_asset_leaves_its_plain_accounts_and_no_result() -> None:
    fold = asset_book()
    before = fold.balances()
    fold.add(
        make(
            "asset_taken_over", "T", "2026-01-01", asset="A-9", name="Etalase",
            asset_class="peralatan", acquired="2025-11-20", amount="9000001", account=PLAIN[0],
            worn="3000000", worn_account=PLAIN[1], life=7,
        )
    )  # fmt: skip
    after = fold.balances()
    assert not {PLAIN[0], PLAIN[1]} & after.keys()
    assert sum(after.values()) == sum(before.values()) == 0
    # November and December are done: five months for what is left, the residue in the last.
    months = [f"2026-{month:02d}" for month in range(1, 6)]
    for month in months:
        fold.add(depreciated("A-9", month))
    steps = [
        done.entry.postings[0].amount
        for event, done in fold.applied
        if event.kind == "asset_depreciated" and isinstance(done.entry, Entry)
    ]
    assert steps == [1200000, 1200000, 1200000, 1200000, 1200001]
    with pytest.raises(NothingToDepreciate):
        fold.add(depreciated("A-9", "2026-06"))


def test_a_bank_line_that_waited_is_explained_and_waits_again() -> None:
    fold = asset_book()
    fold.add(
        make(
            "bank_payment_unidentified", "BANK-1", "2026-01-10", account="bri", amount="7000000",
            bank_ref=bank_line("bri", "2026-01-10", 1), text="TRSF TOKO ALAT",
        )
    )  # fmt: skip
    waiting = fold.state()
    fold.add(
        bought(
            "A-1",
            "2026-01-12",
            "9000000",
            clears="BANK-1",
            via=None,
            owed="2000000",
            account="Liabilitas:UtangUsaha",
        )
    )
    assert "Aset:Titipan:PengeluaranBelumDikenali" not in fold.balances()
    fold.add(make("event_reversed", "B", "2026-01-13", target="BELI-A-1", reason="keliru"))
    after = {key: body for key, body in fold.state().items() if key[0] != "pembalikan"}
    assert after == waiting
    assert fold.balances()["Aset:Titipan:PengeluaranBelumDikenali"] == 7000000
