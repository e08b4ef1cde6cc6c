"""The guide on agency and aid is true: its commands run in their order."""

import contextlib
import re
import shlex
from pathlib import Path

import pytest
from command_line import Run
from test_kebijakan_agen import switched_on

pytest_plugins = ["command_line_books"]

GUIDE = Path(__file__).parents[2] / "docs" / "panduan" / "keagenan-bantuan.md"
SECOND = "KPM-002,Darto Contoh,RT 02,beras,10\n"


def blocks() -> list[str]:
    """The commands of the guide, one a line."""
    text = GUIDE.read_text(encoding="utf-8")
    found = re.findall(r"```bash\n(.*?)```", text, re.DOTALL)
    return [line for block in found for line in block.splitlines()]


def test_every_command_of_the_guide_runs(ok: Run, tmp_path: Path) -> None:
    policy = tmp_path / "kebijakan.toml"
    more = 'ppob = { nama = "PPOB", cara = "saldo" }\npos ='
    policy.write_text(switched_on().replace("pos =", more, 1), encoding="utf-8")
    ok("kebijakan", "terapkan", policy, "--berlaku", "2026-01-02", "--keputusan", "RAT")
    ok("kas", "terima", "30000000", "--akun", "Hibah", "--ke", "kas")
    ok("kas", "bayar", "750000", "--akun", "Aset:Piutang:Lain", "--dari", "kas")
    shown = 0
    with contextlib.chdir(tmp_path):
        handed = "Nomor,Banyak\nKPM-002,10\n"
        (tmp_path / "penyaluran.csv").write_text(handed, encoding="utf-8")
        for line in blocks():
            words = shlex.split(line)
            assert words[0] == "koperasi", line
            target = Path(words[words.index(">") + 1]) if ">" in words else None
            ran = ok(*words[1 : words.index(">")] if target else words[1:])
            shown += 1
            if target is not None:
                target.write_text(ran.out + SECOND, encoding="utf-8")
    assert shown >= 13


@pytest.mark.parametrize("word", ["koperasi agen fee", "koperasi bantuan berita-acara"])
def test_the_guide_tells_the_rest(word: str) -> None:
    assert word in GUIDE.read_text(encoding="utf-8").replace("\n   ", " ")
