"""Penilaian kesehatan: every method of the policy as a table of indicators with their scores."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.health import HealthMethod, HealthPolicy
from koperasi_ledger.model.records import HealthAnswers
from koperasi_ledger.reports.formatting import angka, tanggal
from koperasi_ledger.reports.health_measures import Parts, known, measured
from koperasi_ledger.reports.scope import Scope, legal, statement
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table
from koperasi_ledger.rules.health import half_up
from koperasi_ledger.rules.health_scores import Scored, Total, score, total
from koperasi_ledger.rules.policies import assessed_on

_COLUMNS = (
    Column("indikator", "Indikator"),
    Column("pembilang", "Pembilang", "amount"),
    Column("penyebut", "Penyebut", "amount"),
    Column("rasio", "Rasio (%)", "number"),
    Column("nilai", "Nilai", "number"),
    Column("bobot", "Bobot", "number"),
    Column("skor", "Skor", "number"),
    Column("keterangan", "Keterangan"),
)
_NOTE = (
    "Indikator, bobot, dan pita berasal dari kebijakan [kesehatan] yang berlaku pada hari terakhir,"
    " atau yang pertama sesudahnya. Baris tanpa skor belum dapat dinilai, sebabnya di kolom"
    " keterangan; predikat hanya diberikan bila seluruh bobot terdinilai."
)
_NONE = "Kebijakan belum memuat [kesehatan]; contohnya ada di kebijakan.toml buku baru."


def kesehatan(scope: Scope) -> Report:
    """The health assessment of the scope's year by each method of the policy in force."""
    policy = assessed_on(scope.books.section("health"), HealthPolicy, scope.last)
    tables: list[Table] = []
    facts: list[tuple[str, Cell]] = []
    if policy is None:
        tables.append(Table("kesehatan", "", _COLUMNS, ()))
    else:
        answers = answers_at(scope, scope.last.year)
        facts.append(("Kebijakan [kesehatan]", f"berlaku sejak {tanggal(policy[1])}"))
        everything = known(scope)
        for place, method in enumerate(policy[0].methods, start=1):
            parts = measured(everything, method)
            ratios = {key: each.ratio for key, each in parts.items()}
            found = score(method, ratios, answers)
            result = total(method, found)
            rows = (*_rows(found, parts), _last(result))
            tables.append(Table(f"cara_{place}", method.name, _COLUMNS, rows))
            facts.append((method.name, _told(method, result)))
            tables.append(_formulas(place, method, parts))
    return statement(
        scope,
        "kesehatan",
        "Penilaian Kesehatan",
        tables,
        facts=(*legal(scope), *facts),
        notes=(_NOTE,) if policy is not None else (_NONE,),
        signed=True,
        orientation="landscape",
    )


def answers_at(scope: Scope, year: int, day: date | None = None) -> dict[str, tuple[int, int]]:
    """The answers of a year by questionnaire: how many were yes, of how many."""
    found = scope.books.peek(HealthAnswers, str(year))
    told = found.answers if found is not None else ()
    return {
        each.questionnaire: (each.yes, each.of) for each in told if day is None or each.day <= day
    }


def _rows(found: Sequence[Scored], parts: dict[str, Parts]) -> Iterator[Row]:
    aspect = ""
    for each in found:
        own = each.indicator
        if own.aspect != aspect:
            aspect = own.aspect
            title = aspect.replace("-", " ").replace("_", " ").capitalize()
            yield Row((title, *(None,) * 7), "heading")
        figures = parts.get(own.measure or "")
        part = figures.part if figures is not None else None
        whole = figures.whole if figures is not None else None
        yield Row(
            (
                own.name,
                None if part is None else _rupiah(part),
                None if whole is None else _rupiah(whole),
                _two(each.ratio),
                _two(each.value),
                _two(each.weight),
                _two(each.score),
                each.reason or None,
            ),
            level=1,
            trace=own.measure or own.questionnaire,
        )


def _last(result: Total) -> Row:
    cells = (None, None, None, None, _two(result.assessed), _two(result.score))
    return Row(("Jumlah yang terdinilai", *cells, result.grade), "total")


def _told(method: HealthMethod, result: Total) -> str:
    points = f"skor {angka(half_up(result.score), 2)}"
    if result.assessed < 100:
        left = angka(half_up(result.assessed), 2)
        return f"{points} dari bobot {left} yang dapat dinilai (dari 100); tanpa predikat"
    if result.grade is None:
        return f"{points}; predikat belum ditetapkan dalam kebijakan {method.name}"
    return f"{points}: {result.grade}"


def _formulas(place: int, method: HealthMethod, parts: dict[str, Parts]) -> Table:
    columns = (
        Column("indikator", "Indikator"),
        Column("rumus", "Pembilang : penyebut, atau kuesioner"),
        Column("pita", "Pita"),
    )
    rows = []
    for own in method.indicators:
        formula = (
            parts[own.measure].formula
            if own.measure is not None
            else f"jawaban ya pada kuesioner {own.questionnaire}"
        )
        bands = "; ".join(own.bands).replace(".", ",")
        if own.per_yes is not None:
            bands = f"skor {angka(own.per_yes)} setiap ya"
        elif own.direct:
            bands = "nilai sebesar rasionya, paling tinggi 100"
        rows.append(Row((own.name, formula, bands or own.doubt or "belum ditetapkan")))
    return Table(f"rumus_{place}", f"Rumus dan pita: {method.name}", columns, tuple(rows))


def _two(value: Fraction | None) -> Cell:
    return None if value is None else half_up(value)


def _rupiah(sen: Fraction) -> Cell:
    return from_sen(int(half_up(sen, 0)))
