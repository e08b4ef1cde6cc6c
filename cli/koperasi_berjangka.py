"""Commands on deposits for a fixed term (simpanan berjangka): opened, renewed, blocked, listed."""

from typing import TYPE_CHECKING

import click

from cli.koperasi_berjangka_bayar import close, interest, run
from cli.koperasi_berjangka_umum import LABELS, number_of, told
from cli.koperasi_bukti import (
    Given,
    amount_of,
    day_of,
    member_number,
    record_one,
    via_option,
    voucher_options,
)
from cli.koperasi_laporan import printed
from cli.koperasi_umum import json_option, rupiah, say, show_json, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.reports.view import Report
    from koperasi_ledger.workflows.book import Book


_AROS = ("tidak", "pokok", "pokok-jasa")


@click.group("berjangka")
def deposits() -> None:
    """Simpanan berjangka: buka, jasa, perpanjang, cair, bilyet, daftar.

    \b
    Contoh:
      koperasi berjangka daftar
    """


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
            "number": number_of(number) if number else next_number(book, day)
        }
        if goes == "simpanan":
            fields["interest_product"] = chosen_product(into, "--simpanan-jasa")(book)["product"]
        return fields

    record_one(
        context,
        "deposit_placed",
        given,
        labels={**LABELS, "number": "--bilyet", "via": "--ke", "savings": "--dari-simpanan"},
        balances=told,
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
        labels=LABELS,
        balances=told,
        number=number_of(bilyet),
        months=jangka,
    )


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
        labels=LABELS,
        balances=told,
        number=number_of(bilyet),
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
        labels=LABELS,
        balances=told,
        number=number_of(bilyet),
        reason=alasan,
    )


@deposits.command("bilyet")
@click.argument("bilyet")
@printed
def certificate(book: "Book", *, bilyet: str) -> "Report":
    """Cetak bilyet dengan terbilang dan tanda tangan.

    \b
    Contoh:
      koperasi berjangka bilyet SB-2026-0001 --keluar bilyet.pdf
    """
    from koperasi_ledger.workflows.savings_prints import certificate as make

    return make(book, number_of(bilyet), day_of(None, book))


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


for _command in (run, interest, close):
    deposits.add_command(_command)
