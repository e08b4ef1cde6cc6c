"""What a person types about aid, made into the fields of events; and what stands now."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from koperasi_ledger.model.fields import KEY_PATTERN
from koperasi_ledger.model.money import parse_user_amount
from koperasi_ledger.model.policy.aid import AidPolicy
from koperasi_ledger.model.quantities import format_quantity, from_micro
from koperasi_ledger.model.records import PolicySection
from koperasi_ledger.model.records.aid import AidBeneficiary, AidProgramme, AidStock
from koperasi_ledger.rules.errors.aid import NotABeneficiary
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.workflows.aid_errors import (
    AidPlaceUnclear,
    BadAidGoods,
    NothingAllotted,
)
from koperasi_ledger.workflows.aid_file import only_item
from koperasi_ledger.workflows.aid_import import programme_named
from koperasi_ledger.workflows.book import Book

_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,6})?"
_GOODS = re.compile(
    rf"(?:(?P<item>{KEY_PATTERN})=)?(?P<quantity>{_NUMBER})(?:(?P<why>:)(?P<rest>.+))?"
)


def read_aid(text: str, programme: AidProgramme, *, rest: str | None = None) -> dict[str, str]:
    """`beras=1000:12500000` as a line; the item may be left out where there is only one.

    `rest` names what follows the colon: `value` (may be left out) or `reason`.

    Raises:
        BadAidGoods: it is not written so.
        AidItemUnclear: the item is left out, and there are several.
    """
    found = _GOODS.fullmatch(text.strip())
    reason = rest == "reason"
    if found is None or (found["rest"] and rest is None) or (reason and not found["rest"]):
        examples = {"value": "beras=1000:12500000", "reason": "beras=2.5:rusak"}
        raise BadAidGoods(text, examples.get(rest or "", "beras=10"))
    line = {"item": only_item(programme, found["item"]), "quantity": found["quantity"]}
    if rest is not None and found["rest"]:
        value = found["rest"].strip()
        line[rest] = value if reason else str(parse_user_amount(value))
    return line


def aid_policy_on(book: Book, day: date) -> AidPolicy | None:
    """The policy of aid in force on the day."""
    section = book.journal.load(PolicySection.kind, "aid")
    return body_on(section, AidPolicy, day) if isinstance(section, PolicySection) else None


def aid_place(book: Book, given: str | None, day: date) -> str:
    """The location that was named, or the only one of the policy.

    Raises:
        AidPlaceUnclear: none was named, and there is not exactly one.
    """
    if given is not None:
        return given
    policy = aid_policy_on(book, day)
    places = list(policy.locations) if policy is not None else []
    if len(places) != 1:
        raise AidPlaceUnclear(places)
    return places[0]


def rest_of(book: Book, programme: AidProgramme, number: str) -> list[dict[str, str]]:
    """What somebody has not received yet of the programme's goods, as lines.

    Raises:
        NotABeneficiary: nobody on the list has this number.
        NothingAllotted: nothing is left.
    """
    found = book.journal.load(AidBeneficiary.kind, f"{programme.programme}:{number}")
    if not isinstance(found, AidBeneficiary):
        raise NotABeneficiary(programme.programme, number, ", ".join(sorted(programme.items)))
    lines = [
        {"item": item, "quantity": str(from_micro(allotted - found.taken(item)))}
        for item, allotted in sorted(found.allotted.items())
        if allotted > found.taken(item) and not programme.items[item].money
    ]
    if not lines:
        raise NothingAllotted(number, programme.programme)
    return lines


class Left(NamedTuple):
    """What is left of an item of a programme, and how many have not received it."""

    programme: AidProgramme
    stock: AidStock
    unit: str
    waiting: int


def aid_left(book: Book, programme: str | None = None) -> list[Left]:
    """Every item of every programme that something came of; of one programme if it is named.

    Raises:
        UnknownAidProgramme: there is no such programme.
    """
    if programme is not None:
        programme_named(book, programme)
    books = book.journal.books()
    programmes = {each.key: each for each in books.all(AidProgramme)}
    waiting: dict[str, int] = {}
    for person in books.all(AidBeneficiary):
        for item, allotted in person.allotted.items():
            key = f"{person.programme}:{item}"
            waiting[key] = waiting.get(key, 0) + (allotted > person.taken(item))
    return [
        Left(
            programmes[stock.programme],
            stock,
            programmes[stock.programme].items[stock.item].unit,
            waiting.get(stock.key, 0),
        )
        for stock in books.all(AidStock)
        if programme in (None, stock.programme)
    ]


class Waiting(NamedTuple):
    """Somebody who has not received everything: the item, what is allotted and what is left."""

    person: AidBeneficiary
    item: str
    unit: str
    allotted: int
    left: int


def not_yet(book: Book, programme: str) -> list[Waiting]:
    """Who has not received everything of a programme, by number.

    Raises:
        UnknownAidProgramme: there is no such programme.
    """
    found = programme_named(book, programme)
    return [
        Waiting(person, item, found.items[item].unit, allotted, allotted - person.taken(item))
        for person in book.journal.books().all(AidBeneficiary)
        if person.programme == programme
        for item, allotted in sorted(person.allotted.items())
        if allotted > person.taken(item)
    ]


def told_left(book: Book, programme: str, items: Sequence[str]) -> dict[str, Any]:
    """What is left of some items, in words, to be told after an event."""
    told: dict[str, Any] = {}
    for left in aid_left(book, programme):
        if left.stock.item in items:
            amount = f"{format_quantity(left.stock.quantity)} {left.unit}"
            told[f"sisa_{left.stock.item}"] = amount
    return told
