"""Looking at the register of assets: the list, and one card."""

from decimal import Decimal
from typing import TYPE_CHECKING

import click

from cli.koperasi_umum import json_option, rupiah, say, show_json, table, the_book

if TYPE_CHECKING:
    from koperasi_ledger.model.records import Asset, ListedThing


@click.command("daftar")
@click.option("--semua", "gone", is_flag=True, help="Juga yang sudah dijual, dihapus, kembali.")
@json_option
@click.pass_context
def listing(context: click.Context, *, gone: bool, as_json: bool) -> None:
    """Semua aset dan barang tercatat: di mana, keadaannya, nilai bukunya.

    \b
    Contoh:
      koperasi aset daftar
    """
    from koperasi_ledger.model.records import Asset
    from koperasi_ledger.workflows.assets import things

    with the_book(context) as book:
        found = things(book, gone=gone)
    if as_json:
        show_json({"barang": [_as_json(item) for item in found]})
        return
    if not found:
        say("Buku inventaris masih kosong.")
        return
    rows: list[tuple[str, ...]] = []
    total = [Decimal(0)] * 3
    for item in found:
        place = item.places[-1]
        amounts = ("", "", "")
        if isinstance(item, Asset):
            figures = (item.cost, item.worn, item.cost - item.worn)
            total = [one + other for one, other in zip(total, figures, strict=True)]
            amounts = (rupiah(item.cost), rupiah(item.worn), rupiah(item.cost - item.worn))
        state = place.condition if item.ended is None else (item.how or "")
        rows.append(
            (item.number, item.name, str(item.quantity), place.place or "-", state, *amounts)
        )
    rows.append(("", "jumlah", "", "", "", *map(rupiah, total)))
    heads = ("nomor", "nama", "buah", "tempat", "keadaan", "perolehan", "akumulasi", "nilai buku")
    table(heads, rows, right=(2, 5, 6, 7))


def _as_json(item: "Asset | ListedThing") -> dict[str, object]:
    from koperasi_ledger.model.records import Asset

    place = item.places[-1]
    told: dict[str, object] = {
        "nomor": item.number,
        "nama": item.name,
        "banyak": item.quantity,
        "seri": item.serial,
        "tempat": place.place,
        "pemegang": place.holder,
        "keadaan": place.condition,
        "berakhir": None if item.ended is None else item.ended.isoformat(),
        "sebab": item.how,
    }
    if isinstance(item, Asset):
        return told | {
            "dalam_neraca": True,
            "golongan": item.asset_class,
            "perolehan": item.acquired.isoformat(),
            "harga_perolehan": str(item.cost),
            "nilai_residu": str(item.residual),
            "akumulasi_penyusutan": str(item.worn),
            "nilai_buku": str(item.cost - item.worn),
            "disusutkan_mulai": None if item.months is None else item.start,
            "selama_bulan": item.months,
            "penyusutan_terakhir": item.run,
        }
    return told | {
        "dalam_neraca": False,
        "pemilik": item.owner,
        "nilai": None if item.value is None else str(item.value),
        "sejak": item.since.isoformat(),
        "sampai": None if item.until is None else item.until.isoformat(),
    }


@click.command("kartu")
@click.argument("nomor")
@json_option
@click.pass_context
def card(context: click.Context, *, nomor: str, as_json: bool) -> None:
    """Kartu satu aset: setiap kejadian dan nilai bukunya.

    \b
    Contoh:
      koperasi aset kartu INV-001
    """
    from koperasi_ledger.workflows.assets import movements, thing_of

    number = nomor.strip().upper()
    with the_book(context) as book:
        found, moves = thing_of(book, number), movements(book, number)
    if as_json:
        show_json(
            {
                **_as_json(found),
                "mutasi": [
                    {
                        "tanggal": move.date.isoformat(),
                        "ref": move.ref,
                        "kejadian": move.title,
                        "perolehan": str(move.cost),
                        "akumulasi": str(move.worn),
                        "nilai_buku": str(move.book_value),
                        "dibalik_oleh": move.reversed_by,
                    }
                    for move in moves
                ],
            }
        )
        return
    say(f"{found.number} {found.name}, {found.quantity} buah")
    for place in found.places:
        where = ", ".join(part for part in (place.place, place.holder, place.condition) if part)
        say(f"  {place.day.isoformat()}: {where}")
    if not moves:
        say("Tidak ada mutasi nilai.")
        return
    rows = [
        (
            move.date.isoformat(),
            move.ref,
            move.title + (" (dibalik)" if move.reversed_by else ""),
            rupiah(move.cost),
            rupiah(move.worn),
            rupiah(move.book_value),
        )
        for move in moves
    ]
    heads = ("tanggal", "ref", "kejadian", "perolehan", "akumulasi", "nilai buku")
    table(heads, rows, right=(3, 4, 5))
