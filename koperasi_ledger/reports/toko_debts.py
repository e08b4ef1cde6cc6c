"""What buyers owe the store and the store owes suppliers at the end of any day, bill by bill.

Buyers pay the bills due first, first, a return its own receipt first, as the rules do; what was
dated later is left out. The sums are those of the control accounts, from whose postings they are
made; only when a bill is due comes from its event.
"""

import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from koperasi_ledger.model.accounts import CUSTOMER_DEBTS, MEMBER_DEBTS, SUPPLIER_BILLS
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.store import StorePolicy
from koperasi_ledger.model.records.goods import Customer, Supplier
from koperasi_ledger.model.records.purchases import SupplierBill
from koperasi_ledger.reports.scope import Scope, check_equal
from koperasi_ledger.reports.toko_events import REVERSAL, sen_of
from koperasi_ledger.reports.view import Column, Row, Table
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.rules.store.opening import bill_key

LIMITS = (0, 30, 60, 90)
"""The last day of each bucket but the last (practice)."""
TITLES = ("Belum jatuh tempo", "1–30 hari", "31–60 hari", "61–90 hari", "> 90 hari")
MOST = 200
"""How many late bills are listed one by one."""
_KEYS = ("belum_jatuh_tempo", "hari_1_30", "hari_31_60", "hari_61_90", "lebih_90_hari")


class Bill(NamedTuple):
    """What is left of a bill, in sen: who owes it or is owed, by which paper, and since when."""

    holder: str
    ref: str
    due: date
    sen: int


class _Leg(NamedTuple):
    seq: int
    day: date
    account: str
    member: str | None
    sub: str | None
    sen: int
    ref: str
    kind: str
    body: str

    @property
    def holder(self) -> str:
        """The member, or `@` and the customer."""
        return self.member if self.account == MEMBER_DEBTS and self.member else f"@{self.sub}"


class _Open:
    """The bills of one buyer while the journal is read."""

    def __init__(self) -> None:
        self.bills: dict[str, tuple[date, int]] = {}
        self.parts: dict[str, dict[str, tuple[date, int]]] = {}

    def owe(self, ref: str, due: date, sen: int) -> None:
        known = self.bills.get(ref)
        self._put(ref, due, sen + (known[1] if known is not None else 0))

    def pay(self, event: str, day: date, sen: int, first: str | None) -> None:
        """Pays the bills due first, first; what finds none is kept as paid too much."""
        order = sorted(self.bills, key=lambda ref: (ref != first, self.bills[ref][0], ref))
        parts = self.parts.setdefault(event, {})
        for ref in order:
            due, left = self.bills[ref]
            part = min(sen, left)
            if part > 0:
                self._take(parts, ref, due, part)
                sen -= part
        if sen:
            self._take(parts, event, day, sen)

    def _take(self, parts: dict[str, tuple[date, int]], ref: str, due: date, part: int) -> None:
        before = parts.get(ref)
        parts[ref] = due, part + (before[1] if before is not None else 0)
        self.owe(ref, due, -part)

    def undo(self, event: str, sen: int) -> None:
        """Takes back a payment, or a bill that nobody has paid."""
        parts = self.parts.pop(event, None)
        if parts is not None:
            for ref, (due, part) in parts.items():
                self.owe(ref, due, part)
            return
        for ref in [each for each in self.bills if each.partition("#")[0] == event]:
            due, left = self.bills[ref]
            self._put(ref, due, left - min(left, -sen))
            sen += min(left, -sen)

    def _put(self, ref: str, due: date, sen: int) -> None:
        if sen:
            self.bills[ref] = due, sen
        else:
            self.bills.pop(ref, None)


