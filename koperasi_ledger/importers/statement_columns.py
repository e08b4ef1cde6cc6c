"""From rows of a sheet to lines with amounts: which columns hold words, codes, years and figures.

A column is what most of its cells are. Words followed by figures are a block; a sheet may hold two
beside one another (aktiva and pasiva). Figures stand in one column, in one a year, or staggered:
parts in the inner and their sums in the outer column (practice of typed statements).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from koperasi_ledger.importers.amounts import Style
from koperasi_ledger.importers.statement_titles import Part
from koperasi_ledger.importers.text import MAX_COLUMNS, Row, plain
from koperasi_ledger.importers.typed_cells import (
    amount_of,
    column_letter,
    is_year,
    percent_of,
    period_of,
)
from koperasi_ledger.model.typed_statements import TypedColumn, TypedLine, TypedTable

_HEAD = re.compile(
    r"\A(?:no|nomor|kode|akun|nama akun|uraian|keterangan|pos|perkiraan|catatan|tahun|per|rekening"
    r"|komponen|jumlah|rp|persen|%|persentase|rupiah|nilai)?\b.{0,20}\Z",
    re.IGNORECASE | re.DOTALL,
)
_CODES = re.compile(r"\A(?:no\b|nomor|kode|catatan|cat\b|ref\b|note|akun\Z|ket\b)", re.IGNORECASE)
_PERCENT_HEAD = re.compile(r"%|persen|prosen", re.IGNORECASE)
_SHARE_HEAD = re.compile(
    r"\A(?:jumlah\Z|rp\b|rupiah|nominal|nilai|bagian|besar|jumlah \(rp)", re.IGNORECASE
)
_LETTERS = re.compile(r"[A-Za-z]{2}")
_SIZE = Decimal(1000)


@dataclass(frozen=True, slots=True)
class _Block:
    words: tuple[int, ...]
    figures: tuple[int, ...]


def tables_in(part: Part, style: Style) -> list[TypedTable]:
    """The tables of a part: one for each block of words and figures."""
    heads, rows = _split(part.rows, style)
    found = []
    for block in _blocks(heads, rows, style):
        table = _table(part, block, heads, rows, style)
        if any(not line.heading for line in table.lines):
            found.append(table)
    return found


def _split(rows: Sequence[Row], style: Style) -> tuple[list[Row], list[Row]]:
    """The rows of the column heads, and the rows below."""
    for at, row in enumerate(rows):
        if _has_figures(row, style) and not _is_year_row(row, style):
            heads = list(rows[:at])
            # Headings of lines stand below the last row that has words over figures.
            cut = max((n + 1 for n, each in enumerate(heads) if _is_head(each)), default=0)
            return heads[:cut], [*heads[cut:], *rows[at:]]
    return list(rows), []


def _has_figures(row: Row, style: Style) -> bool:
    return any(amount_of(c, style) is not None and plain(c) != "-" for c in row.cells)


def _is_year_row(row: Row, style: Style) -> bool:
    figures = [cell for cell in row.cells if amount_of(cell, style) is not None]
    words = [plain(cell) for cell in row.cells if _LETTERS.search(cell)]
    return all(is_year(plain(cell)) for cell in figures) and all(map(_HEAD.match, words))


def _is_head(row: Row) -> bool:
    filled = [(at, cell) for at, cell in enumerate(row.cells) if plain(cell)]
    if len(filled) > 1:
        return True
    return bool(filled) and filled[0][0] > 0 and period_of(filled[0][1]) is not None


def _blocks(heads: Sequence[Row], rows: Sequence[Row], style: Style) -> list[_Block]:
    """The blocks of a part, from left to right; columns of codes and notes are in none."""
    width = min(MAX_COLUMNS, max((len(row.cells) for row in rows), default=0))
    kinds = [_kind(at, rows, style) for at in range(width)]
    largest = max((_largest(at, rows, style) for at in range(width)), default=Decimal(0))
    for at, kind in enumerate(kinds):
        if kind == "figures" and _is_code(at, kinds, heads, rows, style, largest):
            kinds[at] = "code"
    blocks: list[tuple[list[int], list[int]]] = []
    for at, kind in enumerate(kinds):
        if kind == "words":
            if not blocks or blocks[-1][1]:
                blocks.append(([], []))
            blocks[-1][0].append(at)
        elif kind == "figures" and blocks:
            blocks[-1][1].append(at)
    return [_Block(tuple(words), tuple(figures)) for words, figures in blocks if figures]


def _kind(at: int, rows: Sequence[Row], style: Style) -> str:
    words = figures = 0
    for cell in _column(at, rows):
        if amount_of(cell, style) is not None or percent_of(cell) is not None:
            figures += plain(cell) != "-" or figures > 0
        elif _LETTERS.search(cell) and plain(cell).casefold().rstrip(".") not in ("rp", "idr"):
            words += 1
    if words or figures:
        return "words" if words >= figures else "figures"
    return "empty"


def _is_code(  # noqa: PLR0917 - all that tells a code from a figure
    at: int,
    kinds: Sequence[str],
    heads: Sequence[Row],
    rows: Sequence[Row],
    style: Style,
    largest: Decimal,
) -> bool:
    """Whether a column of figures holds codes, numbers of lines or of notes."""
    head = _head(at, heads)
    if _CODES.match(head):
        return True
    if "words" not in kinds[:at]:
        return True
    if _PERCENT_HEAD.search(head) or any(percent_of(cell) for cell in _column(at, rows)):
        return False
    values = [v for c in _column(at, rows) if (v := amount_of(c, style)) is not None]
    small = all(v == v.to_integral_value() and 0 < v < 100 for v in values)
    followed = at + 1 < len(kinds) and kinds[at + 1] in ("words", "figures")
    return small and followed and largest >= _SIZE and len(set(values)) == len(values)


def _largest(at: int, rows: Sequence[Row], style: Style) -> Decimal:
    return max(
        (abs(v) for c in _column(at, rows) if (v := amount_of(c, style))), default=Decimal(0)
    )


def _column(at: int, rows: Sequence[Row]) -> list[str]:
    return [row.cells[at] for row in rows if at < len(row.cells) and plain(row.cells[at])]


def _head(at: int, heads: Sequence[Row]) -> str:
    return " ".join(" ".join(_column(at, heads)).split())


def _table(
    part: Part, block: _Block, heads: Sequence[Row], rows: Sequence[Row], style: Style
) -> TypedTable:
    columns = [_column_of(part, at, heads, rows, style) for at in block.figures]
    lines = [_line(row, block, columns, style) for row in rows]
    table = TypedTable(
        part.sheet,
        part.title,
        part.kind,
        tuple(columns),
        tuple(line for line in lines if line.label or not line.heading),
    )
    if part.kind == "shu":
        return _shares(table)
    if _is_matrix(table):
        return table
    kept = [at for at, column in enumerate(columns) if column.role == "amount"]
    return _one_a_period(_only(table, kept))


def _column_of(
    part: Part, at: int, heads: Sequence[Row], rows: Sequence[Row], style: Style
) -> TypedColumn:
    head = _head(at, heads)
    cells = _column(at, rows)
    percent = bool(_PERCENT_HEAD.search(head)) or (
        2 * sum(percent_of(cell) is not None for cell in cells) > len(cells)
    )
    values = [v for c in cells if (v := amount_of(c, style)) is not None]
    if part.kind == "shu" and not head and values and max(map(abs, values)) <= 100:
        percent = True
    period = next((p for c in reversed(_column(at, heads)) if (p := period_of(c))), None)
    return TypedColumn(column_letter(at), head, period, "percent" if percent else "amount")


def _line(row: Row, block: _Block, columns: Sequence[TypedColumn], style: Style) -> TypedLine:
    texts = [plain(row.cells[at]) for at in block.words if at < len(row.cells)]
    words = [text for text in texts if _LETTERS.search(text)] or [text for text in texts if text]
    label = " ".join(" ".join(words).split())
    first = block.words[0]
    code = next((plain(cell) for cell in row.cells[:first] if plain(cell)), "") if first else ""
    cells = [row.cells[at] if at < len(row.cells) else "" for at in block.figures]
    amounts = tuple(
        _percent(cell, style) if column.role == "percent" else amount_of(cell, style)
        for cell, column in zip(cells, columns, strict=True)
    )
    places = tuple(f"{column.letter}{row.number}" for column in columns)
    return TypedLine(row.number, label, amounts, places, code)


def _percent(cell: str, style: Style) -> Decimal | None:
    found = percent_of(cell)
    return found if found is not None else amount_of(cell, style)


def _only(table: TypedTable, kept: Sequence[int]) -> TypedTable:
    """The table with some of its columns."""
    return replace(
        table,
        columns=tuple(table.columns[at] for at in kept),
        lines=tuple(
            replace(
                line,
                amounts=tuple(line.amounts[at] for at in kept),
                cells=tuple(line.cells[at] for at in kept),
            )
            for line in table.lines
        ),
    )


def _shares(table: TypedTable) -> TypedTable:
    """A distribution: its percentage, if there is one, and its amount."""
    percent = next((at for at, c in enumerate(table.columns) if c.role == "percent"), None)
    amounts = [at for at, c in enumerate(table.columns) if c.role == "amount"]
    named = [at for at in amounts if _SHARE_HEAD.match(table.columns[at].head)]
    chosen = (named or amounts)[:1]
    return _only(table, sorted([*chosen, *([percent] if percent is not None else [])]))


_MATRIX_HEAD = re.compile(
    r"simpanan|cadangan|hibah|donasi|shu\b|modal|jumlah|total|saldo|tambah|kurang|awal|akhir|debet|kredit",
    re.IGNORECASE,
)


def _is_matrix(table: TypedTable) -> bool:
    """Whether the columns of a statement of changes are parts or movements and not years."""
    if table.kind != "ekuitas" or len(table.columns) < 3:
        return False
    return sum(bool(_MATRIX_HEAD.search(column.head)) for column in table.columns) >= 2


def _one_a_period(table: TypedTable) -> TypedTable:
    """Staggered columns put together, the outer one's amounts as sums."""
    groups: list[list[int]] = []
    dated = [at for at, column in enumerate(table.columns) if column.period is not None]
    for at in range(len(table.columns)):
        if not groups or (at in dated and dated.index(at) > 0) or (dated and at < dated[0]):
            groups.append([at])
        else:
            groups[-1].append(at)
    if all(len(group) == 1 for group in groups):
        return table
    if not all(_staggered(table, group) for group in groups):
        return table
    lines: list[TypedLine] = []
    for line in table.lines:
        for turn in range(max(map(len, groups))):
            made = _turn(line, groups, turn)
            if made is not None:
                lines.append(made)
    columns = tuple(
        replace(table.columns[group[0]], letter=table.columns[group[-1]].letter) for group in groups
    )
    return replace(table, columns=columns, lines=tuple(lines))


def _staggered(table: TypedTable, group: Sequence[int]) -> bool:
    both = one = 0
    for line in table.lines:
        filled = sum(line.amounts[at] is not None for at in group)
        both += filled > 1
        one += filled == 1
    return both * 2 <= one


def _turn(line: TypedLine, groups: Sequence[Sequence[int]], turn: int) -> TypedLine | None:
    """The amounts of a row from the inside out: its own first, then the sum beside it."""
    amounts: list[Decimal | None] = []
    cells: list[str] = []
    outer = False
    for group in groups:
        filled = [at for at in group if line.amounts[at] is not None]
        at = filled[turn] if turn < len(filled) else None
        amounts.append(line.amounts[at] if at is not None else None)
        cells.append(line.cells[at if at is not None else group[0]])
        outer = outer or (at is not None and at != group[0])
    if turn and all(amount is None for amount in amounts):
        return None
    made = replace(line, amounts=tuple(amounts), cells=tuple(cells), outer=outer)
    return replace(made, label="") if turn else made
