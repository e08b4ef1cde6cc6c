"""What is refused of the cooperative itself: its founding, its opening balances, its months."""

from datetime import date
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import day_name, month_name


class NotFounded(Refusal):
    """An event came before the books were opened."""

    def __init__(self) -> None:
        super().__init__(
            "Buku ini belum dibuka.",
            remedy="Catat dahulu peristiwa cooperative_founded, atau pakai 'koperasi baru'.",
        )


class AlreadyFounded(Refusal):
    """A second founding."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Buku ini sudah dibuka untuk {name}.",
            remedy="Koperasi lain memerlukan folder buku sendiri: koperasi baru FOLDER.",
        )


class BeforeFounding(Refusal):
    """An event is dated before the books were opened."""

    def __init__(self, day: date, founded: date) -> None:
        super().__init__(
            f"Tanggal {day_name(day)} mendahului pembukaan buku ({day_name(founded)}).",
            remedy="Masukkan keadaan sebelum itu sebagai saldo awal.",
        )


class OpeningUnbalanced(Refusal):
    """Opening debits and credits differ; the lines of both sides are listed."""

    def __init__(self, debits: Decimal, credits_: Decimal, members: Decimal) -> None:
        gap = debits - credits_ - members
        side = "debit" if gap > 0 else "kredit"
        super().__init__(
            f"Saldo awal tidak seimbang: debit Rp{format_rupiah(debits)}; kredit"
            f" Rp{format_rupiah(credits_)} ditambah simpanan anggota Rp{format_rupiah(members)};"
            f" {side} lebih besar Rp{format_rupiah(abs(gap))}.",
            remedy="Cocokkan dengan neraca lama; selisih yang nyata dicatat di akun ekuitas yang"
            " diputuskan rapat, bukan dibiarkan.",
        )


class OpeningTwice(Refusal):
    """Opening balances were recorded before."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"Saldo awal sudah dicatat ({ref}).",
            remedy="Balik dahulu peristiwa itu bila keliru.",
        )


class ListedTwice(Refusal):
    """The same account or member stands twice in one event."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} tercantum dua kali.", remedy="Gabungkan menjadi satu baris.")


class MemberHasBalance(Refusal):
    """An opening balance for a member who already moved money."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Anggota {number} sudah mempunyai mutasi simpanan.",
            remedy="Saldo awal dicatat sebelum setoran pertama.",
        )


class ClosedMonth(Refusal):
    """An event is dated in a closed month."""

    def __init__(self, day: date, closed: str) -> None:
        super().__init__(
            f"Tanggal {day_name(day)} berada dalam masa yang sudah ditutup"
            f" (s.d. {month_name(closed)}).",
            remedy="Pakai tanggal sesudah bulan itu; koreksi dicatat di bulan yang masih terbuka.",
        )


class CloseInOrder(Refusal):
    """Months are closed one after the other, each after it has ended."""

    def __init__(self, month: str, expected: str) -> None:
        state = "sudah ditutup" if month < expected else "belum dapat ditutup"
        super().__init__(
            f"Bulan {month_name(month)} {state}.",
            remedy=f"Bulan berikut yang harus ditutup adalah {month_name(expected)}.",
        )


class MonthNotOver(Refusal):
    """A month is closed before its last day."""

    def __init__(self, month: str) -> None:
        super().__init__(
            f"Bulan {month_name(month)} belum berakhir pada tanggal peristiwa ini.",
            remedy="Tutup bulan pada hari terakhir bulan itu atau sesudahnya.",
        )
