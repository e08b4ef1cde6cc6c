"""The guide is true: every command of memulai.md runs, in its order, from nothing."""

import contextlib
import io
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from command_line import invoke

GUIDE = Path(__file__).parents[2] / "docs" / "panduan" / "memulai.md"


def _lines() -> Iterator[str]:
    for block in re.findall(r"```sh\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL):
        yield from block.splitlines()


def test_every_command_of_the_guide_runs(tmp_path: Path) -> None:
    shown = 0
    with contextlib.chdir(tmp_path), contextlib.redirect_stdout(io.StringIO()):
        for line in _lines():
            words = shlex.split(line, comments=True)
            if words[0] == "cd":
                os.chdir(words[1])
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
    assert shown > 20
