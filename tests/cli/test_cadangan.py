"""A backup holds the whole book; what is not exactly a backup is refused and leaves nothing."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Run, invoke

pytest_plugins = ["command_line_books"]

Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
def archive(ok: Run, tmp_path: Path) -> Path:
    ok("simpanan", "pokok", "A-0001", "100000", "--tanggal", "2026-01-05")
    file = tmp_path / "cadangan.zip"
    done = ok("cadangan", file, "--json").json
    assert (done["peristiwa"], done["jumlah_berkas"]) == (6, 7)
    return file


def test_the_book_comes_back_byte_by_byte(archive: Path, book: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pulih"
    ran = invoke("pulihkan", archive, folder)
    assert ran.code == 0, ran
    names = {
        path.relative_to(book)
        for path in book.rglob("*")
        if path.is_file() and "jurnal" not in path.name
    }
    assert len(names) == 7
    for name in names:
        assert (folder / name).read_bytes() == (book / name).read_bytes(), name
    saldo = ("simpanan", "saldo", "A-0001", "--json")
    assert invoke("-C", folder, *saldo).json == invoke("-C", book, *saldo).json
    assert sorted(path.name for path in tmp_path.iterdir()) == ["buku", "cadangan.zip", "pulih"]


def test_an_existing_backup_is_not_overwritten(run: Run, archive: Path) -> None:
    before = archive.read_bytes()
    assert "sudah ada" in run("cadangan", archive).err
    assert archive.read_bytes() == before


def test_a_place_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    ran = run("cadangan", tmp_path / "tidak" / "ada.zip")
    assert ran.code == 1
    assert "Tidak dapat ditulis" in ran.err


def _listed(files: dict[str, bytes], change: Callable[[dict[str, object]], None]) -> None:
    manifest = json.loads(files["DAFTAR.json"])
    change(manifest)
    files["DAFTAR.json"] = json.dumps(manifest).encode()


def _drop(files: dict[str, bytes], name: str) -> None:
    del files[name]


def _add(files: dict[str, bytes], name: str, size: int = 1) -> None:
    files[name] = b"x"
    _listed(files, lambda found: found["berkas"].update({name: {"sha256": "0", "bita": size}}))  # type: ignore[attr-defined]


def _point_elsewhere(files: dict[str, bytes]) -> None:
    """Settings that would send every later name to a stranger's server, with a right manifest."""
    data = b'[buku]\nbasis_data = "postgresql://jahat.example/buku"\n'
    files["koperasi.toml"] = data
    item = {"sha256": hashlib.sha256(data).hexdigest(), "bita": len(data)}
    _listed(files, lambda found: found["berkas"].update({"koperasi.toml": item}))  # type: ignore[attr-defined]


CHANGES: dict[str, Change] = {
    "a stranger's server": _point_elsewhere,
    "a byte of the text": lambda files: files.update(
        {"main.beancount": files["main.beancount"].replace(b"1", b"2", 1)}
    ),
    "a file taken out": lambda files: _drop(files, "accounts.beancount"),
    "a file put in": lambda files: files.update({"lain.txt": b"x"}),
    "a file above the folder": lambda files: _add(files, "../jahat"),
    "an absolute path": lambda files: _add(files, "/tmp/jahat"),  # noqa: S108 - the point of it
    "a Windows path": lambda files: _add(files, "events\\2026-01.jsonl"),
    "a program": lambda files: _add(files, "events/2026-01.py"),
    "a bomb": lambda files: _add(files, "events/2030-01.jsonl", 10**15),
    "a size below zero": lambda files: _add(files, "events/2030-01.jsonl", -1),
    "another journal": lambda files: _listed(files, lambda found: found.update(sidik="0" * 64)),
    "no manifest": lambda files: _drop(files, "DAFTAR.json"),
    "a manifest that is none": lambda files: files.update({"DAFTAR.json": b"[1]"}),
    "another format": lambda files: _listed(files, lambda found: found.update(bentuk="lain")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_not_exactly_a_backup(archive: Path, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(archive) as packed:
        files = {item: packed.read(item) for item in packed.namelist()}
    CHANGES[name](files)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for item, data in files.items():
            packed.writestr(item, data)
    _refused(archive, tmp_path)


@pytest.mark.parametrize("cut", [0, 10, 2000])
def test_half_a_backup(archive: Path, tmp_path: Path, cut: int) -> None:
    archive.write_bytes(archive.read_bytes()[:cut])
    _refused(archive, tmp_path)


def _refused(archive: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    ran = invoke("pulihkan", archive, tmp_path / "pulih")
    assert ran.code == 1
    assert "Cadangan tidak dapat dipakai" in ran.err
    assert sorted(tmp_path.iterdir()) == before


def test_no_such_file_and_a_folder_in_use(archive: Path, book: Path, tmp_path: Path) -> None:
    assert "berkas tidak ada" in invoke("pulihkan", tmp_path / "x.zip", tmp_path / "y").err
    assert "sudah berisi" in invoke("pulihkan", archive, book).err


def test_a_book_on_a_server_comes_back_as_a_file_without_its_address(
    tmp_path: Path, postgres_book_url: str
) -> None:
    book = tmp_path / "buku"
    ran = invoke("baru", book, "--nama", "Koperasi Contoh", "--profil", "ksp", "--mulai",
                 "2026-01-01", "--basis-data", postgres_book_url)  # fmt: skip
    assert ran.code == 0, ran
    file = tmp_path / "cadangan.zip"
    assert invoke("-C", book, "cadangan", file).code == 0
    with zipfile.ZipFile(file) as packed:
        assert postgres_book_url.encode() not in packed.read("koperasi.toml")
    assert invoke("pulihkan", file, tmp_path / "pulih").code == 0
    shown = [invoke("-C", folder, "status", "--json").json for folder in (book, tmp_path / "pulih")]
    assert shown[0] == shown[1]
