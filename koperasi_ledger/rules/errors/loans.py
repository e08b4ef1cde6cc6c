"""What is refused of loans and their collateral."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import day_name, month_name


class UnknownLoan(Refusal):
    """No loan has this number."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Pinjaman {number} tidak ada.",
            remedy="Lihat nomornya dengan 'koperasi pinjaman daftar'.",
        )


class LoanExists(Refusal):
    """The loan number is taken."""

    def __init__(self, number: str, member: str) -> None:
        super().__init__(
            f"Nomor pinjaman {number} sudah dipakai (anggota {member}).",
            remedy="Pakai nomor berikutnya, atau biarkan program memilihnya.",
        )


class UnknownLoanProduct(Refusal):
    """The policy in force has no such loan product."""

    def __init__(self, key: str, known: Sequence[str]) -> None:
        listed = f"yang ada: {', '.join(known)}" if known else "kebijakan belum memuat satu pun"
        super().__init__(
            f"Produk pinjaman {key} tidak ada dalam kebijakan ({listed}).",
            remedy="Periksa kuncinya di kebijakan.toml, bagian [[pinjaman.produk]].",
        )


class LoanWrongStatus(Refusal):
    """What is asked does not fit what became of the loan."""

    _MEANS: ClassVar[dict[str, tuple[str, str]]] = {
        "diajukan": ("baru diajukan", "Setujui dahulu: 'koperasi pinjaman setujui'."),
        "disetujui": ("disetujui, belum dicairkan", "Cairkan dahulu: 'koperasi pinjaman cair'."),
        "ditolak": ("ditolak atau dibatalkan", "Ajukan pinjaman baru bila perlu."),
        "berjalan": ("sedang berjalan", "Lihat 'koperasi pinjaman kartu'."),
        "lunas": ("sudah lunas", "Tidak ada lagi yang harus dibayar atau diubah."),
        "hapus-buku": (
            "sudah dihapus buku",
            "Uang yang masuk dicatat sebagai penerimaan kembali: 'koperasi pinjaman pulih'.",
        ),
        "hapus-tagih": ("sudah dihapus tagih", "Tagihannya sudah dilepaskan."),
    }

    def __init__(self, number: str, status: str, wanted: str) -> None:
        means, remedy = self._MEANS[status]
        super().__init__(f"Pinjaman {number} {means}; tidak dapat {wanted}.", remedy=remedy)


class LoanTermsOutside(Refusal):
    """Amount or tenor lie outside what the product allows."""

    def __init__(self, what: str, asked: str, least: str, most: str) -> None:
        super().__init__(
            f"{what} {asked} di luar batas produk ({least} sampai {most}).",
            remedy="Sesuaikan permohonan, atau tetapkan kebijakan baru.",
        )


class AboveApproved(Refusal):
    """More is granted than was asked for, or more is paid out than was granted."""

    def __init__(self, number: str, what: str, amount: Decimal, left: Decimal) -> None:
        super().__init__(
            f"{what} Rp{format_rupiah(amount)} melebihi yang tersisa untuk pinjaman {number}:"
            f" Rp{format_rupiah(left)}.",
            remedy="Pakai jumlah itu atau kurang; selebihnya perlu pengajuan baru."
            if left > 0
            else "Pinjaman itu sudah dicairkan seluruhnya; untuk menambah, pakai penambahan"
            " (top-up) atau pengajuan baru.",
        )


class LoanTooEarly(Refusal):
    """An event of a loan is dated before what it rests on."""

    def __init__(self, number: str, day: date, what: str, earliest: date) -> None:
        super().__init__(
            f"Pinjaman {number}: tanggal {day_name(day)} mendahului {what} ({day_name(earliest)}).",
            remedy="Periksa tanggalnya.",
        )


class StageTooLate(Refusal):
    """A further stage is paid out when no instalment is left to repay it."""

    def __init__(self, number: str, last: date) -> None:
        super().__init__(
            f"Pinjaman {number} jatuh tempo terakhir {day_name(last)}; tahap berikutnya tidak dapat"
            " dicairkan pada atau sesudah hari itu.",
            remedy="Ajukan pinjaman baru.",
        )


