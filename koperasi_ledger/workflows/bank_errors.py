"""What the bank workflows refuse, and how the treasurer mends it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from koperasi_ledger.importers.errors import shown
from koperasi_ledger.importers.matching import NewLine
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import day_name, month_name

_LISTED = 20


def signed(amount: Decimal) -> str:
    """An amount with its sign: `-Rp500`, `Rp1.000`."""
    return f"-Rp{format_rupiah(-amount)}" if amount < 0 else f"Rp{format_rupiah(amount)}"


def days_name(first: date, last: date) -> str:
    """One day, or a run of days."""
    return day_name(first) if first == last else f"{day_name(first)} s.d. {day_name(last)}"


class NotOurAccount(Refusal):
    """The file is of an account that these books do not have."""

    def __init__(self, number: str, ours: Sequence[str]) -> None:
        known = "; ".join(ours) or "belum ada"
        super().__init__(
            f"Rekening {number} dalam file ini bukan rekening koperasi ini (yang tercatat:"
            f" {known}).",
            remedy="Periksa apakah filenya benar. Bila rekening itu memang milik koperasi ini,"
            f" daftarkan dahulu: koperasi bank buka KUNCI --nama … --bank … --nomor {number}.",
        )


class OtherAccount(Refusal):
    """The file is of another account than `--akun` says."""

    def __init__(self, number: str, key: str, own: str) -> None:
        super().__init__(
            f"File ini berisi rekening {number}, sedangkan {key} adalah rekening {own}.",
            remedy="Pakai file atau --akun yang benar.",
        )


class WhichAccount(Refusal):
    """The file names no account, or two of ours fit."""

    def __init__(self, ours: Sequence[str]) -> None:
        super().__init__(
            "File ini tidak menyebut nomor rekening yang dapat dipastikan.",
            remedy=f"Sebutkan rekeningnya dengan --akun KUNCI (yang ada: {'; '.join(ours)}).",
        )


class NotRupiahAccount(Refusal):
    """A statement in another currency."""

    def __init__(self, currency: str) -> None:
        super().__init__(
            f"Rekening koran ini dalam {currency}; buku ini dalam rupiah.",
            remedy="Impor rekening rupiah; catat rekening valuta asing dengan tangan.",
        )


class NotProven(Refusal):
    """The file has no balances that prove its lines."""

    def __init__(self) -> None:
        super().__init__(
            "Saldo di file ini tidak lengkap, sehingga mutasinya tidak dapat dibuktikan utuh.",
            remedy="Unduh mutasi dalam format yang memuat saldo, atau sebutkan saldo rekening pada"
            " akhir hari terakhir file ini dengan --saldo-akhir.",
        )


class ClosingDiffers(Refusal):
    """`--saldo-akhir` is not what the file says."""

    def __init__(self, printed: Decimal, given: Decimal) -> None:
        super().__init__(
            f"Saldo akhir menurut file {signed(printed)}, menurut --saldo-akhir {signed(given)}.",
            remedy="Periksa saldo pada hari terakhir file ini di aplikasi atau buku bank.",
        )


class AmountTooLarge(Refusal):
    """A line holds more than the books can."""

    def __init__(self, row: int, amount: Decimal) -> None:
        super().__init__(
            f"Jumlah {amount} di luar batas (paling banyak 15 angka).",
            where=f"baris {row}",
            remedy="Periksa filenya; unduh ulang dari bank.",
        )


class BeforeTheBooks(Refusal):
    """All of the file lies before the account's first day in these books."""

    def __init__(self, end: date, first: date) -> None:
        super().__init__(
            f"File ini berakhir {day_name(end)}, sebelum hari pertama rekening itu di buku ini"
            f" ({day_name(first)}).",
            remedy=f"Impor mutasi mulai {day_name(first)}; yang sebelumnya sudah termasuk saldo"
            " awal.",
        )


