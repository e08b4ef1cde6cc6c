"""Every command, as a newcomer meets it: help, example, a line in the guide, Indonesian words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Run, invoke

import cli.koperasi

import click  # isort: skip - after the module that translates it

pytest_plugins = ["command_line_books"]

GUIDE = Path(__file__).parents[2] / "docs" / "panduan" / "perintah.md"

ENGLISH = re.compile(
    r"\b(Error|Usage|Invalid|Missing|[Oo]ptions?|OPTIONS|COMMAND|ARGS|Try|Aborted|required|default"
    r"|No such|argument|Show|TEXT|INTEGER|PATH|DIRECTORY|Traceback|Got|does not|is not"
    r"|[Nn]ot found|unexpected|value|failed|Commands?|None|True|False)\b"
)


def commands() -> Iterator[tuple[str, ...]]:
    """The words of every command and group."""
    root = cli.koperasi.koperasi
    context = click.Context(root, info_name="koperasi")
    for name in root.list_commands(context):
        yield from _below((name,), root.get_command(context, name))


def _below(words: tuple[str, ...], command: click.Command | None) -> Iterator[tuple[str, ...]]:
    yield words
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from _below((*words, name), child)


@pytest.mark.parametrize("words", [(), *commands()], ids=" ".join)
def test_help_explains_gives_an_example_and_is_indonesian(words: tuple[str, ...]) -> None:
    ran = invoke(*words, "--help")
    assert ran.code == 0
    assert not ran.err
    assert f"Cara pakai: koperasi {' '.join(words)}".rstrip() in ran.out
    assert "Contoh:" in ran.out
    example = f"koperasi {' '.join(words)}".rstrip()
    joined = " ".join(ran.out.split())
    assert joined.count(example) >= 2, "the usage line, and an example of this very command"
    assert not ENGLISH.findall(ran.out)
    assert invoke(*words, "-h").out == ran.out


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_every_command_has_its_line_in_the_guide(words: tuple[str, ...]) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert re.search(rf"`koperasi {' '.join(words)}\b", text), f"koperasi {' '.join(words)}"


def test_the_guide_names_only_commands_that_exist() -> None:
    known = {" ".join(words) for words in commands()}
    groups = {words[0] for words in commands() if len(words) > 1}
    for line in GUIDE.read_text(encoding="utf-8").splitlines():
        match = re.match(r"\| `koperasi ([a-z-]+)(?: ([a-z-]+))?\b", line)
        if match:
            name = f"{match[1]} {match[2]}" if match[1] in groups and match[2] else match[1]
            assert name in known, line


WRONG = [
    ("tidakada",),
    ("simpann", "saldo", "A-0001"),
    ("simpanan", "wajib"),
    ("simpanan", "wajib", "A-0001"),
    ("simpanan", "wajib", "A-0001", "20000", "berlebih"),
    ("simpanan", "wajib", "A-0001", "-20000"),
    ("simpanan", "setor", "A-0001"),
    ("simpanan", "saldo", "A-0001", "--jsn"),
    ("simpanan", "saldo", "A-0001", "--json=ya"),
    ("anggota", "daftar", "--status", "pergi"),
    ("anggota", "ubah", "A-0001"),
    ("anggota", "meninggal", "A-0001"),
    ("kas", "terima", "50000"),
    ("kas", "terima", "50000", "--akun", "6113", "--rinci", "6113=50000"),
    ("kas", "pindah", "50000", "--dari", "kas"),
    ("kas", "pindah", "50000", "--dari", "kas", "--ke", "kas"),
    ("baru", "x", "--nama", "X", "--profil", "bank", "--mulai", "2026-01-01"),
    ("saldo-awal",),
    ("kebijakan",),
    ("kebijakan", "terapkan"),
    ("--tidak-ada",),
    ("-C",),
]


@pytest.mark.parametrize("args", WRONG, ids=" ".join)
def test_wrong_usage_is_told_in_indonesian(run: Run, args: tuple[str, ...]) -> None:
    ran = run(*args)
    assert ran.code == 2
    assert not ran.out
    assert re.search("Salah pakai|Cara pakai", ran.err)
    assert not ENGLISH.findall(ran.err), ran.err


def test_a_misspelt_command_is_answered_with_the_nearest(run: Run) -> None:
    assert "Maksudnya simpanan?" in run("simpann").err


SHOWING = [
    ("status",),
    ("anggota", "daftar"),
    ("anggota", "lihat", "A-0001"),
    ("simpanan", "saldo", "A-0001"),
    ("simpanan", "tunggakan"),
    ("kas", "daftar"),
    ("kas", "akun"),
    ("kebijakan", "lihat"),
    ("tutup", "bulan", "2026-01", "--periksa"),
]


@pytest.mark.parametrize("args", SHOWING, ids=" ".join)
def test_what_shows_something_shows_it_to_programs_too(run: Run, args: tuple[str, ...]) -> None:
    ran = run(*args, "--json")
    assert ran.code == 0, ran
    _check_json(ran.json)
    shown = run(*args)
    assert shown.code == 0
    assert shown.out
    assert "\x1b" not in shown.out
    assert not ENGLISH.findall(shown.out)


def _check_json(value: object) -> None:
    """Keys are snake_case (or account, member, product keys); no amount is a JSON number."""
    if isinstance(value, dict):
        for key, inner in value.items():
            assert re.fullmatch(r"[A-Za-z0-9_:-]+", key), key
            _check_json(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_json(inner)
    else:
        assert not isinstance(value, float)
