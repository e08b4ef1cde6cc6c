"""Promosi ekonomi anggota: what members gained by dealing with their own cooperative.

Four benefits (PSAK 27 legacy, accounting reference 1.2): cheaper goods, cheaper loans, better paid
savings, and the SHU share. Each is measured against a dated reference of the policy; where there is
none the line says so, and nothing is compared. A benefit may be negative.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from koperasi_ledger.model.accounts import (
    DEPOSITS,
    DEPOSITS_LONG,
    LOAN_INCOME,
    LOANS,
    MURABAHAH,
    MURABAHAH_DEFERRED,
    MURABAHAH_INCOME,
    QARDH,
    VOLUNTARY,
)
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.policy.benefits import BenefitPolicy
from koperasi_ledger.model.policy.savings import format_percent
from koperasi_ledger.model.quantities import MICRO
from koperasi_ledger.model.records import InterestMonth, PriceList
from koperasi_ledger.model.records.goods import Item
from koperasi_ledger.reports.pinjaman_state import names_of
from koperasi_ledger.reports.scope import Scope, legal, statement
from koperasi_ledger.reports.shu import told
from koperasi_ledger.reports.toko_sales import Sales
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table
from koperasi_ledger.rules.dates import month_of
from koperasi_ledger.rules.health import half_up
from koperasi_ledger.rules.policies import assessed_on
from koperasi_ledger.rules.store.prices import listed

Gains = Mapping[str, int]
"""A benefit by member number, in sen."""

_LENT = (LOANS, QARDH, MURABAHAH, MURABAHAH_DEFERRED)
_EARNED = (LOAN_INCOME, MURABAHAH_INCOME)
_SAVED = (VOLUNTARY, DEPOSITS, DEPOSITS_LONG)
_YEAR = 365


class Benefit(NamedTuple):
    """A benefit: its title, what it is measured against, and the members' gains.

    `gains` is None where there is no reference.
    """

    key: str
    title: str
    reference: str
    gains: Gains | None

    @property
    def total(self) -> int:
        """What all members gained, in sen."""
        return sum(self.gains.values()) if self.gains is not None else 0


def benefits(scope: Scope) -> tuple[Benefit, ...]:
    """The four benefits of the scope's days, by the references in force at their end."""
    known = assessed_on(scope.books.section("benefits"), BenefitPolicy, scope.last)
    policy = known[0] if known is not None else None
    return (
        _goods(scope, policy),
        _loans(scope, policy),
        _savings(scope, policy),
        _shares(scope),
    )


def benefit_total(scope: Scope) -> int | None:
    """All benefits together in sen; None where no reference was ever decided."""
    found = benefits(scope)
    if all(each.gains is None for each in found[:3]):
        return None
    return sum(each.total for each in found)


# -- goods -----------------------------------------------------------------------------------------


def _goods(scope: Scope, policy: BenefitPolicy | None) -> Benefit:
    title = "Belanja: harga pasar dikurangi yang dibayar"
    if policy is None or not (policy.tier or policy.prices):
        return Benefit("belanja", title, _ABSENT.format("harga_pasar atau tingkat_pasar"), None)
    items = {item.item: item for item in scope.books.all(Item)}
    gains: defaultdict[str, Fraction] = defaultdict(Fraction)
    without = set()
    for sale in Sales(scope).all(scope.first):
        if sale.member is None:
            continue
        for line in sale.lines:
            price = _market(scope, policy, items[line.item], sale.day)
            if price is None:
                without.add(line.item)
                continue
            gains[sale.member] += Fraction(price * line.quantity, MICRO) - line.amount
    told = []
    if policy.prices:
        told.append("harga pasar menurut kebijakan")
    if policy.tier:
        told.append(f"daftar harga tingkat {policy.tier}")
    reference = ", lalu ".join(told)
    if without:
        reference += f"; {len(without)} barang tanpa harga pasar tidak dibandingkan"
    return Benefit("belanja", title, reference, _rounded(gains))


def _market(scope: Scope, policy: BenefitPolicy, item: Item, day: date) -> int | None:
    """The market price of a base unit of an item on a day, in sen."""
    if item.item in policy.prices:
        return to_sen(policy.prices[item.item])
    if policy.tier is None:
        return None
    prices = scope.books.peek(PriceList, f"{item.item}:{policy.tier}")
    found = listed(prices, item.base, MICRO, day)
    return None if found is None else to_sen(found)


def _rounded(gains: Mapping[str, Fraction]) -> Gains:
    """Each member's gain to a rupiah, halves away from zero."""
    return {member: int(half_up(exact / 100, 0)) * 100 for member, exact in gains.items()}


# -- loans and savings -----------------------------------------------------------------------------


def _loans(scope: Scope, policy: BenefitPolicy | None) -> Benefit:
    title = "Pinjaman: bunga bank dikurangi jasa yang menjadi pendapatan koperasi"
    if policy is None or policy.loan_rate is None:
        return Benefit("pinjaman", title, _ABSENT.format("bunga_pinjaman_bank"), None)
    rate = Fraction(policy.loan_rate) / 100
    gains = {member: days * rate / _YEAR for member, days in balance_days(scope, _LENT, 1).items()}
    for member, sen in _moved(scope, _EARNED):
        gains[member] = gains.get(member, Fraction(0)) + sen
    reference = (
        f"bank {format_percent(policy.loan_rate)} setahun dari sisa pinjaman harian, 365 hari"
    )
    return Benefit("pinjaman", title, reference, _rounded(gains))


