"""The XML inside a workbook, parsed by expat with everything dangerous refused.

No document type is taken, and so no entity; no token of a megabyte, no more elements than 200,000
cells need, no encoding but those of the standard (ECMA-376 part 2, 8.1.4). The namespace prefix of
the root is left off; elements with another one are extensions and keep it.
"""

from collections.abc import Callable
from xml.parsers import expat

from koperasi_ledger.importers.workbook_errors import BadWorkbook, WorkbookTooLarge

MAX_ELEMENTS = 700_000
_CHUNK = 64 * 1024
_MAX_TOKEN = 1024 * 1024
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Budget:
    """How many tags may still come, over all parts of one workbook."""

    def __init__(self, elements: int = MAX_ELEMENTS) -> None:
        self._tags = 2 * elements

    def spend(self, piece: bytes) -> None:
        """Count the tags of a piece of XML before it is parsed.

        Raises:
            WorkbookTooLarge: there are too many.
        """
        self._tags -= piece.count(b"<")
        if self._tags < 0:
            raise WorkbookTooLarge("isinya terlalu banyak")


def parse(data: bytes, budget: Budget, start: Start, end: End, text: Text | None = None) -> None:
    """Tell `start`, `end` and `text` what the XML holds, in its order.

    Raises:
        BadWorkbook: it is not well-formed, or holds a document type.
        WorkbookTooLarge: too many elements, or one of a megabyte.
    """
    parser = expat.ParserCreate("UTF-16" if data.startswith(_UTF16) else "UTF-8")
    parser.buffer_text = True

    def on_root(name: str, attributes: dict[str, str]) -> None:
        # Most files have no prefix: their handlers are called without a detour.
        prefix, colon, _ = name.rpartition(":")
        cut = prefix + colon
        parser.StartElementHandler = (lambda n, a: start(n.removeprefix(cut), a)) if cut else start
        parser.EndElementHandler = (lambda n: end(n.removeprefix(cut))) if cut else end
        start(name.removeprefix(cut), attributes)

    def on_doctype(*_: object) -> None:
        raise BadWorkbook("XML di dalamnya memakai DOCTYPE atau entitas")

    parser.StartElementHandler = on_root
    parser.StartDoctypeDeclHandler = on_doctype
    parser.EntityDeclHandler = on_doctype
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for at in range(0, len(data), _CHUNK):
            piece = data[at : at + _CHUNK]
            budget.spend(piece)
            parser.Parse(piece, False)  # noqa: FBT003 - expat's own interface
            if at - parser.CurrentByteIndex > _MAX_TOKEN:
                raise WorkbookTooLarge("satu unsur XML-nya lebih dari satu megabyte")
        parser.Parse(b"", True)  # noqa: FBT003 - expat's own interface
    except (expat.ExpatError, LookupError, ValueError):
        raise BadWorkbook("XML di dalamnya rusak") from None
