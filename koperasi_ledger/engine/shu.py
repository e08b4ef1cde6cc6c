"""Sharing the SHU: which rule each event goes through, and how a payment is undone."""

from datetime import date
from decimal import Decimal
from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import end_of, side_of
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.engine.shares import open_share, share_of
from koperasi_ledger.model.accounts import SHU_PRIOR
from koperasi_ledger.model.events.shu import (
    LossCovered,
    ShareLapsed,
    SharePaid,
    ShuDecided,
    ShuEvent,
    ShuFundPaid,
)
from koperasi_ledger.model.records import ClosedYear, Record, SavingsAccount
from koperasi_ledger.rules import shu_decision
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.shu import JoinedLater
from koperasi_ledger.rules.shu_share import spare

_LAST = date(2199, 12, 31)
"""No event is dated after it (`model/fields.py`)."""


def change(event: ShuEvent, books: Books, history: History) -> Change:
    """What an event on the SHU does."""
    match event:
        case ShuDecided():
            for each in event.members:
                member = books.member(each.member)
                if member.joined.year > event.year:
                    raise JoinedLater(event.year, member.number, member.joined)
            for closed in books.all(ClosedYear):
                if closed.surplus < 0:
                    # What can be shared rests on who bore the losses before.
                    books.find(ClosedYear, closed.key)
            accounts = {pool.account for pool in event.plan.pools if pool.account is not None}
            return shu_decision.decide(
                event,
                books.find(ClosedYear, str(event.year)),
                _held(SHU_PRIOR, event.date, history),
                {name: books.account(name) for name in sorted(accounts)},
                books.section("shu"),
            )
        case LossCovered():
            return shu_decision.cover_loss(
                event,
                books.find(ClosedYear, str(event.year)),
                _held(event.account, event.date, history),
                shu_decision.carried_losses(
                    books.all(ClosedYear), -history.balance(SHU_PRIOR, _LAST)
                ),
                books.account(event.account),
            )
        case SharePaid():
            return _pay(event, books, history)
        case ShareLapsed():
            return shu_decision.lapse(
                event,
                open_share(event.year, event.member, books, history),
                books.account(event.account),
                books.section("shu"),
            )
        case ShuFundPaid():
            return shu_decision.pay_fund(
                event,
                _held(event.account, event.date, history),
                books.account(event.account),
                side_of(event, books),
            )
        case _:
            assert_never(event)


def _held(account: str, day: date, history: History) -> Decimal:
    """What an account on the credit side holds on a day and still holds today: the lesser of both.

    What was taken from it later is not there for an event of an earlier day either.
    """
    return -max(history.balance(account, day), history.balance(account, _LAST))


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:  # noqa: ARG001 - one shape for all subjects
    """The records without a payment; None when what it brought is gone already."""
    event = past.event
    match event:
        case SharePaid():
            return shu_decision.unpay_share(
                event,
                share_of(event.year, event.member, books),
                books.member(event.member),
                _savings(event, books),
            )
        case ShareLapsed():
            return (spare(share_of(event.year, event.member, books), event.amount),)
        case _:
            return ()


def _pay(event: SharePaid, books: Books, history: History) -> Change:
    books.check_unit(event.unit, event.date)
    side = None
    if event.via is not None or event.clears is not None:
        side = end_of(event.via, event.clears, books)
    return shu_decision.pay_share(
        event,
        open_share(event.year, event.member, books, history),
        books.member(event.member),
        books.section("savings"),
        side=side,
        account=_savings(event, books),
    )


def _savings(event: SharePaid, books: Books) -> SavingsAccount | None:
    return books.savings(event.member, event.savings) if event.savings is not None else None
