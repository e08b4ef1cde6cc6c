"""What is refused of the monthly runs and prints of savings, before the rules are asked."""

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.rules.dates import day_name, last_day, month_name


class InterestMonthNotOver(Refusal):
    """Interest is worked out on the balances of whole months."""

    def __init__(self, month: str) -> None:
        super().__init__(
            f"Bulan {month_name(month)} belum berakhir; jasa dihitung dari saldo sebulan penuh.",
            remedy=f"Jalankan lagi pada {day_name(last_day(month))} atau sesudahnya.",
        )


class NothingToRemit(Refusal):
    """No tax was withheld in the month that is not paid to the state yet."""

    def __init__(self, month: str) -> None:
        super().__init__(
            f"Tidak ada PPh jasa simpanan {month_name(month)} yang belum disetor.",
            remedy="Lihat 'koperasi laporan pph-simpanan'.",
        )


class NoInterestThatMonth(Refusal):
    """The member got no interest in the month, so there is nothing to prove."""

    def __init__(self, member: str, month: str) -> None:
        super().__init__(
            f"Anggota {member} tidak menerima jasa simpanan pada {month_name(month)}.",
            remedy="Periksa nomor dan bulannya di 'koperasi laporan pph-simpanan'.",
        )


class NoSuchSavings(Refusal):
    """The member holds no account in this product."""

    def __init__(self, member: str, product: str, held: list[str]) -> None:
        listed = ", ".join(held) or "belum ada"
        super().__init__(
            f"Anggota {member} tidak mempunyai simpanan {product} (yang ada: {listed}).",
            remedy="Sebut salah satunya dengan --produk.",
        )
