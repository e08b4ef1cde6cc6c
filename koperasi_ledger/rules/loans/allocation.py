"""What a payment pays: denda, jasa and pokok in the agreed order, the oldest first.

Source: agreements of koperasi say denda, then jasa, then pokok, oldest instalment first; without
one, interest comes before principal (KUHPerdata art. 1397; savings-loans reference 1.4).
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from koperasi_ledger.model.policy.loans import LoanProduct
from koperasi_ledger.rules.loans.position import OpenRow, Position

_ZERO = Decimal(0)

Component: TypeAlias = Literal["denda", "jasa", "pokok"]


class Allocation(NamedTuple):
    """Where an amount goes; `rest` is what nothing asks for. The four add up to the amount."""

    principal: Decimal
    interest: Decimal
    penalty: Decimal
    rest: Decimal


def allocate(
    amount: Decimal, position: Position, product: LoanProduct, penalty: Decimal | None = None
) -> Allocation:
    """What `amount` pays on the day of the position, first what is due, then what is not yet.

    What is due goes by instalment, oldest first, or by component over all of them, as the product
    says. Beyond that the coming instalments follow where the product wants that; of a daily
    balance the principal. `penalty` replaces the denda that is due.
    """
    paid: dict[Component, Decimal] = {"denda": _ZERO, "jasa": _ZERO, "pokok": _ZERO}
    rest = amount
    owed_penalty = position.penalty_due if penalty is None else penalty
    if penalty is not None:
        position = position._replace(deferred=_ZERO)
    for component, owed in _asked(position, product, owed_penalty):
        pays = min(rest, owed)
        paid[component] += pays
        rest -= pays
        if not rest:
            break
    return Allocation(paid["pokok"], paid["jasa"], paid["denda"], rest)


def _asked(
    position: Position, product: LoanProduct, penalty: Decimal
) -> Iterator[tuple[Component, Decimal]]:
    """The sums that are asked for, in the order in which they are paid."""
    if product.method == "harian":
        sums = {"denda": penalty, "jasa": position.interest_due, "pokok": position.principal_due}
        yield from ((component, sums[component]) for component in product.order)
        if product.ahead == "angsuran-berikutnya":
            yield "denda", position.deferred
            yield "pokok", position.balance - position.principal_due
        return
    due = [row for row in position.open_rows if row.due <= position.day]
    if product.by_instalment:
        yield from _by_instalment(position, product, due, penalty)
    else:
        sums = {
            "denda": penalty,
            "jasa": position.interest_due,
            "pokok": sum((row.principal for row in due), _ZERO),
        }
        yield from ((component, sums[component]) for component in product.order)
    if product.ahead == "angsuran-berikutnya":
        yield "denda", position.deferred
        if position.carried_due > position.day:
            yield "jasa", position.carried
        for row in position.open_rows:
            if row.due > position.day:
                yield from _of_row(row, product)


def _by_instalment(
    position: Position, product: LoanProduct, due: list[OpenRow], penalty: Decimal
) -> Iterator[tuple[Component, Decimal]]:
    if product.order[0] == "denda":
        yield "denda", penalty
    if position.carried_due <= position.day:
        yield "jasa", position.carried
    for row in due:
        yield from _of_row(row, product)
    if product.order[-1] == "denda":
        yield "denda", penalty


def _of_row(row: OpenRow, product: LoanProduct) -> Iterator[tuple[Component, Decimal]]:
    for component in product.order:
        if component == "jasa":
            yield component, row.interest
        elif component == "pokok":
            yield component, row.principal
