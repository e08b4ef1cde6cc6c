"""Bantuan: received, handed out, lost, returned and left by programme and location, and who waits.

The value of goods and money that stand in the balance sheet is proven against the control account
of the liability; aid outside it is counted only. Source: reference accounting section 4; berita
acara practice of bansos.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.accounts import AID_DUES, AID_STOCK
from koperasi_ledger.model.money import format_rupiah, from_sen
from koperasi_ledger.model.quantities import from_micro
from koperasi_ledger.model.records import CashAccount
from koperasi_ledger.model.records.aid import AidStock
from koperasi_ledger.reports.aid_state import MONEY, ProgrammeState, aid_at
from koperasi_ledger.reports.errors import NotBalanced
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.subledger_moves import moves
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table

_PROGRAMMES = (
    Column("program", "Program", "code"),
    Column("nama", "Nama"),
    Column("pemberi", "Pemberi"),
    Column("perlakuan", "Perlakuan"),
    Column("penerima", "Penerima", "number"),
    Column("sudah", "Sudah", "number"),
    Column("belum", "Belum", "number"),
    Column("ditutup", "Ditutup", "date"),
)
_GOODS = (
    Column("program", "Program", "code"),
    Column("barang", "Barang", "code"),
    Column("satuan", "Satuan"),
    Column("lokasi", "Lokasi"),
    Column("diterima", "Diterima", "number"),
    Column("dipindah", "Dipindah", "number"),
    Column("disalurkan", "Disalurkan", "number"),
    Column("susut", "Susut", "number"),
    Column("dikembalikan", "Dikembalikan", "number"),
    Column("sisa", "Sisa", "number"),
)
_VALUES = (
    Column("program", "Program", "code"),
    Column("barang", "Barang", "code"),
    Column("diterima", "Diterima", "amount"),
    Column("disalurkan", "Disalurkan", "amount"),
    Column("susut", "Susut", "amount"),
    Column("dikembalikan", "Dikembalikan", "amount"),
    Column("liabilitas", "Liabilitas", "amount"),
    Column("persediaan", "Persediaan", "amount"),
    Column("uang", "Uang di kas/bank", "amount"),
)
_VALUE_PLACES = {
    "aid_received": 0,
    "aid_money_received": 0,
    "aid_handed_out": 1,
    "aid_lost": 2,
    "aid_returned": 3,
}
WAITING = (
    Column("program", "Program", "code"),
    Column("nomor", "Nomor", "code"),
    Column("nama", "Nama"),
    Column("alamat", "Alamat"),
    Column("barang", "Barang", "code"),
    Column("jatah", "Jatah", "number"),
    Column("diterima", "Diterima", "number"),
    Column("belum", "Belum", "number"),
)
_NOTES = (
    (
        "Bantuan bukan pendapatan koperasi. Yang dicatat sebagai liabilitas: liabilitas ="
        " persediaan bantuan + uang bantuan; yang di luar neraca hanya dihitung banyaknya."
    ),
    "Daftar penerima memuat nama: jangan dibagikan di luar yang berkepentingan.",
)


def bantuan(scope: Scope) -> Report:
    """Aid at the last day of the scope; programmes that closed before its first day are left out.

    Raises:
        NotBalanced: the records differ from the events, or a liability from its goods and money.
    """
    _check_records(scope)
    states = [
        state
        for _, state in sorted(aid_at(scope).items())
        if state.closed is None or state.closed >= scope.first
    ]
    facts, warning = _money(scope, states)
    return statement(
        scope,
        "bantuan",
        "Rekonsiliasi Bantuan",
        tables_of(scope, states),
        balance=True,
        facts=facts,
        notes=(*warning, *_NOTES),
        signed=True,
        orientation="landscape",
    )


def _money(
    scope: Scope, states: Sequence[ProgrammeState]
) -> tuple[tuple[tuple[str, Cell], ...], tuple[str, ...]]:
    """The money of programmes beside what cash and bank hold, and a warning when it is not there.

    The money lies among the cooperative's own, so nothing but this comparison tells whether it was
    spent on something else.
    """
    kept = Decimal(0)
    for state in states:
        for item, unit in state.programme.items.items():
            if unit.money:
                kept += from_micro(state.left(item))
    if not kept:
        return (), ()
    cash = {each.account for each in scope.books.all(CashAccount)}
    (held,) = scope.postings.balances(scope.last)
    there = from_sen(sum(sen for account, sen in held.items() if account in cash))
    facts = (("Uang bantuan yang dipegang", kept), ("Kas dan bank seluruhnya", there))
    if there >= kept:
        return facts, ()
    less = format_rupiah(kept - there)
    return facts, (f"PERHATIAN: kas dan bank kurang Rp{less} dari uang bantuan yang harus ada.",)


def tables_of(scope: Scope, states: Sequence[ProgrammeState]) -> tuple[Table, ...]:
    """The tables of some programmes: what they are, goods, values, who waits."""
    return (
        Table("program", "Program", _PROGRAMMES, tuple(_programme(state) for state in states)),
        Table("barang", "Barang dan uang", _GOODS, tuple(_goods(states))),
        Table("nilai", "Nilai dalam neraca", _VALUES, tuple(_values(scope, states))),
        Table("belum", "Belum menerima seluruh jatahnya", WAITING, tuple(waiting_rows(states))),
    )


def _programme(state: ProgrammeState) -> Row:
    entitled = [each for each in state.persons.values() if any(each.allotted.values())]
    waiting = sum(
        any(allotted > each.taken.get(item, 0) for item, allotted in each.allotted.items())
        for each in entitled
    )
    programme = state.programme
    posted = programme.treatment == "liabilitas"
    cells = (
        programme.programme,
        programme.name,
        programme.giver,
        "Liabilitas" if posted else "Di luar neraca",
        len(entitled),
        len(entitled) - waiting,
        waiting,
        state.closed,
    )
    return Row(cells, trace=programme.programme)


def _goods(states: Iterable[ProgrammeState]) -> Iterable[Row]:
    for state in states:
        programme = state.programme
        for item, unit in sorted(programme.items.items()):
            places = sorted((at, each) for (of, at), each in state.moves.items() if of == item)
            head = (programme.programme, item, unit.unit)
            for at, each in places:
                yield Row((*head, at, *_shown(each)), trace=programme.programme)
            if len(places) > 1:
                sums = [sum(each[k] for _, each in places) for k in range(5)]
                yield Row((*head, "Jumlah", *_shown(sums)), "subtotal")


def _shown(columns: Sequence[int]) -> tuple[Cell, ...]:
    """The movements as a person reads them: what left as what it was, and what is left."""
    received, moved, handed, lost, returned = columns
    parts = (received, moved, -handed, -lost, -returned, sum(columns))
    return tuple(from_micro(each) for each in parts)


def _values(scope: Scope, states: Iterable[ProgrammeState]) -> Iterable[Row]:
    posted: dict[str, list[int]] = {}
    goods: dict[str, int] = {}
    for each in moves(scope, (AID_DUES, AID_STOCK), date.min, scope.last):
        if each.account == AID_STOCK:
            goods[each.sub] = goods.get(each.sub, 0) + each.sen
        else:
            posted.setdefault(each.sub, [0] * 4)[_VALUE_PLACES[each.kind]] -= each.sen
    totals = [0] * 7
    rows = []
    for state in states:
        for item, unit in sorted(state.programme.items.items()):
            key = f"{state.programme.programme}:{item}"
            if key not in posted:
                continue
            received, handed, lost, returned = posted[key]
            owed, stock = sum(posted[key]), goods.get(key, 0)
            cash = from_micro(state.left(item)) if unit.money else from_micro(0)
            if owed != stock + int(cash * 100):
                raise NotBalanced(
                    f"Liabilitas bantuan {key}", from_sen(owed), "asetnya", from_sen(stock) + cash
                )
            sums = [received, -handed, -lost, -returned, owed, stock, int(cash * 100)]
            totals = [one + other for one, other in zip(totals, sums, strict=True)]
            amounts = tuple(from_sen(sen) for sen in sums)
            rows.append(Row((state.programme.programme, item, *amounts), trace=key))
    if len(rows) > 1:
        rows.append(Row(("Jumlah", None, *map(from_sen, totals)), "total"))
    return rows


def waiting_rows(states: Iterable[ProgrammeState]) -> Iterable[Row]:
    """Who has not received everything, by programme and number."""
    for state in states:
        for number, person in sorted(state.persons.items()):
            for item, allotted in sorted(person.allotted.items()):
                taken = person.taken.get(item, 0)
                if allotted > taken:
                    amounts = (from_micro(each) for each in (allotted, taken, allotted - taken))
                    who = (state.programme.programme, number, person.name, person.address or "")
                    cells: tuple[Cell, ...] = (*who, item, *amounts)
                    yield Row(cells)


def _check_records(scope: Scope) -> None:
    """Refuses a report whose events lead elsewhere than to the records.

    Raises:
        NotBalanced: they differ.
    """
    newest = aid_at(scope, date.max)
    for stock in scope.books.all(AidStock):
        state = newest.get(stock.programme)
        left = state.left(stock.item) if state is not None else 0
        if left != stock.quantity:
            held = from_micro(stock.quantity)
            raise NotBalanced(f"Sisa bantuan {stock.key}", held, "peristiwanya", from_micro(left))


__all__ = ["MONEY", "WAITING", "bantuan", "tables_of", "waiting_rows"]
