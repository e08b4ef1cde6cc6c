"""Events on fixed assets: which rule each goes through; they are undone latest first."""

from datetime import date
from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import side_of
from koperasi_ledger.engine.history import History
from koperasi_ledger.model.accounts import Account
from koperasi_ledger.model.events.assets import (
    AssetBought,
    AssetDepreciated,
    AssetEvent,
    AssetGranted,
    AssetMoved,
    AssetScrapped,
    AssetSold,
    AssetTakenOver,
    ThingListed,
    ThingReturned,
)
from koperasi_ledger.model.policy.assets import AssetPolicy
from koperasi_ledger.model.records.assets import Asset, ListedThing
from koperasi_ledger.rules.assets import coming, going
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.assets import AssetIsOurs, AssetNotListed, UnknownAsset
from koperasi_ledger.rules.money_side import MoneySide
from koperasi_ledger.rules.policies import in_force

GOES_BACK = frozenset({Asset.kind, ListedThing.kind})
"""The records of things, which a reversal sets back to what they were: latest first."""


def change(event: AssetEvent, books: Books, history: History) -> Change:  # noqa: C901, PLR0911 - one answer for each kind
    """What an event on assets does."""
    match event:
        case AssetDepreciated():
            return going.depreciate(event, asset_of(event.asset, books))
        case AssetBought():
            terms = _new(event, books)
            return coming.buy(event, terms, _side(event, books), _owed(event, books))
        case AssetGranted():
            return coming.grant(event, _new(event, books), books.account(event.account))
        case AssetTakenOver():
            cost = _held(event.account, event.date, books, history)
            worn = None
            if event.worn_account is not None:
                worn = _held(event.worn_account, event.date, books, history)
            return coming.take_over(event, _new(event, books), cost, worn)
        case AssetSold():
            asset = asset_of(event.asset, books)
            return going.sell(event, asset, _side(event, books), _owed(event, books))
        case AssetScrapped():
            return going.scrap(event, asset_of(event.asset, books))
        case AssetMoved():
            return going.relocate(event, _thing_of(event.asset, books))
        case ThingListed():
            coming.require_new(event.asset, _known(event.asset, books))
            return going.list_thing(event)
        case ThingReturned():
            thing = _thing_of(event.asset, books)
            if isinstance(thing, Asset):
                raise AssetIsOurs(event.asset)
            return going.return_thing(event, thing)
        case _:
            assert_never(event)


def asset_of(number: str, books: Books) -> Asset:
    """The asset with this number.

    Raises:
        UnknownAsset: there is none.
        AssetNotListed: the thing stands in no account.
    """
    found = _thing_of(number, books)
    if isinstance(found, ListedThing):
        raise AssetNotListed(number)
    return found


def _thing_of(number: str, books: Books) -> Asset | ListedThing:
    found = _known(number, books)
    if found is None:
        raise UnknownAsset(number)
    return found


def _known(number: str, books: Books) -> Asset | ListedThing | None:
    return books.find(Asset, number) or books.find(ListedThing, number)


def policy_on(day: date, books: Books) -> AssetPolicy:
    """The policy of assets in force on the day.

    Raises:
        NoPolicy: there is none.
    """
    return in_force(books.section("assets"), AssetPolicy, "aset", day)[0]


def _new(event: AssetBought | AssetGranted | AssetTakenOver, books: Books) -> coming.Terms:
    """What the policy says of a new asset; its number and unit checked."""
    books.check_unit(event.unit, event.date)
    coming.require_new(event.asset, _known(event.asset, books))
    policy = policy_on(event.date, books)
    chosen = coming.class_of(policy, event.asset_class)
    return coming.Terms(policy, chosen, books.account(chosen.expense))


def _side(event: AssetBought | AssetSold, books: Books) -> MoneySide | None:
    """Where the money is; None when all of the price is owed."""
    if event.via is None and event.clears is None:
        books.check_unit(event.unit, event.date)
        return None
    return side_of(event, books)


def _owed(event: AssetBought | AssetSold, books: Books) -> Account | None:
    return None if event.account is None else books.account(event.account)


def _held(name: str, day: date, books: Books, history: History) -> coming.Held:
    return coming.Held(books.account(name), history.balance(name, day))
