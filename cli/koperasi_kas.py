"""Commands on cash and banks: open, receive, pay, transfer, adjust; lists."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import (
    Balances,
    Given,
    amount_of,
    record_one,
    via_option,
    voucher_options,
)
from cli.koperasi_umum import json_option, rupiah, say, show_json, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book


@click.group("kas")
def cash() -> None:
    """Kas dan bank: buka, terima, bayar, pindah, sesuaikan, daftar.

    \b
    Contoh:
      koperasi kas bayar 150000 --akun 6113 --untuk "Listrik Januari"
    """


@cash.command("buka")
@click.argument("kunci")
@click.option("--nama", required=True, help="Nama seperti di laporan.")
@click.option(
    "--jenis", type=click.Choice(["kas", "bank"]), required=True, help="Kas atau rekening bank."
)
@click.option("--bank", help="Nama bank; wajib untuk rekening bank.")
@click.option("--nomor", help="Nomor rekening, angka saja; wajib untuk rekening bank.")
@voucher_options
@click.pass_context
def open_cash(
    context: click.Context, /, *, kunci: str, nama: str, jenis: str, given: Given, **of: str | None
) -> None:
    """Buka kas kecil atau rekening bank dengan KUNCI pendek.

    \b
    Contoh:
      koperasi kas buka bri --jenis bank --nama "BRI Operasional" --bank BRI --nomor 000001000123509
      koperasi kas buka toko --jenis kas --nama "Kas Toko"
    """
    record_one(
        context, "cash_account_opened", given,
        key=kunci, name=nama, type=jenis, bank=of["bank"], number=of["nomor"],
    )  # fmt: skip


def _lines_options(function: Any) -> Any:  # noqa: ANN401 - a click decorator
    """The options that say which accounts a receipt or payment is for."""
    for option in (
        click.option("--untuk", "purpose", help="Keterangan; ikut tercetak di buku besar."),
        click.option("--unit", help="Unit usaha."),
        click.option(
            "--rinci",
            "parts",
            multiple=True,
            metavar="AKUN=JUMLAH",
            help="Beberapa akun sekaligus; ulangi, jumlahnya harus sama dengan JUMLAH.",
        ),
        click.option("--akun", "account", metavar="AKUN", help="Nama, kode, atau akhir nama akun."),
    ):
        function = option(function)
    return function


@cash.command("terima")
@click.argument("jumlah")
@_lines_options
@click.option("--dari", "party", help="Dari siapa; tercetak di kuitansi.")
@via_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def receive(context: click.Context, /, *, jumlah: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Penerimaan selain simpanan anggota.

    \b
    Contoh:
      koperasi kas terima 75000 --akun 4420 --untuk "Fee keagenan" --ke bri
      koperasi kas terima 500000 --rinci 4310=300000 --rinci 4410=200000
    """
    _record_money(context, "receipt_recorded", jumlah, given=given, of=of, via="--ke")