class OpeningDiffers(Refusal):
    """On the first import the bank's opening balance is not the ledger's."""

    def __init__(
        self,
        key: str,
        account: str,
        first: date,
        *,
        bank: Decimal,
        ledger: Decimal,
        opened: str | None,
    ) -> None:
        if opened is None:
            remedy = (
                f"Catat dahulu saldo awal ({account} debit {bank:f}) dengan peristiwa"
                " opening_balances_recorded, lalu impor lagi."
            )
        else:
            remedy = (
                f"Cocokkan saldo awal ({opened}) dan mutasi {key} yang dicatat dengan tangan"
                f" sebelum {day_name(first)}, atau impor file yang mulai lebih awal."
            )
        super().__init__(
            f"Saldo awal menurut bank pada {day_name(first)} {signed(bank)}, sedangkan saldo {key}"
            f" di buku {signed(ledger)}; selisih {signed(bank - ledger)}.",
            remedy=remedy,
        )


class MissingDays(Refusal):
    """Days are missing between the last proven balance and this file."""

    def __init__(
        self, key: str, first: date, last: date, closing: Decimal, opening: Decimal
    ) -> None:
        super().__init__(
            f"Mutasi {key} {days_name(first, last)} belum diimpor: saldo terbukti terakhir"
            f" {signed(closing)}, sedangkan file ini mulai dengan {signed(opening)}.",
            remedy="Unduh dan impor dahulu mutasi hari-hari itu (boleh tumpang tindih).",
        )


class BalanceBreaks(Refusal):
    """The file's balance on a day is not the one that was proven before."""

    def __init__(self, key: str, day: date, proven: Decimal, printed: Decimal) -> None:
        super().__init__(
            f"Saldo {key} pada akhir {day_name(day)} terbukti {signed(proven)}, menurut file ini"
            f" {signed(printed)}.",
            remedy="Salah satu file terpotong atau diubah; unduh ulang dari bank dan bandingkan.",
        )


BALANCE_REFUSALS = (OpeningDiffers, MissingDays, BalanceBreaks)
CHECK_CLOSING = "Periksa dahulu jumlah --saldo-akhir, yang menentukan saldo awal file ini."
"""What is said first of these where a person told the closing balance: it may be mistyped."""


class DayDiffers(Refusal):
    """A day that was imported before has other lines in this file; both are shown."""

    def __init__(
        self, key: str, day: date, known: Sequence[tuple[str, Decimal]], found: Sequence[str]
    ) -> None:
        ours = ", ".join(f"{signed(amount)} ({ref})" for ref, amount in known[:_LISTED]) or "-"
        theirs = ", ".join(found[:_LISTED]) or "-"
        super().__init__(
            f"Mutasi {key} {day_name(day)} sudah diimpor dengan isi lain. Di buku {len(known)}"
            f" mutasi: {ours}. Di file ini {len(found)} mutasi: {theirs}.",
            remedy="Hari yang sudah diimpor tidak diubah. Cetak ulang mutasi hari itu dari bank"
            " dan bandingkan; bila bank mengoreksi, tanyakan tanggal koreksinya.",
        )


class ClosedLines(Refusal):
    """Lines are dated in closed months."""

    def __init__(self, rows: Sequence[int], months: Sequence[str], booked: date) -> None:
        listed = ", ".join(str(row) for row in rows[:_LISTED])
        more = f" dan {len(rows) - _LISTED} lainnya" if len(rows) > _LISTED else ""
        super().__init__(
            f"{len(rows)} mutasi bertanggal dalam bulan yang sudah ditutup"
            f" ({', '.join(month_name(month) for month in months)}).",
            where=f"baris {listed}{more}",
            remedy="Bila mutasi itu memang belum ada di buku, impor dengan --susulan: dibukukan"
            f" pada {day_name(booked)}, dengan tanggal bank tetap tersimpan.",
        )


class UnclearLine(Refusal):
    """A line may be an entry typed by hand, but nobody can tell which."""

    def __init__(self, line: NewLine, candidates: Sequence[str]) -> None:
        super().__init__(
            f"{day_name(line.date)} {signed(line.amount)} “{shown(line.text)}” mungkin sudah"
            f" dicatat dengan tangan: {' atau '.join(candidates)}.",
            where=f"baris {line.row}",
            remedy=f"Pilih: --cocok {line.row}={candidates[0]} bila catatan itu orangnya, atau"
            f" --cocok {line.row}=baru bila mutasi ini belum dicatat.",
        )
        self.line = line
        self.candidates = tuple(candidates)


