"""What is refused of buying and selling in the store."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.quantities import format_quantity
from koperasi_ledger.rules.dates import day_name


class PriceMissing(Refusal):
    """The list has no price for this class of customers, measure and quantity on the day."""

    def __init__(self, line: int, item: str, unit: str, tier: str, day: date) -> None:
        super().__init__(
            f"Baris {line}: harga {item} per {unit} untuk {tier} belum ada pada {day_name(day)}.",
            remedy="Tetapkan dengan 'koperasi toko barang harga', atau jual dalam satuan yang ada"
            " harganya.",
        )


class PriceDiffers(Refusal):
    """A price or discount that the list does not have, and that nobody may or did allow."""

    def __init__(
        self,
        line: int,
        item: str,
        paid: Decimal,
        listed: Decimal,
        percent: Decimal,
        *,
        by: str | None,
    ) -> None:
        allowed = f"{percent.normalize():f}".replace(".", ",")
        why = (
            f"melewati batas {allowed}% yang boleh disetujui"
            if by
            else "tanpa nama yang menyetujui (approved_by)"
        )
        super().__init__(
            f"Baris {line}: {item} dijual Rp{format_rupiah(paid)}, menurut daftar harga"
            f" Rp{format_rupiah(listed)}, {why}.",
            remedy="Pakai harga daftar, atau minta persetujuan dalam batas kebijakan [toko]"
            " beda_harga_paling_banyak_persen.",
        )


class AboveCeiling(Refusal):
    """More than the highest retail price (HET)."""

    def __init__(self, line: int, item: str, paid: Decimal, unit: str, ceiling: Decimal) -> None:
        super().__init__(
            f"Baris {line}: {item} dijual Rp{format_rupiah(paid)}, di atas HET"
            f" Rp{format_rupiah(ceiling)} per {unit}.",
            remedy="Turunkan harganya sampai HET dan bulatkan jumlahnya ke bawah; penjualan di atas"
            " HET melanggar aturan.",
        )


class OverQuota(Refusal):
    """More than what is left of the buyer's allocation."""

    def __init__(self, item: str, quota: str, holder: str, wanted: int, left: int) -> None:
        super().__init__(
            f"{holder} hanya boleh membeli {format_quantity(left)} {item} lagi dari kuota {quota},"
            f" bukan {format_quantity(wanted)}.",
            remedy="Kurangi jumlahnya; sisa kuota orang lain tidak dapat dipakai.",
        )


class NotOnTheList(Refusal):
    """Nobody named, or somebody who is not on the allocation list."""

    def __init__(self, item: str, quota: str, holder: str | None) -> None:
        who = f"{holder} tidak ada" if holder else "pembelinya tidak disebut"
        super().__init__(
            f"{item} dijual menurut daftar kuota {quota}, dan {who} di daftar itu.",
            remedy="Sebut anggota atau pelanggan yang ada di daftar, atau perbarui daftarnya"
            " (quota_set).",
        )


class BuyerNotNamed(Refusal):
    """Goods of which each buyer may take so much a month, and nobody is named."""

    def __init__(self, item: str) -> None:
        super().__init__(
            f"{item} dibatasi per pembeli setiap bulan ([toko.batas_bulanan]), dan pembelinya tidak"
            " disebut.",
            remedy="Sebut nomor anggota, atau pelanggan yang terdaftar.",
        )


class TierForMembers(Refusal):
    """A class of customers for members only, and no member is named."""

    def __init__(self, tier: str) -> None:
        super().__init__(
            f"Harga {tier} hanya untuk anggota.",
            remedy="Sebut nomor anggotanya, atau pakai tingkat harga lain.",
        )


class LineDiffers(Refusal):
    """The amount of a line is not its quantity times its price."""

    def __init__(self, line: int, stated: Decimal, expected: Decimal) -> None:
        super().__init__(
            f"Baris {line}: tertulis Rp{format_rupiah(stated)}, menurut banyaknya dan harganya"
            f" Rp{format_rupiah(expected)}.",
            remedy="Periksa banyaknya, harga dan potongannya; selisih pembulatan harus kurang dari"
            " satu rupiah.",
        )


class PaymentsDiffer(Refusal):
    """What is paid is not what the lines come to."""

    def __init__(self, paid: Decimal, owed: Decimal) -> None:
        super().__init__(
            f"Pembayaran Rp{format_rupiah(paid)} tidak sama dengan jumlah barang"
            f" Rp{format_rupiah(owed)}.",
            remedy="Catat uang yang diterima sesudah kembaliannya; jumlahnya harus sama.",
        )


class ReceiptKnown(Refusal):
    """The till gave this receipt number already."""

    def __init__(self, till: str, number: str, ref: str) -> None:
        super().__init__(
            f"Struk {number} kasir {till} sudah tercatat ({ref}).",
            remedy="Periksa nomornya; bila struk itu keliru, balik dahulu.",
        )


class ReceiptUnknown(Refusal):
    """The till has no such receipt."""

    def __init__(self, till: str, number: str, line: int | None = None) -> None:
        what = f"Baris {line} struk" if line else "Struk"
        super().__init__(
            f"{what} {number} kasir {till} tidak ada.",
            remedy="Periksa nomor struk yang dibawa pembeli.",
        )


