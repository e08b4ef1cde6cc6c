"""Loans at the counter: from application to payoff, printed as the treasurer reads it."""

from collections.abc import Callable
from typing import Any

from command_line import Run

pytest_plugins = ["command_line_books", "command_line_loans"]

Events = Callable[[], list[dict[str, Any]]]

JAN = ("--tanggal", "2026-01-10")


def test_from_application_to_the_first_instalment(lending: Run) -> None:
    asked = lending("pinjaman", "ajukan", "a-0001", "Rp12.000.000", "--tenor", "12", *JAN).out
    assert asked.splitlines() == [
        (
            "Dicatat: Permohonan pinjaman PJ-2026-0001 Rp12.000.000, 10 Januari 2026."
            " Ref: AJU-PJ-2026-0001-1"
        ),
        "  nomor: PJ-2026-0001",
        "  status: diajukan",
    ]
    plan = lending("pinjaman", "jadwal", "pj-2026-0001", *JAN, "--json").json
    assert (plan["rencana"], len(plan["angsuran"])) == (True, 12)
    granted = lending(
        "pinjaman", "setujui", "pj-2026-0001", "--oleh", "Ketua Contoh", "--jumlah", "6000000",
        "--tenor", "6", *JAN,
    ).out  # fmt: skip
    assert granted.splitlines()[1:] == [
        "  status: disetujui",
        "  disetujui: Rp6.000.000",
        "  potongan provisi: Rp60.000",
        "  potongan simpanan wajib pinjam: Rp50.000",
        "  akan diserahkan: Rp5.890.000",
    ]
    handed = lending("pinjaman", "cair", "pj-2026-0001", *JAN).out
    assert handed.splitlines() == [
        (
            "Dicatat: Pencairan pinjaman PJ-2026-0001 Rp6.000.000, 10 Januari 2026."
            " Ref: CAIR-20260110-PJ-2026-0001-1"
        ),
        "  pencairan: Rp6.000.000",
        "  potongan provisi: Rp60.000",
        "  potongan simpanan wajib pinjam: Rp50.000",
        "  diserahkan: Rp5.890.000",
        "  nomor: PJ-2026-0001",
        "  status: berjalan",
        "  sisa pokok: Rp6.000.000",
        "  angsuran berikutnya: Rp1.090.000",
        "  jatuh tempo berikutnya: 10 Februari 2026",
        "  cetak kuitansi: koperasi kuitansi CAIR-20260110-PJ-2026-0001-1",
    ]


def test_an_instalment_tells_what_it_paid_and_what_comes_next(running: Run) -> None:
    late = ("--tanggal", "2026-02-20")
    told = running("pinjaman", "angsur", "pj-2026-0001", "500000", *late, "--pembayar", "Istri").out
    assert told.splitlines() == [
        (
            "Dicatat: Angsuran pinjaman PJ-2026-0001 Rp500.000, 20 Februari 2026."
            " Ref: ANG-20260220-PJ-2026-0001-1"
        ),
        "  denda: Rp11.800",
        "  jasa: Rp180.000",
        "  pokok: Rp308.200",
        "  nomor: PJ-2026-0001",
        "  status: berjalan",
        "  sisa pokok: Rp11.691.800",
        "  masih jatuh tempo: Rp691.800",
        "  angsuran berikutnya: Rp1.180.000",
        "  jatuh tempo berikutnya: 10 Maret 2026",
        "  cetak kuitansi: koperasi kuitansi ANG-20260220-PJ-2026-0001-1",
    ]
    receipt = running("kuitansi", "ANG-20260220-PJ-2026-0001-1").out
    assert "Istri" in receipt
    assert "lima ratus ribu rupiah" in receipt.lower()
    paid = "denda Rp11.800, jasa Rp180.000, pokok Rp308.200, sisa pokok Rp11.691.800"
    assert paid in " ".join(receipt.split())


def test_an_instalment_as_json(running: Run) -> None:
    told = running("pinjaman", "angsur", "PJ-2026-0001", "1180000", "--json",
                   "--tanggal", "2026-02-10").json  # fmt: skip
    assert told["pinjaman"] == {
        "denda": "0",
        "jasa": "180000",
        "pokok": "1000000",
        "nomor": "PJ-2026-0001",
        "status": "berjalan",
        "sisa_pokok": "11000000",
        "angsuran_berikutnya": "1180000",
        "jatuh_tempo_berikutnya": "2026-03-10",
    }


