"""Whether typed statements agree with one another: neraca, PHU, equity, cash flow, narrative.

Aset = liabilitas + ekuitas; the SHU of the PHU is that of equity; cash at the end is the cash of
the neraca; what a year begins with is what the year before ended with (SAK EP sections 3 to 7;
reference on accounting, section 3: errors of published LPJ).
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from koperasi_ledger.checks.foreign_figures import (
    Figure,
    cash_sums,
    closing_cash,
    lines_of,
    of_this_year,
    result,
    total,
)
from koperasi_ledger.checks.foreign_result import Finding, Notebook, Severity, close, money
from koperasi_ledger.checks.foreign_words import is_difference, is_sum, words_of
from koperasi_ledger.model.typed_statements import TypedFile, TypedTable

_BOTH = ("liabilitas dan ekuitas", "liabilitas ekuitas")
_NARRATIVE = re.compile(
    r"simpanan (pokok|wajib)\b[^0-9.;]{0,60}?(?:rp\.?\s*)?([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{5,15})",
    re.IGNORECASE,
)
# What a member pays, and not what all have paid.
_EACH = re.compile(
    r"\b(?:per|setiap|tiap|tiap-tiap|masing-masing) (?:anggota|orang|bulan)"
    r"|sebulan|/ ?(?:bulan|bln)",
    re.IGNORECASE,
)


def compare(  # noqa: PLR0917 - the parts of one comparison
    notes: Notebook, rule: str, one: Figure, other: Figure, words: str, remedy: str
) -> bool:
    """Notes whether two figures are the same; `words` say what the first must be."""
    severity = close(one.value, other.value)
    if severity is None:
        notes.holds(rule)
        return True
    differ(
        notes,
        rule,
        severity,
        one,
        other.value,
        f"{words} {money(other.value)} ({other.where} “{other.label}”)",
        remedy,
    )
    return False


def differ(  # noqa: PLR0917 - the parts of one finding
    notes: Notebook,
    rule: str,
    severity: Severity,
    one: Figure,
    computed: Decimal,
    words: str,
    remedy: str,
) -> None:
    """Notes that a figure is not what it must be."""
    what = (
        f"“{one.label}” tertulis {money(one.value)}; {words};"
        f" selisih {money(abs(one.value - computed))}."
    )
    notes.add(
        Finding(severity, rule, one.sheet, one.cell, one.label, what, remedy, one.value, computed)
    )


def unjudged(notes: Notebook, rule: str, what: str, remedy: str) -> None:
    """Notes what could not be compared, and what was missing."""
    notes.add(Finding("tidak dapat diperiksa", rule, "", "", "", what, remedy))


def balance(typed: TypedFile, notes: Notebook) -> None:
    """Aset = liabilitas + ekuitas, in every column; a stated difference is the true one."""
    tables = typed.tables
    if not any(table.kind == "neraca" for table in tables):
        unjudged(notes, "neraca", "Tidak ada neraca.", "Sertakan laporan posisi keuangan.")
        return
    assets, both = total(tables, "aset"), total(tables, *_BOTH)
    debts, equity = total(tables, "liabilitas"), total(tables, "ekuitas")
    years = {figure.value for figure in result(tables)}
    if not assets:
        unjudged(notes, "neraca", "Baris jumlah aset tidak ditemukan.", "Tulis “Jumlah aset”.")
    for one in assets:
        near = [figure for figure in both if figure.beside(one)]
        parts = [f for group in (debts, equity) for f in group if f.beside(one)]
        if near:
            other = near[0].value
            name = f"{near[0].where} “{near[0].label}” {money(other)}"
        elif len(parts) == 2:
            other = parts[0].value + parts[1].value
            name = f"liabilitas dan ekuitas ({parts[0].cell} + {parts[1].cell}) {money(other)}"
        else:
            unjudged(
                notes,
                "neraca",
                f"Jumlah liabilitas dan ekuitas untuk {one.where} tidak ditemukan.",
                "Tulis “Jumlah liabilitas dan ekuitas”.",
            )
            continue
        _balanced(notes, one, other, name, years)
        if near and len(parts) == 2:
            whole = parts[0].value + parts[1].value
            severity = close(near[0].value, whole)
            if severity is None:
                notes.holds("neraca")
            else:
                words = f"liabilitas + ekuitas ({parts[0].cell} + {parts[1].cell}) {money(whole)}"
                differ(notes, "neraca", severity, near[0], whole, words, "Jumlahkan kembali.")


def _balanced(notes: Notebook, one: Figure, other: Decimal, name: str, years: set[Decimal]) -> None:
    severity = close(one.value, other)
    if severity is None:
        notes.holds("neraca")
        return
    gap = one.value - other
    remedy = "Cari akun yang hanya masuk satu sisi."
    if gap in years:
        remedy = "Selisihnya sebesar SHU: SHU (atau rugi) tahun berjalan belum masuk ekuitas."
    elif -gap in years or gap / 2 in years or -gap / 2 in years:
        remedy = "Selisihnya sebesar SHU: SHU terhitung dua kali atau tandanya terbalik."
    differ(notes, "neraca", severity, one, other, f"neraca tidak seimbang dengan {name}", remedy)


def stated_difference(typed: TypedFile, notes: Notebook) -> None:
    """A line `Selisih` of the neraca says zero."""
    for one in lines_of(typed.tables, "neraca", lambda label, _: is_difference(label)):
        severity = close(one.value, Decimal(0))
        if severity is None:
            notes.holds("neraca")
        else:
            differ(notes, "neraca", severity, one, Decimal(0), "seharusnya nol", "Cari selisihnya.")


def surplus(typed: TypedFile, notes: Notebook) -> None:
    """The SHU of the PHU is that of the neraca; a loss reaches equity too."""
    made = result(typed.tables)
    if not made:
        unjudged(
            notes, "SHU", "SHU dalam perhitungan hasil usaha tidak ditemukan.", "Sertakan PHU."
        )
        return
    if not any(table.kind == "neraca" for table in typed.tables):
        return
    stands = list(
        lines_of(
            typed.tables,
            "neraca",
            lambda label, _: of_this_year(label) and not is_sum(label, "neraca"),
        )
    )
    dated = lines_of(typed.tables, "neraca", lambda _label, _code: True)
    columns = {(figure.period, figure.place): figure for figure in dated}
    for one in made:
        near = [figure for figure in stands if figure.beside(one)]
        if near:
            told = min(near, key=lambda figure: abs(figure.value - one.value))
            compare(
                notes,
                "SHU",
                told,
                one,
                "menurut PHU",
                "Bawa SHU (atau rugi) dari PHU ke ekuitas.",
            )
        elif any(figure.beside(one) for figure in columns.values()):
            _not_there(notes, one)


def _not_there(notes: Notebook, one: Figure) -> None:
    if one.value < 0:
        words = "tidak ada baris SHU atau rugi tahun berjalan dalam ekuitas"
        remedy = "Kurangkan rugi itu dari ekuitas sebagai baris tersendiri."
        differ(notes, "SHU", "salah", one, Decimal(0), words, remedy)
    elif one.value:
        unjudged(
            notes,
            "SHU",
            f"SHU {money(one.value)} ({one.where}) tidak tampak sebagai baris dalam neraca.",
            "Tulis “SHU tahun berjalan” dalam ekuitas, atau terangkan pembagiannya.",
        )


def cash(typed: TypedFile, notes: Notebook) -> None:
    """Cash at the end of the cash flow, and at its beginning, is that of the neraca."""
    ends = closing_cash(typed.tables, "akhir")
    if not ends:
        unjudged(notes, "kas", "Saldo akhir arus kas tidak ditemukan.", "Sertakan arus kas.")
        return
    closing = {(f.period, f.place): f for f in lines_of(typed.tables, "neraca", _any)}
    for one in ends:
        for each in one.days(closing.values()):
            _cash_of(typed.tables, notes, one, each, "kas dan bank dalam neraca")
    for one in closing_cash(typed.tables, "awal"):
        for each in closing.values():
            if each.before(one):
                _cash_of(typed.tables, notes, one, each, "kas dan bank akhir tahun lalu")
        for end in ends:
            if end.before(one):
                compare(
                    notes, "kas", one, end, "kas akhir tahun lalu", "Mulai dari saldo akhir itu."
                )


def _any(_label: str, _code: str) -> bool:
    return True


def _cash_of(
    tables: Sequence[TypedTable], notes: Notebook, one: Figure, near: Figure, name: str
) -> None:
    named, sums = cash_sums(tables, near)
    if not named:
        unjudged(
            notes,
            "kas",
            f"Baris kas dan bank dalam neraca tidak dikenali; {one.where} tidak dibandingkan.",
            "Beri nama Kas dan Bank pada barisnya.",
        )
        return
    if one.value in sums:
        notes.holds("kas")
        return
    whole = sum((figure.value for figure in named), Decimal(0))
    severity = close(one.value, whole) or "salah"
    words = f"{name} ({named[0].where} s.d. {named[-1].cell}) {money(whole)}"
    remedy = "Cari arus kas yang belum masuk, atau saldo yang belum diperbarui."
    differ(notes, "kas", severity, one, whole, words, remedy)


def narrative(typed: TypedFile, notes: Notebook) -> None:
    """Simpanan pokok and wajib named in sentences are those of the neraca (of any column)."""
    for place in typed.texts:
        if _EACH.search(place.text):
            continue
        for match in _NARRATIVE.finditer(place.text):
            name = f"simpanan {match[1].casefold()}"
            told = Decimal(match[2].replace(".", ""))
            stands = list(
                lines_of(
                    typed.tables,
                    "neraca",
                    lambda label, _, name=name: words_of(label).startswith(name),  # type: ignore[misc]
                )
            )
            if not stands:
                continue
            if any(figure.value == told for figure in stands):
                notes.holds("narasi")
                continue
            here = Figure(place.sheet, place.cell, name, told, None, 0)
            near = stands[0]
            compare(
                notes,
                "narasi",
                here,
                near,
                "menurut neraca",
                "Samakan narasi dan neraca; periksa daftar simpanan anggota.",
            )
