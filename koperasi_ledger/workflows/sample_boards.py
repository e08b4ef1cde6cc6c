"""What the secretaries of both samples write down: who serves, meetings, notes, and the RAPB.

Pengurus and pengawas are members (UU 25/1992 art. 29, 38), the cashier is not. Every
sentence here is invented, as the people are.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from koperasi_ledger.workflows.sample_people import BOARDS, LENDERS, leader

Fields = dict[str, object]
Sample = Literal["desa", "ksp"]

_RULE = "Anggaran Dasar pasal 14: lebih dari separuh jumlah anggota"


class Told(NamedTuple):
    """An event as a story tells it: its kind, its ref and its own fields."""

    kind: str
    ref: str
    fields: Fields


def told_on(sample: Sample, day: date) -> Iterator[Told]:
    """What the secretary of this sample writes down on this day, in order."""
    key = f"{day:%Y-%m-%d}"
    if key == "2025-01-01":
        yield from _officers()
    first = LENDERS if sample == "ksp" else 0
    led = {"leader": leader("Ketua", first), "secretary": leader("Sekretaris", first)}
    for told in _NOTES.get((sample, key), ()):
        presided = told.fields.get("body") == "anggota"
        yield told._replace(fields=told.fields | led) if presided else told


def _officers() -> Iterator[Told]:
    """Those whom the founding meeting chose for five years, and the cashier."""
    seats = {"pengurus": 0, "pengawas": 0}
    for post, members in BOARDS.items():
        board = "pengawas" if post == "Pengawas" else "pengurus"
        for member in members:
            seats[board] += 1
            fields: Fields = {
                "officer": f"{'PWS' if board == 'pengawas' else 'PGR'}-{seats[board]:03d}",
                "board": board,
                "position": post,
                "member": f"A-{member + 1:04d}",
                "until": "2027-11-11",
                "decision": "Rapat Pendirian 12 November 2022",
            }
            yield Told("officer_appointed", f"ANGKAT-{fields['officer']}", fields)
    cashier: Fields = {"officer": "KAR-001", "board": "karyawan", "position": "Kasir"}
    yield Told("officer_appointed", "ANGKAT-KAR-001", cashier | {"name": "Murni Andaian"})


def _meeting(number: str, name: str, heads: tuple[int, int], **fields: object) -> Told:
    """A meeting of the members; `heads` are those invited and those who came."""
    invited, present = heads
    held: Fields = {
        "meeting": number,
        "body": "anggota",
        "name": name,
        "place": "Balai Desa Contoh",
        "invited": invited,
        "present": present,
        "needed": invited // 2 + 1,
        "rule": _RULE,
    }
    return Told("meeting_held", f"RAPAT-{number}", held | fields)


def _board_meeting(number: str, body: str, agenda: list[str], heads: int) -> Told:
    fields: Fields = {
        "meeting": number,
        "body": body,
        "name": f"Rapat {body}",
        "place": "Kantor koperasi",
        "agenda": agenda,
        "invited": 3,
        "present": heads,
    }
    return Told("meeting_held", f"RAPAT-{number}", fields)


def _decided(prefix: str, *texts: str) -> list[Fields]:
    return [{"number": f"{prefix} No. {n}", "text": text} for n, text in enumerate(texts, 1)]


def _budget(year: int, decision: str, amounts: dict[tuple[str, str | None], int]) -> Told:
    lines = [
        {"account": account, "amount": str(amount)} | ({"unit": unit} if unit else {})
        for (account, unit), amount in amounts.items()
    ]
    fields: Fields = {"year": year, "decision": decision, "lines": lines, "plan": _PLANS[year]}
    return Told("budget_adopted", f"RAPB-{year}", fields)


_PLANS = {
    2025: [
        "Menambah sepuluh anggota",
        "Membuka tabungan di bank kedua untuk uang toko",
        "Menagih simpanan wajib yang tertunggak setiap bulan",
    ],
    2026: [
        "Menambah lima anggota, terutama petani dusun Umpama",
        "Membeli hasil panen anggota paling sedikit enam kali",
        "Menjual barang titipan lima pengusaha kecil desa",
        "Menyelesaikan simpanan wajib yang tertunggak",
    ],
}
_BUDGETED: tuple[tuple[str, str | None, int, int], ...] = (
    ("Pendapatan:Anggota:Penjualan", "toko", 60_000_000, 75_000_000),
    ("Pendapatan:NonAnggota:Penjualan", "toko", 110_000_000, 125_000_000),
    ("Pendapatan:NonAnggota:KomisiKeagenan", "keagenan", 5_000_000, 6_500_000),
    ("Beban:Pokok:PenjualanAnggota", "toko", 55_000_000, 69_000_000),
    ("Beban:Pokok:PenjualanNonAnggota", "toko", 102_000_000, 116_000_000),
    ("Beban:Usaha:TenagaKerja", "toko", 5_400_000, 6_000_000),
    ("Beban:Usaha:ListrikAir", "toko", 1_800_000, 2_000_000),
    ("Beban:Usaha:Telepon", None, 1_800_000, 1_800_000),
    ("Beban:Usaha:AdministrasiUmum", "simpan-pinjam", 600_000, 600_000),
    ("Beban:Usaha:Penyusutan", None, 900_000, 900_000),
    ("Beban:Perkoperasian:RapatAnggota", None, 500_000, 550_000),
)
"""Account, unit, and what is planned for 2025 and for 2026, in rupiah."""

_AGENDA = [
    "Pengesahan kuorum dan tata tertib",
    "Laporan pertanggungjawaban pengurus",
    "Laporan pengawas",
    "Pembagian SHU",
    "Rencana kerja dan RAPB",
]

_NOTES: dict[tuple[Sample, str], tuple[Told, ...]] = {
    ("desa", "2025-02-22"): (
        _meeting(
            "RAT-2024",
            "Rapat Anggota Tahunan tahun buku 2024",
            (16, 13),
            agenda=_AGENDA,
            decisions=_decided(
                "RAT 2025",
                "Menerima laporan pertanggungjawaban pengurus dan pengawas tahun buku 2024",
                "Mengesahkan pembagian SHU tahun buku 2024",
                "Mengesahkan rencana kerja dan RAPB tahun 2025",
            ),
        ),
        _budget(2025, "RAT 2025 No. 3", {(a, u): first for a, u, first, _ in _BUDGETED}),
    ),
    ("desa", "2025-06-14"): (
        _board_meeting("PGR-2025-1", "pengurus", ["Kerja semester pertama", "Harga panen"], 3),
    ),
    ("desa", "2025-07-05"): (
        _board_meeting("PWS-2025-1", "pengawas", ["Pemeriksaan kas dan persediaan"], 3),
        Told(
            "suggestion_made",
            "SARAN-2025-1",
            {
                "source": "anggota",
                "member": "A-0002",
                "text": "Toko buka sampai pukul delapan malam pada musim panen",
                "answer": "Dicoba mulai Agustus 2025",
            },
        ),
    ),
    ("desa", "2025-09-18"): (
        Told(
            "guest_received",
            "TAMU-2025-1",
            {
                "name": "Umar Umpamaan",
                "office": "Dinas Koperasi Kabupaten Contoh (fiktif)",
                "text": "Pembinaan pembukuan; menyarankan rapat anggota sebelum akhir Maret",
            },
        ),
    ),
    ("desa", "2025-12-20"): (
        _meeting(
            "RA-2025",
            "Rapat anggota akhir tahun 2025",
            (22, 15),
            agenda=["Simpanan wajib tahun 2026"],
            decisions=_decided("RA 2025", "Simpanan wajib Rp20.000 sebulan mulai Januari 2026"),
        ),
    ),
    ("desa", "2026-02-28"): (
        _meeting(
            "RAT-2025",
            "Rapat Anggota Tahunan tahun buku 2025",
            (22, 17),
            agenda=_AGENDA,
            decisions=_decided(
                "RAT 2026",
                "Menerima laporan pertanggungjawaban pengurus dan pengawas tahun buku 2025",
                "Mengesahkan pembagian SHU tahun buku 2025",
                "Mengesahkan rencana kerja dan RAPB tahun 2026",
            ),
        ),
        _budget(2026, "RAT 2026 No. 3", {(a, u): second for a, u, _, second in _BUDGETED}),
    ),
    ("ksp", "2025-07-12"): (
        _board_meeting("PGR-2025-1", "pengurus", ["Pinjaman yang terlambat"], 3),
        _board_meeting("PWS-2025-1", "pengawas", ["Pemeriksaan berkas pinjaman"], 2),
    ),
    ("ksp", "2025-10-04"): (
        Told(
            "suggestion_made",
            "SARAN-2025-1",
            {
                "source": "anggota",
                "member": "A-0009",
                "text": "Jatuh tempo angsuran disamakan dengan hari gajian",
                "answer": "Dapat dipilih pada akad pinjaman baru",
            },
        ),
    ),
    ("ksp", "2026-02-21"): (
        _meeting(
            "RAT-2025",
            "Rapat Anggota Tahunan tahun buku 2025",
            (24, 17),
            agenda=_AGENDA,
            decisions=_decided(
                "RAT 2026",
                "Menerima laporan pertanggungjawaban pengurus tahun buku 2025",
                "Menerima laporan pengawas tahun buku 2025",
                "Mengesahkan pembagian SHU tahun buku 2025",
                "Mengesahkan rencana kerja dan RAPB tahun 2026",
            ),
        ),
    ),
}
"""What is noted on a day, by sample and day."""
