"""The commented part of the policy template on debts and sharia savings, switched on."""

from pathlib import Path

from command_line import Run, invoke

from koperasi_ledger.workflows.policy_template_contracts import CONTRACTS

pytest_plugins = ["command_line_books"]

SAVINGS = """
[simpanan]
pokok = "100000"
wajib_per_bulan = "20000"
wajib_mulai = "bulan-masuk"
wajib_boleh_dicicil = false
wajib_paling_jauh_di_muka = 12
[[simpanan.produk]]
kunci = "mudharabah"
nama = "Simpanan Mudharabah"
saldo_minimum = "0"
akad = "mudharabah"
"""
ADOPT = ("--berlaku", "2026-02-01", "--keputusan", "RAT No. 2", "--tanggal", "2026-02-01")


def test_the_part_is_in_the_template_and_can_be_adopted(ok: Run, tmp_path: Path) -> None:
    assert CONTRACTS in invoke("kebijakan", "contoh").out
    file = tmp_path / "kebijakan.toml"
    switched_on = "\n".join(line.removeprefix("#") for line in CONTRACTS.splitlines())
    file.write_text(SAVINGS + switched_on, encoding="utf-8")
    ok("kebijakan", "terapkan", file, *ADOPT)
    parts = ok("kebijakan", "lihat", "--tanggal", "2026-02-01", "--json").json["kebijakan"]
    assert {"utang", "syariah"} <= {item["bagian"] for item in parts}


def test_sharia_savings_bear_no_interest(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "kebijakan.toml"
    interest = 'jasa = {metode = "harian", persen_setahun = "3"}\n'
    file.write_text(SAVINGS + interest, encoding="utf-8")
    ran = run("kebijakan", "terapkan", file, *ADOPT)
    assert ran.code == 1
    assert "simpanan syariah tidak berbunga" in ran.err.lower()


def test_accounts_of_the_wrong_side_are_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "kebijakan.toml"
    text = """
[syariah.bagi_hasil]
akun_pendapatan = ["Beban:Usaha:Sewa"]
[[syariah.bagi_hasil.produk]]
kunci = "mudharabah"
nisbah = "40"
"""
    file.write_text(text, encoding="utf-8")
    ran = run("kebijakan", "terapkan", file, *ADOPT)
    assert ran.code == 1
    assert "bukan akun Pendapatan" in ran.err
