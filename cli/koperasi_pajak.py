"""Commands on the cooperative's own taxes: PPN of a month, the final tax on turnover, payment."""

from decimal import Decimal
from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import (
    Balances,
    Given,
    amount_of,
    month_of_text,
    record_one,
    via_option,
    voucher_options,
)
from cli.koperasi_umum import json_option, rupiah, say, show_json, stamp, the_book, to_be_kept

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book
    from koperasi_ledger.workflows.tax_runs import FinalTaxRun, VatRun

_LABELS = {
    "tax": "JENIS",
    "month": "--bulan",
    "amount": "--jumlah",
    "via": "--dari",
    "ntpn": "--ntpn",
    "till": "KASIR",
    "number": "NOMOR",
    "invoice": "--faktur",
    "account": "--akun",
    "unit": "--unit",
}


@click.group("pajak")
def taxes() -> None:
    """PPN, PPh final atas omzet, dan penyetorannya.

    \b
    Contoh:
      koperasi pajak ppn --bulan 2026-05
      koperasi pajak pph-final --bulan 2026-05
      koperasi pajak setor ppn --bulan 2026-05 --dari bri --ntpn 0123456789ABCDEF
      koperasi laporan pajak --tahun 2026
    """


month_option = click.option(
    "--bulan", "month", required=True, metavar="TTTT-BB", help="Masa pajak (bulan)."
)
keep_option = click.option(
    "--ya", "--catat", "keep", is_flag=True, help="Catat tanpa bertanya lagi."
)


@taxes.command("ppn")
@month_option
@keep_option
@json_option
@click.pass_context
def vat(context: click.Context, *, month: str, keep: bool, as_json: bool) -> None:
    """Hitung PPN satu bulan: keluaran, masukan, kompensasi, dan kurang atau lebih bayar.

    Ditampilkan dahulu, lalu dicatat dengan --ya atau sesudah ditanya; bulan yang sudah dihitung
    tidak dicatat lagi. Dengan --json tanpa --ya hanya ditampilkan.

    \b
    Contoh:
      koperasi pajak ppn --bulan 2026-05
      koperasi pajak ppn --bulan 2026-05 --ya
    """
    from koperasi_ledger.rules.dates import month_name
    from koperasi_ledger.workflows.tax_runs import run_vat

    wanted = month_of_text(month)
    with the_book(context) as book:
        run = run_vat(book, wanted, stamp(), keep=keep)
        if as_json:
            show_json(_vat_json(run))
            return
        _show_vat(run)
        if run.done or run.new or not to_be_kept(f"PPN {month_name(wanted)}"):
            return
        run_vat(book, wanted, stamp(), keep=True)
        say(f"Dicatat: PPN {month_name(wanted)}.")


def _show_vat(run: "VatRun") -> None:
    from koperasi_ledger.rules.dates import day_name, month_name

    if run.done:
        say(f"PPN {month_name(run.month)} sudah dihitung; tidak ada yang ditambahkan.")
        say(f"  PPN keluaran {rupiah(run.output)}, masukan {rupiah(run.input)}")
        say(f"  kurang bayar waktu itu: {rupiah(run.due)}")
        return
    say(f"PPN {month_name(run.month)}" + (" dicatat:" if run.new else ":"))
    lines = [
        ("PPN keluaran", run.output),
        ("PPN masukan", -run.input),
        ("kompensasi bulan sebelumnya", -run.brought),
        ("kurang bayar", run.due) if not run.carried else ("lebih bayar", -run.carried),
    ]
    _amounts(lines)
    if any(run.earlier):
        say(
            f"  Termasuk koreksi bulan sebelumnya: keluaran {rupiah(run.earlier[0])}, masukan"
            f" {rupiah(run.earlier[1])}; betulkan juga SPT bulan itu."
        )
    if run.due:
        say(f"  Setor dan lapor paling lambat {day_name(run.pay_by)}.")


def _amounts(lines: list[tuple[str, Decimal]]) -> None:
    texts = [(name, rupiah(amount)) for name, amount in lines]
    wide, right = max(len(name) for name, _ in texts), max(len(text) for _, text in texts)
    for name, text in texts:
        say(f"  {name.ljust(wide)}  {text.rjust(right)}")


def _vat_json(run: "VatRun") -> dict[str, object]:
    return {
        "bulan": run.month,
        "dicatat": run.new,
        "sudah": run.done,
        "keluaran": str(run.output),
        "masukan": str(run.input),
        "koreksi_keluaran": str(run.earlier[0]),
        "koreksi_masukan": str(run.earlier[1]),
        "kompensasi": str(run.brought),
        "kurang_bayar": str(run.due),
        "lebih_bayar": str(run.carried),
        "setor_paling_lambat": run.pay_by.isoformat(),
    }


@taxes.command("pph-final")
@month_option
@keep_option
@json_option
@click.pass_context
def final_tax(context: click.Context, *, month: str, keep: bool, as_json: bool) -> None:
    """Hitung PPh final atas omzet satu bulan; omzetnya dibaca dari buku besar.

    Akun yang termasuk omzet ada pada [pajak.pph_final] di kebijakan. Ditampilkan dahulu, lalu
    dicatat dengan --ya atau sesudah ditanya; bulan yang sudah dihitung tidak dicatat lagi.

    \b
    Contoh:
      koperasi pajak pph-final --bulan 2026-05
      koperasi pajak pph-final --bulan 2026-05 --ya
    """
    from koperasi_ledger.rules.dates import month_name
    from koperasi_ledger.workflows.tax_runs import run_final_tax

    wanted = month_of_text(month)
    with the_book(context) as book:
        run = run_final_tax(book, wanted, stamp(), keep=keep)
        if as_json:
            show_json(_final_json(run))
            return
        _show_final(run)
        if run.done or run.new or not to_be_kept(f"PPh final {month_name(wanted)}"):
            return
        run_final_tax(book, wanted, stamp(), keep=True)
        say(f"Dicatat: PPh final {month_name(wanted)}.")


