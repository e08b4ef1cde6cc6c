"""The engine: one event applied to the books, through exactly one rule; see `dispatch`."""

from koperasi_ledger.engine.dispatch import apply
from koperasi_ledger.engine.history import Applied, History, Past

__all__ = ["Applied", "History", "Past", "apply"]
