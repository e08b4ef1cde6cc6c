"""The answers of a health assessment's questionnaires."""

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, Part
from koperasi_ledger.model.events.years import BookYear
from koperasi_ledger.model.fields import Key, Text

Questions = Annotated[int, Field(ge=0, le=1000)]


class HealthAnswer(Part):
    """How many of a questionnaire's questions were answered yes."""

    questionnaire: Key
    yes: Questions
    of: Annotated[int, Field(ge=1, le=1000)]

    @model_validator(mode="after")
    def _within(self) -> "HealthAnswer":
        if self.yes > self.of:
            raise ValueError("jawaban ya (yes) melebihi banyaknya pertanyaan (of)")
        return self


class HealthAnswered(Event):
    """Questionnaires of a year were answered; the same one answered later replaces the answer."""

    title: ClassVar[str] = "Jawaban penilaian kesehatan"
    keeps_before: ClassVar[bool] = True
    kind: Literal["health_answered"] = "health_answered"
    year: BookYear
    assessor: Text | None = None
    answers: Annotated[tuple[HealthAnswer, ...], Field(min_length=1, max_length=100)]

    @model_validator(mode="after")
    def _each_once(self) -> "HealthAnswered":
        keys = [answer.questionnaire for answer in self.answers]
        if len(keys) != len(set(keys)):
            raise ValueError("setiap kuesioner dijawab satu kali")
        return self


HealthEvent: TypeAlias = HealthAnswered
