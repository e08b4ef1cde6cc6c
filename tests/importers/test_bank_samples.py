"""Every sample of the banks reads as expected.json says; every hostile file ends as it says."""

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from koperasi_ledger.importers.readers import read_statement
from koperasi_ledger.importers.statement import to_json
from koperasi_ledger.model.errors import Refusal

DATA = Path(__file__).parent.parent / "data" / "bank"
SAMPLES: dict[str, dict[str, Any]] = json.loads((DATA / "expected.json").read_text("utf-8"))[
    "samples"
]


def _of(*outcomes: str) -> list[str]:
    return [name for name, sample in SAMPLES.items() if sample["outcome"] in outcomes]


@pytest.mark.parametrize("name", _of("accepted", "refused_or_split"))
def test_accepted_sample_reads_exactly(name: str) -> None:
    read: Any = to_json(read_statement((DATA / name).read_bytes(), name))["rekening_koran"]
    expected = SAMPLES[name].get("statements") or [SAMPLES[name]["statement"]]
    for statement, was in zip(expected, read, strict=True):
        # What the file does not state may also be null: BNI's account is only in the file's name.
        for key in statement.pop("derived", ()):
            if was[key] is None:
                statement[key] = None
    for statement in read:
        for line in statement["baris"]:
            line.pop("acuan_bank")
    assert read == expected


@pytest.mark.parametrize("name", _of("refused"))
def test_hostile_sample_is_refused_with_place_and_remedy(name: str) -> None:
    data = (DATA / name).read_bytes()
    tracemalloc.start()
    with pytest.raises(Refusal) as caught:
        read_statement(data, name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    row = SAMPLES[name].get("first_bad_line")
    assert caught.value.where.startswith(f"{name}, baris {row}" if row else name)
    assert caught.value.remedy
    assert peak < 3_000_000


def test_every_layout_and_every_hostile_file_are_here() -> None:
    present = {str(path.relative_to(DATA)) for path in DATA.rglob("*.*") if path.is_file()}
    assert present - {"expected.json", "README.md"} == set(SAMPLES)
