"""Small whole books for the tests of the journal, of crashes and of the checks."""

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from koperasi_ledger.checks.result import Check
from koperasi_ledger.workflows.book import Book, Settings, opened, write_settings
from koperasi_ledger.workflows.checking import check_book
from koperasi_ledger.workflows.recording import Recorded, Stamp, record_text

STAMP = Stamp("bendahara", datetime(2026, 6, 30, 3, 0, tzinfo=UTC))
JsonEvent = dict[str, Any]

SAVINGS = {
    "pokok": "100000",
    "wajib_per_bulan": "10000",
    "wajib_mulai": "bulan-masuk",
    "wajib_boleh_dicicil": True,
    "wajib_paling_jauh_di_muka": 24,
    "produk": [{"kunci": "harian", "nama": "Simpanan harian", "saldo_minimum": "0"}],
}


def event(kind: str, date: str, ref: str, **fields: Any) -> JsonEvent:
    return {"kind": kind, "date": date, "ref": ref, **fields}


def setup_events() -> list[JsonEvent]:
    """A founded cooperative with its policy, a bank account and two members."""
    start = "2026-01-01"
    return [
        event("cooperative_founded", start, "PEMBUKAAN", name="Koperasi “Uji”", profile="kdmp"),
        event(
            "policy_adopted",
            start,
            "KB-1",
            effective=start,
            decision="RAT 1",
            policy={"simpanan": SAVINGS, "unit_usaha": {"unit": {"toko": "Toko"}}},
        ),
        event(
            "cash_account_opened",
            start,
            "REK-1",
            key="bri",
            name="BRI",
            type="bank",
            bank="BRI",
            number="000001000123509",
        ),
        event("member_joined", start, "AGT-1", member="A-1", name="Siti", nik="3201010101800001"),
        event("member_joined", start, "AGT-2", member="A-2", name='Budi "X"', phone="081234567"),
    ]


def bank_ref(day: str, number: int) -> str:
    return f"bri/{day}/{number:08x}/1"


def rich_events() -> list[JsonEvent]:
    """Every kind of record and row: in several months, some of them late, some undone."""
    found = setup_events()
    add = found.append
    add(event("simpanan_pokok_paid", "2026-01-05", "P-1", member="A-1", amount="100000", via="kas"))
    add(event("simpanan_pokok_paid", "2026-01-05", "P-2", member="A-2", amount="100000", via="kas"))
    add(
        event(
            "simpanan_wajib_paid",
            "2026-02-03",
            "W-1",
            member="A-1",
            amount="25000",
            via="kas",
            document="BKM-1",
        )
    )
    add(
        event(
            "savings_deposited",
            "2026-01-20",
            "S-1",
            member="A-1",
            product="harian",
            amount="75000.50",
            via="kas",
            unit="toko",
        )
    )
    add(
        event(
            "savings_withdrawn",
            "2026-02-20",
            "S-2",
            member="A-1",
            product="harian",
            amount="25000.25",
            via="kas",
        )
    )
    add(
        event(
            "receipt_recorded",
            "2026-02-21",
            "T-1",
            via="kas",
            note='Jasa "sewa" tenda',
            lines=[
                {"account": "Pendapatan:Lain:NonOperasional", "amount": "500000", "unit": "toko"}
            ],
        )
    )
    add(
        event("cash_transferred", "2026-02-22", "PB-1", source="kas", target="bri", amount="300000")
    )
    add(
        event(
            "virtual_account_assigned",
            "2026-02-22",
            "VA-1",
            number="8881000042",
            member="A-1",
            purpose="wajib",
        )
    )
    for number, kind in ((1, "receipt"), (2, "payment")):
        add(
            event(
                f"bank_{kind}_unidentified",
                "2026-02-25",
                f"BANK-{number}",
                account="bri",
                amount=f"{number}5000",
                bank_ref=bank_ref("2026-02-25", number),
                text="TRF",
            )
        )
    add(
        event(
            "savings_deposited",
            "2026-02-26",
            "S-3",
            member="A-2",
            product="harian",
            amount="10000",
            clears="BANK-1",
        )
    )
    add(
        event(
            "bank_line_attached",
            "2026-02-26",
            "C-1",
            account="bri",
            amount="300000",
            bank_ref=bank_ref("2026-02-22", 3),
            target="PB-1",
        )
    )
    add(
        event(
            "bank_statement_proven",
            "2026-02-28",
            "RK-1",
            account="bri",
            format="bri-csv",
            start="2026-02-22",
            end="2026-02-28",
            opening="0",
            closing="290000",
            file_sha256="ab" * 32,
            days=[
                {"date": "2026-02-22", "lines": 1, "total": "300000"},
                {"date": "2026-02-25", "lines": 2, "total": "-10000"},
            ],
        )
    )
    add(event("bank_reconciled", "2026-02-28", "REKON-1", account="bri", balance="290000"))
    add(event("member_resigned", "2026-03-01", "KELUAR-2", member="A-2", reason="Pindah"))
    add(event("member_paid_out", "2026-03-02", "BAYAR-2", member="A-2", amount="40000", via="kas"))
    add(event("event_reversed", "2026-03-03", "BALIK-1", target="T-1", reason="Salah catat"))
    add(event("member_changed", "2026-03-03", "UBAH-1", member="A-1", phone="0899999999"))
    add(event("event_reversed", "2026-03-04", "BALIK-2", target="UBAH-1", reason="Salah orang"))
    add(event("month_closed", "2026-03-05", "TUTUP-1", month="2026-01"))
    return found


