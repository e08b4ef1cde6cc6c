"""Umur utang pemasok: what suppliers are owed, invoice by invoice, by how long it has been due."""

from koperasi_ledger.model.accounts import SUPPLIER_ADVANCES, SUPPLIER_BILLS
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.records.goods import Supplier
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.toko_debts import ageing_table, late_table, payables
from koperasi_ledger.reports.view import Report

_NOTE = (
    "Umur dihitung sejak jatuh tempo setiap faktur; yang jatuh tempo hari ini belum terlambat."
    " Jumlahnya sama dengan akun kontrolnya."
)


def umur_utang_pemasok(scope: Scope) -> Report:
    """The ageing of suppliers' invoices at the last day of the scope.

    Raises:
        NotBalanced: the invoices come to something else than their control account.
    """
    bills = payables(scope)
    names = {supplier.supplier: supplier.name for supplier in scope.books.all(Supplier)}
    advance = scope.postings.balance(SUPPLIER_ADVANCES, scope.last)
    owed = -scope.postings.balance(SUPPLIER_BILLS, scope.last)
    return statement(
        scope,
        "umur-utang-pemasok",
        "Umur Utang kepada Pemasok",
        (
            ageing_table(bills, scope.last, "Pemasok", names),
            late_table(bills, scope.last, "Pemasok", "Faktur"),
        ),
        balance=True,
        facts=(
            (scope.account(SUPPLIER_BILLS).title, from_sen(owed)),
            (scope.account(SUPPLIER_ADVANCES).title, from_sen(advance)),
        ),
        notes=(_NOTE,),
        signed=True,
        orientation="landscape",
    )
