"""Nothing that click says itself stays English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import cli.koperasi_bahasa as words

import click  # isort: skip - after the module that translates it


def _asked() -> Iterator[tuple[str, ...]]:
    """Every text for which click's sources ask gettext: (message,) or (singular, plural)."""
    for path in sorted(Path(click.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                texts = [
                    arg.value
                    for arg in node.args
                    if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                ]
                if node.func.id == "_" and texts:
                    yield (texts[0],)
                elif node.func.id == "ngettext":
                    yield texts[0], texts[1]


def test_everything_click_can_say_is_translated() -> None:
    asked = list(_asked())
    assert len(asked) > 50
    missing = [
        texts
        for texts in asked
        if not words.known(*texts) and not (set(texts) & words.FOR_PROGRAMMERS)
    ]
    assert missing == []


def test_translations_use_only_what_click_fills_in() -> None:
    field = re.compile(r"\{(\w+)[^}]*\}")
    for texts in _asked():
        if not words.known(*texts):
            continue
        said = (
            words.translate(texts[0])
            if len(texts) == 1
            else words.translate_numbered(texts[0], texts[1], 2)
        )
        filled = {name for text in texts for name in field.findall(text)}
        assert set(field.findall(said)) <= filled, texts


def test_click_was_given_the_words_wherever_it_was_imported() -> None:
    assert click.core._("Options") == "Pilihan"  # type: ignore[attr-defined]
    assert click.exceptions.ngettext(  # type: ignore[attr-defined]
        "Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 2
    ).startswith("Maksudnya salah satu")


def test_other_messages_pass_through() -> None:
    assert words.translate("something else") == "something else"
    assert words.translate_numbered("{n} thing", "{n} things", 2) == "{n} things"
