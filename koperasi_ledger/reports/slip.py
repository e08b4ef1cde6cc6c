"""The receipt of a till on paper of 58 mm: 32 characters a line, as text or as PDF.

The text is plain ASCII, which every thermal printer prints whatever its code page (ESC/POS, Epson:
characters 0x20 to 0x7E are the same in all of them); the PDF shows the same lines.
"""

import unicodedata
from datetime import date
from decimal import Decimal
from textwrap import wrap
from typing import NamedTuple

from markupsafe import Markup

from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.reports import templates
from koperasi_ledger.reports.typst_escape import escape

WIDTH = 32
_RULE = "-" * WIDTH
_TOTAL = "JUMLAH"


class SlipLine(NamedTuple):
    """A line of goods: name, how many of what, the price of one, the discount, what it comes to."""

    name: str
    quantity: str
    price: Decimal
    discount: Decimal
    amount: Decimal


class Slip(NamedTuple):
    """A receipt as it is printed; `marks` stand above and below, such as SALINAN.

    `payments` are what was paid, by way; `given` and `change` only when it is printed at the till.
    """

    cooperative: str
    address: str
    till: str
    number: str
    day: date
    buyer: str
    lines: tuple[SlipLine, ...]
    total: Decimal
    payments: tuple[tuple[str, Decimal], ...]
    tax: Decimal = Decimal(0)
    given: Decimal | None = None
    change: Decimal | None = None
    returned: Decimal = Decimal(0)
    marks: tuple[str, ...] = ()


def slip_lines(slip: Slip) -> list[str]:
    """The receipt line by line, none longer than 32 characters, all of ASCII."""
    made: list[str] = []
    made += _centred(slip.cooperative.upper())
    if slip.address:
        made += _centred(slip.address)
    made += _marked(slip.marks)
    made.append(_RULE)
    made += _pair(slip.till, f"{slip.day:%d-%m-%Y}")
    made += _pair("No", slip.number)
    if slip.buyer:
        made += _pair("Pembeli", slip.buyer)
    made.append(_RULE)
    for line in slip.lines:
        made += _folded(line.name)
        made += _pair(
            f" {line.quantity} x {_money(line.price)}", _money(line.amount + line.discount)
        )
        if line.discount:
            made += _pair(" potongan", _money(-line.discount))
    made.append(_RULE)
    made += _sums(slip)
    made.append(_RULE)
    made += _marked(slip.marks) or _centred("Terima kasih")
    return made


def _sums(slip: Slip) -> list[str]:
    """The total, the tax in it, what was paid and given back."""
    made: list[str] = []
    added = slip.total - sum((line.amount for line in slip.lines), Decimal(0))
    if added:
        made += _pair("PPN", _money(added))
    made += _pair(_TOTAL, _money(slip.total))
    if slip.tax and not added:
        made += _pair("termasuk PPN", _money(slip.tax))
    for name, amount in slip.payments:
        made += _pair(name, _money(amount))
    if slip.given is not None:
        made += _pair("Uang", _money(slip.given))
    if slip.change is not None:
        made += _pair("Kembali", _money(slip.change))
    if slip.returned:
        made += _pair("Sudah diretur", _money(slip.returned))
    return made


def slip_text(slip: Slip) -> str:
    """The receipt as text for a printer."""
    return "".join(f"{line}\n" for line in slip_lines(slip))


def slip_pdf(slip: Slip) -> bytes:
    """The receipt as a PDF page of 58 mm, as long as it needs to be."""
    from koperasi_ledger.reports.pdf_layout import compile_typst  # noqa: PLC0415 - heavy

    template = templates.typst().get_template("struk.typ.j2")
    lines = slip_lines(slip)
    # Blanks keep the columns apart; the filter of templates would join them.
    cells = [Markup(escape(line.replace(" ", "\u00a0"))) for line in lines]  # noqa: S704 - escaped
    bold = [line.startswith(_TOTAL) for line in lines]
    rows = list(zip(cells, bold, strict=True))
    return compile_typst(template.render(slip=slip, rows=rows))


def plain_ascii(text: str) -> str:
    """Text as a thermal printer can print it: accents left off, what is left unknown as `?`."""
    parts = unicodedata.normalize("NFKD", text)
    kept = "".join(char for char in parts if not unicodedata.combining(char))
    return "".join(char if " " <= char <= "~" else "?" for char in kept)


def _money(amount: Decimal) -> str:
    return format_rupiah(amount)


def _folded(text: str) -> list[str]:
    return wrap(plain_ascii(text), WIDTH) or [""]


def _centred(text: str) -> list[str]:
    return [line.center(WIDTH).rstrip() for line in _folded(text)]


def _marked(marks: tuple[str, ...]) -> list[str]:
    return [line for mark in marks for line in _centred(f"*** {mark} ***")]


def _pair(left: str, right: str) -> list[str]:
    """Something at the left and an amount at the right; on two lines when both do not fit."""
    left, right = plain_ascii(left).rstrip(), plain_ascii(right)
    room = WIDTH - len(right) - 1
    if len(left) <= room:
        return [f"{left}{right.rjust(WIDTH - len(left))}"]
    return [*wrap(left, WIDTH), *(line.rjust(WIDTH) for line in wrap(right, WIDTH))]
