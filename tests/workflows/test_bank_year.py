"""A year of four banks: random overlapping pieces in any order give the books of one clean import.

Compared are all records but the files read, and every entry of the ledger without its place
in the journal; both byte by byte. Balance assertions stand where pieces end, so of those only the
last of each account is the same.
"""

import datetime as dt
import random
import re
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from bank_books import POLICY, Move, bca, bri, event, fresh, record, run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_bank_matching import TERMS

from koperasi_ledger.model.records import RECORDS, BankDay
from koperasi_ledger.workflows.bank_errors import BeforeTheBooks, MissingDays, OpeningDiffers
from koperasi_ledger.workflows.book import Book

sys.path.insert(0, str(Path(__file__).parent.parent / "importers"))
from swift_layout import Swift

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
NEXT_YEAR = dt.datetime(2027, 1, 15, 5, tzinfo=dt.UTC)
OPENING = Decimal(5_000_000)


class Bank(NamedTuple):
    key: str
    name: str
    number: str
    member: str


BANKS = (
    Bank("bca", "BCA", "0000012345", "A-0001"),
    Bank("bri", "BRI", "000001000123509", "A-0042"),
    Bank("mandiri", "Mandiri", "1370000987654", "A-0077"),
    Bank("bca-dua", "BCA", "0000054321", "A-0123"),
)


def written(bank: Bank, moves: list[Move], before: Decimal, span: tuple[dt.date, dt.date]) -> Any:
    if bank.key == "bri":
        return bri(moves, before, account=bank.number)
    if bank.key == "mandiri":
        swift = Swift()
        return swift.save(swift.message(moves, before, bank.number))
    period = f"{span[0]:%d/%m/%Y} - {span[1]:%d/%m/%Y}"
    return bca(moves, before, account=bank.number, period=period)


def year(dice: random.Random) -> dict[str, list[Move]]:
    """What happened on the four accounts: members, fees, transfers, corrections, the unknown."""
    moves: dict[str, list[Move]] = {bank.key: [] for bank in BANKS}
    for bank in BANKS:
        moves[bank.key].append(Move(FIRST, Decimal(1), "PEMBUKA"))
        moves[bank.key].append(Move(LAST, Decimal(1), "PENUTUP"))
        for _ in range(dice.randint(20, 40)):
            day = FIRST + dt.timedelta(dice.randrange(364))
            amount, text = dice.choice(
                [
                    ("50000", f"TRSF SIMP WAJIB {bank.member}"),
                    ("25000", f"SIMP SUKARELA {bank.member}"),
                    ("50000", "SETORAN TUNAI"),
                    ("50000", "SETORAN TUNAI"),
                    ("-6500", "BIAYA ADM"),
                    ("1234.56", "BUNGA"),
                    (str(dice.randrange(1, 10**6)), f"TRSF {dice.randrange(10**6)}"),
                ]
            )
            moves[bank.key].append(Move(day, Decimal(amount), text))
            if dice.random() < 0.1 and amount != "50000":
                back = min(day + dt.timedelta(dice.randrange(3)), LAST)
                moves[bank.key].append(Move(back, -Decimal(amount), f"KOR {text}"))
                # No days of these add up to nothing, so that no file passes for their absence.
                fee = Decimal(-1000 - len(moves[bank.key])).scaleb(-2)
                moves[bank.key] += [Move(day, fee, "BIAYA ADM"), Move(back, fee, "BIAYA ADM")]
    for _ in range(20):
        source, target = dice.sample(BANKS, 2)
        day = FIRST + dt.timedelta(dice.randrange(363))
        # Equal transfers go the same way: those that cancel each other out would hide a gap.
        moved = 100_000 + 1_000 * Decimal(BANKS.index(source) * 4 + BANKS.index(target))
        text = f"PINDAH BUKU KE {target.number}"
        moves[source.key].append(Move(day, -moved, text))
        arrives = day + dt.timedelta(dice.randrange(2))
        moves[target.key].append(Move(arrives, moved, f"DARI {source.number}"))
    return {key: sorted(found, key=lambda move: move.date) for key, found in moves.items()}


