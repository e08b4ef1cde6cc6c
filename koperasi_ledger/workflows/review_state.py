"""The review of waiting bank lines while it goes on: what was decided, and the way back; pure.

A review is a value: every step gives a new one, and nothing is recorded before
`review_recording.record_review`. Source of the rules: practice; money of a bank line is explained
exactly, so that Titipan ends at zero (or at what was said to go on waiting).
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from koperasi_ledger.model.money import to_rupiah
from koperasi_ledger.workflows.bank_assignment import WHOLE, Assignment, needs, purposes
from koperasi_ledger.workflows.bank_errors import Incomplete, WrongDirection
from koperasi_ledger.workflows.bank_suggest import Waiting
from koperasi_ledger.workflows.review_errors import (
    NotExact,
    NothingLeft,
    NothingToUndo,
    NotPositive,
    NotWaiting,
    OnlyWhole,
    TakenByOther,
    TooMuch,
)

Status = Literal["menunggu", "sebagian", "selesai", "dilewati", "lawan"]
"""Undecided, decided in part, decided whole, skipped, or closed by the decision on another line."""

ZERO = Decimal(0)


class Decision(NamedTuple):
    """What a waiting line is: its parts, and how much of it shall go on waiting.

    Every part has its amount, but for one that explains all of the line (`WHOLE`) and stands alone.
    """

    parts: tuple[Assignment, ...] = ()
    kept: Decimal = ZERO


class Decided(NamedTuple):
    """A line that is decided whole; `remaining` is what it was when it was looked at, signed."""

    ref: str
    remaining: Decimal
    decision: Decision


class Choices(NamedTuple):
    """What the reviewer chose so far; `used` says which line an entry or other line explains."""

    decisions: Mapping[str, Decision]
    skipped: frozenset[str] = frozenset()
    used: Mapping[str, str] = {}


class Step(NamedTuple):
    """A step that can be undone: the line it was about, and the choices before it."""

    ref: str
    before: Choices


class Review(NamedTuple):
    """The lines that wait, by ref and oldest first, what was chosen, and the steps so far."""

    lines: Mapping[str, Waiting]
    choices: Choices
    past: tuple[Step, ...] = ()


def begin(lines: Iterable[Waiting]) -> Review:
    """A review in which nothing is decided yet."""
    return Review({item.suspense.ref: item for item in lines}, Choices({}))


# Looking


def size(review: Review, ref: str) -> Decimal:
    """How much money the line is, above zero whatever its direction.

    Raises:
        NotWaiting.
    """
    return abs(_line(review, ref).suspense.remaining)


def left(review: Review, ref: str) -> Decimal:
    """What of the line is not decided yet; zero when another line's decision closes it."""
    whole = size(review, ref)
    if closed_by(review, ref) is not None:
        return ZERO
    decision = review.choices.decisions.get(ref, Decision())
    return ZERO if _is_whole(decision) else whole - _sum(decision)


def closed_by(review: Review, ref: str) -> str | None:
    """The line whose decision says that it and this one cancel each other."""
    other = review.choices.used.get(ref)
    parts = review.choices.decisions[other].parts if other is not None else ()
    return other if any(part.purpose == "lawan" for part in parts) else None


def status(review: Review, ref: str) -> Status:
    """How far the line is."""
    if closed_by(review, ref) is not None:
        return "lawan"
    if ref in review.choices.decisions:
        return "sebagian" if left(review, ref) else "selesai"
    return "dilewati" if ref in review.choices.skipped else "menunggu"


def decided(review: Review) -> list[Decided]:
    """The lines that are decided whole, ready to be recorded, oldest first."""
    return [
        Decided(ref, item.suspense.remaining, review.choices.decisions[ref])
        for ref, item in review.lines.items()
        if ref in review.choices.decisions and not left(review, ref)
    ]


def unfinished(review: Review) -> dict[str, NotExact]:
    """The lines that are decided in part only, each with what does not add up."""
    return {
        ref: NotExact(ref, _sum(review.choices.decisions[ref]), size(review, ref))
        for ref in review.lines
        if ref in review.choices.decisions and left(review, ref)
    }


# Deciding


def put(review: Review, ref: str, assignment: Assignment) -> Review:
    """Says that (part of) what is left of the line is this; without an amount, all that is left.

    Parts that say the same of the line are one part.

    Raises:
        NotWaiting, NothingLeft, TooMuch, NotPositive, OnlyWhole, TakenByOther: see each.
        WrongDirection, Incomplete: it does not fit the direction, or lacks or has too many values.
    """
    item = _line(review, ref).suspense
    if not item.remaining:
        raise NothingLeft(ref)
    fitting = purposes(received=item.remaining > 0)
    if assignment.purpose not in fitting:
        raise WrongDirection(ref, assignment.purpose, fitting)
    _check_values(assignment)
    closing = closed_by(review, ref)
    if closing is not None:
        raise TakenByOther(f"Titipan {ref}", closing)
    decision = review.choices.decisions.get(ref, Decision())
    if assignment.purpose in WHOLE:
        return _chosen(review, ref, _whole(review, ref, assignment))
    rest = left(review, ref)
    if not rest:
        raise NothingLeft(ref)
    amount = rest if assignment.amount is None else to_rupiah(assignment.amount)
    if amount <= 0:
        raise NotPositive(ref, amount)
    if amount > rest:
        raise TooMuch(ref, amount, rest)
    parts = _joined(decision.parts, assignment._replace(amount=amount))
    return _chosen(review, ref, decision._replace(parts=parts))


