"""The store of the policy template: off it says nothing, switched on it is adopted and sells."""

import re
import tomllib
from pathlib import Path

import pytest
from command_line import Run
from pydantic import BaseModel

from koperasi_ledger.model.policy import store
from koperasi_ledger.workflows.policy_template import TEMPLATE
from koperasi_ledger.workflows.policy_template_store import STORE

pytest_plugins = ["command_line_books"]

ON = ("--tanggal", "2026-01-05")


def switched_on() -> str:
    """The settings without the mark before them; sentences stay remarks."""
    lines = [
        line.removeprefix("# ") if re.match(r"# (\[|[a-z_]+ = )", line) else line
        for line in STORE.splitlines()
    ]
    return "\n".join(lines) + "\n"


def test_switched_off_the_template_says_nothing_of_the_store() -> None:
    assert "toko" not in tomllib.loads(TEMPLATE)
    assert STORE in TEMPLATE
    assert all(line.startswith("#") for line in STORE.splitlines() if line)


def test_switched_on_it_is_adopted_and_sells(ok: Run, book: Path) -> None:
    file = book / "toko.toml"
    file.write_text(switched_on(), encoding="utf-8")
    ok("kebijakan", "terapkan", file, "--berlaku", "2026-01-05", "--keputusan", "RAT", *ON)
    ok("toko", "barang", "tambah", "urea", "--nama", "Urea", "--satuan", "kg", "--golongan",
       "pupuk", *ON)  # fmt: skip
    ok("toko", "barang", "harga", "urea", "grosir", "1700", *ON)
    ok("toko", "pemasok", "pihc", "--nama", "Pupuk Indonesia", *ON)
    ok("toko", "terima", "pihc", "F-1", "--barang", "urea=500:Rp800.000", "--lokasi", "gudang", *ON)
    sold = ok("toko", "jual", "--barang", "urea=100", "--tingkat", "grosir", "--lokasi", "gudang",
              "--bayar", "qris", *ON)  # fmt: skip
    assert "jumlah: Rp170.000" in sold.out


@pytest.mark.parametrize(
    "section",
    [store.StorePolicy, store.Tier, store.Location, store.MemberCredit],
    ids=lambda section: section.__name__,
)
def test_every_key_is_explained(section: type[BaseModel]) -> None:
    for field in section.model_fields.values():
        assert re.search(rf"\b{field.alias}\b", STORE), field.alias
