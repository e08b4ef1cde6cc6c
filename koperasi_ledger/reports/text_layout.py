"""The text layout: a statement for the terminal, at most 100 columns wide."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain

from koperasi_ledger.reports import columns as sharing
from koperasi_ledger.reports.formatting import angka, polos, rupiah, tanggal
from koperasi_ledger.reports.layout import (
    VOUCHER_PARTIES,
    VOUCHER_TITLES,
    LaidCell,
    LaidRow,
    LaidTable,
    fact,
    lay_out,
)
from koperasi_ledger.reports.view import Column, Report, Row, Signature, Table, Voucher

WIDTH = 100
_GAP = 2
_LABEL, _OTHER, _LONG_CODE = 24, 12, 28
_MOST_LINES = 3


def report_text(report: Report, width: int = WIDTH) -> str:
    """The report as lines of at most `width` cells, ending in one line break."""
    lines = [polos(report.cooperative).upper(), polos(report.address), ""]
    lines += [polos(report.title).upper(), _joined(report.period, report.unit_note)]
    lines = [piece for line in lines for piece in (wrap(line, width) or [""])]
    if not report.address:
        del lines[1]
    if report.facts:
        lines += [
            "",
            *_pairs([(polos(label), fact(value)) for label, value in report.facts], width),
        ]
    for block in _tables(report.tables, width):
        lines += ["", *block]
    if report.notes:
        lines += ["", "Catatan:"]
        for number, note in enumerate(report.notes, start=1):
            lines += _hanging(f"{number}. ", polos(note), width)
    lines += _signatures(report.place_date, report.signatures, width)
    if report.source:
        lines += ["", *wrap(polos(report.source), width)]
    else:
        lines += ["", *_journal(report.journal_seq, report.journal_hash, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def vouchers_text(vouchers: Sequence[Voucher], width: int = 80) -> str:
    """Vouchers one below the other."""
    return "\n".join(_voucher(voucher, width) for voucher in vouchers)


def _tables(tables: Sequence[Table], width: int) -> Iterator[list[str]]:
    """Each table's lines; tables with the same columns stand in line with each other."""
    laid = [lay_out(table) for table in tables]
    shapes = [table.columns for table in tables]
    naturals = sharing.aligned(shapes, [_natural(each) for each in laid])
    for table, each, natural in zip(tables, laid, naturals, strict=True):
        yield _table(table, each, natural, width)


def _table(table: Table, laid: LaidTable, natural: Sequence[float], width: int) -> list[str]:
    """One table; too many figure columns are printed in parts below each other."""
    least = _least(laid, natural)
    lines = wrap(laid.title.upper(), width)
    chosen = sharing.parts(table.columns, [each + _GAP for each in least], width + _GAP)
    for part, keep in enumerate(chosen):
        if part:
            lines += ["", "(lanjutan)"]
        piece = laid if len(chosen) == 1 else lay_out(sharing.select(table, keep))
        room = width - _GAP * (len(keep) - 1)
        widths = sharing.share([natural[k] for k in keep], [least[k] for k in keep], room)
        lines += _part(piece, [int(each) for each in widths])
    return lines


def wide(text: str) -> int:
    """Terminal cells `text` takes: 2 for East Asian wide characters, 0 for combining ones."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in {"W", "F"})
        for char in text
    )


def wrap(text: str, width: int) -> list[str]:
    """Break `text` between words, inside a word only when it is wider than the line."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if wide(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        line = word
        while wide(line) > width:
            cut = _cut(line, width)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line] if line else lines


def _cut(text: str, width: int) -> int:
    """How many characters of `text` fit into `width` cells; at least one."""
    used = 0
    for k, char in enumerate(text):
        used += wide(char)
        if used > width:
            return max(k, 1)
    return len(text)


def _natural(laid: LaidTable) -> list[float]:
    widths: list[float] = [
        max(map(wide, polos(column.title).split()), default=1) for column in laid.columns
    ]
    marks = _marks(laid)
    for row in laid.rows:
        for k, cell in enumerate(row.cells):
            if cell.span == 1:
                need = 2 * cell.indent + wide(cell.text) + (marks[k] and not cell.negative)
                widths[k] = max(widths[k], need)
    return widths


def _least(laid: LaidTable, natural: Sequence[float]) -> list[float]:
    """Text columns may become narrow, and so may codes of unusual length."""
    allowed = sharing.least_text(laid.columns, _LABEL, _OTHER)
    return [
        min(need, _LONG_CODE if column.kind == "code" else limit or need)
        for column, need, limit in zip(laid.columns, natural, allowed, strict=True)
    ]


def _marks(laid: LaidTable) -> list[bool]:
    """Columns with a parenthesis: their positive figures leave its place free."""
    marks = [False] * len(laid.columns)
    for row in laid.rows:
        for k, cell in enumerate(row.cells):
            marks[k] |= cell.negative and cell.kind == "amount"
    return marks


def _part(laid: LaidTable, widths: Sequence[int]) -> list[str]:
    heads = tuple(LaidCell(polos(column.title), column.kind) for column in laid.columns)
    total = sum(widths) + _GAP * (len(widths) - 1)
    plain = [False] * len(widths)
    lines = [*_row_lines(LaidRow(heads), widths, plain), "─" * total]
    marks = _marks(laid)
    for place, row in enumerate(laid.rows):
        if row.style == "heading" and place and laid.rows[place - 1].style != "heading":
            lines.append("")
        if row.style in {"subtotal", "total"}:
            lines.append(_rule(row, widths, "─"))
        lines += _row_lines(row, widths, marks)
        if row.style == "total":
            lines.append(_rule(row, widths, "═"))
    return lines


