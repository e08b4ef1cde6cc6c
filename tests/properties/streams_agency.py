"""What a busy agent and a keeper of aid record: recaps, balances, fees; goods and money for others.

The fields of each kind are chosen for a desk that has `pick`, `fold`, `number` and `day`; see
`streams.Desk`. An `Office` is such a desk with nothing else in it.
"""

import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from book_fold import begun, founded, joined, make
from hypothesis import strategies as st

from koperasi_ledger.model.entry import UnbalancedEntry
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.records import SUBJECTS, AidStock
from koperasi_ledger.model.records.agency import AgencyAccount

Pick = Callable[[Sequence[Any]], Any]

DAYS = tuple(f"2026-{month:02d}-{day:02d}" for month in range(1, 5) for day in range(1, 29, 3))
SERVICES = ("tarik", "setor", "listrik", "wesel", "kirim")
PRINCIPALS = ("brilink", "ppob", "pos")
PROGRAMMES = ("beras", "campur", "luar")
NUMBERS = ("KPM-1", "KPM-2", "KPM-3", "KPM-4", "KPM-5", "KPM-6")
LENGTH = 60

OFFICE_SHARES = {
    "agency_recorded": 20,
    "agency_float_topped_up": 6,
    "agency_float_withdrawn": 4,
    "agency_fee_received": 4,
    "agency_float_reconciled": 3,
    "aid_received": 10,
    "aid_money_received": 4,
    "aid_handed_out": 18,
    "aid_lost": 2,
    "aid_returned": 3,
    "aid_transferred": 3,
    "aid_beneficiaries_listed": 2,
    "aid_programme_closed": 1,
    "event_reversed": 10,
}
"""How often each kind is chosen in an office."""
OFFICE_KINDS = frozenset(kind for subject in ("agency", "aid") for kind in SUBJECTS[subject])
"""The kinds of records that only agency work and aid have."""
DESK_SHARES = {kind: 1 for kind in OFFICE_SHARES if kind != "event_reversed"} | {
    "agency_recorded": 3,
    "aid_handed_out": 2,
}
"""How often on a desk with everything else on it."""


def agency_terms(**changes: Any) -> dict[str, Any]:
    """The agency section of a policy: two balances in apps, one principal that is paid later."""
    return {
        "jasa_usaha_anggota": True,
        "prinsipal": {
            "brilink": {"nama": "BRILink", "cara": "saldo"},
            "ppob": {"nama": "PPOB", "cara": "saldo"},
            "pos": {"nama": "Pos", "cara": "setor"},
        },
        "layanan": {
            "tarik": {
                "nama": "Tarik tunai",
                "prinsipal": "brilink",
                "uang": "keluar",
                "fee_pelanggan": {
                    "jenjang": [{"sampai": "500000", "fee": "3000"}, {"fee": "5000"}]
                },
                "fee_prinsipal": {"tetap": "1500"},
                "fee_prinsipal_dibayar": "langsung",
            },
            "setor": {
                "nama": "Setor tunai",
                "prinsipal": "brilink",
                "uang": "masuk",
                "fee_pelanggan": {
                    "persen": "0.5",
                    "paling_sedikit": "2000",
                    "paling_banyak": "10000",
                },
                "fee_prinsipal": {"tetap": "1000"},
            },
            "listrik": {
                "nama": "Token listrik",
                "prinsipal": "ppob",
                "uang": "masuk",
                "fee_pelanggan": {"tetap": "2500"},
                "bagian_prinsipal": {"tetap": "1250"},
                "unit_usaha": "toko",
            },
            "wesel": {"nama": "Wesel", "prinsipal": "pos", "uang": "keluar"},
            "kirim": {
                "nama": "Kirim uang",
                "prinsipal": "pos",
                "uang": "masuk",
                "fee_prinsipal": {"persen": "0.25"},
            },
        },
    } | changes


def aid_terms(**changes: Any) -> dict[str, Any]:
    """The aid section of a policy: a liability, but for one programme."""
    return {
        "perlakuan": "liabilitas",
        "perlakuan_program": {"luar": "di-luar-neraca"},
        "lokasi": {"gudang": "Gudang", "balai": "Balai desa"},
    } | changes


