"""Commands on SHU slips: printing them, and checking one."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import member_number
from cli.koperasi_umum import json_option, rupiah, say, show_json, the_book

if TYPE_CHECKING:
    from koperasi_ledger.reports.slips import MemberSlip

YEAR = click.IntRange(1900, 2199)


@click.command("slip")
@click.argument("tahun", metavar="TTTT", type=YEAR)
@click.argument("nomor", metavar="[NOMOR]...", nargs=-1)
@click.option("--keluar", "out", type=click.Path(path_type=Path), help="Berkas .pdf untuk semua.")
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help="Satu PDF tiap anggota."
)
@json_option
@click.pass_context
def slip(
    context: click.Context,
    *,
    tahun: int,
    nomor: tuple[str, ...],
    out: Path | None,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Cetak slip SHU tahun TTTT, satu halaman A5 setiap anggota; semua, atau NOMOR yang disebut.

    \b
    Contoh:
      koperasi shu slip 2026 --keluar slip-2026.pdf
      koperasi shu slip 2026 A-0001
      koperasi shu slip 2026 --folder slip-2026
    """
    from koperasi_ledger.workflows.shu_slips import slips_of

    if out is not None and folder is not None:
        raise click.UsageError("Pilih salah satu: --keluar BERKAS atau --folder FOLDER.")
    if out is not None and out.suffix.lower() != ".pdf":
        raise click.UsageError("--keluar ditulis ke berkas .pdf.")
    members = [member_number(each) for each in nomor] or None
    with the_book(context) as book:
        made = slips_of(book, tahun, members)
    if as_json:
        show_json({"tahun": tahun, "slip": [_as_json(each) for each in made]})
        return
    if out is None and folder is None:
        for each in made:
            _show(each)
        return
    from cli.koperasi_laporan import deliver
    from koperasi_ledger.reports.pdf_layout import slips_pdf

    if out is not None:
        deliver(slips_pdf(made), out)
    elif folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for each in made:
            deliver(slips_pdf([each]), folder / f"slip-{tahun}-{each.member}.pdf")


@click.command("periksa-slip")
@click.argument("kode", metavar="KODE")
@json_option
@click.pass_context
def check(context: click.Context, *, kode: str, as_json: bool) -> None:
    """Periksa KODE pada slip SHU: apakah angka slip itu berasal dari keputusan di buku ini.

    \b
    Contoh:
      koperasi shu periksa-slip KOPSHU1:2026:A-0001:0123456789ABCDEF01234567:0123456789ABCDEF
    """
    from koperasi_ledger.workflows.shu_slips import check_slip

    with the_book(context) as book:
        found = check_slip(book, kode)
    if as_json:
        show_json(
            {
                "asli": found.genuine,
                "tahun": found.code.year,
                "anggota": found.code.member,
                "slip": None if found.slip is None else _as_json(found.slip),
            }
        )
    elif found.genuine and found.slip is not None:
        say(f"Asli: slip SHU {found.code.year} anggota {found.code.member} berasal dari buku ini.")
        _show(found.slip)
    else:
        say(
            f"TIDAK COCOK: buku ini tidak pernah memberi kode itu untuk {found.code.member}, SHU"
            f" {found.code.year}."
        )
        if found.slip is not None:
            say(f"Menurut buku ini bagiannya {rupiah(found.slip.amount)}; kodenya berbeda.")
        say("Periksa ketikannya; bila sudah benar, angka slip itu bukan dari keputusan ini.")
    if not found.genuine:
        raise SystemExit(1)


def _show(slip: "MemberSlip") -> None:
    from koperasi_ledger.reports.formatting import angka, laju, pos_shu
    from koperasi_ledger.rules.dates import day_name

    say(f"SLIP SHU {slip.year}  {slip.member} {slip.name}")
    say(f"  {slip.cooperative}; keputusan {slip.decision}, {day_name(slip.decided)}")
    for name, amount in slip.savings:
        say(f"  {name:<28}{rupiah(amount):>20}")
    for pool in slip.pools:
        say(f"  {pos_shu(pool.pool):<28}{rupiah(pool.amount):>20}")
        say(
            f"    {pool.measured}: {angka(pool.base)} dari {angka(pool.base_total)},"
            f" x {laju(pool.rate)}"
        )
    say(f"  {'SHU bagian anggota':<28}{rupiah(slip.amount):>20}")
    for payment in slip.payments:
        if payment.debt:
            say(f"  {f'- {payment.owed}':<28}{rupiah(payment.debt):>20}")
        if payment.amount > payment.debt:
            when = f"- diterima {payment.date:%d/%m/%Y}"
            say(f"  {when:<28}{rupiah(payment.amount - payment.debt):>20}  {payment.way}")
    say(f"  {'Masih akan diterima':<28}{rupiah(slip.left):>20}")
    say(f"  Kode: {slip.code}")


def _as_json(slip: "MemberSlip") -> dict[str, object]:
    from koperasi_ledger.workflows.shu_simulation import plain_number, rate_text

    return {
        "nomor": slip.member,
        "nama": slip.name,
        "keputusan": slip.decision,
        "tanggal": slip.decided.isoformat(),
        "simpanan": {name: str(amount) for name, amount in slip.savings},
        "bagian": [
            {
                "pos": pool.pool,
                "ukuran": pool.measured,
                "dasar": plain_number(pool.base),
                "jumlah_dasar": plain_number(pool.base_total),
                "jumlah_pos": str(pool.allotted),
                "per_dasar": rate_text(pool.rate),
                "jumlah": str(pool.amount),
            }
            for pool in slip.pools
        ],
        "jumlah": str(slip.amount),
        "potongan": str(slip.offset),
        "diterima": str(slip.received),
        "sisa": str(slip.left),
        "kode": str(slip.code),
    }