def _rule(row: LaidRow, widths: Sequence[int], mark: str) -> str:
    cells = [
        (mark if cell.right and cell.text else " ") * width
        for cell, width in zip(row.cells, widths, strict=False)
    ]
    return (" " * _GAP).join(cells)


def _one_line(row: LaidRow, widths: Sequence[int], marks: Sequence[bool]) -> str | None:
    """The row when every cell fits on one line, as nearly all do; a long listing is mostly this."""
    pieces: list[str] = []
    k = 0
    for cell in row.cells:
        size = widths[k] if cell.span == 1 else sum(widths[k : k + cell.span])
        size += _GAP * (cell.span - 1)
        text = cell.text
        if cell.right:
            text += " " if marks[k] and not cell.negative and text else ""
        elif 2 * cell.indent > size // 2:
            return None
        elif cell.indent:
            text = "  " * cell.indent + text
        free = size - (len(text) if text.isascii() else wide(text))
        if free < 0:
            return None
        pieces.append(" " * free + text if cell.right else text + " " * free)
        k += cell.span
    return (" " * _GAP).join(pieces).rstrip()


def _row_lines(row: LaidRow, widths: Sequence[int], marks: Sequence[bool]) -> Iterator[str]:
    line = _one_line(row, widths, marks)
    if line is not None:
        yield line
        return
    columns: list[list[str]] = []
    sizes: list[int] = []
    k = 0
    for cell in row.cells:
        size = sum(widths[k : k + cell.span]) + _GAP * (cell.span - 1)
        columns.append(_cell_lines(cell, size, row, mark=marks[k]))
        sizes.append(size)
        k += cell.span
    height = max(map(len, columns), default=0) or 1
    for place in range(height):
        pieces = [
            _pad(lines[place] if place < len(lines) else "", size, right=cell.right)
            for lines, size, cell in zip(columns, sizes, row.cells, strict=True)
        ]
        yield (" " * _GAP).join(pieces).rstrip()


def _cell_lines(cell: LaidCell, size: int, row: LaidRow, *, mark: bool) -> list[str]:
    if cell.right:
        free = " " if mark and not cell.negative and cell.text else ""
        return wrap(cell.text, size) if not free else [cell.text + free]
    indent = " " * min(2 * cell.indent, size // 2)
    lines = wrap(cell.text, size - len(indent))
    if row.style != "note" and len(lines) > _MOST_LINES:
        room = size - len(indent) - 1
        last = lines[_MOST_LINES - 1]
        lines = [*lines[: _MOST_LINES - 1], last[: _cut(last, room)].rstrip() + "…"]
    return [indent + line for line in lines]


def _pad(text: str, size: int, *, right: bool) -> str:
    space = " " * (size - wide(text))
    return space + text if right else text + space


def _pairs(pairs: Sequence[tuple[str, str]], width: int) -> list[str]:
    room = min(max(wide(label) for label, _ in pairs), width // 2)
    lines: list[str] = []
    for label, value in pairs:
        head = wrap(label, room) or [""]
        lines += head[:-1]
        lines += _hanging(_pad(head[-1], room, right=False) + " : ", value, width)
    return lines


def _hanging(head: str, text: str, width: int) -> list[str]:
    size = wide(head)
    lines = wrap(text, width - size) or [""]
    return [head + lines[0], *(" " * size + line for line in lines[1:])]


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, map(polos, parts)))


def _journal(seq: int, journal_hash: str, width: int) -> list[str]:
    return wrap(f"Jurnal nomor {angka(seq)} · {journal_hash or 'kosong'}", width)


def _signatures(place_date: str, signatures: Sequence[Signature], width: int) -> list[str]:
    if not signatures:
        return []
    lines = ["", *wrap(polos(place_date), width)]
    for start in range(0, len(signatures), 4):
        row = signatures[start : start + 4]
        sizes = [width // len(row) - _GAP] * len(row)
        roles = LaidRow(tuple(LaidCell(polos(each.role), "text") for each in row))
        names = tuple(
            f"({polos(each.name)})" if each.name else "(" + "." * 20 + ")" for each in row
        )
        signed = LaidRow(tuple(LaidCell(name, "text") for name in names))
        plain = [False] * len(row)
        lines += [*_row_lines(roles, sizes, plain), "", "", *_row_lines(signed, sizes, plain)]
    return lines


def _voucher(voucher: Voucher, width: int) -> str:
    rule = "─" * width
    pairs = [
        (VOUCHER_PARTIES[voucher.kind], polos(voucher.party)),
        ("Jumlah", f"Rp {rupiah(voucher.amount)}"),
        ("Terbilang", polos(voucher.in_words)),
        ("Untuk", polos(voucher.purpose)),
        ("Acuan", polos(voucher.ref)),
    ]
    lines = [
        "═" * width,
        *wrap(polos(voucher.cooperative).upper(), width),
        *wrap(polos(voucher.address), width),
        rule,
        f"KUITANSI · {VOUCHER_TITLES[voucher.kind].upper()}",
        *wrap(_joined(f"Nomor {voucher.number}", tanggal(voucher.date)), width),
        "",
        *_pairs(pairs, width),
        "",
        *chain.from_iterable(_tables([_account_lines(voucher)], width)),
        *_signatures(_place_date(voucher), voucher.signatures, width),
        "",
        *_journal(voucher.journal_seq, voucher.journal_hash, width),
        "═" * width,
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _place_date(voucher: Voucher) -> str:
    return ", ".join(filter(None, (voucher.place, tanggal(voucher.date))))


def _account_lines(voucher: Voucher) -> Table:
    columns = (
        Column("kode", "Kode", "code"),
        Column("akun", "Akun", "text"),
        Column("jumlah", "Jumlah", "amount"),
    )
    rows = tuple(Row((line.code, line.account, line.amount)) for line in voucher.lines)
    return Table("akun", "", columns, rows)