def first_office(agency: Any = None, aid: Any = None) -> list[AnyEvent]:
    """What an office begins with: policy, accounts with principals, programmes and their lists."""
    day = "2026-01-01"
    policy = {"keagenan": agency or agency_terms(), "bantuan": aid or aid_terms()}
    goods: dict[str, list[dict[str, Any]]] = {
        "beras": [{"item": "beras", "unit": "kg"}],
        "campur": [
            {"item": "minyak", "unit": "liter"},
            {"item": "uang", "unit": "rupiah", "money": True},
        ],
        "luar": [{"item": "beras", "unit": "kg"}],
    }
    return [
        make("policy_adopted", "K-AGEN", day, effective=day, decision="RAT 3", policy=policy),
        *(make("agency_account_opened", f"AG-{key}", day, principal=key) for key in PRINCIPALS),
        *(
            make(
                "aid_programme_opened",
                f"PB-{key}",
                day,
                programme=key,
                name=f"Bantuan {key}",
                giver="Pemerintah",
                items=items,
            )
            for key, items in goods.items()
        ),
        *(
            make(
                "aid_beneficiaries_listed",
                f"DP-{key}",
                day,
                programme=key,
                lines=[
                    {
                        "beneficiary": number,
                        "name": f"Warga {number}",
                        "item": each["item"],
                        "quantity": "200000" if each.get("money") else "10",
                    }
                    for number in NUMBERS[:5]
                    for each in items
                ],
            )
            for key, items in goods.items()
        ),
    ]


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _agency_line(desk: Any) -> dict[str, Any]:
    service = desk.pick(SERVICES)
    count = desk.pick((1, 1, 2, 3))
    nominal = Decimal(desk.pick(("100000", "500000", "750000", "12345"))) * count
    fees = {
        "tarik": ("5000" if nominal / count > 500_000 else "3000", "0", "1500"),
        "setor": (str(min(max(round(nominal / count / 200), 2000), 10_000)), "0", "1000"),
        "listrik": ("2500", "1250", "0"),
        "wesel": ("0", "0", "0"),
        "kirim": ("0", "0", str((nominal / count * 25 + 5000) // 10_000)),
    }[service]
    charged, kept, earned = (Decimal(fee) * count for fee in fees)
    wrong = desk.pick((0,) * 12 + (500,))
    return _given(
        {
            "service": service,
            "count": count,
            "nominal": str(nominal),
            "charged": str(charged + wrong),
            "kept": str(kept),
            "earned": str(earned),
            "member": desk.pick((None, None, "A-1", "A-2")),
        }
    )


def _recorded(desk: Any) -> dict[str, Any]:
    return {
        "via": desk.pick(("kas", "kas", "toko")),
        "lines": [_agency_line(desk) for _ in range(desk.pick((1, 2, 4)))],
        "approved_by": desk.pick((None, None, None, "Sari")),
    }


def _topped_up(desk: Any) -> dict[str, Any]:
    return {
        "principal": desk.pick(PRINCIPALS),
        "amount": desk.pick(("1000000", "2500000", "50000.50")),
        "cost": desk.pick(("0", "0", "2500")),
        "via": desk.pick(("kas", "bri")),
    }


def _withdrawn(desk: Any) -> dict[str, Any]:
    return _topped_up(desk) | {"amount": desk.pick(("100000", "500000"))}


def _account(desk: Any, principal: str) -> AgencyAccount:
    found = desk.fold.books.peek(AgencyAccount, principal)
    return found or AgencyAccount(principal=principal, way="saldo")


def _fee_received(desk: Any) -> dict[str, Any]:
    principal = desk.pick(PRINCIPALS)
    claim = _account(desk, principal).claim
    fields: dict[str, Any] = {"principal": principal}
    way = desk.pick(("all", "all", "part", "more", "tax"))
    amount = claim if claim > 0 else Decimal(500)
    if way == "part":
        fields["settles"] = desk.pick(("0", str(amount)))
        amount = Decimal(700)
    elif way == "more":
        fields["settles"], amount = str(amount), amount + 250
    elif way == "tax" and amount > 100:
        fields |= {"withheld": "100", "withheld_account": "Beban:PajakPenghasilan"}
        amount -= 100
    where: dict[str, Any] = desk.pick(({"via": "bri"}, {"via": "kas"}, {"into_float": True}))
    return fields | where | {"amount": str(amount)}


def _reconciled(desk: Any) -> dict[str, Any]:
    principal = desk.pick(PRINCIPALS)
    held = _account(desk, principal).balance
    differences = []
    for reason in ("biaya", "kurang", "lebih", "tertunda-masuk", "tertunda-keluar"):
        if not desk.pick(range(4)):
            amount = desk.pick(("1500", "0.50"))
            differences.append({"reason": reason, "amount": amount, "explanation": "Uji"})
            sign = 1 if reason in {"lebih", "tertunda-keluar"} else -1
            held += sign * Decimal(amount)
    wrong = desk.pick((0, 0, 0, 0, 1))
    return {"principal": principal, "balance": str(held + wrong), "differences": differences}


_ITEMS = {"beras": ("beras",), "campur": ("minyak", "uang"), "luar": ("beras",)}


def _aid_received(desk: Any) -> dict[str, Any]:
    programme = desk.pick(PROGRAMMES)
    item = desk.pick((_ITEMS[programme][0],) * 9 + _ITEMS[programme])
    quantity = desk.pick(("60", "60", "100", "30", "7.5", "1"))
    return {
        "document": f"BA-{desk.number}",
        "programme": programme,
        "location": desk.pick(("gudang", "gudang", "balai")),
        "lines": [
            {
                "item": item,
                "quantity": quantity,
                "value": desk.pick(("100000", "33333", "33333.25", "1", "250000.50", "0")),
            }
        ],
    }


def _aid_money(desk: Any) -> dict[str, Any]:
    return {
        "document": f"BA-{desk.number}",
        "programme": desk.pick(("campur",) * 6 + ("beras",)),
        "item": desk.pick(("uang",) * 6 + ("minyak",)),
        "amount": desk.pick(("600000", "200000", "0.50")),
        "via": desk.pick(("bri", "kas")),
    }


def _place(desk: Any, programme: str) -> tuple[dict[str, Any], str]:
    """Where aid leaves from, and what: money through cash, goods from a location."""
    item = desk.pick(_ITEMS[programme])
    if item == "uang":
        return {"via": desk.pick(("kas", "bri"))}, item
    stock = desk.fold.books.peek(AidStock, f"{programme}:{item}")
    held = [place for place, count in (stock.places if stock else {}).items() if count]
    return {"location": desk.pick([*held, *held, *held, "balai"])}, item


def _aid_out(desk: Any) -> dict[str, Any]:
    programme = desk.pick(PROGRAMMES)
    place, item = _place(desk, programme)
    numbers = dict.fromkeys(desk.pick(NUMBERS) for _ in range(desk.pick((1, 2, 3))))
    sizes = ("200000", "50000") if item == "uang" else ("10", "10", "5", "3.333333", "20")
    lines = []
    for number in numbers:
        line = {"item": item, "quantity": desk.pick(sizes), "beneficiary": number}
        if not desk.pick(range(4)):
            line |= {"received_by": "wakil", "representative": "Tetangga"}
        lines.append(line)
    return place | {"document": f"TT-{desk.number}", "programme": programme, "lines": lines}


def _aid_lost(desk: Any) -> dict[str, Any]:
    programme = desk.pick(PROGRAMMES)
    place, item = _place(desk, programme)
    line = {
        "item": item,
        "quantity": desk.pick(("1", "2.5")),
        "reason": desk.pick(("susut", "rusak")),
    }
    told = {"document": f"BA-{desk.number}", "programme": programme, "approved_by": "Sari"}
    return place | told | {"lines": [line]}


def _aid_returned(desk: Any) -> dict[str, Any]:
    programme = desk.pick(PROGRAMMES)
    place, item = _place(desk, programme)
    line = {"item": item, "quantity": desk.pick(("1", "10", "7.5"))}
    return place | {"document": f"BA-{desk.number}", "programme": programme, "lines": [line]}


def _aid_moved(desk: Any) -> dict[str, Any]:
    programme = desk.pick(PROGRAMMES)
    source, target = desk.pick((("gudang", "balai"), ("balai", "gudang")))
    line = {"item": desk.pick(_ITEMS[programme]), "quantity": desk.pick(("5", "10", "0.5"))}
    return {"programme": programme, "source": source, "target": target, "lines": [line]}


def _aid_listed(desk: Any) -> dict[str, Any]:
    programme = desk.pick(PROGRAMMES)
    number = desk.pick(NUMBERS)
    return {
        "programme": programme,
        "lines": [
            {
                "beneficiary": number,
                "name": f"Warga {number}",
                "item": desk.pick(_ITEMS[programme]),
                "quantity": desk.pick(("10", "20", "0")),
            }
        ],
    }


def _aid_closed(desk: Any) -> dict[str, Any]:
    return {"programme": desk.pick(("luar", "luar", "beras"))}


def _reversed(desk: Any) -> dict[str, Any]:
    return {"target": desk.earlier(), "reason": "Salah catat"}


DESK_FIELDS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "agency_recorded": _recorded,
    "agency_float_topped_up": _topped_up,
    "agency_float_withdrawn": _withdrawn,
    "agency_fee_received": _fee_received,
    "agency_float_reconciled": _reconciled,
    "aid_received": _aid_received,
    "aid_money_received": _aid_money,
    "aid_handed_out": _aid_out,
    "aid_lost": _aid_lost,
    "aid_returned": _aid_returned,
    "aid_transferred": _aid_moved,
    "aid_beneficiaries_listed": _aid_listed,
    "aid_programme_closed": _aid_closed,
}
OFFICE_FIELDS = DESK_FIELDS | {"event_reversed": _reversed}


class Office:
    """A desk with nothing but agency work and aid on it; it keeps only what the books accepted."""

    def __init__(self, pick: Pick, *, reversals: bool = True, **policy: Any) -> None:
        self.pick = pick
        before = [*founded(), joined("A-1"), joined("A-2")]
        self.fold = begun([*before, *first_office(agency_terms(**policy))])
        self.start = len(self.fold.applied)
        self.number = 0
        self.day = DAYS[0]
        self.kinds = [
            kind
            for kind, share in OFFICE_SHARES.items()
            for _ in range(share)
            if reversals or kind != "event_reversed"
        ]

    def next(self) -> AnyEvent | None:
        """The next event, if it was accepted; days move forward, some are late."""
        self.number += 1
        place = self.number * len(DAYS) // LENGTH + self.pick((0, 0, 0, 1, -1, -6))
        self.day = DAYS[max(0, min(len(DAYS) - 1, place))]
        kind = self.pick(self.kinds)
        event = make(kind, f"e{self.number}", self.day, **OFFICE_FIELDS[kind](self))
        try:
            self.fold.add(event)
        except UnbalancedEntry:
            raise  # no event may ask for one
        except Refusal:
            return None
        return event

    def earlier(self) -> str:
        """The ref of a recent event."""
        recent = [event.ref for event, _ in self.fold.applied[self.start :][-8:]]
        return str(self.pick([*recent, "e0"]))

    @property
    def events(self) -> list[AnyEvent]:
        """What was accepted after the prelude."""
        return [event for event, _ in self.fold.applied[self.start :]]


@st.composite
def offices(draw: st.DrawFn, /, *, reversals: bool = True, **policy: Any) -> Office:
    """An office after some days of work; hypothesis chooses a seed and a length."""
    choose = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - a test's dice
    office = Office(choose.choice, reversals=reversals, **policy)
    for _ in range(draw(st.integers(1, LENGTH))):
        office.next()
    return office


__all__ = [
    "DESK_FIELDS",
    "DESK_SHARES",
    "OFFICE_KINDS",
    "Office",
    "agency_terms",
    "aid_terms",
    "first_office",
    "offices",
]
