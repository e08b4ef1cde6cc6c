"""Adopting policy: each section of a document gets one more dated version."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from koperasi_ledger.model.accounts import BANK_PARENT, CASH_CODES, CASH_PARENT, Account
from koperasi_ledger.model.errors import Refusals
from koperasi_ledger.model.events.policies import PolicyAdopted
from koperasi_ledger.model.policy import Section
from koperasi_ledger.model.policy.cooperative import AccountsPolicy
from koperasi_ledger.model.policy.document import Policy
from koperasi_ledger.model.policy.loans import LoanPolicy
from koperasi_ledger.model.policy.shu import ShuPolicy
from koperasi_ledger.model.policy.statements import StatementPolicy
from koperasi_ledger.model.records import Period, PolicySection, PolicyVersion
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import month_of
from koperasi_ledger.rules.errors import (
    AccountRemoved,
    AccountReserved,
    AccountTaken,
    ControlAccount,
    ListedTwice,
    PolicySameDay,
    PolicyTooLate,
    UnknownAccount,
)
from koperasi_ledger.rules.policies import bodies
from koperasi_ledger.rules.shu_decision import require_fund
from koperasi_ledger.rules.shu_mistakes import plan_mistakes


def section_names(policy: Policy) -> tuple[str, ...]:
    """The names of the sections that a policy document sets, as fields of `Policy`."""
    return tuple(
        name for name in sorted(policy.model_fields_set) if getattr(policy, name) is not None
    )


def adopt(
    event: PolicyAdopted,
    sections: Sequence[PolicySection],
    period: Period,
    chart: Mapping[str, Account],
) -> Change:
    """Each section of the document gets one more dated version.

    Raises:
        PolicyTooLate: it would take effect in a closed month.
        PolicySameDay: the section has a version of that day.
        AccountTaken, AccountReserved, AccountRemoved: its chart additions clash, lie where none
            may be added, or drop earlier ones.
        UnknownAccount, ControlAccount, NotAFundAccount: a loan's fee or a fund of SHU goes to an
            account that cannot be, or a caption is said of one that does not exist.
        Refusals: SHU cannot be shared by the plan; all reasons are listed.
    """
    closed = period.closed_through
    if closed is not None and month_of(event.effective) <= closed:
        raise PolicyTooLate(event.effective, closed)
    changed = []
    for section in sections:
        for version in section.versions:
            if version.effective == event.effective:
                title = Policy.model_fields[section.name].alias or section.name
                raise PolicySameDay(title, event.effective, version.ref)
        body: Section = getattr(event.policy, section.name)
        version = PolicyVersion(
            name=section.name, effective=event.effective, ref=event.ref, body=body
        )
        versions = sorted((*section.versions, version), key=lambda item: item.effective)
        changed.append(section.updated(versions=tuple(versions)))
        if isinstance(body, AccountsPolicy):
            _check_additions(body, section, chart)
        if isinstance(body, LoanPolicy):
            _check_loan_accounts(body, event.policy, chart)
        if isinstance(body, StatementPolicy):
            _check_captions(body, event.policy, chart)
        if isinstance(body, ShuPolicy):
            _check_sharing(body, event.policy, chart)
    return Change(None, tuple(changed))


def _check_loan_accounts(lending: LoanPolicy, policy: Policy, chart: Mapping[str, Account]) -> None:
    """Refuses fees to accounts that do not exist, or that only a sub-ledger may move.

    Raises:
        UnknownAccount, ControlAccount.
    """
    fees = [fee.account for product in lending.products for fee in product.fees if fee.account]
    _require_known((*fees, *lending.limits.equity), policy, chart)
    for name in fees:
        if name in chart and chart[name].control:
            raise ControlAccount(name)


def _check_captions(layout: StatementPolicy, policy: Policy, chart: Mapping[str, Account]) -> None:
    """Refuses a caption for an account that does not exist.

    Raises:
        UnknownAccount: so it is.
    """
    _require_known(layout.captions, policy, chart)


def _check_sharing(sharing: ShuPolicy, policy: Policy, chart: Mapping[str, Account]) -> None:
    """Refuses a plan that no SHU can be shared by: the meeting would learn of it a year later.

    Raises:
        Refusals: percentages that miss 100, a fund that is none; all reasons are listed.
        UnknownAccount, NotAFundAccount: where a fund goes.
    """
    if mistakes := plan_mistakes(sharing.plan()):
        raise Refusals(mistakes)
    for pool in sharing.pools:
        if pool.account is not None:
            _require_known((pool.account,), policy, chart)
            require_fund(pool.name, pool.account, chart.get(pool.account))


def _require_known(names: Iterable[str], policy: Policy, chart: Mapping[str, Account]) -> None:
    """Refuses an account that neither the chart has nor the policy adds to it."""
    added = {item.account for item in policy.accounts.added} if policy.accounts else set()
    for name in names:
        if name not in chart and name not in added:
            raise UnknownAccount(name, get_close_matches(name, chart, n=2))


def _check_additions(
    policy: AccountsPolicy, section: PolicySection, chart: Mapping[str, Account]
) -> None:
    earlier = {
        item.account: item for version in bodies(section, AccountsPolicy) for item in version.added
    }
    added = {item.account: item for item in policy.added}
    if len(added) != len(policy.added):
        raise ListedTwice("Sebuah akun")
    for name, item in earlier.items():
        if added.get(name) != item:
            raise AccountRemoved(name)
    codes = {account.code for account in chart.values()}
    control = [account.name for account in chart.values() if account.control]
    for name, item in added.items():
        if name in earlier:
            continue
        if name in chart or item.code in codes or item.code.startswith(CASH_CODES):
            raise AccountTaken(name, item.code)
        for above in (CASH_PARENT, BANK_PARENT, *control):
            if f"{name}:".startswith(f"{above}:"):
                raise AccountReserved(name, above)
        codes.add(item.code)
