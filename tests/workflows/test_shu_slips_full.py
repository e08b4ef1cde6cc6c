"""A slip is one A5 sheet whatever it says, and its code can be scanned."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import zxingcpp
from pdf_pages import page_picture, page_texts

from koperasi_ledger.reports.pdf_layout import slips_pdf
from koperasi_ledger.reports.slips import MemberSlip, SlipCode, SlipPayment, SlipPool

SAVINGS = tuple(
    (f"Simpanan {kind}", Decimal(10**12)) for kind in ("pokok", "wajib", "sukarela", "berjangka")
)
NAMES = ("Siti Rekaan", "N" * 120, "Muhammad Abdurrahman Rekaan " * 4)


def pool(place: int, name: str) -> SlipPool:
    measured = "simpanan pokok + simpanan wajib + simpanan sukarela (jumlah saldo setiap hari)"
    sums = (Decimal(10**6), Decimal(10**9), Decimal(10**8))
    return SlipPool(f"{name}_{place}", measured, *sums, Fraction(1, 3), Decimal(1000 + place))


def payment(place: int) -> SlipPayment:
    amount, owed = Decimal(1000 + place), "angsuran PJ-2026-0001"
    debt = amount if place % 2 else Decimal(0)
    return SlipPayment(date(2027, 3, 1), f"R-{place}", amount, debt, owed, "dibayar dari kas")


def slip(pools: int, payments: int, name: str = "jasa_usaha") -> MemberSlip:
    return MemberSlip(
        "Koperasi Uji",
        "Jalan Rekaan 1",
        2026,
        "RAT 1",
        date(2027, 2, 20),
        "A-0001",
        "Siti Rekaan",
        SAVINGS,
        tuple(pool(place, name) for place in range(pools)),
        Decimal(10**6),
        tuple(payment(place) for place in range(payments)),
        SlipCode(2026, "A-0001", "0123456789ABCDEF01234567", "FEDCBA9876543210"),
        "SHU-2026",
    )


@pytest.mark.parametrize("times", [1, 20])
@pytest.mark.parametrize(
    "full",
    [
        slip(12, 2),
        slip(12, 3, "jasa_usaha_dengan_nama_pos_yang_panjang_sekali_untuk_unit"),
        slip(7, 1),
        slip(3, 16),
        replace(slip(4, 2), cooperative="Koperasi Serba Usaha " * 6, address="Jalan Rekaan " * 20),
    ],
    ids=["pools", "long pools", "seven", "payments", "head"],
)
def test_however_much_it_says_it_is_one_sheet(full: MemberSlip, times: int, tmp_path: Path) -> None:
    made = [replace(full, name=name) for name in NAMES] * times
    pdf = slips_pdf(made)
    pages = page_texts(pdf, tmp_path)
    assert len(pages) == len(made)
    for page, text in enumerate(pages[: len(NAMES)], 1):
        assert text.count("Yang menerima") == 1
        assert "Masih akan diterima" in text
        assert f"Jasa usaha {len(full.pools) - 1}" in text or "panjang" in text
        (found,) = zxingcpp.read_barcodes(page_picture(pdf, tmp_path, page))
        assert found.text == str(full.code)
