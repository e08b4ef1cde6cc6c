"""Commands on the budget (RAPB) and the health questionnaires of a year."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import Balances, Given, record_one, voucher_options
from cli.koperasi_umum import the_book

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book

_LABELS = {
    "year": "--tahun",
    "decision": "--keputusan",
    "lines": "BERKAS",
    "plan": "BERKAS",
    "answers": "JAWABAN",
    "assessor": "--penilai",
}
_year = click.option("--tahun", "year", type=int, required=True, metavar="TTTT", help="Tahunnya.")


@click.group("anggaran")
def budget() -> None:
    """Anggaran tahunan (RAPB) dan rencana kerja: contoh, impor; laporannya 'laporan anggaran'.

    \b
    Contoh:
      koperasi anggaran contoh > anggaran.csv
      koperasi anggaran impor anggaran.csv --tahun 2027 --keputusan "RAT 2027 No. 4"
      koperasi laporan anggaran --tahun 2026
    """


@budget.command("contoh")
@click.pass_context
def template(context: click.Context, /) -> None:
    """Tulis daftar yang tinggal diisi: semua akun pendapatan dan beban, dan baris rencana kerja.

    \b
    Contoh: koperasi anggaran contoh > anggaran.csv
    """
    from koperasi_ledger.workflows.budget_file import template as written

    with the_book(context) as book:
        click.echo(written(book), nl=False)


@budget.command("impor")
@click.argument("berkas", type=click.Path(path_type=Path))
@_year
@click.option("--keputusan", "decision", help="Keputusan rapat anggota; tanpa ini: usulan.")
@voucher_options
@click.pass_context
def take_in(
    context: click.Context,
    /,
    *,
    berkas: Path,
    year: int,
    decision: str | None,
    given: Given,
) -> None:
    """Catat anggaran dari BERKAS (.csv atau .xlsx) dengan kolom Akun, Jumlah, Unit, Uraian.

    Akun ditulis dengan kode atau namanya; baris "RK" memuat rencana kerja di kolom Uraian. Impor
    berikutnya untuk tahun yang sama menggantikannya sejak tanggalnya.

    \b
    Contoh: koperasi anggaran impor anggaran.xlsx --tahun 2027 --keputusan "RAT 2027 No. 4"
    """
    from koperasi_ledger.workflows.budget_file import read_budget

    def prepare(book: "Book") -> dict[str, object]:
        told = read_budget(berkas, book)
        return {"lines": [dict(line) for line in told.lines], "plan": list(told.plan)}

    record_one(
        context,
        "budget_adopted",
        given,
        labels=_LABELS,
        balances=_budget,
        prepare=prepare,
        told_as="anggaran",
        year=year,
        decision=decision,
    )


def _budget(book: "Book", event: "AnyEvent") -> Balances:
    from koperasi_ledger.model.records import Budget

    found = book.journal.books().peek(Budget, str(event.year))  # type: ignore[attr-defined] # a budget has one
    lines = found.versions[-1].lines if found is not None else ()

    def total(root: str) -> Decimal:
        return sum((line.amount for line in lines if line.account.startswith(root)), Decimal(0))

    income, costs = total("Pendapatan:"), total("Beban:")
    return {"pendapatan": income, "beban": costs, "shu": income - costs}


@click.group("kesehatan")
def health() -> None:
    """Penilaian kesehatan: jawaban kuesionernya; laporannya 'laporan kesehatan'.

    \b
    Contoh:
      koperasi kesehatan jawab manajemen-umum=10/12 kelembagaan=5/6 --tahun 2026
      koperasi laporan kesehatan --tahun 2026
    """


@health.command("jawab")
@click.argument("jawaban", nargs=-1, required=True, metavar="KUESIONER=YA/BANYAKNYA...")
@_year
@click.option("--penilai", "assessor", help="Siapa yang menilai (jabatannya).")
@voucher_options
@click.pass_context
def answer(
    context: click.Context,
    /,
    *,
    jawaban: Sequence[str],
    year: int,
    assessor: str | None,
    given: Given,
) -> None:
    """Catat berapa pertanyaan setiap kuesioner dijawab "ya"; yang dijawab lagi diganti.

    \b
    Contoh: koperasi kesehatan jawab manajemen-umum=10/12 kelembagaan=5/6 --tahun 2026
    """
    answers = []
    for text in jawaban:
        name, _, counts = text.partition("=")
        yes, _, of = counts.partition("/")
        if not (name and yes.isdecimal() and of.isdecimal()):
            raise click.UsageError(f"Tulis KUESIONER=YA/BANYAKNYA, misalnya umum=10/12: {text}")
        answers.append({"questionnaire": name, "yes": int(yes), "of": int(of)})
    record_one(
        context,
        "health_answered",
        given,
        labels=_LABELS,
        year=year,
        assessor=assessor,
        answers=answers,
    )
