"""What is refused of budgets and health questionnaires."""

from datetime import date

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.rules.dates import day_name


class BudgetOutOfOrder(Refusal):
    """A later version of the year's budget exists."""

    def __init__(self, year: int, day: date) -> None:
        super().__init__(
            f"Anggaran {year} sudah diubah pada {day_name(day)}; versi baru tidak dapat"
            " mendahuluinya.",
            remedy="Pakai tanggal yang sama atau sesudahnya, atau balik versi itu dahulu.",
        )


class AnsweredTooEarly(Refusal):
    """Questionnaires of a year that has not begun."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"Kuesioner kesehatan tahun {year} dijawab sebelum tahunnya dimulai.",
            remedy="Periksa tahun dan tanggalnya.",
        )
