"""The books: the records of everything the cooperative knows, as the events so far left them.

`Books` holds records by kind and key and fetches those it does not hold from wherever they are
kept, so that one more event reads only what it touches. It remembers what was read and written
since the last `taken`, which is how the journal learns what rests on what.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeAlias, TypeVar

from koperasi_ledger.model.accounts import Account, default_chart
from koperasi_ledger.model.records import (
    CashAccount,
    Cooperative,
    Member,
    Period,
    PolicySection,
    Record,
    SavingsAccount,
    Suspense,
)
from koperasi_ledger.rules.errors import (
    NotFounded,
    UnknownAccount,
    UnknownCash,
    UnknownMember,
    UnknownSuspense,
    UnknownUnit,
)
from koperasi_ledger.rules.policies import bodies, body_on

RecordId: TypeAlias = tuple[str, str]
"""The kind and the key of a record."""

Load: TypeAlias = Callable[[str, str], Record | None]
LoadAll: TypeAlias = Callable[[str], Iterable[Record]]

R = TypeVar("R", bound=Record)


class _Kinds(dict[type[Record], str]):
    """The kind of each class: asking a pydantic class for an attribute takes five times as long."""

    def __missing__(self, cls: type[Record]) -> str:
        kind = self[cls] = cls.kind
        return kind


_KIND_OF = _Kinds()


class Books:
    """Records by (kind, key); `load` and `load_all` fetch those not held yet.

    Without loaders the books start empty and hold everything, as in a fold over a whole journal.
    """

    def __init__(self, load: Load | None = None, load_all: LoadAll | None = None) -> None:
        self._load = load
        self._load_all = load_all
        self._held: dict[RecordId, Record | None] = {}
        self._whole: set[str] = set()
        self._touched: dict[RecordId, None] = {}
        self._chart: dict[str, Account] | None = None
        self._units: set[tuple[str, date]] = set()

    # -- reading ---------------------------------------------------------------------------------

    def peek(self, cls: type[R], key: str = "-") -> R | None:
        """The record, or None; reading it this way makes nothing rest on it."""
        record_id = (_KIND_OF[cls], key)
        try:
            record = self._held[record_id]
        except KeyError:
            record = None
            if self._load is not None and cls.kind not in self._whole:
                record = self._load(cls.kind, key)
            self._held[record_id] = record
        return record  # type: ignore[return-value] # stored under its own kind

    def find(self, cls: type[R], key: str = "-") -> R | None:
        """The record, or None; the event at hand rests on it from now on."""
        record_id = (_KIND_OF[cls], key)
        self._touched[record_id] = None
        held = self._held.get(record_id)
        return self.peek(cls, key) if held is None else held  # type: ignore[return-value] # as in peek

    def all(self, cls: type[R]) -> tuple[R, ...]:
        """All records of a kind, by key; makes nothing rest on them."""
        kind = cls.kind
        if self._load_all is not None and kind not in self._whole:
            for record in self._load_all(kind):
                self._held.setdefault((kind, record.key), record)
            self._whole.add(kind)
        found = [
            (record_id[1], record)
            for record_id, record in self._held.items()
            if record_id[0] == kind and record is not None
        ]
        return tuple(record for _, record in sorted(found))  # type: ignore[misc]

    def records(self) -> dict[RecordId, Record]:
        """Everything held that exists."""
        return {key: record for key, record in self._held.items() if record is not None}

    # -- writing ---------------------------------------------------------------------------------

    def put(self, *records: Record) -> None:
        """Keeps these records as they are now."""
        for record in records:
            self._keep((record.kind, record.key), record)

    def restore(self, record_id: RecordId, record: Record | None) -> None:
        """Sets a record back to what it was; None when it did not exist."""
        self._keep(record_id, record)

    def _keep(self, record_id: RecordId, record: Record | None) -> None:
        self._held[record_id] = record
        self._touched[record_id] = None
        if record_id[0] in _CHART_KINDS:
            self._chart = None
            self._units.clear()

    def forget_touched(self) -> None:
        """Starts anew: what was read or written so far does not belong to the event at hand."""
        if self._touched:
            self._touched = {}

    def take_touched(self) -> tuple[RecordId, ...]:
        """What was read or written since this was last asked, each once."""
        touched = tuple(self._touched)
        self._touched = {}
        return touched

    def held(self, record_id: RecordId) -> Record | None:
        """A record that is held, by its id."""
        return self._held.get(record_id)

    def let_go(self, record_ids: Iterable[RecordId]) -> None:
        """Forgets records that are stored and can be fetched again, if they are read seldom."""
        if self._load is None:
            return
        for record_id in record_ids:
            record = self._held.get(record_id)
            if record is not None and record.seldom and record_id[0] not in self._whole:
                del self._held[record_id]

    # -- what most rules ask for -------------------------------------------------------------------

    def cooperative(self) -> Cooperative:
        """The cooperative of these books.

        Raises:
            NotFounded: there is none yet.
        """
        # Every event asks for it, several times.
        held = self._held.get(_COOPERATIVE)
        found = self.peek(Cooperative) if held is None else held
        if found is None:
            raise NotFounded
        return found  # type: ignore[return-value] # as in peek

    def period(self) -> Period:
        """How far the books are closed."""
        held = self._held.get(_PERIOD)
        return held or self.peek(Period) or Period()  # type: ignore[return-value] # as in peek

    def section(self, name: str) -> PolicySection:
        """The versions of a policy section; empty when none was adopted."""
        return self.find(PolicySection, name) or PolicySection(name=name)

    def member(self, number: str) -> Member:
        """The member with this number.

        Raises:
            UnknownMember: nobody has it.
        """
        found = self.find(Member, number)
        if found is None:
            raise UnknownMember(number)
        return found

    def savings(self, member: str, product: str) -> SavingsAccount:
        """What the member holds in the product; zero when nothing was ever paid in."""
        found = self.find(SavingsAccount, f"{member}:{product}")
        return found or SavingsAccount(member=member, product=product)

    def cash(self, short: str) -> CashAccount:
        """The cash or bank account under this short key.

        Raises:
            UnknownCash: there is none.
        """
        found = self.find(CashAccount, short)
        if found is None:
            raise UnknownCash(short, [cash.short for cash in self.all(CashAccount)])
        return found

    def suspense(self, ref: str) -> Suspense:
        """Waiting money by its ref.

        Raises:
            UnknownSuspense: there is none.
        """
        found = self.find(Suspense, ref)
        if found is None:
            raise UnknownSuspense(ref)
        return found

    def chart(self) -> dict[str, Account]:
        """Every account of these books by name, in the order of their codes.

        Raises:
            NotFounded: the profile that chooses the chart is not known yet.
        """
        if self._chart is None:
            from koperasi_ledger.model.policy.cooperative import AccountsPolicy  # noqa: PLC0415

            chart = dict(default_chart(self.cooperative().profile))
            section = self.peek(PolicySection, "accounts") or PolicySection(name="accounts")
            for version in bodies(section, AccountsPolicy):
                for item in version.added:
                    chart[item.account] = Account(item.account, item.code, item.name)
            for cash in self.all(CashAccount):
                chart[cash.account] = Account(cash.account, cash.code, cash.name, control=True)
            self._chart = {
                item.name: item for item in sorted(chart.values(), key=lambda item: item.code)
            }
        return self._chart

    def account(self, name: str) -> Account:
        """The account of this name; what rests on an added account rests on its policy.

        Raises:
            UnknownAccount: it is not in the chart.
        """
        usual = default_chart(self.cooperative().profile).get(name)
        if usual is not None:
            return usual
        chart = self.chart()
        found = chart.get(name)
        if found is None:
            from difflib import get_close_matches  # noqa: PLC0415 - only for what is misspelt

            raise UnknownAccount(name, get_close_matches(name, chart, n=2))
        self.find(PolicySection, "accounts")
        return found

    def check_unit(self, unit: str | None, day: date) -> None:
        """Refuses a unit usaha that the policy in force on the day does not name.

        Raises:
            UnknownUnit: so it is.
        """
        if unit is None:
            return
        if (unit, day) in self._units:
            self._touched[_UNITS] = None
            return
        from koperasi_ledger.model.policy.cooperative import UnitsPolicy  # noqa: PLC0415

        units = body_on(self.section("units"), UnitsPolicy, day)
        known = units.units if units is not None else {}
        if unit not in known:
            raise UnknownUnit(unit, sorted(known), day)
        self._units.add((unit, day))


_UNITS: RecordId = (PolicySection.kind, "units")
_COOPERATIVE: RecordId = (Cooperative.kind, "-")
_PERIOD: RecordId = (Period.kind, "-")
_CHART_KINDS = frozenset({Cooperative.kind, PolicySection.kind, CashAccount.kind})
