"""The papers of a loan: what they say is what the agreement and the journal say."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from loan_books import lending_book
from pdf_pages import page_texts
from report_books import TODAY, book_of

from koperasi_ledger.model.money import terbilang
from koperasi_ledger.reports.pinjaman_surat import LETTER_FORMATS, render_letter
from koperasi_ledger.reports.render import FORMATS, UnknownFormat, render
from koperasi_ledger.reports.text_layout import report_text
from koperasi_ledger.rules.errors.loans import LoanWrongStatus, UnknownLoan
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.loan_letters import (
    NothingOverdue,
    PaperDates,
    agreement,
    reminder,
)
from koperasi_ledger.workflows.loan_papers import card_paper, schedule_paper
from koperasi_ledger.workflows.loan_views import NoSuchSchedule

AGREED = ["PJ-2025-0004", "PJ-2026-0005", "PJ-2026-0006", "PJ-2026-0007", "PJ-2026-0008",
          "PJ-2026-0009"]  # fmt: skip
LENT = ["PJ-2025-0001", "PJ-2025-0002", "PJ-2025-0003", *AGREED[:-1], "PJ-2026-0010"]


@pytest.fixture(scope="module")
def lent_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with book_of(tmp_path_factory.mktemp("surat") / "buku", lending_book()) as book:
        yield book


def _without_hash(text: str) -> str:
    return re.sub(r"[0-9a-f]{64}", "(sidik jurnal)", text)


@pytest.mark.parametrize("number", AGREED)
def test_golden_agreement(lent_book: Book, number: str, golden: Callable[[str, str], None]) -> None:
    text = render_letter(agreement(lent_book, number, TODAY, spouse="Pasangan Contoh"), "teks")
    assert isinstance(text, str)
    golden(f"reports/akad-{number}.teks", _without_hash(text))


@pytest.mark.parametrize("number", ["PJ-2025-0001", "PJ-2025-0003"])
def test_golden_card(lent_book: Book, number: str, golden: Callable[[str, str], None]) -> None:
    golden(
        f"reports/kartu-{number}.teks",
        _without_hash(report_text(card_paper(lent_book, number, TODAY))),
    )


def test_golden_schedule_and_letter(lent_book: Book, golden: Callable[[str, str], None]) -> None:
    planned = report_text(schedule_paper(lent_book, "PJ-2026-0009", TODAY))
    golden("reports/jadwal-PJ-2026-0009.teks", _without_hash(planned))
    letter = render_letter(reminder(lent_book, "PJ-2025-0001", TODAY, count=2), "teks")
    assert isinstance(letter, str)
    golden("reports/surat-PJ-2025-0001.teks", _without_hash(letter))


@pytest.mark.parametrize("form", LETTER_FORMATS)
@pytest.mark.parametrize("number", AGREED)
def test_every_agreement_prints_in_every_format(lent_book: Book, number: str, form: str) -> None:
    made = render_letter(agreement(lent_book, number, TODAY, witnesses=["A", "B", "C"]), form)
    assert made
    if form == "json":
        assert isinstance(made, str)
        found = json.loads(made)
        assert [each["nama"] for each in found["penanda_tangan"]][-3:] == ["A", "B", "C"]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("number", LENT)
def test_every_card_and_schedule_prints(lent_book: Book, number: str, form: str) -> None:
    assert render(card_paper(lent_book, number, TODAY), form)
    assert render(schedule_paper(lent_book, number, TODAY), form)


@pytest.mark.parametrize("number", LENT)
def test_a_card_adds_up(lent_book: Book, number: str) -> None:
    """What was lent, less the principal paid, is the balance of every line and of the end."""
    rows = card_paper(lent_book, number, TODAY).tables[0].rows
    balance = Decimal(0)
    for row in rows[:-1]:
        _, _, what, lent, _, _, principal, _, left = row.cells
        assert isinstance(left, Decimal)
        balance += (lent or Decimal(0)) - (principal or Decimal(0))  # type: ignore[operator] # amounts
        if what == "Hapus buku":
            balance = Decimal(0)
        assert left == balance
    assert rows[-1].cells[-1] == balance


@pytest.mark.parametrize("number", [*LENT, "PJ-2026-0009"])
def test_a_schedule_repays_what_it_began_with(lent_book: Book, number: str) -> None:
    rows = schedule_paper(lent_book, number, TODAY).tables[0].rows
    first, last, total = rows[0].cells, rows[-2].cells, rows[-1].cells
    assert last[5] == 0
    assert isinstance(first[2], Decimal)
    assert isinstance(first[5], Decimal)
    assert total[2] == first[2] + first[5]


def test_the_printed_agreement_holds_names_amounts_and_words(
    lent_book: Book, tmp_path: Path
) -> None:
    made = render_letter(agreement(lent_book, "PJ-2026-0009", TODAY, witnesses=["Saksi A"]), "pdf")
    assert isinstance(made, bytes)
    assert made == render_letter(
        agreement(lent_book, "PJ-2026-0009", TODAY, witnesses=["Saksi A"]), "pdf"
    )
    text = " ".join(" ".join(page_texts(made, tmp_path)).split())
    for said in (
        "Perjanjian Pinjaman",
        "Rp5.000.000 (lima juta rupiah)",
        "Provisi (1 % dari pinjaman) dipotong Rp50.000.",
        "PEMINJAM menerima Rp4.850.000",
        "Siti Rahmawati",
        "Dewi Lestari",
        "Saksi A",
        "meterai",
    ):
        assert said in text, said
    assert terbilang(Decimal(4_850_000)) in text


def test_hostile_text_is_only_text(lent_book: Book, tmp_path: Path) -> None:
    """A name of markup is printed as it is, in no layout run."""
    hostile = 'Pak "O\'Neil" \\ #import $x$ *b* [a](b) <b>&amp;</b> {{ 7*7 }} \x1b[2J\u202eakhir'
    letter = agreement(lent_book, "PJ-2025-0004", TODAY, witnesses=[hostile] * 2, spouse=hostile)
    page = render_letter(letter, "html")
    assert isinstance(page, str)
    assert "<b>&amp;</b>" not in page
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt; {{ 7*7 }}" in page
    pdf = render_letter(letter, "pdf")
    assert isinstance(pdf, bytes)
    # A long word may be parted between lines; letters stay.
    text = re.sub(r"\s|\u200b", "", "".join(page_texts(pdf, tmp_path)))
    assert "#import$x$*b*[a](b)<b>&amp;</b>{{7*7}}" in text
    text = render_letter(letter, "teks")  # type: ignore[assignment] # text it is
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_refused_papers(lent_book: Book) -> None:
    with pytest.raises(UnknownLoan):
        agreement(lent_book, "PJ-9999-0001", TODAY)
    for number in ("PJ-2025-0002", "PJ-2025-0003"):
        with pytest.raises(LoanWrongStatus):
            agreement(lent_book, number, TODAY)
        with pytest.raises(LoanWrongStatus):
            reminder(lent_book, number, TODAY)
    with pytest.raises(NothingOverdue):
        reminder(lent_book, "PJ-2026-0011", TODAY)
    with pytest.raises(PaperDates):
        reminder(lent_book, "PJ-2025-0001", TODAY, until=date(2026, 11, 21))
    with pytest.raises(NoSuchSchedule):
        schedule_paper(lent_book, "PJ-2025-0001", TODAY, version=9)
    with pytest.raises(UnknownFormat):
        render_letter(agreement(lent_book, "PJ-2025-0004", TODAY), "docx")
