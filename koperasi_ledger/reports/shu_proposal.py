"""The SHU of a book: what sharing it would give each pool and member, or what was decided.

Nothing here is remembered between calls: the same journal and plan give the same figures. What the
meeting decided is an event that holds the bases it was told, so that a past year is told from the
event and not computed anew.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.model.accounts import BANK_PARENT, CASH_PARENT, SHU_CURRENT, SHU_PRIOR
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.shu import FundedPool, ShuPlan, ShuPolicy
from koperasi_ledger.model.records import ClosedYear
from koperasi_ledger.model.shu import RESERVE, Surplus
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.shu_bases import Right, participants, rights
from koperasi_ledger.reports.shu_decided import decision_of
from koperasi_ledger.reports.shu_source import Source, source_of
from koperasi_ledger.reports.year_ends import is_result
from koperasi_ledger.rules.dates import day_name
from koperasi_ledger.rules.errors import NoPolicy
from koperasi_ledger.rules.errors.shu import LossNotShared
from koperasi_ledger.rules.policies import bodies, body_on
from koperasi_ledger.rules.shu import Distribution, distribute
from koperasi_ledger.rules.shu_decision import shareable
from koperasi_ledger.rules.years import next_year, surplus_of

_ZERO = Decimal(0)


class UnknownPool(Refusal):
    """A percentage was given for a pool that the plan does not have."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(
            f"Pos {name} tidak ada dalam pembagian SHU.",
            where="--persen",
            remedy=f"Yang ada: {', '.join(known)}. Pos baru ditulis di kebijakan, bagian [shu].",
        )


class YearNotHere(Refusal):
    """The year is older than the books: what is left of its SHU came with the opening balances."""

    def __init__(self, year: int, founded: date) -> None:
        super().__init__(
            f"SHU {year} tidak ada di sini: buku ini dimulai {day_name(founded)}.",
            remedy="Hitung dari berkas: koperasi shu simulasi FILE. Sisanya yang ada di saldo awal"
            ' ("SHU tahun lalu belum dibagi") dibagi dengan koperasi kas sesuaikan, menurut'
            " keputusan rapat anggota.",
        )


class YearNotYet(Refusal):
    """An earlier year is still open: its result would count as this year's."""

    def __init__(self, year: int, turn: int) -> None:
        super().__init__(
            f"SHU {year} belum dapat dihitung: tahun buku {turn} belum ditutup.",
            where="--tahun",
            remedy=f"Tutup dahulu dengan 'koperasi tutup tahun {turn}', atau lihat SHU {turn}"
            f" sampai kini: --tahun {turn}. Untuk mengandaikan SHU {year}: --shu JUMLAH.",
        )


class NoShuPolicy(NoPolicy):
    """There is no plan at all; one that is adopted after the year will do."""

    def __init__(self, year: int) -> None:
        Refusal.__init__(
            self,
            f"Belum ada kebijakan [shu], jadi SHU {year} belum dapat dibagi.",
            remedy="Tetapkan dahulu dengan 'koperasi kebijakan terapkan FILE'; untuk tahun yang"
            " sudah ditutup, yang mulai berlaku sesudah tahun itu juga dipakai.",
        )


class SourceNeeded(Refusal):
    """The policy leaves the part earned from members to the meeting."""

    def __init__(self) -> None:
        super().__init__(
            'Kebijakan menyerahkan "SHU dari anggota" kepada rapat (sumber = "keputusan").',
            where="--dari-anggota",
            remedy="Tulis jumlahnya, misalnya --dari-anggota 25000000.",
        )


class Effect(NamedTuple):
    """What a distribution does to the position at the year's end. Amounts in rupiah.

    `equity_before` still holds the SHU; `equity_after` only what became reserves of it. `cash` is
    what cash and banks hold, `cash_needed` what members and funds may ask for.
    """

    assets: Decimal
    equity_before: Decimal
    equity_after: Decimal
    cash: Decimal
    cash_needed: Decimal


class Proposal(NamedTuple):
    """A distribution of the SHU of `year`, decided or only tried.

    `closed`: the year is closed, so that `surplus` is final. `carried` are losses of earlier years
    that come off it; what is shared is `result.surplus.total`. `barred` have no right, and why.
    """

    year: int
    closed: bool
    decided: str | None
    surplus: Decimal
    carried: Decimal
    source: Source
    plan: ShuPlan
    result: Distribution
    barred: tuple[Right, ...]
    effect: Effect


