"""What is refused of taxes: withheld ones, PPN, and the final tax on turnover."""

from datetime import date
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import day_name, month_name


class NotWithheld(Refusal):
    """More is paid to the state for a member than was withheld and not paid yet."""

    def __init__(self, member: str, month: str, amount: Decimal, owed: Decimal) -> None:
        super().__init__(
            f"PPh jasa simpanan {month_name(month)} anggota {member} yang belum disetor"
            f" Rp{format_rupiah(owed)}, bukan Rp{format_rupiah(amount)}.",
            remedy="Lihat 'koperasi laporan pph-simpanan', lalu setor paling banyak sebesar itu.",
        )


class NotTaxable(Refusal):
    """PPN on a day on which the cooperative is no PKP."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"Koperasi bukan PKP pada {day_name(day)}: tidak ada PPN yang dihitung atau"
            " dikreditkan.",
            remedy="Periksa tanggalnya, dan pkp_sejak pada [pajak.ppn] di kebijakan. PPN pada"
            " faktur pemasok menjadi bagian harga pokok.",
        )


class TaxOnExempt(Refusal):
    """PPN where nothing bears it: all the goods are exempt."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} berisi barang bebas PPN saja; tidak ada PPN yang dapat dikreditkan atau"
            " dibuatkan faktur pajak.",
            remedy="Periksa tanda kena pajak barangnya. Bila PPN memang dibayar, tulis"
            " ppn_creditable = false: PPN itu menjadi bagian harga pokok.",
        )


class TaxTooHigh(Refusal):
    """More PPN on an invoice than its taxable goods can bear."""

    def __init__(self, invoice: str, tax: Decimal, most: Decimal) -> None:
        super().__init__(
            f"PPN faktur {invoice} Rp{format_rupiah(tax)} lebih dari tarif penuh atas barang kena"
            f" pajaknya, Rp{format_rupiah(most)}.",
            remedy="Tulis jumlah baris tanpa PPN, dan periksa barang mana yang kena pajak.",
        )


class TaxInvoiceKnown(Refusal):
    """The number of a faktur pajak comes a second time, or a receipt gets a second one."""

    def __init__(self, number: str, of: str) -> None:
        super().__init__(
            f"Faktur pajak {number} sudah tercatat untuk {of}.",
            remedy="Periksa nomornya; faktur yang salah dibalik dahulu (koperasi balik).",
        )


class TaxMonthTwice(Refusal):
    """A month's tax is worked out a second time."""

    def __init__(self, tax: str, month: str, done: str) -> None:
        until = f" (sudah sampai {month_name(done)})" if done != month else ""
        super().__init__(
            f"{tax} {month_name(month)} sudah dihitung{until}.",
            remedy="Yang dicatat sesudahnya ikut perhitungan bulan berikutnya. Untuk menghitung"
            " ulang, balik dahulu perhitungan itu (koperasi balik).",
        )


class TaxEarlierFirst(Refusal):
    """An earlier month has PPN that was never settled."""

    def __init__(self, tax: str, month: str, earlier: str) -> None:
        super().__init__(
            f"{tax} {month_name(earlier)} belum dihitung; {month_name(month)} menyusul sesudahnya.",
            remedy=f"Jalankan dahulu 'koperasi pajak ppn --bulan {earlier}'.",
        )


class TaxDiffers(Refusal):
    """A month's tax, or what it is worked out from, is not what the books say."""

    def __init__(self, what: str, month: str, said: Decimal, real: Decimal) -> None:
        super().__init__(
            f"{what} {month_name(month)} menurut buku Rp{format_rupiah(real)}, bukan"
            f" Rp{format_rupiah(said)}.",
            remedy="Hitung ulang dengan 'koperasi pajak', yang membaca angkanya dari buku.",
        )


class TaxOverpaid(Refusal):
    """More is paid to the state, or asked back from it, than is owed."""

    def __init__(self, what: str, amount: Decimal, owed: Decimal) -> None:
        super().__init__(
            f"{what} tinggal Rp{format_rupiah(owed)}, kurang dari Rp{format_rupiah(amount)}.",
            remedy="Lihat 'koperasi laporan pajak'. Sanksi dan denda pajak dicatat sebagai beban.",
        )


class FinalTaxOver(Refusal):
    """The final tax on turnover is used after its last tax year."""

    def __init__(self, year: int, last: int) -> None:
        super().__init__(
            f"PPh final atas omzet hanya sampai tahun pajak {last} menurut kebijakan; {year}"
            " memakai tarif umum PPh badan.",
            remedy="Periksa tahun_pajak_terakhir pada [pajak.pph_final] bersama kantor pajak.",
        )
