"""However a command ends: one sentence, an exit code, never a traceback."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Run, invoke

pytest_plugins = ["command_line_books"]

KOPERASI = str(Path(sys.executable).with_name("koperasi"))


@pytest.fixture(autouse=True)
def _own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("KOPERASI_DEBUG", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def _break(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr("koperasi_ledger.workflows.status.status", broken)


def test_the_unexpected_is_one_sentence_and_a_private_log(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    error = ValueError("postgresql://kasir:p@rahasia@server/buku password=rahasia")
    error.__cause__ = KeyError("Siti Rahasia")
    _break(monkeypatch, error)
    ran = run("status")
    assert ran.code == 1
    assert not ran.out
    assert "tidak terduga" in ran.err
    assert "Traceback" not in ran.err
    logs = list((tmp_path / "state" / "koperasi").iterdir())
    assert len(logs) == 1
    assert str(logs[0]) in ran.err
    assert stat.S_IMODE(logs[0].stat().st_mode) == 0o600
    text = logs[0].read_text(encoding="utf-8")
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "in broken" in text
    assert "rahasia" not in text.lower()


def test_debug_shows_the_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPERASI_DEBUG", "1")
    _break(monkeypatch, ZeroDivisionError("x"))
    ran = run("status")
    assert ran.code == 1
    assert "Traceback" in ran.err


def test_where_nothing_can_be_logged_the_sentence_still_comes(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "berkas"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(blocked))
    _break(monkeypatch, ZeroDivisionError("x"))
    ran = run("status")
    assert ran.code == 1
    assert "tidak terduga" in ran.err
    assert "Rinciannya" not in ran.err


def test_ctrl_c(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _break(monkeypatch, KeyboardInterrupt())
    ran = run("status")
    assert ran.code == 130
    assert "Dihentikan" in ran.err


def test_a_reader_that_leaves_early_is_no_failure() -> None:
    script = f"set -o pipefail; {KOPERASI} skema | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["{", "0"]
    assert done.stderr == ""


def test_a_reader_that_leaves_between_two_lines_is_no_failure(book: Path) -> None:
    script = f"{KOPERASI} -C '{book}' status | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_a_terminal_without_unicode(book: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp437", "KOPERASI_BUKU": str(book)}
    name = "Ani – “Contoh” Ș"
    told = subprocess.run(
        [KOPERASI, "anggota", "masuk", "A-0009", "--nama", name, "--tanggal", "2026-01-05"],
        capture_output=True, encoding="cp437", check=False, env=environment,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    shown = subprocess.run(
        [KOPERASI, "anggota", "lihat", "A-0009"],
        capture_output=True, encoding="cp437", check=False, env=environment,
    )  # fmt: skip
    assert shown.stdout.splitlines()[0] == 'A-0009 Ani - "Contoh" ?'
    as_json = invoke("-C", book, "anggota", "lihat", "A-0009", "--json")
    assert as_json.json["nama"] == name


def test_a_login_without_a_name_and_a_bad_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPERASI_PENGGUNA", "Sari\x1b[31m")
    ran = run("simpanan", "wajib", "A-0001", "20000", "--tanggal", "2026-01-05")
    assert ran.code == 1
    assert "KOPERASI_PENGGUNA" in ran.err
    monkeypatch.setenv("KOPERASI_PENGGUNA", "")

    def nobody() -> str:
        raise OSError("no name")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert run("simpanan", "wajib", "A-0001", "20000", "--tanggal", "2026-01-05").code == 0


def test_no_book_here(tmp_path: Path) -> None:
    ran = invoke("-C", tmp_path, "status")
    assert ran.code == 1
    assert "bukan buku koperasi" in ran.err
    assert "koperasi baru" in ran.err


def test_without_a_command_help_or_the_state_of_the_book(run: Run, tmp_path: Path) -> None:
    assert "Cara pakai" in invoke("-C", tmp_path).out
    assert "Koperasi Contoh" in run().out


def test_version() -> None:
    assert invoke("--version").out.startswith("koperasi ")
