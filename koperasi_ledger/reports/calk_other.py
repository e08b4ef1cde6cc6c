"""Notes on what no line shows: related parties, off the balance sheet, commitments, the SHU.

SAK EP sections 2, 11, 32 and 33 ask for them; people stand there by number, never by name.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.events import ShuDecided
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.policy.loans import LoanPolicy
from koperasi_ledger.model.records import Borrowing, Collateral, ListedThing, Loan, Officer
from koperasi_ledger.reports.aid_state import aid_at
from koperasi_ledger.reports.formatting import pos_shu, tanggal
from koperasi_ledger.reports.hapus_buku import hapus_buku
from koperasi_ledger.reports.konsinyasi_events import movements
from koperasi_ledger.reports.pinjaman_events import collateral_at
from koperasi_ledger.reports.pinjaman_state import Version, running_at, versions_of
from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.shu_decided import decision_of
from koperasi_ledger.reports.view import Cell, Column, Row, Table
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.rules.shu import Distribution

_SHU = (
    Column("pos", "Pos"),
    Column("persen", "Persen", "number"),
    Column("jumlah", "Jumlah", "amount"),
)


def related_table(scope: Scope) -> Table | None:
    """Loans and savings of the pengurus, pengawas and whom policy names, as far as members.

    UU 25/1992 art. 29, 38; BMPP, Permenkop 8/2023 art. 42. Known only where the organisation's
    books or the loan policy say who they are.
    """
    roles = _related(scope)
    if not roles:
        return None
    saved: dict[str, int] = {}
    for member, _, _, sen in scope.postings.savings(scope.last):
        saved[member] = saved.get(member, 0) - sen
    lent: dict[str, int] = {}
    for state in running_at(scope, denda=False):
        lent[state.loan.member] = lent.get(state.loan.member, 0) + to_sen(state.at.balance)
    rows = [
        Row((number, role, from_sen(lent.get(number, 0)), from_sen(saved.get(number, 0))))
        for number, role in sorted(roles.items())
    ]
    sums = (sum(own.get(number, 0) for number in roles) for own in (lent, saved))
    rows.append(Row((None, "Jumlah", *map(from_sen, sums)), "total"))
    columns = (
        Column("anggota", "No. anggota", "code"),
        Column("hubungan", "Hubungan"),
        Column("pinjaman", "Sisa pokok pinjaman", "amount"),
        Column("simpanan", "Simpanan", "amount"),
    )
    return Table("pihak_berelasi", "Pihak berelasi", columns, tuple(rows))


def _related(scope: Scope) -> dict[str, str]:
    found: dict[str, str] = {}
    lending = body_on(scope.books.section("loans"), LoanPolicy, scope.last)
    if lending is not None:
        found |= dict.fromkeys(lending.limits.related, "Pihak terkait menurut kebijakan")
    for officer in scope.books.all(Officer):
        ended = officer.ended is not None and officer.ended <= scope.last
        if officer.member is None or officer.appointed > scope.last or ended:
            continue
        if officer.board != "karyawan":
            found[officer.member] = f"{officer.board.capitalize()}: {officer.position}"
    return found


def off_balance_table(scope: Scope) -> Table | None:
    """Claims written off, collateral held, goods on consignment, things lent to the cooperative."""
    rows = [row for row in _off_balance(scope) if row.cells[1]]
    columns = (
        Column("uraian", "Uraian"),
        Column("banyak", "Banyak", "number"),
        Column("jumlah", "Nilai", "amount"),
        Column("keterangan", "Keterangan"),
    )
    title = "Di luar laporan posisi keuangan"
    return Table("luar_neraca", title, columns, tuple(rows)) if rows else None


def _off_balance(scope: Scope) -> Iterator[Row]:
    gone = hapus_buku(scope).tables[0]
    left = gone.rows[-1].cells[-1]
    running = sum(1 for row in gone.rows[:-1] if row.cells[-1])
    yield Row(("Tagihan pinjaman yang dihapus buku", running, left, "masih ditagih"))
    states = collateral_at(scope)
    held = [
        states[item.short]
        for item in scope.books.all(Collateral)
        if item.short in states and not _released(states[item.short].released, scope.last)
    ]
    value = sum((state.value for state in held), Decimal(0))
    yield Row(("Agunan yang disimpan", len(held), value, "milik peminjam"))
    goods: dict[str, int] = {}
    for moved in movements(scope):
        if moved.item and moved.day <= scope.last:
            goods[moved.item] = goods.get(moved.item, 0) + moved.left
    kinds = sum(1 for size in goods.values() if size)
    yield Row(("Barang titipan (konsinyasi)", kinds, None, "jenis barang; milik penitip"))
    aid = [
        state.programme
        for state in aid_at(scope).values()
        if state.programme.treatment == "di-luar-neraca"
        and any(state.left(item) for item in state.programme.items)
    ]
    yield Row(("Bantuan yang belum disalurkan", len(aid), None, "program; milik pemberi bantuan"))
    things = [
        each
        for each in scope.books.all(ListedThing)
        if each.owner is not None
        and each.since <= scope.last
        and not _released(each.ended, scope.last)
    ]
    worth = sum((each.value or Decimal(0) for each in things), Decimal(0))
    yield Row(("Barang pinjam pakai", len(things), worth, "milik pihak lain"))


def _released(day: date | None, last: date) -> bool:
    return day is not None and day <= last


def commitments_table(scope: Scope) -> Table | None:
    """Loans that were approved and not paid out, and what lenders still have to pay out."""
    rows = []
    versions = versions_of(scope)
    waiting = [loan for loan in scope.books.all(Loan) if _waits(loan, versions, scope.last)]
    if waiting:
        total = sum((loan.amount for loan in waiting), Decimal(0))
        rows.append(Row(("Pinjaman anggota disetujui, belum dicairkan", len(waiting), total)))
    undrawn = []
    for each in scope.books.all(Borrowing):
        if each.agreed <= scope.last and not _released(each.ended, scope.last):
            drawn = sum((t.amount for t in each.tranches if t.start <= scope.last), Decimal(0))
            if each.limit > drawn:
                undrawn.append(each.limit - drawn)
    if undrawn:
        total = sum(undrawn, Decimal(0))
        rows.append(Row(("Fasilitas pinjaman yang belum ditarik", len(undrawn), total)))
    columns = (
        Column("uraian", "Uraian"),
        Column("banyak", "Banyak", "number"),
        Column("jumlah", "Jumlah", "amount"),
    )
    return Table("komitmen", "Komitmen", columns, tuple(rows)) if rows else None


def _waits(loan: Loan, versions: dict[str, list[Version]], day: date) -> bool:
    if loan.approved is None or loan.approved > day or loan.status == "ditolak":
        return False
    own = versions.get(loan.number)
    return not own or own[0].plan.start > day


def allotted_table(scope: Scope) -> Table | None:
    """What the rapat anggota decided in this period on the SHU of the year before."""
    return _decided(scope, scope.last.year - 1, "pembagian_lalu")


def decided_table(scope: Scope) -> Table | None:
    """What the rapat anggota decided after the period on its own SHU (SAK EP section 32)."""
    return _decided(scope, scope.last.year, "pembagian_tahun_ini")


def _decided(scope: Scope, year: int, key: str) -> Table | None:
    found = decision_of(scope.books, scope.postings, year)
    if found is None:
        return None
    event, result = found
    return Table(key, _title(year, event), _SHU, tuple(_pools(result)))


def _title(year: int, event: ShuDecided) -> str:
    return f"Pembagian SHU tahun buku {year}: {event.decision}, {tanggal(event.date)}"


def _pools(result: Distribution) -> Iterator[Row]:
    for share in result.pools:
        yield Row((pos_shu(share.pool.name), share.pool.percent, share.amount))
    others = result.others()
    if result.withheld and not others:
        yield Row(("SHU dari non-anggota", None, result.withheld))
    for share in others if result.withheld else ():
        label = f"{pos_shu(share.pool.name)} (dari non-anggota)"
        yield Row((label, share.pool.non_member_percent, share.from_others))
    cells: tuple[Cell, ...] = ("Jumlah", None, result.surplus.total)
    yield Row(cells, "total")
