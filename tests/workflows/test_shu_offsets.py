"""Shares of the SHU that pay what their members owe: simpanan wajib, loans, the store."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from book_fold import founded, joined, make
from hypothesis import given, settings
from hypothesis import strategies as st
from lending import lent, product
from pdf_pages import page_texts

from koperasi_ledger.journal.store import connect
from koperasi_ledger.model.accounts import MEMBER_DEBTS, SHU_MEMBERS, WAJIB
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.records import Debtor
from koperasi_ledger.reports.pdf_layout import slips_pdf
from koperasi_ledger.reports.scope import Asked
from koperasi_ledger.rules.errors.loans import OverPaid
from koperasi_ledger.rules.errors.shu import NoShare, PaidBeforeMeeting, ShareTooMuch
from koperasi_ledger.workflows import shu_live, shu_payments
from koperasi_ledger.workflows.book import Book, Settings, write_settings
from koperasi_ledger.workflows.checking import check_book
from koperasi_ledger.workflows.loan_views import due_list
from koperasi_ledger.workflows.recording import Stamp, record_events
from koperasi_ledger.workflows.reports import make_report
from koperasi_ledger.workflows.shu_slips import slips_of
from koperasi_ledger.workflows.shu_transfers import transfer_sheet
from koperasi_ledger.workflows.year_end import close_year

NOW = Stamp("bendahara", datetime(2027, 6, 1, 3, 0, tzinfo=UTC))
DAY, END = date(2027, 3, 1), date(2027, 12, 31)
ZERO = Decimal(0)
SHU = {
    "bagikan_non_anggota": True,
    "alokasi": [
        {"pos": "cadangan", "persen": "40", "tujuan": "dana", "akun": "Ekuitas:Cadangan:Umum"},
        {"pos": "jasa_modal", "persen": "60", "tujuan": "anggota", "dasar": "modal"},
    ],
    "dasar_anggota": {"modal": {"dihitung": ["simpanan_pokok"], "saldo": "akhir"}},
}
STORE = {
    "tingkat": {"umum": {"nama": "Umum"}},
    "lokasi": {"gerai": {"nama": "Gerai"}},
    "golongan": {"sembako": "rata-rata"},
    "kredit_anggota": {"paling_banyak": "500000", "tempo_hari": 30},
}


def story(income: str) -> list[AnyEvent]:
    """A-1 owes instalments, A-2 the store, both owe wajib; A-3 has paid everything."""
    day = "2026-11-02"
    policy = {"shu": SHU, "toko": STORE, "pinjaman": {"produk": [product()]}}
    adopted = {"effective": day, "decision": "RAT", "policy": policy}
    sold = {"item": "beras", "quantity": "20", "price": "13000", "amount": "260000"}
    events = [*founded(day), make("policy_adopted", "K-2", day, **adopted)]
    for number in ("A-1", "A-2", "A-3"):
        events.append(joined(number, day))
        pays = {"member": number, "via": "kas"}
        events.append(make("simpanan_pokok_paid", f"P-{number}", day, **pays, amount="100000"))
    free = {"member": "A-3", "amount": "60000", "via": "kas"}
    return [
        *events,
        make("simpanan_wajib_paid", "W-3", day, **free),
        make("supplier_registered", "P", day, supplier="bulog", name="Bulog", days=7),
        make("item_registered", "B", day, item="beras", name="Beras", base="kg", group="sembako"),
        make(
            "price_set",
            "H",
            day,
            valid_from=day,
            lines=[{"item": "beras", "tier": "umum", "unit": "kg", "price": "13000"}],
        ),
        make(
            "goods_received",
            "T-1",
            day,
            supplier="bulog",
            invoice="F-1",
            location="gerai",
            lines=[{"item": "beras", "quantity": "100", "amount": "1100000"}],
        ),
        *lent("1200000", 12, member="A-1", day=day),
        make(
            "sale_recorded",
            "J-1",
            "2026-11-05",
            till="k1",
            number="1",
            location="gerai",
            tier="umum",
            member="A-2",
            lines=[sold],
            payments=[{"way": "kredit", "amount": "260000"}],
        ),
        make(
            "receipt_recorded",
            "BKM",
            "2026-12-20",
            via="kas",
            lines=[{"account": "Pendapatan:Lain:BungaBank", "amount": income}],
        ),
        make("month_closed", "T-11", "2026-12-31", month="2026-11"),
    ]


@contextmanager
def decided(income: str) -> Iterator[Book]:
    """The story in a book whose year is closed and whose meeting has decided."""
    with tempfile.TemporaryDirectory() as place:
        write_settings(Path(place), Settings())
        journal = connect(str(Path(place) / "jurnal.db"), create=True)
        book = Book(Path(place), Settings(), journal, print)
        record_events(book, story(income), NOW)
        close_year(book, 2026, NOW)
        proposal = shu_live.propose(book, 2026, date(2027, 6, 1))
        shu_live.decide(book, proposal, NOW, day=date(2027, 2, 20), decision="RAT 1", present=2)
        yield book
        journal.close()


def owed(book: Book) -> dict[str, Decimal]:
    """What A-1 and A-2 owe on the day, by purpose."""
    loans = sum((view.running.due for view in due_list(book, DAY) if view.running), ZERO)
    debtor = book.journal.books().peek(Debtor, "A-2")
    return {"pinjaman": loans, "toko": debtor.balance if debtor is not None else ZERO}


@settings(deadline=None, max_examples=12)
@given(st.one_of(st.integers(1, 400_000), st.integers(400_000, 10_000_000)))
def test_every_rupiah_of_a_share_pays_a_debt_or_the_member(surplus: int) -> None:
    # Rice was sold at a gain of 40,000, which is shared too.
    with decided(str(surplus)) as book:
        before = owed(book)
        run = shu_payments.plan_payments(book, 2026, DAY, offset=True)
        shares = {state.member.number: state.left for state in shu_payments.shares_of(book, 2026)}
        due = {"A-1": before["pinjaman"], "A-2": before["toko"], "A-3": ZERO}
        for payment in run.payments:
            number = payment.member.number
            assert payment.amount == shares[number]
            debts = sum((debt.amount for debt in payment.debts), ZERO)
            # Four months of wajib are owed, and paid before anything else.
            assert payment.wajib == (min(Decimal(50_000), payment.amount) if due[number] else ZERO)
            assert debts == min(due[number], payment.amount - payment.wajib)
            assert payment.offset == payment.wajib + debts <= payment.amount
        recorded = shu_payments.pay(book, run, DAY, NOW, via="kas")
        assert -book.journal.balance(SHU_MEMBERS, END) == ZERO
        paid = {part.purpose: part.amount for each in run.payments for part in each.debts}
        assert owed(book) == {name: before[name] - paid.get(name, ZERO) for name in before}
        assert -book.journal.balance(WAJIB, END) == 60_000 + sum(
            (each.wajib for each in run.payments), ZERO
        )
        listed = sum(
            (row[2] for row in transfer_sheet(run).rows if isinstance(row[2], Decimal)), ZERO
        )
        assert listed == run.total - run.offset
        assert all(slip.left == ZERO for slip in slips_of(book, 2026))
        assert check_book(book.folder, print).passed
        assert recorded.new >= len(run.payments)


def test_an_instalment_from_a_share_is_undone_like_any_other(tmp_path: Path) -> None:
    with decided("5000000") as book:
        before, debt = owed(book), book.journal.balance(MEMBER_DEBTS, END)
        run = shu_payments.plan_payments(book, 2026, DAY, offset=True)
        shu_payments.pay(book, run, DAY, NOW, savings="sukarela")
        slips = slips_of(book, 2026)
        text = " ".join(page_texts(slips_pdf(slips), tmp_path))
        assert "Potongan: angsuran PJ-1, 1 Maret 2027" in text
        assert "Potongan: belanja toko yang belum dibayar, 1 Maret 2027" in text
        refs = ["POTONG-SHU-2026-A-1-PJ-1", "POTONG-SHU-2026-A-2-TOKO"]
        undo = [
            make("event_reversed", f"BALIK-{ref}", "2027-03-02", target=ref, reason="keliru")
            for ref in refs
        ]
        record_events(book, undo, NOW)
        assert owed(book) == before
        assert book.journal.balance(MEMBER_DEBTS, END) == debt
        left = {state.member.number: state.left for state in shu_payments.shares_of(book, 2026)}
        paid = {payment.member.number: payment.debts for payment in run.payments}
        assert left == {
            number: sum((debt.amount for debt in debts), ZERO) for number, debts in paid.items()
        }
        again = shu_payments.plan_payments(book, 2026, date(2027, 3, 3), offset=True)
        assert shu_payments.pay(book, again, date(2027, 3, 3), NOW, via="kas").new == 2
        assert not any(state.left for state in shu_payments.shares_of(book, 2026))


def test_what_a_share_cannot_pay_is_refused() -> None:
    with decided("900000") as book:
        month = {"loan": "PJ-1", "amount": "100000"}
        for day, fields, refusal in (
            ("2027-02-19", month | {"share": 2026}, PaidBeforeMeeting),
            ("2027-03-01", month | {"share": 2025}, NoShare),
            ("2027-03-01", month | {"amount": "400000", "share": 2026}, ShareTooMuch),
            ("2027-03-01", month | {"amount": "9000000", "share": 2026}, OverPaid),
        ):
            with pytest.raises(refusal):
                record_events(book, [make("loan_repaid", "X", day, **fields)], NOW)


def test_what_was_paid_after_the_day_is_not_set_off_again() -> None:
    with decided("5000000") as book:
        owes = owed(book)["pinjaman"]
        early = make("loan_repaid", "CICIL", "2027-03-05", loan="PJ-1", amount="300000", via="kas")
        record_events(book, [early], NOW)
        run = shu_payments.plan_payments(book, 2026, DAY, member="A-1", offset=True)
        assert run.payments[0].debts[0].amount == owes - 300_000
        shu_payments.pay(book, run, DAY, NOW, via="kas")
        # What is left is the instalment of 2 March.
        views = due_list(book, date(2027, 3, 5))
        assert [view.running.due for view in views if view.running] == [124_000]


def test_a_loan_may_be_numbered_like_the_ref_of_another_debt() -> None:
    with decided("5000000") as book:
        lent_later = lent("600000", 6, member="A-2", loan="TOKO", day="2027-01-05")
        record_events(book, lent_later, NOW)
        run = shu_payments.plan_payments(book, 2026, DAY, offset=True)
        assert shu_payments.pay(book, run, DAY, NOW, via="kas").new == 6
        refs = {f"POTONG-SHU-2026-A-2-TOKO{tail}" for tail in ("", "-2")}
        assert all(book.journal.bodies([ref]) for ref in refs)


def test_who_signs_sees_what_of_the_share_paid_debts() -> None:
    with decided("5000000") as book:
        asked, today = Asked(year=2026), date(2027, 6, 1)
        before = make_report(book, "daftar-shu", asked, today).tables[0]
        assert "potongan" not in [column.key for column in before.columns]
        run = shu_payments.plan_payments(book, 2026, DAY, offset=True)
        shu_payments.pay(book, run, DAY, NOW, via="kas")
        listed = make_report(book, "daftar-shu", asked, today).tables[0]
        place = [column.key for column in listed.columns].index("potongan")
        found = [row.cells[place] for row in listed.rows]
        assert found == [*(each.offset for each in run.payments), run.offset]
        assert all(len(row.cells) == len(listed.columns) for row in listed.rows)


def test_a_run_before_the_meeting_is_refused_once_and_before_anything_is_shown() -> None:
    with decided("900000") as book, pytest.raises(PaidBeforeMeeting):
        shu_payments.plan_payments(book, 2026, date(2027, 2, 19), offset=True)
