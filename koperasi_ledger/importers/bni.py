"""BNI: the CSV of BNIDirect, without balance and without account number.

    Post Date,Value Date,Branch,Journal No.,Description,Debit,Credit,
    01/09/26 08.14.47,01/09/26 08.14.47,0998,100001,"TRSF SITI | SIMP WAJIB",.00,"50,123.00",

Known from public parsers, not from a file of the bank. The account is only in the file's name,
which is not trusted: the user names the account. Some files may have a Balance column; those are
proven, the others are not.
"""

from koperasi_ledger.importers.column_tables import Layout
from koperasi_ledger.importers.columns import ColumnReader
from koperasi_ledger.importers.date_forms import numeric

_CSV = Layout(
    bank="bni",
    date=("post date",),
    text=("description",),
    reference=("journal no.", "journal no"),
    debit=("debit",),
    credit=("credit",),
    balance=("balance",),
    date_form=numeric,
    date_example="01/05/26 10.15.30",
    optional=frozenset({"balance", "reference"}),
    marks=frozenset({"post date", "value date", "branch"}),
)

CSV = ColumnReader("bni-csv", "BNI CSV", _CSV)
