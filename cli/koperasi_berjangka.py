"""Commands on deposits for a fixed term (simpanan berjangka)."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import (
    Balances,
    Given,
    amount_of,
    day_of,
    member_number,
    record_one,
    via_option,
    voucher_options,
)
from cli.koperasi_laporan import chosen_format, deliver, file_option, format_option
from cli.koperasi_umum import (
    agrees,
    json_option,
    rupiah,
    say,
    show_json,
    stamp,
    table,
    the_book,
    warn,
)

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.rules.deposit_payouts import Payout
    from koperasi_ledger.workflows.book import Book
    from koperasi_ledger.workflows.deposits_run import DepositRun

_LABELS = {
    "number": "BILYET",
    "months": "--jangka",
    "rollover": "--aro",
    "interest_to": "--jasa",
    "interest_product": "--simpanan-jasa",
    "loan": "--pinjaman",
    "due": "--jatuh-tempo",
}
_AROS = ("tidak", "pokok", "pokok-jasa")


@click.group("berjangka")
def deposits() -> None:
    """Simpanan berjangka: buka, jasa, perpanjang, cair, bilyet, daftar.

    \b
    Contoh:
      koperasi berjangka daftar
    """


def _told(book: "Book", event: "AnyEvent") -> Balances:
    from koperasi_ledger.engine.deposits import deposit_of
    from koperasi_ledger.rules.deposit_terms import maturity

    number: str = getattr(event, "number", "")
    deposit = deposit_of(number, book.journal.books())
    told: dict[str, object] = {"saldo_bilyet": deposit.balance}
    if deposit.status == "aktif":
        told["jatuh_tempo"] = maturity(deposit)
    return told  # type: ignore[return-value] # amounts and days


def _bilyet(text: str) -> str:
    return text.strip().upper()


@deposits.command("buka")
@click.argument("nomor")
@click.argument("jumlah")
@click.option("--produk", required=True, help="Kunci produk di kebijakan [berjangka].")
@click.option("--jangka", required=True, type=click.IntRange(1, 120), help="Jangka, dalam bulan.")
@click.option("--bilyet", "number", help="Nomor bilyet (bawaan: nomor berikutnya tahun itu).")
@click.option(
    "--aro",
    type=click.Choice(_AROS),
    default="tidak",
    help="Perpanjangan otomatis saat jatuh tempo (bawaan: tidak).",
)
@click.option(
    "--jasa",
    "interest_to",
    type=click.Choice(("simpanan", "tunai", "kapitalisasi")),
    help="Ke mana jasanya (bawaan: simpanan; kapitalisasi bila --aro pokok-jasa).",
)
@click.option("--simpanan-jasa", "into", metavar="PRODUK", help="Produk simpanan penerima jasa.")
@click.option("--dari-simpanan", "source", metavar="PRODUK", help="Uang diambil dari simpanan ini.")
@click.option("--unit", help="Unit usaha.")
@via_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def place(
    context: click.Context,
    *,
    nomor: str,
    jumlah: str,
    produk: str,
    jangka: int,
    number: str | None,
    aro: str,
    interest_to: str | None,
    into: str | None,
    source: str | None,
    unit: str | None,
    via: str,
    given: Given,
) -> None:
    """Penempatan baru; jasa dan syaratnya menurut kebijakan pada hari itu.

    \b
    Contoh:
      koperasi berjangka buka A-0001 10000000 --produk berkala --jangka 3 --aro pokok
    """
    from koperasi_ledger.workflows.deposits_run import next_number, refuse_same

    goes = interest_to or ("kapitalisasi" if aro == "pokok-jasa" else "simpanan")

    def prepare(book: "Book") -> dict[str, object]:
        from cli.koperasi_simpanan import chosen_product

        day = day_of(given.day, book)
        if number is None and given.ref is None and not given.again:
            # The next free number would make the same command, repeated, a second deposit.
            refuse_same(book, member_number(nomor), day, produk, jangka, amount_of(jumlah))
        fields: dict[str, object] = {
            "number": _bilyet(number) if number else next_number(book, day)
        }
        if goes == "simpanan":
            fields["interest_product"] = chosen_product(into, "--simpanan-jasa")(book)["product"]
        return fields

    record_one(
        context,
        "deposit_placed",
        given,
        labels={**_LABELS, "number": "--bilyet", "via": "--ke", "savings": "--dari-simpanan"},
        balances=_told,
        receipt=source is None,
        prepare=prepare,
        member=member_number(nomor),
        amount=amount_of(jumlah),
        product=produk,
        months=jangka,
        rollover=aro,
        interest_to=goes,
        unit=unit,
        via=None if source else via,
        savings=source,
    )


@deposits.command("jalankan")
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
        if done.steps and record and not consent:
            if not sys.stdin.isatty():
                say("Belum dicatat; untuk mencatat, ulangi dengan --ya.")
                return
            if not agrees(f"Catat {len(done.steps)} peristiwa ini?"):
                warn("Tidak dicatat.")
                return
        if done.steps and record:
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


@deposits.command("jasa")
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

    number = _bilyet(bilyet)

    def prepare(book: "Book") -> dict[str, object]:
        due, day = due_of(book, number), day_of(given.day, book)
        if due is None or due > day:
            raise InterestNotDue(number, day, due)
        return {"due": due}

    record_one(
        context,
        "deposit_interest_paid",
        given,
        labels={**_LABELS, "via": "--dari"},
        balances=_told,
        receipt=True,
        prepare=prepare,
        number=number,
        recipient=recipient,
        via=via,
    )


@deposits.command("perpanjang")
@click.argument("bilyet")
@click.option("--jangka", type=click.IntRange(1, 120), help="Jangka baru (bawaan: tetap).")
@voucher_options
@click.pass_context
def renew(context: click.Context, *, bilyet: str, jangka: int | None, given: Given) -> None:
    """Perpanjang simpanan berjangka yang jatuh tempo, dengan jasa yang berlaku saat itu.

    \b
    Contoh:
      koperasi berjangka perpanjang SB-2026-0001 --jangka 6
    """
    record_one(
        context,
        "deposit_renewed",
        given,
        labels=_LABELS,
        balances=_told,
        number=_bilyet(bilyet),
        months=jangka,
    )


@deposits.command("cair")
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

    number = _bilyet(bilyet)
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
        labels={**_LABELS, "via": "--dari", "savings": "--ke-simpanan"},
        balances=_told,
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


@deposits.command("blokir")
@click.argument("bilyet")
@click.option("--alasan", required=True, help="Mengapa diblokir.")
@click.option("--pinjaman", "loan", metavar="NOMOR", help="Nomor pinjaman yang dijamin.")
@voucher_options
@click.pass_context
def pledge(
    context: click.Context, *, bilyet: str, alasan: str, loan: str | None, given: Given
) -> None:
    """Blokir simpanan berjangka, misalnya sebagai agunan pinjaman.

    \b
    Contoh:
      koperasi berjangka blokir SB-2026-0001 --alasan "Agunan" --pinjaman PJ-2026-0001
    """
    record_one(
        context,
        "deposit_pledged",
        given,
        labels=_LABELS,
        balances=_told,
        number=_bilyet(bilyet),
        reason=alasan,
        loan=loan,
    )


@deposits.command("lepas")
@click.argument("bilyet")
@click.option("--alasan", required=True, help="Mengapa dilepas.")
@voucher_options
@click.pass_context
def unpledge(context: click.Context, *, bilyet: str, alasan: str, given: Given) -> None:
    """Lepas blokir simpanan berjangka.

    \b
    Contoh:
      koperasi berjangka lepas SB-2026-0001 --alasan "Pinjaman lunas"
    """
    record_one(
        context,
        "deposit_unpledged",
        given,
        labels=_LABELS,
        balances=_told,
        number=_bilyet(bilyet),
        reason=alasan,
    )


@deposits.command("bilyet")
@click.argument("bilyet")
@format_option
@file_option
@json_option
@click.pass_context
def certificate(
    context: click.Context, bilyet: str, layout: str | None, out: Path | None, *, as_json: bool
) -> None:
    """Cetak bilyet dengan terbilang dan tanda tangan.

    \b
    Contoh:
      koperasi berjangka bilyet SB-2026-0001 --keluar bilyet.pdf
    """
    from koperasi_ledger.reports.render import render
    from koperasi_ledger.workflows.savings_prints import certificate as make

    chosen = chosen_format(layout, out, as_json=as_json)
    with the_book(context) as book:
        made = make(book, _bilyet(bilyet), day_of(None, book))
    deliver(render(made, chosen), out)


@deposits.command("daftar")
@click.option("--anggota", metavar="NOMOR", help="Hanya milik anggota ini.")
@click.option("--semua", "closed", is_flag=True, help="Juga yang sudah cair atau batal.")
@json_option
@click.pass_context
def listed(context: click.Context, *, anggota: str | None, closed: bool, as_json: bool) -> None:
    """Daftar simpanan berjangka dengan jatuh temponya.

    \b
    Contoh:
      koperasi berjangka daftar --anggota A-0001
    """
    from decimal import Decimal

    from koperasi_ledger.model.policy.savings import format_percent
    from koperasi_ledger.model.records import Deposit
    from koperasi_ledger.rules.deposit_terms import maturity

    with the_book(context) as book:
        found = [
            item
            for item in book.journal.books().all(Deposit)
            if (closed or item.status == "aktif")
            and (anggota is None or item.member == member_number(anggota))
        ]
    if as_json:
        show_json(
            [
                {
                    "bilyet": item.number,
                    "anggota": item.member,
                    "produk": item.product,
                    "mulai": item.start.isoformat(),
                    "jatuh_tempo": maturity(item).isoformat(),
                    "persen_setahun": str(item.rate),
                    "saldo": str(item.balance),
                    "aro": item.rollover,
                    "jasa": item.interest_to,
                    "status": item.status,
                    "diblokir": item.pledge is not None,
                }
                for item in found
            ]
        )
        return
    if not found:
        say("Belum ada simpanan berjangka.")
        return
    rows: list[tuple[str, ...]] = [
        (
            item.number,
            item.member,
            item.start.isoformat(),
            maturity(item).isoformat(),
            format_percent(item.rate),
            item.rollover,
            f"{item.status}{', diblokir' if item.pledge else ''}",
            rupiah(item.balance),
        )
        for item in found
    ]
    total = sum((item.balance for item in found), Decimal(0))
    rows.append(("", f"{len(found)} bilyet", "", "", "", "", "", rupiah(total)))
    heads = ("bilyet", "anggota", "mulai", "jatuh tempo", "jasa", "ARO", "status", "saldo")
    table(heads, rows, right=(7,))
