"""Commands on what the rapat anggota decided on a year's SHU."""

from decimal import Decimal

import click

from cli.koperasi_bukti import Given, amount_of, day_of, record_one, voucher_options
from cli.koperasi_shu_simulasi import live_json, money_of, percentages_of, show_live
from cli.koperasi_umum import (
    consents,
    json_option,
    say,
    show_json,
    stamp,
    table,
    the_book,
)

YEAR = click.IntRange(1900, 2199)


@click.command("tetapkan")
@click.argument("tahun", metavar="TTTT", type=YEAR)
@click.option("--keputusan", "decision", required=True, help="Nomor keputusan rapat anggota.")
@click.option("--tanggal", "day", metavar="TTTT-BB-HH", help="Tanggal rapat (bawaan: hari ini).")
@click.option("--hadir", "present", type=click.IntRange(1), help="Anggota yang hadir.")
@click.option("--dari", "entitled", type=click.IntRange(1), help="Anggota yang diundang.")
@click.option(
    "--persen",
    "percentages",
    multiple=True,
    metavar="POS=PERSEN",
    help="Persen menurut rapat bila lain dari kebijakan; dapat diulang.",
)
@click.option("--dari-anggota", metavar="JUMLAH", help="Bagian SHU yang dari anggota.")
@click.option("--ya", "consent", is_flag=True, help="Catat tanpa bertanya lagi.")
@json_option
@click.pass_context
def decide(
    context: click.Context,
    *,
    tahun: int,
    decision: str,
    day: str | None,
    present: int | None,
    entitled: int | None,
    percentages: tuple[str, ...],
    dari_anggota: str | None,
    consent: bool,
    as_json: bool,
) -> None:
    """Catat keputusan rapat anggota atas SHU tahun TTTT, sesudah menampilkan pembagiannya.

    Sejak keputusan ini bagian anggota dan dana menjadi utang koperasi, cadangan menjadi modal.

    \b
    Contoh:
      koperasi shu tetapkan 2026 --keputusan "RAT 2027 No. 2" --tanggal 2027-02-20 \\
        --hadir 61 --dari 100
      koperasi shu tetapkan 2026 --keputusan "RAT 2027 No. 2" --persen cadangan=35 \\
        --persen pendidikan=5
    """
    from koperasi_ledger.rules.errors.shu import DecidedAlready
    from koperasi_ledger.rules.errors.years import YearNotClosed
    from koperasi_ledger.workflows import shu_live

    with the_book(context) as book:
        today = book.settings.today(stamp().at)
        found = shu_live.propose(
            book,
            tahun,
            today,
            percentages=percentages_of(percentages),
            from_members=money_of(dari_anggota, "--dari-anggota"),
        )
        if not found.closed:
            raise YearNotClosed(tahun)
        if found.decided is not None:
            raise DecidedAlready(tahun, found.decided)
        if not as_json:
            show_live(found, members=False)
        question = f"Catat keputusan {decision} atas SHU {tahun}?"
        if not consent and not consents(question, to=f"Keputusan SHU {tahun}"):
            return
        shu_live.decide(
            book,
            found,
            stamp(),
            day=day_of(day, book),
            decision=decision,
            present=present,
            entitled=entitled,
        )
    if as_json:
        show_json({"ref": f"SHU-{tahun}", "dicatat": True} | live_json(found))
    else:
        say("")
        say(f"Dicatat: keputusan {decision} atas SHU {tahun}. Ref: SHU-{tahun}")
        say(f"  bayar kepada anggota: koperasi shu bayar {tahun} --semua")


@click.command("daftar")
@click.argument("tahun", metavar="TTTT", type=YEAR)
@json_option
@click.pass_context
def listing(context: click.Context, *, tahun: int, as_json: bool) -> None:
    """Bagian SHU setiap anggota: yang diputuskan, yang sudah dibayar, yang masih menunggu.

    \b
    Contoh:
      koperasi shu daftar 2026
    """
    from koperasi_ledger.model.money import format_rupiah
    from koperasi_ledger.workflows.shu_decided import decided_on
    from koperasi_ledger.workflows.shu_payments import shares_of

    with the_book(context) as book:
        states = shares_of(book, tahun)
        if not (states or as_json):
            decided_on(book, tahun)  # refuses a year that is not decided
    if as_json:
        show_json(
            {
                "tahun": tahun,
                "anggota": [
                    {
                        "nomor": state.member.number,
                        "nama": state.member.name,
                        "status": state.member.status,
                        "bagian": str(state.amount),
                        "dibayar": str(state.paid),
                        "sisa": str(state.left),
                    }
                    for state in states
                ],
            }
        )
        return
    if not states:
        say(f"SHU {tahun} sudah diputuskan; tidak ada bagian untuk anggota.")
        return
    rows = [
        [
            state.member.number,
            state.member.name,
            "" if state.member.status == "aktif" else state.member.status,
            *map(format_rupiah, (state.amount, state.paid, state.left)),
        ]
        for state in states
    ]
    zero = Decimal(0)
    totals = (
        sum((state.amount for state in states), zero),
        sum((state.paid for state in states), zero),
        sum((state.left for state in states), zero),
    )
    rows.append(["Jumlah", "", "", *map(format_rupiah, totals)])
    heads = ["Nomor", "Nama", "Status", "Bagian (Rp)", "Dibayar (Rp)", "Sisa (Rp)"]
    table(heads, rows, right=(3, 4, 5))


@click.command("tutup-rugi")
@click.argument("tahun", metavar="TTTT", type=YEAR)
@click.argument("jumlah", metavar="JUMLAH")
@click.option("--keputusan", "decision", required=True, help="Nomor keputusan rapat anggota.")
@click.option("--akun", default="Ekuitas:Cadangan:Umum", show_default=True, help="Akun cadangan.")
@voucher_options
@click.pass_context
def cover(
    context: click.Context, *, tahun: int, jumlah: str, decision: str, akun: str, given: Given
) -> None:
    """Tutup rugi tahun TTTT sebesar JUMLAH dari cadangan; sisanya dibawa ke tahun berikutnya.

    \b
    Contoh:
      koperasi shu tutup-rugi 2026 3500000 --keputusan "RAT 2027 No. 2"
    """
    record_one(
        context,
        "loss_covered",
        given,
        year=tahun,
        amount=amount_of(jumlah),
        decision=decision,
        account=akun,
    )
