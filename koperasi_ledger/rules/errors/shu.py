"""What is refused of sharing a year's SHU and of paying it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import day_name


class DecidedAlready(Refusal):
    """The rapat anggota has decided on the year before."""

    def __init__(self, year: int, ref: str) -> None:
        super().__init__(
            f"Pembagian SHU {year} sudah diputuskan oleh {ref}.",
            remedy=f"Bila keliru dan belum ada yang dibayar, balik dahulu: koperasi balik {ref}.",
        )


class LossNotShared(Refusal):
    """A year without a surplus has nothing to share."""

    def __init__(self, year: int, surplus: Decimal, available: Decimal) -> None:
        if surplus == 0:
            what = f"SHU {year} nol: pendapatan dan bebannya sama."
        elif surplus < 0:
            what = f"Tahun {year} tidak menghasilkan SHU: rugi Rp{format_rupiah(-surplus)}."
        else:
            what = (
                f"SHU {year} Rp{format_rupiah(surplus)} habis untuk kerugian yang dibawa dari tahun"
                f" sebelumnya (SHU tahun lalu tinggal Rp{format_rupiah(available)})."
            )
        super().__init__(
            what,
            remedy="Tidak ada yang dibagi. Kerugian ditutup dari cadangan dengan"
            f" 'koperasi shu tutup-rugi {year}', atau dibawa ke tahun berikutnya.",
        )


class ShuDiffers(Refusal):
    """What the decision shares is not what there is."""

    def __init__(self, year: int, stated: Decimal, found: Decimal) -> None:
        super().__init__(
            f"SHU {year} yang diputuskan Rp{format_rupiah(stated)}, sedangkan yang dapat dibagi"
            f" Rp{format_rupiah(found)}.",
            remedy="Yang dibagi adalah SHU setelah pajak dikurangi kerugian yang dibawa; perbaiki"
            " surplus, atau hitung lagi dengan 'koperasi shu simulasi'.",
        )


class NotAFundAccount(Refusal):
    """A fund must be a reserve (equity) or a liability that is free to be posted to."""

    def __init__(self, pool: str, account: str, only: str | None = None) -> None:
        places = {
            None: "Ekuitas:Cadangan atau Liabilitas:DanaSHU, misalnya Ekuitas:Cadangan:Umum atau"
            " Liabilitas:DanaSHU:Pendidikan",
            "cadangan": "Ekuitas:Cadangan, misalnya Ekuitas:Cadangan:Umum",
            "dana": "Liabilitas:DanaSHU, misalnya Liabilitas:DanaSHU:Pendidikan",
        }
        super().__init__(
            f"Pos {pool} tidak dapat masuk ke akun {account}."
            if only is None
            else f"Akun {account} tidak dapat dipakai untuk {pool}.",
            remedy=f"Pilih akun {places[only]}.",
        )


class NotThatSurplus(Refusal):
    """Loss cover for a year that made no loss, or more than it."""

    def __init__(self, year: int, amount: Decimal, left: Decimal) -> None:
        super().__init__(
            f"Kerugian {year} yang masih dapat ditutup Rp{format_rupiah(left)}, bukan"
            f" Rp{format_rupiah(amount)}.",
            remedy="Tutup paling banyak sebesar kerugian yang tersisa; selebihnya tidak ada.",
        )


class ReserveTooSmall(Refusal):
    """The account holds less than it is to bear."""

    def __init__(self, account: str, amount: Decimal, held: Decimal) -> None:
        super().__init__(
            f"{account} hanya berisi Rp{format_rupiah(held)}, kurang dari"
            f" Rp{format_rupiah(amount)}.",
            remedy="Kurangi jumlahnya: dana yang tidak cukup dibayar dari akun lain, kerugian yang"
            " tidak tertutup dibawa ke tahun berikutnya.",
        )


class NoShare(Refusal):
    """The member has no share of that year's SHU."""

    def __init__(self, year: int, member: str, decided: Sequence[int]) -> None:
        known = ", ".join(map(str, decided)) or "belum ada"
        super().__init__(
            f"Anggota {member} tidak mempunyai bagian SHU {year}.",
            remedy=f"Periksa nomor dan tahunnya; tahun yang sudah diputuskan: {known}.",
        )


class JoinedLater(Refusal):
    """A decision lists somebody who was no member in its year."""

    def __init__(self, year: int, member: str, joined: date) -> None:
        super().__init__(
            f"{member} baru menjadi anggota {day_name(joined)}, sesudah tahun buku {year}.",
            remedy="Hapus dari daftar pembagian; SHU tahun itu milik anggota tahun itu.",
        )


class ShareTooMuch(Refusal):
    """More is paid than the member has to get."""

    def __init__(self, year: int, member: str, amount: Decimal, left: Decimal) -> None:
        super().__init__(
            f"Bagian SHU {year} anggota {member} tinggal Rp{format_rupiah(left)}, bukan"
            f" Rp{format_rupiah(amount)}.",
            remedy="Bayar paling banyak sisanya; lihat 'koperasi shu daftar'.",
        )


class PaidBeforeMeeting(Refusal):
    """A share is paid on a day before the meeting that gave it."""

    def __init__(self, year: int, day: date, decided: date) -> None:
        super().__init__(
            f"Bagian SHU {year} tidak dapat dibayar {day_name(day)}: rapat anggota baru"
            f" memutuskannya {day_name(decided)}.",
            remedy="Pakai tanggal rapat atau sesudahnya.",
        )


class ShareNotInArrears(Refusal):
    """The part for simpanan wajib is more than the member owes."""

    def __init__(self, member: str, amount: Decimal, owed: Decimal) -> None:
        super().__init__(
            f"Tunggakan simpanan wajib {member} Rp{format_rupiah(owed)}, kurang dari potongan"
            f" Rp{format_rupiah(amount)}.",
            remedy="Potong paling banyak sebesar tunggakannya; sisanya dibayarkan.",
        )


class NotLapsedYet(Refusal):
    """The policy gives members longer, or knows no end."""

    def __init__(self, year: int, since: date | None) -> None:
        super().__init__(
            f"Bagian SHU {year} belum dapat dipindahkan"
            + (f" sebelum {day_name(since)}." if since else ": kebijakan tidak mengaturnya."),
            remedy="Atur [shu.tak_diambil] dengan keputusan rapat anggota, atau tunggu.",
        )


class TaxTooLarge(Refusal):
    """More tax is withheld than is paid."""

    def __init__(self, tax: Decimal, amount: Decimal) -> None:
        super().__init__(
            f"Pajak Rp{format_rupiah(tax)} tidak dapat lebih besar daripada pembayaran"
            f" Rp{format_rupiah(amount)}.",
            remedy="Perbaiki tax atau amount.",
        )
