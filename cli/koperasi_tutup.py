"""Commands at the ends of things: opening balances, reversals, closing a month."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import Given, day_of, month_of_text, record_one, voucher_options
from cli.koperasi_umum import agrees, json_option, rupiah, say, show_json, stamp, the_book, warn

if TYPE_CHECKING:
    from koperasi_ledger.workflows.closing import Oddities


@click.command("saldo-awal", short_help="Catat saldo awal dari buku lama.")
@click.argument(
    "file", metavar="[BERKAS]", required=False, type=click.Path(path_type=Path, allow_dash=True)
)
@click.option("--contoh", is_flag=True, help="Tulis contoh berkas, siap diisi.")
@json_option
@click.pass_context
def opening(context: click.Context, *, file: Path | None, contoh: bool, as_json: bool) -> None:
    """Catat saldo awal dari BERKAS TOML: akun neraca lama dan simpanan setiap anggota.

    \b
    Contoh:
      koperasi saldo-awal --contoh > saldo-awal.toml
      koperasi saldo-awal saldo-awal.toml
    """
    from koperasi_ledger.workflows.opening_file import TEMPLATE, record_opening

    if contoh:
        click.echo(TEMPLATE, nl=False)
        return
    if file is None:
        raise click.UsageError("Sebut BERKAS saldo awal, atau --contoh untuk membuatnya.")
    with the_book(context) as book:
        done = record_opening(book, file, stamp())
    if as_json:
        show_json(
            {
                "ref": done.ref,
                "dicatat": done.recorded.new > 0,
                "akun": done.accounts,
                "anggota": done.members,
                "anggota_baru": done.joined,
            }
        )
    elif done.recorded.new:
        say(
            f"Saldo awal dicatat: {done.accounts} akun, {done.members} anggota"
            f" ({done.joined} baru). Ref: {done.ref}"
        )
    else:
        say(f"{done.ref} sudah tercatat dengan isi yang sama; tidak ada yang ditambahkan.")


@click.command("balik", short_help="Balik sebuah peristiwa yang keliru.")
@click.argument("target", metavar="REF")
@click.option("--alasan", required=True, help="Mengapa dibalik; tersimpan di jurnal.")
@voucher_options
@click.pass_context
def reverse(context: click.Context, *, target: str, alasan: str, given: Given) -> None:
    """Balik sebuah peristiwa: catatan lama tetap ada, akibatnya dihapus oleh cerminannya.

    Nomor pembalikan dapat ditentukan dengan --ref.

    \b
    Contoh:
      koperasi balik SW-20260105-A-0001-1 --alasan "Salah nomor anggota"
    """
    record_one(
        context,
        "event_reversed",
        given,
        labels={"ref": "--ref"},
        target=target,
        reason=alasan,
    )
    if not given.as_json:
        say("  catat peristiwa yang benar sebagai peristiwa baru")


@click.group("tutup", short_help="Tutup bulan yang sudah selesai.")
def close() -> None:
    """Tutup bulan: sesudahnya tidak ada lagi yang dapat dicatat di bulan itu.

    \b
    Contoh:
      koperasi tutup bulan 2026-01
    """


@close.command("bulan")
@click.argument("bulan", metavar="TTTT-BB")
@click.option("--ya", "consent", is_flag=True, help="Tutup tanpa bertanya lagi.")
@click.option("--periksa", "look", is_flag=True, help="Hanya tampilkan yang ganjil; tidak menutup.")
@voucher_options
@click.pass_context
def month(context: click.Context, *, bulan: str, given: Given, consent: bool, look: bool) -> None:
    """Tutup bulan TTTT-BB, sesudah menampilkan yang masih ganjil.

    \b
    Contoh:
      koperasi tutup bulan 2026-01
      koperasi tutup bulan 2026-01 --periksa
    """
    from koperasi_ledger.rules.dates import last_day, month_name
    from koperasi_ledger.rules.errors import CloseInOrder, MonthNotOver
    from koperasi_ledger.workflows.by_hand_errors import NeedsConsent
    from koperasi_ledger.workflows.closing import next_to_close, oddities

    wanted = month_of_text(bulan)
    with the_book(context) as book:
        expected = next_to_close(book)
        if wanted != expected:
            raise CloseInOrder(wanted, expected)
        if day_of(given.day, book) < last_day(wanted):
            raise MonthNotOver(wanted)
        found = oddities(book, wanted, stamp())
    if look and given.as_json:
        show_json(_as_json(found))
        return
    for line in _lines(found):
        (say if look else warn)(line)
    if look:
        return
    if not consent:
        if not _at_terminal():
            raise NeedsConsent(f"Menutup {month_name(wanted)}")
        if not agrees(f"Tutup {month_name(wanted)}? Ini tidak dapat dibatalkan"):
            warn("Tidak ditutup.")
            return
    record_one(context, "month_closed", given, month=wanted)


def _at_terminal() -> bool:
    return sys.stdin.isatty()


def _lines(found: "Oddities") -> list[str]:
    from koperasi_ledger.rules.dates import day_name, month_name

    lines = [
        f"- {item.ref}: {rupiah(item.remaining)} tanggal {day_name(item.date)} belum dijelaskan"
        f" ({item.text})"
        for item in found.waiting
    ]
    for cash in found.unreconciled:
        proven = (
            f"saldo baru terbukti s.d. {day_name(cash.reconciled)}"
            if cash.reconciled
            else "saldo belum pernah terbukti"
        )
        lines.append(f"- {cash.short}: {proven}; impor rekening korannya dahulu")
    lines += [f"- {cash.short}: saldonya di bawah nol" for cash in found.negative]
    if found.arrears:
        lines.append(
            f"- {found.arrears} anggota menunggak simpanan wajib, semuanya {rupiah(found.owed)}"
        )
    for run in found.pending:
        if run.problem is None:
            lines.append(
                f"- {run.what}: {run.number} belum dicatat; jalankan dahulu: {run.command}"
            )
        else:
            lines.append(f"- {run.what} tidak dapat dihitung: {run.problem} ({run.command})")
    if not lines:
        return [f"{month_name(found.month)}: tidak ada yang ganjil."]
    return [f"{month_name(found.month)}, masih ganjil:", *lines]


def _as_json(found: "Oddities") -> dict[str, object]:
    return {
        "bulan": found.month,
        "titipan": [
            {"ref": item.ref, "tanggal": item.date.isoformat(), "sisa": str(item.remaining)}
            for item in found.waiting
        ],
        "bank_belum_rekonsiliasi": [cash.short for cash in found.unreconciled],
        "saldo_negatif": [cash.short for cash in found.negative],
        "penunggak": found.arrears,
        "tunggakan": str(found.owed),
        "belum_dijalankan": [
            {
                "apa": run.what,
                "banyaknya": run.number,
                "perintah": run.command,
                "masalah": run.problem,
            }
            for run in found.pending
        ],
    }
