"""Finding and compiling the Jinja2 templates of HTML and Typst.

Both environments refuse an unknown name (`StrictUndefined`) and escape every `{{ … }}` by
themselves: HTML by autoescape, Typst by turning each value into a literal.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from koperasi_ledger.reports import formatting, layout, typst_escape

LONG_CODE = 20
"""Codes and pieces of a code up to this many characters stay on one line of HTML."""


def template_dir() -> Path:
    """The `reports` templates: inside the installed package, else the checkout's `templates/`."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_templates"
    return (installed if installed.is_dir() else package.parent / "templates") / "reports"


@lru_cache(maxsize=1)
def html() -> Environment:
    """The environment of `*.html.j2`."""
    environment = _environment(_plain)
    environment.filters["css"] = css_string
    environment.filters["lipat"] = breakable
    return environment


@lru_cache(maxsize=1)
def typst() -> Environment:
    """The environment of `*.typ.j2`."""
    # `autoescape` marks macro output as code, so that `literal` does not quote it again.
    environment = _environment(typst_escape.literal)
    environment.filters["pt"] = typst_escape.points
    environment.filters["qr"] = _qr
    environment.filters["bytes"] = typst_escape.as_bytes
    environment.filters["lipat"] = typst_escape.breakable
    return environment


def breakable(text: str) -> str:
    """`text` for HTML in which a long word with slashes breaks behind them and nowhere else.

    A word with a piece that is itself long stays as it is: it may break anywhere.
    """
    shown = formatting.polos(text)
    if "/" not in shown or len(shown) <= LONG_CODE:
        return shown
    return Markup(" ").join(map(_breakable_word, shown.split(" ")))


def _breakable_word(word: str) -> str:
    pieces = formatting.path_pieces(word) if len(word) > LONG_CODE else []
    if len(pieces) < 2 or max(map(len, pieces)) > LONG_CODE:
        return word
    return Markup('<span class="w">{}</span>').format(Markup("<wbr>").join(pieces))


def css_string(text: str) -> Markup:
    r"""`text` as the inside of a CSS string: everything but letters and digits as `\20 `."""
    return Markup(  # noqa: S704 - nothing but letters, digits, backslashes and spaces
        "".join(
            char if char.isascii() and char.isalnum() else f"\\{ord(char):x} "
            for char in formatting.polos(text)
        )
    )


def _environment(finalize: Any) -> Environment:  # noqa: ANN401 - Jinja2 types it as any callable
    environment = Environment(
        loader=FileSystemLoader(template_dir()),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "rupiah": formatting.rupiah,
        "tanggal": formatting.tanggal,
        "angka": formatting.angka,
        "pendek": formatting.tanggal_pendek,
        "polos": formatting.polos,
        "fakta": layout.fact,
        "laju": formatting.laju,
        "pos_shu": formatting.pos_shu,
    }
    environment.globals |= {
        "judul_kuitansi": layout.VOUCHER_TITLES,
        "pihak_kuitansi": layout.VOUCHER_PARTIES,
    }
    return environment


def _qr(value: object) -> Markup:
    """The QR code of a text as the bytes of a picture."""
    # Only slips need the library.
    from koperasi_ledger.reports.qr import qr_png  # noqa: PLC0415

    return typst_escape.as_bytes(qr_png(str(value)))


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a template puts between braces
    return formatting.polos(value) if type(value) is str else value
