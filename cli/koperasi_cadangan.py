"""Commands that keep a book safe: one file that holds it all, and the book from that file."""

from pathlib import Path

import click

from cli.koperasi_umum import json_option, say, show_json, the_book, warn


@click.command("cadangan")
@click.argument("file", metavar="BERKAS.zip", type=click.Path(path_type=Path))
@json_option
@click.pass_context
def back_up(context: click.Context, file: Path, *, as_json: bool) -> None:
    """Simpan seluruh buku dalam satu berkas ZIP, lengkap dengan sidiknya.

    Berkas itu memuat nama anggota: simpan di tempat yang hanya dapat dibuka pengurus.

    \b
    Contoh:
      koperasi cadangan cadangan-2026-01.zip
    """
    from koperasi_ledger.workflows.backup import back_up as write

    with the_book(context) as book:
        done = write(book, file)
    if as_json:
        show_json(
            {
                "berkas": str(file),
                "jumlah_berkas": done.files,
                "peristiwa": done.events,
                "sidik": done.hash,
                "bita": done.size,
            }
        )
        return
    say(f"{done.events} peristiwa dalam {done.files} berkas disimpan di {file}.")
    say(f"  sidik jurnal: {done.hash}")
    say("  catat sidik itu di kertas: dengan itu siapa pun dapat memeriksa cadangan ini")


@click.command("pulihkan")
@click.argument("file", metavar="BERKAS.zip", type=click.Path(path_type=Path))
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@json_option
def restore(file: Path, folder: Path, *, as_json: bool) -> None:
    """Pulihkan buku dari BERKAS.zip ke FOLDER baru; setiap berkas dan rantai jurnal diperiksa.

    \b
    Contoh:
      koperasi pulihkan cadangan-2026-01.zip buku-pulih
    """
    from koperasi_ledger.workflows.backup import restore as unpack

    done = unpack(file, folder, warn)
    if as_json:
        show_json(
            {
                "folder": str(folder),
                "jumlah_berkas": done.files,
                "peristiwa": done.events,
                "sidik": done.hash,
            }
        )
        return
    say(f"Buku dengan {done.events} peristiwa dipulihkan di {folder}.")
    say(f"  sidik jurnal: {done.hash}")
