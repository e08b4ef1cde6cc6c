"""Balances with principals: opened, paid in, taken out, their fees, compared with the app.

Source: practice of branchless banking, post and bill payment agents (reference accounting section
4: true agency earns a net fee); IFRS 15 B34-B38 and SAK EP "Pendapatan": an agent's revenue is its
fee. Naming every difference before the books follow the app: practice, as for a bank account.
"""

from decimal import Decimal

from koperasi_ledger.model.accounts import AGENT_COSTS, AGENT_FEES_OTHERS, Account
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.agency import (
    AgencyAccountOpened,
    AgencyFeeReceived,
    AgencyFloatReconciled,
    AgencyFloatToppedUp,
    AgencyFloatWithdrawn,
)
from koperasi_ledger.model.records.agency import AgencyAccount
from koperasi_ledger.rules.agency.terms import (
    AgencyTerms,
    balance_leg,
    check_open,
    claim_leg,
    moved,
)
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.agency import (
    AgencyAccountExists,
    AgencyBalanceDiffers,
    AgencyClaimTooSmall,
    AgencyFloatTooLow,
    AgencyMovedLater,
    AgencyOpeningTooLarge,
)
from koperasi_ledger.rules.errors.policy import ControlAccount
from koperasi_ledger.rules.money_side import MoneySide, move

_ZERO = Decimal(0)


def open_account(
    event: AgencyAccountOpened,
    terms: AgencyTerms,
    known: AgencyAccount | None,
    account: Account | None,
    held: Decimal,
) -> Change:
    """The account with a principal; what it holds already leaves a plain account.

    `held` is what that account holds, debit positive.

    Raises:
        AgencyAccountExists, NotInAgencyPolicy: it is kept already, or the principal is not known.
        ControlAccount: the plain account is none.
        AgencyOpeningTooLarge: it holds less, or the balance may not be below zero.
    """
    principal = terms.principal(event.principal)
    if known is not None:
        raise AgencyAccountExists(event.principal)
    balance = event.balance
    opened = AgencyAccount(principal=event.principal, way=principal.way, balance=balance)
    if account is None or not balance:
        return Change(None, (opened,))
    if account.control:
        raise ControlAccount(account.name)
    too_much = balance > held if balance > 0 else balance < held
    if too_much or (balance < 0 and principal.way == "saldo"):
        raise AgencyOpeningTooLarge(account.name, balance, held)
    unit = terms.policy.unit
    legs = (balance_leg(opened, balance, unit), Posting(account.name, -balance, unit=unit))
    narration = f"Saldo awal keagenan {event.principal}"
    return Change(balanced(event.date, event.ref, narration, legs, policy=terms.ref), (opened,))


def top_up(
    event: AgencyFloatToppedUp, account: AgencyAccount, side: MoneySide, terms: AgencyTerms
) -> Change:
    """Money is paid to the principal; what it costs is an expense.

    Raises:
        AgencyDayReconciled: the balance of the day was compared with the app's.
    """
    after = moved(account, event.amount, event.date, negative=terms.policy.negative)
    leg, waiting = move(event, side, -event.amount - event.cost, event.bank_ref)
    unit = event.unit or terms.policy.unit
    legs = (balance_leg(account, event.amount, unit), _cost(event.cost, "biaya", unit), leg)
    word = "Isi saldo" if account.way == "saldo" else "Setor ke prinsipal"
    narration = f"{word} keagenan {event.principal}"
    return Change(balanced(event.date, event.ref, narration, legs), (after, *waiting))


def withdraw(
    event: AgencyFloatWithdrawn, account: AgencyAccount, side: MoneySide, terms: AgencyTerms
) -> Change:
    """Money comes back from the principal.

    Raises:
        AgencyFloatTooLow, AgencyDayReconciled.
    """
    gone = event.amount + event.cost
    after = moved(account, -gone, event.date, negative=terms.policy.negative)
    leg, waiting = move(event, side, event.amount, event.bank_ref)
    unit = event.unit or terms.policy.unit
    legs = (leg, _cost(event.cost, "biaya", unit), balance_leg(account, -gone, unit))
    narration = f"Tarik saldo keagenan {event.principal}"
    return Change(balanced(event.date, event.ref, narration, legs), (after, *waiting))


def _cost(amount: Decimal, why: str, unit: str | None) -> Posting:
    return Posting(AGENT_COSTS, amount, unit=unit, sub=why)


def receive_fee(
    event: AgencyFeeReceived,
    account: AgencyAccount,
    side: MoneySide | None,
    terms: AgencyTerms,
    tax: Account | None,
) -> Change:
    """Fees earned before are paid; more or less than was claimed is fee of this day.

    Raises:
        AgencyClaimTooSmall: the claim is less than what is settled.
        ControlAccount: the tax withheld is posted to an account of others.
        AgencyDayReconciled: it went into a balance that was compared with the app's.
    """
    came = event.amount + event.withheld
    settles = came if event.settles is None else event.settles
    if settles > account.claim:
        raise AgencyClaimTooSmall(event.principal, settles, account.claim)
    unit = event.unit or terms.policy.unit
    legs: list[Posting] = []
    waiting: tuple[object, ...] = ()
    after = account.updated(claim=account.claim - settles)
    if side is None:
        after = moved(after, event.amount, event.date, negative=terms.policy.negative)
        legs.append(balance_leg(account, event.amount, unit))
    else:
        leg, waiting = move(event, side, event.amount, event.bank_ref)
        legs.append(leg)
    if tax is not None:
        if tax.control:
            raise ControlAccount(tax.name)
        legs.append(Posting(tax.name, event.withheld, unit=unit))
    legs += [
        claim_leg(account, -settles, unit),
        Posting(AGENT_FEES_OTHERS, settles - came, unit=unit, sub="selisih-fee"),
    ]
    narration = f"Fee keagenan {event.principal}"
    entry = balanced(event.date, event.ref, narration, legs)
    return Change(entry, (after, *waiting))  # type: ignore[arg-type] # suspense records


def reconcile(event: AgencyFloatReconciled, account: AgencyAccount, terms: AgencyTerms) -> Change:
    """The app's balance of the day, against the books'; differences that stay are posted.

    What is only late (`tertunda-...`) is named and not posted: the app follows the books.

    Raises:
        AgencyDayReconciled, AgencyMovedLater: it was compared already, or moved later.
        AgencyBalanceDiffers: more, or less, differs than was named.
        AgencyFloatTooLow: the books would follow the app below zero.
    """
    check_open(account, event.date)
    if account.moved is not None and account.moved > event.date:
        raise AgencyMovedLater(event.principal, event.date, account.moved)
    named = sum((each.signed for each in event.differences), _ZERO)
    if event.balance - account.balance != named:
        raise AgencyBalanceDiffers(event.principal, event.balance, account.balance, named)
    posted = [each for each in event.differences if each.posted]
    change = sum((each.signed for each in posted), _ZERO)
    after = account.updated(balance=account.balance + change, reconciled=event.date)
    if after.balance < 0 and account.way == "saldo" and not terms.policy.negative:
        raise AgencyFloatTooLow(event.principal, -change, account.balance)
    if not posted:
        return Change(None, (after,))
    unit = terms.policy.unit
    sums: dict[str, Decimal] = {}
    for each in posted:
        sums[each.reason] = sums.get(each.reason, _ZERO) - each.signed
    legs = [_cost(amount, why, unit) for why, amount in sorted(sums.items())]
    narration = f"Selisih saldo keagenan {event.principal}"
    entry = balanced(event.date, event.ref, narration, (*legs, balance_leg(account, change, unit)))
    return Change(entry, (after,))
