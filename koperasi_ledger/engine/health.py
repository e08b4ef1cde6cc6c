"""Answers of the health assessment's questionnaires; undone latest first."""

from koperasi_ledger.books import Books
from koperasi_ledger.engine.history import History
from koperasi_ledger.model.events.health import HealthEvent
from koperasi_ledger.model.records.health import HealthAnswers
from koperasi_ledger.rules import planning
from koperasi_ledger.rules.change import Change

GOES_BACK = frozenset({HealthAnswers.kind})
"""The records that a reversal sets back to what they were: latest first."""


def change(event: HealthEvent, books: Books, history: History) -> Change:  # noqa: ARG001 - one shape for all subjects
    """What answering questionnaires does.

    Raises:
        AnsweredTooEarly: see `planning.answer`.
    """
    return planning.answer(event, books.find(HealthAnswers, str(event.year)))
