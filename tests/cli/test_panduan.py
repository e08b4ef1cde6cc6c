"""The guides are true: every command of memulai.md and the README's tour runs, in its order."""

import contextlib
import io
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import invoke

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "panduan" / "memulai.md"
README = ROOT / "README.md"


def _lines(guide: Path) -> Iterator[str]:
    text = guide.read_text(encoding="utf-8").partition("## Five minutes")
    for block in re.findall(r"```(?:sh|bash)\n(.*?)```", text[2] or text[0], re.DOTALL):
        yield from block.splitlines()


@pytest.mark.parametrize(("guide", "least"), [(GUIDE, 21), (README, 11)], ids=["guide", "readme"])
def test_every_command_of_the_guide_runs(tmp_path: Path, guide: Path, least: int) -> None:
    shown = 0
    places = {"$PWD": str(ROOT), "$(mktemp -d)": str(tmp_path)}
    with contextlib.chdir(tmp_path), contextlib.redirect_stdout(io.StringIO()):
        for line in _lines(guide):
            words = [_filled(word, places) for word in shlex.split(line, comments=True)]
            name, is_set, value = words[0].partition("=")
            if is_set:
                places[f"${name}"] = value
            elif words[0] == "cd":
                os.chdir(words[1])
            elif words[:2] == ["koperasi", "fava"]:  # serves until it is stopped
                shown += 1
            elif words[0] == "sed":
                file = Path(words[-1])
                kept = [
                    each
                    for each in file.read_text("utf-8").splitlines()
                    if not each.startswith("contoh = true")
                ]
                file.write_text("\n".join(kept), encoding="utf-8")
            else:
                assert words[0] == "koperasi", line
                target = Path(words[words.index(">") + 1]) if ">" in words else None
                args = words[1 : words.index(">")] if target else words[1:]
                ran = invoke(*args)
                assert ran.code == 0, (line, ran)
                shown += 1
                if target:
                    target.write_text(ran.out, encoding="utf-8")
    assert shown >= least


def _filled(word: str, places: dict[str, str]) -> str:
    """The word as the shell hands it over, for the few variables the guides use."""
    for name, value in places.items():
        word = word.replace(name, value)
    return word
