"""Commands on sharia contracts: goods of a murabahah, partnerships, ijarah, dana kebajikan."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bukti import (
    Balances,
    Given,
    amount_of,
    member_number,
    month_of_text,
    record_one,
    via_option,
    voucher_options,
)
from cli.koperasi_syariah_lihat import card, listing
from cli.koperasi_umum import json_option
from cli.koperasi_utang_bank_bulanan import keep_option, month_option, run_contracts

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book

_LABELS = {
    "loan": "NOMOR",
    "contract": "NOMOR",
    "member": "ANGGOTA",
    "akad": "--jenis",
    "limit": "--modal",
    "partner_capital": "--modal-mitra",
    "nisbah": "--nisbah",
    "purpose": "--untuk",
    "supplier": "--pemasok",
    "kept": "--ditahan",
    "profit": "LABA",
    "loss": "RUGI",
    "by": "--oleh",
    "decision": "--keputusan",
    "month": "--bulan",
    "description": "--uraian",
    "ujrah": "--ujrah",
    "months": "--lama",
    "first_month": "--mulai",
    "life": "--umur",
    "residual": "--nilai-sisa",
    "via": "--dari/--ke",
}


@click.group("syariah")
def sharia() -> None:
    """Akad syariah: barang murabahah, mudharabah, musyarakah, ijarah, dana kebajikan.

    \b
    Contoh:
      koperasi syariah beli-barang PJ-2026-0001 100000000 --dari bri
      koperasi syariah daftar
    """


sharia.add_command(listing)
sharia.add_command(card)


def _number(text: str) -> str:
    return text.strip().upper()


def _told(book: "Book", event: "AnyEvent") -> Balances:
    from koperasi_ledger.workflows.sharia import standing

    number = getattr(event, "contract", None) or getattr(event, "loan", None)
    return standing(book, str(number)) if number is not None else {}


def _record(context: click.Context, kind: str, given: Given, **fields: Any) -> None:  # noqa: ANN401 - fields of any event
    labels = {**_LABELS, **fields.pop("labels", {})}
    record_one(context, kind, given, labels=labels, balances=_told, told_as="akad", **fields)


def _some(text: str | None, label: str) -> str | None:
    return None if text is None else amount_of(text, label)


def _percent(text: str | None, label: str) -> str | None:
    from cli.koperasi_pinjaman_umum import percent_of

    return percent_of(text, label)


# -- murabahah and qardh -------------------------------------------------------------------------


@sharia.command("beli-barang")
@click.argument("nomor")
@click.argument("jumlah")
@click.option("--wakalah", is_flag=True, help="Anggota yang membelikan, atas nama koperasi.")
@click.option("--pemasok", "supplier", help="Dari siapa dibeli; tersimpan di jurnal saja.")
@via_option("--dari", "Uang keluar dari")
@voucher_options
@click.pass_context
def buy(context: click.Context, /, *, nomor: str, jumlah: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Beli barang pesanan murabahah NOMOR; diserahkan dengan 'koperasi pinjaman cair'.

    \b
    Contoh:
      koperasi syariah beli-barang PJ-2026-0001 100000000 --dari bri
    """
    _record(
        context,
        "murabahah_goods_bought",
        given,
        loan=_number(nomor),
        amount=amount_of(jumlah),
        wakalah=of["wakalah"] or None,
        supplier=of["supplier"],
        via=of["via"],
    )


@sharia.command("kembali-barang")
@click.argument("nomor")
@click.argument("jumlah")
@click.option("--alasan", "reason", required=True, help="Mengapa batal.")
@via_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def give_goods_back(
    context: click.Context, *, nomor: str, jumlah: str, reason: str, via: str, given: Given
) -> None:
    """Barang murabahah NOMOR yang batal dikembalikan atau dijual seharga JUMLAH.

    \b
    Contoh:
      koperasi syariah kembali-barang PJ-2026-0001 98500000 --alasan "Anggota mundur" --ke bri
    """
    amount = amount_of(jumlah)
    _record(
        context,
        "murabahah_goods_returned",
        given,
        loan=_number(nomor),
        amount=amount,
        reason=reason,
        via=via,
    )


