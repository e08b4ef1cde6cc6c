"""What the workflows refuse: books that cannot be opened, files that cannot be read."""

from koperasi_ledger.model.errors import Refusal


class NotABook(Refusal):
    """The folder holds no book."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"Folder {folder} bukan buku koperasi: tidak ada koperasi.toml.",
            remedy="Tunjuk folder buku dengan -C FOLDER, atau buat baru dengan"
            " 'koperasi baru FOLDER'.",
        )


class BadSettings(Refusal):
    """koperasi.toml cannot be read or holds an unknown or wrong value."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(
            f"Pengaturan tidak dapat dibaca: {detail}.",
            where=path,
            remedy="Perbaiki berkas itu; contohnya dibuat oleh 'koperasi baru'.",
        )


class FolderNotEmpty(Refusal):
    """A new book is asked for in a folder that holds something."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"Folder {folder} sudah berisi.",
            remedy="Pilih folder baru atau yang kosong.",
        )


class CannotWrite(Refusal):
    """A file of the book cannot be written."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(
            f"Tidak dapat ditulis: {detail}.",
            where=path,
            remedy="Periksa ruang disk dan izin folder. Yang sudah tercatat tetap aman; teks buku"
            " dilengkapi saat perintah berikutnya.",
        )


class CannotRead(Refusal):
    """A file given on the command line cannot be read."""

    def __init__(
        self, path: str, detail: str, remedy: str = "Periksa nama dan izin berkasnya."
    ) -> None:
        super().__init__(f"Tidak dapat dibaca: {detail}.", where=path, remedy=remedy)


class NotUtf8(CannotRead):
    """A file of text is encoded otherwise, or is no text at all."""

    def __init__(self, path: str) -> None:
        super().__init__(
            path,
            "isinya bukan teks UTF-8",
            remedy="Buka di penyunting teks (misalnya Notepad) dan simpan ulang dengan pengodean"
            " UTF-8; lembar kerja atau dokumen tidak dapat dipakai di sini.",
        )


class NotJsonLines(Refusal):
    """A line of an events file is no JSON object."""

    def __init__(self, where: str, detail: str) -> None:
        super().__init__(
            f"Bukan objek JSON: {detail}.",
            where=where,
            remedy='Tulis satu peristiwa per baris, misalnya {"kind": "…", "date": "…",'
            ' "ref": "…", …}; bentuknya ada di "koperasi skema".',
        )


class UnknownKind(Refusal):
    """An event names a kind that does not exist."""

    def __init__(self, where: str, kind: str, nearest: str) -> None:
        super().__init__(
            f"Jenis peristiwa {kind} tidak dikenal.{nearest}",
            where=where,
            remedy="Daftar jenis ada di 'koperasi skema'.",
        )


class WrongField(Refusal):
    """A field of an event is wrong, missing or unknown."""

    def __init__(self, where: str, field: str, problem: str, remedy: str) -> None:
        place = f"{where}, {field}" if field else where
        super().__init__(problem, where=place, remedy=remedy)


class TextDiffers(Refusal):
    """The text does not hold what the journal holds, so it may not replace it."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"Teks peristiwa tidak memuat seluruh jurnal: {detail}.",
            remedy="Basis data yang ada lebih lengkap; pakai 'koperasi bangun' untuk mencetak ulang"
            " teksnya, atau tambahkan --ganti bila basis data itu memang harus dibuang.",
        )


class NoEventsText(Refusal):
    """There are no events files to rebuild from."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"Tidak ada berkas peristiwa di {folder}/events.",
            remedy="Pulihkan folder events dari cadangan.",
        )


class BadEventsText(Refusal):
    """A line of the events text is not as the journal printed it."""

    def __init__(self, where: str, detail: str) -> None:
        super().__init__(
            f"Teks peristiwa rusak atau diubah: {detail}.",
            where=where,
            remedy="Pulihkan berkas itu dari cadangan.",
        )


class DatabaseNotEmpty(Refusal):
    """The events text is to be read into a PostgreSQL database that has events."""

    def __init__(self, events: int) -> None:
        super().__init__(
            f"Basis data PostgreSQL itu sudah berisi {events} peristiwa.",
            remedy="Buat basis data baru yang kosong, tulis alamatnya di koperasi.toml, lalu"
            " ulangi; untuk mencetak ulang teks dari basis data itu pakai 'koperasi bangun'.",
        )
