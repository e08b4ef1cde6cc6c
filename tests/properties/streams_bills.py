"""Expected bank money in a stream: unique codes, rosters, splits, QRIS."""

from typing import Any

from book_fold import bank_line, make

from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.records import IssuedCode, Roster

BILLS_SHARES = {
    "unique_codes_issued": 2,
    "payroll_roster_recorded": 1,
    "bank_receipt_split": 2,
    "qris_report_recorded": 1,
    "qris_received": 1,
}
_MERCHANT = "ID1026000000001"


def bank_terms(day: str) -> AnyEvent:
    """The bank section of the policy, without which nothing here is accepted."""
    expected = {
        "kode_unik": {
            "paling_besar": 999,
            "berlaku_hari": 30,
            "jeda_hari": 10,
            "akun": "Pendapatan:Lain:NonOperasional",
        },
        "qris": {
            "kata": ["QRIS"],
            "akun_penjualan": "Pendapatan:Lain:NonOperasional",
            "akun_mdr": "Beban:Lain:AdministrasiBank",
            "paling_lama_hari": 2,
        },
    }
    told = {"effective": day, "decision": "RAT 1", "policy": {"bank": expected}}
    return make("policy_adopted", "K-BANK", day, **told)


def _part(desk: Any) -> dict[str, Any]:
    purpose = desk.pick(("wajib", "wajib", "simpanan"))
    return {
        "purpose": purpose,
        "member": desk.pick(desk.people),
        "amount": desk.pick(("10000", "10000", "20000")),
        "number": "sukarela" if purpose == "simpanan" else None,
    }


def _codes(desk: Any) -> dict[str, Any]:
    codes = [{"code": desk.pick((1, 2, 3)), "parts": [_part(desk)]}]
    if desk.pick((True, False)):
        codes.append({"code": 4, "parts": [_part(desk)]})
    return {
        "account": desk.pick(("bri",) * 6 + ("kas",)),
        "month": desk.day[:7],
        "expires": desk.pick(("2026-06-30", "2026-07-31")),
        "codes": codes,
    }


def _roster(desk: Any) -> dict[str, Any]:
    return {
        "account": "bri",
        "words": ["PT CONTOH"],
        "expires": desk.pick(("2026-06-30", "2026-07-31")),
        "parts": [_part(desk) for _ in range(desk.pick((1, 2)))],
    }


def _split(desk: Any) -> dict[str, Any]:
    codes = desk.fold.books.all(IssuedCode)
    rosters = desk.fold.books.all(Roster)
    fields = {
        "account": desk.pick(("bri",) * 8 + ("kas",)),
        "amount": "10000",
        "bank_ref": bank_line("bri", desk.day, desk.number),
        "text": "TRSF E-BANKING",
    }
    way = desk.pick(("code", "code", "roster", "plain"))
    if way == "code":
        found = desk.pick(codes) if codes else None
        fields["amount"] = str(found.total) if found else "10001"
        fields["code"] = desk.pick((found.code, found.code, 9)) if found else 1
    elif way == "roster":
        found = desk.pick(rosters) if rosters else None
        fields["amount"] = str(found.total) if found else "10000"
        fields["roster"] = found.ref if found else desk.earlier()
    return fields


def _report(desk: Any) -> dict[str, Any]:
    day = {"paid_on": desk.day, "gross": "100000", "fee": desk.pick(("700", "0"))}
    return {"account": "bri", "merchant": _MERCHANT, "days": [day]}


def _received(desk: Any) -> dict[str, Any]:
    fields = {"account": "bri", "merchant": _MERCHANT, "paid_on": desk.day}
    if desk.pick((True, False)):
        return fields | {"clears": desk.waiting()}
    return fields | {"via": "bri", "bank_ref": bank_line("bri", desk.day, desk.number)}


BILLS_FIELDS = {
    "unique_codes_issued": _codes,
    "payroll_roster_recorded": _roster,
    "bank_receipt_split": _split,
    "qris_report_recorded": _report,
    "qris_received": _received,
}
