"""What an event may look like before any rule sees it: each mistake has its own word."""

from typing import Any

import pytest
from book_fold import make, savings_terms

from koperasi_ledger.model.accounts import ROOTS, default_chart
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import EVENTS

DAY = "2026-01-05"
SAVING = {"member": "A-1", "amount": "5"}
LINE = {"account": "Beban:Usaha:Sewa", "debit": "5", "credit": "5"}
BANK = {"key": "bri", "name": "BRI", "type": "bank"}
PRODUCT = {"kunci": "a", "nama": "A", "saldo_minimum": "0"}


def adopted(**policy: Any) -> dict[str, Any]:
    return {"effective": DAY, "decision": "RAT", "policy": policy}


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("simpanan_pokok_paid", SAVING, "via .*atau clears"),
    ("simpanan_pokok_paid", SAVING | {"via": "kas", "clears": "T"}, "via .*atau clears"),
    ("simpanan_pokok_paid", SAVING | {"clears": "T", "bank_ref": "b"}, "bersama via"),
    ("simpanan_pokok_paid", SAVING | {"via": "kas", "amount": "0"}, "lebih dari nol"),
    ("simpanan_pokok_paid", SAVING | {"via": "kas", "amount": "-5"}, "lebih dari nol"),
    ("simpanan_pokok_paid", SAVING | {"via": "kas", "amount": 5}, "bukan jumlah rupiah"),
    ("simpanan_pokok_paid", SAVING | {"via": "kas", "amount": "1.000"}, "bukan jumlah rupiah"),
    ("simpanan_pokok_paid", SAVING | {"via": "kas", "amount": "1" * 16}, "bukan jumlah rupiah"),
    ("simpanan_pokok_paid", SAVING | {"via": "KAS"}, "huruf kecil"),
    ("simpanan_pokok_paid", SAVING | {"via": "kas", "member": "a 1"}, "huruf besar"),
    ("simpanan_pokok_paid", SAVING | {"via": "kas", "lain": "x"}, "tidak dikenal"),
    ("simpanan_pokok_paid", {"member": "A-1", "via": "kas"}, "tidak diisi"),
    ("cash_account_opened", BANK, "memerlukan bank dan number"),
    ("cash_account_opened", BANK | {"type": "kas", "bank": "BRI"}, "tidak mempunyai"),
    ("opening_balances_recorded", {"balances": [LINE]}, "salah satu saja"),
    ("opening_balances_recorded", {"balances": [{"account": "Aset:X"}]}, "salah satu saja"),
    ("journal_adjusted", {"reason": "x", "lines": [LINE, LINE]}, "salah satu saja"),
    ("journal_adjusted", {"reason": "x", "lines": []}, "jumlah baris"),
    ("member_joined", {"member": "A", "name": "B", "joined_on": "2026-01-06"}, "joined_on"),
    ("member_joined", {"member": "A", "name": "B", "nik": "1"}, "16 angka"),
    ("member_changed", {"member": "A"}, "paling sedikit satu"),
    ("month_closed", {"month": "2026-13"}, "TTTT-BB"),
    ("policy_adopted", adopted(), "kebijakan kosong"),
    ("policy_adopted", adopted(simpanan=savings_terms(produk=[PRODUCT] * 2)), "berbeda-beda"),
    ("policy_adopted", adopted(simpanan=savings_terms(pokok="-1")), "lebih dari nol"),
    (
        "policy_adopted",
        adopted(simpanan=savings_terms(produk=[PRODUCT | {"saldo_minimum": "-1"}])),
        "tidak boleh negatif",
    ),
]


@pytest.mark.parametrize(("kind", "fields", "words"), WRONG)
def test_a_mistake_is_named(kind: str, fields: dict[str, Any], words: str) -> None:
    with pytest.raises(Refusal, match=f"(?i){words}"):
        make(kind, "R", DAY, **fields)


@pytest.mark.parametrize("day", ["2026-02-30", "5-1-2026", "2026-1-5", "20260105", "", 20260105])
def test_a_date_is_written_one_way(day: Any) -> None:
    with pytest.raises(Refusal, match=r"(?i)tanggal"):
        make("member_resigned", "R", day, member="A-1", reason="x")


def test_every_kind_has_a_title_in_the_treasurers_language() -> None:
    titles = [cls.title for cls in EVENTS.values()]
    assert all(titles)
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("profile", ["riil", "ksp", "kdmp"])
def test_a_chart_has_one_account_a_code_in_order_under_the_five_roots(profile: str) -> None:
    chart = list(default_chart(profile).values())
    codes = [account.code for account in chart]
    assert codes == sorted(set(codes))
    assert {account.root for account in chart} == set(ROOTS)
    first = {"1": "Aset", "2": "Liabilitas", "3": "Ekuitas", "4": "Pendapatan"}
    for account in chart:
        expected = first.get(account.code[0])
        assert account.root == (expected or account.root)
