"""Agency transactions: the customers' money and the balance change places, only the fee is earned.

The nominal is the principal's and the customer's; it never is revenue (IFRS 15 B34-B38, SAK EP
"Pendapatan"; reference accounting section 4: bill payment and the like earn a net fee). Fees of
members and of others are apart (UU 25/1992), by service.
"""

from collections.abc import Mapping
from decimal import Decimal

from koperasi_ledger.model.accounts import AGENT_FEES_MEMBERS, AGENT_FEES_OTHERS
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.agency import AgencyLine, AgencyRecorded
from koperasi_ledger.model.policy.agency import AgencyService
from koperasi_ledger.model.records import CashAccount, Member, Record
from koperasi_ledger.model.records.agency import AgencyAccount, AgencyPatronage
from koperasi_ledger.rules.agency.fees import fee_bounds
from koperasi_ledger.rules.agency.terms import AgencyTerms, balance_leg, claim_leg, moved
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.agency import AgencyFeeDiffers
from koperasi_ledger.rules.money_side import refuse_proven
from koperasi_ledger.rules.savings import require_active

_ZERO = Decimal(0)


class _Sums:
    """What the lines of a recap come to, by principal, service and buyer."""

    def __init__(self) -> None:
        self.cash: dict[str, Decimal] = {"masuk": _ZERO, "keluar": _ZERO}
        self.rises: dict[str, Decimal] = {}
        self.falls: dict[str, Decimal] = {}
        self.claims: dict[str, Decimal] = {}
        self.fees: dict[tuple[str | None, str, str | None], Decimal] = {}

    def add(self, line: AgencyLine, service: AgencyService, unit: str | None) -> None:
        """One line."""
        self.cash[service.cash] += line.nominal
        self.cash["masuk"] += line.charged
        _more(self.rises if service.cash == "keluar" else self.falls, service, line.nominal)
        _more(self.falls, service, line.kept)
        _more(
            self.rises if service.earned_when == "langsung" else self.claims, service, line.earned
        )
        key = (line.member, line.service, service.unit or unit)
        self.fees[key] = self.fees.get(key, _ZERO) + line.net


def _more(sums: dict[str, Decimal], service: AgencyService, amount: Decimal) -> None:
    sums[service.principal] = sums.get(service.principal, _ZERO) + amount


def record_agency(
    event: AgencyRecorded,
    terms: AgencyTerms,
    *,
    accounts: Mapping[str, AgencyAccount],
    members: Mapping[str, Member],
    patronage: Mapping[str, AgencyPatronage],
    cash: CashAccount,
) -> Change:
    """One transaction or a day's recap: cash, balances and claims move, the net fee is revenue.

    `accounts` are those of the services' principals; `patronage` the members' own, where the
    policy counts it.

    Raises:
        NotInAgencyPolicy: a service is not in the policy.
        MemberNotActive, NotYetMember: a line names somebody who is no member now.
        AgencyFeeDiffers: a fee is not the policy's, and nobody approved it.
        AgencyFloatTooLow, AgencyDayReconciled: a balance cannot move so.
    """
    sums = _Sums()
    counted = dict(patronage)
    for place, line in enumerate(event.lines, 1):
        service = terms.service(line.service)
        if line.member is not None:
            require_active(members[line.member], event.date)
        if event.approved_by is None:
            _check_fees(place, line, service)
        sums.add(line, service, terms.policy.unit)
        if line.member is not None and line.member in counted:
            counted[line.member] = _counted(counted[line.member], line)
    refuse_proven(cash, event.date)
    legs = [
        Posting(cash.account, sums.cash["masuk"]),
        Posting(cash.account, -sums.cash["keluar"]),
    ]
    records: list[Record] = []
    unit = terms.policy.unit
    for key in sorted({*sums.rises, *sums.falls, *sums.claims}):
        account = accounts[key]
        rise, fall = sums.rises.get(key, _ZERO), sums.falls.get(key, _ZERO)
        claim = sums.claims.get(key, _ZERO)
        negative = terms.policy.negative
        records.append(moved(account, rise - fall, event.date, negative=negative, claim=claim))
        legs += [balance_leg(account, rise, unit), balance_leg(account, -fall, unit)]
        legs.append(claim_leg(account, claim, unit))
    for (member, service_key, of), fee in sums.fees.items():
        revenue = AGENT_FEES_OTHERS if member is None else AGENT_FEES_MEMBERS
        legs.append(Posting(revenue, -fee, member, of, sub=service_key))
    services = ", ".join(dict.fromkeys(line.service for line in event.lines))
    count = sum(line.count for line in event.lines)
    narration = f"Keagenan {services}, {count} transaksi"
    entry = balanced(event.date, event.ref, narration, legs, policy=terms.ref)
    return Change(entry, (*records, *counted.values()))


def _check_fees(place: int, line: AgencyLine, service: AgencyService) -> None:
    for what, given, fee in (
        ("fee pelanggan", line.charged, service.charged),
        ("bagian prinsipal", line.kept, service.kept),
        ("fee prinsipal", line.earned, service.earned),
    ):
        low, high = fee_bounds(fee, line.count, line.nominal)
        if not low <= given <= high:
            raise AgencyFeeDiffers(place, line.service, what, given, (low, high))


def _counted(patronage: AgencyPatronage, line: AgencyLine, sign: int = 1) -> AgencyPatronage:
    return patronage.updated(
        count=patronage.count + sign * line.count,
        nominal=patronage.nominal + sign * line.nominal,
        fees=patronage.fees + sign * line.net,
    )


def uncounted(patronage: AgencyPatronage, event: AgencyRecorded) -> AgencyPatronage:
    """A member's patronage without the lines of an event."""
    for line in event.lines:
        if line.member == patronage.member:
            patronage = _counted(patronage, line, -1)
    return patronage
