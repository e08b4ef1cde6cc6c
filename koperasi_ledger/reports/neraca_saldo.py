"""Neraca saldo: every account with its opening balance, its movements and its closing balance."""

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.reports.query import Turnover, day_before
from koperasi_ledger.reports.scope import Scope, check_equal, statement
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table

_COLUMNS = (
    Column("kode", "Kode", "code"),
    Column("akun", "Akun"),
    Column("saldo_awal", "Saldo awal", "amount"),
    Column("debet", "Debet", "amount"),
    Column("kredit", "Kredit", "amount"),
    Column("saldo_akhir", "Saldo akhir", "amount"),
)
_NOTHING = Turnover(0, 0)


def neraca_saldo(scope: Scope) -> Report:
    """The trial balance of the scope's days; a balance is positive for a debit.

    The two last rows add up what is debit and what is credit of each column.

    Raises:
        NotBalanced: debits differ from credits.
    """
    (opening,) = scope.postings.balances(day_before(scope.first))
    turnovers = scope.postings.turnovers(scope.first, scope.last)
    accounts = sorted(
        map(scope.account, opening.keys() | turnovers.keys()),
        key=lambda account: (account.code, account.name),
    )
    rows: list[Row] = []
    debits, credits_ = [0, 0, 0], [0, 0, 0]
    for account in accounts:
        before = opening.get(account.name, 0)
        moved = turnovers.get(account.name, _NOTHING)
        after = before + moved.debit - moved.credit
        amounts = (before, moved.debit, moved.credit, after)
        if not any(amounts):
            continue
        cells: tuple[Cell, ...] = (account.code, account.title, *map(from_sen, amounts))
        rows.append(Row(cells, trace=account.name))
        for place, (debit, credit) in enumerate(
            ((max(before, 0), max(-before, 0)), moved, (max(after, 0), max(-after, 0)))
        ):
            debits[place] += debit
            credits_[place] += credit
    for name, debit, credit in zip(
        ("saldo awal", "mutasi", "saldo"), debits, credits_, strict=True
    ):
        check_equal(f"Jumlah {name} debet", debit, f"jumlah {name} kredit", credit)
    first, moves, last = map(from_sen, debits)
    rows.append(Row((None, "Jumlah debet", first, moves, None, last), "subtotal"))
    first, moves, last = map(from_sen, credits_)
    rows.append(Row((None, "Jumlah kredit", first, None, moves, last), "total"))
    return statement(
        scope,
        "neraca-saldo",
        "Neraca Saldo",
        (Table("neraca_saldo", "", _COLUMNS, tuple(rows)),),
        notes=("Saldo dalam kurung adalah saldo kredit.", *_unclosed(scope, opening)),
        signed=True,
    )


def _unclosed(scope: Scope, opening: dict[str, int]) -> tuple[str, ...]:
    """Says so when result accounts start the year with a balance, which surprises at first."""
    if scope.first != scope.year_start:
        return ()
    if not any(sen for name, sen in opening.items() if name.startswith(("Pendapatan:", "Beban:"))):
        return ()
    return ("Akun hasil usaha tahun lalu belum ditutup; saldo awalnya masih memuat SHU itu.",)
