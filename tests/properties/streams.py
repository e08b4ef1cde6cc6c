"""Streams of events as a busy, careless and sometimes malicious treasurer would type them.

A `Desk` chooses one event from small pools, so that events meet: the same members, the same refs,
amounts that just fit and amounts that do not. Who chooses is up to the caller: hypothesis, which
can shrink, or a seeded random generator, which is fast for long streams.
"""

import os
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from book_fold import bank_line, begun, founded, joined, make, savings_terms
from hypothesis import strategies as st
from streams_agency import DESK_FIELDS as OFFICE_FIELDS
from streams_agency import DESK_SHARES as OFFICE_SHARES
from streams_agency import first_office
from streams_assets import ASSET_FIELDS, ASSET_SHARES, first_assets
from streams_bills import BILLS_FIELDS, BILLS_SHARES, bank_terms
from streams_contracts import CONTRACT_FIELDS, CONTRACT_SHARES, first_contracts
from streams_loans import LOAN_FIELDS, LOAN_SHARES, first_loans, loan_terms
from streams_savings import SAVINGS_FIELDS, SAVINGS_SHARES, SAVINGS_TERMS, TAX_TERMS
from streams_store import DESK_FIELDS, DESK_SHARES, first_goods

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.records import Member, Suspense

Pick = Callable[[Sequence[Any]], Any]

MEMBERS = ("A-1", "A-2", "A-3")
STRANGERS = ("A-1",) * 20 + ("A-2",) * 15 + ("A-3",) * 4 + ("A-9",)
DAYS = tuple(f"2026-{month:02d}-{day:02d}" for month in range(1, 7) for day in (1, 10, 15, 20, 28))
AMOUNTS = ("10000",) * 4 + ("20000", "30000", "5000", "100000", "0.50", "12345.67", "9" * 15)
CASH = ("kas",) * 9 + ("bri",) * 9 + ("toko", "toko", "bca", "hilang")
PRODUCTS = ("sukarela",) * 20 + ("syirkah",) * 4 + ("e3", "hari-raya")
ACCOUNTS = (
    *("Beban:Usaha:ListrikAir", "Pendapatan:Lain:NonOperasional", "Aset:Piutang:Lain") * 3,
    "Beban:Usaha:Tambahan",
    "Ekuitas:SimpananWajib",
    "Aset:Kas:Utama",
    "Beban:TidakAda",
)
LENGTH = 40

SHARES = {
    **SAVINGS_SHARES,
    "simpanan_wajib_paid": 8,
    "savings_deposited": 8,
    "savings_withdrawn": 6,
    "simpanan_pokok_paid": 4,
    "receipt_recorded": 2,
    "payment_recorded": 2,
    "cash_transferred": 3,
    "bank_receipt_unidentified": 5,
    "bank_payment_unidentified": 3,
    "bank_line_attached": 2,
    **BILLS_SHARES,
    **LOAN_SHARES,
    **CONTRACT_SHARES,
    **DESK_SHARES,
    **OFFICE_SHARES,
    **ASSET_SHARES,
    "event_reversed": 9,
    "member_joined": 2,
    "member_changed": 2,
    "member_resigned": 1,
    "member_deceased": 1,
    "member_paid_out": 3,
    "policy_adopted": 2,
    "opening_balances_recorded": 2,
    "cash_account_opened": 1,
    "journal_adjusted": 2,
    "virtual_account_assigned": 1,
    "bank_statement_proven": 1,
    "bank_reconciled": 1,
    "month_closed": 1,
    "cooperative_founded": 1,
}
"""How often each kind is chosen."""

KINDS = tuple(kind for kind, share in SHARES.items() for _ in range(share))


def prelude() -> list[AnyEvent]:
    """What every stream begins with: a cooperative with two members."""
    return list(_prelude())


@cache
def _prelude() -> tuple[AnyEvent, ...]:
    day = "2026-01-01"
    taxes = {"effective": day, "decision": "PP 15/2009", "policy": TAX_TERMS}
    return (
        *founded(**SAVINGS_TERMS),
        make("policy_adopted", "K-PAJAK", day, **taxes),
        bank_terms(day),
        loan_terms(day),
        joined("A-1", nik="3201010101800001"),
        joined("A-2"),
        *first_loans(day),
        *first_contracts(day),
        *first_goods(),
        *first_office(),
        *first_assets(),
    )


