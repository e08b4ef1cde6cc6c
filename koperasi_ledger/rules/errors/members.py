"""What is refused of members: joining, leaving, being paid out."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import day_name


class MemberExists(Refusal):
    """The member number is taken."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Nomor anggota {number} sudah dipakai.",
            remedy="Beri nomor lain; nomor anggota yang keluar pun tidak dipakai lagi.",
        )


class WrongCheckCharacter(Refusal):
    """The policy wants member numbers with a check character, and this one's is wrong."""

    def __init__(self, number: str, right: str) -> None:
        super().__init__(
            f"Karakter terakhir nomor anggota {number} tidak cocok dengan yang lain, padahal"
            " kebijakan [bank] memakai digit cek.",
            remedy=f"Bila angka-angka sebelumnya benar, nomornya berakhir dengan {right}.",
        )


class NikExists(Refusal):
    """The same NIK belongs to an active member already."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"NIK ini sudah tercatat pada anggota {number}.",
            remedy="Seorang anggota hanya mempunyai satu nomor; periksa NIK-nya.",
        )


class UnknownMember(Refusal):
    """No member has this number."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Anggota {number} tidak ada.",
            remedy="Periksa nomornya dengan 'koperasi anggota daftar', atau catat dahulu anggota"
            " itu dengan 'koperasi anggota masuk'.",
        )


class MemberNotActive(Refusal):
    """The member has left or died."""

    def __init__(self, number: str, status: str) -> None:
        word = "sudah keluar" if status == "keluar" else "sudah meninggal dunia"
        super().__init__(
            f"Anggota {number} {word}.",
            remedy="Setoran baru hanya untuk anggota aktif; hak anggota itu dibayarkan dengan"
            " 'koperasi anggota bayar'.",
        )


class NotYetMember(Refusal):
    """A movement is dated before the member joined."""

    def __init__(self, number: str, day: date, joined: date) -> None:
        super().__init__(
            f"Tanggal {day_name(day)} mendahului masuknya anggota {number} ({day_name(joined)}).",
            remedy="Periksa tanggalnya; bila tanggal masuknya keliru, balik peristiwa masuk itu dan"
            " catat ulang dengan joined_on.",
        )


class NotYetLeft(Refusal):
    """A leaver is paid out on a day before leaving."""

    def __init__(self, number: str, day: date, left: date) -> None:
        super().__init__(
            f"Tanggal {day_name(day)} mendahului keluarnya anggota {number} ({day_name(left)}).",
            remedy="Simpanan pokok dan wajib dikembalikan pada tanggal itu atau sesudahnya.",
        )


class NotALeaver(Refusal):
    """A pay-out to a member who is still active."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Anggota {number} masih aktif.",
            remedy="Simpanan pokok dan wajib dikembalikan sesudah anggota keluar atau meninggal;"
            " catat dahulu peristiwanya.",
        )


class PayoutTooLarge(Refusal):
    """More is paid out than is owed."""

    def __init__(self, number: str, amount: Decimal, payable: Decimal) -> None:
        super().__init__(
            f"Pengembalian Rp{format_rupiah(amount)} melebihi hak anggota {number}"
            f" sebesar Rp{format_rupiah(payable)}.",
            remedy="Bayarkan paling banyak sebesar haknya.",
        )


class RecipientUnknown(Refusal):
    """The recipient is not one of the heirs, or none was given."""

    def __init__(self, number: str, heirs: Sequence[str]) -> None:
        names = ", ".join(heirs)
        super().__init__(
            f"Penerima hak almarhum anggota {number} harus salah satu ahli waris: {names}.",
            remedy="Isi penerima dengan nama ahli waris persis seperti yang tercatat.",
        )


class RecipientRefused(Refusal):
    """A recipient was named although the leaver lives."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Anggota {number} menerima sendiri haknya.",
            remedy="Kosongkan penerima; itu hanya untuk ahli waris.",
        )
