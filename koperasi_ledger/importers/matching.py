"""From a bank line to the events that explain it, each step with its reason; pure.

The order is fixed: a virtual account number, a unique code, a member's number with a word that
says what the money is for, the number of a loan or invoice, a payroll roster, a fixed rule of the
policy, else Titipan. (Entries that were typed by hand are found before, by `pairing`: what they
booked is never booked again, whatever key the line has.) Amount and date alone never say who paid.
What is proposed here is only taken if the rules accept it.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.importers.bills import PROVIDERS, Part, bills_of, exactly, joined, pay
from koperasi_ledger.importers.identity import event_ref, event_text
from koperasi_ledger.importers.people import NUMBER, People, holds, holds_any
from koperasi_ledger.model.events import (
    AnyEvent,
    BankPaymentUnidentified,
    BankReceiptSplit,
    BankReceiptUnidentified,
    PaymentRecorded,
    ReceiptRecorded,
)
from koperasi_ledger.model.events.cash import MoneyLine
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.policy.bank import BankPolicy, BankRule
from koperasi_ledger.model.records import (
    IssuedCode,
    PolicySection,
    Purpose,
    Roster,
    VirtualAccount,
)
from koperasi_ledger.model.records.bills import code_key
from koperasi_ledger.rules.policies import body_on

_DIGITS = re.compile(r"(?<![0-9A-Za-z])[0-9]{6,20}(?![0-9A-Za-z])")


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
    """Events that would book a line; `step` names the way they were found, `reason` tells why.

    The first books the line; where there are more, it waits in Titipan until they have cleared it.
    """

    events: tuple[AnyEvent, ...]
    step: str
    reason: str


class Proposals(NamedTuple):
    """What a line may become, best first (the last always fits), and why better was not found."""

    items: tuple[Proposal, ...]
    doubts: tuple[str, ...]


class Facts(NamedTuple):
    """What the books know that a bank line can be compared with.

    `policy` is the section `bank`; `account` the short key of the bank account; `rosters` those of
    the account that wait for their payment; `named` whose loan or invoice a number is; `books` the
    open bills are read from as they are when a line comes up.
    """

    account: str
    people: People
    numbers: Mapping[str, VirtualAccount]
    policy: PolicySection
    books: Books
    rosters: Sequence[Roster] = ()
    named: Mapping[str, tuple[str, str]] = {}

    def policy_on(self, day: dt.date) -> BankPolicy:
        """The bank policy in force; an empty one when there is none."""
        return body_on(self.policy, BankPolicy, day) or BankPolicy()

    def named_by(self, line: NewLine) -> tuple[str, ...]:
        """The members that a line names: by number, virtual account or open unique code."""
        named = dict.fromkeys(self.people.numbers_in(line.text))
        for number in _DIGITS.findall(line.text):
            if number in self.numbers:
                named[self.numbers[number].member] = None
        if not named and line.amount > 0:
            code = self.books.peek(IssuedCode, code_key(self.account, line.amount))
            if code is not None and code.used is None and code.issued <= line.date <= code.expires:
                named[code.member] = None
        return tuple(named)


class Found(NamedTuple):
    """What one step found: the parts of the line, or None with the reason why it may not be."""

    parts: tuple[Part, ...] | None
    reason: str
    code: IssuedCode | None = None
    roster: Roster | None = None


NOTHING = Found(None, "")


def propose(line: NewLine, facts: Facts) -> Proposals:
    """What a line may become, best first; the last is Titipan, and always possible."""
    policy = facts.policy_on(line.date)
    found: list[Proposal] = []
    doubts: list[str] = []
    if line.amount > 0:
        for step, look in _STEPS:
            seen = look(line, facts, policy)
            if seen.parts is not None:
                found.append(
                    Proposal(_events(line, facts.account, seen, policy), step, seen.reason)
                )
            elif seen.reason:
                doubts.append(seen.reason)
    rule, reason = by_rule(line, policy)
    if rule is not None:
        event = _rule_event(line, facts.account, rule)
        found.append(Proposal((event,), "aturan", reason))
    elif reason:
        doubts.append(reason)
    return Proposals((*found, unknown(line, facts.account)), tuple(doubts))


def by_virtual_account(line: NewLine, facts: Facts, policy: BankPolicy) -> Found:
    """The virtual account number in the text: its owner, and what it is for."""
    del policy
    known = {
        number: facts.numbers[number]
        for number in _DIGITS.findall(line.text)
        if number in facts.numbers
    }
    if len(known) > 1:
        return Found(None, f"dua nomor virtual account: {' dan '.join(known)}")
    for number, owner in known.items():
        told = f"virtual account {number} milik {owner.member}"
        if owner.purpose != "tagihan":
            part = Part(owner.purpose, owner.member, line.amount, owner.product)
            return Found((part,), told)
        bills = exactly(bills_of(facts.books, owner.member, line.date), line.amount)
        if not bills:
            return Found(None, f"{told}, tetapi jumlahnya bukan tagihan yang terbuka")
        what = ", ".join(bill.what for bill in bills)
        return Found(tuple(joined([bill.part for bill in bills])), f"{told}: {what}")
    return NOTHING


def by_unique_code(line: NewLine, facts: Facts, policy: BankPolicy) -> Found:
    """The sum that a unique code asks for, on a day when the code was good.

    A text that names other members and not the code's own is not believed.
    """
    if policy.unique_codes is None:
        return NOTHING
    code = facts.books.peek(IssuedCode, code_key(facts.account, line.amount))
    if code is None or line.date < code.issued:
        return NOTHING
    told = f"kode unik {code.code} tagihan {code.month} anggota {code.member}"
    if line.date > code.expires:
        return Found(None, f"{told}, tetapi sudah lewat waktu ({code.expires})")
    others = facts.people.numbers_in(line.text)
    if others and code.member not in others:
        return Found(None, f"{told}, tetapi uraian menyebut {', '.join(others)}")
    return Found(_parts(code), told, code=code)


def by_member_number(line: NewLine, facts: Facts, policy: BankPolicy) -> Found:
    """The member named by number, and the purpose named by a word; or what is not clear."""
    numbers = facts.people.numbers_in(line.text)
    if not numbers:
        slips = facts.people.slips_in(line.text) if policy.check_digit else ()
        return (
            Found(None, f"{slips[0]}: digit ceknya salah, mungkin salah ketik")
            if slips
            else NOTHING
        )
    if len(numbers) > 1:
        return Found(None, f"beberapa nomor anggota: {', '.join(numbers)}")
    words = _purposes(line.text, policy)
    if len(words) != 1:
        told = "kata tujuannya tidak ada" if not words else "kata tujuannya lebih dari satu"
        return Found(None, f"nomor anggota {numbers[0]}, tetapi {told}")
    purpose, product, phrase = words[0]
    part = Part(purpose, numbers[0], line.amount, product)
    return Found((part,), f"nomor anggota {numbers[0]} dan kata “{phrase}”")


def _purposes(text: str, policy: BankPolicy) -> list[tuple[Purpose, str | None, str]]:
    """The purposes that words of the text name; a savings word counts only where no other does."""
    found: list[tuple[Purpose, str | None, str]] = []
    named: tuple[tuple[Purpose, tuple[str, ...]], ...] = (
        ("pokok", policy.pokok_words),
        ("wajib", policy.wajib_words),
    )
    for purpose, phrases in named:
        phrase = holds_any(text, phrases)
        if phrase is not None:
            found.append((purpose, None, phrase))
    if found:
        return found
    for product, phrases in policy.savings_words.items():
        phrase = holds_any(text, phrases)
        if phrase is not None:
            found.append(("simpanan", product, phrase))
    return found


def by_bill_number(line: NewLine, facts: Facts, policy: BankPolicy) -> Found:
    """The number of a loan or an invoice in the text, and its open bills of exactly this sum."""
    del policy
    words = dict.fromkeys(NUMBER.findall(line.text.upper()))
    known = [word for word in words if word in facts.named]
    if len(known) != 1:
        return Found(None, f"beberapa nomor tagihan: {', '.join(known)}") if known else NOTHING
    purpose, member = facts.named[known[0]]
    bills = [
        bill
        for bill in bills_of(facts.books, member, line.date)
        if (bill.part.purpose, bill.part.number) == (purpose, known[0])
    ]
    paid = exactly(bills, line.amount)
    if not paid:
        return Found(None, f"nomor {known[0]}, tetapi jumlahnya bukan tagihan yang terbuka")
    what = ", ".join(bill.what for bill in paid)
    return Found(tuple(joined([bill.part for bill in paid])), f"nomor {known[0]}: {what}")


def by_roster(line: NewLine, facts: Facts, policy: BankPolicy) -> Found:
    """A payroll roster of this sum whose words all stand in the text; never one of two."""
    del policy
    fitting = [
        roster
        for roster in facts.rosters
        if roster.issued <= line.date <= roster.expires
        and all(holds(line.text, word) for word in roster.words)
    ]
    exact = [roster for roster in fitting if roster.total == line.amount]
    if len(exact) == 1:
        roster = exact[0]
        told = f"daftar potong gaji {roster.ref}, {len(roster.parts)} bagian"
        return Found(_parts(roster), told, roster=roster)
    if exact:
        return Found(None, f"dua daftar potong gaji: {' dan '.join(item.ref for item in exact)}")
    if fitting:
        sums = ", ".join(f"{item.ref} Rp{format_rupiah(item.total)}" for item in fitting)
        return Found(None, f"daftar potong gaji dengan jumlah lain: {sums}")
    return NOTHING


_STEPS = (
    ("va", by_virtual_account),
    ("kode-unik", by_unique_code),
    ("anggota", by_member_number),
    ("tagihan", by_bill_number),
    ("potong-gaji", by_roster),
)


def _parts(of: IssuedCode | Roster) -> tuple[Part, ...]:
    found = [Part(item.purpose, item.member, item.amount, item.number) for item in of.parts]
    return tuple(joined(found))


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


def _events(line: NewLine, account: str, found: Found, policy: BankPolicy) -> tuple[AnyEvent, ...]:
    """A member's payment as the line tells it; several parts, or a surplus, split it exactly."""
    parts = found.parts or ()
    ref = event_ref(line.bank_ref)
    if len(parts) == 1 and parts[0].amount == line.amount and found.roster is None:
        told = {"date": line.booked, "ref": ref, "via": account, "bank_ref": line.bank_ref}
        return (pay(parts[0], told),)
    first: AnyEvent = BankReceiptSplit(
        date=line.booked,
        ref=ref,
        account=account,
        amount=line.amount,
        bank_ref=line.bank_ref,
        text=event_text(line.text),
        code=found.code.code if found.code is not None else None,
        roster=found.roster.ref if found.roster is not None else None,
    )
    events = [first]
    for place, part in enumerate(parts, 1):
        cleared: dict[str, Any] = {"date": line.booked, "ref": f"{ref}/{place}", "clears": ref}
        events.append(pay(part, cleared))
    surplus = line.amount - sum((part.amount for part in parts), Decimal(0))
    if surplus and found.code is not None and policy.unique_codes is not None:
        events.append(
            ReceiptRecorded(
                date=line.booked,
                ref=f"{ref}/{len(parts) + 1}",
                clears=ref,
                note="Kode unik",
                lines=(MoneyLine(account=policy.unique_codes.account, amount=surplus),),
            )
        )
    return tuple(events)


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
    return Proposal((event,), "titipan", "belum dikenali")


def bill_numbers(books: Books) -> dict[str, tuple[str, str]]:
    """The numbers of all loans and invoices that are billed: number -> purpose and member."""
    return {
        number: (purpose, member)
        for purpose, provider in PROVIDERS.items()
        for number, member in provider.numbers(books).items()
    }
