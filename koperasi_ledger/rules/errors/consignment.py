"""What is refused of goods on consignment, in and out."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.quantities import format_quantity
from koperasi_ledger.rules.dates import day_name


class ConsignorUnknown(Refusal):
    """Nobody of this name has agreed to leave goods."""

    def __init__(self, consignor: str, near: Sequence[str] = ()) -> None:
        meant = f" Maksudnya {' atau '.join(near)}?" if near else ""
        super().__init__(
            f"Penitip {consignor} belum ada.{meant}",
            remedy="Periksa namanya, atau catat dahulu dengan 'koperasi toko titipan penitip'.",
        )


class NotTheirGoods(Refusal):
    """The item is the cooperative's own, or another consignor's."""

    def __init__(self, item: str, owner: str | None, consignor: str | None = None) -> None:
        whose = f"titipan {owner}" if owner is not None else "barang koperasi sendiri"
        wanted = f", bukan titipan {consignor}" if consignor is not None else ", bukan titipan"
        super().__init__(
            f"Barang {item} adalah {whose}{wanted}.",
            remedy="Daftarkan barang titipan dengan kode sendiri ('koperasi toko titipan barang');"
            " satu kode milik satu penitip.",
        )


class GoodsOfOthers(Refusal):
    """Goods on consignment, where only the cooperative's own goods can be meant."""

    def __init__(self, item: str, owner: str) -> None:
        super().__init__(
            f"Barang {item} titipan {owner}; bukan persediaan koperasi.",
            remedy="Pakai 'koperasi toko titipan' (terima, kembalikan, hitung, bayar), atau"
            " daftarkan barang koperasi sendiri dengan kode lain.",
        )


class TermsMissing(Refusal):
    """No terms of the item are in force on the day."""

    def __init__(self, item: str, day: date, line: int | None = None) -> None:
        where = f"Baris {line}: syarat" if line is not None else "Syarat"
        super().__init__(
            f"{where} titipan {item} belum ada pada {day_name(day)}.",
            remedy="Tetapkan harga penitip atau komisinya dengan 'koperasi toko titipan syarat'.",
        )


class BelowConsignorPrice(Refusal):
    """A line is sold for less than its consignor must get."""

    def __init__(self, line: int, item: str, amount: Decimal, part: Decimal) -> None:
        super().__init__(
            f"Baris {line}: {item} dijual Rp{format_rupiah(amount)}, kurang dari hak penitip"
            f" Rp{format_rupiah(part)}.",
            remedy="Naikkan harga jualnya, atau sebut siapa yang menyetujui (approved_by);"
            " kekurangannya ditanggung koperasi.",
        )


class LossNotValued(Refusal):
    """The cooperative bears a loss, and the terms have no price for it."""

    def __init__(self, item: str, missing: int, base: str) -> None:
        super().__init__(
            f"Kehilangan {format_quantity(missing)} {base} {item} belum dapat dinilai: syaratnya"
            " komisi, bukan harga penitip.",
            remedy="Isi amount, jumlah yang diganti kepada penitip menurut berita acara.",
        )


class FoundMore(Refusal):
    """More was counted than consignors left."""

    def __init__(self, item: str, place: str, found: int, held: int, base: str) -> None:
        super().__init__(
            f"Titipan {item} di {place} dihitung {format_quantity(found)} {base}, menurut buku"
            f" {format_quantity(held)} {base}.",
            remedy="Catat dahulu penerimaan titipannya, atau balik opname lama yang keliru.",
        )


class ConsignorNotMember(Refusal):
    """Only a member has savings to pay into."""

    def __init__(self, consignor: str) -> None:
        super().__init__(
            f"Penitip {consignor} tidak tercatat sebagai anggota; tidak ada simpanannya.",
            remedy="Bayar dari kas atau bank, atau catat nomor anggotanya dengan 'koperasi toko"
            " titipan penitip'.",
        )


class RestrictedGoods(Refusal):
    """Subsidised goods, which are sold to those entitled only, would leave for another shop."""

    def __init__(self, item: str) -> None:
        super().__init__(
            f"Barang {item} mempunyai HET atau kuota; tidak boleh dititipkan di toko lain.",
            remedy="Jual sendiri kepada yang berhak.",
        )
