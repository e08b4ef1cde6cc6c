"""The profit of a month, divided between the cooperative and its mudharabah savings, and savers.

    share of a saver = income x portion x (average balance / all average balances) x nisbah

Each product's savers together get whole rupiah, rounded down: what is less stays with the
cooperative. Within a product nothing is lost: largest remainder, equal remainders in the order of
member numbers. Sources: PSAK 405 (dana syirkah temporer), fatwa DSN-MUI 15/2000; savings-loans
reference section 6.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from koperasi_ledger.model.money import allocate, from_sen, to_sen
from koperasi_ledger.model.policy.sharia import ProfitSharing, SharedProduct
from koperasi_ledger.model.records import SavingsAccount
from koperasi_ledger.model.records.sharing import PoolPart
from koperasi_ledger.rules.errors import MovementsForgotten
from koperasi_ledger.rules.rounding import rounded
from koperasi_ledger.rules.savings_moves import knows, stretches

_RUPIAH = 100


class ProductPool(NamedTuple):
    """A product's savers together: what belongs to them, and each one's weight, by member."""

    part: PoolPart
    weights: tuple[tuple[str, int], ...]


def weight(account: SavingsAccount, product: SharedProduct, month: str) -> int:
    """The account's balances of the month's days added up, in sen; zero below the minimum.

    Divided by the days it is the average balance. A day on which a late entry leaves less than
    zero counts as zero.

    Raises:
        MovementsForgotten: the account no longer knows its balances of every day.
    """
    if not knows(account, month):
        raise MovementsForgotten(account.member, product.key, month)
    total = days = 0
    for part in stretches(account, month):
        total += max(to_sen(part.balance), 0) * part.days
        days += part.days
    return total if total >= to_sen(product.minimum) * days else 0


def divide(
    policy: ProfitSharing, income: Decimal, accounts: Iterable[SavingsAccount], month: str
) -> list[ProductPool]:
    """The pool of each product of the policy, in its order; `accounts` are in any order."""
    products = {product.key: product for product in policy.products}
    weights: dict[str, list[tuple[str, int]]] = {key: [] for key in products}
    for account in accounts:
        if account.product in products:
            heavy = weight(account, products[account.product], month)
            if heavy:
                weights[account.product].append((account.member, heavy))
    sums = {key: sum(each for _, each in found) for key, found in weights.items()}
    whole = sum(sums.values())
    pools = []
    for key, product in products.items():
        total = 0
        if whole and income > 0:
            exact = (
                Fraction(to_sen(income) * sums[key], whole)
                * (Fraction(policy.portion) / 100)
                * (Fraction(product.nisbah) / 100)
            )
            total = rounded(exact, _RUPIAH, "bawah")
        amount = from_sen(total)
        part = PoolPart(product=key, total=amount, remaining=amount, weight=sums[key])
        pools.append(ProductPool(part, tuple(sorted(weights[key]))))
    return pools


def shares_of(pools: Sequence[ProductPool]) -> Mapping[str, dict[str, Decimal]]:
    """What each member gets of each product, in rupiah, by member number; Σ = the pools."""
    found: dict[str, dict[str, Decimal]] = {}
    for pool in pools:
        if not pool.part.total:
            continue
        amounts = allocate(pool.part.total, [Decimal(each) for _, each in pool.weights])
        for (member, _), amount in zip(pool.weights, amounts, strict=True):
            if amount:
                found.setdefault(member, {})[pool.part.product] = amount
    return dict(sorted(found.items()))


def exact_share(part: PoolPart, heavy: int) -> Fraction:
    """A saver's exact part of a product's pool, in rupiah."""
    return Fraction(part.total) * Fraction(heavy, part.weight) if part.weight else Fraction(0)
