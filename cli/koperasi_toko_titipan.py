"""Commands on goods of others that the store sells: consignors, terms, goods in and out, paying."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import Given, amount_of, day_of, member_number, record_one, voucher_options
from cli.koperasi_toko_titip_jual import fetch_back, leave, sold_there
from cli.koperasi_toko_titipan_lihat import listing, settlement
from cli.koperasi_toko_umum import (
    LABELS,
    goods_option,
    held_at,
    item_fields,
    item_options,
    location_option,
    move_goods,
    place_in,
)
from cli.koperasi_umum import stamp

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book

_LABELS = LABELS | {
    "consignor": "PENITIP",
    "amount": "JUMLAH",
    "borne_by": "--ditanggung",
    "savings": "--ke-simpanan",
    "via": "--dari",
    "price": "--harga-penitip",
    "commission": "--komisi",
}


@click.group("titipan")
def consignment() -> None:
    """Barang titipan (konsinyasi): terima, kembalikan, hitung, bayar; dan titip jual ke luar.

    Barang titipan dijual dengan 'koperasi toko jual' seperti barang lain. Kunci penitip ikut
    tercetak di buku besar; pakai nama usahanya.

    \b
    Contoh:
      koperasi toko titipan penitip keripik-melati --nama "Keripik Melati" --anggota A-0001
      koperasi toko titipan barang kripik-250g --penitip keripik-melati --nama "Keripik 250 g"
        --satuan pcs --golongan sembako
      koperasi toko titipan syarat kripik-250g --harga-penitip 8500
      koperasi toko titipan terima keripik-melati --barang kripik-250g=40 --lokasi gerai
      koperasi toko titipan setoran keripik-melati --keluar setoran.pdf
      koperasi toko titipan bayar keripik-melati semua --dari kas
    """


@consignment.command("penitip")
@click.argument("penitip")
@click.option("--nama", help="Nama penitip; didaftarkan sebagai pemasok bila belum ada.")
@click.option("--telepon", help="Nomor telepon, untuk penitip yang baru didaftarkan.")
@click.option("--anggota", "member", help="Nomor anggotanya, bila anggota; ulangi bila berubah.")
@voucher_options
@click.pass_context
def consignor(
    context: click.Context,
    /,
    *,
    penitip: str,
    nama: str | None,
    telepon: str | None,
    member: str | None,
    given: Given,
) -> None:
    """Catat perjanjian dengan PENITIP, pemasok yang menitipkan barang.

    \b
    Contoh:
      koperasi toko titipan penitip keripik-melati --nama "Keripik Melati" --anggota A-0001
    """

    def supplier(book: "Book") -> Mapping[str, object]:
        from koperasi_ledger.model.records import Supplier
        from koperasi_ledger.workflows.by_hand import record_by_hand

        known = book.journal.load(Supplier.kind, penitip)
        same = isinstance(known, Supplier) and nama in (None, known.name)
        if nama is not None and not same:
            record_by_hand(
                book,
                "supplier_registered",
                stamp(),
                _LABELS | {"supplier": "PENITIP", "name": "--nama", "phone": "--telepon"},
                supplier=penitip,
                name=nama,
                phone=telepon,
                date=day_of(given.day, book),
            )
        return {}

    record_one(
        context,
        "consignor_agreed",
        given,
        labels=_LABELS,
        prepare=supplier,
        consignor=penitip,
        member=member_number(member) if member else None,
    )


@consignment.command("barang")
@click.argument("kode")
@click.option("--penitip", required=True, help="Kunci penitip yang mempunyai barang ini.")
@item_options
@voucher_options
@click.pass_context
def goods(
    context: click.Context,
    /,
    *,
    kode: str,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Daftarkan barang titipan dengan KODE sendiri; pemiliknya tetap penitip itu.

    Harga jualnya ditetapkan dengan 'koperasi toko barang harga', seperti barang lain.

    \b
    Contoh:
      koperasi toko titipan barang kripik-250g --penitip keripik-melati --nama "Keripik 250 g"
        --satuan pcs --isi dus=20 --golongan sembako
    """
    record_one(
        context,
        "item_registered",
        given,
        labels=_LABELS | {"consignor": "--penitip"},
        consignor=of["penitip"],
        **item_fields(kode, of),
    )


@consignment.command("syarat")
@click.argument("kode")
@click.option("--harga-penitip", "price", help="Yang diterima penitip untuk satu satuan pokok.")
@click.option("--komisi", help="Bagian koperasi dalam persen dari harga jual, misalnya 12.5.")
@click.option("--berlaku", metavar="TTTT-BB-HH", help="Sejak tanggal (bawaan: tanggal catatan).")
@voucher_options
@click.pass_context
def terms(
    context: click.Context,
    /,
    *,
    kode: str,
    price: str | None,
    komisi: str | None,
    berlaku: str | None,
    given: Given,
) -> None:
    """Tetapkan syarat titipan barang KODE: harga penitip, atau komisi koperasi.

    \b
    Contoh:
      koperasi toko titipan syarat kripik-250g --harga-penitip 8500
      koperasi toko titipan syarat emping --komisi 12.5 --berlaku 2026-02-01
    """
    if (price is None) == (komisi is None):
        raise click.UsageError("Isi salah satu: --harga-penitip atau --komisi.")
    line = {"item": kode}
    if price is not None:
        line["price"] = amount_of(price, "--harga-penitip")
    if komisi is not None:
        line["commission"] = komisi

    def since(book: "Book") -> Mapping[str, object]:
        return {"valid_from": day_of(berlaku or given.day, book)}

    record_one(
        context,
        "consignment_terms_set",
        given,
        labels=_LABELS | {"lines": "--harga-penitip atau --komisi", "valid_from": "--berlaku"},
        prepare=since,
        lines=[line],
    )


