"""What is refused of sharing profit with sharia savings."""

from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import month_name


class PoolExists(Refusal):
    """The profit of this month was divided already."""

    def __init__(self, month: str) -> None:
        super().__init__(
            f"Bagi hasil simpanan {month_name(month)} sudah dihitung.",
            remedy="Bila keliru, balik dahulu bagi hasil setiap anggota, lalu perhitungannya.",
        )


class NoPool(Refusal):
    """The profit of this month was not divided yet."""

    def __init__(self, month: str) -> None:
        super().__init__(
            f"Bagi hasil simpanan {month_name(month)} belum dihitung.",
            remedy="Jalankan 'koperasi simpanan bagi-hasil --catat'.",
        )


class NothingToShare(Refusal):
    """The month brought no profit, or nobody has savings that share in it."""

    def __init__(self, month: str, income: Decimal) -> None:
        super().__init__(
            f"Tidak ada yang dapat dibagi untuk {month_name(month)}: hasil yang dibagi"
            f" Rp{format_rupiah(income)}, atau tidak ada simpanan yang berhak.",
            remedy="Periksa akun_pendapatan di kebijakan [syariah.bagi_hasil] dan saldo simpanan.",
        )


class NotShariaProduct(Refusal):
    """The savings product is not of this akad."""

    def __init__(self, product: str, wanted: str) -> None:
        super().__init__(
            f"Produk simpanan {product} tidak berakad {wanted}.",
            remedy=f'Isi akad = "{wanted}" pada produk itu di kebijakan [[simpanan.produk]].',
        )


class ShareDiffers(Refusal):
    """A member's share is not the one that the balances of the month give."""

    def __init__(
        self, member: str, product: str, month: str, amount: Decimal, exact: Decimal
    ) -> None:
        super().__init__(
            f"Bagi hasil {product} anggota {member} {month_name(month)} Rp{format_rupiah(amount)},"
            f" padahal menurut saldo rata-ratanya sekitar Rp{format_rupiah(exact)}.",
            remedy="Pakai 'koperasi simpanan bagi-hasil'; bila saldo bulan itu berubah sesudah"
            " dihitung, balik dahulu perhitungannya.",
        )


class ShareTwice(Refusal):
    """The member got the share of this month already."""

    def __init__(self, member: str, month: str, ref: str) -> None:
        super().__init__(
            f"Bagi hasil {month_name(month)} anggota {member} sudah dicatat ({ref}).",
            remedy="Tidak perlu dicatat lagi.",
        )
