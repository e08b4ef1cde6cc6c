"""Proposes a layout from a sample file, and refuses where the sample leaves two readings.

The heading is found by the words for its columns (`layout_words`); the form of dates and numbers is
the only one in which all of them can be read. What one row decides, decides for all. Where nothing
decides, the balances do; where they cannot either, the treasurer is asked (`layout_errors`). The
proposal is then used to read the sample, so what is shown is what an import would do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from koperasi_ledger.importers.amounts import Style, is_ambiguous, styles_of
from koperasi_ledger.importers.errors import StatementMistakes, StatementRefusal
from koperasi_ledger.importers.layout_dates import FORMS, day_in
from koperasi_ledger.importers.layout_errors import (
    HeadingNotFound,
    UnclearDates,
    UnclearNumbers,
    UnclearSigns,
    UnknownColumn,
)
from koperasi_ledger.importers.layout_reader import LayoutReader, same_name
from koperasi_ledger.importers.layout_spec import LONGEST_TEXT, MOST_SKIPPED, LayoutSpec
from koperasi_ledger.importers.layout_words import IN, OPENINGS, OUT, field_of
from koperasi_ledger.importers.money_cells import bare, is_empty
from koperasi_ledger.importers.statement import Statement
from koperasi_ledger.importers.text import HEAD_LINES, Row, decode, plain, rows_of
from koperasi_ledger.importers.workbook import is_workbook, sheets_of
from koperasi_ledger.importers.workbook_cells import Moment, Number

_AMOUNTS = ("debet", "kredit", "jumlah", "saldo")
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ. "


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the treasurer has decided: forms, rule, and columns by field."""

    date_form: str | None = None
    number_form: str | None = None
    rule: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


class Proposal(NamedTuple):
    """A layout as TOML has it, and the sample read with it."""

    values: dict[str, Any]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class _Sample:
    """The table found in a sample: its heading, which column is what, and the rows below."""

    file: dict[str, Any]
    heading: Row
    places: dict[str, int]
    texts: tuple[int, ...]
    above: Sequence[Row]
    below: Sequence[Row]

    def cell(self, row: Row, name: str) -> str:
        at = self.places.get(name, len(row.cells))
        return row.cells[at] if at < len(row.cells) else ""


def propose(data: bytes, name: str, wishes: Wishes) -> Proposal:
    """A layout called `name` for files like this one.

    Raises:
        HeadingNotFound, UnknownColumn, UnclearDates, UnclearNumbers, UnclearSigns: the sample does
            not tell, and what to say instead.
        StatementRefusal, StatementMistakes: the sample cannot be read with the only layout left.
    """
    sample = _find(data, wishes)
    movements = [row for row in sample.below if _is_day(sample.cell(row, "tanggal"), wishes)]
    if not movements:
        row = next(iter(sample.below), sample.heading)
        raise UnclearDates(sample.cell(row, "tanggal"), row.number, ())
    amount = _rule(sample, movements, wishes)
    values: dict[str, Any] = {
        "nama": name,
        "berkas": sample.file | _frame(sample, movements),
        "kolom": _columns(sample),
        "tanggal": {"bentuk": _date_form(sample, movements, wishes)},
        "angka": {},
        "jumlah": amount,
        "rekening": _account(sample),
    }
    return _numbered(data, values, sample, movements, wishes)


def _find(data: bytes, wishes: Wishes) -> _Sample:
    """The row that names most columns, of all ways to cut the file."""
    best: tuple[int, _Sample] | None = None
    seen = Row(0, ())
    for file, rows in _grids(data):
        for at, row in enumerate(rows[:HEAD_LINES]):
            places, texts = _fields(row, wishes)
            seen = max(seen, row, key=lambda each: each.width)
            if not _is_table(places):
                continue
            score = len(places) + len(texts)
            if best is None or score > best[0]:
                best = score, _Sample(file, row, places, texts, rows[:at], rows[at + 1 :])
    if best is not None:
        return best[1]
    for name, column in wishes.columns.items():
        if not any(
            same_name(column) in map(same_name, r.cells) for _, g in _grids(data) for r in g
        ):
            raise UnknownColumn(name, column)
    raise HeadingNotFound(
        " | ".join(cell for cell in seen.cells if cell.strip()), seen.number or None
    )


