"""Laws of closing a year and sharing its SHU, over cooperatives that differ in everything."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from book_fold import Fold, control_totals, founded, joined, make
from hypothesis import given
from hypothesis import strategies as st

from koperasi_ledger.model.accounts import SHU_CURRENT, SHU_MEMBERS, SHU_PRIOR
from koperasi_ledger.model.errors import Refusals
from koperasi_ledger.model.events import AnyEvent, ShuDecided
from koperasi_ledger.model.records import ClosedYear, Member, ShuShare
from koperasi_ledger.rules.savings import arrears
from koperasi_ledger.rules.shu_errors import FundTooSmall

ZERO = Decimal(0)
YEAR = 2026
INCOME = ("Pendapatan:Lain:BungaBank", "Pendapatan:Anggota:JasaLain")
COST = ("Beban:Usaha:Sewa", "Beban:Perkoperasian:RapatAnggota")
POLICY = "K-1"

amounts = st.one_of(st.integers(1, 9_999_999), st.integers(1, 99), st.integers(10**9, 10**11)).map(
    lambda rupiah: Decimal(rupiah) / 1
)
sen = st.integers(1, 10**9).map(lambda each: Decimal(each) / 100)
deals = st.lists(
    st.tuples(
        st.sampled_from(INCOME + COST),
        st.one_of(amounts, sen),
        st.sampled_from([None, "toko", "usp"]),
        st.integers(0, 364),
    ),
    max_size=12,
)


def dealt(found: list[tuple[str, Decimal, str | None, int]], year: int) -> list[AnyEvent]:
    """Entries of the year in one result account each, in the order of their days."""
    events = []
    for place, (account, amount, unit, days) in enumerate(sorted(found, key=lambda each: each[3])):
        side = "credit" if account.startswith("Pendapatan") else "debit"
        other = "debit" if side == "credit" else "credit"
        lines: list[dict[str, Any]] = [
            {"account": account, side: str(amount)} | ({"unit": unit} if unit else {}),
            {"account": "Aset:Piutang:Lain", other: str(amount)},
        ]
        day = date(year, 1, 1) + timedelta(days=days)
        events.append(
            make("journal_adjusted", f"J-{year}-{place}", f"{day}", reason="Usaha", lines=lines)
        )
    return events


def months(year: int, *, but: int = 11) -> list[AnyEvent]:
    return [
        make("month_closed", f"T-{year}-{month:02d}", f"{year}-12-31", month=f"{year}-{month:02d}")
        for month in range(1, but + 1)
    ]


def surplus_of(fold: Fold, year: int) -> Decimal:
    day = date(year, 12, 31)
    result = sum((each.amount for each in fold.results(day)), ZERO)
    return -(result + fold.balance(SHU_CURRENT, day))


def close(fold: Fold, year: int) -> Decimal:
    surplus = surplus_of(fold, year)
    fold.add_all(months(year))
    fold.add(make("year_closed", f"TT-{year}", f"{year}-12-31", year=year, surplus=str(surplus)))
    fold.add(make("year_opened", f"B-{year + 1}", f"{year + 1}-01-01", year=year + 1))
    return surplus


@given(deals, deals)
def test_a_closed_year_leaves_no_result_and_its_shu_waits(
    first: list[tuple[str, Decimal, str | None, int]],
    second: list[tuple[str, Decimal, str | None, int]],
) -> None:
    fold = Fold().add_all([*founded(), *dealt(first, YEAR)])
    before = {each.account: each.amount for each in fold.results(date(YEAR, 12, 31)) if each.amount}
    surplus = close(fold, YEAR)
    assert surplus == -sum(
        (
            each.amount
            for entry in fold.entries()
            for each in entry.postings
            if entry.ref.startswith("J-") and each.account in (*INCOME, *COST)
        ),
        ZERO,
    )
    assert not any(each.amount for each in fold.results(date(YEAR, 12, 31)))
    assert -fold.balance(SHU_CURRENT, date(YEAR, 12, 31)) == surplus
    assert fold.balance(SHU_CURRENT, date(YEAR + 1, 1, 1)) == ZERO
    assert -fold.balance(SHU_PRIOR, date(YEAR + 1, 1, 1)) == surplus
    # Another year on top of it: each year's result is its own.
    fold.add_all(dealt(second, YEAR + 1))
    later = close(fold, YEAR + 1)
    assert -fold.balance(SHU_PRIOR, date(YEAR + 2, 1, 1)) == surplus + later
    assert before or surplus == ZERO


plans = st.lists(st.integers(0, 100), min_size=4, max_size=4).filter(sum)
bases = st.lists(
    st.tuples(
        st.one_of(st.just(0), st.integers(1, 50), st.integers(1, 10**9)),
        st.one_of(st.just(0), st.integers(1, 50), st.integers(1, 10**9)),
    ),
    min_size=1,
    max_size=8,
)


def plan_of(weights: list[int], *, unit: str = "1", minimum: str = "0") -> dict[str, Any]:
    total = sum(weights)
    exact = [Decimal(weight * 10_000 // total) / 100 for weight in weights]
    exact[0] += 100 - sum(exact)
    names = ("cadangan", "modal", "usaha", "sosial")
    pools = [
        {
            "pos": names[0],
            "persen": str(exact[0]),
            "tujuan": "dana",
            "akun": "Ekuitas:Cadangan:Umum",
        },
        {"pos": names[1], "persen": str(exact[1]), "tujuan": "anggota", "dasar": "modal"},
        {"pos": names[2], "persen": str(exact[2]), "tujuan": "anggota", "dasar": "usaha"},
        {
            "pos": names[3],
            "persen": str(exact[3]),
            "tujuan": "dana",
            "akun": "Liabilitas:DanaSHU:Sosial",
        },
    ]
    return {
        "alokasi": pools,
        "bagikan_non_anggota": False,
        "kosong_ke": "cadangan",
        "sisa_ke": "cadangan",
        "pembulatan": unit,
        "bagian_paling_sedikit": minimum,
    }


def decided(
    surplus: Decimal, part: Decimal, plan: dict[str, Any], sizes: list[tuple[int, int]]
) -> AnyEvent:
    return make(
        "shu_decided",
        "SHU-2026",
        "2027-02-20",
        year=YEAR,
        decision="RAT 1",
        surplus=str(surplus),
        from_members=str(part),
        plan=plan,
        members=[
            {"member": number(place), "bases": {"modal": str(modal), "usaha": str(usaha)}}
            for place, (modal, usaha) in enumerate(sizes)
        ],
    )


def number(place: int) -> str:
    return f"A-{place + 1:04d}"


def with_surplus(surplus: Decimal, members: int) -> Fold:
    fold = Fold().add_all([*founded(), *(joined(number(place)) for place in range(members))])
    fold.add_all(dealt([(INCOME[0], surplus, None, 40)], YEAR))
    assert close(fold, YEAR) == surplus
    return fold


@given(
    st.integers(1, 10**12).map(lambda each: Decimal(each) / 100),
    st.integers(0, 100),
    plans,
    bases,
    st.sampled_from(["1", "100", "500"]),
    st.sampled_from(["0", "1000"]),
)
def test_what_is_decided_is_shared_to_the_last_sen_and_held_member_by_member(  # noqa: PLR0917 - what varies
    surplus: Decimal,
    percent: int,
    weights: list[int],
    sizes: list[tuple[int, int]],
    unit: str,
    minimum: str,
) -> None:
    part = (surplus * percent // 100).quantize(Decimal(1)) if surplus >= 1 else ZERO
    if not part:
        return
    fold = with_surplus(surplus, len(sizes))
    event = decided(surplus, part, plan_of(weights, unit=unit, minimum=minimum), sizes)
    try:
        entry = fold.add(event).entry
    except Refusals as refused:
        # A fund of (almost) nothing cannot take what rounding the others up asks of it.
        if not all(isinstance(each, FundTooSmall) for each in refused.items):
            raise
        return
    assert entry is not None
    assert fold.balance(SHU_PRIOR, date(2027, 2, 20)) == ZERO
    shares = fold.books.all(ShuShare)
    owed = sum((share.amount for share in shares), ZERO)
    assert -fold.balance(SHU_MEMBERS, date(2027, 2, 20)) == owed
    year = fold.books.peek(ClosedYear, str(YEAR))
    assert year is not None
    assert (year.to_pay, year.decided) == (owed, "SHU-2026")
    assert all(share.amount % Decimal(1) == 0 and share.amount > 0 for share in shares)
    if minimum != "0":
        assert all(share.amount >= Decimal(minimum) for share in shares)
    # The order in which members are listed changes nobody's share.
    again = with_surplus(surplus, len(sizes))
    assert isinstance(event, ShuDecided)
    turned = event.model_copy(update={"members": event.members[::-1]})
    again.add(turned)
    assert again.balances() == fold.balances()
    assert again.books.all(ShuShare) == shares


@given(
    bases,
    st.data(),
)
def test_paying_is_never_too_much_and_a_reversal_undoes_it(
    sizes: list[tuple[int, int]], data: st.DataObject
) -> None:
    surplus = Decimal(5_000_000)
    fold = with_surplus(surplus, len(sizes))
    fold.add(decided(surplus, surplus, plan_of([30, 40, 20, 10]), sizes))
    fold.add(
        make(
            "receipt_recorded",
            "BKM-1",
            "2027-02-21",
            via="kas",
            lines=[{"account": "Pendapatan:Lain:BungaBank", "amount": "9000000"}],
        )
    )
    for place, share in enumerate(fold.books.all(ShuShare)):
        member = fold.books.peek(Member, share.member)
        assert member is not None
        owed = arrears(member, fold.books.section("savings"), "2027-03")
        amount = data.draw(st.integers(1, int(share.amount)))
        wajib = data.draw(st.sampled_from([0, min(int(owed), amount)]))
        way = data.draw(st.sampled_from([{"via": "kas"}, {"savings": "sukarela"}]))
        before = fold.state()
        balances = fold.balances()
        fold.add(
            make(
                "share_paid",
                f"BS-{place}",
                "2027-03-05",
                year=YEAR,
                member=share.member,
                amount=str(amount),
                **({"wajib": str(wajib)} if wajib else {}),
                **(way if wajib < amount else {}),
            )
        )
        after = fold.books.peek(ShuShare, share.key)
        assert after is not None
        assert after.paid == amount <= share.amount
        for account, (ledger, records) in control_totals(fold).items():
            assert ledger == records, account
        if data.draw(st.booleans()):
            fold.add(
                make(
                    "event_reversed",
                    f"BALIK-{place}",
                    "2027-03-06",
                    target=f"BS-{place}",
                    reason="keliru",
                )
            )
            assert fold.balances() == balances
            changed = {key for key, text in fold.state().items() if before.get(key) != text}
            # Only the mark of the reversal, and an empty savings account that had not been there.
            assert {kind for kind, _ in changed} <= {"pembalikan", "simpanan"}