class ReturnsTooMuch(Refusal):
    """More would come back, or go back, than was sold or bought and has not come back yet."""

    def __init__(self, line: int, item: str, wanted: int, left: int) -> None:
        super().__init__(
            f"Baris {line}: {format_quantity(wanted)} {item} tidak dapat diretur; yang belum"
            f" diretur {format_quantity(left)}.",
            remedy="Retur paling banyak sebanyak itu.",
        )


class BeforeItsSale(Refusal):
    """A return or payment dated before what it is for."""

    def __init__(self, what: str, day: date) -> None:
        super().__init__(
            f"{what} baru ada sejak {day_name(day)}.",
            remedy="Pakai tanggal pada atau sesudah hari itu.",
        )


class AboveCredit(Refusal):
    """The buyer would owe more than allowed."""

    def __init__(self, holder: str, amount: Decimal, balance: Decimal, limit: Decimal) -> None:
        super().__init__(
            f"Kredit Rp{format_rupiah(amount)} untuk {holder} melewati plafon"
            f" Rp{format_rupiah(limit)}; utangnya sekarang Rp{format_rupiah(balance)}.",
            remedy=f"Beri kredit paling banyak Rp{format_rupiah(max(limit - balance, Decimal(0)))},"
            " selebihnya dibayar tunai.",
        )


class PaysTooMuch(Refusal):
    """More would be paid or used than is owed or held."""

    def __init__(self, what: str, amount: Decimal, remaining: Decimal) -> None:
        super().__init__(
            f"Rp{format_rupiah(amount)} melebihi {what}: Rp{format_rupiah(remaining)}.",
            remedy="Pakai paling banyak sebesar itu.",
        )


class BillKnown(Refusal):
    """The supplier's invoice was recorded."""

    def __init__(self, supplier: str, invoice: str, ref: str) -> None:
        super().__init__(
            f"Faktur {invoice} dari {supplier} sudah tercatat ({ref}).",
            remedy="Periksa nomornya; bila faktur itu keliru, balik dahulu.",
        )


class BillUnknown(Refusal):
    """The supplier has no such invoice, or not that line of it."""

    def __init__(self, supplier: str, invoice: str, line: int | None = None) -> None:
        what = f"Baris {line} faktur" if line else "Faktur"
        super().__init__(
            f"{what} {invoice} dari {supplier} tidak ada.",
            remedy="Periksa nomor fakturnya.",
        )


class RefundNeedsCash(Refusal):
    """The invoice is paid already; what the supplier credits must come back as money."""

    def __init__(self, invoice: str, amount: Decimal) -> None:
        super().__init__(
            f"Faktur {invoice} tinggal terutang kurang dari yang diretur; Rp{format_rupiah(amount)}"
            " kembali sebagai uang.",
            remedy="Isi via, kas atau bank yang menerima pengembaliannya.",
        )


class LoanOfAnother(Refusal):
    """Produce is to pay a loan that is not the seller's."""

    def __init__(self, loan: str, member: str) -> None:
        super().__init__(
            f"Pinjaman {loan} bukan pinjaman anggota {member}.",
            remedy="Hasil anggota hanya dapat mengangsur pinjamannya sendiri; periksa nomornya.",
        )


class StoreDebtOpen(Refusal):
    """A member leaves, or is paid out, who still owes the store."""

    def __init__(self, member: str, amount: Decimal, wanted: str) -> None:
        super().__init__(
            f"Utang anggota {member} kepada toko masih Rp{format_rupiah(amount)}; anggota itu belum"
            f" dapat {wanted}.",
            remedy=f"Lunasi dahulu: 'koperasi toko terima-piutang {member}', juga dari simpanan"
            " sukarelanya (--simpanan) atau, bila sudah meninggal, dari hak yang akan dibayarkan"
            " (--dari-hak).",
        )


class ReceiptsWaiting(Refusal):
    """A member leaves of whom receipts still wait for the recap of their till's day."""

    def __init__(self, member: str, days: Sequence[str]) -> None:
        super().__init__(
            f"Struk anggota {member} masih menunggu rekap kasir: {', '.join(days)}.",
            remedy="Buat dahulu rekapnya: 'koperasi toko rekap KASIR --tanggal TANGGAL'.",
        )


class TillDayIsClosed(Refusal):
    """The till's day was posted already."""

    def __init__(self, till: str, day: date, ref: str) -> None:
        super().__init__(
            f"Rekap kasir {till} {day_name(day)} sudah dibuat ({ref}).",
            remedy="Balik dahulu rekap itu, lalu catat struknya dan rekap lagi.",
        )


class NothingToRecap(Refusal):
    """No receipt of the till waits on that day."""

    def __init__(self, till: str, day: date) -> None:
        super().__init__(
            f"Tidak ada struk kasir {till} {day_name(day)} yang menunggu rekap.",
            remedy="Periksa kasir dan tanggalnya; struk yang dibukukan per struk tidak direkap.",
        )


class TillDaysOpen(Refusal):
    """A month cannot be closed while receipts of it wait for their recap."""

    def __init__(self, days: Sequence[str]) -> None:
        shown = ", ".join(days[:5]) + (f", dan {len(days) - 5} lagi" if len(days) > 5 else "")
        super().__init__(
            f"Masih ada struk yang menunggu rekap (hari:kasir): {shown}.",
            remedy="Buat dahulu rekapnya: 'koperasi toko rekap KASIR --tanggal TANGGAL', lalu tutup"
            " bulannya.",
        )
