"""The store at the bank: what was sold, bought and paid is found again in the bank statement."""

import datetime as dt
from decimal import Decimal

import pytest
from bank_books import STAMP, Move, bca, event, fresh, opening, record, run

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.records import Debtor, SupplierBill
from koperasi_ledger.workflows.bank_review import Assignment, assign, waiting_lines
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.checking import check_book

START = "2026-08-31"
STORE = {
    "tingkat": {"umum": {"nama": "Eceran umum"}},
    "lokasi": {"gerai": {"nama": "Gerai"}},
    "golongan": {"sembako": "rata-rata"},
    "kredit_anggota": {"paling_banyak": "500000", "tempo_hari": 30},
}


def sale(number: int, day: str, amount: str, way: dict[str, str], **buyer: str) -> AnyEvent:
    return event(
        "sale_recorded",
        day,
        f"J-{number}",
        till="k1",
        number=str(number),
        location="gerai",
        tier="umum",
        lines=[{"item": "beras", "quantity": amount, "price": "1000", "amount": f"{amount}000"}],
        payments=[way | {"amount": f"{amount}000"}],
        **buyer,
    )


def shop(book: Book) -> None:
    """A store whose bank account sold, bought produce, paid a supplier; and debts both ways."""
    bill = {"supplier": "bulog", "location": "gerai"}
    goods = [{"item": "beras", "quantity": "900", "amount": "450000"}]
    record(
        book,
        opening(Decimal(1_000_000), START),
        event(
            "policy_adopted",
            START,
            "K-TOKO",
            effective=START,
            decision="RAT",
            policy={"toko": STORE},
        ),
        event(
            "item_registered", START, "I", item="beras", name="Beras", base="kg", group="sembako"
        ),
        event(
            "price_set",
            START,
            "H",
            valid_from=START,
            lines=[{"item": "beras", "tier": "umum", "unit": "kg", "price": "1000"}],
        ),
        event("supplier_registered", START, "P", supplier="bulog", name="Perum Bulog", days=14),
        event(
            "customer_registered",
            START,
            "L",
            customer="mekar",
            name="Kopdes Mekar",
            limit="900000",
            days=7,
        ),
        event("goods_received", START, "T-1", **bill, invoice="F-001", lines=goods),
        event("goods_received", START, "T-2", **bill, invoice="F-002", lines=goods),
        sale(1, "2026-09-05", "27", {"way": "bank", "via": "bca"}),
        sale(2, "2026-09-05", "300", {"way": "kredit"}, customer="mekar"),
        sale(3, "2026-09-05", "45", {"way": "kredit"}, member="A-0001"),
        event(
            "offtake_received",
            "2026-09-06",
            "HA-1",
            member="A-0042",
            location="gerai",
            item="beras",
            gross="10",
            price="6500",
            amount="65000",
            payments=[{"amount": "65000", "via": "bca"}],
        ),
        event(
            "payable_paid",
            "2026-09-07",
            "BU-1",
            supplier="bulog",
            invoice="F-001",
            amount="150000",
            via="bca",
        ),
    )


def imported(book: Book) -> list[str]:
    lines = (
        (5, "27000", "TRSF BELANJA"),
        (6, "-65000", "BAYAR GABAH"),
        (7, "-150000", "PERUM BULOG F-001"),
        (8, "-450000", "TRANSFER PERUM BULOG"),
        (9, "300000", "KOPDES MEKAR"),
        (10, "45000", "BUDI FIKTIF"),
    )
    moves = [Move(dt.date(2026, 9, day), Decimal(sum_), text) for day, sum_, text in lines]
    run(book, bca(moves, Decimal(1_000_000)))
    return [item.suspense.ref for item in waiting_lines(book)]


def test_what_was_recorded_by_hand_is_matched_and_the_rest_is_suggested() -> None:
    with fresh(START) as book:
        shop(book)
        waiting = imported(book)
        assert len(waiting) == 3  # the sale, the produce and the supplier's part were known
        found = {each.suspense.text: each.suggestions for each in waiting_lines(book)}
        out, customer, member = (
            next(found[text] for text in found if word in text)
            for word in ("BULOG", "MEKAR", "BUDI")
        )
        assert out[0].assignment == Assignment("pemasok", number="bulog:F-002")
        assert "namanya disebut" in out[0].reason
        assert customer[0].assignment == Assignment("pelanggan", number="mekar")
        assert Assignment("toko", "A-0001") in [each.assignment for each in member]
        for ref, first in zip(waiting, (out[0], customer[0]), strict=False):
            assert assign(book, ref, [first.assignment], STAMP) == (1, 0)
            assert assign(book, ref, [first.assignment], STAMP) == (0, 1)
        assert assign(book, waiting[2], [Assignment("toko", "A-0001")], STAMP) == (1, 0)
        books = book.journal.books()
        bill = books.peek(SupplierBill, "bulog:F-002")
        assert bill is not None
        assert bill.remaining == 0
        assert all(not each.balance for each in books.all(Debtor))
        report = check_book(book.folder, lambda _: None)
        assert [check for check in report.checks if not check.passed] == []


@pytest.mark.parametrize(
    ("place", "assignment", "said"),
    [
        (0, Assignment("pemasok", number="bulog:F-9"), "F-9"),
        (0, Assignment("pemasok", number="bulog:F-001"), "300.000"),
        (0, Assignment("pemasok", number="bulog"), "invoice|[Nn]omor"),
        (0, Assignment("pemasok"), "nomor"),
        (0, Assignment("pelanggan", number="mekar"), "tidak dapat dijelaskan"),
        (1, Assignment("pelanggan", number="mekr"), "mekar"),
        (2, Assignment("toko", "A-0042"), "utang A-0042"),
        (2, Assignment("toko"), "anggota"),
    ],
)
def test_what_does_not_fit_is_refused(place: int, assignment: Assignment, said: str) -> None:
    with fresh(START) as book:
        shop(book)
        refs = imported(book)
        with pytest.raises(Refusal, match=said):
            assign(book, refs[place], [assignment], STAMP)
        assert len(waiting_lines(book)) == 3
