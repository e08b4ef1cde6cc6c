"""What is refused of reversals."""

from collections.abc import Sequence
from datetime import date

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.rules.dates import day_name


class UnknownRef(Refusal):
    """A reversal names a ref that is not in the journal."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"Tidak ada peristiwa dengan ref {ref}.",
            remedy="Periksa ref-nya di 'koperasi laporan jurnal'.",
        )


class ReversedTwice(Refusal):
    """An event is reversed once only."""

    def __init__(self, ref: str, by: str) -> None:
        super().__init__(
            f"{ref} sudah dibalik oleh {by}.",
            remedy="Bila pembalikan itu keliru, catat ulang peristiwa aslinya dengan ref baru.",
        )


class NotReversible(Refusal):
    """This kind of event is never reversed."""

    def __init__(self, ref: str, title: str, remedy: str) -> None:
        super().__init__(f"{title} ({ref}) tidak dapat dibalik.", remedy=remedy)


class DependedOn(Refusal):
    """Later events rest on the one to be reversed; `later` are their refs."""

    def __init__(self, ref: str, later: Sequence[str]) -> None:
        self.later = tuple(later)
        shown = ", ".join(later[:10])
        more = f" dan {len(later) - 10} lainnya" if len(later) > 10 else ""
        super().__init__(
            f"{ref} tidak dapat dibalik karena peristiwa sesudahnya bergantung padanya:"
            f" {shown}{more}.",
            remedy="Balik dahulu peristiwa itu, dari yang terakhir, atau catat perubahan baru.",
        )


class ReversalBeforeOriginal(Refusal):
    """A reversal is dated before the event it reverses."""

    def __init__(self, ref: str, day: date) -> None:
        super().__init__(
            f"Pembalikan {ref} tidak boleh mendahului tanggal aslinya, {day_name(day)}.",
            remedy="Pakai tanggal yang sama atau sesudahnya.",
        )