def _held(book: "Book", event: "AnyEvent") -> dict[str, str]:
    """What the location has of the goods of the event now."""
    given: Any = event
    items = [line.item for line in given.lines]
    return held_at(book, items, {given.location: given.location})


@consignment.command("terima")
@click.argument("penitip")
@goods_option
@location_option
@voucher_options
@click.pass_context
def receive(
    context: click.Context,
    /,
    *,
    penitip: str,
    texts: Sequence[str],
    lokasi: str | None,
    given: Given,
) -> None:
    """Terima barang titipan dari PENITIP; tidak dibukukan, hanya banyaknya.

    \b
    Contoh:
      koperasi toko titipan terima keripik-melati --barang kripik-250g=2dus --bukti ST-001
    """
    move_goods(
        context,
        "consignment_received",
        given,
        texts=texts,
        location=lokasi,
        labels=_LABELS,
        balances=_held,
        told_as="sisa",
        consignor=penitip,
    )


@consignment.command("kembalikan")
@click.argument("penitip")
@goods_option
@location_option
@voucher_options
@click.pass_context
def give_back(
    context: click.Context,
    /,
    *,
    penitip: str,
    texts: Sequence[str],
    lokasi: str | None,
    given: Given,
) -> None:
    """Kembalikan barang yang tidak laku kepada PENITIP.

    \b
    Contoh:
      koperasi toko titipan kembalikan keripik-melati --barang kripik-250g=5 --lokasi gerai
    """
    move_goods(
        context,
        "consignment_returned",
        given,
        texts=texts,
        location=lokasi,
        labels=_LABELS,
        balances=_held,
        told_as="sisa",
        consignor=penitip,
    )


@consignment.command("hitung")
@click.option(
    "--hitung",
    "texts",
    multiple=True,
    required=True,
    metavar="KODE=BANYAK[:GANTI]",
    help="Yang ada dan baik; GANTI rupiah untuk yang hilang bila syaratnya komisi; ulangi.",
)
@click.option(
    "--ditanggung",
    type=click.Choice(["penitip", "koperasi"]),
    required=True,
    help="Siapa yang menanggung yang hilang atau rusak, menurut berita acara.",
)
@click.option("--berita-acara", "minutes", required=True, help="Nomor berita acara.")
@click.option("--disetujui", "approved", required=True, help="Nama yang menyetujui.")
@location_option
@voucher_options
@click.pass_context
def count(
    context: click.Context,
    /,
    *,
    texts: Sequence[str],
    given: Given,
    minutes: str,
    approved: str,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Hitung barang titipan di satu lokasi; yang kurang adalah hilang atau rusak.

    \b
    Contoh:
      koperasi toko titipan hitung --hitung kripik-250g=38 --ditanggung koperasi
        --berita-acara BA-01/2026 --disetujui "Sari, Bendahara" --lokasi gerai
    """
    from koperasi_ledger.workflows.consignment_hand import read_count

    if given.document is not None:
        raise click.UsageError("--berita-acara dan --bukti sama artinya; pakai --berita-acara.")

    def place(book: "Book") -> Mapping[str, object]:
        return {"location": place_in(book, day_of(given.day, book), of["lokasi"])}

    record_one(
        context,
        "consignment_counted",
        given._replace(document=minutes),
        labels=_LABELS | {"lines": "--hitung"},
        balances=_held,
        prepare=place,
        told_as="sisa",
        borne_by=of["ditanggung"],
        approved_by=approved,
        lines=[read_count(text) for text in texts],
    )


@consignment.command("bayar")
@click.argument("penitip")
@click.argument("jumlah")
@click.option("--dari", "via", metavar="KAS", help="Kas atau bank yang membayar (bawaan: kas).")
@click.option(
    "--ke-simpanan", "savings", metavar="PRODUK", help="Ke simpanan penitip, bila anggota."
)
@voucher_options
@click.pass_context
def settle(
    context: click.Context,
    /,
    *,
    penitip: str,
    jumlah: str,
    via: str | None,
    savings: str | None,
    given: Given,
) -> None:
    """Bayar PENITIP atas barangnya yang laku: JUMLAH, atau 'semua' yang terutang.

    \b
    Contoh:
      koperasi toko titipan bayar keripik-melati semua --dari kas
      koperasi toko titipan bayar keripik-melati 100000 --ke-simpanan sukarela
    """
    if via is not None and savings is not None:
        raise click.UsageError("Pakai --dari atau --ke-simpanan, tidak keduanya.")

    def owed(book: "Book") -> Mapping[str, object]:
        from koperasi_ledger.workflows.consignment_hand import all_owed

        if jumlah.strip().lower() == "semua":
            return {"amount": str(all_owed(book, penitip))}
        return {"amount": amount_of(jumlah)}

    record_one(
        context,
        "consignment_settled",
        given,
        labels=_LABELS,
        balances=_left,
        prepare=owed,
        consignor=penitip,
        via=None if savings is not None else via or "kas",
        savings=savings,
    )


def _left(book: "Book", event: "AnyEvent") -> dict[str, Any]:
    from koperasi_ledger.model.records import Consignor

    given: Any = event
    known = book.journal.load(Consignor.kind, given.consignor)
    left = known.owed if isinstance(known, Consignor) else Decimal(0)
    return {"dibayar": given.amount, "masih_terutang": left}


for command in (listing, settlement, leave, fetch_back, sold_there):
    consignment.add_command(command)
