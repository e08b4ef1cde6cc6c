"""Umur piutang toko: what members and customers owe the store, by how long it has been due."""

from koperasi_ledger.model.accounts import CUSTOMER_DEBTS, MEMBER_DEBTS
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.records.goods import Customer
from koperasi_ledger.reports.pinjaman_state import names_of
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.toko_debts import ageing_table, late_table, receivables
from koperasi_ledger.reports.view import Report

_NOTE = (
    "Umur dihitung sejak jatuh tempo setiap struk; yang jatuh tempo hari ini belum terlambat."
    " Pembayaran melunasi yang lebih dulu jatuh tempo. Jumlahnya sama dengan akun kontrolnya."
)


def umur_piutang_toko(scope: Scope) -> Report:
    """The ageing of what buyers owe at the last day of the scope.

    Raises:
        NotBalanced: the bills come to something else than a control account.
    """
    bills = receivables(scope)
    names = names_of(scope) | {
        f"@{customer.customer}": customer.name for customer in scope.books.all(Customer)
    }
    return statement(
        scope,
        "umur-piutang-toko",
        "Umur Piutang Toko",
        (
            ageing_table(bills, scope.last, "Pembeli", names),
            late_table(bills, scope.last, "Pembeli", "Struk (ref)"),
        ),
        balance=True,
        facts=tuple(
            (scope.account(account).title, from_sen(scope.postings.balance(account, scope.last)))
            for account in (MEMBER_DEBTS, CUSTOMER_DEBTS)
        ),
        notes=(_NOTE,),
        signed=True,
        orientation="landscape",
    )
