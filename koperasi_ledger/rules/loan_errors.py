"""What the rules of loans refuse, and how it is mended."""

from collections.abc import Sequence
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah


class PrincipalNotPositive(Refusal):
    """A loan of nothing, or less."""

    def __init__(self, principal: Decimal) -> None:
        super().__init__(
            f"Pokok pinjaman Rp{format_rupiah(principal)} tidak dapat diangsur.",
            remedy="Isi pokok di atas nol.",
        )


class BadTenor(Refusal):
    """A number of instalments that no loan has."""

    def __init__(self, tenor: int, longest: int) -> None:
        super().__init__(
            f"Tenor {tenor} periode tidak sah.",
            remedy=f"Isi banyaknya angsuran, 1 sampai {longest}.",
        )


class BadLoanRate(Refusal):
    """A rate that is negative, no number, or beyond any sense."""

    def __init__(self, percent: object) -> None:
        super().__init__(
            f"Suku bunga {percent} tidak sah.",
            remedy="Tulis persen sebagai angka 0 sampai 9999 dengan paling banyak 10 desimal,"
            " misalnya 24, 13.84 atau 13,84.",
        )


class UnknownPeriod(Refusal):
    """An instalment period that does not exist."""

    def __init__(self, text: str, known: Sequence[str]) -> None:
        super().__init__(
            f"Periode {text!r} tidak dikenal.",
            remedy=f"Pakai {', '.join(known)}, atau N-hari dengan N dari 1 sampai 366, misalnya"
            " 10-hari.",
        )


class DueTooLate(Refusal):
    """An instalment falls due beyond the calendar of the books."""

    def __init__(self, number: int, last_year: int) -> None:
        super().__init__(
            f"Angsuran ke-{number} jatuh tempo sesudah tahun {last_year}.",
            remedy="Periksa tanggal mulai, tenor dan periodenya.",
        )


class BadGrace(Refusal):
    """A grace that is negative or leaves no instalment."""

    def __init__(self, what: str, grace: int, tenor: int) -> None:
        super().__init__(
            f"Masa tenggang {what} {grace} periode tidak sah untuk tenor {tenor}.",
            remedy=f"Isi 0 sampai {tenor - 1}; paling sedikit angsuran terakhir dibayar.",
        )


class MultipleNotWhole(Refusal):
    """Instalments would be rounded to a multiple finer than the amounts themselves."""

    def __init__(self, multiple: Decimal, decimals: int) -> None:
        unit = "satu rupiah" if decimals == 0 else "satu sen"
        super().__init__(
            f"Pembulatan angsuran ke kelipatan {multiple} tidak sah.",
            remedy=f"Pakai kelipatan dari {unit} di atas nol, misalnya 100, 500 atau 1000.",
        )


class MultipleTooLarge(Refusal):
    """The multiple that instalments are rounded to exceeds the instalment."""

    def __init__(self, multiple: Decimal, number: int, exact: Decimal) -> None:
        super().__init__(
            f"Pembulatan ke kelipatan Rp{format_rupiah(multiple)} lebih besar daripada angsuran"
            f" ke-{number} sendiri (Rp{format_rupiah(exact)}).",
            remedy="Pakai kelipatan yang lebih kecil, misalnya 100, 500 atau 1000.",
        )


class InstalmentTooSmall(Refusal):
    """An instalment does not lower the balance."""

    def __init__(self, number: int, total: Decimal, interest: Decimal) -> None:
        super().__init__(
            f"Angsuran ke-{number} sebesar Rp{format_rupiah(total)} tidak mengurangi pokok: jasanya"
            f" Rp{format_rupiah(interest)}.",
            remedy="Bulatkan ke kelipatan yang lebih kecil atau ke atas, perpendek tenor, atau"
            " hitung sampai sen (--desimal 2).",
        )


class ClearedTooEarly(Refusal):
    """Rounded instalments would pay the loan off before its last one."""

    def __init__(self, number: int, tenor: int) -> None:
        super().__init__(
            f"Dengan pembulatan ini pinjaman sudah lunas pada angsuran ke-{number}, padahal"
            f" tenornya {tenor}.",
            remedy="Bulatkan ke kelipatan yang lebih kecil atau ke arah dekat atau bawah,"
            " atau pakai tenor yang lebih pendek.",
        )