def _grids(data: bytes) -> Iterable[tuple[dict[str, Any], Sequence[Row]]]:
    """The sheets of a workbook, or the rows of a text under each delimiter."""
    if is_workbook(data):
        sheets = sheets_of(data)
        for sheet in sheets:
            yield (
                {"jenis": "excel"} | ({"lembar": sheet.name} if len(sheets) > 1 else {}),
                sheet.rows,
            )
        return
    text = decode(data)
    for mark in (",", ";", "\t", "|"):
        try:
            yield {"jenis": "csv", "pemisah": mark}, tuple(rows_of(text, mark))
        except StatementRefusal:
            if mark == "|":
                return


def _is_table(places: Mapping[str, int]) -> bool:
    return "tanggal" in places and ("jumlah" in places or {"debet", "kredit"} <= places.keys())


def _fields(row: Row, wishes: Wishes) -> tuple[dict[str, int], tuple[int, ...]]:
    """Which column holds what: as wished, else the likeliest of each field."""
    wished = {same_name(column): name for name, column in wishes.columns.items()}
    names = [same_name(cell) for cell in row.cells]
    places = {wished[name]: at for at, name in enumerate(names) if name in wished}
    if len(places) < len(wished):
        return {}, ()
    found: dict[str, tuple[int, int]] = {}
    texts = [at for at, name in enumerate(names) if wished.get(name) == "uraian"]
    given = bool(texts)
    for at, cell in enumerate(row.cells):
        spoken = field_of(cell) if names[at] not in wished else None
        if spoken is None:
            continue
        rank, name = spoken
        if name == "uraian" and not given:
            texts.append(at)
        elif name != "uraian" and name not in places:
            found[name] = min(found.get(name, (rank, at)), (rank, at))
    places.pop("uraian", None)
    places |= {name: at for name, (_, at) in found.items()}
    if {"debet", "kredit"} <= places.keys():
        places = {name: at for name, at in places.items() if name not in ("jumlah", "tanda")}
    elif "jumlah" in places:
        places = {name: at for name, at in places.items() if name not in ("debet", "kredit")}
    return places, tuple(texts)


def _is_day(cell: str, wishes: Wishes) -> bool:
    if isinstance(cell, (Moment, Number)):
        return True
    forms = (wishes.date_form,) if wishes.date_form else FORMS
    return any(day_in(cell, form) is not None for form in forms)


def _date_form(sample: _Sample, movements: Sequence[Row], wishes: Wishes) -> str:
    """The only form in which every date can be read."""
    if wishes.date_form:
        return wishes.date_form
    cells = [(sample.cell(row, "tanggal"), row.number) for row in movements]
    printed = [(text, row) for text, row in cells if not isinstance(text, (Moment, Number))]
    if not printed:
        return FORMS[0]
    forms = [form for form in FORMS if all(day_in(text, form) for text, _ in printed)]
    readings: dict[tuple[object, ...], str] = {}
    for form in forms:
        readings.setdefault(tuple(day_in(text, form) for text, _ in printed), form)
    if len(readings) == 1:
        return next(iter(readings.values()))
    open_ = [*readings.values()]
    text, row = next(
        (p for p in printed if len({day_in(p[0], form) for form in open_}) > 1), printed[0]
    )
    raise UnclearDates(text, row, open_)


