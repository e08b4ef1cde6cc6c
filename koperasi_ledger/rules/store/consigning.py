"""Goods of others: received, sold for them, returned, lost, and paid for.

They are never the cooperative's: off the books by quantity, at no cost. When they are sold, the
consignor's part of the price is owed and only the rest, the commission, is income (reference
accounting section 5: Dr cash / Cr consignment payable, Cr commission; SAK EP "Pendapatan": an
agent's income is its commission).

*Rounding:* the commission of a line is rounded down to a whole rupiah, and a consignor's price up;
the residue is the consignor's, whose goods they are. Mere rounding never brings the consignor more
than the buyer paid.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from koperasi_ledger.model.accounts import (
    COMMISSION_MEMBERS,
    COMMISSION_OTHERS,
    CONSIGNORS,
    STOCK_LOSS,
    VOLUNTARY,
)
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.consignment import (
    ConsignmentCounted,
    ConsignmentReceived,
    ConsignmentReturned,
    ConsignmentSettled,
    ConsignmentTermsSet,
    ConsignorAgreed,
)
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.quantities import MICRO
from koperasi_ledger.model.records import Member, PolicySection, Record, SavingsAccount
from koperasi_ledger.model.records.consignment import ConsignmentTerms, Consignor, TermsRow
from koperasi_ledger.model.records.goods import Item
from koperasi_ledger.model.records.sales import TillDay
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.consignment import (
    BelowConsignorPrice,
    ConsignorNotMember,
    FoundMore,
    LossNotValued,
    NotTheirGoods,
    TermsMissing,
)
from koperasi_ledger.rules.errors.store import CountTooLate
from koperasi_ledger.rules.errors.store_trade import PaysTooMuch
from koperasi_ledger.rules.money_side import MoneySide, move
from koperasi_ledger.rules.policies import product_of, savings_on
from koperasi_ledger.rules.savings import require_active
from koperasi_ledger.rules.savings_moves import months_kept, moved
from koperasi_ledger.rules.store.shelf import Shelf
from koperasi_ledger.rules.store.terms import in_base, require_active_item

_ZERO = Decimal(0)
_RUPIAH = 100


class Share(NamedTuple):
    """What buyers paid for goods of a consignor, and what of it is the consignor's; rupiah."""

    amount: Decimal = _ZERO
    part: Decimal = _ZERO

    @property
    def commission(self) -> Decimal:
        """What the cooperative earns."""
        return self.amount - self.part

    def plus(self, amount: Decimal, part: Decimal) -> "Share":
        """With another line."""
        return Share(self.amount + amount, self.part + part)


class Others(NamedTuple):
    """The terms of the goods of others among those that are sold, by item, and whose they are."""

    terms: Mapping[str, ConsignmentTerms] = MappingProxyType({})
    consignors: Mapping[str, Consignor] = MappingProxyType({})


def agree(event: ConsignorAgreed, known: Consignor | None, member: Member | None) -> Change:
    """Somebody leaves goods from now on; or the agreement with a known consignor changes.

    Raises:
        MemberNotActive, NotYetMember: the consignor is named as a member and is none.
    """
    if member is not None:
        require_active(member, event.date)
    before = known or Consignor(consignor=event.consignor)
    return Change(None, (before.updated(member=event.member),))


def set_terms(
    event: ConsignmentTermsSet, items: Mapping[str, Item], known: Mapping[str, ConsignmentTerms]
) -> Change:
    """Terms from a day on; told again for the same day they replace those before.

    Raises:
        NotTheirGoods: the item is the cooperative's own.
    """
    records: list[Record] = []
    for line in event.lines:
        item = items[line.item]
        if item.consignor is None:
            raise NotTheirGoods(item.item, None)
        before = known.get(line.item) or ConsignmentTerms(item=line.item)
        kept = [row for row in before.rows if row.since != event.valid_from]
        row = TermsRow(event.valid_from, line.price, line.commission)
        rows = sorted([*kept, row], key=lambda each: each.since)
        records.append(before.updated(rows=tuple(rows)))
    return Change(None, tuple(records))


def terms_on(
    item: str, terms: ConsignmentTerms | None, day: date, line: int | None = None
) -> TermsRow:
    """The terms of an item in force on a day.

    Raises:
        TermsMissing: there are none.
    """
    for row in reversed(terms.rows if terms is not None else ()):
        if row.since <= day:
            return row
    raise TermsMissing(item, day, line)


