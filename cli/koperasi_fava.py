"""The command fava: the book in a browser, to read."""

import signal
from typing import NoReturn

import click

from cli.koperasi_umum import say, stamp, the_book, warn


@click.command("fava")
@click.option("--tahun", metavar="TTTT", help="Satu tahun buku saja (bawaan: semua).")
@click.option("--port", metavar="N", help="Port (bawaan: 5000, atau yang bebas).")
@click.option("--tanpa-peramban", "quiet", is_flag=True, help="Jangan buka peramban.")
@click.pass_context
def browse(context: click.Context, /, tahun: str | None, port: str | None, *, quiet: bool) -> None:
    """Buka buku di Fava: hanya untuk dibaca, hanya di komputer ini.

    Contoh: koperasi fava --tahun 2026
    """
    import re
    from contextlib import ExitStack

    from koperasi_ledger.reports.errors import BadDate
    from koperasi_ledger.workflows.fava import BadPort, fava_ledger, free_port, make_app, serve

    if tahun is not None and not re.fullmatch(r"[1-9][0-9]{3}", tahun):
        raise BadDate("--tahun", tahun)
    if port is not None and not re.fullmatch(r"[0-9]{1,5}", port):
        raise BadPort(port)
    year = int(tahun) if tahun is not None else None
    # A stop from outside must remove the temporary file as Ctrl-C does.
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        with ExitStack() as stack:
            with the_book(context) as book:
                today = book.settings.today(stamp().at)
                ledger = stack.enter_context(fava_ledger(book, year, today))
            chosen = free_port(int(port) if port is not None else None)
            warn("Membaca buku…")
            serve(make_app(ledger), chosen, lambda address: _ready(address, quiet=quiet))
    except KeyboardInterrupt:
        say("Ditutup.")
    finally:
        signal.signal(signal.SIGTERM, before)


def _ready(address: str, *, quiet: bool) -> None:
    say(f"Buku dapat dibaca di {address} (hanya dari komputer ini).")
    say("Tekan Ctrl-C untuk menutup.")
    if not quiet:
        click.launch(address)


def _stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt
