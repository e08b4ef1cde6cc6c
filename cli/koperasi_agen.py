"""Commands on agency work: balances with principals, transactions and recaps, fees."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import (
    Given,
    amount_of,
    day_of,
    record_one,
    via_option,
    voucher_options,
)
from cli.koperasi_umum import json_option, rupiah, say, show_json, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book

LABELS = {
    "principal": "PRINSIPAL",
    "balance": "--saldo",
    "account": "--dari-akun",
    "cost": "--biaya",
    "lines": "--transaksi",
    "via": "--kas",
    "approved_by": "--disetujui",
    "settles": "--piutang",
    "withheld": "--pph",
    "withheld_account": "--akun-pph",
    "differences": "--selisih",
}
"""What the person calls the fields."""


@click.group("agen")
def agency() -> None:
    """Keagenan (BRILink, Pos, PPOB): saldo, transaksi atau rekap harian, fee, pencocokan.

    \b
    Contoh:
      koperasi agen isi brilink 5000000 --dari bri
      koperasi agen catat --transaksi tarik-tunai=12:6500000,pelanggan=52000
      koperasi agen cocokkan brilink 7294500
    """


def _told(book: "Book", event: "AnyEvent") -> Mapping[str, Any]:
    from koperasi_ledger.workflows.agency_hand import told_balance

    return told_balance(book, getattr(event, "principal", ""))


_owed_option = click.option(
    "--terutang", "owed", is_flag=True, help="SALDO itu utang kepada prinsipal (cara setor)."
)


def _signed(text: str, label: str, *, owed: bool) -> str:
    amount = amount_of(text, label)
    return f"-{amount}" if owed else amount


@agency.command("buka")
@click.argument("prinsipal")
@click.option("--saldo", help="Isi saldo sekarang.")
@_owed_option
@click.option("--dari-akun", "account", help="Akun yang selama ini memuat saldo itu.")
@voucher_options
@click.pass_context
def open_account(
    context: click.Context,
    /,
    *,
    prinsipal: str,
    saldo: str | None,
    account: str | None,
    owed: bool,
    given: Given,
) -> None:
    """Buka saldo keagenan dengan PRINSIPAL dari kebijakan [keagenan].

    \b
    Contoh:
      koperasi agen buka brilink
      koperasi agen buka ppob --saldo 750000 --dari-akun Aset:Piutang:Lain
    """
    record_one(
        context,
        "agency_account_opened",
        given,
        labels=LABELS,
        balances=_told,
        principal=prinsipal,
        balance=_signed(saldo, "--saldo", owed=owed) if saldo else None,
        account=account,
    )


@agency.command("isi")
@click.argument("prinsipal")
@click.argument("jumlah")
@click.option("--biaya", help="Biaya isi saldo, dibayar di atas jumlahnya.")
@via_option("--dari", "Dibayar dari")
@voucher_options
@click.pass_context
def top_up(
    context: click.Context,
    /,
    *,
    prinsipal: str,
    jumlah: str,
    biaya: str | None,
    via: str,
    given: Given,
) -> None:
    """Isi saldo PRINSIPAL, atau setor yang terutang kepadanya.

    \b
    Contoh:
      koperasi agen isi brilink 5000000 --dari bri --biaya 2500
      koperasi agen isi pos 1498000 --dari kas
    """
    record_one(
        context,
        "agency_float_topped_up",
        given,
        labels=LABELS | {"via": "--dari"},
        balances=_told,
        principal=prinsipal,
        amount=amount_of(jumlah),
        cost=amount_of(biaya, "--biaya") if biaya else None,
        via=via,
    )


@agency.command("tarik")
@click.argument("prinsipal")
@click.argument("jumlah")
@click.option("--biaya", help="Biaya penarikan, diambil dari saldo.")
@via_option("--ke", "Masuk ke")
@voucher_options
@click.pass_context
def withdraw(
    context: click.Context,
    /,
    *,
    prinsipal: str,
    jumlah: str,
    biaya: str | None,
    via: str,
    given: Given,
) -> None:
    """Tarik JUMLAH dari saldo PRINSIPAL ke kas atau bank.

    \b
    Contoh:
      koperasi agen tarik brilink 2000000 --ke bri --biaya 6500
    """
    record_one(
        context,
        "agency_float_withdrawn",
        given,
        labels=LABELS | {"via": "--ke"},
        balances=_told,
        principal=prinsipal,
        amount=amount_of(jumlah),
        cost=amount_of(biaya, "--biaya") if biaya else None,
        via=via,
    )


@agency.command("catat")
@click.option(
    "--transaksi",
    "texts",
    multiple=True,
    required=True,
    metavar="LAYANAN=BANYAK:NOMINAL",
    help="Layanan, banyaknya dan nominal; lalu ,pelanggan= ,bagian= ,prinsipal= ,anggota=; ulangi.",
)
@click.option("--disetujui", "approved", help="Siapa yang menyetujui fee di luar kebijakan.")
@via_option("--kas", "Uang pelanggan lewat")
@voucher_options
@click.pass_context
def record_agency(
    context: click.Context,
    /,
    *,
    texts: Sequence[str],
    approved: str | None,
    via: str,
    given: Given,
) -> None:
    """Catat transaksi keagenan, satu atau rekap sehari menurut aplikasi.

    Fee yang tidak disebut dihitung menurut kebijakan [keagenan]: pelanggan (dibayar pelanggan),
    bagian (dipotong prinsipal dari fee itu), prinsipal (dibayar prinsipal kepada koperasi).

    \b
    Contoh:
      koperasi agen catat --transaksi listrik=102500,anggota=A-0001
      koperasi agen catat --transaksi tarik-tunai=12:6500000,pelanggan=52000
        --transaksi listrik=30:3150000 --bukti "Rekap EDC 31/01"
    """
    from koperasi_ledger.model.records import AgencyAccount
    from koperasi_ledger.workflows.agency_hand import (
        agency_policy_on,
        read_agency_line,
        told_balance,
    )

    def lines(book: "Book") -> Mapping[str, object]:
        policy = agency_policy_on(book, day_of(given.day, book))
        return {"lines": [read_agency_line(text, policy) for text in texts]}

    def told(book: "Book", event: "AnyEvent") -> Mapping[str, Any]:
        given_: Any = event
        shown: dict[str, Any] = {"nominal": sum(line.nominal for line in given_.lines)}
        shown["fee"] = sum(line.net for line in given_.lines)
        policy = agency_policy_on(book, event.date)
        keys = {policy.services[line.service].principal for line in given_.lines if policy}
        for key in sorted(keys):
            if book.journal.load(AgencyAccount.kind, key) is not None:
                shown |= {
                    name: value for name, value in told_balance(book, key).items() if key in name
                }
        return shown

    record_one(
        context,
        "agency_recorded",
        given,
        labels=LABELS,
        balances=told,
        prepare=lines,
        via=via,
        approved_by=approved,
    )


@agency.command("fee")
@click.argument("prinsipal")
@click.argument("jumlah")
@click.option("--piutang", "settles", help="Berapa piutang fee yang lunas (bawaan: sejumlahnya).")
@click.option("--pph", "withheld", help="Pajak yang dipotong prinsipal.")
@click.option("--akun-pph", "tax_account", help="Akun untuk pajak yang dipotong itu.")
@click.option("--ke-saldo", "into_float", is_flag=True, help="Masuk ke saldo keagenan.")
@click.option("--ke", "via", metavar="KAS", help="Masuk ke kas/bank ini (bawaan: kas).")
@voucher_options
@click.pass_context
def receive_fee(
    context: click.Context,
    /,
    *,
    prinsipal: str,
    jumlah: str,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Terima fee dari PRINSIPAL yang sudah diakui sebagai piutang, atau baru sekarang.

    \b
    Contoh:
      koperasi agen fee brilink 350000 --ke bri
      koperasi agen fee brilink 343000 --pph 7000 --akun-pph Beban:PajakPenghasilan --ke bri
      koperasi agen fee ppob 120000 --piutang 0 --ke-saldo
    """
    if of["into_float"] and of["via"]:
        raise click.UsageError("Pilih salah satu: --ke atau --ke-saldo.")
    record_one(
        context,
        "agency_fee_received",
        given,
        labels=LABELS | {"via": "--ke"},
        balances=_told,
        principal=prinsipal,
        amount=amount_of(jumlah),
        settles=amount_of(of["settles"], "--piutang") if of["settles"] else None,
        withheld=amount_of(of["withheld"], "--pph") if of["withheld"] else None,
        withheld_account=of["tax_account"],
        into_float=of["into_float"] or None,
        via=None if of["into_float"] else of["via"] or "kas",
    )