def _savings(scope: Scope, policy: BenefitPolicy | None) -> Benefit:
    title = "Simpanan: jasa bruto dikurangi bunga bank"
    if policy is None or policy.savings_rate is None:
        return Benefit("simpanan", title, _ABSENT.format("bunga_simpanan_bank"), None)
    rate = Fraction(policy.savings_rate) / 100
    gains = {
        member: -days * rate / _YEAR for member, days in balance_days(scope, _SAVED, -1).items()
    }
    first, last = month_of(scope.first), month_of(scope.last)
    for item in scope.books.all(InterestMonth):
        if first <= item.month <= last:
            gains[item.member] = gains.get(item.member, Fraction(0)) + to_sen(item.gross)
    reference = (
        f"bank {format_percent(policy.savings_rate)} setahun dari saldo harian simpanan sukarela"
        " dan berjangka, 365 hari"
    )
    return Benefit("simpanan", title, reference, _rounded(gains))


def balance_days(scope: Scope, accounts: tuple[str, ...], sign: int) -> dict[str, Fraction]:
    """For each member the sum of the balances at the end of every day of the scope, in sen."""
    rows = scope.postings.source.rows(
        "SELECT member, date, SUM(sen) FROM postings"  # noqa: S608 - only marks
        f" WHERE account IN ({', '.join('?' * len(accounts))}) AND member IS NOT NULL"
        " AND date <= ? AND seq <= ? GROUP BY member, date",
        (*accounts, scope.last.isoformat(), scope.postings.seq),
    )
    after = scope.last + timedelta(days=1)
    found: defaultdict[str, Fraction] = defaultdict(Fraction)
    for member, day, sen in rows:
        since = max(date.fromisoformat(day), scope.first)
        found[member] += sign * int(sen) * (after - since).days
    return dict(found)


def _moved(scope: Scope, accounts: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """What members' postings in result accounts come to, debit positive, in sen."""
    rows = scope.postings.source.rows(
        "SELECT member, SUM(sen) FROM postings"  # noqa: S608 - only marks
        f" WHERE account IN ({', '.join('?' * len(accounts))}) AND member IS NOT NULL"
        " AND date BETWEEN ? AND ? AND seq <= ? GROUP BY member",
        (*accounts, scope.first.isoformat(), scope.last.isoformat(), scope.postings.seq),
    )
    return ((str(member), int(sen)) for member, sen in rows)


def _shares(scope: Scope) -> Benefit:
    title = "Bagian SHU"
    try:
        event, result, _ = told(scope)
    except Refusal:
        return Benefit("shu", title, "pembagian SHU belum dapat dihitung", None)
    reference = event.decision if event is not None else "USULAN menurut kebijakan"
    return Benefit(
        "shu", title, reference, {slip.number: to_sen(slip.amount) for slip in result.slips()}
    )


# -- the report ------------------------------------------------------------------------------------


def promosi(scope: Scope) -> Report:
    """The benefits together, and those of every member."""
    found = benefits(scope)
    rows = [
        Row(
            (
                each.title,
                each.reference,
                sum(1 for sen in each.gains.values() if sen) if each.gains is not None else None,
                from_sen(each.total) if each.gains is not None else None,
            ),
            trace=each.key,
        )
        for each in found
    ]
    total = sum(each.total for each in found)
    rows.append(Row(("Jumlah promosi ekonomi anggota", None, None, from_sen(total)), "total"))
    columns = (
        Column("manfaat", "Manfaat"),
        Column("acuan", "Acuan"),
        Column("anggota", "Anggota", "number"),
        Column("jumlah", "Jumlah", "amount"),
    )
    return statement(
        scope,
        "promosi",
        "Promosi Ekonomi Anggota",
        (Table("promosi", "", columns, tuple(rows)), _members(scope, found)),
        facts=legal(scope),
        notes=_NOTES,
        signed=True,
        orientation="landscape",
    )


def _members(scope: Scope, found: tuple[Benefit, ...]) -> Table:
    names = names_of(scope)
    known = sorted({member for each in found for member in each.gains or {}})
    rows = []
    sums = [0] * len(found)
    for member in known:
        gains = [each.gains.get(member, 0) if each.gains is not None else None for each in found]
        if not any(gains):
            continue
        sums = [one + (other or 0) for one, other in zip(sums, gains, strict=True)]
        cells: list[Cell] = [None if sen is None else from_sen(sen) for sen in gains]
        whole = from_sen(sum(sen or 0 for sen in gains))
        rows.append(Row((member, names.get(member, member), *cells, whole), trace=member))
    shown = (
        from_sen(own) if each.gains is not None else None
        for own, each in zip(sums, found, strict=True)
    )
    rows.append(Row((None, "Jumlah", *shown, from_sen(sum(sums))), "total"))
    columns = (
        Column("nomor", "No.", "code"),
        Column("nama", "Nama"),
        Column("belanja", "Belanja", "amount"),
        Column("pinjaman", "Pinjaman", "amount"),
        Column("simpanan", "Simpanan", "amount"),
        Column("shu", "Bagian SHU", "amount"),
        Column("jumlah", "Jumlah", "amount"),
    )
    return Table("anggota", "Manfaat setiap anggota", columns, tuple(rows))


_ABSENT = "acuan belum ditetapkan ([promosi] {})"
_NOTES = (
    (
        "Manfaat setiap anggota dibulatkan ke rupiah terdekat; angka negatif berarti di tempat lain"
        " lebih menguntungkan. Yang tanpa acuan tidak dibandingkan dan tidak dijumlahkan."
    ),
    "Pinjaman termasuk qardh dan murabahah (neto); bagi hasil dan ijarah tidak dibandingkan.",
    (
        "Acuan adalah kebijakan [promosi] yang berlaku pada hari terakhir periode, atau yang"
        " pertama sesudahnya."
    ),
)
