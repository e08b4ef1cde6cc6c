"""What is refused of purchase orders."""

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.quantities import format_quantity


class OrderKnown(Refusal):
    """The number of the order is taken."""

    def __init__(self, order: str, ref: str) -> None:
        super().__init__(
            f"Pesanan {order} sudah ada ({ref}).",
            remedy="Beri nomor lain; bila pesanan itu keliru, balik atau tutup dahulu.",
        )


class OrderUnknown(Refusal):
    """There is no such order, or it was given to another supplier."""

    def __init__(self, order: str, supplier: str | None = None) -> None:
        to = f" kepada {supplier}" if supplier else ""
        super().__init__(
            f"Pesanan {order}{to} tidak ada.",
            remedy="Periksa nomornya dengan 'koperasi toko pesanan daftar'.",
        )


class OrderIsEnded(Refusal):
    """Nothing is awaited of the order any more."""

    def __init__(self, order: str, reason: str) -> None:
        super().__init__(
            f"Pesanan {order} sudah ditutup: {reason}.",
            remedy="Terima barangnya tanpa nomor pesanan, atau balik dahulu penutupannya.",
        )


class NotOrdered(Refusal):
    """The item is not on the order."""

    def __init__(self, order: str, item: str) -> None:
        super().__init__(
            f"{item} tidak ada di pesanan {order}.",
            remedy="Terima barang itu dengan faktur sendiri tanpa nomor pesanan.",
        )


class OverDelivered(Refusal):
    """More came than was ordered, and more than the policy lets pass."""

    def __init__(self, order: str, item: str, came: int, most: int) -> None:
        super().__init__(
            f"Datang {format_quantity(came)} {item}, sedangkan dari pesanan {order} paling banyak"
            f" {format_quantity(most)} lagi.",
            remedy="Tolak kelebihannya, terima tanpa nomor pesanan, atau naikkan [toko]"
            " lebih_kirim_paling_banyak_persen.",
        )
