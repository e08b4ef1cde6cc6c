"""The command that announces an employer's transfer: koperasi bank potong-gaji."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import day_of
from cli.koperasi_umum import json_option, rupiah, say, show_json, stamp, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.workflows.bank_rosters import RosterRun

_SHOWN = 50
_LONGEST = 100


def _words(
    context: click.Context, parameter: click.Parameter, given: tuple[str, ...]
) -> tuple[str, ...]:
    del context, parameter
    if any(not word.strip() or len(word) > _LONGEST for word in given):
        message = f"tulis kata yang ada di uraian bank, paling panjang {_LONGEST} huruf"
        raise click.BadParameter(message)
    return given


@click.command("potong-gaji")
@click.argument("berkas", type=click.Path(path_type=Path))
@click.option("--akun", "key", required=True, metavar="KUNCI", help="Rekening yang akan menerima.")
@click.option(
    "--kata",
    "words",
    required=True,
    multiple=True,
    callback=_words,
    metavar="TEKS",
    help="Kata di uraian bank untuk transfer itu, misalnya nama kantor; boleh diulang.",
)
@click.option(
    "--sampai", "until", required=True, metavar="TTTT-BB-HH", help="Paling lambat masuk di bank."
)
@click.option(
    "--tanggal", "day", metavar="TTTT-BB-HH", help="Paling awal masuk di bank (bawaan: hari ini)."
)
@click.option("--lebih", "surplus", metavar="PRODUK", help="Kelebihan masuk simpanan ini.")
@click.option("--coba", "try_only", is_flag=True, help="Tunjukkan saja; tidak ada yang dicatat.")
@json_option
@click.pass_context
def payroll_roster(
    context: click.Context,
    *,
    berkas: Path,
    key: str,
    words: tuple[str, ...],
    until: str,
    day: str | None,
    surplus: str | None,
    try_only: bool,
    as_json: bool,
) -> None:
    """Catat BERKAS potong gaji sebelum transfernya masuk, agar dikenali saat bank diimpor.

    BERKAS adalah daftar dari 'koperasi pinjaman potong-gaji' yang kolom Dipotong-nya sudah diisi.
    Bila transfernya sudah menunggu di Titipan, pakai 'koperasi pinjaman potong-gaji-masuk'.

    \b
    Contoh:
      koperasi bank potong-gaji potong.xlsx --akun bri --kata "PT CONTOH" --sampai 2026-10-15
    """
    from koperasi_ledger.workflows.bank_rosters import Expected, record_roster
    from koperasi_ledger.workflows.payroll_file import read_deductions

    found = read_deductions(berkas)
    with the_book(context) as book:
        last = day_of(until, book)
        expected = Expected(key, words, last, day_of(day, book) if day else None, surplus)
        run = record_roster(book, found, expected, stamp(), keep=not try_only)
    if as_json:
        show_json(_json(run, tried=try_only))
    else:
        _show(run, expected.until.isoformat(), tried=try_only)


def _json(run: "RosterRun", *, tried: bool) -> dict[str, object]:
    return {
        "ref": run.ref,
        "akun": run.account,
        "bulan": run.month,
        "jumlah": f"{run.total:.2f}",
        "status": "sudah_ada" if not run.new else "coba" if tried else "dicatat",
        "anggota": [
            {
                "nomor": row.deduction.member,
                "nama": row.name,
                "dipotong": f"{row.deduction.amount:.2f}",
                "rincian": [
                    {"untuk": part.purpose, "nomor": part.number, "jumlah": f"{part.amount:.2f}"}
                    for part in row.parts
                ],
            }
            for row in run.rows
        ],
    }


def _show(run: "RosterRun", until: str, *, tried: bool) -> None:
    shown = [
        (
            row.deduction.member,
            row.name[:24],
            rupiah(row.deduction.amount),
            "; ".join(f"{part.number or part.purpose} {rupiah(part.amount)}" for part in row.parts),
        )
        for row in run.rows[:_SHOWN]
    ]
    table(("Nomor", "Nama", "Dipotong", "Akan dibayarkan untuk"), shown, right=(2,))
    if len(run.rows) > _SHOWN:
        say(f"… dan {len(run.rows) - _SHOWN} anggota lain (semuanya ada dengan --json).")
    if not run.new:
        say(f"Daftar {run.ref} sudah dicatat sebelumnya; tidak ada yang berubah.")
        return
    say(f"Ditunggu di {run.account}: tepat {rupiah(run.total)}, sampai {until} ({run.ref}).")
    if tried:
        say("Ini hanya percobaan (--coba): tidak ada yang dicatat.")
