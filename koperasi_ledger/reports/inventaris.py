"""Inventaris: fixed assets with what came, went and was written down; and things of others.

Movements are added up from the postings of each asset, so a past day has one answer. The movement
table and its tie to the statement of financial position are what SAK EP 17.31 asks for; the columns
of the list are those of published buku inventaris (practice).
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.records import Asset, ListedThing
from koperasi_ledger.model.records.assets import AssetPlace
from koperasi_ledger.reports.formatting import tanggal
from koperasi_ledger.reports.opening_position import opening_turnovers
from koperasi_ledger.reports.query import Turnover, day_before
from koperasi_ledger.reports.scope import Scope, check_equal, statement
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table
from koperasi_ledger.rules.assets.posting import GROUPS
from koperasi_ledger.rules.dates import month_of, months_between

_TITLES = {
    "tanah": "Tanah",
    "bangunan": "Bangunan",
    "kendaraan": "Kendaraan",
    "inventaris": "Inventaris dan peralatan",
    "tak-berwujud": "Aset tak berwujud",
}
_MOVEMENT = (
    Column("golongan", "Kelompok"),
    Column("awal", "Perolehan awal", "amount"),
    Column("tambah", "Tambah", "amount"),
    Column("kurang", "Kurang", "amount"),
    Column("akhir", "Perolehan akhir", "amount"),
    Column("susut_awal", "Akumulasi awal", "amount"),
    Column("susut_tambah", "Tambah", "amount"),
    Column("susut_kurang", "Kurang", "amount"),
    Column("susut_akhir", "Akumulasi akhir", "amount"),
    Column("nilai_buku", "Nilai buku", "amount"),
)
_ASSETS = (
    Column("no", "No.", "number"),
    Column("nomor", "Nomor", "code"),
    Column("nama", "Nama barang"),
    Column("perolehan", "Diperoleh", "date"),
    Column("buah", "Buah", "number"),
    Column("umur", "Sisa umur (bulan)", "number"),
    Column("tempat", "Tempat"),
    Column("keadaan", "Keadaan"),
    Column("harga", "Harga perolehan", "amount"),
    Column("penyusutan", "Penyusutan periode ini", "amount"),
    Column("akumulasi", "Akumulasi", "amount"),
    Column("nilai_buku", "Nilai buku", "amount"),
)
_THINGS = (
    Column("nomor", "Nomor", "code"),
    Column("nama", "Nama barang"),
    Column("buah", "Buah", "number"),
    Column("pemilik", "Pemilik"),
    Column("sejak", "Sejak", "date"),
    Column("sampai", "Sampai", "date"),
    Column("tempat", "Tempat"),
    Column("keadaan", "Keadaan"),
    Column("nilai", "Nilai", "amount"),
)
_OURS = "Milik koperasi (sudah dibebankan)"
_NOTE = "Barang di luar neraca tidak ikut dijumlahkan dan tidak disusutkan."


class Moved(NamedTuple):
    """Of an account or an asset, in sen: at the beginning, debited, credited."""

    begin: int = 0
    debit: int = 0
    credit: int = 0

    @property
    def end(self) -> int:
        """What is there at the end."""
        return self.begin + self.debit - self.credit

    def plus(self, other: "Moved") -> "Moved":
        """Both together."""
        return Moved(self.begin + other.begin, self.debit + other.debit, self.credit + other.credit)


class Line(NamedTuple):
    """An asset and its movements; `worn` is credit in the ledger, so its debits are what left."""

    group: str
    cost: Moved
    worn: Moved


def inventaris(scope: Scope) -> Report:
    """Fixed assets from the first to the last day of the scope.

    Raises:
        NotBalanced: the assets differ from their accounts.
    """
    lines = _lines(scope)
    _check_accounts(scope, lines)
    listed = _listed(scope)
    tables = [
        Table("mutasi", "Mutasi aset tetap", _MOVEMENT, tuple(_movement(scope, lines))),
        Table("aset", "Daftar aset", _ASSETS, tuple(_assets(scope, lines))),
    ]
    if listed:
        tables.append(Table("luar_neraca", "Barang di luar neraca", _THINGS, listed))
    return statement(
        scope,
        "inventaris",
        "Buku Inventaris",
        tables,
        notes=(_NOTE,) if listed else (),
        signed=True,
        orientation="landscape",
    )


def buku_inventaris(scope: Scope) -> Report:
    """Book 15 of the 16: the list alone."""
    made = inventaris(scope)
    return replace(made, name="buku-inventaris", tables=made.tables[1:])


def _lines(scope: Scope) -> dict[str, Line]:
    """Every asset that was there or moved, with its movements, by number."""
    of = {
        account: (group, place)
        for group, pair in GROUPS.items()
        for place, account in enumerate(pair)
        if account is not None
    }
    marks = ", ".join("?" * len(of))
    before, first, last = (
        day.isoformat() for day in (day_before(scope.first), scope.first, scope.last)
    )
    rows = scope.postings.source.rows(
        "SELECT sub, account, SUM(CASE WHEN date <= ? THEN sen ELSE 0 END),"  # noqa: S608 - only marks
        " SUM(CASE WHEN date >= ? AND sen > 0 THEN sen ELSE 0 END),"
        " SUM(CASE WHEN date >= ? AND sen < 0 THEN -sen ELSE 0 END)"
        f" FROM postings WHERE account IN ({marks}) AND date <= ? AND seq <= ?"
        " GROUP BY sub, account ORDER BY sub, account",
        (before, first, first, *of, last, scope.postings.seq),
    )
    found: dict[str, Line] = {}
    for sub, account, begin, debit, credit in rows:
        group, place = of[account]
        line = found.get(sub, Line(group, Moved(), Moved()))
        moved = Moved(int(begin), int(debit), int(credit))
        found[sub] = line._replace(cost=moved) if place == 0 else line._replace(worn=moved)
    return {
        number: line
        for number, line in found.items()
        if any((*line.cost, *line.worn)) and (line.cost.begin or line.cost.debit)
    }


def _check_accounts(scope: Scope, lines: dict[str, Line]) -> None:
    """Refuses a register that is not what its accounts hold.

    Raises:
        NotBalanced: so it is.
    """
    for group, (cost, worn) in GROUPS.items():
        mine = [line for line in lines.values() if line.group == group]
        for account, total in (
            (cost, sum(line.cost.end for line in mine)),
            (worn, sum(line.worn.end for line in mine)),
        ):
            if account is not None:
                held = scope.postings.balance(account, scope.last)
                check_equal(f"Buku inventaris, {_TITLES[group]}", total, account, held)


def _figures(cost: Moved, worn: Moved) -> tuple[Cell, ...]:
    sens = (
        *(cost.begin, cost.debit, cost.credit, cost.end),
        *(-worn.begin, worn.credit, worn.debit, -worn.end),
        cost.end + worn.end,
    )
    return tuple(map(from_sen, sens))


def _movement(scope: Scope, lines: dict[str, Line]) -> Iterator[Row]:
    """A row for each group, what stands in plain accounts besides, and the total of the neraca."""
    total_cost, total_worn = Moved(), Moved()
    for group, title in _TITLES.items():
        mine = [line for line in lines.values() if line.group == group]
        if not mine:
            continue
        cost, worn = Moved(), Moved()
        for line in mine:
            cost, worn = cost.plus(line.cost), worn.plus(line.worn)
        total_cost, total_worn = total_cost.plus(cost), total_worn.plus(worn)
        yield Row((title, *_figures(cost, worn)), trace=GROUPS[group][0])
    cost, worn = _outside(scope)
    if any((*cost, *worn)):
        yield Row(("Belum dalam buku inventaris", *_figures(cost, worn)))
    total_cost, total_worn = total_cost.plus(cost), total_worn.plus(worn)
    yield Row(("Jumlah", *_figures(total_cost, total_worn)), "total")


def _outside(scope: Scope) -> tuple[Moved, Moved]:
    """What plain accounts of fixed assets (13xx) hold: cost, and what of it is written down.

    What was taken over from older books was there before.
    """
    own = {account for pair in GROUPS.values() for account in pair if account is not None}
    (begin,) = scope.postings.balances(day_before(scope.first))
    turnovers = scope.postings.turnovers(scope.first, scope.last)
    began = opening_turnovers(scope.postings, scope.first, scope.last)
    cost, worn = Moved(), Moved()
    for account in scope.books.chart().values():
        plain = account.code.startswith("13") and not account.control
        if not plain or account.name in own:
            continue
        opened = began.get(account.name, Turnover(0, 0))
        turned = turnovers.get(account.name, Turnover(0, 0)).less(opened)
        held = begin.get(account.name, 0) + opened.debit - opened.credit
        moved = Moved(held, turned.debit, turned.credit)
        if "Akumulasi" in account.name:
            worn = worn.plus(moved)
        else:
            cost = cost.plus(moved)
    return cost, worn


def _assets(scope: Scope, lines: dict[str, Line]) -> Iterator[Row]:
    """The assets that were there at the end, by group and number; then those that left."""
    assets = {asset.number: asset for asset in scope.books.all(Asset)}
    order = list(_TITLES)
    there = sorted(
        (number for number, line in lines.items() if line.cost.end),
        key=lambda number: (order.index(lines[number].group), number),
    )
    wear = _wear(scope)
    shown = 0
    total = [0, 0, 0, 0]
    group = None
    for number in there:
        line, shown = lines[number], shown + 1
        if line.group != group:
            group = line.group
            yield Row((None, None, _TITLES[group], *(None,) * 9), "heading")
        value = line.cost.end + line.worn.end
        sens = (line.cost.end, wear.get(number, 0), -line.worn.end, value)
        total = [one + other for one, other in zip(total, sens, strict=True)]
        asset = assets.get(number)
        told = _told(asset, scope.last) if asset is not None else _reversed(scope, number)
        yield Row((shown, number, *told, *map(from_sen, sens)), trace=number)
    if there:
        yield Row((None, None, "Jumlah", *(None,) * 5, *map(from_sen, total)), "total")
    for number, line in sorted(lines.items()):
        asset = assets.get(number)
        if not line.cost.end and asset is not None and asset.ended is not None:
            why = f"Dilepas {tanggal(asset.ended)}: {number} {asset.name} ({asset.how})"
            yield Row((None, None, why, *(None,) * 9), "note")


def _reversed(scope: Scope, number: str) -> tuple[Cell, ...]:
    """What the event said of an asset whose coming was reversed later: it has no record."""
    rows = scope.postings.source.rows(
        "SELECT body FROM events WHERE kind IN ('asset_bought', 'asset_granted',"
        " 'asset_taken_over') AND date <= ? AND seq <= ? ORDER BY seq DESC",
        (scope.last.isoformat(), scope.postings.seq),
    )
    for (body,) in rows:
        said = json.loads(body)
        if said["asset"] == number:
            name = f"{said['name']} (dibalik kemudian)"
            acquired = date.fromisoformat(said.get("acquired", said["date"]))
            return (name, acquired, said["quantity"], None, said.get("place"), None)
    return (None,) * 6


def _told(asset: Asset, day: date) -> tuple[Cell, ...]:
    """What the register says of an asset as of a day."""
    place = place_on(asset.places, day)
    pieces = asset.quantity + sum(left.pieces for left in asset.left if left.day > day)
    name = f"{asset.name}, {asset.serial}" if asset.serial else asset.name
    return (name, asset.acquired, pieces, _left(asset, day), _where(place), _state(place))


def _left(asset: Asset, day: date) -> int | None:
    """How many months of its life are left after the month of a day."""
    if asset.months is None:
        return None
    return max(asset.months - months_between(asset.start, month_of(day)) - 1, 0)


def _wear(scope: Scope) -> dict[str, int]:
    """What of each asset became an expense in the days of the scope, in sen."""
    expenses = sorted({asset.expense for asset in scope.books.all(Asset)})
    if not expenses:
        return {}
    rows = scope.postings.source.rows(
        "SELECT sub, SUM(sen) FROM postings"  # noqa: S608 - only marks
        f" WHERE account IN ({', '.join('?' * len(expenses))}) AND sub IS NOT NULL"
        " AND date BETWEEN ? AND ? AND seq <= ? GROUP BY sub ORDER BY sub",
        (*expenses, scope.first.isoformat(), scope.last.isoformat(), scope.postings.seq),
    )
    return {sub: int(sen) for sub, sen in rows}


def place_on(places: Iterable[AssetPlace], day: date) -> AssetPlace | None:
    """Where a thing was on a day."""
    found = None
    for place in places:
        if place.day <= day:
            found = place
    return found


def _where(place: AssetPlace | None) -> str | None:
    if place is None:
        return None
    return " · ".join(part for part in (place.place, place.holder) if part) or None


def _state(place: AssetPlace | None) -> str | None:
    return None if place is None else place.condition.replace("-", " ")


def _listed(scope: Scope) -> tuple[Row, ...]:
    """The things outside the accounts that were there on the last day."""
    rows = []
    for thing in scope.books.all(ListedThing):
        gone = thing.ended is not None and thing.ended <= scope.last
        if thing.since > scope.last or gone:
            continue
        place = place_on(thing.places, scope.last)
        name = f"{thing.name}, {thing.serial}" if thing.serial else thing.name
        cells = (
            thing.number,
            name,
            thing.quantity,
            thing.owner or _OURS,
            thing.since,
            thing.until,
            _where(place),
            _state(place),
            thing.value,
        )
        rows.append(Row(cells, trace=thing.number))
    return tuple(rows)
