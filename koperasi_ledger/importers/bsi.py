"""BSI: two CSV layouts that public parsers know, which do not agree with each other.

A has seven lines of heading and debits with a minus behind; B is a plain table:

    Waktu Transaksi,…,Deskripsi,Debet,Kredit          04-09-2026 08.48,…,"1,000,000.00-",
    Tanggal,Keterangan,Nominal Debet,Nominal Kredit,Saldo

One source each, no file of the bank: least sure of all the formats here. What else stands around
the table is read if it is called by its usual name (account, period, balances), and refused if it
holds amounts under the columns of amounts.
"""

from koperasi_ledger.importers.column_tables import Layout
from koperasi_ledger.importers.columns import ColumnReader
from koperasi_ledger.importers.date_forms import any_form, numeric

_A = Layout(
    bank="bsi",
    date=("waktu transaksi",),
    text=("deskripsi",),
    debit=("debet", "debit"),
    credit=("kredit", "credit"),
    balance=("saldo",),
    reference=("no. referensi", "no referensi", "referensi"),
    date_form=numeric,
    date_example="04-09-2026 08.48",
    optional=frozenset({"balance", "reference"}),
    marks=frozenset({"waktu transaksi", "deskripsi"}),
    minus_debit=True,
    framed=True,
)

_B = Layout(
    bank="bsi",
    date=("tanggal",),
    text=("keterangan",),
    debit=("nominal debet", "nominal debit"),
    credit=("nominal kredit", "nominal credit"),
    balance=("saldo",),
    date_form=any_form,
    date_example="04/09/2026",
    marks=frozenset({"tanggal", "keterangan", "nominal kredit"}),
    framed=True,
)

A = ColumnReader("bsi-a", "BSI CSV (Waktu Transaksi, Deskripsi)", _A)
B = ColumnReader("bsi-b", "BSI CSV (Nominal Debet, Nominal Kredit)", _B)
