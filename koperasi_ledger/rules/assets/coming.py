"""How assets come: bought, given, or taken over from plain accounts of older books."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.accounts import Account
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.assets import AssetBought, AssetGranted, AssetTakenOver
from koperasi_ledger.model.policy.assets import AssetClass, AssetPolicy
from koperasi_ledger.model.records import Record
from koperasi_ledger.model.records.assets import Asset, AssetPlace, AssetSource, ListedThing
from koperasi_ledger.rules.assets.posting import cost_leg, worn_legs
from koperasi_ledger.rules.assets.wear import first_month, part_of
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import add_months, month_of, months_between
from koperasi_ledger.rules.errors import ControlAccount
from koperasi_ledger.rules.errors.assets import (
    AssetAccountWrong,
    AssetBelowThreshold,
    AssetExists,
    AssetNotHeld,
    AssetWornOut,
    LandDoesNotWear,
    UnknownAssetClass,
)
from koperasi_ledger.rules.money_side import MoneySide, move

_ZERO = Decimal(0)


class Terms(NamedTuple):
    """The policy in force, the class that the event names, and its account of the expense."""

    policy: AssetPolicy
    chosen: AssetClass
    expense: Account


def class_of(policy: AssetPolicy, key: str) -> AssetClass:
    """The class with this key.

    Raises:
        UnknownAssetClass: the policy in force has none.
    """
    found = policy.classes.get(key)
    if found is None:
        raise UnknownAssetClass(key, list(policy.classes))
    return found


def require_new(number: str, known: Asset | ListedThing | None) -> None:
    """Refuses a number that stands in the register, or stood there.

    Raises:
        AssetExists.
    """
    if known is not None:
        raise AssetExists(number, known.name)


def _asset(
    event: AssetBought | AssetGranted | AssetTakenOver,
    terms: Terms,
    source: AssetSource,
    acquired: date,
) -> Asset:
    """The asset as it enters the register, not written down yet.

    Raises:
        AssetBelowThreshold, AssetWornOut, AssetAccountWrong, ControlAccount.
    """
    chosen, amount = terms.chosen, event.amount
    _require(terms.expense, ("Beban",))
    if source != "lama" and amount < chosen.threshold * event.quantity:
        raise AssetBelowThreshold(event.asset, amount, event.quantity, chosen.threshold)
    residual = event.residual
    if residual is None:
        residual = part_of(amount, int(chosen.residual * 10**6), 100 * 10**6)
    if residual > amount:
        raise AssetWornOut(event.asset, amount, _ZERO, residual)
    life = None if chosen.life is None else event.life or chosen.life
    return Asset(
        number=event.asset,
        name=event.name,
        asset_class=event.asset_class,
        group=chosen.group,
        source=source,
        acquired=acquired,
        quantity=event.quantity,
        cost=amount,
        residual=_ZERO if life is None else residual,
        start=first_month(acquired, terms.policy.first_month),
        months=life,
        expense=terms.expense.name,
        unit=event.unit,
        serial=event.serial,
        places=(AssetPlace(event.date, event.place, event.holder, event.condition or "baik"),),
        moved=event.date,
    )


def _require(account: Account, roots: tuple[str, ...]) -> None:
    """Refuses an account that the other side of an asset cannot be.

    Raises:
        ControlAccount, AssetAccountWrong.
    """
    if account.control:
        raise ControlAccount(account.name)
    if account.root not in roots:
        raise AssetAccountWrong(account.name, roots)


def owed_leg(owed: Decimal, account: Account | None, *, claim: bool) -> list[Posting]:
    """What of a price is not paid yet: a debt of ours, or a claim on the buyer.

    Raises:
        ControlAccount, AssetAccountWrong.
    """
    if account is None:
        return []
    _require(account, ("Aset",) if claim else ("Liabilitas",))
    return [Posting(account.name, owed if claim else -owed)]


def buy(
    event: AssetBought, terms: Terms, side: MoneySide | None, account: Account | None
) -> Change:
    """Dr Aset; Cr Kas for what is paid, Cr a plain liability for what is owed (SAK EP 17.10).

    Raises:
        AssetBelowThreshold, AssetWornOut, AssetAccountWrong, ControlAccount; and what moving
        money refuses.
    """
    asset = _asset(event, terms, "beli", event.date)
    legs = [cost_leg(asset, event.amount), *owed_leg(event.owed, account, claim=False)]
    waiting: tuple[Record, ...] = ()
    if side is not None:
        leg, waiting = move(event, side, -event.money, event.bank_ref)
        legs.append(leg)
    what = f"Pembelian aset {asset.number} {asset.name}"
    return Change(balanced(event.date, event.ref, what, legs), (asset, *waiting))


def grant(event: AssetGranted, terms: Terms, account: Account) -> Change:
    """Dr Aset; Cr Hibah, or what the policy of the grant says (UU 25/1992 art. 41(2)d; SAK EP 24).

    Raises:
        AssetBelowThreshold, AssetWornOut, AssetAccountWrong, ControlAccount.
    """
    _require(account, ("Ekuitas", "Liabilitas", "Pendapatan"))
    asset = _asset(event, terms, "hibah", event.date).updated(giver=event.giver)
    entry = balanced(
        event.date,
        event.ref,
        f"Hibah aset {asset.number} {asset.name}",
        [
            cost_leg(asset, event.amount),
            Posting(
                account.name,
                -event.amount,
                unit=event.unit if account.root == "Pendapatan" else None,
            ),
        ],
    )
    return Change(entry, (asset,))


class Held(NamedTuple):
    """A plain account of an older book, and what it holds: debit positive."""

    account: Account
    amount: Decimal


def take_over(event: AssetTakenOver, terms: Terms, cost: Held, worn: Held | None) -> Change:
    """Cost, and what of it was written down, leave the plain accounts; the result does not move.

    The rest is written down over what is left of the life, counted from the day it was had; an
    asset that is past its life, in the next month.

    Raises:
        AssetNotHeld, AssetWornOut, LandDoesNotWear, AssetAccountWrong, ControlAccount.
    """
    _take(cost, event.amount)
    if worn is not None:
        _take(worn, -event.worn)
    asset = _asset(event, terms, "lama", event.acquired)
    if asset.months is None and event.worn:
        raise LandDoesNotWear(event.asset)
    if event.worn > asset.cost - asset.residual:
        raise AssetWornOut(event.asset, event.amount, event.worn, asset.residual)
    asset = asset.updated(worn=event.worn, opening=event.worn)
    if asset.months is not None:
        done = event.worn_through or add_months(month_of(event.date), -1)
        start = max(add_months(done, 1), asset.start)
        left = asset.months - months_between(asset.start, start)
        asset = asset.updated(start=start, months=max(left, 1))
    legs = [
        cost_leg(asset, event.amount),
        Posting(cost.account.name, -event.amount),
        *worn_legs(asset, -event.worn),
    ]
    if worn is not None:
        legs.append(Posting(worn.account.name, event.worn))
    what = f"Pemindahan aset lama {asset.number} {asset.name}"
    return Change(balanced(event.date, event.ref, what, legs), (asset,))


def _take(held: Held, amount: Decimal) -> None:
    """Refuses to take more out of a plain account of assets than it holds."""
    _require(held.account, ("Aset",))
    short = held.amount < amount if amount > 0 else held.amount > amount
    if short:
        raise AssetNotHeld(held.account.name, amount, held.amount)
