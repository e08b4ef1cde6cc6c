"""Members at the command line: their whole life in the cooperative."""

import pytest
from command_line import Run

pytest_plugins = ["command_line_books"]

JAN5 = ("--tanggal", "2026-01-05")


def test_join_and_look(ok: Run) -> None:
    ok("anggota", "masuk", "B-1", "--nama", "Citra Contoh", "--masuk-sejak", "2024-03-01",
       "--alamat", "RT 1", "--telepon", "081200000001", *JAN5)  # fmt: skip
    found = ok("anggota", "lihat", "B-1", "--json").json
    assert (found["nama"], found["masuk"], found["status"]) == (
        "Citra Contoh",
        "2024-03-01",
        "aktif",
    )
    shown = ok("anggota", "lihat", "B-1").out
    assert "masuk              1 Maret 2024" in shown
    assert "RT 1" in shown


def test_change(ok: Run) -> None:
    ok("anggota", "ubah", "A-0001", "--nama", "Ani Sekali Contoh", *JAN5)
    assert ok("anggota", "lihat", "A-0001", "--json").json["nama"] == "Ani Sekali Contoh"


def test_resign_and_be_paid(ok: Run, run: Run) -> None:
    ok("simpanan", "pokok", "A-0001", "100000", *JAN5)
    ok("simpanan", "setor", "A-0001", "30000", "--produk", "sukarela", *JAN5)
    assert "masih aktif" in run("anggota", "bayar", "A-0001", "100000", *JAN5).err
    told = ok("anggota", "keluar", "A-0001", "--alasan", "Pindah", *JAN5).out
    assert "hak belum diambil: Rp100.000" in told
    assert "simpanan sukarela belum ditarik: Rp30.000" in told
    assert "melebihi hak" in run("anggota", "bayar", "A-0001", "100001", *JAN5).err
    paid = ok("anggota", "bayar", "A-0001", "100000", "--json", *JAN5).json
    assert paid["saldo"]["hak_belum_diambil"] == "0"
    assert ok("anggota", "daftar", "--status", "aktif", "--json").json["anggota"][0]["nomor"] == (
        "A-0002"
    )


def test_death_and_heirs(ok: Run, run: Run) -> None:
    ok("simpanan", "pokok", "A-0001", "100000", *JAN5)
    ok("anggota", "meninggal", "A-0001", "--ahli-waris", "Siti Contoh:istri",
       "--ahli-waris", "Tono Contoh: anak: bungsu", *JAN5)  # fmt: skip
    assert "ahli waris" in run("anggota", "bayar", "A-0001", "50000", *JAN5).err
    ok("anggota", "bayar", "A-0001", "50000", "--penerima", "Siti Contoh", *JAN5)
    heirs = ok("anggota", "lihat", "A-0001", "--json").json["ahli_waris"]
    assert heirs[0] == {"nama": "Siti Contoh", "hubungan": "istri"}


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("masuk", "A-0001", "--nama", "X"), "Nomor anggota A-0001 sudah dipakai."),
        (("masuk", "B-1", "--nama", "X", "--nik", "123"), "--nik: NIK terdiri atas 16 angka."),
        (
            ("masuk", "B-1", "--nama", "X", "--nik", "3201010101800001"),
            "NIK ini sudah tercatat pada anggota A-0002.",
        ),
        (("masuk", "B-1", "--nama", " "), "--nama: Tidak boleh kosong"),
        (("masuk", "B-1", "--nama", "a\u202eb"), "--nama: Karakter ke-2 (U+202E)"),
        (("masuk", "B-1", "--nama", "X", "--masuk-sejak", "kapan"), "--masuk-sejak: Tulis tanggal"),
        (("masuk", "B-1", "--nama", "X", "--telepon", "0812-1"), "--telepon: Nomor telepon"),
        (("ubah", "B-9", "--nama", "X"), "Anggota B-9 tidak ada."),
        (("keluar", "B-9", "--alasan", "X"), "Anggota B-9 tidak ada."),
        (("lihat", "B-9"), "Anggota B-9 tidak ada."),
        (("meninggal", "A-0001", "--ahli-waris", "Siti"), "Ahli waris 'Siti' tidak lengkap."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refusals(run: Run, args: tuple[str, ...], told: str) -> None:
    ran = run("anggota", *args, *(JAN5 if args[0] != "lihat" else ()))
    assert ran.code == 1
    assert told in ran.err


def test_several_mistakes_are_listed_together(run: Run) -> None:
    ran = run("anggota", "masuk", "b/1", "--nama", "", "--nik", "1", "--telepon", "x")
    assert ran.code == 1
    for label in ("NOMOR", "--nama", "--nik", "--telepon"):
        assert f"- {label}:" in ran.err


def test_list(ok: Run) -> None:
    shown = ok("anggota", "daftar").out.splitlines()
    assert shown[0].split() == ["nomor", "nama", "status", "pokok", "wajib", "sukarela"]
    assert shown[-1] == "2 anggota"
    assert ok("anggota", "daftar", "--status", "meninggal").out == "Belum ada anggota.\n"


def test_bytes_that_are_no_text_are_refused_where_they_stand(run: Run) -> None:
    ran = run("anggota", "masuk", "A-0009", "--nama", "Budi \udcff")
    assert ran.code == 1
    assert ran.err.startswith("--nama: Isinya bukan teks yang utuh. Ketik ulang")