class NoSuchRow(Refusal):
    """`--cocok` names a row that is no new line."""

    def __init__(self, row: int) -> None:
        super().__init__(
            f"--cocok menyebut baris {row}, yang bukan mutasi baru dalam file ini.",
            remedy="Lihat nomor barisnya dengan --coba.",
        )


class WrongDirection(Refusal):
    """A waiting line of money in is assigned as money out, or the other way round."""

    def __init__(self, ref: str, purpose: str, choices: Sequence[str]) -> None:
        super().__init__(
            f"Titipan {ref} tidak dapat dijelaskan sebagai {purpose}.",
            remedy=f"Untuk arah uangnya, pilih salah satu: {', '.join(choices)}.",
        )


class Incomplete(Refusal):
    """A choice lacks a value that it needs, or has one too many."""

    def __init__(self, choice: str, option: str, *, needed: bool) -> None:
        told = "memerlukan" if needed else "tidak memakai"
        mend = "Tambahkan" if needed else "Hilangkan"
        super().__init__(f"{choice} {told} {option}.", remedy=f"{mend} {option}.")


class OtherSideKnown(Refusal):
    """A transfer to a bank account whose statement has the other side already."""

    def __init__(self, key: str, through: date) -> None:
        super().__init__(
            f"Rekening {key} sudah diimpor s.d. {day_name(through)}; sisi lawan pemindahan ini"
            " sudah ada di sana.",
            remedy="Bila titipan lawannya masih menunggu, tutup keduanya sekaligus dengan"
            " --sebagai lawan --catatan REF (ref titipan di rekening lawan).",
        )


class NotOpposite(Refusal):
    """Two waiting lines cannot cancel each other."""

    def __init__(self, ref: str, other: str) -> None:
        super().__init__(
            f"Titipan {ref} dan {other} tidak saling menutup: sisanya harus sama besar dan"
            " berlawanan arah.",
            remedy="Lihat sisa keduanya dengan 'koperasi bank tinjau'.",
        )


class NoMerchant(Refusal):
    """`--nmid` is no merchant number."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{shown(text)}” bukan nomor pedagang (NMID).",
            remedy="Tulis seperti di laporan QRIS: 6 sampai 20 huruf besar dan angka.",
        )


class CodesUsedUp(Refusal):
    """More bills of the same sum than there are unique codes."""

    def __init__(self, key: str, amount: Decimal, largest: int) -> None:
        super().__init__(
            f"Kode unik untuk tagihan Rp{format_rupiah(amount)} di {key} sudah habis (1 sampai"
            f" {largest}).",
            remedy="Naikkan paling_besar di kebijakan [bank.kode_unik], beri anggota nomor virtual"
            " account, atau tagih lewat rekening lain dengan --akun.",
        )


class NotThatEntry(Refusal):
    """The entry named is not one that this waiting line could be."""

    def __init__(self, ref: str, amount: Decimal) -> None:
        super().__init__(
            f"{ref} bukan catatan tangan sebesar {signed(amount)} yang belum ada di bank.",
            remedy="Lihat calonnya dengan 'koperasi bank tinjau'.",
        )


class NotTheirs(Refusal):
    """A loan or an invoice is said to be of a member whose it is not."""

    def __init__(self, number: str, member: str, owner: str) -> None:
        super().__init__(
            f"{shown(number)} bukan milik {shown(member)}, melainkan milik {owner}.",
            remedy="Periksa nomornya, atau sebutkan anggota yang memilikinya.",
        )


class NotProvenYet(Refusal):
    """A reconciliation is asked for a time that no statement covers."""

    def __init__(self, key: str, month: str) -> None:
        super().__init__(
            f"Belum ada rekening koran {key} yang terbukti sampai {month_name(month)}.",
            remedy="Impor mutasi bank bulan itu dengan 'koperasi bank impor FILE'.",
        )


class BadMonth(Refusal):
    """`--bulan` is no month."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"Bulan “{shown(text)}” tidak terbaca.", remedy="Tulis TTTT-BB, misalnya 2026-09."
        )
