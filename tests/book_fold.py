"""Books folded in memory, by events alone: what the journal's own bookkeeping is compared with."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from koperasi_ledger import ledger_text
from koperasi_ledger.books import Books, RecordId
from koperasi_ledger.engine import Applied, Past, apply
from koperasi_ledger.model.entry import Balance, Entry
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.rules.change import ResultBalance
from koperasi_ledger.workflows.reading import read_event


class Fold:
    """A whole journal in lists and dicts; as slow and as plain as can be."""

    def __init__(self) -> None:
        self.books = Books()
        self.past: dict[str, Past] = {}
        self.applied: list[tuple[AnyEvent, Applied]] = []

    def add(self, event: AnyEvent) -> Applied:
        done = apply(event, self.books, self)
        seq = len(self.applied) + 1
        self.past[event.ref] = Past(seq, event, done.entry, done.before)
        self.applied.append((event, done))
        return done

    def add_all(self, events: Iterable[AnyEvent]) -> "Fold":
        for event in events:
            self.add(event)
        return self

    def copy(self) -> "Fold":
        """The same past and books, which go their own way from here."""
        found = Fold()
        found.books.put(*self.books.records().values())
        found.books.forget_touched()
        found.past.update(self.past)
        found.applied.extend(self.applied)
        return found

    # What rules may ask of the past.

    def find(self, ref: str) -> Past | None:
        return self.past.get(ref)

    def later(self, records: Sequence[RecordId], seq: int) -> list[str]:
        wanted = set(records)
        return [
            event.ref
            for event, done in self.applied[seq:]
            if wanted & (set(done.touched) | set(done.written))
        ]

    def balance(self, account: str, day: date) -> Decimal:
        return sum(
            (
                leg.amount
                for entry in self.entries()
                if entry.date <= day
                for leg in entry.postings
                if leg.account == account
            ),
            Decimal(0),
        )

    def results(self, day: date) -> list[ResultBalance]:
        sums: dict[tuple[str, str | None], Decimal] = {}
        for entry in self.entries():
            for leg in entry.postings if entry.date <= day else ():
                if leg.account.startswith(("Pendapatan:", "Beban:")):
                    key = (leg.account, leg.unit)
                    sums[key] = sums.get(key, Decimal(0)) + leg.amount
        found = [ResultBalance(account, unit, amount) for (account, unit), amount in sums.items()]
        return sorted(found, key=lambda each: (each.account, each.unit or ""))

    # What tests ask.

    def entries(self) -> list[Entry]:
        return [done.entry for _, done in self.applied if isinstance(done.entry, Entry)]

    def balances(self) -> dict[str, Decimal]:
        """What every account holds that holds anything."""
        found: dict[str, Decimal] = {}
        for entry in self.entries():
            for leg in entry.postings:
                found[leg.account] = found.get(leg.account, Decimal(0)) + leg.amount
        return {account: amount for account, amount in found.items() if amount}

    def state(self) -> dict[RecordId, str]:
        """Every record, written out in full."""
        return {key: item.stored() for key, item in self.books.records().items()}

    def stored(self) -> dict[RecordId, str]:
        """Every record as the database keeps it."""
        return {key: item.stored() for key, item in self.books.records().items()}

    def text(self) -> str:
        """One ledger file of everything."""
        chart = ledger_text.print_accounts(self.books.cooperative(), self.books.chart().values())
        # The options of the main file, without its includes and its name.
        main = ledger_text.print_main(self.books.cooperative(), ())
        options = main.replace(f'include "{ledger_text.ACCOUNTS}"\n', "")
        chart = chart.replace(ledger_text.HEADER, "")
        return f"{options}\n{chart}\n{''.join(self.printed())}"

    def printed(self) -> list[str]:
        return [
            ledger_text.print_event(seq, event.kind, event.document, done.entry)
            for seq, (event, done) in enumerate(self.applied, 1)
        ]


def make(kind: str, ref: str, day: str, **fields: Any) -> AnyEvent:
    """An event, read as from a file."""
    given = {name: value for name, value in fields.items() if value is not None}
    return _read(json.dumps({"kind": kind, "ref": ref, "date": day, **given}))


@lru_cache(maxsize=4096)
def _read(line: str) -> AnyEvent:
    """An event cannot change, so that what every example of a law begins with is read once."""
    return read_event(line, "uji")


_BEGUN: dict[tuple[int, ...], Fold] = {}


def begun(events: Sequence[AnyEvent]) -> Fold:
    """A new fold of these events; of the very same ones it was made before, and is copied.

    The fold that is kept holds the events, so that no other ever has the identity of one of them.
    """
    key = tuple(map(id, events))
    if key not in _BEGUN:
        if len(_BEGUN) == _MOST_BEGUN:
            _BEGUN.clear()
        _BEGUN[key] = Fold().add_all(events)
    return _BEGUN[key].copy()


_MOST_BEGUN = 64


def savings_terms(**changes: Any) -> dict[str, Any]:
    """The savings section of a policy: pokok 100,000, wajib 10,000 a month, one product."""
    product = {"kunci": "sukarela", "nama": "Simpanan Sukarela", "saldo_minimum": "0"}
    return {
        "pokok": "100000",
        "wajib_per_bulan": "10000",
        "wajib_mulai": "bulan-masuk",
        "wajib_boleh_dicicil": True,
        "wajib_paling_jauh_di_muka": 12,
        "produk": [product],
    } | changes


def founded(day: str = "2026-01-01", **changes: Any) -> list[AnyEvent]:
    """A cooperative with its first policy, a bank account `bri` and a second cash box `toko`."""
    policy = {
        "simpanan": savings_terms(**changes),
        "unit_usaha": {"unit": {"toko": "Unit Toko", "usp": "Unit Simpan Pinjam"}},
    }
    return [
        make("cooperative_founded", "BUKA", day, name="Koperasi Uji", profile="kdmp"),
        make("policy_adopted", "K-1", day, effective=day, decision="RAT 1", policy=policy),
        make(
            "cash_account_opened",
            "REK-BRI",
            day,
            key="bri",
            name="BRI Giro",
            type="bank",
            bank="BRI",
            number="000001000000009",
        ),
        make("cash_account_opened", "KAS-TOKO", day, key="toko", name="Kas Toko", type="kas"),
    ]


def joined(member: str, day: str = "2026-01-01", **fields: Any) -> AnyEvent:
    return make(
        "member_joined", f"M-{member}", day, member=member, name=f"Anggota {member}", **fields
    )


def control_totals(fold: Fold) -> dict[str, tuple[Decimal, Decimal]]:
    """Each control account: what the ledger says, and what the records of its sub-ledger say."""
    from koperasi_ledger.model import accounts  # noqa: PLC0415
    from koperasi_ledger.model.records import (  # noqa: PLC0415
        Deposit,
        InterestMonth,
        Member,
        SavingsAccount,
        Suspense,
    )

    members = fold.books.all(Member)
    waiting = fold.books.all(Suspense)
    zero = Decimal(0)
    ledger = fold.balances()
    records = {
        accounts.POKOK: -sum((item.pokok for item in members), zero),
        accounts.WAJIB: -sum((item.wajib for item in members), zero),
        accounts.LEAVERS: -sum((item.payable for item in members), zero),
        accounts.VOLUNTARY: -sum((item.balance for item in fold.books.all(SavingsAccount)), zero),
        **{
            account: -sum(
                (item.balance for item in fold.books.all(Deposit) if item.account == account), zero
            )
            for account in (accounts.DEPOSITS, accounts.DEPOSITS_LONG)
        },
        accounts.ACCRUED_DEPOSIT_INTEREST: -sum(
            (item.accrued for item in fold.books.all(Deposit)), zero
        ),
        accounts.INTEREST_TAX: -sum(
            (item.withheld - item.remitted for item in fold.books.all(InterestMonth)), zero
        ),
        accounts.SUSPENSE_IN: -sum(
            (item.remaining for item in waiting if item.remaining > 0), zero
        ),
        accounts.SUSPENSE_OUT: -sum(
            (item.remaining for item in waiting if item.remaining < 0), zero
        ),
        **_loan_totals(fold),
        **_contract_totals(fold),
    }
    return {name: (ledger.get(name, zero), total) for name, total in records.items()}


def _contract_totals(fold: Fold) -> dict[str, Decimal]:
    from koperasi_ledger.checks.asset_parts import ASSET_ACCOUNTS, asset_parts  # noqa: PLC0415
    from koperasi_ledger.checks.borrowing_parts import (  # noqa: PLC0415
        BORROWING_ACCOUNTS,
        borrowing_parts,
    )
    from koperasi_ledger.checks.sharia_parts import SHARIA_ACCOUNTS, sharia_parts  # noqa: PLC0415
    from koperasi_ledger.model.records import Asset, Borrowing  # noqa: PLC0415

    controlled = (*BORROWING_ACCOUNTS, *SHARIA_ACCOUNTS, *ASSET_ACCOUNTS)
    totals = dict.fromkeys(controlled, Decimal(0))
    for asset in fold.books.all(Asset):
        for account, amount in asset_parts(asset):
            totals[account] += amount
    for record in fold.books.records().values():
        for account, _, amount in sharia_parts(record):
            totals[account] += amount
    for debt in fold.books.all(Borrowing):
        for account, amount in borrowing_parts(debt):
            totals[account] += amount
    return totals


def _loan_totals(fold: Fold) -> dict[str, Decimal]:
    from koperasi_ledger.checks.loan_parts import (  # noqa: PLC0415
        LOAN_ACCOUNTS,
        borrower_parts,
        loan_parts,
    )
    from koperasi_ledger.model.records.loans import Borrower, Loan  # noqa: PLC0415

    totals = dict.fromkeys(LOAN_ACCOUNTS, Decimal(0))
    for loan in fold.books.all(Loan):
        for account, amount in loan_parts(loan):
            totals[account] += amount
    for borrower in fold.books.all(Borrower):
        for account, amount in borrower_parts(borrower):
            totals[account] += amount
    return totals


def bank_line(account: str, day: str, serial: int) -> str:
    """The identity of a bank line."""
    return f"{account}/{day}/{serial:012x}/1"


__all__ = [
    "Balance",
    "Fold",
    "bank_line",
    "control_totals",
    "founded",
    "joined",
    "make",
    "savings_terms",
]
