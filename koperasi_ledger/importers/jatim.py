"""Bank Jatim: the XLSX of its cash management, a plain table, its header in the first row.

    Post Date | Effective Date | Account | Name | Description | Currency | Debit | Credit | Balance
    | Reference No

Only the names of the columns are known, from the import notes of one public repository. Days and
amounts are taken as real cells or as text, in any form.
"""

from koperasi_ledger.importers.column_tables import Layout
from koperasi_ledger.importers.columns import ColumnReader
from koperasi_ledger.importers.date_forms import any_form

_XLSX = Layout(
    bank="jatim",
    account=("account",),
    currency=("currency",),
    date=("post date",),
    text=("description",),
    debit=("debit",),
    credit=("credit",),
    balance=("balance",),
    reference=("reference no", "reference no."),
    date_form=any_form,
    date_example="01/09/2026",
    optional=frozenset({"reference"}),
    marks=frozenset({"post date", "effective date", "account", "description"}),
    framed=True,
)

XLSX = ColumnReader("jatim", "Bank Jatim XLSX", _XLSX)
