"""What is refused of the organisation's books."""

from datetime import date

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.rules.dates import day_name


class UnknownOfficer(Refusal):
    """Nobody was appointed under this number."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Tidak ada pengangkatan bernomor {number}.",
            remedy="Lihat nomornya dengan 'koperasi organisasi daftar'.",
        )


class OfficerExists(Refusal):
    """The number of an appointment is taken."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Nomor pengangkatan {number} sudah dipakai.",
            remedy="Pakai nomor lain, atau biarkan nomornya dibuat sendiri.",
        )


class OfficerServes(Refusal):
    """The same person is appointed to the same position while serving in it."""

    def __init__(self, number: str, position: str) -> None:
        super().__init__(
            f"Orang itu masih menjabat sebagai {position} ({number}).",
            remedy="Catat dahulu akhir jabatannya dengan 'koperasi organisasi berhenti'.",
        )


class OfficerMustBeMember(Refusal):
    """Pengurus and pengawas are members."""

    def __init__(self, board: str) -> None:
        super().__init__(
            f"Nomor anggota {board} belum disebut; {board} dipilih dari anggota (UU 25/1992).",
            remedy="Sebutkan nomor anggotanya; bila belum terdaftar, catat dahulu sebagai anggota.",
        )


class OfficerEndedAlready(Refusal):
    """The service ended before, or would end before it began."""

    def __init__(self, number: str, appointed: date, ended: date | None) -> None:
        known = (
            f"sudah berakhir {day_name(ended)}"
            if ended is not None
            else f"baru dimulai {day_name(appointed)}"
        )
        super().__init__(
            f"Jabatan {number} {known}.",
            remedy="Periksa nomor dan tanggalnya dengan 'koperasi organisasi daftar'.",
        )


class MeetingExists(Refusal):
    """The number of a meeting is taken."""

    def __init__(self, number: str, name: str) -> None:
        super().__init__(
            f"Nomor rapat {number} sudah dipakai ({name}).",
            remedy="Pakai nomor lain.",
        )


class NoQuorum(Refusal):
    """A meeting decided something without enough people."""

    def __init__(self, number: str, present: int, needed: int) -> None:
        super().__init__(
            f"Rapat {number} dihadiri {present} orang, padahal kuorumnya {needed}; rapat itu tidak"
            " dapat mengambil keputusan.",
            remedy="Catat rapatnya tanpa keputusan, lalu rapat berikutnya dengan kuorum menurut"
            " AD/ART.",
        )


class DecisionNumberTaken(Refusal):
    """Another meeting of the same body has a decision of this number."""

    def __init__(self, number: str, meeting: str) -> None:
        super().__init__(
            f"Keputusan bernomor {number} sudah ada, dari rapat {meeting}.",
            remedy="Periksa nomor keputusannya.",
        )


class UnknownNote(Refusal):
    """No note of the secretary's books has this ref."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"Tidak ada catatan dengan ref {ref}.",
            remedy="Lihat ref-nya dengan 'koperasi organisasi daftar --catatan'.",
        )


class AnsweredAlready(Refusal):
    """The note has its answer."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"Catatan {ref} sudah mempunyai tanggapan.",
            remedy="Balik dahulu tanggapan itu bila keliru.",
        )


class AnswerTooEarly(Refusal):
    """An answer is dated before what it answers."""

    def __init__(self, ref: str, day: date, noted: date) -> None:
        super().__init__(
            f"Tanggapan {day_name(day)} mendahului catatan {ref} ({day_name(noted)}).",
            remedy="Periksa tanggalnya.",
        )
