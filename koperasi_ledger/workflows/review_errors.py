"""What the review of waiting bank lines refuses, and how the treasurer mends it."""

from collections.abc import Mapping
from decimal import Decimal

from koperasi_ledger.importers.errors import shown
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.workflows.bank_errors import signed


class NotWaiting(Refusal):
    """The line is not, or no longer, among those that wait."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"Titipan {shown(ref)} tidak ada di antara yang menunggu.",
            remedy="Lihat daftarnya dengan 'koperasi bank tinjau'; di layar, tekan m untuk memuat"
            " ulang.",
        )


class NothingLeft(Refusal):
    """All of the line is explained already."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"Titipan {ref} sudah habis terbagi.",
            remedy="Hapus dahulu penjelasannya (x), atau urungkan yang terakhir (u).",
        )


class TooMuch(Refusal):
    """A part is larger than what is left of its line."""

    def __init__(self, ref: str, amount: Decimal, left: Decimal) -> None:
        super().__init__(
            f"Bagian {signed(amount)} melebihi sisa titipan {ref}, {signed(left)}.",
            remedy=f"Isi paling banyak {signed(left)}; jumlah semua bagian harus sama dengan"
            " uangnya.",
        )


class NotPositive(Refusal):
    """A part is not above zero."""

    def __init__(self, ref: str, amount: Decimal) -> None:
        super().__init__(
            f"Bagian {signed(amount)} dari titipan {ref} tidak di atas nol.",
            remedy="Isi jumlah di atas nol; arah uangnya sudah diketahui dari titipannya.",
        )


class OnlyWhole(Refusal):
    """An entry typed by hand, or another waiting line, explains all of a line or nothing of it."""

    def __init__(self, ref: str, purpose: str) -> None:
        super().__init__(
            f"Titipan {ref} tidak dapat dibagi dengan {purpose}: itu menjelaskan seluruhnya.",
            remedy="Hapus dahulu bagian yang lain (x), atau pilih penjelasan lain.",
        )


class TakenByOther(Refusal):
    """What is to explain the line explains another line already, or is explained itself."""

    def __init__(self, what: str, by: str) -> None:
        super().__init__(
            f"{what} sudah dipakai dalam penjelasan titipan {by}.",
            remedy="Hapus dahulu penjelasan itu (x pada titipannya), atau pilih yang lain.",
        )


class NothingToUndo(Refusal):
    """Nothing was decided since the start, or since what was recorded last."""

    def __init__(self) -> None:
        super().__init__(
            "Tidak ada yang dapat diurungkan.",
            remedy="Yang sudah dicatat dibalik dengan 'koperasi balik REF'.",
        )


class NotExact(Refusal):
    """The parts of a line, and what of it shall go on waiting, do not make up the line."""

    def __init__(self, ref: str, parts: Decimal, remaining: Decimal) -> None:
        super().__init__(
            f"Bagian-bagian titipan {ref} berjumlah {signed(parts)}, sedangkan yang menunggu"
            f" {signed(remaining)}; selisih {signed(remaining - parts)}.",
            remedy="Tambah atau ubah bagiannya, atau nyatakan sisanya tetap menunggu (di layar"
            " tekan s; dalam berkas: sisa_menunggu).",
        )


class LineChanged(Refusal):
    """Somebody recorded something about the line after it was looked at."""

    def __init__(self, ref: str, seen: Decimal, now: Decimal) -> None:
        told = f"sisanya {signed(now)}" if now else "sudah selesai"
        super().__init__(
            f"Titipan {ref} berubah sejak dilihat: waktu itu {signed(seen)}, sekarang {told}.",
            remedy="Muat ulang (di layar tekan m; dengan berkas: 'koperasi bank tinjau --json'),"
            " lalu putuskan lagi titipan ini saja.",
        )


class LineTwice(Refusal):
    """A file of decisions names a line twice."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"Titipan {shown(ref)} disebut dua kali.",
            remedy="Satukan semua bagiannya di satu tempat.",
        )


class NotDecisions(Refusal):
    """The file is no list of decisions."""

    def __init__(self, source: str, detail: str) -> None:
        super().__init__(
            f"Bukan berkas keputusan titipan: {detail}.",
            where=source,
            remedy="Pakai hasil 'koperasi bank tinjau --json' dan tambahkan bagian pada titipan"
            " yang diputuskan; contohnya ada di docs/panduan/tinjau-titipan.md.",
        )


class ReviewRefused(Refusals):
    """Some lines cannot be recorded as decided; none was. `by_line` holds the reason of each."""

    def __init__(self, by_line: Mapping[str, Refusal]) -> None:
        for ref, refusal in by_line.items():
            if ref not in refusal.what:
                refusal.where = f"{ref}, {refusal.where}" if refusal.where else ref
        super().__init__(list(by_line.values()))
        self.by_line = dict(by_line)
