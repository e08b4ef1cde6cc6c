"""Prints how fast the files of tills are imported, and with how much memory.

    python -m benchmarks.till [--besar] [--xlsx] [--folder DIR] [--prosesor]

Files of 3,000 and 30,000 receipts (300,000 with --besar) of three rows each, from three tills and a
month's days: three price tiers, a third of the receipts bought by members, some paid in two ways, a
hundredth returned. Each goes into a new book of 300 items and 500 members through the command that
a kasir uses. With --xlsx the 30,000 once more as a workbook.
"""

import argparse
import csv
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.books import new_book
from benchmarks.measure import Clock, Measured, run

ITEMS, MEMBERS, LINES = 300, 500, 3
_BEGIN = date(2025, 1, 2)
_TIERS = ("umum", "grosir", "anggota")
_HEADS = (
    *("kasir", "nomor", "tanggal", "tingkat", "anggota", "barang", "banyak", "harga", "jumlah"),
    *("bayar", "dibayar", "retur_struk"),
)


def main() -> None:
    """Runs each size and prints a line for it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--besar", action="store_true", help="300,000 receipts too")
    parser.add_argument("--xlsx", action="store_true", help="30,000 as a workbook too")
    parser.add_argument("--prosesor", action="store_true", help="processor time, not wall time")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    Clock.processor = given.prosesor
    rates: dict[int, float] = {}
    with tempfile.TemporaryDirectory(prefix="koperasi-kasir-") as place:
        folder = given.folder or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        for receipts in (3_000, 30_000, *((300_000,) if given.besar else ())):
            file = write_sales(folder / f"penjualan-{receipts}.csv", receipts)
            rates[receipts] = tell(f"{receipts:,} receipts", receipts, measure(folder, file))
        if given.xlsx:
            file = as_workbook(folder / "penjualan-30000.csv")
            tell("30,000 receipts, XLSX", 30_000, measure(folder, file))
    sizes = sorted(rates)
    print(f"rate of {sizes[-1]:,} ÷ {sizes[0]:,}: {rates[sizes[-1]] / rates[sizes[0]]:.2f} ×")


def measure(folder: Path, file: Path) -> Measured:
    """Imports a file into a new book."""
    koperasi = str(Path(sys.executable).parent / "koperasi")
    begun = new_book(folder / "buku", koperasi)
    events = folder / "awal.jsonl"
    events.write_text("".join(f"{json.dumps(event)}\n" for event in first_events()), "utf-8")
    run([*begun, "catat", str(events)])
    return run([*begun, "toko", "impor", str(file)])


def tell(what: str, receipts: int, seen: Measured) -> float:
    """Prints the figures of one size; returns receipts per second."""
    rate = receipts / seen.seconds
    print(
        f"{what}: {seen.seconds:.1f} s, {rate:,.0f} a second, peak {seen.peak:.0f} MiB", flush=True
    )
    return rate


def first_events() -> Iterator[dict[str, Any]]:
    """A store with all that the receipts need."""
    day = "2025-01-01"
    savings = {
        "pokok": "100000",
        "wajib_per_bulan": "10000",
        "wajib_mulai": "bulan-masuk",
        "wajib_boleh_dicicil": True,
        "wajib_paling_jauh_di_muka": 12,
        "produk": [{"kunci": "sukarela", "nama": "Sukarela", "saldo_minimum": "0"}],
    }
    policy = {
        "tingkat": {
            "umum": {"nama": "Eceran umum"},
            "grosir": {"nama": "Grosir"},
            "anggota": {"nama": "Anggota", "hanya_anggota": True},
        },
        "lokasi": {"gerai": {"nama": "Gerai"}},
        "golongan": {"sembako": "rata-rata", "pupuk": "fifo"},
    }
    made: list[dict[str, Any]] = [
        {
            "kind": "policy_adopted",
            "effective": day,
            "decision": "RAT 1",
            "policy": {"simpanan": savings, "toko": policy},
        },
        {"kind": "supplier_registered", "supplier": "bulog", "name": "Bulog Fiktif"},
    ]
    made += [
        {"kind": "member_joined", "member": f"A-{n:04}", "name": f"Anggota Fiktif {n}"}
        for n in range(MEMBERS)
    ]
    for n in range(ITEMS):
        group = "pupuk" if n % 10 == 9 else "sembako"
        item = {"item": f"barang-{n}", "name": f"Barang Fiktif {n}", "base": "pcs", "group": group}
        made.append({"kind": "item_registered", **item})
    for n in range(ITEMS):
        lines = [
            {"item": f"barang-{n}", "tier": tier, "unit": "pcs", "price": str(price_of(n, tier))}
            for tier in _TIERS
        ]
        made.append({"kind": "price_set", "valid_from": day, "lines": lines})
        goods = [{"item": f"barang-{n}", "quantity": "99999999", "amount": "99999999000"}]
        received = {"supplier": "bulog", "invoice": f"F-{n}", "location": "gerai", "lines": goods}
        made.append({"kind": "goods_received", **received})
    for n, event in enumerate(made):
        yield {"ref": f"AWAL-{n}", "date": day, **event}


def price_of(item: int, tier: str) -> int:
    """The listed price of an item."""
    return 1_500 + 37 * item - 100 * _TIERS.index(tier)


def write_sales(path: Path, receipts: int) -> Path:
    """A file of so many receipts."""
    dice = random.Random(receipts)  # noqa: S311 - a sample, no secret
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADS)
        before: tuple[str, int, int] | None = None
        for n in range(receipts):
            day = _BEGIN + timedelta(days=n * 28 // receipts)
            head = [f"kasir-{n % 3 + 1}", str(n), day.isoformat()]
            if n % 100 == 99 and before is not None:
                number, item, price = before
                head[0] = f"kasir-{int(number) % 3 + 1}"
                row = ["umum", "", f"barang-{item}", "-1", "", str(-price), "tunai", "", number]
                writer.writerow(head + row)
                continue
            before = _receipt(writer, head, dice) or before
    return path


def _receipt(writer: Any, head: list[str], dice: random.Random) -> tuple[str, int, int] | None:  # noqa: ANN401 - of csv
    """One receipt of three rows; what may come back of it, when anybody could buy it."""
    tier = dice.choice(_TIERS)
    member = f"A-{dice.randrange(MEMBERS):04}" if tier == "anggota" else ""
    total, rows = 0, []
    for item in dice.sample(range(ITEMS), LINES):
        price, quantity = price_of(item, tier), dice.randint(1, 5)
        total += price * quantity
        rows.append([tier, member, f"barang-{item}", str(quantity), str(price)])
        rows[-1].append(str(price * quantity))
    split = dice.randrange(10) == 0
    paid = [["tunai", "1000"], ["qris", str(total - 1000)]] if split else [["tunai", ""]]
    for place, row in enumerate(rows):
        writer.writerow([*head, *row, *(paid[place] if place < len(paid) else ["", ""]), ""])
    return (
        (head[1], int(rows[0][2].rpartition("-")[2]), int(rows[0][4])) if tier == "umum" else None
    )


def as_workbook(path: Path) -> Path:
    """The same rows as XLSX, amounts as numbers."""
    import xlsxwriter  # noqa: PLC0415 - only here

    out = path.with_suffix(".xlsx")
    with (
        path.open(encoding="utf-8", newline="") as file,
        xlsxwriter.Workbook(str(out), {"constant_memory": True}) as book,
    ):
        page = book.add_worksheet("Penjualan")
        for at, row in enumerate(csv.reader(file)):
            for column, cell in enumerate(row):
                if at and column in {6, 7, 8, 10} and cell:
                    page.write_number(at, column, int(cell))
                elif cell:
                    page.write_string(at, column, cell)
    return out


if __name__ == "__main__":
    main()
