"""Aid comes, is handed out against the list, lost, returned and moved.

Nobody gets more than the list allots, nor anything twice. The ledger names the programme and the
document; who received stands in the events only, for beneficiaries are often the poorest of a
village. Source: berita acara practice of bansos and bantuan pangan (list by name, signed receipt,
representative with a letter, substitution by village deliberation); reference accounting section 4.
"""

from collections.abc import Mapping

from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.aid import (
    AidGiven,
    AidHandedOut,
    AidLost,
    AidMoneyReceived,
    AidReceived,
    AidReturned,
    AidTransferred,
)
from koperasi_ledger.model.money import to_sen
from koperasi_ledger.model.quantities import format_quantity, to_micro
from koperasi_ledger.model.records import CashAccount, Record
from koperasi_ledger.model.records.aid import AidBeneficiary, AidReceipt
from koperasi_ledger.rules.aid.care import Care
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.aid import (
    AboveAllotment,
    AidReceivedAlready,
    NotABeneficiary,
    RepresentativeRefused,
)
from koperasi_ledger.rules.money_side import MoneySide, move, refuse_proven


def receive(event: AidReceived, care: Care) -> Change:
    """Goods come into the store, at the value of the giver's document.

    Raises:
        AidProgrammeEnded, UnknownAidItem, AidWrongSide, NotAnAidLocation, AidValueMissing.
    """
    for line in event.lines:
        care.receive(line.item, event.location, to_micro(line.quantity), to_sen(line.value))
    return _posted(event, care, f"Terima bantuan {event.programme}, {event.document}", None)


def receive_money(event: AidMoneyReceived, care: Care, side: MoneySide) -> Change:
    """Money of a programme comes; it is owed to the beneficiaries.

    Raises:
        AidProgrammeEnded, UnknownAidItem, AidWrongSide.
    """
    care.receive(event.item, None, to_micro(event.amount), to_sen(event.amount))
    leg, waiting = move(event, side, event.amount, event.bank_ref)
    narration = f"Terima uang bantuan {event.programme}, {event.document}"
    entry = balanced(event.date, event.ref, narration, (leg, *care.legs()))
    return Change(entry, (*care.records(), *waiting))


def hand_out(
    event: AidHandedOut,
    care: Care,
    beneficiaries: Mapping[str, AidBeneficiary],
    cash: CashAccount | None,
) -> Change:
    """Aid goes to those on the list.

    Raises:
        NotABeneficiary, AidReceivedAlready, AboveAllotment, RepresentativeRefused: somebody may
            not have it.
        AidNotInStore, AidProgrammeEnded, UnknownAidItem, AidWrongSide, NotAnAidLocation.
    """
    after = dict(beneficiaries)
    for line in event.lines:
        if line.received_by == "wakil" and not care.policy.representatives:
            raise RepresentativeRefused(line.beneficiary)
        care.unit(line.item)
        after[line.beneficiary] = _given(event, line, after.get(line.beneficiary), care)
        care.issue(line, event.location, "handed")
    persons = len({line.beneficiary for line in event.lines})
    narration = f"Salur bantuan {event.programme}: {_told(event, care)}, {persons} penerima"
    return _posted(event, care, narration, cash, tuple(after.values()))


def _given(
    event: AidHandedOut, line: AidGiven, known: AidBeneficiary | None, care: Care
) -> AidBeneficiary:
    allotted = known.allotted.get(line.item, 0) if known is not None else 0
    if known is None or not allotted:
        raise NotABeneficiary(event.programme, line.beneficiary, line.item)
    quantity, left = to_micro(line.quantity), allotted - known.taken(line.item)
    if left <= 0:
        last = [each for each in known.receipts if each.item == line.item][-1]
        raise AidReceivedAlready(line.beneficiary, line.item, last.date, last.ref)
    if quantity > left:
        raise AboveAllotment(line.beneficiary, line.item, quantity, left, care.unit(line.item))
    receipt = AidReceipt(event.ref, event.date, line.item, quantity)
    return known.updated(receipts=(*known.receipts, receipt))


def _told(event: AidHandedOut | AidLost | AidReturned, care: Care) -> str:
    sums: dict[str, int] = {}
    for line in event.lines:
        sums[line.item] = sums.get(line.item, 0) + to_micro(line.quantity)
    return ", ".join(
        f"{item} {format_quantity(micro)} {care.unit(item)}" for item, micro in sums.items()
    )


def lose(event: AidLost, care: Care, cash: CashAccount | None) -> Change:
    """What is lost is owed to nobody any more, by a berita acara; it costs the cooperative nothing.

    Raises:
        AidNotInStore, AidProgrammeEnded, UnknownAidItem, AidWrongSide, NotAnAidLocation.
    """
    for line in event.lines:
        care.issue(line, event.location, "lost")
    return _posted(event, care, f"Susut bantuan {event.programme}: {_told(event, care)}", cash)


def give_back(event: AidReturned, care: Care, cash: CashAccount | None) -> Change:
    """What is left goes back to the giver.

    Raises:
        AidNotInStore, AidProgrammeEnded, UnknownAidItem, AidWrongSide, NotAnAidLocation.
    """
    for line in event.lines:
        care.issue(line, event.location, "returned")
    narration = f"Bantuan {event.programme} dikembalikan: {_told(event, care)}"
    return _posted(event, care, narration, cash)


def shift(event: AidTransferred, care: Care) -> Change:
    """Goods move between locations; nothing is posted.

    Raises:
        AidNotInStore, AidProgrammeEnded, UnknownAidItem, AidWrongSide, NotAnAidLocation.
    """
    for line in event.lines:
        care.shift(line, event.source, event.target)
    return Change(None, care.records())


def _posted(
    event: AidReceived | AidHandedOut | AidLost | AidReturned,
    care: Care,
    narration: str,
    cash: CashAccount | None,
    more: tuple[Record, ...] = (),
) -> Change:
    """The entry of what moved, with the cash that left; none outside the balance sheet."""
    legs = care.legs()
    if cash is not None:
        refuse_proven(cash, event.date)
        legs.append(Posting(cash.account, care.money()))
    records = (*care.records(), *more)
    if not any(leg.amount for leg in legs):
        return Change(None, records)
    return Change(balanced(event.date, event.ref, narration, legs), records)
