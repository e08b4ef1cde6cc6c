"""What sharia contracts are made of in the control accounts, contract by contract."""

from collections.abc import Iterator
from decimal import Decimal

from koperasi_ledger.model.accounts import (
    IJARAH_ASSETS,
    IJARAH_WORN,
    MUDHARABAH,
    MURABAHAH_DOWN,
    MURABAHAH_GOODS,
    MUSYARAKAH,
    PARTNER_LOSSES_SO_FAR,
    PARTNER_PROFIT,
    SHARED_PROFIT,
    UJRAH_AHEAD,
    UJRAH_CLAIM,
)
from koperasi_ledger.model.records.sharia import Ijarah, MurabahahGoods, Partnership
from koperasi_ledger.model.records.sharing import ProfitPool
from koperasi_ledger.rules.sharia.partnerships import capital_account

SHARIA_ACCOUNTS = (
    MURABAHAH_GOODS,
    MURABAHAH_DOWN,
    MUDHARABAH,
    MUSYARAKAH,
    PARTNER_PROFIT,
    PARTNER_LOSSES_SO_FAR,
    IJARAH_ASSETS,
    IJARAH_WORN,
    UJRAH_CLAIM,
    UJRAH_AHEAD,
    SHARED_PROFIT,
)
"""The accounts that are the sum of the contracts, or of a month's profit not credited yet."""

_ZERO = Decimal(0)

Part = tuple[str, tuple[str | None, str | None], Decimal]
"""An account, whose share of it (member and sub-ledger key), and how much: debit positive."""


def goods_parts(goods: MurabahahGoods) -> Iterator[Part]:
    """The goods held and the uang muka on them."""
    whose = (goods.member, goods.loan)
    yield MURABAHAH_GOODS, whose, goods.cost
    yield MURABAHAH_DOWN, whose, -goods.down


def partnership_parts(contract: Partnership) -> Iterator[Part]:
    """Capital, losses so far, and profit still to come in."""
    whose = (contract.member, contract.number)
    yield capital_account(contract), whose, contract.balance
    yield PARTNER_LOSSES_SO_FAR, whose, -contract.lost
    yield PARTNER_PROFIT, whose, contract.claim


def ijarah_parts(contract: Ijarah) -> Iterator[Part]:
    """The thing, how far it is written down, and the rent owed or paid ahead."""
    whose = (contract.member, contract.number)
    held = contract.ended is None
    yield IJARAH_ASSETS, whose, contract.cost if held else _ZERO
    yield IJARAH_WORN, whose, -contract.written_down if held else _ZERO
    owed = contract.recognised - contract.received
    yield UJRAH_CLAIM, whose, max(owed, _ZERO)
    yield UJRAH_AHEAD, whose, min(owed, _ZERO)


def pool_parts(pool: ProfitPool) -> Iterator[Part]:
    """What of a month's profit belongs to savers and is not credited yet."""
    for part in pool.parts:
        yield SHARED_PROFIT, (None, f"{pool.month}:{part.product}"), -part.remaining


def sharia_parts(record: object) -> Iterator[Part]:
    """The parts of any of these records; none of others."""
    match record:
        case MurabahahGoods():
            yield from goods_parts(record)
        case Partnership():
            yield from partnership_parts(record)
        case Ijarah():
            yield from ijarah_parts(record)
        case ProfitPool():
            yield from pool_parts(record)
        case _:
            pass
