"""What a busy treasurer types about savings that are blocked, bear interest, or are fixed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from streams_contracts import SYIRKAH, WADIAH
from streams_deposits import DEPOSIT_FIELDS, DEPOSIT_SHARES, DEPOSIT_TERMS

from koperasi_ledger.model.records import InterestMonth, SavingsAccount
from koperasi_ledger.rules.dates import last_day

if TYPE_CHECKING:
    from streams import Desk

PRODUCTS = ("sukarela",) * 20 + ("e3", "hari-raya")


def _blocked(desk: "Desk") -> dict[str, Any]:
    fields = {"member": desk.pick(desk.people), "product": desk.pick(PRODUCTS)}
    amount = desk.pick(("5000", "10000", "30000"))
    return fields | {"amount": amount, "reason": "Agunan", "loan": desk.pick((None, "PJ-1"))}


def _released(desk: "Desk") -> dict[str, Any]:
    accounts = [item for item in desk.fold.books.all(SavingsAccount) if item.blocks]
    if not accounts:
        fields = {"member": desk.pick(desk.people), "product": desk.pick(PRODUCTS)}
        return fields | {"block": desk.earlier(), "reason": "Lunas"}
    account = desk.pick(accounts)
    fields = {"member": account.member, "product": account.product}
    return fields | {"block": desk.pick(account.blocks).ref, "reason": "Lunas"}


def _interest(desk: "Desk") -> dict[str, Any]:
    month = desk.pick((desk.day[:7], desk.day[:7], "2026-01"))
    return {
        "member": desk.pick(desk.people),
        "month": month,
        "date": last_day(month).isoformat(),
        "unit": desk.pick((None, None, "usp", "gudang")),
    }


def _remitted(desk: "Desk") -> dict[str, Any]:
    owed = [item for item in desk.fold.books.all(InterestMonth) if item.withheld > item.remitted]
    if not owed:
        line = {"member": desk.pick(desk.people), "amount": "10"}
        return {"month": "2026-01", "lines": [line], "via": "kas"}
    item = desk.pick(owed)
    amount = item.withheld - item.remitted + desk.pick((0, 0, 0, 1))
    line = {"member": item.member, "amount": str(amount)}
    return {"month": item.month, "lines": [line], "via": desk.pick(("kas", "bri"))}


SAVINGS_TERMS: dict[str, Any] = {
    "produk": [
        {
            "kunci": "sukarela",
            "nama": "Simpanan Sukarela",
            "saldo_minimum": "0",
            "biaya_admin_per_bulan": "25",
            "jasa": {"metode": "harian", "persen_setahun": "6", "saldo_minimum": "1000"},
        },
        SYIRKAH,
        WADIAH,
    ],
}
"""Interest that soon crosses the limit below which it is free of tax."""

TAX_TERMS = {
    "pajak": {"jasa_simpanan": {"bebas_sampai": "100", "persen": "10"}},
    **DEPOSIT_TERMS,
}

SAVINGS_SHARES = {
    **DEPOSIT_SHARES,
    "savings_interest_paid": 4,
    "interest_tax_remitted": 2,
    "savings_blocked": 2,
    "savings_released": 2,
}
"""How often each kind is chosen; see `streams.SHARES`."""

SAVINGS_FIELDS: dict[str, Callable[["Desk"], dict[str, Any]]] = {
    **DEPOSIT_FIELDS,
    "savings_interest_paid": _interest,
    "interest_tax_remitted": _remitted,
    "savings_blocked": _blocked,
    "savings_released": _released,
}
