"""Policy events: which rule they go through."""

from koperasi_ledger.books import Books
from koperasi_ledger.engine.history import History
from koperasi_ledger.model.events.policies import PolicyEvent
from koperasi_ledger.rules import adoption
from koperasi_ledger.rules.change import Change


def change(event: PolicyEvent, books: Books, history: History) -> Change:  # noqa: ARG001 - one shape for all subjects
    """What adopting a policy does."""
    names = adoption.section_names(event.policy)
    sections = [books.section(name) for name in names]
    return adoption.adopt(event, sections, books.period(), books.chart())
