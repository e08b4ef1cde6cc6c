"""What is refused of the store's commands, before the rules are asked."""

from collections.abc import Sequence
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah


class BadGoods(Refusal):
    """Goods typed in a way that cannot be read."""

    def __init__(self, text: str, example: str) -> None:
        super().__init__(
            f"{text[:60]} tidak terbaca sebagai barang.",
            remedy=f"Tulis seperti {example}: kode, tanda =, banyaknya (titik untuk desimal), lalu"
            " satuannya bila bukan satuan pokok.",
        )


class NoListedPrice(Refusal):
    """The price list has nothing for goods that are to be sold."""

    def __init__(self, item: str, unit: str, tier: str) -> None:
        super().__init__(
            f"Harga {item} per {unit} untuk {tier} belum ada.",
            remedy=f"Tetapkan dengan 'koperasi toko barang harga {item} {tier} HARGA --satuan"
            f" {unit}'.",
        )


class PaidTooLittle(Refusal):
    """The buyer gave less than the receipt comes to."""

    def __init__(self, given: str, owed: str) -> None:
        super().__init__(
            f"Uang Rp{given} kurang dari jumlah struk Rp{owed}.",
            remedy="Isi uang yang diterima dari pembeli, atau tanpa --uang bila uangnya pas.",
        )


class StoreNotSet(Refusal):
    """There is no store policy yet, or it does not say what was left out."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} belum dapat dipilih sendiri: kebijakan [toko] belum berlaku atau menyebut"
            " lebih dari satu.",
            remedy="Sebut dengan pilihannya, atau tetapkan kebijakan [toko] dahulu.",
        )


class NotOnPaper(Refusal):
    """Goods are to come back that the receipt or invoice does not have."""

    def __init__(self, item: str, paper: str, items: Sequence[str]) -> None:
        super().__init__(
            f"{item} tidak ada di {paper} (yang ada: {', '.join(items)}).",
            remedy="Periksa kode barang dan nomornya.",
        )


class PaysMoreThanWorth(Refusal):
    """Parts of a payment come to more than the produce, or to nothing."""

    def __init__(self, part: str, left: Decimal) -> None:
        super().__init__(
            f"{part!r} tidak dapat dibayarkan; yang tersisa dari hasil itu"
            f" Rp{format_rupiah(left)}.",
            remedy="Kurangi bagian simpanan atau angsurannya; sisanya dibayar dari kas.",
        )


class NotAStoreList(Refusal):
    """The file has no such list in it."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(
            what, where=name, remedy="Buat contohnya dengan --contoh BERKAS.csv, lalu isi."
        )


class BadListRow(Refusal):
    """A row of a list cannot be used."""

    def __init__(self, row: int, what: str, remedy: str) -> None:
        super().__init__(what, where=f"baris {row}", remedy=remedy)


class BillPaid(Refusal):
    """All of an invoice was to be paid, and nothing of it is owed any more."""

    def __init__(self, supplier: str, invoice: str) -> None:
        super().__init__(
            f"Faktur {invoice} dari {supplier} sudah lunas.",
            remedy="Periksa nomor fakturnya dengan 'koperasi toko utang'.",
        )


class NothingOwed(Refusal):
    """All of a debt was to be paid, and there is none."""

    def __init__(self, who: str) -> None:
        super().__init__(
            f"{who} tidak berutang kepada toko.",
            remedy="Periksa nomornya dengan 'koperasi toko piutang'.",
        )


class BadQuantity(Refusal):
    """A quantity on the command line cannot be read."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text[:40]!r} bukan banyaknya barang.",
            remedy="Tulis angka dengan titik desimal, misalnya 520 atau 5.5.",
        )


class NothingWeighed(Refusal):
    """Tare and deductions leave nothing of the produce."""

    def __init__(self) -> None:
        super().__init__(
            "Tara dan potongan menghabiskan berat kotornya.",
            remedy="Periksa --bruto, --tara dan --potong; semuanya dalam satuan yang sama.",
        )


class InvoiceUnknown(Refusal):
    """No delivery was recorded under this number."""

    def __init__(self, till: str, number: str) -> None:
        super().__init__(
            f"Tidak ada pengiriman bernomor {number} dari kasir {till}.",
            remedy="Yang dicetak hanya yang dicatat dengan 'koperasi toko kirim'.",
        )


class CountUnknown(Refusal):
    """No stock count has this ref."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"{ref} bukan stok opname.",
            remedy="Pakai ref yang ditampilkan 'koperasi toko opname'.",
        )


class ConsignorPaid(Refusal):
    """A consignor is to be paid all that is owed, and nothing is."""

    def __init__(self, consignor: str) -> None:
        super().__init__(
            f"Tidak ada yang terutang kepada penitip {consignor}.",
            remedy="Lihat 'koperasi toko titipan daftar'.",
        )
