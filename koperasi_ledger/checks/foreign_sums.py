"""Sums in typed statements: for every sum the lines it must be the sum of, and whether it is.

Lines wait until a sum takes them in; the sum then waits in their place. A sum named as a heading
above takes in what stands below that heading. Any other takes in all lines since some boundary: a
heading, the sum before it, or the top; never only a part of the lines between two boundaries, since
that is what a line left out looks like. Amounts count as they are written; where that does not add
up, lines whose words take them off (`dikurangi`, `akumulasi`, beban of a PHU) are taken off.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.checks.foreign_causes import Part, cause
from koperasi_ledger.checks.foreign_result import Finding, Notebook, money
from koperasi_ledger.checks.foreign_words import (
    core_of,
    is_difference,
    is_memo,
    is_running,
    is_sum,
    taken_off,
    words_of,
)
from koperasi_ledger.model.typed_statements import TypedLine, TypedTable

RULE = "jumlah"
_ROOTS = ("aset", "liabilitas", "ekuitas", "liabilitas dan ekuitas", "liabilitas ekuitas")


@dataclass(slots=True)
class Item:
    """A line or a sum that waits to be taken in.

    `off`: how it is taken off; `proper`: by its own words, not by those of its heading. `other` is
    what a wrong sum should be.
    """

    line: TypedLine
    value: Decimal
    off: str = ""
    proper: bool = True
    total: bool = False
    other: Decimal | None = None


class _Try(NamedTuple):
    start: int
    value: Decimal
    flipped: bool
    mended: bool


@dataclass(slots=True)
class Summing:
    """One column of a table, line by line."""

    table: TypedTable
    at: int
    notes: Notebook
    tolerance: int = 1
    waiting: list[Item] = field(default_factory=list)
    marks: list[tuple[str, int, str]] = field(default_factory=list)

    def run(self) -> None:
        """Looks at every sum of the column."""
        for line in self.table.lines:
            amount = line.amounts[self.at]
            if line.heading and not self._unfilled(line):
                self._head(line)
            elif amount is None:
                self._blank(line)
            elif is_memo(line.label) or (is_difference(line.label) and self.table.kind == "neraca"):
                continue
            elif amount and self._bare(line):
                self._empty(line, amount)
            elif self.waiting and (not line.label or is_sum(line.label, self.table.kind)):
                self._sum(line, amount)
            else:
                self._wait(line, amount)
        self._left_over()

    def _head(self, line: TypedLine) -> None:
        off = taken_off(line.label, self.table.kind)
        self.marks.append((core_of(line.label), len(self.waiting), off))

    def _wait(self, line: TypedLine, amount: Decimal) -> None:
        off = taken_off(line.label, self.table.kind)
        proper = bool(off)
        if not off and self.marks and not words_of(line.label).startswith("pendapatan"):
            off = self.marks[-1][2]
        self.waiting.append(Item(line, amount, off, proper=proper))

    def _unfilled(self, line: TypedLine) -> bool:
        """Whether it is a sum over lines with amounts, by its words, and no heading."""
        fresh = self.waiting[self._fresh() :]
        return is_sum(line.label, self.table.kind) and any(item.value for item in fresh)

    def _blank(self, line: TypedLine) -> None:
        """A sum without an amount: a formula never calculated has none either."""
        if self._unfilled(line):
            self._found(
                "tidak dapat diperiksa",
                line,
                None,
                None,
                f"“{line.label}” tidak berangka.",
                "Isi jumlahnya; bila berupa rumus, buka dan simpan dahulu di Excel.",
            )

    def _bare(self, line: TypedLine) -> bool:
        """Whether it is the sum of a heading above with no line between them."""
        core = core_of(line.label)
        below = [name for name, place, _ in self.marks if place == len(self.waiting)]
        return bool(core) and core in below and is_sum(line.label, self.table.kind)

    def _empty(self, line: TypedLine, amount: Decimal) -> None:
        self._found(
            "salah",
            line,
            amount,
            None,
            f"“{line.label}” tertulis {money(amount)}, padahal tidak ada baris di bawah judulnya.",
            "Tulis rinciannya di antara judul dan jumlahnya, atau hapus judulnya.",
        )
        off = taken_off(line.label, self.table.kind)
        self.waiting.append(Item(line, amount, off, total=True))

    def _fresh(self) -> int:
        """Where the lines begin that stand below the last sum and the last heading."""
        last = max((n + 1 for n, item in enumerate(self.waiting) if item.total), default=0)
        below = [place for _, place, _ in self.marks if last <= place < len(self.waiting)]
        return max([last, *below])

    def _starts(self, line: TypedLine) -> tuple[list[int], bool]:
        """Where the parts of a sum may begin, the likeliest first; and whether that is certain."""
        core = core_of(line.label)
        count = len(self.waiting)
        if core:
            for name, place, _ in reversed(self.marks):
                if name == core and place < count:
                    return [place], True
        bounds = {0, self._fresh()}
        bounds.update(place for _, place, _ in self.marks)
        for n, item in enumerate(self.waiting):
            if item.total:
                bounds.update((n, n + 1))
        starts = sorted((place for place in bounds if place < count), reverse=True)
        if is_running(line.label, self.table.kind) or core in _ROOTS:
            starts.reverse()
        return starts, False

    def _tries(self, line: TypedLine, starts: Sequence[int]) -> Iterator[_Try]:
        whole = taken_off(line.label, self.table.kind)
        for start in starts:
            items = self.waiting[start:]
            costs = bool(whole) and _all_off(items)
            for mended in (False, True):
                if mended and all(item.other is None for item in items):
                    continue
                values = [i.other if mended and i.other is not None else i.value for i in items]
                plain = sum(values, Decimal(0))
                yield _Try(start, plain, flipped=False, mended=mended)
                if whole:
                    yield _Try(start, -plain, flipped=False, mended=mended)
                turned = sum(
                    (
                        -abs(value) if _turns(item, costs=costs) else value
                        for item, value in zip(items, values, strict=True)
                    ),
                    Decimal(0),
                )
                if turned != plain:
                    yield _Try(start, turned, flipped=True, mended=mended)

    def _sum(self, line: TypedLine, amount: Decimal) -> None:
        starts, certain = self._starts(line)
        tries = list(self._tries(line, starts))
        exact = next((each for each in tries if each.value == amount), None)
        if exact is not None:
            self._right(line, amount, exact)
            return
        near = min(tries, key=lambda each: abs(each.value - amount))
        limit = max(self.tolerance, len(self.waiting) // 2) if self.tolerance > 1 else 1
        if not line.label and not line.outer and abs(near.value - amount) > limit:
            self._found(
                "tidak dapat diperiksa",
                line,
                amount,
                None,
                f"Angka {money(amount)} tidak beruraian dan bukan jumlah baris di atasnya.",
                "Beri uraian: baris atau jumlah.",
            )
            return
        if certain or abs(near.value - amount) <= limit:
            chosen = near
        else:
            chosen = self._likeliest(line, tries, amount)
        self._wrong(line, amount, chosen, small=abs(chosen.value - amount) <= limit)

    def _likeliest(self, line: TypedLine, tries: Sequence[_Try], amount: Decimal) -> _Try:
        """Which parts a wrong sum was meant to have: those that explain the difference."""
        for each in tries:
            if not each.mended and cause(amount, each.value, self._parts(line, each)):
                return each
        return min(tries, key=lambda each: abs(each.value - amount))

    def _right(self, line: TypedLine, amount: Decimal, made: _Try) -> None:
        items = self.waiting[made.start :]
        self.notes.holds(RULE)
        if made.flipped:
            self._reading(line, items)
        self._take_in(
            line, Item(line, amount, taken_off(line.label, self.table.kind), total=True), made
        )

    def _reading(self, line: TypedLine, items: Sequence[Item]) -> None:
        """Says which lines were taken off though written without a minus; refuses a mixture."""
        costs = self._costs(line, items)
        for item in items:
            if not _turns(item, costs=costs) or item.value <= 0:
                continue
            cell = item.line.cells[self.at]
            self.notes.assume(
                f"{self.table.sheet}!{cell} “{item.line.label}” ditulis positif dan dibaca sebagai"
                " pengurang."
            )
            if item.proper and item.off in ("contra", "cost") and self._signed(item):
                self._found(
                    "salah",
                    item.line,
                    item.value,
                    -item.value,
                    f"“{item.line.label}” ditulis positif, sedangkan pengurang sejenis ditulis"
                    " negatif.",
                    "Tulis dalam kurung seperti yang lain, atau periksa jumlahnya.",
                )

    def _signed(self, item: Item) -> bool:
        """Whether another line that begins with the same word is written with a minus."""
        first = words_of(item.line.label).partition(" ")[0]
        return not item.total and any(
            (line.amounts[self.at] or 0) < 0
            and words_of(line.label).partition(" ")[0] == first
            and not is_sum(line.label, self.table.kind)
            for line in self.table.lines
            if line is not item.line
        )

    def _costs(self, line: TypedLine, items: Sequence[Item]) -> bool:
        return bool(taken_off(line.label, self.table.kind)) and _all_off(items)

    def _parts(self, line: TypedLine, made: _Try) -> list[Part]:
        items = self.waiting[made.start :]
        costs = self._costs(line, items)
        return [
            Part(
                item.line.cells[self.at],
                item.line.label,
                -abs(item.value) if made.flipped and _turns(item, costs=costs) else item.value,
            )
            for item in items
        ]

    def _wrong(self, line: TypedLine, amount: Decimal, made: _Try, *, small: bool) -> None:
        parts = self._parts(line, made)
        span = parts[0].cell if len(parts) == 1 else f"{parts[0].cell} s.d. {parts[-1].cell}"
        name = f"“{line.label}”" if line.label else "Jumlah tanpa uraian"
        what = (
            f"{name} tertulis {money(amount)}; {span} berjumlah {money(made.value)};"
            f" selisih {money(abs(amount - made.value))}."
        )
        if small:
            why = "Selisih pembulatan; sebutkan, atau bulatkan satu baris agar jumlahnya tepat."
        else:
            why = cause(amount, made.value, parts)
            why = f"{why} Periksa barisnya, lalu perbaiki jumlah atau baris yang salah.".strip()
        self._found("pembulatan" if small else "salah", line, amount, made.value, what, why)
        item = Item(
            line, amount, taken_off(line.label, self.table.kind), total=True, other=made.value
        )
        self._take_in(line, item, made)

    def _take_in(self, line: TypedLine, item: Item, made: _Try) -> None:
        self.waiting[made.start :] = [item]
        core = core_of(line.label)
        kept: list[tuple[str, int, str]] = []
        for name, place, _ in self.marks:
            if place > made.start or (place == made.start and name == core):
                continue
            kept.append((name, place, ""))
        self.marks = kept

    def _left_over(self) -> None:
        """Lines above the last sum that no sum took in."""
        last = max((n for n, item in enumerate(self.waiting) if item.total), default=0)
        for item in self.waiting[:last]:
            if not item.value or self._may_stand(item):
                continue
            self._found(
                "salah",
                item.line,
                item.value,
                None,
                f"“{item.line.label}” {money(item.value)} tidak ikut dalam jumlah mana pun.",
                "Ikutkan dalam jumlahnya, atau pindahkan keluar dari laporan.",
            )

    def _may_stand(self, item: Item) -> bool:
        return item.total and (
            (self.table.kind == "neraca" and core_of(item.line.label) in _ROOTS)
            or self.table.kind in ("shu", "ekuitas")
        )

    def _found(  # noqa: PLR0917 - the parts of one finding
        self,
        severity: str,
        line: TypedLine,
        stated: Decimal | None,
        computed: Decimal | None,
        what: str,
        remedy: str,
    ) -> None:
        self.notes.add(
            Finding(
                severity,  # type: ignore[arg-type]
                RULE,
                self.table.sheet,
                line.cells[self.at],
                line.label,
                what,
                remedy,
                stated,
                computed,
            )
        )


def _all_off(items: Sequence[Item]) -> bool:
    """Whether all parts are taken off elsewhere, so that among themselves they add up."""
    return all(item.off and item.off != "minus" for item in items)


def _turns(item: Item, *, costs: bool) -> bool:
    """Whether a line is taken off; among costs alone only what says so itself."""
    return bool(item.off) and (not costs or item.off == "minus")
