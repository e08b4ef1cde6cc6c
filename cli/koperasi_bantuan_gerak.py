"""Commands that move aid: received, handed out, lost, returned, moved."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.koperasi_bantuan_umum import (
    LABELS,
    file_argument,
    minutes_option,
    place_options,
    show_import,
    try_option,
)
from cli.koperasi_bukti import Given, amount_of, day_of, record_one, via_option, voucher_options
from cli.koperasi_umum import json_option, progress_of, stamp, the_book

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book


def _documented(given: Given, minutes: str) -> Given:
    if given.document is not None:
        raise click.UsageError("--berita-acara dan --bukti sama artinya; pakai --berita-acara.")
    return given._replace(document=minutes)


def _told(book: "Book", event: "AnyEvent") -> Mapping[str, Any]:
    from koperasi_ledger.workflows.aid_hand import told_left

    given: Any = event
    lines = getattr(given, "lines", ())
    items = [line.item for line in lines] or [given.item]
    return told_left(book, given.programme, items)


def _where(book: "Book", given: Given, place: str | None, via: str | None) -> dict[str, object]:
    """The cash account of money, or the location of goods."""
    from koperasi_ledger.workflows.aid_hand import aid_place

    if via is not None:
        return {"via": via, "location": place}
    return {"location": aid_place(book, place, day_of(given.day, book))}


@click.command("terima")
@click.argument("program")
@click.option(
    "--barang",
    "texts",
    multiple=True,
    required=True,
    metavar="BARANG=BANYAK:NILAI",
    help="Barang, banyaknya, dan nilainya menurut berita acara; ulangi.",
)
@click.option("--lokasi", help="Lokasi barang (bawaan: satu-satunya yang ada).")
@minutes_option
@voucher_options
@click.pass_context
def receive(
    context: click.Context,
    /,
    *,
    program: str,
    texts: Sequence[str],
    lokasi: str | None,
    minutes: str,
    given: Given,
) -> None:
    """Terima barang bantuan; nilainya boleh kosong bila program dicatat di luar neraca.

    \b
    Contoh:
      koperasi bantuan terima beras-2026-1 --barang beras=1000:12500000 --lokasi gudang
        --berita-acara "BAST 01/2026"
    """
    from koperasi_ledger.workflows.aid_hand import aid_place, read_aid
    from koperasi_ledger.workflows.aid_import import programme_named

    def fields(book: "Book") -> Mapping[str, object]:
        programme = programme_named(book, program)
        return {
            "lines": [read_aid(text, programme, rest="value") for text in texts],
            "location": aid_place(book, lokasi, day_of(given.day, book)),
        }

    record_one(
        context,
        "aid_received",
        _documented(given, minutes),
        labels=LABELS,
        balances=_told,
        prepare=fields,
        told_as="sisa",
        programme=program,
    )


@click.command("terima-uang")
@click.argument("program")
@click.argument("jumlah")
@click.option("--barang", "item", default="uang", help="Nama uangnya di program (bawaan: uang).")
@via_option("--ke", "Masuk ke")
@minutes_option
@voucher_options
@click.pass_context
def receive_money(
    context: click.Context,
    /,
    *,
    program: str,
    jumlah: str,
    item: str,
    via: str,
    minutes: str,
    given: Given,
) -> None:
    """Terima uang bantuan: selalu liabilitas, karena ada di kas atau bank koperasi.

    \b
    Contoh:
      koperasi bantuan terima-uang blt-2026-1 30000000 --ke bri --berita-acara "SP2D 12/2026"
    """
    record_one(
        context,
        "aid_money_received",
        _documented(given, minutes),
        labels=LABELS | {"via": "--ke"},
        balances=_told,
        told_as="sisa",
        programme=program,
        item=item,
        amount=amount_of(jumlah),
        via=via,
    )


@click.command("salur")
@click.argument("program")
@click.argument("nomor", required=False)
@click.option("--nik", help="NIK penerima, bila daftarnya memakai NIK.")
@click.option(
    "--barang",
    "texts",
    multiple=True,
    metavar="BARANG=BANYAK",
    help="Bawaan: semua jatah barang yang belum diterima.",
)
@click.option("--wakil", metavar="NAMA", help="Siapa yang menerima bila diwakilkan.")
@click.option("--tanda-terima", "proof", help="Nomor tanda terima penerima ini.")
@place_options
@minutes_option
@voucher_options
@click.pass_context
def hand_out(
    context: click.Context,
    /,
    *,
    program: str,
    nomor: str | None,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Salurkan kepada satu penerima menurut daftar.

    \b
    Contoh:
      koperasi bantuan salur beras-2026-1 KPM-001 --berita-acara "TT 01/2026"
      koperasi bantuan salur beras-2026-1 KPM-002 --wakil "Nama Wakil" --berita-acara "TT 01/2026"
      koperasi bantuan salur blt-2026-1 KPM-001 --barang uang=300000 --kas kas
        --berita-acara "TT 02/2026"
    """
    from koperasi_ledger.workflows.aid_file import number_of_nik
    from koperasi_ledger.workflows.aid_hand import read_aid, rest_of
    from koperasi_ledger.workflows.aid_import import programme_named

    if (nomor is None) == (of["nik"] is None):
        raise click.UsageError("Sebut salah satu: NOMOR penerima atau --nik.")
    number = nomor.strip().upper() if nomor else number_of_nik(program, of["nik"].strip())

    def fields(book: "Book") -> Mapping[str, object]:
        programme = programme_named(book, program)
        lines: list[dict[str, Any]] = [dict(read_aid(text, programme)) for text in of["texts"]]
        if not lines:
            lines = [dict(line) for line in rest_of(book, programme, number)]
        for line in lines:
            line["beneficiary"] = number
            if of["wakil"]:
                line |= {"received_by": "wakil", "representative": of["wakil"]}
            if of["proof"]:
                line["proof"] = of["proof"]
        return {"lines": lines} | _where(book, given, of["lokasi"], of["via"])

    record_one(
        context,
        "aid_handed_out",
        _documented(given, of["minutes"]),
        labels=LABELS,
        balances=_told,
        prepare=fields,
        told_as="sisa",
        programme=program,
    )


