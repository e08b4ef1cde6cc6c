"""The loans of the policy template: switched on, they are adopted; every key is explained."""

import tomllib
from pathlib import Path

import pytest
from command_line import Run
from pydantic import BaseModel

from koperasi_ledger.model.policy import loans
from koperasi_ledger.workflows.policy import read_policy
from koperasi_ledger.workflows.policy_template import MARK, TEMPLATE
from koperasi_ledger.workflows.policy_template_loans import LOANS, switched_on

pytest_plugins = ["command_line_books"]

SECTIONS: list[type[BaseModel]] = [
    loans.LoanProduct,
    loans.LoanRounding,
    loans.PenaltyRule,
    loans.SettlementRule,
    loans.LoanFee,
    loans.LoanLimits,
    loans.QualityPolicy,
    loans.OverdueGroup,
    loans.ProvisionPolicy,
    loans.ProvisionRates,
]


def decided(text: str) -> str:
    return text.replace(f"{MARK} = true", f"# {MARK}")


def test_switched_off_the_template_says_nothing_of_loans() -> None:
    assert "pinjaman" not in tomllib.loads(TEMPLATE)
    assert LOANS in TEMPLATE
    assert all(line.startswith("#") for line in LOANS.splitlines())


def test_switched_on_it_is_adopted_and_lends(ok: Run, book: Path) -> None:
    file = book / "pinjaman.toml"
    file.write_text(switched_on(LOANS), encoding="utf-8")
    ok("kebijakan", "terapkan", file, "--berlaku", "2026-01-05", "--tanggal", "2026-01-05",
       "--keputusan", "RAT")  # fmt: skip
    on = ("--tanggal", "2026-01-05")
    ok("pinjaman", "ajukan", "A-0001", "5000000", "--tenor", "10", *on)
    ok("kas", "terima", "10000000", "--akun", "Ekuitas:Hibah", *on)
    refused = ok("pinjaman", "jadwal", "PJ-2026-0001", *on, "--json").json
    assert len(refused["angsuran"]) == 10


def test_the_whole_template_switched_on_is_a_policy(tmp_path: Path) -> None:
    file = tmp_path / "kebijakan.toml"
    file.write_text(decided(TEMPLATE.replace(LOANS, switched_on(LOANS))), encoding="utf-8")
    assert {"simpanan", "pinjaman", "bank"} <= set(read_policy(file))


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__)
def test_every_key_is_explained(section: type[BaseModel]) -> None:
    for name, field in section.model_fields.items():
        key = field.alias or name
        assert (
            f"{key} = " in LOANS
            or f"pinjaman.produk.{key}]" in LOANS
            or (f"[pinjaman.penyisihan.{key}]" in LOANS)
        ), key
