"""What is refused of the collateral of loans."""

from datetime import date
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import day_name


class CollateralExists(Refusal):
    """The key of a collateral is taken."""

    def __init__(self, key: str, loan: str) -> None:
        super().__init__(
            f"Agunan {key} sudah terdaftar (pinjaman {loan}).",
            remedy="Pakai kunci lain, misalnya bpkb-0002.",
        )


class UnknownCollateral(Refusal):
    """No collateral has this key."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"Agunan {key} tidak ada.",
            remedy="Lihat kuncinya pada 'koperasi pinjaman kartu'.",
        )


class CollateralGone(Refusal):
    """The collateral was handed back already."""

    def __init__(self, key: str, day: date) -> None:
        super().__init__(
            f"Agunan {key} sudah dikembalikan pada {day_name(day)}.",
            remedy="Daftarkan lagi dengan kunci baru bila diserahkan kembali.",
        )


class CollateralNeeded(Refusal):
    """Collateral is released while its loan is not settled."""

    def __init__(self, key: str, loan: str, balance: Decimal) -> None:
        super().__init__(
            f"Agunan {key} menjamin pinjaman {loan} yang masih bersisa Rp{format_rupiah(balance)}.",
            remedy="Lunasi dahulu; atau daftarkan penggantinya, lalu nilai agunan ini nol.",
        )
