"""What recording by hand refuses before any rule is asked."""

from collections.abc import Sequence

from koperasi_ledger.model.errors import Refusal


class RecordedTwice(Refusal):
    """The same event stands in the journal already."""

    def __init__(self, title: str, ref: str) -> None:
        super().__init__(
            f"Sudah ada {title[:1].lower()}{title[1:]} yang sama ({ref}); tidak ada yang dicatat.",
            remedy="Bila memang terjadi dua kali, ulangi dengan --lagi atau dengan --ref baru.",
        )


class WaitsInTitipan(Refusal):
    """The bank statement brought this very money already; it waits to be explained."""

    def __init__(self, ref: str, amount: str, day: str) -> None:
        super().__init__(
            f"Rekening koran sudah membawa Rp{amount} tanggal {day} yang menunggu dikenali ({ref});"
            " tidak ada yang dicatat.",
            remedy=f"Jelaskan baris itu dengan 'koperasi bank tinjau {ref}'; bila ini memang uang"
            " lain, ulangi dengan --lagi atau dengan --ref baru.",
        )


class NotText(Refusal):
    """Bytes that are no text in the encoding of the terminal."""

    def __init__(self, label: str) -> None:
        super().__init__(
            "Isinya bukan teks yang utuh.",
            remedy="Ketik ulang dengan papan ketik, jangan ditempel dari program lain.",
            where=label,
        )


class SplitDiffers(Refusal):
    """The parts of a receipt or payment do not add up to its amount."""

    def __init__(self, amount: str, parts: str) -> None:
        super().__init__(
            f"Jumlah Rp{amount} berbeda dari jumlah rinciannya, Rp{parts}.",
            remedy="Cocokkan JUMLAH dengan seluruh --rinci.",
        )


class BadPart(Refusal):
    """A part is not written as ACCOUNT=AMOUNT."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} bukan AKUN=JUMLAH.",
            remedy="Tulis misalnya 6113=150000 atau Beban:Usaha:ListrikAir=150000.",
        )


class BadHeir(Refusal):
    """An heir is not written as Name:relation."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"Ahli waris {text!r} tidak lengkap.",
            remedy='Tulis nama dan hubungannya, misalnya --ahli-waris "Siti Contoh:istri".',
        )


class BadDay(Refusal):
    """A day or month on the command line cannot be read."""

    def __init__(self, text: str, shape: str, example: str) -> None:
        super().__init__(f"{text!r} bukan {shape}.", remedy=f"Tulis seperti {example}.")


class AccountNotFound(Refusal):
    """No account has this name, code or ending."""

    def __init__(self, text: str, nearest: Sequence[str]) -> None:
        hint = f" Maksudnya {' atau '.join(nearest)}?" if nearest else ""
        super().__init__(
            f"Akun {text} tidak ada dalam bagan akun.{hint}",
            remedy="Cari nama atau kodenya dengan 'koperasi kas akun'.",
        )


class AccountAmbiguous(Refusal):
    """Several accounts end this way."""

    def __init__(self, text: str, found: Sequence[str]) -> None:
        super().__init__(
            f"Akun {text} bermakna ganda: {', '.join(found)}.",
            remedy="Tulis nama lengkap atau kodenya.",
        )


class BadRecorder(Refusal):
    """The name of the person who records holds what no line of text holds."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            f"Nama pencatat (KOPERASI_PENGGUNA) tidak dapat dipakai: {problem}.",
            remedy="Isi dengan satu baris teks biasa, misalnya nama bendahara.",
        )


class NeedsConsent(Refusal):
    """Something that wants a yes is run without a terminal."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} memerlukan persetujuan.",
            remedy="Jalankan di terminal, atau tambahkan --ya bila sudah diperiksa.",
        )


class BadDatabase(Refusal):
    """The database of a new book is neither a file name nor a PostgreSQL URL."""

    def __init__(self) -> None:
        super().__init__(
            "Basis data harus nama berkas di folder buku, atau alamat postgresql://….",
            remedy="Misalnya jurnal.db, atau postgresql://pengguna@server/buku.",
        )


class BadToml(Refusal):
    """A TOML file is not TOML."""

    def __init__(self, where: str, detail: str) -> None:
        super().__init__(
            f"Bukan TOML yang benar: {detail}.",
            where=where,
            remedy='Periksa tanda petik, kurung siku dan tanda =; contohnya: pokok = "100000".',
        )


class WrongEntry(Refusal):
    """A value in a TOML file is wrong, missing or unknown."""

    def __init__(self, where: str, problem: str, remedy: str) -> None:
        super().__init__(problem, where=where, remedy=remedy)


class StillExample(Refusal):
    """The untouched template was handed in."""

    def __init__(self, where: str, remedy: str) -> None:
        super().__init__(
            "Berkas ini masih contoh: isinya belum diputuskan oleh pengurus.",
            where=where,
            remedy=remedy,
        )
