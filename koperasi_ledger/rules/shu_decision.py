"""The rapat anggota's decision on a year's SHU, and what is paid of it (decision 36).

Until the RAT decides, the SHU is equity and nobody has a claim (UU 25/1992 Ps. 45(2)-(3)). The
decision turns SHU tahun lalu (3170) into reserves, which are equity, and into funds and members'
shares, which are liabilities (ministry chart 2120). A loss is borne by reserves as far as the RAT
lets them, the rest is carried and comes off the next SHU before anything is shared (KDMP standard
AD: Juklak Menkop 1/2025 Lamp. 7).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.accounts import (
    GENERAL_RESERVE,
    SHU_MEMBERS,
    SHU_PRIOR,
    TAX_PAYABLE,
    VOLUNTARY,
    WAJIB,
    Account,
)
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.shu import (
    LossCovered,
    ShareLapsed,
    SharePaid,
    ShuDecided,
    ShuFundPaid,
)
from koperasi_ledger.model.policy.shu import ShuPlan, ShuPolicy
from koperasi_ledger.model.records import (
    ClosedYear,
    Member,
    PolicySection,
    Record,
    SavingsAccount,
    ShuShare,
)
from koperasi_ledger.model.shu import RESERVE, Participant, Surplus
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import add_months, last_day, month_of
from koperasi_ledger.rules.errors import WajibPartial
from koperasi_ledger.rules.errors.shu import (
    DecidedAlready,
    LossNotShared,
    NotAFundAccount,
    NotLapsedYet,
    NotThatSurplus,
    ReserveTooSmall,
    ShareNotInArrears,
    ShuDiffers,
    TaxTooLarge,
)
from koperasi_ledger.rules.errors.years import YearNotClosed
from koperasi_ledger.rules.money_side import MoneySide, move
from koperasi_ledger.rules.policies import body_on, product_of, savings_on
from koperasi_ledger.rules.reversal import undo_balance, undo_wajib
from koperasi_ledger.rules.savings import (
    arrears,
    dues_of,
    require_active,
    require_recipient,
    settle,
    with_dues,
)
from koperasi_ledger.rules.savings_moves import months_kept, moved
from koperasi_ledger.rules.shu import Distribution, distribute
from koperasi_ledger.rules.shu_share import OpenShare, spare, spend

_ZERO = Decimal(0)


def shareable(year: ClosedYear, prior: Decimal) -> Decimal:
    """What of a year's SHU can be shared: no more than what SHU tahun lalu holds (`prior`).

    It holds less where losses were carried from earlier years; below zero is nothing.
    """
    return max(min(year.surplus, prior), _ZERO)


def carried_losses(years: Iterable[ClosedYear], prior: Decimal) -> Decimal:
    """What of earlier losses nothing has made good: SHU tahun lalu, a credit of `prior`, lacks it.

    A surplus that waits for its meeting stands in that account as well, and is counted apart; what
    a decision left undistributed has made losses good for ever.
    """
    waiting = sum(
        (year.surplus for year in years if year.opened and not year.decided and year.surplus > 0),
        _ZERO,
    )
    return max(waiting - prior, _ZERO)


def shared_by(event: ShuDecided) -> Distribution:
    """The shares of a decision: they follow from the event alone, today as in twenty years.

    Raises:
        Refusals: it cannot be shared so; all reasons are listed.
    """
    return distribute(
        Surplus(event.surplus, event.from_members),
        event.plan,
        [Participant(each.member, each.bases) for each in event.members],
        none_for_members=True,
    )


def decide(
    event: ShuDecided,
    year: ClosedYear | None,
    prior: Decimal,
    accounts: Mapping[str, Account],
    section: PolicySection,
) -> Change:
    """The SHU becomes reserves, funds and what members have to get.

    `prior` is what SHU tahun lalu holds on the event's day and still holds (a credit is positive);
    `accounts` are those of the plan's funds, by name. The members of the event are known to the
    books.

    Raises:
        YearNotClosed, DecidedAlready, LossNotShared, ShuDiffers, NotAFundAccount.
        Refusals: see `rules.shu.distribute`.
    """
    closed = _undecided(event.year, year)
    available = shareable(closed, prior)
    if not available:
        raise LossNotShared(event.year, closed.surplus, prior)
    if event.surplus != available:
        raise ShuDiffers(event.year, event.surplus, available)
    result = shared_by(event)
    into = _fund_accounts(event.plan, accounts)
    legs = [Posting(SHU_PRIOR, event.surplus)]
    if result.withheld and not result.others():
        place = into.get(event.plan.non_member_to, GENERAL_RESERVE)
        legs.append(Posting(place, -result.withheld))
    legs += [
        Posting(into[share.pool.name], -share.received)
        for share in result.pools
        if share.pool.purpose == "dana" and share.received
    ]
    shares: list[Record] = []
    to_pay = _ZERO
    for slip in sorted(result.slips(), key=lambda each: each.number):
        if slip.amount:
            legs.append(Posting(SHU_MEMBERS, -slip.amount, slip.number, sub=str(event.year)))
            shares.append(ShuShare(year=event.year, member=slip.number, amount=slip.amount))
            to_pay += slip.amount
    entry = balanced(
        event.date,
        event.ref,
        f"Pembagian SHU {event.year}, keputusan {event.decision}",
        legs,
        policy=_policy_ref(section, event.year),
    )
    return Change(entry, (closed.updated(decided=event.ref, to_pay=to_pay), *shares))


def _policy_ref(section: PolicySection, year: int) -> str | None:
    found = [each for each in section.versions if each.effective <= date(year, 12, 31)]
    return found[-1].ref if found else None


def _undecided(number: int, year: ClosedYear | None) -> ClosedYear:
    if year is None or year.opened is None:
        raise YearNotClosed(number)
    if year.decided is not None:
        raise DecidedAlready(number, year.decided)
    return year


def _fund_accounts(plan: ShuPlan, accounts: Mapping[str, Account]) -> dict[str, str]:
    """The account of each fund by the name of its pool."""
    found: dict[str, str] = {}
    for pool in plan.pools:
        if pool.account is None:
            continue
        account = accounts[pool.account]
        require_fund(pool.name, account.name, account)
        found[pool.name] = account.name
    if RESERVE not in found:
        found[RESERVE] = GENERAL_RESERVE
    return found


def require_fund(pool: str, name: str, account: Account | None) -> None:
    """Refuses what is no reserve or fund that SHU may go to; `account` where the chart has it.

    Raises:
        NotAFundAccount: it is none, or a sub-ledger's own.
    """
    fund = name.startswith(("Ekuitas:Cadangan:", "Liabilitas:"))
    if not fund or (account is not None and account.control):
        raise NotAFundAccount(pool, name)


def cover_loss(
    event: LossCovered,
    year: ClosedYear | None,
    held: Decimal,
    carried: Decimal,
    account: Account,
) -> Change:
    """A reserve, which holds `held` rupiah, bears a loss that waits in SHU tahun lalu.

    `carried` is what of all losses still waits there (`carried_losses`).

    Raises:
        YearNotClosed, NotAFundAccount, NotThatSurplus, ReserveTooSmall.
    """
    if year is None or year.opened is None:
        raise YearNotClosed(event.year)
    if account.control or not account.name.startswith("Ekuitas:Cadangan:"):
        raise NotAFundAccount("menutup rugi", account.name, "cadangan")
    left = max(min(-year.surplus - year.covered, carried), _ZERO)
    if event.amount > left:
        raise NotThatSurplus(event.year, event.amount, left)
    if event.amount > held:
        raise ReserveTooSmall(account.name, event.amount, held)
    entry = balanced(
        event.date,
        event.ref,
        f"Kerugian {event.year} ditutup cadangan, keputusan {event.decision}",
        (Posting(account.name, event.amount), Posting(SHU_PRIOR, -event.amount)),
    )
    return Change(entry, (year.updated(covered=year.covered + event.amount),))


def pay_share(
    event: SharePaid,
    open_share: OpenShare,
    member: Member,
    section: PolicySection,
    *,
    side: MoneySide | None,
    account: SavingsAccount | None,
) -> Change:
    """A share is paid in money (`side`), into savings (`account`), or against simpanan wajib owed.

    Raises:
        ShareNotInArrears.
        Refusal: see `shu_share.spend`, `money_side.move`, `savings.require_recipient`,
            `savings.require_active`.
    """
    require_recipient(member, event.recipient)
    wajib = event.wajib or _ZERO
    rest = event.amount - wajib
    spent, after = spend(open_share, event.date, event.amount)
    legs = [spent]
    records: list[Record] = [after]
    if wajib:
        records.append(_with_dues(event, member, wajib, section))
        legs.append(Posting(WAJIB, -wajib, member.number, event.unit))
    if side is not None:
        leg, waiting = move(event, side, -rest, event.bank_ref)
        legs.append(leg)
        records += waiting
    if account is not None:
        require_active(member, event.date)
        product = product_of(savings_on(section, event.date), account.product)
        legs.append(Posting(VOLUNTARY, -rest, member.number, event.unit, sub=product.key))
        records.append(moved(account, event.date, rest, months_kept(section, product.key)))
    entry = balanced(event.date, event.ref, f"Bagian SHU {event.year} {member.number}", legs)
    return Change(entry, tuple(records))


def _with_dues(event: SharePaid, member: Member, wajib: Decimal, section: PolicySection) -> Member:
    """The member with simpanan wajib paid: only what is owed by now, the oldest months first."""
    require_active(member, event.date)
    through = month_of(event.date)
    owed = arrears(member, section, through)
    if wajib > owed:
        raise ShareNotInArrears(member.number, wajib, owed)
    after, _ = settle(dues_of(member), wajib, section, through)
    if after.paid and not savings_on(section, event.date).policy.wajib_partial:
        raise WajibPartial(wajib, after.paid, after.month)
    return with_dues(member, wajib, after)


def unpay_share(
    event: SharePaid, share: ShuShare, member: Member, account: SavingsAccount | None
) -> tuple[Record, ...] | None:
    """The records without the payment; None when what it brought is gone already."""
    found: list[Record] = [spare(share, event.amount)]
    wajib = event.wajib or _ZERO
    if wajib:
        owing = undo_wajib(wajib, member)
        if owing is None:
            return None
        found.append(owing)
    if account is not None:
        before = undo_balance(account, event.date, event.amount - wajib)
        if before is None:
            return None
        found.append(before)
    return tuple(found)


def lapse(
    event: ShareLapsed,
    open_share: OpenShare,
    account: Account,
    section: PolicySection,
) -> Change:
    """A share that nobody took goes to a fund, after as long as the policy says.

    No statute says what becomes of it; the AD/ART or the RAT does (accounting reference 2.1).

    Raises:
        NotLapsedYet, ShareTooMuch, NotAFundAccount.
    """
    policy = body_on(section, ShuPolicy, event.date)
    rule = policy.unclaimed if policy is not None else None
    if rule is None or rule.account is None or rule.account != event.account:
        raise NotLapsedYet(event.year, None)
    since = lapses_on(open_share.decided, rule.months)
    if event.date < since:
        raise NotLapsedYet(event.year, since)
    spent, after = spend(open_share, event.date, event.amount)
    require_fund("SHU tidak diambil", account.name, account)
    entry = balanced(
        event.date,
        event.ref,
        f"Bagian SHU {event.year} {event.member} tidak diambil",
        (spent, Posting(account.name, -event.amount)),
    )
    return Change(entry, (after,))


def lapses_on(decided: date, months: int) -> date:
    """The day from which a share decided on `decided` counts as unclaimed."""
    end = last_day(add_months(month_of(decided), months))
    return end.replace(day=min(decided.day, end.day))


def pay_fund(event: ShuFundPaid, held: Decimal, account: Account, side: MoneySide) -> Change:
    """A fund, which holds `held` rupiah, is spent; tax withheld of it is owed to the state.

    Spending a fund debits the liability, never an expense (accounting reference 2.1).

    Raises:
        NotAFundAccount, ReserveTooSmall, TaxTooLarge.
        Refusal: see `money_side.move`.
    """
    if account.control or not account.name.startswith("Liabilitas:DanaSHU:"):
        raise NotAFundAccount(event.purpose, account.name, "dana")
    if event.amount > held:
        raise ReserveTooSmall(account.name, event.amount, held)
    tax = event.tax or _ZERO
    if tax > event.amount:
        raise TaxTooLarge(tax, event.amount)
    legs = [Posting(account.name, event.amount, unit=event.unit)]
    records: tuple[Record, ...] = ()
    if event.amount > tax:
        leg, records = move(event, side, tax - event.amount, event.bank_ref)
        legs.append(leg)
    if tax:
        legs.append(Posting(TAX_PAYABLE, -tax))
    return Change(balanced(event.date, event.ref, event.purpose, legs), records)
