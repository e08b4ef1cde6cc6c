"""What the journal accepted stays readable when the door becomes stricter (decision 12)."""

from pathlib import Path

import pytest
from journal_books import (
    a_book,
    event,
    failures,
    make_book,
    record_all,
    rich_events,
    setup_events,
    text_of,
)

from koperasi_ledger.model import fields
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import from_canonical
from koperasi_ledger.workflows.rebuild import rebuild_journal


@pytest.fixture
def stricter(monkeypatch: pytest.MonkeyPatch) -> None:
    """As of today no text at all is accepted."""

    def refuse(value: str) -> str:
        raise ValueError(f"{value} tidak diterima lagi")

    monkeypatch.setattr(fields, "clean_text", refuse)


def test_a_book_outlives_the_checks_it_was_written_under(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder = make_book(tmp_path / "buku", rich_events())
    before = text_of(folder)
    request.getfixturevalue("stricter")
    assert failures(folder) == []
    (folder / "jurnal.db").unlink()
    rebuild_journal(folder, lambda _: None)
    assert text_of(folder) == before
    with a_book(folder) as book:
        joined = event("member_joined", "2026-06-30", "AGT-9", member="A-9", name="Wayan")
        with pytest.raises(Refusal, match="tidak diterima lagi"):
            record_all(book, [joined])


def test_reversing_reads_what_was_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = event("simpanan_pokok_paid", "2026-01-05", "P", member="A-1", amount="100000")
    folder = make_book(tmp_path / "buku", [*setup_events(), {**noted, "via": "kas", "note": "Ω"}])
    monkeypatch.setattr(fields, "_REFUSED_CATEGORIES", frozenset({"Lu"}))
    with a_book(folder) as book:
        undone = event("event_reversed", "2026-01-06", "B", target="P", reason="keliru")
        assert record_all(book, [undone]).new == 1


@pytest.mark.parametrize("char", ["\\n", "\\u202e", "\\u2028", "\\u0085", "\\\\", "\\ud800"])
def test_what_was_never_accepted_is_not_readable_either(char: str) -> None:
    closed = '{"date":"2026-01-31","kind":"month_closed","month":"2026-01"'
    body = f'{closed},"note":"a{char}b","ref":"R"}}'
    with pytest.raises(ValueError, match=r"note|JSON"):
        from_canonical(body)
