"""What is refused of the cooperative's own debts."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import day_name, month_name


class UnknownBorrowing(Refusal):
    """No debt has this number."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Utang {number} tidak ada.",
            remedy="Lihat nomornya dengan 'koperasi utang-bank daftar'.",
        )


class BorrowingExists(Refusal):
    """The number is taken."""

    def __init__(self, number: str, lender: str) -> None:
        super().__init__(
            f"Nomor utang {number} sudah dipakai (perjanjian dengan {lender}).",
            remedy="Pakai nomor lain.",
        )


class BorrowingNotRunning(Refusal):
    """Nothing is owed under the agreement: not drawn yet, or paid off."""

    def __init__(self, number: str, status: str, wanted: str) -> None:
        means = "belum dicairkan" if status == "disetujui" else "sudah lunas"
        super().__init__(
            f"Utang {number} {means}; tidak dapat {wanted}.",
            remedy="Lihat 'koperasi utang-bank kartu'.",
        )


class BorrowingTooEarly(Refusal):
    """An event is dated before what it rests on."""

    def __init__(self, number: str, day: date, what: str, earliest: date) -> None:
        super().__init__(
            f"Utang {number}: tanggal {day_name(day)} mendahului {what} ({day_name(earliest)}).",
            remedy="Periksa tanggalnya.",
        )


class AboveBorrowingLimit(Refusal):
    """More is drawn than the agreement allows."""

    def __init__(self, number: str, amount: Decimal, left: Decimal) -> None:
        super().__init__(
            f"Pencairan Rp{format_rupiah(amount)} melebihi sisa plafon utang {number}:"
            f" Rp{format_rupiah(left)}.",
            remedy="Cairkan paling banyak sebesar itu, atau catat perjanjian tambahannya.",
        )


class DrawnTooLate(Refusal):
    """A further stage is paid out when no instalment is left to repay it."""

    def __init__(self, number: str, last: date) -> None:
        super().__init__(
            f"Angsuran terakhir utang {number} jatuh tempo {day_name(last)}; tahap berikutnya"
            " tidak dapat dicairkan pada atau sesudah hari itu.",
            remedy="Catat perjanjian baru, atau jadwal baru dari pemberi pinjaman lebih dahulu.",
        )


class BorrowingOverpaid(Refusal):
    """More principal is paid than is due, or than is owed."""

    def __init__(self, number: str, amount: Decimal, due: Decimal, balance: Decimal) -> None:
        super().__init__(
            f"Pokok Rp{format_rupiah(amount)} melebihi pokok utang {number} yang jatuh tempo,"
            f" termasuk angsuran berikutnya: Rp{format_rupiah(due)} (sisa pokok"
            f" Rp{format_rupiah(balance)}).",
            remedy="Pokok sebelum waktunya dibayar dengan 'koperasi utang-bank percepat'; bila"
            " jadwal bank memang lain, catat dahulu jadwalnya ('koperasi utang-bank jadwal-bank').",
        )


class BorrowingInterestDiffers(Refusal):
    """The interest paid is more than the schedule asks for, and nothing explains it."""

    def __init__(self, number: str, paid: Decimal, due: Decimal) -> None:
        super().__init__(
            f"Bunga Rp{format_rupiah(paid)} melebihi bunga utang {number} menurut jadwal:"
            f" Rp{format_rupiah(due)}.",
            remedy=f"Bila bank memang mendebit sebesar itu, sebutkan selisihnya"
            f" (Rp{format_rupiah(paid - due)}) dengan alasannya (--selisih).",
        )


class BorrowingDueFirst(Refusal):
    """Principal is paid early while earlier instalments are open."""

    def __init__(self, number: str, principal: Decimal, interest: Decimal) -> None:
        super().__init__(
            f"Utang {number} masih mempunyai tunggakan pokok Rp{format_rupiah(principal)} dan"
            f" bunga Rp{format_rupiah(interest)}.",
            remedy="Catat dahulu angsuran yang sudah jatuh tempo: 'koperasi utang-bank bayar'.",
        )


class PrepaysTooMuch(Refusal):
    """More principal is paid early than is owed."""

    def __init__(self, number: str, amount: Decimal, balance: Decimal) -> None:
        super().__init__(
            f"Pokok Rp{format_rupiah(amount)} melebihi sisa utang {number}:"
            f" Rp{format_rupiah(balance)}.",
            remedy="Bayar paling banyak sebesar sisa itu.",
        )


class ScheduleDiffers(Refusal):
    """The principal of the lender's schedule is not what is owed."""

    def __init__(self, number: str, total: Decimal, balance: Decimal) -> None:
        super().__init__(
            f"Pokok dalam jadwal bank Rp{format_rupiah(total)}, padahal sisa utang {number}"
            f" Rp{format_rupiah(balance)}.",
            remedy="Periksa barisnya, dan catat dahulu angsuran yang belum tercatat.",
        )


class BorrowingMonthTwice(Refusal):
    """The interest of this month, or of a later one, was accrued already."""

    def __init__(self, number: str, month: str, done: str) -> None:
        super().__init__(
            f"Bunga utang {number} {month_name(month)} sudah diakui (terakhir {month_name(done)}).",
            remedy="Tidak perlu dicatat lagi; bila keliru, balik dahulu dari bulan yang terakhir.",
        )


class BorrowingNotMonthEnd(Refusal):
    """Interest is accrued on the last day of its month."""

    def __init__(self, month: str, day: date) -> None:
        super().__init__(
            f"Akrual bunga {month_name(month)} bertanggal {day_name(day)}.",
            remedy="Pakai hari terakhir bulan itu.",
        )


class NoBorrowingInterest(Refusal):
    """The month brings neither interest nor a change in what is due within a year."""

    def __init__(self, number: str, month: str) -> None:
        super().__init__(
            f"Tidak ada bunga utang {number} yang perlu diakui untuk {month_name(month)}.",
            remedy="Tidak ada yang perlu dicatat.",
        )


class UnknownScheme(Refusal):
    """The policy in force has no such scheme."""

    def __init__(self, key: str, known: Sequence[str]) -> None:
        listed = ", ".join(known) or "belum ada"
        super().__init__(
            f"Skema utang {key} tidak ada dalam kebijakan (yang ada: {listed}).",
            remedy="Periksa kebijakan [[utang.skema]], atau catat perjanjian tanpa skema.",
        )


class OutsideScheme(Refusal):
    """The agreement says something that its scheme does not allow."""

    def __init__(self, number: str, scheme: str, what: str, said: str, allowed: str) -> None:
        super().__init__(
            f"Perjanjian {number}: {what} {said}, padahal skema {scheme} membolehkan {allowed}.",
            remedy="Periksa perjanjiannya; bila ketentuan skema berubah, tetapkan kebijakan baru.",
        )


class NotADebtAccount(Refusal):
    """An old debt is to be taken out of an account that is no liability, or holds less."""

    def __init__(self, account: str, amount: Decimal, held: Decimal) -> None:
        super().__init__(
            f"Utang Rp{format_rupiah(amount)} tidak dapat dipindahkan dari {account}: saldonya"
            f" Rp{format_rupiah(held)}.",
            remedy="Sebut akun liabilitas yang memuat utang itu pada saldo awal, misalnya"
            " Liabilitas:UtangBank:JangkaPanjang.",
        )
