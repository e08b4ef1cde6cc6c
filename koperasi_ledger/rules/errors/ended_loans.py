"""What is refused because of loans that ended."""

from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah


class LoanLeftOver(Refusal):
    """A member leaves, or takes the SWP back, while something of an ended loan still stands."""

    def __init__(self, number: str, amount: Decimal, wanted: str, *, claimed: bool) -> None:
        if claimed:
            what = f"Tagihan pinjaman {number} yang dihapus buku masih Rp{format_rupiah(amount)}"
            remedy = (
                f"Terima dahulu: 'koperasi pinjaman pulih {number}', atau lepaskan tagihannya"
                f" dengan keputusan rapat: 'koperasi pinjaman hapus-tagih {number}'."
            )
        else:
            what = f"Titipan angsuran pinjaman {number} Rp{format_rupiah(amount)} belum kembali"
            remedy = f"Kembalikan dahulu: 'koperasi pinjaman kembali-titipan {number}'."
        super().__init__(f"{what}; anggota itu tidak dapat {wanted}.", remedy=remedy)
