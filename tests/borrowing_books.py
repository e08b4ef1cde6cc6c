"""Borrowings for tests: an agreement as a state bank offers it to a village cooperative."""

from typing import Any

from book_fold import Fold, founded, make

from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.records import Borrowing

SCHEME = {
    "skema": [
        {
            "kunci": "kdmp",
            "nama": "Pinjaman Koperasi Desa Merah Putih",
            "plafon_paling_banyak": "3000000000",
            "bunga_paling_tinggi": "6",
            "tenor_paling_panjang": 72,
            "tenggang_paling_pendek": 6,
            "tenggang_paling_panjang": 8,
        }
    ]
}


def agreed(number: str = "UB-1", day: str = "2026-01-05", **changes: Any) -> AnyEvent:
    """An agreement: Rp300 million, 6 % a year on the balance, 12 months, without grace."""
    terms = {
        "lender": "BRI Cabang Contoh",
        "source": "bank",
        "limit": "300000000",
        "method": "menurun",
        "rate": "6",
        "tenor": 12,
        "by": ["Ketua Uji"],
        **changes,
    }
    return make("borrowing_agreed", f"{number}-AKAD", day, borrowing=number, **terms)


def drawn(
    amount: str = "300000000", day: str = "2026-01-12", *, number: str = "UB-1", **more: Any
) -> AnyEvent:
    where = {} if "clears" in more else {"via": "bri"}
    ref = f"{number}-CAIR-{day}"
    return make("borrowing_drawn", ref, day, borrowing=number, amount=amount, **where, **more)


def paid(
    day: str, principal: str = "0", interest: str = "0", *, number: str = "UB-1", **more: Any
) -> AnyEvent:
    where = {} if "clears" in more else {"via": "bri"}
    fields = {"principal": principal, "interest": interest, **where, **more}
    return make("borrowing_paid", f"{number}-BAYAR-{day}", day, borrowing=number, **fields)


def prepaid(
    day: str, principal: str, interest: str = "0", *, number: str = "UB-1", **more: Any
) -> AnyEvent:
    fields = {"principal": principal, "interest": interest, "via": "bri", **more}
    return make("borrowing_prepaid", f"{number}-CEPAT-{day}", day, borrowing=number, **fields)


def accrued(month_end: str, *, number: str = "UB-1") -> AnyEvent:
    month = month_end[:7]
    ref = f"BUNGA-{month}-{number}"
    return make("borrowing_accrued", ref, month_end, borrowing=number, month=month)


def book(**terms: Any) -> Fold:
    """A cooperative with the agreement of `agreed`, nothing drawn."""
    scheme = {"effective": "2026-01-01", "decision": "RAT", "policy": {"utang": SCHEME}}
    events = [*founded(), make("policy_adopted", "K-UTANG", "2026-01-01", **scheme)]
    return Fold().add_all([*events, agreed(**terms)])


def debt(fold: Fold, number: str = "UB-1") -> Borrowing:
    found = fold.books.peek(Borrowing, number)
    assert found is not None
    return found