class StagesOnlyOnce(Refusal):
    """The whole of this loan is handed over at once."""

    def __init__(self, number: str, amount: Decimal) -> None:
        super().__init__(
            f"Pinjaman {number} (murabahah) diserahkan sekaligus, sebesar"
            f" Rp{format_rupiah(amount)}.",
            remedy="Catat satu penyerahan sebesar pembiayaan yang disetujui.",
        )


class FeesTooLarge(Refusal):
    """The fees eat up what is paid out."""

    def __init__(self, number: str, amount: Decimal, fees: Decimal) -> None:
        super().__init__(
            f"Biaya Rp{format_rupiah(fees)} melebihi pencairan Rp{format_rupiah(amount)} pinjaman"
            f" {number}.",
            remedy="Cairkan tahap pertama yang lebih besar, atau periksa biaya produknya.",
        )


class AboveLimit(Refusal):
    """A limit of lending would be passed."""

    def __init__(self, what: str, total: Decimal, limit: Decimal) -> None:
        super().__init__(
            f"{what}: pinjaman seluruhnya akan menjadi Rp{format_rupiah(total)}, batasnya"
            f" Rp{format_rupiah(limit)}.",
            remedy="Kurangi jumlahnya, tunggu pelunasan, atau putuskan batas baru dalam kebijakan.",
        )


class TooManyLoans(Refusal):
    """The member has as many loans of the product as the policy allows."""

    def __init__(self, member: str, product: str, running: Sequence[str]) -> None:
        super().__init__(
            f"Anggota {member} masih mempunyai pinjaman {product} yang berjalan:"
            f" {', '.join(running)}.",
            remedy="Lunasi dahulu, atau pakai penambahan pinjaman (top-up).",
        )


class RateAboveCeiling(Refusal):
    """The agreed rate is higher than the ceiling."""

    def __init__(self, measure: str, rate: str, ceiling: str) -> None:
        rate, ceiling = rate.replace(".", ","), ceiling.replace(".", ",")
        super().__init__(
            f"Bunga {measure} {rate} % setahun melebihi batas {ceiling} % setahun.",
            remedy="Turunkan bunganya; batas itu ditetapkan dalam [pinjaman.batas].",
        )


class MarginMissing(Refusal):
    """A murabahah needs the agreed margin; other loans have none."""

    def __init__(self, number: str, *, wanted: bool) -> None:
        if wanted:
            what = f"Pinjaman {number} adalah murabahah; margin yang disepakati belum disebut."
            remedy = "Isi margin dalam rupiah, misalnya --margin 18000000."
        else:
            what = f"Pinjaman {number} bukan murabahah; margin tidak berlaku."
            remedy = "Hapus margin; jasa dihitung dari bunga produknya."
        super().__init__(what, remedy=remedy)


class NoRate(Refusal):
    """A rate is named for a loan that bears none."""

    def __init__(self, number: str, akad: str) -> None:
        why = "dikembalikan tanpa imbalan" if akad == "qardh" else "berharga tetap"
        super().__init__(
            f"Pinjaman {number} adalah {akad}, yang {why}; bunga tidak berlaku.",
            remedy="Hapus bunganya.",
        )


class NothingDue(Refusal):
    """There is nothing for a payment to pay."""

    def __init__(self, number: str, next_due: str) -> None:
        super().__init__(
            f"Tidak ada yang jatuh tempo pada pinjaman {number}{next_due}.",
            remedy="Produk ini tidak menerima angsuran di muka; bayar pada jatuh temponya, atau"
            " lunasi dengan 'koperasi pinjaman lunasi'.",
        )


