"""Member events: which rule each goes through, and how a payout is undone."""

from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import holder_of, side_of
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.model.events.members import (
    MemberChanged,
    MemberDeceased,
    MemberEvent,
    MemberJoined,
    MemberPaidOut,
    MemberResigned,
)
from koperasi_ledger.model.records import IdentityHolder, Member, PolicySection, Record
from koperasi_ledger.rules import members, reversal
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.policies import body_on


def change(event: MemberEvent, books: Books, history: History) -> Change:  # noqa: ARG001 - one shape for all subjects
    """What an event on members does."""
    match event:
        case MemberJoined():
            _require_check(event, books)
            return members.join(
                event,
                books.find(Member, event.member),
                holder_of(event.nik, books),
                books.cooperative(),
                books.section("savings"),
            )
        case MemberChanged():
            member = books.member(event.member)
            old = books.find(IdentityHolder, member.nik) if event.nik and member.nik else None
            return members.change(event, member, holder_of(event.nik, books), old)
        case MemberResigned():
            _require_no_loans(event.member, books)
            _require_store_settled(event.member, "keluar", books)
            _require_no_receipts_waiting(event.member, books)
            return members.resign(event, books.member(event.member))
        case MemberDeceased():
            return members.die(event, books.member(event.member))
        case MemberPaidOut():
            _require_store_settled(event.member, "dibayar haknya", books)
            return members.pay_out(event, books.member(event.member), side_of(event, books))
        case _:
            assert_never(event)


def _require_check(event: MemberJoined, books: Books) -> None:
    """Checks a new number's check character, only where a bank policy wants one."""
    section = books.peek(PolicySection, "bank")
    if section is None:
        return
    from koperasi_ledger.model.policy.bank import BankPolicy  # noqa: PLC0415 - only with a policy
    from koperasi_ledger.rules.check_digit import require_check  # noqa: PLC0415 - as above

    policy = body_on(section, BankPolicy, event.date)
    if policy is not None and policy.check_digit:
        books.section("bank")  # the number rests on the policy from now on
        require_check(event.member, policy)


def _require_no_loans(member: str, books: Books) -> None:
    """Refuses to let a member go who still borrows; lending is loaded only where it is needed."""
    from koperasi_ledger.engine.loans import loan_of  # noqa: PLC0415
    from koperasi_ledger.model.records.loans import Borrower  # noqa: PLC0415
    from koperasi_ledger.rules.loans.guards import require_no_loans  # noqa: PLC0415

    borrower = books.find(Borrower, member)
    ended = [loan_of(number, books) for number in borrower.ended] if borrower is not None else []
    require_no_loans(borrower, ended, "keluar")


def _require_store_settled(member: str, wanted: str, books: Books) -> None:
    """Refuses what a member may not do who owes the store; nothing rests on that nothing is owed.

    Death is a fact and cannot be refused: then the debt is paid, or set off, before the heirs are.
    """
    from koperasi_ledger.model.records.sales import Debtor  # noqa: PLC0415 - see `_require_no_loans`
    from koperasi_ledger.rules.store.debts import require_no_store_debt  # noqa: PLC0415 - as above

    require_no_store_debt(books.peek(Debtor, member), wanted)


def _require_no_receipts_waiting(member: str, books: Books) -> None:
    """Refuses to let a member go whose receipts wait for a recap; they are read only if any do.

    Raises:
        ReceiptsWaiting.
    """
    from koperasi_ledger.model.records.sales import OpenTillDays, Receipt  # noqa: PLC0415 - as above
    from koperasi_ledger.rules.errors.store_trade import ReceiptsWaiting  # noqa: PLC0415 - as above

    opened = books.peek(OpenTillDays)
    if opened is None or not opened.days:
        return
    mine = {
        f"{each.date}:{each.till}"
        for each in books.all(Receipt)
        if each.member == member and each.waiting and not each.void
    }
    waiting = [day for day in opened.days if day in mine]
    if waiting:
        raise ReceiptsWaiting(member, waiting)


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:  # noqa: ARG001 - as above
    """The leaver before the payout; the other events go back to the records as they were."""
    event = past.event
    if isinstance(event, MemberPaidOut):
        return (reversal.undo_payout(books.member(event.member), event.amount),)
    return ()
