"""How assets wear, move and go: the monthly run, a new place, a sale, the scrap heap."""

from datetime import date
from decimal import Decimal

from koperasi_ledger.model.accounts import ASSET_GAIN, ASSET_LOSS, Account
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.assets import (
    AssetDepreciated,
    AssetMoved,
    AssetScrapped,
    AssetSold,
    ThingListed,
    ThingReturned,
)
from koperasi_ledger.model.records import Record
from koperasi_ledger.model.records.assets import Asset, AssetLeft, AssetPlace, ListedThing
from koperasi_ledger.rules.assets.coming import owed_leg
from koperasi_ledger.rules.assets.posting import cost_leg, wear_legs, worn_legs
from koperasi_ledger.rules.assets.wear import part_of, worn_through
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import add_months, last_day, month_name, month_of, months_between
from koperasi_ledger.rules.errors.assets import (
    AssetGone,
    AssetMonthTwice,
    AssetNotMonthEnd,
    AssetTooEarly,
    AssetTooMany,
    NothingToDepreciate,
)
from koperasi_ledger.rules.money_side import MoneySide, move

_ZERO = Decimal(0)


def _require_there(thing: Asset | ListedThing, day: date, earliest: date) -> None:
    """Refuses what happens to a thing that is gone, or before its last event.

    Raises:
        AssetGone, AssetTooEarly.
    """
    if thing.ended is not None:
        raise AssetGone(thing.number, thing.ended)
    if day < earliest:
        raise AssetTooEarly(thing.number, day, earliest)


def depreciate(event: AssetDepreciated, asset: Asset) -> Change:
    """What is written down is brought to what it should be at the month's end.

    The difference to what was written down before is posted, so a month that was left out is made
    good by the next, and any split of months adds up to the same. Dr Beban penyusutan, Cr
    Akumulasi penyusutan (SAK EP 17.18).

    Raises:
        AssetNotMonthEnd, AssetGone, AssetMonthTwice, AssetTooEarly, NothingToDepreciate.
    """
    if event.date != last_day(event.month):
        raise AssetNotMonthEnd(event.month, event.date)
    if asset.run is not None and event.month <= asset.run:
        raise AssetMonthTwice(asset.number, event.month, asset.run)
    _require_there(asset, event.date, asset.moved)
    worn = worn_through(asset, event.month)
    wear = worn - asset.worn
    if not wear:
        raise NothingToDepreciate(asset.number, event.month)
    what = f"Penyusutan {asset.number} {asset.name} {month_name(event.month)}"
    entry = balanced(event.date, event.ref, what, wear_legs(asset, wear))
    after = asset.updated(worn=worn, run=event.month, moved=event.date)
    return Change(entry, (after,))


def sell(event: AssetSold, asset: Asset, side: MoneySide | None, account: Account | None) -> Change:
    """An asset is sold; the price less its book value is a gain or a loss (SAK EP 17.27-17.30).

    Raises:
        AssetGone, AssetTooEarly, AssetTooMany, AssetAccountWrong, ControlAccount.
    """
    legs = owed_leg(event.owed, account, claim=True)
    waiting: tuple[Record, ...] = ()
    if side is not None:
        leg, waiting = move(event, side, event.money, event.bank_ref)
        legs.append(leg)
    return _leave(event, asset, legs, waiting)


def scrap(event: AssetScrapped, asset: Asset) -> Change:
    """An asset leaves without a price; its book value is a loss.

    Raises:
        AssetGone, AssetTooEarly, AssetTooMany.
    """
    return _leave(event, asset, [], ())


