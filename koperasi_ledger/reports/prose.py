"""What the pengurus write themselves: a small part of Markdown, as blocks of plain text.

Headings, paragraphs, lists, **bold** and *italic*; everything else (links, pictures, HTML) stays
the text it is. Nothing of it reaches a layout but through that layout's own escaping.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

BlockKind = Literal["judul", "subjudul", "alinea", "butir", "angka"]


class Span(NamedTuple):
    """Text of one look."""

    text: str
    bold: bool = False
    italic: bool = False


class Block(NamedTuple):
    """A heading, a paragraph or an item of a list; `mark` is what stands before an item.

    `level` is how deep a list lies in others.
    """

    kind: BlockKind
    spans: tuple[Span, ...]
    mark: str = ""
    level: int = 0

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


def read_prose(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text, in order."""
    reader = MarkdownIt("zero").enable(["heading", "list", "emphasis", "escape", "newline"])
    return tuple(_blocks(reader.parse(text)))


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    heading: str | None = None
    lists: list[tuple[str, int]] = []
    for token in tokens:
        match token.type:
            case "heading_open":
                heading = token.tag
            case "heading_close":
                heading = None
            case "bullet_list_open":
                lists.append(("butir", 0))
            case "ordered_list_open":
                lists.append(("angka", int(token.attrGet("start") or 1) - 1))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                kind, count = lists[-1]
                lists[-1] = (kind, count + 1)
            case "inline":
                yield _block(_joined(_spans(token.children or ())), heading, lists)
            case _:
                pass


def _block(spans: tuple[Span, ...], heading: str | None, lists: Sequence[tuple[str, int]]) -> Block:
    if heading is not None:
        return Block("judul" if heading in {"h1", "h2"} else "subjudul", spans)
    if not lists:
        return Block("alinea", spans)
    kind, count = lists[-1]
    mark = f"{count}." if kind == "angka" else "\u2022"
    return Block("angka" if kind == "angka" else "butir", spans, mark, len(lists) - 1)


def _joined(spans: Iterator[Span]) -> tuple[Span, ...]:
    """Neighbours of one look are one span; lines of a paragraph are told apart by a blank."""
    found: list[Span] = []
    for span in spans:
        if found and found[-1][1:] == span[1:]:
            found[-1] = found[-1]._replace(text=found[-1].text + span.text)
        else:
            found.append(span)
    return tuple(found)


def _spans(tokens: Sequence[Token]) -> Iterator[Span]:
    bold = italic = 0
    for token in tokens:
        match token.type:
            case "strong_open":
                bold += 1
            case "strong_close":
                bold -= 1
            case "em_open":
                italic += 1
            case "em_close":
                italic -= 1
            case "softbreak" | "hardbreak":
                yield Span(" ", bool(bold), bool(italic))
            case _:
                if token.content:
                    yield Span(token.content, bool(bold), bool(italic))