@sharia.command("uang-muka")
@click.argument("nomor")
@click.argument("jumlah")
@via_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def down(context: click.Context, *, nomor: str, jumlah: str, via: str, given: Given) -> None:
    """Uang muka anggota untuk murabahah NOMOR.

    \b
    Contoh:
      koperasi syariah uang-muka PJ-2026-0001 10000000 --ke kas
    """
    amount = amount_of(jumlah)
    _record(context, "murabahah_down_paid", given, loan=_number(nomor), amount=amount, via=via)


@sharia.command("kembali-uang-muka")
@click.argument("nomor")
@click.argument("jumlah")
@click.option("--ditahan", "kept", metavar="RUPIAH", help="Pengganti biaya nyata koperasi.")
@click.option("--alasan", "reason", required=True, help="Mengapa batal.")
@via_option("--dari", "Uang keluar dari")
@voucher_options
@click.pass_context
def give_down_back(
    context: click.Context,
    /,
    *,
    nomor: str,
    jumlah: str,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Kembalikan uang muka murabahah NOMOR yang batal.

    \b
    Contoh:
      koperasi syariah kembali-uang-muka PJ-2026-0001 8500000 --ditahan 1500000 \\
        --alasan "Anggota mundur"
    """
    _record(
        context,
        "murabahah_down_returned",
        given,
        loan=_number(nomor),
        amount=amount_of(jumlah),
        kept=_some(of["kept"], "--ditahan"),
        reason=of["reason"],
        via=of["via"],
    )


@sharia.command("imbalan-qardh")
@click.argument("nomor")
@click.argument("jumlah")
@via_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def qardh_gift(context: click.Context, *, nomor: str, jumlah: str, via: str, given: Given) -> None:
    """Imbalan sukarela dari peminjam qardh NOMOR; tidak pernah diperjanjikan.

    \b
    Contoh:
      koperasi syariah imbalan-qardh PJ-2026-0002 50000 --ke kas
    """
    amount = amount_of(jumlah)
    _record(context, "qardh_gift_received", given, loan=_number(nomor), amount=amount, via=via)


@sharia.command("kebajikan")
@click.argument("jumlah")
@click.option("--untuk", "purpose", required=True, help="Untuk apa disalurkan.")
@via_option("--dari", "Uang keluar dari")
@voucher_options
@click.pass_context
def charity(context: click.Context, *, jumlah: str, purpose: str, via: str, given: Given) -> None:
    """Salurkan dana kebajikan (denda akad syariah), paling banyak sebesar isinya.

    \b
    Contoh:
      koperasi syariah kebajikan 150000 --untuk "Santunan anak yatim" --dari kas
    """
    amount = amount_of(jumlah)
    _record(context, "charity_spent", given, amount=amount, purpose=purpose, via=via)


# -- mudharabah and musyarakah -------------------------------------------------------------------


@sharia.command("akad")
@click.argument("nomor")
@click.argument("anggota")
@click.option(
    "--jenis",
    "akad",
    required=True,
    type=click.Choice(["mudharabah", "musyarakah", "musyarakah-menurun"]),
    help="Jenis akad.",
)
@click.option("--modal", "limit", required=True, metavar="RUPIAH", help="Modal dari koperasi.")
@click.option("--modal-mitra", "own", metavar="RUPIAH", help="Modal mitra (musyarakah).")
@click.option(
    "--nisbah", metavar="PERSEN", help="Bagian koperasi atas laba; musyarakah boleh tanpa."
)
@click.option("--untuk", "purpose", required=True, help="Usaha yang dibiayai.")
@click.option("--unit", help="Unit usaha.")
@click.option("--oleh", "by", multiple=True, required=True, help="Yang memutuskan; boleh berulang.")
@click.option("--keputusan", "decision", help="Nomor keputusan.")
@voucher_options
@click.pass_context
def agree(context: click.Context, /, *, nomor: str, anggota: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Akad bagi hasil NOMOR dengan ANGGOTA; modalnya diserahkan dengan 'modal'.

    \b
    Contoh:
      koperasi syariah akad MD-2026-0001 A-0002 --jenis mudharabah --modal 50000000 --nisbah 40 \\
        --untuk "Warung sembako" --oleh "Ketua Contoh"
    """
    _record(
        context,
        "partnership_agreed",
        given,
        contract=_number(nomor),
        member=member_number(anggota),
        akad=of["akad"],
        limit=amount_of(of["limit"], "--modal"),
        partner_capital=_some(of["own"], "--modal-mitra"),
        nisbah=_percent(of["nisbah"], "--nisbah"),
        purpose=of["purpose"],
        unit=of["unit"],
        by=list(of["by"]),
        decision=of["decision"],
    )


@sharia.command("modal")
@click.argument("nomor")
@click.argument("jumlah")
@via_option("--dari", "Uang keluar dari")
@voucher_options
@click.pass_context
def fund(context: click.Context, *, nomor: str, jumlah: str, via: str, given: Given) -> None:
    """Serahkan modal akad NOMOR, seluruhnya atau satu tahap.

    \b
    Contoh:
      koperasi syariah modal MD-2026-0001 50000000 --dari bri
    """
    amount = amount_of(jumlah)
    _record(context, "partnership_funded", given, contract=_number(nomor), amount=amount, via=via)


@sharia.command("laba")
@click.argument("nomor")
@click.argument("laba")
@click.option("--bulan", "month", required=True, metavar="TTTT-BB", help="Bulan yang dilaporkan.")
@voucher_options
@click.pass_context
def profit(context: click.Context, *, nomor: str, laba: str, month: str, given: Given) -> None:
    """Mitra melaporkan LABA usahanya; bagian koperasi menjadi pendapatan dan piutang.

    \b
    Contoh:
      koperasi syariah laba MD-2026-0001 3333333 --bulan 2026-01
    """
    _record(
        context,
        "partnership_profit_reported",
        given,
        contract=_number(nomor),
        month=month_of_text(month),
        profit=amount_of(laba, "LABA"),
    )


@sharia.command("terima")
@click.argument("nomor")
@click.argument("jumlah")
@via_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def receive(context: click.Context, *, nomor: str, jumlah: str, via: str, given: Given) -> None:
    """Terima bagi hasil yang sudah dilaporkan dari akad NOMOR.

    \b
    Contoh:
      koperasi syariah terima MD-2026-0001 1333333 --ke kas
    """
    amount, number = amount_of(jumlah), _number(nomor)
    _record(context, "partnership_profit_paid", given, contract=number, amount=amount, via=via)


@sharia.command("rugi")
@click.argument("nomor")
@click.argument("rugi")
@click.option("--bulan", "month", required=True, metavar="TTTT-BB", help="Bulan yang dilaporkan.")
@click.option("--lalai", "fault", is_flag=True, help="Karena kelalaian mitra: koperasi tidak rugi.")
@click.option("--alasan", "reason", required=True, help="Sebab kerugian.")
@click.option("--oleh", "by", multiple=True, required=True, help="Yang memutuskan; boleh berulang.")
@voucher_options
@click.pass_context
def loss(context: click.Context, /, *, nomor: str, rugi: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Usaha mitra merugi sebesar RUGI; koperasi menanggung menurut modalnya.

    \b
    Contoh:
      koperasi syariah rugi MD-2026-0001 8000000 --bulan 2026-02 --alasan "Banjir" \\
        --oleh "Ketua Contoh"
    """
    _record(
        context,
        "partnership_loss_reported",
        given,
        contract=_number(nomor),
        month=month_of_text(of["month"]),
        loss=amount_of(rugi, "RUGI"),
        fault=of["fault"] or None,
        by=list(of["by"]),
        reason=of["reason"],
    )


@sharia.command("kembali")
@click.argument("nomor")
@click.argument("jumlah")
@via_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def give_back(context: click.Context, *, nomor: str, jumlah: str, via: str, given: Given) -> None:
    """Modal kembali dari akad NOMOR; pada musyarakah menurun mitra membeli bagian itu.

    \b
    Contoh:
      koperasi syariah kembali MD-2026-0001 42000000 --ke bri
    """
    amount = amount_of(jumlah)
    _record(context, "partnership_returned", given, contract=_number(nomor), amount=amount, via=via)


# -- ijarah --------------------------------------------------------------------------------------


@sharia.command("ijarah")
@click.argument("nomor")
@click.argument("anggota")
@click.argument("harga")
@click.option("--uraian", "description", required=True, help="Barang yang disewakan.")
@click.option("--ujrah", required=True, metavar="RUPIAH", help="Sewa sebulan.")
@click.option("--lama", "months", type=int, required=True, help="Lama sewa, bulan.")
@click.option("--mulai", "first", required=True, metavar="TTTT-BB", help="Bulan sewa pertama.")
@click.option("--imbt", is_flag=True, help="Menjadi milik penyewa pada akhir sewa.")
@click.option("--umur", "life", type=int, help="Umur pakai, bulan (bawaan: lama sewa).")
@click.option("--nilai-sisa", "residual", metavar="RUPIAH", help="Nilai pada akhir umurnya.")
@click.option("--unit", help="Unit usaha.")
@click.option("--oleh", "by", multiple=True, required=True, help="Yang memutuskan; boleh berulang.")
@via_option("--dari", "Uang keluar dari")
@voucher_options
@click.pass_context
def let(context: click.Context, /, *, nomor: str, anggota: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Beli barang seharga HARGA dan sewakan kepada ANGGOTA dengan akad NOMOR.

    \b
    Contoh:
      koperasi syariah ijarah IJ-2026-0001 A-0002 12000000 --uraian "Mesin giling" \\
        --ujrah 1200000 --lama 12 --mulai 2026-01 --imbt --oleh "Ketua Contoh" --dari bri
    """
    _record(
        context,
        "ijarah_asset_bought",
        given,
        contract=_number(nomor),
        member=member_number(anggota),
        akad="imbt" if of["imbt"] else "ijarah",
        description=of["description"],
        amount=amount_of(of["harga"], "HARGA"),
        ujrah=amount_of(of["ujrah"], "--ujrah"),
        months=of["months"],
        first_month=month_of_text(of["first"]),
        life=of["life"] if of["life"] is not None else of["months"],
        residual=_some(of["residual"], "--nilai-sisa"),
        unit=of["unit"],
        by=list(of["by"]),
        via=of["via"],
    )


@sharia.command("sewa")
@month_option
@keep_option
@json_option
@click.pass_context
def rent(context: click.Context, *, month: str, keep: bool, as_json: bool) -> None:
    """Akui ujrah dan penyusutan semua barang sewa sampai akhir bulan.

    Ditampilkan dahulu, lalu dicatat dengan --ya atau sesudah ditanya; yang sudah dicatat dilewati,
    jadi perintah ini aman diulang. Dengan --json tanpa --ya hanya ditampilkan.

    \b
    Contoh:
      koperasi syariah sewa --bulan 2026-03
      koperasi syariah sewa --bulan 2026-03 --ya
    """
    from koperasi_ledger.workflows.contract_runs import run_ijarah

    names = ("ujrah", "ujrah", "penyusutan")
    run_contracts(context, month, run_ijarah, names, keep=keep, as_json=as_json)


@sharia.command("ujrah")
@click.argument("nomor")
@click.argument("jumlah")
@via_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def receive_rent(
    context: click.Context, *, nomor: str, jumlah: str, via: str, given: Given
) -> None:
    """Terima ujrah akad NOMOR, untuk bulan yang lewat atau yang akan datang.

    \b
    Contoh:
      koperasi syariah ujrah IJ-2026-0001 1200000 --ke kas
    """
    amount = amount_of(jumlah)
    _record(context, "ijarah_rent_received", given, contract=_number(nomor), amount=amount, via=via)


@sharia.command("alih")
@click.argument("nomor")
@click.argument("harga", required=False)
@click.option("--alasan", "reason", required=True, help="Hibah pada akhir akad, dijual, rusak, …")
@via_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def end(
    context: click.Context,
    *,
    nomor: str,
    harga: str | None,
    reason: str,
    via: str,
    given: Given,
) -> None:
    """Aset ijarah NOMOR dihibahkan (tanpa HARGA) atau dijual seharga HARGA.

    \b
    Contoh:
      koperasi syariah alih IJ-2026-0001 --alasan "Hibah pada akhir akad"
    """
    price = Decimal(0) if harga is None else amount_of(harga, "HARGA")
    _record(
        context,
        "ijarah_ended",
        given,
        contract=_number(nomor),
        amount=str(price),
        reason=reason,
        via=via,
    )