def random_events(seed: int, count: int) -> list[JsonEvent]:
    """A valid stream after `setup_events`, of payments, deposits, reversals and changes."""
    dice = random.Random(seed)  # noqa: S311
    found: list[JsonEvent] = []
    undone: list[str] = []
    for number in range(count):
        day = f"2026-{dice.randint(1, 6):02d}-{dice.randint(1, 28):02d}"
        ref = f"R-{seed}-{number}"
        member = dice.choice(["A-1", "A-2"])
        match dice.randrange(6):
            case 0:
                found.append(
                    event(
                        "receipt_recorded",
                        day,
                        ref,
                        via=dice.choice(["kas", "bri"]),
                        lines=[
                            {
                                "account": "Pendapatan:Lain:NonOperasional",
                                "amount": str(dice.randint(1, 9**6)),
                            }
                        ],
                    )
                )
            case 1:
                found.append(
                    event("simpanan_wajib_paid", day, ref, member=member, amount="10000", via="kas")
                    if number < 20
                    else event("member_changed", day, ref, member=member, address=f"Jalan {number}")
                )
            case 2 if undone:
                target = undone.pop()
                found.append(
                    event("event_reversed", "2026-06-29", ref, target=target, reason="Salah")
                )
            case _:
                found.append(
                    event(
                        "savings_deposited",
                        day,
                        ref,
                        member=member,
                        product="harian",
                        amount=f"{dice.randint(1, 9**5)}.{dice.randint(0, 99):02d}",
                        via="kas",
                    )
                )
                undone.append(ref)
    return found


def lines(events: Sequence[JsonEvent]) -> list[str]:
    return [json.dumps(item, ensure_ascii=False) for item in events]


def record_all(book: Book, events: Sequence[JsonEvent], stamp: Stamp = STAMP) -> Recorded:
    return record_text(book, lines(events), "uji", stamp)


def silent(text: str) -> None:
    raise AssertionError(f"unexpected notice: {text}")


@contextmanager
def a_book(folder: Path, url: str | None = None, *, create: bool = False) -> Iterator[Book]:
    """The book in a folder, opened as it is, made first if asked to."""
    if create:
        folder.mkdir(parents=True, exist_ok=True)
        write_settings(folder, Settings(database=url or "jurnal.db"))
    with opened(folder, lambda _: None, create=create) as book:
        yield book


def make_book(folder: Path, events: Sequence[JsonEvent], url: str | None = None) -> Path:
    with a_book(folder, url, create=True) as book:
        record_all(book, events)
    return folder


def text_of(folder: Path) -> dict[str, bytes]:
    """Everything printed, by relative name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in {".jsonl", ".beancount"}
    }


TABLES = {
    "meta": "name",
    "events": "seq",
    "entries": "seq",
    "postings": "seq, leg",
    "records": "kind, id",
    "files": "name",
}


def tables_of(book: Book) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table: list(book.journal.database.rows(f"SELECT * FROM {table} ORDER BY {key}"))  # noqa: S608
        for table, key in TABLES.items()
    }


def failures(folder: Path) -> list[Check]:
    return [check for check in check_book(folder, lambda _: None).checks if not check.passed]


def postgres_copy(url: str) -> None:
    """Removes everything from a database, so that it is empty again."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
