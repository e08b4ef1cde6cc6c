"""Books with a bank account, and statements to import into them."""

import atexit
import datetime as dt
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from koperasi_ledger.model.events import AnyEvent, BankLineAttached
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.workflows.bank_import import (
    BankFileData,
    ImportReport,
    Wishes,
    import_file,
)
from koperasi_ledger.workflows.book import Book, Settings
from koperasi_ledger.workflows.opening import found_book, open_book
from koperasi_ledger.workflows.reading import event_from
from koperasi_ledger.workflows.recording import Recorded, Stamp, record_events

sys.path.insert(0, str(Path(__file__).parent.parent / "importers"))
from bank_layouts import Move, bca, bri

__all__ = ["Move", "bca", "bri"]

DATA = Path(__file__).parent.parent / "data" / "bank"
BCA_NUMBER, BRI_NUMBER = "0000012345", "000001000123509"
NOVEMBER = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)
STAMP = Stamp("bendahara", NOVEMBER)

POLICY = {
    "simpanan": {
        "pokok": "100000",
        "wajib_per_bulan": "50000",
        "wajib_mulai": "bulan-masuk",
        "wajib_boleh_dicicil": False,
        "wajib_paling_jauh_di_muka": 12,
        "produk": [{"kunci": "sukarela", "nama": "Simpanan sukarela", "saldo_minimum": "0"}],
    },
    "bank": {
        "kata_pokok": ["SIMP POKOK"],
        "kata_wajib": ["SIMP WAJIB"],
        "kata_simpanan": {"sukarela": ["SIMP SUKARELA", "SIMP"]},
        "aturan": [
            {
                "nama": "Biaya transfer",
                "arah": "keluar",
                "kata": ["BIAYA", "BI-FAST"],
                "akun": "Beban:Lain:AdministrasiBank",
                "paling_banyak": "5000",
            },
            {
                "nama": "Biaya administrasi",
                "arah": "keluar",
                "kata": ["BIAYA ADM"],
                "akun": "Beban:Lain:AdministrasiBank",
                "paling_banyak": "20000",
            },
            {
                "nama": "Pajak bunga",
                "arah": "keluar",
                "kata": ["PAJAK BUNGA"],
                "akun": "Beban:Lain:PajakBungaBank",
            },
            {
                "nama": "Bunga bank",
                "arah": "masuk",
                "kata": ["BUNGA"],
                "akun": "Pendapatan:Lain:BungaBank",
            },
        ],
    },
}
MEMBERS = {
    "A-0001": "Budi Fiktif",
    "A-0042": "Rina Contoh",
    "A-0077": "Joko Fiktif",
    "A-0123": "Siti Contoh",
}


def event(kind: str, date: str, ref: str, **fields: object) -> AnyEvent:
    return event_from(kind, date=date, ref=ref, **fields)


def record(book: Book, *events: AnyEvent) -> Recorded:
    return record_events(book, events, STAMP)


def opening(amount: Decimal, day: str, key: str = "bca") -> AnyEvent:
    account = f"Aset:Bank:{key.upper()}"
    return event(
        "opening_balances_recorded",
        day,
        "SALDO-AWAL",
        balances=[
            {"account": account, "debit": str(amount)},
            {"account": "Ekuitas:Hibah", "credit": str(amount)},
        ],
    )


def setup(book: Book, start: str, *, key: str = "bca", policy: bool = True) -> None:
    number = {"bca": BCA_NUMBER, "bri": BRI_NUMBER}[key]
    record(
        book,
        event(
            "cash_account_opened",
            start,
            f"BUKA-{key}",
            key=key,
            name=f"Rekening {key}",
            type="bank",
            bank=key.upper(),
            number=number,
        ),
    )
    if policy:
        record(
            book,
            event(
                "policy_adopted",
                start,
                "KEBIJAKAN",
                effective=start,
                decision="RAT 2026",
                policy=POLICY,
            ),
            *(
                event("member_joined", start, f"MASUK-{number}", member=number, name=name)
                for number, name in MEMBERS.items()
            ),
        )


def new_book(folder: Path, start: str = "2026-08-31") -> None:
    founding = event(
        "cooperative_founded", start, "PEMBUKAAN", name="Koperasi Contoh Fiktif", profile="kdmp"
    )
    found_book(folder, Settings(), founding, STAMP, lambda _: None)


# In memory where the system can: every import waits for the disk twice.
_SHM = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - tests only
_TEMPLATES: dict[tuple[str, str, bool], Path] = {}


@contextmanager
def fresh(start: str = "2026-08-31", key: str = "bca", *, policy: bool = True) -> Iterator[Book]:
    """A new book with a bank account, copied from a template that is made once."""
    known = _TEMPLATES.get((start, key, policy))
    if known is None:
        kept = tempfile.mkdtemp(prefix="koperasi-uji-", dir=_SHM)
        atexit.register(shutil.rmtree, kept)
        known = Path(kept) / "buku"
        new_book(known, start)
        with open_book(known, lambda _: None) as book:
            setup(book, start, key=key, policy=policy)
        _TEMPLATES[start, key, policy] = known
    with tempfile.TemporaryDirectory(prefix="koperasi-uji-", dir=_SHM) as folder:
        place = Path(folder) / "buku"
        shutil.copytree(known, place)
        with open_book(place, lambda _: None) as book:
            yield book


def run(
    book: Book,
    data: bytes,
    *,
    made: dt.date | None = None,
    now: dt.datetime = NOVEMBER,
    name: str = "mutasi.csv",
    **wishes: object,
) -> ImportReport:
    return import_file(
        book,
        BankFileData(name, data, made),
        Stamp("bendahara", now),
        Wishes(**wishes),  # type: ignore[arg-type]
    )


def bank_lines(book: Book, account: str = "Aset:Bank:BCA") -> Counter[tuple[str, Decimal]]:
    """The bank lines that the journal holds, by day and amount: postings, and attached entries."""
    rows = book.journal.database.rows(
        "SELECT bank_ref, sen FROM postings WHERE account = ? AND bank_ref IS NOT NULL", (account,)
    )
    found = Counter((ref.split("/")[1], from_sen(int(sen))) for ref, sen in rows)
    for stored in book.journal.stored():
        if stored.kind == "bank_line_attached":
            past = book.journal.find(stored.ref)
            assert past is not None
            assert isinstance(past.event, BankLineAttached)
            found[past.event.bank_ref.split("/")[1], past.event.amount] += 1
    return found


def steps(report: ImportReport) -> list[str]:
    return [item.step for statement in report.statements for item in statement.booked]


def kinds(book: Book) -> Counter[str]:
    return Counter(stored.kind for stored in book.journal.stored())


def true_lines(moves: Sequence[Move]) -> Counter[tuple[str, Decimal]]:
    return Counter((move.date.isoformat(), move.amount) for move in moves)