@agency.command("cocokkan")
@click.argument("prinsipal")
@click.argument("saldo")
@_owed_option
@click.option(
    "--selisih",
    "texts",
    multiple=True,
    metavar="SEBAB=JUMLAH:KETERANGAN",
    help="biaya, kurang, lebih, tertunda-keluar atau tertunda-masuk; ulangi bila beberapa.",
)
@voucher_options
@click.pass_context
def reconcile(
    context: click.Context,
    /,
    *,
    prinsipal: str,
    saldo: str,
    owed: bool,
    texts: Sequence[str],
    given: Given,
) -> None:
    """Cocokkan buku dengan SALDO di aplikasi PRINSIPAL pada akhir hari.

    Setiap selisih disebut sebabnya. Biaya, kurang dan lebih dibukukan; tertunda-keluar (aplikasi
    belum memotong) dan tertunda-masuk (aplikasi belum menambah) hanya disebut.

    \b
    Contoh:
      koperasi agen cocokkan brilink 7294500
      koperasi agen cocokkan pos 1498000 --terutang
      koperasi agen cocokkan brilink 7292000 --selisih "biaya=2500:biaya bulanan EDC"
    """
    from koperasi_ledger.workflows.agency_hand import read_difference

    record_one(
        context,
        "agency_float_reconciled",
        given,
        labels=LABELS | {"balance": "SALDO"},
        balances=_told,
        principal=prinsipal,
        balance=_signed(saldo, "SALDO", owed=owed),
        differences=[read_difference(text) for text in texts],
    )


@agency.command("saldo")
@json_option
@click.pass_context
def balances(context: click.Context, *, as_json: bool) -> None:
    """Saldo, fee yang belum diterima dan pencocokan terakhir setiap prinsipal.

    \b
    Contoh:
      koperasi agen saldo
    """
    from koperasi_ledger.workflows.agency_hand import agency_standing

    with the_book(context) as book:
        rows = agency_standing(book, day_of(None, book))
    if as_json:
        show_json(
            [
                {
                    "prinsipal": row.account.principal,
                    "nama": row.name,
                    "cara": row.account.way,
                    "saldo": str(row.account.balance),
                    "fee_belum_diterima": str(row.account.claim),
                    "dicocokkan": row.account.reconciled,
                }
                for row in rows
            ]
        )
        return
    if not rows:
        say("Belum ada saldo keagenan; buka dengan 'koperasi agen buka PRINSIPAL'.")
        return
    table(
        ("prinsipal", "nama", "saldo", "fee belum diterima", "dicocokkan"),
        [
            (
                row.account.principal,
                row.name,
                rupiah(row.account.balance),
                rupiah(row.account.claim),
                row.account.reconciled.isoformat() if row.account.reconciled else "belum",
            )
            for row in rows
        ],
        right=(2, 3),
    )
