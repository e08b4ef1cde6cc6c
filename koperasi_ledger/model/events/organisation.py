"""The organisation: who serves, which meetings were held, and what the secretary's books note.

None of these events posts anything. Names of people are in them and in the records, and nowhere
else. The books are those that the dinas asks for (the 16 buku koperasi; accounting reference 3).
"""

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, Part
from koperasi_ledger.model.fields import (
    Amount,
    EventDate,
    MemberNumber,
    Name,
    Ref,
    Text,
    matching,
    schema,
)

_NUMBER = r"[A-Z0-9][A-Z0-9./-]{0,29}"
RegisterNumber = Annotated[
    str,
    matching(
        _NUMBER,
        "nomor hanya boleh berisi huruf besar, angka, titik, garis miring atau tanda hubung"
        " (paling panjang 30), misalnya PGR-001 atau RAT-2026",
    ),
    schema(_NUMBER, "PGR-001"),
]
Board = Literal["pengurus", "pengawas", "karyawan"]
Body = Literal["anggota", "pengurus", "pengawas"]
Heads = Annotated[int, Field(ge=0, le=10_000_000)]


class OfficerAppointed(Event):
    """Somebody begins to serve in a position on this event's date, up to `until` if it is a term.

    `member` or `name` says who it is; for a member the name in the members' book stands.
    """

    title: ClassVar[str] = "Pengangkatan"
    keeps_before: ClassVar[bool] = True
    kind: Literal["officer_appointed"] = "officer_appointed"
    officer: RegisterNumber
    board: Board
    position: Name
    member: MemberNumber | None = None
    name: Name | None = None
    until: EventDate | None = None
    decision: Text | None = None
    sex: Literal["L", "P"] | None = None
    born: EventDate | None = None
    occupation: Name | None = None
    address: Text | None = None
    wage: Amount | None = None

    @model_validator(mode="after")
    def _somebody(self) -> "OfficerAppointed":
        if self.member is None and self.name is None:
            raise ValueError("isi nomor anggotanya (member) atau namanya (name)")
        if self.until is not None and self.until < self.date:
            raise ValueError("akhir masa jabatan (until) mendahului pengangkatan")
        return self


class OfficerEnded(Event):
    """Somebody serves no longer."""

    title: ClassVar[str] = "Pemberhentian"
    keeps_before: ClassVar[bool] = True
    kind: Literal["officer_ended"] = "officer_ended"
    officer: RegisterNumber
    reason: Text
    decision: Text | None = None


class Decision(Part):
    """What a meeting decided, under its number."""

    number: Name
    text: Text


class MeetingHeld(Event):
    """A meeting of the members or of a board: who came, what it was about, what it decided.

    `needed` is how many had to come, by `rule` of the AD/ART; a meeting without its quorum decides
    nothing.
    """

    title: ClassVar[str] = "Rapat"
    keeps_before: ClassVar[bool] = True
    kind: Literal["meeting_held"] = "meeting_held"
    meeting: RegisterNumber
    body: Body
    name: Name
    place: Name
    agenda: Annotated[tuple[Text, ...], Field(min_length=1, max_length=100)]
    invited: Heads | None = None
    present: Heads
    needed: Heads | None = None
    rule: Text | None = None
    leader: Name | None = None
    secretary: Name | None = None
    decisions: Annotated[tuple[Decision, ...], Field(max_length=200)] = ()

    @model_validator(mode="after")
    def _counts(self) -> "MeetingHeld":
        if self.invited is not None and self.present > self.invited:
            raise ValueError("yang hadir (present) melebihi yang diundang (invited)")
        numbers = [decision.number for decision in self.decisions]
        if len(numbers) != len(set(numbers)):
            raise ValueError("setiap keputusan mempunyai nomor sendiri")
        return self


class SuggestionMade(Event):
    """A member suggests something, or an official advises it: of the cooperative office, or other.

    `answer` is what the pengurus think of it, now; a later answer is an event of its own.
    """

    title: ClassVar[str] = "Saran atau anjuran"
    keeps_before: ClassVar[bool] = True
    kind: Literal["suggestion_made"] = "suggestion_made"
    source: Literal["anggota", "pejabat", "instansi"]
    member: MemberNumber | None = None
    name: Name | None = None
    office: Name | None = None
    text: Text
    answer: Text | None = None

    @model_validator(mode="after")
    def _who(self) -> "SuggestionMade":
        if self.source == "anggota":
            if self.member is None or self.name is not None or self.office is not None:
                raise ValueError("saran anggota: isi nomor anggotanya (member) saja")
        elif self.member is not None or self.name is None or self.office is None:
            raise ValueError("anjuran: isi nama pejabatnya (name) serta jabatannya (office)")
        return self


class GuestReceived(Event):
    """Somebody visits the cooperative."""

    title: ClassVar[str] = "Kunjungan tamu"
    keeps_before: ClassVar[bool] = True
    kind: Literal["guest_received"] = "guest_received"
    name: Name
    office: Name | None = None
    text: Text


class HappeningNoted(Event):
    """Something important happened; `answer` is what was done about it."""

    title: ClassVar[str] = "Kejadian penting"
    keeps_before: ClassVar[bool] = True
    kind: Literal["happening_noted"] = "happening_noted"
    text: Text
    answer: Text | None = None


class LetterLogged(Event):
    """A letter came in or went out."""

    title: ClassVar[str] = "Agenda surat"
    keeps_before: ClassVar[bool] = True
    kind: Literal["letter_logged"] = "letter_logged"
    direction: Literal["masuk", "keluar"]
    number: Name
    letter_date: EventDate | None = None
    name: Name
    text: Text
    enclosures: Annotated[int, Field(ge=0, le=1000)] | None = None


class NoteAnswered(Event):
    """What the pengurus answered, or what was done, about an earlier note."""

    title: ClassVar[str] = "Tanggapan atas catatan"
    keeps_before: ClassVar[bool] = True
    kind: Literal["note_answered"] = "note_answered"
    target: Ref
    answer: Text


OrganisationEvent: TypeAlias = (
    OfficerAppointed
    | OfficerEnded
    | MeetingHeld
    | SuggestionMade
    | GuestReceived
    | HappeningNoted
    | LetterLogged
    | NoteAnswered
)