class OverPaid(Refusal):
    """A payment is more than can be taken; names what settles the loan."""

    def __init__(
        self, number: str, amount: Decimal, taken: Decimal, settles: Decimal, day: date
    ) -> None:
        super().__init__(
            f"Pembayaran Rp{format_rupiah(amount)} melebihi yang dapat diterima pinjaman {number}"
            f" pada {day_name(day)}: Rp{format_rupiah(taken)}. Untuk melunasi dibutuhkan"
            f" Rp{format_rupiah(settles)}.",
            remedy=f"Terima Rp{format_rupiah(taken)}, atau lunasi dengan 'koperasi pinjaman lunasi"
            f" {number}'.",
        )


class SettlementDiffers(Refusal):
    """The amount is not what settles the loan on the day."""

    def __init__(self, number: str, amount: Decimal, needed: Decimal, day: date) -> None:
        if needed <= 0:
            super().__init__(
                f"Titipan angsuran pinjaman {number} sudah cukup untuk melunasinya pada"
                f" {day_name(day)}, dengan sisa Rp{format_rupiah(-needed)}.",
                remedy="Kembalikan dahulu sisa itu dan Rp1 lagi dengan 'koperasi pinjaman"
                " kembali-titipan', lalu lunasi dengan Rp1.",
            )
            return
        super().__init__(
            f"Pelunasan pinjaman {number} pada {day_name(day)} adalah Rp{format_rupiah(needed)},"
            f" bukan Rp{format_rupiah(amount)}.",
            remedy="Terima tepat sebesar itu; bagian yang kurang dicatat sebagai angsuran biasa.",
        )


class DueFirst(Refusal):
    """Principal can be paid ahead only when nothing is overdue."""

    def __init__(self, number: str, due: Decimal) -> None:
        super().__init__(
            f"Pinjaman {number} masih mempunyai tagihan jatuh tempo Rp{format_rupiah(due)}.",
            remedy="Catat angsuran itu dahulu dengan 'koperasi pinjaman angsur'.",
        )


class PrepaysAll(Refusal):
    """A prepayment leaves nothing to schedule."""

    def __init__(self, number: str, balance: Decimal) -> None:
        super().__init__(
            f"Sisa pokok pinjaman {number} hanya Rp{format_rupiah(balance)}.",
            remedy="Catat sebagai pelunasan: 'koperasi pinjaman lunasi'.",
        )


class MarginIsFixed(Refusal):
    """The price of a murabahah does not change after the agreement."""

    def __init__(self, number: str, wanted: str) -> None:
        super().__init__(
            f"Pinjaman {number} adalah murabahah; harga jual tetap sejak akad, sehingga tidak dapat"
            f" {wanted}.",
            remedy="Pelunasan dengan potongan margin (muqasah) dicatat sebagai pelunasan; jadwal"
            " dapat diperpanjang tanpa mengubah harga.",
        )


class PenaltyTooLarge(Refusal):
    """More denda is given up, or paid, than there is."""

    def __init__(self, number: str, amount: Decimal, due: Decimal) -> None:
        super().__init__(
            f"Denda pinjaman {number} Rp{format_rupiah(due)}, kurang dari"
            f" Rp{format_rupiah(amount)}.",
            remedy="Pakai jumlah itu atau kurang.",
        )


class MonthRunTwice(Refusal):
    """A monthly run was done for this month or a later one."""

    def __init__(self, number: str, what: str, month: str, done: str) -> None:
        super().__init__(
            f"{what} pinjaman {number} untuk {month_name(month)} tidak dapat dicatat: sudah"
            f" dijalankan sampai {month_name(done)}.",
            remedy="Setiap bulan dijalankan satu kali, berurutan; selisih masuk bulan berikutnya.",
        )


class NotMonthEnd(Refusal):
    """A monthly run is dated on another day than the last of its month."""

    def __init__(self, month: str, day: date) -> None:
        super().__init__(
            f"Hitungan {month_name(month)} bertanggal {day_name(day)}.",
            remedy="Pakai tanggal hari terakhir bulan itu.",
        )


