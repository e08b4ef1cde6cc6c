"""F1: a school cooperative's book year 2025, rebuilt from opening balances and events.

The published totals come out line by line (source: `tests/data/shu/README.md`). Its distribution
was rounded half up per line and printed Rp1 more than the SHU; ours shares the SHU itself.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from koperasi_ledger.reports.scope import Asked
from koperasi_ledger.workflows.book import Book, Settings, make_folder, opened, write_settings
from koperasi_ledger.workflows.recording import Stamp, record_text
from koperasi_ledger.workflows.reports import make_report
from koperasi_ledger.workflows.shu_decided import decision_of
from koperasi_ledger.workflows.year_end import close_year, preview_year

CASES = json.loads((Path(__file__).parent.parent / "data/shu/published.json").read_text("utf-8"))
(CASE,) = [case for case in CASES["cases"] if case["id"] == "F1-2025"]
GIVEN, EXPECTED = CASE["inputs"], CASE["expected"]
STAMP = Stamp("bendahara", datetime(2026, 3, 1, 3, 0, tzinfo=UTC))
TODAY = date(2026, 3, 1)
MONEY = {"Kas": ("kas", "Aset:Kas:Utama"), "Bank": ("bank", "Aset:Bank:BANK")}
CONTROLLED = {"Simpanan sukarela anggota", "Simpanan pokok anggota", "Simpanan wajib anggota"}
DEFAULT = {
    "Dana cadangan": "Ekuitas:Cadangan:Umum",
    "Hibah": "Ekuitas:Hibah",
    "Dana sosial": "Liabilitas:DanaSHU:Sosial",
    "Dana pendidikan": "Liabilitas:DanaSHU:Pendidikan",
    "Dana pembangunan daerah kerja": "Liabilitas:DanaSHU:Pembangunan",
    "Pajak": "Beban:PajakPenghasilan",
}
GROUPS = (
    ("pendapatan", "Pendapatan:Anggota", "4190"),
    ("beban", "Beban:Usaha", "6190"),
    ("lancar", "Aset:Lancar", "1190"),
    ("penyertaan", "Aset:Penyertaan", "1219"),
    ("tetap", "Aset:Tetap", "1390"),
    ("liabilitas", "Liabilitas:Dana", "2190"),
)


def account_of(parent: str, name: str) -> str:
    """The account of a line: a usual one, or one of its own under the group's parent."""
    if name in MONEY:
        return MONEY[name][1]
    if name in DEFAULT:
        return DEFAULT[name]
    words = re.sub(r"[^A-Za-z0-9 ]", " ", name).title().split()
    return f"{parent}:{''.join(words)}"


def lines_of(group: str) -> list[dict[str, str]]:
    """The published lines of a group."""
    found: list[dict[str, str]] = GIVEN[group] if group in GIVEN else GIVEN["aset"][group]
    return found


def accounts() -> dict[tuple[str, str], str]:
    """The account of every published line by group and name."""
    return {
        (group, line["akun"]): account_of(parent, line["akun"])
        for group, parent, _ in GROUPS
        for line in lines_of(group)
        if line["akun"] not in CONTROLLED
    }


def policy() -> dict[str, Any]:
    """Accounts of its own, savings, and the distribution that the meeting adopted."""
    added = [
        {
            "akun": accounts()[group, line["akun"]],
            "kode": f"{code}.{place:02d}",
            "nama": line["akun"],
        }
        for group, _, code in GROUPS
        for place, line in enumerate(lines_of(group), 1)
        if line["akun"] not in {*CONTROLLED, *DEFAULT, *MONEY}
    ]
    savings = {
        "pokok": "100000",
        "wajib_per_bulan": "10000",
        "wajib_mulai": "bulan-masuk",
        "wajib_boleh_dicicil": True,
        "wajib_paling_jauh_di_muka": 12,
        "produk": [{"kunci": "sukarela", "nama": "Simpanan sukarela", "saldo_minimum": "0"}],
    }
    return {"simpanan": savings, "akun": {"tambahan": added}}


