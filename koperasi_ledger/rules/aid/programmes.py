"""Programmes of aid and their lists of beneficiaries: opened, listed, closed."""

from collections.abc import Mapping, Sequence

from koperasi_ledger.model.events.aid import (
    AidBeneficiariesListed,
    AidProgrammeClosed,
    AidProgrammeOpened,
)
from koperasi_ledger.model.policy.aid import AidPolicy
from koperasi_ledger.model.quantities import to_micro
from koperasi_ledger.model.records.aid import AidBeneficiary, AidProgramme, AidStock, AidUnit
from koperasi_ledger.rules.aid.care import item_of
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.aid import (
    AidLeft,
    AidProgrammeEnded,
    AidProgrammeExists,
    AllottedTooLittle,
)


def open_programme(
    event: AidProgrammeOpened, policy: AidPolicy, known: AidProgramme | None
) -> Change:
    """A programme; how it stands in the books is what the policy says now, for good.

    Raises:
        AidProgrammeExists: the name is taken.
    """
    if known is not None:
        raise AidProgrammeExists(event.programme)
    return Change(
        None,
        (
            AidProgramme(
                programme=event.programme,
                name=event.name,
                giver=event.giver,
                treatment=policy.exceptions.get(event.programme, policy.treatment),
                items={each.item: AidUnit(each.unit, each.money) for each in event.items},
            ),
        ),
    )


def list_beneficiaries(
    event: AidBeneficiariesListed,
    programme: AidProgramme,
    known: Mapping[str, AidBeneficiary],
) -> Change:
    """Who is to have how much; who is on the list already keeps what was received.

    Raises:
        AidProgrammeEnded, UnknownAidItem: the programme is closed, or has no such item.
        AllottedTooLittle: somebody would be given less than they got already.
    """
    if programme.closed is not None:
        raise AidProgrammeEnded(programme.programme, programme.closed)
    after: dict[str, AidBeneficiary] = {}
    for line in event.lines:
        item_of(programme, line.item)
        key = line.beneficiary
        before = after.get(key) or known.get(key)
        if before is None:
            before = AidBeneficiary(programme=event.programme, beneficiary=key, name=line.name)
        allotted, taken = to_micro(line.quantity), before.taken(line.item)
        if allotted < taken:
            raise AllottedTooLittle(key, line.item, allotted, taken)
        after[key] = before.updated(
            name=line.name,
            address=line.address or before.address,
            allotted=before.allotted | {line.item: allotted},
        )
    return Change(None, tuple(after.values()))


def close_programme(
    event: AidProgrammeClosed, programme: AidProgramme, stocks: Sequence[AidStock]
) -> Change:
    """A programme ends, when nothing of it is left.

    Raises:
        AidProgrammeEnded: it ended before.
        AidLeft: something is left.
    """
    if programme.closed is not None:
        raise AidProgrammeEnded(programme.programme, programme.closed)
    for stock in stocks:
        if stock.quantity:
            unit = programme.items[stock.item].unit
            raise AidLeft(programme.programme, stock.item, stock.quantity, unit)
    return Change(None, (programme.updated(closed=event.date),))
