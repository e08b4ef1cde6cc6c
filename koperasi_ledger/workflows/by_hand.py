"""One event at a time, as a person records it: with a readable ref, and never twice by accident.

A command that is repeated with Up+Enter must not post money twice. So a ref that the program
chooses is numbered under the write lock, and an event that says the same as one that still stands
is refused, unless the person says that it did happen again.
"""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import ValidationError

from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.events import (
    EVENTS,
    AnyEvent,
    CashTransferred,
    MemberPaidOut,
    PaymentRecorded,
    ReceiptRecorded,
    SavingsDeposited,
    SavingsWithdrawn,
    SimpananPokokPaid,
    SimpananWajibPaid,
    canonical,
    from_canonical,
)
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.records import Reversal, Suspense
from koperasi_ledger.rules.dates import day_name
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.by_hand_errors import NotText, RecordedTwice, WaitsInTitipan
from koperasi_ledger.workflows.contract_by_hand import CONTRACT_BASES, contract_moves
from koperasi_ledger.workflows.loan_by_hand import (
    LOAN_BASES,
    NO_NUMBER,
    loan_moves,
    unnumbered,
    with_number,
)
from koperasi_ledger.workflows.office_by_hand import OFFICE_BASES, office_moves
from koperasi_ledger.workflows.reading import Draft, draft, field_errors
from koperasi_ledger.workflows.recording import Stamp, record
from koperasi_ledger.workflows.store_by_hand import (
    STORE_BASES,
    numbered_by_program,
    store_moves,
    unnumbered_receipt,
    with_receipt_number,
    without_own_number,
)
from koperasi_ledger.workflows.tax_by_hand import TAX_BASES, tax_moves

_RECENT = 2_000
"""How far back the journal is searched for the same event under a ref of another style."""

_BATCH = 50
_LONGEST_REF = 80
_TRANSFER_DAYS = 5
"""How many days may lie between the day the treasurer writes and the bank's; as in the import."""
_ALSO_WORDS = frozenset({"bank", "unit", "nik"})
"""Names of fields that are Indonesian words as well."""

_BASES = {
    "member_joined": "AM-{day}-{member}",
    "member_changed": "AU-{day}-{member}",
    "member_resigned": "AK-{day}-{member}",
    "member_deceased": "AD-{day}-{member}",
    "member_paid_out": "PS-{day}-{member}",
    "simpanan_pokok_paid": "SP-{day}-{member}",
    "simpanan_wajib_paid": "SW-{day}-{member}",
    "savings_deposited": "SS-{day}-{member}",
    "savings_withdrawn": "TS-{day}-{member}",
    "savings_blocked": "BS-{day}-{member}",
    "savings_released": "LS-{day}-{member}",
    "savings_interest_paid": "JS-{month}-{member}",
    "interest_tax_remitted": "PPH-{month}",
    "deposit_taken_over": "TB-{number}",
    "deposit_placed": "PB-{day}-{number}",
    "deposit_interest_paid": "JB-{due:%Y%m%d}-{number}",
    "deposit_renewed": "RB-{day}-{number}",
    "deposit_closed": "CB-{day}-{number}",
    "deposit_pledged": "BB-{day}-{number}",
    "deposit_unpledged": "LB-{day}-{number}",
    "cash_account_opened": "KB-{key}",
    "receipt_recorded": "BKM-{day}",
    "payment_recorded": "BKK-{day}",
    "cash_transferred": "PK-{day}",
    "journal_adjusted": "JP-{day}",
    "opening_balances_recorded": "SALDO-AWAL",
    "policy_adopted": "KEBIJAKAN-{effective}",
    "month_closed": "TUTUP-{month}",
    "virtual_account_assigned": "VA-{number}",
    "event_reversed": "BALIK-{target}",
    **LOAN_BASES,
    **CONTRACT_BASES,
    **STORE_BASES,
    **OFFICE_BASES,
    **TAX_BASES,
    "loss_covered": "RUGI-{year}",
    "shu_fund_paid": "DSHU-{day}",
}
"""How the refs of each kind begin; a number follows, counting what is in the journal."""

_ADDED = frozenset({"ref", "document", "bank_ref"})
"""What may differ between two records of the same fact."""

_MEMBER_KINDS = frozenset(
    {
        "simpanan_pokok_paid",
        "simpanan_wajib_paid",
        "savings_deposited",
        "savings_withdrawn",
        "savings_blocked",
        "savings_released",
        "member_paid_out",
        *LOAN_BASES,
        *CONTRACT_BASES,
    }
)


