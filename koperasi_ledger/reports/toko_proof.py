"""How receipts lead to the revenue and cost accounts of the ledger, event by event.

What the receipts come to, less those that wait for a recap, plus recaps that were reversed on a day
outside of the report, is what the store's events posted; the rest was booked by hand.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal, NamedTuple

from koperasi_ledger.model.accounts import COST_MEMBERS, COST_OTHERS, SALES_MEMBERS, SALES_OTHERS
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.store import StorePolicy
from koperasi_ledger.reports.scope import Scope, check_equal
from koperasi_ledger.reports.toko_receipts import Sale
from koperasi_ledger.reports.toko_sales import Sales
from koperasi_ledger.reports.view import Column, Row, Table
from koperasi_ledger.rules.policies import body_on

What = Literal["amount", "cost"]

REVENUES = (SALES_MEMBERS, SALES_OTHERS)
COSTS = (COST_MEMBERS, COST_OTHERS)
NOTE = (
    "Setiap struk dihitung pada tanggalnya, retur dan pembalikan pada tanggalnya sendiri. Jumlahnya"
    " sama dengan buku besar, seperti pada tabel pencocokan."
)


class Proof(NamedTuple):
    """An account: what the receipts say, what is not posted yet, what was undone, what else."""

    account: str
    told: int
    waiting: int
    undone: int
    other: int
    ledger: int


class Leg(NamedTuple):
    """A posting of a revenue or cost account; a credit of a revenue account is positive."""

    seq: int
    account: str
    unit: str | None
    sen: int


def legs(scope: Scope) -> list[Leg]:
    """What was posted to the revenue and cost accounts of the store in the days of the scope."""
    accounts = (*REVENUES, *COSTS)
    rows = scope.postings.source.rows(
        "SELECT seq, account, unit, sen FROM postings WHERE date BETWEEN ? AND ? AND seq <= ?"  # noqa: S608 - only marks
        f" AND account IN ({', '.join('?' * len(accounts))}) ORDER BY seq, leg",
        (scope.first.isoformat(), scope.last.isoformat(), scope.postings.seq, *accounts),
    )
    return [
        Leg(seq, account, unit, -int(sen) if account in REVENUES else int(sen))
        for seq, account, unit, sen in rows
    ]


def units(scope: Scope, sales: Sales, posted: Iterable[Leg]) -> dict[int, str | None]:
    """The unit usaha of every receipt of the scope, by its place; those that wait: by policy."""
    found = {leg.seq: leg.unit for leg in posted}
    recap_of = {
        ref: recap.seq
        for recap in sales.recaps.values()
        if recap.undone is None
        for ref in recap.receipts
    }
    section = scope.books.section("store")
    for sale in sales.all(scope.first):
        if sale.waits and recap_of.get(sale.ref) in found:
            found[sale.seq] = found[recap_of[sale.ref]]
        elif sale.seq not in found:
            policy = body_on(section, StorePolicy, sale.day)
            found[sale.seq] = policy.unit if policy is not None else None
    return found


def proven(scope: Scope, sales: Sales, posted: Iterable[Leg], what: What) -> list[Proof]:
    """Each account, with what leads from the receipts to it; the accounts that are not touched too.

    Raises:
        NotBalanced: the receipts come to something else than their entries.
    """
    accounts = REVENUES if what == "amount" else COSTS
    said = _sums(sales.all(scope.first), accounts, what)
    waits = _sums(sales.waiting(scope.first), accounts, what)
    family = {sale.seq for sale in sales.all(scope.first) if not sale.waits}
    gone = {
        seq
        for recap in sales.recaps.values()
        if recap.undone is not None
        for seq in (recap.seq, recap.undone)
    }
    family |= gone | {recap.seq for recap in sales.recaps.values()}
    store: defaultdict[str, int] = defaultdict(int)
    undone: defaultdict[str, int] = defaultdict(int)
    for leg in posted:
        if leg.seq in family:
            store[leg.account] += leg.sen
        if leg.seq in gone:
            undone[leg.account] += leg.sen
    ledger = scope.postings.moved(scope.first, scope.last)
    found = []
    for account in accounts:
        check_equal(
            f"{scope.account(account).title} menurut struk",
            said[account] - waits[account] + undone[account],
            "ayat jurnalnya",
            store[account],
        )
        total = ledger.get(account, 0) * (-1 if what == "amount" else 1)
        found.append(
            Proof(
                account,
                said[account],
                -waits[account],
                undone[account],
                total - store[account],
                total,
            )
        )
    return found


def _sums(sales: Iterable[Sale], accounts: tuple[str, str], what: What) -> defaultdict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for sale in sales:
        sen = sale.revenue if what == "amount" else sale.cost
        found[accounts[0] if sale.member is not None else accounts[1]] += sen
    return found


def proof_table(
    scope: Scope,
    proofs: Iterable[Proof],
    key: str = "pencocokan",
    title: str = "Pencocokan dengan buku besar",
) -> Table:
    """The proofs as a table; what is nil everywhere is left out."""
    given = list(proofs)
    middle = [
        ("menunggu_rekap", "Menunggu rekap", [each.waiting for each in given]),
        ("rekap_dibalik", "Rekap yang dibalik", [each.undone for each in given]),
        ("di_luar_toko", "Dibukukan di luar toko", [each.other for each in given]),
    ]
    shown = [each for each in middle if any(each[2])]
    columns = (
        Column("kode", "Kode", "code"),
        Column("akun", "Akun"),
        Column("menurut_struk", "Menurut struk", "amount"),
        *(Column(key, title, "amount") for key, title, _ in shown),
        Column("buku_besar", "Buku besar", "amount"),
    )
    rows = [
        Row(
            (
                scope.account(each.account).code,
                scope.account(each.account).title,
                from_sen(each.told),
                *(from_sen(amounts[place]) for _, _, amounts in shown),
                from_sen(each.ledger),
            ),
            trace=each.account,
        )
        for place, each in enumerate(given)
    ]
    sums = [
        sum(each.told for each in given),
        *(sum(amounts) for _, _, amounts in shown),
        sum(each.ledger for each in given),
    ]
    rows.append(Row((None, "Jumlah", *map(from_sen, sums)), "total"))
    return Table(key, title, columns, tuple(rows))