def _leave(
    event: AssetSold | AssetScrapped,
    asset: Asset,
    legs: list[Posting],
    waiting: tuple[Record, ...],
) -> Change:
    """All pieces of an asset leave, or some; first it is written down to the month before.

    The month in which it leaves is not written down any more, unless its run was made (practice).
    Of some pieces cost and what is written down leave in whole rupiah, rounded down; the last
    pieces take what is left, so that nothing stays behind.
    """
    _require_there(asset, event.date, max(asset.moved, asset.places[-1].day))
    pieces = event.quantity or asset.quantity
    if pieces > asset.quantity:
        raise AssetTooMany(asset.number, pieces, asset.quantity)
    month = month_of(event.date)
    worn = max(asset.worn, worn_through(asset, add_months(month, -1)))
    wear = worn - asset.worn
    cost = part_of(asset.cost, pieces, asset.quantity)
    written = part_of(worn, pieces, asset.quantity)
    price = event.amount if isinstance(event, AssetSold) else _ZERO
    loss = cost - written - price
    sold = isinstance(event, AssetSold)
    how = "dijual" if sold else getattr(event, "reason", "")
    entry = balanced(
        event.date,
        event.ref,
        f"{'Penjualan' if sold else 'Penghapusan'} aset {asset.number} {asset.name}",
        [
            *wear_legs(asset, wear),
            *legs,
            *worn_legs(asset, written),
            cost_leg(asset, -cost),
            Posting(
                ASSET_LOSS if loss > 0 else ASSET_GAIN, loss, None, asset.unit, sub=asset.number
            ),
        ],
    )
    if pieces == asset.quantity:
        after = asset.updated(
            quantity=0,
            cost=_ZERO,
            residual=_ZERO,
            worn=_ZERO,
            opening=_ZERO,
            ended=event.date,
            how=how,
        )
    else:
        after = _rest(asset, pieces, cost, worn - written, month)
    left = (*asset.left, AssetLeft(event.date, pieces))
    return Change(entry, (after.updated(moved=event.date, left=left), *waiting))


def _rest(asset: Asset, pieces: int, cost: Decimal, worn: Decimal, month: str) -> Asset:
    """The pieces that stay: what is left of their life begins with the month that was not run."""
    # Three parts are rounded, so the residual value gives way by a rupiah where they do not meet.
    residual = asset.residual - part_of(asset.residual, pieces, asset.quantity)
    start, months = asset.start, asset.months
    if months is not None:
        begun = month if asset.run is None or asset.run < month else add_months(asset.run, 1)
        gone = min(max(months_between(start, begun), 0), months)
        start, months = (begun, months - gone) if gone else (start, months)
    return asset.updated(
        quantity=asset.quantity - pieces,
        cost=asset.cost - cost,
        residual=min(residual, asset.cost - cost - worn),
        worn=worn,
        opening=worn,
        start=start,
        months=months,
    )


def relocate(event: AssetMoved, thing: Asset | ListedThing) -> Change:
    """A thing is elsewhere, with somebody else, or in another condition; nothing is posted.

    Raises:
        AssetGone, AssetTooEarly.
    """
    last = thing.places[-1]
    _require_there(thing, event.date, last.day)
    place = AssetPlace(
        event.date,
        event.place or last.place,
        event.holder or last.holder,
        event.condition or last.condition,
    )
    return Change(None, (thing.updated(places=(*thing.places, place)),))


def list_thing(event: ThingListed) -> Change:
    """A thing enters the register and no account: it is not ours, or was an expense (practice)."""
    thing = ListedThing(
        number=event.asset,
        name=event.name,
        owner=event.owner,
        quantity=event.quantity,
        value=event.value,
        serial=event.serial,
        since=event.date,
        until=event.until,
        agreement=event.agreement,
        places=(AssetPlace(event.date, event.place, event.holder, event.condition or "baik"),),
    )
    return Change(None, (thing,))


def return_thing(event: ThingReturned, thing: ListedThing) -> Change:
    """A listed thing leaves the register.

    Raises:
        AssetGone, AssetTooEarly.
    """
    _require_there(thing, event.date, thing.places[-1].day)
    return Change(None, (thing.updated(ended=event.date, how=event.reason),))
