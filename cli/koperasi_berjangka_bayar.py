"""Commands on what simpanan berjangka pays: due interest, monthly accrual, the deposit itself."""

from typing import TYPE_CHECKING

import click

from cli.koperasi_berjangka_umum import LABELS, number_of, told
from cli.koperasi_bukti import Given, day_of, record_one, via_option, voucher_options
from cli.koperasi_umum import (
    json_option,
    rupiah,
    say,
    show_json,
    stamp,
    table,
    the_book,
    to_be_kept,
)

if TYPE_CHECKING:
    from koperasi_ledger.rules.deposit_payouts import Payout
    from koperasi_ledger.workflows.book import Book
    from koperasi_ledger.workflows.deposits_run import DepositRun


@click.command("jalankan")
@click.option("--sampai", metavar="TTTT-BB-HH", help="Sampai hari ini (bawaan) atau sebelumnya.")
@click.option("--ya", "consent", is_flag=True, help="Catat tanpa bertanya lagi.")
@json_option
@click.pass_context
def run(context: click.Context, *, sampai: str | None, consent: bool, as_json: bool) -> None:
    """Bayar jasa yang jatuh tempo, perpanjang ARO, dan akrualkan jasa akhir bulan.

    Ditampilkan dahulu, lalu dicatat; yang sudah dicatat dilewati, jadi aman diulang. Jasa yang
    diambil tunai hanya disebut: bayarlah dengan 'koperasi berjangka jasa'.

    \b
    Contoh:
      koperasi berjangka jalankan
      koperasi berjangka jalankan --sampai 2026-03-31 --ya
    """
    from koperasi_ledger.journal.errors import FutureDate
    from koperasi_ledger.workflows.deposits_run import run_deposits

    with the_book(context) as book:
        through, today = day_of(sampai, book), day_of(None, book)
        if through > today:
            raise FutureDate(through.isoformat(), today.isoformat())
        done = run_deposits(book, through, stamp(), keep=False)
        if not as_json:
            _show(done)
        record = consent or not as_json
        if done.steps and record:
            if not consent and not to_be_kept(f"{len(done.steps)} peristiwa ini"):
                return
            done = run_deposits(book, through, stamp(), keep=True)
    if as_json:
        show_json(_run_json(done))
    elif done.recorded:
        say(f"Dicatat: {done.recorded} peristiwa simpanan berjangka.")


def _show(run: "DepositRun") -> None:
    from koperasi_ledger.rules.dates import day_name

    if run.steps:
        rows = [
            (
                step.date.isoformat(),
                step.deposit.number,
                step.deposit.member,
                step.title,
                rupiah(step.amount) if step.amount else "",
            )
            for step in run.steps
        ]
        table(("tanggal", "bilyet", "anggota", "peristiwa", "jasa"), rows, right=(4,))
    else:
        say(f"Tidak ada yang perlu dicatat s.d. {day_name(run.through)}.")
    for deposit, due in run.waiting:
        say(f"- {deposit.number} ({deposit.member}): jasa {day_name(due)} menunggu diambil tunai")


def _run_json(run: "DepositRun") -> dict[str, object]:
    return {
        "sampai": run.through.isoformat(),
        "dicatat": run.recorded,
        "peristiwa": [
            {
                "tanggal": step.date.isoformat(),
                "bilyet": step.deposit.number,
                "anggota": step.deposit.member,
                "jenis": step.title,
                "jasa": str(step.amount),
            }
            for step in run.steps
        ],
        "menunggu_diambil": [
            {"bilyet": deposit.number, "jatuh_tempo": due.isoformat()}
            for deposit, due in run.waiting
        ],
    }


