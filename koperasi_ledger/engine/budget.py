"""Budgets: adopted, revised by a later event, undone latest first."""

from koperasi_ledger.books import Books
from koperasi_ledger.engine.history import History
from koperasi_ledger.model.events.budget import BudgetEvent
from koperasi_ledger.model.records.budget import Budget
from koperasi_ledger.rules import planning
from koperasi_ledger.rules.change import Change

GOES_BACK = frozenset({Budget.kind})
"""The records that a reversal sets back to what they were: latest first."""


def change(event: BudgetEvent, books: Books, history: History) -> Change:  # noqa: ARG001 - one shape for all subjects
    """What adopting a budget does.

    Raises:
        UnknownAccount, UnknownUnit: a line names what is not there.
        BudgetOutOfOrder: see `planning.adopt`.
    """
    for line in event.lines:
        books.account(line.account)
        books.check_unit(line.unit, event.date)
    return planning.adopt(event, books.find(Budget, str(event.year)))
