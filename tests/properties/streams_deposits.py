"""What a busy treasurer types about deposits for a fixed term."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from koperasi_ledger.model.records import Deposit
from koperasi_ledger.rules.dates import last_day
from koperasi_ledger.rules.deposit_terms import maturity, next_due, terms_of

if TYPE_CHECKING:
    from streams import Desk

_LAST = "2026-06-30"
"""The last day of any stream."""

_PLACES = {
    "tidak": ("simpanan", "tunai", "kapitalisasi"),
    "pokok": ("simpanan", "tunai"),
    "pokok-jasa": ("kapitalisasi",),
}


def _side(desk: "Desk") -> dict[str, Any]:
    way = desk.pick(("via", "via", "savings", "clears"))
    if way == "clears":
        return {"clears": desk.waiting()}
    return {"via": desk.pick(("kas", "bri", "hilang"))} if way == "via" else {"savings": "sukarela"}


def _placed(desk: "Desk") -> dict[str, Any]:
    rollover = desk.pick(tuple(_PLACES))
    interest_to = desk.pick(_PLACES[rollover])
    return _side(desk) | {
        "number": desk.pick(("SB-1", "SB-2", f"SB-{desk.number}")),
        "member": desk.pick(desk.people),
        "product": desk.pick(("bulanan", "berkala", "emas")),
        "months": desk.pick((1, 1, 2, 24, 5)),
        "amount": desk.pick(("10000", "100000", "12345.67", "10")),
        "rollover": rollover,
        "interest_to": interest_to,
        "interest_product": "sukarela" if interest_to == "simpanan" else None,
    }


def _taken_over(desk: "Desk") -> dict[str, Any]:
    fields = _placed(desk)
    for name in ("via", "clears", "savings"):
        fields.pop(name, None)
    accounts = (
        "Liabilitas:Lain",
        "Ekuitas:Hibah",
        "Ekuitas:SimpananPokok",
        "Aset:TidakAda",
    )
    return fields | {
        "rate": "6.5",
        "started": "2025-12-10",
        "paid_to": desk.pick((None, "2025-12-31")),
        "account": desk.pick(accounts),
    }


def _one(desk: "Desk") -> Deposit | None:
    found = desk.fold.books.all(Deposit)
    living = [item for item in found if item.status == "aktif"]
    return desk.pick(living or found) if found else None


def _number(desk: "Desk") -> dict[str, Any]:
    deposit = _one(desk)
    return {"number": deposit.number if deposit else "SB-1"}


def _due(desk: "Desk") -> dict[str, Any]:
    deposit = _one(desk)
    if deposit is None:
        return {"number": "SB-1", "due": desk.day}
    due = next_due(deposit, terms_of(deposit, desk.fold.books.section("deposits")))
    day = due.isoformat() if due else desk.day
    cash = deposit.interest_to == "tunai"
    return {
        "number": deposit.number,
        "due": min(day, _LAST),
        "date": min(max(day, desk.day), _LAST),
        "via": "kas" if cash != (desk.pick(range(8)) == 0) else None,
    }


def _accrued(desk: "Desk") -> dict[str, Any]:
    month = desk.day[:7]
    return _number(desk) | {"month": month, "date": last_day(month).isoformat()}


def _renewed(desk: "Desk") -> dict[str, Any]:
    deposit = _one(desk)
    day = max(maturity(deposit).isoformat(), desk.day) if deposit else desk.day
    number = deposit.number if deposit else "SB-1"
    day = min(day, _LAST)
    return {"number": number, "date": day, "months": desk.pick((None, None, 1, 24))}


def _closed(desk: "Desk") -> dict[str, Any]:
    from koperasi_ledger.model.errors import Refusal  # noqa: PLC0415
    from koperasi_ledger.model.records import InterestMonth  # noqa: PLC0415
    from koperasi_ledger.rules.deposit_payouts import work_out_payout  # noqa: PLC0415
    from koperasi_ledger.rules.taxes import interest_tax_on  # noqa: PLC0415

    fields = _side(desk) | _number(desk) | {"early": desk.pick((True, True, False))}
    deposit = desk.fold.books.peek(Deposit, fields["number"])
    if deposit is None:
        return fields | {"amount": "10000"}
    books = desk.fold.books
    day = maturity(deposit) if desk.pick((True, False)) else deposit.paid_to
    day = min(max(day, date.fromisoformat(desk.day)), date.fromisoformat(_LAST))
    month = f"{day:%Y-%m}"
    so_far = books.peek(InterestMonth, f"{month}:{deposit.member}")
    try:
        made = work_out_payout(
            deposit,
            terms_of(deposit, books.section("deposits")),
            day,
            so_far=so_far or InterestMonth(month=month, member=deposit.member),
            tax=interest_tax_on(books.section("taxes"), day),
        )
        amount = str(made.net)
    except Refusal:
        amount = "10000"
    return fields | {"amount": amount, "date": day.isoformat()}


def _pledged(desk: "Desk") -> dict[str, Any]:
    return _number(desk) | {"reason": "Agunan"}


def _product(key: str, **fields: Any) -> dict[str, Any]:
    rates = [{"bulan": months, "persen_setahun": "6"} for months in (1, 2, 24)]
    return {
        "kunci": key,
        "nama": f"Berjangka {key}",
        "paling_sedikit": "100",
        "jangka": rates,
        "pengakuan": "akrual",
        **fields,
    }


DEPOSIT_TERMS = {
    "berjangka": {
        "produk": [
            _product(
                "bulanan",
                jasa_dibayar="bulanan",
                pencairan_awal={"dasar": "jasa", "persen": "10", "jasa_berjalan": "dibayar"},
            ),
            _product(
                "berkala",
                jasa_dibayar="jatuh-tempo",
                hitung_hari="aktual/365",
                pencairan_awal={"dasar": "saldo", "persen": "3", "jasa_berjalan": "hangus"},
            ),
        ],
    },
}

DEPOSIT_SHARES = {
    "deposit_placed": 5,
    "deposit_taken_over": 2,
    "deposit_interest_paid": 5,
    "deposit_interest_accrued": 2,
    "deposit_renewed": 2,
    "deposit_closed": 2,
    "deposit_pledged": 1,
    "deposit_unpledged": 1,
}

DEPOSIT_FIELDS: dict[str, Callable[["Desk"], dict[str, Any]]] = {
    "deposit_placed": _placed,
    "deposit_taken_over": _taken_over,
    "deposit_interest_paid": _due,
    "deposit_interest_accrued": _accrued,
    "deposit_renewed": _renewed,
    "deposit_closed": _closed,
    "deposit_pledged": _pledged,
    "deposit_unpledged": _pledged,
}
