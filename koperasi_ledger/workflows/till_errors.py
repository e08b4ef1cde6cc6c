"""What is refused of a till's file when its receipts meet the store."""

from collections.abc import Sequence
from decimal import Decimal

from koperasi_ledger.importers.errors import StatementRefusal, shown
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.money import format_rupiah

MOST_TOLD = 100
"""How many mistakes of a file are told; all of them are counted."""


class GoodsUnknown(StatementRefusal):
    """No item has this code, barcode or name."""

    def __init__(self, row: int, text: str, near: Sequence[str]) -> None:
        guess = f" Maksudnya {' atau '.join(near)}?" if near else ""
        super().__init__(
            f"Barang “{shown(text)}” tidak ada di daftar barang.{guess}",
            row=row,
            remedy="Perbaiki kodenya, daftarkan dengan 'koperasi toko barang tambah', atau"
            " terjemahkan di [kata.barang] peta.",
        )


class GoodsUnclear(StatementRefusal):
    """Several items have this name."""

    def __init__(self, row: int, text: str, codes: Sequence[str]) -> None:
        super().__init__(
            f"Nama barang “{shown(text)}” dipakai beberapa barang: {', '.join(codes[:5])}.",
            row=row,
            remedy="Tulis kode atau barcode-nya, atau terjemahkan di [kata.barang] peta.",
        )


class NoTillPrice(StatementRefusal):
    """The file gives no price, and neither does the list."""

    def __init__(self, row: int, item: str, unit: str, tier: str) -> None:
        super().__init__(
            f"Harga {item} per {unit} untuk {tier} tidak ada di berkas maupun di daftar harga.",
            row=row,
            remedy="Isi kolom harga, atau tetapkan dengan 'koperasi toko barang harga'.",
        )


class NoWholeReceipt(StatementRefusal):
    """A returned line that does not say which receipt it comes back from."""

    def __init__(self, row: int) -> None:
        super().__init__(
            "Barang dikembalikan (banyaknya minus), tetapi struk asalnya tidak disebut.",
            row=row,
            remedy="Isi kolom retur_struk dengan nomor struk saat barang itu dijual.",
        )


class ReturnUnknown(StatementRefusal):
    """The receipt that goods come back from is not recorded, or has no such goods."""

    def __init__(self, row: int, till: str, number: str, item: str | None = None) -> None:
        what = f"tidak memuat {item}" if item else "tidak tercatat"
        super().__init__(
            f"Struk asal {number} kasir {till} {what}.",
            row=row,
            remedy="Periksa nomor struk asalnya; struk itu harus dicatat lebih dahulu.",
        )


class ReturnsMore(StatementRefusal):
    """More would come back than the receipt has left."""

    def __init__(
        self, row: int, receipt: tuple[str, str], item: str, wanted: str, left: str
    ) -> None:
        till, number = receipt
        super().__init__(
            f"Dikembalikan {wanted} {item}, padahal dari struk {number} kasir {till} yang belum"
            f" diretur {left}.",
            row=row,
            remedy="Retur paling banyak sebanyak itu; periksa juga nomor struk asalnya.",
        )


class ReturnDiffers(StatementRefusal):
    """What is stated of a return is not what the goods were sold for."""

    def __init__(self, row: int, stated: Decimal, sold: Decimal) -> None:
        super().__init__(
            f"Retur ditulis Rp{format_rupiah(stated)}, menurut struk asalnya"
            f" Rp{format_rupiah(sold)}.",
            row=row,
            remedy="Tulis jumlah sebesar harga di struk asal; barang kembali dengan harga itu.",
        )


class RefundUnpayable(StatementRefusal):
    """A return or an exchange that is not paid back in a way that can be recorded."""

    def __init__(self, row: int, what: str, remedy: str) -> None:
        super().__init__(what, row=row, remedy=remedy)


