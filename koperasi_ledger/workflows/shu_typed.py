"""Percentages of pools as they are typed: `cadangan=30` or `jasa_modal=12,5`."""

import re
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal

_PERCENT = re.compile(r"[0-9]{1,3}([.,][0-9]{1,6})?%?")


class BadPercentage(Refusal):
    """It is not written as a pool and its percentage."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text[:60]!r} tidak dapat dibaca.",
            where="--persen",
            remedy="Tulis POS=PERSEN, misalnya --persen cadangan=30 atau --persen jasa_modal=12,5.",
        )


def read_percentage(text: str) -> tuple[str, Decimal]:
    """The pool and the percentage of a typed text.

    Raises:
        BadPercentage: it has another form.
    """
    name, _, percent = text.partition("=")
    name, percent = name.strip(), percent.strip()
    if not name or not _PERCENT.fullmatch(percent):
        raise BadPercentage(text)
    return name, Decimal(percent.removesuffix("%").replace(",", "."))