def pieces(dice: random.Random, bank: Bank, moves: list[Move]) -> list[bytes]:
    """Overlapping windows that cover the year, some of them twice, in any order."""
    cuts = sorted({0, 364, *(dice.randrange(365) for _ in range(dice.randint(1, 8)))})
    windows = [(max(0, first - dice.randrange(40)), last) for first, last in pairwise(cuts)]
    first, last = sorted(dice.sample(range(365), 2))
    windows += [*dice.sample(windows, 1), (first, last)]
    files = []
    for first, last in windows:
        span = FIRST + dt.timedelta(first), FIRST + dt.timedelta(last)
        inside = [move for move in moves if span[0] <= move.date <= span[1]]
        before = sum((move.amount for move in moves if move.date < span[0]), OPENING)
        if inside:
            files.append(written(bank, inside, before, span))
    dice.shuffle(files)
    return files


def begun(book: Book) -> None:
    usual: Any = POLICY["bank"]
    bank = {**usual, **TERMS}
    opened = [
        event("cash_account_opened", "2025-12-31", f"BUKA-{bank.key}", key=bank.key,
              name=f"Rekening {bank.key}", type="bank", bank=bank.name, number=bank.number)
        for bank in BANKS[1:]
    ]  # fmt: skip
    accounts = [f"Aset:Bank:{bank.key.upper()}" for bank in BANKS]
    record(
        book,
        *opened,
        event("policy_adopted", "2026-01-01", "K-BANK", effective="2026-01-01",
              decision="RAT 2026", policy={"bank": bank}),
        event("opening_balances_recorded", "2025-12-31", "SALDO-AWAL", balances=[
            *({"account": account, "debit": str(OPENING)} for account in accounts),
            {"account": "Ekuitas:Hibah", "credit": str(OPENING * len(BANKS))},
        ]),
    )  # fmt: skip


def import_all(book: Book, files: list[bytes]) -> None:
    """Imports the files in their order; those that leave a gap are tried again later."""
    while files:
        refused = []
        for data in files:
            try:
                run(book, data, now=NEXT_YEAR)
            except (MissingDays, OpeningDiffers, BeforeTheBooks):
                refused.append(data)
        assert len(refused) < len(files), "no file fits any more"
        files = refused


def books_of(book: Book) -> tuple[list[str], list[str]]:
    """All records but the files read, and all entries without their place; each sorted.

    Of the days only those with lines: a file without a period begins and ends with a line, and days
    between two such files are sealed by none of them, though their balances chain.
    """
    books = book.journal.books()
    records = [
        f"{kind} {item.key} {item.model_dump_json()}"
        for kind in RECORDS
        if kind != "berkas-bank"
        for item in books.all(RECORDS[kind])
        if not isinstance(item, BankDay) or item.lines
    ]
    text = "".join(path.read_text("utf-8") for path in sorted(book.folder.glob("20??/*.beancount")))
    entries = re.sub(r"\n  urut: [0-9]+", "", text).split("\n\n")
    # Since when a savings account remembers its movements day by day follows the journal's order.
    records = [re.sub(r'"since":("[0-9-]*"|null),', "", item) for item in records]
    return sorted(records), sorted(item for item in entries if " balance " not in item)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_pieces_in_any_order_give_the_books_of_a_clean_import(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    moves = year(dice)
    whole = (FIRST, LAST)
    with fresh("2025-12-31") as clean:
        begun(clean)
        for bank in dice.sample(BANKS, len(BANKS)):
            run(clean, written(bank, moves[bank.key], OPENING, whole), now=NEXT_YEAR)
        expected = books_of(clean)
    with fresh("2025-12-31") as book:
        begun(book)
        files = [data for bank in BANKS for data in pieces(dice, bank, moves[bank.key])]
        dice.shuffle(files)
        import_all(book, files)
        records, entries = books_of(book)
        assert entries == expected[1]
        assert records == expected[0]
        for bank in BANKS:
            closing = OPENING + sum(move.amount for move in moves[bank.key])
            assert book.journal.balance(f"Aset:Bank:{bank.key.upper()}", LAST) == closing
        head = book.journal.head()
        run(book, written(BANKS[0], moves["bca"], OPENING, whole) + b"\r\n", now=NEXT_YEAR)
        assert book.journal.head() == head
