"""Policy: what the AD/ART and the RAT decided takes effect."""

from typing import ClassVar, Literal, TypeAlias

from koperasi_ledger.model.events.base import Event
from koperasi_ledger.model.fields import EventDate, Text
from koperasi_ledger.model.policy.document import Policy


class PolicyAdopted(Event):
    """What the AD/ART or the RAT decided, in force from `effective` on."""

    title: ClassVar[str] = "Penetapan kebijakan"
    structural: ClassVar[bool] = True
    kind: Literal["policy_adopted"] = "policy_adopted"
    effective: EventDate
    decision: Text
    policy: Policy


PolicyEvent: TypeAlias = PolicyAdopted
