"""What was answered to the questionnaires of a year's health assessment."""

from datetime import date
from typing import ClassVar, NamedTuple

from koperasi_ledger.model.records.base import Record


class Answered(NamedTuple):
    """A questionnaire as answered on a day: yes to so many questions."""

    questionnaire: str
    day: date
    yes: int
    of: int


class HealthAnswers(Record):
    """The newest answers of a year; key is the year."""

    kind: ClassVar[str] = "jawaban-kesehatan"
    year: int
    answers: tuple[Answered, ...]

    @property
    def key(self) -> str:
        """The year."""
        return str(self.year)
