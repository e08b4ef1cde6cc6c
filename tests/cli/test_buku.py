"""A new book, its state, and events from a file."""

import json
from pathlib import Path

import pytest
from command_line import Run, invoke

pytest_plugins = ["command_line_books"]

NEW = ("--nama", "Koperasi Contoh", "--profil", "kdmp", "--mulai", "2026-01-01")


def test_a_new_book_brings_a_policy_template_and_a_readme(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "buku"
    ran = invoke("baru", folder, *NEW, "--nomor-badan-hukum", "AHU-1", "--alamat", "Desa Contoh",
                 "--zona", "WITA")  # fmt: skip
    assert ran.code == 0, ran
    assert "kebijakan terapkan" in ran.out
    assert (folder / "kebijakan.toml").read_text("utf-8") == invoke("kebijakan", "contoh").out
    assert "Koperasi Contoh" in (folder / "BACA-SAYA.md").read_text("utf-8")
    assert 'zona_waktu = "WITA"' in (folder / "koperasi.toml").read_text("utf-8")
    found = invoke("-C", folder, "status", "--json").json
    assert (found["nomor_badan_hukum"], found["alamat"]) == ("AHU-1", "Desa Contoh")
    assert "kebijakan terapkan" in found["langkah"][0]
    assert [path.name for path in folder.parent.iterdir()] == ["buku"]


def test_in_an_empty_folder_that_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "buku"
    folder.mkdir()
    assert invoke("baru", folder, *NEW, "--json").json["folder"] == str(folder)
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]
    assert invoke("-C", folder, "status").code == 0


@pytest.mark.parametrize("exists", [False, True])
@pytest.mark.parametrize(
    "args",
    [
        ("--nama", " ", "--profil", "kdmp", "--mulai", "2026-01-01"),
        ("--nama", "X", "--profil", "kdmp", "--mulai", "2026-13-01"),
        ("--nama", "X", "--profil", "kdmp", "--mulai", "2150-01-01"),
        (*NEW, "--basis-data", "../jurnal.db"),
        (*NEW, "--basis-data", 'x"y'),
        (*NEW, "--basis-data", "mysql://server/buku"),
        (*NEW, "--alamat", "a\tb"),
    ],
    ids=" ".join,
)
def test_a_refused_book_leaves_nothing_behind(
    tmp_path: Path, args: tuple[str, ...], *, exists: bool
) -> None:
    folder = tmp_path / "buku"
    if exists:
        folder.mkdir()
    ran = invoke("baru", folder, *args)
    assert ran.code == 1, ran
    assert ran.err
    assert list(tmp_path.rglob("*")) == ([folder] if exists else [])


def test_a_broken_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("koperasi_ledger.workflows.opening.record_events", full)
    ran = invoke("baru", tmp_path / "buku", *NEW)
    assert ran.code == 1
    assert "disk penuh" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_is_left_alone(book: Path, tmp_path: Path) -> None:
    assert "sudah berisi" in invoke("baru", book, *NEW).err
    file = tmp_path / "berkas"
    file.write_text("isi", encoding="utf-8")
    assert invoke("baru", file, *NEW).code == 1
    assert file.read_text("utf-8") == "isi"


def test_steps_for_a_newcomer_follow_the_book(ok: Run) -> None:
    steps = ok("status", "--json").json["langkah"]
    assert not any("anggota masuk" in step for step in steps)
    assert any("tutup bulan 2026-01" in step for step in steps)
    shown = ok("status").out
    assert "Koperasi Contoh" in shown
    assert "anggota aktif  2" in shown
    assert "belum ada bulan yang ditutup" in shown


def test_events_from_a_file_and_from_standard_input(ok: Run, run: Run, tmp_path: Path) -> None:
    event = {
        "kind": "simpanan_pokok_paid", "date": "2026-01-05", "ref": "X-1", "member": "A-0001",
        "amount": "100000", "via": "kas",
    }  # fmt: skip
    file = tmp_path / "peristiwa.jsonl"
    file.write_text(json.dumps(event), encoding="utf-8")
    assert ok("catat", file, "--json").json == {"dicatat": 1, "sudah_ada": 0}
    assert "Dicatat 0 peristiwa; 1 sudah ada." in ok("catat", "-", stdin=json.dumps(event)).out
    file.write_text("bukan json\n{}\n", encoding="utf-8")
    ran = run("catat", file)
    assert ran.code == 1
    assert "baris 1" in ran.err
    assert "baris 2" in ran.err


def test_schema() -> None:
    assert "oneOf" in invoke("skema").json