def priced(row: TermsRow, quantity: int) -> Decimal | None:
    """The consignor's price of so many millionths, rounded up to rupiah; None for a commission."""
    if row.price is None:
        return None
    return from_sen(-(-to_sen(row.price) * quantity // (MICRO * _RUPIAH)) * _RUPIAH)


def part_of(
    row: TermsRow, quantity: int, amount: Decimal, *, item: str, line: int, approved: bool
) -> Decimal:
    """What of a line, sold for `amount` rupiah, is the consignor's.

    Raises:
        BelowConsignorPrice: less was paid, and nobody approved it.
    """
    sen = to_sen(amount)
    if row.percent is not None:
        share, parts = (row.percent / 100).as_integer_ratio()
        return from_sen(sen - sen * share // (parts * _RUPIAH) * _RUPIAH)
    part = priced(row, quantity) or _ZERO
    if part > amount:
        if to_sen(row.price or _ZERO) * quantity - sen * MICRO < _RUPIAH * MICRO:
            return amount
        if not approved:
            raise BelowConsignorPrice(line, item, amount, part)
    return part


def sold_share(
    shares: dict[str, Share],
    item: Item,
    sold: tuple[int, Decimal, int],
    day: date,
    *,
    others: Others,
    approved: bool,
) -> Decimal:
    """What of a line is its consignor's, added to `shares`; `sold`: millionths, rupiah, place.

    Raises:
        TermsMissing: no terms are in force on the day.
        BelowConsignorPrice: less was paid, and nobody approved it.
    """
    quantity, amount, line = sold
    row = terms_on(item.item, others.terms.get(item.item), day, line)
    part = part_of(row, quantity, amount, item=item.item, line=line, approved=approved)
    owner = item.consignor or ""
    shares[owner] = shares.get(owner, Share()).plus(amount, part)
    return part


def parts(shares: Mapping[str, Share]) -> Decimal:
    """What of all of it is the consignors', in rupiah."""
    return sum((share.part for share in shares.values()), _ZERO)


def added(
    sums: Mapping[str, Decimal], more: Mapping[str, Decimal], sign: int = 1
) -> dict[str, Decimal]:
    """Sums by key with others added, or taken off; without those that are zero."""
    found = dict(sums)
    for key, amount in more.items():
        found[key] = found.get(key, _ZERO) + sign * amount
    return {key: amount for key, amount in found.items() if amount}


def waiting(day: TillDay, shares: Mapping[str, Share], side: str, sign: int = 1) -> TillDay:
    """The till's day with what was sold for others added to it, or taken off."""
    owed = {f"{key}:{side}": share.part for key, share in shares.items()}
    earned = {f"{key}:{side}": share.commission for key, share in shares.items()}
    return day.updated(
        parts=added(day.parts, owed, sign), commissions=added(day.commissions, earned, sign)
    )


def waiting_legs(day: TillDay, unit: str | None) -> list[Posting]:
    """The legs of the goods of others in the recap of a till's day."""
    owed: dict[str, Decimal] = {}
    for key, amount in day.parts.items():
        owner = key.rpartition(":")[0]
        owed[owner] = owed.get(owner, _ZERO) + amount
    legs = [Posting(CONSIGNORS, -part, unit=unit, sub=key) for key, part in sorted(owed.items())]
    for key, amount in sorted(day.commissions.items()):
        owner, _, side = key.rpartition(":")
        account = COMMISSION_MEMBERS if side == "anggota" else COMMISSION_OTHERS
        legs.append(Posting(account, -amount, unit=unit, sub=owner))
    return legs


def owing(
    shares: Mapping[str, Share], consignors: Mapping[str, Consignor], sign: int = 1
) -> list[Consignor]:
    """The consignors after their parts are owed; or, with -1, are not owed any more."""
    return [
        consignors[key].updated(owed=consignors[key].owed + sign * share.part)
        for key, share in shares.items()
    ]


def share_legs(
    shares: Mapping[str, Share], member: str | None, unit: str | None, sign: int = 1
) -> list[Posting]:
    """The legs of goods sold for others (-1: brought back): what is owed, and the commission."""
    income = COMMISSION_OTHERS if member is None else COMMISSION_MEMBERS
    legs = []
    for key, share in sorted(shares.items()):
        legs.append(Posting(CONSIGNORS, -sign * share.part, unit=unit, sub=key))
        legs.append(Posting(income, -sign * share.commission, member, unit, sub=key))
    return legs


def _theirs(item: Item, consignor: str) -> None:
    if item.consignor != consignor:
        raise NotTheirGoods(item.item, item.consignor, consignor)


def receive(event: ConsignmentReceived, shelf: Shelf) -> Change:
    """A consignor leaves goods: a quantity off the books, no cost.

    Raises:
        NotTheirGoods: an item is not this consignor's.
        ItemInactive: an item is out of the range.
        NotInStorePolicy: there is no such location.
    """
    for line in event.lines:
        item = shelf.item(line.item)
        _theirs(item, event.consignor)
        require_active_item(item)
        shelf.receive(item, event.location, in_base(item, line.quantity, line.unit), 0)
    return Change(None, shelf.records())


def give_back(event: ConsignmentReturned, shelf: Shelf) -> Change:
    """Goods go back to their consignor, never more than are there: practice.

    Raises:
        NotTheirGoods: an item is not this consignor's.
        NotInStock: the location has less, whatever the policy says of own stock.
    """
    shelf.terms.location(event.location)
    for line in event.lines:
        item = shelf.item(line.item)
        _theirs(item, event.consignor)
        quantity = in_base(item, line.quantity, line.unit)
        shelf.require(item, event.location, quantity)
        shelf.take(item, event.location, quantity)
    return Change(None, shelf.records())


def count(
    event: ConsignmentCounted,
    shelf: Shelf,
    terms: Mapping[str, ConsignmentTerms],
    consignors: Mapping[str, Consignor],
) -> Change:
    """Consigned goods are counted; what is missing is the consignor's loss, or is owed to them.

    A loss that the cooperative bears is a loss of stock (6125, `titipan`) at the consignor's
    price. Source: KUH Perdata 1706-1708, a keeper answers for neglect and not for what cannot be
    helped; which of both it was, the berita acara says.

    Raises:
        NotTheirGoods: an item is the cooperative's own.
        FoundMore: more was found than is on the books.
        CountTooLate: later movements of the location are recorded already.
        LossNotValued, TermsMissing: what is lost has no price.
    """
    shelf.terms.location(event.location)
    owed: dict[str, Share] = {}
    for line in event.lines:
        item = shelf.item(line.item)
        if item.consignor is None:
            raise NotTheirGoods(item.item, None)
        late = shelf.stock(item).moved.get(event.location)
        if late is not None and late > event.date:
            raise CountTooLate(item.item, event.location, event.date, late)
        good, held = in_base(item, line.good, line.unit), shelf.held(item, event.location)
        if good > held:
            raise FoundMore(item.item, event.location, good, held, item.base)
        if good == held:
            shelf.see(item, event.location)
            continue
        shelf.take(item, event.location, held - good, allowed=True)
        if event.borne_by == "koperasi":
            value = line.amount
            if value is None:
                row = terms_on(item.item, terms.get(item.item), event.date)
                value = priced(row, held - good)
            if value is None:
                raise LossNotValued(item.item, held - good, item.base)
            before = owed.get(item.consignor, Share())
            owed[item.consignor] = before.plus(value, value)
    total = sum((share.part for share in owed.values()), _ZERO)
    records = (*shelf.records(), *owing(owed, consignors))
    if not total:
        return Change(None, records)
    unit = shelf.terms.policy.unit
    legs = [Posting(STOCK_LOSS, total, unit=unit, sub="titipan")]
    legs += [Posting(CONSIGNORS, -x.part, unit=unit, sub=key) for key, x in sorted(owed.items())]
    narration = f"Titipan hilang di {event.location} {event.document}"
    return Change(balanced(event.date, event.ref, narration, legs), records)


def settle(
    event: ConsignmentSettled,
    consignor: Consignor,
    side: MoneySide | SavingsAccount,
    *,
    member: Member | None,
    section: PolicySection,
    unit: str | None,
) -> Change:
    """The consignor is paid, never more than is owed; a member also into savings: practice.

    Raises:
        PaysTooMuch: less is owed.
        ConsignorNotMember: savings of somebody who is no member.
        MemberNotActive, NotYetMember, UnknownProduct: there are no such savings.
    """
    if event.amount > consignor.owed:
        what = f"utang kepada penitip {consignor.consignor}"
        raise PaysTooMuch(what, event.amount, max(consignor.owed, _ZERO))
    records: tuple[Record, ...]
    if isinstance(side, SavingsAccount):
        if member is None:
            raise ConsignorNotMember(consignor.consignor)
        require_active(member, event.date)
        product = product_of(savings_on(section, event.date), event.savings or "").key
        keep = months_kept(section, product)
        records = (moved(side, event.date, event.amount, keep),)
        leg = Posting(VOLUNTARY, -event.amount, member.number, event.unit or unit, sub=product)
    else:
        leg, records = move(event, side, -event.amount, event.bank_ref)
    whose = Posting(CONSIGNORS, event.amount, unit=event.unit or unit, sub=consignor.consignor)
    entry = balanced(event.date, event.ref, f"Setoran penitip {consignor.consignor}", (leg, whose))
    return Change(entry, (consignor.updated(owed=consignor.owed - event.amount), *records))
