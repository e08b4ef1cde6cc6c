"""Layouts of bank files that the treasurer describes: found in a book, read, proposed, kept.

A book keeps them in its folder `tata-letak-bank`, one TOML file each; `bank baca` and `bank impor`
then know them like the built-in formats. `importers.layout_spec` says what is in such a file.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel

from koperasi_ledger.importers.errors import StatementMistakes, StatementRefusal
from koperasi_ledger.importers.layout_guess import Proposal, Wishes, propose
from koperasi_ledger.importers.layout_reader import LayoutReader
from koperasi_ledger.importers.layout_spec import LayoutSpec
from koperasi_ledger.importers.layout_toml import layout_text
from koperasi_ledger.importers.readers import READERS, Reader
from koperasi_ledger.importers.statement import Statement
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.workflows.bank_formats import FOLDER
from koperasi_ledger.workflows.bank_reading import load_file
from koperasi_ledger.workflows.book import Settings
from koperasi_ledger.workflows.errors import CannotWrite
from koperasi_ledger.workflows.reading import os_reason
from koperasi_ledger.workflows.toml_text import read_as


class LayoutExists(Refusal):
    """A layout is never written over: the files read with the old one could not be read again."""

    def __init__(self, path: str) -> None:
        super().__init__(
            "Berkas tata letak ini sudah ada; isinya tidak diubah.",
            where=path,
            remedy="Pakai nama lain dengan --nama, atau ubah berkas itu dengan penyunting teks.",
        )


class LayoutNameTaken(Refusal):
    """Two layouts of one name, or one called like a built-in format: `--bank` could mean both."""

    def __init__(self, name: str, where: str) -> None:
        super().__init__(
            f"Nama tata letak “{name}” sudah dipakai format lain.",
            where=where,
            remedy="Ganti isian nama, misalnya dengan nama bank dan jenis berkasnya.",
        )


class Proposed(NamedTuple):
    """A proposed layout as the text of its file, and the sample read with it."""

    name: str
    text: str
    statements: tuple[Statement, ...]


def read_layout(file: Path) -> LayoutSpec:
    """The layout in a TOML file.

    Raises:
        CannotRead, BadToml: it cannot be read.
        WrongEntry, Refusals: entries are wrong; all are listed with their line.
    """
    return read_as(file, LayoutSpec, lambda loc: tuple(part for part in loc[:2] if part in _KEYS))


_KEYS = {
    name
    for model in (LayoutSpec, *(f.annotation for f in LayoutSpec.model_fields.values()))
    if isinstance(model, type) and issubclass(model, BaseModel)
    for name in model.model_fields
}


def named_reader(file: Path) -> LayoutReader:
    """The reader of the layout that was named for a file, which must then have it.

    Raises:
        CannotRead, BadToml, WrongEntry, Refusals: see `read_layout`.
    """
    return LayoutReader(read_layout(file), certain=True)


def own_readers(files: Sequence[Path]) -> list[Reader]:
    """The readers of a book's layouts.

    Raises:
        LayoutNameTaken: two are called the same, or one like a built-in format.
        CannotRead, BadToml, WrongEntry, Refusals: see `read_layout`.
    """
    own: list[Reader] = []
    for file in files:
        spec = read_layout(file)
        if spec.nama in _names(READERS) | _names(own):
            raise LayoutNameTaken(spec.nama, str(file))
        own.append(LayoutReader(spec))
    return own


def _names(readers: Sequence[Reader]) -> set[str]:
    return {name for r in readers for name in (r.name, r.name.partition("-")[0])}


def propose_layout(file: Path, name: str, wishes: Wishes, password: str | None = None) -> Proposed:
    """A layout for files like this sample, and the sample read with it.

    Raises:
        CannotRead, StatementRefusal, StatementMistakes: naming the file, the row and the remedy.
    """
    loaded = load_file(file, Settings(), password)
    try:
        found: Proposal = propose(loaded.data, name, wishes)
    except (StatementRefusal, StatementMistakes) as refusal:
        refusal.in_file(loaded.name)
        raise
    return Proposed(name, layout_text(found.values), found.statements)


def keep_layout(folder: Path, proposed: Proposed) -> Path:
    """Writes a layout into the folder of layouts; never over another.

    Raises:
        LayoutExists, LayoutNameTaken, CannotWrite: nothing is written.
    """
    path = folder / FOLDER / f"{proposed.name}.toml"
    if proposed.name in _names(READERS):
        raise LayoutNameTaken(proposed.name, str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(proposed.text)
    except FileExistsError:
        raise LayoutExists(str(path)) from None
    except OSError as error:
        raise CannotWrite(str(path), os_reason(error)) from None
    return path