class ByHand(NamedTuple):
    """What came of it: the event as it stands in the journal, and whether it is new."""

    event: AnyEvent
    new: bool


def make_event(kind: str, labels: Mapping[str, str], **fields: object) -> AnyEvent:
    """An event from plain values; mistakes are told by `labels`, what the person calls the fields.

    None means not given.

    Raises:
        Refusals: some values are wrong; all of them are listed.
    """
    given = {name: value for name, value in fields.items() if value is not None}
    for name, value in given.items():
        if isinstance(value, str) and not _is_text(value):
            raise NotText(labels.get(name, name))
    text = json.dumps({"kind": kind, **given}, default=str)
    try:
        return EVENTS[kind].model_validate_json(text)
    except ValidationError as error:
        refusals = field_errors(error, "")
        for refusal in refusals:
            first, _, rest = refusal.where.removeprefix(", ").partition(".")
            refusal.where = f"{labels.get(first, first)} {rest}".strip()
            if not refusal.where:
                refusal.what = _in_words(refusal.what, labels)
        raise refusals[0] if len(refusals) == 1 else Refusals(refusals) from None


def _in_words(told: str, labels: Mapping[str, str]) -> str:
    """What is wrong between fields, with what the person calls them instead of their names."""

    def called(match: re.Match[str]) -> str:
        name = match[0][0].lower() + match[0][1:]
        return match[0] if name in _ALSO_WORDS else labels.get(name, match[0])

    return re.sub(r"[A-Za-z]\w*", called, told)