def keep_rest(review: Review, ref: str) -> Review:
    """Says that what is left of the line goes on waiting; only where some of it is explained.

    Raises:
        NotWaiting, NothingLeft.
        NotPositive: nothing is explained yet, so that there is nothing to record: skip it.
    """
    rest = left(review, ref)
    if not rest:
        raise NothingLeft(ref)
    decision = review.choices.decisions.get(ref, Decision())
    if not decision.parts:
        raise NotPositive(ref, ZERO)
    return _chosen(review, ref, decision._replace(kept=decision.kept + rest))


def clear(review: Review, ref: str) -> Review:
    """Takes back all that was decided about the line, and whether it was skipped."""
    _line(review, ref)
    choices = review.choices
    decisions = {key: kept for key, kept in choices.decisions.items() if key != ref}
    used = {entry: by for entry, by in choices.used.items() if by != ref}
    return _moved(review, ref, Choices(decisions, choices.skipped - {ref}, used))


def skip(review: Review, ref: str) -> Review:
    """Leaves the line for another day; what was decided about it is taken back."""
    choices = clear(review, ref).choices
    return _moved(review, ref, choices._replace(skipped=choices.skipped | {ref}))


def undo(review: Review) -> tuple[Review, str]:
    """The review before the last step, and the line that the step was about.

    Raises:
        NothingToUndo.
    """
    if not review.past:
        raise NothingToUndo
    *past, last = review.past
    return Review(review.lines, last.before, tuple(past)), last.ref


def renew(review: Review, lines: Iterable[Waiting]) -> tuple[Review, list[str]]:
    """The review on what waits now, and the lines whose decision was lost by that.

    A decision stays, and can be undone, where its line (and the line it closes) is as it was; what
    was recorded meanwhile, here or by somebody else, can never be recorded again from here.
    """
    now = {item.suspense.ref: item for item in lines}
    same = frozenset(
        ref
        for ref, item in review.lines.items()
        if ref in now and now[ref].suspense.remaining == item.suspense.remaining
    )
    choices = _still(review.choices, same)
    past: list[Step] = []
    for place, step in enumerate(review.past):
        after = review.past[place + 1].before if place + 1 < len(review.past) else review.choices
        if _still(step.before, same) != _still(after, same):
            past.append(Step(step.ref, _still(step.before, same)))
    lost = [ref for ref in review.choices.decisions if ref not in choices.decisions]
    return Review(now, choices, tuple(past)), lost


# Inside


def _line(review: Review, ref: str) -> Waiting:
    found = review.lines.get(ref)
    if found is None:
        raise NotWaiting(ref)
    return found


def _sum(decision: Decision) -> Decimal:
    return sum((part.amount or ZERO for part in decision.parts), decision.kept)


def _is_whole(decision: Decision) -> bool:
    return any(part.purpose in WHOLE for part in decision.parts)


def _check_values(assignment: Assignment) -> None:
    given = {
        "anggota": assignment.member,
        "produk": assignment.product,
        "akun": assignment.account,
        "catatan": assignment.entry,
        "nomor": assignment.number,
    }
    for name, value in given.items():
        needed = name in needs(assignment.purpose)
        if needed != (value is not None):
            raise Incomplete(f"sebagai {assignment.purpose}", name, needed=needed)


def _whole(review: Review, ref: str, assignment: Assignment) -> Decision:
    """The decision that a hand-typed entry, or the other waiting line, is all of this line."""
    if review.choices.decisions.get(ref, Decision()).parts:
        raise OnlyWhole(ref, assignment.purpose)
    if assignment.amount is not None:
        raise Incomplete(f"sebagai {assignment.purpose}", "jumlah", needed=False)
    entry = assignment.entry or ""
    if entry in review.choices.used:
        raise TakenByOther(entry, review.choices.used[entry])
    if assignment.purpose == "lawan":
        if entry == ref or entry not in review.lines:
            raise NotWaiting(entry)
        if entry in review.choices.decisions:
            raise TakenByOther(f"Titipan {entry}", entry)
    return Decision((assignment,))


def _joined(parts: tuple[Assignment, ...], new: Assignment) -> tuple[Assignment, ...]:
    """The parts with the new one; amounts of parts that say the same are added up."""
    same = [part for part in parts if part._replace(amount=None) == new._replace(amount=None)]
    if not same:
        return (*parts, new)
    total = (same[0].amount or ZERO) + (new.amount or ZERO)
    return tuple(part._replace(amount=total) if part is same[0] else part for part in parts)


def _chosen(review: Review, ref: str, decision: Decision) -> Review:
    choices = review.choices
    decisions = {**choices.decisions, ref: decision}
    entries = {part.entry: ref for part in decision.parts if part.entry is not None}
    used = {**choices.used, **entries} if entries else choices.used
    return _moved(review, ref, Choices(decisions, choices.skipped - {ref}, used))


def _moved(review: Review, ref: str, choices: Choices) -> Review:
    """The review after a step; a step that changes nothing is none."""
    if choices == review.choices:
        return review
    return Review(review.lines, choices, (*review.past, Step(ref, review.choices)))


def _still(choices: Choices, same: frozenset[str]) -> Choices:
    """The choices on lines that are as they were."""
    kept = {
        ref: decision
        for ref, decision in choices.decisions.items()
        if ref in same
        and all(part.purpose != "lawan" or part.entry in same for part in decision.parts)
    }
    used = {entry: by for entry, by in choices.used.items() if by in kept}
    return Choices(kept, choices.skipped & same, used)
