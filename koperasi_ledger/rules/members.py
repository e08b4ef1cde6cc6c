"""Members join, change, leave, die, and are paid out.

When a member leaves, simpanan pokok and wajib stop being equity and become a liability from the
exit decision on (practice; SAK EP's view of redeemable shares). Voluntary savings stay where they
are and can be withdrawn as before.
"""

from decimal import Decimal

from koperasi_ledger.model.accounts import LEAVERS, POKOK, WAJIB
from koperasi_ledger.model.entry import Entry, Posting, balanced
from koperasi_ledger.model.events import (
    MemberChanged,
    MemberDeceased,
    MemberJoined,
    MemberPaidOut,
    MemberResigned,
)
from koperasi_ledger.model.records import (
    Cooperative,
    Heir,
    IdentityHolder,
    Member,
    MemberStatus,
    PolicySection,
)
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import add_months, month_of
from koperasi_ledger.rules.errors import (
    MemberExists,
    NikExists,
    NotALeaver,
    PayoutTooLarge,
    RecipientRefused,
    RecipientUnknown,
)
from koperasi_ledger.rules.money_side import MoneySide, move
from koperasi_ledger.rules.policies import savings_on
from koperasi_ledger.rules.savings import require_active


def join(
    event: MemberJoined,
    known: Member | None,
    holder: IdentityHolder | None,
    cooperative: Cooperative,
    section: PolicySection,
) -> Change:
    """A new member. Simpanan wajib is due from the month the policy says.

    For a member of old it is due from the first month of these books; what was owed or paid ahead
    before is stated with the opening balances.
    """
    if known is not None:
        raise MemberExists(event.member)
    if holder is not None:
        raise NikExists(holder.member)
    terms = savings_on(section, event.date)
    joined = event.joined_on or event.date
    due = month_of(joined)
    if terms.policy.wajib_starts == "bulan-berikutnya":
        due = add_months(due, 1)
    member = Member(
        number=event.member,
        name=event.name,
        status="aktif",
        joined=joined,
        due_month=max(due, month_of(cooperative.founded)),
        nik=event.nik,
        address=event.address,
        phone=event.phone,
    )
    return Change(None, (member, *_identity(event.nik, event.member)))


def _identity(nik: str | None, member: str) -> tuple[IdentityHolder, ...]:
    return (IdentityHolder(nik=nik, member=member),) if nik else ()


def change(event: MemberChanged, member: Member, holder: IdentityHolder | None) -> Change:
    """New data of a member; what the event does not name stays."""
    if holder is not None and holder.member != event.member:
        raise NikExists(holder.member)
    given = event.model_dump(include={"name", "nik", "address", "phone"}, exclude_none=True)
    return Change(None, (member.updated(**given), *_identity(event.nik, event.member)))


def resign(event: MemberResigned, member: Member) -> Change:
    """A member leaves: pokok and wajib become payable."""
    return _leave(event, member, "keluar", f"Anggota {member.number} keluar", ())


def die(event: MemberDeceased, member: Member) -> Change:
    """A member dies: pokok and wajib become payable to the heirs."""
    heirs = tuple(Heir(name=heir.name, relation=heir.relation) for heir in event.heirs)
    return _leave(event, member, "meninggal", f"Anggota {member.number} meninggal dunia", heirs)


def _leave(
    event: MemberResigned | MemberDeceased,
    member: Member,
    status: MemberStatus,
    narration: str,
    heirs: tuple[Heir, ...],
) -> Change:
    require_active(member)
    owed = member.pokok + member.wajib
    entry: Entry | None = None
    if owed:
        entry = balanced(
            event.date,
            event.ref,
            narration,
            (
                Posting(POKOK, member.pokok, member.number),
                Posting(WAJIB, member.wajib, member.number),
                Posting(LEAVERS, -owed, member.number),
            ),
        )
    changes = {
        "status": status,
        "left": event.date,
        "pokok": Decimal(0),
        "wajib": Decimal(0),
        "payable": owed,
        "heirs": heirs,
    }
    return Change(entry, (member.updated(**changes),))


def pay_out(event: MemberPaidOut, member: Member, side: MoneySide) -> Change:
    """A leaver, or one of the heirs, receives money back.

    Raises:
        NotALeaver: the member is active.
        RecipientUnknown: after a death, the recipient is not one of the heirs.
        RecipientRefused: the leaver lives, yet another recipient is named.
        PayoutTooLarge: it exceeds what is owed.
    """
    if member.status == "aktif":
        raise NotALeaver(member.number)
    names = [heir.name for heir in member.heirs]
    if member.status == "meninggal" and event.recipient not in names:
        raise RecipientUnknown(member.number, names)
    if member.status == "keluar" and event.recipient is not None:
        raise RecipientRefused(member.number)
    if event.amount > member.payable:
        raise PayoutTooLarge(member.number, event.amount, member.payable)
    leg, waiting = move(event, side, -event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Pengembalian simpanan anggota keluar {member.number}",
        (Posting(LEAVERS, event.amount, member.number, event.unit), leg),
    )
    payable = member.payable - event.amount
    return Change(entry, (member.updated(payable=payable), *waiting))
