"""BRI: the XLSX of Qlola, a table somewhere below a heading.

    No | Tanggal Transaksi | Uraian Transaksi | Teller | Debet | Kredit | Saldo

Only the names of the columns and the days (`dd-mm-yy`) are known, from one source. How amounts are
written is not; the balances decide.
"""

from koperasi_ledger.importers.column_tables import Layout
from koperasi_ledger.importers.columns import ColumnReader
from koperasi_ledger.importers.date_forms import any_form

_QLOLA = Layout(
    bank="bri",
    date=("tanggal transaksi", "tanggal"),
    text=("uraian transaksi",),
    debit=("debet", "debit"),
    credit=("kredit", "credit"),
    balance=("saldo",),
    date_form=any_form,
    date_example="01-09-26",
    marks=frozenset({"uraian transaksi", "teller"}),
    framed=True,
)

QLOLA = ColumnReader("bri-qlola", "BRI Qlola XLSX", _QLOLA)
