"""Mudharabah and musyarakah: capital in a member's business for a share of its profit.

Profit is shared by nisbah; a loss is borne by capital (PSAK 405 and 406, ex 105 and 106; fatwa
DSN-MUI 7/2000 and 8/2000): of a mudharabah all of it by the cooperative, unless the partner was at
fault. Losses stand against the capital until the contract ends.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from koperasi_ledger.model.accounts import (
    MUDHARABAH,
    MUDHARABAH_INCOME,
    MUSYARAKAH,
    MUSYARAKAH_INCOME,
    PARTNER_LOSS,
    PARTNER_LOSSES_SO_FAR,
    PARTNER_PROFIT,
)
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.sharia import (
    PartnershipAgreed,
    PartnershipFunded,
    PartnershipLossReported,
    PartnershipProfitPaid,
    PartnershipProfitReported,
    PartnershipReturned,
)
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.records import Member
from koperasi_ledger.model.records.sharia import Partnership
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import month_name, month_of
from koperasi_ledger.rules.errors.sharia import (
    AboveCapital,
    ContractExists,
    ContractWrongStatus,
    GoodsEarlier,
    ProfitClaimTooSmall,
    ProfitOutOfOrder,
)
from koperasi_ledger.rules.money_side import MoneySide, move
from koperasi_ledger.rules.rounding import rounded
from koperasi_ledger.rules.savings import require_active

_ZERO = Decimal(0)
_RUPIAH = 100


def capital_account(contract: Partnership) -> str:
    """The account that holds the cooperative's capital."""
    return MUDHARABAH if contract.akad == "mudharabah" else MUSYARAKAH


def _income_account(contract: Partnership) -> str:
    return MUDHARABAH_INCOME if contract.akad == "mudharabah" else MUSYARAKAH_INCOME


def _leg(contract: Partnership, account: str, amount: Decimal) -> Posting:
    return Posting(account, amount, contract.member, sub=contract.number)


def capital_share(contract: Partnership) -> Fraction:
    """The cooperative's part of all capital in the business."""
    whole = to_sen(contract.balance) + to_sen(contract.partner_capital)
    return Fraction(to_sen(contract.balance), whole)


def profit_share(contract: Partnership) -> Fraction:
    """The cooperative's part of a profit: the nisbah, or by capital where none was agreed."""
    if contract.nisbah is None:
        return capital_share(contract)
    return Fraction(contract.nisbah) / 100


def agree(event: PartnershipAgreed, known: Partnership | None, member: Member) -> Change:
    """The akad is on record; nothing is handed over yet.

    Raises:
        ContractExists, MemberNotActive.
    """
    if known is not None:
        raise ContractExists(event.contract, known.member)
    require_active(member, event.date)
    contract = Partnership(
        number=event.contract,
        member=event.member,
        akad=event.akad,
        limit=event.limit,
        partner_capital=event.partner_capital or _ZERO,
        nisbah=event.nisbah,
        unit=event.unit,
        agreed=event.date,
    )
    return Change(None, (contract,))


def _require_running(contract: Partnership, wanted: str, day: date) -> None:
    if contract.status != "berjalan":
        raise ContractWrongStatus(contract.number, contract.status, wanted)
    _require_after(contract, day)


def _require_after(contract: Partnership, day: date) -> None:
    if day < contract.agreed:
        raise GoodsEarlier(f"Akad {contract.number}", day, "akadnya", contract.agreed)


def fund(
    event: PartnershipFunded, contract: Partnership, member: Member, side: MoneySide
) -> Change:
    """Capital is handed over.

    Raises:
        ContractWrongStatus, GoodsEarlier, AboveCapital, MemberNotActive.
    """
    if contract.status == "selesai":
        raise ContractWrongStatus(contract.number, contract.status, "diserahi modal")
    _require_after(contract, event.date)
    require_active(member, event.date)
    left = contract.limit - contract.funded
    if event.amount > left:
        raise AboveCapital(contract.number, "Modal", event.amount, left)
    leg, waiting = move(event, side, -event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Penyerahan modal {contract.akad} {contract.number} {contract.member}",
        [_leg(contract, capital_account(contract), event.amount), leg],
    )
    now = contract.updated(
        status="berjalan",
        funded=contract.funded + event.amount,
        balance=contract.balance + event.amount,
    )
    return Change(entry, (now, *waiting))


def _check_month(contract: Partnership, month: str, day: date) -> None:
    if contract.reported is not None and month <= contract.reported:
        raise ProfitOutOfOrder(contract.number, month, contract.reported)
    if month_of(day) < month:
        raise GoodsEarlier(
            f"Akad {contract.number}", day, "awal bulannya", date.fromisoformat(f"{month}-01")
        )


