"""What is refused of lists of aid and of aid typed by hand, before the rules are asked."""

from collections.abc import Sequence

from koperasi_ledger.importers.errors import shown
from koperasi_ledger.model.errors import Refusal


class NotAnAidList(Refusal):
    """The file has no row of heads with the columns that are needed, or no row below it."""

    def __init__(self, name: str, heads: Sequence[str], which: str) -> None:
        super().__init__(
            f"Tidak ada baris judul dengan kolom {', '.join(heads)} yang berisi.",
            where=shown(name),
            remedy=f"Contohnya: koperasi bantuan contoh {which}.",
        )


class BadAidRow(Refusal):
    """A row of the list cannot be used."""

    def __init__(self, row: int, what: str, remedy: str) -> None:
        super().__init__(what, where=f"baris {row}", remedy=remedy)
        self.row = row


class BadAidGoods(Refusal):
    """Aid typed in a way that cannot be read."""

    def __init__(self, text: str, example: str) -> None:
        super().__init__(
            f"{text[:60]} tidak terbaca sebagai bantuan.",
            where="--barang",
            remedy=f"Tulis seperti {example}: barang, tanda =, banyaknya (titik untuk desimal).",
        )


class AidItemUnclear(Refusal):
    """A programme has several items, and none was named."""

    def __init__(self, programme: str, items: Sequence[str]) -> None:
        super().__init__(
            f"Program {programme} memuat beberapa barang ({', '.join(items)}).",
            remedy="Sebut barangnya: --barang, atau kolom Barang dalam berkas.",
        )


class NothingAllotted(Refusal):
    """Nothing is left to hand out to somebody, and no quantity was told."""

    def __init__(self, beneficiary: str, programme: str) -> None:
        super().__init__(
            f"Tidak ada sisa jatah untuk penerima {beneficiary} dari program {programme}.",
            remedy=f"Lihat daftarnya dengan 'koperasi bantuan belum {programme}'.",
        )


class AidPlaceUnclear(Refusal):
    """The policy has several locations, and none was named."""

    def __init__(self, places: Sequence[str]) -> None:
        listed = ", ".join(places) or "belum ada kebijakan [bantuan] yang berlaku"
        super().__init__(
            f"Lokasi bantuan belum disebut (yang ada: {listed}).", remedy="Sebut dengan --lokasi."
        )


class NoAidPaper(Refusal):
    """A berita acara of something that is no movement of aid."""

    def __init__(self, ref: str, title: str) -> None:
        super().__init__(
            f"{ref} ({title}) bukan penerimaan, penyaluran, susut atau pengembalian bantuan.",
            remedy="Sebut ref salah satunya, atau kunci program untuk rekonsiliasinya.",
        )


class AidPaperReversed(Refusal):
    """A berita acara of a movement that was reversed."""

    def __init__(self, ref: str, by: str) -> None:
        super().__init__(
            f"{ref} sudah dibalik oleh {by}; berita acaranya tidak dicetak.",
            remedy="Cetak berita acara dari catatan penggantinya.",
        )
