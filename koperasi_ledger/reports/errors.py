"""What reports refuse: names, dates and figures that make no statement."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.reports.formatting import rupiah, tanggal


class UnknownReport(Refusal):
    """No report has this name."""

    def __init__(self, name: str, nearest: Iterable[str], names: Iterable[str]) -> None:
        hint = "".join(f" Maksudnya {near}?" for near in nearest)
        super().__init__(
            f"Laporan {name} tidak ada.{hint}", remedy=f"Yang ada: {', '.join(names)}."
        )


class BadDate(Refusal):
    """A date or year on the command line that is none."""

    def __init__(self, option: str, text: str) -> None:
        year = option == "--tahun"
        super().__init__(
            f"{option} {text} bukan {'tahun' if year else 'tanggal'}.",
            remedy="Tulis empat angka, misalnya --tahun 2026."
            if year
            else f"Tulis sebagai TTTT-BB-HH, misalnya {option} 2026-01-31.",
        )


class YearAndDates(Refusal):
    """A year and dates together."""

    def __init__(self) -> None:
        super().__init__(
            "--tahun tidak dapat dipakai bersama --dari atau --sampai.",
            remedy="Pilih salah satu: --tahun 2026, atau --dari 2026-01-01 --sampai 2026-06-30.",
        )


class DatesReversed(Refusal):
    """The period ends before it starts."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(
            f"Tanggal awal {tanggal(first)} sesudah tanggal akhir {tanggal(last)}.",
            remedy="Tukar --dari dan --sampai, atau ubah salah satunya.",
        )


class NotYet(Refusal):
    """The period lies in the future."""

    def __init__(self, first: date, today: date) -> None:
        super().__init__(
            f"Periode mulai {tanggal(first)} belum tiba; hari ini {tanggal(today)}.",
            remedy="Pilih tahun atau tanggal yang sudah berjalan.",
        )


class BeforeBooks(Refusal):
    """The period ends before the books begin."""

    def __init__(self, last: date, founded: date) -> None:
        super().__init__(
            f"Tidak ada buku sampai {tanggal(last)}; buku ini dimulai {tanggal(founded)}.",
            remedy=f"Pilih tanggal mulai {founded.isoformat()}.",
        )


class OptionNotUsed(Refusal):
    """An option that the report does not know."""

    def __init__(self, report: str, option: str, users: Iterable[str]) -> None:
        super().__init__(
            f"Laporan {report} tidak memakai {option}.",
            remedy=f"Hapus {option}; pilihan itu untuk laporan {' dan '.join(users)}.",
        )


class MemberNeeded(Refusal):
    """A member's card without a member."""

    def __init__(self) -> None:
        super().__init__(
            "Kartu anggota memerlukan nomor anggota.",
            remedy="Tambahkan --anggota NOMOR, misalnya --anggota A-0001; daftarnya ada di"
            " 'koperasi laporan simpanan'.",
        )


class BadDays(Refusal):
    """A number of days on the command line that is none."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"--hari {text} bukan jumlah hari.",
            remedy="Tulis bilangan bulat dari 1 sampai 9999, misalnya --hari 90.",
        )


class UnknownGrouping(Refusal):
    """A report cannot be grouped by this."""

    def __init__(self, report: str, by: str, known: Iterable[str]) -> None:
        super().__init__(
            f"Laporan {report} tidak dapat disusun menurut {by}.",
            remedy=f"Pilih salah satu: {', '.join(known)}.",
        )


class UnknownForm(Refusal):
    """A statement has no such form."""

    def __init__(self, form: str, known: Iterable[str]) -> None:
        super().__init__(
            f"Bentuk {form} tidak ada.", remedy=f"Pilih salah satu: {', '.join(known)}."
        )


class UnknownMethod(Refusal):
    """The cash flow statement knows no such method."""

    def __init__(self, method: str, known: Iterable[str]) -> None:
        super().__init__(
            f"Metode {method} tidak ada.", remedy=f"Pilih salah satu: {', '.join(known)}."
        )


class NotTraceable(Refusal):
    """Only the core statements can be traced."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(
            f"Laporan {name} tidak dapat ditelusuri dengan perintah ini.",
            remedy=f"Pilih salah satu: {', '.join(known)}. Laporan lain menyebut buktinya sendiri.",
        )


class NothingSought(Refusal):
    """Tracing without saying what."""

    def __init__(self) -> None:
        super().__init__(
            "Belum disebut apa yang ditelusuri.",
            remedy="Tulis angkanya, kode atau nama akunnya, atau nama barisnya, misalnya"
            " 'koperasi laporan telusur 1.250.000' atau 'koperasi laporan telusur \"Jumlah"
            " aset\" --laporan neraca'.",
        )


class NothingFound(Refusal):
    """No line of a statement fits what is traced."""

    def __init__(self, sought: str, places: Iterable[str], near: Iterable[str]) -> None:
        hint = "".join(f" Maksudnya {one}?" for one in near)
        super().__init__(
            f"Tidak ada baris atau angka {sought} pada {', '.join(places)}.{hint}",
            remedy="Tulis persis seperti tercetak, dan pilih tahun atau tanggal laporannya"
            " (--tahun, --sampai).",
        )


class UnknownSearchWord(Refusal):
    """A second word behind a report that takes none."""

    def __init__(self, report: str, word: str) -> None:
        super().__init__(
            f"Laporan {report} tidak memakai {word}.",
            remedy=f"Hapus {word}; hanya 'laporan telusur' menerima apa yang dicari.",
        )


class NotBalanced(Refusal):
    """Assets differ from liabilities and equity, or a sub-ledger from its control account."""

    def __init__(self, left: str, amount: Decimal, right: str, other: Decimal) -> None:
        super().__init__(
            f"{left} Rp{rupiah(amount)} tidak sama dengan {right} Rp{rupiah(other)};"
            " laporan tidak dicetak.",
            remedy="Isi buku ini rusak: jalankan 'koperasi periksa', lalu pulihkan dari cadangan.",
        )


class NoVoucher(Refusal):
    """The event moved no money, so there is nothing to receipt."""

    def __init__(self, ref: str, title: str) -> None:
        super().__init__(
            f"{ref} ({title}) bukan penerimaan atau pengeluaran uang; tidak ada kuitansinya.",
            remedy="Kuitansi dicetak untuk setoran, penarikan, penerimaan, pengeluaran dan"
            " pemindahan kas; lihat ref-nya di 'koperasi laporan kas'.",
        )


class VoucherReversed(Refusal):
    """The event was reversed, so its receipt is void."""

    def __init__(self, ref: str, by: str) -> None:
        super().__init__(
            f"{ref} sudah dibalik oleh {by}; kuitansinya tidak berlaku lagi.",
            remedy="Cetak kuitansi dari catatan penggantinya.",
        )
