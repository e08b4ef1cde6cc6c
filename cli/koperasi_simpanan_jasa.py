"""Commands on savings that bear interest: the monthly run, its tax, blocked amounts, prints."""

from typing import TYPE_CHECKING

import click

from cli.koperasi_bukti import (
    Balances,
    Given,
    amount_of,
    day_of,
    member_number,
    month_of_text,
    record_one,
    via_option,
    voucher_options,
)
from cli.koperasi_laporan import printed
from cli.koperasi_umum import (
    json_option,
    progress_of,
    run_table,
    rupiah,
    say,
    show_json,
    stamp,
    the_book,
    to_be_kept,
    whole_option,
)

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.reports.view import Report
    from koperasi_ledger.workflows.book import Book
    from koperasi_ledger.workflows.savings_interest import InterestRun

month_option = click.option(
    "--bulan", "month", required=True, metavar="TTTT-BB", help="Bulan, misalnya 2026-03."
)
product_option = click.option(
    "--produk", help="Kunci produk simpanan, misalnya sukarela; boleh tidak diisi bila hanya satu."
)


@click.command("jasa")
@month_option
@click.option("--unit", help="Unit usaha.")
@click.option("--ya", "consent", is_flag=True, help="Catat tanpa bertanya lagi.")
@whole_option
@json_option
@click.pass_context
def interest(
    context: click.Context,
    *,
    month: str,
    unit: str | None,
    consent: bool,
    whole: bool,
    as_json: bool,
) -> None:
    """Jasa simpanan satu bulan: tampilkan dahulu, lalu catat untuk semua anggota.

    Jasa dihitung menurut kebijakan [simpanan] dari saldo setiap hari, PPh final dipotong menurut
    kebijakan [pajak], biaya bulanan dipotong. Anggota yang sudah mendapat jasa bulan itu dilewati,
    jadi perintah ini aman diulang. Dengan --json tanpa --ya hanya ditampilkan.

    \b
    Contoh:
      koperasi simpanan jasa --bulan 2026-03
      koperasi simpanan jasa --bulan 2026-03 --ya
    """
    from koperasi_ledger.rules.dates import month_name
    from koperasi_ledger.workflows.savings_interest import preview_interest, record_interest

    wanted = month_of_text(month)
    with the_book(context) as book:
        shown = preview_interest(book, wanted, stamp(), progress=progress_of("anggota"))
        if not as_json:
            _show_run(shown, whole=whole)
        record = consent or not as_json
        if shown.rows and record:
            if not consent and not to_be_kept(f"jasa {month_name(wanted)}"):
                return
            show = progress_of("anggota")
            shown = record_interest(book, wanted, stamp(), unit=unit, progress=show)
    if as_json:
        show_json(_run_json(shown))
    elif shown.recorded:
        say(f"Dicatat: jasa {month_name(wanted)} untuk {shown.recorded} anggota.")


def _show_run(run: "InterestRun", *, whole: bool) -> None:
    from decimal import Decimal

    from koperasi_ledger.rules.dates import month_name

    if run.done:
        say(f"{run.done} anggota sudah mendapat jasa {month_name(run.month)}; dilewati.")
    if not run.rows:
        say(f"Tidak ada jasa {month_name(run.month)} yang perlu dicatat.")
        return
    rows: list[tuple[str, ...]] = [
        (
            row.member.number,
            row.member.name,
            row.product,
            rupiah(row.gross),
            rupiah(row.tax),
            rupiah(row.fee),
            rupiah(row.net),
        )
        for row in run.rows
    ]
    zero = Decimal(0)
    sums = (
        sum((row.gross for row in run.rows), zero),
        sum((row.tax for row in run.rows), zero),
        sum((row.fee for row in run.rows), zero),
        sum((row.net for row in run.rows), zero),
    )
    rows.append(("", f"{run.members} anggota", "", *(rupiah(total) for total in sums)))
    heads = ("nomor", "nama", "produk", "jasa", "PPh", "biaya", "bersih")
    run_table(heads, rows, right=(3, 4, 5, 6), whole=whole)


def _run_json(run: "InterestRun") -> dict[str, object]:
    return {
        "bulan": run.month,
        "dicatat": run.recorded,
        "sudah": run.done,
        "jasa": [
            {
                "nomor": row.member.number,
                "produk": row.product,
                "jasa": str(row.gross),
                "pph": str(row.tax),
                "biaya": str(row.fee),
                "bersih": str(row.net),
            }
            for row in run.rows
        ],
    }


