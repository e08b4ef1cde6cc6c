"""Keagenan: balances with principals, what each service brought, fees still to be paid.

The nominal is shown beside the fee and never added to it: only the fee is the cooperative's
(reference accounting section 4).
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.accounts import (
    AGENT_CLAIMS,
    AGENT_DUES,
    AGENT_FEES_MEMBERS,
    AGENT_FEES_OTHERS,
    AGENT_FLOATS,
)
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.policy.agency import AgencyPolicy
from koperasi_ledger.model.records.agency import AgencyAccount
from koperasi_ledger.reports.query import day_before
from koperasi_ledger.reports.scope import Scope, check_equal, statement
from koperasi_ledger.reports.standing import live_events
from koperasi_ledger.reports.subledger_moves import Move, moves
from koperasi_ledger.reports.view import Column, Report, Row, Table
from koperasi_ledger.rules.policies import bodies

_BALANCES = (
    Column("prinsipal", "Prinsipal", "code"),
    Column("nama", "Nama"),
    Column("awal", "Saldo awal", "amount"),
    Column("isi", "Isi/setor", "amount"),
    Column("tarik", "Tarik", "amount"),
    Column("transaksi", "Transaksi", "amount"),
    Column("fee", "Fee masuk", "amount"),
    Column("selisih", "Selisih", "amount"),
    Column("akhir", "Saldo akhir", "amount"),
    Column("dicocokkan", "Dicocokkan", "date"),
)
_PLACES = {
    "agency_account_opened": 0,
    "agency_float_topped_up": 1,
    "agency_float_withdrawn": 2,
    "agency_recorded": 3,
    "agency_fee_received": 4,
    "agency_float_reconciled": 5,
}
"""Which column of a balance each kind of event moves; what was taken over counts as opening."""

_SERVICES = (
    Column("layanan", "Layanan", "code"),
    Column("nama", "Nama"),
    Column("transaksi", "Transaksi", "number"),
    Column("nominal", "Nominal", "amount"),
    Column("fee_anggota", "Fee anggota", "amount"),
    Column("fee_lain", "Fee non-anggota", "amount"),
    Column("fee", "Jumlah fee", "amount"),
)
_CLAIMS = (
    Column("prinsipal", "Prinsipal", "code"),
    Column("nama", "Nama"),
    Column("awal", "Awal", "amount"),
    Column("diakui", "Diakui", "amount"),
    Column("diterima", "Diterima", "amount"),
    Column("akhir", "Akhir", "amount"),
)
_NOTES = (
    "Saldo di bawah nol (dalam kurung) terutang kepada prinsipal.",
    (
        "Fee bersih: fee pelanggan dikurangi bagian prinsipal, ditambah fee dari prinsipal; nominal"
        " milik pelanggan dan prinsipal, bukan pendapatan."
    ),
)


def keagenan(scope: Scope) -> Report:
    """Agency work of the days of the scope.

    Raises:
        NotBalanced: the accounts with principals differ from their control accounts.
    """
    _check_records(scope)
    names = _names(scope)
    return statement(
        scope,
        "keagenan",
        "Laporan Keagenan",
        (
            Table("saldo", "Saldo pada prinsipal", _BALANCES, _balances(scope, names[0])),
            Table("layanan", "Layanan dan fee", _SERVICES, _services(scope, names[1])),
            Table(
                "piutang_fee", "Fee yang belum dibayar prinsipal", _CLAIMS, _claims(scope, names[0])
            ),
        ),
        notes=_NOTES,
        signed=True,
        orientation="landscape",
    )


def _names(scope: Scope) -> tuple[dict[str, str], dict[str, str]]:
    """What principals and services are called, by the newest policy that has them."""
    principals: dict[str, str] = {}
    services: dict[str, str] = {}
    for policy in bodies(scope.books.section("agency"), AgencyPolicy):
        principals |= {key: each.name for key, each in policy.principals.items()}
        services |= {key: each.name for key, each in policy.services.items()}
    return principals, services


def _check_records(scope: Scope) -> None:
    held: dict[str, int] = {}
    for each in moves(scope, (AGENT_FLOATS, AGENT_DUES, AGENT_CLAIMS), date.min, date.max):
        key = f"{each.sub}:{each.account == AGENT_CLAIMS}"
        held[key] = held.get(key, 0) + each.sen
    for account in scope.books.all(AgencyAccount):
        for word, claim, amount in (
            ("Saldo", False, account.balance),
            ("Fee", True, account.claim),
        ):
            sen = held.get(f"{account.principal}:{claim}", 0)
            check_equal(f"{word} {account.principal}", to_sen(amount), "akun kendali", sen)


def _opening(found: Iterable[Move]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for each in found:
        sums[each.sub] = sums.get(each.sub, 0) + each.sen
    return sums


def _balances(scope: Scope, names: dict[str, str]) -> tuple[Row, ...]:
    accounts = (AGENT_FLOATS, AGENT_DUES)
    opening = _opening(moves(scope, accounts, date.min, day_before(scope.first)))
    parts = {key: [sen, 0, 0, 0, 0, 0] for key, sen in opening.items()}
    for account in scope.books.all(AgencyAccount):
        parts.setdefault(account.principal, [0] * 6)
    for each in moves(scope, accounts, scope.first, scope.last):
        parts.setdefault(each.sub, [0] * 6)[_PLACES[each.kind]] += each.sen
    proven: dict[str, date] = {}
    for event in live_events(scope, "agency_float_reconciled", last=scope.last):
        proven[event["principal"]] = date.fromisoformat(event["date"])
    rows = [
        Row(
            (
                key,
                names.get(key, key),
                *(from_sen(sen) for sen in sums),
                from_sen(sum(sums)),
                proven.get(key),
            ),
            trace=key,
        )
        for key, sums in sorted(parts.items())
    ]
    totals = [sum(sums[place] for sums in parts.values()) for place in range(6)]
    amounts = (*(from_sen(sen) for sen in totals), from_sen(sum(totals)))
    return (*rows, Row(("Jumlah", None, *amounts, None), "total")) if rows else ()


def _services(scope: Scope, names: dict[str, str]) -> tuple[Row, ...]:
    counts: dict[str, tuple[int, int]] = {}
    for event in live_events(scope, "agency_recorded", last=scope.last):
        if date.fromisoformat(event["date"]) >= scope.first:
            for line in event["lines"]:
                count, nominal = counts.get(line["service"], (0, 0))
                nominal += to_sen(Decimal(line["nominal"]))
                counts[line["service"]] = (count + int(line.get("count", 1)), nominal)
    fees: dict[str, list[int]] = {}
    for each in moves(scope, (AGENT_FEES_MEMBERS, AGENT_FEES_OTHERS), scope.first, scope.last):
        if each.kind in _PLACES:
            side = fees.setdefault(each.sub, [0, 0])
            side[0 if each.account == AGENT_FEES_MEMBERS else 1] -= each.sen
    rows = []
    totals = [0, 0, 0, 0]
    for key in sorted({*counts, *fees}):
        count, nominal = counts.get(key, (0, 0))
        members, others = fees.get(key, [0, 0])
        name = "Selisih fee yang diterima" if key == "selisih-fee" else names.get(key, key)
        amounts = (nominal, members, others, members + others)
        rows.append(Row((key, name, count, *map(from_sen, amounts)), trace=key))
        totals = [totals[0] + count, *(t + a for t, a in zip(totals[1:], amounts[:3], strict=True))]
    if not rows:
        return ()
    sums = (*map(from_sen, totals[1:]), from_sen(totals[2] + totals[3]))
    return (*rows, Row(("Jumlah", None, totals[0], *sums), "total"))


def _claims(scope: Scope, names: dict[str, str]) -> tuple[Row, ...]:
    opening = _opening(moves(scope, (AGENT_CLAIMS,), date.min, day_before(scope.first)))
    parts = {key: [sen, 0, 0] for key, sen in opening.items() if sen}
    for each in moves(scope, (AGENT_CLAIMS,), scope.first, scope.last):
        place = 1 if each.kind == "agency_recorded" else 2
        parts.setdefault(each.sub, [0, 0, 0])[place] += each.sen
    rows = [
        Row((key, names.get(key, key), *map(from_sen, (*sums, sum(sums)))), trace=key)
        for key, sums in sorted(parts.items())
    ]
    totals = [sum(sums[place] for sums in parts.values()) for place in range(3)]
    amounts = map(from_sen, (*totals, sum(totals)))
    return (*rows, Row(("Jumlah", None, *amounts), "total")) if rows else ()
