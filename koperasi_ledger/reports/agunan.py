"""Register agunan: what secures the loans on a day, with its value and whose loan it is."""

from decimal import Decimal

from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.records.loans import Collateral, Loan
from koperasi_ledger.reports.pinjaman_events import CollateralState, collateral_at
from koperasi_ledger.reports.pinjaman_state import names_of, running_at
from koperasi_ledger.reports.scope import Scope, check_equal, statement
from koperasi_ledger.reports.view import Column, Report, Row, Table

_COLUMNS = (
    Column("agunan", "Agunan", "code"),
    Column("jenis", "Jenis"),
    Column("pinjaman", "Pinjaman", "code"),
    Column("nama", "Peminjam"),
    Column("nilai", "Nilai", "amount"),
    Column("diperhitungkan", "Diperhitungkan", "amount"),
    Column("sisa_pokok", "Sisa pokok", "amount"),
    Column("uraian", "Uraian"),
    Column("pemilik", "Pemilik"),
    Column("surat", "Surat"),
    Column("diterima", "Diterima", "date"),
    Column("dinilai", "Dinilai", "date"),
)
_NOTE = (
    "Sisa pokok setiap pinjaman dihitung sekali; nol berarti tidak sedang berjalan (belum"
    " dicairkan, lunas, atau dihapus buku)."
)


def agunan(scope: Scope) -> Report:
    """The collateral that is held at the last day of the scope.

    Raises:
        NotBalanced: the loans differ from a control account, or the values of the collateral from
            what its events say.
    """
    _check_values(scope)
    states = collateral_at(scope)
    owed = {state.loan.number: state.at.balance for state in running_at(scope, denda=False)}
    names, loans = names_of(scope), {loan.number: loan for loan in scope.books.all(Loan)}
    rows: list[Row] = []
    totals = [0, 0]
    shown: set[str] = set()
    held = [
        (item, states[item.short])
        for item in scope.books.all(Collateral)
        if item.short in states and _held(states[item.short], scope)
    ]
    for item, state in sorted(held, key=lambda pair: (pair[0].loan, pair[0].short)):
        member = loans[item.loan].member
        totals = [totals[0] + to_sen(state.value), totals[1] + to_sen(state.counts)]
        first = item.loan not in shown
        shown.add(item.loan)
        cells = (
            item.short,
            item.type,
            item.loan,
            names.get(member, member),
            state.value,
            state.counts,
            owed.get(item.loan, Decimal(0)) if first else None,
            item.description,
            item.owner,
            item.paper,
            item.taken,
            state.valued,
        )
        rows.append(Row(cells, trace=item.short))
    total = sum(to_sen(owed.get(number, Decimal(0))) for number in shown)
    sums = (*map(from_sen, totals), from_sen(total))
    rows.append(Row(("Jumlah", None, None, None, *sums, *(None,) * 5), "total"))
    return statement(
        scope,
        "agunan",
        "Register Agunan",
        (Table("agunan", "", _COLUMNS, tuple(rows)),),
        balance=True,
        facts=(("Agunan yang disimpan", len(held)),),
        notes=(_NOTE,),
        signed=True,
        orientation="landscape",
    )


def _held(state: CollateralState, scope: Scope) -> bool:
    return state.released is None or state.released > scope.last


def _check_values(scope: Scope) -> None:
    """Refuses a register whose events lead elsewhere than to the records.

    Raises:
        NotBalanced: they differ.
    """
    newest = collateral_at(scope, scope.last.max)
    for item in scope.books.all(Collateral):
        state = newest.get(item.short)
        value = state.value if state is not None else Decimal(0)
        check_equal(f"Nilai agunan {item.short}", to_sen(value), "peristiwanya", to_sen(item.value))