def receivables(scope: Scope) -> list[Bill]:
    """What buyers owed at the end of the last day; proven by both control accounts.

    Raises:
        NotBalanced: the bills come to something else.
    """
    found: dict[str, _Open] = {}
    receipts: dict[tuple[str, str], str] = {}
    taken: set[tuple[int, str]] = set()
    for leg in _legs(scope, (MEMBER_DEBTS, CUSTOMER_DEBTS)):
        own = found.setdefault(leg.holder, _Open())
        if leg.kind == REVERSAL:
            own.undo(_load(leg.body)["target"], leg.sen)
        elif leg.sen < 0:
            first = None
            if leg.kind == "sale_returned":
                body = _load(leg.body)
                first = receipts.get((body["till"], body["number"]))
            own.pay(leg.ref, leg.day, -leg.sen, first)
        elif leg.kind == "receivables_taken_over":
            if (leg.seq, leg.holder) not in taken:
                taken.add((leg.seq, leg.holder))
                for key, due, sen in _taken_over(scope, leg):
                    own.owe(key, due, sen)
        else:
            body = _load(leg.body)
            if leg.kind == "sale_recorded":
                receipts[body["till"], body["number"]] = leg.ref
            own.owe(leg.ref, _due(scope, leg, body), leg.sen)
    bills = [
        Bill(holder, ref, due, sen)
        for holder in sorted(found)
        for ref, (due, sen) in sorted(found[holder].bills.items(), key=lambda each: each[1][0])
    ]
    for account, ours in ((MEMBER_DEBTS, False), (CUSTOMER_DEBTS, True)):
        owed = sum(bill.sen for bill in bills if bill.holder.startswith("@") == ours)
        _check(scope, account, owed)
    return bills


def _legs(scope: Scope, accounts: Sequence[str]) -> Iterator[_Leg]:
    rows = scope.postings.source.rows(
        "SELECT p.seq, p.date, p.account, p.member, p.sub, p.sen, e.ref, e.kind, e.body"  # noqa: S608 - only marks
        " FROM postings p JOIN events e ON e.seq = p.seq"
        f" WHERE p.account IN ({', '.join('?' * len(accounts))}) AND p.date <= ? AND p.seq <= ?"
        " ORDER BY p.seq, p.leg",
        (*accounts, scope.last.isoformat(), scope.postings.seq),
    )
    for seq, day, account, member, sub, sen, ref, kind, body in rows:
        on = date.fromisoformat(day)
        yield _Leg(seq, on, account, member, sub, int(sen), ref, kind, body)


def _due(scope: Scope, leg: _Leg, body: dict[str, Any]) -> date:
    """When a receipt on credit is due: as it says, else after the usual days of its day."""
    due = leg.day
    for payment in body.get("payments", ()):
        if payment["way"] == "voucher" and leg.holder == f"@{payment['issuer']}":
            due = leg.day
        elif payment["way"] == "kredit" and leg.holder == _buyer(body):
            due = _agreed(scope, leg, body)
    return _agreed(scope, leg, body) if leg.kind == "consignment_sold" else due


def _agreed(scope: Scope, leg: _Leg, body: dict[str, Any]) -> date:
    if body.get("due") is not None:
        return date.fromisoformat(body["due"])
    return leg.day + timedelta(days=_usual_days(scope, leg.holder, leg.day))


def _buyer(body: dict[str, Any]) -> str:
    return body.get("member") or f"@{body.get('customer')}"


def _usual_days(scope: Scope, holder: str, day: date) -> int:
    if holder.startswith("@"):
        customer = scope.books.peek(Customer, holder[1:])
        return customer.days if customer is not None else 0
    policy = body_on(scope.books.section("store"), StorePolicy, day)
    return policy.credit.days if policy is not None and policy.credit is not None else 0


def _taken_over(scope: Scope, leg: _Leg) -> Iterator[tuple[str, date, int]]:
    for place, line in enumerate(_load(leg.body)["lines"], 1):
        if _buyer(line) == leg.holder:
            yield bill_key(leg.ref, place), _agreed(scope, leg, line), sen_of(line["amount"])