def _show_final(run: "FinalTaxRun") -> None:
    from koperasi_ledger.rules.dates import day_name, month_name

    if run.done:
        say(f"PPh final {month_name(run.month)} sudah dihitung; tidak ada yang ditambahkan.")
    else:
        say(f"PPh final {month_name(run.month)}" + (" dicatat:" if run.new else ":"))
    _amounts(
        [
            ("omzet bulan itu", run.base),
            ("omzet tahun berjalan", run.year),
            ("PPh final", run.amount),
        ]
    )
    if run.amount and not run.done:
        say(f"  Setor paling lambat {day_name(run.pay_by)} (KAP-KJS 411128-420).")
    for warning in run.warnings:
        say(f"  Perhatian: {warning}")


def _final_json(run: "FinalTaxRun") -> dict[str, object]:
    return {
        "bulan": run.month,
        "dicatat": run.new,
        "sudah": run.done,
        "omzet": str(run.base),
        "omzet_tahun": str(run.year),
        "pph_final": str(run.amount),
        "setor_paling_lambat": run.pay_by.isoformat(),
        "perhatian": list(run.warnings),
    }


@taxes.command("setor")
@click.argument("tax", metavar="JENIS", type=click.Choice(["ppn", "pph-final"]))
@month_option
@click.option("--jumlah", "amount", metavar="JUMLAH", help="Bawaan: semua yang belum disetor.")
@click.option("--ntpn", "ntpn", help="Nomor transaksi penerimaan negara (NTPN).")
@via_option("--dari", "Uang keluar dari")
@voucher_options
@click.pass_context
def pay(
    context: click.Context,
    *,
    tax: str,
    month: str,
    amount: str | None,
    ntpn: str | None,
    via: str,
    given: Given,
) -> None:
    """Setor PPN atau PPh final satu bulan ke negara.

    \b
    Contoh:
      koperasi pajak setor ppn --bulan 2026-05 --dari bri --ntpn 0123456789ABCDEF
      koperasi pajak setor pph-final --bulan 2026-05 --jumlah 422839 --dari kas
    """
    from koperasi_ledger.workflows.tax_payment import tax_to_pay

    wanted = month_of_text(month)
    typed = amount_of(amount, "--jumlah") if amount is not None else None
    record_one(
        context,
        "tax_paid",
        given,
        labels=_LABELS,
        balances=_left,
        receipt=True,
        prepare=lambda book: {"amount": typed or str(tax_to_pay(book, tax, wanted))},
        tax=tax,
        month=wanted,
        via=via,
        ntpn=ntpn,
    )


def _left(book: "Book", event: "AnyEvent") -> Balances:
    from koperasi_ledger.workflows.tax_payment import tax_left

    tax, month = getattr(event, "tax", ""), getattr(event, "month", "")
    return {"masih_terutang": tax_left(book, tax, month)}


@taxes.command("faktur")
@click.argument("till", metavar="KASIR")
@click.argument("number", metavar="NOMOR")
@click.option("--faktur", "invoice", required=True, metavar="ANGKA", help="Nomor faktur pajak.")
@voucher_options
@click.pass_context
def invoice(context: click.Context, *, till: str, number: str, invoice: str, given: Given) -> None:
    """Catat nomor faktur pajak sebuah struk; struk tanpa faktur dilaporkan digunggung.

    \b
    Contoh:
      koperasi pajak faktur k1 000123 --faktur 04002600000000001
    """
    record_one(
        context,
        "tax_invoice_issued",
        given,
        labels=_LABELS,
        till=till,
        number=number,
        invoice=_digits(invoice),
    )


def _digits(text: str) -> str:
    """A typed number of a faktur pajak, without the dots and hyphens it is printed with."""
    return text.replace(".", "").replace("-", "").replace(" ", "")


@taxes.command("masukan")
@click.argument("amount", metavar="JUMLAH")
@click.option("--akun", "account", required=True, help="Akun beban atau aset yang memuat PPN itu.")
@click.option("--faktur", "invoice", required=True, metavar="ANGKA", help="Nomor faktur pajak.")
@click.option("--unit", "unit", help="Unit usaha.")
@voucher_options
@click.pass_context
def claim(
    context: click.Context,
    *,
    amount: str,
    account: str,
    invoice: str,
    unit: str | None,
    given: Given,
) -> None:
    """Keluarkan PPN masukan dari beban yang sudah dicatat bersama PPN-nya, untuk dikreditkan.

    \b
    Contoh:
      koperasi pajak masukan 110000 --akun Beban:Usaha:Sewa --faktur 04002600000000022
    """
    record_one(
        context,
        "input_tax_claimed",
        given,
        labels=_LABELS | {"amount": "JUMLAH"},
        amount=amount_of(amount),
        account=account,
        invoice=_digits(invoice),
        unit=unit,
    )


@taxes.command("restitusi")
@click.argument("amount", metavar="JUMLAH")
@via_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def refund(context: click.Context, *, amount: str, via: str, given: Given) -> None:
    """Terima kembali PPN lebih bayar dari negara.

    \b
    Contoh:
      koperasi pajak restitusi 3300000 --ke bri
    """
    record_one(
        context,
        "vat_refunded",
        given,
        labels=_LABELS | {"amount": "JUMLAH", "via": "--ke"},
        receipt=True,
        amount=amount_of(amount),
        via=via,
    )
