"""A plan for the SHU is judged when it is adopted, and shares both parts of a year's SHU whole."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from book_fold import Fold, founded, joined, make
from hypothesis import given
from hypothesis import strategies as st
from test_year_laws import INCOME, close, dealt, number

from koperasi_ledger.model.accounts import GENERAL_RESERVE, SHU_MEMBERS, SHU_PRIOR
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.rules.errors import UnknownAccount
from koperasi_ledger.rules.errors.shu import NotAFundAccount

D = Decimal
YEAR = 2026
SOCIAL = "Liabilitas:DanaSHU:Sosial"
RESERVE_POOL = {"pos": "cadangan", "persen": "40", "tujuan": "dana", "akun": GENERAL_RESERVE}
MEMBERS_POOL = {"pos": "jasa", "persen": "60", "tujuan": "anggota", "dasar": "modal"}
BASES = {"modal": {"dihitung": ["simpanan_pokok"]}}


def adopted(*pools: dict[str, str], **policy: Any) -> AnyEvent:
    shu = {"alokasi": pools, "dasar_anggota": BASES, **policy.pop("shu", {})}
    return make(
        "policy_adopted",
        "K-SHU",
        "2026-01-15",
        effective="2026-02-01",
        decision="RAT",
        policy={"shu": shu, **policy},
    )


@pytest.mark.parametrize(
    ("pools", "settings", "told"),
    [
        ([RESERVE_POOL], {}, "Jumlah persen 40%, bukan 100%: kurang 60"),
        ([RESERVE_POOL, MEMBERS_POOL, MEMBERS_POOL], {}, "Pos jasa tercantum lebih dari satu kali"),
        ([RESERVE_POOL, MEMBERS_POOL], {"sisa_ke": "sosial"}, "sosial bukan pos dana"),
        ([RESERVE_POOL, MEMBERS_POOL], {"pembulatan": "100"}, "menyisakan uang"),
        (
            [{**RESERVE_POOL, "persen_non_anggota": "60"}, MEMBERS_POOL],
            {},
            "Jumlah persen_non_anggota 60%, bukan 100%: kurang 40",
        ),
    ],
)
def test_a_plan_that_cannot_be_followed_is_not_adopted(
    pools: list[dict[str, str]], settings: dict[str, Any], told: str
) -> None:
    fold = Fold().add_all(founded())
    before = fold.state()
    with pytest.raises(Refusals, match=told):
        fold.add(adopted(*pools, shu=settings))
    assert fold.state() == before
    fold.add(adopted(RESERVE_POOL, MEMBERS_POOL))


@pytest.mark.parametrize(
    ("account", "kind"),
    [
        ("Ekuitas:Cadangan:Umumm", UnknownAccount),
        ("Beban:Usaha:Sewa", NotAFundAccount),
        (SHU_MEMBERS, NotAFundAccount),
        ("Ekuitas:SimpananPokok", NotAFundAccount),
    ],
)
def test_a_fund_goes_to_an_account_that_can_be_one(account: str, kind: type[Refusal]) -> None:
    fold = Fold().add_all(founded())
    with pytest.raises(kind):
        fold.add(adopted({**RESERVE_POOL, "akun": account}, MEMBERS_POOL))


def test_a_fund_may_go_to_an_account_of_the_same_decision() -> None:
    fold = Fold().add_all(founded())
    new = {"akun": "Liabilitas:DanaSHU:Audit", "kode": "2129", "nama": "Dana audit"}
    pool = {**RESERVE_POOL, "akun": new["akun"]}
    fold.add(adopted(pool, MEMBERS_POOL, akun={"tambahan": [new]}))


@given(
    st.integers(2, 10**9),
    st.fractions(0, 1, max_denominator=97),
    st.lists(st.integers(0, 10_000), min_size=1, max_size=1),
)
def test_both_parts_reach_their_accounts_to_the_rupiah(
    surplus: int, part: Fraction, cut: list[int]
) -> None:
    from_members = int(surplus * part)
    first, second = (str(D(after - before) / 100) for before, after in pairwise([0, *cut, 10_000]))
    fold = Fold().add_all([*founded(), joined(number(0)), joined(number(1))])
    fold.add_all(dealt([(INCOME[0], D(surplus), None, 40)], YEAR))
    assert close(fold, YEAR) == surplus
    social = {"pos": "sosial", "persen": "10", "tujuan": "dana", "akun": SOCIAL}
    plan = {
        "alokasi": [
            {**RESERVE_POOL, "persen_non_anggota": first},
            {**social, "persen_non_anggota": second},
            {**MEMBERS_POOL, "persen": "50"},
        ],
    }
    members = [{"member": number(place), "bases": {"modal": str(place + 1)}} for place in (0, 1)]
    fold.add(
        make(
            "shu_decided",
            "SHU",
            f"{YEAR + 1}-02-20",
            year=YEAR,
            decision="RAT",
            surplus=str(surplus),
            from_members=str(from_members),
            plan=plan,
            members=members,
        )
    )
    held = fold.balances()
    assert held.get(SHU_PRIOR, D(0)) == 0
    got = {name: -held.get(name, D(0)) for name in (GENERAL_RESERVE, SOCIAL, SHU_MEMBERS)}
    assert sum(got.values()) == surplus
    others = surplus - from_members
    assert abs(got[GENERAL_RESERVE] - (from_members * D("0.4") + others * D(first) / 100)) < 2
    assert abs(got[SOCIAL] - (from_members * D("0.1") + others * D(second) / 100)) < 2
    assert abs(got[SHU_MEMBERS] - from_members * D("0.5")) < 1