@cash.command("bayar")
@click.argument("jumlah")
@_lines_options
@click.option("--kepada", "party", help="Kepada siapa; tercetak di kuitansi.")
@via_option("--dari", "Uang keluar dari")
@voucher_options
@click.pass_context
def pay(context: click.Context, /, *, jumlah: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Pengeluaran selain simpanan anggota.

    \b
    Contoh:
      koperasi kas bayar 150000 --akun 6113 --untuk "Listrik Januari" --kepada PLN
    """
    _record_money(context, "payment_recorded", jumlah, given=given, of=of, via="--dari")


def _record_money(
    context: click.Context, kind: str, text: str, *, given: Given, of: Mapping[str, Any], via: str
) -> None:
    if bool(of["account"]) == bool(of["parts"]):
        raise click.UsageError("Sebut akunnya dengan --akun, atau beberapa dengan --rinci.")
    if of["purpose"] is not None and given.note is not None:
        raise click.UsageError("--untuk dan --catatan sama artinya; pakai salah satu.")
    amount = amount_of(text)
    if of["purpose"] is not None:
        given = given._replace(note=of["purpose"])
    named = [_part(part, "--rinci") for part in of["parts"]] or [(of["account"], amount)]
    _check_sum(amount, named)

    def lines(book: "Book") -> Mapping[str, object]:
        return {
            "lines": [{"account": name, "amount": part} for name, part in _accounts(book, named)]
        }

    record_one(
        context,
        kind,
        given,
        labels={
            "via": via,
            "note": "--untuk",
            "counterparty": "--dari/--kepada",
            "lines": "--rinci",
        },
        balances=_cash_balance,
        receipt=True,
        prepare=lines,
        via=of["via"],
        unit=of["unit"],
        counterparty=of["party"],
    )


def _part(text: str, label: str) -> tuple[str, str]:
    from koperasi_ledger.workflows.by_hand_errors import BadPart

    account, sign, amount = text.rpartition("=")
    if not (sign and account.strip() and amount.strip()):
        raise BadPart(text[:120])
    return account.strip(), amount_of(amount, label)


def _check_sum(amount: str, parts: Sequence[tuple[str, str]]) -> None:
    from koperasi_ledger.model.money import format_rupiah
    from koperasi_ledger.workflows.by_hand_errors import SplitDiffers

    total = sum((Decimal(part) for _, part in parts), Decimal(0))
    if total != Decimal(amount):
        raise SplitDiffers(format_rupiah(Decimal(amount)), format_rupiah(total))


def _accounts(book: "Book", parts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    from koperasi_ledger.workflows.chart import find_account

    books = book.journal.books()
    return [(find_account(books, name).name, amount) for name, amount in parts]


def _cash_balance(book: "Book", event: "AnyEvent") -> Balances:
    from datetime import date

    shorts = [getattr(event, name, None) for name in ("via", "source", "target")]
    books = book.journal.books()
    return {
        f"saldo_{short}": book.journal.balance(books.cash(short).account, date.max)
        for short in shorts
        if short
    }


@cash.command("pindah")
@click.argument("jumlah")
@click.option("--dari", "source", required=True, metavar="KAS", help="Kunci kas/bank asal.")
@click.option("--ke", "target", required=True, metavar="KAS", help="Kunci kas/bank tujuan.")
@voucher_options
@click.pass_context
def transfer(
    context: click.Context, *, jumlah: str, source: str, target: str, given: Given
) -> None:
    """Pindahkan uang antara kas dan bank koperasi sendiri.

    \b
    Contoh:
      koperasi kas pindah 1000000 --dari kas --ke bri
    """
    if source == target:
        raise click.UsageError("--dari dan --ke harus berbeda.")
    record_one(
        context,
        "cash_transferred",
        given,
        labels={"source": "--dari", "target": "--ke"},
        balances=_cash_balance,
        source=source,
        target=target,
        amount=amount_of(jumlah),
    )


@cash.command("sesuaikan", short_help="Jurnal penyesuaian antara akun.")
@click.option("--debet", multiple=True, required=True, metavar="AKUN=JUMLAH", help="Sisi debet.")
@click.option("--kredit", multiple=True, required=True, metavar="AKUN=JUMLAH", help="Sisi kredit.")
@click.option("--alasan", required=True, help="Mengapa; ikut tercetak di buku besar.")
@click.option("--unit", help="Unit usaha.")
@voucher_options
@click.pass_context
def adjust(
    context: click.Context,
    *,
    debet: tuple[str, ...],
    kredit: tuple[str, ...],
    alasan: str,
    unit: str | None,
    given: Given,
) -> None:
    """Jurnal penyesuaian antara akun mana pun selain kas, bank dan simpanan.

    \b
    Contoh:
      koperasi kas sesuaikan --debet 6122=50000 --kredit 1345=50000 --alasan "Penyusutan Januari"
    """
    debits = [_part(text, "--debet") for text in debet]
    credits_ = [_part(text, "--kredit") for text in kredit]

    def lines(book: "Book") -> Mapping[str, object]:
        return {
            "lines": [
                {"account": name, side: amount, **({"unit": unit} if unit else {})}
                for side, parts in (("debit", debits), ("credit", credits_))
                for name, amount in _accounts(book, parts)
            ]
        }

    record_one(
        context,
        "journal_adjusted",
        given,
        labels={"lines": "--debet/--kredit"},
        prepare=lines,
        reason=alasan,
    )


@cash.command("daftar")
@json_option
@click.pass_context
def show_all(context: click.Context, *, as_json: bool) -> None:
    """Daftar kas dan bank dengan saldonya.

    \b
    Contoh:
      koperasi kas daftar
    """
    from koperasi_ledger.workflows.status import cash_balances

    with the_book(context) as book:
        found = cash_balances(book)
    if as_json:
        show_json(
            {
                "kas": [
                    {
                        "kunci": item.short,
                        "nama": item.name,
                        "jenis": item.type,
                        "akun": item.account,
                        "kode": item.code,
                        "bank": item.bank,
                        "nomor": item.number,
                        "rekonsiliasi_sampai": item.reconciled and item.reconciled.isoformat(),
                        "saldo": str(balance),
                    }
                    for item, balance in found
                ]
            }
        )
        return
    rows = [
        (item.short, item.name, item.number or "", item.account, rupiah(balance))
        for item, balance in found
    ]
    table(("kunci", "nama", "nomor", "akun", "saldo"), rows, right=(4,))


@cash.command("akun")
@click.argument("kata", required=False, default="")
@json_option
@click.pass_context
def accounts(context: click.Context, *, kata: str, as_json: bool) -> None:
    """Cari akun: kode, nama lengkap, dan sebutannya.

    \b
    Contoh:
      koperasi kas akun listrik
    """
    with the_book(context) as book:
        chart = book.journal.books().chart().values()
    word = kata.lower()
    found = [
        item
        for item in chart
        if word in item.name.lower() or word in item.title.lower() or item.code.startswith(word)
    ]
    if as_json:
        show_json(
            {"akun": [{"kode": item.code, "akun": item.name, "nama": item.title} for item in found]}
        )
    elif found:
        table(("kode", "akun", "nama"), [(item.code, item.name, item.title) for item in found])
    else:
        say(f"Tidak ada akun yang memuat {kata}.")