class NothingToRecord(Refusal):
    """A monthly run would change nothing for this loan."""

    def __init__(self, number: str, what: str, month: str) -> None:
        super().__init__(
            f"{what} pinjaman {number} untuk {month_name(month)} tidak mengubah apa pun.",
            remedy="Tidak perlu dicatat.",
        )


class NoLoanRules(Refusal):
    """The policy has no rules for this part of lending."""

    def __init__(self, part: str, day: date) -> None:
        super().__init__(
            f"Kebijakan pada {day_name(day)} belum memuat [pinjaman.{part}].",
            remedy="Tambahkan bagian itu di kebijakan.toml, lalu 'koperasi kebijakan terapkan'.",
        )


class RecoversTooMuch(Refusal):
    """More comes back on a written-off loan than is still claimed."""

    def __init__(self, number: str, amount: Decimal, claim: Decimal) -> None:
        super().__init__(
            f"Sisa tagihan pinjaman {number} yang dihapus buku Rp{format_rupiah(claim)}, kurang"
            f" dari Rp{format_rupiah(amount)}.",
            remedy="Catat paling banyak sebesar itu; selebihnya bukan pelunasan pinjaman ini.",
        )


class HeldTooSmall(Refusal):
    """More is returned than was paid too much."""

    def __init__(self, number: str, amount: Decimal, held: Decimal) -> None:
        super().__init__(
            f"Titipan angsuran pinjaman {number} Rp{format_rupiah(held)}, kurang dari"
            f" Rp{format_rupiah(amount)}.",
            remedy="Kembalikan paling banyak sebesar itu.",
        )


class SavingsShort(Refusal):
    """The savings that should pay have less that is free."""

    def __init__(self, member: str, product: str, amount: Decimal, free: Decimal) -> None:
        super().__init__(
            f"Simpanan {product} anggota {member} yang bebas Rp{format_rupiah(free)}, kurang dari"
            f" Rp{format_rupiah(amount)}.",
            remedy="Pakai jumlah yang lebih kecil, atau bayar dari kas atau bank.",
        )


class LoansRunning(Refusal):
    """A member who still borrows cannot leave, nor get back the simpanan wajib pinjam."""

    def __init__(self, member: str, loans: Sequence[str], wanted: str) -> None:
        super().__init__(
            f"Anggota {member} masih mempunyai pinjaman yang berjalan ({', '.join(loans)}); tidak"
            f" dapat {wanted}.",
            remedy="Lunasi dahulu pinjaman itu.",
        )


class SwpHeld(Refusal):
    """A member leaves while simpanan wajib pinjam is still kept."""

    def __init__(self, member: str, amount: Decimal) -> None:
        super().__init__(
            f"Simpanan wajib pinjam anggota {member} Rp{format_rupiah(amount)} belum dikembalikan.",
            remedy="Kembalikan dahulu: 'koperasi pinjaman kembali-swp'.",
        )


class SwpTooSmall(Refusal):
    """More simpanan wajib pinjam is returned than there is."""

    def __init__(self, member: str, amount: Decimal, held: Decimal) -> None:
        super().__init__(
            f"Simpanan wajib pinjam anggota {member} Rp{format_rupiah(held)}, kurang dari"
            f" Rp{format_rupiah(amount)}.",
            remedy="Kembalikan paling banyak sebesar itu.",
        )


class OpeningLoanWrong(Refusal):
    """What was paid of a loan of the old books does not fit its agreement."""

    def __init__(
        self, number: str, principal: Decimal, interest: Decimal, scheduled: Decimal
    ) -> None:
        super().__init__(
            f"Saldo awal pinjaman {number} tidak cocok dengan perjanjiannya: pokok terbayar"
            f" Rp{format_rupiah(principal)}, jasa terbayar Rp{format_rupiah(interest)}, sedangkan"
            f" jasa seluruh jadwal Rp{format_rupiah(scheduled)}.",
            remedy="Periksa pokok semula, sisa pokok, jasa terbayar, tenor dan bunganya; sesudah"
            " restrukturisasi, tulis pokok dan tanggal restrukturisasi itu.",
        )
