"""Commands on collateral: taken in, valued anew, handed back, listed."""

from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Balances, Given, voucher_options
from cli.koperasi_pinjaman_umum import loan_number, percent_of, record_loan
from cli.koperasi_umum import json_option, rupiah, say, show_json, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book

_LABELS = {
    "collateral": "KUNCI",
    "loan": "--pinjaman",
    "type": "--jenis",
    "description": "--uraian",
    "owner": "--pemilik",
    "value": "--nilai",
    "eligible": "--diakui",
    "paper": "--surat",
    "recipient": "--penerima",
}


@click.group("agunan")
def collateral() -> None:
    """Agunan pinjaman: terima, nilai, kembalikan, daftar.

    \b
    Contoh:
      koperasi pinjaman agunan daftar
    """


def _value_options(function: Any) -> Any:  # noqa: ANN401 - a click decorator
    for option in (
        click.option(
            "--diakui", "eligible", metavar="PERSEN", default="100",
            help="Persen nilai yang diperhitungkan terhadap kerugian (bawaan: 100).",
        ),
        click.option("--nilai", "value", metavar="RUPIAH", required=True, help="Nilai taksiran."),
    ):  # fmt: skip
        function = option(function)
    return function


def _valued(of: dict[str, Any]) -> dict[str, str | None]:
    from koperasi_ledger.model.errors import Refusal
    from koperasi_ledger.model.money import parse_user_amount

    try:
        value = parse_user_amount(of["value"])
    except Refusal as refusal:
        refusal.where = "--nilai"
        raise
    return {"value": str(value), "eligible": percent_of(of["eligible"], "--diakui")}


@collateral.command("terima")
@click.argument("kunci")
@click.option("--pinjaman", "loan", required=True, metavar="NOMOR", help="Pinjaman yang dijamin.")
@click.option("--jenis", "type", required=True, help="Misalnya BPKB motor, sertifikat, emas.")
@click.option("--uraian", "description", required=True, help="Ciri-cirinya: merek, nomor, luas.")
@click.option("--pemilik", "owner", required=True, help="Atas nama siapa; ada di jurnal saja.")
@_value_options
@click.option("--surat", "paper", help="Nomor surat buktinya.")
@voucher_options
@click.pass_context
def register(context: click.Context, /, *, kunci: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Terima agunan dengan KUNCI pendek untuk sebuah pinjaman.

    \b
    Contoh:
      koperasi pinjaman agunan terima bpkb-0001 --pinjaman PJ-2026-0001 --jenis "BPKB motor" \\
        --uraian "Honda Beat 2020" --pemilik "Ani Contoh" --nilai 9000000 --diakui 70
    """
    fields = {
        "collateral": kunci,
        "loan": loan_number(of["loan"]),
        "type": of["type"],
        "description": of["description"],
        "owner": of["owner"],
        "paper": of["paper"],
        **_valued(of),
    }
    record_loan(context, "collateral_registered", given, fields, told=_secured, labels=_LABELS)


@collateral.command("nilai")
@click.argument("kunci")
@_value_options
@click.option("--alasan", "reason", required=True, help="Dasar penilaian ulang.")
@voucher_options
@click.pass_context
def revalue(context: click.Context, /, *, kunci: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Nilai ulang agunan KUNCI.

    \b
    Contoh:
      koperasi pinjaman agunan nilai bpkb-0001 --nilai 7500000 --diakui 70 --alasan "Harga pasar"
    """
    fields = {"collateral": kunci, "reason": of["reason"], **_valued(of)}
    record_loan(context, "collateral_revalued", given, fields, told=_secured, labels=_LABELS)


@collateral.command("kembalikan")
@click.argument("kunci")
@click.option("--penerima", "recipient", required=True, help="Siapa yang menerimanya.")
@voucher_options
@click.pass_context
def release(context: click.Context, /, *, kunci: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Kembalikan agunan KUNCI sesudah pinjamannya lunas.

    \b
    Contoh:
      koperasi pinjaman agunan kembalikan bpkb-0001 --penerima "Ani Contoh"
    """
    fields = {"collateral": kunci, "recipient": of["recipient"]}
    record_loan(context, "collateral_released", given, fields, told=_secured, labels=_LABELS)


def _secured(book: "Book", event: "AnyEvent") -> Balances:
    from koperasi_ledger.workflows.loan_collateral import collateral_of
    from koperasi_ledger.workflows.loan_views import loan_of

    thing = collateral_of(book, str(event.collateral))  # type: ignore[attr-defined] # of collateral
    loan = loan_of(book, thing.loan)
    return {"pinjaman": loan.number, "nilai": thing.value, "diperhitungkan": loan.secured}


@collateral.command("daftar")
@click.option("--pinjaman", "loan", metavar="NOMOR", help="Hanya agunan satu pinjaman.")
@click.option("--semua", "every", is_flag=True, help="Termasuk yang sudah dikembalikan.")
@json_option
@click.pass_context
def listing(context: click.Context, *, loan: str | None, every: bool, as_json: bool) -> None:
    """Daftar agunan yang dipegang koperasi.

    \b
    Contoh:
      koperasi pinjaman agunan daftar --pinjaman PJ-2026-0001
    """
    from koperasi_ledger.workflows.loan_collateral import collateral_json, collateral_list

    number = None if loan is None else loan_number(loan)
    with the_book(context) as book:
        found = collateral_list(book, loan=number, released=every)
    if as_json:
        show_json({"agunan": [collateral_json(thing) for thing in found]})
        return
    if not found:
        say("Tidak ada agunan.")
        return
    rows = [
        (
            thing.short,
            thing.loan,
            thing.type,
            thing.description,
            rupiah(thing.value),
            f"{thing.eligible} %",
            thing.released.isoformat() if thing.released else "",
        )
        for thing in found
    ]
    heads = ("kunci", "pinjaman", "jenis", "uraian", "nilai", "diakui", "dikembalikan")
    table(heads, rows, right=(4, 5))
