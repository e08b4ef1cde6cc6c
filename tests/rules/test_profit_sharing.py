"""A month's profit shared with mudharabah savings: worked figures and laws."""

import json
import random
from decimal import Decimal
from fractions import Fraction

import pytest
from book_fold import Fold, make
from hypothesis import given
from hypothesis import strategies as st
from sharia_books import book, earned, money, saved

from koperasi_ledger.checks.subledgers import held_by_records
from koperasi_ledger.engine.sharing import income_of, saving_members
from koperasi_ledger.model import accounts
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.policy.sharia import ProfitSharing
from koperasi_ledger.model.records import InterestMonth, ProfitPool, SavingsAccount
from koperasi_ledger.rules.dates import last_day
from koperasi_ledger.rules.sharia.pool import divide, shares_of
from koperasi_ledger.rules.sharia.sharing import sharing_on

ZERO = Decimal(0)
Key = tuple[str, tuple[str | None, str | None]]
MONTH = "2026-01"
END = last_day(MONTH)


def closed(month: str = MONTH) -> AnyEvent:
    return make("profit_pool_closed", f"BH-{month}", str(last_day(month)), month=month)


def all_shares(fold: Fold, month: str = MONTH) -> list[AnyEvent]:
    """What the run would record for every member."""
    policy = sharing_on(fold.books.section("sharia"), last_day(month))
    income = income_of(policy, month, fold.books, fold)
    found = shares_of(divide(policy, income, saving_members(fold.books, last_day(month)), month))
    return [
        make(
            "savings_profit_shared",
            f"BH-{month}-{member}",
            str(last_day(month)),
            month=month,
            member=member,
            shares=[{"product": key, "amount": str(amount)} for key, amount in shares.items()],
        )
        for member, shares in found.items()
    ]


def check_control(fold: Fold) -> None:
    held: dict[Key, Decimal] = {}
    for item in held_by_records(fold.books.records().values()):
        held[item.account, item.sub] = held.get((item.account, item.sub), ZERO) + item.amount
    for account in (accounts.VOLUNTARY, accounts.SHARED_PROFIT, accounts.INTEREST_TAX):
        ledger: dict[Key, Decimal] = {}
        for entry in fold.entries():
            for leg in entry.postings:
                if leg.account == account:
                    key = (account, (leg.member, leg.sub))
                    ledger[key] = ledger.get(key, ZERO) + leg.amount
        mine = {key: amount for key, amount in held.items() if key[0] == account}
        for key in {*ledger, *mine}:
            assert ledger.get(key, ZERO) == mine.get(key, ZERO), key


def test_a_month_worked_out_by_hand() -> None:
    """10 m income, 80 % of it earned by the savers' money, nisbah 40 and 55."""
    fold = book()
    fold.add(saved("A-1", "mudharabah", "30000000", "2026-01-01"))
    fold.add(saved("A-2", "mudharabah", "31000000", "2026-01-22"))  # 10 of 31 days: 10 m on average
    fold.add(saved("A-3", "qurban", "60000000", "2026-01-01"))
    fold.add(saved("A-1", "sukarela", "90000000", "2026-01-01"))  # does not share
    fold.add(earned("10000000", "2026-01-20"))
    done = fold.add(closed())
    # 8 m over 100 m of average balances: 40 m to mudharabah x 40 %, 60 m to qurban x 55 %.
    legs = {leg.sub: leg.amount for leg in done.entry.postings}  # type: ignore[union-attr]
    assert legs == {
        None: 1280000 + 2640000,
        "2026-01:mudharabah": -1280000,
        "2026-01:qurban": -2640000,
    }
    fold.add_all(all_shares(fold))
    balance = {item.key: item.balance for item in fold.books.all(SavingsAccount)}
    # 3/4 and 1/4; above 240,000 in the month 10 % PPh is withheld.
    assert balance["A-1:mudharabah"] == 30000000 + 960000 - 96000
    assert balance["A-2:mudharabah"] == 31000000 + 320000 - 32000
    assert balance["A-3:qurban"] == 60000000 + 2640000 - 264000
    assert accounts.SHARED_PROFIT not in fold.balances()
    assert fold.balances()[accounts.INTEREST_TAX] == -392000
    check_control(fold)


