"""A store in a real book: the journal keeps what a plain fold gives, and all of it is proven."""

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streams_store import ITEMS, THEIRS, Shop, shops, store_prelude

from koperasi_ledger.model.money import to_sen
from koperasi_ledger.model.records import Receipt, Stock
from koperasi_ledger.workflows.book import Book, Settings, write_settings
from koperasi_ledger.workflows.checking import check_book
from koperasi_ledger.workflows.opening import open_book
from koperasi_ledger.workflows.recording import Stamp, record_events
from koperasi_ledger.workflows.store_card import card_json, stock_card, stock_rows

NOW = Stamp("bendahara", datetime(2026, 7, 1, 3, 0, tzinfo=UTC))
POLICIES: tuple[dict[str, Any], ...] = ({}, {"pembukuan": "rekap-harian", "stok_minus": True})
slow = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=15
)


@contextmanager
def book_of(shop: Shop, **policy: Any) -> Iterator[Book]:
    folder = Path(tempfile.mkdtemp(prefix="koperasi-uji-"))
    try:
        write_settings(folder, Settings())
        with open_book(folder, pytest.fail, create=True) as book:
            record_events(book, [*store_prelude(**policy), *shop.events], NOW)
            yield book
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("policy", POLICIES)
@slow
@given(st.data())
def test_the_journal_keeps_what_a_fold_gives_and_the_card_ends_with_the_stock(
    policy: dict[str, Any], data: st.DataObject
) -> None:
    shop = data.draw(shops(**policy))
    with book_of(shop, **policy) as book:
        rows = book.journal.database.rows("SELECT kind, id, body FROM records")
        stored = {(kind, key): body for kind, key, body in rows}
        assert stored == {key: record.stored() for key, record in shop.fold.books.records().items()}
        for item in (*ITEMS, *THEIRS):
            stock = shop.fold.books.peek(Stock, item) or Stock(item=item, method="fifo")
            card = stock_card(book.journal, item)
            held = sum(row.quantity for row in card.rows)
            assert held == stock.quantity
            assert sum(to_sen(row.value) for row in card.rows) == to_sen(stock.value)
            if card.rows:
                last = card_json(card)["mutasi"][-1]
                assert last["nilai_sisa"] == str(card.rows[-1].worth)
        shown = {row.item.item: row.value for row in stock_rows(book.journal)}
        assert shown == {stock.item: stock.value for stock in shop.fold.books.all(Stock)}


@pytest.mark.parametrize("policy", POLICIES)
def test_every_check_passes_on_a_book_with_a_store(policy: dict[str, Any]) -> None:
    shop = Shop(random.Random(7).choice, **policy)  # noqa: S311 - a test's dice
    for _ in range(300):
        shop.next()
    assert len(shop.fold.books.all(Receipt)) > 10
    with book_of(shop, **policy) as book:
        report = check_book(book.folder, pytest.fail)
    assert [check for check in report.checks if not check.passed] == []
    (store,) = [check for check in report.checks if check.name == "toko = akun kendali"]
    assert "Aset:Persediaan:Toko Rp" in store.detail
