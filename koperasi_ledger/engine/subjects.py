"""Which module of this package knows a class of events."""

from functools import cache
from importlib import import_module
from types import ModuleType

from koperasi_ledger.model.events import AnyEvent


@cache
def subject_of(kind: type[AnyEvent]) -> ModuleType:
    """The module that has the `change` of these events, and their `undo` if they need one.

    It is named as the module of the events is, and loaded with its rules when it is first needed.
    """
    return import_module(f"{__package__}.{kind.__module__.rpartition('.')[2]}")
