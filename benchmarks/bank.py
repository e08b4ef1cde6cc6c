"""Bank lines a second: a long statement read, matched and recorded, by size, with its progress."""

import datetime as dt
import random
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from koperasi_ledger.importers.readers import read_statement
from koperasi_ledger.workflows.bank_import import BankFileData, import_file
from koperasi_ledger.workflows.book import Book, Settings
from koperasi_ledger.workflows.opening import found_book, open_book
from koperasi_ledger.workflows.reading import event_from
from koperasi_ledger.workflows.recording import Stamp, record_events

_STAMP = Stamp("benchmarks", dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC))
_FIRST = dt.date(2024, 1, 1)
_NUMBER = "001370000987654"
_MEMBERS = 500
# MT940 is read by a library that many use; a file of the bank's own has at most 20,000 lines.
_LARGEST_FILE = 10_000


class Measured(NamedTuple):
    """Seconds of reading, and of matching and recording, for so many lines."""

    lines: int
    read: float
    booked: float
    told: int


def measure(lines: int) -> Measured:
    """A new book, and statements of so many lines in files of at most 10,000."""
    with tempfile.TemporaryDirectory(prefix="koperasi-bank-") as place:
        folder = Path(place) / "buku"
        founding = event_from(
            "cooperative_founded", date="2024-01-01", ref="BUKA", name="Ukur", profile="kdmp"
        )
        found_book(folder, Settings(), founding, _STAMP, lambda _: None)
        with open_book(folder, lambda _: None) as book:
            _prepare(book)
            return _import(book, lines)


def _prepare(book: Book) -> None:
    product = {"kunci": "sukarela", "nama": "Simpanan Sukarela", "saldo_minimum": "0"}
    savings = {
        "pokok": "100000",
        "wajib_per_bulan": "50000",
        "wajib_mulai": "bulan-masuk",
        "wajib_boleh_dicicil": False,
        "wajib_paling_jauh_di_muka": 12,
        "produk": [product],
    }
    fee = {"nama": "Biaya", "arah": "keluar", "kata": ["BIAYA"],
           "akun": "Beban:Lain:AdministrasiBank"}  # fmt: skip
    bank = {"aturan": [fee], "kata_simpanan": {"sukarela": ["SIMP"]}}
    events = [
        event_from("policy_adopted", date="2024-01-01", ref="K", effective="2024-01-01",
                   decision="RAT", policy={"simpanan": savings, "bank": bank}),
        event_from("cash_account_opened", date="2024-01-01", ref="REK", key="mandiri",
                   name="Mandiri", type="bank", bank="Mandiri", number=_NUMBER),
    ]  # fmt: skip
    events += [
        event_from("member_joined", date="2024-01-01", ref=f"M-{n}", member=f"A-{n:04d}",
                   name=f"Anggota Fiktif {n}")
        for n in range(_MEMBERS)
    ]  # fmt: skip
    events += [
        event_from("virtual_account_assigned", date="2024-01-01", ref=f"VA-{n}",
                   number=f"88810{n:05d}", member=f"A-{n:04d}", purpose="simpanan",
                   product="sukarela")
        for n in range(0, _MEMBERS, 2)
    ]  # fmt: skip
    record_events(book, events, _STAMP)


def _import(book: Book, lines: int) -> Measured:
    dice = random.Random(1)  # noqa: S311 - the same statement each time
    balance, read, booked, told = Decimal(0), 0.0, 0.0, 0
    for start in range(0, lines, _LARGEST_FILE):
        count = min(_LARGEST_FILE, lines - start)
        data, balance = _statement(dice, (start, count, lines), balance)
        began = time.perf_counter()
        read_statement(data, "ukur.mt940")
        read += time.perf_counter() - began
        seen: list[int] = []
        began = time.perf_counter()
        report = import_file(
            book,
            BankFileData(f"ukur-{start}.mt940", data),
            _STAMP,
            progress=lambda done, _of, seen=seen: seen.append(done),  # type: ignore[misc] # per turn
        )
        booked += time.perf_counter() - began
        told += len(seen)
        if sum(len(item.booked) for item in report.statements) != count:
            raise RuntimeError("some lines were not booked")
    return Measured(lines, read, booked - read, told)


def _statement(
    dice: random.Random, part: tuple[int, int, int], opening: Decimal
) -> tuple[bytes, Decimal]:
    """Lines `start` to `start + count` of `lines` over a thousand days, as MT940."""
    start, count, lines = part
    body, balance = [], opening
    days = [_FIRST + dt.timedelta((start + n) * 1000 // lines) for n in range(count)]
    for place, day in enumerate(days):
        member = dice.randrange(_MEMBERS)
        amount, text = dice.choice(
            (
                (25_000, f"SIMP A{member:04d}"),
                (25_000, f"KR VA 88810{member // 2 * 2:05d}"),
                (dice.randrange(1, 10**6), f"TRSF {start + place}"),
                (-2_500, "BIAYA ADM"),
            )
        )
        if balance + amount < 0:
            amount = -amount
        balance += amount
        mark = "C" if amount > 0 else "D"
        body.append(f":61:{day:%y%m%d}{day:%m%d}{mark}{abs(amount)},00NTRFNONREF\r\n:86:{text}\r\n")
    first, last = days[0], days[-1]
    head = f":20:UKUR\r\n:25:{_NUMBER}\r\n:28C:1/1\r\n:60F:C{first:%y%m%d}IDR{opening},00\r\n"
    tail = f":62F:C{last:%y%m%d}IDR{balance},00\r\n-\r\n"
    return (head + "".join(body) + tail).encode(), balance
