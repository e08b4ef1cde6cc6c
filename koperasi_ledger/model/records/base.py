"""What every record is: small, frozen, without behaviour, found by its kind and a key."""

from decimal import Decimal
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict

# Records are written only by rules, from values that events have already checked; JSON brings the
# decimals back as text.
Money = Annotated[Decimal, BeforeValidator(Decimal)]
"""An amount in rupiah."""


class Record(BaseModel):
    """The common shape of all records; `kind` names the record kind in the database."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    kind: ClassVar[str]
    seldom: ClassVar[bool] = False
    """Whether it is written once and seldom read again: a batch lets go of it once it is stored."""

    @property
    def key(self) -> str:
        """What tells this record from others of its kind; `-` where there is only one."""
        return "-"

    def stored(self) -> str:
        """The record as the database holds it: JSON without the fields that are at their default.

        So a field that a later version adds, with a default, leaves the rows of old books as they
        are; a default is therefore never changed.
        """
        return self.model_dump_json(exclude_defaults=True)

    def updated(self, **changes: object) -> Self:
        """The record with some fields replaced, by values the rules have already checked.

        Does what pydantic's `model_copy` does, at a fifth of its time: it runs for every event.
        """
        copy = self.__class__.__new__(self.__class__)
        set_slot = object.__setattr__
        set_slot(copy, "__dict__", {**self.__dict__, **changes})
        set_slot(copy, "__pydantic_fields_set__", self.__pydantic_fields_set__)
        set_slot(copy, "__pydantic_extra__", None)
        set_slot(copy, "__pydantic_private__", None)
        return copy
