"""What is refused of savings: simpanan pokok, wajib and the voluntary products."""

from collections.abc import Sequence
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import month_name


class PokokPaidAlready(Refusal):
    """Simpanan pokok is paid once."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Simpanan pokok anggota {number} sudah lunas.",
            remedy="Simpanan pokok dibayar satu kali; mungkin ini simpanan wajib atau sukarela.",
        )


class PokokAmount(Refusal):
    """The amount is not the simpanan pokok of the policy."""

    def __init__(self, amount: Decimal, expected: Decimal) -> None:
        super().__init__(
            f"Simpanan pokok adalah Rp{format_rupiah(expected)}, bukan Rp{format_rupiah(amount)}.",
            remedy="Setor tepat sebesar itu; kelebihannya dicatat sebagai simpanan lain.",
        )


class WajibPartial(Refusal):
    """The amount does not cover whole months, and the policy wants whole months."""

    def __init__(self, amount: Decimal, rest: Decimal, month: str) -> None:
        super().__init__(
            f"Rp{format_rupiah(amount)} tidak habis untuk bulan-bulan penuh: sisa"
            f" Rp{format_rupiah(rest)} pada {month_name(month)}.",
            remedy="Setor kelipatan simpanan wajib, atau catat sisanya sebagai simpanan sukarela.",
        )


class WajibTooFarAhead(Refusal):
    """The amount would pay more months ahead than the policy allows."""

    def __init__(
        self, number: str, amount: Decimal, furthest: str, limit: int, most: Decimal
    ) -> None:
        super().__init__(
            f"Rp{format_rupiah(amount)} melebihi simpanan wajib anggota {number} s.d."
            f" {month_name(furthest)}, bulan terjauh yang boleh dibayar ({limit} bulan di muka).",
            remedy=f"Setor paling banyak Rp{format_rupiah(most)}; kelebihannya dapat dicatat"
            " sebagai simpanan sukarela.",
        )


class InterestPaidAlready(Refusal):
    """The interest of this month, or of a later one, was credited already."""

    def __init__(self, member: str, month: str, through: str, ref: str) -> None:
        super().__init__(
            f"Jasa simpanan {month_name(month)} anggota {member} tidak dapat dicatat: sudah dicatat"
            f" s.d. {month_name(through)} ({ref}).",
            remedy="Bila keliru, balik dahulu dari bulan yang terakhir, lalu jalankan lagi.",
        )


class NoInterest(Refusal):
    """The month brings the member neither interest nor a fee."""

    def __init__(self, member: str, month: str) -> None:
        super().__init__(
            f"Anggota {member} tidak mendapat jasa simpanan dan tidak dikenai biaya untuk"
            f" {month_name(month)}.",
            remedy="Tidak ada yang perlu dicatat; periksa kebijakan [simpanan] bila seharusnya"
            " ada.",
        )


class MovementsForgotten(Refusal):
    """The account no longer knows its balances of every day of the month."""

    def __init__(self, member: str, product: str, month: str) -> None:
        super().__init__(
            f"Saldo harian {product} anggota {member} pada {month_name(month)} sudah tidak"
            " disimpan.",
            remedy="Jasa dijalankan paling lambat setahun sesudah bulannya; yang lebih lama dibayar"
            " tunai dengan 'koperasi kas bayar' ke akun 5110.",
        )


class UnknownProduct(Refusal):
    """No such savings product is in force."""

    def __init__(self, product: str, known: Sequence[str]) -> None:
        listed = ", ".join(known) or "belum ada"
        super().__init__(
            f"Produk simpanan {product} tidak ada (yang ada: {listed}).",
            remedy="Pakai salah satunya, atau tambahkan di kebijakan [simpanan].",
        )


class BalanceTooLow(Refusal):
    """A withdrawal would leave less than zero or than the product's minimum."""

    def __init__(
        self, member: str, product: str, amount: Decimal, balance: Decimal, minimum: Decimal
    ) -> None:
        keep = f" dan saldo minimum Rp{format_rupiah(minimum)}" if minimum else ""
        super().__init__(
            f"Penarikan Rp{format_rupiah(amount)} tidak dapat dipenuhi: saldo {product} anggota"
            f" {member} Rp{format_rupiah(balance)}{keep}.",
            remedy=f"Tarik paling banyak Rp{format_rupiah(max(balance - minimum, Decimal(0)))}.",
        )


class SavingsAreBlocked(Refusal):
    """A withdrawal, or another block, needs more than what is free."""

    def __init__(
        self, member: str, product: str, amount: Decimal, blocked: Decimal, free: Decimal
    ) -> None:
        super().__init__(
            f"Rp{format_rupiah(amount)} tidak dapat dipenuhi: dari simpanan {product} anggota"
            f" {member}, Rp{format_rupiah(blocked)} diblokir dan yang bebas hanya"
            f" Rp{format_rupiah(free)}.",
            remedy="Pakai paling banyak yang bebas, atau lepaskan dahulu blokirnya dengan"
            " 'koperasi simpanan lepas'.",
        )


class UnknownBlock(Refusal):
    """No such block stands on the savings account."""

    def __init__(self, member: str, product: str, block: str, known: Sequence[str]) -> None:
        listed = ", ".join(known) or "tidak ada"
        super().__init__(
            f"Simpanan {product} anggota {member} tidak diblokir oleh {block} (blokir yang ada:"
            f" {listed}).",
            remedy="Sebut ref salah satunya; lihat 'koperasi simpanan saldo'.",
        )
