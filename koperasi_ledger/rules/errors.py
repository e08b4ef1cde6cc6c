"""What the rules refuse, and how the treasurer mends it."""

from collections.abc import Sequence
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


class MemberExists(Refusal):
    """The member number is taken."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Nomor anggota {number} sudah dipakai.",
            remedy="Beri nomor lain; nomor anggota yang keluar pun tidak dipakai lagi.",
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


class NoPolicy(Refusal):
    """No version of a policy section is in force on the day."""

    def __init__(self, section: str, day: date) -> None:
        super().__init__(
            f"Belum ada kebijakan [{section}] yang berlaku pada {day_name(day)}.",
            remedy="Tetapkan dahulu dengan 'koperasi kebijakan terapkan FILE', dengan tanggal"
            " berlaku pada atau sebelum hari itu.",
        )


class PolicyTooLate(Refusal):
    """A policy would take effect in a closed month."""

    def __init__(self, day: date, closed: str) -> None:
        super().__init__(
            f"Kebijakan tidak dapat berlaku sejak {day_name(day)}: masa s.d."
            f" {month_name(closed)} sudah ditutup.",
            remedy="Pakai tanggal berlaku sesudah bulan yang ditutup.",
        )


class PolicySameDay(Refusal):
    """Two versions of a section would take effect on one day."""

    def __init__(self, section: str, day: date, ref: str) -> None:
        super().__init__(
            f"Kebijakan [{section}] yang berlaku sejak {day_name(day)} sudah ada ({ref}).",
            remedy="Pakai tanggal berlaku lain, atau balik dahulu kebijakan yang lama.",
        )


class AccountTaken(Refusal):
    """An added account, or its code, is in the chart already."""

    def __init__(self, account: str, code: str) -> None:
        super().__init__(
            f"Akun {account} atau kode {code} sudah ada dalam bagan akun.",
            remedy="Pakai nama dan kode lain; lihat 'koperasi laporan bagan-akun'.",
        )


class AccountReserved(Refusal):
    """An added account lies where only the engine makes accounts, or below a control account."""

    def __init__(self, account: str, above: str) -> None:
        super().__init__(
            f"Akun {account} tidak dapat ditambahkan di bawah {above}.",
            remedy="Kas dan rekening bank dibuka dengan 'koperasi kas buka'; akun kontrol tidak"
            " dibagi lagi. Pakai nama lain.",
        )


class AccountRemoved(Refusal):
    """A new version of the additions leaves an account out."""

    def __init__(self, account: str) -> None:
        super().__init__(
            f"Akun {account} ditambahkan oleh kebijakan sebelumnya dan hilang atau berubah.",
            remedy="Akun tidak dihapus atau diganti; cantumkan kembali persis seperti semula.",
        )


class UnknownAccount(Refusal):
    """The account is not in the chart."""

    def __init__(self, account: str, nearest: Sequence[str]) -> None:
        hint = f" Maksudnya {' atau '.join(nearest)}?" if nearest else ""
        super().__init__(
            f"Akun {account} tidak ada dalam bagan akun.{hint}",
            remedy="Lihat 'koperasi laporan bagan-akun', atau tambahkan akun lewat kebijakan"
            " [akun].",
        )


class ControlAccount(Refusal):
    """A free line names an account that only a sub-ledger may move."""

    def __init__(self, account: str) -> None:
        super().__init__(
            f"Akun {account} adalah akun kontrol: isinya jumlah rincian per anggota, titipan atau"
            " rekening.",
            remedy="Catat lewat peristiwanya sendiri, misalnya setoran, penarikan atau pemindahan"
            " kas.",
        )


class UnknownUnit(Refusal):
    """The unit usaha is not in the policy of the day."""

    def __init__(self, unit: str, known: Sequence[str], day: date) -> None:
        listed = ", ".join(known) or "belum ada"
        super().__init__(
            f"Unit usaha {unit} tidak dikenal pada {day_name(day)} (yang ada: {listed}).",
            remedy="Pakai salah satunya, atau tambahkan di kebijakan [unit_usaha].",
        )


class CashExists(Refusal):
    """The key or the bank account number is taken."""

    def __init__(self, key: str, number: str | None) -> None:
        what = f" (nomor {number})" if number else ""
        super().__init__(
            f"Kas/bank {key}{what} sudah ada.",
            remedy="Pakai kunci dan nomor rekening yang berbeda.",
        )


class UnknownCash(Refusal):
    """No cash or bank account has this key."""

    def __init__(self, key: str, known: Sequence[str]) -> None:
        super().__init__(
            f"Kas/bank {key} tidak ada (yang ada: {', '.join(known)}).",
            remedy="Pakai salah satunya, atau buka yang baru dengan 'koperasi kas buka'.",
        )


class NotABank(Refusal):
    """A bank event names a cash box."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"{key} adalah kas, bukan rekening bank.",
            remedy="Pilih rekening bank.",
        )


