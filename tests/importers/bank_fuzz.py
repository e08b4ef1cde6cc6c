"""Damaged bank files without end: valid ones of every reader, mutated; each has its number.

Text is changed byte by byte, token by token, line by line, and crossed with other files. Workbooks
are changed in their bytes (which XLS stores as they are), in the XML of their parts, packed again,
and cell by cell. Used by the short test here and by `benchmarks/fuzz_readers.py`.
"""

import io
import random
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from bank_layouts import Dialect, Move, bca, bri, september
from camt_layout import Camt
from swift_layout import Swift, statements
from user_layouts import Own
from workbook_layouts import (
    bni_direct_rows,
    bni_rows,
    bsi_a_rows,
    bsi_b_rows,
    individu,
    jatim_rows,
    kopra_rows,
    livin_rows,
    mcm_rows,
    package,
    qlola_rows,
    qris_rows,
    sheet_xml,
    xls,
    xlsx,
)

from koperasi_ledger.importers.layout_reader import LayoutReader
from koperasi_ledger.importers.layout_spec import LayoutSpec
from koperasi_ledger.importers.readers import READERS, read_statement
from koperasi_ledger.importers.statement import prove
from koperasi_ledger.model.errors import Refusal

DATA = Path(__file__).parent.parent / "data" / "bank"
MOVES = [september(1, "50123.00"), september(2, "-2500.00"), september(3, "3412.55", "BUNGA")]
OPENING = Decimal(1_000_000)
TOKENS = (
    *(b'"', b"'", b",", b";", b"\t", b"\n", b"\r\n", b":", b"=", b"-", b"9", b"0", b"1.234"),
    *(b"1,234.56", b"1.234,56", b"PEND", b"NEXT", b"31/02/2026", b"01/09/2026", b"CR", b"DB"),
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"Saldo Awal", b"Saldo Akhir", b"Total", b"\xc2\xa0"),
    *(b":61:", b":86:", b":62F:", b"<", b"&amp;", b"<f>1</f>", b"<!DOCTYPE x>", b"</c>", b"<row>"),
    *(b'r="ZZ9"', b't="s"', b't="d"', b"1E+15", b"1e-5", b"46266.5", b"", b"-", b"--", b"()"),
)
CELLS = (
    *("", " ", "-", "0", "1.234", "1,234", "1,234.56", "1.234,56", "-5.00", "5.00-", "(5.00)"),
    *("Rp 5.000", "31/02/2026", "01 Sep 2026", "01/09/26 08.14.47", "46266", "1E+15", "NaN", "'"),
    *("Saldo Awal", "Saldo Akhir", "Total", "Periode", "No. Rekening", "D", "K", "IDR", "USD"),
    *("0000012345", "0000012345 / X", "08:14:47 WIB", "TOTAL", "=1+1", "\u202e", "x" * 300),
)


SWIFTS = (Swift(), Swift(envelope=False, reversals=True, trailer=True, kind=""))
CAMTS = (Camt(), Camt(version="08", batches=True, date_time=True))
OWNS = (Own(), Own(rule="kolom-tanda"))
FORMATS = (*READERS, *(LayoutReader(LayoutSpec.model_validate(own.values)) for own in OWNS))


@dataclass
class Seed:
    """A valid file; `rows` are its cells if it is a workbook that is written again cell by cell."""

    data: bytes
    rows: list[list[str]] = field(default_factory=list)


@cache
def seeds() -> tuple[Seed, ...]:
    found = [Seed(path.read_bytes()) for path in sorted(DATA.rglob("*.*")) if _is_statement(path)]
    plain, comma = Dialect(), Dialect(delimiter=";", comma_style=True, encoding="utf-16")
    found += [Seed(bca(MOVES)), Seed(bri(MOVES)), Seed(bca(MOVES, with_year=False))]
    for write in (kopra_rows, mcm_rows, bni_rows, bsi_a_rows, bsi_b_rows, qlola_rows, jatim_rows):
        rows = write(MOVES, OPENING, plain)
        found += [Seed(plain.save(rows)), Seed(comma.save(write(MOVES, OPENING, comma)))]
        found.append(Seed(xlsx(rows), [[str(cell) for cell in row] for row in rows]))
    found += [Seed("\n".join(individu(MOVES, OPENING, english=e)).encode()) for e in (True, False)]
    livin = livin_rows(MOVES, OPENING, Dialect(comma_style=True))
    found.append(Seed(xlsx(livin), livin))
    direct = bni_direct_rows(MOVES, OPENING, plain)
    found += [Seed(xls(direct)), Seed(xlsx(direct), [[_text(c) for c in row] for row in direct])]
    found += [Seed(swift.save(statements(MOVES, OPENING, swift, [1], "M"))) for swift in SWIFTS]
    found += [Seed(camt.save(camt.statement(MOVES, OPENING, "12345678"))) for camt in CAMTS]
    found += [Seed(own.save(own.rows(MOVES, OPENING))) for own in OWNS]
    qris = qris_rows([(MOVES[0].date, 120_000, 840), (MOVES[1].date, 50_000, 0)])
    return (*found, Seed(xlsx(qris, streamed=False), qris))


