"""What is refused of sharia financing: goods of a murabahah, partnerships, ijarah, gifts."""

from datetime import date
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import day_name, month_name


class NotThisAkad(Refusal):
    """The loan is of another akad than the event is for."""

    def __init__(self, number: str, akad: str, wanted: str) -> None:
        super().__init__(
            f"Pinjaman {number} berakad {akad}, bukan {wanted}.",
            remedy="Periksa nomornya dengan 'koperasi pinjaman daftar'.",
        )


class GoodsMissing(Refusal):
    """A murabahah is handed over before its goods were bought, or none are held."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Barang murabahah {number} belum dibeli.",
            remedy="Catat dahulu pembeliannya dengan 'koperasi syariah beli-barang'; bila anggota"
            " yang membelikan (wakalah), dengan --wakalah.",
        )


class GoodsDiffer(Refusal):
    """What is financed is not the cost of the goods less the uang muka."""

    def __init__(self, number: str, amount: Decimal, cost: Decimal, down: Decimal) -> None:
        super().__init__(
            f"Pembiayaan murabahah {number} Rp{format_rupiah(amount)}, padahal harga barang"
            f" Rp{format_rupiah(cost)} dikurangi uang muka Rp{format_rupiah(down)} adalah"
            f" Rp{format_rupiah(cost - down)}.",
            remedy="Samakan: tambah atau kembalikan uang muka, atau setujui pembiayaan sebesar"
            " itu.",
        )


class GoodsEarlier(Refusal):
    """An event on goods is dated before what it rests on."""

    def __init__(self, number: str, day: date, what: str, earliest: date) -> None:
        super().__init__(
            f"{number}: tanggal {day_name(day)} mendahului {what} ({day_name(earliest)}).",
            remedy="Periksa tanggalnya.",
        )


class DownTooLarge(Refusal):
    """More uang muka is returned, or kept, than is held."""

    def __init__(self, number: str, amount: Decimal, held: Decimal) -> None:
        super().__init__(
            f"Uang muka murabahah {number} yang ada Rp{format_rupiah(held)}, bukan"
            f" Rp{format_rupiah(amount)}.",
            remedy="Kembalikan paling banyak sebesar itu.",
        )


class CharityTooSmall(Refusal):
    """More is spent of dana kebajikan than it holds."""

    def __init__(self, amount: Decimal, held: Decimal, day: date) -> None:
        super().__init__(
            f"Dana kebajikan pada {day_name(day)} berisi Rp{format_rupiah(held)}, kurang dari"
            f" Rp{format_rupiah(amount)}.",
            remedy="Salurkan paling banyak sebesar isinya.",
        )


class ContractExists(Refusal):
    """The number of a contract is taken."""

    def __init__(self, number: str, member: str) -> None:
        super().__init__(
            f"Nomor akad {number} sudah dipakai (anggota {member}).",
            remedy="Pakai nomor lain.",
        )


class UnknownContract(Refusal):
    """No contract has this number."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Akad {number} tidak ada.",
            remedy="Lihat nomornya dengan 'koperasi syariah daftar'.",
        )


class ContractWrongStatus(Refusal):
    """The contract is not running: nothing was handed over yet, or it has ended."""

    def __init__(self, number: str, status: str, wanted: str) -> None:
        means = "belum diserahkan modalnya" if status == "disetujui" else "sudah selesai"
        super().__init__(
            f"Akad {number} {means}; tidak dapat {wanted}.",
            remedy="Lihat 'koperasi syariah kartu'.",
        )


class AboveCapital(Refusal):
    """More is handed over than agreed, comes back than is left, or is lost than was put in."""

    def __init__(self, number: str, what: str, amount: Decimal, left: Decimal) -> None:
        super().__init__(
            f"{what} Rp{format_rupiah(amount)} melebihi yang ada untuk akad {number}:"
            f" Rp{format_rupiah(left)}.",
            remedy="Catat paling banyak sebesar itu.",
        )


class ProfitOutOfOrder(Refusal):
    """Profit or loss of this month, or of a later one, was reported already."""

    def __init__(self, number: str, month: str, done: str) -> None:
        super().__init__(
            f"Hasil usaha akad {number} {month_name(month)} sudah dilaporkan (terakhir"
            f" {month_name(done)}).",
            remedy="Bila keliru, balik dahulu laporan yang terakhir.",
        )


class ProfitClaimTooSmall(Refusal):
    """More profit share comes in than was reported."""

    def __init__(self, number: str, amount: Decimal, claim: Decimal) -> None:
        super().__init__(
            f"Bagi hasil Rp{format_rupiah(amount)} melebihi yang dilaporkan dan belum diterima dari"
            f" akad {number}: Rp{format_rupiah(claim)}.",
            remedy="Catat dahulu laporan labanya dengan 'koperasi syariah laba'.",
        )


class IjarahMonthTwice(Refusal):
    """The rent of this month, or of a later one, was recorded already."""

    def __init__(self, number: str, month: str, done: str) -> None:
        super().__init__(
            f"Ujrah {number} {month_name(month)} sudah dicatat (terakhir {month_name(done)}).",
            remedy="Tidak perlu dicatat lagi; bila keliru, balik dahulu dari bulan yang terakhir.",
        )


class IjarahNotMonthEnd(Refusal):
    """The rent of a month is recorded on its last day."""

    def __init__(self, month: str, day: date) -> None:
        super().__init__(
            f"Ujrah {month_name(month)} bertanggal {day_name(day)}.",
            remedy="Pakai hari terakhir bulan itu.",
        )


class NoIjarahMonth(Refusal):
    """The month brings neither rent nor wear."""

    def __init__(self, number: str, month: str) -> None:
        super().__init__(
            f"Tidak ada ujrah atau penyusutan {number} yang perlu dicatat untuk"
            f" {month_name(month)}.",
            remedy="Sewanya belum mulai atau sudah habis; tidak ada yang perlu dicatat.",
        )


class RentTooFarAhead(Refusal):
    """More rent is paid than the whole contract asks for."""

    def __init__(self, number: str, amount: Decimal, left: Decimal) -> None:
        super().__init__(
            f"Ujrah Rp{format_rupiah(amount)} melebihi sisa ujrah seluruh akad {number}:"
            f" Rp{format_rupiah(left)}.",
            remedy="Terima paling banyak sebesar itu.",
        )


class RentOpen(Refusal):
    """The thing leaves the books while rent is open, or was paid for months to come."""

    def __init__(self, number: str, owed: Decimal) -> None:
        what = "belum dibayar" if owed > 0 else "sudah dibayar untuk bulan yang belum dicatat"
        super().__init__(
            f"Ujrah akad {number} sebesar Rp{format_rupiah(abs(owed))} {what}.",
            remedy="Selesaikan dahulu ujrahnya, baru alihkan asetnya.",
        )