def test_settling_asks_first_and_then_takes_exactly_that(running: Run, run: Run) -> None:
    on = ("--tanggal", "2026-02-10")
    asked = running("pinjaman", "lunasi", "pj-2026-0001", *on, "--json").json
    assert (asked["pokok"], asked["jasa"], asked["jumlah"]) == ("12000000", "180000", "12180000")
    shown = running("pinjaman", "lunasi", "pj-2026-0001", *on).out
    command = shown.splitlines()[-1].partition(": koperasi ")[2].split()
    wrong = run("pinjaman", "lunasi", "PJ-2026-0001", "12000000", *on)
    assert wrong.code == 1
    assert "Rp12.180.000" in wrong.err
    done = running(*command).out
    assert "  status: lunas" in done
    assert "sudah lunas" in run("pinjaman", "angsur", "PJ-2026-0001", "1000", *on).err
    assert "sudah lunas" in run("pinjaman", "lunasi", "PJ-2026-0001", *on).err
    back = running("pinjaman", "kembali-swp", "a-0001", "--tanggal", "2026-02-11").out
    assert "Rp50.000" in back
    assert "simpanan wajib pinjam: Rp0" in back


def test_everything_that_can_become_of_a_loan(running: Run, run: Run) -> None:
    by = ("--oleh", "Ketua Contoh", "--keputusan", "Rapat 1")
    number = "PJ-2026-0001"
    things = (
        ("agunan", "terima", "bpkb-1", "--pinjaman", number, "--jenis", "BPKB", "--uraian", "Motor",
         "--pemilik", "Ani", "--nilai", "9000000", "--diakui", "70", *JAN),
        ("agunan", "nilai", "bpkb-1", "--nilai", "8000000", "--diakui", "50", "--alasan", "Pasar",
         "--tanggal", "2026-01-11"),
        ("angsur", number, "1180000", "--tanggal", "2026-02-10"),
        ("percepat", number, "1000000", "--tetap", "tenor", "--tanggal", "2026-02-11"),
        ("topup", number, "2000000", "--tenor", "12", "--oleh", "Ketua", "--tanggal", "2026-02-12"),
        ("bebas-denda", number, "5000", "--oleh", "Ketua", "--alasan", "Sakit",
         "--tanggal", "2026-03-20"),
        ("restrukturisasi", number, "--tenor", "24", "--jasa", "tangguhkan", "--denda", "hapus",
         *by, "--tanggal", "2026-04-01"),
        ("angsur", number, "100000", "--ke", "bri", "--tanggal", "2026-04-02"),
        ("hapus-buku", number, *by, "--tanggal", "2026-05-01"),
        ("pulih", number, "250000", "--tanggal", "2026-05-02"),
        ("hapus-tagih", number, *by, "--tanggal", "2026-05-03"),
        ("agunan", "kembalikan", "bpkb-1", "--penerima", "Ani", "--tanggal", "2026-05-04"),
    )  # fmt: skip
    for command in things:
        running("pinjaman", *command)
    again = run("pinjaman", *things[2])
    assert again.code == 1
    card = running("pinjaman", "kartu", number, "--tanggal", "2026-05-04", "--json").json
    assert card["status"] == "hapus-tagih"
    states = [move["status"] for move in card["kejadian"]]
    assert states[-3:] == ["hapus-buku", "hapus-tagih", "hapus-tagih"]
    assert len(card["kejadian"]) == 15
    kept = running("pinjaman", "agunan", "daftar", "--semua", "--json").json["agunan"]
    assert [(item["kunci"], item["dikembalikan"]) for item in kept] == [("bpkb-1", "2026-05-04")]
    assert running("pinjaman", "agunan", "daftar").out == "Tidak ada agunan.\n"
    shown = running("pinjaman", "kartu", number, "--tanggal", "2026-05-04").out
    for word in ("Pencairan", "Angsuran", "Restrukturisasi", "Hapus buku", "Hapus tagih"):
        assert word in shown
    assert running("periksa", "--json").json["lulus"]


def test_stages_and_savings_as_the_other_end(lending: Run, run: Run) -> None:
    lending("simpanan", "setor", "A-0001", "2000000", "--tanggal", "2026-01-06")
    lending("pinjaman", "ajukan", "A-0001", "6000000", "--tenor", "6", *JAN)
    lending("pinjaman", "setujui", "PJ-2026-0001", "--oleh", "Ketua", *JAN)
    first = lending(
        "pinjaman", "cair", "PJ-2026-0001", "4000000", "--simpanan", "sukarela", *JAN
    ).out
    assert "diserahkan: Rp3.890.000" in first
    assert "kuitansi" not in first
    lending("pinjaman", "cair", "PJ-2026-0001", "--tanggal", "2026-01-20")
    assert "sudah dicairkan seluruhnya" in run("pinjaman", "cair", "PJ-2026-0001", *JAN).err
    paid = lending("pinjaman", "angsur", "PJ-2026-0001", "1000000", "--simpanan", "sukarela",
                   "--tanggal", "2026-02-10", "--json").json  # fmt: skip
    no_receipt = run("kuitansi", paid["ref"])
    assert no_receipt.code == 1
    assert "tidak ada kuitansinya" in no_receipt.err
    saved = lending("simpanan", "saldo", "A-0001", "--json").json["simpanan"]
    assert saved == {"sukarela": "4890000"}
    both = run(
        "pinjaman", "angsur", "PJ-2026-0001", "1000", "--simpanan", "sukarela", "--ke", "kas"
    )
    assert both.code == 2
    assert "salah satu" in both.err