def test_who_holds_too_little_or_left_has_no_share() -> None:
    fold = book()
    fold.add(saved("A-1", "qurban", "40000", "2026-01-01"))
    fold.add(saved("A-2", "qurban", "1000000", "2026-01-01"))
    fold.add(earned("1000000", "2026-01-20"))
    fold.add(make("member_resigned", "AK", "2026-01-25", member="A-3", reason="Pindah"))
    fold.add(closed())
    assert [event.member for event in all_shares(fold)] == ["A-2"]  # type: ignore[attr-defined]


def test_a_month_is_shared_once_and_undone_from_the_last_on() -> None:
    fold = book()
    fold.add(saved("A-1", "mudharabah", "30000000", "2026-01-01"))
    fold.add(saved("A-2", "mudharabah", "10000000", "2026-01-01"))
    fold.add(earned("10000000", "2026-01-20"))
    before, held = fold.balances(), fold.books.all(SavingsAccount)
    fold.add(closed())
    first, second = all_shares(fold)
    fold.add(first)
    with pytest.raises(Refusal, match="sudah dicatat"):
        fold.add(first.model_copy(update={"ref": "LAGI"}))
    with pytest.raises(Refusal, match="sudah dihitung"):
        fold.add(closed().model_copy(update={"ref": "LAGI"}))
    fold.add(second)
    with pytest.raises(Refusal, match=r"BH-2026-01-A-1"):
        fold.add(make("event_reversed", "Z0", "2026-03-01", target="BH-2026-01", reason="Uji"))
    for number, event in enumerate((second, first), 1):
        reverse = {"target": event.ref, "reason": "Uji"}
        fold.add(make("event_reversed", f"Z{number}", "2026-03-01", **reverse))
        check_control(fold)
    fold.add(make("event_reversed", "Z3", "2026-03-01", target="BH-2026-01", reason="Uji"))
    assert fold.balances() == before
    assert fold.books.all(SavingsAccount) == held
    assert not any(item.gross or item.withheld for item in fold.books.all(InterestMonth))
    assert fold.books.peek(ProfitPool, MONTH) is None
    # And once more.
    fold.add(closed().model_copy(update={"ref": "BH-2"}))
    for number, event in enumerate(all_shares(fold)):
        fold.add(event.model_copy(update={"ref": f"BH-2-{number}"}))
    check_control(fold)


def test_a_share_that_was_spent_stands() -> None:
    fold = book()
    fold.add(saved("A-1", "mudharabah", "30000000", "2026-01-01"))
    fold.add(earned("10000000", "2026-01-20"))
    fold.add(closed())
    (share,) = all_shares(fold)
    fold.add(share)
    account = fold.books.peek(SavingsAccount, "A-1:mudharabah")
    assert account is not None
    whole = str(account.balance)
    taken = {"member": "A-1", "product": "mudharabah"}
    fold.add(money("savings_withdrawn", "TARIK", "2026-02-01", whole, **taken))
    with pytest.raises(Refusal, match="TARIK"):
        fold.add(make("event_reversed", "Z", "2026-03-01", target=share.ref, reason="Uji"))


def test_a_made_up_share_is_refused() -> None:
    fold = book()
    fold.add(saved("A-1", "mudharabah", "30000000", "2026-01-01"))
    fold.add(saved("A-2", "mudharabah", "10000000", "2026-01-01"))
    fold.add(earned("10000000", "2026-01-20"))
    fold.add(closed())
    wrong = {"month": MONTH, "shares": [{"product": "mudharabah", "amount": "2400002"}]}
    with pytest.raises(Refusal, match="saldo rata-rata"):
        fold.add(make("savings_profit_shared", "X", str(END), member="A-1", **wrong))


def test_a_bonus_is_a_gift_on_wadiah_only_and_taxed_with_the_rest() -> None:
    fold = book()
    fold.add(saved("A-1", "wadiah", "5000000", "2026-01-01"))
    fold.add(saved("A-1", "mudharabah", "5000000", "2026-01-01"))
    give = {"member": "A-1", "product": "wadiah"}
    fold.add(make("savings_bonus_given", "BONUS-1", "2026-01-31", amount="240000", **give))
    assert accounts.INTEREST_TAX not in fold.balances()
    # One rupiah more makes all of the month taxable.
    fold.add(make("savings_bonus_given", "BONUS-2", "2026-01-31", amount="10000", **give))
    assert fold.balances()[accounts.INTEREST_TAX] == -10000
    assert fold.balances()[accounts.WADIAH_GIFTS] == 250000
    other = {"member": "A-1", "product": "mudharabah", "amount": "1000"}
    with pytest.raises(Refusal, match="wadiah"):
        fold.add(make("savings_bonus_given", "X", "2026-01-31", **other))
    check_control(fold)