def propose(
    books: Books,
    postings: Postings,
    year: int,
    today: date,
    *,
    percentages: Mapping[str, Decimal] | None = None,
    surplus: Decimal | None = None,
    from_members: Decimal | None = None,
) -> Proposal:
    """What sharing the SHU of `year` by the policy would give; nothing is written.

    `percentages` replace those of the policy, `surplus` the SHU to be shared (a what-if),
    `from_members` what follows from the books.

    Raises:
        YearNotHere, YearNotYet, NoShuPolicy, UnknownPool, LossNotShared.
        Refusals: it cannot be shared so.
    """
    founded = books.cooperative().founded
    if year < founded.year:
        raise YearNotHere(year, founded)
    policy = policy_of(books, year)
    plan = _with_percentages(policy.plan(), percentages or {})
    end = date(year, 12, 31)
    closed = books.peek(ClosedYear, str(year))
    if surplus is None:
        found, available = _available(books, postings, closed, year)
    else:
        found = available = surplus
    if available <= 0:
        raise LossNotShared(year, found, available)
    moved = postings.moved(date(year, 1, 1), min(end, today))
    source = source_of(available, moved, books.chart())
    part = source.part if from_members is None else from_members
    if from_members is None and policy.source == "keputusan" and not plan.share_non_member:
        raise SourceNeeded
    members = participants(books, postings, policy, year)
    result = distribute(Surplus(available, part), plan, members, none_for_members=True)
    return Proposal(
        year,
        closed is not None,
        closed.decided if closed is not None else None,
        found,
        max(found - available, _ZERO),
        source._replace(part=part),
        plan,
        result,
        tuple(
            right
            for right in rights(books, postings, policy.rights, year)
            if right.barred is not None
        ),
        _effect(postings, min(end, today), result, plan),
    )


def policy_of(books: Books, year: int) -> ShuPolicy:
    """The policy on sharing the SHU of a year: that of its last day, or the first after it.

    A plan that was adopted late still needs the meeting, which decides after the year in any case.

    Raises:
        NoShuPolicy: there is none.
    """
    end = date(year, 12, 31)
    section = books.section("shu")
    policy = body_on(section, ShuPolicy, end) or next(bodies(section, ShuPolicy), None)
    if policy is None:
        raise NoShuPolicy(year)
    return policy


def _available(
    books: Books, postings: Postings, closed: ClosedYear | None, year: int
) -> tuple[Decimal, Decimal]:
    """The SHU of the year, and what of it can be shared; so far, where it is not closed."""
    if closed is not None:
        if (done := decision_of(books, postings, year)) is not None:
            return closed.surplus, done[0].surplus
        prior = from_sen(-postings.balance(SHU_PRIOR, date(2199, 12, 31)))
        return closed.surplus, shareable(closed, prior)
    turn = next_year(books.cooperative(), books.period())
    if year > turn:
        raise YearNotYet(year, turn)
    (held,) = postings.balances(date(year, 12, 31))
    results = (from_sen(sen) for name, sen in held.items() if is_result(name))
    surplus = surplus_of(results, from_sen(held.get(SHU_CURRENT, 0)))
    prior = from_sen(-held.get(SHU_PRIOR, 0))
    return surplus, max(surplus + min(prior, _ZERO), _ZERO)


def _with_percentages(plan: ShuPlan, percentages: Mapping[str, Decimal]) -> ShuPlan:
    known = [pool.name for pool in plan.pools]
    for name in percentages:
        if name not in known:
            raise UnknownPool(name, known)
    pools: list[FundedPool] = [
        pool.model_copy(update={"percent": percentages.get(pool.name, pool.percent)})
        for pool in plan.pools
    ]
    return plan.model_copy(update={"pools": tuple(pools)})


def _effect(postings: Postings, day: date, result: Distribution, plan: ShuPlan) -> Effect:
    (held,) = postings.balances(day)
    assets = sum(sen for name, sen in held.items() if name.startswith("Aset:"))
    claims = sum(sen for name, sen in held.items() if name.startswith("Liabilitas:"))
    cash = sum(
        sen for name, sen in held.items() if name.startswith((f"{CASH_PARENT}:", f"{BANK_PARENT}:"))
    )
    equity = from_sen(assets + claims)
    reserves = {
        pool.name
        for pool in plan.pools
        if pool.account is not None and pool.account.startswith("Ekuitas:")
    }
    leaving = sum(
        (share.received for share in result.pools if share.pool.name not in reserves), _ZERO
    )
    if not result.others() and plan.non_member_to not in {RESERVE, *reserves}:
        leaving += result.withheld
    return Effect(from_sen(assets), equity, equity - leaving, from_sen(cash), leaving)
