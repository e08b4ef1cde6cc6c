"""The command that bills members for a month: koperasi simpanan tagih."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import month_of_text
from cli.koperasi_umum import json_option, rupiah, say, show_json, stamp, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.reports.sheets import Sheet
    from koperasi_ledger.workflows.bank_bills import Bill, BillRun

_SHOWN = 50


@click.command("tagih")
@click.option("--bulan", "month", required=True, metavar="TTTT-BB", help="Bulan, misalnya 2026-09.")
@click.option("--akun", "key", metavar="KUNCI", help="Rekening bank tujuan, bila ada beberapa.")
@click.option(
    "--keluar",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BERKAS",
    help="Tulis daftarnya ke berkas .xlsx atau .csv, untuk diunggah atau dikirim.",
)
@click.option("--coba", "try_only", is_flag=True, help="Tunjukkan saja; tidak mencatat kode unik.")
@json_option
@click.pass_context
def bill(
    context: click.Context,
    month: str,
    key: str | None,
    out: Path | None,
    *,
    try_only: bool,
    as_json: bool,
) -> None:
    """Tagih iuran satu bulan: setiap anggota dengan nomor VA atau kode uniknya.

    Diulang untuk bulan yang sama, kode uniknya tetap.

    \b
    Contoh:
      koperasi simpanan tagih --bulan 2026-09 --keluar tagihan-2026-09.xlsx
    """
    from koperasi_ledger.workflows.bank_bills import bill_month

    wanted = month_of_text(month)
    suffix = _suffix(out)
    with the_book(context) as book:
        run = bill_month(book, wanted, key, stamp(), keep=not try_only)
        name = book.journal.books().cooperative().name
    if out is not None:
        _write(out, suffix, _sheet(run, name))
    if as_json:
        show_json(_json(run))
        return
    _show(run, out, tried=try_only)


def _suffix(out: Path | None) -> str:
    suffix = out.suffix.lower() if out is not None else ""
    if out is not None and suffix not in (".xlsx", ".csv"):
        raise click.BadParameter("pakai akhiran .xlsx atau .csv", param_hint="--keluar")
    return suffix


def _write(out: Path, suffix: str, sheet: "Sheet") -> None:
    from cli.koperasi_laporan import deliver
    from koperasi_ledger.reports.sheets import csv_bytes, xlsx_bytes

    deliver(csv_bytes(sheet) if suffix == ".csv" else xlsx_bytes([sheet]), out)


def _sheet(run: "BillRun", cooperative: str) -> "Sheet":
    from koperasi_ledger.reports.sheets import Sheet
    from koperasi_ledger.workflows.bank_bills import message

    heads = ("Nomor", "Nama", "Telepon", "Tagihan", "Jumlah", "Virtual account", "Kode unik",
             "Bayar tepat", "Jatuh tempo", "Berlaku s.d.", "Lunas", "Pesan")  # fmt: skip
    rows = [
        (
            item.member.number,
            item.member.name,
            item.member.phone,
            item.what,
            item.amount,
            item.virtual,
            item.code,
            item.total,
            item.due,
            item.expires,
            "ya" if item.paid else None,
            None if item.paid else message(run, item, cooperative),
        )
        for item in run.bills
    ]
    return Sheet(f"Tagihan {run.month}", heads, rows)


def _show(run: "BillRun", out: Path | None, *, tried: bool) -> None:
    from koperasi_ledger.rules.dates import month_name

    if not run.bills:
        say(f"Tidak ada yang ditagih untuk {month_name(run.month)}.")
        return
    rows = [
        (
            item.member.number,
            item.member.name,
            item.what,
            item.virtual or ("" if item.code is None else f"kode unik {item.code}"),
            rupiah(item.total),
            "lunas" if item.paid else "",
        )
        for item in run.bills[:_SHOWN]
    ]
    table(("Nomor", "Nama", "Tagihan", "Lewat", "Bayar tepat", ""), rows, right=(4,))
    if len(run.bills) > _SHOWN:
        say(f"… dan {len(run.bills) - _SHOWN} tagihan lain (semuanya di --keluar dan --json).")
    say(f"{len(run.bills)} tagihan {month_name(run.month)}, {run.issued} kode unik baru.")
    if any(item.code is None and item.virtual is None for item in run.bills):
        say("Tanpa virtual account dan tanpa [bank.kode_unik] dalam kebijakan, pembayarannya hanya"
            " dikenali dari nomor anggota di uraian.")  # fmt: skip
    if tried:
        say("Ini hanya percobaan (--coba): tidak ada yang dicatat.")
    elif out is None:
        say("Untuk dikirim ke anggota: --keluar tagihan.xlsx.")


def _json(run: "BillRun") -> dict[str, object]:
    return {
        "bulan": run.month,
        "akun": run.account.short,
        "kode_baru": run.issued,
        "tagihan": [_bill_json(item) for item in run.bills],
    }


def _bill_json(item: "Bill") -> dict[str, object]:
    return {
        "nomor": item.member.number,
        "nama": item.member.name,
        "tagihan": item.what,
        "jumlah": f"{item.amount:.2f}",
        "virtual_account": item.virtual,
        "kode_unik": item.code,
        "bayar": f"{item.total:.2f}",
        "jatuh_tempo": item.due.isoformat(),
        "berlaku_sampai": item.expires.isoformat() if item.expires else None,
        "lunas": item.paid,
    }
