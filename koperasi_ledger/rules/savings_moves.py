"""The balance of a savings account by days, for as long as interest may ask for it.

A movement counts from its own date on (value date: the Bank Indonesia guide's example moves on
1, 5, 6, 10, 20, 25 and 30 June and counts 4, 1, 4, 10, 5, 5 and 1 days), whenever it is recorded.
A reversal takes the movement out of its own day: what was recorded by mistake bears nothing.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.fields import iso_day
from koperasi_ledger.model.policy.savings import SavingsPolicy
from koperasi_ledger.model.records import PolicySection, SavingsAccount
from koperasi_ledger.rules.dates import add_months, first_day, month_of
from koperasi_ledger.rules.policies import bodies

_MONTHS_WITH_INTEREST = 12
_MONTHS_WITHOUT = 2
"""How many months before that of the newest movement are kept by days: for products that ever
bore interest, and for others (a rate may be decided a few weeks after it takes effect)."""

_DAY = timedelta(days=1)


class Stretch(NamedTuple):
    """Days on end with one balance: from `start` on, up to but not including `end`."""

    start: date
    end: date
    balance: Decimal

    @property
    def days(self) -> int:
        """How many days."""
        return (self.end - self.start).days


def months_kept(section: PolicySection, product: str) -> int:
    """How many months before the newest movement's are kept by days for a product."""
    for policy in bodies(section, SavingsPolicy):
        for item in policy.products:
            if item.key == product and (item.interest is not None or item.akad == "mudharabah"):
                return _MONTHS_WITH_INTEREST
    return _MONTHS_WITHOUT


def moved(account: SavingsAccount, day: date, amount: Decimal, keep: int) -> SavingsAccount:
    """The account after a movement of `amount` (negative: taken out), dated `day`.

    `keep` is how many months before the newest are kept by days; see `months_kept`.
    """
    moves, since = _with(account, day, amount), account.since
    if moves:
        earliest = add_months(next(reversed(moves))[:7], -keep)
        if next(iter(moves))[:7] < earliest:
            limit = first_day(earliest)
            first = limit.isoformat()
            moves = {at: change for at, change in moves.items() if at >= first}
            since = limit - _DAY if since is None else max(since, limit - _DAY)
    return account.updated(balance=account.balance + amount, moves=moves, since=since)


def taken_back(account: SavingsAccount, day: date, amount: Decimal) -> SavingsAccount:
    """The account without a movement of `amount` that was dated `day`."""
    return account.updated(balance=account.balance - amount, moves=_with(account, day, -amount))


def _with(account: SavingsAccount, day: date, amount: Decimal) -> dict[str, Decimal]:
    if account.since is not None and day <= account.since:
        return account.moves
    at = iso_day(day)
    moves = dict(account.moves)
    newest = next(reversed(moves), at)
    total = moves.pop(at, Decimal(0)) + amount
    if total:
        moves[at] = total
    return moves if at >= newest else dict(sorted(moves.items()))


def stretches(account: SavingsAccount, month: str) -> Iterator[Stretch]:
    """The month in stretches of one balance; `account.since` must lie before it."""
    start, after = first_day(month), first_day(add_months(month, 1))
    opening = account.balance
    within = []
    for at, change in account.moves.items():
        day = date.fromisoformat(at)
        if day >= start:
            opening -= change
            if day < after:
                within.append((day, change))
    for day, change in within:
        if day > start:
            yield Stretch(start, day, opening)
        start, opening = day, opening + change
    yield Stretch(start, after, opening)


def knows(account: SavingsAccount, month: str) -> bool:
    """Whether the account still knows its balances of every day of the month."""
    return account.since is None or month_of(account.since) < month
