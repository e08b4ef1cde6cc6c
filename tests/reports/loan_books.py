"""A lending cooperative for the report tests: every method and akad, late payers, a write-off."""

import json
from typing import Any

from book_fold import make
from lending import granted, lending, paid_out, product, repaid
from report_books import POLICY, founding, joined

from koperasi_ledger.model.events import AnyEvent, canonical

PENALTY = {"per": "hari", "persen": "0.1", "tenggang_hari": 3, "paling_banyak_persen": "20"}
PRODUCTS = (
    product("flat", nama="Pinjaman Usaha Mikro", denda=PENALTY),
    product("anuitas", nama="Pinjaman Anuitas", metode="anuitas", pengakuan_jasa="akrual"),
    product("harian", nama="Pinjaman Harian", metode="harian", bunga="18"),
    product("murabahah", nama="Murabahah", akad="murabahah", bunga="0"),
    product("qardh", nama="Qardh Hasan", akad="qardh", bunga="0"),
    product(
        "menurun",
        nama="Pinjaman Serbaguna",
        metode="menurun",
        bunga="12",
        biaya=[
            {"nama": "Provisi", "persen": "1", "akun": "Pendapatan:Anggota:Provisi"},
            {"nama": "Simpanan wajib pinjam", "persen": "2", "simpanan_wajib_pinjam": True},
        ],
        denda=PENALTY,
    ),
)
PEOPLE = (
    ("A-0001", "Dewi Lestari", "2025-01-06"),
    ("A-0002", 'Ujang "Mang" Sutisna #1 $x$ *b* [a](b) <i>{{7*7}}', "2025-01-06"),
    ("A-0003", "Raden Mas Nurhayati Kusumawardhani Prawirodirdjo Sastroamidjojo", "2025-01-06"),
    ("A-0004", "H. Abdul Rahman bin Umar", "2025-01-06"),
)


def lending_book() -> list[dict[str, Any]]:
    """Two years of lending, in the order of the days."""
    events = founding()
    policy = {"simpanan": POLICY["simpanan"], "cetak": POLICY["cetak"]}
    events[1] = {**events[1], "policy": {**policy, "pinjaman": lending(*PRODUCTS)}}
    events += [
        joined(
            number, name, day, address="Kampung Tengah RT 02/03", nik=f"320101010180{number[-4:]}"
        )
        for number, name, day in PEOPLE
    ]
    hers = [
        make(
            "receipt_recorded",
            "MODAL",
            "2025-01-07",
            via="kas",
            lines=[{"account": "Ekuitas:Hibah", "amount": "500000000"}],
        ),
        *_flat_paid(),
        *_flat_lost(),
        *_annuity(),
        *_daily(),
        *_sharia(),
        *_restructured(),
        *granted(
            "5000000", 10, loan="PJ-2026-0009", member="A-0001", key="menurun", day="2026-11-02"
        ),
    ]
    events += [json.loads(canonical(event)) for event in hers]
    return sorted(events, key=lambda event: event["date"])


def _lent(  # noqa: PLR0917 - read as a line of a table
    loan: str, member: str, key: str, amount: str, tenor: int, day: str
) -> list[AnyEvent]:
    return [
        *granted(amount, tenor, loan=loan, member=member, key=key, day=day),
        paid_out(amount, loan=loan, day=day),
    ]


def _flat_paid() -> list[AnyEvent]:
    """Paid on time, once late with denda; topped up; another one paid off early."""
    first = "PJ-2025-0001"
    months = ("2025-03-10", "2025-04-10", "2025-05-20", "2025-06-10", "2025-07-10")
    return [
        *_lent(first, "A-0001", "flat", "12000000", 12, "2025-02-10"),
        *(repaid("1240000", day, loan=first) for day in months),
        repaid("1000000", "2025-08-08", loan=first),
        make(
            "event_reversed",
            "BALIK-PJ1",
            "2025-09-02",
            target=f"{first}-BAYAR-2025-08-08",
            reason="uang palsu",
        ),
        repaid("2523517", "2025-09-03", loan=first),
        make(
            "loan_topped_up",
            "TOP-1",
            "2025-09-12",
            loan=first,
            amount="6000000",
            tenor=24,
            via="bri",
            by=["Siti Rahmawati"],
        ),
        *(repaid("750000", f"2025-{month}-12", loan=first) for month in ("10", "11", "12")),
        *_lent("PJ-2025-0002", "A-0004", "menurun", "10000000", 10, "2025-02-17"),
        repaid("1100000", "2025-03-17", loan="PJ-2025-0002"),
        make(
            "loan_settled",
            "LUNAS-2",
            "2025-04-17",
            loan="PJ-2025-0002",
            amount="9090000",
            via="kas",
        ),
    ]


