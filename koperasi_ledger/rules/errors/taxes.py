"""What is refused of the taxes that the cooperative withholds."""

from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import month_name


class NotWithheld(Refusal):
    """More is paid to the state for a member than was withheld and not paid yet."""

    def __init__(self, member: str, month: str, amount: Decimal, owed: Decimal) -> None:
        super().__init__(
            f"PPh jasa simpanan {month_name(month)} anggota {member} yang belum disetor"
            f" Rp{format_rupiah(owed)}, bukan Rp{format_rupiah(amount)}.",
            remedy="Lihat 'koperasi laporan pph-simpanan', lalu setor paling banyak sebesar itu.",
        )
