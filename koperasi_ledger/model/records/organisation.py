"""Who serves, which meetings were held, and the notes of the secretary's books."""

from datetime import date
from typing import ClassVar, Literal, NamedTuple

from koperasi_ledger.model.records.base import Money, Record

NoteBook = Literal[
    "saran-anggota",
    "anjuran-pejabat",
    "anjuran-instansi",
    "tamu",
    "kejadian-penting",
    "surat-masuk",
    "surat-keluar",
]
"""The books that notes stand in."""


class Officer(Record):
    """Somebody who serves or served; key is the number of the appointment."""

    kind: ClassVar[str] = "pejabat"
    number: str
    board: Literal["pengurus", "pengawas", "karyawan"]
    position: str
    member: str | None = None
    name: str | None = None
    appointed: date
    until: date | None = None
    decision: str | None = None
    sex: Literal["L", "P"] | None = None
    born: date | None = None
    occupation: str | None = None
    address: str | None = None
    wage: Money | None = None
    ended: date | None = None
    reason: str | None = None
    end_decision: str | None = None

    @property
    def key(self) -> str:
        """The number."""
        return self.number


class MeetingDecision(NamedTuple):
    """A decision and its number."""

    number: str
    text: str


class Meeting(Record):
    """A meeting; key is its number. See `MeetingHeld`."""

    kind: ClassVar[str] = "rapat"
    number: str
    body: Literal["anggota", "pengurus", "pengawas"]
    name: str
    day: date
    place: str
    agenda: tuple[str, ...]
    invited: int | None = None
    present: int
    needed: int | None = None
    rule: str | None = None
    leader: str | None = None
    secretary: str | None = None
    decisions: tuple[MeetingDecision, ...] = ()

    @property
    def key(self) -> str:
        """The number."""
        return self.number


class OfficeNote(Record):
    """A line of one of the secretary's books; key is the ref of its event.

    `name` is the guest, the official, or the other side of a letter; `text` what it is about,
    `answer` what was said or done about it.
    """

    kind: ClassVar[str] = "catatan"
    ref: str
    book: NoteBook
    day: date
    member: str | None = None
    name: str | None = None
    office: str | None = None
    text: str
    answer: str | None = None
    answered: date | None = None
    number: str | None = None
    letter_date: date | None = None
    enclosures: int | None = None

    @property
    def key(self) -> str:
        """The ref."""
        return self.ref