class Desk:
    """What lies on the treasurer's desk: who chooses, the day, and the books so far."""

    def __init__(self, pick: Pick, *, reversals: bool = True, length: int = LENGTH) -> None:
        self.pick = pick
        self.length = length
        # A long stream has more people, or all of them would soon have left.
        crowd = tuple(f"A-{number}" for number in range(1, length // 10))
        self.people = STRANGERS if length == LENGTH else (*crowd, "A-99")
        self.joiners = (*MEMBERS, "A-3", "A-3") if length == LENGTH else crowd
        self.kinds = [kind for kind in KINDS if reversals or kind != "event_reversed"]
        self.fold = begun(prelude())
        self.start = len(self.fold.applied)
        self.number = 0
        self.day = DAYS[0]

    def next(self) -> AnyEvent:
        """The event `e<number>`, now and then under the ref of an earlier one."""
        self.number += 1
        kind = self.pick(self.kinds)
        # Days move forward with the stream, with some days back and forth.
        place = self.number * len(DAYS) // self.length + self.pick((0, 0, 0, 1, -1, -4))
        self.day = DAYS[max(0, min(len(DAYS) - 1, place))]
        ref = f"e{self.number}" if self.pick(range(12)) else self.earlier()
        event = make(kind, ref, self.day, **_FIELDS[kind](self))
        if ref not in self.fold.past:
            with suppress(Refusal):
                self.fold.add(event)
        return event

    def earlier(self) -> str:
        """The ref of a recent event, seldom of one that does not exist."""
        # Those of the prelude are spared: much rests on them.
        recent = [event.ref for event, _ in self.fold.applied[self.start :][-12:]]
        return str(self.pick([*reversed(recent), f"e{self.number - 1}"]))

    def waiting(self) -> str:
        """The ref of money in Titipan, if there is any."""
        refs = [item.ref for item in self.fold.books.all(Suspense)[-6:]]
        return str(self.pick([*refs, *refs, self.earlier()]))


def _stated(amount: Decimal) -> str:
    """An amount as an event may state it."""
    return str(amount) if abs(amount) < 10**15 else "10000"


def _money(desk: Desk) -> dict[str, Any]:
    way = desk.pick(("via", "via", "via", "bank", "clears", "clears"))
    fields: dict[str, Any] = {"unit": desk.pick((None,) * 16 + ("toko", "toko", "gudang"))}
    if way == "clears":
        return fields | {"clears": desk.waiting()}
    if way == "bank":
        return fields | {
            "via": "bri",
            "bank_ref": bank_line("bri", desk.day, desk.pick((desk.number, desk.number, 1))),
        }
    return fields | {"via": desk.pick(CASH)}


def _saving(desk: Desk) -> dict[str, Any]:
    fields = {"member": desk.pick(desk.people), "amount": desk.pick(AMOUNTS)}
    return fields | _money(desk)


def _pokok(desk: Desk) -> dict[str, Any]:
    return _saving(desk) | {"amount": desk.pick(("100000",) * 6 + ("150000",))}


def _product(desk: Desk) -> dict[str, Any]:
    return _saving(desk) | {"product": desk.pick(PRODUCTS)}


def _signed(desk: Desk) -> dict[str, Any]:
    return _product(desk) | {"recipient": desk.pick((None,) * 5 + ("Siti",))}


def _paid_out(desk: Desk) -> dict[str, Any]:
    fields = _saving(desk) | {"recipient": desk.pick((None, None, "Siti"))}
    member = desk.fold.books.peek(Member, fields["member"])
    if member is not None and member.payable and desk.pick((True, False)):
        fields["amount"] = _stated(member.payable)
    return fields


def _lines(desk: Desk) -> dict[str, Any]:
    count = desk.pick((1, 1, 2))
    lines = [{"account": desk.pick(ACCOUNTS), "amount": desk.pick(AMOUNTS)} for _ in range(count)]
    return _money(desk) | {"lines": lines}


def _transfer(desk: Desk) -> dict[str, Any]:
    fields: dict[str, Any] = {"amount": desk.pick(AMOUNTS)}
    way = desk.pick(("both", "both", "bank", "two", "from", "to", "waiting"))
    if way in ("both", "bank"):
        source = desk.pick(("kas", "bri", "toko"))
        target = desk.pick([key for key in ("kas", "bri", "toko", "bca") if key != source])
        fields |= {"source": source, "target": target}
        if way == "bank" and "bri" in (source, target):
            end = "source" if source == "bri" else "target"
            fields[f"bank_ref_{end}"] = bank_line("bri", desk.day, desk.number)
    elif way == "two":
        fields |= {"source": "bri", "target": "bca"}
        fields |= {"bank_ref_source": bank_line("bri", desk.day, desk.number)}
        fields |= {"bank_ref_target": bank_line("bca", desk.day, desk.number)}
    elif way == "waiting":
        out, into = desk.waiting(), desk.waiting()
        fields |= {"clears": out} | ({"target": "kas"} if out == into else {"clears_target": into})
    elif way == "from":
        fields |= {"source": desk.pick(CASH), "clears": desk.waiting()}
    else:
        fields |= {"target": desk.pick(CASH), "clears": desk.waiting()}
    return fields


def _unidentified(desk: Desk) -> dict[str, Any]:
    return {
        "account": desk.pick(("bri",) * 8 + ("kas",)),
        "amount": desk.pick(AMOUNTS),
        "bank_ref": bank_line("bri", desk.day, desk.pick((desk.number, desk.number, 1))),
        "text": "TRSF E-BANKING",
    }


def _attached(desk: Desk) -> dict[str, Any]:
    moves = [
        (entry.ref, str(leg.amount))
        for entry in desk.fold.entries()
        for leg in entry.postings
        if leg.account == "Aset:Bank:BRI"
    ]
    target, amount = desk.pick([*moves, (desk.earlier(), "10000")])
    return {
        "account": "bri",
        "amount": amount,
        "bank_ref": bank_line("bri", desk.day, desk.number),
        "target": target,
    }


def _joined(desk: Desk) -> dict[str, Any]:
    return {
        "member": desk.pick(desk.joiners),
        "name": "Budi",
        "nik": desk.pick((None, "3201010101800001", "3201010101800002")),
        "joined_on": desk.pick((None, "2025-03-01", desk.day)),
    }


def _changed(desk: Desk) -> dict[str, Any]:
    return {
        "member": desk.pick(desk.people),
        "name": desk.pick((None, "Budi Santoso")),
        "nik": desk.pick((None, "3201010101800001", "3201010101800002", "3201010101800003")),
        "phone": "08120000001",
    }


def _resigned(desk: Desk) -> dict[str, Any]:
    return {"member": desk.pick(desk.people), "reason": "Pindah"}


def _deceased(desk: Desk) -> dict[str, Any]:
    return {"member": desk.pick(desk.people), "heirs": [{"name": "Siti", "relation": "istri"}]}


def _policy(desk: Desk) -> dict[str, Any]:
    product = {
        "kunci": desk.pick(PRODUCTS),
        "nama": "Simpanan Lain",
        "saldo_minimum": desk.pick(("0", "5000")),
    }
    policy: dict[str, Any] = {}
    what = desk.pick(("savings", "savings", "accounts", "units", "all"))
    if what in ("savings", "all"):
        policy["simpanan"] = savings_terms(
            wajib_per_bulan=desk.pick(("10000", "15000", "7500", "0.50")),
            wajib_boleh_dicicil=desk.pick((True, True, False)),
            wajib_paling_jauh_di_muka=desk.pick((12, 3)),
            produk=[product],
        )
    if what in ("accounts", "all"):
        account = desk.pick(("Beban:Usaha:Tambahan", "Beban:Usaha:Tambahan", "Aset:Kas:Rahasia"))
        policy["akun"] = {"tambahan": [{"akun": account, "kode": "6130", "nama": "Tambahan"}]}
    if what in ("units", "all"):
        policy["unit_usaha"] = {"unit": {desk.pick(("toko", "gudang")): "Unit"}}
    effective = desk.pick((desk.day, desk.day, "2026-01-01", DAYS[desk.number % len(DAYS)]))
    return {"effective": effective, "decision": "Keputusan RAT", "policy": policy}


def _opening(desk: Desk) -> dict[str, Any]:
    saved = desk.pick(("0", "50000"))
    member = {
        "member": desk.pick(desk.people),
        "pokok": desk.pick(("100000", "0")),
        "wajib": desk.pick(("20000", "0")),
        "wajib_paid_through": desk.pick(("2025-12", "2026-03", "2025-06")),
        "savings": [{"product": "sukarela", "amount": saved}] if saved != "0" else [],
    }
    total = sum(int(member[key]) for key in ("pokok", "wajib")) + int(saved)
    wrong = desk.pick((0, 0, 0, 1))
    account = desk.pick(
        ("Aset:Kas:Utama", "Aset:Bank:BRI", "Beban:Usaha:Sewa", "Ekuitas:SimpananPokok")
    )
    balances = [{"account": account, "debit": str(total + wrong)}] if total + wrong else []
    return {"balances": balances, "members": [member]}


def _opened(desk: Desk) -> dict[str, Any]:
    key = desk.pick(("bca", "bca", "bri"))
    number_ = desk.pick(("0000000019", "0000000029"))
    return {"key": key, "name": "BCA Giro", "type": "bank", "bank": "BCA", "number": number_}


def _adjusted(desk: Desk) -> dict[str, Any]:
    amount = desk.pick(AMOUNTS)
    lines = [
        {"account": desk.pick(ACCOUNTS[:10]), "debit": amount},
        {"account": desk.pick(ACCOUNTS), "credit": desk.pick((amount, amount, amount, "1"))},
    ]
    return {"reason": "Koreksi", "lines": lines}


def _numbered(desk: Desk) -> dict[str, Any]:
    purpose = desk.pick(("pokok", "wajib", "simpanan"))
    return {
        "number": desk.pick(("8881000001", "8881000002")),
        "member": desk.pick(desk.people),
        "purpose": purpose,
        "product": desk.pick(PRODUCTS) if purpose == "simpanan" else None,
    }


def _proven(desk: Desk) -> dict[str, Any]:
    total = desk.pick(("10000", "20000"))
    opening = desk.pick(("0", "10000"))
    return {
        "account": "bri",
        "format": "bri-csv",
        "start": desk.day,
        "end": desk.day,
        "opening": opening,
        "closing": str(int(opening) + int(total)),
        "file_sha256": f"{desk.pick((desk.number, 1)):064x}",
        "days": [{"date": desk.day, "lines": 1, "total": total}],
    }


def _reconciled(desk: Desk) -> dict[str, Any]:
    held = _stated(desk.fold.balance("Aset:Bank:BRI", date.fromisoformat(desk.day)))
    return {"account": "bri", "balance": desk.pick((held, "10000"))}


def _closed(desk: Desk) -> dict[str, Any]:
    return {"month": desk.pick(("2026-01", "2026-01", "2026-02"))}


def _reversed(desk: Desk) -> dict[str, Any]:
    known = ("M-A-1", "M-A-2", "K-1", "REK-BRI", "BUKA")
    target = desk.pick(known) if not desk.pick(range(25)) else desk.earlier()
    return {"target": target, "reason": "Salah catat"}


def _founded(_desk: Desk) -> dict[str, Any]:
    return {"name": "Koperasi Kedua", "profile": "ksp"}


_FIELDS: dict[str, Callable[[Desk], dict[str, Any]]] = {
    **SAVINGS_FIELDS,
    "simpanan_wajib_paid": _saving,
    "savings_deposited": _product,
    "savings_withdrawn": _signed,
    "simpanan_pokok_paid": _pokok,
    "receipt_recorded": _lines,
    "payment_recorded": _lines,
    "cash_transferred": _transfer,
    "bank_receipt_unidentified": _unidentified,
    "bank_payment_unidentified": _unidentified,
    "bank_line_attached": _attached,
    **BILLS_FIELDS,
    **LOAN_FIELDS,
    **CONTRACT_FIELDS,
    **DESK_FIELDS,
    **OFFICE_FIELDS,
    **ASSET_FIELDS,
    "event_reversed": _reversed,
    "member_joined": _joined,
    "member_changed": _changed,
    "member_resigned": _resigned,
    "member_deceased": _deceased,
    "member_paid_out": _paid_out,
    "policy_adopted": _policy,
    "opening_balances_recorded": _opening,
    "cash_account_opened": _opened,
    "journal_adjusted": _adjusted,
    "virtual_account_assigned": _numbered,
    "bank_statement_proven": _proven,
    "bank_reconciled": _reconciled,
    "month_closed": _closed,
    "cooperative_founded": _founded,
}


@st.composite
def streams(draw: st.DrawFn, *, longest: int = LENGTH, reversals: bool = True) -> list[AnyEvent]:
    """A stream after the prelude, valid and invalid events mixed.

    Hypothesis chooses a seed and a length, and shrinks the length. KOPERASI_UJI=susut lets it
    choose everything, which is twenty times slower and shrinks to the fewest events.
    """
    if os.environ.get("KOPERASI_UJI") == "susut":
        desk = Desk(lambda choices: draw(st.sampled_from(choices)), reversals=reversals)
    else:
        choose = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - a test's dice
        desk = Desk(choose.choice, reversals=reversals)
    return [desk.next() for _ in range(draw(st.integers(1, longest)))]


def long_stream(seed: int, length: int) -> list[AnyEvent]:
    """A long stream with a crowd of members, the same for the same seed."""
    desk = Desk(random.Random(seed).choice, length=length)  # noqa: S311 - a test's dice
    crowd = [joined(number) for number in desk.joiners[2:]]
    desk.fold.add_all(crowd)
    return [*crowd, *(desk.next() for _ in range(length))]
