"""Commands of a distribution centre: deliveries on invoice, and the papers of goods that move."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Given, day_of, member_number, voucher_options
from cli.koperasi_laporan import printed
from cli.koperasi_toko_umum import LABELS, location_option, place_in, record_or_try, try_option

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.reports.view import Report
    from koperasi_ledger.workflows.book import Book


@click.command("kirim")
@click.argument("pelanggan")
@click.option(
    "--barang",
    "texts",
    multiple=True,
    required=True,
    metavar="KODE=BANYAK",
    help="Barang dan banyaknya; ulangi. Harganya menurut daftar harga.",
)
@click.option("--tingkat", "tier", default="grosir", help="Tingkat harga (bawaan: grosir).")
@click.option("--anggota", is_flag=True, help="PELANGGAN adalah nomor anggota.")
@click.option("--nomor", "number", help="Nomor faktur (bawaan: dibuat sendiri).")
@click.option("--surat-jalan", "note_number", help="Nomor surat jalan (bawaan: nomor faktur).")
@click.option("--alamat", "address", help="Alamat tujuan.")
@click.option("--sopir", "driver", help="Nama pengantar.")
@click.option("--kendaraan", "vehicle", help="Kendaraan dan nomor polisinya.")
@click.option(
    "--bayar",
    "way",
    type=click.Choice(["kredit", "tunai", "bank", "qris"]),
    default="kredit",
    help="Cara bayar (bawaan: kredit).",
)
@click.option("--ke", "via", help="Kas atau bank yang menerima, bila tidak kredit (bawaan: kas).")
@click.option("--jatuh-tempo", "due", metavar="TTTT-BB-HH", help="Bawaan: tempo pelanggan itu.")
@click.option("--kasir", "till", default="grosir", help="Seri faktur (bawaan: grosir).")
@try_option
@location_option
@voucher_options
@click.pass_context
def send(
    context: click.Context,
    /,
    *,
    pelanggan: str,
    texts: Sequence[str],
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Kirim barang kepada PELANGGAN (koperasi lain, pesantren) dengan surat jalan dan faktur.

    Barang keluar dan piutangnya timbul pada hari pengiriman.

    \b
    Contoh:
      koperasi toko kirim kopdes-mekar --barang beras=20karung --sopir "Pak Contoh" --lokasi gudang
      koperasi toko kirim kopdes-mekar --barang beras=20karung --coba
      koperasi toko kirim kopdes-mekar --barang gula=50kg --jatuh-tempo 2026-07-15 --nomor FG-017
    """
    from koperasi_ledger.workflows.store_hand import sale_lines, total_of

    def fields(book: "Book") -> Mapping[str, object]:
        day = day_of(given.day, book)
        lines = sale_lines(book, texts, of["tier"], day)
        payment = {"way": of["way"], "amount": str(total_of(book, lines, of["tier"], day))}
        if of["way"] in {"tunai", "bank"}:
            payment["via"] = of["via"] or "kas"
        told = {"number": of["note_number"] or of["number"]}  # neither: chosen when recorded
        told |= {name: of[name] for name in ("address", "driver", "vehicle")}
        delivery = {name: value for name, value in told.items() if value is not None}
        return {
            "location": place_in(book, day, of["lokasi"]),
            "lines": lines,
            "payments": [payment],
            "number": of["number"],
            "delivery": delivery,
        }

    record_or_try(
        context,
        "sale_recorded",
        given,
        try_only=of["try_only"],
        labels=LABELS
        | {
            "customer": "PELANGGAN",
            "member": "PELANGGAN",
            "due": "--jatuh-tempo",
            "delivery": "--surat-jalan, --alamat, --sopir atau --kendaraan",
        },
        balances=_sent,
        prepare=fields,
        told_as="pengiriman",
        till=of["till"],
        tier=of["tier"],
        member=member_number(pelanggan) if of["anggota"] else None,
        customer=None if of["anggota"] else pelanggan,
        due=of["due"],
    )


def _sent(book: "Book", event: "AnyEvent") -> dict[str, Any]:
    from koperasi_ledger.model.records import Debtor

    sold: Any = event
    told: dict[str, Any] = {
        "faktur": f"{sold.till} {sold.number}",
        "surat_jalan": sold.delivery.number,
        "jumlah": sum((payment.amount for payment in sold.payments), Decimal(0)),
    }
    debtor = book.journal.load(Debtor.kind, sold.member or f"@{sold.customer}")
    if isinstance(debtor, Debtor) and sold.ref in debtor.bills:
        told["jatuh_tempo"] = debtor.bills[sold.ref].due
        told["seluruh_utangnya"] = debtor.balance
    return told


@click.command("surat-jalan")
@click.argument("nomor")
@click.option("--kasir", "till", default="grosir", help="Seri faktur (bawaan: grosir).")
@printed
def delivery_note(book: "Book", *, nomor: str, till: str) -> "Report":
    """Cetak surat jalan faktur NOMOR: barang tanpa harga, untuk ditandatangani penerima.

    \b
    Contoh:
      koperasi toko surat-jalan FG-017 --keluar surat-jalan.pdf
    """
    from koperasi_ledger.workflows.store_papers import delivery_paper

    return delivery_paper(book, till, nomor)


@click.command("faktur")
@click.argument("nomor")
@click.option("--kasir", "till", default="grosir", help="Seri faktur (bawaan: grosir).")
@printed
def invoice(book: "Book", *, nomor: str, till: str) -> "Report":
    """Cetak faktur NOMOR: barang, harga, jumlah dan terbilang, jatuh tempo.

    \b
    Contoh:
      koperasi toko faktur FG-017 --keluar faktur.pdf
    """
    from koperasi_ledger.workflows.store_papers import invoice_paper

    return invoice_paper(book, till, nomor)


@click.command("berita-acara")
@click.argument("ref")
@printed
def count_minutes(book: "Book", *, ref: str) -> "Report":
    """Cetak berita acara stok opname REF: menurut buku, hasil hitung, selisih dan nilainya.

    \b
    Contoh:
      koperasi toko berita-acara SO-20260131-gerai-1 --keluar berita-acara.pdf
    """
    from koperasi_ledger.workflows.store_papers import count_paper

    return count_paper(book, ref)
