"""Waiting bank lines that explain each other: own transfers, QRIS payments, corrections; pure.

Both sides of a transfer wait in Titipan until the statements of both banks are there, whichever
comes first, so that the books are the same in any order of import.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from koperasi_ledger.importers.identity import same_number
from koperasi_ledger.importers.people import holds, holds_any
from koperasi_ledger.model.policy.bank import BankPolicy, QrisPolicy, TransferPolicy
from koperasi_ledger.model.records import CashAccount, QrisSettlement, Suspense

_DIGITS = re.compile(r"[0-9]{5,20}")


class Transfer(NamedTuple):
    """Money that left one of our accounts and reached another, and how that is known."""

    out: Suspense
    into: Suspense
    reason: str


def transfers(
    waiting: Iterable[Suspense], accounts: Mapping[str, CashAccount], policy: BankPolicy
) -> list[Transfer]:
    """Pairs of waiting lines that are the two sides of one transfer, each line at most once.

    Money arrives on the day it left or some days later, never before. The number of the other
    account, or a word of the policy with the other bank's name, tells where it went; amount and
    date alone never do. Of equal transfers the earliest departure belongs to the earliest arrival.
    """
    terms = policy.transfers
    if terms is None:
        return []
    lines = sorted(waiting, key=lambda item: (item.date, item.ref))
    leaving = [item for item in lines if item.remaining < 0 and item.cash in accounts]
    found = []
    for into in lines:
        if into.remaining <= 0 or into.cash not in accounts:
            continue
        for out in leaving:
            near = 0 <= (into.date - out.date).days <= terms.days
            if not near or out.cash == into.cash or out.remaining != -into.remaining:
                continue
            reason = _same_transfer(out, into, accounts, terms)
            if reason:
                found.append(Transfer(out, into, reason))
                leaving.remove(out)
                break
    return found


def _same_transfer(
    out: Suspense, into: Suspense, accounts: Mapping[str, CashAccount], terms: TransferPolicy
) -> str:
    """What tells that the two lines are one transfer; empty when nothing does."""
    for line, other in ((out, accounts[into.cash]), (into, accounts[out.cash])):
        number = other.number or ""
        if any(same_number(found, number) for found in _DIGITS.findall(line.text)):
            return f"uraian menyebut rekening {other.short} ({number})"
    words = [holds_any(line.text, terms.words) for line in (out, into)]
    for line, word, other in zip(
        (out, into), words, (accounts[into.cash], accounts[out.cash]), strict=True
    ):
        if word is not None and holds(line.text, other.bank or other.short):
            return f"kata “{word}” dan bank {other.bank}"
    if all(words) and len(accounts) == 2:
        return f"kata “{words[0]}” di kedua rekening"
    return ""


class QrisMatch(NamedTuple):
    """A waiting credit that a day of a QRIS report announced."""

    line: Suspense
    settlement: QrisSettlement
    reason: str


def qris_payments(
    waiting: Iterable[Suspense], settlements: Sequence[QrisSettlement], terms: QrisPolicy | None
) -> list[QrisMatch]:
    """Waiting credits that are the net of an open day of a report; of two merchants, none."""
    if terms is None:
        return []
    open_days = sorted(
        (item for item in settlements if item.used is None), key=lambda item: item.paid_on
    )
    found = []
    for line in sorted(waiting, key=lambda item: (item.date, item.ref)):
        if line.remaining <= 0 or holds_any(line.text, terms.words) is None:
            continue
        fitting = [
            item
            for item in open_days
            if item.account == line.cash
            and item.net == line.remaining
            and 0 <= (line.date - item.paid_on).days <= terms.days
        ]
        if fitting and len({item.merchant for item in fitting}) == 1:
            open_days.remove(fitting[0])
            reason = f"laporan QRIS {fitting[0].merchant} {fitting[0].paid_on}"
            found.append(QrisMatch(line, fitting[0], reason))
    return found


def is_correction(text: str, policy: BankPolicy) -> str | None:
    """The word by which a line says that the bank corrects an earlier one."""
    return holds_any(text, policy.corrections.words) if policy.corrections is not None else None


def within(day: dt.date, earlier: dt.date, days: int) -> bool:
    """Whether `earlier` lies on `day` or at most `days` before it."""
    return 0 <= (day - earlier).days <= days