def _flat_lost() -> list[AnyEvent]:
    """Never paid but once: provided for, written off, recovered in part."""
    loan = "PJ-2025-0003"
    return [
        *_lent(loan, "A-0002", "flat", "6000000", 6, "2025-02-03"),
        repaid("1120000", "2025-03-03", loan=loan),
        make("loan_provisioned", "CKPN-3", "2025-12-31", loan=loan, month="2025-12"),
        make(
            "loan_written_off",
            "HAPUS-3",
            "2026-03-31",
            loan=loan,
            by=["Siti Rahmawati", "Budi Santoso"],
            decision="Rapat pengurus 3/2026",
        ),
        make("loan_recovered", "PULIH-3", "2026-06-05", loan=loan, amount="400000", via="kas"),
        make("loan_recovered", "PULIH-4", "2026-09-05", loan=loan, amount="250000", via="bri"),
    ]


def _annuity() -> list[AnyEvent]:
    """Accrued monthly, then late; secured by collateral, which was valued anew."""
    loan = "PJ-2025-0004"
    return [
        *granted("20000000", 24, loan=loan, member="A-0003", key="anuitas", day="2025-05-05"),
        make(
            "collateral_registered",
            "AG-1",
            "2025-05-05",
            collateral="bpkb-1",
            loan=loan,
            type="BPKB sepeda motor",
            description="Honda Beat 2022, F 4321 XX (fiktif)",
            owner="Raden Mas Nurhayati",
            value="15000000",
            eligible="80",
            paper="BPKB No. N-0012345",
        ),
        paid_out("20000000", loan=loan, day="2025-05-05"),
        make("loan_interest_accrued", "AKR-1", "2025-05-31", loan=loan, month="2025-05"),
        repaid("1057500", "2025-06-05", loan=loan),
        make("loan_interest_accrued", "AKR-2", "2025-06-30", loan=loan, month="2025-06"),
        repaid("1057500", "2025-07-05", loan=loan),
        make(
            "collateral_revalued",
            "AG-2",
            "2026-01-15",
            collateral="bpkb-1",
            value="12000000",
            eligible="70",
            reason="harga pasar turun",
        ),
    ]


def _daily() -> list[AnyEvent]:
    """A daily balance, paid irregularly; and a loan with principal paid ahead between due dates."""
    loan, ahead = "PJ-2026-0005", "PJ-2026-0010"
    return [
        *_lent(loan, "A-0004", "harian", "8000000", 8, "2026-01-05"),
        repaid("1200000", "2026-02-05", loan=loan),
        repaid("1100000", "2026-03-20", loan=loan),
        *_lent(ahead, "A-0001", "menurun", "6000000", 6, "2026-03-09"),
        repaid("1060000", "2026-04-09", loan=ahead),
        make(
            "loan_prepaid",
            "DULU-10",
            "2026-04-27",
            loan=ahead,
            amount="1500000",
            via="kas",
            keep="tenor",
        ),
        repaid("700000", "2026-06-15", loan=ahead),
        *_lent("PJ-2026-0011", "A-0004", "menurun", "40000000", 10, "2026-10-05"),
        repaid("4400000", "2026-11-05", loan="PJ-2026-0011"),
    ]


def _sharia() -> list[AnyEvent]:
    price, free = "PJ-2026-0006", "PJ-2026-0007"
    return [
        *granted(
            "9000000",
            9,
            loan=price,
            member="A-0001",
            key="murabahah",
            day="2026-02-02",
            margin="900000",
        ),
        make(
            "murabahah_goods_bought",
            f"{price}-BELI",
            "2026-02-02",
            loan=price,
            amount="9000000",
            via="kas",
        ),
        paid_out("9000000", loan=price, day="2026-02-02"),
        repaid("1100000", "2026-03-02", loan=price),
        repaid("2200000", "2026-05-04", loan=price),
        *_lent(free, "A-0003", "qardh", "1000000", 4, "2026-04-01"),
        repaid("250000", "2026-05-01", loan=free),
    ]


def _restructured() -> list[AnyEvent]:
    """Late, restructured twice, and paid on time once since."""
    loan = "PJ-2026-0008"
    return [
        *_lent(loan, "A-0004", "flat", "10000000", 10, "2026-01-12"),
        make(
            "loan_restructured",
            "RESTRUK-1",
            "2026-07-20",
            loan=loan,
            tenor=20,
            rate="18",
            interest="tangguhkan",
            penalty="hapus",
            by=["Siti Rahmawati"],
            decision="Keputusan 7/2026",
        ),
        repaid("2500000", "2026-08-20", loan=loan),
        make(
            "loan_restructured",
            "RESTRUK-2",
            "2026-10-20",
            loan=loan,
            tenor=24,
            interest="hapus",
            penalty="hapus",
            by=["Siti Rahmawati"],
            decision="Keputusan 9/2026",
        ),
    ]
