"""What is refused of the store's goods and stock."""

from collections.abc import Sequence
from datetime import date

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.quantities import format_quantity
from koperasi_ledger.rules.dates import day_name


class AlreadyRegistered(Refusal):
    """An item, barcode, supplier or customer of this name is known."""

    def __init__(self, what: str, name: str, owner: str | None = None) -> None:
        whose = f" (milik {owner})" if owner else ""
        super().__init__(
            f"{what} {name} sudah terdaftar{whose}.",
            remedy="Pakai kode lain, atau ubah yang sudah ada.",
        )


class NotRegistered(Refusal):
    """No item, supplier or customer has this name."""

    def __init__(self, what: str, name: str, near: Sequence[str] = ()) -> None:
        meant = f" Maksudnya {' atau '.join(near)}?" if near else ""
        super().__init__(
            f"{what} {name} belum terdaftar.{meant}",
            remedy="Periksa kodenya, atau daftarkan dahulu.",
        )


class NotInStorePolicy(Refusal):
    """The policy in force has no such class of customers, location or class of goods."""

    def __init__(self, what: str, name: str, known: Sequence[str]) -> None:
        super().__init__(
            f"{what} {name} tidak ada di kebijakan [toko] (yang ada: {', '.join(known)}).",
            remedy="Pakai salah satunya, atau tambahkan di kebijakan [toko].",
        )


class ItemInactive(Refusal):
    """The item was taken out of the range and is not bought any more."""

    def __init__(self, item: str) -> None:
        super().__init__(
            f"Barang {item} sudah tidak aktif; yang tersisa masih dapat dijual, tetapi tidak"
            " dibeli lagi.",
            remedy=f"Aktifkan lagi dengan 'koperasi toko barang ubah {item} --aktif'.",
        )


class MeasureFixed(Refusal):
    """A measure that is known keeps its worth, since past movements were counted in it."""

    def __init__(self, item: str, unit: str) -> None:
        super().__init__(
            f"Satuan {unit} barang {item} sudah ada dan isinya tidak dapat diubah.",
            remedy="Beri nama lain untuk isi yang lain, misalnya karung-25.",
        )


class UnknownMeasure(Refusal):
    """The item is not measured so."""

    def __init__(self, item: str, unit: str, known: Sequence[str]) -> None:
        super().__init__(
            f"Barang {item} tidak memakai satuan {unit} (yang ada: {', '.join(known)}).",
            remedy="Pakai salah satunya, atau tambahkan dengan"
            f" 'koperasi toko barang ubah {item} --isi {unit}=ISI'.",
        )


class NotInBaseUnits(Refusal):
    """So much of a measure is no whole number of millionths of the base unit."""

    def __init__(self, item: str, quantity: str, unit: str, base: str) -> None:
        super().__init__(
            f"{quantity} {unit} barang {item} tidak dapat ditulis sebagai {base} dengan 6 angka di"
            " belakang koma.",
            remedy=f"Catat dalam {base}, atau sebanyak kelipatan yang genap.",
        )


class NotInStock(Refusal):
    """More would leave a location than it has."""

    def __init__(self, item: str, place: str, wanted: int, held: int, base: str) -> None:
        super().__init__(
            f"Stok {item} di {place} tidak cukup: perlu {format_quantity(wanted)} {base}, yang ada"
            f" {format_quantity(held)} {base}.",
            remedy="Catat dahulu penerimaan atau pemindahannya, atau lakukan stok opname bila"
            " barangnya memang ada.",
        )


class CountTooLate(Refusal):
    """Goods moved after the day of the count, as the books already know."""

    def __init__(self, item: str, place: str, day: date, moved: date) -> None:
        super().__init__(
            f"Stok opname {item} di {place} per {day_name(day)} tidak dapat dicatat: sudah ada"
            f" mutasi tanggal {day_name(moved)}.",
            remedy="Hitung lagi dan catat dengan tanggal hari ini; jurnal yang lampau tidak"
            " diubah.",
        )


class CostUnknown(Refusal):
    """A surplus of an item that never had a cost."""

    def __init__(self, item: str) -> None:
        super().__init__(
            f"Kelebihan {item} belum dapat dinilai: barang ini belum pernah mempunyai harga pokok.",
            remedy="Isi unit_cost, harga pokok satu satuan menurut berita acara.",
        )


class TakesOverTooMuch(Refusal):
    """The goods taken over cost more than the account holds."""

    def __init__(self, account: str, wanted: str, held: str) -> None:
        super().__init__(
            f"Nilai barang yang diambil alih Rp{wanted} melebihi saldo akun {account} Rp{held}.",
            remedy="Periksa nilainya; stok lama harus sudah ada di akun itu.",
        )
