"""What a plan of distribution is refused for, and how the pengurus mend it."""

from collections.abc import Sequence
from decimal import Decimal
from difflib import get_close_matches

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import format_rupiah


class NothingToShare(Refusal):
    """A loss, or no surplus at all: UU 25/1992 Ps. 45 shares only what is left after all costs."""

    def __init__(self, total: Decimal) -> None:
        what = (
            f"Tahun ini rugi Rp{format_rupiah(-total)}; tidak ada SHU yang dapat dibagi."
            if total < 0
            else "SHU tahun ini nol; tidak ada yang dapat dibagi."
        )
        super().__init__(
            what,
            where="shu",
            remedy="Menurut UU 25/1992 Pasal 45, SHU adalah pendapatan sesudah dikurangi seluruh"
            " biaya, penyusutan dan pajak. Kerugian ditutup dengan dana cadangan dan sisanya dibawa"
            " ke tahun berikutnya; baru sesudah itu ada pembagian.",
        )


class NothingFromMembers(Refusal):
    """Only member-sourced SHU is shared, and there is none."""

    def __init__(self, total: Decimal, goes_to: str) -> None:
        super().__init__(
            f"Seluruh SHU Rp{format_rupiah(total)} berasal dari non-anggota, dan bagian itu tidak"
            " dibagikan kepada anggota.",
            where="dari_anggota",
            remedy=f"Seluruhnya masuk {goes_to}. Bila rapat anggota memutuskan membagikannya juga,"
            ' tulis "bagikan_non_anggota": true.',
        )


class SourceMissing(Refusal):
    """Member and non-member SHU must be told apart, and the plan does not say how much is which."""

    def __init__(self) -> None:
        super().__init__(
            "Bagian SHU yang berasal dari anggota belum diisi.",
            where="dari_anggota",
            remedy="Isi jumlahnya; tanpa itu hanya dapat dihitung bila"
            ' "bagikan_non_anggota": true.',
        )


class SourceTooLarge(Refusal):
    """The part is larger than the whole: the non-member business made a loss."""

    def __init__(self, part: Decimal, total: Decimal) -> None:
        super().__init__(
            f"SHU dari anggota Rp{format_rupiah(part)} melebihi SHU seluruhnya"
            f" Rp{format_rupiah(total)}.",
            where="dari_anggota",
            remedy="Bila usaha dengan non-anggota rugi, ruginya mengurangi dahulu SHU dari anggota:"
            f" tulis paling banyak {total}.",
        )


class SourceNegative(Refusal):
    """The member business made a loss that the rest made good."""

    def __init__(self, part: Decimal) -> None:
        super().__init__(
            f"SHU dari anggota negatif: -Rp{format_rupiah(-part)}.",
            where="dari_anggota",
            remedy='Usaha dengan anggota rugi, jadi bagiannya "0"; ruginya sudah mengurangi SHU'
            " seluruhnya.",
        )


class NoPools(Refusal):
    """A plan without a single pool."""

    def __init__(self) -> None:
        super().__init__(
            "Alokasi kosong.",
            where="alokasi",
            remedy="Isi paling sedikit satu pos; jumlah persennya harus 100.",
        )


class PercentagesNot100(Refusal):
    """The percentages do not add up to 100."""

    def __init__(self, total: Decimal) -> None:
        gap = total - 100
        super().__init__(
            f"Jumlah persen {percent(total)}%, bukan 100%:"
            f" {'lebih' if gap > 0 else 'kurang'} {percent(abs(gap))}.",
            where="alokasi",
            remedy="Ubah persen pos-posnya sesuai AD/ART atau keputusan rapat anggota sampai"
            " jumlahnya tepat 100.",
        )


class OthersNot100(Refusal):
    """The percentages of the SHU earned from non-members do not add up to 100."""

    def __init__(self, total: Decimal) -> None:
        gap = total - 100
        super().__init__(
            f"Jumlah persen_non_anggota {percent(total)}%, bukan 100%:"
            f" {'lebih' if gap > 0 else 'kurang'} {percent(abs(gap))}.",
            where="alokasi",
            remedy="Ubah persen_non_anggota pos-pos dana sampai jumlahnya tepat 100, atau hapus"
            " semuanya: SHU dari non-anggota lalu masuk satu dana.",
        )


class OthersForMembers(Refusal):
    """Members are to share what was earned from others, which the plan keeps from them."""

    def __init__(self, pool: str) -> None:
        super().__init__(
            "Pos untuk anggota tidak menerima SHU dari non-anggota.",
            where=f"alokasi, pos {pool}",
            remedy="Hapus persen_non_anggota di pos ini; bila rapat anggota membagikan seluruh SHU"
            ' dengan persen yang sama, tulis "bagikan_non_anggota": true tanpa persen_non_anggota.',
        )


class OthersSaidTwice(Refusal):
    """Two settings say what becomes of the SHU earned from non-members."""

    def __init__(self, setting: str, value: str) -> None:
        super().__init__(
            f"{setting} = {value} dan persen_non_anggota sama-sama menentukan ke mana SHU dari"
            " non-anggota.",
            where=setting,
            remedy=f"Pilih salah satu: hapus {setting}, atau hapus persen_non_anggota dari semua"
            " pos.",
        )


