"""The notes at the command line: related parties, what is off the balance sheet, no names."""

from pathlib import Path

from command_line import Run

pytest_plugins = ["command_line_books"]

ON = ("--tanggal", "2026-02-10")


def _tables(ok: Run, *asked: str) -> dict[str, list[dict[str, str]]]:
    made = ok("laporan", "calk", *asked, "--format", "json").json
    return {table["kunci"]: table["baris"] for table in made["tabel"]}


def test_related_parties_stand_there_by_number(ok: Run) -> None:
    ok("simpanan", "setor", "A-0001", "900000", "--produk", "sukarela", *ON)
    assert "pihak_berelasi" not in _tables(ok, "--tahun", "2026")
    serve = ("--sampai", "2030-12-31", "--tanggal", "2026-03-01")
    ok("organisasi", "pengurus", "Ketua", "--anggota", "A-0001", *serve)
    rows = _tables(ok, "--tahun", "2026")["pihak_berelasi"]
    assert (rows[0]["anggota"], rows[0]["hubungan"]) == ("A-0001", "Pengurus: Ketua")
    assert rows[-1]["simpanan"] == "900000"
    # Before the appointment nobody served.
    assert "pihak_berelasi" not in _tables(ok, "--dari", "2026-01-01", "--sampai", "2026-02-28")
    assert "Ani Contoh" not in ok("laporan", "calk", "--tahun", "2026").out


def test_what_is_lent_to_the_cooperative_is_off_the_balance_sheet(ok: Run) -> None:
    before = _tables(ok, "--tahun", "2026")
    thing = (
        "aset",
        "titip",
        "PP-001",
        "Gedung",
        "--pemilik",
        "Pemerintah desa",
        "--nilai",
        "5000000",
    )
    ok(*thing, *ON)
    after = _tables(ok, "--tahun", "2026")
    rows = {row["uraian"]: row for row in after["luar_neraca"]}
    assert rows["Barang pinjam pakai"]["jumlah"] == "5000000"
    assert before.get("catatan_i") == after.get("catatan_i")


def test_the_words_follow_the_policy(ok: Run, tmp_path: Path) -> None:
    def said() -> dict[str, str]:
        rows = _tables(ok, "--tahun", "2026")["kebijakan"]
        return {row["perihal"]: row["isi"] for row in rows}

    assert "Belum ditetapkan" in said()["Standar akuntansi"]
    policy = tmp_path / "laporan.toml"
    policy.write_text('[laporan]\nsak = "sak-emkm"\n', encoding="utf-8")
    ok("kebijakan", "terapkan", policy, "--berlaku", "2026-02-01", "--keputusan", "RAT No. 5")
    assert "SAK EMKM" in said()["Standar akuntansi"]
    assert "1 Februari 2026" in said()["Standar akuntansi"]
    assert "Rp20.000 sebulan" in said()["Simpanan anggota"]


def test_ledger_text_and_page_are_made(ok: Run, tmp_path: Path) -> None:
    ok("simpanan", "setor", "A-0001", "900000", "--produk", "sukarela", *ON)
    for name in ("calk", "rasio", "kesehatan", "promosi", "anggaran"):
        for form in ("pdf", "html", "xlsx"):
            target = tmp_path / f"{name}.{form}"
            ok("laporan", name, "--tahun", "2026", "--format", form, "--keluar", target)
            assert target.stat().st_size > 1000