def _is_statement(path: Path) -> bool:
    return path.suffix not in {".md", ".json"} and path.stat().st_size < 50_000


def _text(cell: object) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, type(MOVES[0].date)) else str(cell)


def case(number: int) -> bytes:
    """The damaged file of this number."""
    chance = random.Random(number)  # noqa: S311 - damage, not secrets
    seed = chance.choice(seeds())
    if seed.rows and chance.random() < 0.6:
        return _cells(seed.rows, chance)
    if seed.data.startswith(b"PK") and chance.random() < 0.7:
        return _parts(seed.data, chance)
    return _bytes(seed.data, chance)


def _bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randrange(len(changed) + 1)
        upto = min(len(changed), at + chance.choice((0, 0, 1, 1, 2, 5, 30, 400)))
        match chance.randrange(6):
            case 0:
                changed[at:upto] = chance.randbytes(chance.randrange(6))
            case 1:
                other = chance.choice(seeds()).data
                cut = chance.randrange(len(other) + 1)
                changed[at:upto] = other[cut : cut + chance.choice((10, 100, 2000))]
            case 2 if changed:
                changed[at:at] = changed[at:upto] * chance.choice((1, 2, 50))
            case 3:
                lines = bytes(changed).splitlines(keepends=True) or [b""]
                chosen = chance.randrange(len(lines))
                lines[chosen : chosen + 1] = [lines[chance.randrange(len(lines))]] * chance.choice(
                    (0, 1, 2)
                )
                changed = bytearray(b"".join(lines))
            case 4 if changed:
                place = min(at, len(changed) - 1)
                changed[place] ^= 1 << chance.randrange(8)
            case _:
                changed[at:upto] = chance.choice(TOKENS)
    return bytes(changed)


def _parts(data: bytes, chance: random.Random) -> bytes:
    """The archive with one or two of its parts damaged, packed again so that it opens."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    inner = [name for name in files if "sheet" in name or "workbook" in name or "styles" in name]
    for name in chance.sample(inner, chance.choice((1, 1, 2))):
        files[name] = _bytes(files[name], chance)
    if chance.random() < 0.05:
        del files[chance.choice(inner)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def _cells(rows: list[list[str]], chance: random.Random) -> bytes:
    """The sheet with some cells changed, moved or doubled, as text or as numbers."""
    changed = [list(row) for row in rows]
    for _ in range(chance.choice((1, 1, 2, 4))):
        row = chance.choice(changed)
        if not row:
            continue
        at = chance.randrange(len(row))
        match chance.randrange(5):
            case 0:
                row[at] = chance.choice(CELLS)
            case 1:
                row[at] = chance.choice([cell for r in rows for cell in r] or [""])
            case 2:
                row.insert(at, chance.choice(("", row[at])))
            case 3:
                del row[at]
            case _:
                changed.insert(chance.randrange(len(changed)), list(row))
    numbers = chance.random() < 0.3
    return package(sheet_xml("".join(_row(row, numbers=numbers) for row in changed)))


def _row(row: list[str], *, numbers: bool) -> str:
    return f"<row>{''.join(_cell(cell, numbers=numbers) for cell in row)}</row>"


def _cell(cell: str, *, numbers: bool) -> str:
    plain = cell.replace(",", "")
    if numbers and plain.replace(".", "", 1).isdecimal() and plain.isascii():
        return f"<c><v>{plain}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>'


@dataclass
class Outcome:
    """What became of the files: how many were read, refused by which class, and the slowest."""

    read: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    slowest_case: int = 0


def run(numbers: Iterator[int]) -> Outcome:
    """Reads the files of these numbers; whatever is no refusal of ours gets out."""
    outcome = Outcome()
    for number in numbers:
        data = case(number)
        began = time.perf_counter()
        try:
            statements = read_statement(data, "acak", readers=FORMATS)
        except Refusal as refusal:
            outcome.refused[type(refusal).__name__] += 1
        else:
            outcome.read[statements[0].bank] += 1
            for found in statements:
                assert found.proven == prove(found.lines, found.opening, found.closing)
        spent = time.perf_counter() - began
        if spent > outcome.slowest:
            outcome.slowest, outcome.slowest_case = spent, number
    return outcome


def moves(count: int) -> list[Move]:
    """As many movements as asked for, in September."""
    return [september(1 + at * 29 // max(count, 1), f"{at + 1}.00") for at in range(count)]
