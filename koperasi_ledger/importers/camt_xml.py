"""The XML of a bank statement as a small tree, read so that no file can hurt.

A document type is refused where it begins, so no entity is ever defined, expanded or fetched. Only
elements that are asked for are kept, and depth, number and length of what a file holds are bounded.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from koperasi_ledger.importers.errors import (
    DOWNLOAD_AGAIN,
    FieldTooLong,
    StatementRefusal,
    TooManyRows,
)
from koperasi_ledger.importers.text import MAX_FIELD, MAX_ROWS

_MAX_ELEMENTS = 600_000
_MAX_KEPT = 20 * MAX_ROWS
_MAX_DEPTH = 64


class ForbiddenXml(StatementRefusal):
    """A document type or entities, which no bank needs and which could read other files."""

    def __init__(self, row: int) -> None:
        super().__init__(
            "File XML ini memuat DOCTYPE, yang tidak pernah ada dalam rekening koran.",
            row=row,
            remedy=DOWNLOAD_AGAIN,
        )


class BrokenXml(StatementRefusal):
    """Not well-formed: cut, or edited by hand."""

    def __init__(self, detail: str, row: int | None) -> None:
        super().__init__(f"File XML ini tidak utuh ({detail}).", row=row, remedy=DOWNLOAD_AGAIN)


@dataclass(slots=True)
class Node:
    """One element: its name without namespace, row, text, `Ccy` attribute and children."""

    name: str
    row: int
    currency: str = ""
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def every(self, name: str) -> Iterator["Node"]:
        """The children of this name."""
        return (child for child in self.children if child.name == name)

    def first(self, *path: str) -> "Node | None":
        """The first descendant along these names."""
        found: Node | None = self
        for name in path:
            found = next(found.every(name), None) if found else None
        return found

    def value(self, *path: str) -> str:
        """The text of the first descendant along these names, or nothing."""
        found = self.first(*path)
        return found.text if found else ""


def documents_of(
    data: bytes, roots: frozenset[str], keep: frozenset[str]
) -> list[tuple[str, Node]]:
    """Each element named in `roots` with its namespace, holding only elements named in `keep`.

    Raises:
        ForbiddenXml, BrokenXml, TooManyRows, FieldTooLong: before anything is done with it.
    """
    return _Reading(roots, keep).read(data)


class _Reading:
    """One pass of the parser over a file."""

    def __init__(self, roots: frozenset[str], keep: frozenset[str]) -> None:
        self.roots, self.keep = roots, keep
        self.found: list[tuple[str, Node]] = []
        self.open: list[Node] = []  # the elements being kept, outermost first
        self.namespace = ""
        self.depth = self.elements = self.kept = 0
        self.skipped = 0  # how deep inside an element that is not kept
        self.texts: list[str] = []
        self.length = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def read(self, data: bytes) -> list[tuple[str, Node]]:
        try:
            self.parser.Parse(data, True)  # noqa: FBT003 - the parser's own parameter
        except expat.ExpatError as error:
            raise BrokenXml(expat.ErrorString(error.code), error.lineno) from None
        except (ValueError, LookupError):
            raise BrokenXml("pengodean hurufnya tidak dikenal", 1) from None
        return self.found

    def doctype(self, *_: object) -> None:
        raise ForbiddenXml(self.parser.CurrentLineNumber)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        row = self.parser.CurrentLineNumber
        self.depth += 1
        self.elements += 1
        if self.depth > _MAX_DEPTH:
            raise BrokenXml(f"bersarang lebih dari {_MAX_DEPTH} tingkat", row)
        if self.elements > _MAX_ELEMENTS or self.kept > _MAX_KEPT:
            raise TooManyRows(row, MAX_ROWS)
        namespace, _, local = name.rpartition(" ")
        if self.skipped or (self.open and (local not in self.keep or namespace != self.namespace)):
            self.skipped += 1
            return
        if not self.open and local not in self.roots:
            return
        node = Node(local, row, attributes.get("Ccy", ""))
        self.kept += 1
        if self.open:
            if len(self.open[-1].children) > MAX_ROWS:
                raise TooManyRows(row, MAX_ROWS)
            self.open[-1].children.append(node)
        else:
            self.namespace = namespace
            self.found.append((namespace, node))
        self.open.append(node)
        self.texts, self.length = [], 0

    def end(self, _name: str) -> None:
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
        elif self.open:
            node = self.open.pop()
            if not node.children:
                node.text = " ".join("".join(self.texts).split())
            self.texts, self.length = [], 0

    def characters(self, text: str) -> None:
        if self.open and not self.skipped:
            self.length += len(text)
            if self.length > MAX_FIELD:
                raise FieldTooLong(self.parser.CurrentLineNumber, MAX_FIELD)
            self.texts.append(text)
