"""What the books know of sharia contracts other than loans: a list, and the card of one."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.checks.sharia_parts import SHARIA_ACCOUNTS
from koperasi_ledger.model.events import EVENTS
from koperasi_ledger.model.records import Ijarah, MurabahahGoods, Partnership
from koperasi_ledger.rules.errors import UnknownContract
from koperasi_ledger.workflows.book import Book

_ZERO = Decimal(0)


class Contract(NamedTuple):
    """A contract as it stands, in rupiah: what is in it, and what of its yield is not received.

    Of a murabahah before the sale, `balance` is the cost of the goods less the uang muka.
    """

    number: str
    member: str
    akad: str
    status: str
    balance: Decimal
    owed: Decimal


class Leg(NamedTuple):
    """A posting of a contract: debit positive, in rupiah."""

    date: date
    ref: str
    title: str
    account: str
    amount: Decimal


def _goods(item: MurabahahGoods) -> Contract:
    status = "diserahkan" if item.handed_over else "dipegang"
    return Contract(item.loan, item.member, "murabahah", status, item.cost - item.down, _ZERO)


def _partnership(item: Partnership) -> Contract:
    left = item.balance - item.lost
    return Contract(item.number, item.member, item.akad, item.status, left, item.claim)


def _ijarah(item: Ijarah) -> Contract:
    held = _ZERO if item.ended else item.cost - item.written_down
    status = "selesai" if item.ended else "berjalan"
    owed = item.recognised - item.received
    return Contract(item.number, item.member, item.akad, status, held, owed)


def all_contracts(book: Book) -> list[Contract]:
    """Every contract: goods of murabahah, partnerships, things let; each kind by number."""
    books = book.journal.books()
    return [
        *(_goods(item) for item in books.all(MurabahahGoods)),
        *(_partnership(item) for item in books.all(Partnership)),
        *(_ijarah(item) for item in books.all(Ijarah)),
    ]


def _one(books: Books, number: str) -> Contract | None:
    partnership = books.peek(Partnership, number)
    if partnership is not None:
        return _partnership(partnership)
    thing = books.peek(Ijarah, number)
    if thing is not None:
        return _ijarah(thing)
    goods = books.peek(MurabahahGoods, number)
    return _goods(goods) if goods is not None else None


def standing(book: Book, number: str) -> Mapping[str, Decimal | date | str]:
    """How a contract stands after an event, to be told."""
    found = _one(book.journal.books(), number)
    if found is None:
        return {"nomor": number}
    told: dict[str, Decimal | date | str] = {
        "nomor": number,
        "keadaan": found.status,
        "nilai_akad": found.balance,
    }
    if found.owed:
        told["belum_diterima" if found.owed > 0 else "diterima_di_muka"] = abs(found.owed)
    return told


def card(book: Book, number: str) -> list[Leg]:
    """The postings of a contract's own accounts, in the order of the journal.

    Raises:
        UnknownContract: there is none.
    """
    if _one(book.journal.books(), number) is None:
        raise UnknownContract(number)
    marks = ", ".join("?" * len(SHARIA_ACCOUNTS))
    rows = book.journal.database.rows(
        "SELECT events.date, events.ref, events.kind, postings.account, postings.sen"  # noqa: S608 - only marks
        " FROM postings JOIN events ON events.seq = postings.seq"
        f" WHERE postings.sub = ? AND postings.account IN ({marks})"
        " ORDER BY events.seq, postings.leg",
        (number, *SHARIA_ACCOUNTS),
    )
    return [
        Leg(date.fromisoformat(day), ref, EVENTS[kind].title, account, Decimal(sen) / 100)
        for day, ref, kind, account, sen in list(rows)
    ]
