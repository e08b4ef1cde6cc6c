"""Kartu anggota: one member's data, and every movement of each kind of savings."""

from collections import defaultdict
from decimal import Decimal

from koperasi_ledger.model.accounts import POKOK, WAJIB
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.records import Member
from koperasi_ledger.reports.account_book import book_table
from koperasi_ledger.reports.errors import MemberNeeded
from koperasi_ledger.reports.query import SAVINGS, Line, day_before
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.simpanan import (
    Kind,
    active_at,
    kind_title,
    member_arrears,
)
from koperasi_ledger.reports.view import Cell, Report
from koperasi_ledger.rules.dates import add_months, month_name

_WORDS = ("Setoran", "Penarikan")
_STATUS = {"aktif": "Aktif", "keluar": "Keluar", "meninggal": "Meninggal dunia"}


def anggota(scope: Scope) -> Report:
    """The card of the member asked for.

    Raises:
        MemberNeeded: none was named.
        UnknownMember: nobody has this number.
    """
    if scope.asked.member is None:
        raise MemberNeeded
    member = scope.books.member(scope.asked.member)
    before = day_before(scope.first)
    opening: defaultdict[Kind, int] = defaultdict(int)
    lines: defaultdict[Kind, list[Line]] = defaultdict(list)
    for line in scope.postings.member_lines(member.number, before.min, scope.last):
        kind = (line.account, line.sub)
        if line.date <= before:
            opening[kind] += line.sen
        else:
            lines[kind].append(line)
    used = {(POKOK, None), (WAJIB, None), *opening, *lines}
    kinds = sorted(used, key=lambda kind: (SAVINGS.index(kind[0]), kind[1] or ""))
    tables = [
        book_table(
            f"{account}:{sub}" if sub else account,
            kind_title(scope, (account, sub)),
            lines[account, sub],
            words=_WORDS,
            opening=opening[account, sub],
            sign=-1,
            first=-1,
        )
        for account, sub in kinds
    ]
    total = -sum(opening.values()) - sum(line.sen for own in lines.values() for line in own)
    return statement(
        scope,
        "anggota",
        "Kartu Anggota",
        tables,
        facts=_facts(scope, member, from_sen(total)),
        signed=True,
    )


def _facts(scope: Scope, member: Member, total: Decimal) -> tuple[tuple[str, Cell], ...]:
    found: list[tuple[str, Cell]] = [
        ("Nomor anggota", member.number),
        ("Nama", member.name),
        ("Status", _STATUS[member.status]),
        ("Masuk", member.joined),
    ]
    if member.left is not None:
        found.append(("Keluar", member.left))
    if member.address:
        found.append(("Alamat", member.address))
    if member.phone:
        found.append(("Telepon", member.phone))
    if member.nik:
        # A card goes through many hands; the last digits are enough to tell people apart.
        found.append(("NIK", f"{'•' * 12}{member.nik[-4:]}"))
    if member.heirs:
        names = ", ".join(f"{heir.name} ({heir.relation})" for heir in member.heirs)
        found.append(("Ahli waris", names))
    found.append(("Jumlah simpanan", total))
    if active_at(scope, member):
        section = scope.books.section("savings")
        later = scope.postings.wajib_after(scope.last).get(member.number, 0)
        if not later:
            paid = add_months(member.due_month, -1)
            found.append(("Simpanan wajib lunas s.d.", month_name(paid)))
        owed = member_arrears(scope, member, section, later)
        found.append(("Tunggakan simpanan wajib", owed))
    return tuple(found)
