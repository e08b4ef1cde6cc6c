"""The end of a book year and the start of the next one."""

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field

from koperasi_ledger.model.events.base import Event
from koperasi_ledger.model.fields import Rupiah

BookYear = Annotated[int, Field(ge=1900, le=2199)]
"""A book year is a calendar year; the first one begins on the day the books were opened."""

FROM_SHARE = {"share": "tahun SHU yang bagiannya dipakai"}
"""How a member's part of a shared SHU is said to pay (`SavingsMoneyEvent.other_ends`)."""


class YearClosed(Event):
    """The result of a year goes to SHU tahun berjalan, and the year is closed.

    `surplus` is the SHU after tax that was seen when it was closed, a loss less than zero.
    """

    title: ClassVar[str] = "Tutup tahun"
    kind: Literal["year_closed"] = "year_closed"
    year: BookYear
    surplus: Rupiah


class YearOpened(Event):
    """On the first day of `year`, the SHU of the year before becomes SHU tahun lalu."""

    title: ClassVar[str] = "Buka tahun"
    kind: Literal["year_opened"] = "year_opened"
    year: BookYear


YearEvent: TypeAlias = YearClosed | YearOpened