class AlreadyReconciled(Refusal):
    """A movement is dated on a day whose bank balance is proven already."""

    def __init__(self, key: str, day: date, reconciled: date) -> None:
        super().__init__(
            f"Saldo {key} sudah terbukti sama dengan bank s.d. {day_name(reconciled)}; tidak boleh"
            f" ada mutasi baru bertanggal {day_name(day)}.",
            remedy="Pakai tanggal sesudahnya.",
        )


class NotReconciled(Refusal):
    """The ledger's balance differs from the bank's."""

    def __init__(self, key: str, day: date, ledger: Decimal, bank: Decimal) -> None:
        super().__init__(
            f"Saldo {key} per {day_name(day)} menurut buku Rp{format_rupiah(ledger)}, menurut bank"
            f" Rp{format_rupiah(bank)}; selisih Rp{format_rupiah(abs(bank - ledger))}.",
            remedy="Cari mutasi yang belum atau dua kali dicatat dengan 'koperasi laporan bank',"
            " lalu rekonsiliasi lagi.",
        )


class PokokPaidAlready(Refusal):
    """Simpanan pokok is paid once."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Simpanan pokok anggota {number} sudah lunas.",
            remedy="Simpanan pokok dibayar satu kali; mungkin ini simpanan wajib atau sukarela.",
        )


class PokokAmount(Refusal):
    """The amount is not the simpanan pokok of the policy."""

    def __init__(self, amount: Decimal, expected: Decimal) -> None:
        super().__init__(
            f"Simpanan pokok adalah Rp{format_rupiah(expected)}, bukan Rp{format_rupiah(amount)}.",
            remedy="Setor tepat sebesar itu; kelebihannya dicatat sebagai simpanan lain.",
        )


class WajibPartial(Refusal):
    """The amount does not cover whole months, and the policy wants whole months."""

    def __init__(self, amount: Decimal, rest: Decimal, month: str) -> None:
        super().__init__(
            f"Rp{format_rupiah(amount)} tidak habis untuk bulan-bulan penuh: sisa"
            f" Rp{format_rupiah(rest)} pada {month_name(month)}.",
            remedy="Setor kelipatan simpanan wajib, atau catat sisanya sebagai simpanan sukarela.",
        )


class WajibTooFarAhead(Refusal):
    """The amount would pay more months ahead than the policy allows."""

    def __init__(
        self, number: str, amount: Decimal, furthest: str, limit: int, most: Decimal
    ) -> None:
        super().__init__(
            f"Rp{format_rupiah(amount)} melebihi simpanan wajib anggota {number} s.d."
            f" {month_name(furthest)}, bulan terjauh yang boleh dibayar ({limit} bulan di muka).",
            remedy=f"Setor paling banyak Rp{format_rupiah(most)}; kelebihannya dapat dicatat"
            " sebagai simpanan sukarela.",
        )


class UnknownProduct(Refusal):
    """No such savings product is in force."""

    def __init__(self, product: str, known: Sequence[str]) -> None:
        listed = ", ".join(known) or "belum ada"
        super().__init__(
            f"Produk simpanan {product} tidak ada (yang ada: {listed}).",
            remedy="Pakai salah satunya, atau tambahkan di kebijakan [simpanan].",
        )


class BalanceTooLow(Refusal):
    """A withdrawal would leave less than zero or than the product's minimum."""

    def __init__(
        self, member: str, product: str, amount: Decimal, balance: Decimal, minimum: Decimal
    ) -> None:
        keep = f" dan saldo minimum Rp{format_rupiah(minimum)}" if minimum else ""
        super().__init__(
            f"Penarikan Rp{format_rupiah(amount)} tidak dapat dipenuhi: saldo {product} anggota"
            f" {member} Rp{format_rupiah(balance)}{keep}.",
            remedy=f"Tarik paling banyak Rp{format_rupiah(max(balance - minimum, Decimal(0)))}.",
        )


class UnknownSuspense(Refusal):
    """No unexplained bank money has this ref."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"Tidak ada titipan dengan ref {ref}.",
            remedy="Lihat daftarnya dengan 'koperasi bank tinjau'.",
        )


class SuspenseTooSmall(Refusal):
    """More is explained than the bank line holds, or in the wrong direction."""

    def __init__(self, ref: str, amount: Decimal, remaining: Decimal) -> None:
        if not remaining:
            super().__init__(
                f"Titipan {ref} sudah habis dijelaskan.",
                remedy="Lihat yang masih menunggu dengan 'koperasi bank tinjau'.",
            )
            return
        way = "masuk" if remaining > 0 else "keluar"
        asked = "masuk" if amount > 0 else "keluar"
        super().__init__(
            f"Titipan {ref} menyisakan Rp{format_rupiah(abs(remaining))} uang {way};"
            f" Rp{format_rupiah(abs(amount))} uang {asked} tidak dapat diambil darinya.",
            remedy="Jelaskan paling banyak sisa itu, dengan peristiwa yang searah.",
        )


class SuspenseNotYet(Refusal):
    """Waiting money is explained by an event dated before the money came or went."""

    def __init__(self, ref: str, day: date, since: date) -> None:
        super().__init__(
            f"Titipan {ref} baru ada sejak {day_name(since)}; tidak dapat dijelaskan dengan"
            f" tanggal {day_name(day)}.",
            remedy="Pakai tanggal titipan itu atau sesudahnya.",
        )


class SameAccount(Refusal):
    """A transfer from an account to itself."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"Uang titipan itu sudah berada di {key}; pemindahan dari atau ke {key} sendiri tidak"
            " mungkin.",
            remedy="Isi kas atau rekening lain yang menjadi asal atau tujuan uangnya.",
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


