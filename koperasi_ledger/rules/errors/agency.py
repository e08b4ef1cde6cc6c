"""What is refused of agency work."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import day_name


def _money(amount: Decimal) -> str:
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{format_rupiah(abs(amount))}"


class NotInAgencyPolicy(Refusal):
    """The policy in force has no such principal or service."""

    def __init__(self, what: str, name: str, known: Sequence[str]) -> None:
        super().__init__(
            f"{what} {name} tidak ada di kebijakan [keagenan] (yang ada: {', '.join(known)}).",
            remedy="Pakai salah satunya, atau tambahkan di kebijakan [keagenan].",
        )


class AgencyAccountExists(Refusal):
    """The account with the principal is kept already."""

    def __init__(self, principal: str) -> None:
        super().__init__(
            f"Saldo keagenan {principal} sudah dibuka.",
            remedy="Langsung catat isi saldo atau transaksinya.",
        )


class UnknownAgencyAccount(Refusal):
    """No account with this principal is kept."""

    def __init__(self, principal: str, known: Sequence[str]) -> None:
        listed = ", ".join(known) or "belum ada"
        super().__init__(
            f"Saldo keagenan {principal} belum dibuka (yang dibuka: {listed}).",
            remedy=f"Buka dahulu dengan 'koperasi agen buka {principal}'.",
        )


class AgencyOpeningTooLarge(Refusal):
    """The balance taken over is more than the plain account holds, or of the wrong side."""

    def __init__(self, account: str, wanted: Decimal, held: Decimal) -> None:
        super().__init__(
            f"Saldo awal {_money(wanted)} tidak dapat diambil dari akun {account} yang berisi"
            f" {_money(held)}.",
            remedy="Periksa jumlah dan akunnya; yang diambil alih harus sudah ada di akun itu, dan"
            ' saldo prinsipal dengan cara "saldo" tidak di bawah nol.',
        )


class AgencyFloatTooLow(Refusal):
    """The balance with a principal would fall below zero."""

    def __init__(self, principal: str, wanted: Decimal, held: Decimal) -> None:
        super().__init__(
            f"Saldo keagenan {principal} tidak cukup: perlu {_money(wanted)}, menurut buku"
            f" {_money(held)}.",
            remedy="Catat dahulu isi saldo atau tarik tunai yang belum tercatat; periksa juga"
            " jumlahnya.",
        )


class AgencyDayReconciled(Refusal):
    """The balance of that day was compared with the app's already."""

    def __init__(self, principal: str, day: date, reconciled: date) -> None:
        super().__init__(
            f"Saldo keagenan {principal} sudah dicocokkan sampai {day_name(reconciled)}; tidak"
            f" dapat diubah lagi pada {day_name(day)}.",
            remedy="Catat dengan tanggal sesudahnya, atau balik dahulu pencocokan itu.",
        )


class AgencyMovedLater(Refusal):
    """A balance of a day is compared after later movements were recorded."""

    def __init__(self, principal: str, day: date, moved: date) -> None:
        super().__init__(
            f"Saldo keagenan {principal} per {day_name(day)} tidak dapat dicocokkan lagi: sudah"
            f" ada mutasi tanggal {day_name(moved)}.",
            remedy="Cocokkan dengan saldo aplikasi pada tanggal mutasi terakhir atau sesudahnya.",
        )


class AgencyBalanceDiffers(Refusal):
    """The app's balance differs from the books by more, or less, than was named."""

    def __init__(self, principal: str, app: Decimal, held: Decimal, named: Decimal) -> None:
        left = app - held - named
        explained = f", {_money(named)} sudah dijelaskan" if named else ""
        super().__init__(
            f"Saldo aplikasi {principal} {_money(app)}, menurut buku {_money(held)}: selisih"
            f" {_money(app - held)}{explained}, belum dijelaskan {_money(left)}.",
            remedy="Catat transaksi yang terlewat, atau sebut selisihnya satu per satu: biaya,"
            " kurang, lebih, tertunda-keluar atau tertunda-masuk.",
        )


class AgencyFeeDiffers(Refusal):
    """A fee is not what the policy says of the service."""

    def __init__(
        self, place: int, service: str, what: str, given: Decimal, bounds: tuple[Decimal, Decimal]
    ) -> None:
        low, high = bounds
        span = _money(low) if low == high else f"{_money(low)} sampai {_money(high)}"
        super().__init__(
            f"Baris {place}, {service}: {what} {_money(given)}, menurut kebijakan [keagenan]"
            f" {span}.",
            remedy="Periksa jumlahnya; bila memang lain, sebut siapa yang menyetujui"
            " (--disetujui; approved_by dalam berkas).",
        )


class AgencyClaimTooSmall(Refusal):
    """More fees are settled than the principal owes."""

    def __init__(self, principal: str, wanted: Decimal, claim: Decimal) -> None:
        super().__init__(
            f"Fee yang masih harus dibayar {principal} {_money(claim)}, kurang dari"
            f" {_money(wanted)}.",
            remedy="Isi --piutang (settles dalam berkas) dengan bagian yang sudah diakui sebagai"
            " piutang, 0 bila belum ada; selebihnya menjadi fee sekarang.",
        )
