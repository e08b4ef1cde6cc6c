"""Commands on sharia contracts: goods of a murabahah, partnerships, ijarah, dana kebajikan."""

from typing import Any

import click

from cli.koperasi_bukti import (
    Given,
    amount_of,
    member_number,
    month_of_text,
    voucher_options,
)
from cli.koperasi_syariah_ijarah import end, let, receive_rent, rent
from cli.koperasi_syariah_lihat import card, listing
from cli.koperasi_syariah_umum import (
    money_option,
    number_of,
    percent,
    record_contract,
    some,
)


@click.group("syariah")
def sharia() -> None:
    """Akad syariah: barang murabahah, mudharabah, musyarakah, ijarah, dana kebajikan.

    \b
    Contoh:
      koperasi syariah beli-barang PJ-2026-0001 100000000 --dari bri
      koperasi syariah daftar
    """


for _command in (let, rent, receive_rent, end, listing, card):
    sharia.add_command(_command)


# -- murabahah and qardh -------------------------------------------------------------------------


@sharia.command("beli-barang")
@click.argument("nomor")
@click.argument("jumlah")
@click.option("--wakalah", is_flag=True, help="Anggota yang membelikan, atas nama koperasi.")
@click.option("--pemasok", "supplier", help="Dari siapa dibeli; tersimpan di jurnal saja.")
@money_option("--dari", "Uang keluar dari")
@voucher_options
@click.pass_context
def buy(context: click.Context, /, *, nomor: str, jumlah: str, given: Given, **of: Any) -> None:  # noqa: ANN401 - what click parsed
    """Beli barang pesanan murabahah NOMOR; diserahkan dengan 'koperasi pinjaman cair'.

    \b
    Contoh:
      koperasi syariah beli-barang PJ-2026-0001 100000000 --dari bri
    """
    record_contract(
        context,
        "murabahah_goods_bought",
        given,
        loan=number_of(nomor),
        amount=amount_of(jumlah),
        wakalah=of["wakalah"] or None,
        supplier=of["supplier"],
        via=of["via"],
    )


@sharia.command("kembali-barang")
@click.argument("nomor")
@click.argument("jumlah")
@click.option("--alasan", "reason", required=True, help="Mengapa batal.")
@money_option("--ke", "Uang masuk ke")
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
    record_contract(
        context,
        "murabahah_goods_returned",
        given,
        loan=number_of(nomor),
        amount=amount,
        reason=reason,
        via=via,
    )


@sharia.command("uang-muka")
@click.argument("nomor")
@click.argument("jumlah")
@money_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def down(context: click.Context, *, nomor: str, jumlah: str, via: str, given: Given) -> None:
    """Uang muka anggota untuk murabahah NOMOR.

    \b
    Contoh:
      koperasi syariah uang-muka PJ-2026-0001 10000000 --ke kas
    """
    amount = amount_of(jumlah)
    record_contract(
        context, "murabahah_down_paid", given, loan=number_of(nomor), amount=amount, via=via
    )


@sharia.command("kembali-uang-muka")
@click.argument("nomor")
@click.argument("jumlah")
@click.option("--ditahan", "kept", metavar="RUPIAH", help="Pengganti biaya nyata koperasi.")
@click.option("--alasan", "reason", required=True, help="Mengapa batal.")
@money_option("--dari", "Uang keluar dari")
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
    record_contract(
        context,
        "murabahah_down_returned",
        given,
        loan=number_of(nomor),
        amount=amount_of(jumlah),
        kept=some(of["kept"], "--ditahan"),
        reason=of["reason"],
        via=of["via"],
    )


@sharia.command("imbalan-qardh")
@click.argument("nomor")
@click.argument("jumlah")
@money_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def qardh_gift(context: click.Context, *, nomor: str, jumlah: str, via: str, given: Given) -> None:
    """Imbalan sukarela dari peminjam qardh NOMOR; tidak pernah diperjanjikan.

    \b
    Contoh:
      koperasi syariah imbalan-qardh PJ-2026-0002 50000 --ke kas
    """
    amount = amount_of(jumlah)
    record_contract(
        context, "qardh_gift_received", given, loan=number_of(nomor), amount=amount, via=via
    )


@sharia.command("kebajikan")
@click.argument("jumlah")
@click.option("--untuk", "purpose", required=True, help="Untuk apa disalurkan.")
@money_option("--dari", "Uang keluar dari")
@voucher_options
@click.pass_context
def charity(context: click.Context, *, jumlah: str, purpose: str, via: str, given: Given) -> None:
    """Salurkan dana kebajikan (denda akad syariah), paling banyak sebesar isinya.

    \b
    Contoh:
      koperasi syariah kebajikan 150000 --untuk "Santunan anak yatim" --dari kas
    """
    amount = amount_of(jumlah)
    record_contract(context, "charity_spent", given, amount=amount, purpose=purpose, via=via)


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
    record_contract(
        context,
        "partnership_agreed",
        given,
        contract=number_of(nomor),
        member=member_number(anggota),
        akad=of["akad"],
        limit=amount_of(of["limit"], "--modal"),
        partner_capital=some(of["own"], "--modal-mitra"),
        nisbah=percent(of["nisbah"], "--nisbah"),
        purpose=of["purpose"],
        unit=of["unit"],
        by=list(of["by"]),
        decision=of["decision"],
    )


@sharia.command("modal")
@click.argument("nomor")
@click.argument("jumlah")
@money_option("--dari", "Uang keluar dari")
@voucher_options
@click.pass_context
def fund(context: click.Context, *, nomor: str, jumlah: str, via: str, given: Given) -> None:
    """Serahkan modal akad NOMOR, seluruhnya atau satu tahap.

    \b
    Contoh:
      koperasi syariah modal MD-2026-0001 50000000 --dari bri
    """
    amount = amount_of(jumlah)
    record_contract(
        context, "partnership_funded", given, contract=number_of(nomor), amount=amount, via=via
    )


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
    record_contract(
        context,
        "partnership_profit_reported",
        given,
        contract=number_of(nomor),
        month=month_of_text(month),
        profit=amount_of(laba, "LABA"),
    )


@sharia.command("terima")
@click.argument("nomor")
@click.argument("jumlah")
@money_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def receive(context: click.Context, *, nomor: str, jumlah: str, via: str, given: Given) -> None:
    """Terima bagi hasil yang sudah dilaporkan dari akad NOMOR.

    \b
    Contoh:
      koperasi syariah terima MD-2026-0001 1333333 --ke kas
    """
    amount, number = amount_of(jumlah), number_of(nomor)
    record_contract(
        context, "partnership_profit_paid", given, contract=number, amount=amount, via=via
    )


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
    record_contract(
        context,
        "partnership_loss_reported",
        given,
        contract=number_of(nomor),
        month=month_of_text(of["month"]),
        loss=amount_of(rugi, "RUGI"),
        fault=of["fault"] or None,
        by=list(of["by"]),
        reason=of["reason"],
    )


@sharia.command("kembali")
@click.argument("nomor")
@click.argument("jumlah")
@money_option("--ke", "Uang masuk ke")
@voucher_options
@click.pass_context
def give_back(context: click.Context, *, nomor: str, jumlah: str, via: str, given: Given) -> None:
    """Modal kembali dari akad NOMOR; pada musyarakah menurun mitra membeli bagian itu.

    \b
    Contoh:
      koperasi syariah kembali MD-2026-0001 42000000 --ke bri
    """
    amount = amount_of(jumlah)
    record_contract(
        context, "partnership_returned", given, contract=number_of(nomor), amount=amount, via=via
    )
