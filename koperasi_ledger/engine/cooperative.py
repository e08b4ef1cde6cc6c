"""Events on the cooperative itself: which rule each goes through."""

from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import accounts_of, opening_account
from koperasi_ledger.engine.history import History
from koperasi_ledger.engine.reversing import reverse
from koperasi_ledger.model.events.cooperative import (
    CooperativeEvent,
    CooperativeFounded,
    EventReversed,
    JournalAdjusted,
    MonthClosed,
    OpeningBalancesRecorded,
)
from koperasi_ledger.model.records import Cooperative
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
            )
        case _:
            assert_never(event)
