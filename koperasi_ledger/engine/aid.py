"""Events on aid for others: which rule each goes through, and how each is undone."""

from collections.abc import Iterable
from datetime import date
from typing import assert_never

from koperasi_ledger.books import Books, RecordId
from koperasi_ledger.engine.fetching import side_of
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.model.accounts import AID_DUES
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.events.aid import (
    AidBeneficiariesListed,
    AidEvent,
    AidHandedOut,
    AidLost,
    AidMoneyReceived,
    AidProgrammeClosed,
    AidProgrammeOpened,
    AidReceived,
    AidReturned,
    AidTransferred,
)
from koperasi_ledger.model.money import to_sen
from koperasi_ledger.model.policy.aid import AidPolicy
from koperasi_ledger.model.quantities import to_micro
from koperasi_ledger.model.records import CashAccount, Record
from koperasi_ledger.model.records.aid import AidBeneficiary, AidProgramme, AidStock
from koperasi_ledger.rules.aid import handing, programmes
from koperasi_ledger.rules.aid.care import Care, new_stock, without
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.aid import UnknownAidProgramme
from koperasi_ledger.rules.policies import in_force


def change(event: AidEvent, books: Books, history: History) -> Change:  # noqa: ARG001, PLR0911 - one shape for all, one answer for each
    """What an event on aid does."""
    match event:
        case AidProgrammeOpened():
            known = books.find(AidProgramme, event.programme)
            return programmes.open_programme(event, policy_on(event.date, books), known)
        case AidBeneficiariesListed():
            programme = programme_of(event.programme, books)
            listed = _beneficiaries(
                event.programme, (line.beneficiary for line in event.lines), books
            )
            return programmes.list_beneficiaries(event, programme, listed)
        case AidReceived():
            return handing.receive(event, _care(event, _items(event), books))
        case AidMoneyReceived():
            care = _care(event, (event.item,), books)
            return handing.receive_money(event, care, side_of(event, books))
        case AidHandedOut():
            care = _care(event, _items(event), books)
            numbers = (line.beneficiary for line in event.lines)
            listed = _beneficiaries(event.programme, numbers, books)
            return handing.hand_out(event, care, listed, _cash(event.via, books))
        case AidLost():
            care = _care(event, _items(event), books)
            return handing.lose(event, care, _cash(event.via, books))
        case AidReturned():
            care = _care(event, _items(event), books)
            return handing.give_back(event, care, _cash(event.via, books))
        case AidTransferred():
            return handing.shift(event, _care(event, _items(event), books))
        case AidProgrammeClosed():
            programme = programme_of(event.programme, books)
            keys = (f"{event.programme}:{item}" for item in programme.items)
            stocks = [books.find(AidStock, key) for key in keys]
            return programmes.close_programme(
                event, programme, [stock for stock in stocks if stock is not None]
            )
        case _:
            assert_never(event)


def policy_on(day: date, books: Books) -> AidPolicy:
    """The policy of aid in force on the day.

    Raises:
        NoPolicy: none is.
        UnknownUnit: it names a unit usaha that is not known.
    """
    found, _ = in_force(books.section("aid"), AidPolicy, "bantuan", day)
    books.check_unit(found.unit, day)
    return found


def programme_of(key: str, books: Books) -> AidProgramme:
    """The programme with this short name.

    Raises:
        UnknownAidProgramme: there is none.
    """
    found = books.find(AidProgramme, key)
    if found is None:
        raise UnknownAidProgramme(key, [each.key for each in books.all(AidProgramme)])
    return found


def _items(event: AidReceived | AidHandedOut | AidLost | AidReturned | AidTransferred) -> list[str]:
    return list(dict.fromkeys(line.item for line in event.lines))


def _care(
    event: AidReceived | AidMoneyReceived | AidHandedOut | AidLost | AidReturned | AidTransferred,
    items: Iterable[str],
    books: Books,
) -> Care:
    programme = programme_of(event.programme, books)
    stocks = {
        item: books.find(AidStock, f"{programme.programme}:{item}") or new_stock(programme, item)
        for item in items
    }
    return Care(programme, stocks, policy_on(event.date, books))


