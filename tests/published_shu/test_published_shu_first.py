"""The first published cases (`tests/data/shu`) through the command, as scripts would run them."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import cli.koperasi

from click.testing import CliRunner  # isort: skip - after the module that translates click

D = Decimal
Case = dict[str, Any]
DATA = Path(__file__).parent.parent / "data" / "shu" / "published.json"
CASES: dict[str, Case] = {case["id"]: case for case in json.loads(DATA.read_text("utf-8"))["cases"]}


def simulate(file: dict[str, Any]) -> dict[str, Any]:
    ran = CliRunner(env={"KOPERASI_BUKU": None}).invoke(
        cli.koperasi.koperasi, ["shu", "simulasi", "-", "--json"], input=json.dumps(file)
    )
    assert (ran.exit_code, ran.stderr) == (0, "")
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def one_member_file(case: Case, scale: str = "1") -> dict[str, Any]:
    """The member of the page, one with the rest of every base, and a fund with the rest to 100."""
    inputs = case["inputs"]
    rows = [
        {
            "pos": pool["pos"],
            "persen": f"{(D(pool['persen']) * D(scale)).normalize():f}",
            "tujuan": "anggota",
            "dasar": pool["pos"],
        }
        for pool in inputs["pools"]
    ]
    rest = 100 - sum(D(row["persen"]) for row in rows)
    own = {pool["pos"]: pool["dasar_anggota"] for pool in inputs["pools"]}
    others = {
        pool["pos"]: str(D(pool["total_dasar"]) - D(pool["dasar_anggota"]))
        for pool in inputs["pools"]
    }
    return {
        "shu": inputs["shu"],
        "dari_anggota": inputs.get("shu_dari_anggota", inputs["shu"]),
        "bagikan_non_anggota": False,
        "alokasi": [{"pos": "cadangan", "persen": f"{rest:f}", "tujuan": "dana"}, *rows],
        "anggota": [{"nomor": "A", "dasar": own}, {"nomor": "B", "dasar": others}],
    }


@pytest.mark.parametrize("name", ["T1", "T3", "T5"])
def test_a_member_gets_what_the_page_prints(name: str) -> None:
    result = simulate(one_member_file(CASES[name]))
    slip = result["anggota"][0]
    printed = CASES[name]["expected"]["diterbitkan"]
    assert {**slip["bagian"], "jumlah": slip["jumlah"]} == printed


def test_only_what_members_earned_is_shared() -> None:
    case = CASES["T9"]
    # The pools are 30 % and 70 % of the members' 40 %.
    file = one_member_file(case, "0.4")
    result = simulate(file)
    assert (result["dibagikan"], result["tidak_dibagikan"]["jumlah"]) == ("200000000", "80000000")
    pools = {row["pos"]: row["jumlah"] for row in result["pos"]}
    assert pools["jasa_modal"] == case["expected"]["pool"]["jasa_modal"]
    assert pools["jasa_usaha"] == case["expected"]["pool"]["jasa_usaha"]
    # 55.584,51 and 131.620,44 in whole rupiah; the page prints tens.
    assert result["anggota"][0]["bagian"] == {"jasa_modal": "55585", "jasa_usaha": "131620"}
    tens = simulate(file | {"pembulatan": "10", "sisa_ke": "cadangan"})
    assert tens["anggota"][0]["jumlah"] == case["expected"]["diterbitkan"]["jumlah"]


@pytest.mark.parametrize(("name", "miss"), [("T8", -1), ("F1-2025", 1)])
def test_the_pools_add_up_where_the_printed_ones_miss(name: str, miss: int) -> None:
    expected = CASES[name]["expected"]
    file = {
        "shu": expected["shu"],
        "bagikan_non_anggota": True,
        "alokasi": [
            {"pos": line["pos"], "persen": line["persen"], "tujuan": "dana"}
            for line in expected["alokasi"]
        ],
    }
    pools = {row["pos"]: row["jumlah"] for row in simulate(file)["pos"]}
    assert pools == {line["pos"]: line["sisa_terbesar"] for line in expected["alokasi"]}
    printed = {line["pos"]: line["diterbitkan"] for line in expected["alokasi"]}
    assert sum(map(D, printed.values())) - D(expected["shu"]) == miss
    reserve = simulate(file | {"sisa_ke": "cadangan"})["pos"]
    assert {row["pos"]: row["jumlah"] for row in reserve} == printed | expected["sisa_ke_cadangan"]
