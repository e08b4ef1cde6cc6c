"""Mandiri: the CSV exports of Kopra and of its forerunner MCM.

    AccountNo;Ccy;PostDate;Remarks;AdditionalDesc;Credit Amount;Debit Amount;Close Balance
    1370000123456;IDR;01 September 2026 08:14:47;TRSF …;TRSF …;50123.00;0.00;12550123.00

    Account No,Date,Val. Date,Transaction Code,Description,Description,Reference No.,Debit,Credit
    1370000987654,03/11/26,03/11/26,6858,"SETORAN  ","CABANG …",11030009,".00","250,000.00",

Known from public parsers, not from a file of the bank. Kopra prints credit before debit, names of
months in English or Indonesian, and a balance on every row: the chain is proven, a cut tail shows
only against the next file. MCM prints no balance: its statements stay unproven. In both a second
description that repeats the first is left out.
"""

from koperasi_ledger.importers.column_tables import Layout
from koperasi_ledger.importers.columns import ColumnReader
from koperasi_ledger.importers.date_forms import numeric, words

_KOPRA = Layout(
    bank="mandiri",
    account=("accountno",),
    currency=("ccy",),
    date=("postdate",),
    text=("remarks", "additionaldesc"),
    credit=("credit amount",),
    debit=("debit amount",),
    balance=("close balance",),
    date_form=words,
    date_example="16 March 2026 09:34:53",
    marks=frozenset({"accountno", "postdate", "remarks"}),
)

_MCM = Layout(
    bank="mandiri",
    account=("account no",),
    date=("date",),
    text=("description",),
    reference=("reference no.", "reference no"),
    debit=("debit",),
    credit=("credit",),
    date_form=numeric,
    date_example="03/11/26",
    optional=frozenset({"reference"}),
    marks=frozenset({"account no", "val. date", "transaction code"}),
)

KOPRA = ColumnReader("mandiri-kopra", "Mandiri Kopra CSV", _KOPRA)
MCM = ColumnReader("mandiri-mcm", "Mandiri MCM CSV", _MCM)
