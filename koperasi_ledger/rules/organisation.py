"""The secretary's books: who serves, meetings, suggestions, guests, happenings, letters.

Source: UU 25/1992 art. 21-40 (organs), the 16 buku koperasi (accounting reference section 3).
"""

from collections.abc import Sequence
from datetime import date

from koperasi_ledger.model.events.organisation import (
    GuestReceived,
    HappeningNoted,
    LetterLogged,
    MeetingHeld,
    NoteAnswered,
    OfficerAppointed,
    OfficerEnded,
    SuggestionMade,
)
from koperasi_ledger.model.records.members import Member
from koperasi_ledger.model.records.organisation import (
    Meeting,
    MeetingDecision,
    NoteBook,
    OfficeNote,
    Officer,
)
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.organisation import (
    AnsweredAlready,
    AnswerTooEarly,
    DecisionNumberTaken,
    MeetingExists,
    NoQuorum,
    OfficerEndedAlready,
    OfficerExists,
    OfficerMustBeMember,
    OfficerServes,
)
from koperasi_ledger.rules.savings import require_active

_SUGGESTED: dict[str, NoteBook] = {
    "anggota": "saran-anggota",
    "pejabat": "anjuran-pejabat",
    "instansi": "anjuran-instansi",
}


def appoint(
    event: OfficerAppointed,
    known: Officer | None,
    serving: Sequence[Officer],
    member: Member | None,
) -> Change:
    """Somebody begins to serve; pengurus and pengawas are chosen from the members.

    UU 25/1992 art. 29(1), 38(1). `serving` are those who serve or served on the same board.

    Raises:
        OfficerExists, OfficerMustBeMember, OfficerServes, MemberNotActive.
    """
    if known is not None:
        raise OfficerExists(event.officer)
    if member is not None:
        require_active(member, event.date)
    elif event.board != "karyawan":
        raise OfficerMustBeMember(event.board)
    for other in serving:
        same = (other.member, other.name) == (event.member, event.name)
        if same and other.position == event.position and _serves(other, event.date):
            raise OfficerServes(other.number, other.position)
    return Change(
        None,
        (
            Officer(
                number=event.officer,
                board=event.board,
                position=event.position,
                member=event.member,
                name=event.name,
                appointed=event.date,
                until=event.until,
                decision=event.decision,
                sex=event.sex,
                born=event.born,
                occupation=event.occupation,
                address=event.address,
                wage=event.wage,
            ),
        ),
    )


def _serves(officer: Officer, day: date) -> bool:
    """Whether somebody has not stopped serving before a day; a term runs out on its last day."""
    last = officer.ended or officer.until
    return last is None or last >= day


def end_service(event: OfficerEnded, officer: Officer) -> Change:
    """Somebody serves no longer.

    Raises:
        OfficerEndedAlready: since an earlier day, or it would be before the appointment.
    """
    if officer.ended is not None or event.date < officer.appointed:
        raise OfficerEndedAlready(officer.number, officer.appointed, officer.ended)
    after = officer.updated(ended=event.date, reason=event.reason, end_decision=event.decision)
    return Change(None, (after,))


def meet(event: MeetingHeld, known: Meeting | None, others: Sequence[Meeting]) -> Change:
    """A meeting was held; without its quorum it decides nothing.

    UU 25/1992 art. 24(1): decisions of the rapat anggota; quorum by AD/ART (reference section 3).

    Raises:
        MeetingExists, NoQuorum, DecisionNumberTaken.
    """
    if known is not None:
        raise MeetingExists(event.meeting, known.name)
    if event.decisions and event.needed is not None and event.present < event.needed:
        raise NoQuorum(event.meeting, event.present, event.needed)
    taken = {
        decision.number: other.number
        for other in others
        if other.body == event.body
        for decision in other.decisions
    }
    for decision in event.decisions:
        if decision.number in taken:
            raise DecisionNumberTaken(decision.number, taken[decision.number])
    return Change(
        None,
        (
            Meeting(
                number=event.meeting,
                body=event.body,
                name=event.name,
                day=event.date,
                place=event.place,
                agenda=event.agenda,
                invited=event.invited,
                present=event.present,
                needed=event.needed,
                rule=event.rule,
                leader=event.leader,
                secretary=event.secretary,
                decisions=tuple(
                    MeetingDecision(decision.number, decision.text) for decision in event.decisions
                ),
            ),
        ),
    )


def note(event: SuggestionMade | GuestReceived | HappeningNoted | LetterLogged) -> Change:
    """A line of one of the secretary's books."""
    line = OfficeNote(
        ref=event.ref, book=_book_of(event), day=event.date, text=event.text, name=None
    )
    match event:
        case SuggestionMade():
            line = line.updated(
                member=event.member, name=event.name, office=event.office, answer=event.answer
            )
        case GuestReceived():
            line = line.updated(name=event.name, office=event.office)
        case HappeningNoted():
            line = line.updated(answer=event.answer)
        case LetterLogged():
            line = line.updated(
                name=event.name,
                number=event.number,
                letter_date=event.letter_date,
                enclosures=event.enclosures,
            )
    if line.answer is not None:
        line = line.updated(answered=event.date)
    return Change(None, (line,))


def _book_of(event: SuggestionMade | GuestReceived | HappeningNoted | LetterLogged) -> NoteBook:
    if isinstance(event, SuggestionMade):
        return _SUGGESTED[event.source]
    if isinstance(event, LetterLogged):
        return "surat-masuk" if event.direction == "masuk" else "surat-keluar"
    return "tamu" if isinstance(event, GuestReceived) else "kejadian-penting"


def answer(event: NoteAnswered, line: OfficeNote) -> Change:
    """What the pengurus answered to a note.

    Raises:
        AnsweredAlready, AnswerTooEarly.
    """
    if line.answer is not None:
        raise AnsweredAlready(event.target)
    if event.date < line.day:
        raise AnswerTooEarly(event.target, event.date, line.day)
    return Change(None, (line.updated(answer=event.answer, answered=event.date),))
