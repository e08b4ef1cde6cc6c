"""The numbered notes: for every line of the statements, the accounts it is made of.

Numbering as in a printed KDMP report: I assets, II liabilities, III equity, IV income with its
cost, V expenses (accounting reference 1.4). A note is added up from the ledger by itself and must
come to what its line says.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.reports.captions import CAPTIONS, Placing
from koperasi_ledger.reports.figures import Statement
from koperasi_ledger.reports.measures import Measures
from koperasi_ledger.reports.neraca import position_statement
from koperasi_ledger.reports.phu import chosen_form, result_statement, spans
from koperasi_ledger.reports.position_layouts import BY_PROFILE, LAYOUTS, Line
from koperasi_ledger.reports.result_forms import Form
from koperasi_ledger.reports.scope import Scope, check_equal
from koperasi_ledger.reports.view import Row

SECTIONS = {
    "I": "Aset",
    "II": "Liabilitas",
    "III": "Ekuitas",
    "IV": "Pendapatan dan beban pokok",
    "V": "Beban",
}
_INCOME = (
    ("IV.1", ("jasa_pinjaman", "pendapatan_anggota", "penjualan_anggota")),
    ("IV.1", ("hpp_anggota", "pokok_ijarah")),
    ("IV.2", ("pendapatan_non_anggota", "penjualan_non_anggota", "hpp_non_anggota")),
    ("IV.3", ("hasil_investasi", "laba_pelepasan", "pendapatan_lain")),
)
_EXPENSES = (
    ("V.1", ("kepegawaian",)),
    ("V.2", ("administrasi",)),
    ("V.3", ("penyusutan",)),
    ("V.4", ("beban_penyisihan",)),
    ("V.5", ("perkoperasian",)),
    ("V.6", ("beban_usaha_lain", "selisih_persediaan", "rugi_pelepasan", "beban_lain")),
    ("V.7", ("jasa_simpanan", "bunga_pinjaman")),
    ("V.8", ("pajak",)),
)


class Part(NamedTuple):
    """A line of a note, with its amount in each column, in sen."""

    code: str | None
    title: str
    amounts: tuple[int, ...]


class Note(NamedTuple):
    """What one line of a statement is made of; `key` is its caption, or the line's own key."""

    number: str
    key: str
    title: str
    captions: tuple[str, ...]
    parts: tuple[Part, ...]
    totals: tuple[int, ...]

    @property
    def section(self) -> str:
        """The roman number of its section."""
        return self.number.partition(".")[0]

    def rows(self) -> Iterator[Row]:
        """As printed: a heading, the parts, and their sum."""
        yield Row((None, f"{self.number} {self.title}", *(None for _ in self.totals)), "heading")
        for part in self.parts:
            yield Row((part.code, part.title, *map(from_sen, part.amounts)), level=1)
        acronym = self.title[:2].isupper()
        title = self.title if acronym else f"{self.title[:1].lower()}{self.title[1:]}"
        yield Row((None, f"Jumlah {title}", *map(from_sen, self.totals)), "subtotal")


def notes_of(scope: Scope, columns: Sequence[Measures]) -> list[Note]:
    """Every note that has anything to say, in order.

    Raises:
        NotBalanced: a note comes to something else than its line, or a line has no note.
    """
    results = columns[: len(spans(scope))]
    found = [*_position_notes(scope, columns), *_result_notes(scope, results)]
    _check(scope, found, columns)
    return found


def _position_notes(scope: Scope, columns: Sequence[Measures]) -> Iterator[Note]:
    placing = columns[0].placing
    profile = scope.books.cooperative().profile
    layout = LAYOUTS[placing.policy.position or BY_PROFILE[profile]]
    for section, groups in (("I", layout.assets), ("II", layout.claims)):
        place = 0
        for group in groups:
            lines = [line for line in group.lines if _says(line, columns)]
            if not lines:
                continue
            place += 1
            prefix = "III" if group.key == "ekuitas" else f"{section}.{place}"
            for number, line in enumerate(lines, start=1):
                yield _note(scope, f"{prefix}.{number}", line, columns)


def _result_notes(scope: Scope, columns: Sequence[Measures]) -> Iterator[Note]:
    last: dict[str, int] = {}
    for prefix, captions in (*_INCOME, *_EXPENSES):
        for key in captions:
            line = Line(key, CAPTIONS[key].title, (key,))
            if not _says(line, columns):
                continue
            last[prefix] = last.get(prefix, 0) + 1
            alone = prefix.startswith("V.") and len(captions) == 1
            number = prefix if alone else f"{prefix}.{last[prefix]}"
            yield _note(scope, number, line, columns)


def _says(line: Line, columns: Sequence[Measures]) -> bool:
    """Whether any account of the line moves or holds anything in a column."""
    if any(column.of("dana_syirkah") for column in columns) and "dana_syirkah" in line.captions:
        return True
    names = [name for key in line.captions for name in columns[0].accounts(key)]
    return any(column.account(name) for column in columns for name in names)


def _note(scope: Scope, number: str, line: Line, columns: Sequence[Measures]) -> Note:
    parts = tuple(_parts(scope, line.captions, columns))
    totals = tuple(column.of(*line.captions) for column in columns)
    return Note(number, line.key, line.title, line.captions, parts, totals)


def _parts(scope: Scope, captions: Iterable[str], columns: Sequence[Measures]) -> Iterator[Part]:
    for key in captions:
        for name in columns[0].accounts(key):
            amounts = tuple(column.account(name) for column in columns)
            if any(amounts):
                account = scope.account(name)
                yield Part(account.code, account.title, amounts)
        if key == "dana_syirkah":
            yield Part("2111", "Simpanan mudharabah", tuple(c.of(key) for c in columns))


def _check(scope: Scope, notes: Sequence[Note], columns: Sequence[Measures]) -> None:
    """Refuses notes that do not come to the lines of the statements.

    Raises:
        NotBalanced: so it is.
    """
    placing = columns[0].placing
    profile = scope.books.cooperative().profile
    layout = LAYOUTS[placing.policy.position or BY_PROFILE[profile]]
    groups = (*layout.assets, *layout.claims)
    lines = [line for group in groups for line in group.lines]
    # What the books began with has no notes of its own.
    width = len(columns)
    _check_lines(notes, position_statement(scope), placing, lines, costs=1, width=width)
    form: Form = chosen_form(scope, placing)
    lines = [line for step in form.steps for group in step.groups for line in group.lines]
    _check_lines(notes, result_statement(scope), placing, lines, costs=-1, width=width)


def _check_lines(
    notes: Sequence[Note],
    made: Statement,
    placing: Placing,
    lines: Sequence[Line],
    *,
    costs: int,
    width: int,
) -> None:
    """Each line of a layout is the sum of the notes of its captions, in each of `width` columns."""
    told = [item for item in made.items() if item.style == "normal"]
    for line in lines:
        names = [name for key in line.captions for name in placing.accounts[key]]
        syirkah = ["dana_syirkah"] if "dana_syirkah" in line.captions else []
        keys = {line.key, *names, *syirkah}
        items = [item for item in told if item.key in keys]
        own = [note for note in notes if set(note.captions) <= set(line.captions)]
        for place in range(width):
            figures = (item.figures[place] for item in items)
            printed = sum(figure.sen for figure in figures if figure is not None)
            summed = sum(
                (costs if CAPTIONS[note.captions[0]].root == "Beban" else 1) * note.totals[place]
                for note in own
            )
            title = f"Catatan {', '.join(note.number for note in own) or line.title}"
            check_equal(title, summed, f"{line.title} pada {made.title}", printed)
