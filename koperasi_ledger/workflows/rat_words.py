"""The words of the RAT book that the pengurus and pengawas write themselves, as files to edit."""

from pathlib import Path
from typing import NamedTuple

from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.reports.prose import Block, read_prose
from koperasi_ledger.rules.dates import day_name
from koperasi_ledger.workflows import disk
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.book_years import year_result
from koperasi_ledger.workflows.errors import CannotRead, NotUtf8
from koperasi_ledger.workflows.reading import os_reason

_LARGEST = 2**20
_TO_FILL = "(isi)"
INVITATION, FOREWORD, BOARD, PLAN, SUPERVISORS = (
    "Undangan",
    "Kata pengantar",
    "Laporan pengurus",
    "Rencana kerja",
    "Laporan pengawas",
)


class Words(NamedTuple):
    """What was written, by the heading it stands under.

    `missing` are files that are not there, `unfilled` those in which a place is still to be filled.
    """

    sections: dict[str, tuple[Block, ...]]
    missing: tuple[str, ...]
    unfilled: tuple[str, ...] = ()


def names_of(year: int) -> tuple[str, str]:
    """The files of the pengurus and of the pengawas, beside the book."""
    return f"rat-{year}.md", f"rat-{year}-pengawas.md"


def read_words(book: Book, year: int) -> Words:
    """Both files, cut at their main headings; what stands under another heading is the board's.

    Raises:
        CannotRead, NotUtf8: a file is too large, no UTF-8 text, or the disk refuses.
    """
    sections: dict[str, list[Block]] = {}
    missing, unfilled = [], []
    for name, usual in zip(names_of(year), (BOARD, SUPERVISORS), strict=True):
        text = _text(book.folder / name)
        if text is None:
            missing.append(name)
            continue
        if _TO_FILL in text:
            unfilled.append(name)
        current = usual
        for block in read_prose(text):
            known = _heading(block)
            if known is not None:
                current = known
                sections.setdefault(current, [])
            else:
                sections.setdefault(current, []).append(block)
    return Words(
        {name: tuple(blocks) for name, blocks in sections.items()}, tuple(missing), tuple(unfilled)
    )


def _heading(block: Block) -> str | None:
    if block.kind != "judul":
        return None
    said = block.text.strip().lower()
    for name in (INVITATION, FOREWORD, BOARD, PLAN, SUPERVISORS):
        if said.startswith(name.lower()):
            return name
    return None


def _text(path: Path) -> str | None:
    # A link would print what it points to, a pipe would wait for ever.
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise CannotRead(str(path), "bukan berkas biasa")
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CannotRead(str(path), os_reason(error)) from None
    if len(data) > _LARGEST:
        raise CannotRead(str(path), "lebih dari 1 MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUtf8(str(path)) from None


def prepare(book: Book, year: int) -> tuple[str, ...]:
    """Writes the two files with headings and what the books can say; those there stay as they are.

    Gives the names of the files that were written.
    """
    written = []
    for name, text in zip(names_of(year), _templates(book, year), strict=True):
        path = book.folder / name
        if not path.exists():
            disk.settle(disk.write_draft(path, (text.encode(),)), path)
            written.append(name)
    return tuple(written)


def _templates(book: Book, year: int) -> tuple[str, str]:
    cooperative = book.journal.books().cooperative()
    surplus = year_result(book, year)
    what = "SHU" if surplus >= 0 else "rugi"
    founded = cooperative.founded
    board = f"""\
# Undangan

Dengan hormat, kami mengundang seluruh anggota {cooperative.name} menghadiri Rapat Anggota Tahunan
tahun buku {year} pada:

- Hari dan tanggal: (isi)
- Waktu: (isi)
- Tempat: (isi)

Acara rapat:

1. Pembukaan dan pengesahan kuorum
2. Pengesahan tata tertib rapat
3. Laporan pertanggungjawaban pengurus tahun buku {year}
4. Laporan pengawas
5. Pembahasan dan pengesahan laporan
6. Pembagian SHU tahun buku {year}
7. Rencana kerja dan RAPB tahun {year + 1}
8. Lain-lain dan penutup

# Kata pengantar

{cooperative.name}, dengan pembukuan sejak {day_name(founded)}, menyampaikan buku laporan ini
kepada rapat anggota. (isi)

# Laporan pengurus

Tahun buku {year} menghasilkan {what} Rp{format_rupiah(abs(surplus))}. Angka lengkapnya ada pada
laporan keuangan dalam buku ini.

## Kegiatan usaha

Jalannya usaha setiap unit, yang berhasil, yang belum, dan sebabnya: (isi)

## Masalah dan jalan keluarnya

(isi)

# Rencana kerja tahun {year + 1}

1. (isi)
2. (isi)
"""
    supervisors = f"""\
# Laporan pengawas

Pengawas telah memeriksa pengelolaan {cooperative.name} tahun buku {year}.

## Organisasi

(isi)

## Administrasi dan permodalan

(isi)

## Usaha

(isi)

## Rekomendasi

1. (isi)
"""
    return board, supervisors
