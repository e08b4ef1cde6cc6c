"""Bagan akun: every account of these books with its code."""

from koperasi_ledger.model.accounts import ROOTS
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.view import Column, Report, Row, Table

_COLUMNS = (
    Column("kode", "Kode", "code"),
    Column("nama", "Nama akun"),
    Column("akun", "Nama di buku"),
    Column("kontrol", "Kontrol", "code"),
)


def bagan_akun(scope: Scope) -> Report:
    """The chart of accounts, by root and code."""
    rows: list[Row] = []
    chart = scope.books.chart().values()
    for root in ROOTS:
        rows.append(Row((None, root, None, None), "heading"))
        rows += [
            Row(
                (account.code, account.title, account.name, "ya" if account.control else None),
                level=1,
                trace=account.name,
            )
            for account in chart
            if account.root == root
        ]
    return statement(
        scope,
        "bagan-akun",
        "Bagan Akun",
        (Table("bagan_akun", "", _COLUMNS, tuple(rows)),),
        balance=True,
        notes=("Akun kontrol adalah jumlah rinciannya: anggota, rekening, atau titipan.",),
    )