@click.command("salur-daftar")
@click.argument("program")
@file_argument
@place_options
@minutes_option
@try_option
@click.option(
    "--tanggal", "day", metavar="TTTT-BB-HH", help="Untuk baris tanpa tanggal (bawaan: hari ini)."
)
@json_option
@click.pass_context
def hand_out_list(
    context: click.Context,
    /,
    *,
    program: str,
    berkas: Path,
    lokasi: str | None,
    via: str | None,
    minutes: str,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Catat daftar penyaluran dari BERKAS (.csv atau .xlsx): semua barisnya, atau tidak satu pun.

    Kolomnya Nomor (atau NIK), dan bila perlu Barang, Banyak (kosong: seluruh jatah), Diterima Oleh
    (sendiri, atau nama wakilnya), Tanggal dan Bukti. Berkas yang sama dua kali tidak mengubah apa
    pun.

    \b
    Contoh:
      koperasi bantuan contoh penyaluran > penyaluran.csv
      koperasi bantuan salur-daftar beras-2026-1 penyaluran.csv --berita-acara "TT 01/2026"
    """
    from koperasi_ledger.workflows.aid_hand import aid_place
    from koperasi_ledger.workflows.aid_import import Handing, import_hand_outs

    with the_book(context) as book:
        on = day_of(of["day"], book)
        place = None if via else aid_place(book, lokasi, on)
        handing = Handing(program, minutes, on, place, via)
        done = import_hand_outs(
            book,
            handing,
            berkas,
            stamp(),
            keep=not of["try_only"],
            progress=progress_of("baris diperiksa"),
        )
    show_import(done, tried=of["try_only"], as_json=of["as_json"])


@click.command("susut")
@click.argument("program")
@click.option(
    "--barang",
    "texts",
    multiple=True,
    required=True,
    metavar="BARANG=BANYAK:SEBAB",
    help="Sebabnya susut, rusak, hilang atau kedaluwarsa; ulangi.",
)
@click.option("--disetujui", "approved", required=True, help="Nama yang menyetujui.")
@place_options
@minutes_option
@voucher_options
@click.pass_context
def lose(
    context: click.Context,
    /,
    *,
    program: str,
    texts: Sequence[str],
    approved: str,
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Catat bantuan yang susut, rusak, hilang atau kedaluwarsa, dengan berita acara.

    \b
    Contoh:
      koperasi bantuan susut beras-2026-1 --barang beras=2.5:rusak --lokasi gudang
        --berita-acara "BA 03/2026" --disetujui "Sari, Ketua"
    """
    from koperasi_ledger.workflows.aid_hand import read_aid
    from koperasi_ledger.workflows.aid_import import programme_named

    def fields(book: "Book") -> Mapping[str, object]:
        programme = programme_named(book, program)
        lines = [read_aid(text, programme, rest="reason") for text in texts]
        return {"lines": lines} | _where(book, given, of["lokasi"], of["via"])

    record_one(
        context,
        "aid_lost",
        _documented(given, of["minutes"]),
        labels=LABELS,
        balances=_told,
        prepare=fields,
        told_as="sisa",
        programme=program,
        approved_by=approved,
    )


@click.command("kembali")
@click.argument("program")
@click.option(
    "--barang",
    "texts",
    required=True,
    help="Yang dikembalikan; ulangi.",
    multiple=True,
    metavar="BARANG=BANYAK",
)
@place_options
@minutes_option
@voucher_options
@click.pass_context
def give_back(
    context: click.Context,
    /,
    *,
    program: str,
    texts: Sequence[str],
    given: Given,
    **of: Any,  # noqa: ANN401 - what click parsed
) -> None:
    """Kembalikan sisa bantuan kepada pemberinya.

    \b
    Contoh:
      koperasi bantuan kembali beras-2026-1 --barang beras=50 --lokasi gudang
        --berita-acara "BAST 04/2026"
    """
    from koperasi_ledger.workflows.aid_hand import read_aid
    from koperasi_ledger.workflows.aid_import import programme_named

    def fields(book: "Book") -> Mapping[str, object]:
        programme = programme_named(book, program)
        lines = [read_aid(text, programme) for text in texts]
        return {"lines": lines} | _where(book, given, of["lokasi"], of["via"])

    record_one(
        context,
        "aid_returned",
        _documented(given, of["minutes"]),
        labels=LABELS,
        balances=_told,
        prepare=fields,
        told_as="sisa",
        programme=program,
    )
