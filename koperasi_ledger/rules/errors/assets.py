"""What is refused of fixed assets and of the register of things."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.rules.dates import day_name, month_name


class UnknownAsset(Refusal):
    """The register has no thing of this number."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Barang {number} tidak ada dalam buku inventaris.",
            remedy="Lihat nomornya dengan 'koperasi aset daftar'.",
        )


class AssetNotListed(Refusal):
    """A thing is to be written down, sold or scrapped that stands in no account."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Barang {number} dicatat di luar neraca; tidak disusutkan, dijual atau dihapus sebagai"
            " aset.",
            remedy="Bila barang itu kembali ke pemiliknya atau tidak ada lagi, pakai 'koperasi aset"
            " kembali'.",
        )


class AssetIsOurs(Refusal):
    """An asset is to go back to an owner, but it is ours and stands in the accounts."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Barang {number} adalah aset koperasi dalam neraca.",
            remedy="Pakai 'koperasi aset jual' atau 'koperasi aset hapus'.",
        )


class AssetExists(Refusal):
    """The number is taken; numbers of things that are gone are not used again."""

    def __init__(self, number: str, name: str) -> None:
        super().__init__(
            f"Nomor inventaris {number} sudah dipakai ({name}).",
            remedy="Pakai nomor lain.",
        )


class UnknownAssetClass(Refusal):
    """The policy in force has no such class."""

    def __init__(self, key: str, known: Sequence[str]) -> None:
        super().__init__(
            f"Golongan aset {key} tidak ada dalam kebijakan [aset] (yang ada: {', '.join(known)}).",
            remedy="Pakai salah satunya, atau tambahkan di kebijakan [aset.golongan].",
        )


class AssetBelowThreshold(Refusal):
    """What costs so little is an expense, by policy."""

    def __init__(self, number: str, amount: Decimal, pieces: int, least: Decimal) -> None:
        each = f"Rp{format_rupiah(amount)} untuk {pieces} buah" if pieces > 1 else ""
        super().__init__(
            f"Barang {number} ({each or f'Rp{format_rupiah(amount)}'}) di bawah batas aset menurut"
            f" kebijakan: Rp{format_rupiah(least)} sebuah.",
            remedy="Catat sebagai beban dengan 'koperasi kas bayar', lalu bila perlu daftarkan"
            " tanpa nilai dengan 'koperasi aset titip'.",
        )


class AssetWornOut(Refusal):
    """What was written down and the residual value are more than the cost together."""

    def __init__(self, number: str, amount: Decimal, worn: Decimal, residual: Decimal) -> None:
        super().__init__(
            f"Aset {number}: akumulasi penyusutan Rp{format_rupiah(worn)} ditambah nilai residu"
            f" Rp{format_rupiah(residual)} melebihi harga perolehan Rp{format_rupiah(amount)}.",
            remedy="Periksa angkanya; nilai residu aset yang sudah habis disusutkan adalah nol.",
        )


class AssetAccountWrong(Refusal):
    """The other side of an asset's entry is an account of the wrong kind."""

    def __init__(self, account: str, roots: Sequence[str]) -> None:
        super().__init__(
            f"Akun {account} tidak dapat dipakai di sini; yang diperlukan akun"
            f" {' atau '.join(roots)}.",
            remedy="Pilih akun lain dari 'koperasi laporan bagan-akun'.",
        )


class LandDoesNotWear(Refusal):
    """What was written down of land, which does not wear."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Aset {number} dari golongan yang tidak disusutkan, padahal disebut akumulasi"
            " penyusutannya.",
            remedy="Pilih golongan lain, atau hapus akumulasinya.",
        )


class AssetNotHeld(Refusal):
    """An old asset is to be taken out of a plain account that holds less."""

    def __init__(self, account: str, amount: Decimal, held: Decimal) -> None:
        super().__init__(
            f"Rp{format_rupiah(abs(amount))} tidak dapat dipindahkan dari {account}: saldonya"
            f" Rp{format_rupiah(abs(held))}.",
            remedy="Periksa jumlahnya, dan akun tempat saldo awal memuat aset itu.",
        )


class AssetTooEarly(Refusal):
    """An event is dated before the last one of the thing."""

    def __init__(self, number: str, day: date, earliest: date) -> None:
        super().__init__(
            f"Barang {number}: tanggal {day_name(day)} mendahului kejadian terakhirnya"
            f" ({day_name(earliest)}).",
            remedy="Periksa tanggalnya; bila penyusutan terlanjur dijalankan, balik dahulu"
            " penyusutan itu.",
        )


class AssetGone(Refusal):
    """The thing is not there any more."""

    def __init__(self, number: str, day: date) -> None:
        super().__init__(
            f"Barang {number} sudah tidak ada lagi sejak {day_name(day)}.",
            remedy="Periksa nomornya dengan 'koperasi aset daftar'.",
        )


class AssetTooMany(Refusal):
    """More pieces leave than there are."""

    def __init__(self, number: str, wanted: int, there: int) -> None:
        super().__init__(
            f"Barang {number} hanya {there} buah, kurang dari {wanted}.",
            remedy="Periksa banyaknya.",
        )


class AssetNotMonthEnd(Refusal):
    """Assets are written down on the last day of the month."""

    def __init__(self, month: str, day: date) -> None:
        super().__init__(
            f"Penyusutan {month_name(month)} bertanggal {day_name(day)}.",
            remedy="Pakai hari terakhir bulan itu.",
        )


class AssetMonthTwice(Refusal):
    """The asset was written down for this month, or a later one."""

    def __init__(self, number: str, month: str, done: str) -> None:
        super().__init__(
            f"Penyusutan {number} {month_name(month)} sudah dicatat (terakhir {month_name(done)}).",
            remedy="Tidak perlu dicatat lagi; bila keliru, balik dahulu dari bulan yang terakhir.",
        )


class NothingToDepreciate(Refusal):
    """The asset does not wear, is not in use yet, or is written down already."""

    def __init__(self, number: str, month: str) -> None:
        super().__init__(
            f"Tidak ada penyusutan {number} untuk {month_name(month)}.",
            remedy="Tidak ada yang perlu dicatat.",
        )
