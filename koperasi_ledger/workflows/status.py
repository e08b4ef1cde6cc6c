"""The state of a book at a glance, and what to do next."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.journal.chain import Stored
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.records import (
    CashAccount,
    Cooperative,
    Member,
    Period,
    PolicySection,
    Suspense,
)
from koperasi_ledger.rules.dates import add_months, last_day, month_name, month_of
from koperasi_ledger.workflows.book import Book


class Status(NamedTuple):
    """A book at a glance; `steps` are sentences on what to do next, the most urgent first.

    `members` counts the active ones, `ever` all there ever were.
    """

    cooperative: Cooperative
    period: Period
    cash: tuple[tuple[CashAccount, Decimal], ...]
    waiting: tuple[Suspense, ...]
    members: int
    ever: int
    events: int
    newest: Stored | None
    steps: tuple[str, ...]


def cash_balances(book: Book, day: date | None = None) -> list[tuple[CashAccount, Decimal]]:
    """Every cash and bank account with its balance in rupiah, at the end of `day` or as of now."""
    accounts = book.journal.books().all(CashAccount)
    marks = ", ".join("?" * len(accounts))
    rows = book.journal.database.rows(
        "SELECT account, COALESCE(SUM(sen), 0) FROM postings"  # noqa: S608 - only marks
        f" WHERE account IN ({marks}) AND date <= ? GROUP BY account",
        (*(cash.account for cash in accounts), (day or date.max).isoformat()),
    )
    sums = {account: from_sen(int(sen)) for account, sen in rows}
    return [(cash, sums.get(cash.account, Decimal(0))) for cash in accounts]


def status(book: Book, today: date) -> Status:
    """The state of the book on `today`."""
    books = book.journal.books()
    newest = book.journal.newest()
    waiting = tuple(item for item in books.all(Suspense) if item.remaining)
    members = books.all(Member)
    cash = tuple(cash_balances(book))
    found = Status(
        books.cooperative(),
        books.period(),
        cash,
        waiting,
        sum(member.status == "aktif" for member in members),
        len(members),
        newest.seq if newest else 0,
        newest,
        (),
    )
    policy = book.journal.load(PolicySection.kind, "savings")
    has_policy = isinstance(policy, PolicySection) and bool(policy.versions)
    return found._replace(steps=tuple(_steps(found, today, has_policy=has_policy)))


def _steps(found: Status, today: date, *, has_policy: bool) -> list[str]:
    if not has_policy:
        begins = found.cooperative.founded.isoformat()
        return [
            (
                "Isi kebijakan.toml bersama pengurus, lalu: koperasi kebijakan terapkan"
                f' kebijakan.toml --berlaku {begins} --keputusan "RAT ... No. ..."'
            )
        ]
    steps = []
    if found.cooperative.opened_by is None and not found.ever:
        steps.append(
            "Ada buku lama? koperasi saldo-awal --contoh > saldo-awal.toml, isi, lalu:"
            " koperasi saldo-awal saldo-awal.toml"
        )
    if not found.ever:
        steps.append('Catat anggota pertama: koperasi anggota masuk A-0001 --nama "..."')
    if all(cash.type == "kas" for cash, _ in found.cash):
        steps.append(
            "Ada rekening bank? koperasi kas buka bri --jenis bank --nama"
            ' "BRI Operasional" --bank BRI --nomor ...'
        )
    if found.waiting:
        steps.append(f"{len(found.waiting)} baris bank menunggu penjelasan: koperasi bank tinjau")
    closed = found.period.closed_through
    due = add_months(closed, 1) if closed else month_of(found.cooperative.founded)
    if last_day(due) < today:
        steps.append(f"{month_name(due)} sudah berakhir: koperasi tutup bulan {due}")
    return steps or ["Tidak ada yang mendesak. Catat kejadian hari ini: koperasi -h"]