BALANCES = st.lists(
    st.tuples(
        st.sampled_from(["mudharabah", "qurban"]),
        st.integers(0, 10**9),
        st.integers(1, 31),
    ),
    min_size=1,
    max_size=12,
)


def _accounts(moves: list[tuple[str, int, int]]) -> list[SavingsAccount]:
    return [
        SavingsAccount(
            member=f"A-{number}",
            product=key,
            balance=Decimal(amount),
            moves={f"2026-01-{day:02d}": Decimal(amount)},
        )
        for number, (key, amount, day) in enumerate(moves)
    ]


def _policy(portion: str, nisbah: tuple[str, str]) -> ProfitSharing:
    return ProfitSharing.model_validate_json(
        json.dumps(
            {
                "akun_pendapatan": ["Pendapatan:Anggota:MarginMurabahah"],
                "porsi_dana_persen": portion,
                "produk": [
                    {"kunci": "mudharabah", "nisbah": nisbah[0]},
                    {"kunci": "qurban", "nisbah": nisbah[1]},
                ],
            }
        )
    )


PERCENT = st.sampled_from(["1", "12.5", "33.333333", "40", "100"])


@given(BALANCES, st.integers(1, 10**11), PERCENT, st.tuples(PERCENT, PERCENT), st.randoms())
def test_shares_add_up_to_the_pool_in_any_order_and_nobody_gets_more_than_a_rupiah_too_much(
    moves: list[tuple[str, int, int]],
    sen: int,
    portion: str,
    nisbah: tuple[str, str],
    dice: random.Random,
) -> None:
    income, policy, held = Decimal(sen) / 100, _policy(portion, nisbah), _accounts(moves)
    pools = divide(policy, income, held, MONTH)
    shares = shares_of(pools)
    mixed = list(held)
    dice.shuffle(mixed)
    assert shares_of(divide(policy, income, mixed, MONTH)) == shares
    whole = {number: amount * (32 - day) for number, (_, amount, day) in enumerate(moves)}
    everything = sum(whole.values())
    given_out = ZERO
    for pool, rate in zip(pools, nisbah, strict=True):
        key = pool.part.product
        of_product = {n: w for n, w in whole.items() if moves[n][0] == key}
        exact = Fraction(0)
        if everything:
            exact = (
                Fraction(income)
                * Fraction(portion)
                / 100
                * Fraction(rate)
                / 100
                * Fraction(sum(of_product.values()), everything)
            )
        # Whole rupiah, rounded down: the cooperative keeps less than one for each product.
        assert 0 <= exact - Fraction(pool.part.total) < 1
        got = {n: shares.get(f"A-{n}", {}).get(key, ZERO) for n in of_product}
        assert sum(got.values(), ZERO) == pool.part.total
        given_out += pool.part.total
        for number, amount in got.items():
            weighed = sum(of_product.values())
            mine = Fraction(pool.part.total) * of_product[number] / weighed if weighed else 0
            assert abs(Fraction(amount) - mine) < 1
    assert given_out <= income


@given(st.integers(0, 2**32))
def test_any_month_through_the_events_leaves_nothing_in_the_pool(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    fold = book()
    for number in range(dice.randrange(1, 8)):
        day = f"2026-01-{dice.randrange(1, 32):02d}"
        key = dice.choice(["mudharabah", "qurban", "sukarela"])
        event = saved(f"A-{dice.randrange(1, 4)}", key, str(dice.randrange(1, 10**8)), day)
        fold.add(event.model_copy(update={"ref": f"S{number}"}))
    fold.add(earned(str(dice.randrange(1, 10**8)), "2026-01-20"))
    try:
        fold.add(closed())
    except Refusal:
        assert not all_shares(fold)
        return
    fold.add_all(all_shares(fold))
    assert accounts.SHARED_PROFIT not in fold.balances()
    pool = fold.books.peek(ProfitPool, MONTH)
    assert pool is not None
    assert not any(part.remaining for part in pool.parts)
    check_control(fold)
