"""What is refused of aid that the cooperative keeps for others."""

from collections.abc import Sequence
from datetime import date

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.quantities import format_quantity
from koperasi_ledger.rules.dates import day_name


class NotAnAidLocation(Refusal):
    """The policy in force has no such location for aid."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            f"Lokasi {name} tidak ada di kebijakan [bantuan] (yang ada: {', '.join(known)}).",
            remedy="Pakai salah satunya, atau tambahkan di kebijakan [bantuan].",
        )


class AidProgrammeExists(Refusal):
    """A programme of this name is known."""

    def __init__(self, programme: str) -> None:
        super().__init__(
            f"Program bantuan {programme} sudah ada.",
            remedy="Pakai kunci lain, misalnya dengan tahun dan tahapnya.",
        )


class UnknownAidProgramme(Refusal):
    """There is no such programme."""

    def __init__(self, programme: str, known: Sequence[str]) -> None:
        listed = ", ".join(known) or "belum ada"
        super().__init__(
            f"Program bantuan {programme} tidak dikenal (yang ada: {listed}).",
            remedy="Periksa kuncinya, atau buka dengan 'koperasi bantuan program'.",
        )


class AidProgrammeEnded(Refusal):
    """The programme is closed."""

    def __init__(self, programme: str, closed: date) -> None:
        super().__init__(
            f"Program bantuan {programme} sudah ditutup pada {day_name(closed)}.",
            remedy="Buka program baru, atau balik dahulu penutupannya.",
        )


class UnknownAidItem(Refusal):
    """The programme hands out no such thing."""

    def __init__(self, programme: str, item: str, known: Sequence[str]) -> None:
        super().__init__(
            f"Program {programme} tidak memuat {item} (yang ada: {', '.join(known)}).",
            remedy="Periksa barangnya; program baru untuk barang lain.",
        )


class AidWrongSide(Refusal):
    """Goods through a cash account, or money through a location."""

    def __init__(self, programme: str, item: str, *, money: bool) -> None:
        what = "uang" if money else "barang"
        way = "kas atau bank (--kas)" if money else "lokasi (--lokasi)"
        super().__init__(
            f"{item} dari program {programme} adalah {what} dan dicatat lewat {way}.",
            remedy="Pisahkan uang dan barang menjadi dua catatan.",
        )


class AidValueMissing(Refusal):
    """Goods that are a liability came without a value."""

    def __init__(self, programme: str, item: str) -> None:
        super().__init__(
            f"Nilai {item} belum diisi, padahal program {programme} dicatat sebagai liabilitas.",
            remedy="Isi nilainya menurut berita acara serah terima dari pemberi bantuan.",
        )


class AidNotInStore(Refusal):
    """More aid would leave than there is."""

    def __init__(self, item: str, place: str, wanted: int, held: int, unit: str) -> None:
        super().__init__(
            f"Bantuan {item} di {place} tidak cukup: perlu {format_quantity(wanted)} {unit}, yang"
            f" ada {format_quantity(held)} {unit}.",
            remedy="Catat dahulu penerimaan atau pemindahannya, atau periksa banyaknya.",
        )


class NotABeneficiary(Refusal):
    """Somebody is not on the list of the programme, or not for this item."""

    def __init__(self, programme: str, beneficiary: str, item: str) -> None:
        super().__init__(
            f"Penerima {beneficiary} tidak ada di daftar program {programme} untuk {item}.",
            remedy="Periksa nomornya; penggantian penerima menurut berita acara musyawarah desa"
            " dicatat dahulu di daftar.",
        )


class AidReceivedAlready(Refusal):
    """The beneficiary got all of it before."""

    def __init__(self, beneficiary: str, item: str, day: date, ref: str) -> None:
        super().__init__(
            f"Penerima {beneficiary} sudah menerima {item} pada {day_name(day)} ({ref}).",
            remedy="Bantuan tidak disalurkan dua kali; balik dahulu penyaluran itu bila keliru.",
        )


class AboveAllotment(Refusal):
    """More would be handed out to somebody than the list says."""

    def __init__(self, beneficiary: str, item: str, wanted: int, left: int, unit: str) -> None:
        super().__init__(
            f"Jatah {item} penerima {beneficiary} tinggal {format_quantity(left)} {unit}, kurang"
            f" dari {format_quantity(wanted)} {unit}.",
            remedy="Salurkan paling banyak jatahnya.",
        )


class RepresentativeRefused(Refusal):
    """The policy does not let somebody else receive for a beneficiary."""

    def __init__(self, beneficiary: str) -> None:
        super().__init__(
            f"Bantuan untuk penerima {beneficiary} tidak boleh diwakilkan menurut kebijakan"
            " [bantuan].",
            remedy="Salurkan kepada penerimanya sendiri, atau ubah boleh_diwakilkan.",
        )


class AllottedTooLittle(Refusal):
    """The list would give somebody less than was handed out already."""

    def __init__(self, beneficiary: str, item: str, allotted: int, taken: int) -> None:
        super().__init__(
            f"Jatah {item} penerima {beneficiary} tidak dapat menjadi {format_quantity(allotted)}:"
            f" yang sudah diterima {format_quantity(taken)}.",
            remedy="Isi jatah paling sedikit sebanyak yang sudah diterima.",
        )


class AidLeft(Refusal):
    """A programme is closed while something of it is left."""

    def __init__(self, programme: str, item: str, left: int, unit: str) -> None:
        super().__init__(
            f"Program bantuan {programme} belum dapat ditutup: masih ada {item}"
            f" {format_quantity(left)} {unit}.",
            remedy="Salurkan, kembalikan kepada pemberi, atau catat susutnya dengan berita acara.",
        )
