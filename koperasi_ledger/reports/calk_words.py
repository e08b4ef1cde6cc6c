"""What the notes say in words: who the cooperative is, and the policies in force.

Every sentence comes from the books or from a dated policy; what nobody decided is said to be
undecided, never filled in.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, TypeVar

from koperasi_ledger.model.policy import Section
from koperasi_ledger.model.policy.assets import AssetPolicy
from koperasi_ledger.model.policy.deposits import DepositPolicy
from koperasi_ledger.model.policy.loans import LoanPolicy
from koperasi_ledger.model.policy.savings import SavingsPolicy, format_percent
from koperasi_ledger.model.policy.statements import StatementPolicy
from koperasi_ledger.model.policy.store import StorePolicy
from koperasi_ledger.model.policy.taxes import TaxPolicy
from koperasi_ledger.model.records import Member, Officer
from koperasi_ledger.reports.formatting import rentang_tanggal, rupiah, tanggal
from koperasi_ledger.reports.query import day_before
from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.units import units
from koperasi_ledger.rules.policies import version_on

_PROFILES = {
    "riil": "koperasi sektor riil",
    "ksp": "koperasi simpan pinjam",
    "kdmp": "Koperasi Desa/Kelurahan Merah Putih",
}
_STANDARDS = {
    "sak-ep": "SAK Entitas Privat (SAK EP)",
    "sak-emkm": "SAK Entitas Mikro, Kecil, dan Menengah (SAK EMKM)",
    "sak-indonesia": "SAK Indonesia",
}
_COSTING = {"rata-rata": "rata-rata bergerak", "fifo": "masuk pertama keluar pertama (FIFO)"}
_MONTHS = {
    "bulan-perolehan": "sejak bulan perolehan",
    "bulan-berikutnya": "sejak bulan sesudah perolehan",
    "tengah-bulan": "sejak bulan perolehan bila diperoleh sampai tanggal 15, selain itu bulan"
    " berikutnya",
}

S = TypeVar("S", bound=Section)


class Said(NamedTuple):
    """A statement in words: what it is about, and what is said of it."""

    about: str
    text: str


def general(scope: Scope) -> Iterator[Said]:
    """Identity and legal facts, as recorded."""
    own = scope.books.cooperative()
    legal = own.legal_number or "belum dicatat"
    yield Said("Nama", own.name)
    yield Said("Badan hukum", legal)
    yield Said("Alamat", own.address or "belum dicatat")
    yield Said("Jenis", _PROFILES[own.profile])
    kept = units(scope)
    if kept:
        yield Said("Unit usaha", ", ".join(kept.values()))
    yield Said("Awal pembukuan", f"buku ini dimulai pada {tanggal(own.founded)}")
    yield Said("Periode laporan", rentang_tanggal(scope.first, scope.last))
    yield Said("Anggota", _members(scope))
    serving = [each for each in scope.books.all(Officer) if _serves(each, scope.last)]
    counts = {
        board: sum(1 for each in serving if each.board == board)
        for board in ("pengurus", "pengawas", "karyawan")
    }
    if serving:
        told = ", ".join(f"{count} {board}" for board, count in counts.items())
        yield Said("Organisasi", f"{told} pada {tanggal(scope.last)}")


def _members(scope: Scope) -> str:
    every = scope.books.all(Member)

    def count(day: date) -> int:
        return sum(
            1 for each in every if each.joined <= day and (each.left is None or each.left > day)
        )

    before = day_before(scope.year_start)
    now = f"{count(scope.last)} orang pada {tanggal(scope.last)}"
    if scope.books.cooperative().founded > before:
        return now
    return f"{now}; {count(before)} orang pada {tanggal(before)}"


def _serves(officer: Officer, day: date) -> bool:
    return officer.appointed <= day and (officer.ended is None or officer.ended > day)


class _Policies:
    """The sections in force on the last day, and since when."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def of(self, name: str, cls: type[S]) -> tuple[S, str] | None:
        """The section and "(berlaku sejak ...)"; None where none was adopted."""
        version = version_on(self.scope.books.section(name), self.scope.last)
        if version is None or not isinstance(version.body, cls):
            return None
        return version.body, f"(kebijakan berlaku sejak {tanggal(version.effective)})"


def policies(scope: Scope) -> Iterator[Said]:
    """The basis of the statements and the accounting policies, as far as they were decided."""
    known = _Policies(scope)
    yield from _basis(known)
    yield from _lending(known)
    yield from _saving(known)
    yield from _trading(known)
    yield from _assets(known)
    yield from _taxes(known)
    yield Said(
        "Ekuitas",
        "Simpanan pokok, simpanan wajib, hibah dan cadangan disajikan sebagai ekuitas (UU 25/1992"
        " Ps. 41).",
    )
    yield Said(
        "Pembagian SHU",
        "SHU dibagi menurut keputusan rapat anggota; bagian dana dan anggota menjadi"
        " liabilitas sejak keputusan itu.",
    )


