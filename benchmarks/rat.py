"""Prints what the annual meeting costs: its book, the members' slips, a simulation of the SHU.

    python -m benchmarks.rat [--ulang 3] [--folder DIR] [--prosesor]

The RAT book is that of `koperasi contoh` with 1,000 members and 20,000 transactions. Slips and the
simulation are of members who joined in December 2025 with savings of their own sizes; the year is
closed and, for slips, its SHU decided. Every figure is of a whole process.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measure import Clock, Measured, run

_DAY = "2025-12-02"
_SHU = {
    "bagikan_non_anggota": True,
    "alokasi": [
        {"pos": "cadangan", "persen": "30", "tujuan": "dana", "akun": "Ekuitas:Cadangan:Umum"},
        {"pos": "jasa_modal", "persen": "40", "tujuan": "anggota", "dasar": "modal"},
        {"pos": "jasa_usaha", "persen": "30", "tujuan": "anggota", "dasar": "tabungan"},
    ],
    "dasar_anggota": {
        "modal": {"dihitung": ["simpanan_pokok", "simpanan_wajib"], "saldo": "rata-rata"},
        "tabungan": {"dihitung": ["simpanan_sukarela"], "saldo": "akhir"},
    },
}
_SAVINGS = {
    "pokok": "100000",
    "wajib_per_bulan": "10000",
    "wajib_mulai": "bulan-masuk",
    "wajib_boleh_dicicil": True,
    "wajib_paling_jauh_di_muka": 12,
    "produk": [{"kunci": "sukarela", "nama": "Sukarela", "saldo_minimum": "0"}],
}


def main() -> None:
    """Measures each and prints a row of the table for it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--ulang", type=int, default=3, help="rounds")
    parser.add_argument("--prosesor", action="store_true", help="processor time, not wall time")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    Clock.processor = given.prosesor
    koperasi = str(Path(sys.executable).parent / "koperasi")
    with tempfile.TemporaryDirectory(prefix="koperasi-rat-") as place:
        folder = given.folder or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        book = folder / "contoh-1000"
        if not book.exists():
            size = ("--anggota", "1000", "--transaksi", "20000")
            run([koperasi, "contoh", *size, str(book)])
        for suffix in ("pdf", "html", "xlsx"):
            out = str(folder / f"buku.{suffix}")
            argv = [koperasi, "-C", str(book), "laporan", "rat", "--tahun", "2025", "--keluar", out]
            tell(f"RAT book, 1,000 members, {suffix.upper()}", argv, given.ulang, 10.0)
        shared = shared_book(folder / "slip-1000", 1_000, koperasi)
        decided = [*shared, "shu", "tetapkan", "2025", "--keputusan", "RAT 1", "--hadir", "600"]
        run([*decided, "--tanggal", "2026-02-20", "--ya"])
        slips = [*shared, "shu", "slip", "2025", "--keluar", str(folder / "slip.pdf")]
        tell("1,000 slips", slips, given.ulang, 2.0)
        live = shared_book(folder / "simulasi-5000", 5_000, koperasi)
        tell(
            "`shu simulasi`, 5,000 members",
            [*live, "shu", "simulasi", "--tahun", "2025", "--json"],
            given.ulang,
            1.0,
        )


def tell(what: str, argv: list[str], rounds: int, budget: float) -> None:
    """Runs a command again and again and prints its median beside the budget."""
    seen = [run(argv) for _ in range(rounds + 1)][1:]
    made = Measured(median(each.seconds for each in seen), max(each.peak for each in seen))
    verdict = "kept" if made.seconds <= budget else f"**missed**, {made.seconds / budget:.2f} ×"
    print(
        f"| {what} | {made.seconds:.2f} s, peak {made.peak:.0f} MiB | ≤ {budget:g} s: {verdict} |",
        flush=True,
    )


def shared_book(folder: Path, members: int, koperasi: str) -> list[str]:
    """A new book of so many members whose year 2025 is closed; how a command on it begins."""
    events = folder.with_suffix(".jsonl")
    events.write_text("".join(f"{json.dumps(event)}\n" for event in events_of(members)), "utf-8")
    opening = ["--nama", "Koperasi Ukur", "--profil", "kdmp", "--mulai", "2025-12-01"]
    run([koperasi, "baru", str(folder), *opening])
    begun = [koperasi, "-C", str(folder)]
    run([*begun, "catat", str(events)])
    run([*begun, "tutup", "tahun", "2025", "--ya"])
    return begun


def events_of(members: int) -> Iterator[dict[str, Any]]:
    """Policy, members with their savings, and an income to share."""
    yield {
        "kind": "policy_adopted",
        "ref": "KEBIJAKAN",
        "date": "2025-12-01",
        "effective": "2025-12-01",
        "decision": "RAT",
        "policy": {"simpanan": _SAVINGS, "shu": _SHU},
    }
    for place in range(1, members + 1):
        member = f"A-{place:04}"
        yield {
            "kind": "member_joined",
            "ref": f"M-{member}",
            "date": _DAY,
            "member": member,
            "name": f"Anggota Rekaan {place}",
        }
        for kind, amount, more in (
            ("simpanan_pokok_paid", 100_000, {}),
            ("savings_deposited", 50_000 + 137 * place, {"product": "sukarela"}),
        ):
            yield {
                "kind": kind,
                "ref": f"{kind}-{member}",
                "date": _DAY,
                "member": member,
                "amount": str(amount),
                "via": "kas",
                **more,
            }
    yield {
        "kind": "receipt_recorded",
        "ref": "HASIL",
        "date": "2025-12-20",
        "via": "kas",
        "lines": [{"account": "Pendapatan:Lain:BungaBank", "amount": "987654321"}],
    }


if __name__ == "__main__":
    main()
