"""The statements of the policy template: off it says nothing, switched on it is adopted."""

import re
import tomllib
from pathlib import Path

from command_line import Run

from koperasi_ledger.model.policy.statements import StatementPolicy
from koperasi_ledger.workflows.policy_template import TEMPLATE
from koperasi_ledger.workflows.policy_template_statements import STATEMENTS

pytest_plugins = ["command_line_books"]

ON = ("--berlaku", "2026-01-05", "--keputusan", "RAT", "--tanggal", "2026-01-05")


def switched_on() -> str:
    """The settings without the mark before them; sentences stay remarks."""
    lines = [
        line.removeprefix("# ") if re.match(r'# (\[|[a-z_]+ = |")', line) else line
        for line in STATEMENTS.splitlines()
    ]
    return "\n".join(lines) + "\n"


def test_switched_off_the_template_says_nothing_of_statements() -> None:
    assert "laporan" not in tomllib.loads(TEMPLATE)
    assert STATEMENTS in TEMPLATE
    assert all(line.startswith("#") for line in STATEMENTS.splitlines() if line)


def test_switched_on_it_is_adopted_and_chooses_the_layout(ok: Run, book: Path) -> None:
    file = book / "laporan.toml"
    text = switched_on().replace('rincian = "akun"', 'rincian = "pos"')
    file.write_text(text, encoding="utf-8")
    ok("kebijakan", "terapkan", file, *ON)
    ok("kas", "terima", "900000", "--akun", "Ekuitas:Hibah", "--tanggal", "2026-01-05")
    ok("kas", "bayar", "400000", "--akun", "Aset:Lain:BebanDitangguhkan", "--tanggal", "2026-01-05")
    printed = ok("laporan", "neraca", "--sampai", "2026-01-05").out
    assert "Kas dan setara kas" in printed
    assert "Aset tak berwujud" in printed
    # Before it took effect the books are laid out as their profile says.
    assert "Kas dan setara kas" not in ok("laporan", "neraca", "--sampai", "2026-01-04").out


def test_a_caption_of_another_root_and_an_unknown_account_are_refused(run: Run, book: Path) -> None:
    file = book / "laporan.toml"
    for line, hint in (
        ('"Aset:Lain:BebanDitangguhkan" = "hibah"', "bukan pos Aset"),
        ('"Aset:Kas:Utama" = "piutang_lain"', "tetap pada posnya sendiri"),
        ('"Ekuitas:SHU:TahunLalu" = "cadangan"', "tetap pada posnya sendiri"),
        ('"Aset:TidakAda" = "piutang_lain"', "Aset:TidakAda tidak ada"),
    ):
        file.write_text(f"[laporan.pos]\n{line}\n", encoding="utf-8")
        ran = run("kebijakan", "terapkan", file, *ON)
        assert ran.code == 1
        assert hint in ran.err
    file.write_text('[laporan]\nphu = "c"\n', encoding="utf-8")
    assert "bukan pilihan yang ada" in run("kebijakan", "terapkan", file, *ON).err


def test_every_key_is_explained() -> None:
    for field in StatementPolicy.model_fields.values():
        assert re.search(rf"\b{field.alias}\b", STATEMENTS), field.alias
