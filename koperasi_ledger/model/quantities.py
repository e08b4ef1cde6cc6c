"""Quantities of goods: how they enter, and how they are counted without ever losing a gram.

A quantity is a `Decimal` with at most nine digits before and six after the point, written as text;
inside it is a whole number of *millionths* (`micro`), so that sums and proportions are exact. A
measure (`karung`, `dus`) is worth an exact fraction of the item's base unit (`kg`, `pcs`).
"""

import re
from decimal import Context, Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from koperasi_ledger.model.fields import matching, schema

MICRO = 1_000_000
"""How many parts a quantity of one has."""

_QUANTITY = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_EXACT = Context(prec=40)


def to_micro(quantity: Decimal) -> int:
    """A quantity in millionths; for one that `Quantity` has checked."""
    return int(quantity.scaleb(6, _EXACT))


def from_micro(micro: int) -> Decimal:
    """Millionths as a quantity, without zeros at its end: `1.5`, `50`."""
    whole, rest = divmod(abs(micro), MICRO)
    text = f"{whole}.{rest:06}".rstrip("0") if rest else str(whole)
    return Decimal(f"-{text}" if micro < 0 else text)


def format_quantity(micro: int) -> str:
    """Millionths the Indonesian way: `1.250,5`."""
    whole, rest = divmod(abs(micro), MICRO)
    tail = f",{rest:06}".rstrip("0") if rest else ""
    return f"{'-' if micro < 0 else ''}{whole:,}".replace(",", ".") + tail


def _quantity(value: object) -> Decimal:
    if isinstance(value, Decimal):
        value = f"{value:f}"
    if isinstance(value, str) and _QUANTITY.fullmatch(value):
        return from_micro(to_micro(Decimal(value)))
    raise ValueError(
        'tulis banyaknya sebagai teks dengan titik desimal, misalnya "12" atau "0.25": paling'
        " banyak 9 angka di depan dan 6 angka di belakang titik"
    )


def _above_zero(value: Decimal) -> Decimal:
    if not value:
        raise ValueError("banyaknya harus lebih dari nol")
    return value


_JSON = WithJsonSchema(
    {"type": "string", "pattern": f"^{_QUANTITY.pattern}$", "examples": ["12", "0.25"]}
)

Quantity = Annotated[Decimal, AfterValidator(_above_zero), BeforeValidator(_quantity), _JSON]
"""How much of something, above zero; written as text in JSON."""

QuantityOrZero = Annotated[Decimal, BeforeValidator(_quantity), _JSON]
"""How much of something, zero allowed."""

SKU_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"
Sku = Annotated[
    str,
    matching(
        SKU_PATTERN,
        "kode barang hanya boleh berisi huruf, angka, titik, garis bawah atau tanda hubung"
        " (paling panjang 40), misalnya beras-medium",
    ),
    schema(SKU_PATTERN, "beras-medium"),
]
"""The code that the cooperative gave an item."""

BARCODE_PATTERN = r"[0-9A-Za-z-]{4,40}"
Barcode = Annotated[
    str,
    matching(
        BARCODE_PATTERN,
        "barcode hanya boleh berisi 4 sampai 40 huruf, angka atau tanda hubung, misalnya"
        " 8991234567895",
    ),
    schema(BARCODE_PATTERN, "8991234567895"),
]
"""What a scanner reads."""

RECEIPT_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}"
ReceiptNumber = Annotated[
    str,
    matching(
        RECEIPT_PATTERN,
        "nomor struk atau faktur hanya boleh berisi huruf, angka, titik, garis miring, garis bawah"
        " atau tanda hubung (paling panjang 40), misalnya 000123",
    ),
    schema(RECEIPT_PATTERN, "000123"),
]
"""The number on a till's receipt or on a supplier's invoice."""

_TAX_INVOICE = r"[0-9]{16,17}"
TaxInvoiceNumber = Annotated[
    str,
    matching(
        _TAX_INVOICE,
        "nomor faktur pajak ditulis 16 atau 17 angka, tanpa titik atau tanda hubung, misalnya"
        " 04002600000000001",
    ),
    schema(_TAX_INVOICE, "04002600000000001"),
]
"""The number of a faktur pajak; its first two digits say what kind of delivery it is."""
