r"""User text enters Typst only as string literals, through this one filter.

`Simpanan "Hari Raya" #1` becomes `"Simpanan \"Hari Raya\" #1"`: inside a Typst string only `"` and
`\` mean anything, so nothing in a name can start markup, code, math or an import. The Typst
environment applies `literal` to every `{{ … }}`, so a template cannot forget it.
"""

from typing import Any

from jinja2 import Undefined
from markupsafe import Markup

from koperasi_ledger.reports.formatting import path_pieces, polos

# White space that lets a line break here without showing anything.
_BREAK = "\u200b"


def escape(text: str) -> str:
    r"""`text` as a Typst string literal with its quotation marks; what does not print as \u{…}."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    if not quoted.isprintable():
        quoted = "".join(char if char.isprintable() else _code(char) for char in quoted)
    return f'"{quoted}"'


def literal(value: Any) -> Markup:  # noqa: ANN401 - whatever a template puts between braces
    """The value of one `{{ … }}` as a Typst literal; what is Typst code already passes through."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return Markup(escape(polos(value)))  # noqa: S704 - escaped in the same breath
    if value is None:
        return Markup("none")
    if isinstance(value, bool):
        return Markup("true") if value else Markup("false")
    if isinstance(value, (int, float)):
        return Markup(value)  # noqa: S704 - digits
    if isinstance(value, Undefined):
        str(value)  # a strict one raises, naming what is missing
    raise TypeError(f"{type(value).__name__} has no Typst literal; format it with a filter first")


def points(value: float) -> Markup:
    """A length in points, for a template: `72.5pt`."""
    return Markup(f"{value:.2f}pt")  # noqa: S704 - digits


def as_bytes(data: bytes) -> Markup:
    """Bytes as a Typst array of numbers, as Python writes a tuple; Typst reads blanks slowly."""
    return Markup(repr(tuple(data)).replace(" ", ""))  # noqa: S704 - digits


def breakable(text: str, longest: int = 24) -> str:
    """`text` with invisible break points inside words longer than `longest` characters.

    They stand behind each "/"; elsewhere only inside a piece that is itself too long.
    """
    if len(text) <= longest:
        return text
    return " ".join(
        _BREAK.join(
            piece[k : k + longest]
            for piece in (path_pieces(word) if len(word) > longest else [word])
            for k in range(0, len(piece), longest)
        )
        for word in text.split(" ")
    )


def _code(char: str) -> str:
    code = ord(char)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else f"\\u{{{code:x}}}"
