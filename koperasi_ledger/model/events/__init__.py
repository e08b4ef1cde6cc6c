"""The events: every kind of fact the journal can hold, and how it is read and written as JSON."""

import json
from typing import Any, TypeAlias

from koperasi_ledger.model.events.bank import (
    BankLineAttached,
    BankPaymentUnidentified,
    BankReceiptUnidentified,
    BankReconciled,
    BankStatementProven,
    VirtualAccountAssigned,
)
from koperasi_ledger.model.events.base import Event, MoneyEvent
from koperasi_ledger.model.events.cash import (
    CashAccountOpened,
    CashTransferred,
    PaymentRecorded,
    ReceiptRecorded,
)
from koperasi_ledger.model.events.cooperative import (
    CooperativeFounded,
    EventReversed,
    JournalAdjusted,
    MonthClosed,
    OpeningBalancesRecorded,
    PolicyAdopted,
)
from koperasi_ledger.model.events.members import (
    MemberChanged,
    MemberDeceased,
    MemberJoined,
    MemberPaidOut,
    MemberResigned,
)
from koperasi_ledger.model.events.savings import (
    SavingsDeposited,
    SavingsWithdrawn,
    SimpananPokokPaid,
    SimpananWajibPaid,
)
from koperasi_ledger.model.fields import RECORDED

AnyEvent: TypeAlias = (
    CooperativeFounded
    | PolicyAdopted
    | OpeningBalancesRecorded
    | MemberJoined
    | MemberChanged
    | MemberResigned
    | MemberDeceased
    | MemberPaidOut
    | SimpananPokokPaid
    | SimpananWajibPaid
    | SavingsDeposited
    | SavingsWithdrawn
    | CashAccountOpened
    | ReceiptRecorded
    | PaymentRecorded
    | CashTransferred
    | JournalAdjusted
    | VirtualAccountAssigned
    | BankStatementProven
    | BankReconciled
    | BankReceiptUnidentified
    | BankPaymentUnidentified
    | BankLineAttached
    | EventReversed
    | MonthClosed
)

EVENTS: dict[str, type[AnyEvent]] = {
    cls.model_fields["kind"].default: cls for cls in AnyEvent.__args__
}
"""Every event class by its kind, as the journal names it."""


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(event: AnyEvent) -> bytes:
    """The exact bytes of an event: JSON, keys sorted, no blanks, absent fields left out, UTF-8.

    Two events have the same content exactly when their canonical bytes are equal.
    """
    body = event.model_dump(mode="json", by_alias=True, exclude_none=True)
    return _ENCODER.encode(body).encode()


def from_canonical(body: bytes | str) -> AnyEvent:
    """The event whose canonical bytes are `body`; for bytes that `canonical` wrote.

    Checks that stand only at the door are not made again.
    """
    kind: Any = json.loads(body)["kind"]
    return EVENTS[kind].model_validate_json(body, context=RECORDED)


__all__ = [
    "EVENTS",
    "AnyEvent",
    "BankLineAttached",
    "BankPaymentUnidentified",
    "BankReceiptUnidentified",
    "BankReconciled",
    "BankStatementProven",
    "CashAccountOpened",
    "CashTransferred",
    "CooperativeFounded",
    "Event",
    "EventReversed",
    "JournalAdjusted",
    "MemberChanged",
    "MemberDeceased",
    "MemberJoined",
    "MemberPaidOut",
    "MemberResigned",
    "MoneyEvent",
    "MonthClosed",
    "OpeningBalancesRecorded",
    "PaymentRecorded",
    "PolicyAdopted",
    "ReceiptRecorded",
    "SavingsDeposited",
    "SavingsWithdrawn",
    "SimpananPokokPaid",
    "SimpananWajibPaid",
    "VirtualAccountAssigned",
    "canonical",
    "from_canonical",
]
