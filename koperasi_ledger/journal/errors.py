"""What the journal refuses, and how it is mended."""

from koperasi_ledger.model.errors import Refusal


class DatabaseFailed(Refusal):
    """The database is at fault, not an event: whoever collects mistakes of a batch stops here."""


class ConflictingRef(Refusal):
    """The ref is in the journal already, with other content."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"Ref {ref} sudah dipakai untuk peristiwa lain.",
            remedy="Peristiwa yang sudah dicatat tidak diubah: pakai ref baru, atau balik yang lama"
            f" dengan 'koperasi balik {ref} --alasan …' lalu catat yang benar.",
        )


class FutureDate(Refusal):
    """The event is dated after the day it is recorded."""

    def __init__(self, day: str, today: str) -> None:
        super().__init__(
            f"Tanggal {day} belum terjadi (hari ini {today}).",
            remedy="Catat pada atau sesudah tanggal itu, atau perbaiki tanggalnya.",
        )


class NoJournal(Refusal):
    """There is no journal at this place."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"Tidak ada buku koperasi di {place}.",
            remedy="Buat dengan 'koperasi baru FOLDER', atau tunjuk foldernya dengan -C FOLDER.",
        )


class NotAJournal(DatabaseFailed):
    """The database is of another program or version, or is damaged."""

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(
            f"Basis data {place} tidak dapat dibaca sebagai jurnal: {detail}.",
            remedy="Pindahkan berkas itu ke tempat lain, lalu bangun ulang dari teks:"
            " koperasi bangun --dari-teks.",
        )


class JournalBusy(DatabaseFailed):
    """Another process holds the write lock for too long."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            f"Buku sedang ditulis proses lain lebih dari {seconds} detik.",
            remedy="Tunggu proses itu selesai, lalu ulangi perintah ini.",
        )


class NoDriver(Refusal):
    """PostgreSQL is asked for, but its driver is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "Basis data PostgreSQL memerlukan paket tambahan.",
            remedy="Pasang dengan: pip install 'koperasi-ledger[postgres]'.",
        )


class NoServer(DatabaseFailed):
    """The PostgreSQL server does not answer."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"Server PostgreSQL tidak dapat dihubungi: {detail}.",
            remedy="Periksa alamat di koperasi.toml dan pastikan servernya berjalan. Perintah yang"
            " sama aman diulang: yang sudah tercatat tidak tercatat dua kali.",
        )


class DiskFull(DatabaseFailed):
    """The database could not be written."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"Basis data tidak dapat ditulis: {detail}.",
            remedy="Periksa ruang disk dan izin folder; tidak ada yang berubah, ulangi sesudahnya.",
        )


class WritesRefused(DatabaseFailed):
    """The database server lets us in but not write, or not read, the tables."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"Basis data menolak perintah: {detail}.",
            remedy="Minta pengelola basis data memberi hak baca dan tulis pada tabel jurnal.",
        )


class JournalGuarded(DatabaseFailed):
    """A trigger of the journal refused: its rows only grow, and a replaced journal not even so."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"Basis data menolak: {detail}.",
            remedy="Tidak ada yang berubah; ulangi perintah ini. Bila tetap ditolak, pembangunan"
            " ulang terhenti di tengah jalan: jalankan lagi koperasi bangun --dari-teks.",
        )


class BrokenChain(Refusal):
    """A stored event does not carry the hash that its content and predecessor give."""

    def __init__(self, seq: int, ref: str) -> None:
        super().__init__(
            f"Rantai jurnal putus pada urutan {seq} ({ref}): isi, waktu, pencatat atau"
            " pendahulunya berubah sesudah dicatat.",
            remedy="Pulihkan dari cadangan; jangan mencatat apa pun sebelum itu.",
        )


class NotReplayable(Refusal):
    """An event of the chain is none that this program could have recorded there."""

    def __init__(self, seq: int, ref: str, detail: str) -> None:
        super().__init__(
            f"Peristiwa urutan {seq} ({ref}) tidak dapat dihitung ulang: {detail}",
            remedy="Pulihkan dari cadangan; jangan mencatat apa pun sebelum itu.",
        )