def _columns(sample: _Sample) -> dict[str, Any]:
    """The columns by name, or by number where the name stands twice or is missing."""
    names = [same_name(cell) for cell in sample.heading.cells]

    def known_as(at: int) -> str | int:
        own = at < len(names) and names.count(names[at]) == 1 and 0 < len(names[at]) <= LONGEST_TEXT
        return plain(sample.heading.cells[at]) if own else at + 1

    single = {name: known_as(at) for name, at in sample.places.items()}
    texts = sample.texts or tuple(_widest_text(sample))
    ordered = {"tanggal": single.pop("tanggal"), "uraian": [known_as(at) for at in texts]}
    return ordered | single


def _widest_text(sample: _Sample) -> list[int]:
    """The column with the longest words, where none is called a description."""
    taken = set(sample.places.values())
    lengths = {
        at: sum(len(row.cells[at]) for row in sample.below if at < len(row.cells))
        for at in range(sample.heading.width)
        if at not in taken
    }
    if not lengths:
        raise HeadingNotFound("tidak ada kolom uraian", sample.heading.number)
    return [max(lengths, key=lambda at: lengths[at])]


def _frame(sample: _Sample, movements: Sequence[Row]) -> dict[str, Any]:
    """What stands between heading and movements, and below them."""
    frame: dict[str, Any] = {}
    first, last = movements[0].number, movements[-1].number
    others = [row for row in sample.below if row.width and row not in movements]
    opening = [word for row in others for word in _opening(sample, row)]
    if opening and "saldo" in sample.places:
        frame["saldo_awal"] = list(dict.fromkeys(opening))
    above = [row for row in others if row.number < first and not _opening(sample, row)]
    if 0 < len(above) <= MOST_SKIPPED:
        frame["lewati"] = len(above)
    below = next((row for row in others if row.number > last and not _opening(sample, row)), None)
    if below is not None:
        word = next(plain(cell) for cell in below.cells if cell.strip())
        word = (word.partition(":")[0].strip() or word)[:LONGEST_TEXT].strip()
        frame |= {"akhir": [word]} if word else {}
    return frame


def _opening(sample: _Sample, row: Row) -> list[str]:
    if any(not is_empty(sample.cell(row, name)) for name in ("debet", "kredit", "jumlah")):
        return []
    words = (word for cell in row.cells for word in OPENINGS if same_name(cell).startswith(word))
    return list(words) if not is_empty(sample.cell(row, "saldo")) else []


def _account(sample: _Sample) -> dict[str, Any]:
    """The account number that stands above the table, behind a word for it."""
    if "rekening" in sample.places:
        return {}
    for row in sample.above:
        text = " ".join(row.cells)
        if "rek" not in text.casefold() and "account" not in text.casefold():
            continue
        for cell in text.replace(":", " ").split():
            digits = "".join(char for char in cell if char not in "'.-")
            if digits.isascii() and digits.isdigit() and 8 <= len(digits) <= 20:
                return {"nomor": digits}
    return {}


def _rule(sample: _Sample, movements: Sequence[Row], wishes: Wishes) -> dict[str, Any]:
    """Which money came in; words for it are those seen, each with its usual opposite."""
    if "debet" in sample.places:
        debits = [bare(sample.cell(row, "debet")) for row in movements]
        minus = [text.startswith("-") for text in debits if text.strip("-0., ")]
        whole = bool(minus) and all(minus)
        return {"aturan": "dua-kolom"} | ({"debet_minus": True} if whole else {})
    if wishes.rule == "bertanda":
        sample.places.pop("tanda", None)
        return {"aturan": "bertanda"}
    if "tanda" not in sample.places:
        _find_sign(sample, movements)
    if "tanda" in sample.places:
        words = [plain(sample.cell(row, "tanda")) for row in movements]
        return {"aturan": "kolom-tanda"} | _signs(words, movements)
    cells = [plain(sample.cell(row, "jumlah")) for row in movements]
    words = [cell[len(cell.rstrip(_LETTERS)) :].strip(" .") for cell in cells]
    if any(words):
        return {"aturan": "akhiran"} | _signs(words, movements)
    negative = any(bare(cell).startswith("-") for cell in cells)
    if not negative and "saldo" not in sample.places:
        raise UnclearSigns(
            "Semua angka di kolom jumlah tanpa tanda; uang masuk dan keluar tidak dapat dibedakan.",
            movements[0].number,
        )
    return {"aturan": "bertanda"}


