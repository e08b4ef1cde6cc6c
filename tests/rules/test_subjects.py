"""Events and records are listed by subject, so that a subject is loaded when it is first met."""

import subprocess
import sys
from importlib import import_module
from typing import get_args

import pytest

from koperasi_ledger.engine.subjects import subject_of
from koperasi_ledger.model import events, records
from koperasi_ledger.model.events.base import Event
from koperasi_ledger.model.events.kinds import Kind
from koperasi_ledger.model.records.base import Record
from koperasi_ledger.rules import errors


def _alias(module: object) -> object:
    (alias,) = [
        value
        for name, value in vars(module).items()
        if name.endswith("Event") and getattr(value, "__name__", None) != name
    ]
    return alias


@pytest.mark.parametrize("subject", events.SUBJECTS)
def test_the_list_of_a_subject_names_all_its_events(subject: str) -> None:
    module = import_module(f"koperasi_ledger.model.events.{subject}")
    here = {
        name
        for name, cls in vars(module).items()
        if isinstance(cls, type)
        and issubclass(cls, Event)
        and cls.__module__ == module.__name__
        and "kind" in cls.__annotations__
        and cls.__name__ == name
    }
    assert here == set(events.SUBJECTS[subject])
    alias = _alias(module)
    assert here == {cls.__name__ for cls in get_args(alias) or (alias,)}


def test_the_type_checker_knows_every_kind_and_no_other() -> None:
    assert sorted(get_args(Kind)) == sorted(events.EVENTS)


@pytest.mark.parametrize("kind", events.EVENTS)
def test_every_kind_is_its_class_under_its_own_name(kind: str) -> None:
    cls = events.EVENTS[kind]
    assert cls.model_fields["kind"].default == kind
    assert getattr(events, cls.__name__) is cls
    assert callable(subject_of(cls).change)


@pytest.mark.parametrize("kind", records.RECORDS)
def test_every_record_kind_is_its_class(kind: str) -> None:
    cls = records.RECORDS[kind]
    assert cls.kind == kind
    assert getattr(records, cls.__name__) is cls


@pytest.mark.parametrize("subject", records.SUBJECTS)
def test_no_stored_record_is_forgotten(subject: str) -> None:
    module = import_module(f"koperasi_ledger.model.records.{subject}")
    keyed = {
        name: cls.kind
        for name, cls in vars(module).items()
        if isinstance(cls, type)
        and issubclass(cls, Record)
        and cls.__module__ == module.__name__
        and "kind" in vars(cls)
    }
    listed = {name: kind for kind, name in records.SUBJECTS[subject].items()}
    parts = {name for name in keyed if name not in listed}
    assert listed.items() <= keyed.items()
    assert parts <= {
        "BorrowingTerms",
        "Heir",
        "Owed",
        "PolicyVersion",
        "PoolPart",
        "SavingsBlock",
        "SettledRun",
        "Tranche",
    }


def test_a_name_that_nobody_has_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="LoanForgotten"):
        events.LoanForgotten  # noqa: B018
    with pytest.raises(AttributeError, match="LoanForgotten"):
        records.LoanForgotten  # noqa: B018


def test_one_kind_loads_one_subject() -> None:
    code = (
        "import sys; from koperasi_ledger.model.events import EVENTS; EVENTS['savings_deposited'];"
        "print([n for n in sys.modules if n.startswith('koperasi_ledger.model.events.')])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "events.savings'" in out.stdout
    assert "events.bank'" not in out.stdout


def test_a_refusal_loads_its_subject_only() -> None:
    code = (
        "import sys; from koperasi_ledger.rules.errors import BalanceTooLow; import koperasi_ledger"
        ".rules.errors as e; assert e.BalanceTooLow is BalanceTooLow;"
        "print([n for n in sys.modules if n.startswith('koperasi_ledger.rules.errors.')])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout == "['koperasi_ledger.rules.errors.savings']\n"
    with pytest.raises(AttributeError, match="LoanForgotten"):
        errors.LoanForgotten  # type: ignore[attr-defined] # noqa: B018
