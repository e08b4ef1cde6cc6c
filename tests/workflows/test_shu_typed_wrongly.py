"""What is typed wrongly about an SHU is told, and nothing is recorded."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from book_fold import make
from test_shu_slips import NOW, filled

from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.reports.shu_proposal import NoShuPolicy, YearNotHere, YearNotYet
from koperasi_ledger.rules.errors import LossNotShared, UnknownProduct
from koperasi_ledger.workflows import shu_live, shu_payments
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.recording import record_events


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = filled(tmp_path, "1000000")
    yield made
    made.journal.close()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"decision": "RAT 1", "present": 7, "entitled": 5}, "lebih besar"),
        ({"decision": "x" * 5000}, "huruf"),
        ({"decision": ""}, "decision"),
    ],
)
def test_a_decision_that_is_no_event(book: Book, said: dict[str, object], told: str) -> None:
    proposal = shu_live.propose(book, 2026, date(2027, 6, 1))
    with pytest.raises(Refusals, match=told):
        shu_live.decide(book, proposal, NOW, day=date(2027, 2, 20), **said)  # type: ignore[arg-type] # as typed


def test_a_payment_that_is_no_event(book: Book) -> None:
    run = shu_payments.plan_payments(book, 2026, date(2027, 3, 1), member="A-0001")
    before = book.journal.head()
    with pytest.raises(Refusals):
        shu_payments.pay(book, run, date(2027, 3, 1), NOW, via="kas", recipient="")
    with pytest.raises(Refusals):
        shu_payments.pay(book, run, date(2027, 3, 1), NOW, via="Tidak Ada!")
    assert book.journal.head() == before


def test_a_trial_knows_the_products(book: Book) -> None:
    with pytest.raises(UnknownProduct):
        shu_payments.plan_payments(book, 2026, date(2027, 3, 1), savings="tidakada")


def test_a_what_if_speaks_of_no_loss_that_there_was_not(book: Book) -> None:
    found = shu_live.propose(book, 2026, date(2027, 6, 1), surplus=Decimal(500_000))
    assert found.surplus == found.result.shared == Decimal(500_000)
    assert not found.carried
    for surplus, told in ((Decimal(-5), "rugi Rp5"), (Decimal(0), "SHU 2026 nol")):
        with pytest.raises(LossNotShared, match=told):
            shu_live.propose(book, 2026, date(2027, 6, 1), surplus=surplus)


def test_a_year_before_the_books_is_not_here(book: Book) -> None:
    with pytest.raises(YearNotHere, match="dimulai 1 Desember 2026"):
        shu_live.propose(book, 2025, date(2027, 6, 1))


def test_a_year_whose_turn_has_not_come_is_not_mixed_with_the_open_one(book: Book) -> None:
    # 2026 is closed: 2027 is counted so far, 2028 would hold the result of 2027.
    income = {"account": "Pendapatan:Lain:BungaBank", "amount": "70000"}
    receipt = make("receipt_recorded", "BKM-27", "2027-05-01", via="kas", lines=[income])
    record_events(book, [receipt], NOW)
    today = date(2028, 2, 1)
    assert shu_live.propose(book, 2027, today).surplus == Decimal(70_000)
    with pytest.raises(YearNotYet, match="SHU 2028 belum dapat dihitung: tahun buku 2027"):
        shu_live.propose(book, 2028, today)
    trial = shu_live.propose(book, 2028, today, surplus=Decimal(500_000))
    assert trial.result.shared == Decimal(500_000)


def test_a_book_without_a_plan_says_that_one_of_today_will_do(tmp_path: Path) -> None:
    from book_fold import founded  # noqa: PLC0415

    from koperasi_ledger.journal.store import connect  # noqa: PLC0415
    from koperasi_ledger.workflows.book import Settings  # noqa: PLC0415

    journal = connect(str(tmp_path / "jurnal.db"), create=True)
    bare = Book(tmp_path, Settings(), journal, print)
    record_events(bare, founded("2026-12-01"), NOW)
    with pytest.raises(NoShuPolicy) as refused:
        shu_live.propose(bare, 2026, date(2027, 6, 1))
    assert isinstance(refused.value, Refusal)
    assert "sesudah tahun itu" in str(refused.value)
    journal.close()
