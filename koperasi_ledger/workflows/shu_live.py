"""The SHU of the book as it stands: a what-if, and the meeting's decision."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pydantic import ValidationError

from koperasi_ledger.model.errors import Refusals
from koperasi_ledger.model.events import ShuDecided
from koperasi_ledger.model.events.shu import MemberBases
from koperasi_ledger.model.policy.shu import ShuPlan
from koperasi_ledger.model.shu import Participant
from koperasi_ledger.reports import shu_proposal
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.shu_proposal import Proposal
from koperasi_ledger.rules.errors.years import YearNotClosed
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.reading import field_errors
from koperasi_ledger.workflows.recording import Recorded, Stamp, record_events


def propose(
    book: Book,
    year: int,
    today: date,
    *,
    percentages: Mapping[str, Decimal] | None = None,
    surplus: Decimal | None = None,
    from_members: Decimal | None = None,
) -> Proposal:
    """What sharing the SHU of `year` would give; see `reports.shu_proposal.propose`."""
    return shu_proposal.propose(
        book.journal.books(),
        _postings(book),
        year,
        today,
        percentages=percentages,
        surplus=surplus,
        from_members=from_members,
    )


def _postings(book: Book) -> Postings:
    return Postings(book.journal.database, book.journal.head().seq)


def decide(
    book: Book,
    proposal: Proposal,
    stamp: Stamp,
    *,
    day: date,
    decision: str,
    present: int | None = None,
    entitled: int | None = None,
) -> Recorded:
    """Records the meeting's decision as it was proposed.

    Raises:
        YearNotClosed: the year is open; its SHU is not known yet.
        Refusals: what was said of the meeting makes no sense; all reasons are listed.
        Refusal: see `rules.shu_decision.decide`.
    """
    if not proposal.closed:
        raise YearNotClosed(proposal.year)
    result = proposal.result
    try:
        event = ShuDecided(
            date=day,
            ref=f"SHU-{proposal.year}",
            year=proposal.year,
            decision=decision,
            present=present,
            entitled=entitled,
            surplus=result.surplus.total,
            from_members=result.surplus.from_members,
            plan=proposal.plan,
            members=_bases(result.members, proposal.plan),
        )
    except ValidationError as error:
        raise Refusals(field_errors(error, "")) from None
    return record_events(book, [event], stamp)


def _bases(members: tuple[Participant, ...], plan: ShuPlan) -> tuple[MemberBases, ...]:
    """The members and those of their bases that the plan measures by."""
    used = {pool.base for pool in plan.pools}
    return tuple(
        MemberBases(
            member=each.number,
            bases={name: size for name, size in sorted(each.bases.items()) if name in used},
        )
        for each in members
    )