@click.command("jasa")
@click.argument("bilyet")
@click.option(
    "--penerima", "recipient", help="Ahli waris yang menerima, sesudah anggota meninggal."
)
@via_option("--dari", "Uang keluar dari")
@voucher_options
@click.pass_context
def interest(
    context: click.Context, *, bilyet: str, recipient: str | None, via: str, given: Given
) -> None:
    """Bayar tunai jasa berikutnya yang sudah jatuh tempo.

    \b
    Contoh:
      koperasi berjangka jasa SB-2026-0001 --dari kas
    """
    from koperasi_ledger.rules.errors import InterestNotDue
    from koperasi_ledger.workflows.deposits_run import due_of

    number = number_of(bilyet)

    def prepare(book: "Book") -> dict[str, object]:
        due, day = due_of(book, number), day_of(given.day, book)
        if due is None or due > day:
            raise InterestNotDue(number, day, due)
        return {"due": due}

    record_one(
        context,
        "deposit_interest_paid",
        given,
        labels={**LABELS, "via": "--dari"},
        balances=told,
        receipt=True,
        prepare=prepare,
        number=number,
        recipient=recipient,
        via=via,
    )


@click.command("cair")
@click.argument("bilyet")
@click.option("--sebelum-jatuh-tempo", "early", is_flag=True, help="Cairkan lebih awal.")
@click.option("--ke-simpanan", "target", metavar="PRODUK", help="Masukkan ke simpanan ini.")
@click.option(
    "--penerima", "recipient", help="Ahli waris yang menerima, sesudah anggota meninggal."
)
@click.option("--lihat", "look", is_flag=True, help="Hanya tampilkan hitungannya; tidak mencatat.")
@via_option("--dari", "Uang keluar dari")
@voucher_options
@click.pass_context
def close(
    context: click.Context,
    *,
    bilyet: str,
    early: bool,
    target: str | None,
    recipient: str | None,
    look: bool,
    via: str,
    given: Given,
) -> None:
    """Cairkan simpanan berjangka: pokok, jasa, dikurangi PPh dan pinalti bila lebih awal.

    \b
    Contoh:
      koperasi berjangka cair SB-2026-0001 --lihat
      koperasi berjangka cair SB-2026-0001 --dari kas
    """
    from koperasi_ledger.workflows.deposits_run import payout_of

    number = number_of(bilyet)
    if look:
        with the_book(context) as book:
            _, made = payout_of(book, number, day_of(given.day, book))
        _show_payout(number, made, as_json=given.as_json)
        return

    def prepare(book: "Book") -> dict[str, object]:
        from koperasi_ledger.engine.deposits import deposit_of
        from koperasi_ledger.rules.deposit_terms import maturity
        from koperasi_ledger.rules.errors import NotMatured

        day = day_of(given.day, book)
        end = maturity(deposit_of(number, book.journal.books()))
        if day < end and not early:
            raise NotMatured(number, day, end)
        _, made = payout_of(book, number, day)
        if not given.as_json:
            _show_payout(number, made, as_json=False)
        return {"amount": str(made.net)}

    record_one(
        context,
        "deposit_closed",
        given,
        labels={**LABELS, "via": "--dari", "savings": "--ke-simpanan"},
        balances=told,
        receipt=target is None,
        prepare=prepare,
        number=number,
        early=early,
        recipient=recipient,
        via=None if target else via,
        savings=target,
    )


def _show_payout(number: str, made: "Payout", *, as_json: bool) -> None:
    if as_json:
        show_json(
            {
                "bilyet": number,
                "saldo": str(made.balance),
                "jasa": str(made.interest.gross),
                "pph": str(made.interest.tax),
                "jasa_hangus": str(made.forfeited),
                "pinalti": str(made.penalty),
                "diterima": str(made.net),
            }
        )
        return
    rows = [("Saldo", rupiah(made.balance)), ("Jasa", rupiah(made.interest.gross))]
    rows += [("PPh final", rupiah(-made.interest.tax)), ("Pinalti", rupiah(-made.penalty))]
    if made.forfeited:
        rows.append(("(jasa berjalan hangus)", rupiah(made.forfeited)))
    rows.append(("Diterima anggota", rupiah(made.net)))
    table((f"pencairan {number}", "jumlah"), rows, right=(1,))