def _beneficiaries(
    programme: str, numbers: Iterable[str], books: Books
) -> dict[str, AidBeneficiary]:
    found = {each: books.find(AidBeneficiary, f"{programme}:{each}") for each in numbers}
    return {key: each for key, each in found.items() if each is not None}


def _cash(via: str | None, books: Books) -> CashAccount | None:
    return books.cash(via) if via is not None else None


# -- undoing -------------------------------------------------------------------------------------


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:  # noqa: ARG001, PLR0911 - one shape for all, one answer for each
    """The aid without the event's movement; None when something rests on it."""
    event: AidEvent = past.event  # type: ignore[assignment] # of this subject
    if programme_of(event.programme, books).closed is not None:
        return None
    match event:
        case AidTransferred():
            return _shifted_back(event, books)
        case AidMoneyReceived():
            moves = {event.item: to_micro(event.amount)}
            return _back(past, moves, None, "received", books)
        case AidReceived():
            return _back(past, _sums(event, 1), event.location, "received", books)
        case AidLost():
            return _back(past, _sums(event, -1), event.location, "lost", books)
        case AidReturned():
            return _back(past, _sums(event, -1), event.location, "returned", books)
        case AidHandedOut():
            stocks = _back(past, _sums(event, -1), event.location, "handed", books)
            listed = _beneficiaries(
                event.programme, (line.beneficiary for line in event.lines), books
            )
            less = [
                each.updated(receipts=tuple(one for one in each.receipts if one.ref != event.ref))
                for each in listed.values()
            ]
            return (*stocks, *less) if stocks is not None else None
        case AidProgrammeOpened() | AidBeneficiariesListed() | AidProgrammeClosed():
            return ()  # structural: they go back as they were
        case _:
            assert_never(event)


def _sums(event: AidReceived | AidHandedOut | AidLost | AidReturned, sign: int) -> dict[str, int]:
    sums: dict[str, int] = {}
    for line in event.lines:
        sums[line.item] = sums.get(line.item, 0) + sign * to_micro(line.quantity)
    return sums


def _back(
    past: Past, moves: dict[str, int], place: str | None, how: str, books: Books
) -> tuple[AidStock, ...] | None:
    """The stocks without `moves`, at what the entry of the event says they were worth."""
    event: AidEvent = past.event  # type: ignore[assignment] # of this subject
    values: dict[str, int] = {}
    for leg in past.entry.postings if isinstance(past.entry, Entry) else ():
        if leg.account == AID_DUES and leg.sub is not None:
            values[leg.sub] = values.get(leg.sub, 0) - to_sen(leg.amount)
    found = []
    for item, quantity in moves.items():
        key = f"{event.programme}:{item}"
        stock = books.find(AidStock, key)
        after = without(stock, place, how, quantity, values.get(key, 0)) if stock else None
        if after is None:
            return None
        found.append(after)
    return tuple(found)


def _shifted_back(event: AidTransferred, books: Books) -> tuple[AidStock, ...] | None:
    stocks: dict[str, AidStock] = {}
    for line in event.lines:
        stock = stocks.get(line.item) or books.find(AidStock, f"{event.programme}:{line.item}")
        if stock is None:
            return None
        quantity = to_micro(line.quantity)
        left = stock.places.get(event.target, 0) - quantity
        if left < 0:
            return None
        source = stock.places.get(event.source, 0) + quantity
        places = stock.places | {event.target: left, event.source: source}
        stocks[line.item] = stock.updated(places=places)
    return tuple(stocks.values())


def in_the_way(past: Past, books: Books, history: History) -> list[str]:
    """The later events on the same aid, or that closed its programme."""
    from koperasi_ledger.engine.reversing import living  # noqa: PLC0415 - reversals are rare

    event: AidEvent = past.event  # type: ignore[assignment] # of this subject
    lines = getattr(event, "lines", ())
    items = {line.item for line in lines} or {getattr(event, "item", "")}
    programme = event.programme
    records: list[RecordId] = [(AidStock.kind, f"{programme}:{item}") for item in sorted(items)]
    return living(history.later(records, past.seq), past.seq, books, history)