class PoolTwice(Refusal):
    """Two pools have one name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Pos {name} tercantum lebih dari satu kali.",
            where="alokasi",
            remedy="Gabungkan menjadi satu pos, atau beri nama yang berbeda.",
        )


class BaseMissing(Refusal):
    """A pool for members does not say by what it is shared."""

    def __init__(self, pool: str) -> None:
        super().__init__(
            "Pos untuk anggota tidak menyebut dasar pembagiannya.",
            where=f"alokasi, pos {pool}",
            remedy='Isi dasar, misalnya "dasar": "modal"; atau "tujuan": "dana" bila pos ini tidak'
            " dibagikan kepada anggota.",
        )


class BaseOfFund(Refusal):
    """A fund is shared among nobody, so it has no base."""

    def __init__(self, pool: str, base: str) -> None:
        super().__init__(
            f"Pos dana tidak dibagi menurut dasar, tetapi di sini tertulis {base}.",
            where=f"alokasi, pos {pool}",
            remedy='Hapus dasar itu, atau tulis "tujuan": "anggota".',
        )


class NotAFund(Refusal):
    """Money is sent to something that is no fund of the plan."""

    def __init__(self, field: str, name: str, funds: Sequence[str]) -> None:
        listed = ", ".join(funds) or "tidak ada"
        super().__init__(
            f"{name} bukan pos dana dalam alokasi ini.",
            where=field,
            remedy=f"Pilih salah satu pos dengan tujuan dana: {listed}.",
        )


class UnitNotWhole(Refusal):
    """Shares are whole rupiah."""

    def __init__(self, unit: Decimal) -> None:
        super().__init__(
            f"Satuan pembulatan Rp{format_rupiah(unit)} bukan rupiah bulat.",
            where="pembulatan",
            remedy='Pakai rupiah bulat, misalnya "1", "100" atau "1000".',
        )


class UnitWithoutFund(Refusal):
    """Shares rounded to more than a rupiah leave money that must go somewhere."""

    def __init__(self, unit: Decimal) -> None:
        super().__init__(
            f"Pembulatan ke Rp{format_rupiah(unit)} menyisakan uang yang belum bertuan.",
            where="sisa_ke",
            remedy='Sebut pos dana yang menerima sisanya, misalnya "sisa_ke": "cadangan".',
        )


class MinimumWithoutFund(Refusal):
    """Shares that are too small leave money that must go somewhere."""

    def __init__(self, minimum: Decimal) -> None:
        super().__init__(
            f"Bagian di bawah Rp{format_rupiah(minimum)} tidak dibayarkan, dan uangnya belum"
            " bertuan.",
            where="sisa_ke",
            remedy='Sebut pos dana yang menerimanya, misalnya "sisa_ke": "cadangan".',
        )


class SenWithoutFund(Refusal):
    """A SHU with sen, and every pool belongs to members, who get whole rupiah."""

    def __init__(self, amount: Decimal) -> None:
        super().__init__(
            f"SHU yang dibagi Rp{format_rupiah(amount)} memuat sen, dan tidak ada pos dana yang"
            " dapat menerimanya.",
            where="shu",
            remedy="Tambahkan satu pos dengan tujuan dana, atau bulatkan SHU ke rupiah.",
        )


class FundTooSmall(Refusal):
    """Rounding the other pools up takes more than the fund for the residue has."""

    def __init__(self, fund: str, amount: Decimal) -> None:
        super().__init__(
            f"Pembulatan pos lain melebihi pos {fund} sebesar Rp{format_rupiah(-amount)}.",
            where="sisa_ke",
            remedy="Pilih pos dana yang lebih besar untuk menampung sisa pembulatan.",
        )


class MemberTwice(Refusal):
    """A member stands in the list more than once."""

    def __init__(self, number: str, times: int) -> None:
        super().__init__(
            f"Anggota {number} tercantum {times} kali.",
            where="anggota",
            remedy="Gabungkan menjadi satu; seorang anggota menerima satu bagian.",
        )


class NegativeBase(Refusal):
    """A member's base is below zero."""

    def __init__(self, number: str, base: str, size: Decimal) -> None:
        super().__init__(
            f"Dasar {base} negatif: {size}.",
            where=f"anggota {number}",
            remedy='Periksa angkanya; yang tidak berhak ditulis "0".',
        )


class BaseMisspelt(Refusal):
    """A member has a base that no pool uses, and lacks one that a pool does use."""

    def __init__(self, number: str, unknown: Sequence[str], absent: Sequence[str]) -> None:
        near = get_close_matches(unknown[0], absent, n=1)
        hint = f" Maksudnya {near[0]}?" if near else ""
        super().__init__(
            f"Dasar {', '.join(unknown)} tidak dipakai pos mana pun, sedangkan"
            f" {', '.join(absent)} tidak diisi.{hint}",
            where=f"anggota {number}",
            remedy='Perbaiki ejaannya; bila memang tidak punya, tulis "0".',
        )


class NobodyShares(Refusal):
    """A pool for members, and no member has any of its base; or there is no member at all."""

    def __init__(
        self, pool: str, share: Decimal, base: str, known: Sequence[str], members: int
    ) -> None:
        if not members:
            super().__init__(
                f"{percent(share)}% SHU tidak dapat dibagi: daftar anggota kosong.",
                where=f"alokasi, pos {pool}",
                remedy="Isi anggota yang berhak dengan dasarnya; bila memang tidak ada, rapat"
                " anggota memindahkan persennya ke pos dana.",
            )
            return
        listed = ", ".join(known) or "tidak ada"
        super().__init__(
            f"{percent(share)}% SHU tidak dapat dibagi: jumlah dasar {base} semua anggota nol.",
            where=f"alokasi, pos {pool}",
            remedy=f"Periksa nama dasarnya (yang terisi pada anggota: {listed}); bila tahun ini"
            " memang tidak ada, rapat anggota memindahkan persennya ke pos lain.",
        )


def percent(number: Decimal) -> str:
    """A percentage as a person reads it: `2,5`, `100`."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