def _find_sign(sample: _Sample, movements: Sequence[Row]) -> None:
    """A column that holds nothing but words for in and out is the sign, whatever its name."""
    taken = {*sample.places.values(), *sample.texts}
    for at in range(max(row.width for row in movements)):
        words = {
            plain(row.cells[at]).casefold() if at < len(row.cells) else "" for row in movements
        }
        if at not in taken and words <= IN.keys() | OUT.keys():
            sample.places["tanda"] = at
            return


def _signs(words: Sequence[str], movements: Sequence[Row]) -> dict[str, list[str]]:
    """The words seen, sorted into money in and out. No word at all stands for the other side."""
    seen = dict.fromkeys(zip((w.casefold() for w in words), words, strict=True))
    into: list[str] = []
    out: list[str] = []
    for folded, word in seen:
        if folded in IN:
            into.append(word)
        elif folded in OUT:
            out.append(word)
        elif folded:
            row = movements[list(words).index(word)].number
            raise UnclearSigns(f"Tanda “{word}” tidak dikenal sebagai uang masuk atau keluar.", row)
    if "" in words:
        if bool(into) == bool(out):
            row = movements[list(words).index("")].number
            raise UnclearSigns("Ada jumlah tanpa tanda uang masuk atau keluar.", row)
        (out if into else into).append("")
    into = into or [OUT[out[0].casefold()]]
    out = out or [IN[into[0].casefold()]]
    return {"masuk": into, "keluar": out}


def _numbered(
    data: bytes,
    values: dict[str, Any],
    sample: _Sample,
    movements: Sequence[Row],
    wishes: Wishes,
) -> Proposal:
    """The layout in the number form that the cells show, or else the only one that proves."""
    cells = [
        (bare(cell.rstrip(_LETTERS)), row.number)
        for row in movements
        for cell in (sample.cell(row, name) for name in _AMOUNTS)
        if not isinstance(cell, Number)
    ]
    clear = {style for text, _ in cells for style in styles_of(text) if len(styles_of(text)) == 1}
    unclear = next(((text, row) for text, row in cells if is_ambiguous(text)), None)
    if wishes.number_form:
        return _tried(data, values, Style(wishes.number_form))
    if len(clear) == 1:
        return _tried(data, values, clear.pop())
    if unclear is None or clear:
        # Whole numbers alone mean the same in both; then as Indonesians write.
        return _tried(data, values, Style.COMMA)
    holding = [style for style in Style if _proves(data, values, style)]
    if len(holding) != 1:
        raise UnclearNumbers(*unclear)
    return _tried(data, values, holding[0])


def _tried(data: bytes, values: dict[str, Any], style: Style, places: int = 2) -> Proposal:
    """The sample read with the layout; a word for nothing is only believed with proof."""
    made = values | {"angka": {"bentuk": style.value}}
    made = {name: part for name, part in made.items() if part}
    reader = LayoutReader(LayoutSpec.model_validate(made), certain=True, places=places)
    statements = reader.read(data)
    amount = made["jumlah"]
    words = (*amount.get("masuk", ()), *amount.get("keluar", ()))
    if "" in words and not all(statement.proven for statement in statements):
        raise UnclearSigns("Ada jumlah tanpa tanda uang masuk atau keluar.", None)
    return Proposal(made, statements)


def _proves(data: bytes, values: dict[str, Any], style: Style) -> bool:
    try:
        found = _tried(data, values, style, places=3)
    except (StatementRefusal, StatementMistakes):
        return False
    return all(statement.proven for statement in found.statements)