def payables(scope: Scope) -> list[Bill]:
    """What suppliers were owed at the end of the last day, by invoice; proven by their account.

    Raises:
        NotBalanced: the invoices come to something else.
    """
    owed: dict[str, int] = {}
    due: dict[str, date] = {}
    for leg in _legs(scope, (SUPPLIER_BILLS,)):
        key = leg.sub or ""
        owed[key] = owed.get(key, 0) - leg.sen
        if key not in due:
            known = scope.books.peek(SupplierBill, key)
            due[key] = known.due if known is not None else leg.day
        if leg.kind == "goods_received" and leg.sen < 0:
            due[key] = _invoice_due(scope, leg, _load(leg.body))
        elif leg.kind == "payables_taken_over":
            for line in _load(leg.body)["lines"]:
                if f"{line['supplier']}:{line['invoice']}" == key:
                    due[key] = _invoice_due(scope, leg, line)
    bills = []
    for key in sorted(owed):
        supplier, _, invoice = key.partition(":")
        if owed[key]:
            bills.append(Bill(supplier, invoice, due[key], owed[key]))
    _check(scope, SUPPLIER_BILLS, -sum(bill.sen for bill in bills))
    return bills


def _invoice_due(scope: Scope, leg: _Leg, told: dict[str, Any]) -> date:
    if told.get("due") is not None:
        return date.fromisoformat(told["due"])
    supplier = scope.books.peek(Supplier, told["supplier"])
    return leg.day + timedelta(days=supplier.days if supplier is not None else 0)


def _load(body: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(body)
    return found


def _check(scope: Scope, account: str, sen: int) -> None:
    check_equal(
        f"{scope.account(account).title} menurut tagihan",
        sen,
        "saldo akun kontrolnya",
        scope.postings.balance(account, scope.last),
    )


# -- ageing ----------------------------------------------------------------------------------------


def ages(bills: Sequence[Bill], day: date) -> list[int]:
    """What of the bills is in each bucket, in sen; what is due on the day itself is not late."""
    found = [0] * len(TITLES)
    for bill in bills:
        found[bisect_left(LIMITS, (day - bill.due).days)] += bill.sen
    return found


def ageing_table(bills: Sequence[Bill], day: date, holder: str, names: dict[str, str]) -> Table:
    """Every holder's bills by age; `holder` is the title of the column."""
    columns = (
        Column("kode", "Kode", "code"),
        Column("nama", holder),
        *(Column(key, title, "amount") for key, title in zip(_KEYS, TITLES, strict=True)),
        Column("jumlah", "Jumlah", "amount"),
    )
    rows = []
    by_holder: dict[str, list[Bill]] = {}
    for bill in bills:
        by_holder.setdefault(bill.holder, []).append(bill)
    for who, theirs in by_holder.items():
        own = ages(theirs, day)
        code = who.removeprefix("@")
        cells = (from_sen(sen) if sen else None for sen in own)
        row = (code, names.get(who, code), *cells, from_sen(sum(own)))
        rows.append(Row(row, trace=code))
    total = ages(bills, day)
    rows.append(Row((None, "Jumlah", *map(from_sen, (*total, sum(total)))), "total"))
    return Table("umur", "", columns, tuple(rows))


def late_table(bills: Sequence[Bill], day: date, holder: str, paper: str) -> Table:
    """The bills that are late, the oldest first; beyond `MOST` their sum."""
    columns = (
        Column("kode", holder, "code"),
        Column("tagihan", paper, "code"),
        Column("jatuh_tempo", "Jatuh tempo", "date"),
        Column("hari", "Hari lewat", "number"),
        Column("sisa", "Sisa", "amount"),
    )
    late = sorted((bill for bill in bills if bill.due < day), key=lambda each: each.due)
    rows = [
        Row(
            (
                bill.holder.removeprefix("@"),
                bill.ref,
                bill.due,
                (day - bill.due).days,
                from_sen(bill.sen),
            ),
            trace=bill.ref,
        )
        for bill in late[:MOST]
    ]
    rest = late[MOST:]
    if rest:
        left = from_sen(sum(bill.sen for bill in rest))
        rows.append(Row((f"{len(rest)} tagihan lain", None, None, None, left)))
    total = from_sen(sum(bill.sen for bill in late))
    rows.append(Row(("Jumlah", None, None, None, total), "total"))
    return Table("lewat", "Yang lewat jatuh tempo", columns, tuple(rows))
