"""Books for the report tests, made through the real recording workflow."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from koperasi_ledger.reports.scope import Asked
from koperasi_ledger.reports.view import Report
from koperasi_ledger.workflows.book import Book, Settings, make_folder, opened, write_settings
from koperasi_ledger.workflows.recording import Stamp, record_text
from koperasi_ledger.workflows.reports import make_report

STAMP = Stamp("Budi Santoso", datetime(2026, 11, 21, 3, 0, tzinfo=UTC))
TODAY = date(2026, 11, 21)
POLICY = {
    "simpanan": {
        "pokok": "100000",
        "wajib_per_bulan": "20000",
        "wajib_mulai": "bulan-masuk",
        "wajib_boleh_dicicil": True,
        "wajib_paling_jauh_di_muka": 24,
        "produk": [
            {"kunci": "sukarela", "nama": "Simpanan sukarela", "saldo_minimum": "10000"},
            {"kunci": "hari-raya", "nama": "Simpanan hari raya", "saldo_minimum": "0"},
        ],
    },
    "akun": {"tambahan": [{"akun": "Beban:Toko:Plastik", "kode": "6131", "nama": "Beban plastik"}]},
    "cetak": {
        "penanda_tangan": {"Ketua": "Siti Rahmawati", "Bendahara": "Budi Santoso"},
        "kota": "Sukamaju",
    },
}


def founding() -> list[dict[str, Any]]:
    """The events every book of these tests starts with."""
    return [
        {
            "kind": "cooperative_founded",
            "date": "2025-01-02",
            "ref": "PEMBUKAAN",
            "name": "Koperasi Desa Merah Putih Sukamaju",
            "profile": "kdmp",
            "legal_number": "AHU-0012345.AH.01.29.TAHUN 2025",
            "address": "Jalan Raya Sukamaju No. 12, Kabupaten Bogor",
        },
        {
            "kind": "policy_adopted",
            "date": "2025-01-02",
            "ref": "KEBIJAKAN-1",
            "effective": "2025-01-01",
            "decision": "Rapat anggota 1/2025",
            "policy": POLICY,
        },
        {
            "kind": "cash_account_opened",
            "date": "2025-01-02",
            "ref": "BANK-BRI",
            "key": "bri",
            "name": "BRI Unit Sukamaju",
            "type": "bank",
            "bank": "BRI",
            "number": "000001000123509",
        },
    ]


def joined(number: str, name: str, day: str, **more: str) -> dict[str, Any]:
    """A member joins and pays simpanan pokok."""
    return {
        "kind": "member_joined",
        "date": day,
        "ref": f"MASUK-{number}",
        "member": number,
        "name": name,
        **more,
    }


def small() -> list[dict[str, Any]]:
    """A village cooperative's first two years, in little."""
    events = founding()
    people = (
        ("A-0001", "Dewi Lestari", "2025-01-06"),
        ("A-0002", 'Ujang "Mang" Sutisna', "2025-01-06"),
        ("A-0003", "Nurhayati", "2025-03-10"),
        ("A-0004", "H. Abdul Rahman bin Umar", "2026-02-02"),
    )
    for number, name, day in people:
        events.append(
            joined(
                number,
                name,
                day,
                address="Kampung Tengah RT 02/03",
                nik=f"32010101018000{number[-2:]}",
            )
        )
        events.append(money("simpanan_pokok_paid", day, f"SP-{number}", "100000", member=number))
        events.append(money("simpanan_wajib_paid", day, f"SW-{number}", "120000", member=number))
    events += [
        money(
            "savings_deposited",
            "2025-02-03",
            "SS-1",
            "1500000",
            member="A-0001",
            product="sukarela",
        ),
        money(
            "savings_deposited",
            "2025-06-03",
            "SS-2",
            "250000",
            via="bri",
            member="A-0002",
            product="hari-raya",
        ),
        money(
            "savings_withdrawn",
            "2026-03-18",
            "SS-3",
            "400000",
            member="A-0001",
            product="sukarela",
            document="BKK-2026-0007",
        ),
        line(
            "receipt_recorded",
            "2025-04-05",
            "JUAL-1",
            {"Pendapatan:Anggota:Penjualan": "4250000"},
            note="Penjualan toko April",
        ),
        line(
            "payment_recorded",
            "2025-04-07",
            "BELI-1",
            {"Beban:Pokok:PenjualanAnggota": "3100000"},
            note="Beras 5 kg dan minyak",
        ),
        line(
            "receipt_recorded",
            "2026-04-05",
            "JUAL-2",
            {
                "Pendapatan:Anggota:Penjualan": "7350000",
                "Pendapatan:NonAnggota:Penjualan": "2100000.50",
            },
            note="Penjualan toko April",
            document="BKM-2026-0011",
        ),
        line(
            "payment_recorded",
            "2026-04-07",
            "BELI-2",
            {
                "Beban:Pokok:PenjualanAnggota": "5100000",
                "Beban:Pokok:PenjualanNonAnggota": "1450000",
            },
            note="Kulakan toko",
        ),
        line(
            "payment_recorded",
            "2026-05-04",
            "LISTRIK-5",
            {"Beban:Usaha:ListrikAir": "312500"},
            note="Listrik Mei",
            counterparty="PLN ULP Sukamaju",
        ),
        line("payment_recorded", "2026-05-05", "PLASTIK-5", {"Beban:Toko:Plastik": "85000"}),
        line(
            "payment_recorded",
            "2026-05-20",
            "RAT-1",
            {"Beban:Perkoperasian:RapatAnggota": "650000"},
            note="Konsumsi RAT",
        ),
        line(
            "receipt_recorded",
            "2026-06-30",
            "BUNGA-6",
            {"Pendapatan:Lain:BungaBank": "12500"},
            via="bri",
        ),
        line(
            "payment_recorded",
            "2026-06-30",
            "ADM-6",
            {"Beban:Lain:AdministrasiBank": "15000"},
            via="bri",
        ),
        line(
            "receipt_recorded",
            "2026-07-10",
            "HIBAH-1",
            {"Ekuitas:Hibah": "5000000"},
            via="bri",
            note="Hibah peralatan",
        ),
        line(
            "payment_recorded",
            "2026-07-12",
            "ETALASE",
            {"Aset:Tetap:Inventaris": "2400000"},
            note="Etalase toko",
        ),
        {
            "kind": "cash_transferred",
            "date": "2026-07-15",
            "ref": "SETOR-1",
            "source": "kas",
            "target": "bri",
            "amount": "1000000",
        },
        {
            "kind": "journal_adjusted",
            "date": "2026-07-31",
            "ref": "SUSUT-7",
            "reason": "Penyusutan Juli",
            "lines": [
                {"account": "Beban:Usaha:Penyusutan", "debit": "40000"},
                {"account": "Aset:Tetap:AkumulasiInventaris", "credit": "40000"},
            ],
        },
        line("payment_recorded", "2026-08-01", "SALAH-1", {"Beban:Usaha:Telepon": "99000"}),
        {
            "kind": "event_reversed",
            "date": "2026-08-03",
            "ref": "BALIK-1",
            "target": "SALAH-1",
            "reason": "salah akun",
        },
        line("payment_recorded", "2026-09-15", "PPH", {"Beban:PajakPenghasilan": "47250"}),
        {
            "kind": "member_resigned",
            "date": "2026-10-05",
            "ref": "KELUAR-3",
            "member": "A-0003",
            "reason": "pindah domisili",
        },
        money("member_paid_out", "2026-10-12", "BAYAR-3", "100000", member="A-0003"),
    ]
    return sorted(events, key=lambda event: event["date"])


def money(kind: str, day: str, ref: str, amount: str, **more: str) -> dict[str, Any]:
    """A money event of a member."""
    return {"kind": kind, "date": day, "ref": ref, "amount": amount, "via": "kas", **more}


def line(kind: str, day: str, ref: str, amounts: dict[str, str], **more: str) -> dict[str, Any]:
    """A receipt or payment against any accounts."""
    lines = [{"account": account, "amount": amount} for account, amount in amounts.items()]
    return {"kind": kind, "date": day, "ref": ref, "lines": lines, "via": "kas", **more}


@contextmanager
def book_of(folder: Path, events: list[dict[str, Any]]) -> Iterator[Book]:
    """A new book in `folder` with these events, open."""
    make_folder(folder)
    write_settings(folder, Settings())
    with opened(folder, print, create=True) as book:
        record_text(book, map(json.dumps, events), "uji", STAMP)
        yield book


def report(book: Book, name: str, **asked: Any) -> Report:
    """A report of the book on the day of these tests."""
    return make_report(book, name, Asked(**asked), TODAY)
