"""What is refused of deposits for a fixed term."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import day_name


class UnknownDeposit(Refusal):
    """No deposit has this number."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Tidak ada simpanan berjangka dengan nomor bilyet {number}.",
            remedy="Periksa nomornya di 'koperasi berjangka daftar --semua'.",
        )


class DepositExists(Refusal):
    """The number of a certificate is used once only."""

    def __init__(self, number: str, member: str) -> None:
        super().__init__(
            f"Nomor bilyet {number} sudah dipakai oleh anggota {member}.",
            remedy="Pakai nomor berikutnya; nomor bilyet tidak pernah dipakai ulang.",
        )


class UnknownDepositProduct(Refusal):
    """No such deposit product is in force."""

    def __init__(self, product: str, known: Sequence[str]) -> None:
        listed = ", ".join(known) or "tidak ada"
        super().__init__(
            f"Produk simpanan berjangka {product} tidak berlaku (yang ada: {listed}).",
            remedy="Pakai salah satunya, atau tetapkan di kebijakan [berjangka].",
        )


class UnknownDepositTerm(Refusal):
    """The product is not offered for this many months."""

    def __init__(self, product: str, months: int, known: Sequence[int]) -> None:
        listed = ", ".join(str(each) for each in known)
        super().__init__(
            f"{product} tidak mempunyai jangka {months} bulan (yang ada: {listed}).",
            remedy="Pakai salah satunya, atau tambahkan di kebijakan [berjangka].",
        )


class DepositTooSmall(Refusal):
    """Less than the product's smallest amount."""

    def __init__(self, product: str, amount: Decimal, minimum: Decimal) -> None:
        super().__init__(
            f"Rp{format_rupiah(amount)} kurang dari penempatan terkecil {product},"
            f" Rp{format_rupiah(minimum)}.",
            remedy="Tempatkan paling sedikit sebesar itu, atau simpan sebagai simpanan sukarela.",
        )


class DepositNotActive(Refusal):
    """The deposit was paid out, or its placement was reversed."""

    def __init__(self, number: str, status: str) -> None:
        state = "sudah dicairkan" if status == "cair" else "dibatalkan"
        super().__init__(
            f"Simpanan berjangka {number} {state}.",
            remedy="Periksa nomornya; penempatan baru memakai nomor bilyet baru.",
        )


class InterestNotDue(Refusal):
    """The interest of that day is paid, not due yet, or falls due on another day."""

    def __init__(self, number: str, day: date, due: date | None) -> None:
        remedy = (
            f"Jasa berikutnya jatuh tempo {day_name(due)}."
            if due is not None
            else "Semua jasa jangka ini sudah dibayar; perpanjang atau cairkan."
        )
        super().__init__(
            f"Simpanan berjangka {number} tidak mempunyai jasa yang jatuh tempo {day_name(day)}.",
            remedy=remedy,
        )


class DepositInterestWaits(Refusal):
    """A deposit is broken while interest that fell due before is not paid."""

    def __init__(self, number: str, due: date) -> None:
        super().__init__(
            f"Jasa simpanan berjangka {number} yang jatuh tempo {day_name(due)} belum dibayar; jasa"
            " itu hak anggota dan tidak ikut hangus.",
            remedy="Bayar dahulu: 'koperasi berjangka jalankan', atau 'koperasi berjangka jasa"
            f" {number}' bila diambil tunai.",
        )


class InterestGoesElsewhere(Refusal):
    """A cash account is named for interest that is credited, or none for interest in cash."""

    def __init__(self, number: str, interest_to: str) -> None:
        cash = interest_to == "tunai"
        where = "diambil tunai" if cash else f"masuk {interest_to}"
        super().__init__(
            f"Jasa simpanan berjangka {number} {where}.",
            remedy="Sebut kas atau banknya dengan via." if cash else "Catat tanpa via dan clears.",
        )


class NotMatured(Refusal):
    """The deposit has not reached its maturity."""

    def __init__(self, number: str, day: date, end: date) -> None:
        super().__init__(
            f"Simpanan berjangka {number} belum jatuh tempo pada {day_name(day)}; jatuh temponya"
            f" {day_name(end)}.",
            remedy="Tunggu sampai jatuh tempo, atau cairkan lebih awal dengan"
            " --sebelum-jatuh-tempo bila kebijakan mengizinkan.",
        )


class EarlyBreakRefused(Refusal):
    """The policy does not let the deposit be taken out before its maturity."""

    def __init__(self, number: str, product: str, end: date) -> None:
        super().__init__(
            f"{product} {number} tidak boleh dicairkan sebelum jatuh tempo, {day_name(end)}.",
            remedy="Tunggu sampai jatuh tempo; ketentuan pencairan_awal diatur di kebijakan"
            " [berjangka] yang berlaku saat penempatan.",
        )


class DepositPayoutDiffers(Refusal):
    """The amount paid out is not what the deposit comes to."""

    def __init__(self, number: str, amount: Decimal, right: Decimal) -> None:
        super().__init__(
            f"Pencairan {number} adalah Rp{format_rupiah(right)}, bukan Rp{format_rupiah(amount)}.",
            remedy="Bayar tepat sebesar itu; rinciannya ditampilkan 'koperasi berjangka cair'.",
        )


class DepositIsPledged(Refusal):
    """The deposit secures something."""

    def __init__(self, number: str, reason: str) -> None:
        super().__init__(
            f"Simpanan berjangka {number} diblokir ({reason}).",
            remedy="Lepaskan dahulu dengan 'koperasi berjangka lepas'.",
        )


class DepositNotPledged(Refusal):
    """The deposit is not pledged."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Simpanan berjangka {number} tidak diblokir.",
            remedy="Tidak ada yang perlu dilepas; periksa nomornya.",
        )


class RenewalTooEarly(Refusal):
    """A deposit is renewed once it matured and its interest is paid."""

    def __init__(self, number: str, end: date, due: date | None) -> None:
        reason = (
            f"jasanya yang jatuh tempo {day_name(due)} belum dibayar"
            if due is not None
            else f"baru jatuh tempo {day_name(end)}"
        )
        super().__init__(
            f"Simpanan berjangka {number} belum dapat diperpanjang: {reason}.",
            remedy="Bayar dahulu jasanya dengan 'koperasi berjangka jasa', atau tunggu jatuh"
            " temponya.",
        )


class NothingToAccrue(Refusal):
    """The deposit's interest is recognised when paid, or is accrued up to there already."""

    def __init__(self, number: str, day: date) -> None:
        super().__init__(
            f"Tidak ada jasa simpanan berjangka {number} yang perlu diakrualkan s.d."
            f" {day_name(day)}.",
            remedy='Akrual berlaku untuk produk dengan pengakuan = "akrual", satu kali sebulan.',
        )
