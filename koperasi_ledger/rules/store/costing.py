"""What goods cost: moving average and FIFO, in the journal's order, without losing a sen.

Average: what leaves costs `value x quantity / quantity held`, rounded half up to the policy's
unit (`bulat_hpp`), never more than the value; when everything leaves, it takes all that is left of
the value (the residue rule), so zero goods are worth zero. FIFO: the oldest layer first, each by
the same rule. Where policy allows to sell what is not there, it leaves at the cost of the newest
receipt, stock and value fall below zero, and the next receipt corrects: what was sold too cheaply
or too dearly is shown as a difference. Stock is never rewritten: a late event counts from the
place in the journal where it stands. Source: SAK EP 11/SAK EP 13 "Persediaan", FIFO or weighted
average (reference accounting section 5); rounding and negative stock: decision 27, practice.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.records.stock import Layer, Stock


class Moved(NamedTuple):
    """Stock after a movement, and by how many sen its value changed.

    `correction` (sen) is what goods that had left before they came cost more (or, negative, less)
    than was thought.
    """

    stock: Stock
    change: int
    correction: int = 0
    taken: tuple[Layer, ...] = ()


def part(value: int, share: int, whole: int, unit: int = 1) -> int:
    """`value x share / whole` in sen, rounded half up to multiples of `unit` sen; all above -1."""
    return (2 * value * share + whole * unit) // (2 * whole * unit) * unit


def place_of(stock: Stock, location: str) -> int:
    """What a location has of the item, in millionths."""
    return stock.places.get(location, 0)


def _moved(stock: Stock, location: str, change: int, day: date | None, **more: object) -> Stock:
    places = stock.places | {location: stock.places.get(location, 0) + change}
    moved = stock.moved
    if day is not None and moved.get(location, date.min) < day:
        moved = moved | {location: day}
    return stock.updated(quantity=stock.quantity + change, places=places, moved=moved, **more)


def receive(
    stock: Stock,
    location: str,
    quantity: int,
    cost: int,
    *,
    day: date,
    ref: str,
    returned: bool = False,
) -> Moved:
    """`quantity` millionths come in for `cost` sen; as FIFO's newest layer, or oldest if returned.

    What had left before it came is covered first; the rest is stock at its own cost.
    """
    held, value = stock.quantity, to_sen(stock.value)
    after = held + quantity
    if held >= 0:
        now, layer = value + cost, Layer(ref, quantity, from_sen(cost))
    elif after <= 0:
        now, layer = -part(-value, -after, -held) if after else 0, None
    else:
        now = cost - part(cost, -held, quantity)
        layer = Layer(ref, after, from_sen(now))
    layers = stock.layers
    if stock.method == "fifo" and layer is not None:
        layers = (layer, *layers) if returned else (*layers, layer)
    last = stock.last if returned else (quantity, from_sen(cost))
    changed = _moved(stock, location, quantity, day, value=from_sen(now), layers=layers, last=last)
    return Moved(changed, now - value, value + cost - now)


def cost_of(stock: Stock, quantity: int, unit: int) -> int:
    """What `quantity` millionths cost when they leave, in sen; `unit` is what is rounded to."""
    held, value = stock.quantity, to_sen(stock.value)
    if held == quantity:
        return value
    if held > quantity:
        if stock.method == "fifo":
            return sum(to_sen(layer.value) for layer in taken(stock.layers, quantity, unit))
        return min(part(value, quantity, held, unit), value)
    beyond = quantity - max(held, 0)
    if held > 0 and stock.method == "rata-rata":
        return max(part(value, quantity, held, unit), value)
    return max(value, 0) + _at_last(stock, beyond, unit)


def _at_last(stock: Stock, quantity: int, unit: int) -> int:
    if stock.last is None:
        return 0
    count, cost = stock.last
    return part(to_sen(cost), quantity, count, unit)


def worth(stock: Stock, quantity: int, unit: int) -> int | None:
    """What a surplus of `quantity` millionths is worth in sen; None when no cost is known."""
    if stock.quantity > 0:
        return part(to_sen(stock.value), quantity, stock.quantity, unit)
    return _at_last(stock, quantity, unit) if stock.last is not None else None


def issue(stock: Stock, location: str, quantity: int, day: date, unit: int) -> Moved:
    """`quantity` millionths leave; whether the location has them is for the caller to know."""
    cost = cost_of(stock, quantity, unit)
    gone: tuple[Layer, ...] = ()
    layers = stock.layers
    if layers:
        gone = taken(layers, quantity, unit)
        layers = _left(layers, gone)
    value = from_sen(to_sen(stock.value) - cost)
    after = _moved(stock, location, -quantity, day, value=value, layers=layers)
    return Moved(after, -cost, taken=gone)


def taken(layers: tuple[Layer, ...], quantity: int, unit: int) -> tuple[Layer, ...]:
    """The oldest layers that make up `quantity`, or as much of it as there is; the last in part.

    A part costs its share, rounded as the average is, never more than its layer.
    """
    gone = []
    for layer in layers:
        if quantity <= 0:
            break
        if layer.quantity > quantity:
            value = to_sen(layer.value)
            cost = min(part(value, quantity, layer.quantity, unit), value)
            gone.append(Layer(layer.ref, quantity, from_sen(cost)))
            break
        gone.append(layer)
        quantity -= layer.quantity
    return tuple(gone)


def _left(layers: tuple[Layer, ...], gone: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """The layers without those that are gone, of which the last may be a part of its layer."""
    if not gone:
        return layers
    last, whole = gone[-1], layers[len(gone) - 1]
    rest = layers[len(gone) :]
    if last.quantity == whole.quantity:
        return rest
    value = from_sen(to_sen(whole.value) - to_sen(last.value))
    return (Layer(whole.ref, whole.quantity - last.quantity, value), *rest)


def shift(stock: Stock, source: str, target: str, quantity: int, day: date | None) -> Stock:
    """`quantity` millionths move between two locations; what they cost does not change."""
    return _moved(_moved(stock, source, -quantity, day), target, quantity, day)


def taken_back(
    stock: Stock,
    changes: dict[str, int],
    value: int,
    ref: str,
    *,
    negative: bool,
    gone: tuple[Layer, ...] = (),
) -> Stock | None:
    """The stock without a movement: `changes` by location and `value` sen are added.

    The opposite movement, not the past: what came back has the cost it left with; `gone` are the
    layers that had left. None when goods would be worth nothing they are not worth, or less than
    nothing would be left.
    """
    quantity = sum(changes.values())
    held, worth_now = stock.quantity + quantity, to_sen(stock.value) + value
    if (held == 0 and worth_now) or held * worth_now < 0:
        return None
    places = dict(stock.places)
    for location, change in changes.items():
        places[location] = places.get(location, 0) + change
        if change < 0 and places[location] < 0 and not negative:
            return None
    layers: tuple[Layer, ...] | None = stock.layers
    if stock.method == "fifo" and quantity:
        layers = _layers_back(stock, quantity, value, ref, gone)
    if layers is None:
        return None
    return stock.updated(quantity=held, value=from_sen(worth_now), places=places, layers=layers)


def _layers_back(
    stock: Stock, quantity: int, value: int, ref: str, gone: tuple[Layer, ...]
) -> tuple[Layer, ...] | None:
    """The layers after `quantity` and `value` are added; None when what came is not whole."""
    held = stock.quantity + quantity
    if held <= 0:
        return ()
    if quantity > 0:
        if stock.quantity < 0:
            quantity, value = held, to_sen(stock.value) + value
        return joined(_fitted(gone, quantity, value, ref), stock.layers)
    mine = tuple(layer for layer in stock.layers if layer.ref.partition("#")[0] == ref)
    if not _make_up(mine, -quantity, -value):
        return None
    return tuple(layer for layer in stock.layers if layer not in mine)


def _make_up(layers: tuple[Layer, ...], quantity: int, value: int) -> bool:
    return (
        sum(layer.quantity for layer in layers) == quantity
        and sum(to_sen(layer.value) for layer in layers) == value
    )


def _fitted(gone: tuple[Layer, ...], quantity: int, value: int, ref: str) -> tuple[Layer, ...]:
    """The layers that left, worth `value` in all; one new layer where they are not the same goods.

    What left in several parts of a layer cost what the parts cost together: the last layer has it.
    """
    rest = value - sum(to_sen(layer.value) for layer in gone[:-1])
    if sum(layer.quantity for layer in gone) != quantity or rest < 0:
        return (Layer(ref, quantity, from_sen(value)),)
    return (*gone[:-1], gone[-1]._replace(value=from_sen(rest)))


def joined(first: tuple[Layer, ...], then: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """Layers one after the other; two parts of one layer become one again."""
    if not (first and then and first[-1].ref == then[0].ref):
        return (*first, *then)
    one, other = first[-1], then[0]
    value = from_sen(to_sen(one.value) + to_sen(other.value))
    return (*first[:-1], Layer(one.ref, one.quantity + other.quantity, value), *then[1:])


def average(stock: Stock) -> Decimal | None:
    """What one base unit in stock costs, in rupiah, rounded to sen; None when there is none."""
    if stock.quantity <= 0:
        return None
    return from_sen(part(to_sen(stock.value) * 1_000_000, 1, stock.quantity))
