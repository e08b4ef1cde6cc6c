"""Agency work and aid of the policy template: off they say nothing, switched on they work."""

import re
import tomllib
from pathlib import Path

import pytest
from command_line import Run
from pydantic import BaseModel

from koperasi_ledger.model.policy import agency, aid
from koperasi_ledger.workflows.policy_template import TEMPLATE
from koperasi_ledger.workflows.policy_template_agency import AGENCY, AID

pytest_plugins = ["command_line_books"]

ON = ("--tanggal", "2026-01-05")
UNITS = '[unit_usaha.unit]\ntoko = "Unit Toko"\n'


def switched_on() -> str:
    """The settings without the mark before them; sentences stay remarks."""
    lines = [
        line.removeprefix("# ") if re.match(r"# (\[|[a-z0-9_-]+ = )", line) else line
        for line in (AGENCY + AID).splitlines()
    ]
    return UNITS + "\n".join(lines) + "\n"


def test_switched_off_the_template_says_nothing_of_agency_and_aid() -> None:
    assert not {"keagenan", "bantuan"} & set(tomllib.loads(TEMPLATE))
    assert AGENCY in TEMPLATE
    assert AID in TEMPLATE
    assert all(line.startswith("#") for line in (AGENCY + AID).splitlines() if line)


def test_switched_on_they_are_adopted_and_work(ok: Run, book: Path) -> None:
    file = book / "agen.toml"
    file.write_text(switched_on(), encoding="utf-8")
    ok("kebijakan", "terapkan", file, "--berlaku", "2026-01-05", "--keputusan", "RAT", *ON)
    ok("agen", "buka", "brilink", *ON)
    ok("agen", "isi", "brilink", "1000000", *ON)
    told = ok("agen", "catat", "--transaksi", "listrik=100000", *ON)
    assert "fee: Rp1.500" in told.out
    assert "saldo brilink: Rp899.000" in told.out
    ok("bantuan", "program", "sembako-2026", "--nama", "Sembako", "--pemberi", "Desa",
       "--barang", "paket=paket", *ON)  # fmt: skip
    got = ok("bantuan", "terima", "sembako-2026", "--barang", "20", "--lokasi", "balai",
             "--berita-acara", "BAST 1", *ON)  # fmt: skip
    assert "sisa paket: 20 paket" in got.out


@pytest.mark.parametrize(
    "section",
    [
        agency.AgencyPolicy,
        agency.AgencyPrincipal,
        agency.AgencyService,
        agency.AgencyFee,
        agency.FeeStep,
        aid.AidPolicy,
    ],
    ids=lambda section: section.__name__,
)
def test_every_key_is_explained(section: type[BaseModel]) -> None:
    for name, field in section.model_fields.items():
        assert re.search(rf"\b{field.alias or name}\b", AGENCY + AID), name