@click.command("setor-pph")
@month_option
@click.option("--ntpn", "ntpn", help="Nomor transaksi penerimaan negara (NTPN).")
@via_option("--dari", "Uang keluar dari")
@voucher_options
@click.pass_context
def remit(context: click.Context, *, month: str, ntpn: str | None, via: str, given: Given) -> None:
    """Setor ke negara semua PPh jasa simpanan satu bulan yang belum disetor.

    \b
    Contoh:
      koperasi simpanan setor-pph --bulan 2026-03 --dari bri --ntpn 0123456789ABCDEF
    """
    from koperasi_ledger.workflows.savings_interest import tax_to_remit

    wanted = month_of_text(month)
    record_one(
        context,
        "interest_tax_remitted",
        given,
        labels={"via": "--dari", "ntpn": "--ntpn", "month": "--bulan"},
        balances=_remitted,
        receipt=True,
        prepare=lambda book: {"lines": tax_to_remit(book, wanted)},
        month=wanted,
        via=via,
        ntpn=ntpn,
    )


def _remitted(book: "Book", event: "AnyEvent") -> Balances:
    from decimal import Decimal

    from koperasi_ledger.model.events import InterestTaxRemitted

    del book
    lines = event.lines if isinstance(event, InterestTaxRemitted) else ()
    return {"pph_disetor": sum((line.amount for line in lines), Decimal(0))}


@click.command("blokir")
@click.argument("nomor")
@click.argument("jumlah")
@product_option
@click.option("--alasan", required=True, help="Mengapa diblokir.")
@click.option("--pinjaman", "loan", metavar="NOMOR", help="Nomor pinjaman yang dijamin.")
@voucher_options
@click.pass_context
def block(
    context: click.Context,
    *,
    nomor: str,
    jumlah: str,
    produk: str | None,
    alasan: str,
    loan: str | None,
    given: Given,
) -> None:
    """Blokir sebagian simpanan sukarela: tidak dapat ditarik sampai dilepas.

    \b
    Contoh:
      koperasi simpanan blokir A-0001 500000 --alasan "Agunan" --pinjaman PJ-2026-0001
    """
    from cli.koperasi_simpanan import chosen_product

    record_one(
        context,
        "savings_blocked",
        given,
        labels={"loan": "--pinjaman"},
        balances=_blocked,
        prepare=chosen_product(produk),
        member=member_number(nomor),
        amount=amount_of(jumlah),
        reason=alasan,
        loan=loan,
    )


@click.command("lepas")
@click.argument("nomor")
@click.argument("blokir", metavar="REF")
@product_option
@click.option("--alasan", required=True, help="Mengapa dilepas.")
@voucher_options
@click.pass_context
def release(
    context: click.Context,
    *,
    nomor: str,
    blokir: str,
    produk: str | None,
    alasan: str,
    given: Given,
) -> None:
    """Lepas blokir simpanan; REF adalah nomor peristiwa yang memblokirnya.

    \b
    Contoh:
      koperasi simpanan lepas A-0001 BS-20260106-A-0001-1 --alasan "Pinjaman lunas"
    """
    from cli.koperasi_simpanan import chosen_product

    record_one(
        context,
        "savings_released",
        given,
        labels={"block": "REF"},
        balances=_blocked,
        prepare=chosen_product(produk),
        member=member_number(nomor),
        block=blokir,
        reason=alasan,
    )


def _blocked(book: "Book", event: "AnyEvent") -> Balances:
    member, product = getattr(event, "member", ""), getattr(event, "product", "")
    account = book.journal.books().savings(member, product)
    return {
        f"simpanan_{account.product}": account.balance,
        "diblokir": account.blocked,
        "bebas": account.balance - account.blocked,
    }


@click.command("buku")
@click.argument("nomor")
@product_option
@click.option("--dari", "first", metavar="TTTT-BB-HH", help="Hari pertama (bawaan: buku dibuka).")
@click.option("--sampai", "last", metavar="TTTT-BB-HH", help="Hari terakhir (bawaan: hari ini).")
@printed
def passbook(
    book: "Book", *, nomor: str, produk: str | None, first: str | None, last: str | None
) -> "Report":
    """Buku simpanan: setiap mutasi satu produk dengan saldonya, di layar atau di kertas.

    \b
    Contoh:
      koperasi simpanan buku A-0001 --produk sukarela --keluar buku.pdf
    """
    from koperasi_ledger.reports.scope import Asked
    from koperasi_ledger.workflows.savings_prints import passbook as make

    asked = Asked(
        first=day_of(first, book) if first else None,
        last=day_of(last, book) if last else None,
    )
    return make(book, member_number(nomor), produk, asked, day_of(None, book))


@click.command("bukti-potong")
@click.argument("nomor")
@month_option
@printed
def proof(book: "Book", *, nomor: str, month: str) -> "Report":
    """Bukti pemotongan PPh final atas jasa simpanan seorang anggota, juga bila pajaknya nol.

    \b
    Contoh:
      koperasi simpanan bukti-potong A-0001 --bulan 2026-03 --keluar bukti.pdf
    """
    from koperasi_ledger.workflows.savings_prints import withholding_proof

    wanted = month_of_text(month)
    return withholding_proof(book, member_number(nomor), wanted, day_of(None, book))