FUNDS = {
    "cadangan": "Ekuitas:Cadangan:Umum",
    "pengurus_pegawai": "Liabilitas:DanaSHU:Pengurus",
    "dana_sosial": "Liabilitas:DanaSHU:Sosial",
    "dana_pendidikan": "Liabilitas:DanaSHU:Pendidikan",
    "dana_pembangunan_daerah_kerja": "Liabilitas:DanaSHU:Pembangunan",
}


def plan() -> dict[str, Any]:
    pools = [
        {"pos": line["pos"], "persen": line["persen"], "tujuan": "dana", "akun": FUNDS[line["pos"]]}
        if line["pos"] in FUNDS
        else {
            "pos": line["pos"],
            "persen": line["persen"],
            "tujuan": "anggota",
            "dasar": line["pos"],
        }
        for line in GIVEN["alokasi"]
    ]
    return {"alokasi": pools, "bagikan_non_anggota": True}


def amount_of(lines: list[dict[str, str]], name: str) -> Decimal:
    return next(Decimal(line["jumlah"]) for line in lines if line["akun"] == name)


def opening() -> dict[str, Any]:
    """The end of the year without its result, which came in through the bank in this telling."""
    found = accounts()
    balances = []
    for group in ("lancar", "penyertaan", "tetap", "liabilitas"):
        for line in lines_of(group):
            if line["akun"] in CONTROLLED:
                continue
            amount = Decimal(line["jumlah"])
            if line["akun"] == "Bank":
                amount -= Decimal(EXPECTED["shu"])
            debit = (group != "liabilitas") == (amount > 0)
            balances.append(
                {
                    "account": found[group, line["akun"]],
                    ("debit" if debit else "credit"): str(abs(amount)),
                }
            )
    equity = GIVEN["ekuitas_di_luar_shu_berjalan"]
    balances += [
        {"account": DEFAULT[line["akun"]], "credit": line["jumlah"]}
        for line in equity
        if line["akun"] in DEFAULT
    ]
    member = {
        "member": "A-0001",
        "pokok": str(amount_of(equity, "Simpanan pokok anggota")),
        "wajib": str(amount_of(equity, "Simpanan wajib anggota")),
        "wajib_paid_through": "2025-12",
        "savings": [
            {
                "product": "sukarela",
                "amount": str(amount_of(GIVEN["liabilitas"], "Simpanan sukarela anggota")),
            }
        ],
    }
    return {
        "kind": "opening_balances_recorded",
        "date": "2025-01-01",
        "ref": "SALDO",
        "balances": balances,
        "members": [member],
    }


