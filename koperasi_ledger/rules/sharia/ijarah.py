"""Ijarah and IMBT: a thing is let to a member, written down, and in the end given or sold.

Buy: Dr Aset ijarah, Cr Kas. Each month: Dr Piutang ujrah, Cr Pendapatan ujrah; Dr Beban penyusutan,
Cr Akumulasi. Both sums are brought to what they should be after so many months, so a month left out
is made good by the next. Source: PSAK 407 (ex 107), savings-loans reference section 6.
"""

from decimal import Decimal
from fractions import Fraction

from koperasi_ledger.model.accounts import (
    IJARAH_ASSETS,
    IJARAH_WEAR,
    IJARAH_WORN,
    OTHER_EXPENSE,
    OTHER_INCOME,
    UJRAH_AHEAD,
    UJRAH_CLAIM,
    UJRAH_INCOME,
)
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.sharia import (
    IjarahAssetBought,
    IjarahEnded,
    IjarahMonthRecorded,
    IjarahRentReceived,
)
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.records import Member, Record
from koperasi_ledger.model.records.sharia import Ijarah
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import last_day, month_name, months_between
from koperasi_ledger.rules.errors.sharia import (
    ContractExists,
    ContractWrongStatus,
    GoodsEarlier,
    IjarahMonthTwice,
    IjarahNotMonthEnd,
    NoIjarahMonth,
    RentOpen,
    RentTooFarAhead,
)
from koperasi_ledger.rules.money_side import MoneySide, move
from koperasi_ledger.rules.rounding import rounded
from koperasi_ledger.rules.savings import require_active

_ZERO = Decimal(0)
_RUPIAH = 100


def _leg(contract: Ijarah, account: str, amount: Decimal) -> Posting:
    return Posting(account, amount, contract.member, sub=contract.number)


def rent_legs(contract: Ijarah, recognised: Decimal, received: Decimal) -> list[Posting]:
    """The legs that bring rent owed, or paid ahead, to new sums of what was earned and paid."""
    before, after = contract.recognised - contract.received, recognised - received
    return [
        _leg(contract, UJRAH_CLAIM, max(after, _ZERO) - max(before, _ZERO)),
        _leg(contract, UJRAH_AHEAD, min(after, _ZERO) - min(before, _ZERO)),
    ]


def buy(event: IjarahAssetBought, known: Ijarah | None, member: Member, side: MoneySide) -> Change:
    """A thing is bought to be let.

    Raises:
        ContractExists, MemberNotActive.
    """
    if known is not None:
        raise ContractExists(event.contract, known.member)
    require_active(member, event.date)
    contract = Ijarah(
        number=event.contract,
        member=event.member,
        akad=event.akad,
        unit=event.unit,
        cost=event.amount,
        residual=event.residual or _ZERO,
        ujrah=event.ujrah,
        months=event.months,
        first_month=event.first_month,
        life=event.life,
        bought=event.date,
    )
    leg, waiting = move(event, side, -event.amount, event.bank_ref)
    what = f"Pembelian aset {event.akad} {event.contract} {event.member}"
    legs = [_leg(contract, IJARAH_ASSETS, event.amount), leg]
    return Change(balanced(event.date, event.ref, what, legs), (contract, *waiting))


def _require_running(contract: Ijarah, wanted: str) -> None:
    if contract.ended is not None:
        raise ContractWrongStatus(contract.number, "selesai", wanted)


def earned_through(contract: Ijarah, month: str) -> tuple[Decimal, Decimal]:
    """The rent earned and the cost used up by the end of a month, since the contract began."""
    count = max(0, months_between(contract.first_month, month) + 1)
    rent = contract.ujrah * min(count, contract.months)
    whole = to_sen(contract.cost - contract.residual)
    part = Fraction(min(count, contract.life), contract.life)
    worn = whole if part == 1 else rounded(whole * part, _RUPIAH, "bawah")
    return rent, from_sen(worn)


def record_month(event: IjarahMonthRecorded, contract: Ijarah) -> Change:
    """A month's rent is earned and a month's part of the thing used up.

    Raises:
        ContractWrongStatus, IjarahNotMonthEnd, IjarahMonthTwice, NoIjarahMonth.
    """
    _require_running(contract, "dicatat ujrahnya")
    if event.date != last_day(event.month):
        raise IjarahNotMonthEnd(event.month, event.date)
    if contract.run is not None and event.month <= contract.run:
        raise IjarahMonthTwice(contract.number, event.month, contract.run)
    rent, worn = earned_through(contract, event.month)
    more, wear = rent - contract.recognised, worn - contract.written_down
    if not more and not wear:
        raise NoIjarahMonth(contract.number, event.month)
    unit, sub = contract.unit, contract.number
    entry = balanced(
        event.date,
        event.ref,
        f"Ujrah {contract.number} {contract.member} {month_name(event.month)}",
        [
            *rent_legs(contract, rent, contract.received),
            Posting(UJRAH_INCOME, -more, contract.member, unit, sub=sub),
            Posting(IJARAH_WEAR, wear, None, unit, sub=sub),
            _leg(contract, IJARAH_WORN, -wear),
        ],
    )
    return Change(entry, (contract.updated(recognised=rent, written_down=worn, run=event.month),))


def receive_rent(event: IjarahRentReceived, contract: Ijarah, side: MoneySide) -> Change:
    """Rent comes in: what is owed first, the rest is for months to come.

    Raises:
        ContractWrongStatus, RentTooFarAhead, GoodsEarlier.
    """
    _require_running(contract, "dibayar ujrahnya")
    if event.date < contract.bought:
        raise GoodsEarlier(f"Akad {contract.number}", event.date, "akadnya", contract.bought)
    received = contract.received + event.amount
    whole = contract.ujrah * contract.months
    if received > whole:
        raise RentTooFarAhead(contract.number, event.amount, whole - contract.received)
    leg, waiting = move(event, side, event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Penerimaan ujrah {contract.number} {contract.member}",
        [leg, *rent_legs(contract, contract.recognised, received)],
    )
    return Change(entry, (contract.updated(received=received), *waiting))


def end(event: IjarahEnded, contract: Ijarah, side: MoneySide) -> Change:
    """The thing leaves the books; its price less its book value is a gain or a loss.

    Raises:
        ContractWrongStatus, GoodsEarlier, RentOpen.
    """
    _require_running(contract, "dialihkan")
    begun = contract.bought if contract.run is None else last_day(contract.run)
    if event.date < begun:
        raise GoodsEarlier(f"Akad {contract.number}", event.date, "bulan terakhirnya", begun)
    owed = contract.recognised - contract.received
    if owed:
        raise RentOpen(contract.number, owed)
    waiting: tuple[Record, ...] = ()
    legs: list[Posting] = []
    if event.amount:
        leg, waiting = move(event, side, event.amount, event.bank_ref)
        legs.append(leg)
    loss = contract.cost - contract.written_down - event.amount
    legs += [
        _leg(contract, IJARAH_WORN, contract.written_down),
        Posting(OTHER_EXPENSE if loss > 0 else OTHER_INCOME, loss, None, contract.unit),
        _leg(contract, IJARAH_ASSETS, -contract.cost),
    ]
    what = f"Pengalihan aset {contract.akad} {contract.number} {contract.member}"
    entry = balanced(event.date, event.ref, what, legs)
    return Change(entry, (contract.updated(ended=event.date), *waiting))
