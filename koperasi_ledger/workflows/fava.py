"""Fava on a book: served on this machine only, read-only, all years or one.

Fava opens a small file of its own, made in a temporary folder, that includes the printed ledger:
so the ledger stays plain Beancount that anybody can open, while Fava gets our page and options.
One year is opened with a single entry of the balances at the end of the year before, computed from
the postings; SHU that no closing entry moved yet stands in `Ekuitas:SHU:TahunLalu`.
"""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from koperasi_ledger.ledger_text import ACCOUNTS, MAIN, month_files, print_main, quoted
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records import Cooperative
from koperasi_ledger.reports.errors import BeforeBooks, NotYet
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.fava_words import WORDS
from koperasi_ledger.workflows.year_files import print_opening

HOST = "127.0.0.1"
USUAL_PORT = 5000
_EXTENSION = "koperasi_ledger.fava_ext"
# Fava without what no one can use here: the chart has far more accounts than a book has balances.
_OPTIONS = (
    ("show-accounts-with-zero-balance", "false"),
    ("show-accounts-with-zero-transactions", "false"),
    ("invert-income-liabilities-equity", "true"),
    ("auto-reload", "true"),
    ("sidebar-show-queries", "0"),
)


class PortTaken(Refusal):
    """Something else listens on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} sedang dipakai program lain.",
            remedy=f"Pilih yang lain, misalnya --port {port + 1}, atau hapus --port.",
        )


class BadPort(Refusal):
    """No program may listen on such a port."""

    def __init__(self, port: object) -> None:
        super().__init__(
            f"Port {port} tidak dapat dipakai.", remedy="Pilih angka antara 1024 dan 65535."
        )


@contextmanager
def fava_ledger(book: Book, year: int | None, today: date) -> Iterator[Path]:
    """A ledger file for Fava in a temporary folder, which is removed afterwards.

    Raises:
        NotYet, BeforeBooks: the books have no such year.
    """
    cooperative = book.journal.books().cooperative()
    text = _all_text(book, cooperative) if year is None else _year_text(book, year, today)
    with TemporaryDirectory(prefix="koperasi-fava-") as folder:
        path = Path(folder) / "buku.beancount"
        path.write_text(text, encoding="utf-8", newline="\n")
        yield path


def _all_text(book: Book, cooperative: Cooperative) -> str:
    """Options, and the book's own main file."""
    options = print_main(cooperative, ()).partition("\ninclude ")[0]
    head = options.partition(f"\n{cooperative.founded} commodity")[0]
    own = _fava_options(book, cooperative.founded)
    return f"{_precision(book)}{head}\n{_include(book, MAIN)}{own}"


def _precision(book: Book) -> str:
    """Fava shows the decimals most amounts have; one with sen among whole ones would be rounded."""
    postings = Postings(book.journal.database, book.journal.head().seq)
    return 'option "display_precision" "IDR:0.01"\n' if postings.has_sen() else ""


def _year_text(book: Book, year: int, today: date) -> str:
    """Options, the chart, the opening entry, and the months of one year."""
    cooperative = book.journal.books().cooperative()
    if year > today.year:
        raise NotYet(date(year, 1, 1), today)
    if year < cooperative.founded.year:
        raise BeforeBooks(date(year, 12, 31), cooperative.founded)
    titled = cooperative.model_copy(update={"name": f"{cooperative.name} {year}"})
    options = print_main(titled, ()).partition("\ninclude ")[0]
    months = month_files(book.journal.file_sizes())
    return "".join(
        [
            _precision(book),
            options,
            "\n",
            _include(book, ACCOUNTS),
            _fava_options(book, cooperative.founded),
            "\n",
            print_opening(book.journal, year),
            *(
                _include(book, f"{year}/{month}.beancount")
                for month in months
                if month.startswith(f"{year:04d}-")
            ),
        ]
    )


def _include(book: Book, name: str) -> str:
    path = (book.folder / name).resolve()
    return f"include {quoted(path.as_posix())}\n"


def _fava_options(book: Book, day: date) -> str:
    place = repr({"buku": str(book.folder.resolve())})
    lines = [f'{day} custom "fava-option" "{name}" "{value}"' for name, value in _OPTIONS]
    lines.append(f'{day} custom "fava-extension" "{_EXTENSION}" {quoted(place)}')
    return "\n".join(["", *lines, ""])


def free_port(port: int | None) -> int:
    """The port asked for; without one Fava's usual port, or any when that is taken.

    Raises:
        PortTaken, BadPort.
    """
    if port is not None:
        if not 1024 <= port <= 65535:
            raise BadPort(port)
        if not _is_free(port):
            raise PortTaken(port)
        return port
    if _is_free(USUAL_PORT):
        return USUAL_PORT
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        found: int = probe.getsockname()[1]
        return found


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":
            # A connection that just ended does not keep the port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def make_app(ledger: Path) -> Any:  # noqa: ANN401 - a WSGI application
    """Fava as a WSGI application: read-only, and deaf to any name but this machine's own.

    A page on the internet can point its own name at 127.0.0.1 and would then read the books
    through the browser; so requests must name the loopback address.
    """
    # Beancount would leave its pickle of the whole ledger beside it.
    os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"
    from fava.application import create_app  # noqa: PLC0415 - costs 0.5 s that only Fava needs

    app = create_app([ledger], load=True, read_only=True)
    app.config["TRUSTED_HOSTS"] = [HOST, "localhost"]
    app.jinja_env.globals["translations"] = lambda: WORDS
    _translate_labels()
    return app


def _translate_labels() -> None:
    """Fava's server names charts and the row of SHU; the page knows them by the same words.

    By the name alone the page knows that SHU is income, to be shown without its minus sign.
    """
    import fava.internal_api  # noqa: PLC0415 - see make_app
    import fava.json_api  # noqa: PLC0415
    import fava.util.date  # noqa: PLC0415

    for module in (fava.internal_api, fava.json_api, fava.util.date):
        module.gettext = lambda word: WORDS.get(word, word)  # type: ignore[attr-defined]


def serve(app: Any, port: int, ready: Callable[[str], None]) -> None:  # noqa: ANN401 - see make_app
    """Serves until interrupted (`KeyboardInterrupt`); `ready` is told the address once it listens.

    Raises:
        PortTaken: another program was faster.
    """
    from cheroot.wsgi import Server  # noqa: PLC0415 - as above

    # Pages that a browser still holds open are no reason to wait.
    server = Server((HOST, port), app, shutdown_timeout=1)
    try:
        server.prepare()
    except OSError:
        raise PortTaken(port) from None
    try:
        ready(f"http://{HOST}:{port}/")
        server.serve()
    finally:
        server.stop()
