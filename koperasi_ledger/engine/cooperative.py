"""Events on the cooperative itself: which rule each goes through."""

from collections.abc import Sequence
from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import accounts_of, opening_account, require_tills
from koperasi_ledger.engine.history import History
from koperasi_ledger.engine.reversing import reverse
from koperasi_ledger.model.entry import Posting
from koperasi_ledger.model.events.cooperative import (
    CooperativeEvent,
    CooperativeFounded,
    EventReversed,
    JournalAdjusted,
    MonthClosed,
    OpeningBalancesRecorded,
)
from koperasi_ledger.model.records import Cooperative, Record
from koperasi_ledger.rules import cooperative
from koperasi_ledger.rules.change import Change


def change(event: CooperativeEvent, books: Books, history: History) -> Change:
    """What an event on the cooperative itself does."""
    match event:
        case JournalAdjusted():
            return cooperative.adjust(event, accounts_of(event.lines, event.date, books))
        case EventReversed():
            return reverse(event, books, history)
        case MonthClosed():
            require_tills(event.month, books)
            return cooperative.close_month(event, books.cooperative(), books.period())
        case CooperativeFounded():
            return cooperative.found(event, books.peek(Cooperative))
        case OpeningBalancesRecorded():
            return cooperative.open_balances(
                event,
                books.cooperative(),
                [opening_account(line.account, event.date, books) for line in event.balances],
                [books.member(line.member) for line in event.members],
                held={
                    f"{line.member}:{saving.product}": books.savings(line.member, saving.product)
                    for line in event.members
                    for saving in line.savings
                },
                section=books.section("savings"),
                loans=_opening_loans(event, books),
            )
        case _:
            assert_never(event)


def _opening_loans(
    event: OpeningBalancesRecorded, books: Books
) -> list[tuple[Sequence[Record], Sequence[Posting]]]:
    """What the loans of the opening bring; several of one member add up in its borrower."""
    if not event.loans:
        return []
    # Lending is loaded only where there are loans to take over.
    from koperasi_ledger.model.records.loans import Borrower, Loan  # noqa: PLC0415
    from koperasi_ledger.rules.loans.taking_over import take_over  # noqa: PLC0415

    borrowers: dict[str, Borrower] = {}
    taken: list[tuple[Sequence[Record], Sequence[Posting]]] = []
    for line in event.loans:
        borrower = borrowers.get(line.member) or books.find(Borrower, line.member)
        one = take_over(
            line,
            event.date,
            member=books.member(line.member),
            known=books.find(Loan, line.loan),
            borrower=borrower or Borrower(member=line.member),
            section=books.section("loans"),
        )
        taken.append((one.records, one.legs))
        borrowers |= {each.member: each for each in one.records if isinstance(each, Borrower)}
    return taken
