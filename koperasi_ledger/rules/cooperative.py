"""The cooperative's books as a whole: founding, policy, opening balances, adjustments, closing."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.accounts import (
    CASH_PARENT,
    POKOK,
    SHU_CURRENT,
    VOLUNTARY,
    WAJIB,
    Account,
)
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events import (
    CooperativeFounded,
    JournalAdjusted,
    MonthClosed,
    OpeningBalancesRecorded,
)
from koperasi_ledger.model.events.cooperative import OpeningMember
from koperasi_ledger.model.records import (
    CashAccount,
    Cooperative,
    Member,
    Period,
    PolicySection,
    Record,
    SavingsAccount,
)
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import add_months, last_day, month_of
from koperasi_ledger.rules.errors import (
    AlreadyFounded,
    CloseInOrder,
    ControlAccount,
    ListedTwice,
    MemberHasBalance,
    MonthNotOver,
    OpeningTwice,
    OpeningUnbalanced,
    ResultByHand,
)
from koperasi_ledger.rules.errors.years import YearNotClosed
from koperasi_ledger.rules.policies import product_of, savings_on
from koperasi_ledger.rules.savings import require_active, wajib_due
from koperasi_ledger.rules.savings_moves import months_kept, moved


def found(event: CooperativeFounded, known: Cooperative | None) -> Change:
    """The books are opened; a first cash box `kas` comes with them."""
    if known is not None:
        raise AlreadyFounded(known.name)
    cooperative = Cooperative(
        name=event.name,
        profile=event.profile,
        founded=event.date,
        legal_number=event.legal_number,
        address=event.address,
    )
    cash = CashAccount(
        short="kas",
        account=f"{CASH_PARENT}:Utama",
        name="Kas",
        type="kas",
        opened=event.date,
        code="1110.01",
    )
    return Change(None, (cooperative, Period(), cash))


def open_balances(
    event: OpeningBalancesRecorded,
    cooperative: Cooperative,
    accounts: Sequence[Account],
    members: Sequence[Member],
    *,
    held: Mapping[str, SavingsAccount],
    section: PolicySection,
    loans: Sequence[tuple[Sequence[Record], Sequence[Posting]]] = (),
) -> Change:
    """The balances taken over; the control accounts are the sums of the members' and loans' lines.

    `accounts` and `members` are the records of the event's lines, in the same order; `held` are
    the voluntary savings accounts of these members' lines, by key; `loans` what each of the loans
    brings (`rules.loans.taking_over`).

    Raises:
        OpeningTwice, ListedTwice, ControlAccount, MemberHasBalance, OpeningUnbalanced.
        NoPolicy: there is none for the oldest month that a member still owes.
    """
    if cooperative.opened_by is not None:
        raise OpeningTwice(cooperative.opened_by)
    _refuse_repeats([f"Akun {line.account}" for line in event.balances])
    _refuse_repeats([f"Anggota {line.member}" for line in event.members])
    for account in accounts:
        if account.control:
            raise ControlAccount(account.name)
    zero = Decimal(0)
    debits = sum((line.debit or zero for line in event.balances), zero)
    credits_ = sum((line.credit or zero for line in event.balances), zero)
    legs = [
        Posting(line.account, line.debit if line.debit is not None else -(line.credit or zero))
        for line in event.balances
    ]
    records: list[Record] = []
    owed = zero
    _refuse_repeats([f"Pinjaman {line.loan}" for line in event.loans or ()])
    for brought, postings in loans:
        records += brought
        legs += postings
        owed -= sum((leg.amount for leg in postings), zero)
    for line, member in zip(event.members, members, strict=True):
        opened, postings = _open_member(line, member, held, section, event.date)
        records += opened
        legs += postings
        owed -= sum((leg.amount for leg in postings), zero)
    if debits != credits_ + owed:
        raise OpeningUnbalanced(debits, credits_, owed)
    # A member of old may have nothing but a month up to which dues are paid.
    moved = any(leg.amount for leg in legs)
    entry = balanced(event.date, event.ref, "Saldo awal", legs) if moved else None
    return Change(entry, (cooperative.updated(opened_by=event.ref), *records))


def _refuse_repeats(names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ListedTwice(name)
        seen.add(name)


def _open_member(
    line: OpeningMember,
    member: Member,
    held: Mapping[str, SavingsAccount],
    section: PolicySection,
    day: date,
) -> tuple[list[Member | SavingsAccount], list[Posting]]:
    require_active(member, day)
    if member.pokok or member.wajib:
        raise MemberHasBalance(member.number)
    terms = savings_on(section, day)
    oldest = add_months(line.wajib_paid_through, 1)
    if oldest <= month_of(day):
        wajib_due(section, oldest)
    _refuse_repeats([f"Simpanan {line.member} {saving.product}" for saving in line.savings])
    changes = {
        "pokok": line.pokok,
        "wajib": line.wajib,
        "due_month": oldest,
    }
    records: list[Member | SavingsAccount] = [member.updated(**changes)]
    legs = [
        Posting(POKOK, -line.pokok, member.number),
        Posting(WAJIB, -line.wajib, member.number),
    ]
    for saving in line.savings:
        product = product_of(terms, saving.product)
        account = held[f"{member.number}:{product.key}"]
        if account.balance:
            raise MemberHasBalance(member.number)
        records.append(moved(account, day, saving.amount, months_kept(section, product.key)))
        legs.append(Posting(VOLUNTARY, -saving.amount, member.number, sub=product.key))
    return records, legs


def adjust(event: JournalAdjusted, accounts: Sequence[Account]) -> Change:
    """An adjusting entry; `accounts` are those of its lines, in the same order.

    Raises:
        ControlAccount: a line names an account that only a sub-ledger may move.
        ResultByHand: a line names SHU tahun berjalan.
        UnbalancedEntry: debits and credits differ.
    """
    for account in accounts:
        if account.control:
            raise ControlAccount(account.name)
        if account.name == SHU_CURRENT:
            raise ResultByHand(account.name)
    zero = Decimal(0)
    legs = [
        Posting(
            line.account,
            line.debit if line.debit is not None else -(line.credit or zero),
            unit=line.unit,
        )
        for line in event.lines
    ]
    return Change(balanced(event.date, event.ref, f"Penyesuaian: {event.reason}", legs))


def close_month(event: MonthClosed, cooperative: Cooperative, period: Period) -> Change:
    """A month is closed: the one after the last closed, once it has ended.

    Raises:
        CloseInOrder: it is another month's turn.
        MonthNotOver: the event is dated before the month's last day.
        YearNotClosed: the year before the month's is open.
    """
    expected = (
        add_months(period.closed_through, 1)
        if period.closed_through
        else month_of(cooperative.founded)
    )
    if event.month != expected:
        raise CloseInOrder(event.month, expected)
    if event.date < last_day(event.month):
        raise MonthNotOver(event.month)
    before = int(event.month[:4]) - 1
    if before >= cooperative.founded.year and (period.closed_year or 0) < before:
        raise YearNotClosed(before)
    return Change(None, (period.updated(closed_through=event.month),))
