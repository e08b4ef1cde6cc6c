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
    Record,
)
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import add_months, month_of
from koperasi_ledger.rules.errors import (
    MemberExists,
    NikExists,
    NotALeaver,
    NotYetLeft,
    PayoutTooLarge,
)
from koperasi_ledger.rules.money_side import MoneySide, move
from koperasi_ledger.rules.policies import savings_on
from koperasi_ledger.rules.savings import require_active, require_recipient


def join(
    event: MemberJoined,
    known: Member | None,
    holder: Member | None,
    cooperative: Cooperative,
    section: PolicySection,
) -> Change:
    """A new member. Simpanan wajib is due from the month the policy says.

    For a member of old it is due from the first month of these books for which there is a policy;
    what was owed or paid ahead before is stated with the opening balances. `holder` is the member
    with the same NIK: one who left may come back, under a new number.
    """
    if known is not None:
        raise MemberExists(event.member)
    if holder is not None and holder.status != "keluar":
        raise NikExists(holder.number)
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
        due_month=max(due, month_of(cooperative.founded), month_of(section.versions[0].effective)),
        nik=event.nik,
        address=event.address,
        phone=event.phone,
    )
    return Change(None, (member, *_identity(event.nik, event.member)))


def _identity(nik: str | None, member: str) -> tuple[IdentityHolder, ...]:
    return (IdentityHolder(nik=nik, member=member),) if nik else ()


def change(
    event: MemberChanged, member: Member, holder: Member | None, old: IdentityHolder | None
) -> Change:
    """New data of a member; what the event does not name stays, and an old NIK is free again.

    `holder` is the member with the new NIK, `old` says whose the member's NIK so far is.
    """
    if holder is not None and holder.number != event.member and holder.status != "keluar":
        raise NikExists(holder.number)
    given = event.model_dump(include={"name", "nik", "address", "phone"}, exclude_none=True)
    freed: dict[tuple[str, str], Record | None] = {}
    if old is not None and old.member == event.member and old.nik != event.nik:
        freed[old.kind, old.key] = None
    records = (member.updated(**given), *_identity(event.nik, event.member))
    return Change(None, records, freed)


def resign(event: MemberResigned, member: Member) -> Change:
    """A member leaves: pokok and wajib become payable."""
    require_active(member, event.date)
    return _leave(event, member, "keluar", f"Anggota {member.number} keluar", ())


def die(event: MemberDeceased, member: Member) -> Change:
    """A member dies: pokok and wajib become payable to the heirs.

    Of one who had left, what is not paid out yet becomes payable to the heirs.
    """
    heirs = tuple(Heir(name=heir.name, relation=heir.relation) for heir in event.heirs)
    if member.status == "keluar":
        return Change(None, (member.updated(status="meninggal", heirs=heirs),))
    require_active(member, event.date)
    return _leave(event, member, "meninggal", f"Anggota {member.number} meninggal dunia", heirs)


def _leave(
    event: MemberResigned | MemberDeceased,
    member: Member,
    status: MemberStatus,
    narration: str,
    heirs: tuple[Heir, ...],
) -> Change:
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
        NotYetLeft: so the member was on the day of the event.
        RecipientUnknown, RecipientRefused: see `require_recipient`.
        PayoutTooLarge: it exceeds what is owed.
    """
    if member.status == "aktif":
        raise NotALeaver(member.number)
    if member.left is not None and event.date < member.left:
        raise NotYetLeft(member.number, event.date, member.left)
    require_recipient(member, event.recipient)
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
