"""The command `koperasi rat`: what the annual meeting needs beside its printed book."""

import click

from cli.koperasi_umum import json_option, say, show_json, the_book


@click.group("rat")
def meeting() -> None:
    """Rapat anggota tahunan: berkas yang ditulis pengurus dan pengawas untuk bukunya.

    \b
    Contoh:
      koperasi rat siapkan 2026
      koperasi laporan rat --tahun 2026 --keluar buku-rat-2026.pdf
    """


@meeting.command("siapkan")
@click.argument("tahun", metavar="TTTT", type=click.IntRange(1900, 2199))
@json_option
@click.pass_context
def prepare(context: click.Context, *, tahun: int, as_json: bool) -> None:
    """Buat berkas naskah buku RAT tahun TTTT, siap disunting; yang sudah ada tidak diubah.

    \b
    Contoh:
      koperasi rat siapkan 2026
    """
    from koperasi_ledger.workflows import rat_words

    with the_book(context) as book:
        written = rat_words.prepare(book, tahun)
        folder = str(book.folder)
    if as_json:
        show_json({"tahun": tahun, "ditulis": list(written)})
        return
    for name in rat_words.names_of(tahun):
        say(f"{folder}/{name}: {'dibuat' if name in written else 'sudah ada, tidak diubah'}")
    say(f"Sunting keduanya, lalu: koperasi laporan rat --tahun {tahun} --keluar buku-rat.pdf")
