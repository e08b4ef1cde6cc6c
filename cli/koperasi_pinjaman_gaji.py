"""Commands on payroll deduction: the list for the employer, and what was really deducted."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import amount_of, day_of, month_of_text
from cli.koperasi_umum import json_option, rupiah, say, show_json, stamp, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.workflows.payroll import PayrollRow
    from koperasi_ledger.workflows.payroll_in import PayrollRun

_SHOWN = 50


@click.command("potong-gaji")
@click.option("--bulan", "month", required=True, metavar="TTTT-BB", help="Bulan, misalnya 2026-09.")
@click.option(
    "--anggota",
    "roll",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BERKAS",
    help="Hanya anggota ini: satu nomor sebaris (bawaan: semua yang punya tagihan).",
)
@click.option(
    "--keluar",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BERKAS",
    help="Tulis daftarnya ke berkas .xlsx, untuk bendahara gaji.",
)
@json_option
@click.pass_context
def deductions(
    context: click.Context, *, month: str, roll: Path | None, out: Path | None, as_json: bool
) -> None:
    """Daftar potong gaji: simpanan wajib dan angsuran setiap anggota sampai akhir bulan.

    Bendahara gaji mengisi kolom Dipotong; hasilnya dicatat dengan potong-gaji-masuk.

    \b
    Contoh:
      koperasi pinjaman potong-gaji --bulan 2026-09 --keluar potong-2026-09.xlsx
    """
    from koperasi_ledger.workflows.payroll import payroll_list, payroll_sheet, read_roll

    wanted = month_of_text(month)
    if out is not None and out.suffix.lower() != ".xlsx":
        raise click.BadParameter("pakai akhiran .xlsx", param_hint="--keluar")
    numbers = read_roll(roll) if roll is not None else None
    with the_book(context) as book:
        rows = payroll_list(book, wanted, numbers)
    if out is not None:
        from cli.koperasi_laporan import deliver
        from koperasi_ledger.reports.sheets import xlsx_bytes

        deliver(xlsx_bytes([payroll_sheet(rows, wanted)]), out)
    if as_json:
        show_json(_list_json(rows, wanted))
        return
    _show_list(rows, wanted, out)


def _list_json(rows: "list[PayrollRow]", month: str) -> dict[str, object]:
    return {
        "bulan": month,
        "anggota": [
            {
                "nomor": row.member.number,
                "nama": row.member.name,
                "simpanan_wajib": str(row.of("wajib")),
                "angsuran_pinjaman": str(row.of("pinjaman")),
                "jumlah": str(row.total),
                "rincian": [
                    {"untuk": part.purpose, "nomor": part.number, "jumlah": str(part.amount)}
                    for part in row.parts
                ],
            }
            for row in rows
        ],
        "jumlah": str(sum(row.total for row in rows)),
    }


def _show_list(rows: "list[PayrollRow]", month: str, out: Path | None) -> None:
    from decimal import Decimal

    from koperasi_ledger.rules.dates import month_name

    if not rows:
        say(f"Tidak ada tagihan sampai akhir {month_name(month)}.")
        return
    shown = [
        (
            row.member.number,
            row.member.name[:24],
            rupiah(row.of("wajib")),
            rupiah(row.of("pinjaman")),
            rupiah(row.total),
        )
        for row in rows[:_SHOWN]
    ]
    heads = ("nomor", "nama", "simpanan wajib", "angsuran", "jumlah")
    table(heads, shown, right=(2, 3, 4))
    if len(rows) > _SHOWN:
        say(f"… dan {len(rows) - _SHOWN} anggota lain (semuanya di --keluar dan --json).")
    total = sum((row.total for row in rows), Decimal(0))
    say(f"{len(rows)} anggota, {rupiah(total)} sampai akhir {month_name(month)}.")
    if out is None:
        say("Untuk bendahara gaji: --keluar potong-gaji.xlsx.")


@click.command("potong-gaji-masuk")
@click.argument("berkas", type=click.Path(path_type=Path))
@click.option("--via", "via", metavar="KAS", help="Kas/bank yang menerima transfernya.")
@click.option("--titipan", "clears", metavar="REF", help="Atau: ref transfer yang menunggu.")
@click.option(
    "--jumlah", "amount", metavar="RUPIAH", help="Jumlah transfer, untuk dicocokkan dengan daftar."
)
@click.option("--lebih", "surplus", metavar="PRODUK", help="Kelebihan masuk simpanan ini.")
@click.option(
    "--tanggal", "day", metavar="TTTT-BB-HH", help="Hari uang diterima (bawaan: hari ini)."
)
@click.option("--coba", "try_only", is_flag=True, help="Tunjukkan saja; tidak ada yang dicatat.")
@json_option
@click.pass_context
def deducted(
    context: click.Context,
    *,
    berkas: Path,
    via: str | None,
    clears: str | None,
    amount: str | None,
    surplus: str | None,
    day: str | None,
    try_only: bool,
    as_json: bool,
) -> None:
    """Catat hasil potong gaji dari BERKAS: semua baris, atau tidak satu pun.

    Yang dibayar: tagihan tertua dahulu. Diulang dengan berkas yang sama, tidak dicatat dua kali.

    \b
    Contoh:
      koperasi pinjaman potong-gaji-masuk potong-2026-09.xlsx --via bri --coba
    """
    from decimal import Decimal

    from koperasi_ledger.workflows.payroll_file import read_deductions
    from koperasi_ledger.workflows.payroll_in import Money, record_deductions

    sum_told = Decimal(amount_of(amount, "--jumlah")) if amount is not None else None
    found = read_deductions(berkas)
    with the_book(context) as book:
        on = day_of(day, book)
        money = Money(on, via, clears, sum_told, surplus)
        run = record_deductions(book, found, money, stamp(), keep=not try_only)
    if as_json:
        show_json(_run_json(run, tried=try_only))
        return
    _show_run(run, tried=try_only)


def _run_json(run: "PayrollRun", *, tried: bool) -> dict[str, object]:
    return {
        "bulan": run.month,
        "jumlah": str(run.total),
        "dicatat": 0 if tried else run.new,
        "akan_dicatat": run.new if tried else 0,
        "sudah_ada": run.known,
        "anggota": [
            {
                "nomor": row.deduction.member,
                "nama": row.name,
                "dipotong": str(row.deduction.amount),
                "sudah_ada": row.known,
                "rincian": [
                    {"untuk": part.purpose, "nomor": part.number, "jumlah": str(part.amount)}
                    for part in row.parts
                ],
            }
            for row in run.rows
        ],
    }


def _show_run(run: "PayrollRun", *, tried: bool) -> None:
    from koperasi_ledger.rules.dates import month_name

    shown = [
        (
            row.deduction.member,
            row.name[:24],
            rupiah(row.deduction.amount),
            "sudah dicatat"
            if row.known
            else "; ".join(
                f"{part.number or part.purpose} {rupiah(part.amount)}" for part in row.parts
            ),
        )
        for row in run.rows[:_SHOWN]
    ]
    table(("nomor", "nama", "dipotong", "dibayarkan untuk"), shown, right=(2,))
    if len(run.rows) > _SHOWN:
        say(f"… dan {len(run.rows) - _SHOWN} anggota lain (semuanya di --json).")
    done = "akan dicatat" if tried else "dicatat"
    what = f"{len(run.rows)} anggota, {rupiah(run.total)}"
    say(f"Potong gaji {month_name(run.month)}: {what}.")
    say(f"{run.new} pembayaran {done}, {run.known} sudah tercatat sebelumnya.")
    if tried:
        say("Ini hanya percobaan (--coba): tidak ada yang dicatat.")
