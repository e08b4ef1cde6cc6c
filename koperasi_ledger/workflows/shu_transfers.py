"""The list of SHU payments that goes to the bank: who gets how much, to be completed by hand."""

from koperasi_ledger.reports.sheets import Sheet
from koperasi_ledger.workflows.shu_payments import PaymentRun

_HEADS = ("Nomor anggota", "Nama", "Jumlah", "Bank", "Nomor rekening", "Berita")


def transfer_sheet(run: PaymentRun) -> Sheet:
    """Everybody who gets money; bank and account number are left for the treasurer to fill in."""
    return Sheet(
        f"SHU {run.year}",
        _HEADS,
        [
            (
                each.member.number,
                each.member.name,
                each.amount - each.offset,
                None,
                None,
                f"SHU {run.year} {each.member.number}",
            )
            for each in run.payments
            if each.amount > each.offset
        ],
    )
