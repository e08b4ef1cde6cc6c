"""Events on sharia financing: which rule each goes through; contracts are undone latest first."""

from typing import TypeAlias, assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import side_of
from koperasi_ledger.engine.history import History
from koperasi_ledger.engine.loans import loan_of
from koperasi_ledger.model.accounts import CHARITY
from koperasi_ledger.model.events.sharia import (
    CharitySpent,
    IjarahAssetBought,
    IjarahEnded,
    IjarahMonthRecorded,
    IjarahRentReceived,
    MurabahahDownPaid,
    MurabahahDownReturned,
    MurabahahGoodsBought,
    MurabahahGoodsReturned,
    PartnershipAgreed,
    PartnershipFunded,
    PartnershipLossReported,
    PartnershipProfitPaid,
    PartnershipProfitReported,
    PartnershipReturned,
    QardhGiftReceived,
    ShariaEvent,
)
from koperasi_ledger.model.records.sharia import Ijarah, MurabahahGoods, Partnership
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.sharia import UnknownContract
from koperasi_ledger.rules.sharia import gifts, goods, ijarah, partnerships

GOES_BACK = frozenset({MurabahahGoods.kind, Partnership.kind, Ijarah.kind})
"""The records of contracts, which a reversal sets back to what they were: latest first."""

_Goods: TypeAlias = (
    MurabahahGoodsBought | MurabahahGoodsReturned | MurabahahDownPaid | MurabahahDownReturned
)
_Partnership: TypeAlias = (
    PartnershipFunded
    | PartnershipProfitReported
    | PartnershipProfitPaid
    | PartnershipLossReported
    | PartnershipReturned
)
_Ijarah: TypeAlias = IjarahMonthRecorded | IjarahRentReceived | IjarahEnded


def change(event: ShariaEvent, books: Books, history: History) -> Change:  # noqa: PLR0911 - one answer for each kind
    """What an event on sharia financing does."""
    if isinstance(event, CharitySpent):
        held = -history.balance(CHARITY, event.date)
        return gifts.spend_charity(event, held, side_of(event, books))
    if isinstance(event, QardhGiftReceived):
        return gifts.receive_gift(event, loan_of(event.loan, books), side_of(event, books))
    if isinstance(event, PartnershipAgreed):
        books.check_unit(event.unit, event.date)
        known = books.find(Partnership, event.contract)
        return partnerships.agree(event, known, books.member(event.member))
    if isinstance(event, IjarahAssetBought):
        known_thing = books.find(Ijarah, event.contract)
        member = books.member(event.member)
        return ijarah.buy(event, known_thing, member, side_of(event, books))
    if isinstance(event, _Goods):
        return _on_goods(event, books)
    if isinstance(event, _Ijarah):
        return _on_ijarah(event, books)
    return _on_partnership(event, books)


def goods_of(number: str, member: str, books: Books) -> MurabahahGoods:
    """What is held for a murabahah; nothing yet, when nothing was bought or paid."""
    return books.find(MurabahahGoods, number) or MurabahahGoods(loan=number, member=member)


def _on_goods(event: _Goods, books: Books) -> Change:
    loan = loan_of(event.loan, books)
    held, side = goods_of(loan.number, loan.member, books), side_of(event, books)
    match event:
        case MurabahahGoodsBought():
            return goods.buy(event, loan, held, side)
        case MurabahahGoodsReturned():
            return goods.give_back(event, loan, held, side)
        case MurabahahDownPaid():
            return goods.pay_down(event, loan, held, side)
        case MurabahahDownReturned():
            return goods.return_down(event, loan, held, side)
        case _:
            assert_never(event)


def _on_partnership(event: _Partnership, books: Books) -> Change:
    contract = books.find(Partnership, event.contract)
    if contract is None:
        raise UnknownContract(event.contract)
    match event:
        case PartnershipFunded():
            member = books.member(contract.member)
            return partnerships.fund(event, contract, member, side_of(event, books))
        case PartnershipProfitReported():
            return partnerships.report_profit(event, contract)
        case PartnershipProfitPaid():
            return partnerships.pay_profit(event, contract, side_of(event, books))
        case PartnershipLossReported():
            return partnerships.report_loss(event, contract)
        case PartnershipReturned():
            return partnerships.give_back(event, contract, side_of(event, books))
        case _:
            assert_never(event)


def _on_ijarah(event: _Ijarah, books: Books) -> Change:
    contract = books.find(Ijarah, event.contract)
    if contract is None:
        raise UnknownContract(event.contract)
    match event:
        case IjarahMonthRecorded():
            return ijarah.record_month(event, contract)
        case IjarahRentReceived():
            return ijarah.receive_rent(event, contract, side_of(event, books))
        case IjarahEnded():
            return ijarah.end(event, contract, side_of(event, books))
        case _:
            assert_never(event)
