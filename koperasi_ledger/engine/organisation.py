"""Events on the organisation: which rule each goes through; they are undone latest first."""

from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.history import History
from koperasi_ledger.model.events.organisation import (
    GuestReceived,
    HappeningNoted,
    LetterLogged,
    MeetingHeld,
    NoteAnswered,
    OfficerAppointed,
    OfficerEnded,
    OrganisationEvent,
    SuggestionMade,
)
from koperasi_ledger.model.records.organisation import Meeting, OfficeNote, Officer
from koperasi_ledger.rules import organisation
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.organisation import UnknownNote, UnknownOfficer

GOES_BACK = frozenset({Officer.kind, Meeting.kind, OfficeNote.kind})
"""The records that a reversal sets back to what they were: latest first."""


def change(event: OrganisationEvent, books: Books, history: History) -> Change:  # noqa: ARG001 - one shape for all subjects
    """What an event on the organisation does."""
    match event:
        case OfficerAppointed():
            known = books.find(Officer, event.officer)
            serving = [other for other in books.all(Officer) if other.board == event.board]
            member = books.member(event.member) if event.member is not None else None
            return organisation.appoint(event, known, serving, member)
        case OfficerEnded():
            officer = books.find(Officer, event.officer)
            if officer is None:
                raise UnknownOfficer(event.officer)
            return organisation.end_service(event, officer)
        case MeetingHeld():
            known_meeting = books.find(Meeting, event.meeting)
            return organisation.meet(event, known_meeting, books.all(Meeting))
        case SuggestionMade():
            if event.member is not None:
                books.member(event.member)
            return organisation.note(event)
        case GuestReceived() | HappeningNoted() | LetterLogged():
            return organisation.note(event)
        case NoteAnswered():
            line = books.find(OfficeNote, event.target)
            if line is None:
                raise UnknownNote(event.target)
            return organisation.answer(event, line)
        case _:
            assert_never(event)
