"""Murabahah: the goods are the cooperative's before they are sold, and uang muka is a liability.

Buy: Dr Aset murabahah, Cr Kas. Uang muka: Dr Kas, Cr Uang muka. Sell (in `rules/loans/granting`):
Dr Piutang (price less uang muka) and Dr Uang muka, Cr Aset and Cr Margin ditangguhkan. Source: PSAK
402 (ex 102), savings-loans reference section 6, case IY01.
"""

from datetime import date
from decimal import Decimal

from koperasi_ledger.model.accounts import (
    MURABAHAH_DOWN,
    MURABAHAH_GOODS,
    OTHER_EXPENSE,
    OTHER_INCOME,
)
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.loans import LoanDisbursed
from koperasi_ledger.model.events.sharia import (
    MurabahahDownPaid,
    MurabahahDownReturned,
    MurabahahGoodsBought,
    MurabahahGoodsReturned,
)
from koperasi_ledger.model.records.loans import Loan
from koperasi_ledger.model.records.sharia import MurabahahGoods
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.loans import LoanWrongStatus
from koperasi_ledger.rules.errors.sharia import (
    DownTooLarge,
    GoodsDiffer,
    GoodsEarlier,
    GoodsMissing,
    NotThisAkad,
)
from koperasi_ledger.rules.money_side import MoneySide, move

_ZERO = Decimal(0)
_BEFORE_SALE = ("diajukan", "disetujui")
_NOT_SOLD = (*_BEFORE_SALE, "ditolak")


def goods_leg(goods: MurabahahGoods, amount: Decimal) -> Posting:
    """The goods held for a murabahah grow by `amount`, at cost."""
    return Posting(MURABAHAH_GOODS, amount, goods.member, sub=goods.loan)


def down_leg(goods: MurabahahGoods, amount: Decimal) -> Posting:
    """The uang muka falls by `amount` (less than zero: grows)."""
    return Posting(MURABAHAH_DOWN, amount, goods.member, sub=goods.loan)


def _require(loan: Loan, wanted: str, day: date, *statuses: str) -> None:
    if loan.product.akad != "murabahah":
        raise NotThisAkad(loan.number, loan.product.akad, "murabahah")
    if loan.status not in statuses:
        raise LoanWrongStatus(loan.number, loan.status, wanted)
    if day < loan.applied:
        raise GoodsEarlier(loan.number, day, "permohonannya", loan.applied)


def buy(event: MurabahahGoodsBought, loan: Loan, goods: MurabahahGoods, side: MoneySide) -> Change:
    """Goods are bought for an order, by the cooperative or in its name (wakalah).

    Raises:
        NotThisAkad, LoanWrongStatus, GoodsEarlier.
    """
    _require(loan, "dibelikan barang", event.date, *_BEFORE_SALE)
    leg, waiting = move(event, side, -event.amount, event.bank_ref)
    who = " (wakalah)" if event.wakalah else ""
    entry = balanced(
        event.date,
        event.ref,
        f"Pembelian barang murabahah {loan.number} {loan.member}{who}",
        [goods_leg(goods, event.amount), leg],
    )
    now = goods.updated(
        cost=goods.cost + event.amount,
        wakalah=goods.wakalah or event.wakalah,
        bought=max(goods.bought or event.date, event.date),
    )
    return Change(entry, (now, *waiting))


def give_back(
    event: MurabahahGoodsReturned, loan: Loan, goods: MurabahahGoods, side: MoneySide
) -> Change:
    """The goods leave without the sale; what they bring less than their cost is a loss.

    Raises:
        NotThisAkad, LoanWrongStatus, GoodsEarlier, GoodsMissing.
    """
    _require(loan, "dikembalikan barangnya", event.date, *_NOT_SOLD)
    if not goods.cost:
        raise GoodsMissing(loan.number)
    leg, waiting = move(event, side, event.amount, event.bank_ref)
    loss = goods.cost - event.amount
    account = OTHER_EXPENSE if loss > 0 else OTHER_INCOME
    entry = balanced(
        event.date,
        event.ref,
        f"Pengembalian barang murabahah {loan.number} {loan.member}",
        [leg, Posting(account, loss, None, event.unit), goods_leg(goods, -goods.cost)],
    )
    return Change(entry, (goods.updated(cost=_ZERO), *waiting))


def pay_down(
    event: MurabahahDownPaid, loan: Loan, goods: MurabahahGoods, side: MoneySide
) -> Change:
    """Uang muka comes in; it stays the member's until the goods are handed over.

    Raises:
        NotThisAkad, LoanWrongStatus, GoodsEarlier.
    """
    _require(loan, "diberi uang muka", event.date, *_BEFORE_SALE)
    leg, waiting = move(event, side, event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Uang muka murabahah {loan.number} {loan.member}",
        [leg, down_leg(goods, -event.amount)],
    )
    return Change(entry, (goods.updated(down=goods.down + event.amount), *waiting))


def return_down(
    event: MurabahahDownReturned, loan: Loan, goods: MurabahahGoods, side: MoneySide
) -> Change:
    """Uang muka goes back; the costs that the cooperative really had may be kept.

    Raises:
        NotThisAkad, LoanWrongStatus, GoodsEarlier, DownTooLarge.
    """
    _require(loan, "dikembalikan uang mukanya", event.date, *_NOT_SOLD)
    kept = event.kept or _ZERO
    total = event.amount + kept
    if total > goods.down:
        raise DownTooLarge(loan.number, total, goods.down)
    leg, waiting = move(event, side, -event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Pengembalian uang muka murabahah {loan.number} {loan.member}",
        [down_leg(goods, total), Posting(OTHER_INCOME, -kept, None, event.unit), leg],
    )
    return Change(entry, (goods.updated(down=goods.down - total), *waiting))


def hand_over(
    event: LoanDisbursed, loan: Loan, goods: MurabahahGoods | None
) -> tuple[list[Posting], MurabahahGoods]:
    """The legs that take the goods and the uang muka out of the books when they are sold.

    Raises:
        GoodsMissing, GoodsEarlier: none were bought, or only later (fatwa DSN-MUI 4/2000: the goods
            are the cooperative's before they are sold).
        GoodsDiffer: the financing is not their cost less the uang muka.
    """
    if goods is None or not goods.cost:
        raise GoodsMissing(loan.number)
    if goods.bought is not None and event.date < goods.bought:
        raise GoodsEarlier(loan.number, event.date, "pembelian barangnya", goods.bought)
    if event.amount != goods.cost - goods.down:
        raise GoodsDiffer(loan.number, event.amount, goods.cost, goods.down)
    legs = [goods_leg(goods, -goods.cost), down_leg(goods, goods.down)]
    return legs, goods.updated(cost=_ZERO, down=_ZERO, handed_over=event.date)
