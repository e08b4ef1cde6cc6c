"""Words of the review of waiting bank lines, for its screen and its questions."""

from decimal import Decimal
from typing import TYPE_CHECKING

from cli.koperasi_umum import rupiah

if TYPE_CHECKING:
    from koperasi_ledger.books import Books
    from koperasi_ledger.model.records import Suspense
    from koperasi_ledger.workflows.bank_assignment import Assignment
    from koperasi_ledger.workflows.review_state import Decision

_NAMES = {
    "wajib": "Simpanan wajib",
    "pokok": "Simpanan pokok",
    "simpanan": "Simpanan",
    "pinjaman": "Angsuran pinjaman",
    "toko": "Utang belanja toko",
    "pelanggan": "Utang toko pelanggan",
    "pemasok": "Faktur pemasok",
    "penerimaan": "Penerimaan",
    "pengeluaran": "Pengeluaran",
    "pindah": "Pemindahan",
    "lawan": "Tutup dengan titipan",
    "catatan": "Sama dengan catatan tangan",
}


def plain(text: str) -> str:
    """A bank's or a person's words for a terminal, whole: what cannot be seen is written out."""
    from koperasi_ledger.model.errors import visible

    return visible(" ".join(text.split()))


def part_words(books: "Books", part: "Assignment", *, received: bool) -> str:
    """What (part of) a line is, as the treasurer says it: purpose, whom, which."""
    from koperasi_ledger.model.records import Member

    words = [_NAMES.get(part.purpose, part.purpose.capitalize())]
    if part.purpose == "simpanan" and not received:
        words = ["Penarikan simpanan"]
    if part.purpose == "pindah":
        words = ["Pindahan dari" if received else "Pindah ke"]
    words += [value for value in (part.product, part.number, part.entry) if value is not None]
    if part.account is not None:
        account = books.chart().get(part.account)
        words.append(part.account if account is None else f"{account.code} {account.title}")
    if part.member is not None:
        member = books.peek(Member, part.member)
        words.append(part.member if member is None else f"{part.member} {member.name}")
    return plain(" ".join(words))


def amount_words(part: "Assignment", item: "Suspense") -> str:
    """The amount of a part; of one without an amount, the whole line's."""
    return rupiah(abs(item.remaining) if part.amount is None else part.amount)


def decision_words(
    books: "Books", item: "Suspense", decision: "Decision", left: Decimal
) -> list[str]:
    """Every part of a decision, what goes on waiting, and what is not decided yet."""
    received = item.remaining > 0
    lines = [
        f"{amount_words(part, item)}  {part_words(books, part, received=received)}"
        for part in decision.parts
    ]
    if decision.kept:
        lines.append(f"{rupiah(decision.kept)}  tetap menunggu")
    if left:
        lines.append(f"{rupiah(left)}  BELUM dibagi")
    return lines
