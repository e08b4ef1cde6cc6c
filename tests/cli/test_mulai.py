"""What a command loads at its start: its own subject, and nothing that only others need."""

import subprocess
import sys
from pathlib import Path

from command_line import invoke

STRANGERS = {
    "koperasi_ledger.model.events.cooperative",
    "koperasi_ledger.model.records.bank",
    "koperasi_ledger.model.records.taxes",
    "koperasi_ledger.rules.errors.loans",
    "koperasi_ledger.rules.errors.sharia",
    "koperasi_ledger.rules.reversal",
    "koperasi_ledger.reports.query",
    "koperasi_ledger.workflows.policy_template",
}


def test_one_receipt_loads_nothing_of_other_subjects(tmp_path: Path) -> None:
    book, file = tmp_path / "buku", tmp_path / "satu.jsonl"
    made = invoke("baru", book, "--nama", "Uji", "--profil", "ksp", "--mulai", "2026-01-01")
    assert made.code == 0, made.err
    for ref in ("R-1", "R-2"):
        file.write_text(
            f'{{"kind":"receipt_recorded","date":"2026-01-02","ref":"{ref}","via":"kas",'
            '"lines":[{"account":"Ekuitas:Hibah","amount":"5000"}]}\n',
            encoding="utf-8",
        )
        if ref == "R-1":  # the first event of a month prints the chart, too
            assert invoke("-C", book, "catat", file).code == 0
    code = (
        "import sys; from cli.koperasi import main\n"
        f"sys.argv = ['koperasi', '-C', {str(book)!r}, 'catat', {str(file)!r}]\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        f"loaded = sorted({STRANGERS!r} & sys.modules.keys())\n"
        "sys.exit(f'loaded {loaded}' if loaded else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
