"""Umur pinjaman: what is overdue, by how long it has been due."""

from bisect import bisect_left
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.reports.pinjaman import proof_notes
from koperasi_ledger.reports.pinjaman_state import (
    LoanState,
    daily_interest,
    names_of,
    overdue,
    proof_tables,
    running_at,
)
from koperasi_ledger.reports.scope import Scope, check_equal, statement
from koperasi_ledger.reports.view import Column, Report, Row, Table

_LIMITS = (30, 60, 90, 180, 360)
"""The last day of each bucket: as published ageing lists have them (practice)."""
_TITLES = ("1–30 hari", "31–60 hari", "61–90 hari", "91–180 hari", "181–360 hari", "> 360 hari")
_KEYS = (
    "hari_1_30",
    "hari_31_60",
    "hari_61_90",
    "hari_91_180",
    "hari_181_360",
    "lebih_360_hari",
)
_NOTE = (
    "Setiap angsuran dihitung umurnya sejak jatuh temponya sendiri; yang jatuh tempo hari ini ada"
    " di kelompok pertama. Sisa pokok mengikuti tunggakan tertua pinjamannya."
)


class Aged(NamedTuple):
    """What is overdue of one loan in each bucket, in sen: principal, and interest."""

    principal: tuple[int, ...]
    interest: tuple[int, ...]

    @property
    def both(self) -> tuple[int, ...]:
        """Principal and interest together."""
        return tuple(map(sum, zip(self.principal, self.interest, strict=True)))


def aged(state: LoanState) -> Aged:
    """What is overdue of a loan, each instalment by its own due date."""
    principal, interest = [0] * len(_TITLES), [0] * len(_TITLES)
    day, left = state.at.day, to_sen(state.at.principal_due)
    daily = state.product.method == "harian"
    for row in state.at.open_rows:
        if row.due > day:
            break
        place = _bucket((day - row.due).days)
        # A stage paid out later is in the rows already, not in what is owed on the day.
        due = min(left, to_sen(row.principal))
        principal[place] += due
        left -= due
        interest[place] += 0 if daily else to_sen(row.interest)
    if daily:
        for days, amount in daily_interest(state):
            interest[_bucket(days)] += to_sen(amount)
    elif state.at.interest_since is not None:
        # What was carried over from an earlier schedule is in no row: it is the oldest of all.
        carried = to_sen(state.at.interest_due) - sum(interest)
        interest[_bucket((day - state.at.interest_since).days)] += carried
    return Aged(tuple(principal), tuple(interest))


def _bucket(days: int) -> int:
    """Which bucket a delay is in; what is due on the day itself is in the first."""
    return bisect_left(_LIMITS, days)


def umur_pinjaman(scope: Scope) -> Report:
    """The ageing of all running loans at the last day of the scope.

    Raises:
        NotBalanced: the loans differ from a control account, or the buckets from what is overdue.
    """
    states = running_at(scope, denda=False)
    found = [(state, aged(state)) for state in states]
    for state, ages in found:
        owed = to_sen(sum(overdue(state), Decimal(0)))
        check_equal(f"Umur tunggakan {state.loan.number}", sum(ages.both), "tunggakannya", owed)
    return statement(
        scope,
        "umur-pinjaman",
        "Umur Tunggakan Pinjaman",
        (_buckets(found), _loans(scope, found), *proof_tables(scope, states)),
        balance=True,
        notes=(_NOTE, *proof_notes(scope)),
        signed=True,
        orientation="landscape",
    )


def _buckets(found: list[tuple[LoanState, Aged]]) -> Table:
    columns = (
        Column("umur", "Umur tunggakan"),
        Column("banyaknya", "Banyaknya", "number"),
        Column("sisa_pokok", "Sisa pokok", "amount"),
        Column("pokok_tertunggak", "Pokok tertunggak", "amount"),
        Column("jasa_tertunggak", "Jasa tertunggak", "amount"),
    )
    oldest = [max((k for k, sen in enumerate(a.both) if sen), default=-1) for _, a in found]
    rows = []
    for place, title in enumerate(("Tidak menunggak", *_TITLES), -1):
        own = [item for item, at in zip(found, oldest, strict=True) if at == place]
        balance = sum(to_sen(state.at.balance) for state, _ in own)
        principal = sum(ages.principal[place] for _, ages in found) if place >= 0 else 0
        interest = sum(ages.interest[place] for _, ages in found) if place >= 0 else 0
        rows.append(Row((title, len(own), *map(from_sen, (balance, principal, interest)))))
    totals = (
        sum(to_sen(state.at.balance) for state, _ in found),
        sum(sum(ages.principal) for _, ages in found),
        sum(sum(ages.interest) for _, ages in found),
    )
    rows.append(Row(("Jumlah", len(found), *map(from_sen, totals)), "total"))
    return Table("umur", "", columns, tuple(rows))


def _loans(scope: Scope, found: list[tuple[LoanState, Aged]]) -> Table:
    names = names_of(scope)
    columns = (
        Column("nomor", "Pinjaman", "code"),
        Column("anggota", "Anggota", "code"),
        Column("nama", "Nama"),
        Column("sisa_pokok", "Sisa pokok", "amount"),
        *(Column(key, title, "amount") for key, title in zip(_KEYS, _TITLES, strict=True)),
        Column("tunggakan", "Tunggakan", "amount"),
    )
    late = [item for item in found if any(item[1].both)]
    rows = [
        Row(
            (
                state.loan.number,
                state.loan.member,
                names.get(state.loan.member, state.loan.member),
                state.at.balance,
                *(from_sen(sen) if sen else None for sen in ages.both),
                from_sen(sum(ages.both)),
            ),
            trace=state.loan.number,
        )
        for state, ages in late
    ]
    sums = [sum(ages.both[k] for _, ages in late) for k in range(len(_TITLES))]
    balance = sum(to_sen(state.at.balance) for state, _ in late)
    totals = map(from_sen, (balance, *sums, sum(sums)))
    rows.append(Row((None, None, "Jumlah", *totals), "total"))
    title = "Pinjaman yang menunggak: pokok dan jasa menurut umurnya"
    return Table("menunggak", title, columns, tuple(rows))
