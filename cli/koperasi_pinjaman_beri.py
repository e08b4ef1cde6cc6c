"""Commands that grant loans: application, approval, refusal, paying out, top-up."""

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Balances, Given, amount_of, member_number, voucher_options
from cli.koperasi_pinjaman_umum import (
    by_option,
    loan_number,
    money_of,
    money_options,
    number_in,
    percent_of,
    record_loan,
    standing,
    typed,
)

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book


@click.command("ajukan")
@click.argument("anggota")
@click.argument("jumlah")
@click.option("--produk", metavar="KUNCI", help="Kunci produk; boleh kosong bila hanya satu.")
@click.option("--tenor", type=int, required=True, help="Banyaknya angsuran.")
@click.option("--untuk", "purpose", help="Keperluan; tersimpan di jurnal saja.")
@click.option("--nomor", "number", help="Nomor pinjaman (bawaan: PJ-TAHUN-urut berikutnya).")
@click.option("--unit", help="Unit usaha.")
@voucher_options
@click.pass_context
def apply(context: click.Context, /, *, anggota: str, jumlah: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Permohonan pinjaman seorang ANGGOTA sebesar JUMLAH.

    \b
    Contoh:
      koperasi pinjaman ajukan A-0001 12000000 --produk reguler --tenor 12 --untuk "Modal warung"
    """
    number = of["number"]
    record_loan(
        context,
        "loan_applied",
        given,
        {
            "loan": None if number is None else loan_number(number),
            "member": member_number(anggota),
            "amount": amount_of(jumlah),
            "tenor": of["tenor"],
            "purpose": of["purpose"],
            "unit": of["unit"],
        },
        labels={"loan": "--nomor"},
        prepare=lambda book: {"product": _product(book, of["produk"])},
    )


def _product(book: "Book", key: str | None) -> str:
    """The product that was named; without a name the only one there is."""
    from koperasi_ledger.workflows.loan_views import loan_products

    if key is not None:
        return key
    found = loan_products(book)
    if len(found) != 1:
        there = f"yang ada: {', '.join(found)}" if found else "kebijakan belum memuat satu pun"
        raise click.UsageError(f"Sebut produk pinjamannya dengan --produk ({there}).")
    return found[0]


@click.command("setujui")
@click.argument("nomor")
@click.option("--jumlah", "amount", metavar="RUPIAH", help="Bila kurang dari yang dimohon.")
@click.option("--tenor", type=int, help="Bila lain dari yang dimohon.")
@click.option("--bunga", metavar="PERSEN", help="Bila lain dari bunga produknya, misalnya 12.")
@click.option("--margin", metavar="RUPIAH", help="Hanya murabahah: seluruh margin yang disepakati.")
@by_option
@click.option("--keputusan", "decision", help="Nomor keputusan atau berita acara.")
@voucher_options
@click.pass_context
def approve(context: click.Context, /, *, nomor: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Setujui permohonan NOMOR, seluruhnya atau sebagian; syaratnya menjadi isi perjanjian.

    \b
    Contoh:
      koperasi pinjaman setujui PJ-2026-0001 --oleh "Ketua Contoh" --keputusan "Rapat 5/1/2026"
    """
    number = loan_number(nomor)

    def asked(book: "Book") -> dict[str, object]:
        from koperasi_ledger.workflows.loan_views import loan_of

        loan = loan_of(book, number)
        return {
            "amount": typed(of["amount"]) or str(loan.amount),
            "tenor": of["tenor"] if of["tenor"] is not None else loan.tenor,
        }

    record_loan(
        context,
        "loan_approved",
        given,
        {
            "loan": number,
            "rate": percent_of(of["bunga"], "--bunga"),
            "margin": typed(of["margin"]),
            "by": list(of["by"]),
            "decision": of["decision"],
        },
        prepare=asked,
        labels={"amount": "--jumlah"},
        told=_granted,
    )


def _granted(book: "Book", event: "AnyEvent") -> Balances:
    """What will be handed over: the amount, the fees that are kept back, and the rest."""
    from koperasi_ledger.workflows.loan_views import fees_of, loan_of

    loan = loan_of(book, number_in(event))
    fees = fees_of(loan)
    return {
        "status": loan.status,
        "disetujui": loan.amount,
        **_named(fees),
        "akan_diserahkan": loan.amount - sum(fees.values(), Decimal(0)),
    }


@click.command("tolak")
@click.argument("nomor")
@by_option
@click.option("--alasan", "reason", required=True, help="Mengapa; tersimpan di jurnal.")
@voucher_options
@click.pass_context
def decline(context: click.Context, /, *, nomor: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Tolak atau batalkan permohonan NOMOR yang belum dicairkan.

    \b
    Contoh:
      koperasi pinjaman tolak PJ-2026-0002 --oleh "Ketua Contoh" --alasan "Agunan kurang"
    """
    fields = {"loan": loan_number(nomor), "by": list(of["by"]), "reason": of["reason"]}
    record_loan(context, "loan_declined", given, fields)


@click.command("cair")
@click.argument("nomor")
@click.argument("jumlah", required=False)
@money_options("--dari", "Uang keluar dari")
@click.option("--unit", help="Unit usaha.")
@voucher_options
@click.pass_context
def disburse(
    context: click.Context, /, *, nomor: str, jumlah: str | None, given: Given, **of: Any  # noqa: ANN401 - what click parsed
) -> None:  # fmt: skip
    """Cairkan pinjaman NOMOR: seluruh sisanya, atau JUMLAH untuk satu tahap.

    Biaya dan simpanan wajib pinjam dipotong dari tahap pertama.

    \b
    Contoh:
      koperasi pinjaman cair PJ-2026-0001 --dari kas
      koperasi pinjaman cair PJ-2026-0001 5000000 --simpanan sukarela
    """
    number = loan_number(nomor)

    def rest(book: "Book") -> dict[str, object]:
        from koperasi_ledger.workflows.loan_views import undisbursed

        return {"amount": str(undisbursed(book, number))}

    fields = {
        "loan": number,
        "unit": of["unit"],
        **money_of(of["via"], of["purse"], "--dari"),
        **({"amount": amount_of(jumlah)} if jumlah is not None else {}),
    }
    record_loan(
        context,
        "loan_disbursed",
        given,
        fields,
        told=_handed_over,
        receipt=of["purse"] is None,
        prepare=None if jumlah is not None else rest,
    )


def _named(fees: dict[str, Decimal]) -> dict[str, Decimal]:
    """The fees under names that programs can rely on: `potongan_provisi`."""
    found: dict[str, Decimal] = {}
    for name, amount in fees.items():
        key = "potongan_" + "_".join(re.findall(r"[a-z0-9]+", name.lower()))
        found[key] = found.get(key, Decimal(0)) + amount
    return found


def _handed_over(book: "Book", event: "AnyEvent") -> Balances:
    """What was handed over: the stage, what was kept back from it, and the rest."""
    from koperasi_ledger.workflows.loan_card import kept_back

    amount: Decimal = event.amount  # type: ignore[attr-defined] # of a loan
    kept = kept_back(book, event.ref, number_in(event))
    return {
        "pencairan": amount,
        **_named(kept),
        "diserahkan": amount - sum(kept.values(), Decimal(0)),
        **standing(book, event),
    }


@click.command("topup")
@click.argument("nomor")
@click.argument("jumlah")
@click.option("--tenor", type=int, required=True, help="Banyaknya angsuran jadwal baru.")
@click.option("--bunga", metavar="PERSEN", help="Bila lain dari bunga yang berlaku.")
@by_option
@click.option("--keputusan", "decision", help="Nomor keputusan atau berita acara.")
@money_options("--dari", "Uang keluar dari")
@click.option("--unit", help="Unit usaha.")
@voucher_options
@click.pass_context
def top_up(context: click.Context, /, *, nomor: str, jumlah: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Tambah pinjaman NOMOR yang berjalan dengan JUMLAH; seluruhnya dijadwalkan baru.

    \b
    Contoh:
      koperasi pinjaman topup PJ-2026-0001 5000000 --tenor 18 --oleh "Ketua Contoh"
    """
    fields = {
        "loan": loan_number(nomor),
        "amount": amount_of(jumlah),
        "tenor": of["tenor"],
        "rate": percent_of(of["bunga"], "--bunga"),
        "by": list(of["by"]),
        "decision": of["decision"],
        "unit": of["unit"],
        **money_of(of["via"], of["purse"], "--dari"),
    }
    record_loan(context, "loan_topped_up", given, fields, receipt=of["purse"] is None)
