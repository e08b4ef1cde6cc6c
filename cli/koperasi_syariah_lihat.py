"""Looking at sharia contracts: the list, and the card of one."""

import click

from cli.koperasi_umum import json_option, rupiah, say, show_json, table, the_book


@click.command("daftar")
@json_option
@click.pass_context
def listing(context: click.Context, *, as_json: bool) -> None:
    """Barang murabahah yang dipegang, pembiayaan bagi hasil, dan barang sewa.

    \b
    Contoh:
      koperasi syariah daftar
    """
    from koperasi_ledger.workflows.sharia import all_contracts

    with the_book(context) as book:
        found = all_contracts(book)
    if as_json:
        show_json(
            {
                "akad": [
                    {
                        "nomor": item.number,
                        "anggota": item.member,
                        "jenis": item.akad,
                        "keadaan": item.status,
                        "saldo": str(item.balance),
                        "belum_diterima": str(item.owed),
                    }
                    for item in found
                ]
            }
        )
        return
    if not found:
        say("Belum ada akad syariah selain pinjaman.")
        return
    rows = [
        (item.number, item.member, item.akad, item.status, rupiah(item.balance), rupiah(item.owed))
        for item in found
    ]
    heads = ("nomor", "anggota", "jenis", "keadaan", "saldo", "belum diterima")
    table(heads, rows, right=(4, 5))


@click.command("kartu")
@click.argument("nomor")
@json_option
@click.pass_context
def card(context: click.Context, *, nomor: str, as_json: bool) -> None:
    """Setiap kejadian dalam akad NOMOR, dengan akun yang digerakkannya.

    \b
    Contoh:
      koperasi syariah kartu MD-2026-0001
    """
    from koperasi_ledger.workflows.sharia import card as moves_of

    with the_book(context) as book:
        moves = moves_of(book, nomor.strip().upper())
    if as_json:
        show_json(
            {
                "mutasi": [
                    {
                        "tanggal": move.date.isoformat(),
                        "ref": move.ref,
                        "kejadian": move.title,
                        "akun": move.account,
                        "jumlah": str(move.amount),
                    }
                    for move in moves
                ]
            }
        )
        return
    if not moves:
        say("Belum ada mutasi.")
        return
    rows = [
        (move.date.isoformat(), move.ref, move.title, move.account, rupiah(move.amount))
        for move in moves
    ]
    table(("tanggal", "ref", "kejadian", "akun", "jumlah"), rows, right=(4,))
