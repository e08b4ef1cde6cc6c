"""The commands on the cooperative's own debts, as a treasurer types them, rightly and wrongly."""

import json
from pathlib import Path

import pytest
from command_line import Run

pytest_plugins = ["command_line_books"]

ON = ("--tanggal", "2026-01-12")
AGREED = (
    "utang-bank", "catat", "ub-1", "--pemberi", "BRI Contoh", "--plafon", "300000000", "--bunga",
    "6", "--tenor", "12", "--tanggal-tagih", "12", "--hari-kerja", "--oleh", "Ketua Contoh",
    "--tanggal", "2026-01-05",
)  # fmt: skip


@pytest.fixture
def owing(ok: Run) -> Run:
    """A book with Rp300 million drawn on 12 January 2026, 12 months, 6 %."""
    ok(*AGREED)
    ok("utang-bank", "cair", "UB-1", "300000000", "--ke", "bri", *ON)
    return ok


def test_from_agreement_to_the_last_payment(owing: Run, run: Run) -> None:
    pay = ("utang-bank", "bayar", "UB-1", "--dari", "bri", "--tanggal")
    told = owing(*pay, "2026-02-12", "--json")
    assert told.json["utang"]["sisa_pokok"] == "275000000"
    rows = owing("utang-bank", "jadwal", "UB-1", "--json").json["angsuran"]
    assert [row["dibayar"] for row in rows[:2]] == ["26500000", "0"]
    # Up and Enter would pay the next instalment.
    again = run(*pay, "2026-02-12")
    assert again.code == 1
    assert "yang sama" in again.err
    owing(*pay, rows[1]["jatuh_tempo"])
    rest = ("utang-bank", "percepat", "UB-1", "250000000", "--bunga", "100000")
    owing(*rest, "--dari", "bri", "--tanggal", "2026-03-13")
    assert "lunas" in owing("utang-bank", "daftar").out
    moves = owing("utang-bank", "kartu", "UB-1", "--json").json["mutasi"]
    assert len(moves) == 4
    assert moves[-1]["sisa_pokok"] == "0"
    assert sum(int(move["bunga_dibayar"]) for move in moves) == 1500000 + 1375000 + 100000
    assert "Belum ada" not in owing("utang-bank", "kartu", "UB-1").out
    assert owing("periksa").code == 0


def test_what_the_bank_really_took(owing: Run, run: Run) -> None:
    pay = ("utang-bank", "bayar", "UB-1")
    at = ("--dari", "bri", "--tanggal", "2026-02-12")
    refused = run(*pay, "26550000", *at)
    assert refused.code == 1
    assert "pokok Rp25.000.000 + bunga Rp1.500.000 = Rp26.500.000" in refused.err
    refused = run(*pay, "--pokok", "25000000", "--bunga", "1550000", "--selisih", "", *at)
    assert refused.code == 1
    done = owing(
        *pay, "--pokok", "25000000", "--bunga", "1550000", "--denda", "10000", "--selisih",
        "Bank menghitung 31 hari", *at,
    )  # fmt: skip
    assert "Rp26.560.000" in done.out
    refused = run(*pay, "--pokok", "25000000", "--bunga", "1550000", "--denda", "10000",
                  "--selisih", "Bank menghitung 31 hari", *at)  # fmt: skip
    assert refused.code == 1
    assert "yang sama" in refused.err


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("bayar", "UB-9"), 1, "Utang UB-9 tidak ada"),
        (("bayar", "UB-1", "x"), 1, "tidak terbaca"),
        (("bayar", "UB-1", "100", "--pokok", "100"), 2, "tidak keduanya"),
        (("bayar", "UB-1", "--selisih", "lain"), 2, "--bunga"),
        (("cair", "UB-1", "1", "--ke", "bri"), 1, "sisa plafon"),
        (("cair", "UB-1", "1", "--biaya", "tanpa"), 2, "AKUN=RUPIAH"),
        (("percepat", "UB-1", "300000001", "--dari", "bri"), 1, "melebihi sisa utang"),
        (("pindah", "UB-1", "100", "--akun", "UtangLPDB"), 1, "saldonya"),
        (("akrual", "--bulan", "2026-13"), 1, "bukan bulan"),
        (("akrual", "--bulan", "2199-01"), 1, "belum dapat"),
        (("jadwal-bank", "UB-1", "tidak-ada.csv", "--alasan", "x"), 1, "tidak dapat dibaca"),
        (("kartu", "UB-9"), 1, "tidak ada"),
        (("catat", "UB 2", "--pemberi", "B", "--plafon", "1", "--bunga", "6", "--tenor", "12",
          "--oleh", "K"), 1, "nomor utang"),
        (("catat", "UB-2", "--pemberi", "B", "--plafon", "1000000", "--bunga", "enam", "--tenor",
          "12", "--oleh", "K"), 1, "--bunga"),
        (("catat", "UB-2", "--pemberi", "B", "--plafon", "1000000", "--bunga", "6", "--tenor",
          "6", "--tenggang-pokok", "6", "--oleh", "K"), 1, "tenggang"),
        (("catat", "UB-2", "--pemberi", "B", "--plafon", "1000000", "--bunga", "6", "--tenor",
          "6", "--skema", "kdmp", "--oleh", "K"), 1, "Skema utang kdmp tidak ada"),
    ],
)  # fmt: skip
def test_wrong_input_is_answered_and_changes_nothing(
    owing: Run, run: Run, words: tuple[str, ...], code: int, told: str
) -> None:
    before = owing("utang-bank", "daftar", "--json").out
    ran = run("utang-bank", *words)
    assert (ran.code, ran.out) == (code, "")
    assert told.lower() in ran.err.lower()
    assert owing("utang-bank", "daftar", "--json").out == before