def report_profit(event: PartnershipProfitReported, contract: Partnership) -> Change:
    """The share of a reported profit is income and a claim, in whole rupiah.

    Raises:
        ContractWrongStatus, GoodsEarlier, ProfitOutOfOrder.
    """
    _require_running(contract, "dilaporkan labanya", event.date)
    _check_month(contract, event.month, event.date)
    ours = from_sen(rounded(to_sen(event.profit) * profit_share(contract), _RUPIAH, "half-up"))
    now = contract.updated(reported=event.month, claim=contract.claim + ours)
    if not ours:
        return Change(None, (now,))
    entry = balanced(
        event.date,
        event.ref,
        f"Bagi hasil {contract.akad} {contract.number} {contract.member} {month_name(event.month)}",
        [
            _leg(contract, PARTNER_PROFIT, ours),
            _leg(contract, _income_account(contract), -ours)._replace(unit=contract.unit),
        ],
    )
    return Change(entry, (now,))


def pay_profit(event: PartnershipProfitPaid, contract: Partnership, side: MoneySide) -> Change:
    """The share of profit comes in.

    Raises:
        ProfitClaimTooSmall.
    """
    if event.amount > contract.claim:
        raise ProfitClaimTooSmall(contract.number, event.amount, contract.claim)
    leg, waiting = move(event, side, event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Penerimaan bagi hasil {contract.number} {contract.member}",
        [leg, _leg(contract, PARTNER_PROFIT, -event.amount)],
    )
    return Change(entry, (contract.updated(claim=contract.claim - event.amount), *waiting))


def loss_share(contract: Partnership, loss: Decimal) -> Decimal:
    """What the cooperative bears of a loss, in whole rupiah."""
    part = Fraction(1) if contract.akad == "mudharabah" else capital_share(contract)
    return from_sen(rounded(to_sen(loss) * part, _RUPIAH, "half-up"))


def report_loss(event: PartnershipLossReported, contract: Partnership) -> Change:
    """The share of a loss is an expense, and stands against the capital.

    When nothing of the capital is left, the contract ends. With the partner at fault nothing is
    lost to the cooperative: the partner owes the capital whole.

    Raises:
        ContractWrongStatus, GoodsEarlier, ProfitOutOfOrder, AboveCapital.
    """
    _require_running(contract, "dilaporkan ruginya", event.date)
    _check_month(contract, event.month, event.date)
    now = contract.updated(reported=event.month)
    if event.fault:
        return Change(None, (now.updated(at_fault=True),))
    ours, left = loss_share(contract, event.loss), contract.balance - contract.lost
    if ours > left:
        raise AboveCapital(contract.number, "Rugi bagian koperasi", ours, left)
    if not ours:
        return Change(None, (now,))
    now = now.updated(lost=contract.lost + ours)
    legs = [
        Posting(PARTNER_LOSS, ours, contract.member, contract.unit, sub=contract.number),
        _leg(contract, PARTNER_LOSSES_SO_FAR, -ours),
    ]
    ended, closing = _ended_if_nothing_left(now, event.date)
    entry = balanced(
        event.date,
        event.ref,
        f"Rugi {contract.akad} {contract.number} {contract.member} {month_name(event.month)}",
        [*legs, *closing],
    )
    return Change(entry, (ended,))


def give_back(event: PartnershipReturned, contract: Partnership, side: MoneySide) -> Change:
    """Capital comes back; with the last of it the losses are set off and the contract ends.

    Raises:
        ContractWrongStatus, GoodsEarlier, AboveCapital.
    """
    _require_running(contract, "dikembalikan modalnya", event.date)
    left = contract.balance - contract.lost
    if event.amount > left:
        raise AboveCapital(contract.number, "Pengembalian modal", event.amount, left)
    leg, waiting = move(event, side, event.amount, event.bank_ref)
    partner = contract.partner_capital
    if contract.akad == "musyarakah-menurun":
        partner += event.amount
    now = contract.updated(balance=contract.balance - event.amount, partner_capital=partner)
    ended, closing = _ended_if_nothing_left(now, event.date)
    entry = balanced(
        event.date,
        event.ref,
        f"Pengembalian modal {contract.akad} {contract.number} {contract.member}",
        [leg, _leg(contract, capital_account(contract), -event.amount), *closing],
    )
    return Change(entry, (ended, *waiting))


def _ended_if_nothing_left(contract: Partnership, day: date) -> tuple[Partnership, list[Posting]]:
    """The contract ended, and what sets the losses off against the capital, if nothing is left."""
    if contract.balance > contract.lost:
        return contract, []
    legs = [
        _leg(contract, PARTNER_LOSSES_SO_FAR, contract.lost),
        _leg(contract, capital_account(contract), -contract.balance),
    ]
    return contract.updated(status="selesai", balance=_ZERO, lost=_ZERO, ended=day), legs
