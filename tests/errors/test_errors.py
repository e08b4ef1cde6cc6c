"""Every way to be refused: NAME.jsonl provokes it with its last line, NAME.txt is the message.

`KOPERASI_TULIS=1 pytest tests/errors` writes the messages anew; read the diff.
"""

import inspect
import os
import pkgutil
import re
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest
from book_fold import Fold

from koperasi_ledger.journal.store import connect
from koperasi_ledger.model import entry as entry_module
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.rules import errors as rule_errors
from koperasi_ledger.workflows.book import Book, Settings
from koperasi_ledger.workflows.reading import read_event
from koperasi_ledger.workflows.recording import Stamp, record_text

HERE = Path(__file__).parent
NOW = Stamp("bendahara", datetime(2026, 12, 31, 3, 0, tzinfo=UTC))
ENGLISH = re.compile(r"\b(the|is|are|not|must|invalid|error|value|with|already|unknown)\b")


RULE_MODULES = [
    import_module(found.name)
    for found in pkgutil.iter_modules(rule_errors.__path__, f"{rule_errors.__name__}.")
]


def refusals() -> dict[str, type[Refusal]]:
    """The refusal classes of rules and model, but for those of money, which have their own test."""
    return {
        name: cls
        for module in (*RULE_MODULES, entry_module)
        for name, cls in inspect.getmembers(module, inspect.isclass)
        if issubclass(cls, Refusal) and cls.__module__ == module.__name__
    }


def test_every_refusal_of_the_rules_is_handed_out_by_the_package() -> None:
    found = {
        name: cls for name, cls in refusals().items() if cls.__module__ != entry_module.__name__
    }
    listed = {
        name: getattr(import_module(f"{rule_errors.__name__}.{subject}"), name)
        for subject, names in rule_errors.SUBJECTS.items()
        for name in names
    }
    assert listed == found
    assert {name: getattr(rule_errors, name) for name in listed} == found


def lines_of(name: str) -> list[str]:
    return (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)


def test_every_refusal_has_a_file_that_provokes_it() -> None:
    assert {path.stem for path in HERE.glob("*.jsonl")} == set(refusals())
    assert {path.stem for path in HERE.glob("*.txt")} == set(refusals())


@pytest.mark.parametrize("name", sorted(refusals()))
def test_the_rule_refuses_and_the_books_stay(name: str) -> None:
    *before, last = [read_event(line, name) for line in lines_of(name)]
    fold = Fold().add_all(before)
    state, text = fold.state(), fold.printed()
    with pytest.raises(refusals()[name]) as caught:
        fold.add(last)
    assert type(caught.value) is refusals()[name]
    assert (fold.state(), fold.printed()) == (state, text)


@pytest.mark.parametrize("name", sorted(refusals()))
def test_the_message_says_what_where_and_how_to_mend_it(name: str, tmp_path: Path) -> None:
    *before, last = lines_of(name)
    book = Book(tmp_path, Settings(), connect(str(tmp_path / "jurnal.db"), create=True), print)
    try:
        if before:
            record_text(book, before, "berkas", NOW)
        head, files = book.journal.head(), sorted(tmp_path.rglob("*.*"))
        with pytest.raises(Refusal) as caught:
            record_text(book, [*before, last], f"{name}.jsonl", NOW)
        refusal = caught.value
        assert not isinstance(refusal, Refusals)
        assert book.journal.head() == head
        assert sorted(tmp_path.rglob("*.*")) == files
    finally:
        book.journal.close()
    message = f"{refusal}\n"
    assert refusal.what[-1] in ".?"
    assert refusal.where.startswith(f"{name}.jsonl baris {len(before) + 1} (")
    assert refusal.remedy.endswith(".")
    assert not ENGLISH.search(message)
    expected = HERE / f"{name}.txt"
    if os.environ.get("KOPERASI_TULIS") == "1":
        expected.write_text(message, encoding="utf-8", newline="\n")
    assert message == expected.read_text(encoding="utf-8")
