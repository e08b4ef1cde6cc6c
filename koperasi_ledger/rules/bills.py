"""Money that is expected from the bank, and what becomes of it when it comes.

A unique code makes the sum of a bill unlike that of any other open bill of the account; amount and
date alone never say who paid (practice: reference on banks, "Kode unik" and "Failure modes").
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from koperasi_ledger.model.accounts import SUSPENSE_IN
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.bills import (
    BankReceiptSplit,
    BillPart,
    PayrollRosterRecorded,
    QrisReceived,
    QrisReportRecorded,
    UniqueCodesIssued,
)
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.policy.bank import BankPolicy
from koperasi_ledger.model.records import (
    CashAccount,
    IssuedCode,
    Owed,
    QrisSettlement,
    Record,
    Roster,
    Suspense,
)
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors import (
    CodeNotOpen,
    CodeTaken,
    NoPolicy,
    QrisDayKnown,
    QrisNotOpen,
    RosterNotOpen,
)
from koperasi_ledger.rules.money_side import MoneySide, move

_ZERO = Decimal(0)


def _owed(parts: Sequence[BillPart]) -> tuple[Owed, ...]:
    return tuple(
        Owed(purpose=part.purpose, member=part.member, amount=part.amount, number=part.number)
        for part in parts
    )


def rests_until(code: IssuedCode, policy: BankPolicy) -> date:
    """The last day on which nobody else may be asked for the sum of a code.

    It rests some days after it has expired, since a late payment must not hit another member.
    """
    terms = policy.unique_codes
    return code.expires + timedelta(days=terms.rest_days if terms is not None else 0)


def issue_codes(
    event: UniqueCodesIssued,
    cash: CashAccount,
    known: Mapping[Decimal, IssuedCode],
    policy: BankPolicy | None,
) -> Change:
    """Unique codes for the bills of a month; `known` are earlier codes by the sum they ask for.

    Raises:
        NoPolicy: the policy in force has no unique codes.
        CodeTaken: a sum is asked of somebody else already.
    """
    if policy is None or policy.unique_codes is None:
        raise NoPolicy("bank.kode_unik", event.date)
    for item in event.codes:
        before = known.get(item.total)
        if before is not None and event.date <= rests_until(before, policy):
            raise CodeTaken(cash.short, item.total, before.member, rests_until(before, policy))
    return Change(
        None,
        tuple(
            IssuedCode(
                account=cash.short,
                total=item.total,
                code=item.code,
                month=event.month,
                issued=event.date,
                expires=event.expires,
                parts=_owed(item.parts),
                ref=event.ref,
            )
            for item in event.codes
        ),
    )


def record_roster(event: PayrollRosterRecorded, cash: CashAccount) -> Change:
    """A payroll roster: for whom one payment of an employer will be."""
    roster = Roster(
        ref=event.ref,
        account=cash.short,
        words=event.words,
        issued=event.date,
        expires=event.expires,
        total=sum((part.amount for part in event.parts), _ZERO),
        parts=_owed(event.parts),
    )
    return Change(None, (roster,))


def split_receipt(
    event: BankReceiptSplit,
    cash: CashAccount,
    code: IssuedCode | None,
    roster: Roster | None,
) -> Change:
    """A bank line that several events will clear: all of it waits in Titipan until they do.

    Raises:
        CodeNotOpen, RosterNotOpen: what it says it pays is not open for this sum and day.
    """
    used: tuple[Record, ...] = ()
    if event.code is not None:
        why = _why_not_code(code, event)
        if code is None or why:
            raise CodeNotOpen(cash.short, event.amount, event.code, why)
        used = (code.updated(used=event.ref),)
    if event.roster is not None:
        why = _why_not_roster(roster, event)
        if roster is None or why:
            raise RosterNotOpen(event.roster, why)
        used = (roster.updated(used=event.ref),)
    leg, _ = move(event, cash, event.amount, event.bank_ref)
    waiting = Suspense(
        ref=event.ref, date=event.date, cash=cash.short, remaining=event.amount, text=event.text
    )
    legs = (leg, Posting(SUSPENSE_IN, -event.amount, sub=event.ref))
    entry = balanced(event.date, event.ref, "Penerimaan bank yang dipecah", legs)
    return Change(entry, (waiting, *used))


def _why_not_code(code: IssuedCode | None, event: BankReceiptSplit) -> str:
    if code is None or code.code != event.code:
        return "tidak pernah diterbitkan"
    return f"sudah dipakai oleh {code.used}" if code.used is not None else ""


def _why_not_roster(roster: Roster | None, event: BankReceiptSplit) -> str:
    if roster is None or roster.account != event.account:
        return "tidak ada untuk rekening itu"
    if roster.used is not None:
        return f"sudah dibayar dengan {roster.used}"
    if roster.total != event.amount:
        return f"berjumlah Rp{format_rupiah(roster.total)}, bukan Rp{format_rupiah(event.amount)}"
    return ""


def report_qris(
    event: QrisReportRecorded, cash: CashAccount, known: Sequence[QrisSettlement | None]
) -> Change:
    """The days of a QRIS report; `known` is what was reported of each of them before.

    Raises:
        QrisDayKnown: one of them was.
    """
    for day, before in zip(event.days, known, strict=True):
        if before is not None:
            raise QrisDayKnown(event.merchant, day.paid_on, before.ref)
    return Change(
        None,
        tuple(
            QrisSettlement(
                account=cash.short,
                merchant=event.merchant,
                paid_on=day.paid_on,
                gross=day.gross,
                fee=day.fee,
                ref=event.ref,
            )
            for day in event.days
        ),
    )


def receive_qris(
    event: QrisReceived,
    side: MoneySide,
    settlement: QrisSettlement | None,
    policy: BankPolicy | None,
) -> Change:
    """What a QRIS acquirer paid: gross is what buyers paid, MDR its fee, the bank has the rest.

    Source: practice; the credit is net and the fee comes only from the report (reference on banks).

    Raises:
        QrisNotOpen: no report has the day, or it was paid.
        NoPolicy: the policy in force does not say where it belongs.
    """
    if settlement is None:
        raise QrisNotOpen(event.merchant, event.paid_on, "tidak ada dalam laporan QRIS")
    if settlement.used is not None:
        why = f"sudah diterima dengan {settlement.used}"
        raise QrisNotOpen(event.merchant, event.paid_on, why)
    if policy is None or policy.qris is None:
        raise NoPolicy("bank.qris", event.date)
    leg, waiting = move(event, side, settlement.net, event.bank_ref)
    legs = [leg]
    if settlement.fee:
        legs.append(Posting(policy.qris.fee_account, settlement.fee, unit=event.unit))
    legs.append(Posting(policy.qris.gross_account, -settlement.gross, unit=event.unit))
    narration = f"Penerimaan QRIS {event.merchant} {event.paid_on}"
    entry = balanced(event.date, event.ref, narration, legs)
    return Change(entry, (settlement.updated(used=event.ref), *waiting))
