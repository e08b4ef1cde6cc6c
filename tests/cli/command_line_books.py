"""A small book to run commands on; a test module asks for it with `pytest_plugins`.

It is no conftest.py because mypy takes the tests for one flat folder, where that name is taken.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Ran, Run, invoke

POLICY = """
[simpanan]
pokok = "100000"
wajib_per_bulan = 20000
wajib_mulai = "bulan-masuk"
wajib_boleh_dicicil = false
wajib_paling_jauh_di_muka = 12
[[simpanan.produk]]
kunci = "sukarela"
nama = "Simpanan Sukarela"
saldo_minimum = "10000"
[unit_usaha.unit]
toko = "Unit Toko"
"""


@pytest.fixture(scope="session")
def _first_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asal") / "buku"
    policy = folder.parent / "kebijakan.toml"
    policy.write_text(POLICY, encoding="utf-8")
    on = ("--tanggal", "2026-01-02")
    for args in (
        ("baru", folder, "--nama", "Koperasi Contoh", "--profil", "kdmp", "--mulai", "2026-01-01"),
        ("kebijakan", "terapkan", policy, "--berlaku", "2026-01-01", "--keputusan", "RAT No. 1"),
        ("anggota", "masuk", "A-0001", "--nama", "Ani Contoh", *on),
        ("anggota", "masuk", "A-0002", "--nama", "Budi Contoh", "--nik", "3201010101800001", *on),
        ("kas", "buka", "bri", "--jenis", "bank", "--nama", "BRI Operasional", "--bank", "BRI",
         "--nomor", "000001000123509", *on),
    ):  # fmt: skip
        ran = invoke("-C", folder, *args)
        assert ran.code == 0, ran
    return folder


@pytest.fixture
def book(_first_book: Path, tmp_path: Path) -> Path:
    """A fresh book: policy of 2026, members A-0001 and A-0002, cash box `kas`, bank `bri`."""
    return Path(shutil.copytree(_first_book, tmp_path / "buku"))


@pytest.fixture
def run(book: Path) -> Run:
    """Runs a command on the book."""

    def on_book(*args: object, stdin: str | None = None) -> Ran:
        return invoke("-C", book, *args, stdin=stdin)

    return on_book


@pytest.fixture
def ok(run: Run) -> Run:
    """Runs a command on the book that must succeed."""

    def succeed(*args: object, stdin: str | None = None) -> Ran:
        ran = run(*args, stdin=stdin)
        assert ran.code == 0, ran
        assert not ran.err, ran
        return ran

    return succeed


@pytest.fixture
def events(book: Path) -> Callable[[], list[dict[str, Any]]]:
    """The events in the book's text, oldest first."""

    def read() -> list[dict[str, Any]]:
        files = sorted((book / "events").glob("*.jsonl"))
        lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
        found = [json.loads(line) for line in lines]
        return [item["event"] for item in sorted(found, key=lambda item: item["seq"])]

    return read
