"""Kartu stok: the movements of one item in a period, or of every item in one line each."""

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from koperasi_ledger.model.accounts import STOCK
from koperasi_ledger.model.events import EVENTS
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.quantities import format_quantity, from_micro
from koperasi_ledger.model.records import Item
from koperasi_ledger.reports.persediaan import unit_cost
from koperasi_ledger.reports.scope import Scope, check_equal, statement
from koperasi_ledger.reports.toko_stock import Movement, Movements
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table
from koperasi_ledger.rules.errors import NotRegistered

_COLUMNS = (
    Column("tanggal", "Tanggal", "date"),
    Column("ref", "Ref", "code"),
    Column("uraian", "Uraian"),
    Column("masuk", "Masuk", "number"),
    Column("keluar", "Keluar", "number"),
    Column("sisa", "Sisa", "number"),
    Column("nilai", "Nilai mutasi", "amount"),
    Column("nilai_sisa", "Nilai sisa", "amount"),
)


class CardLine(NamedTuple):
    """A movement with its value, and what is there after it: millionths and sen."""

    movement: Movement
    value: int
    held: int
    worth: int


def card_lines(read: Movements, moves: Iterable[Movement]) -> list[CardLine]:
    """The movements in the order given, with what is there after each; none of nothing."""
    held = worth = 0
    found = []
    for each in moves:
        value = read.cost(each)
        if not (any(each.places.values()) or value):
            continue
        held, worth = held + each.quantity, worth + value
        found.append(CardLine(each, value, held, worth))
    return found


def kartu_stok(scope: Scope) -> Report:
    """The card of the item asked for, in the order of its days; without one, of all in short.

    Raises:
        NotRegistered: there is no such item.
        NotBalanced: the card ends with another value than the account has for the item.
    """
    code = scope.asked.item
    if code is None:
        return _all_items(scope)
    item = scope.books.peek(Item, code)
    if item is None:
        known = [each.item for each in scope.books.all(Item)]
        raise NotRegistered("Barang", code, get_close_matches(code, known, n=2))
    read = Movements(scope.postings, scope.books, code)
    moves = sorted(
        (each for each in read.all() if each.day <= scope.last),
        key=lambda each: (each.day, each.seq),
    )
    lines = card_lines(read, moves)
    before = [line for line in lines if line.movement.day < scope.first]
    shown = lines[len(before) :]
    held, worth = (before[-1].held, before[-1].worth) if before else (0, 0)
    end = (lines[-1].held, lines[-1].worth) if lines else (0, 0)
    waiting = read.waiting(scope.last).get(code, 0)
    undone = read.undone_recaps(scope.last).get(code, 0)
    check_equal(
        f"Nilai kartu {code}",
        end[1] + waiting + undone,
        "buku besarnya",
        _posted(scope, code),
    )
    rows = [Row((None, None, "Saldo awal", None, None, from_micro(held), None, from_sen(worth)))]
    rows += [_row(line) for line in shown]
    came = sum(max(line.movement.quantity, 0) for line in shown)
    left = sum(max(-line.movement.quantity, 0) for line in shown)
    total = sum(line.value for line in shown)
    sums = (from_micro(came), from_micro(left), from_micro(end[0]))
    rows.append(
        Row((None, None, "Jumlah dan saldo akhir", *sums, *map(from_sen, (total, end[1]))), "total")
    )
    average = unit_cost(end[1], end[0])
    return statement(
        scope,
        "kartu-stok",
        "Kartu Stok",
        (Table("kartu", "", _COLUMNS, tuple(rows)),),
        facts=(
            ("Barang", f"{item.item}, {item.name}"),
            ("Satuan", item.base),
            ("Golongan", f"{item.group} ({item.method})"),
            ("Ada di", _places(moves) or "-"),
            ("Harga pokok per satuan", average if average is not None else "-"),
        ),
        orientation="landscape",
    )


_ALL = (
    Column("kode", "Kode", "code"),
    Column("nama", "Nama"),
    Column("satuan", "Satuan"),
    Column("awal", "Awal", "number"),
    Column("masuk", "Masuk", "number"),
    Column("keluar", "Keluar", "number"),
    Column("akhir", "Akhir", "number"),
    Column("nilai_awal", "Nilai awal", "amount"),
    Column("nilai_masuk", "Masuk", "amount"),
    Column("nilai_keluar", "Keluar", "amount"),
    Column("nilai_akhir", "Nilai akhir", "amount"),
)


def _all_items(scope: Scope) -> Report:
    """What came and went of every item in the period, own goods and goods of others."""
    read = Movements(scope.postings, scope.books)
    # By item: quantity before, in and out, then the same of the value.
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 6)
    for each in read.all():
        if each.day > scope.last:
            continue
        own = sums[each.item]
        for start, change in ((0, each.quantity), (3, read.cost(each))):
            place = 0 if each.day < scope.first else 1 if change > 0 else 2
            own[start + place] += change
    rows = []
    for item in scope.books.all(Item):
        found = sums.get(item.item)
        if found is None or not any(found):
            continue
        before, came, left = found[:3]
        values = (*found[3:5], -found[5], sum(found[3:]))
        quantities = map(from_micro, (before, came, -left, before + came + left))
        cells: tuple[Cell, ...] = (
            item.item,
            item.name,
            item.base,
            *quantities,
            *map(from_sen, values),
        )
        rows.append(Row(cells, trace=item.item))
    totals = [sum(own[k] for own in sums.values()) for k in (3, 4, 5)]
    ends = map(from_sen, (totals[0], totals[1], -totals[2], sum(totals)))
    rows.append(Row(("Jumlah", *(None,) * 6, *ends), "total"))
    waiting = sum(read.waiting(scope.last).values())
    undone = sum(read.undone_recaps(scope.last).values())
    check_equal(
        "Nilai akhir semua barang",
        sum(totals) + waiting + undone,
        "saldo akun kontrolnya",
        scope.postings.balance(STOCK, scope.last),
    )
    return statement(
        scope,
        "kartu-stok",
        "Mutasi Stok",
        (Table("mutasi", "", _ALL, tuple(rows)),),
        notes=("Kartu satu barang: tambahkan --barang KODE.",),
        orientation="landscape",
    )


def _places(moves: Iterable[Movement]) -> str:
    found: dict[str, int] = {}
    for each in moves:
        for place, count in each.places.items():
            found[place] = found.get(place, 0) + count
    return ", ".join(f"{place} {format_quantity(n)}" for place, n in sorted(found.items()) if n)


def _row(line: CardLine) -> Row:
    each = line.movement
    places = ", ".join(
        f"{place} {format_quantity(count)}" for place, count in each.places.items() if count
    )
    quantity, title = each.quantity, EVENTS[each.kind].title
    cells = (
        each.day,
        each.ref,
        f"{title}: {places}" if places else title,
        from_micro(quantity) if quantity > 0 else None,
        from_micro(-quantity) if quantity < 0 else None,
        from_micro(line.held),
        from_sen(line.value),
        from_sen(line.worth),
    )
    return Row(cells, trace=each.ref)


def _posted(scope: Scope, item: str) -> int:
    rows = scope.postings.source.rows(
        "SELECT COALESCE(SUM(sen), 0) FROM postings"
        " WHERE account = ? AND sub = ? AND date <= ? AND seq <= ?",
        (STOCK, item, scope.last.isoformat(), scope.postings.seq),
    )
    return int(next(rows)[0])
