"""The cooperative itself: founding, policy, opening balances, closing, reversal."""

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, Part
from koperasi_ledger.model.fields import (
    AccountName,
    Amount,
    AmountOrZero,
    EventDate,
    Key,
    LoanNumber,
    MemberNumber,
    Month,
    Name,
    Percent,
    Ref,
    Text,
)
from koperasi_ledger.model.records import Profile


class CooperativeFounded(Event):
    """The books are opened: identity and the profile that chooses the chart of accounts."""

    title: ClassVar[str] = "Pembukaan buku koperasi"
    kind: Literal["cooperative_founded"] = "cooperative_founded"
    name: Name
    profile: Profile
    legal_number: Text | None = None
    address: Text | None = None
    established: EventDate | None = None


class OpeningBalance(Part):
    """The balance of one account at the opening; exactly one of `debit` and `credit`."""

    account: AccountName
    debit: Amount | None = None
    credit: Amount | None = None

    @model_validator(mode="after")
    def _one_side(self) -> "OpeningBalance":
        if (self.debit is None) == (self.credit is None):
            raise ValueError("isi salah satu saja: debit atau credit")
        return self


class OpeningSavings(Part):
    """What a member holds in one voluntary savings product at the opening."""

    product: Key
    amount: Amount


class OpeningMember(Part):
    """A member's savings at the opening, and the last month of simpanan wajib that is paid."""

    member: MemberNumber
    pokok: AmountOrZero
    wajib: AmountOrZero
    wajib_paid_through: Month
    savings: tuple[OpeningSavings, ...] = ()


class OpeningLoan(Part):
    """A running loan at the opening: as it was agreed on, and what was paid of it since.

    `principal` was lent on `start` over `tenor` periods; after a restructuring, what was owed then
    over the periods agreed on then. `balance` is the principal still owed, `interest_paid` the
    interest received since `start`. `interest_claim` is interest that the old books show as a
    claim, `penalty` denda that is still asked for, `allowance` the provision.
    """

    loan: LoanNumber
    member: MemberNumber
    product: Key
    principal: Amount
    start: EventDate
    tenor: Annotated[int, Field(ge=1, le=3_660)]
    rate: Percent | None = None
    margin: AmountOrZero | None = None
    balance: Amount
    interest_paid: AmountOrZero
    interest_claim: AmountOrZero | None = None
    penalty: AmountOrZero | None = None
    allowance: AmountOrZero | None = None


class OpeningBalancesRecorded(Event):
    """The balances taken over from the old books; debits and credits must balance.

    The control accounts of savings and loans are not listed among `balances`: they are the sums of
    `members` and `loans`.
    """

    title: ClassVar[str] = "Saldo awal"
    structural: ClassVar[bool] = True
    kind: Literal["opening_balances_recorded"] = "opening_balances_recorded"
    balances: tuple[OpeningBalance, ...] = ()
    members: tuple[OpeningMember, ...] = ()
    loans: tuple[OpeningLoan, ...] | None = None


class MonthClosed(Event):
    """A month is closed: nothing may be dated in it, or before it, any more."""

    title: ClassVar[str] = "Tutup bulan"
    kind: Literal["month_closed"] = "month_closed"
    month: Month


class EventReversed(Event):
    """An earlier event is undone by its mirror image; the record of both stays."""

    title: ClassVar[str] = "Pembalikan"
    kind: Literal["event_reversed"] = "event_reversed"
    target: Ref
    reason: Text


class JournalLine(Part):
    """One line of a journal adjustment; exactly one of `debit` and `credit`."""

    account: AccountName
    debit: Amount | None = None
    credit: Amount | None = None
    unit: Key | None = None

    @model_validator(mode="after")
    def _one_side(self) -> "JournalLine":
        if (self.debit is None) == (self.credit is None):
            raise ValueError("isi salah satu saja: debit atau credit")
        return self


class JournalAdjusted(Event):
    """An adjusting entry written line by line, with its reason (jurnal penyesuaian)."""

    title: ClassVar[str] = "Jurnal penyesuaian"
    kind: Literal["journal_adjusted"] = "journal_adjusted"
    reason: Text
    lines: tuple[JournalLine, ...] = Field(min_length=2)


CooperativeEvent: TypeAlias = (
    CooperativeFounded | OpeningBalancesRecorded | JournalAdjusted | EventReversed | MonthClosed
)
