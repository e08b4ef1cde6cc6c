"""Reading the policy of agency work, and the account with a principal as an event moves it."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.accounts import AGENT_CLAIMS, AGENT_DUES, AGENT_FLOATS
from koperasi_ledger.model.entry import Posting
from koperasi_ledger.model.policy.agency import AgencyPolicy, AgencyPrincipal, AgencyService
from koperasi_ledger.model.records import PolicySection
from koperasi_ledger.model.records.agency import AgencyAccount
from koperasi_ledger.rules.errors.agency import (
    AgencyDayReconciled,
    AgencyFloatTooLow,
    NotInAgencyPolicy,
)
from koperasi_ledger.rules.policies import in_force

_ZERO = Decimal(0)


class AgencyTerms(NamedTuple):
    """The policy of agency work in force, and the event that adopted it."""

    policy: AgencyPolicy
    ref: str

    def principal(self, key: str) -> AgencyPrincipal:
        """The principal with this key.

        Raises:
            NotInAgencyPolicy: there is none.
        """
        found = self.policy.principals.get(key)
        if found is None:
            raise NotInAgencyPolicy("Prinsipal", key, sorted(self.policy.principals))
        return found

    def service(self, key: str) -> AgencyService:
        """The service with this key.

        Raises:
            NotInAgencyPolicy: there is none.
        """
        found = self.policy.services.get(key)
        if found is None:
            raise NotInAgencyPolicy("Layanan", key, sorted(self.policy.services))
        return found


def agency_on(section: PolicySection, day: date) -> AgencyTerms:
    """The policy of agency work in force on `day`.

    Raises:
        NoPolicy: none is.
    """
    return AgencyTerms(*in_force(section, AgencyPolicy, "keagenan", day))


def balance_account(account: AgencyAccount) -> str:
    """The ledger account of a balance: an asset paid in beforehand, or what is owed."""
    return AGENT_FLOATS if account.way == "saldo" else AGENT_DUES


def moved(
    account: AgencyAccount, change: Decimal, day: date, *, negative: bool, claim: Decimal = _ZERO
) -> AgencyAccount:
    """The account after its balance changed by `change` rupiah, and the claim by `claim`.

    Raises:
        AgencyDayReconciled: the balance of the day was compared with the app's.
        AgencyFloatTooLow: a balance paid in beforehand would fall below zero.
    """
    check_open(account, day)
    after = account.balance + change
    if change < 0 and after < 0 and account.way == "saldo" and not negative:
        raise AgencyFloatTooLow(account.principal, -change, account.balance)
    last = account.moved
    return account.updated(
        balance=after,
        claim=account.claim + claim,
        moved=day if last is None or last < day else last,
    )


def check_open(account: AgencyAccount, day: date) -> None:
    """Refuses to move the balance of a day that was compared with the app's.

    Raises:
        AgencyDayReconciled: so it was.
    """
    if account.reconciled is not None and day <= account.reconciled:
        raise AgencyDayReconciled(account.principal, day, account.reconciled)


def balance_leg(account: AgencyAccount, amount: Decimal, unit: str | None) -> Posting:
    """The leg of a balance, in rupiah, positive when it rises."""
    return Posting(balance_account(account), amount, unit=unit, sub=account.principal)


def claim_leg(account: AgencyAccount, amount: Decimal, unit: str | None) -> Posting:
    """The leg of fees that the principal has to pay."""
    return Posting(AGENT_CLAIMS, amount, unit=unit, sub=account.principal)
