"""The guide names every format with its `--bank` and says which of them nobody could confirm."""

from pathlib import Path

import pytest

from koperasi_ledger.importers.readers import READERS, Reader

GUIDE = Path(__file__).parents[2] / "docs" / "panduan" / "format-bank.md"
ROWS = [line for line in GUIDE.read_text("utf-8").splitlines() if line.startswith("| ")]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_every_format_is_in_the_guide(reader: Reader) -> None:
    if reader.name in {"mt940", "camt053"}:  # they are standards, told below the table
        assert "MT940 dan CAMT.053" in GUIDE.read_text("utf-8")
        return
    (row,) = [line for line in ROWS if f"| `{reader.name}` |" in line]
    assert row.startswith(f"| {reader.label} |")
    assert ("belum terkonfirmasi" in row) is not reader.confirmed
