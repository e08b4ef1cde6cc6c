"""`koperasi pinjaman simulasi`: what a person reads, what a program reads, what is refused."""

from decimal import Decimal
from pathlib import Path

import pytest
from command_line import Ran, invoke

LOAN = {
    "--pokok": "10000000",
    "--bunga": "24",
    "--tenor": "12",
    "--metode": "flat",
    "--mulai": "2026-01-31",
}


def simulate(*more: str, **changes: str | None) -> Ran:
    """Runs the command on LOAN; `bunga=None` leaves an option out, `pokok="5"` changes it."""
    options = {**LOAN, **{f"--{name.replace('_', '-')}": text for name, text in changes.items()}}
    given = [word for name, text in options.items() if text is not None for word in (name, text)]
    return invoke("pinjaman", "simulasi", *given, *more)


def test_the_schedule_as_json_without_a_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = simulate("--json", tenor="2", bulat="1000", arah="atas", pokok="1000001", desimal="2")
    assert ran.code == 0
    assert ran.json == {
        "angsuran": [
            {
                "ke": 1,
                "jatuh_tempo": "2026-02-28",
                "pokok": "500999.98",
                "jasa": "20000.02",
                "jumlah": "521000",
                "sisa": "499001.02",
            },
            {
                "ke": 2,
                "jatuh_tempo": "2026-03-31",
                "pokok": "499001.02",
                "jasa": "20000.02",
                "jumlah": "519001.04",
                "sisa": "0",
            },
        ],
        "total": {"pokok": "1000001", "jasa": "40000.04", "jumlah": "1040001.04"},
        "bunga_efektif_setahun": "31.8816",
    }
    assert not list(tmp_path.iterdir()), "a simulation leaves nothing behind"


def test_the_schedule_for_people() -> None:
    ran = simulate(tenor="2")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "Pinjaman Rp10.000.000, flat, 24 % per tahun, 2 x bulan, cair 31 Januari 2026.",
        "",
        "Ke  Jatuh tempo       Pokok     Jasa      Jumlah       Sisa",
        "--  -----------  ----------  -------  ----------  ---------",
        " 1  2026-02-28    5.000.000  200.000   5.200.000  5.000.000",
        " 2  2026-03-31    5.000.000  200.000   5.200.000          0",
        "    Jumlah       10.000.000  400.000  10.400.000",
        "",
        "Bunga efektif setahun: 31,8609 %",
    ]


def test_amounts_and_rates_as_people_write_them() -> None:
    plain = simulate("--json", pokok="1500000", bunga="13.5", bulat="1000", arah="atas")
    assert plain.code == 0
    for pokok in ("1.500.000", "Rp1.500.000,00", "1,500,000.00"):
        for bunga in ("13,5", "13.50", "13,5%", "13.5 %"):
            assert simulate("--json", pokok=pokok, bunga=bunga, bulat="1000", arah="atas") == plain


def test_every_option_reaches_the_schedule() -> None:
    ran = simulate(
        "--json", bunga=None, bunga_per_periode="2", metode="menurun", periode="10-hari",
        hitung_hari="30/360", sen="potong", tenggang_pokok="2", tenggang_jasa="1", tenor="5",
        pokok="10000100",
    )  # fmt: skip
    rows = ran.json["angsuran"]
    assert [row["jatuh_tempo"] for row in rows[:2]] == ["2026-02-10", "2026-02-20"]
    assert [row["pokok"] for row in rows] == ["0", "0", "3333366", "3333366", "3333368"]
    assert [row["jasa"] for row in rows] == ["0", "400004", "200002", "133334", "66667"]
    assert ran.json["bunga_efektif_setahun"] == "71.6377"
    even = simulate("--json", metode="menurun", sen="half-even", pokok="10000025", tenor="1")
    up = simulate("--json", metode="menurun", sen="half-up", pokok="10000025", tenor="1")
    assert (even.json["total"]["jasa"], up.json["total"]["jasa"]) == ("200000", "200001")


@pytest.mark.parametrize(
    ("hitung_hari", "jasa"),
    [("30/360", "1000000"), ("aktual/365", "953424.66"), ("aktual/360", "966666.67"),
     ("aktual/aktual", "950819.67")],
)  # fmt: skip
def test_day_counts_reach_the_interest(hitung_hari: str, jasa: str) -> None:
    ran = simulate(
        "--json", pokok="50000000", tenor="1", mulai="2024-01-31", desimal="2",
        hitung_hari=hitung_hari,
    )  # fmt: skip
    assert Decimal(ran.json["total"]["jasa"]) == Decimal(jasa)


def test_a_rate_of_zero_is_a_loan() -> None:
    ran = simulate("--json", bunga="0", metode="anuitas")
    assert ran.json["total"]["jasa"] == "0"
    assert ran.json["bunga_efektif_setahun"] == "0.0000"


REFUSED: list[tuple[dict[str, str | None], int, str]] = [
    ({"pokok": "0"}, 1, "di atas nol"),
    ({"pokok": "-5000000"}, 1, "di atas nol"),
    ({"pokok": "1.000"}, 1, "bermakna ganda"),
    ({"pokok": "sejuta"}, 1, "tidak terbaca sebagai jumlah uang"),
    ({"pokok": "9999999999999999"}, 1, "15 angka"),
    ({"pokok": None}, 2, "--pokok"),
    ({"bunga": "-1"}, 1, "Suku bunga '-1'"),
    ({"bunga": "dua"}, 1, "Suku bunga 'dua'"),
    ({"bunga": "1.234,5"}, 1, "Suku bunga"),
    ({"bunga": "NaN"}, 1, "Suku bunga"),
    ({"bunga": None}, 2, "Isi salah satu"),
    ({"bunga_per_periode": "2"}, 2, "Isi salah satu"),
    ({"tenor": "0"}, 1, "Tenor 0"),
    ({"tenor": "-2"}, 1, "Tenor -2"),
    ({"tenor": "1,5"}, 2, "bukan bilangan bulat"),
    ({"tenor": "99999"}, 1, "Tenor 99999"),
    ({"metode": "efektif"}, 2, "--metode"),
    ({"metode": None}, 2, "--metode"),
    ({"mulai": "31-01-2026"}, 1, "TTTT-BB-HH"),
    ({"mulai": "2026-02-30"}, 1, "tidak ada dalam kalender"),
    ({"mulai": "2199-12-01"}, 1, "sesudah tahun 2199"),
    ({"periode": "bulanan"}, 1, "N-hari"),
    ({"hitung_hari": "30/365"}, 2, "--hitung-hari"),
    ({"desimal": "1"}, 2, "--desimal"),
    ({"sen": "atas"}, 2, "--sen"),
    ({"bulat": "2000000", "arah": "dekat"}, 1, "lebih besar daripada angsuran"),
    ({"bulat": "0"}, 1, "kelipatan"),
    ({"bulat": "1.000"}, 1, "bermakna ganda"),
    ({"arah": "atas"}, 2, "--bulat"),
    ({"bulat": "1000", "arah": "naik"}, 2, "--arah"),
    ({"tenggang_pokok": "12"}, 1, "tenggang pokok 12"),
    ({"tenggang_jasa": "-1"}, 1, "tenggang jasa -1"),
]


@pytest.mark.parametrize(("changes", "code", "says"), REFUSED, ids=str)
def test_bad_input_is_refused_in_indonesian(
    changes: dict[str, str | None], code: int, says: str
) -> None:
    ran = simulate("--json", **changes)
    assert ran.code == code, ran
    assert says in ran.err
    assert not ran.out
    assert "Traceback" not in ran.err