def test_the_monthly_run_is_shown_then_recorded_once(owing: Run) -> None:
    month = ("utang-bank", "akrual", "--bulan", "2026-01")
    assert "Belum dicatat" in owing(*month).out
    shown = owing(*month, "--json").json
    assert shown == {
        "bulan": "2026-01",
        "dicatat": 0,
        "sudah": 0,
        "akad": [
            {
                "nomor": "UB-1",
                "pihak": "BRI Contoh",
                "beban_bunga": "919355",
                "bunga_terutang": "919355",
            }
        ],
    }
    assert "1 akad" in owing(*month, "--ya").out
    again = owing(*month, "--ya")
    assert "dilewati" in again.out
    assert owing(*month, "--json").json["sudah"] == 1
    # Reversed, it can be run again.
    owing("balik", "BUNGA-2026-01-UB-1-1", "--alasan", "Uji", "--tanggal", "2026-02-01")
    assert owing(*month, "--ya", "--json").json["dicatat"] == 1


def test_a_schedule_of_the_bank_from_a_file(owing: Run, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "jadwal.csv"
    head = "jatuh_tempo;pokok;bunga\n"
    words = ("utang-bank", "jadwal-bank", "UB-1", file, "--alasan", "Bunga naik", "--bunga", "6,25",
             "--tanggal", "2026-02-01")  # fmt: skip
    for text, told in (
        ("tanggal;pokok\n", "kepala"),
        (head, "satu angsuran pun"),
        (head + "2026-02-30;1;1\n", "Baris 2"),
        (head + "2026-03-12;sejuta;1\n", "Baris 2"),
        (head + "2026-03-12;299999999;1\n", "sisa utang"),
        (head + "2026-01-12;300000000;1\n", "Jatuh tempo"),
    ):
        file.write_text(text, encoding="utf-8")
        ran = run(*words)
        assert ran.code == 1, ran
        assert told in ran.err
    file.write_text(head + "2026-03-12;100000000;1.500.000\n2026-04-13;200000000;900000\n")
    owing(*words)
    rows = owing("utang-bank", "jadwal", "UB-1", "--json").json["angsuran"]
    assert [row["jumlah"] for row in rows] == ["101500000", "200900000"]


def test_the_list_splits_what_falls_due_within_a_year(owing: Run) -> None:
    owing(
        *AGREED[:2], "UB-2", *AGREED[3:6], "240000000", *AGREED[7:10], "24", *AGREED[11:],
    )  # fmt: skip
    owing("utang-bank", "cair", "UB-2", "240000000", "--ke", "bri", *ON)
    found = {
        item["nomor"]: item
        for item in json.loads(owing("utang-bank", "daftar", *ON, "--json").out)["utang"]
    }
    assert found["UB-1"]["jatuh_tempo_sesudah_setahun"] == "0"
    assert found["UB-2"]["jatuh_tempo_dalam_setahun"] == "120000000"
    assert found["UB-2"]["jatuh_tempo_sesudah_setahun"] == "120000000"


def test_a_debit_of_the_bank_that_waits_is_explained(owing: Run, run: Run, tmp_path: Path) -> None:
    line = {
        "kind": "bank_payment_unidentified",
        "date": "2026-02-12",
        "ref": "BANK-1",
        "account": "bri",
        "amount": "26500000",
        "bank_ref": "bri/2026-02-12/000000000001/1",
        "text": "AUTO DEBET PINJAMAN",
    }
    file = tmp_path / "baris.jsonl"
    file.write_text(json.dumps(line), encoding="utf-8")
    owing("catat", file)
    on = ("--tanggal", "2026-02-12")
    twice = run("utang-bank", "bayar", "UB-1", "--dari", "bri", *on)
    assert twice.code == 1
    assert "BANK-1" in twice.err
    assert run("utang-bank", "bayar", "UB-1", "--titipan", "BANK-9", *on).code == 1
    done = owing("utang-bank", "bayar", "UB-1", "--titipan", "BANK-1", *on, "--json").json
    assert done["utang"]["sisa_pokok"] == "275000000"
    assert owing("periksa").code == 0
