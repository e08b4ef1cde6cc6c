"""Every way a workbook is refused before a bank's layout is looked for in it."""

from koperasi_ledger.importers.errors import DOWNLOAD_AGAIN, StatementRefusal, shown

_SHORTER = "Unduh mutasi untuk periode yang lebih pendek, misalnya sebulan."


def thousands(number: int) -> str:
    """A count in a message, as Indonesians write it: 20.000."""
    return f"{number:_}".replace("_", ".")


class WorkbookTooLarge(StatementRefusal):
    """It unpacks to far more than it is, or holds more cells than any statement."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"Buku kerja Excel ini terlalu besar bila dibuka: {detail}.", remedy=_SHORTER
        )


class BadWorkbook(StatementRefusal):
    """It is damaged, or holds something that no statement of a bank holds."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"Buku kerja Excel ini tidak dapat dibaca: {detail}.", remedy=DOWNLOAD_AGAIN
        )


class FormulaCell(StatementRefusal):
    """A cell is calculated: a bank prints its figures, so somebody has worked in the file."""

    def __init__(self, row: int, sheet: str) -> None:
        super().__init__(
            f"Lembar “{shown(sheet)}” berisi rumus; mutasi dari bank hanya berisi nilai.",
            row=row,
            remedy=DOWNLOAD_AGAIN,
        )


class PasswordNeeded(StatementRefusal):
    """The workbook is encrypted and no password was given."""

    def __init__(self) -> None:
        super().__init__(
            "Buku kerja Excel ini bersandi.",
            remedy="Berikan sandinya dengan --sandi - (lalu ketik sandinya, tidak tampil di layar)."
            " Sandi e-statement dijelaskan di surel atau aplikasi bank.",
        )


class WrongPassword(StatementRefusal):
    """The workbook is encrypted with another password."""

    def __init__(self) -> None:
        super().__init__(
            "Sandi buku kerja Excel ini salah.",
            remedy="Periksa huruf besar, huruf kecil dan angkanya, lalu coba lagi.",
        )


class UnknownEncryption(StatementRefusal):
    """It is encrypted in a way that Excel does not, or that would take minutes to try."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"Cara penyandian buku kerja Excel ini tidak dapat dibuka: {detail}.",
            remedy="Buka di Excel dengan sandinya, simpan tanpa sandi dengan nama lain, lalu impor "
            "file itu; atau unduh mutasi sebagai CSV.",
        )