def _basis(known: _Policies) -> Iterator[Said]:
    found = known.of("statements", StatementPolicy)
    standard = found[0].standard if found is not None else None
    if found is None or standard is None:
        text = "Belum ditetapkan dalam kebijakan ([laporan] sak)."
    else:
        text = f"Disusun menurut {_STANDARDS[standard]} {found[1]}."
    yield Said("Standar akuntansi", text)
    yield Said(
        "Dasar penyusunan",
        "Laporan disusun dari jurnal berpasangan dengan dasar biaya perolehan, dalam rupiah,"
        " kecuali yang disebut lain di bawah ini. Laporan arus kas mengikuti perpindahan kas dan"
        " setara kas.",
    )


def _lending(known: _Policies) -> Iterator[Said]:
    found = known.of("loans", LoanPolicy)
    if found is None:
        return
    lending, since = found
    by_basis = {
        basis: [each.name for each in lending.products if each.recognition == basis]
        for basis in ("akrual", "kas")
    }
    words = {"akrual": "secara akrual", "kas": "saat diterima (dasar kas)"}
    for basis, names in by_basis.items():
        if names:
            text = f"Diakui {words[basis]} {since} untuk: {', '.join(names)}."
            yield Said("Pendapatan jasa pinjaman", text)
    provision = lending.provision
    if provision is None:
        yield Said("Penyisihan pinjaman", f"Belum ditetapkan dalam kebijakan pinjaman {since}.")
        return
    rates = provision.regulation if provision.booked == "regulasi" else provision.sak_ep
    if rates is None:
        return
    classes = (
        ("lancar", rates.current),
        ("kurang lancar", rates.substandard),
        ("diragukan", rates.doubtful),
        ("macet", rates.loss),
    )
    told = ", ".join(f"{name} {format_percent(rate)}" for name, rate in classes)
    measure = "tarif regulasi" if provision.booked == "regulasi" else "pengalaman rugi (SAK EP)"
    net = f"; agunan dikurangkan mulai {rates.net_from}" if rates.net_from else ""
    yield Said(
        "Penyisihan pinjaman", f"Dibentuk menurut {measure} dari sisa pokok: {told}{net} {since}."
    )


def _saving(known: _Policies) -> Iterator[Said]:
    found = known.of("savings", SavingsPolicy)
    if found is not None:
        saving, since = found
        yield Said(
            "Simpanan anggota",
            f"Simpanan pokok Rp{rupiah(saving.pokok)} sekali dan simpanan wajib"
            f" Rp{rupiah(saving.wajib)} sebulan {since}. Simpanan sukarela dan berjangka adalah"
            " liabilitas.",
        )
    deposits = known.of("deposits", DepositPolicy)
    if deposits is not None:
        basis = sorted({product.recognition for product in deposits[0].products})
        words = {"akrual": "secara akrual", "kas": "saat dibayar (dasar kas)"}
        told = " atau ".join(words[each] for each in basis)
        yield Said("Jasa simpanan berjangka", f"Menjadi beban {told} {deposits[1]}.")


def _trading(known: _Policies) -> Iterator[Said]:
    found = known.of("store", StorePolicy)
    if found is None:
        return
    store, since = found
    told = "; ".join(f"{key}: {_COSTING.get(how, how)}" for key, how in store.classes.items())
    yield Said(
        "Persediaan",
        f"Dicatat secara perpetual sebesar biaya perolehan; metode biaya per golongan: {told}"
        f" {since}. Barang titipan bukan persediaan koperasi.",
    )
    posting = "per struk" if store.posting == "per-struk" else "satu rekap per kasir dan hari"
    yield Said("Penjualan", f"Diakui saat barang diserahkan, dibukukan {posting} {since}.")


def _assets(known: _Policies) -> Iterator[Said]:
    found = known.of("assets", AssetPolicy)
    if found is None:
        yield Said("Penyusutan aset tetap", "Belum ditetapkan dalam kebijakan ([aset]).")
        return
    policy, since = found
    lives = ", ".join(
        f"{each.name} {each.life} bulan" for each in policy.classes.values() if each.life
    )
    yield Said(
        "Penyusutan aset tetap",
        f"Garis lurus {_MONTHS[policy.first_month]}; umur manfaat: {lives or 'tidak ada'} {since}.",
    )


def _taxes(known: _Policies) -> Iterator[Said]:
    found = known.of("taxes", TaxPolicy)
    if found is None:
        yield Said("Perpajakan", "Belum ditetapkan dalam kebijakan ([pajak]).")
        return
    tax, since = found
    told = []
    if tax.savings_interest is not None:
        rule = tax.savings_interest
        told.append(
            f"jasa simpanan anggota dipotong PPh final {format_percent(rule.rate)} bila melebihi"
            f" Rp{rupiah(rule.limit)} sebulan"
        )
    if tax.turnover is not None:
        told.append(f"omzet bulanan dikenai PPh final {format_percent(tax.turnover.rate)}")
    if tax.vat is not None:
        told.append(f"koperasi adalah PKP sejak {tanggal(tax.vat.since)}")
    else:
        told.append("PPN tidak dipungut; PPN masukan bagian dari biaya perolehan")
    text = "; ".join(told)
    yield Said("Perpajakan", f"{text[:1].upper()}{text[1:]} {since}.")
