"""The RAT book as data: parts in order, each of prose, forms, statements and charts."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from koperasi_ledger.reports.charts import Chart
from koperasi_ledger.reports.prose import Block
from koperasi_ledger.reports.view import Report, Signature


@dataclass(frozen=True, slots=True)
class Prose:
    """What somebody wrote, or forms of words that every meeting needs."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Lines to be filled in by hand: what is asked, and how many lines it needs."""

    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Signing:
    """A page of signatures: words above them, place and date, and who signs."""

    words: str
    place_date: str
    signatures: tuple[Signature, ...]


Item: TypeAlias = Prose | Form | Signing | Report | Chart
ItemKind = Literal["prosa", "isian", "tanda", "laporan", "grafik"]


def kind_of(item: Item) -> ItemKind:
    """Which layout an item needs."""
    match item:
        case Prose():
            return "prosa"
        case Form():
            return "isian"
        case Signing():
            return "tanda"
        case Report():
            return "laporan"
        case Chart():
            return "grafik"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the book, with its name in the list of contents.

    `follows`: short enough to stand on the page of the part before it.
    """

    key: str
    title: str
    items: tuple[Item, ...]
    follows: bool = False


@dataclass(frozen=True, slots=True)
class RatBook:
    """The book of a year's annual meeting. `facts` stand on the cover."""

    cooperative: str
    address: str | None
    year: int
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    journal_seq: int
    journal_hash: str
    legal_number: str | None = None

    @property
    def title(self) -> str:
        """What the book is called."""
        return f"Buku Rapat Anggota Tahunan tahun buku {self.year}"

    def reports(self) -> tuple[Report, ...]:
        """Every statement and list of the book, in order."""
        return tuple(item for part in self.parts for item in part.items if isinstance(item, Report))
