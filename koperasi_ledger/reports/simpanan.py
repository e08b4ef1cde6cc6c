"""Daftar simpanan: what each member holds, by kind of savings, and owes of simpanan wajib."""

from collections import defaultdict
from decimal import Decimal

from koperasi_ledger.model.accounts import DEPOSITS, DEPOSITS_LONG, LEAVERS, POKOK, WAJIB
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.savings import SavingsPolicy
from koperasi_ledger.model.records import Member, PolicySection
from koperasi_ledger.reports.query import SAVINGS
from koperasi_ledger.reports.scope import Scope, check_equal, statement
from koperasi_ledger.reports.view import Column, Report, Row, Table
from koperasi_ledger.rules.dates import add_months, month_of
from koperasi_ledger.rules.policies import bodies
from koperasi_ledger.rules.savings import wajib_due

_DEPOSITS = (DEPOSITS, DEPOSITS_LONG)

Kind = tuple[str, str | None]
"""A kind of savings: its control account, and its product where there are several."""


def simpanan(scope: Scope) -> Report:
    """Members by savings at the last day of the scope.

    Raises:
        NotBalanced: the members' savings differ from a control account.
    """
    held = member_savings(scope)
    kinds = _kinds(held)
    members = {member.number: member for member in scope.books.all(Member)}
    owed = arrears_at(scope, members)
    rows: list[Row] = []
    totals = [0] * (len(kinds) + 1)
    for number in sorted(held.keys() | owed.keys()):
        own = [held.get(number, {}).get(kind, 0) for kind in kinds]
        if not any(own) and number not in owed:
            continue
        amounts = [*own, sum(own)]
        totals = [total + amount for total, amount in zip(totals, amounts, strict=True)]
        name = members[number].name if number in members else number
        cells = (number, name, *map(from_sen, amounts), owed.get(number))
        rows.append(Row(cells, trace=number))
    _check_control(scope, dict(zip(kinds, totals, strict=False)))
    due = sum(owed.values(), Decimal(0))
    rows.append(Row((None, "Jumlah", *map(from_sen, totals), due), "total"))
    columns = (
        Column("nomor", "No.", "code"),
        Column("nama", "Nama"),
        *(Column(_key(kind), _short(kind_title(scope, kind)), "amount") for kind in kinds),
        Column("jumlah", "Jumlah", "amount"),
        Column("tunggakan_wajib", "Tunggakan wajib", "amount"),
    )
    return statement(
        scope,
        "simpanan",
        "Daftar Simpanan Anggota",
        (Table("simpanan", "", columns, tuple(rows)),),
        balance=True,
        facts=(("Anggota aktif", len(owed)),),
        notes=("Jumlah setiap kolom sama dengan saldo akun kontrolnya di buku besar.",),
        signed=True,
    )


def member_savings(scope: Scope) -> dict[str, dict[Kind, int]]:
    """What each member holds of each kind at the last day, in sen, positive."""
    held: defaultdict[str, dict[Kind, int]] = defaultdict(dict)
    for number, account, sub, sen in scope.postings.savings(scope.last):
        # A column for each certificate would be as wide as the list is long.
        kind = (account, None if account in _DEPOSITS else sub)
        held[number][kind] = held[number].get(kind, 0) - sen
    return dict(held)


def arrears_at(scope: Scope, members: dict[str, Member]) -> dict[str, Decimal]:
    """What every member who was active on the last day owed of simpanan wajib then, in rupiah."""
    section = scope.books.section("savings")
    later = scope.postings.wajib_after(scope.last)
    return {
        number: member_arrears(scope, member, section, later.get(number, 0))
        for number, member in members.items()
        if active_at(scope, member)
    }


def active_at(scope: Scope, member: Member) -> bool:
    """Whether the person was a member on the last day of the scope."""
    return member.joined <= scope.last and (member.left is None or member.left > scope.last)


def member_arrears(scope: Scope, member: Member, section: PolicySection, later: int) -> Decimal:
    """What one member owed on the last day of the scope, in rupiah.

    The record says how far is paid now; `later` sen of that came after the day.
    """
    through = month_of(scope.last)
    total, month = from_sen(later) - member.due_paid, member.due_month
    while month <= through:
        total += wajib_due(section, month)
        month = add_months(month, 1)
    while month > add_months(through, 1):
        month = add_months(month, -1)
        total -= wajib_due(section, month)
    return max(total, Decimal(0))


def kind_title(scope: Scope, kind: Kind) -> str:
    """How a kind of savings is called: products as the newest policy that names them does."""
    account, product = kind
    for policy in reversed(tuple(bodies(scope.books.section("savings"), SavingsPolicy))):
        for item in policy.products:
            if product is not None and item.key == product:
                return item.name
    titles = {
        POKOK: "Simpanan pokok",
        WAJIB: "Simpanan wajib",
        LEAVERS: "Anggota keluar",
        DEPOSITS: "Simpanan berjangka",
        DEPOSITS_LONG: "Simpanan berjangka > 1 tahun",
    }
    title = titles.get(account)
    if title is not None and product is not None:
        return f"{title} {product}"
    return title or product or "Simpanan sukarela"


def _kinds(held: dict[str, dict[Kind, int]]) -> list[Kind]:
    """Pokok and wajib always; the others when anybody holds any, products by their keys."""
    used = {kind for own in held.values() for kind, sen in own.items() if sen}
    used |= {(POKOK, None), (WAJIB, None)}
    return sorted(used, key=lambda kind: (SAVINGS.index(kind[0]), kind[1] or ""))


def _short(title: str) -> str:
    """The title of a column that stands under "Daftar simpanan" anyway."""
    own = title.removeprefix("Simpanan ")
    return f"{own[:1].upper()}{own[1:]}"


def _key(kind: Kind) -> str:
    account, product = kind
    keys = {
        POKOK: "simpanan_pokok",
        WAJIB: "simpanan_wajib",
        LEAVERS: "anggota_keluar",
        DEPOSITS: "berjangka",
        DEPOSITS_LONG: "berjangka_panjang",
    }
    return keys.get(account) or f"produk_{(product or 'sukarela').replace('-', '_')}"


def _check_control(scope: Scope, totals: dict[Kind, int]) -> None:
    for account in SAVINGS:
        members = sum(sen for kind, sen in totals.items() if kind[0] == account)
        control = -scope.postings.balance(account, scope.last)
        title = scope.account(account).title
        check_equal(f"Jumlah {title.lower()} anggota", members, "saldo akun kontrolnya", control)