def test_lists_of_what_is_due_and_how_good_it_is(running: Run) -> None:
    assert running("pinjaman", "tagihan", "--sampai", "2026-02-09").out == (
        "Tidak ada yang jatuh tempo.\n"
    )
    due = running("pinjaman", "tagihan", "--sampai", "2026-02-10", "--json").json
    assert due["tagihan"] == [
        {
            "nomor": "PJ-2026-0001",
            "anggota": "A-0001",
            "nama": "Ani Contoh",
            "sejak": "2026-02-10",
            "pokok": "1000000",
            "jasa": "180000",
            "denda": "0",
            "jumlah": "1180000",
        }
    ]
    listed = running("pinjaman", "daftar", "--status", "berjalan", *JAN, "--json").json
    assert [item["nomor"] for item in listed["pinjaman"]] == ["PJ-2026-0001"]
    assert listed["sisa_pokok"] == "12000000"
    none = running("pinjaman", "daftar", "--status", "lunas").out
    assert none == "Tidak ada pinjaman yang cocok.\n"
    quality = running("pinjaman", "kolektibilitas", "--tanggal", "2026-09-30", "--json").json
    assert [(each["mutu"], each["banyaknya"]) for each in quality["mutu"]] == [
        ("lancar", 0), ("kurang-lancar", 0), ("diragukan", 0), ("macet", 1),
    ]  # fmt: skip
    assert quality["npl_persen"] == "100.00"
    assert quality["mutu"][3]["penyisihan_regulasi"] == "12000000"
    good = running("pinjaman", "kolektibilitas", "--tanggal", "2026-02-28", "--json").json
    assert good["pinjaman"][0]["mutu"] == "lancar"
    ages = running("pinjaman", "umur", "--tanggal", "2026-04-30", "--json").json
    assert ages["umur"] == {
        "hari_1_30": "1000000",
        "hari_31_60": "1000000",
        "hari_61_90": "1000000",
        "hari_91_180": "0",
        "hari_181_360": "0",
        "hari_lebih_360": "0",
    }
    assert "1.000.000" in running("pinjaman", "umur", "--tanggal", "2026-04-30").out
    assert "macet" in running("pinjaman", "kolektibilitas", "--tanggal", "2026-09-30").out


def test_the_months_end_is_shown_first_and_recorded_once(running: Run, events: Events) -> None:
    before = events()
    shown = running("pinjaman", "akrual", "--bulan", "2026-01").out
    assert "1 pinjaman akan dicatat, Rp121.935" in shown
    assert "--ya" in shown
    assert events() == before
    done = running("pinjaman", "akrual", "--bulan", "2026-01", "--ya", "--json").json
    assert (done["dicatat"], done["banyaknya"], done["jumlah"]) == (True, 1, "121935")
    again = running("pinjaman", "akrual", "--bulan", "2026-01", "--catat").out
    assert again == "Akrual jasa Januari 2026 sudah dicatat; tidak ada yang ditambahkan.\n"
    running("pinjaman", "penyisihan", "--bulan", "2026-01", "--ya")
    refs = [event["ref"] for event in events()[-2:]]
    assert refs == ["AKRUAL-2026-01-PJ-2026-0001", "CKPN-2026-01-PJ-2026-0001"]
    assert "sudah dicatat" in running("pinjaman", "penyisihan", "--bulan", "2026-01", "--ya").out


def test_numbers_are_chosen_by_year_and_never_twice(lending: Run, events: Events) -> None:
    ask = ("pinjaman", "ajukan", "A-0001", "1000000", "--tenor", "10")
    lending(*ask, *JAN)
    lending(*ask, *JAN, "--lagi")
    lending(*ask, *JAN, "--nomor", "pj-2026-0009", "--lagi")
    lending("balik", "AJU-PJ-2026-0009-1", "--alasan", "Salah", *JAN)
    lending(*ask, "--tanggal", "2026-01-11")
    lending(*ask, "--tanggal", "2026-01-12", "--ref", "F-1")
    known = lending(*ask, "--tanggal", "2026-01-12", "--ref", "F-1").out
    assert "sudah tercatat" in known
    numbers = [event["loan"] for event in events() if event["kind"] == "loan_applied"]
    assert numbers == [f"PJ-2026-{number:04d}" for number in (1, 2, 9, 3, 4)]
