"""Who and what the small sample is about, before anything happens: see `sample_village`."""

from typing import Literal, NamedTuple

from koperasi_ledger.workflows.sample_stream import MONTHS

NAME = "Koperasi Desa Merah Putih Contoh Fiktif"
BRI_NUMBER, BCA_NUMBER = "000001000123509", "0000012345"
STATEMENT_MONTH = len(MONTHS) - 1
"""October 2026, whose bank lines come from the statements."""

Habit = Literal["bulanan", "bank", "triwulan", "menunggak", "setengah-tahun"]


class Known(NamedTuple):
    """Who a member is: month index and day of joining (None: of old), habit, savings at first."""

    joins: tuple[int, int] | None
    habit: Habit
    saved: int = 0
    behind: int = 0


MEMBERS = (
    Known(None, "bank", 750_000),
    Known(None, "bulanan", 300_000),
    Known(None, "bank", 1_250_000),
    Known(None, "triwulan", 500_000),
    Known(None, "bulanan"),
    Known(None, "bank", 400_000),
    Known(None, "setengah-tahun", 850_000),
    Known(None, "bulanan", 150_000),
    Known(None, "menunggak", 0, 3),
    Known(None, "triwulan", 350_000),
    Known(None, "bulanan", 200_000),
    Known(None, "menunggak", 0, 4),
    Known((0, 14), "bulanan"),
    Known((0, 20), "bulanan"),
    Known((1, 5), "bank"),
    Known((1, 22), "triwulan"),
    Known((2, 11), "bulanan"),
    Known((3, 8), "bulanan"),
    Known((4, 6), "setengah-tahun"),
    Known((4, 19), "bulanan"),
    Known((5, 16), "menunggak"),
    Known((7, 11), "bulanan"),
    Known((9, 7), "triwulan"),
    Known((12, 12), "bulanan"),
    Known((15, 14), "bulanan"),
)
"""The members in the order of their numbers."""

SCHEDULE: dict[Habit, tuple[int, int]] = {
    "bulanan": (1, 1),
    "bank": (1, 1),
    "triwulan": (3, 3),
    "menunggak": (4, 2),
    "setengah-tahun": (6, 6),
}
"""Every how many months each habit pays simpanan wajib, and how many months at once."""

HANDED_OVER = (
    ("Aset:Kas:Utama", "debit", 2_350_000),
    ("Aset:Bank:BRI", "debit", 10_390_000),
    ("Aset:Persediaan:BarangDagang", "debit", 6_450_000),
    ("Aset:Tetap:Inventaris", "debit", 7_200_000),
    ("Aset:Tetap:AkumulasiInventaris", "credit", 1_800_000),
    ("Liabilitas:UtangUsaha", "credit", 1_500_000),
    ("Ekuitas:Hibah", "credit", 10_000_000),
    ("Ekuitas:Cadangan:Umum", "credit", 1_330_000),
    ("Ekuitas:SHU:TahunLalu", "credit", 3_000_000),
)
"""The old books at the end of 2024, without the members' savings."""

MONTHLY_COSTS = (
    (4, "Beban:Usaha:Telepon", 150, 150, "Internet kantor", None),
    (10, "Beban:Usaha:ListrikAir", 120, 190, "Token listrik", "toko"),
    (26, "Beban:Usaha:TenagaKerja", 450, 450, "Honor kasir toko", "toko"),
    (27, "Beban:Usaha:AdministrasiUmum", 20, 65, "Alat tulis dan fotokopi", "simpan-pinjam"),
)
"""Day, account, least and most in thousands of rupiah, what it was, unit usaha."""


def number(index: int) -> str:
    """The member number of the member with this index."""
    return f"A-{index + 1:04d}"
