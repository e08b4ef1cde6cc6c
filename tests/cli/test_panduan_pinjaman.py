"""The guide on loans is true: its policy is adopted, its commands run, they print what it shows."""

import contextlib
import os
import re
import shlex
from pathlib import Path

from command_line import Ran, invoke

GUIDE = Path(__file__).parents[2] / "docs" / "panduan" / "pinjaman.md"
BLOCK = re.compile(r"```(sh|toml|text)\n(.*?)```", re.DOTALL)


def test_the_story_of_the_guide_happens(tmp_path: Path) -> None:
    last = Ran(0, "", "")
    commands = shown = 0
    with contextlib.chdir(tmp_path):
        for kind, text in BLOCK.findall(GUIDE.read_text(encoding="utf-8")):
            if kind == "toml":
                Path("pinjaman.toml").write_text(text, encoding="utf-8")
            elif kind == "text":
                assert last.out == text
                shown += 1
            else:
                for line in text.splitlines():
                    words = shlex.split(line, comments=True)
                    if words[0] == "cd":
                        os.chdir(words[1])
                        continue
                    last = invoke(*words[1:])
                    assert last.code == 0, (line, last)
                    commands += 1
    assert (commands, shown) == (31, 4)
