"""The form of a date as a layout states it: `dd/mm/yyyy`, `mm/dd/yyyy`, `dd mmm yyyy`.

A form is made of `dd`, `mm`, `mmm` (a month's name, Indonesian or English, short or whole), `yy`
or `yyyy`, and what stands between them. A time after the day is not part of it and is left out.
"""

import datetime as dt
import re
from functools import lru_cache

from koperasi_ledger.importers.workbook_cells import Moment, Number, moment

FORMS = (
    "dd/mm/yyyy", "mm/dd/yyyy", "dd-mm-yyyy", "mm-dd-yyyy", "dd.mm.yyyy", "yyyy-mm-dd",
    "yyyy/mm/dd", "yyyymmdd", "dd/mm/yy", "mm/dd/yy", "dd-mm-yy", "mm-dd-yy", "dd.mm.yy",
    "dd mmm yyyy", "dd-mmm-yyyy", "dd/mmm/yyyy", "dd mmm yy", "dd-mmm-yy", "mmm dd, yyyy",
)  # fmt: skip
"""The forms that are tried on a sample, most common first."""

_PART = re.compile(r"dd|mmm|mm|yyyy|yy")
_GROUPS = {
    "dd": r"(?P<day>[0-9]{1,2})",
    "mm": r"(?P<month>[0-9]{1,2})",
    "mmm": r"(?P<name>[A-Za-z]{3,9})\.?",
    "yyyy": r"(?P<year>[0-9]{4})",
    "yy": r"(?P<year>[0-9]{2})",
}
_TIME = r"(?:[ T,]+[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]+)?)?(?: ?[A-Za-z]{2,4})?)?"
_BETWEEN = re.compile(r"[ /.,-]*")
_MONTHS = (
    "jan", "feb peb", "mar", "apr", "mei may", "jun", "jul", "agu aug ags agt", "sep", "okt oct",
    "nov nop", "des dec",
)  # fmt: skip
_NUMBER_OF = {name: at for at, names in enumerate(_MONTHS, 1) for name in names.split()}


def is_form(form: str) -> bool:
    """Whether a text is a form: a day, a month and a year, each once, and marks between them."""
    parts = _PART.findall(form)
    kinds = sorted(part[0] for part in parts)
    return kinds == ["d", "m", "y"] and _BETWEEN.fullmatch(_PART.sub("", form)) is not None


@lru_cache(maxsize=64)
def _pattern(form: str) -> re.Pattern[str]:
    # Without marks between them the parts have a fixed width.
    strict = not _PART.sub("", form)
    made = ""
    at = 0
    for part in _PART.finditer(form):
        group = _GROUPS[part[0]]
        made += re.escape(form[at : part.start()]) + (
            group.replace("{1,2}", "{2}") if strict else group
        )
        at = part.end()
    return re.compile(made + re.escape(form[at:]) + _TIME, re.IGNORECASE)


def day_in(text: str, form: str) -> dt.date | None:
    """The day printed in this form; None when it is not, or there is no such day."""
    match = _pattern(form).fullmatch(" ".join(text.split()).lstrip("'"))
    if match is None:
        return None
    parts = match.groupdict()
    month = int(parts["month"]) if parts.get("month") else _NUMBER_OF.get(parts["name"][:3].lower())
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    try:
        return dt.date(year, month or 0, int(parts["day"]))
    except ValueError:
        return None


def day_of_cell(cell: str, form: str, *, late_epoch: bool = False) -> dt.date | None:
    """The day of a cell: text in the form, or what a workbook itself knows as a day."""
    if isinstance(cell, Number) and form != "yyyymmdd":
        found = moment(cell, late_epoch=late_epoch)
        return None if found is None else day_in(found, "yyyy-mm-dd")
    return day_in(cell, "yyyy-mm-dd" if isinstance(cell, Moment) else form)
