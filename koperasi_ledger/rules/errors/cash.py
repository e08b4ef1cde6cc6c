"""What is refused of cash and bank accounts: opening them, moving money between them."""

from collections.abc import Sequence

from koperasi_ledger.model.errors import Refusal


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


class SameAccount(Refusal):
    """A transfer from an account to itself."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"Uang titipan itu sudah berada di {key}; pemindahan dari atau ke {key} sendiri tidak"
            " mungkin.",
            remedy="Isi kas atau rekening lain yang menjadi asal atau tujuan uangnya.",
        )