class ReceiptChanged(StatementRefusal):
    """The receipt is recorded already, and the file says something else of it now."""

    def __init__(self, row: int, till: str, number: str, ref: str) -> None:
        super().__init__(
            f"Struk {number} kasir {till} sudah tercatat dengan isi lain ({ref}).",
            row=row,
            remedy="Samakan dengan yang tercatat; bila yang tercatat keliru, balik dahulu, atau"
            " beri nomor lain bila memang dua struk.",
        )


class NothingToImport(StatementRefusal):
    """A heading and no receipt under it."""

    def __init__(self, row: int) -> None:
        super().__init__(
            "Tidak ada struk di bawah baris judul.",
            row=row,
            remedy="Periksa berkasnya; baris struk ditulis di bawah baris judul.",
        )


class BadRestFile(Refusal):
    """The receipts that are left over cannot be written where they should."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(
            f"Sisa struk tidak ditulis: {what}.",
            where=path,
            remedy="Sebut nama berkas lain dengan --sisa; tidak ada yang dicatat.",
        )


class NoSuchReceipt(Refusal):
    """The till gave no receipt of this number."""

    def __init__(self, till: str, number: str, last: str | None) -> None:
        newest = f" Struk terakhir kasir itu {last}." if last else " Kasir itu belum punya struk."
        super().__init__(
            f"Struk {shown(number)} kasir {shown(till)} tidak ada.{newest}",
            remedy="Periksa nama kasir dan nomor struknya.",
        )


class NoSuchGoods(Refusal):
    """Nothing that was typed at the till is an item."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"Tidak ada barang “{shown(text)}”.",
            remedy="Ketik kode, barcode atau bagian namanya, lalu banyaknya: beras 2.5kg.",
        )


class NoSuchLine(Refusal):
    """A line of the receipt that is not there."""

    def __init__(self, place: int | str, lines: int) -> None:
        super().__init__(
            f"Baris {shown(str(place)) or '?'} tidak ada; struk ini {lines} baris.",
            remedy="Sebut nomor barisnya seperti di layar.",
        )


class NoCount(Refusal):
    """No quantity, or one in a unit that the item does not have."""

    def __init__(self, text: str, item: str, units: Sequence[str]) -> None:
        super().__init__(
            f"“{shown(text)}” bukan banyaknya {item}.",
            remedy=f"Ketik seperti 3, 2.5kg atau 1 dus; satuan {item}: {', '.join(units)}.",
        )


class BadPayment(Refusal):
    """What was typed is no payment."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{shown(text)}” bukan pembayaran.",
            remedy="Ketik uangnya (50000), atau qris, kredit, bank KUNCI, voucher PENERBIT,"
            " simpanan PRODUK; jumlahnya di belakang bila hanya sebagian.",
        )


class PaysOver(Refusal):
    """More than what remains is paid in a way that gives no change."""

    def __init__(self, paid: str, left: str) -> None:
        super().__init__(
            f"Rp{paid} lebih dari sisa Rp{left}; hanya tunai yang ada kembaliannya.",
            remedy="Ketik paling banyak sebesar sisanya.",
        )


class BadTemplateFile(Refusal):
    """The example cannot be written where it should."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(
            f"Contoh tidak ditulis: {what}.",
            where=path,
            remedy="Sebut nama berkas baru, misalnya penjualan.csv atau penjualan.xlsx.",
        )


class TillMistakes(Refusals):
    """All mistakes of a file: counted, the first of them told."""

    def __init__(self, items: Sequence[Refusal], count: int, receipts: int) -> None:
        super().__init__(items)
        self.count, self.receipts = count, receipts
        self.what = (
            f"Ada {count} kesalahan di {receipts} struk; tidak ada yang dicatat."
            if receipts
            else f"Ada {count} kesalahan; tidak ada yang dicatat."
        )

    def __str__(self) -> str:
        rest = self.count - len(self.items)
        tail = [f"- … dan {rest} kesalahan lain."] if rest else []
        return "\n".join([self.what, *(f"- {item}" for item in self.items), *tail])
