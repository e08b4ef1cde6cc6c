"""From a bank line to the event that explains it, each step with its reason; pure.

The order is fixed: an entry that was typed by hand, a virtual account number, a member's number
with a word that says what the money is for, a fixed rule of the policy, else Titipan. Amount and
date alone never say who paid. What is proposed here is only taken if the rules accept it.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple, assert_never

from koperasi_ledger.importers.identity import event_ref, event_text
from koperasi_ledger.model.events import (
    AnyEvent,
    BankPaymentUnidentified,
    BankReceiptUnidentified,
    PaymentRecorded,
    ReceiptRecorded,
    SavingsDeposited,
    SimpananPokokPaid,
    SimpananWajibPaid,
)
from koperasi_ledger.model.events.cash import MoneyLine
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.policy.bank import BankPolicy, BankRule
from koperasi_ledger.model.records import Member, PolicySection, Purpose, VirtualAccount
from koperasi_ledger.rules.policies import body_on

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[A-Z0-9]+(?:[.-][A-Z0-9]+)*")
_DIGITS = re.compile(r"(?<![0-9A-Za-z])[0-9]{6,20}(?![0-9A-Za-z])")
# `0042` in a bank's text can be a branch, an hour or a date as well.
_SHORTEST_BARE_NUMBER = 5
_SHORTEST_NAME = 3


class NewLine(NamedTuple):
    """A bank line that is not booked yet.

    `row` is its line in the file, `amount` signed (money in is plus), `booked` the date its event
    will have, which is the line's own date unless that month is closed.
    """

    row: int
    date: dt.date
    amount: Decimal
    text: str
    bank_ref: str
    booked: dt.date


class For(NamedTuple):
    """Whom and what money is for."""

    member: str
    purpose: Purpose
    product: str | None = None


class Proposal(NamedTuple):
    """An event that would book a line; `step` names the way it was found, `reason` tells why."""

    event: AnyEvent
    step: str
    reason: str


class Proposals(NamedTuple):
    """What a line may become, best first (the last always fits), and why better was not found."""

    items: tuple[Proposal, ...]
    doubts: tuple[str, ...]


class People:
    """The members by what a bank text can say of them: number and name."""

    def __init__(self, members: Iterable[Member]) -> None:
        self.members = {member.number: member for member in members}
        self._compact: dict[str, list[str]] = {}
        self._names: dict[str, list[str]] = {}
        for number, member in self.members.items():
            self._compact.setdefault(_compact(number), []).append(number)
            for word in set(_name_words(member.name)):
                self._names.setdefault(word, []).append(number)

    def numbers_in(self, text: str) -> tuple[str, ...]:
        """The members whose number stands in the text as a whole word.

        `A0123` is read as A-0123 when only one member fits; bare digits count from five on.
        """
        found: dict[str, None] = {}
        for word in _NUMBER.findall(text.upper()):
            if word.isdigit() and len(word) < _SHORTEST_BARE_NUMBER:
                continue
            fitting = self._compact.get(_compact(word), [])
            written = word in self.members and word != _compact(word)
            if written or len(fitting) == 1:
                found[word if written else fitting[0]] = None
        return tuple(found)

    def named_in(self, text: str) -> tuple[tuple[str, int, int], ...]:
        """Members with words of their name in the text: number, words found, words it has.

        Best first.
        """
        hits: dict[str, int] = {}
        for word in set(_name_words(text)):
            for number in self._names.get(word, ()):
                hits[number] = hits.get(number, 0) + 1
        rated = [
            (number, count, len(set(_name_words(self.members[number].name))))
            for number, count in hits.items()
        ]
        return tuple(sorted(rated, key=lambda item: (-item[1] / item[2], -item[1], item[0])))

    def fully_named_in(self, text: str) -> frozenset[str]:
        """Members whose whole name stands in the text."""
        return frozenset(number for number, count, of in self.named_in(text) if count == of)


def _compact(number: str) -> str:
    return number.replace("-", "").replace(".", "")


def _name_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if len(word) >= _SHORTEST_NAME]


def holds(text: str, phrase: str) -> bool:
    """Whether the words of `phrase` follow each other in `text`, as whole words, in any case."""
    words = " ".join(_WORD.findall(phrase.casefold()))
    return bool(words) and f" {words} " in f" {' '.join(_WORD.findall(text.casefold()))} "


class Facts(NamedTuple):
    """What the books know that a bank line can be compared with.

    `policy` is the section `bank`; `account` the short key of the bank account.
    """

    account: str
    people: People
    numbers: Mapping[str, VirtualAccount]
    policy: PolicySection

    def policy_on(self, day: dt.date) -> BankPolicy:
        """The bank policy in force; an empty one when there is none."""
        return body_on(self.policy, BankPolicy, day) or BankPolicy()


def propose(line: NewLine, facts: Facts) -> Proposals:
    """The events that a line may become, best first; the last one is Titipan."""
    found: list[Proposal] = []
    doubts: list[str] = []
    policy = facts.policy_on(line.date)
    if line.amount > 0:
        for step, look in (("va", by_virtual_account), ("anggota", by_member_number)):
            meant, reason = look(line.text, facts, policy)
            if meant is not None:
                found.append(Proposal(member_event(line, facts.account, meant), step, reason))
            elif reason:
                doubts.append(reason)
    rule, reason = by_rule(line, policy)
    if rule is not None:
        found.append(Proposal(_rule_event(line, facts.account, rule), "aturan", reason))
    elif reason:
        doubts.append(reason)
    return Proposals((*found, unknown(line, facts.account)), tuple(doubts))


def by_virtual_account(text: str, facts: Facts, policy: BankPolicy) -> tuple[For | None, str]:
    """Whom a virtual account number in the text belongs to; or why that is not clear."""
    del policy
    known = {
        number: facts.numbers[number] for number in _DIGITS.findall(text) if number in facts.numbers
    }
    if len(known) > 1:
        return None, f"dua nomor virtual account: {' dan '.join(known)}"
    for number, owner in known.items():
        return (
            For(owner.member, owner.purpose, owner.product),
            f"virtual account {number} milik {owner.member}",
        )
    return None, ""


def by_member_number(text: str, facts: Facts, policy: BankPolicy) -> tuple[For | None, str]:
    """The member named by number, and the purpose named by a word; or what is not clear."""
    numbers = facts.people.numbers_in(text)
    if not numbers:
        return None, ""
    if len(numbers) > 1:
        return None, f"beberapa nomor anggota: {', '.join(numbers)}"
    words = _purposes(text, policy)
    if len(words) != 1:
        told = "kata tujuannya tidak ada" if not words else "kata tujuannya lebih dari satu"
        return None, f"nomor anggota {numbers[0]}, tetapi {told}"
    purpose, product, phrase = words[0]
    return For(numbers[0], purpose, product), f"nomor anggota {numbers[0]} dan kata “{phrase}”"


def _purposes(text: str, policy: BankPolicy) -> list[tuple[Purpose, str | None, str]]:
    """The purposes that words of the text name; a savings word counts only where no other does."""
    found: list[tuple[Purpose, str | None, str]] = []
    named: tuple[tuple[Purpose, tuple[str, ...]], ...] = (
        ("pokok", policy.pokok_words),
        ("wajib", policy.wajib_words),
    )
    for purpose, phrases in named:
        phrase = next((item for item in phrases if holds(text, item)), None)
        if phrase is not None:
            found.append((purpose, None, phrase))
    if found:
        return found
    for product, phrases in policy.savings_words.items():
        phrase = next((item for item in phrases if holds(text, item)), None)
        if phrase is not None:
            found.append(("simpanan", product, phrase))
    return found


def by_rule(line: NewLine, policy: BankPolicy) -> tuple[BankRule | None, str]:
    """The first fixed rule that fits the direction and the words; or why it may not be used."""
    direction = "masuk" if line.amount > 0 else "keluar"
    for rule in policy.rules:
        if rule.direction != direction or not all(holds(line.text, word) for word in rule.words):
            continue
        if rule.maximum is not None and abs(line.amount) > rule.maximum:
            return None, f"aturan “{rule.name}” hanya sampai Rp{format_rupiah(rule.maximum)}"
        return rule, f"aturan “{rule.name}”"
    return None, ""


def member_event(line: NewLine, account: str, meant: For) -> AnyEvent:
    """A member's payment as the line tells it."""
    told: dict[str, Any] = {
        "date": line.booked,
        "ref": event_ref(line.bank_ref),
        "via": account,
        "bank_ref": line.bank_ref,
        "member": meant.member,
        "amount": line.amount,
    }
    match meant.purpose:
        case "pokok":
            return SimpananPokokPaid(**told)
        case "wajib":
            return SimpananWajibPaid(**told)
        case "simpanan":
            return SavingsDeposited(**told, product=meant.product or "")
        case _:
            assert_never(meant.purpose)


def _rule_event(line: NewLine, account: str, rule: BankRule) -> AnyEvent:
    cls = ReceiptRecorded if line.amount > 0 else PaymentRecorded
    return cls(
        date=line.booked,
        ref=event_ref(line.bank_ref),
        via=account,
        bank_ref=line.bank_ref,
        note=rule.name,
        lines=(MoneyLine(account=rule.account, amount=abs(line.amount)),),
    )


def unknown(line: NewLine, account: str) -> Proposal:
    """The line as money that waits for its explanation."""
    cls = BankReceiptUnidentified if line.amount > 0 else BankPaymentUnidentified
    event = cls(
        date=line.booked,
        ref=event_ref(line.bank_ref),
        account=account,
        amount=abs(line.amount),
        bank_ref=line.bank_ref,
        text=event_text(line.text),
    )
    return Proposal(event, "titipan", "belum dikenali")
