"""A typed distribution of the SHU: percentages of 100, amounts by percentage, all of the SHU.

Real tables round every line half up and miss the SHU by a rupiah or two (reference on accounting,
section 2, fixture F1): such a difference is rounding, and is reported as that.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from koperasi_ledger.checks.foreign_cross import differ, unjudged
from koperasi_ledger.checks.foreign_figures import Figure, result
from koperasi_ledger.checks.foreign_result import Finding, Notebook, close, money
from koperasi_ledger.checks.foreign_words import is_memo, is_sum, words_of
from koperasi_ledger.model.typed_statements import TypedFile, TypedLine, TypedTable

RULE = "pembagian SHU"
_BASE = re.compile(r"(?:jumlah |total )?(?:shu|hasil usaha)\b(?!.*non.?anggota)")
_OUTSIDE = re.compile(r"shu (?:dari )?non.?anggota")


def shares(typed: TypedFile, notes: Notebook) -> None:
    """Looks at every distribution of the file."""
    tables = [table for table in typed.tables if table.kind == "shu"]
    if not tables:
        unjudged(notes, RULE, "Tidak ada tabel pembagian SHU.", "Sertakan pembagian SHU bila ada.")
    for table in tables:
        _table(typed, table, notes)


def _table(typed: TypedFile, table: TypedTable, notes: Notebook) -> None:
    at = next((n for n, c in enumerate(table.columns) if c.role == "amount"), None)
    rate = next((n for n, c in enumerate(table.columns) if c.role == "percent"), None)
    lines = [line for line in table.lines if not line.heading and not is_memo(line.label)]
    pools, sums, bases, outside = _sorted(lines, rate)
    if rate is None or not pools:
        unjudged(
            notes,
            RULE,
            f"Lembar “{table.sheet}”: persentase pembagian SHU tidak diisi.",
            "Isi persentase setiap pos menurut anggaran dasar atau keputusan rapat anggota.",
        )
        scale = Decimal(0)
    else:
        scale = _percentages(table, pools, sums, rate, notes)
    if at is None:
        unjudged(notes, RULE, f"Lembar “{table.sheet}”: jumlah rupiah tidak ada.", "Isi rupiahnya.")
        return
    _amounts(typed, table, (pools or _parts(lines), sums, bases, outside), (at, rate, scale), notes)


def _parts(lines: Sequence[TypedLine]) -> list[TypedLine]:
    return [
        line
        for line in lines
        if not is_sum(line.label, "shu") and not _BASE.match(words_of(line.label))
    ]


def _sorted(
    lines: Sequence[TypedLine], rate: int | None
) -> tuple[list[TypedLine], list[TypedLine], list[TypedLine], list[TypedLine]]:
    """The pools, the sums, the lines that state the SHU, and what is outside the distribution."""
    pools: list[TypedLine] = []
    sums: list[TypedLine] = []
    bases: list[TypedLine] = []
    outside: list[TypedLine] = []
    for line in lines:
        words = words_of(line.label)
        if _OUTSIDE.match(words):
            outside.append(line)
        elif _BASE.match(words) and "dibagi" not in words:
            bases.append(line)
        elif is_sum(line.label, "shu") or not line.label:
            sums.append(line)
        elif rate is not None and line.amounts[rate]:
            pools.append(line)
    return pools, sums, bases, outside


def _percentages(
    table: TypedTable,
    pools: Sequence[TypedLine],
    sums: Sequence[TypedLine],
    rate: int,
    notes: Notebook,
) -> Decimal:
    """Σ = 100; what one percent is worth: 0.01, or 1 where the file has fractions of one."""
    values = [line.amounts[rate] or Decimal(0) for line in pools]
    whole = sum(values, Decimal(0))
    hundred = Decimal(1) if max(values) <= 1 else Decimal(100)
    last = pools[-1]
    where = f"{pools[0].cells[rate]} s.d. {last.cells[rate]}"
    shown = whole * 100 / hundred
    if whole == hundred:
        notes.holds(RULE)
    else:
        notes.add(
            Finding(
                "salah",
                RULE,
                table.sheet,
                last.cells[rate],
                last.label,
                f"Persentase pembagian SHU ({where}) berjumlah {_percent(shown)}, bukan 100%.",
                "Samakan dengan anggaran dasar atau keputusan rapat anggota.",
                shown,
                Decimal(100),
            )
        )
    for line in sums:
        stated = line.amounts[rate]
        if stated is not None and stated not in (whole, hundred * 0 + shown):
            notes.add(
                Finding(
                    "salah",
                    RULE,
                    table.sheet,
                    line.cells[rate],
                    line.label,
                    f"Jumlah persentase tertulis {_percent(stated * 100 / hundred)}; barisnya"
                    f" berjumlah {_percent(shown)}.",
                    "Perbaiki persentasenya.",
                    stated * 100 / hundred,
                    shown,
                )
            )
    return 1 / hundred if hundred == 1 else Decimal("0.01")


def _percent(value: Decimal) -> str:
    return f"{value.normalize():f}%".replace(".", ",")


def _amounts(
    typed: TypedFile,
    table: TypedTable,
    groups: tuple[
        Sequence[TypedLine], Sequence[TypedLine], Sequence[TypedLine], Sequence[TypedLine]
    ],
    columns: tuple[int, int | None, Decimal],
    notes: Notebook,
) -> None:
    pools, sums, bases, outside = groups
    at, rate, scale = columns
    whole = sum((line.amounts[at] or Decimal(0) for line in pools), Decimal(0))
    beyond = sum((line.amounts[at] or Decimal(0) for line in outside), Decimal(0))
    for line in sums:
        if line.amounts[at] is not None:
            words = f"barisnya berjumlah {money(whole)}"
            _judge(table, line, at, whole, words, len(pools), notes)
    base = _base(typed, table, bases, at, notes)
    if base is None:
        return
    shared = base.value - beyond
    words = f"SHU {money(base.value)} ({base.where})"
    if beyond:
        words = f"{words} tanpa bagian non-anggota {money(beyond)}"
    severity = close(whole, shared, max(1, len(pools) // 2))
    if severity is None:
        notes.holds(RULE)
    else:
        last = next((line for line in reversed(sums) if line.amounts[at] is not None), pools[-1])
        one = Figure(table.sheet, last.cells[at], "Semua pos pembagian SHU", whole, None, 0)
        remedy = (
            "Pembulatan per baris; bagi dengan pecahan terbesar, atau bawa sisanya ke cadangan."
            if severity == "pembulatan"
            else "Bagikan tepat sebesar SHU."
        )
        differ(notes, RULE, severity, one, shared, words, remedy)
    for line in pools:
        if rate is not None and scale and line.amounts[at] is not None:
            part = (line.amounts[rate] or Decimal(0)) * scale * shared
            _by_percent(table, line, at, part, notes)


def _by_percent(
    table: TypedTable, line: TypedLine, at: int, part: Decimal, notes: Notebook
) -> None:
    """A line is its percentage of the SHU to the rupiah, whichever way it is rounded."""
    stated = line.amounts[at] or Decimal(0)
    if abs(stated - part) < 1:
        notes.holds(RULE)
        return
    rounded = part.quantize(Decimal(1))
    words = f"persentasenya dari SHU adalah {money(rounded)}"
    _judge(table, line, at, rounded, words, 1, notes)


def _judge(  # noqa: PLR0917 - the parts of one comparison
    table: TypedTable,
    line: TypedLine,
    at: int,
    computed: Decimal,
    words: str,
    lines: int,
    notes: Notebook,
) -> None:
    stated = line.amounts[at] or Decimal(0)
    severity = close(stated, computed, max(1, lines // 2))
    if severity is None:
        notes.holds(RULE)
        return
    one = Figure(table.sheet, line.cells[at], line.label or "Jumlah", stated, None, 0)
    differ(notes, RULE, severity, one, computed, words, "Hitung kembali baris ini.")


def _base(
    typed: TypedFile, table: TypedTable, bases: Sequence[TypedLine], at: int, notes: Notebook
) -> Figure | None:
    """The SHU that is shared: as the table states it, checked against the PHU; else the PHU's."""
    made = result(typed.tables)
    stated = [
        Figure(table.sheet, line.cells[at], line.label, value, None, 0)
        for line in bases
        if (value := line.amounts[at]) is not None
    ]
    for one in stated:
        if not made:
            continue
        if any(figure.value == one.value for figure in made):
            notes.holds("SHU")
        else:
            severity = close(one.value, made[0].value) or "salah"
            words = f"menurut PHU {money(made[0].value)} ({made[0].where})"
            remedy = "Bagikan SHU yang ada dalam PHU."
            differ(notes, "SHU", severity, one, made[0].value, words, remedy)
    if stated:
        return stated[0]
    years = {column.period.year for column in table.columns if column.period}
    near = [f for f in made if f.period is not None and f.period.year in years] or made
    if not near:
        unjudged(
            notes,
            RULE,
            f"Lembar “{table.sheet}”: SHU yang dibagi tidak ditemukan.",
            "Tulis SHU-nya.",
        )
        return None
    if not near[0].value or near[0].value < 0:
        differ(
            notes, RULE, "salah", near[0], Decimal(0), "rugi tidak dibagi", "Hapus pembagiannya."
        )
    return near[0]