class UnknownRef(Refusal):
    """A reversal names a ref that is not in the journal."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"Tidak ada peristiwa dengan ref {ref}.",
            remedy="Periksa ref-nya di 'koperasi laporan jurnal'.",
        )


class ReversedTwice(Refusal):
    """An event is reversed once only."""

    def __init__(self, ref: str, by: str) -> None:
        super().__init__(
            f"{ref} sudah dibalik oleh {by}.",
            remedy="Bila pembalikan itu keliru, catat ulang peristiwa aslinya dengan ref baru.",
        )


class NotReversible(Refusal):
    """This kind of event is never reversed."""

    def __init__(self, ref: str, title: str, remedy: str) -> None:
        super().__init__(f"{title} ({ref}) tidak dapat dibalik.", remedy=remedy)


class DependedOn(Refusal):
    """Later events rest on the one to be reversed; `later` are their refs."""

    def __init__(self, ref: str, later: Sequence[str]) -> None:
        self.later = tuple(later)
        shown = ", ".join(later[:10])
        more = f" dan {len(later) - 10} lainnya" if len(later) > 10 else ""
        super().__init__(
            f"{ref} tidak dapat dibalik karena peristiwa sesudahnya bergantung padanya:"
            f" {shown}{more}.",
            remedy="Balik dahulu peristiwa itu, dari yang terakhir, atau catat perubahan baru.",
        )


class ReversalBeforeOriginal(Refusal):
    """A reversal is dated before the event it reverses."""

    def __init__(self, ref: str, day: date) -> None:
        super().__init__(
            f"Pembalikan {ref} tidak boleh mendahului tanggal aslinya, {day_name(day)}.",
            remedy="Pakai tanggal yang sama atau sesudahnya.",
        )


class BankRefMismatch(Refusal):
    """A bank line's identity does not belong to this account or day."""

    def __init__(self, bank_ref: str, key: str, day: date) -> None:
        super().__init__(
            f"Identitas baris bank {bank_ref} bukan milik {key} tanggal {day_name(day)}.",
            remedy="Identitas ini dibuat oleh 'koperasi bank impor' dan tidak ditulis sendiri.",
        )


class BankLineKnown(Refusal):
    """The bank line was booked before."""

    def __init__(self, bank_ref: str, by: str) -> None:
        super().__init__(
            f"Baris bank {bank_ref} sudah dicatat oleh {by}.",
            remedy="Satu baris bank dicatat satu kali.",
        )


class DayDiffers(Refusal):
    """A statement says something else of a day that an earlier one has proven."""

    def __init__(
        self, key: str, day: date, before: tuple[int, Decimal], now: tuple[int, Decimal]
    ) -> None:
        super().__init__(
            f"Rekening koran {key} tanggal {day_name(day)} berisi {now[0]} baris berjumlah"
            f" Rp{format_rupiah(now[1])}, padahal yang dahulu terbukti {before[0]} baris berjumlah"
            f" Rp{format_rupiah(before[1])}.",
            remedy="Unduh ulang rekening koran hari itu dari bank; jangan ubah berkasnya.",
        )


class StatementGap(Refusal):
    """A statement does not begin with the balance that the one before it ended with."""

    def __init__(self, key: str, end: date, closing: Decimal, opening: Decimal) -> None:
        super().__init__(
            f"Rekening koran {key} dibuka dengan Rp{format_rupiah(opening)}, padahal yang terakhir"
            f" terbukti berakhir {day_name(end)} dengan Rp{format_rupiah(closing)}.",
            remedy="Impor dahulu rekening koran di antaranya.",
        )


class FileKnown(Refusal):
    """The statement file was read before."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"Berkas ini sudah pernah diimpor ({ref}).", remedy="Tidak ada yang perlu dilakukan."
        )


class AttachMismatch(Refusal):
    """The entry to be attached does not move this account by this amount, or is taken."""

    def __init__(self, ref: str, key: str, amount: Decimal) -> None:
        super().__init__(
            f"{ref} tidak punya mutasi {key} sebesar Rp{format_rupiah(amount)} yang masih bebas.",
            remedy="Pilih catatan lain, atau catat baris bank ini sebagai peristiwa baru.",
        )


class VirtualNumberTaken(Refusal):
    """The virtual account number belongs to someone."""

    def __init__(self, number: str, member: str) -> None:
        super().__init__(
            f"Nomor virtual account {number} sudah milik anggota {member}.",
            remedy="Periksa nomornya.",
        )