def _is_text(value: str) -> bool:
    """Whether it is Unicode text: a terminal hands over bytes that are none as lone surrogates."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def record_by_hand(
    book: Book,
    kind: str,
    stamp: Stamp,
    labels: Mapping[str, str],
    *,
    ref: str | None = None,
    again: bool = False,
    **fields: object,
) -> ByHand:
    """Records one event; without `ref` under the next free one of its kind and day.

    Raises:
        RecordedTwice: the same stands in the journal, no ref was given, and not `again`.
        WaitsInTitipan: the bank statement brought this money; likewise.
        Refusal: the event is wrong, or the rules refuse it.
    """
    chosen, receipt = unnumbered(kind, fields), unnumbered_receipt(kind, fields)
    event = make_event(kind, labels, ref=ref or "X", **{**fields, **chosen, **receipt})
    made: list[AnyEvent] = []

    def drafts() -> Iterator[Draft]:
        # Asked for within the transaction: nobody else can take the number meanwhile.
        named = with_number(book, event, known=ref is not None) if chosen else event
        if receipt:
            named = with_receipt_number(book, event, known=ref is not None)
        made.append(named if ref is not None else _numbered(book, event, named, again=again))
        yield draft(made[0])

    try:
        done = record(book, drafts(), stamp)
    except Refusal as refusal:
        if ref is None and made and refusal.where == made[0].ref:
            refusal.where = ""
        raise
    return ByHand(made[0], done.new > 0)


def free_ref(book: Book, base: str) -> str:
    """The first ref of this base that is not in the journal, or whose event still stands there."""
    number = 1
    while book.journal.load(Reversal.kind, _ref(base, number)) is not None:
        number += 1
    return _ref(base, number)


def _numbered(book: Book, event: AnyEvent, named: AnyEvent, *, again: bool) -> AnyEvent:
    """The event under the next free ref of its kind; refused when it stands there already.

    `named` is the event with the number that the program chose for its loan, if it did.
    """
    base = _base(named)
    number = 1
    while True:
        numbers = range(number, number + _BATCH)
        found = book.journal.bodies([_ref(base, each) for each in numbers])
        for each in numbers:
            body = found.get(_ref(base, each))
            if body is None:
                if not again:
                    _check_recent(book, event)
                    _check_waiting(book, event)
                return named.model_copy(update={"ref": _ref(base, each)})
            if not again:
                _check_other(book, event, body)
        number += _BATCH


def _ref(base: str, number: int) -> str:
    tail = f"-{number}"
    return f"{base[: _LONGEST_REF - len(tail)]}{tail}"


def _base(event: AnyEvent) -> str:
    values = {name: getattr(event, name) for name in type(event).model_fields}
    if "effective" in values:
        values["effective"] = f"{values['effective']:%Y%m%d}"
    return _BASES[event.kind].format(day=f"{event.date:%Y%m%d}", **values)


def _check_recent(book: Book, event: AnyEvent) -> None:
    after = max(0, book.journal.head().seq - _RECENT)
    rows = book.journal.database.rows(
        "SELECT body FROM events WHERE seq > ? AND kind = ? AND date = ? ORDER BY seq DESC",
        (after, event.kind, event.date.isoformat()),
    )
    for (body,) in list(rows):
        _check_other(book, event, body)


def _check_waiting(book: Book, event: AnyEvent) -> None:
    """Refuses money that came with a bank statement and only waits to be explained.

    Same account and amount, within the days that a transfer may take: booked by hand beside it,
    the money would stand in the books twice until somebody reconciles.
    """
    moved = dict(_bank_moves(book, event))
    if not moved:
        return
    rows = book.journal.database.rows(
        "SELECT body FROM records WHERE kind = ? AND body NOT LIKE ? ORDER BY id",
        (Suspense.kind, '%"remaining":"0"%'),
    )
    for (body,) in list(rows):
        waiting = Suspense.model_validate_json(body)
        near = abs((waiting.date - event.date).days) <= _TRANSFER_DAYS
        if near and waiting.remaining and moved.get(waiting.cash) == waiting.remaining:
            amount = format_rupiah(abs(waiting.remaining))
            raise WaitsInTitipan(waiting.ref, amount, day_name(waiting.date))


def _bank_moves(  # noqa: C901, PLR0912 - one answer for each kind
    book: Book, event: AnyEvent
) -> Iterator[tuple[str, Decimal]]:
    """The cash and bank accounts that an event moves, each with its signed amount."""
    match event:
        case CashTransferred():
            if event.source is not None:
                yield event.source, -event.amount
            if event.target is not None:
                yield event.target, event.amount
        case ReceiptRecorded() | PaymentRecorded() if event.via is not None:
            total = sum((line.amount for line in event.lines), Decimal(0))
            yield event.via, total if isinstance(event, ReceiptRecorded) else -total
        case SavingsWithdrawn() | MemberPaidOut() if event.via is not None:
            yield event.via, -event.amount
        case SimpananPokokPaid() | SimpananWajibPaid() | SavingsDeposited() if (
            event.via is not None
        ):
            yield event.via, event.amount
        case _ if event.kind in _RARE_MOVES:
            yield from _rare_moves(event)
        case _ if event.kind in CONTRACT_BASES:
            yield from contract_moves(event)
        case _ if event.kind in LOAN_BASES:
            yield from loan_moves(book, event)
        case _ if event.kind in STORE_BASES:
            yield from store_moves(event)
        case _ if event.kind in OFFICE_BASES:
            yield from office_moves(event)
        case _ if event.kind in TAX_BASES:
            yield from tax_moves(event)
        case _ if event.kind == "shu_fund_paid":
            yield from _fund_moves(event)
        case _:
            return


_RARE_MOVES = frozenset({"deposit_placed", "deposit_closed", "interest_tax_remitted"})
"""Kinds whose classes are not loaded for the sake of comparing them."""


def _rare_moves(event: AnyEvent) -> Iterator[tuple[str, Decimal]]:
    """What one of `_RARE_MOVES` moves, if it goes through a cash or bank account."""
    via: str | None = getattr(event, "via", None)
    if via is None:
        return
    lines = getattr(event, "lines", ())
    amount = getattr(event, "amount", sum((line.amount for line in lines), Decimal(0)))
    yield via, amount if event.kind == "deposit_placed" else -amount


def _fund_moves(event: AnyEvent) -> Iterator[tuple[str, Decimal]]:
    """What a payment out of a fund of the SHU moves: its amount less the tax withheld."""
    from koperasi_ledger.model.events import ShuFundPaid  # noqa: PLC0415 - loaded with the event

    if isinstance(event, ShuFundPaid) and event.via is not None:
        yield event.via, (event.tax or Decimal(0)) - event.amount


def _check_other(book: Book, event: AnyEvent, body: str) -> None:
    other: dict[str, Any] = json.loads(body)
    if not _same_fact(json.loads(canonical(event)), other):
        return
    if book.journal.load(Reversal.kind, other["ref"]) is None:
        raise RecordedTwice(from_canonical(body).title, other["ref"])


def _same_fact(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two events tell the same fact: all but ref and voucher number is equal.

    Two different voucher numbers are two facts. A remark does not make a second deposit of a
    member's, but it does tell two payments to the same account apart.
    """
    if one.get("document") and other.get("document") and one["document"] != other["document"]:
        return False
    added = _ADDED | {"note"} if one["kind"] in _MEMBER_KINDS else _ADDED
    if one.get("loan") == NO_NUMBER:
        added |= {"loan"}
    if numbered_by_program(one):
        one, other = without_own_number(one), without_own_number(other)
    return {name: value for name, value in one.items() if name not in added} == {
        name: value for name, value in other.items() if name not in added
    }