def told() -> list[dict[str, Any]]:
    """The year as events."""
    found = accounts()
    start = "2025-01-01"
    events: list[dict[str, Any]] = [
        {
            "kind": "cooperative_founded",
            "date": start,
            "ref": "BUKA",
            "name": "Koperasi Sekolah Contoh",
            "profile": "riil",
        },
        {
            "kind": "policy_adopted",
            "date": start,
            "ref": "K-1",
            "effective": start,
            "decision": "RAT 2024",
            "policy": policy(),
        },
        {
            "kind": "cash_account_opened",
            "date": start,
            "ref": "KB",
            "key": "bank",
            "name": "Bank",
            "type": "bank",
            "bank": "BRI",
            "number": "000001000000009",
        },
        {
            "kind": "member_joined",
            "date": start,
            "ref": "M-1",
            "member": "A-0001",
            "name": "Seluruh Anggota",
        },
        opening(),
    ]
    for kind, group, prefix in (
        ("receipt_recorded", "pendapatan", "BKM"),
        ("payment_recorded", "beban", "BKK"),
    ):
        events += [
            {
                "kind": kind,
                "date": f"2025-{place % 12 + 1:02d}-15",
                "ref": f"{prefix}-{place}",
                "via": "bank",
                "lines": [{"account": found[group, line["akun"]], "amount": line["jumlah"]}],
            }
            for place, line in enumerate(lines_of(group))
        ]
    events += [
        {
            "kind": "month_closed",
            "date": "2026-01-02",
            "ref": f"T-{month}",
            "month": f"2025-{month:02d}",
        }
        for month in range(1, 12)
    ]
    return (
        sorted(events[:5], key=lambda _: 0)
        + sorted(events[5:-11], key=lambda event: str(event["date"]))
        + events[-11:]
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    folder = tmp_path_factory.mktemp("f1")
    make_folder(folder)
    write_settings(folder, Settings())
    with opened(folder, print, create=True) as made:
        record_text(made, [json.dumps(event) for event in told()], "f1", STAMP)
        yield made


def amounts(book: Book, name: str, asked: Asked) -> dict[str, Decimal]:
    """Every printed line of a report by its text: the figure of this year."""
    report = make_report(book, name, asked, TODAY)
    return {
        str(row.cells[1]): row.cells[2]
        for table in report.tables
        for row in table.rows
        if isinstance(row.cells[2], Decimal)
    }


def test_the_published_year_comes_out(book: Book) -> None:
    asked = Asked(year=2025)
    result = amounts(book, "phu", asked)
    position = amounts(book, "neraca", asked)
    surplus = Decimal(EXPECTED["shu"])
    assert result["Sisa hasil usaha (SHU)"] == surplus
    for group, sign in (("pendapatan", 1), ("beban", -1)):
        for line in lines_of(group):
            name = line["akun"] if line["akun"] != "Pajak" else "Beban pajak penghasilan"
            assert result[name] == sign * Decimal(line["jumlah"]), name
    for group in ("lancar", "penyertaan", "tetap"):
        for line in lines_of(group):
            assert position[line["akun"]] == Decimal(line["jumlah"]), line["akun"]
    assert position["Jumlah aset"] == Decimal(EXPECTED["total_aset"])
    assert position["Jumlah liabilitas dan ekuitas"] == Decimal(EXPECTED["total_aset"])
    assert position["Jumlah ekuitas"] == Decimal(EXPECTED["total_ekuitas"])
    assert position["SHU tahun berjalan"] == surplus


def test_the_year_is_closed_and_shared_to_the_rupiah(book: Book) -> None:
    asked = Asked(year=2025)
    before = {name: amounts(book, name, asked) for name in ("phu", "neraca")}
    assert preview_year(book, 2025, STAMP).surplus == Decimal(EXPECTED["shu"])
    close_year(book, 2025, STAMP)
    assert {name: amounts(book, name, asked) for name in ("phu", "neraca")} == before
    decision = {
        "kind": "shu_decided",
        "date": "2026-02-20",
        "ref": "SHU-2025",
        "year": 2025,
        "decision": "RAT 2025",
        "surplus": EXPECTED["shu"],
        "plan": plan(),
        "members": [
            {
                "member": "A-0001",
                "bases": {
                    line["pos"]: "1" for line in GIVEN["alokasi"] if line["pos"] not in FUNDS
                },
            }
        ],
    }
    record_text(book, [json.dumps(decision)], "f1", STAMP)
    found = decision_of(book, 2025)
    assert found is not None
    shared = {share.pool.name: share.amount for share in found[1].pools}
    assert shared == {line["pos"]: Decimal(line["sisa_terbesar"]) for line in EXPECTED["alokasi"]}
    # What was printed differs by the rupiah that rounding each line by itself had made.
    printed = {line["pos"]: Decimal(line["diterbitkan"]) for line in EXPECTED["alokasi"]}
    assert sum(printed.values()) - sum(shared.values()) == Decimal(EXPECTED["selisih_terhadap_shu"])
    assert {name for name in shared if shared[name] != printed[name]} == {"jasa_peminjam_uang"}
    # The next year's cadangan grows by the allotment, as it had in the published books.
    later = amounts(book, "neraca", Asked(last=date(2026, 2, 28)))
    reserve = amount_of(GIVEN["ekuitas_di_luar_shu_berjalan"], "Dana cadangan")
    assert later["Cadangan umum"] == reserve + shared["cadangan"]
